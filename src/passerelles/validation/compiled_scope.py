"""Where the triples of a rule are looked for: in the merged graph, or in one source and the known codes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product

from rdflib.namespace import RDF, SKOS
from rdflib.term import Literal, Node, URIRef, Variable

from passerelles.validation.compiled_join import Relation, joined, selected
from passerelles.validation.compiled_paths import Route
from passerelles.validation.compiled_rules import Target
from passerelles.validation.refusal import NotCompiled

#: The graph of the ontology and the code schemes.
NS_GRAPH = "https://w3id.org/passerelles/ns"
Pattern = tuple[Node, Node, Node]
_THIS = Variable("this")
#: How many triples are scanned in the time in which one is looked up.
_LOOK_UP = 8
#: From so many patterns on the order of joins is not left to the engine.
_MANY = 4


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition on variables, written in SPARQL."""

    text: str
    variables: frozenset[Variable]


@dataclass(frozen=True, slots=True)
class Branch:
    """Patterns of triples that hold together; `own` tells whether one of them is in the source itself."""

    text: str
    own: bool


@dataclass(frozen=True, slots=True)
class Scope:
    """How patterns are written.

    `merged`: in the default graph. Otherwise in `?g`, one source, to which the codes of the ontology are known:
    `codes` are their triples by property, `shared` the properties that other things of that graph have, too, and
    `borrowed` the targets that a source may describe without stating what makes them targets. `graphs` limits `?g` to
    a few sources. `subclasses` gives for each class those below it in the merged graph. `counts` says how many triples
    have a property or class that rules name. Few targets are looked at one by one (`by_row`), many by scanning
    patterns and joining them.
    """

    merged: bool = False
    codes: Mapping[Node, tuple[Pattern, ...]] = field(default_factory=dict)
    shared: frozenset[Node] = frozenset()
    borrowed: frozenset[Target] = frozenset()
    graphs: tuple[str, ...] = ()
    subclasses: Mapping[URIRef, tuple[URIRef, ...]] = field(default_factory=dict)
    counts: Mapping[URIRef, int] = field(default_factory=dict)
    by_row: bool = False

    def for_patterns(self, targets: Sequence[Target], patterns: Sequence[Pattern]) -> Scope:
        """The same scope, with the cheaper way to look for these patterns at these targets."""
        if self.graphs:
            return replace(self, by_row=True)
        looked_up = self.targeted(targets) * (len(patterns) + 1) * _LOOK_UP
        return replace(self, by_row=looked_up < sum(map(self.count, patterns)))

    def selective(self, targets: Sequence[Target], weight: int) -> bool:
        """Whether these targets are few beside that many triples."""
        return self.targeted(targets) * 3 <= weight

    def targeted(self, targets: Sequence[Target]) -> int:
        """How many nodes at most these targets are."""
        return sum(self.count(pattern) for target in targets for pattern in self.target_patterns(target))

    def count(self, pattern: Pattern) -> int:
        """How many triples at most may match a pattern, as far as its property or class tells."""
        _, predicate, value = pattern
        name = value if predicate == RDF.type and isinstance(value, URIRef) else predicate
        # What has no name of its own may be any triple.
        return self.counts.get(name, 0) if isinstance(name, URIRef) else sum(self.counts.values())

    @property
    def variables(self) -> str:
        """What every query selects first: the source and the focus."""
        return "?this" if self.merged else "?g ?this"

    def start(self) -> str:
        """The choice of sources, with which a group begins; empty when there is none."""
        names = " ".join(f"<{graph}>" for graph in self.graphs)
        return f"VALUES ?g {{ {names} }}" if names else ""

    def targets(self, targets: Sequence[Target]) -> str:
        """A group that binds `?this` (and `?g`) to what the rule is about, each once; empty if there is nothing."""
        parts = [part for target in targets for part in self._target(target)]
        if len(parts) < 2:
            return parts[0] if parts else ""
        found = union(list(dict.fromkeys(parts)))
        return f"{{ {found} }}" if self.by_row else f"{{ SELECT DISTINCT {self.variables} {{ {found} }} }}"

    def _target(self, target: Target) -> Iterator[str]:
        if target.kind == "node":
            # A node that a source does not speak of is not reported about it.
            spoken = "" if self.merged else "GRAPH ?g { ?this ?anyProperty ?anyValue }"
            yield f"{{ SELECT DISTINCT {self.variables} {{ VALUES ?this {{ {written(target.node)} }} {spoken} }} }}"
            return
        for pattern in self.target_patterns(target):
            if self.is_stated(pattern):
                spoken = " ?this ?anyProperty ?anyValue ." if target.kind == "objects" else ""
                yield self._distinct(pattern, spoken)
        if target in self.borrowed:
            (pattern,) = self.target_patterns(target)
            yield (
                f"{{ SELECT DISTINCT ?g ?this {{ {self.start()} GRAPH <{NS_GRAPH}> {{ {_triple(pattern)} }} "
                f"GRAPH ?g {{ ?this ?anyProperty ?anyValue }} FILTER(?g != <{NS_GRAPH}>) }} }}"
            )

    def target_patterns(self, target: Target) -> list[Pattern]:
        """The patterns one of which makes `?this` a target; none for a node that is named."""
        if target.kind == "class":
            assert isinstance(target.node, URIRef)
            names = (target.node, *self.subclasses.get(target.node, ()))
            return [(_THIS, RDF.type, name) for name in names]
        other = Variable("anyOther")
        if target.kind == "subjects":
            return [(_THIS, target.node, other)]
        return [(other, target.node, _THIS)] if target.kind == "objects" else []

    def _distinct(self, pattern: Pattern, spoken: str) -> str:
        one = pattern[1] == RDF.type and isinstance(pattern[2], URIRef)
        text = f"{_triple(pattern)} .{'' if self.merged else spoken}"
        where = text if self.merged else f"GRAPH ?g {{ {text} }}"
        if self.by_row and one:
            return where
        return f"{{ SELECT {'' if one else 'DISTINCT '}{self.variables} {{ {self.start()} {where} }} }}"

    def branches(
        self,
        patterns: Sequence[Pattern],
        conditions: Sequence[Condition] = (),
        *,
        kept: Collection[Variable] | None = None,
        inside: bool = False,
        once: bool = True,
    ) -> Iterator[Branch]:
        """The ways in which patterns can hold: each in the source, or in the known codes where that may be.

        None when nothing in the store can match. `conditions` are checked early, where their variables are; the
        caller checks them at last. `kept` are the variables that count outside, all unless given; what is `once`
        gives their values once. `inside` a group whose variables are bound, patterns are looked up one row after the
        other.
        """
        for choice in product(*(self._homes(pattern) for pattern in patterns)):
            mine = [pattern for pattern, own in zip(patterns, choice, strict=True) if own]
            codes = [pattern for pattern, own in zip(patterns, choice, strict=True) if not own]
            # Left to itself the engine may go from many patterns through what all nodes share.
            if inside or (self.by_row and not (self.graphs and len(patterns) >= _MANY)):
                text = self._block("?g", mine) + self._block(f"<{NS_GRAPH}>", codes)
            else:
                text = self._joined(mine, codes, conditions, kept, once)
            yield Branch(text, own=bool(mine))

    def _homes(self, pattern: Pattern) -> list[bool]:
        """Where the pattern may hold: True in the source, False in the known codes."""
        return [True] * self.is_stated(pattern) + [False] * self.is_known(pattern)

    def is_stated(self, pattern: Pattern) -> bool:
        """Whether some triple of the sources may match."""
        _, predicate, value = pattern
        name = value if predicate == RDF.type and isinstance(value, URIRef) else predicate
        return not isinstance(name, URIRef) or self.counts.get(name) != 0

    def is_known(self, pattern: Pattern) -> bool:
        """Whether some triple of the known codes matches."""
        subject, predicate, value = pattern
        if isinstance(predicate, Variable):
            return bool(self.codes)
        return any(
            (isinstance(subject, Variable) or subject == triple[0])
            and (isinstance(value, Variable) or value == triple[2])
            for triple in self.codes.get(predicate, ())
        )

    def _block(self, graph: str, patterns: Sequence[Pattern]) -> str:
        text = " . ".join(_triple(pattern) for pattern in patterns)
        if graph == f"<{NS_GRAPH}>":
            # Classes, properties and schemes are no codes.
            wide = [one for one in patterns if isinstance(one[1], Variable) or one[1] in self.shared]
            for number, name in enumerate(dict.fromkeys(written(subject) for subject, _, _ in wide)):
                text += f" . {name} {SKOS.inScheme.n3()} ?anyScheme{number}"
        if not text:
            return ""
        return f" {text} ." if self.merged else f" GRAPH {graph} {{ {text} }}"

    def _joined(
        self,
        mine: Sequence[Pattern],
        codes: Sequence[Pattern],
        conditions: Sequence[Condition],
        kept: Collection[Variable] | None,
        once: bool,
    ) -> str:
        """Patterns as queries of their own: the engine joins those by hashing, ten times faster than row by row."""
        patterns = [*mine, *codes]
        used = Counter(variable for pattern in patterns for variable in variables_of(pattern))
        relations = []
        for number, pattern in enumerate(patterns):
            known = number >= len(mine)
            names = variables_of(pattern)
            needed = tuple(one for one in names if kept is None or one in kept or used[one] > 1)
            early = " ".join(f"FILTER({one.text})" for one in conditions if one.variables <= set(names))
            block = self._block(f"<{NS_GRAPH}>" if known else "?g", [pattern])
            body = f"{'' if known else self.start()} {block} {early}"
            own = not known and not self.merged
            text = selected(needed, body, own=own, once=once and needed != names)
            subjects = frozenset(needed) & {pattern[0]}
            relations.append(Relation(text, needed, frozenset(map(Variable, subjects)), own))
        return joined(relations, kept)


