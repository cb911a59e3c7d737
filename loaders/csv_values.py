"""The values in the cells of official exports: numbers of fiches, dates, booleans, SIRET, voies d'accès."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from passerelles.loaders.view import fold
from passerelles.records import Ref, Register

_NUMBER = re.compile(r"(RNCP|RS)[\s-]*0*([1-9][0-9]{0,6})", re.IGNORECASE)
_BLOC_CODE = re.compile(r"((?:RNCP|RS)[0-9]+)[ _-]*(\S.*)", re.IGNORECASE)
_MIDNIGHT = r"(?:[ T]00:00(?::00(?:\.0+)?)?Z?)?"
_DATE = re.compile(rf"([0-9]{{1,2}})[/.-]([0-9]{{1,2}})[/.-]([0-9]{{4}}){_MIDNIGHT}")
_ISO_DATE = re.compile(rf"([0-9]{{4}})[/-]([0-9]{{2}})[/-]([0-9]{{2}}){_MIDNIGHT}")
_FILE_DATE = re.compile(r"(20[0-9]{2})[-_]([01][0-9])[-_]([0-3][0-9])")
_SIRET = re.compile(r"[0-9]{14}")
_VOIES = (
    ("apres un parcours de formation sous statut", "FI"),
    ("en contrat d'apprentissage", "CA"),
    ("apres un parcours de formation continue", "FC"),
    ("en contrat de professionnalisation", "CQ"),
    ("par candidature individuelle", "CL"),
    ("par experience", "VAE"),
)


def reference(text: str) -> Ref | None:
    """The certification that a number such as "RNCP23022" or "RS5719" names, or None."""
    match = _NUMBER.fullmatch(text)
    return Ref(Register(match[1].lower()), match[2]) if match else None


def bloc_code(text: str) -> tuple[Ref | None, str]:
    """The certification that the code of a bloc begins with, when it does, and the code without its number."""
    match = _BLOC_CODE.fullmatch(text)
    owner = reference(match[1]) if match else None
    return (owner, match[2]) if match and owner else (None, text)


def line(text: str) -> str:
    """The text on one line: white space collapsed."""
    return " ".join(text.split())


def day(text: str) -> date | None:
    """The date written JJ/MM/AAAA or AAAA-MM-JJ, at midnight if at any hour; None when it is not one."""
    written, iso = _DATE.fullmatch(text), _ISO_DATE.fullmatch(text)
    try:
        if written:
            return date(int(written[3]), int(written[2]), int(written[1]))
        return date(int(iso[1]), int(iso[2]), int(iso[3])) if iso else None
    except ValueError:
        return None


def file_day(name: str) -> date | None:
    """The date of publication in a file name ("…_2020_11_23.csv", "…-2020-11-23.zip"), or None."""
    for match in reversed(list(_FILE_DATE.finditer(name))):
        try:
            return date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            continue
    return None


def yes_no(text: str) -> bool | None:
    """True for "Oui", False for "Non", else None."""
    return {"oui": True, "non": False}.get(text.lower())


def siret(text: str) -> str | None:
    """The 14 digits of a SIRET written with or without spaces, or None."""
    digits = re.sub(r"\s", "", text)
    return digits if _SIRET.fullmatch(digits) else None


@lru_cache(maxsize=64)
def voie(label: str) -> str | None:
    """The notation (FI, CA, FC, CQ, CL, VAE) of a voie d'accès written out in full, or None."""
    folded = " ".join(fold(label).split())
    return next((notation for begin, notation in _VOIES if folded.startswith(begin)), None)


def label_of(notation: str, label: str) -> str | None:
    """The label without the code that some tables put before it ("200r : Contrôle…"), None when empty."""
    code, colon, rest = label.partition(":")
    return (rest if colon and code.strip() == notation else label).strip() or None


def kinds_of(title: str) -> tuple[str, ...]:
    """The kinds that a title itself states: "… (CQPM)", "… (CQPM – CQPI)", or "CQP …" at its beginning."""
    marks = re.findall(r"\(([^()]*)\)", title)
    named = [kind for mark in marks for kind in re.findall(r"\bCQP[MI]\b", mark)]
    if named:
        return tuple(dict.fromkeys(named))
    return ("CQP",) if re.match(r"CQP\b", title) else ()
