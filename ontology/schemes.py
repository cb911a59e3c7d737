"""The code schemes that Passerelles ships (NSF, kinds, levels, ways of access…), read once per process."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from rdflib import Graph, Literal
from rdflib.namespace import RDF, SKOS
from rdflib.term import Node

from passerelles.ontology import ID, turtle_files


@dataclass(frozen=True, slots=True)
class Entry:
    """One code of a scheme: its labels by language, the code above it, the codes that it applies to."""

    iri: str
    notation: str
    labels: Mapping[str, str]
    broader: str | None
    applies_to: frozenset[str]


def graph() -> Graph:
    """The ontology, its alignments and all code schemes as one new graph."""
    whole = Graph(bind_namespaces="none")
    for content in turtle_files().values():
        whole.parse(data=content, format="turtle")
    return whole


def scheme_names() -> frozenset[str]:
    """The names of the schemes shipped here, such as "nsf"; others (ROME, Formacode…) come from documents."""
    return frozenset(_schemes())


def known_codes(scheme: str) -> frozenset[str]:
    """The notations that the scheme lists; NSF without its lettered codes. KeyError if it is not shipped."""
    return frozenset(_schemes()[scheme])


def is_known(scheme: str, notation: str) -> bool | None:
    """Whether the code exists, lettered NSF codes included; None when the scheme is not shipped here."""
    if scheme not in _schemes():
        return None
    return notation in _schemes()[scheme] or _crossing(scheme, notation) is not None


def label(scheme: str, notation: str, language: str = "fr") -> str | None:
    """The preferred label, or None when the code is unknown or has no label in that language.

    A lettered NSF code has the labels of its group and of its letter, as the nomenclature crosses them.
    """
    entries = _schemes().get(scheme, {})
    if notation in entries:
        return entries[notation].labels.get(language)
    parts = [entry.labels.get(language) for entry in _crossing(scheme, notation) or ()]
    texts = [text for text in parts if text is not None]
    return " : ".join(texts) if texts and len(texts) == len(parts) else None


def broader(scheme: str, notation: str) -> str | None:
    """The notation just above: "200" for "200u", "CQP" for "CQPM"; None at the top or when unknown."""
    entry = _schemes().get(scheme, {}).get(notation)
    if entry is not None:
        return entry.broader
    crossing = _crossing(scheme, notation)
    return crossing[0].notation if crossing else None


def _crossing(scheme: str, notation: str) -> tuple[Entry, Entry] | None:
    """The NSF group and the letter of a code such as "200u", when the letter applies to its domain."""
    if scheme != "nsf" or len(notation) != 4:
        return None
    group = _schemes()["nsf"].get(notation[:3])
    letter = _schemes()["nsf-lettre"].get(notation[3])
    if group is None or letter is None or notation[0] not in letter.applies_to:
        return None
    return group, letter


@lru_cache(maxsize=1)
def _schemes() -> Mapping[str, Mapping[str, Entry]]:
    whole = graph()
    found = {}
    for scheme in sorted(whole.subjects(RDF.type, SKOS.ConceptScheme), key=str):
        entries = {entry.notation: entry for entry in _entries(whole, scheme)}
        found[str(scheme).removeprefix(ID)] = MappingProxyType(entries)
    return MappingProxyType(found)


def _entries(whole: Graph, scheme: Node) -> Iterator[Entry]:
    for concept in sorted(whole.subjects(SKOS.inScheme, scheme), key=str):
        labels = {
            text.language: str(text)
            for text in whole.objects(concept, SKOS.prefLabel)
            if isinstance(text, Literal) and text.language
        }
        above = next((_notation(whole, node) for node in whole.objects(concept, SKOS.broader)), None)
        related = frozenset(_notation(whole, node) for node in whole.objects(concept, SKOS.relatedMatch))
        yield Entry(str(concept), _notation(whole, concept), MappingProxyType(labels), above, related)


def _notation(whole: Graph, concept: Node) -> str:
    return str(whole.value(concept, SKOS.notation))
