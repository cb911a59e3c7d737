"""Errors of the API: problem documents (RFC 9457) in French, for parameters that do not fit too."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse

from passerelles.errors import NotFoundError, PasserellesError, PreparingError, UsageError
from passerelles.web.problem import JSON, TITLES

_STATUS = ((NotFoundError, 404), (UsageError, 400), (PasserellesError, 503))
_KINDS = {
    "int_parsing": "un nombre entier est attendu",
    "date_from_datetime_parsing": "une date est attendue, comme 2026-11-28",
    "date_parsing": "une date est attendue, comme 2026-11-28",
    "bool_parsing": "« true » ou « false » est attendu",
    "string_too_long": "le texte est trop long",
    "string_too_short": "le texte est trop court",
    "greater_than_equal": "la valeur est trop petite",
    "less_than_equal": "la valeur est trop grande",
    "enum": "cette valeur n’est pas dans la liste",
    "literal_error": "cette valeur n’est pas dans la liste",
}


def register(app: FastAPI) -> None:
    """Have the application answer errors as problem documents."""
    app.add_exception_handler(PasserellesError, _known)
    app.add_exception_handler(RequestValidationError, _misfit)
    app.add_exception_handler(HTTPException, _refused)


def _answer(
    status: int, detail: str, headers: Mapping[str, str] | None = None, **more: object
) -> JSONResponse:
    body = {"title": TITLES.get(status, f"Erreur {status}"), "status": status, "detail": detail, **more}
    return JSONResponse(body, status, {"cache-control": "no-store", **(headers or {})}, media_type=JSON)


async def _known(request: Request, error: Exception) -> JSONResponse:
    status = next(status for kind, status in _STATUS if isinstance(error, kind))
    waiting = {"retry-after": "30"} if isinstance(error, PreparingError) else None
    return _answer(status, str(error), waiting)


async def _misfit(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    sentences = [_sentence(each) for each in error.errors()]
    return _answer(400, " ".join(sentences), parametres=sentences)


def _sentence(found: Mapping[str, Any]) -> str:
    name = found["loc"][-1]
    if found["type"] == "missing":
        return f"Le paramètre « {name} » manque."
    return f"Le paramètre « {name} » ne convient pas : {_KINDS.get(found['type'], 'valeur refusée')}."


async def _refused(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    sentences = {404: "Il n’y a rien à cette adresse de l’API.", 405: "L’API ne se lit que par GET."}
    return _answer(error.status_code, sentences.get(error.status_code, error.detail), error.headers)
