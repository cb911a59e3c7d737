"""What a SPARQL 1.1 Protocol request asks, or why it is refused."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

from passerelles.store.binding import is_absolute_iri

FORM, QUERY, UPDATE = (
    "application/x-www-form-urlencoded",
    "application/sparql-query",
    "application/sparql-update",
)

_CHARSETS = ("utf-8", "utf8", "us-ascii")
_PARAMETERS = ("query", "update", "default-graph-uri", "named-graph-uri")


class ProtocolError(Exception):
    """A request outside the protocol or its limits: the status to answer, and why."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True)
class Operation:
    """A query, the dataset its parameters name (both empty: the store's own), and a format by its name."""

    query: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    format: str | None = None


async def operation(request: Request, limit: int) -> Operation | None:
    """What is asked, None for a GET without anything; raises `ProtocolError`.

    `limit` is the largest number of bytes of a query with its parameters.
    """
    address = request.scope["query_string"]
    if len(address) > limit:
        raise ProtocolError(
            414,
            f"L’adresse dépasse {limit} octets : envoyez la requête par POST. "
            f"/ The address is longer than {limit} bytes: send the query by POST.",
        )
    parameters = _parameters(address)
    if request.method != "POST":
        return _operation(parameters) if any(name in _PARAMETERS for name, _ in parameters) else None
    content_type, *options = request.headers.get("content-type", "").split(";")
    _check_encoding(request.headers.get("content-encoding", "identity"), options)
    match content_type.strip().lower():
        case "application/sparql-query":
            text = _decoded(await _body(request, limit))
            return _operation([("query", text), *parameters])
        case "application/x-www-form-urlencoded":
            return _operation(_parameters(await _body(request, limit)) + parameters)
        case "application/sparql-update":
            raise ProtocolError(403, REFUSED_UPDATE)
    raise ProtocolError(
        415,
        f"Une requête envoyée par POST est de type « {QUERY} » ou « {FORM} ». "
        f"/ A query sent by POST is of type {QUERY} or {FORM}.",
    )


REFUSED_UPDATE = (
    "Ce service ne fait que lire : les mises à jour SPARQL sont refusées. "
    "/ This service is read-only: SPARQL updates are refused."
)


def _operation(parameters: list[tuple[str, str]]) -> Operation:
    def values(name: str) -> tuple[str, ...]:
        return tuple(value for key, value in parameters if key == name)

    if values("update"):
        raise ProtocolError(403, REFUSED_UPDATE)
    queries = values("query")
    if len(queries) > 1:
        raise ProtocolError(
            400,
            "Une seule requête à la fois : le paramètre « query » est donné plusieurs fois. "
            "/ One query at a time: the parameter query is given several times.",
        )
    if not queries or not queries[0].strip():
        raise ProtocolError(
            400,
            "Il manque la requête : donnez-la dans le paramètre « query ». "
            "/ The query is missing: give it in the parameter query.",
        )
    formats = [value for value in values("format") if value]
    default, named = (_graphs(name, values(name)) for name in ("default-graph-uri", "named-graph-uri"))
    return Operation(queries[0], default, named, formats[0] if formats else None)


def _graphs(parameter: str, values: tuple[str, ...]) -> tuple[str, ...]:
    """The graphs that a parameter names; a form may leave its fields empty."""
    named = tuple(value for value in values if value)
    for value in named:
        if not is_absolute_iri(value):
            raise ProtocolError(
                400,
                f"Le paramètre « {parameter} » n’est pas un IRI absolu : « {value} ». "
                f"/ The parameter {parameter} is not an absolute IRI.",
            )
    return named


def _parameters(data: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(data.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=1000)
    except UnicodeDecodeError:
        raise ProtocolError(
            400, "Les paramètres ne sont pas en UTF-8. / The parameters are not UTF-8."
        ) from None
    except ValueError:
        raise ProtocolError(400, "Trop de paramètres. / Too many parameters.") from None


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ProtocolError(400, "La requête n’est pas en UTF-8. / The query is not UTF-8.") from None


def _check_encoding(coding: str, options: list[str]) -> None:
    if coding.strip().lower() != "identity":
        raise ProtocolError(
            415, "La requête ne doit pas être compressée. / The query must not be compressed."
        )
    for option in options:
        name, _, value = option.partition("=")
        if name.strip().lower() == "charset" and value.strip(' "').lower() not in _CHARSETS:
            raise ProtocolError(415, "La requête doit être en UTF-8. / The query must be UTF-8.")


async def _body(request: Request, limit: int) -> bytes:
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > limit:
                raise ProtocolError(
                    413,
                    f"La requête dépasse {limit} octets. / The query is longer than {limit} bytes.",
                )
    except ClientDisconnect:
        raise ProtocolError(400, "La requête est incomplète. / The request is incomplete.") from None
    return bytes(body)
