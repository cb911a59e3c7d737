"""The prefixes that exported files declare."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from passerelles.ontology import BASE, ELM

PREFIXES = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "elm": str(ELM),
    "foaf": "http://xmlns.com/foaf/0.1/",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "pas": f"{BASE}ns#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "rov": "http://www.w3.org/ns/regorg#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vann": "http://purl.org/vocab/vann/",
    "xkos": "http://rdf-vocabulary.ddialliance.org/xkos#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
# What needs no escape after a prefix, in Turtle and in JSON-LD.
_LOCAL = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_NAMESPACE = re.compile(r"(.*[#/])(.*)", re.DOTALL)


class Prefixes:
    """The prefixes of one file; `base` is what the IRIs of Passerelles begin with in it."""

    def __init__(self, base: str = BASE) -> None:
        self.base = base
        self.declared: Mapping[str, str] = {**PREFIXES, "pas": f"{base}ns#"}
        self._by_namespace = {namespace: prefix for prefix, namespace in self.declared.items()}
        # A graph names a few terms millions of times.
        self._known = lru_cache(maxsize=2_000)(self._compact)

    def compact(self, iri: str) -> str | None:
        """`skos:notation` for the IRI of that term; None when no prefix fits."""
        return self._known(iri)

    def _compact(self, iri: str) -> str | None:
        found = _NAMESPACE.fullmatch(iri)
        if found is None or found[1] not in self._by_namespace or not _LOCAL.fullmatch(found[2]):
            return None
        return f"{self._by_namespace[found[1]]}:{found[2]}"


def compact(iri: str) -> str | None:
    """The IRI of a term as `Prefixes` writes it."""
    return Prefixes().compact(iri)
