"""Identifiers as people write them: "RNCP23022", "23022", "rncp 23022", "RNCP36490BC02", an IRI, a page address."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote, urlsplit

from passerelles import iris
from passerelles.errors import UsageError
from passerelles.ontology import ID
from passerelles.records import Ref, Register

_NUMBER = re.compile(
    r"(?:(?:code\s+)?(?P<register>rncp|rs)[\s:n°º./-]*)?(?P<number>\d{1,6}|\d{1,3}\s\d{3})[\s-]*"
    r"(?P<bloc>bc[\s-]*\w{1,8})?",
    re.IGNORECASE,
)
_CQPM = re.compile(
    r"(?:cqpm[\s/:-]*)?mq[\s-]*(?P<year>\d{4})[\s-]*(?P<rank>\d{4})(?:[\s-]*(?P<letter>[a-z]))?",
    re.IGNORECASE,
)
_PAGE = re.compile(r"^(?:/en)?/(?:certification|id)/(?P<rest>.+)$")
_BLOC_PAGE = re.compile(r"^(?:/en)?/bloc/(?P<of>[^/]+/[^/]+)/(?:bloc/)?(?P<code>[^/]+)$")
_OFFICIAL_PAGE = re.compile(r"^/recherche/(?P<rest>(?:rncp|rs)/\d{1,6})$")
_SEGMENTS = "/-._~()'!*,;=@"
_SUFFIX = re.compile(r"\.(?:json|ttl|csv|html|nt|jsonld)$")


def candidates(text: str) -> tuple[str, ...]:
    """The IRIs that an identifier may mean, the likeliest first (a bare number: RNCP, then RS).

    Raises `UsageError` when the text is no identifier.
    """
    written = text.strip()
    if written.startswith(("http://", "https://", "/")):
        return (_from_address(written),)
    number = _NUMBER.fullmatch(written)
    if number:
        registers = (
            [Register(number["register"].lower())] if number["register"] else [Register.RNCP, Register.RS]
        )
        bloc = re.sub(r"[\s-]", "", number["bloc"]).upper() if number["bloc"] else None
        return tuple(
            iris.ref(Ref(register, str(int(re.sub(r"\s", "", number["number"]))), bloc))
            for register in registers
        )
    cqpm = _CQPM.fullmatch(written)
    if cqpm:
        parts = [f"MQ {cqpm['year']} {cqpm['rank']}", *([cqpm["letter"].upper()] if cqpm["letter"] else [])]
        return (iris.certification(Ref(Register.CQPM, " ".join(parts))),)
    raise UsageError(
        f"« {text} » n’est pas un identifiant. Écrivez par exemple RNCP23022, RS5719, RNCP23022BC01 ou MQ 1988 0044."
    )


def _from_address(address: str) -> str:
    """The IRI behind an IRI of ours, the address of one of our pages on whatever host, or of the official fiche."""
    path = address.removeprefix(ID) if address.startswith(ID) else _path(address)
    if not path:
        raise UsageError(f"« {address} » n’est pas une adresse de Passerelles.")
    return ID + quote(unquote(path), safe=_SEGMENTS)


def _path(address: str) -> str | None:
    """What follows the base in the IRI of what a page is about."""
    try:
        written = _SUFFIX.sub("", urlsplit(address).path.rstrip("/"))
    except ValueError:
        return None
    bloc = _BLOC_PAGE.match(written)
    if bloc:
        return f"{bloc['of']}/bloc/{bloc['code']}"
    page = _PAGE.match(written) or _OFFICIAL_PAGE.match(written)
    return page["rest"] if page else None
