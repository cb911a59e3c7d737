"""Statements gathered about a few subjects, given back as nodes in a stable order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from passerelles.exports.node import RDF_TYPE, Node
from passerelles.store import Iri, Literal, Term

_XSD = "http://www.w3.org/2001/XMLSchema#"


class Sheet:
    """What is said, by subject; saying something twice says it once."""

    def __init__(self) -> None:
        self._said: dict[str, dict[str, set[Term]]] = defaultdict(lambda: defaultdict(set))

    def kind(self, subject: str, *types: str) -> None:
        """State what a subject is."""
        self._said[subject][RDF_TYPE.value].update(map(Iri, types))

    def link(self, subject: str, predicate: str, target: str) -> None:
        """State a link to another subject."""
        self._said[subject][predicate].add(Iri(target))

    def text(self, subject: str, predicate: str, value: str | None, language: str = "fr") -> None:
        """State a text in a language; nothing for None."""
        if value is not None:
            self._said[subject][predicate].add(Literal(value, language=language))

    def text_once(self, subject: str, predicate: str, value: str) -> None:
        """State a text in French, unless one is stated already."""
        if not self._said[subject][predicate]:
            self.text(subject, predicate, value)

    def value(self, subject: str, predicate: str, value: str | None, datatype: str = "string") -> None:
        """State a value of a datatype of XML Schema; nothing for None."""
        if value is not None:
            self._said[subject][predicate].add(Literal(value, _XSD + datatype))

    def nodes(self) -> Iterator[Node]:
        """The subjects in the order of their IRIs, each with its types and its other properties."""
        for subject, properties in sorted(self._said.items()):
            kinds = tuple(sorted(properties.get(RDF_TYPE.value, ()), key=_key))
            others = sorted((name, values) for name, values in properties.items() if name != RDF_TYPE.value)
            yield Node(
                Iri(subject),
                kinds,
                tuple((Iri(name), tuple(sorted(values, key=_key))) for name, values in others),
            )


def _key(term: Term) -> tuple[str, str, str]:
    if isinstance(term, Literal):
        return (term.value, term.datatype, term.language or "")
    return (term.value, "", "")
