"""Answers that say what went wrong: French first, as a page, JSON or plain text, as the client accepts."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from passerelles.web.negotiation import media_type
from passerelles.web.templating import Templates

TITLES = {
    400: "Requête incorrecte",
    403: "Refusé",
    404: "Introuvable",
    405: "Méthode refusée",
    406: "Format indisponible",
    413: "Requête trop longue",
    414: "Adresse trop longue",
    415: "Type de contenu refusé",
    500: "Erreur du serveur",
    503: "Service indisponible",
}
PAGE, JSON, TEXT = "text/html", "application/problem+json", "text/plain"


def problem(
    request: Request,
    status: int,
    message: str,
    *,
    headers: Mapping[str, str] | None = None,
    offers: tuple[str, ...] = (TEXT, PAGE, JSON, "application/json"),
    details: Mapping[str, object] | None = None,
) -> Response:
    """The answer for an error of that status; `details` are members of its JSON form (RFC 9457).

    `message` is French, or French and English with a slash between them.
    """
    title = TITLES.get(status, f"Erreur {status}")
    # What is mounted (the API) has no pages.
    pages = hasattr(request.app.state, "templates")
    offers = offers if pages else tuple(each for each in offers if each != PAGE)
    chosen = media_type(request.headers.get("accept"), offers) or TEXT
    fields = {"vary": "Accept", "cache-control": "no-store", **(headers or {})}
    if chosen == PAGE:
        templates: Templates = request.app.state.templates
        query = request.url.query
        page = templates.render(
            request,
            "error.html",
            status=status,
            title=title,
            message=message,
            again=request.scope["path"] + (f"?{query}" if query else ""),
            wait=int(fields.get("retry-after", 0)),
        )
        return Response(page, status, fields, media_type=PAGE)
    if chosen == TEXT:
        return PlainTextResponse(message + "\n", status, fields)
    body = {"title": title, "status": status, "detail": message, **(details or {})}
    return JSONResponse(body, status, fields, media_type=chosen)


def unacceptable(request: Request, offers: tuple[str, ...]) -> Response:
    """The answer 406, with the media types that the client may choose from."""
    message = f"Aucun des formats acceptés n’est disponible ; choisissez parmi : {', '.join(offers)}."
    return problem(request, 406, f"{message} / Not acceptable.", details={"formats": list(offers)})
