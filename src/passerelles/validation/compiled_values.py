"""Whether one value meets one constraint, as pySHACL decides it."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache

from rdflib import BNode, Literal
from rdflib.namespace import RDF, RDFS, SH, XSD
from rdflib.term import Node, URIRef

from passerelles.validation.compiled_rules import ValueConstraint

_CLASSES: dict[URIRef, type | tuple[type, ...]] = {
    XSD.string: (str, bytes),
    RDF.langString: (str, bytes),
    XSD.integer: int,
    XSD.float: float,
    XSD.decimal: Decimal,
    XSD.boolean: bool,
    XSD.date: date,
    XSD.time: time,
    XSD.dateTime: datetime,
}


def meets(constraint: ValueConstraint, value: Node) -> bool:
    """Whether the value meets the constraint."""
    kind = constraint.kind
    if kind == SH["in"]:
        return value in constraint.parameters
    parameter = constraint.parameters[0]
    if kind == SH.datatype:
        return isinstance(value, Literal) and _has_datatype(value, URIRef(str(parameter)))
    if kind == SH.nodeKind:
        return _kind_of(value) in str(parameter).removeprefix(str(SH))
    assert isinstance(parameter, Literal)
    if kind == SH.pattern:
        return not isinstance(value, BNode) and bool(
            _expression(str(parameter), constraint.flags).search(text_of(value))
        )
    if kind == SH.minLength:
        return int(parameter) == 0 or (not isinstance(value, BNode) and len(text_of(value)) >= int(parameter))
    if kind == SH.maxLength:
        return not isinstance(value, BNode) and len(text_of(value)) <= int(parameter)
    return isinstance(value, Literal) and _in_range(kind, value, parameter)


def less_than(value: Node, other: Node) -> bool:
    """Whether the value is before the other, so that `sh:lessThan` holds."""
    first, second = _words(value), _words(other)
    if first is not None and second is not None:
        return first < second
    return first is second is None and isinstance(value, Literal) and value < other


def text_of(value: Node) -> str:
    """The string of a value as SHACL takes it."""
    return str(value)


def _words(node: Node) -> str | None:
    """The string that a node is compared as, None for a literal that is no string."""
    if isinstance(node, Literal):
        return node.value if isinstance(node.value, str) else None
    return str(node)


def _has_datatype(value: Literal, datatype: URIRef) -> bool:
    if value.datatype == datatype:
        return value.ill_typed is not True and _is(value, datatype)
    if datatype == RDFS.Literal or (datatype == RDFS.Datatype and value.datatype):
        return True
    if datatype == XSD.string:
        return value.datatype is None and value.language is None and _is(value, datatype)
    return datatype == RDF.langString and bool(value.language) and _is(value, datatype)


def _is(value: Literal, datatype: URIRef) -> bool:
    return isinstance(value.value, _CLASSES[datatype]) if datatype in _CLASSES else True


def _kind_of(value: Node) -> str:
    if isinstance(value, BNode):
        return "BlankNode"
    return "Literal" if isinstance(value, Literal) else "IRI"


def _in_range(kind: URIRef, value: Literal, bound: Literal) -> bool:
    if isinstance(value.value, str) != isinstance(bound.value, str):
        return False
    try:
        order = _compared(value, bound)
    except (TypeError, NotImplementedError):
        return False
    if kind in (SH.minInclusive, SH.maxInclusive) and order == 0:
        return True
    return order > 0 if kind in (SH.minInclusive, SH.minExclusive) else order < 0


def _compared(value: Literal, bound: Literal) -> int:
    if value.eq(bound):
        return 0
    if isinstance(value.value, datetime | time):
        if value.value == bound.value:
            return 0
        return 1 if value.value > bound.value else -1
    return 1 if value > bound else -1


@lru_cache(maxsize=256)
def _expression(pattern: str, flags: str) -> re.Pattern[str]:
    chosen = flags.lower()
    return re.compile(pattern, (re.I if "i" in chosen else 0) | (re.M if "m" in chosen else 0))
