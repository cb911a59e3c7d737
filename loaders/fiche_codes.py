"""The codes that a fiche prints with their labels: conventions, niveaux, NSF, Formacodes, ROME."""

from __future__ import annotations

import re

from passerelles.loaders.fiche_items import trimmed
from passerelles.loaders.fiche_ledger import Ledger
from passerelles.loaders.view import View
from passerelles.records import Code, FreeText, Stated

_OPENING = r"(?P<lead>^[ \t]*(?:[-•*][ \t]*)?|[,;][ \t]*\n?[ \t]*|[ \t]/[ \t]|\t[ \t]*)"
_AFTER = r"(?:[ \t]*[-–:][ \t]*|[ \t]+|(?=[ \t]*$))"
_CONVENTION = re.compile(_OPENING + r"(?P<code>\d{1,4})(?!\d)" + _AFTER, re.MULTILINE)
_NSF = re.compile(
    _OPENING + r"(?P<code>\d{2,3}[a-z]?)(?![\w%])(?![.,]\d)" + _AFTER + r"(?=[ \t]*(?:[^\W\d_]|[(\"'«]|$))",
    re.MULTILINE | re.IGNORECASE,
)
_FORMACODE = re.compile(_OPENING + r"(?P<code>\d{5})(?!\d)" + _AFTER, re.MULTILINE)
_ROME = re.compile(
    r"(?P<lead>^[ \t]*(?:[-•*][ \t]*)?|[,;][ \t]*|\s)(?P<code>[A-Z]\d{4}(?!\d)|(?<=\n)\d{5}(?!\d)"
    r"|^\d{5}(?!\d))" + _AFTER,
    re.MULTILINE,
)
_WRAPPED = re.compile(r"\s*[a-zà-ÿœ(&/]")
_NIVEAU_1969 = re.compile(
    r"\b(?P<code>(?:vi|iv|v"
    r"|i{1,3})(?:\s?bis)?)\b(?P<nomenclature>\s*[-:(]*\s*nomenclature\s+(?:de\s+)?19\d\d\s*[)]?)?"
)
_NIVEAU = re.compile(
    r"\b(?P<code>[1-8])\s*[-:(]*\s*(?:nomenclature\s+(?:europe\w*|(?:de\s+|du\s+)?(?:2019|cec))"
    r"|cec\b)[^)\n]*[)]?"
    r"|^[ \t]*niveau\s*:?\s*(?P<bare>[1-8])[ \t]*\.?[ \t]*$",
    re.MULTILINE,
)
_NIVEAU_LINE = re.compile(
    r"^[ \t]*(?:niveau\s*:?\s*)?(?:vi|iv|v|i{1,3})(?:\s?bis)?[ \t]*(?:$|[-:(,]|\bet\b)", re.MULTILINE
)


def read_conventions(body: View, ledger: Ledger) -> tuple[Stated[Code], ...]:
    """The conventions collectives by their brochure number at the Journal officiel, never an IDCC."""
    return _codes(body, _CONVENTION, "brochure", ledger)


def read_nsf(body: View, ledger: Ledger) -> tuple[Stated[Code], ...]:
    """The NSF codes with their labels, several on a line or one a line; a letter is lower case ("200u")."""
    return _codes(body, _NSF, "nsf", ledger)


def read_formacodes(body: View, ledger: Ledger) -> tuple[Stated[Code], ...]:
    """The Formacodes with their labels."""
    return _codes(body, _FORMACODE, "formacode", ledger)


def read_rome(body: View, links: tuple[View, ...], ledger: Ledger) -> tuple[Stated[Code], ...]:
    """The ROME codes with their labels (`H2903`, old ones `44341`); a printed link proves its code too."""
    codes = _codes(body, _ROME, "rome", ledger)
    for link in links:
        named = {code.value.notation: place for place, code in enumerate(codes)}
        match = re.search(r"coderome=(?P<code>[a-z]\d{4})", link.folded)
        if match and match["code"].upper() in named:
            ledger.account(link)
            place = named[match["code"].upper()]
            proven = Stated(codes[place].value, (*codes[place].spans, link.span))
            codes = (*codes[:place], proven, *codes[place + 1 :])
    return codes


def read_niveaux(body: View, ledger: Ledger) -> tuple[tuple[Stated[Code], ...], tuple[FreeText, ...]]:
    """The levels, European or of 1969, and the section as free text."""
    found: list[tuple[int, Stated[Code]]] = []
    for match in body.finditer(_NIVEAU):
        group = "code" if match["code"] else "bare"
        code = Code("niveau", match[group])
        found.append((match.start(group), ledger.state(code, body.group(match, group))))
    lines = [(line.start(), line.end()) for line in body.finditer(_NIVEAU_LINE)]
    for match in body.finditer(_NIVEAU_1969):
        on_level_line = any(start <= match.start("code") < end for start, end in lines)
        if match["nomenclature"] or on_level_line:
            notation = match["code"].upper().replace("BIS", " bis").replace("  ", " ")
            place = body.group(match, "code")
            found.append((match.start(), ledger.state(Code("niveau-1969", notation), place)))
    niveaux = tuple(stated for _, stated in sorted(found, key=lambda pair: pair[0]))
    return niveaux, ledger.keep("niveauTexte", body)


def _codes(body: View, pattern: re.Pattern[str], scheme: str, ledger: Ledger) -> tuple[Stated[Code], ...]:
    """Each code with the label that follows it, up to the next code; a repeated code is one code."""
    matches = list(pattern.finditer(body.text))
    stops = [*(match.start() for match in matches), len(body)][1:]
    codes: dict[str, Stated[Code]] = {}
    for match, stop in zip(matches, stops, strict=True):
        notation = body.text[match.start("code") : match.end("code")]
        notation = notation.lower() if scheme == "nsf" else notation
        rest = body[match.end() : stop]
        label = trimmed(_label(rest))
        lead = len(rest) - len(rest.text.lstrip())
        end = match.end() + lead + len(label) if label else match.end("code")
        whole = body[match.start("code") : end]
        stated = ledger.state(Code(scheme, notation, label.value or None), whole)
        known = codes.get(notation)
        codes[notation] = Stated(known.value, (*known.spans, *stated.spans)) if known else stated
    return tuple(codes.values())


def _label(rest: View) -> View:
    """The label that begins `rest`: its first line, and the lines that plainly go on with it."""
    end = 0
    for line in rest.lines():
        if end and line and not _WRAPPED.match(line.text):
            break
        if end and not line and rest.text[end:].strip() and not _WRAPPED.match(rest.text[end:].lstrip()):
            break
        end += len(line) + 1
    return rest[: min(end, len(rest))].strip()
