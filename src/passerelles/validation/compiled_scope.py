"""Where the triples of a rule are looked for: in the merged graph, or in one source and the known codes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product

from rdflib.namespace import RDF
from rdflib.term import Literal, Node, URIRef, Variable

from passerelles.validation.compiled_paths import Route
from passerelles.validation.refusal import NotCompiled

#: The graph of the ontology and the code schemes.
NS_GRAPH = "https://w3id.org/passerelles/ns"
Pattern = tuple[Node, Node, Node]


@dataclass(frozen=True, slots=True)
class Branch:
    """Patterns of triples that hold together; `own` tells whether one of them is in the source itself."""

    text: str
    own: bool


@dataclass(frozen=True, slots=True)
class Scope:
    """How patterns are written.

    `merged`: in the default graph. Otherwise in `?g`, one source, to which the codes of the ontology are known:
    `known` are the predicates that codes have there, `known_classes` their classes, and `borrowed` those
    classes whose instances a source may describe without saying their class. `graphs` limits `?g`.
    `subclasses` gives for each class the classes below it, in the merged graph.
    """

    merged: bool = False
    known: frozenset[URIRef] = frozenset()
    known_classes: frozenset[URIRef] = frozenset()
    borrowed: frozenset[URIRef] = frozenset()
    graphs: tuple[str, ...] = ()
    subclasses: dict[URIRef, tuple[URIRef, ...]] = field(default_factory=dict)

    @property
    def variables(self) -> str:
        """What every query selects first: the source and the focus."""
        return "?this" if self.merged else "?g ?this"

    def limit(self) -> str:
        """The choice of sources, empty when there is none."""
        return f"VALUES ?g {{ {' '.join(f'<{graph}>' for graph in self.graphs)} }} " if self.graphs else ""

    def targets(self, classes: Sequence[URIRef]) -> str:
        """A group that binds `?this` (and `?g`) to what the rule is about, each once."""
        parts = []
        for target in classes:
            for name in (target, *self.subclasses.get(target, ())):
                parts.append(self.own((Variable("this"), RDF.type, name)))
            if target in self.borrowed:
                parts.append(self._borrowed(target))
        if len(parts) == 1:
            return parts[0]
        union = " UNION ".join(f"{{ {part} }}" for part in dict.fromkeys(parts))
        return f"{{ SELECT DISTINCT {self.variables} {{ {union} }} }}"

    def _borrowed(self, target: URIRef) -> str:
        return (
            f"{{ SELECT DISTINCT ?g ?this {{ {self.limit()}GRAPH <{NS_GRAPH}> {{ ?this a {target.n3()} }} "
            f"GRAPH ?g {{ ?this ?anyProperty ?anyValue }} FILTER(?g != <{NS_GRAPH}>) }} }}"
        )

    def own(self, pattern: Pattern) -> str:
        """A pattern in the source itself."""
        text = " ".join(written(term) for term in pattern)
        return text + " ." if self.merged else f"{self.limit()}GRAPH ?g {{ {text} }}"

    def branches(self, patterns: Sequence[Pattern], limited: bool = True) -> Iterator[Branch]:
        """The ways in which patterns can hold: each in the source, or in the known codes where that may be.

        With `limited` false, `?g` is one of the chosen sources already.
        """
        limit = self.limit() if limited else ""
        texts = [" ".join(written(term) for term in pattern) for pattern in patterns]
        if self.merged:
            yield Branch(" . ".join(texts), own=True)
            return
        choices = [(True, False) if self.may_be_known(pattern) else (True,) for pattern in patterns]
        for choice in product(*choices):
            mine = " . ".join(text for text, own in zip(texts, choice, strict=True) if own)
            codes = " . ".join(text for text, own in zip(texts, choice, strict=True) if not own)
            parts = [f"{limit}GRAPH ?g {{ {mine} }}"] if mine else []
            parts += [f"GRAPH <{NS_GRAPH}> {{ {codes} }}"] if codes else []
            yield Branch(" ".join(parts), own=bool(mine))

    def may_be_known(self, pattern: Pattern) -> bool:
        """Whether the codes of the ontology may state such a triple."""
        _, predicate, value = pattern
        if self.merged:
            return False
        if predicate == RDF.type and isinstance(value, URIRef):
            return value in self.known_classes
        return isinstance(predicate, Variable) or predicate in self.known


def written(term: Node) -> str:
    """A term of a query in SPARQL."""
    if isinstance(term, Variable):
        return f"?{term}"
    if isinstance(term, URIRef | Literal):
        return term.n3()
    raise NotCompiled("a blank node in a pattern")


def route_patterns(route: Route, start: str, end: str, name: str) -> list[Pattern]:
    """The patterns of a route from one variable to another, by way of variables that `name` begins."""
    nodes = [start, *(f"{name}{number}" for number in range(1, len(route))), end]
    found: list[Pattern] = []
    for step, first, second in zip(route, nodes, nodes[1:], strict=False):
        ends = (Variable(second), Variable(first)) if step.inverse else (Variable(first), Variable(second))
        found.append((ends[0], step.predicate, ends[1]))
    return found
