"""What of a graph may leave it: all but the documents whose licence is not open, and what was derived from them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from passerelles.errors import UsageError
from passerelles.exports.licences import restricted, source_licences
from passerelles.ontology import DERIVED_GRAPH
from passerelles.ontology.terms import PAS
from passerelles.store import Dataset, EmbeddedDataset, Iri, Literal, Term

_RDFS_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t"}
_KEPT_FROM = """PREFIX pas: <https://w3id.org/passerelles/ns#>
PREFIX prov: <http://www.w3.org/ns/prov#>
SELECT ?retenue ?fiche WHERE { ?retenue a pas:Retenue ; prov:wasDerivedFrom ?fiche }"""
_LABELLED_BY = "SELECT ?graph WHERE { GRAPH ?graph { ?concept ?label ?text } }"


class Leaving:
    """The statements of a dataset that may leave.

    `graphs` are the documents left behind: those of no open licence, unless others are given. Statements of the
    derived graph go with the document that their value comes from: a retained value, and a label that no document
    that leaves gives.
    """

    def __init__(
        self, dataset: Dataset, *, with_restricted: bool = False, graphs: frozenset[str] | None = None
    ) -> None:
        self._dataset = dataset
        if graphs is None:
            graphs = frozenset() if with_restricted else restricted(source_licences(dataset))
        self.graphs = graphs
        self._lines: frozenset[bytes] = frozenset()
        self._kept: frozenset[bytes] = frozenset()
        if self.graphs:
            self._kept = frozenset(f"<{iri}>".encode() for iri in _kept_from(dataset, self.graphs))
            if isinstance(dataset, EmbeddedDataset):
                self._lines = frozenset(_labels(dataset, self.graphs))

    def blocks(self) -> Iterator[bytes]:
        """The sorted N-Quads that may leave, in pieces of whole lines; only a store on this disk keeps them apart."""
        if not isinstance(self._dataset, EmbeddedDataset):
            raise UsageError(
                "L’export « nquads » se fait depuis une base sur ce disque, pas depuis un point d’accès."
            )
        for block in self._dataset.nquads(self.graphs):
            if not self.graphs or _DERIVED not in block:
                yield block
            elif kept := b"".join(line for line in block.splitlines(keepends=True) if self._leaves(line)):
                yield kept

    def derived(self) -> Iterator[str]:
        """The lines of the derived graph that stay behind."""
        if isinstance(self._dataset, EmbeddedDataset) and self.graphs:
            for triple in self._dataset.triples_of(str(DERIVED_GRAPH)):
                line = triple.removesuffix(".").encode() + _DERIVED.lstrip()
                if not self._leaves(line):
                    yield line.decode()

    def _leaves(self, line: bytes) -> bool:
        if not line.endswith(_DERIVED):
            return True
        statement = line[: -len(_DERIVED)]
        subject, predicate, value = statement.split(b" ", 2)
        if subject in self._kept or (predicate == _RETAINED and value in self._kept):
            return False
        return b" ".join((subject, value)) not in self._lines


_DERIVED = f" <{DERIVED_GRAPH}> .\n".encode()
_RETAINED = f"<{PAS.retenu}>".encode()


def _kept_from(dataset: Dataset, graphs: frozenset[str]) -> Iterator[str]:
    for row in dataset.select(_KEPT_FROM).records():
        if row["fiche"] in graphs:
            yield row["retenue"]


def _labels(dataset: EmbeddedDataset, graphs: frozenset[str]) -> Iterator[bytes]:
    """The concepts and labels that only documents left behind give, as a line of the derived graph has them."""
    for graph in sorted(graphs):
        for line in dataset.triples_of(graph):
            subject, predicate, text = line.removesuffix(" .").split(" ", 2)
            if predicate == f"<{_RDFS_LABEL}>":
                bindings: dict[str, Term] = {
                    "concept": Iri(subject.strip("<>")),
                    "label": Iri(_RDFS_LABEL),
                    "text": _literal(text),
                }
                stated = {row["graph"] for row in dataset.select(_LABELLED_BY, bindings).records()}
                if stated <= graphs:
                    yield f"{subject} {text}".encode()


def _literal(text: str) -> Literal:
    value, _, language = text.rpartition("@") if not text.endswith('"') else (text, "", "")
    plain = _ESCAPE.sub(lambda found: _ESCAPED.get(found[1], found[1]), value[1:-1])
    return Literal(plain, language=language or None)
