"""One XML file of the official export: its fiches as pieces, and what stands between them or is broken."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from passerelles.loaders.decoding import decode
from passerelles.loaders.entries import Entry
from passerelles.loaders.loader import Piece
from passerelles.loaders.xml_encoding import encoding_of, utf8_chunks
from passerelles.loaders.xml_slices import MAX_FICHE, Kind, Part, Slices
from passerelles.records import Problem, Severity

_NUMBER = re.compile(rb"<NUMERO_FICHE>\s*(?:<!\[CDATA\[)?\s*([^<\]]{1,40}?)\s*(?:\]\]>)?\s*</NUMERO_FICHE>")
_KNOWN_BETWEEN = re.compile(
    rb"<\?.*?\?>|<!--.*?-->|<!DOCTYPE(?:[^>\[]*>|[^\[]*\[.*?\]\s*>)|</?FICHES(?:\s[^<>]*)?/?>"
    rb"|<VERSION_FLUX>\s*[0-9A-Za-z._ -]{1,20}\s*</VERSION_FLUX>",
    re.DOTALL,
)
_CLOSED = re.compile(rb"</FICHES\s*>|<FICHES\s*/>")
_REPLACED = "\ufffd".encode()
_SHOWN = 200


class XmlExport:
    """The pieces of one file, in its order; every byte of it is either in one or in a problem."""

    def __init__(self, entry: Entry, limit: int = MAX_FICHE) -> None:
        self._entry = entry
        self._name = entry.name
        self._limit = limit
        self._last: str | None = None
        self._count = 0
        self._closed = False

    def items(self) -> Iterator[Piece | Problem]:
        """Yield the fiches unread, and a problem for what is not one."""
        encoding, unknown = encoding_of(self._entry.head)
        if unknown:
            what = f"l’encodage annoncé, « {unknown} », n’est pas connu ; le fichier est lu comme de l’UTF-8"
            yield self._problem("encodage-inconnu", Severity.WARNING, what)
        interrupted = False
        try:
            with self._entry.opener() as stream:
                for part in Slices(utf8_chunks(stream, encoding), self._limit).parts():
                    yield from self._items_of(part, encoding)
        except OSError as error:
            interrupted = True
            what = f"lecture interrompue ({error.strerror or error}) ; ce qui précède est lu"
            yield self._problem("export-tronque", Severity.ERROR, f"{what}{self._after_last()}")
        if self._count and not self._closed and not interrupted:
            what = "l’export s’arrête avant sa fin (</FICHES> manque), sans doute tronqué"
            yield self._problem("export-tronque", Severity.ERROR, f"{what}{self._after_last()}")
        elif not self._count and not interrupted:
            yield self._problem("export-sans-fiche", Severity.ERROR, "cet export ne contient aucune fiche")

    def _items_of(self, part: Part, encoding: str) -> Iterator[Piece | Problem]:
        if part.kind is Kind.BETWEEN:
            yield from self._between(part)
            return
        number = _number(part.content)
        self._count += 1
        self._closed = False
        name = f"{self._name} › {number or f'octet {part.offset}'}"
        if part.kind is Kind.FICHE:
            self._last = number or name
            yield from self._piece(part, name, number, encoding)
            return
        reason = (
            f"cette fiche dépasse {self._limit // 2**20} Mo"
            if part.kind is Kind.TOO_LARGE
            else "cette fiche ne se termine pas (</FICHE> manque)"
        )
        cause = "fiche-trop-grande" if part.kind is Kind.TOO_LARGE else "fiche-incomplete"
        shown = part.content[:_SHOWN].decode("utf-8", "replace")
        yield Problem(
            cause, Severity.ERROR, name, f"{name} : {reason} ; elle n’est pas lue, les autres le sont.",
            place=f"octet {part.offset}", found=shown, expected="</FICHE>",
        )  # fmt: skip

    def _piece(self, part: Part, name: str, number: str | None, encoding: str) -> Iterator[Piece | Problem]:
        content = part.content
        try:
            content.decode("utf-8")
        except UnicodeDecodeError:
            decoded = decode(content, name)
            if decoded.encoding != "utf-8":
                what = (
                    "ce n’est pas de l’UTF-8, contrairement à ce qui est annoncé ; lu comme du Windows-1252"
                )
                yield Problem("encodage-faux", Severity.WARNING, name, f"{name} : {what}.", place=number)
            yield from decoded.problems
            content = decoded.text.encode("utf-8")
        if encoding != "utf-8" and _REPLACED in content:
            what = f"des octets ne sont pas du {encoding} valable ; ils sont remplacés par « \ufffd »"
            yield Problem("octets-illisibles", Severity.WARNING, name, f"{name} : {what}.", place=number)
        yield Piece(name, hashlib.sha256(content).hexdigest(), content, number)

    def _between(self, part: Part) -> Iterator[Problem]:
        if not part.content or part.content.isspace():
            return
        if b"<!DOCTYPE" in part.content:
            what = "ce fichier a une DTD ; elle n’est pas lue, aucune entité n’est développée"
            yield self._problem("dtd-ignoree", Severity.WARNING, what)
        rest = _KNOWN_BETWEEN.sub(b"", part.content)
        self._closed = self._closed or bool(_CLOSED.search(part.content))
        if rest and not rest.isspace() and not b"</FICHES>".startswith(rest.strip()):
            shown = " ".join(rest[:_SHOWN].decode("utf-8", "replace").split())
            what = f"un texte se trouve hors des fiches et n’est pas lu : « {shown} »"
            yield self._problem("texte-hors-fiche", Severity.WARNING, what, f"octet {part.offset}", shown)

    def _after_last(self) -> str:
        return f" ; la dernière fiche entière est {self._last}" if self._last else ""

    def _problem(
        self, cause: str, severity: Severity, what: str, place: str | None = None, found: str | None = None
    ) -> Problem:
        return Problem(cause, severity, self._name, f"{self._name} : {what}.", place=place, found=found)


def _number(content: bytes) -> str | None:
    """The number of a fiche as written, looked for where fiches say it: near their beginning."""
    match = _NUMBER.search(content, 0, 20_000) or _NUMBER.search(content)
    return match[1].decode("utf-8", "replace") if match else None
