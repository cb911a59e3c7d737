"""The description of the API in English: what our code says from the catalogue, questions from their headers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from passerelles.queries import Query, query, tag
from passerelles.web.english import gettext
from passerelles.web.questions.document import GROUP

_QUESTION = "requetes-"


def in_english(document: Mapping[str, Any]) -> dict[str, Any]:
    """The OpenAPI document with what its page shows in English: groups, summaries, descriptions, parameters."""
    paths = {
        path: {method: _operation(operation) for method, operation in operations.items()}
        for path, operations in document["paths"].items()
    }
    info = document["info"]
    return {**document, "info": {**info, "description": gettext(info["description"])}, "paths": paths}


def _operation(operation: Mapping[str, Any]) -> dict[str, Any]:
    name = operation.get("operationId", "")
    if name.startswith(_QUESTION):
        return _question(operation, query(name.removeprefix(_QUESTION)))
    paragraphs = operation.get("description", "").split("\n\n")
    return {
        **operation,
        "tags": [gettext(each) for each in operation["tags"]],
        "summary": gettext(operation["summary"]),
        "description": "\n\n".join(map(gettext, paragraphs)),
        "parameters": [_parameter(each) for each in operation.get("parameters", ())],
    }


def _question(operation: Mapping[str, Any], question: Query) -> dict[str, Any]:
    told = question.description_en
    own = {each.name: each for each in question.parameters}
    return {
        **operation,
        "tags": [f"{gettext(GROUP)} – {tag(question.tags[0]).title_en}"],
        "summary": question.title_en,
        "description": told if told.endswith((".", "…")) else f"{told}.",
        "parameters": [
            _asked(each, own[each["name"]].description_fr, own[each["name"]].description_en)
            if each["name"] in own
            else _parameter(each)
            for each in operation["parameters"]
        ],
    }


def _asked(parameter: Mapping[str, Any], french: str, english: str) -> dict[str, Any]:
    """A parameter of the question itself: after its words, in brackets, how it is written."""
    how = parameter["description"].removeprefix(french).removeprefix(" (").removesuffix(")")
    return {**parameter, "description": f"{english} ({gettext(how)})" if how else english}


def _parameter(parameter: Mapping[str, Any]) -> dict[str, Any]:
    return {**parameter, "description": gettext(parameter.get("description", ""))}
