# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
"""
# Les CQPM se recouvrent-ils ?

**La question.** La métallurgie délivre une cinquantaine de certificats de qualification paritaires (CQPM, et les
CQP qui leur succèdent). Lesquels attestent à peu près la même chose ? Où un salarié pourrait-il faire valoir une
partie de ce qu’il détient ?

**La réponse en images.** Une matrice de tous les couples, un réseau des plus proches, puis deux couples expliqués
capacité par capacité, avec les phrases des documents.

Tout ce qui suit est **calculé** sur les textes et les codes : une ressemblance ne donne aucun droit. Les
correspondances et les remplacements que les documents déclarent sont dessinés à part.

*Pour l’essayer :* `passerelles demo` dans un terminal, puis exécutez les cellules. `PASSERELLES_ENDPOINT` donne une
autre adresse ; `PASSERELLES_STORE`, le dossier d’un graphe à lire directement, ce qui est plus rapide.
"""

# %%
import textwrap
from itertools import combinations

import networkx as nx
import numpy as np
from cahier import BLUE, GREY, INK, ORANGE, explorer, origin, query_text, select, show, table
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from phrases import columns_of
from scipy.cluster.hierarchy import fcluster, leaves_list, linkage
from scipy.spatial.distance import squareform

from passerelles.analysis.networks import Relation, network
from passerelles.errors import NotFoundError

graph = explorer()
origin(graph)

# %% [markdown]
# ## Quelles certifications comparer
#
# Celles de nature CQPM, et les CQP du même certificateur, la branche de la métallurgie, dès lors qu’un document en
# décrit les blocs : sans bloc ni capacité, il n’y a rien à comparer. Au plus soixante, celles dont l’enregistrement
# finit le plus tard.

# %%
FAMILY = """
SELECT ?certification (MIN(STR(?numero)) AS ?identifiant) (MIN(STR(?titre)) AS ?nom) (MAX(?fin) AS ?jusque)
       (COUNT(DISTINCT ?bloc) AS ?blocs) (COUNT(DISTINCT ?capacite) AS ?capacites)
WHERE {
  ?certification a pas:Certification ; dcterms:type/skos:notation ?nature ; pas:bloc ?bloc ;
    dcterms:identifier ?numero ; dcterms:title ?titre .
  OPTIONAL { ?certification pas:certificateur/dcterms:title ?certificateur }
  FILTER(?nature = "CQPM" || (?nature = "CQP" && CONTAINS(LCASE(?certificateur), "métallurgie")))
  OPTIONAL { ?certification pas:enregistrement/pas:fin ?fin }
  OPTIONAL { ?bloc pas:capacite ?capacite }
} GROUP BY ?certification ORDER BY DESC(?jusque) ?certification LIMIT 60
"""
query_text(FAMILY)
family = select(FAMILY)
with_capacites = [row for row in family if row["capacites"] != "0"]
print(f"{len(family)} certifications, dont {len(with_capacites)} avec des capacités détaillées.")


def short(row: dict[str, str]) -> str:
    """Numéro et intitulé, sans ce que tous les intitulés répètent."""
    title = row["nom"].removeprefix("CQP ").removesuffix(" (CQPM)")
    return f"{row['identifiant'].removeprefix('RNCP')} {title[:1].upper()}{title[1:]}"


names = {row["certification"]: short(row) for row in family}

# %% [markdown]
# ## La matrice
#
# Chaque case est le score de deux certifications, de 0 (rien de commun) à 1 : la moyenne pondérée de ce que disent
# leurs capacités, leurs blocs, leurs codes ROME et NSF, leur niveau et leur titre ; ce que les documents de l’une
# ne disent pas ne compte pas. L’ordre des lignes vient d’un regroupement hiérarchique (lien moyen) : ce qui se
# ressemble est voisin. Un cadre entoure chaque groupe dont la ressemblance moyenne atteint 0,5.

