"""What a text means: one question, or a sentence whose parts lead to jobs, competences and certifications."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from passerelles.analysis.catalogue import Catalogue
from passerelles.analysis.finding.found import Fragment, Match, Understanding
from passerelles.analysis.finding.lane import Floats
from passerelles.analysis.finding.lexicon import empty_words
from passerelles.analysis.finding.question import Question, Reader
from passerelles.analysis.finding.ranking import Evidence, Ranking
from passerelles.analysis.finding.sentence import ACQUIS, BUT, Part, coordinated, is_long, is_spoken, parts
from passerelles.analysis.finding.unit import Unit
from passerelles.analysis.finding.vocabulary import Tables
from passerelles.analysis.finding.wording import fold

_SURE = 0.85
_ASIDE, _BESIDE = 0.3, 0.6
_LEAST = 0.3
_NAMING_ONLY, _KIND_ASKED = 1.0, 0.8

Scores = list[tuple[int, float]]


@dataclass(slots=True)
class Meaning:
    """What a text was taken for, with the scores of all kinds."""

    units: tuple[Unit, ...]
    corrected: str | None
    evidence: list[Evidence]
    certifications: Floats
    jobs: Scores = field(default_factory=list)
    blocs: Scores = field(default_factory=list)
    capacites: Scores = field(default_factory=list)
    organisations: Scores = field(default_factory=list)
    codes: Scores = field(default_factory=list)
    #: What other kinds than certifications are worth: less when a kind of certification is asked for.
    naming: float = _NAMING_ONLY
    hint: str | None = None
    understanding: Understanding | None = None


@dataclass(frozen=True, slots=True)
class _Read:
    part: Part
    question: Question
    evidence: Evidence

    @property
    def best(self) -> float:
        """How well the best wording fits."""
        found = self.evidence
        job = max((score for score, _ in found.jobs.values()), default=0.0)
        parts = [held[0][1] for held in (found.blocs, found.capacites) if held]
        return max(job, float(found.titles.max(initial=0.0)), *parts)


class Understander:
    """Reads texts, whole or in parts."""

    def __init__(self, ranking: Ranking, reader: Reader, tables: Tables, catalogue: Catalogue) -> None:
        self._ranking, self._reader, self._tables, self._catalogue = ranking, reader, tables, catalogue

    def meaning(self, text: str) -> Meaning:
        """The meaning of a text that `cleaned` has gone over."""
        spoken = is_spoken(text)
        if not spoken:
            whole = self._read(Part(text, BUT), skills=is_long(text))
            if whole.best >= _SURE or not is_long(text):
                return self._of_question(whole)
        read = self._parts(text)
        if not read:
            return self._of_question(self._read(Part(text, BUT), skills=True))
        return self._of_sentence(text, read)

    def organisations(self, text: str) -> Scores:
        """The organisations whose names hold the words of a text."""
        return self._ranking.evidence(self._reader.read(text).units, skills=False).organisations

    def understanding(self, text: str, top: int) -> Understanding:
        """What each part of a sentence was taken for."""
        read = self._parts(text)
        return self._shown(text, read, top)

    def _read(self, part: Part, *, skills: bool, drop: bool = False) -> _Read:
        question = self._reader.read(part.text)
        if drop:
            kept = tuple(unit for unit in question.units if not _says_nothing(unit))
            dropped = tuple(unit.text for unit in question.units if _says_nothing(unit))
            question = Question(kept, question.corrected, tuple(dict.fromkeys((*question.ignored, *dropped))))
        return _Read(part, question, self._ranking.evidence(question.units, skills=skills))

    def _parts(self, text: str) -> list[_Read]:
        """The parts that say something, those that « et » joins taken apart when they say more so."""
        found: list[_Read] = []
        for part in parts(text):
            whole = self._read(part, skills=True, drop=True)
            pieces = coordinated(part)
            if len(pieces) > 1 and whole.best < _SURE:
                apart = [self._read(piece, skills=True, drop=True) for piece in pieces]
                if all(piece.question.units for piece in apart):
                    found += apart
                    continue
            if whole.question.units:
                found.append(whole)
        return found

    def _of_question(self, read: _Read) -> Meaning:
        evidence, units = read.evidence, read.question.units
        asked = any(unit.certifications and unit.weight > 1 for unit in units)
        return Meaning(
            units, read.question.corrected, [evidence], evidence.certifications, evidence.leading,
            evidence.blocs, evidence.capacites, evidence.organisations, evidence.codes,
            _KIND_ASKED if asked else _NAMING_ONLY,
            read.question.hint,
        )  # fmt: skip

    def _of_sentence(self, text: str, read: list[_Read]) -> Meaning:
        aimed = any(each.part.role == BUT for each in read)
        left = np.ones(len(self._ranking.rank), np.float32)
        jobs: dict[int, float] = {}
        blocs: dict[int, float] = {}
        capacites: dict[int, float] = {}
        heard = [(_worth(each.part.role, aimed), each.evidence) for each in read]
        if not aimed and len(read) > 1:
            heard.append(
                (1.0, self._ranking.together([unit for each in read for unit in each.question.units]))
            )
        for worth, evidence in heard:
            left *= 1.0 - worth * np.minimum(0.97, evidence.certifications)
            for scores, held in (
                (jobs, evidence.leading[:20]),
                (blocs, evidence.blocs),
                (capacites, evidence.capacites),
            ):
                for number, score in held:
                    scores[number] = 1 - (1 - scores.get(number, 0.0)) * (1 - worth * min(0.97, score))
        corrected = _joined(text, read)
        return Meaning(
            tuple(unit for each in read for unit in each.question.units), corrected,
            [evidence for _, evidence in heard], 1.0 - left, _ordered(jobs), _ordered(blocs), _ordered(capacites),
            understanding=self._shown(text, read, 5),
        )  # fmt: skip

    def _shown(self, text: str, read: Sequence[_Read], top: int) -> Understanding:
        fragments = tuple(
            Fragment(each.part.text, each.part.role, tuple(self._matches(each.evidence, top)))
            for each in read
        )
        ignored = [word for each in read for word in each.question.ignored]
        return Understanding(text.strip(), fragments, tuple(dict.fromkeys(ignored)))

    def _matches(self, evidence: Evidence, top: int) -> list[Match]:
        found: list[Match] = []
        for score, text in sorted(evidence.jobs.values(), key=lambda entry: (-entry[0], entry[1]))[:top]:
            ((iri, notation, label),) = self._tables.rows(
                "SELECT j.iri, j.notation, t.label FROM job_text t JOIN job j ON j.id = t.job WHERE t.id = ?",
                (text,),
            )
            found.append(Match("metier", str(iri), str(notation), str(label), round(score, 4)))
        for item, score in evidence.items[:top]:
            ((kind, iri, label),) = self._tables.rows(
                "SELECT kind, iri, label FROM item_text WHERE id = ?", (item,)
            )
            found.append(Match(str(kind), str(iri), None, str(label), round(score, 4)))
        for kind, held in (("capacite", evidence.capacites), ("bloc", evidence.blocs)):
            for number, score in held[:top]:
                ((iri, title),) = self._catalogue.rows(
                    f"SELECT iri, title FROM {kind} WHERE id = ?", (number,)
                )
                found.append(Match(kind, str(iri), None, str(title), round(score, 4)))
        found.sort(key=lambda match: -match.score)
        return [match for match in found if match.score >= _LEAST][:top]


def _worth(role: str, aimed: bool) -> float:
    """How much a part of a sentence weighs: all of it, unless another part says what is aimed at."""
    if not aimed or role == BUT:
        return 1.0
    return _ASIDE if role == ACQUIS else _BESIDE


def _says_nothing(unit: Unit) -> bool:
    """Whether a unit of a sentence tells nothing: « veux », « 10 »."""
    return not unit.certifications and all(
        fold(word) in empty_words() or word.isdigit() for word in unit.text.split()
    )


def _ordered(scores: dict[int, float]) -> Scores:
    return sorted(scores.items(), key=lambda entry: (-entry[1], entry[0]))


def _joined(text: str, read: Sequence[_Read]) -> str | None:
    """The text with its parts as corrected, None when none was."""
    corrected = text
    for each in read:
        if each.question.corrected:
            corrected = corrected.replace(each.part.text, each.question.corrected)
    return corrected.strip() if corrected != text else None
