"""Conditions in SPARQL under which a value surely meets a constraint; what they leave is judged one by one."""

from __future__ import annotations

from rdflib import Literal
from rdflib.namespace import SH, XSD
from rdflib.term import Node, URIRef

from passerelles.validation.compiled_expression import engine_pattern
from passerelles.validation.compiled_rules import ValueConstraint
from passerelles.validation.compiled_scope import written
from passerelles.validation.refusal import NotCompiled

_COMPARISONS = {SH.minInclusive: ">=", SH.maxInclusive: "<=", SH.minExclusive: ">", SH.maxExclusive: "<"}
_NODE_KINDS = {
    SH.IRI: "isIRI(?value)",
    SH.Literal: "isLiteral(?value)",
    SH.BlankNode: "isBlank(?value)",
    SH.BlankNodeOrIRI: "(isIRI(?value) || isBlank(?value))",
    SH.BlankNodeOrLiteral: "(isBlank(?value) || isLiteral(?value))",
    SH.IRIOrLiteral: "(isIRI(?value) || isLiteral(?value))",
}
_MERGED = frozenset(
    (
        *(XSD.byte, XSD.short, XSD.int, XSD.long, XSD.nonNegativeInteger, XSD.positiveInteger),
        *(XSD.unsignedByte, XSD.unsignedShort, XSD.unsignedInt, XSD.unsignedLong),
        *(XSD.nonPositiveInteger, XSD.negativeInteger),
    )
)


def surely_fine(constraint: ValueConstraint) -> str | None:
    """A condition on `?value` that holds only for values that meet the constraint; None when there is none."""
    parameter = constraint.parameters[0] if constraint.parameters else None
    kind = constraint.kind
    if kind == SH["in"]:
        return _in(constraint)
    if kind == SH.nodeKind:
        if parameter not in _NODE_KINDS:
            raise NotCompiled(f"sh:nodeKind {parameter}")
        return _NODE_KINDS[URIRef(str(parameter))]
    if kind == SH.datatype:
        return _datatype(URIRef(str(parameter)))
    if not isinstance(parameter, Literal):
        raise NotCompiled(f"sh:{str(kind).removeprefix(str(SH))} that is no literal")
    if kind in _COMPARISONS:
        whole = parameter.datatype == XSD.integer and isinstance(parameter.value, int)
        return f"(isNumeric(?value) && ?value {_COMPARISONS[kind]} {parameter})" if whole else None
    if kind == SH.pattern:
        return _pattern(str(parameter), constraint.flags)
    sign = ">=" if kind == SH.minLength else "<="
    return f"(STRLEN(STR(?value)) {sign} {int(parameter)})"  # of a blank node: an error, and so not sure


def _in(constraint: ValueConstraint) -> str | None:
    if not constraint.parameters or not all(_is_plain(one) for one in constraint.parameters):
        return None
    return f"?value IN ({', '.join(written(one) for one in constraint.parameters)})"


def _is_plain(node: Node) -> bool:
    """Whether a node is equal to itself alone: an IRI or a text, not a number that can be written in many ways."""
    if isinstance(node, Literal):
        return node.datatype in (None, XSD.string)
    return isinstance(node, URIRef)


def _datatype(datatype: URIRef) -> str | None:
    if datatype in _MERGED:
        # The engine keeps all whole numbers as xsd:integer.
        raise NotCompiled(f"sh:datatype xsd:{datatype.removeprefix(str(XSD))}")
    if datatype == XSD.integer:
        return f"(isNumeric(?value) && DATATYPE(?value) = {datatype.n3()})"
    return f"(DATATYPE(?value) = {datatype.n3()})" if datatype == XSD.string else None


def _pattern(pattern: str, flags: str) -> str | None:
    plain = engine_pattern(pattern)
    if plain is None or flags not in ("", "i") or (flags and not pattern.isascii()):
        return None
    return f"REGEX(STR(?value), {Literal(plain).n3()}, {Literal(flags).n3()})"