# %%
iris = list(names)
scores = np.eye(len(iris))
compared = {}
for one, other in combinations(range(len(iris)), 2):
    compared[one, other] = graph.compare(iris[one], iris[other])
    scores[one, other] = scores[other, one] = compared[one, other].score or 0.0

TOGETHER = 0.5
tree = linkage(squareform(1 - scores, checks=False), method="average", optimal_ordering=True)
order = leaves_list(tree)
group_of = fcluster(tree, 1 - TOGETHER, criterion="distance")
# Les groupes dans l’ordre de la matrice, avec la place de leur premier et de leur dernier membre.
spans: dict[int, list[int]] = {}
for place, number in enumerate(order):
    spans.setdefault(group_of[number], []).append(place)
groups = [places for places in spans.values() if len(places) > 1]

figure = Figure(figsize=(14, 10.2), layout="constrained")
axes = figure.subplots()
drawn = axes.imshow(scores[np.ix_(order, order)], cmap="cividis", vmin=0, vmax=1)
labels = [textwrap.shorten(names[iris[number]], 52, placeholder="…") for number in order]
axes.set_yticks(range(len(labels)), labels, fontsize=8)
axes.set_xticks(range(len(labels)), [label.split()[0] for label in labels], rotation=90, fontsize=7)
axes.tick_params(length=0)
for letter, places in zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", groups, strict=False):
    size = len(places)
    axes.add_patch(Rectangle((places[0] - 0.5, places[0] - 0.5), size, size, fill=False, ec=ORANGE, lw=2.2))
    axes.text(places[-1] + 0.8, places[0] + size / 2 - 0.5, letter, color="white", weight="bold", va="center")
for row, column in np.argwhere((scores[np.ix_(order, order)] >= TOGETHER) & ~np.eye(len(iris), dtype=bool)):
    value = scores[order[row], order[column]]
    axes.text(column, row, f"{value * 100:.0f}", ha="center", va="center", fontsize=6, color=INK)
figure.colorbar(
    drawn,
    ax=axes,
    shrink=0.6,
    label="score calculé, de 0 à 1 (dans les cases : en centièmes, à partir de 50)",
)
show(
    figure,
    f"Figure 1. Recouvrement calculé de {len(iris)} certifications de la métallurgie, rangées par ressemblance ; "
    f"{len(groups)} groupes encadrés, de A à {'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[len(groups) - 1]}.",
    f"Matrice carrée de {len(iris)} certifications. Elle est sombre, donc peu ressemblante, presque partout ; "
    f"{len(groups)} petits carrés clairs le long de la diagonale sont les groupes de la table qui suit.",
)

# %%
rows = []
for letter, places in zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", groups, strict=False):
    members = [order[place] for place in places]
    inside = [scores[pair] for pair in combinations(members, 2)]
    rows.append((letter, " ; ".join(names[iris[each]] for each in members), min(inside), max(inside)))
table(
    ("groupe", "certifications", "score le plus bas", "le plus haut"),
    rows,
    "Table 1. Les groupes de la figure 1",
)
pairs = sorted(((scores[pair], pair) for pair in compared), reverse=True)
print(
    f"{len(pairs)} couples, dont {sum(score >= TOGETHER for score, _ in pairs)} à partir de {TOGETHER:.1f}".replace(
        ".", ","
    )
)

# %% [markdown]
# ## Le réseau
#
# Un trait **plein** est un recouvrement calculé d’au moins 0,5, d’autant plus épais que le score est haut. Une
# **flèche tiretée** est un remplacement déclaré : la nouvelle certification succède à l’ancienne, sans donner de
# droit. Un carré creux n’est plus enregistré, un rond plein l’est ; ce qui n’est relié à rien n’est pas dessiné.

