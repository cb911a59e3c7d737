"""The formats of SPARQL answers: media types as clients name them, short names, the engine's names."""

from __future__ import annotations

from dataclasses import dataclass

from passerelles.web.negotiation import media_type
from passerelles.web.problem import PAGE

#: Media type asked for, engine's format; the first is what is written when nothing is asked.
SOLUTIONS = {
    "application/sparql-results+json": "JSON",
    "application/sparql-results+xml": "XML",
    "text/csv": "CSV",
    "text/tab-separated-values": "TSV",
    "application/json": "JSON",
    "application/xml": "XML",
    "text/xml": "XML",
}
TRIPLES = {
    "text/turtle": "TURTLE",
    "application/n-triples": "N_TRIPLES",
    "application/rdf+xml": "RDF_XML",
    "application/ld+json": "JSON_LD",
    "application/json": "JSON_LD",
    "application/xml": "RDF_XML",
    "application/x-turtle": "TURTLE",
    "text/plain": "N_TRIPLES",
    # Turtle is N3.
    "text/n3": "TURTLE",
    "text/rdf+n3": "TURTLE",
}
#: What the form of the page and the parameter `format` call them.
NAMES = {
    "json": ("application/sparql-results+json", "application/ld+json"),
    "xml": ("application/sparql-results+xml", "application/rdf+xml"),
    "csv": ("text/csv", None),
    "tsv": ("text/tab-separated-values", None),
    "turtle": (None, "text/turtle"),
    "ntriples": (None, "application/n-triples"),
    "rdfxml": (None, "application/rdf+xml"),
    "jsonld": (None, "application/ld+json"),
    # As SPARQLWrapper and others call them.
    "ttl": (None, "text/turtle"),
    "n3": (None, "text/n3"),
    "nt": (None, "application/n-triples"),
    "n-triples": (None, "application/n-triples"),
    "rdf": (None, "application/rdf+xml"),
    "rdf+xml": (None, "application/rdf+xml"),
    "json-ld": (None, "application/ld+json"),
}
_WITH_CHARSET = ("text/", "application/n-triples")


@dataclass(frozen=True)
class Formats:
    """The media type wanted for solutions (and booleans) and for triples; None when none is acceptable."""

    solutions: str | None
    triples: str | None

    def media_type(self, kind: str) -> str | None:
        """The one for an answer of that kind: "solutions", "boolean" or "triples"."""
        return self.triples if kind == "triples" else self.solutions


def formats(accept: str | None, name: str | None) -> Formats | None:
    """What the client wants, by a format's name, else by its `Accept`; None for an unknown name."""
    if name is not None:
        wanted = NAMES.get(name) or (name if name in SOLUTIONS else None, name if name in TRIPLES else None)
        return Formats(*wanted) if any(wanted) else None
    return Formats(media_type(accept, tuple(SOLUTIONS)), media_type(accept, tuple(TRIPLES)))


def prefers_page(accept: str | None) -> bool:
    """Whether the client would rather have a page than any format of answers: a browser that follows a link."""
    return media_type(accept, (*SOLUTIONS, *TRIPLES, PAGE)) == PAGE


def content_type(media: str) -> str:
    """The value of `Content-Type`: the character set is said where the type has that parameter."""
    return f"{media}; charset=utf-8" if media.startswith(_WITH_CHARSET) else media


def choices(kind: str) -> tuple[str, ...]:
    """The media types that answers of that kind have, for a message."""
    return tuple(TRIPLES if kind == "triples" else SOLUTIONS)[:4]
