"""The questions of the library in the OpenAPI document: each an operation of its own, with its typed parameters."""

from __future__ import annotations

from typing import Any

from passerelles.answers.parameter import example
from passerelles.queries import TAGS, Parameter, Query, names, query, tag
from passerelles.web.questions.request import FORMAT, GRAPHS, LIMIT, MOST_ROWS, OFFSET, TABLES, is_graph

#: The group of the list itself; that of a question is this and the title of its first tag.
GROUP = "Questions toutes faites"
_ANSWER = "ReponseDUneQuestion"
_LIST = "ListeDesQuestions"
_TYPES: dict[str, dict[str, Any]] = {
    "iri": {"type": "string"},
    "string": {"type": "string"},
    "words": {"type": "string"},
    "integer": {"type": "integer"},
    "date": {"type": "string", "format": "date"},
    "boolean": {"type": "boolean"},
}
#: How a value of each kind is written, told after the words of its parameter.
HOW = {
    "iri": "un numéro, un code, un IRI ou l’adresse d’une page",
    "words": "un mot ou plusieurs",
    "integer": "un nombre entier",
    "date": "un jour (AAAA-MM-JJ)",
    "boolean": "oui ou non",
}
_CUT = (
    (
        LIMIT,
        "Combien de lignes au plus ; toutes sans cela.",
        {"type": "integer", "minimum": 1, "maximum": MOST_ROWS},
    ),
    (OFFSET, "Combien de lignes passer d’abord.", {"type": "integer", "minimum": 0, "default": 0}),
)
_BOTH = {"type": "object", "properties": {"fr": {"type": "string"}, "en": {"type": "string"}}}
_TEXT = {"anyOf": [{"type": "string"}, {"type": "null"}]}

SCHEMAS: dict[str, Any] = {
    _ANSWER: {
        "type": "object",
        "description": "Ce qui a été demandé, puis les lignes, puis s’il y en a d’autres.",
        "required": ["data", "question", "parameters", "variables", "rows", "languages", "count", "complete"],
        "properties": {
            "data": {"$ref": "#/components/schemas/Data"},
            "question": {
                "type": "object",
                "properties": {
                    "name": {"type": "string"},
                    "title": _BOTH,
                    "description": _BOTH,
                    "page": {"type": "string"},
                },
            },
            "parameters": {
                "type": "object",
                "description": "Pour chaque paramètre ce qui a été donné, et la valeur que la requête a reçue.",
                "additionalProperties": {
                    "type": "object",
                    "properties": {"given": _TEXT, "bound": {"type": "string"}},
                },
            },
            "variables": {"type": "array", "items": {"type": "string"}},
            "rows": {
                "type": "array",
                "description": "Une valeur par variable ; ce que le graphe ne dit pas est absent de la ligne.",
                "items": {
                    "type": "object",
                    "additionalProperties": {"type": ["string", "number", "boolean"]},
                },
            },
            "languages": {
                "type": "object",
                "description": "Les langues des textes, par variable.",
                "additionalProperties": {"type": "array", "items": {"type": "string"}},
            },
            "count": {"type": "integer", "description": "Le nombre de lignes données."},
            "complete": {"type": "boolean", "description": "Faux quand il reste des lignes."},
            "next": {"type": "string", "description": "L’adresse de la suite, quand « limite » en a laissé."},
            "problem": {"type": "string", "description": "Pourquoi la réponse a été interrompue."},
        },
    },
    _LIST: {
        "type": "object",
        "required": ["data", "tags", "questions", "count"],
        "properties": {
            "data": {"$ref": "#/components/schemas/Data"},
            "tags": {
                "type": "array",
                "items": {"type": "object", "properties": {"name": {"type": "string"}, "title": _BOTH}},
            },
            "questions": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["name", "title", "description", "tags", "parameters", "link"],
                    "properties": {
                        "name": {"type": "string"},
                        "title": _BOTH,
                        "description": _BOTH,
                        "tags": {"type": "array", "items": {"type": "string"}},
                        "parameters": {"type": "array", "items": {"type": "object"}},
                        "link": {"type": "string"},
                        "page": {"type": "string"},
                        "sparql": {"type": "string"},
                    },
                },
            },
            "count": {"type": "integer"},
        },
    },
}


