"""The classes and properties that a query is written with: ours, then those of common use, with their words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from rdflib import URIRef
from rdflib.namespace import OWL, RDFS

from passerelles.answers.question import local_name
from passerelles.answers.terms import STANDARD
from passerelles.ontology.vocabulary import Vocabulary

_KINDS: Mapping[str, tuple[URIRef, ...]] = {
    "classes": (OWL.Class,),
    "properties": (OWL.ObjectProperty, OWL.DatatypeProperty),
}


@dataclass(frozen=True, slots=True)
class Word:
    """A class or a property: its label and what it means, in French; empty where nobody says."""

    iri: str
    label: str
    meaning: str = ""


@cache
def vocabulary() -> Mapping[str, tuple[Word, ...]]:
    """The `classes` and the `properties`, ours first, each by name; reading the ontology takes half a second."""
    words = Vocabulary("fr")
    return {kind: (*_ours(words, types), *_common(kind)) for kind, types in _KINDS.items()}


def _ours(words: Vocabulary, types: tuple[URIRef, ...]) -> list[Word]:
    terms = sorted(term for kind in types for term in words.terms(kind))
    texts = ((term, words.text(term, RDFS.label), words.text(term, RDFS.comment)) for term in terms)
    return [Word(str(term), label.value if label else "", meaning.value if meaning else "")
            for term, label, meaning in texts]  # fmt: skip


def _common(kind: str) -> list[Word]:
    """Names of classes begin with a capital, those of properties do not."""
    wanted = kind == "classes"
    found = ((iri, label) for iri, label in sorted(STANDARD.items()))
    return [Word(iri, label) for iri, label in found if local_name(iri)[:1].isupper() == wanted]
