"""Completions written: the names that a question may go on to, under the beginning of each of their words."""

from __future__ import annotations

import math
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterator

from passerelles.analysis.catalogue import Catalogue
from passerelles.analysis.finding.wording import cleaned, words

#: How many completions a shortcut keeps, and from how many on a beginning has one.
_KEPT, _MANY = 24, 200
_LONGEST = 6
_PLACES = 6


def write_completions(catalogue: Catalogue, database: sqlite3.Connection) -> None:
    """Write the completions of a catalogue into the tables `completion`, `beginning` and `shortcut`."""
    names: dict[tuple[str, str], tuple[str, str, str | None, str | None, float]] = {}
    for text, kind, iri, identifier, weight in _names(catalogue):
        key = (key_of(text), kind)
        # Several certifications of one title: the best of them speaks for all.
        if key[0] and (key not in names or weight > names[key][4]):
            names[key] = (text, kind, iri, identifier, weight)
    rows = [(number, *row) for number, row in enumerate(names.values())]
    database.executemany("INSERT INTO completion VALUES (?, ?, ?, ?, ?, ?)", rows)
    keys = [
        (key, weight * share, number) for number, text, _, _, _, weight in rows for key, share in _keys(text)
    ]
    database.executemany("INSERT OR IGNORE INTO beginning VALUES (?, ?, ?)", keys)
    database.executemany("INSERT INTO shortcut VALUES (?, ?, ?)", _shortcuts(keys))


def key_of(text: str) -> str:
    """The folded words of a text, one space between them."""
    return " ".join(word.folded for word in words(cleaned(text)))


def _keys(text: str) -> Iterator[tuple[str, float]]:
    found = [word.folded for word in words(cleaned(text))]
    for place in range(min(_PLACES, len(found))):
        if place == 0 or len(found[place]) > 2:
            yield " ".join(found[place:]), 1.0 if place == 0 else 0.55


def _shortcuts(keys: list[tuple[str, float, int]]) -> Iterator[tuple[str, int, int]]:
    found: dict[str, list[tuple[float, int]]] = defaultdict(list)
    for key, weight, number in keys:
        for size in range(1, min(len(key), _LONGEST) + 1):
            found[key[:size]].append((-weight, number))
    for key, entries in sorted(found.items()):
        if len(entries) >= _MANY or len(key) == 1:
            best: dict[int, None] = dict.fromkeys(number for _, number in sorted(entries))
            yield from ((key, place, number) for place, number in enumerate(list(best)[:_KEPT]))


def _names(catalogue: Catalogue) -> Iterator[tuple[str, str, str, str | None, float]]:
    """Names with their kind, IRI, identifier and weight."""
    kinds = {
        int(str(number)): str(kind)
        for number, kind in catalogue.rows("SELECT certification, notation FROM code WHERE scheme = 'type'")
    }
    for each in catalogue.certifications():
        if each.title:
            weight = 2.0 if each.actif else 1.0
            yield (
                each.title,
                "certification",
                each.iri,
                each.identifier,
                weight - min(0.5, len(each.title) / 400),
            )
            kind = kinds.get(each.id, "").replace("-", " ")
            if each.actif and kind and kind.lower() not in each.title.lower() and kind != "Autre":
                yield f"{kind} {each.title}", "certification", each.iri, each.identifier, weight - 0.1
    for iri, notation, label in catalogue.rows(
        "SELECT iri, notation, label FROM concept WHERE scheme = 'rome' AND label IS NOT NULL AND LENGTH(notation) = 5"
    ):
        yield str(label), "metier", str(iri), str(notation), 2.6
    for iri, notation, label in catalogue.rows(
        "SELECT a.rome, r.notation, c.label FROM appellation a JOIN concept c ON c.iri = a.appellation "
        "JOIN concept r ON r.iri = a.rome WHERE c.label IS NOT NULL"
    ):
        yield str(label), "metier", str(iri), str(notation), 1.8 - min(0.5, len(str(label)) / 200)
    for iri, name, siret, held in catalogue.rows(
        "SELECT o.iri, o.name, o.siret, COUNT(*) FROM organisation o JOIN certificateur l ON l.organisation = o.id "
        "WHERE o.name IS NOT NULL GROUP BY o.id"
    ):
        weight = 0.8 + 0.15 * math.log1p(int(str(held)))
        yield (
            re.sub(r"\s+", " ", str(name)),
            "certificateur",
            str(iri),
            None if siret is None else str(siret),
            weight,
        )
    for iri, notation, label in catalogue.rows(
        "SELECT iri, notation, label FROM concept WHERE scheme IN ('nsf', 'formacode', 'brochure', 'idcc') "
        "AND label IS NOT NULL"
    ):
        yield str(label), "code", str(iri), str(notation), 0.9
