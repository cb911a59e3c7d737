"""A question of the library put to a dataset, its parameters made terms."""

from __future__ import annotations

from collections.abc import Mapping

from passerelles.queries import query
from passerelles.store import Dataset, Iri, Literal, Table, Term

_XSD = "http://www.w3.org/2001/XMLSchema#"


def terms(values: Mapping[str, tuple[str, str]]) -> dict[str, Term]:
    """The terms to bind, from the kind and lexical form of each parameter."""
    return {
        name: Iri(value) if kind == "iri" else Literal(value, _XSD + kind)
        for name, (kind, value) in values.items()
    }


def answer(dataset: Dataset, name: str, given: Mapping[str, str]) -> Table:
    """The table that the named question gives for these parameters."""
    question = query(name)
    return dataset.select(question.text, terms(question.bind_values(given)))


def page_of(dataset: Dataset, name: str, limit: int, offset: int = 0) -> list[dict[str, str]]:
    """At most `limit` rows after the first `offset` of a question without parameters."""
    return dataset.select(query(name).page(limit, offset)).records()


def rows(dataset: Dataset, name: str, **given: str) -> list[dict[str, str]]:
    """The rows that the named question gives, as dictionaries of plain values without the unbound ones."""
    return answer(dataset, name, given).records()


def unordered(dataset: Dataset, name: str, **given: str) -> list[dict[str, str]]:
    """The rows as `rows` gives them, in no promised order: where there are thousands, sorting takes longest."""
    question = query(name)
    text = question.text.rpartition("ORDER BY")[0]
    return dataset.select(text, terms(question.bind_values(given))).records()


def grouped(found: list[dict[str, str]], key: str) -> dict[str, list[dict[str, str]]]:
    """The rows by their value of `key`, in the order of the first row of each group."""
    groups: dict[str, list[dict[str, str]]] = {}
    for row in found:
        groups.setdefault(row.get(key, ""), []).append(row)
    return groups


def values(found: list[dict[str, str]], key: str) -> tuple[str, ...]:
    """The different values of `key` in these rows, in their order."""
    return tuple(dict.fromkeys(row[key] for row in found if key in row))


def by_property(found: list[dict[str, str]], value: str) -> dict[str, tuple[str, ...]]:
    """The values of rows that name a property, by its local name ("titulairesParAn")."""
    return {local_name(iri): values(group, value) for iri, group in grouped(found, "propriete").items()}


def local_name(iri: str) -> str:
    """What follows the last `#` or `/` of an IRI."""
    return iri.replace("#", "/").rsplit("/", 1)[-1]
