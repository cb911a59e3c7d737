"""From IRIs to the addresses of pages, and from what people write to IRIs."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

from passerelles.ontology import BASE, ID

REGISTERS = ("rncp", "rs", "cqpm", "titre")
_SAFE = "-._~()'!*,;=@"
_FEED_NUMBER = re.compile(
    r"(?P<register>rncp|rs)?[\s:n°-]*(?P<number>[0-9]{1,6})(?P<bloc>bc[0-9]+)?", re.IGNORECASE
)
_REFERENTIEL = re.compile(r"mq[\s-]*(?P<year>[0-9]{4})[\s-]+(?P<number>[0-9]{2,6})", re.IGNORECASE)
_PAGE = re.compile(
    rf"(?:https?://[^/\s]+)?/?(?:id|certification)/(?P<register>{'|'.join(REGISTERS)})/(?P<number>[^/?#\s]+?)"
    r"(?:\.(?:json|ttl))?(?:/bloc/(?P<bloc>[^/?#\s]+))?/?(?:[?#]\S*)?",
    re.IGNORECASE,
)


def certification_iri(register: str, number: str) -> str:
    """The IRI of a certification from the decoded segments of its page's address."""
    return f"{ID}{register}/{quote(number, safe=_SAFE)}"


def href(iri: str) -> str:
    """Where a link to a thing leads: its page, its place in a page, its `/id/…` address, or its IRI."""
    if not iri.startswith(ID):
        return f"/ns#{iri.partition('#')[2]}" if iri.startswith(f"{BASE}ns#") else iri
    register, _, rest = iri.removeprefix(ID).partition("/")
    if register not in REGISTERS:
        return f"/id/{iri.removeprefix(ID)}"
    number, _, part = rest.partition("/")
    return f"/certification/{register}/{number}" + (f"#{anchor(iri)}" if part else "")


def passage_href(fiche: str, start: int, end: int) -> str:
    """Where a link to a passage of a document leads: the page that shows it in its context."""
    sha256 = fiche.removeprefix(f"{ID}fiche/")
    return f"/passage/{sha256}/{start}-{end}#passage"


def anchor(iri: str) -> str:
    """The fragment that marks a part of a certification in its page: `bloc-BC01`."""
    part = iri.removeprefix(ID).split("/", 2)[-1]
    return re.sub(r"[^A-Za-z0-9_-]+", "-", unquote(part))


def readable_number(iri: str) -> str:
    """What is left of a certification's IRI when the graph gives no identifier: `rncp 23022`."""
    register, _, rest = iri.removeprefix(ID).partition("/")
    return f"{register} {unquote(rest)}"


def candidates(text: str) -> tuple[str, ...]:
    """The IRIs that a person may mean, the likeliest first: certifications, or blocs when a bloc is named.

    Understands `RNCP23022`, `23022`, `rncp 23022`, `RS5719`, `MQ 1988 0044`, `RNCP36490BC02`, one of our IRIs
    and the address of a page. Empty when the text is none of these.
    """
    text = text.strip()
    number = _FEED_NUMBER.fullmatch(text)
    if number:
        # A bare number is first of all one of the RNCP.
        registers = (number["register"].lower(),) if number["register"] else ("rncp", "rs")
        digits = str(int(number["number"]))
        bloc = f"/bloc/{number['bloc'].upper()}" if number["bloc"] else ""
        return tuple(f"{ID}{register}/{digits}{bloc}" for register in registers)
    referentiel = _REFERENTIEL.fullmatch(text)
    if referentiel:
        return (f"{ID}cqpm/MQ-{referentiel['year']}-{referentiel['number']}",)
    address = _PAGE.fullmatch(text.replace(ID, "/id/"))
    if address:
        bloc = f"/bloc/{address['bloc']}" if address["bloc"] else ""
        return (certification_iri(address["register"].lower(), unquote(address["number"])) + bloc,)
    return ()