# %%
close = [(iris[one], iris[other], float(score)) for score, (one, other) in pairs]
links = network(
    graph.catalogue,
    graph.dataset,
    {Relation.OVERLAP, Relation.SUCCESSIONS},
    overlap=close,
    threshold=TOGETHER,
).graph()
by_node = {iri.split("/id/")[1]: iri for iri in iris}
links = links.subgraph(by_node)
links = links.subgraph(node for node in links if links.degree(node))
parts = sorted(nx.weakly_connected_components(links), key=lambda part: (-len(part), min(part)))


#: Au-delà de tant de certifications, les scores ne sont plus écrits sur les traits : la table les donne.
MANY = 10


def places_of(part: set[str]) -> dict[str, tuple[float, float]]:
    """Deux certifications côte à côte ; davantage en rond, celles qui se ressemblent l’une près de l’autre.

    Quand elles sont nombreuses, leurs hauteurs sont également espacées : les noms ne se recouvrent pas.
    """
    members = sorted(part, key=lambda node: list(order).index(iris.index(by_node[node])))
    if len(members) == 2:
        return dict(zip(members, ((-1.0, 0.0), (1.0, 0.0)), strict=True))
    if len(members) <= MANY:
        turns = np.pi / 2 - 2 * np.pi * np.arange(len(members)) / len(members)
        return {
            node: (float(np.cos(turn)), float(np.sin(turn)))
            for node, turn in zip(members, turns, strict=True)
        }
    right = (len(members) + 1) // 2
    sides = ((1, members[:right]), (-1, members[right:][::-1]))
    places = {}
    for side, nodes in sides:
        for node, y in zip(nodes, np.linspace(0.9, -0.9, 2 * len(nodes) + 1)[1::2], strict=True):
            places[node] = (side * (0.25 + 0.75 * float(np.sqrt(1 - y * y))), float(y))
    return places


def draw(panel: Axes, part: set[str]) -> None:
    """Un ensemble relié : ses traits, puis ses nœuds et leurs noms, écrits vers l’extérieur."""
    places = places_of(part)
    pair = len(part) == 2
    for start, end, data in links.subgraph(sorted(part)).edges(data=True):
        declared = data["relation"] == Relation.SUCCESSIONS
        look = {"arrowstyle": "-", "lw": 1 + 6 * (data["weight"] - TOGETHER), "color": GREY}
        aside = len(part) > MANY and places[start][0] * places[end][0] > 0
        if aside:
            inward = -1 if (places[start][1] > places[end][1]) == (places[start][0] < 0) else 1
            look["connectionstyle"] = f"arc3,rad={0.35 * inward}"
        if declared:
            look = {"arrowstyle": "-|>", "lw": 1.8, "color": ORANGE, "linestyle": (0, (5, 3))}
            look |= {"connectionstyle": "arc3,rad=0.25", "mutation_scale": 15}
        panel.annotate("", places[end], places[start], arrowprops={"shrinkA": 7, "shrinkB": 7, **look})
        if not declared and len(part) <= MANY:
            middle = np.mean([places[start], places[end]], axis=0)
            label = f"{data['weight']:.2f}".replace(".", ",")
            box = {"fc": "white", "ec": "none", "pad": 0.6}
            panel.text(*middle, label, fontsize=8, color=INK, ha="center", va="center", bbox=box)
    for node, (x, y) in places.items():
        active = links.nodes[node].get("actif")
        panel.plot(x, y, "o" if active else "s", ms=9, mfc=BLUE if active else "white", mec=BLUE, mew=1.6)
        side = "center" if pair or abs(x) < 0.2 else "left" if x > 0 else "right"
        height, shift = "center", (11 if x > 0 else -11, 0)
        if side == "center":
            height, shift = ("bottom", (0, 11)) if y > 0 else ("top", (0, -11))
        words = textwrap.fill(textwrap.shorten(names[by_node[node]], 64, placeholder="…"), 30)
        panel.annotate(words, (x, y), shift, textcoords="offset points", ha=side, va=height, fontsize=8)
    panel.set(
        xlim=(-2.6, 2.6), ylim=(-0.9, 0.35) if pair else (-1.5, 1.5) if len(part) <= MANY else (-1.1, 1.1)
    )
    panel.axis("off")


