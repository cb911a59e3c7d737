"""The rules of a graph of shapes as plain data; a construct that is not known here is refused by its name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rdflib import Graph, Literal
from rdflib.collection import Collection
from rdflib.namespace import RDF, RDFS, SH, XSD
from rdflib.term import Node, URIRef

from passerelles.validation.compiled_paths import Route, routes_of
from passerelles.validation.refusal import NotCompiled
from passerelles.validation.shacl import path_text

#: How shapes say what they are about.
_TARGETS = {
    SH.targetClass: "class",
    SH.targetSubjectsOf: "subjects",
    SH.targetObjectsOf: "objects",
    SH.targetNode: "node",
}
#: What a shape may say without being a constraint.
_SILENT = frozenset(
    (
        *(RDF.type, RDFS.label, RDFS.comment, RDFS.isDefinedBy, RDFS.seeAlso),
        *(*_TARGETS, SH.path, SH.property, SH.severity, SH.message, SH.deactivated),
        *(SH.name, SH.description, SH.order, SH.group, SH.defaultValue, SH.flags),
    )
)
#: Constraints on one value alone, by the property that states them.
VALUE_CONSTRAINTS = {
    SH.datatype: SH.DatatypeConstraintComponent,
    SH.nodeKind: SH.NodeKindConstraintComponent,
    SH.pattern: SH.PatternConstraintComponent,
    SH.minLength: SH.MinLengthConstraintComponent,
    SH.maxLength: SH.MaxLengthConstraintComponent,
    SH.minInclusive: SH.MinInclusiveConstraintComponent,
    SH.maxInclusive: SH.MaxInclusiveConstraintComponent,
    SH.minExclusive: SH.MinExclusiveConstraintComponent,
    SH.maxExclusive: SH.MaxExclusiveConstraintComponent,
    SH["in"]: SH.InConstraintComponent,
}


@dataclass(frozen=True, slots=True, order=True)
class Target:
    """What a rule is about: instances of a class, subjects or objects of a property, or one node."""

    kind: str
    node: Node


@dataclass(frozen=True, slots=True)
class ValueConstraint:
    """What every value has to be: `kind` is the property of SHACL that states it."""

    kind: URIRef
    parameters: tuple[Node, ...]
    flags: str = ""

    @property
    def component(self) -> URIRef:
        """The constraint component that results name."""
        return VALUE_CONSTRAINTS[self.kind]


@dataclass(frozen=True, slots=True)
class Query:
    """The text of one `sh:sparql` constraint, with its prefixes in front."""

    node: Node
    text: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One shape that says something itself: its targets, the way to its values, and what it asks of them.

    `routes` are the alternatives of its path, each a sequence of steps; None for a shape about the node
    itself. `path` is the path as results tell it, `path_node` its IRI if it is a plain one.
    """

    shape: Node
    targets: tuple[Target, ...]
    routes: tuple[Route, ...] | None
    path: str | None
    path_node: URIRef | None
    min_count: int | None
    max_count: int | None
    unique_lang: bool
    less_than: tuple[URIRef, ...]
    values: tuple[ValueConstraint, ...]
    queries: tuple[Query, ...]

    @property
    def name(self) -> str:
        """The local name of the shape, for people."""
        return re.split(r"[/#]", str(self.shape))[-1]


def rules_of(shapes: Graph) -> tuple[Rule, ...]:
    """Every rule of the shapes that has targets, in a stable order; raises `NotCompiled`."""
    found: dict[Node, set[Target]] = {}
    for predicate, kind in _TARGETS.items():
        for shape, node in shapes.subject_objects(predicate):
            _add(shapes, found, shape, Target(kind, node))
    if (None, SH.target, None) in shapes:
        raise NotCompiled("sh:target")
    for shape in {*shapes.subjects(RDF.type, SH.NodeShape), *shapes.subjects(RDF.type, SH.PropertyShape)}:
        if (shape, RDF.type, RDFS.Class) in shapes:
            _add(shapes, found, shape, Target("class", shape))
    rules = (_rule(shapes, shape, targets) for shape, targets in found.items())
    return tuple(sorted((rule for rule in rules if rule is not None), key=lambda rule: str(rule.shape)))


