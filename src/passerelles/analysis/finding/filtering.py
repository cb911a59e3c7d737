"""Which certifications a reader's filters let through."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from passerelles.analysis.catalogue import Catalogue
from passerelles.analysis.finding.found import Filters
from passerelles.analysis.finding.wording import fold

Mask = NDArray[np.bool_]
_LAST = "\U0010ffff"


def allowed(catalogue: Catalogue, filters: Filters, organisations: Sequence[int]) -> Mask:
    """For each certification, whether it passes; `organisations` are those that the certificateur asked for may be."""
    passing = np.ones(catalogue.count(), dtype=bool)
    if filters.actif is not None:
        passing &= _mask(catalogue, "SELECT id FROM certification WHERE actif = ?", (int(filters.actif),))
    if filters.le is not None:
        passing &= _mask(catalogue, _IN_FORCE, (filters.le.isoformat(), filters.le.isoformat()))
    if filters.registres:
        passing &= _any(
            catalogue,
            "SELECT id FROM certification WHERE register = ?",
            [(r.lower(),) for r in filters.registres],
        )
    if filters.types:
        passing &= _any(catalogue, _CODE, [("type", each) for each in _types(catalogue, filters.types)])
    if filters.niveaux:
        passing &= _any(catalogue, _CODE, [("niveau", each) for each in filters.niveaux])
    for scheme, codes in (("nsf", filters.nsf), ("rome", filters.rome)):
        if codes:
            begun = [code.lower() if scheme == "nsf" else code.upper() for code in codes]
            passing &= _any(catalogue, _BEGUN, [(scheme, code, code + _LAST) for code in begun])
    if filters.voies:
        passing &= _any(
            catalogue,
            "SELECT certification FROM acces WHERE voie = ? AND ouvert = 1",
            [(voie.upper(),) for voie in filters.voies],
        )
    if filters.certificateur:
        passing &= _any(
            catalogue,
            "SELECT certification FROM certificateur WHERE organisation = ?",
            [(n,) for n in organisations],
        )
    return passing


#: A registration without an end is taken at the word of the register.
_IN_FORCE = "SELECT id FROM certification WHERE COALESCE(fin >= ?, actif = 1) AND COALESCE(debut <= ?, 1)"
_CODE = "SELECT certification FROM code WHERE scheme = ? AND notation = ?"
_BEGUN = "SELECT certification FROM code WHERE scheme = ? AND notation >= ? AND notation < ?"


def _types(catalogue: Catalogue, asked: Sequence[str]) -> list[str]:
    """The notations of the kinds asked for, however written, with the kinds below them (CQP: CQPM and CQPI too)."""
    below: dict[str, list[str]] = {}
    for narrow, broad in catalogue.rows(
        "SELECT n.iri, b.iri FROM broader l JOIN concept n ON n.iri = l.narrow JOIN concept b ON b.iri = l.broad "
        "WHERE n.scheme = 'type'"
    ):
        below.setdefault(_plain(str(broad).rsplit("/", 1)[-1]), []).append(
            _plain(str(narrow).rsplit("/", 1)[-1])
        )
    wanted = {_plain(each) for each in asked}
    wanted |= {narrow for each in wanted for narrow in below.get(each, [])}
    known = catalogue.rows("SELECT DISTINCT notation FROM code WHERE scheme = 'type'")
    return [str(notation) for (notation,) in known if _plain(str(notation)) in wanted]


def _plain(notation: str) -> str:
    return "".join(char for char in fold(notation) if char.isalnum())


def _mask(catalogue: Catalogue, sql: str, values: tuple[object, ...]) -> Mask:
    passing = np.zeros(catalogue.count(), dtype=bool)
    passing[[int(str(row[0])) for row in catalogue.rows(sql, values)]] = True
    return passing


def _any(catalogue: Catalogue, sql: str, choices: Sequence[tuple[object, ...]]) -> Mask:
    passing = np.zeros(catalogue.count(), dtype=bool)
    for values in choices:
        passing |= _mask(catalogue, sql, values)
    return passing
