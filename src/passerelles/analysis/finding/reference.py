"""Numbers and codes in a question, in whatever spelling: what they may name, and what is left of the text."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reference:
    """What a number in a question may name.

    `scheme` is rncp, rs, cqpm, bloc, rome, nsf, formacode, brochure, idcc or siret; `value` is its notation in that
    scheme ("RNCP36490BC02" for a bloc). `sure` says that the question names the scheme, or that no other is possible.
    """

    scheme: str
    value: str
    sure: bool = True


_DIGITS = r"\d{1,3}(?:[ . ]\d{3})+|\d{1,6}"
_N = r"[\s:n°º./#-]*(?:num[eé]ro)?[\s:n°º./#-]*"
_FICHE = re.compile(
    rf"\b(?P<register>r\.?\s?n\.?\s?c\.?\s?p\.?|rs|r\.\s?s\.){_N}(?P<number>{_DIGITS})(?!\d)"
    r"(?:[\s,/.-]*(?:bc|bloc)[\s.n°-]*(?P<bloc>\d{1,2}(?!\d)))?",
    re.IGNORECASE,
)
_CQPM = re.compile(
    r"\bmq[\s/-]*(?P<year>(?:19|20)\d\d)[\s/-]*(?P<rank>\d{2}[\s/-]?\d{2})(?!\d)(?:[\s-]*(?P<letter>[a-z])\b)?",
    re.IGNORECASE,
)
_ROME = re.compile(r"\b(?P<letter>[a-n])[\s.-]?(?P<number>\d{4}|\d{2}(?=\s*$))(?!\d)\b", re.IGNORECASE)
_NSF = re.compile(rf"\bnsf{_N}(?P<code>\d{{1,3}}\s?[a-z]?)\b", re.IGNORECASE)
_LIST = re.compile(
    rf"\b(?P<scheme>formacode|idcc|brochure|ccn|convention(?:\s+collective)?){_N}(?P<code>\d{{3,5}})\b",
    re.IGNORECASE,
)
_SIRET = re.compile(
    r"(?:\b(?:siret|siren)[\s:n°]*)?(?<!\d)(?P<siret>\d(?:[  .]?\d){13}|\d{3}[  .]?\d{3}[  .]?\d{3})(?!\d)",
    re.IGNORECASE,
)
_BARE = re.compile(
    rf"(?:\b(?:fiche|certification|code|n°|nº|no|num[eé]ro)\s*)?(?:n[°º]\s*)?(?P<number>{_DIGITS})"
)
_WORDS_OF_NUMBERS = re.compile(r"\b(?:fiche|code|rome|certification|siret|siren)\b[\s:n°º]*", re.IGNORECASE)


def references(text: str) -> tuple[tuple[Reference, ...], str]:
    """The references of a question, and the text without them.

    A bare number counts only when it is the whole question: in « SSIAP 1 » it is a word.
    """
    found: list[Reference] = []
    rest = text
    for pattern, read in (
        (_CQPM, _cqpm),
        (_FICHE, _fiche),
        (_NSF, _nsf),
        (_LIST, _list),
        (_SIRET, _siret),
        (_ROME, _rome),
    ):
        for match in pattern.finditer(rest):
            found += read(match)
        rest = pattern.sub(" ", rest)
    bare = _BARE.fullmatch(rest.strip())
    if bare and not found:
        found += _bare(bare)
        rest = ""
    if found:
        rest = _WORDS_OF_NUMBERS.sub(" ", rest)
    return tuple(found), rest


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _fiche(match: re.Match[str]) -> list[Reference]:
    register = re.sub(r"[^a-z]", "", match["register"].lower())
    number = f"{register.upper()}{int(_digits(match['number']))}"
    whole = Reference(register, number)
    if match["bloc"]:
        return [Reference("bloc", f"{number}BC{int(match['bloc']):02}"), whole]
    return [whole]


def _cqpm(match: re.Match[str]) -> list[Reference]:
    letter = f" {match['letter'].upper()}" if match["letter"] else ""
    return [Reference("cqpm", f"MQ {match['year']} {_digits(match['rank'])}{letter}")]


def _rome(match: re.Match[str]) -> list[Reference]:
    return [Reference("rome", match["letter"].upper() + match["number"])]


def _nsf(match: re.Match[str]) -> list[Reference]:
    return [Reference("nsf", re.sub(r"\s", "", match["code"].lower()))]


def _list(match: re.Match[str]) -> list[Reference]:
    scheme = match["scheme"].lower()
    if scheme in ("formacode", "idcc", "brochure"):
        return [Reference(scheme, match["code"])]
    return [Reference("idcc", match["code"]), Reference("brochure", match["code"])]


def _siret(match: re.Match[str]) -> list[Reference]:
    return [Reference("siret", _digits(match["siret"]))]


def _bare(match: re.Match[str]) -> list[Reference]:
    number = str(int(_digits(match["number"])))
    lists = {3: ("nsf",), 4: ("brochure", "idcc"), 5: ("formacode",), 2: ("nsf",), 1: ("nsf",)}
    return [
        Reference("rncp", f"RNCP{number}", sure=False),
        Reference("rs", f"RS{number}", sure=False),
        *(Reference(scheme, number, sure=False) for scheme in lists.get(len(number), ())),
    ]
