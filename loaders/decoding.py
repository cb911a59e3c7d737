"""Decoding: bytes of unknown encoding made into text, with what was doubtful about it."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from passerelles.records import Problem, Severity, Span

# UTF-32 first: its little-endian mark begins with the UTF-16 one.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE = {"utf-16-le": 2, "utf-16-be": 2, "utf-32-le": 4, "utf-32-be": 4}
# The five bytes that Windows-1252 leaves undefined keep their Latin-1 control character, and are reported.
_UNDEFINED = b"\x81\x8d\x8f\x90\x9d"
_SINGLE_BYTE = {
    byte: bytes([byte]).decode("latin-1" if byte in _UNDEFINED else "cp1252") for byte in range(0x80, 0x100)
}
_CONTROL = re.compile("[\x80-\x84\x86-\x9f]")
# What UTF-8 bytes look like once read as Windows-1252: a lead byte, then its continuation bytes.
_CONTINUATION = "[" + re.escape("".join(_SINGLE_BYTE[byte] for byte in range(0x80, 0xC0))) + "]"
_MOJIBAKE = re.compile(f"[Â-ß]{_CONTINUATION}|[à-ï]{_CONTINUATION}{{2}}|[ð-ô]{_CONTINUATION}{{3}}")
# What é, è, à, ç, ê of Mac and DOS code pages look like in Windows-1252, inside a word.
_OTHER_PAGE = re.compile("(?<=[a-z])[Žˆ‰\x8d\x8f\x90‚…Š‡](?=[a-z])")
_MANY = 3


@dataclass(frozen=True, slots=True)
class Decoding:
    """The text (byte order mark removed, line ends kept), its encoding, and what was doubtful."""

    text: str
    encoding: str
    problems: tuple[Problem, ...] = ()


def decode(data: bytes, name: str, declared: str | None = None) -> Decoding:
    """The text of `data`: by its byte order mark, else `declared`, else strict UTF-8, else Windows-1252.

    Nothing is replaced: a byte that the encoding does not know keeps a character of its own and is a problem.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], encoding, name)
    if declared is not None:
        found = _as_declared(data, declared, name)
        if found is not None:
            return found
    return _unmarked(data, name)


def _marked(data: bytes, encoding: str, name: str) -> Decoding:
    if encoding == "utf-8":
        return _unmarked(data, name)
    whole = len(data) - len(data) % _WIDE[encoding]
    try:
        text = data[:whole].decode(encoding)
    except UnicodeDecodeError as error:
        text = data[:whole].decode(encoding, "replace")
        problem = _problem(
            "octets-illisibles",
            Severity.ERROR,
            name,
            f"{name} : des octets ne sont pas du {encoding} valable ; enregistrez le fichier en UTF-8.",
            f"octet {error.start}",
        )
        return Decoding(text, encoding, (problem,))
    problems = () if whole == len(data) else (_truncated(name, whole),)
    return Decoding(text, encoding, problems + _doubts(text, name))


def _as_declared(data: bytes, declared: str, name: str) -> Decoding | None:
    """By the declared encoding, or None when it is unknown or plainly wrong."""
    try:
        encoding = codecs.lookup(declared.strip()).name
        if encoding in ("iso8859-1", "ascii"):
            encoding = "cp1252"  # as every browser reads these labels
        if encoding == "utf-8" or encoding in _WIDE or encoding.startswith(("utf-16", "utf-32")):
            return None  # strict UTF-8 is tried anyway; a wide encoding without its mark is no page
        text = data.decode(encoding)
    except (LookupError, ValueError):
        return None
    return Decoding(text, encoding, _doubts(text, name))


def _unmarked(data: bytes, name: str) -> Decoding:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start >= len(data) - 3 and error.reason == "unexpected end of data":
            text = data[: error.start].decode("utf-8")
            if text.isascii():
                return _windows(data, name)  # nothing says that it is UTF-8
            return Decoding(text, "utf-8", (_truncated(name, error.start), *_doubts(text, name)))
        return _broken_utf8(data, name) or _windows(data, name)
    return Decoding(text, "utf-8", _doubts(text, name))


