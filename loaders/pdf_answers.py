"""The OUI and NON columns of a PDF without rules: which of the two a cross stands under, by its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

_HEADER = re.compile(r"(?<!\w)OUI[ \t]*NON(?!\w)")
_CROSSES = frozenset("Xx×✗✓✔")
_NEAR = 0.35  # of the distance between the columns: farther, a cross belongs to neither


@dataclass(frozen=True, slots=True)
class Answers:
    """The middles of the two columns, in points from the left of the page."""

    yes: float
    no: float

    def column(self, middle: float) -> int | None:
        """0 for OUI, 1 for NON, None when the place tells neither."""
        reach = _NEAR * (self.no - self.yes)
        return next((at for at, own in enumerate((self.yes, self.no)) if abs(middle - own) <= reach), None)


def answers_of(text: str, chars: Sequence[dict[str, Any]]) -> Answers | None:
    """The columns that a line heads with OUI and NON, side by side; None for any other line."""
    match = _HEADER.search(text)
    printed = [char for char in chars if char["text"].strip()]
    start = len(re.sub(r"\s", "", text[: match.start()])) if match else 0
    head = printed[start : start + 6]
    if match is None or "".join(char["text"] for char in head) != "OUINON":
        return None
    answers = Answers((head[0]["x0"] + head[2]["x1"]) / 2, (head[3]["x0"] + head[5]["x1"]) / 2)
    return answers if answers.no > answers.yes else None


def parted_header(text: str) -> str:
    """The heading line with OUI and NON in cells of their own, after the cell of the labels."""
    match = _HEADER.search(text)
    if match is None:
        return text
    after = text[match.end() :].strip()
    return "\t".join([text[: match.start()].strip(), "OUI", "NON", *([after] if after else [])])


def parted_row(text: str, chars: Sequence[dict[str, Any]], answers: Answers) -> str:
    """A line with its lone cross in the cell of its column; unchanged when it has none, or several."""
    crosses = [match for match in re.finditer(r"(?<!\S)\S(?!\S)", text) if match.group() in _CROSSES]
    if len(crosses) != 1:
        return text
    match = crosses[0]
    printed = [char for char in chars if char["text"].strip()]
    place = len(re.sub(r"\s", "", text[: match.start()]))
    if place >= len(printed) or printed[place]["text"] != match.group():
        return text
    column = answers.column((printed[place]["x0"] + printed[place]["x1"]) / 2)
    if column is None:
        return text
    cells = ["", ""]
    cells[column] = match.group()
    after = text[match.end() :].strip()
    return "\t".join([text[: match.start()].strip(), *cells, *([after] if after else [])])
