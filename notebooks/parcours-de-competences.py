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
# D’un certificat à un autre : les parcours de compétences

**La question.** Une personne détient un certificat, ou un bloc. Qu’est-ce que cela lui donne déjà ? Que lui
reste-t-il à acquérir pour atteindre une certification ou un métier, par quelles étapes et de quel droit ?

**La réponse en images.** Quatre situations prises dans les exemples : ce qu’un CQPM donne, un parcours et ses
variantes, les voies vers un métier, un but hors d’atteinte et pourquoi.

Trois liens de nature différente, jamais confondus :

- **officielle** : une correspondance déclarée dans la fiche officielle ; trait plein et épais ;
- **conventionnelle** : une correspondance dite par le texte d’une fiche ou d’un référentiel ; trait tireté ;
- **calculée** : une ressemblance que nous calculons ; pointillé fin. Elle ne donne aucun droit et ne compte dans
  aucun parcours.

*Pour l’essayer :* `passerelles demo` dans un terminal, puis exécutez les cellules. `PASSERELLES_ENDPOINT` donne une
autre adresse ; `PASSERELLES_STORE`, le dossier d’un graphe à lire directement, ce qui est plus rapide. Changez
ensuite les identifiants et les jours.
"""

# %%
import textwrap
from datetime import date

from cahier import ask_library, explorer, origin, query_text, select, table
from couches import Drawing, draw

from passerelles.analysis.paths import Path, Paths, Stage
from passerelles.analysis.rules import Gains, Step

graph = explorer()
data_day = origin(graph)

# %% [markdown]
# ## Les correspondances que ce graphe connaît

# %%
question, ranks = ask_library("contenu-par-rang")
query_text(question.text)
table(
    ("rang", "correspondances"),
    [(row["rang"].rpartition("#")[2].lower(), int(row["nombre"])) for row in ranks],
    "Table 1. Les correspondances déclarées, par rang. Les ressemblances calculées ne sont pas gardées dans le "
    "graphe : elles sont calculées à la demande.",
)

# %% [markdown]
# ## Comment lire les dessins
#
# Un dessin se lit de gauche à droite : ce qui est détenu, ce qui est à acquérir, ce qui s’obtient. L’étiquette
# au-dessus de chaque boîte le dit en toutes lettres ; le trait de la boîte le redit (plein : détenu ou obtenu ;
# tireté : à acquérir ; double épaisseur : le but).

# %% [markdown]
# ## 1. Ce que donne un CQPM
#
# Le CQPM *Conducteur de systèmes de production automatisée* (RNCP23022), au 1er mars 2018, quand il était en
# vigueur. Sa fiche dit en toutes lettres ce que sa délivrance donne aussi.


# %%
def follow(drawing: Drawing, steps: tuple[Step, ...]) -> None:
    """Les étapes d’une dérivation : ce qu’il faut détenir, à gauche ; ce qui en vient, à droite."""
    for step in steps:
        kind = "composition" if step.kind == "contenu" else (step.rank or "").lower()
        for before in step.depuis:
            drawing.item(before, "OBTENU")
            for after in step.vers:
                drawing.item(after, "CONTENU" if kind == "composition" else "OBTENU")
                drawing.link(before.iri, after.iri, kind, "" if kind == "composition" else kind)


def gains_drawing(found: Gains, rights: set[str]) -> Drawing:
    """Ce qui est détenu, ce qui en fait partie, et ce que les correspondances en donnent, pour ces droits."""
    drawing = Drawing()
    for item in found.holdings:
        drawing.item(item, "DÉTENU")
    for gained in found.gained:
        if gained.right in rights:
            follow(drawing, gained.derivation.steps)
    return drawing


def gains_table(found: Gains, rights: set[str], caption: str) -> None:
    """Ce qui est obtenu, de quel droit, et la phrase ou la règle qui le dit."""
    rows = []
    for gained in found.gained:
        if gained.right in rights:
            steps = gained.derivation.steps
            said = [f"« {sentence} »" for step in steps for sentence in step.sentences]
            said = said or [step.explanation for step in steps]
            rows.append((gained.item.name, gained.right, " ".join(said)))
    table(("obtenu", "droit", "dit par"), rows, caption)


DAY = date(2018, 3, 1)
EVERY = {"contenu", "conventionnelle", "officielle"}
gained = graph.gains([graph.iri_of("RNCP23022")], DAY)
draw(
    gains_drawing(gained, EVERY),
    f"Figure 1. Ce que donne RNCP23022 au {DAY:%d/%m/%Y}.",
    "À gauche le certificat détenu ; à droite, reliés par un trait fin, les blocs qui le composent, et, par un trait "
    "tireté, la certification qu’une correspondance conventionnelle donne.",
)
gains_table(gained, EVERY, "Table 2. Ce que donne RNCP23022, et ce qui le dit")

# %% [markdown]
# La certification obtenue n’a qu’un titre : le texte ne donne pas son numéro. Des candidates existent au répertoire
# ; rien n’en est déduit.

# %%
candidates = [
    (
        each.identifier,
        each.title,
        " ".join(("+ " if why.favourable else "− ") + why.sentence for why in each.reasons),
    )
    for found in gained.gained
    if found.identity is not None
    for each in found.identity.candidates
]
table(
    ("candidate", "intitulé", "pour (+) et contre (−)"),
    candidates,
    "Table 3. Ce que pourrait être le titre obtenu",
)

# %% [markdown]
# ## 2. Un bloc en main : par où passer ?
#
# Au 1er mars 2018, une personne détient le seul bloc RNCP23022BC01 et vise le CQP *Conducteur d’équipements
# industriels (CQPM – CQPI)* que nomme la phrase ci-dessus. Le parcours dessiné passe par les correspondances ; la
# table donne toutes les variantes.


# %%
def looks_like(drawing: Drawing, stage: Stage, had: set[str]) -> None:
    """Ce qui, déjà détenu ou obtenu, ressemble à ce qui est à acquérir ; un bloc contenu part de sa certification."""
    for close in stage.close:
        score = f"calculée {close.score:.2f}".replace(".", ",")
        if close.item.iri in had:
            drawing.link(close.item.iri, stage.items[0].iri, "calculée", score)
        elif close.item.certification in had:
            label = f"{score}\n({close.item.short})"
            drawing.link(close.item.certification, stage.items[0].iri, "calculée", label)


def path_drawing(found: Paths, kept: tuple[Path, ...]) -> Drawing:
    """Les parcours gardés, dans un seul dessin."""
    drawing = Drawing()
    had = {item.iri for item in found.holdings}
    for item in found.holdings:
        drawing.item(item, "DÉTENU")
    for path in kept:
        for covered in path.covered:
            had.add(covered.item.iri)
            follow(drawing, covered.derivation.steps if covered.derivation else ())
        for stage in path.stages:
            if stage.rule:
                follow(drawing, (stage.rule,))
            for item in stage.items:
                drawing.item(
                    item, {"acquérir": "À ACQUÉRIR", "délivrance": "À DÉLIVRER"}.get(stage.kind, "OBTENU")
                )
            if stage.kind == "délivrance":
                drawing.composed(stage.items[0])
            looks_like(drawing, stage, had)
        drawing.item(path.target, "BUT" if found.target.kind != "métier" else "À DÉLIVRER")
        drawing.composed(path.target)
        if found.target.kind == "métier":
            drawing.box(found.target.iri, "MÉTIER", textwrap.fill(found.target.name, 30))
            drawing.link(path.target.iri, found.target.iri, "composition")
    return drawing


def path_table(found: Paths, caption: str) -> None:
    """Une ligne par étape de chaque parcours."""
    rows = []
    for number, path in enumerate(found.found, start=1):
        for covered in path.covered:
            rows.append((number, covered.right, f"{covered.item.name} : déjà acquis.", ""))
        for stage in path.stages:
            right = (stage.rule.rank or "").lower() if stage.rule else ""
            close = " ".join(f"{each.item.short} : {each.sentence}" for each in stage.close)
            rows.append((number, f"{stage.kind} {right}".strip(), stage.sentence, close))
        rows.append((number, "", path.conclusion, ""))
    table(("parcours", "étape", "quoi", "proche par calcul (ne compte pas)"), rows, caption)


TARGET = """
SELECT DISTINCT ?vers WHERE {
  ?lien a pas:Correspondance ; pas:depuis/dcterms:identifier "RNCP23022" ; pas:vers ?vers
} ORDER BY ?vers
"""
query_text(TARGET)
(target,) = (row["vers"] for row in select(TARGET))
routes = graph.paths([graph.iri_of("RNCP23022BC01")], target, DAY)
chosen = max(routes.found, key=lambda path: len(path.stages))
draw(
    path_drawing(routes, (chosen,)),
    f"Figure 2. De RNCP23022BC01 au but, en passant par une correspondance : {chosen.left} blocs à acquérir, "
    f"{chosen.steps} étapes.",
    "Le bloc détenu et deux blocs à acquérir composent RNCP23022, à faire délivrer ; un trait tireté, conventionnel, "
    "mène de RNCP23022 au but. Des pointillés relient le bloc détenu à ceux, à acquérir, qui lui ressemblent.",
)
path_table(routes, f"Table 4. Les {len(routes.found)} variantes, étape par étape")

# %% [markdown]
# ## 3. Plusieurs voies vers un métier
#
# Au jour des données, une personne détient le bloc RNCP28243BC01 et le CQPM *Opérateur polyvalent d’équipe
# autonome* (RNCP28245). Elle vise le métier de tourneur-fraiseur (ROME H2903). Les parcours viennent du plus court
# au plus long.

# %%
day = date.fromisoformat(data_day or "2020-11-23")
held = [graph.iri_of("RNCP28243BC01"), graph.iri_of("RNCP28245")]
to_job = graph.paths(held, "H2903", min(day, date(2020, 11, 23)), top=3)
draw(
    path_drawing(to_job, to_job.found),
    f"Figure 3. {len(to_job.found)} voies vers {to_job.target.name}.",
    f"À gauche ce qui est détenu, puis les blocs à acquérir, puis {len(to_job.found)} certifications qui mènent toutes "
    "au même métier, à droite : "
    + " ; ".join(f"{path.target.short}, {path.left} à acquérir" for path in to_job.found)
    + ".",
)
table(
    ("parcours", "blocs à acquérir", "étapes", "déjà acquis", "enregistrement"),
    [
        (
            path.target.name,
            path.left,
            path.steps,
            ", ".join(each.item.short for each in path.covered),
            path.standing,
        )
        for path in to_job.found
    ],
    "Table 5. Les voies de la figure 3, de la plus courte à la plus longue",
)

# %% [markdown]
# ## 4. Un but hors d’atteinte, et ce qui est proche
#
# Le même bloc RNCP23022BC01, mais au 23 novembre 2020 : l’enregistrement de RNCP23022 a pris fin. Il n’y a pas de
# parcours ; la réponse dit pourquoi, et ce qu’il vaut la peine de regarder. Les voisines sont calculées.

# %%
closed = graph.paths([graph.iri_of("RNCP23022BC01")], graph.iri_of("RNCP23022"), date(2020, 11, 23))
assert closed.unreachable is not None
drawing = Drawing()
for item in closed.holdings:
    drawing.item(item, "DÉTENU")
drawing.box(
    closed.target.iri,
    "HORS D’ATTEINTE",
    textwrap.fill(textwrap.shorten(closed.target.name, 92, placeholder="…"), 30),
)
drawing.link(closed.holdings[0].iri, closed.target.iri, "composition")
for near in closed.unreachable.neighbours:
    drawing.box(near.iri, "VOISINE", textwrap.fill(textwrap.shorten(near.name, 92, placeholder="…"), 30))
    drawing.link(closed.target.iri, near.iri, "calculée", f"calculée {near.score or 0:.2f}".replace(".", ","))
draw(
    drawing,
    "Figure 4. " + " ".join(closed.unreachable.reasons),
    f"Le bloc détenu compose une certification hors d’atteinte ; {len(closed.unreachable.neighbours)} voisines lui "
    "sont reliées par des pointillés, avec leur score.",
)
table(
    ("voisine", "blocs à acquérir", "score calculé", "pourquoi elle est proche"),
    [(near.name, near.left, near.score, near.sentence) for near in closed.unreachable.neighbours],
    "Table 6. " + closed.unreachable.advice,
)

# %% [markdown]
# ## 5. Et les correspondances officielles ?
#
# Les fiches de 2020 n’en déclarent pas encore : les exemples n’en contiennent aucune. Sur un graphe de l’export
# actuel (XML V4.1), la cellule suivante dessine celle qui demande le plus de choses ensemble.

# %%
OFFICIAL = """
SELECT ?lien (COUNT(DISTINCT ?depuis) AS ?demande) WHERE {
  ?lien a pas:Correspondance ; pas:rang pas:Officielle ; pas:depuis ?depuis
} GROUP BY ?lien ORDER BY DESC(?demande) ?lien LIMIT 1
"""
query_text(OFFICIAL)
found = select(OFFICIAL)
if found:
    ends = select(
        f"SELECT DISTINCT ?depuis WHERE {{ <{found[0]['lien']}> pas:depuis ?depuis }} ORDER BY ?depuis"
    )
    official = graph.gains([row["depuis"] for row in ends], day)
    draw(
        gains_drawing(official, {"officielle"}),
        f"Figure 5. Une correspondance officielle, au {day:%d/%m/%Y} : tout ce qui est à gauche est nécessaire "
        "ensemble.",
        f"{len(ends)} éléments détenus, reliés par des traits pleins épais à ce que la correspondance donne.",
    )
    gains_table(official, {"officielle"}, "Table 7. Ce que donne cette correspondance")
else:
    print("Aucune correspondance officielle dans ce graphe.")

# %% [markdown]
# ## Ce qu’on peut en conclure, et ce qu’on ne peut pas
#
# - Un parcours ne compte que des droits : ce qui est détenu, ce que cela contient, ce qu’une correspondance donne.
#   La ressemblance ne sert qu’à savoir où regarder.
# - Une correspondance va dans un sens et demande tout ce qu’elle nomme ; un remplacement ne donne rien par
#   lui-même.
# - Les exemples ne contiennent qu’une correspondance. Leurs parcours sont donc courts ; sur l’export actuel, ils
#   passent par d’autres certificateurs.
# - Ce que les documents ne disent pas reste inconnu : un titre sans numéro n’est jamais confondu avec une
#   certification du répertoire, et une date absente ne vaut ni oui ni non. Avant de s’engager, il faut demander au
#   certificateur.

# %%
graph.close()
