"""Expressions of SPARQL constraints, written again for the engine."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from rdflib.namespace import XSD
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Literal, URIRef, Variable

from passerelles.validation.compiled_scope import written
from passerelles.validation.refusal import NotCompiled

#: The functions that mean the same to rdflib and to the engine, with the names of their arguments.
_FUNCTIONS = {
    "STR": ("arg",),
    "LANG": ("arg",),
    "DATATYPE": ("arg",),
    "BOUND": ("arg",),
    "ABS": ("arg",),
    "STRLEN": ("arg",),
    "LCASE": ("arg",),
    "UCASE": ("arg",),
    "isIRI": ("arg",),
    "isLITERAL": ("arg",),
    "isBLANK": ("arg",),
    "isNUMERIC": ("arg",),
    "STRSTARTS": ("arg1", "arg2"),
    "STRENDS": ("arg1", "arg2"),
    "CONTAINS": ("arg1", "arg2"),
    "SUBSTR": ("arg", "start", "length"),
    "REGEX": ("text", "pattern", "flags"),
}
_CASTS = frozenset((XSD.integer, XSD.decimal, XSD.boolean, XSD.string))
#: Regular expressions of these signs mean the same to Python and to the engine, but for the end of a text.
_PLAIN = re.compile(r"(?:[^\\&~]|\\[\\.^$*+?()\[\]{}|/trnd-])*")
_SPECIAL = re.compile(r"\(\?|&&|--|~~|\[[^\]]*\[|[*+?}][*+?{]")
Group = Callable[[CompValue], str]


def expression(node: Any, exists: Group) -> str:
    """The expression in SPARQL; `exists` writes the groups of EXISTS and NOT EXISTS. Raises `NotCompiled`."""
    if isinstance(node, Variable | URIRef | Literal):
        return written(node)
    if not isinstance(node, CompValue):
        raise NotCompiled(f"an expression in SPARQL ({type(node).__name__})")
    name = node.name
    if name in ("Builtin_EXISTS", "Builtin_NOTEXISTS"):
        return f"{'NOT ' if name == 'Builtin_NOTEXISTS' else ''}EXISTS {{ {exists(node.graph)} }}"
    if name == "RelationalExpression":
        return _relation(node, exists)
    if name in ("ConditionalAndExpression", "ConditionalOrExpression"):
        sign = " && " if name == "ConditionalAndExpression" else " || "
        parts = [node.expr, *(node.other or ())]
        return "(" + sign.join(expression(part, exists) for part in parts) + ")"
    if name == "UnaryNot":
        return f"(!{expression(node.expr, exists)})"
    if name in ("AdditiveExpression", "MultiplicativeExpression"):
        text = expression(node.expr, exists)
        for sign, part in zip(node.op, node.other, strict=True):
            text += f" {sign} {expression(part, exists)}"
        return f"({text})"
    return _function(node, exists)


def engine_pattern(pattern: str) -> str | None:
    """The regular expression for the engine; None for one that it may understand differently from Python."""
    if not _PLAIN.fullmatch(pattern) or _SPECIAL.search(pattern):
        return None
    # At the end of a text Python's $ leaves one line end aside.
    parts = re.findall(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.", pattern, re.DOTALL)
    return "".join(r"(?:\n?$)" if part == "$" else part for part in parts)


def _relation(node: CompValue, exists: Group) -> str:
    left = expression(node.expr, exists)
    if isinstance(node.other, list):
        if not all(isinstance(one, URIRef) for one in node.other):
            raise NotCompiled("IN over other things than IRIs in SPARQL")
        return f"({left} {node.op} ({', '.join(written(one) for one in node.other)}))"
    if node.op not in ("=", "!=") and any(isinstance(one, Variable) for one in (node.expr, node.other)):
        # Engines order values of different or broken datatypes each in its own way.
        raise NotCompiled(f"{node.op} on a bare variable in SPARQL")
    return f"({left} {node.op} {expression(node.other, exists)})"


def _function(node: CompValue, exists: Group) -> str:
    if node.name == "Function" and node.iri in _CASTS and len(node.expr) == 1:
        return f"{written(node.iri)}({expression(node.expr[0], exists)})"
    name = node.name.removeprefix("Builtin_")
    if name not in _FUNCTIONS:
        raise NotCompiled(f"{name} in SPARQL")
    stated = dict(node.items())  # its own `get` gives the name of what is missing
    arguments = [stated.get(key) for key in _FUNCTIONS[name]]
    if name == "REGEX":
        pattern = engine_pattern(str(arguments[1])) if isinstance(arguments[1], Literal) else None
        if pattern is None or arguments[2] is not None:
            raise NotCompiled("REGEX of that form in SPARQL")
        arguments[1] = Literal(pattern)
    return f"{name}({', '.join(expression(one, exists) for one in arguments if one is not None)})"