def paths() -> dict[str, Any]:
    """The list, then the questions in the order of lists: by tag, then by name."""
    questions = [query(name) for name in names()]
    order = {each.name: place for place, each in enumerate(TAGS)}
    questions.sort(key=lambda each: (order[each.tags[0]], each.name))
    return {
        "/requetes": {"get": _list()},
        **{f"/requetes/{each.name}": {"get": _operation(each)} for each in questions},
    }


def _list() -> dict[str, Any]:
    return {
        "tags": [GROUP],
        "summary": "La liste des questions",
        "description": "Chaque question avec son titre et sa description (fr, en), ses étiquettes, ses paramètres avec "
        "leur type, un exemple et leur valeur par défaut, et l’adresse de sa réponse.",
        "operationId": "requetes",
        "parameters": [
            {
                "name": "etiquette",
                "in": "query",
                "required": False,
                "description": "Seulement les questions de cette étiquette.",
                "schema": {"type": "string", "enum": [each.name for each in TAGS]},
            }
        ],
        "responses": {
            "200": _answers({"application/json": {"schema": {"$ref": f"#/components/schemas/{_LIST}"}}})
        },
    }


def _operation(question: Query) -> dict[str, Any]:
    offers = GRAPHS if is_graph(question) else TABLES
    cut = [] if is_graph(question) else [_said(*each) for each in _CUT]
    content: dict[str, Any] = {media: {"schema": {"type": "string"}} for media in offers.values()}
    if not is_graph(question):
        content["application/json"] = {"schema": {"$ref": f"#/components/schemas/{_ANSWER}"}}
        content["application/sparql-results+json"] = {"schema": {"type": "object"}}
    formats = {"type": "string", "enum": list(offers), "default": next(iter(offers))}
    told = question.description_fr
    return {
        "tags": [f"{GROUP} – {tag(question.tags[0]).title_fr}"],
        "summary": question.title_fr,
        "description": told if told.endswith((".", "…")) else f"{told}.",
        "operationId": f"requetes-{question.name}",
        "externalDocs": {
            "url": f"/requetes/{question.name}",
            "description": "La question expliquée, en une page",
        },
        "parameters": [
            *(_asked(each, question) for each in question.parameters),
            _said(
                FORMAT, "Le format, quand « Accept » ne le dit pas ; un suffixe (.csv) le dit aussi.", formats
            ),
            *cut,
        ],
        "responses": {"200": _answers(content)},
    }


def _answers(content: dict[str, Any]) -> dict[str, Any]:
    return {"description": "La réponse.", "content": content}


def _asked(parameter: Parameter, question: Query) -> dict[str, Any]:
    """A parameter of the question itself."""
    schema, how = dict(_TYPES[parameter.kind]), HOW.get(parameter.kind)
    if parameter.default is not None:
        schema["default"] = _typed(parameter.kind, parameter.default)
    return {
        "name": parameter.name,
        "in": "query",
        "required": parameter.default is None,
        "description": parameter.description_fr + (f" ({how})" if how else ""),
        "schema": schema,
        "example": _typed(parameter.kind, example(parameter, question.prefixes)),
    }


def _typed(kind: str, text: str) -> str | int | bool:
    """The value as JSON has it."""
    if kind == "integer":
        return int(text)
    return text in ("true", "oui") if kind == "boolean" else text


def _said(name: str, description: str, schema: dict[str, Any]) -> dict[str, Any]:
    """A parameter that every question has."""
    return {"name": name, "in": "query", "required": False, "description": description, "schema": schema}
