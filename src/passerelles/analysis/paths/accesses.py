"""The voies d'accès of a certification, with their juries; what is not stated stays so."""

from __future__ import annotations

from dataclasses import dataclass, field

from passerelles.analysis.rules.reading import unordered
from passerelles.answers.question import local_name
from passerelles.store import Dataset


@dataclass(frozen=True, slots=True)
class Access:
    """One voie d'accès: `open` is None when the document does not say or when sources disagree."""

    code: str
    label: str
    open: bool | None
    jury: str | None
    sentence: str


@dataclass
class Accesses:
    """Called with the IRI of a certification, gives its voies d'accès, read once."""

    dataset: Dataset
    _known: dict[str, tuple[Access, ...]] = field(default_factory=dict)

    def __call__(self, certification: str) -> tuple[Access, ...]:
        """The voies by code; none for a certification that the graph does not describe."""
        if certification not in self._known:
            by_code: dict[str, list[dict[str, str]]] = {}
            for row in unordered(self.dataset, "certification-acces", certification=certification):
                by_code.setdefault(local_name(row["voie"]), []).append(row)
            self._known[certification] = tuple(_access(code, by_code[code]) for code in sorted(by_code))
        return self._known[certification]


def _access(code: str, rows: list[dict[str, str]]) -> Access:
    label = min((row["libelle"] for row in rows if "libelle" in row), default=code)
    said = {row["ouvert"] in {"true", "1"} for row in rows if "ouvert" in row}
    is_open = said.pop() if len(said) == 1 else None
    jury = " · ".join(sorted({row["jury"] for row in rows if "jury" in row})) or None
    state = {True: "ouverte", False: "non ouverte", None: "non précisée par le document"}[is_open]
    with_jury = f" ; jury : {jury.rstrip(' .')}" if jury else ""
    return Access(code, label, is_open, jury, f"{label} : {state}{with_jury}.")
