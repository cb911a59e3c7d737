"""Which hits answer a question of `recherche-questions.json`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from passerelles.analysis.catalogue import Catalogue
from passerelles.analysis.words import folded

QUESTIONS = Path(__file__).resolve().parent / "recherche-questions.json"


@dataclass(frozen=True, slots=True)
class Case:
    """One question, its kind (`genre`), its half (`lot`: réglage or réserve), and what a reader accepts."""

    question: str
    genre: str
    lot: str
    accepted: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """What a hit is known by, whoever found it."""

    kind: str
    identifier: str | None
    title: str
    iri: str


def cases(path: Path = QUESTIONS) -> list[Case]:
    """The questions of a file, in its order."""
    found = json.loads(path.read_text(encoding="utf-8"))["questions"]
    return [Case(each["question"], each["genre"], each["lot"], tuple(each["attendu"])) for each in found]


class Judge:
    """Says whether a hit is accepted: by identifier, or by what its title, kind, level and certificateur must be."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._certifications = {each.iri: each for each in catalogue.certifications()}
        self._codes: dict[int, set[tuple[str, str]]] = {}
        for number, scheme, notation in catalogue.rows("SELECT certification, scheme, notation FROM code"):
            self._codes.setdefault(int(str(number)), set()).add((str(scheme), str(notation)))
        self._makers: dict[int, str] = {}
        for number, name in catalogue.rows(
            "SELECT certification, name FROM certificateur JOIN organisation ON id = organisation "
            "WHERE name IS NOT NULL"
        ):
            self._makers[int(str(number))] = (
                self._makers.get(int(str(number)), "") + " | " + folded(str(name))
            )

    def rank(self, case: Case, hits: list[Shown]) -> int | None:
        """The place, from 1, of the first hit that is accepted."""
        for place, hit in enumerate(hits, 1):
            if any(self._accepted(hit, each) for each in case.accepted):
                return place
        return None

    def _accepted(self, hit: Shown, wanted: dict[str, Any]) -> bool:
        if wanted.get("kind", hit.kind) != hit.kind:
            return False
        if "identifiant" in wanted:
            return bool(wanted["identifiant"] == hit.identifier)
        title = folded(hit.title)
        if not all(folded(word) in title for word in wanted["mots"]):
            return False
        each = self._certifications.get(hit.iri)
        if each is None:
            return True
        codes = self._codes.get(each.id, set())
        makers = self._makers.get(each.id, "")
        return (
            (not wanted.get("actif") or bool(each.actif))
            and (not wanted.get("types") or any(("type", name) in codes for name in wanted["types"]))
            and (not wanted.get("niveau") or ("niveau", wanted["niveau"]) in codes)
            and all(word in makers for word in wanted.get("certificateur", ()))
        )
