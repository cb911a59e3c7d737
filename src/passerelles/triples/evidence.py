"""Statements with their evidence: each value that came from a document, and the place that proves it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TypeVar

from rdflib import URIRef
from rdflib.namespace import PROV, RDF

from passerelles import iris
from passerelles.ontology import PAS
from passerelles.records import Span, Stated
from passerelles.triples.graph import Triples, french, integer, iri, literal

T = TypeVar("T")
_SPACES = re.compile(r"\s+")


class Evidence:
    """The triples of one source; what is stated with spans gets a `pas:Preuve` per span.

    `text` is what the spans count in. A proof whose quote is the value itself carries no citation: offsets suffice.
    """

    def __init__(self, fiche: str, text: str | None) -> None:
        self.triples = Triples(fiche)
        self.fiche = fiche
        self._text = text

    def state(self, subject: str, predicate: URIRef, stated: Stated[T], write: Callable[[T], str]) -> str:
        """Add a value, written by `write`, with its evidence; returns the N-Triples term."""
        term = write(stated.value)
        self.triples.add(subject, predicate, term)
        self.prove(subject, stated.spans, predicate, term, str(stated.value))
        return term

    def say(self, subject: str, predicate: URIRef, stated: Stated[str] | None) -> None:
        """Add a text in French with its evidence, when there is one."""
        if stated is not None:
            self.state(subject, predicate, stated, french)

    def connect(self, subject: str, predicate: URIRef, target: str, spans: Iterable[Span] = ()) -> None:
        """Add a link to another thing with its evidence."""
        self.triples.link(subject, predicate, target)
        self.prove(subject, spans, predicate, iri(target))

    def place(self, subject: str, spans: Iterable[Span]) -> None:
        """Say of a thing cut out of an element of a feed where it stands: the first place, which its title quotes."""
        span = next((span for span in spans if span.element is not None), None)
        if span is not None and span.element is not None:
            self.triples.add(subject, PAS.debut, integer(span.start))
            self.triples.add(subject, PAS.finTexte, integer(span.end))
            self.triples.add(subject, PAS.element, literal(span.element))

    def prove(
        self,
        subject: str,
        spans: Iterable[Span],
        predicate: URIRef | None = None,
        term: str | None = None,
        value: str | None = None,
    ) -> None:
        """Add one proof a span, of a statement or (without predicate) of a node.

        A span in an element of a feed is no proof of its own: what was cut out there says so itself (see `place`).
        """
        for span in spans:
            if span.element is None:
                self._proof(subject, span, predicate, term, value)

    def _proof(
        self, subject: str, span: Span, predicate: URIRef | None, term: str | None, value: str | None
    ) -> None:
        place = (str(span.start), str(span.end), "")
        proof = iris.preuve(self.fiche, subject, str(predicate or ""), term or "", *place)
        self.triples.is_a(proof, PAS.Preuve)
        self.triples.link(proof, RDF.subject, subject)
        if predicate is not None and term is not None:
            self.triples.link(proof, RDF.predicate, predicate)
            self.triples.add(proof, RDF.object, term)
        self.triples.link(proof, PROV.wasDerivedFrom, self.fiche)
        self.triples.add(proof, PAS.debut, integer(span.start))
        self.triples.add(proof, PAS.finTexte, integer(span.end))
        if span.page is not None:
            self.triples.add(proof, PAS.page, integer(span.page))
        quote = self._text[span.start : span.end] if self._text is not None else None
        if quote is not None and _collapse(quote) != value:
            self.triples.add(proof, PAS.citation, french(quote))


def _collapse(text: str) -> str:
    return _SPACES.sub(" ", text).strip()