def _broken_utf8(data: bytes, name: str) -> Decoding | None:
    """UTF-8 with some stray bytes, each read as Windows-1252; None when the data is not mostly UTF-8."""
    escaped = data.decode("utf-8", "surrogateescape")
    strays = [index for index, char in enumerate(escaped) if "\udc80" <= char <= "\udcff"]
    good = sum(1 for char in escaped if char > "\x7f") - len(strays)
    if good <= 2 * len(strays):
        return None
    text = escaped.translate({0xDC00 + byte: char for byte, char in _SINGLE_BYTE.items()})
    problem = Problem(
        "octets-illisibles",
        Severity.WARNING,
        name,
        f"{name} : {len(strays)} octet(s) ne sont pas de l’UTF-8 ; ils sont lus comme du Windows-1252.",
        place=line_place(text, strays[0]),
        span=Span(strays[0], strays[0] + 1),
        found=text[strays[0]],
    )
    return Decoding(text, "utf-8", (problem, *_doubts(text, name)))


def _windows(data: bytes, name: str) -> Decoding:
    text = data.decode("latin-1").translate(_SINGLE_BYTE)
    problems: list[Problem] = []
    first = _CONTROL.search(text)
    if first:
        problems.append(
            Problem(
                "octets-illisibles",
                Severity.WARNING,
                name,
                f"{name} : des octets n’existent ni en UTF-8 ni en Windows-1252 ; "
                "vérifiez l’encodage et enregistrez le fichier en UTF-8.",
                place=line_place(text, first.start()),
                span=Span(first.start(), first.end()),
                found=f"0x{ord(first.group()):02X}",
            )
        )
    return Decoding(text, "cp1252", (*problems, *_doubts(text, name), *_other_page(text, name)))


def _other_page(text: str, name: str) -> tuple[Problem, ...]:
    found = list(_OTHER_PAGE.finditer(text))
    if len(found) < _MANY:
        return ()
    first = found[0]
    problem = Problem(
        "encodage-douteux",
        Severity.WARNING,
        name,
        f"{name} : ce texte semble écrit dans un encodage ancien (Mac ou DOS) ; enregistrez-le en UTF-8.",
        place=line_place(text, first.start()),
        span=Span(first.start(), first.end()),
        found=first.group(),
    )
    return (problem,)


def _doubts(text: str, name: str) -> tuple[Problem, ...]:
    """Text that was once UTF-8 read as Windows-1252, then saved so: reported, never repaired in silence."""
    found = [match for match in _MOJIBAKE.finditer(text) if repaired(match.group()) is not None]
    if not found:
        return ()
    first = found[0]
    problem = Problem(
        "texte-mal-encode",
        Severity.ERROR if len(found) >= _MANY else Severity.WARNING,
        name,
        f"{name} : {len(found)} caractère(s) abîmé(s) par une conversion d’encodage "
        f"(« {first.group()} » pour « {repaired(first.group())} ») ; reprenez le fichier d’origine.",
        place=line_place(text, first.start()),
        span=Span(first.start(), first.end()),
        found=first.group(),
        expected=repaired(first.group()),
    )
    return (problem,)


def repaired(garbled: str) -> str | None:
    """The character that a garbled sequence stood for ("Ã©" gives "é"), or None when it stood for itself."""
    back = {char: byte for byte, char in _SINGLE_BYTE.items()}
    try:
        return bytes(back.get(char, ord(char)) for char in garbled).decode("utf-8")
    except ValueError:
        return None


def line_place(text: str, offset: int) -> str:
    """The place of an offset as people say it: "ligne 12"."""
    return f"ligne {text.count(chr(10), 0, offset) + 1}"


def _truncated(name: str, offset: int) -> Problem:
    return _problem(
        "texte-tronque",
        Severity.WARNING,
        name,
        f"{name} : le fichier finit au milieu d’un caractère, sans doute tronqué. Téléchargez-le de nouveau.",
        f"octet {offset}",
    )


def _problem(cause: str, severity: Severity, name: str, message: str, place: str) -> Problem:
    return Problem(cause, severity, name, message, place=place)
