"""The answer to a question as JSON for programs: plain rows, what was asked before them, whether they are all after."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any
from urllib.parse import urlencode

from passerelles.analysis.explorer import Data
from passerelles.web.questions.request import LIMIT, OFFSET, Asked
from passerelles.web.questions.solutions import Row, Solutions, plain


class Told:
    """Fed with the engine's JSON, gives pieces of one JSON document; keeps no rows, however many come."""

    def __init__(self, asked: Asked, data: Data) -> None:
        self._asked = asked
        self._data = data
        self._solutions = Solutions()
        self._languages: dict[str, set[str]] = {}
        self._begun = False
        self._more = False
        self._count = 0

    def feed(self, data: bytes) -> bytes:
        """What this piece of the engine's answer adds to the document."""
        rows = self._solutions.feed(data)
        opening = "" if self._begun or self._solutions.variables is None else self._opening()
        return (opening + "".join(map(self._row, rows))).encode()

    def end(self, problem: str | None = None) -> bytes:
        """The end of the document; `problem` says why rows are missing."""
        told: dict[str, Any] = {
            "languages": {name: sorted(found) for name, found in self._languages.items()},
            "count": self._count,
            "complete": problem is None and not self._more,
        }
        if problem is not None:
            told["problem"] = problem
        elif self._more and self._asked.limit is not None:
            following = {LIMIT: self._asked.limit, OFFSET: self._asked.offset + self._asked.limit}
            address = f"/api/requetes/{self._asked.question.name}.json"
            told["next"] = f"{address}?{urlencode({**self._asked.given, **following})}"
        opening = "" if self._begun else self._opening()
        return f"{opening}\n],\n{_json(told)[1:]}\n".encode()

    def _opening(self) -> str:
        question = self._asked.question
        self._begun = True
        told = {
            "data": asdict(self._data),
            "question": {
                "name": question.name,
                "title": {"fr": question.title_fr, "en": question.title_en},
                "description": {"fr": question.description_fr, "en": question.description_en},
                "page": f"/requetes/{question.name}",
            },
            "parameters": self._asked.parameters,
            "variables": self._solutions.variables or (),
        }
        return _json(told)[:-1] + ',\n"rows": ['

    def _row(self, row: Row) -> str:
        # One row more than wanted was asked for: it only says that there are more.
        if self._asked.limit is not None and self._count == self._asked.limit:
            self._more = True
            return ""
        for name, term in row.items():
            if "xml:lang" in term:
                self._languages.setdefault(name, set()).add(term["xml:lang"])
        before = ",\n" if self._count else "\n"
        self._count += 1
        return before + _json({name: plain(term) for name, term in row.items()})


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