def variables_of(pattern: Pattern) -> tuple[Variable, ...]:
    """The variables of a pattern, each once."""
    return tuple(term for term in dict.fromkeys(pattern) if isinstance(term, Variable))


def union(parts: Sequence[str]) -> str:
    """One group or the other; never anything when there is none."""
    if not parts:
        return "FILTER(false)"
    return parts[0] if len(parts) == 1 else " UNION ".join(f"{{ {part} }}" for part in parts)


def written(term: Node) -> str:
    """A term of a query in SPARQL."""
    if isinstance(term, Variable):
        return f"?{term}"
    if isinstance(term, URIRef | Literal):
        return term.n3()
    raise NotCompiled("a blank node in a pattern")


def _triple(pattern: Pattern) -> str:
    return " ".join(written(term) for term in pattern)


def route_patterns(route: Route, start: str, end: str, name: str) -> list[Pattern]:
    """The patterns of a route from one variable to another, by way of variables that `name` begins."""
    nodes = [start, *(f"{name}{number}" for number in range(1, len(route))), end]
    found: list[Pattern] = []
    for step, first, second in zip(route, nodes, nodes[1:], strict=False):
        ends = (Variable(second), Variable(first)) if step.inverse else (Variable(first), Variable(second))
        found.append((ends[0], step.predicate, ends[1]))
    return found
