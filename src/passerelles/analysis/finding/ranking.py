"""What answers some units best, kind by kind, and how one kind leads to another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from passerelles.analysis.finding.lane import Floats, Ints, Lane, opened
from passerelles.analysis.finding.unit import Unit
from passerelles.analysis.finding.writing import PROFILE_WORTH, WORTH

#: Texts of each kind that are looked at further.
_TEXTS = 80
#: How much a job, a bloc or a capacité that answers fully says for the certifications that have it.
_JOB, _BLOC, _CAPACITE, _ITEM, _PROFILE = 0.6, 0.5, 0.5, 0.55, 0.6
_LEAST_NAME, _LEAST_PART, _LEAST_SKILL, _LEAST_CERTIFICATION = 0.45, 0.55, 0.42, 0.3


@dataclass(slots=True)
class Evidence:
    """What was found for some units: scores (at most 1) by number, and the text that each rests on."""

    certifications: Floats
    titles: Floats
    jobs: dict[int, tuple[float, int]] = field(default_factory=dict)
    items: list[tuple[int, float]] = field(default_factory=list)
    profiles: list[tuple[int, float]] = field(default_factory=list)
    blocs: list[tuple[int, float]] = field(default_factory=list)
    capacites: list[tuple[int, float]] = field(default_factory=list)
    organisations: list[tuple[int, float]] = field(default_factory=list)
    codes: list[tuple[int, float]] = field(default_factory=list)
    #: The jobs by their names and by what they take, best first.
    leading: list[tuple[int, float]] = field(default_factory=list)


class Links:
    """Weighted links from things of one kind to things of another."""

    def __init__(self, folder: Path, name: str) -> None:
        self._starts = opened(folder / f"{name}.starts.npy")
        self._to = opened(folder / f"{name}.to.npy")
        self._weight = opened(folder / f"{name}.weight.npy")

    def counts(self) -> Floats:
        """How many links each thing has."""
        return np.diff(self._starts).astype(np.float32)

    def of(self, number: int) -> tuple[Ints, Floats]:
        """Where a thing leads, and the weights of its links."""
        start, end = int(self._starts[number]), int(self._starts[number + 1])
        return self._to[start:end], self._weight[start:end]


class Ranking:
    """The postings of every kind of text, and the links between them."""

    def __init__(self, folder: Path, idf: Floats) -> None:
        names = ("certification", "bloc", "capacite", "job", "item", "profile", "code", "organisation")
        self.lanes = {name: Lane(folder, name, idf) for name in names}
        self.job_of = opened(folder / "job.of.npy")
        self.bloc_owner = opened(folder / "bloc.owner.npy")
        self.capacite_owner = opened(folder / "capacite.owner.npy")
        self.code_concept = opened(folder / "code.concept.npy")
        self.rank = opened(folder / "certification.rank.npy")
        self.job_leads = Links(folder, "job.leads")
        counts = np.log1p(self.job_leads.counts())
        #: How many certifications lead to each job, from 0 to 1: of jobs named alike, the commonest is meant.
        self.job_weight = counts / max(1.0, float(counts.max(initial=0.0)))
        self.item_jobs = Links(folder, "item.jobs")
        self.organisation_leads = Links(folder, "organisation.leads")
        self._worth = np.array(WORTH, np.float32)
        self._profile_worth = np.array(PROFILE_WORTH, np.float32)

    def evidence(self, units: Sequence[Unit], *, skills: bool) -> Evidence:
        """What answers the units; with `skills`, jobs are also told by what they take."""
        scores = np.zeros(len(self.rank), np.float32)
        found = Evidence(scores, scores.copy())
        named = [unit for unit in units if not unit.certifications]
        if named:
            self._named(found, named, skills)
            found.leading = self._jobs(found)
        if units:
            self._certifications(found, units)
        return found

    def together(self, units: Sequence[Unit]) -> Evidence:
        """The jobs that take most of what several parts of a sentence ask for, with their certifications."""
        scores = np.zeros(len(self.rank), np.float32)
        found = Evidence(scores, scores.copy())
        named = [unit for unit in units if not unit.certifications]
        if named:
            found.profiles = self.lanes["profile"].scored(named, 0.4, self._profile_worth).best(12, 1.0)
            found.leading = self._jobs(found)
            found.certifications = self._led(found)
        return found

    def _named(self, found: Evidence, units: Sequence[Unit], skills: bool) -> None:
        for text, score in self.lanes["job"].scored(units, _LEAST_NAME).best(_TEXTS, 0.55):
            job = int(self.job_of[text])
            if score > found.jobs.get(job, (0.0, 0))[0]:
                found.jobs[job] = score, text
        found.blocs = self.lanes["bloc"].scored(units, _LEAST_PART).best(_TEXTS, 0.75)
        found.capacites = self.lanes["capacite"].scored(units, _LEAST_PART).best(_TEXTS, 0.8)
        found.organisations = (
            self.lanes["organisation"]
            .scored(units, _LEAST_PART, np.array((1, 0.9), np.float32))
            .best(_TEXTS, 0.75)
        )
        found.codes = self.lanes["code"].scored(units, 0.6).best(20, 0.6)
        if skills or max((score for score, _ in found.jobs.values()), default=0.0) < 0.7:
            least = _LEAST_SKILL if skills else _LEAST_PART
            found.items = self.lanes["item"].scored(units, least).best(_TEXTS, 0.7)
            found.profiles = self.lanes["profile"].scored(units, 0.4, self._profile_worth).best(12, 1.0)

    def _certifications(self, found: Evidence, units: Sequence[Unit]) -> None:
        scored = self.lanes["certification"].scored(units, _LEAST_CERTIFICATION, self._worth)
        own = scored.cover**1.3 * (0.8 + 0.2 * scored.precision)
        found.titles[scored.texts] = own
        left = 1.0 - found.titles
        # What a certification is said for by jobs and parts counts less where kinds or levels are asked for.
        whole = sum(unit.weight for unit in units)
        asked = sum(unit.weight for unit in units if not unit.certifications) / max(whole, 1e-6)
        left *= 1.0 - asked * self._led(found)
        for parts, owners, worth in (
            (found.blocs, self.bloc_owner, _BLOC),
            (found.capacites, self.capacite_owner, _CAPACITE),
        ):
            said = np.zeros(len(left), np.float32)
            for part, score in parts:
                owner = int(owners[part])
                said[owner] = max(said[owner], score * worth * asked)
            left *= 1.0 - said
        found.certifications = 1.0 - left

    def _led(self, found: Evidence) -> Floats:
        """How much jobs say for each certification."""
        said = np.zeros(len(self.rank), np.float32)
        for job, score in found.leading[:12]:
            numbers, weights = self.job_leads.of(job)
            said[numbers] = np.maximum(said[numbers], _JOB * score**1.5 * weights)
        return said

    def _jobs(self, found: Evidence) -> list[tuple[int, float]]:
        """The jobs found, by their names and by what they take, best first."""
        scores = {job: score for job, (score, _) in found.jobs.items()}
        taken: dict[int, float] = {}
        for item, score in found.items[:40]:
            numbers, weights = self.item_jobs.of(item)
            # What many jobs take tells little of any.
            share = _ITEM * score / (1 + 0.25 * np.log1p(max(0, len(numbers) - 1)))
            for job, weight in zip(numbers.tolist(), weights.tolist(), strict=True):
                said = min(0.9, share * weight)
                taken[job] = 1 - (1 - taken.get(job, 0.0)) * (1 - said * (0.35 if job in taken else 1.0))
        for job, score in found.profiles:
            taken[job] = 1 - (1 - taken.get(job, 0.0)) * (1 - _PROFILE * score)
        for job, said in taken.items():
            scores[job] = 1 - (1 - scores.get(job, 0.0)) * (1 - said)
        return sorted(scores.items(), key=lambda entry: (-entry[1], entry[0]))
