"""A question of the library as data: what lists of questions say of each, on the command line and in the API."""

from __future__ import annotations

from typing import Any

from passerelles.queries.question import Query


def described(question: Query) -> dict[str, Any]:
    """One question as data: titles, descriptions and parameters in both languages, tags, and its SPARQL text."""
    return {
        "name": question.name,
        "title": {"fr": question.title_fr, "en": question.title_en},
        "description": {"fr": question.description_fr, "en": question.description_en},
        "tags": list(question.tags),
        "parameters": [
            {
                "name": each.name,
                "kind": each.kind,
                "datatype": each.datatype,
                "required": each.default is None,
                "example": each.example,
                "default": each.default,
                "description": {"fr": each.description_fr, "en": each.description_en},
            }
            for each in question.parameters
        ],
        "sparql": question.text,
    }
