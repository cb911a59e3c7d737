"""How close two sets of codes are, by the hierarchy of their list."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from passerelles.analysis.catalogue import Catalogue
from passerelles.ontology import ID

Closeness = Callable[[str, str], float]


def closest(left: Iterable[str], right: Iterable[str], closeness: Closeness) -> float | None:
    """The mean over both sides of the best closeness of each code; None when one side has none."""
    one, other = sorted(set(left)), sorted(set(right))
    if not one or not other:
        return None
    table = [[closeness(a, b) for b in other] for a in one]
    rows = [max(row) for row in table]
    columns = [max(row[place] for row in table) for place in range(len(other))]
    return (sum(rows) / len(rows) + sum(columns) / len(columns)) / 2


def nsf(one: str, other: str) -> float:
    """Of two NSF notations: the same, of one group of three digits, of one domain, of one great domain."""
    if one == other:
        return 1.0
    a, b = one.rstrip("abcdefghijklmnopqrstuvwxyz"), other.rstrip("abcdefghijklmnopqrstuvwxyz")
    if a[:3] == b[:3]:
        return 0.85
    return 0.5 if a[:2] == b[:2] else 0.2 if a[:1] == b[:1] else 0.0


def niveau(one: str, other: str) -> float:
    """Of two levels of qualification: one step apart is still near."""
    if not (one.isdigit() and other.isdigit()):
        return 1.0 if one == other else 0.0
    return max(0.0, 1 - abs(int(one) - int(other)) / 3)


class Rome:
    """The closeness of two ROME codes: the list's own hierarchy and mobilities, read as needed."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def __call__(self, one: str, other: str) -> float:
        """The same, older or newer edition of the same, near by mobility, of one domain, of one great domain."""
        if one == other:
            return 1.0
        a, b = f"{ID}rome/{one}", f"{ID}rome/{other}"
        above = {a: self._above(a), b: self._above(b)}
        if b in above[a] or a in above[b] or {each for each in above[a] & above[b] if self._code(each)}:
            return 0.85
        kinds = self._catalogue.rows(
            "SELECT kind FROM mobility WHERE (start = ? AND target = ?) OR (start = ? AND target = ?)",
            (a, b, b, a),
        )
        if kinds:
            return 0.6 if ("proche",) in kinds else 0.5
        return 0.4 if one[:3] == other[:3] else 0.15 if one[:1] == other[:1] else 0.0

    def _above(self, iri: str) -> frozenset[str]:
        return frozenset(
            str(row[0]) for row in self._catalogue.rows("SELECT broad FROM broader WHERE narrow = ?", (iri,))
        )

    @staticmethod
    def _code(iri: str) -> bool:
        """Whether this is a métier, and not a domain."""
        return len(iri.rsplit("/", 1)[-1]) >= 5


class Formacode:
    """The closeness of two Formacode descriptors: the same, or one above both."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def __call__(self, one: str, other: str) -> float:
        """1 for the same, less for the parent or for siblings."""
        if one == other:
            return 1.0
        query = "SELECT broad FROM broader WHERE narrow = ?"
        a, b = f"{ID}formacode/{one}", f"{ID}formacode/{other}"
        above_a = {row[0] for row in self._catalogue.rows(query, (a,))}
        above_b = {row[0] for row in self._catalogue.rows(query, (b,))}
        if a in above_b or b in above_a:
            return 0.7
        return 0.5 if above_a & above_b else 0.0
