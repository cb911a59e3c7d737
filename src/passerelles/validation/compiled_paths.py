"""Property paths of shapes, as alternatives that are each a sequence of steps."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

from rdflib import Graph
from rdflib.collection import Collection
from rdflib.namespace import RDF, SH
from rdflib.term import Node, URIRef

from passerelles.validation.refusal import NotCompiled


@dataclass(frozen=True, slots=True, order=True)
class Step:
    """From a node to another by one property, along it or against it."""

    predicate: URIRef
    inverse: bool = False


Route = tuple[Step, ...]


def routes_of(shapes: Graph, path: Node) -> tuple[Route, ...]:
    """The alternatives of a path; raises `NotCompiled` for repeated paths."""
    if isinstance(path, URIRef):
        return ((Step(path),),)
    inverse = shapes.value(path, SH.inversePath)
    if inverse is not None:
        return tuple(
            tuple(Step(step.predicate, not step.inverse) for step in reversed(route))
            for route in routes_of(shapes, inverse)
        )
    choices = shapes.value(path, SH.alternativePath)
    if choices is not None:
        found = (route for choice in Collection(shapes, choices) for route in routes_of(shapes, choice))
        return tuple(dict.fromkeys(found))
    for kind in (SH.zeroOrMorePath, SH.oneOrMorePath, SH.zeroOrOnePath):
        if (path, kind, None) in shapes:
            raise NotCompiled(f"sh:{str(kind).removeprefix(str(SH))}")
    if (path, RDF.first, None) not in shapes:
        raise NotCompiled("sh:path of an unknown form")
    parts = [routes_of(shapes, part) for part in Collection(shapes, path)]
    return tuple(dict.fromkeys(tuple(step for part in choice for step in part) for choice in product(*parts)))
