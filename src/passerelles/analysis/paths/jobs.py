"""The métiers of the ROME: found by code, label or appellation, with those around them."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from passerelles.analysis.rules.reading import unordered
from passerelles.analysis.words import stems
from passerelles.answers.address import href
from passerelles.answers.question import local_name
from passerelles.errors import NotFoundError
from passerelles.ontology import ID
from passerelles.store import Dataset

_CODE = re.compile(r"(?:code\s+)?(?:rome[\s:]*)?(?P<letter>[a-n])\s*(?P<digits>\d{4})", re.IGNORECASE)
#: How many names are proposed when none, or more than one, is meant.
_PROPOSED = 8


@dataclass(frozen=True, slots=True)
class Job:
    """A métier: its code, its label, and the word by which it was found when that is another."""

    iri: str
    href: str
    code: str
    label: str | None
    found_by: str | None = None

    @property
    def name(self) -> str:
        """Code and label, as far as it is known."""
        return f"{self.code} – {self.label}" if self.label else self.code


@dataclass(frozen=True, slots=True)
class Around:
    """The codes around a métier: broader and narrower ones, and those one can move to, near ones first."""

    broader: tuple[Job, ...]
    narrower: tuple[Job, ...]
    mobilities: tuple[Job, ...]


@dataclass
class Jobs:
    """The métiers of a dataset; labels are read when the first name is asked for."""

    dataset: Dataset
    _around: dict[str, tuple[Job | None, Around]] = field(default_factory=dict)

    def by_code(self, text: str) -> Job | None:
        """The métier of a code or an IRI, None when the text is neither or the graph does not know it."""
        code = _CODE.fullmatch(text.strip())
        iri = f"{ID}rome/{code['letter'].upper()}{code['digits']}" if code else text.strip()
        return self._read(iri)[0] if iri.startswith(f"{ID}rome/") else None

    def by_name(self, text: str) -> Job:
        """The only métier that the name means.

        Raises `NotFoundError`, with the names that come close, when there is none or more than one.
        """
        wanted = frozenset(stems(text))
        same = self._labels.get(wanted, [])
        found = same or [each for words, named in self._labels.items() if wanted <= words for each in named]
        metiers = dict.fromkeys(metier for metier, _ in found) if wanted else {}
        if len(metiers) == 1:
            (metier,) = metiers
            job = self._read(metier)[0] or _job(metier, None)
            label = min((label for _, label in found), key=len)
            return Job(job.iri, job.href, job.code, job.label, None if label == job.label else label)
        raise NotFoundError(self._refusal(text, [label for _, label in found]))

    def around(self, iri: str) -> Around:
        """The codes around a métier."""
        return self._read(iri)[1]

    @cached_property
    def _labels(self) -> dict[frozenset[str], list[tuple[str, str]]]:
        """Métier and label, by the stems of the label."""
        found: dict[frozenset[str], list[tuple[str, str]]] = defaultdict(list)
        for row in unordered(self.dataset, "metiers"):
            found[frozenset(stems(row["libelle"]))].append((row["metier"], row["libelle"]))
        return found

    def _read(self, iri: str) -> tuple[Job | None, Around]:
        if iri not in self._around:
            related: dict[str, dict[str, Job]] = defaultdict(dict)
            for row in unordered(self.dataset, "metier", metier=iri):
                related[row["relation"]].setdefault(row["autre"], _job(row["autre"], row.get("libelle")))
            near = {**related["mobilité proche"], **related["mobilité"]}
            self._around[iri] = (
                related["le même"].get(iri),
                Around(
                    _sorted(related["plus large"]),
                    _sorted(related["plus précis"]),
                    _sorted(related["mobilité proche"])
                    + _sorted({each: near[each] for each in near.keys() - related["mobilité proche"].keys()}),
                ),
            )
        return self._around[iri]

    def _refusal(self, text: str, labels: list[str]) -> str:
        if labels:
            names = ", ".join(f"« {label} »" for label in sorted(set(labels), key=_length)[:_PROPOSED])
            return f"« {text} » désigne plusieurs métiers : précisez, par exemple {names}, ou donnez un code ROME."
        from rapidfuzz import fuzz, process

        every = [label for named in self._labels.values() for _, label in named]
        near = [found[0] for found in process.extract(text, every, scorer=fuzz.token_set_ratio, limit=3)]
        names = f" Les plus proches : {', '.join(f'« {label} »' for label in near)}." if near else ""
        return f"« {text} » n’est ni une certification de ce graphe, ni un code ROME, ni une appellation connue.{names}"


def _job(iri: str, label: str | None) -> Job:
    return Job(iri, href(iri), local_name(iri), label)


def _sorted(jobs: dict[str, Job]) -> tuple[Job, ...]:
    return tuple(job for _, job in sorted(jobs.items()) if len(job.code) == 5)


def _length(label: str) -> tuple[int, str]:
    return len(label), label
