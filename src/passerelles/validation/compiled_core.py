"""The constraints of SHACL core as queries: each finds what is at fault, or all that might be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rdflib.namespace import SH
from rdflib.term import Node, URIRef, Variable

from passerelles.validation.compiled_filter import surely_fine
from passerelles.validation.compiled_rules import Rule, ValueConstraint
from passerelles.validation.compiled_scope import Scope, route_patterns


@dataclass(frozen=True, slots=True)
class Compiled:
    """One query of a rule.

    Its columns are the source (not in the merged graph), the focus, then the names in `columns` (`path`, `value`,
    `other`, `language`). `checks` are the constraints that decide about a row; without any, each row is a result
    of `component`. `count` results come of a row when the language or the pair only tells rows apart.
    """

    rule: Rule
    component: URIRef
    text: str
    columns: tuple[str, ...]
    checks: tuple[ValueConstraint, ...] = ()
    constraint: Node | None = None


def core_queries(rule: Rule, scope: Scope) -> Iterator[Compiled]:
    """The queries of the constraints of SHACL core that a rule states."""
    if rule.min_count:
        yield _min_count(rule, rule.min_count, scope)
    if rule.max_count is not None:
        text = _grouped(rule, scope, "?value", "", f"COUNT(DISTINCT ?value) > {rule.max_count}")
        yield Compiled(rule, SH.MaxCountConstraintComponent, text, ())
    if rule.unique_lang:
        text = _grouped(rule, scope, "?value", "?language", "COUNT(DISTINCT ?value) > 1")
        yield Compiled(rule, SH.UniqueLangConstraintComponent, text, ("language",))
    for other in rule.less_than:
        yield _less_than(rule, other, scope)
    if rule.values:
        fine = [surely_fine(one) for one in rule.values]
        condition = f"FILTER(!COALESCE({' && '.join(map(str, fine))}, false))" if all(fine) else ""
        text = _of_targets(rule, scope, f"{_values(rule, scope)} {condition}", "?value")
        yield Compiled(rule, SH.PropertyConstraintComponent, text, ("value",), rule.values)


def _values(rule: Rule, scope: Scope, end: str = "value") -> str:
    """A group that binds `?this` and its value nodes, each pair at least once."""
    if rule.routes is None:
        return f"{scope.targets(rule.targets)} BIND(?this AS ?{end})"
    parts = []
    for route in rule.routes:
        for branch in scope.branches(route_patterns(route, "this", end, f"{end}Step")):
            parts.append(branch.text if branch.own else f"{branch.text} {scope.targets(rule.targets)}")
    return parts[0] if len(parts) == 1 else " UNION ".join(f"{{ {part} }}" for part in parts)


def _of_targets(rule: Rule, scope: Scope, body: str, columns: str) -> str:
    # What is rarely found is looked for first, and only then whether it is asked at all.
    found = f"{{ SELECT DISTINCT {scope.variables} {columns} {{ {body} }} }}"
    target = "" if rule.routes is None else scope.targets(rule.targets)
    return f"SELECT {scope.variables} {columns} {{ {found} {target} }}"


def _min_count(rule: Rule, count: int, scope: Scope) -> Compiled:
    lacking = scope.targets(rule.targets)
    if count == 1:
        for route in rule.routes or ():
            for branch in scope.branches(route_patterns(route, "this", "value", "valueStep"), limited=False):
                # Over all sources a value is looked for once for all; over a few, once a focus.
                sign = "FILTER NOT EXISTS" if scope.graphs else "MINUS"
                lacking = f"{{ {lacking} }} {sign} {{ {branch.text} }}"
        text = f"SELECT {scope.variables} {{ {lacking} }}"
    else:
        values = f"OPTIONAL {{ {_values(rule, scope)} }}"
        text = (
            f"SELECT {scope.variables} {{ {lacking} {values} }} GROUP BY {scope.variables} "
            f"HAVING(COUNT(DISTINCT ?value) < {count})"
        )
    return Compiled(rule, SH.MinCountConstraintComponent, text, ())


def _grouped(rule: Rule, scope: Scope, value: str, key: str, condition: str) -> str:
    values = _values(rule, scope)
    if " UNION " not in values and len((rule.routes or ((),))[0]) == 1:
        condition = condition.replace("DISTINCT ", "")  # the triples of one graph are distinct already
    language = f'BIND(LCASE(LANG({value})) AS {key}) FILTER({key} != "")' if key else ""
    group = f"SELECT {scope.variables} {key} {{ {values} {language} }} GROUP BY {scope.variables} {key}"
    return f"SELECT {scope.variables} {key} {{ {{ {group} HAVING({condition}) }} {scope.targets(rule.targets)} }}"


def _less_than(rule: Rule, other: URIRef, scope: Scope) -> Compiled:
    fine = "isNumeric(?value) && isNumeric(?other) && ?value < ?other"
    others = scope.branches([(Variable("this"), other, Variable("other"))])
    compared = " UNION ".join(f"{{ {branch.text} }}" for branch in others)
    body = f"{{ {_values(rule, scope)} }} {compared} FILTER(!COALESCE({fine}, false))"
    text = _of_targets(rule, scope, body, "?value ?other")
    return Compiled(rule, SH.LessThanConstraintComponent, text, ("value", "other"))
