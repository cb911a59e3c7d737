"""What may be read from outside: all but the lists whose licence lets nobody pass them on (decision 0189)."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from passerelles.exports.leaving import Leaving
from passerelles.exports.licences import is_open
from passerelles.ontology import DERIVED_GRAPH
from passerelles.store import EmbeddedDataset, Iri, Literal, Trimming, open_store, trimmed
from passerelles.store.binding import written

_PREFIXES = """PREFIX pas: <https://w3id.org/passerelles/ns#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
# Of every graph, those of earlier states too: they can be asked for by name. A graph bears the name of its document.
_LICENCES = (
    f"{_PREFIXES}SELECT DISTINCT ?licence WHERE {{ GRAPH ?fiche {{ ?fiche dcterms:license ?licence }} }}"
)
_UNDER = f"{_PREFIXES}SELECT ?fiche WHERE {{ GRAPH ?fiche {{ ?fiche dcterms:license ?licence }} }}"
_DESCRIBES = f"{_PREFIXES}ASK {{ GRAPH ?fiche {{ ?fiche foaf:primaryTopic ?certification }} }}"
_LABELS = f"""{_PREFIXES}SELECT ?concept ?property ?label ?graph WHERE {{
  GRAPH ?fiche {{ ?concept skos:prefLabel ?theirs }}
  VALUES ?property {{ rdfs:label skos:prefLabel }}
  GRAPH ?graph {{ ?concept ?property ?label }}
}}"""
_PREF_LABEL = "http://www.w3.org/2004/02/skos/core#prefLabel"
_ALT_LABEL = "http://www.w3.org/2004/02/skos/core#altLabel"
#: What a document says that states no licence.
_UNSTATED = "Licence non précisée"


def reserved(dataset: EmbeddedDataset) -> frozenset[str]:
    """The graphs that nobody may read from outside unless the operator says so, those of earlier states too.

    They are the documents that come with a licence that is not open. One about a certification that states none may be
    read as its pages show it, but is in no file to take away.
    """
    found = set()
    for (licence,) in dataset.select(_LICENCES).rows:
        if licence is not None and not is_open(licence.value):
            under = {row["fiche"] for row in dataset.select(_UNDER, {"licence": licence}).records()}
            if licence.value.startswith(_UNSTATED):
                under = {fiche for fiche in under if not _describes(dataset, fiche)}
            found |= under
    return frozenset(found)


def open_outside(
    location: Path, version: str | None = None, *, with_restricted: bool = False
) -> EmbeddedDataset:
    """The version as it may be read from outside, opened for reading; whole when nothing in it is reserved.

    Raises as `open_store` does.
    """
    whole = open_store(location, version)
    try:
        hidden = frozenset() if with_restricted else reserved(whole)
        if not hidden:
            return whole
        part = trimmed(whole, _trimming(whole, hidden))
    except BaseException:
        whole.close()
        raise
    whole.close()
    return part


def _describes(dataset: EmbeddedDataset, fiche: str) -> bool:
    return dataset.ask(_DESCRIBES, {"fiche": Iri(fiche)})


def _trimming(dataset: EmbeddedDataset, hidden: frozenset[str]) -> Trimming:
    removed = set(Leaving(dataset, graphs=hidden).derived())
    added = set()
    for concept, label in _printed(dataset, hidden).items():
        removed.add(f"<{concept}> <{_ALT_LABEL}> {label} <{DERIVED_GRAPH}> .\n")
        added.add(f"<{concept}> <{_PREF_LABEL}> {label} <{DERIVED_GRAPH}> .\n")
    return Trimming(hidden, tuple(sorted(removed)), tuple(sorted(added)))


def _printed(dataset: EmbeddedDataset, hidden: frozenset[str]) -> dict[str, str]:
    """For each concept that only a reserved list names: the first label that a document prints, as N-Quads write it.

    It is what the derived graph says of a concept when there is no list.
    """
    printed: dict[str, list[str]] = defaultdict(list)
    named: set[str] = set()
    away = hidden | dataset.ended_graphs() | {str(DERIVED_GRAPH)}
    for fiche in sorted(hidden):
        for concept, property_, label, graph in dataset.select(_LABELS, {"fiche": Iri(fiche)}).rows:
            assert concept and property_ and label and graph
            if graph.value in away:
                continue
            if property_.value == _PREF_LABEL:
                named.add(concept.value)
            elif isinstance(label, Literal):
                printed[concept.value].append(written(label))
    return {concept: min(labels) for concept, labels in printed.items() if concept not in named}
