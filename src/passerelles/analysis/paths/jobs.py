"""The métiers of the ROME: found by code, label or appellation, with those around them."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from passerelles.analysis.identity.title import unaccented
from passerelles.analysis.rules.reading import unordered
from passerelles.analysis.words import stem, tokens
from passerelles.answers.address import href
from passerelles.answers.question import local_name
from passerelles.errors import NotFoundError
from passerelles.ontology import ID
from passerelles.store import Dataset

_CODE = re.compile(r"(?:code\s+)?(?:rome[\s:]*)?(?P<letter>[a-n])\s*(?P<digits>\d{4})", re.IGNORECASE)
_LITTLE = frozenset(
    ["a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "ou", "par", "pour", "sur"]
)
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
        wanted = _words(text)
        near = {label for each in _begins(text) for label in self._having.get(each, ())}
        labels = {label: _words(label) for label in sorted(near)}
        same = [label for label, words in labels.items() if words == wanted]
        within = same or [label for label, words in labels.items() if wanted <= words]
        found = [(metier, label) for label in within for metier in self._labels[label]]
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
    def _labels(self) -> dict[str, list[str]]:
        """The métiers of each label."""
        found: dict[str, list[str]] = defaultdict(list)
        for row in unordered(self.dataset, "metiers"):
            found[row["libelle"]].append(row["metier"])
        return found

    @cached_property
    def _having(self) -> dict[str, list[str]]:
        """The labels by the first letters of their words."""
        found: dict[str, list[str]] = defaultdict(list)
        for label in self._labels:
            for each in _begins(label):
                found[each].append(label)
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

        near = [
            found[0]
            for found in process.extract(text, list(self._labels), scorer=fuzz.token_sort_ratio, limit=3)
        ]
        names = f" Les plus proches : {', '.join(f'« {label} »' for label in near)}." if near else ""
        return f"« {text} » n’est ni une certification de ce graphe, ni un code ROME, ni une appellation connue.{names}"


def _job(iri: str, label: str | None) -> Job:
    return Job(iri, href(iri), local_name(iri), label)


def _sorted(jobs: dict[str, Job]) -> tuple[Job, ...]:
    return tuple(job for _, job in sorted(jobs.items()) if len(job.code) == 5)


def _words(text: str) -> frozenset[str]:
    """The words that name a métier; "car" is one here, where it is no conjunction."""
    return frozenset(stem(token) for token in tokens(text) if token not in _LITTLE)


def _begins(text: str) -> frozenset[str]:
    """The first letters of the words of a text, folded: only labels that share some are looked at closely."""
    return frozenset(word[:3] for word in re.findall(r"\w+", unaccented(text)) if len(word) > 2)


def _length(label: str) -> tuple[int, str]:
    return len(label), label
