"""A question of the library put to a dataset by the analyses, its rows as plain values."""

from __future__ import annotations

from passerelles.queries import query
from passerelles.store import Dataset, Iri, Literal, Term

_XSD = "http://www.w3.org/2001/XMLSchema#"


def rows(dataset: Dataset, name: str, **given: str) -> list[dict[str, str]]:
    """The rows that the named question gives, as dictionaries of plain values without the unbound ones."""
    question = query(name)
    bindings: dict[str, Term] = {
        parameter: Iri(value) if kind == "iri" else Literal(value, _XSD + kind)
        for parameter, (kind, value) in question.bind_values(given).items()
    }
    return dataset.select(question.text, bindings).records()
