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
# Premiers pas avec le graphe

**La question.** Comment interroger depuis Python le graphe des certifications, et que peut-on y lire en quelques
lignes ?

Ce cahier n’emploie que SPARQLWrapper, un client SPARQL ordinaire. Il demande au graphe ce qu’il contient, lit les
blocs d’une certification, puis dessine les liens entre certifications : les correspondances (ce qu’un certificat
donne aussi) et les remplacements (ce qui lui succède).

*Pour l’essayer :* `passerelles demo` dans un terminal, puis exécutez les cellules. Une autre adresse se donne dans
la variable d’environnement `PASSERELLES_ENDPOINT`.
"""

# %%
import os
from html import escape

import networkx as nx
from IPython.display import SVG, display
from rdflib import DCTERMS, Graph
from SPARQLWrapper import JSON, SPARQLWrapper

ENDPOINT = os.environ.get("PASSERELLES_ENDPOINT", "http://127.0.0.1:8765/sparql")
PREFIXES = """
PREFIX pas: <https://w3id.org/passerelles/ns#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""


def select(query: str) -> list[dict[str, str]]:
    """Les lignes d’une requête SELECT ; une variable sans valeur est absente de sa ligne."""
    wrapper = SPARQLWrapper(ENDPOINT)
    wrapper.setQuery(PREFIXES + query)
    wrapper.setReturnFormat(JSON)
    answer = wrapper.queryAndConvert()
    return [{name: cell["value"] for name, cell in row.items()} for row in answer["results"]["bindings"]]


# %% [markdown]
# ## Quelles données, et comment les citer
#
# Le serveur se décrit lui-même (VoID et DCAT), à l’adresse `/.well-known/void`.

# %%
described = Graph().parse(ENDPOINT.rpartition("/")[0] + "/.well-known/void", format="turtle")
for dataset, citation in described.subject_objects(DCTERMS.bibliographicCitation):
    print("état du", described.value(dataset, DCTERMS.issued))
    print("à citer :", citation)

# %% [markdown]
# ## Que contient le graphe ?
#
# Le nombre de certifications de chaque nature.

# %%
kinds = select("""
SELECT ?nature (COUNT(DISTINCT ?certification) AS ?combien) WHERE {
  ?certification a pas:Certification ; dcterms:type ?type .
  ?type skos:notation ?nature .
} GROUP BY ?nature ORDER BY DESC(?combien) ?nature
""")
for row in kinds:
    print(f"{row['nature']:6} {row['combien']:>5}")

# %% [markdown]
# ## Les blocs d’une certification et leurs capacités
#
# La fiche RNCP28243 en détaille trois. Les titres de bloc peuvent venir de plusieurs sources : on en garde un par
# bloc.

# %%
capacites = select("""
SELECT ?ordre (SAMPLE(?titre) AS ?bloc) ?code (SAMPLE(?intitule) AS ?capacite) WHERE {
  ?certification dcterms:identifier "RNCP28243" ; pas:bloc ?b .
  ?b pas:ordre ?ordre ; dcterms:title ?titre ; pas:capacite ?c .
  ?c skos:notation ?code ; dcterms:title ?intitule .
} GROUP BY ?ordre ?code ORDER BY ?ordre ?code
""")
shown = ""
for row in capacites:
    if row["ordre"] != shown:
        shown = row["ordre"]
        print(f"\nBloc {shown} · {row['bloc']}")
    print(f"  {row['code']}  {row['capacite']}")

# %% [markdown]
# ## Les correspondances, et la phrase qui les prouve
#
# Qui détient ce que désigne `pas:depuis` obtient ce que désigne `pas:vers`. Une correspondance a un sens : on ne la
# retourne jamais. Son rang dit d’où elle vient ; « conventionnelle » veut dire qu’un texte l’énonce.

# %%
correspondances = select("""
SELECT DISTINCT ?depuis ?vers ?rang ?phrase WHERE {
  ?lien a pas:Correspondance ; pas:depuis ?depuis ; pas:vers ?vers ; pas:rang ?rang .
  OPTIONAL { ?lien pas:citation ?phrase }
} ORDER BY ?depuis ?vers
""")
for row in correspondances:
    print(row["rang"].rpartition("#")[2], ":", row.get("phrase", ""))

# %% [markdown]
# ## Le dessin
#
# Un trait plein est une correspondance, un trait pointillé un remplacement : celui-ci dit qu’une certification
# succède à une autre, il ne donne aucun droit par lui-même.

