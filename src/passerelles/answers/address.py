"""From IRIs to the addresses of pages."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

from passerelles.ontology import BASE, ID

REGISTERS = ("rncp", "rs", "cqpm", "titre")
_SAFE = "-._~()'!*,;=@"


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


def bloc_href(iri: str) -> str:
    """Where the page of a bloc is: `/bloc/rncp/36490/BC01`."""
    certification, _, code = iri.removeprefix(ID).partition("/bloc/")
    return f"/bloc/{certification}/{code}"


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
