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
# La forme du registre

**La question.** De quoi un registre de certifications est-il fait : quelles spécialités, à quels niveaux, vers
quels métiers, découpées en combien de blocs, et avec quelles lacunes ?

**La réponse en images.** Cinq figures, chacune avec la requête qui la produit et la table de ses nombres : on peut
tout recompter.

**Sur quelles données.** Avec `passerelles demo`, le cahier lit les *exemples* : les CQPM et CQPI de novembre 2020
et quelques codes ROME. Ce n’est pas un échantillon du registre : leurs proportions ne disent rien de l’ensemble. Le
même cahier, sans une ligne de plus, lit le registre entier : construisez-le (`passerelles build` ou `passerelles
update`), servez-le (`passerelles serve --store DOSSIER`), et relancez.

*Pour l’essayer :* `passerelles demo` dans un terminal, puis exécutez les cellules. `PASSERELLES_ENDPOINT` donne une
autre adresse ; `PASSERELLES_STORE`, le dossier d’un graphe à lire directement, ce qui est plus rapide.
"""

# %%
import textwrap
from collections import Counter, defaultdict
from datetime import date

import numpy as np
from cahier import BLUE, GREY, INK, ORANGE, ask_library, explorer, origin, query_text, select, show, table
from matplotlib.axes import Axes
from matplotlib.colors import LogNorm
from matplotlib.figure import Figure

graph = explorer()
data_day = origin(graph)
known = graph.catalogue.certifications()
described = [each for each in known if each.described]
active = [each for each in described if each.actif]
table(
    ("certifications", "nombre"),
    [
        ("décrites par un document", len(described)),
        ("dont actives au répertoire", len(active)),
        ("seulement nommées par une autre", len(known) - len(described)),
    ],
    "Table 1. Ce que contient ce graphe",
)


def whole(number: float) -> str:
    """Un nombre entier avec des espaces, comme on l’écrit en français."""
    return f"{number:,.0f}".replace(",", " ")


# %% [markdown]
# ## 1. Spécialités et niveaux
#
# Les certifications **actives**, par domaine de la nomenclature des spécialités de formation (NSF, deux chiffres)
# et par niveau. Une certification qui porte des codes de deux domaines compte dans les deux lignes. « Non précisé »
# est ce que les documents ne disent pas : ce n’est pas un niveau.

# %%
SPECIALITIES = """
SELECT ?domaine ?niveau (COUNT(DISTINCT ?certification) AS ?nombre) WHERE {
  ?certification a pas:Certification ; prov:wasDerivedFrom ?fiche ; pas:actif true .
  MINUS { ?certification pas:retenu ?inactive . ?inactive rdf:predicate pas:actif ; rdf:object false }
  OPTIONAL { ?certification pas:nsf/skos:notation ?code . BIND(SUBSTR(?code, 1, 2) AS ?domaine) }
  OPTIONAL {
    ?certification pas:niveau ?palier .
    ?palier skos:inScheme <https://w3id.org/passerelles/id/niveau> ; skos:notation ?niveau
  }
  MINUS {
    ?certification pas:retenu ?retenu ; pas:niveau ?palier .
    ?retenu rdf:predicate pas:niveau ; rdf:object ?valeur FILTER(!sameTerm(?valeur, ?palier))
  }
} GROUP BY ?domaine ?niveau ORDER BY ?domaine ?niveau
"""
LABELS = """
SELECT ?notation ?libelle WHERE {
  ?code skos:inScheme <https://w3id.org/passerelles/id/nsf> ; skos:notation ?notation ; skos:prefLabel ?libelle .
  FILTER(STRLEN(?notation) < 3 && LANG(?libelle) = "fr")
} ORDER BY ?notation
"""
query_text(SPECIALITIES)
UNKNOWN = "non précisé"
counted = {
    (row.get("domaine", UNKNOWN), row.get("niveau", UNKNOWN)): int(row["nombre"])
    for row in select(SPECIALITIES)
}
domains = sorted({domain for domain, _ in counted})
levels = [*sorted({level for _, level in counted} - {UNKNOWN}), UNKNOWN]
labels = {row["notation"]: f"{row['notation']} {row['libelle']}" for row in select(LABELS)}
numbers = np.array([[counted.get((domain, level), 0) for level in levels] for domain in domains])

figure = Figure(figsize=(11, 1.6 + 0.42 * len(domains)), layout="constrained")
axes = figure.subplots()
shades = LogNorm(1, max(2, int(numbers.max())))
drawn = axes.imshow(np.ma.masked_equal(numbers, 0), cmap="cividis", norm=shades, aspect="auto")
axes.set_yticks(range(len(domains)), [labels.get(domain, domain) for domain in domains], fontsize=9)
axes.set_xticks(
    range(len(levels)), [level if level == UNKNOWN else f"niveau {level}" for level in levels], fontsize=9
)
axes.xaxis.tick_top()
axes.tick_params(length=0)
for (row, column), number in np.ndenumerate(numbers):
    if number:
        colour = INK if shades(number) > 0.55 else "white"
        axes.text(column, row, whole(number), ha="center", va="center", fontsize=9, color=colour)
figure.colorbar(drawn, ax=axes, shrink=0.7, format="%d", label="certifications (échelle logarithmique)")
busiest = max(counted, key=lambda key: (counted[key], key))
show(
    figure,
    f"Figure 1. Certifications actives par domaine NSF et par niveau ; une case vide veut dire aucune. "
    f"{len(domains)} lignes, {whole(sum(counted.values()))} en tout, doubles comptes compris.",
    f"Carte de chaleur de {len(domains)} domaines par {len(levels)} niveaux. La case la plus remplie, "
    f"{whole(counted[busiest])} certifications, est {labels.get(busiest[0], busiest[0])}, niveau {busiest[1]}.",
)
table(
    ("domaine", *(level if level == UNKNOWN else f"niveau {level}" for level in levels)),
    [(labels.get(domain, domain), *map(int, numbers[row])) for row, domain in enumerate(domains)],
    "Table 2. Les nombres de la figure 1",
)

# %% [markdown]
# ## 2. Vers quels métiers
#
# Pour chaque grand domaine du ROME, combien de métiers sont cités par au moins une certification active. La requête
# est celle de la bibliothèque, `couverture-rome`.

# %%
question, coverage = ask_library("couverture-rome")
query_text(question.text)
FIELDS = """
SELECT ?notation (MIN(STR(?libelle)) AS ?nom) WHERE {
  ?code skos:inScheme <https://w3id.org/passerelles/id/rome> ; skos:notation ?notation ; skos:prefLabel ?libelle .
  FILTER(STRLEN(?notation) = 1)
} GROUP BY ?notation ORDER BY ?notation
"""
fields = {row["notation"]: row["nom"] for row in select(FIELDS)}
jobs: dict[str, Counter[str]] = defaultdict(Counter)
for row in coverage:
    jobs[row["domaine"][0]].update(métiers=int(row["metiers"]), cités=int(row["cites"]))
letters = sorted(jobs)
cited = [jobs[letter]["cités"] for letter in letters]
others = [jobs[letter]["métiers"] - jobs[letter]["cités"] for letter in letters]

figure = Figure(figsize=(11, 1.4 + 0.42 * len(letters)), layout="constrained")
axes = figure.subplots()
axes.barh(letters, cited, color=BLUE, edgecolor=BLUE, label="cités par une certification active")
axes.barh(letters, others, left=cited, color="white", edgecolor=GREY, hatch="////", label="cités par aucune")
for row, (first, second) in enumerate(zip(cited, others, strict=True)):
    axes.text(first + second, row, f"  {first} sur {first + second}", va="center", fontsize=9)
axes.set_yticks(
    range(len(letters)),
    [textwrap.shorten(f"{each} {fields.get(each, '')}", 60, placeholder="…") for each in letters],
)
axes.invert_yaxis()
axes.margins(x=0.12)
axes.set_xlabel("métiers du ROME")
axes.spines[["top", "right"]].set_visible(False)
figure.legend(loc="outside lower center", ncols=2, frameon=False)
show(
    figure,
    f"Figure 2. Métiers du ROME cités par au moins une certification active : {whole(sum(cited))} sur "
    f"{whole(sum(cited) + sum(others))}, par grand domaine.",
    "Barres horizontales, une par grand domaine : la part pleine compte les métiers cités, la part hachurée les "
    "autres. "
    f"{sum(map(bool, others))} barres sur {len(letters)} ont une part hachurée.",
)
table(
    ("grand domaine", "métiers", "cités", "part citée (%)"),
    [
        (
            f"{each} {fields.get(each, '')}",
            jobs[each]["métiers"],
            jobs[each]["cités"],
            round(100 * one / (one + two)),
        )
        for each, one, two in zip(letters, cited, others, strict=True)
    ],
    "Table 3. Les nombres de la figure 2",
)

# %% [markdown]
# ## 3. En combien de blocs
#
# Le nombre de blocs par certification décrite, et le nombre de capacités par bloc. Zéro compte : c’est une fiche
# dont les documents ne donnent pas le découpage.

# %%
MOST = 15


def spread(name: str, size: str, many: str) -> tuple[list[str], list[int], list[dict[str, str]]]:
    """Les tailles, et combien les ont, les plus grandes réunies en une seule barre."""
    question, rows = ask_library(name)
    query_text(question.text)
    found: Counter[int] = Counter()
    for row in rows:
        found[min(int(row[size]), MOST)] += int(row[many])
    sizes = range(max(found) + 1)
    return (
        [f"{each} +" if each == MOST else str(each) for each in sizes],
        [found[each] for each in sizes],
        rows,
    )


def bars(axes: Axes, sizes: list[str], counts: list[int], across: str, up: str) -> None:
    """Des barres, chacune avec son nombre ; zéro, qui les écraserait, est dit dans le titre."""
    drawn = axes.bar(sizes[1:], counts[1:], color=BLUE)
    axes.bar_label(drawn, [whole(count) if count else "" for count in counts[1:]], fontsize=8, padding=2)
    axes.set(xlabel=across, ylabel=up)
    axes.set_title(
        f"Sans {across.split()[0][:-1]} décrit, non dessiné : {whole(counts[0])} {up}", fontsize=9, loc="left"
    )
    axes.spines[["top", "right"]].set_visible(False)


blocs = spread("contenu-blocs-par-certification", "blocs", "certifications")
capacites = spread("contenu-capacites-par-bloc", "capacites", "blocs")
figure = Figure(figsize=(13, 4.4), layout="constrained")
left, right = figure.subplots(1, 2)
bars(left, blocs[0], blocs[1], "blocs par certification", "certifications")
bars(right, capacites[0], capacites[1], "capacités par bloc", "blocs")
right.set_title(right.get_title(loc="left").replace("décrit,", "décrite,"), fontsize=9, loc="left")
without = blocs[1][0]
show(
    figure,
    f"Figure 3. À gauche, le nombre de blocs des {whole(sum(blocs[1]))} certifications décrites ; à droite, le nombre "
    f"de capacités des {whole(sum(capacites[1]))} blocs.",
    f"Deux diagrammes en barres. {whole(without)} certifications n’ont aucun bloc décrit ; la taille la plus fréquente "
    f"parmi les autres est {blocs[0][1 + int(np.argmax(blocs[1][1:]))]} blocs. {whole(capacites[1][0])} blocs "
    "n’ont aucune capacité décrite.",
)
table(("blocs", "certifications"), list(zip(*blocs[:2], strict=True)), "Table 4. Blocs par certification")
table(("capacités", "blocs"), list(zip(*capacites[:2], strict=True)), "Table 5. Capacités par bloc")

# %% [markdown]
# ## 4. La qualité des données
#
# Ce que les certifications actives disent d’elles-mêmes, propriété par propriété (`completude`), puis ce que
# l’audit relève dans les correspondances, les blocs et les remplacements.

# %%
question, filled = ask_library("completude")
query_text(question.text)
NAMES = {
    "identifier": "numéro",
    "title": "intitulé",
    "type": "nature",
    "enregistrement": "enregistrement",
    "acces": "voies d’accès",
    "certificateur": "certificateur",
    "nsf": "spécialité (NSF)",
    "rome": "métier (ROME)",
    "formacode": "Formacode",
    "convention": "convention collective",
    "bloc": "blocs",
    "capacite": "capacités",
    "activite": "activités",
    "emploi": "emplois accessibles",
    "niveau": "niveau",
    "habilitation": "organismes habilités",
    "promotion": "titulaires par année",
    "replaces": "ancienne certification",
    "isReplacedBy": "nouvelle certification",
}
said = {row["propriete"].replace("#", "/").rpartition("/")[2]: int(row["certifications"]) for row in filled}
total = said["identifier"]
named = [(label, said.get(name, 0)) for name, label in NAMES.items()]
named.sort(key=lambda pair: -pair[1])
shares = [100 * count / total for _, count in named]

figure = Figure(figsize=(11, 1.2 + 0.34 * len(named)), layout="constrained")
axes = figure.subplots()
axes.barh([label for label, _ in named], shares, color=BLUE)
for row, (share, (_, count)) in enumerate(zip(shares, named, strict=True)):
    axes.text(share, row, f"  {share:.0f} % ({whole(count)})", va="center", fontsize=9)
axes.invert_yaxis()
axes.set(xlim=(0, 118), xlabel=f"part des {whole(total)} certifications actives, en %")
axes.set_xticks(range(0, 101, 20))
axes.spines[["top", "right"]].set_visible(False)
show(
    figure,
    f"Figure 4. Ce que disent les {whole(total)} certifications actives et décrites, propriété par propriété.",
    "Barres horizontales, de la propriété la plus souvent donnée à la plus rare : "
    + ", ".join(f"{label} {share:.0f} %" for (label, _), share in zip(named, shares, strict=True))
    + ".",
)
table(
    ("propriété", "certifications", "part (%)"),
    [(*pair, round(each)) for pair, each in zip(named, shares, strict=True)],
    "Table 6. Les nombres de la figure 4",
)

# %%
day = date.fromisoformat(data_day) if data_day else date.today()
audit = graph.audit(day)
table(
    ("constat", "gravité", "nombre", "ce que cela veut dire"),
    [(kind.label, kind.severity.value, len(found), kind.explanation) for kind, found in audit.by_kind()],
    f"Table 7. L’audit au {day:%d/%m/%Y} : {len(audit.findings)} constats",
)

# %% [markdown]
# ## 5. Ce qui finit, et quand
#
# L’année où finit l’enregistrement de chaque certification (le plus tardif, s’il y en a plusieurs), selon que le
# répertoire la dit active ou non au jour des données.

# %%
ENDS = """
SELECT ?annee ?actif (COUNT(DISTINCT ?certification) AS ?nombre) WHERE {
  {
    SELECT ?certification (MAX(?fin) AS ?jusque) WHERE {
      ?certification a pas:Certification ; pas:enregistrement/pas:fin ?fin
    } GROUP BY ?certification
  }
  BIND(YEAR(?jusque) AS ?annee)
  OPTIONAL { ?certification pas:actif ?actif }
  MINUS {
    ?certification pas:retenu ?retenu ; pas:actif ?actif .
    ?retenu rdf:predicate pas:actif ; rdf:object ?valeur FILTER(!sameTerm(?valeur, ?actif))
  }
} GROUP BY ?annee ?actif ORDER BY ?annee ?actif
"""
query_text(ENDS)
STATES = {"false": "inactive", "true": "active", "": UNKNOWN}
ended = {(int(row["annee"]), STATES[row.get("actif", "")]): int(row["nombre"]) for row in select(ENDS)}
years = list(range(min(year for year, _ in ended), max(year for year, _ in ended) + 1))

figure = Figure(figsize=(12, 4.6), layout="constrained")
axes = figure.subplots()
bottom = np.zeros(len(years))
for state, look in (
    ("inactive", {"color": "white", "edgecolor": GREY, "hatch": "////"}),
    ("active", {"color": BLUE, "edgecolor": BLUE}),
    (UNKNOWN, {"color": ORANGE, "edgecolor": ORANGE, "hatch": ".."}),
):
    counts = np.array([ended.get((year, state), 0) for year in years])
    seen = counts > 0
    if seen.any():
        axes.bar(np.array(years)[seen], counts[seen], bottom=bottom[seen], label=state, **look)
    bottom += counts
axes.margins(y=0.08)
for year, count in zip(years, bottom, strict=True):
    if count:
        axes.text(year, count, whole(count), ha="center", va="bottom", fontsize=8)
axes.axvline(
    day.year + (day.timetuple().tm_yday - 1) / 365 - 0.5,
    color=INK,
    ls=(0, (4, 3)),
    label=f"jour des données, {day:%d/%m/%Y}",
)
axes.set_xticks(years, years, rotation=90 if len(years) > 14 else 0)
axes.set(xlabel="année de fin d’enregistrement", ylabel="certifications")
axes.spines[["top", "right"]].set_visible(False)
axes.legend(frameon=False)
show(
    figure,
    f"Figure 5. L’année de fin d’enregistrement de {whole(sum(ended.values()))} certifications, actives ou non au "
    f"{day:%d/%m/%Y}.",
    f"Barres par année, de {years[0]} à {years[-1]} : hachurées, les certifications inactives ; pleines, les actives. "
    f"L’année la plus haute est {years[int(np.argmax(bottom))]}, avec {whole(bottom.max())} certifications.",
)
table(
    ("année", *STATES.values()),
    [
        (year, *(ended.get((year, state), 0) for state in STATES.values()))
        for year in years
        if any(ended.get((year, s)) for s in STATES.values())
    ],
    "Table 8. Les nombres de la figure 5",
)

# %% [markdown]
# ## Ce qu’on peut en conclure, et ce qu’on ne peut pas
#
# - Les figures comptent ce que **disent les documents**. Une case vide peut être une absence ou un silence ; « non
#   précisé » montre le second là où on le connaît.
# - Les exemples sont une famille choisie, une seule branche, et des métiers ROME pris autour d’elle : ni leurs
#   parts ni leurs creux ne valent pour le registre.
# - Une certification a souvent plusieurs codes : les sommes des figures 1 et 2 dépassent le nombre de
#   certifications.
# - Active veut dire « dite active par le répertoire au jour des données », non pas « délivrée aujourd’hui ».
# - Chaque nombre se recompte : les requêtes sont au-dessus des figures, et la version des données est au début, à
#   citer avec elles.

# %%
graph.close()