# %%
remplacements = select("""
SELECT DISTINCT ?ancienne ?nouvelle WHERE {
  { ?nouvelle dcterms:replaces ?ancienne } UNION { ?ancienne dcterms:isReplacedBy ?nouvelle }
} ORDER BY ?ancienne ?nouvelle
""")
names: dict[str, str] = {}
for row in select("""
SELECT ?certification (MIN(?titre) AS ?nom) (MIN(?numero) AS ?code) WHERE {
  ?certification a pas:Certification .
  OPTIONAL { ?certification dcterms:title ?titre }
  OPTIONAL { ?certification dcterms:identifier ?numero }
} GROUP BY ?certification
"""):
    names[row["certification"]] = " · ".join(row[part] for part in ("code", "nom") if part in row)

graph = nx.DiGraph()
for row in remplacements:
    graph.add_edge(row["ancienne"], row["nouvelle"], kind="remplacement")
for row in correspondances:
    graph.add_edge(row["depuis"], row["vers"], kind="correspondance")
# Le registre entier a des milliers de liens : un dessin n’en montre que les premiers ensembles reliés.
sets = sorted(nx.weakly_connected_components(graph), key=lambda nodes: min(nodes))
graph = graph.subgraph(set().union(*sets[:30]))
print(f"{graph.number_of_nodes()} certifications, {graph.number_of_edges()} liens")
for start, end, kind in sorted(graph.edges(data="kind"), key=lambda link: (link[2], link[0], link[1])):
    print(f"{kind:14} : {names.get(start, start)} → {names.get(end, end)}")


# %%
def levels(links: nx.DiGraph) -> dict[str, tuple[int, int]]:
    """La place de chaque certification : sa colonne et sa ligne, un ensemble relié sous l’autre."""
    places: dict[str, tuple[int, int]] = {}
    top = 0
    for part in sorted(nx.weakly_connected_components(links), key=lambda nodes: min(nodes)):
        # Deux certifications qui se remplaceraient l’une l’autre se partagent une colonne.
        condensed = nx.condensation(links.subgraph(part))
        height = 0
        for column, groups in enumerate(nx.topological_generations(condensed)):
            members = sorted(node for group in groups for node in condensed.nodes[group]["members"])
            places |= {node: (column, top + line) for line, node in enumerate(members)}
            height = max(height, len(members))
        top += height
    return places


def drawing(links: nx.DiGraph, labels: dict[str, str]) -> str:
    """Le graphe en SVG : une boîte par certification, lue de gauche à droite."""
    places, width, gap, line = levels(links), 420, 60, 44
    parts = []
    for start, end, data in sorted(links.edges(data=True)):
        (x1, y1), (x2, y2) = places[start], places[end]
        dash = ' stroke-dasharray="5 4"' if data["kind"] == "remplacement" else ""
        parts.append(
            f'<line x1="{x1 * (width + gap) + width}" y1="{y1 * line + 20}" x2="{x2 * (width + gap)}" '
            f'y2="{y2 * line + 20}" stroke="#334" stroke-width="1.5" marker-end="url(#fleche)"{dash}/>'
        )
    for node, (column, row) in sorted(places.items()):
        label = labels.get(node, node)
        short = label if len(label) <= 62 else label[:61] + "…"
        parts.append(
            f'<g transform="translate({column * (width + gap)} {row * line + 4})">'
            f"<title>{escape(label)}</title>"
            f'<rect width="{width}" height="32" rx="5" fill="#eef2fb" stroke="#8795b5"/>'
            f'<text x="10" y="21" font-family="sans-serif" font-size="12">{escape(short)}</text></g>'
        )
    columns = 1 + max((column for column, _ in places.values()), default=0)
    rows = 1 + max((row for _, row in places.values()), default=0)
    arrow = (
        '<defs><marker id="fleche" markerWidth="9" markerHeight="9" refX="8" refY="4" orient="auto">'
        '<path d="M0,0 L9,4 L0,8 z" fill="#334"/></marker></defs>'
    )
    across, down = columns * (width + gap) - gap + 2, rows * line
    size = f'width="{across}" height="{down}" viewBox="-1 0 {across} {down}"'
    told = f"{len(places)} certifications en boîtes, lues de gauche à droite et reliées par "
    told += f"{links.number_of_edges()} flèches, pleines pour une correspondance, pointillées pour un "
    told += "remplacement. La liste qui précède les dit toutes."
    head = f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{escape(told)}" {size}>'
    return f"{head}{arrow}{''.join(parts)}</svg>"


display(SVG(drawing(graph, names)))

# %% [markdown]
# ## Pour aller plus loin
#
# - Une requête rend ce que les documents disent, et rien d’autre : une case vide est un silence, pas un non.
# - Une flèche pleine est un droit, dans son sens seulement ; une flèche pointillée n’en est pas un.
# - Les exemples ne sont qu’une famille de certifications : leurs nombres ne valent pas pour le registre entier.
# - Plus de cent questions toutes prêtes sont dans `queries/` (`passerelles query` les liste) ; les autres cahiers
#   montrent les recouvrements, les parcours et la forme du registre.
