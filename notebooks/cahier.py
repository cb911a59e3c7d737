"""Ce que les cahiers ont en commun : où est le graphe, d’où viennent ses données, comment montrer tables et figures."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from functools import cache
from html import escape
from io import BytesIO
from pathlib import Path

from IPython.display import HTML, display
from matplotlib.figure import Figure
from rdflib import DCAT, DCTERMS, OWL, Graph
from SPARQLWrapper import JSON, SPARQLWrapper

from passerelles.analysis import Data, Explorer, open_explorer, open_remote_explorer
from passerelles.queries import Query, query

ENDPOINT = os.environ.get("PASSERELLES_ENDPOINT", "http://127.0.0.1:8765/sparql")
PREFIXES = """
PREFIX pas: <https://w3id.org/passerelles/ns#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
"""
# Des couleurs que l’on distingue aussi sans voir toutes les couleurs (Okabe et Ito).
INK, BLUE, ORANGE, GREEN, GREY = "#1b1f2a", "#0072b2", "#d55e00", "#009e73", "#6b7280"


def select(text: str) -> list[dict[str, str]]:
    """Les lignes d’une requête SELECT posée au point d’accès ; une variable sans valeur est absente de sa ligne."""
    wrapper = SPARQLWrapper(ENDPOINT)
    wrapper.setMethod("POST")
    wrapper.setQuery(PREFIXES + text)
    wrapper.setReturnFormat(JSON)
    answer = wrapper.queryAndConvert()
    return [{name: cell["value"] for name, cell in row.items()} for row in answer["results"]["bindings"]]


def ask_library(name: str) -> tuple[Query, list[dict[str, str]]]:
    """Une question de la bibliothèque (`queries/`) et les lignes que le point d’accès y répond."""
    question = query(name)
    return question, select(question.text)


@cache
def description() -> dict[str, str]:
    """Ce que le serveur dit de ses données, à l’adresse `/.well-known/void` : version, jour, licence, citation."""
    described = Graph().parse(ENDPOINT.rpartition("/")[0] + "/.well-known/void", format="turtle")
    dataset = next(described.subjects(DCTERMS.bibliographicCitation))
    said = {
        "version": OWL.versionInfo,
        "état du": DCTERMS.issued,
        "construit le": DCTERMS.modified,
        "licence": DCTERMS.license,
        "à citer": DCTERMS.bibliographicCitation,
        "page des données": DCAT.landingPage,
    }
    values = {name: described.value(dataset, predicate) for name, predicate in said.items()}
    return {name: str(value) for name, value in values.items() if value is not None}


def explorer() -> Explorer:
    """L’interface Python sur le graphe de `PASSERELLES_STORE` ; sans ce dossier, sur celui du point d’accès."""
    folder = os.environ.get("PASSERELLES_STORE")
    if folder:
        return open_explorer(Path(folder))
    said = description()
    stated = Data(said.get("état du"), said.get("construit le"), said.get("version"))
    return open_remote_explorer(ENDPOINT, None, stated=stated)


def origin(opened: Explorer) -> str | None:
    """Montre la version, la date et la citation des données, telles que le serveur les dit ; rend leur jour.

    Si l’interface Python lit un autre état que le point d’accès, une phrase le dit.
    """
    said = description()
    day = said.get("état du")
    table(("donnée", "valeur"), [("point d’accès", ENDPOINT), *said.items()], "Les données de ce cahier")
    if opened.data.day not in (None, day):
        print(
            f"Attention : l’interface Python lit l’état du {opened.data.day}, le point d’accès celui du {day}."
        )
    return day


def table(headers: Sequence[str], rows: Iterable[Sequence[object]], caption: str) -> None:
    """Montre une table avec sa légende ; les nombres sont alignés à droite."""
    display(HTML(_table(headers, list(rows), caption)))


def _table(headers: Sequence[str], rows: list[Sequence[object]], caption: str) -> str:
    def cell(value: object) -> str:
        side = "right" if isinstance(value, int | float) else "left"
        shown = (
            "" if value is None else f"{value:.2f}".replace(".", ",") if isinstance(value, float) else value
        )
        return f'<td style="text-align:{side}">{escape(str(shown))}</td>'

    head = "".join(f'<th scope="col" style="text-align:left">{escape(each)}</th>' for each in headers)
    body = "".join(f"<tr>{''.join(map(cell, row))}</tr>" for row in rows)
    return (
        f'<table><caption style="text-align:left">{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def show(figure: Figure, caption: str, alternative: str) -> None:
    """Montre une figure, sa légende dessous ; `alternative` dit en mots ce qu’on y voit, pour qui ne la voit pas."""
    drawn = BytesIO()
    figure.savefig(drawn, format="png", dpi=110, facecolor="white", bbox_inches="tight")
    display(
        {"image/png": drawn.getvalue(), "text/plain": alternative},
        metadata={"image/png": {"alt": alternative}},
        raw=True,
    )
    display(HTML(f"<p><em>{escape(caption)}</em></p>"))


def query_text(text: str) -> None:
    """Montre une requête telle qu’on peut la recopier dans l’éditeur SPARQL."""
    display(HTML(f"<details><summary>La requête</summary><pre>{escape(text.strip())}</pre></details>"))