def _add(shapes: Graph, found: dict[Node, set[Target]], shape: Node, target: Target) -> None:
    if _deactivated(shapes, shape):
        return
    found.setdefault(shape, set()).add(target)
    for part in shapes.objects(shape, SH.property):
        if (shape, SH.path, None) in shapes:
            raise NotCompiled("sh:property in a property shape")
        _add(shapes, found, part, target)


def _rule(shapes: Graph, shape: Node, targets: set[Target]) -> Rule | None:
    stated = set(shapes.predicates(shape))
    known = {*_SILENT, *VALUE_CONSTRAINTS, SH.minCount, SH.maxCount, SH.uniqueLang, SH.lessThan, SH.sparql}
    for predicate in sorted(stated - known, key=str):
        if str(predicate).startswith(str(SH)):
            raise NotCompiled(_short(predicate))
    path = shapes.value(shape, SH.path)
    if not stated - _SILENT:
        return None
    if path is not None and SH.sparql in stated:
        raise NotCompiled("sh:sparql in a property shape")
    return Rule(
        shape=shape,
        targets=tuple(sorted(targets)),
        routes=routes_of(shapes, path) if path is not None else None,
        path=path_text(shapes, path) if path is not None else None,
        path_node=path if isinstance(path, URIRef) else None,
        min_count=_number(shapes, shape, SH.minCount),
        max_count=_number(shapes, shape, SH.maxCount),
        unique_lang=any(one.value is True for one in _literals(shapes, shape, SH.uniqueLang)),
        less_than=tuple(sorted(_iri(one, "sh:lessThan") for one in shapes.objects(shape, SH.lessThan))),
        values=tuple(_value_constraints(shapes, shape)),
        queries=tuple(_queries(shapes, shape)),
    )


def _value_constraints(shapes: Graph, shape: Node) -> Iterator[ValueConstraint]:
    flags = "".join(sorted(str(flag) for flag in shapes.objects(shape, SH.flags)))
    for kind in VALUE_CONSTRAINTS:
        for parameter in sorted(shapes.objects(shape, kind), key=str):
            parameters = tuple(Collection(shapes, parameter)) if kind == SH["in"] else (parameter,)
            yield ValueConstraint(kind, parameters, flags if kind == SH.pattern else "")


def _queries(shapes: Graph, shape: Node) -> Iterator[Query]:
    for node in sorted(shapes.objects(shape, SH.sparql), key=str):
        if _deactivated(shapes, node):
            continue
        text = shapes.value(node, SH.select)
        if text is None:
            raise NotCompiled("sh:sparql without sh:select")
        declared = {
            (str(shapes.value(one, SH.prefix)), str(shapes.value(one, SH.namespace)))
            for holder in shapes.objects(node, SH.prefixes)
            for one in shapes.objects(holder, SH.declare)
        }
        head = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in sorted(declared))
        yield Query(node, head + str(text))


def _deactivated(shapes: Graph, node: Node) -> bool:
    return any(one.value is True for one in _literals(shapes, node, SH.deactivated))


def _literals(shapes: Graph, node: Node, predicate: URIRef) -> Iterator[Literal]:
    return (one for one in shapes.objects(node, predicate) if isinstance(one, Literal))


def _number(shapes: Graph, shape: Node, predicate: URIRef) -> int | None:
    found = [int(one) for one in _literals(shapes, shape, predicate) if one.datatype == XSD.integer]
    return found[0] if found else None


def _iri(node: Node, construct: str) -> URIRef:
    if not isinstance(node, URIRef):
        raise NotCompiled(f"{construct} that is no IRI")
    return node


def _short(node: Node) -> str:
    return str(node).replace(str(SH), "sh:")
