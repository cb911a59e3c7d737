"""One fiche parsed: nothing is fetched, no entity is expanded, and what is broken is repaired in the open."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.entities import html5

from lxml import etree

#: libxml2 refuses texts beyond ten million bytes unless told that they are meant.
_HUGE = 9_000_000
_SECTION = re.compile(r"(<!\[CDATA\[.*?\]\]>|<!--.*?-->)", re.DOTALL)
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)(?:#(x[0-9A-Fa-f]+|[0-9]+);|([A-Za-z][\w.-]*);|)")
# What no XML text may hold, and the two last places of the plane.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Repair:
    """One thing that had to be done to read a fiche: a cause, and what was done, as the end of a French sentence."""

    cause: str
    done: str


@dataclass(frozen=True, slots=True)
class Parsed:
    """The element of a fiche, None when nothing can be read; and the repairs it took."""

    root: etree._Element | None
    repairs: tuple[Repair, ...] = ()


def parse(content: bytes) -> Parsed:
    """The fiche parsed, repaired when it is not well-formed."""
    try:
        return Parsed(etree.fromstring(content, _parser(content)))
    except etree.XMLSyntaxError as error:
        return _repaired(content, str(error))


def _parser(content: bytes, *, recover: bool = False) -> etree.XMLParser:
    # A slice has no DTD of its own, so that no entity can grow: huge texts are safe to read.
    return etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        huge_tree=len(content) > _HUGE,
        recover=recover,
    )


def _repaired(content: bytes, reason: str) -> Parsed:
    """The fiche without what XML forbids; what is still broken then is read as far as it goes."""
    text = content.decode("utf-8", "replace")
    repairs: list[Repair] = []
    parts = _SECTION.split(text)
    # Odd parts are CDATA sections and comments, where an ampersand is only an ampersand.
    entities = {match[0] for part in parts[::2] for match in _ENTITY.finditer(part) if not _meant(match)}
    parts[::2] = [_ENTITY.sub(_entity, part) for part in parts[::2]]
    if entities:
        shown = ", ".join(sorted(entities)[:5])
        repairs.append(
            Repair("entite-inconnue", f"ces entités ne sont pas développées, leur nom est gardé ({shown})")
        )
    text, count = _FORBIDDEN.subn("", "".join(parts))
    if count:
        repairs.append(
            Repair(
                "caractere-interdit", f"{count} caractère(s) interdit(s) en XML (NUL, par exemple) sont ôtés"
            )
        )
    fixed = text.encode("utf-8", "replace")
    try:
        return Parsed(etree.fromstring(fixed, _parser(fixed)), tuple(repairs))
    except etree.XMLSyntaxError as error:
        reason = str(error)
    repairs.append(Repair("fiche-abimee", f"le XML est abîmé ({reason}) ; ce qui reste lisible est gardé"))
    try:
        root = etree.fromstring(fixed, _parser(fixed, recover=True))
    except etree.XMLSyntaxError:
        root = None
    return Parsed(root, tuple(repairs))


def _meant(match: re.Match[str]) -> bool:
    """True for what stands for one known character, or is an ampersand alone."""
    return match[0] == "&" or bool(_character(match))


def _entity(match: re.Match[str]) -> str:
    return _character(match) or "&amp;" + match[0][1:]


def _character(match: re.Match[str]) -> str:
    """The character of an HTML entity or numeric reference, when it has one that XML allows."""
    if match[1]:
        code = int(match[1][1:], 16) if match[1][0] == "x" else int(match[1])
        # A forbidden character keeps no trace but its place: the count of forbidden characters tells of it.
        return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\0"
    found = html5.get(f"{match[2]};", "") if match[2] else ""
    return {"<": "&lt;", "&": "&amp;"}.get(found, found)