def shelves(found: list[set[str]], wide: int, inches: float) -> list[tuple[float, list[set[str]]]]:
    """Les ensembles par rangées de tant, avec la hauteur de chaque rangée en pouces par certification, au moins un."""
    rows = [found[start : start + wide] for start in range(0, len(found), wide)]
    return [(max(1.1 if wide == 3 else 2.2, inches * max(map(len, row))), row) for row in rows]


shelved = [
    *shelves([part for part in parts if len(part) > MANY], 1, 0.32),
    *shelves([part for part in parts if 2 < len(part) <= MANY], 2, 0.46),
    *shelves([part for part in parts if len(part) == 2], 3, 0.55),
]
widths = [1 if len(row[0]) > MANY else 2 if len(row[0]) > 2 else 3 for _, row in shelved]
heights = [height for height, _ in shelved]
figure = Figure(figsize=(14, sum(heights)), layout="constrained")
grid = figure.add_gridspec(len(heights), 6, height_ratios=heights)
for line, ((_, row), wide) in enumerate(zip(shelved, widths, strict=True)):
    for place, part in enumerate(row):
        draw(figure.add_subplot(grid[line, place * 6 // wide : (place + 1) * 6 // wide]), part)
show(
    figure,
    "Figure 2. Le réseau des recouvrements calculés (traits pleins, avec leur score) et des remplacements déclarés "
    "(flèches tiretées). Rond plein : enregistrement en cours au jour des données ; carré creux : terminé, ou non "
    "précisé.",
    f"{len(parts)} petits réseaux séparés, le plus grand de {len(parts[0])} certifications ; chaque trait plein porte "
    "son score, et quelques flèches tiretées vont de l’ancienne certification à celle qui la remplace.",
)

# %%
table(
    ("de", "à", "lien", "score"),
    sorted(
        (
            (
                names[by_node[start]],
                names[by_node[end]],
                "remplacée par (déclaré)"
                if data["relation"] == Relation.SUCCESSIONS
                else "se recouvrent (calculé)",
                None if data["relation"] == Relation.SUCCESSIONS else data["weight"],
            )
            for start, end, data in links.edges(data=True)
        ),
        key=lambda row: (row[3] is None, -(row[3] or 0), row[0]),
    ),
    "Table 2. Les liens de la figure 2",
)

# %% [markdown]
# ## Deux couples, capacité par capacité
#
# Un score ne suffit pas : il faut voir quelles phrases se répondent. Dans les exemples, quatre documents seulement
# détaillent des capacités ; l’export officiel de 2020 s’arrête aux titres de blocs.
#
# - **MQ 1988 0044 et RNCP23022** : les deux documents donnent des capacités, appariées une à une.
# - **RNCP23022 et RNCP30423** : un seul en donne ; elles sont rapprochées des *blocs* de l’autre. C’est montré, et
#   cela ne compte pas dans le score.


# %%
STYLES = {"forte": ("solid", 3.0), "moyenne": ((0, (6, 2)), 2.2), "faible": ((0, (1.5, 1.5)), 1.8)}


def explain(left: str, right: str, number: int) -> None:
    """Deux colonnes de phrases reliées par ce qui les rapproche, puis la table des deux phrases et de la raison."""
    comparison = graph.compare(graph.iri_of(left), graph.iri_of(right))
    kinds = [("capacités", each) for each in comparison.capacites]
    kinds += [("capacité et bloc (hors score)", each) for each in comparison.crossed]
    kinds += [("blocs", each) for each in comparison.blocs]
    statements = columns_of(comparison)
    longest = max(map(len, statements))
    figure = Figure(figsize=(14, 1 + 0.46 * longest), layout="constrained")
    axes = figure.subplots()
    axes.set(xlim=(0, 10), ylim=(-longest, 1.2))
    axes.axis("off")
    matched = {each.iri for _, match in kinds for each in (*match.left, *match.right)}
    heights: dict[str, float] = {}
    for column, side, x, align in zip(
        statements, (comparison.left, comparison.right), (3.9, 6.1), ("right", "left"), strict=True
    ):
        title = textwrap.shorten(f"{side.identifier} {side.title}", 60, placeholder="…")
        axes.text(x, 0.9, title, weight="bold", fontsize=10, ha=align, va="center")
        for row, each in enumerate(column):
            heights[each.iri] = -row * (longest - 1) / max(len(column) - 1, 1)
            is_bloc = "/capacite/" not in each.iri
            words = textwrap.fill(f"{'Bloc : ' if is_bloc else ''}{each.text}", 66)
            known = each.iri in matched
            axes.text(
                x, heights[each.iri], words, fontsize=8.5, color=INK if known else GREY, ha=align, va="center"
            )
    for _, match in kinds:
        style, width = STYLES[match.strength]
        for one in match.left:
            for other in match.right:
                ends = (heights[one.iri], heights[other.iri])
                axes.plot((4, 6), ends, ls=style, lw=width, color=BLUE)
        label = f"{match.strength} {match.score:.2f}".replace(".", ",")
        middle = (heights[match.left[0].iri] + heights[match.right[0].iri]) / 2
        axes.text(
            5, middle, label, fontsize=8.5, ha="center", va="center", bbox={"fc": "white", "ec": "none"}
        )
    total = "aucun" if comparison.score is None else f"{comparison.score:.2f}".replace(".", ",")
    show(
        figure,
        f"Figure {number}. {left} et {right} : ce qui se répond (trait plein : fort ; tireté : moyen ; pointillé : "
        f"faible) ; en gris, ce qui n’a pas de vis-à-vis. Score calculé de l’ensemble : {total}.",
        f"Deux colonnes de {len(statements[0])} et {len(statements[1])} phrases, reliées par {len(kinds)} traits : "
        + " ; ".join(f"« {each.left[0].text} » et « {each.right[0].text} »" for _, each in kinds),
    )
    table(
        ("quoi", left, right, "force", "score", "pourquoi"),
        [
            (
                kind,
                " ".join(f"« {one.text} »" for one in each.left),
                " ".join(f"« {other.text} »" for other in each.right),
                each.strength,
                each.score,
                each.why.sentence,
            )
            for kind, each in kinds
        ],
        f"Table {number}. Les phrases qui se répondent, telles que les documents les écrivent",
    )
    for side in (comparison.left, comparison.right):
        print(
            f"{side.identifier} :", " ; ".join(each.file or each.title or each.iri for each in side.sources)
        )


for place, (left, right) in enumerate((("MQ 1988 0044", "RNCP23022"), ("RNCP23022", "RNCP30423"))):
    try:
        explain(left, right, 3 + place)
    except NotFoundError as error:
        print(error)

# %% [markdown]
# ## Ce qu’on peut en conclure, et ce qu’on ne peut pas
#
# - Les recouvrements forts ont presque tous une histoire : une certification et celle qui l’a remplacée (tuyauteur,
#   technicien de la qualité), ou deux variantes d’un même métier (tourneur et fraiseur).
# - Certains ressemblent à des successions qu’aucun document ne déclare : dessinateur, chargé de projets,
#   technico-commercial, soudeur ont une version terminée et une version en cours, de même intitulé. Le calcul le
#   signale ; seul le certificateur peut le dire.
# - Le score ne lit que ce que les documents disent. Deux intitulés de blocs qui se ressemblent ne prouvent pas que
#   les épreuves se valent ; deux qui diffèrent ne prouvent pas le contraire. Les fiches sans capacités sont
#   comparées sur moins : le nombre de capacités disponibles est dit plus haut.
# - Le seuil de 0,5 est un choix : changez `TOGETHER` et relancez.
# - Rien ici ne donne un droit. Ce qu’un certificat donne vraiment est dans le cahier `parcours-de-competences`.

# %%
graph.close()
