"""Search, completion and understanding over one prepared folder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import numpy as np

from passerelles.analysis.catalogue import Catalogue
from passerelles.analysis.finding.blending import blended
from passerelles.analysis.finding.completing import Completer
from passerelles.analysis.finding.facets import Outline, outline
from passerelles.analysis.finding.filtering import Mask, allowed
from passerelles.analysis.finding.found import KINDS, Completion, Filters, Found, Group, Hit, Understanding
from passerelles.analysis.finding.lane import Floats
from passerelles.analysis.finding.numbering import Numbers
from passerelles.analysis.finding.presenting import Presenter
from passerelles.analysis.finding.question import Reader
from passerelles.analysis.finding.ranking import Ranking
from passerelles.analysis.finding.reasons import Reasons
from passerelles.analysis.finding.reference import references
from passerelles.analysis.finding.understanding import Meaning, Understander
from passerelles.analysis.finding.vocabulary import Tables, Vocabulary
from passerelles.analysis.finding.wording import cleaned, fold, surfaces
from passerelles.analysis.words import STOP

NO_FILTERS = Filters()
_LEAST, _LEAST_JOB = 0.12, 0.2
#: What other kinds are worth when the question names one.
_ASIDE = 0.7
_RANK, _JOB_RANK = 0.14, 0.04


class Finding:
    """Full-text search over one version; safe to use from several threads."""

    def __init__(self, catalogue: Catalogue, folder: Path) -> None:
        self._catalogue = catalogue
        self._tables = Tables(folder)
        self._vocabulary = Vocabulary(self._tables, folder)
        self._ranking = Ranking(folder, self._vocabulary.idf)
        reader = Reader(self._vocabulary, self._kinds())
        self._understander = Understander(self._ranking, reader, self._tables, catalogue)
        self._presenter = Presenter(catalogue, self._tables)
        self._reasons = Reasons(catalogue, self._tables, self._ranking, self._vocabulary)
        self._numbers = Numbers(catalogue, self._tables, self._ranking, self._presenter)
        self._completer = Completer(self._tables, self._vocabulary)
        self._allowed = lru_cache(maxsize=64)(self._mask)
        self._meaning = lru_cache(maxsize=32)(self._understander.meaning)
        self._outlined = lru_cache(maxsize=128)(self._outline)

    def _kinds(self) -> dict[tuple[str, ...], str]:
        """The names of kinds of certification in the graph, as folded words without little ones."""
        found = self._catalogue.rows(
            "SELECT DISTINCT k.label, c.notation FROM code c JOIN concept k ON k.iri = c.iri "
            "WHERE c.scheme = 'type' AND k.label IS NOT NULL"
        )
        return {
            tuple(word for word in map(fold, surfaces(str(label))) if word not in STOP): str(notation)
            for label, notation in found
        }

    def search(
        self,
        text: str,
        *,
        kinds: Sequence[str] | None = None,
        top: int = 10,
        filters: Filters = NO_FILTERS,
    ) -> Found:
        """What a question finds, at most `top` hits of each kind in `kinds` (all of `KINDS` when None) and in all."""
        wanted = [kind for kind in KINDS if kinds is None or kind in kinds]
        passing = self._allowed(filters) if filters else None
        mentioned, rest = references(cleaned(text))
        exact = [hit for hit in self._numbers.hits(mentioned, top) if hit.kind in wanted]
        if passing is not None:
            exact = [hit for hit in exact if self._passes(hit, passing)]
        meaning = self._meaning(rest)
        found = self._scores(meaning, wanted, filters, top)
        units = meaning.units
        shown: dict[tuple[str, int], Hit] = {}

        def hit(kind: str, number: int, score: float) -> Hit:
            if (kind, number) not in shown:
                bare = self._presenter.hit(kind, number, round(score, 4))
                why = self._reasons.of(number, bare, units, meaning.evidence)
                shown[kind, number] = replace(bare, why=why)
            return shown[kind, number]

        flat = [hit(*entry) for entry in blended(found, top)]
        groups = []
        for kind in wanted:
            held = [each for each in exact if each.kind == kind]
            held += [hit(kind, number, score) for number, score in found.get(kind, [])[:top]]
            if held:
                groups.append(Group(kind, KINDS[kind], _once(held)[:top]))
        results = _once([*exact, *flat])[:top]
        return Found(text, meaning.corrected, results, tuple(groups), meaning.understanding)

    def outline(self, text: str, filters: Filters = NO_FILTERS) -> Outline:
        """How the certifications that answer a question divide; all that the filters let through for an empty one."""
        return self._outlined(text, filters)

    def _outline(self, text: str, filters: Filters) -> Outline:
        _, rest = references(cleaned(text))
        if text.strip():
            answering = self._certifications(self._meaning(rest), filters) >= _LEAST
        else:
            answering = self._passing(filters)
        return outline(self._catalogue, np.flatnonzero(answering))

    def browse(self, filters: Filters, top: int = 10, start: int = 0) -> Found:
        """The certifications that filters let through, those that matter most first: a question without words."""
        passing = np.flatnonzero(self._passing(filters))
        order = passing[np.lexsort((passing, -self._ranking.rank[passing]))][start : start + top]
        hits = tuple(self._presenter.certification(int(number), 0.0, "") for number in order)
        groups = (Group("certification", KINDS["certification"], hits),) if hits else ()
        return Found("", None, hits, groups)

    def _passing(self, filters: Filters) -> Mask:
        return self._allowed(filters) if filters else np.ones(self._catalogue.count(), dtype=bool)

    def _certifications(self, meaning: Meaning, filters: Filters) -> Floats:
        """The score of each certification, nought for those that filters hold back."""
        scores: Floats = (meaning.certifications * (1 - _RANK + _RANK * self._ranking.rank)).astype(
            np.float32
        )
        return np.where(self._allowed(filters), scores, np.float32(0)) if filters else scores

    def _scores(
        self, meaning: Meaning, kinds: Sequence[str], filters: Filters, top: int
    ) -> dict[str, list[tuple[int, float]]]:
        """The best numbers of each kind with their scores."""
        found: dict[str, list[tuple[int, float]]] = {}
        passing = self._allowed(filters) if filters else None
        certifications = self._certifications(meaning, filters)
        best = np.flatnonzero(certifications >= _LEAST)
        if len(best) > top:
            best = best[np.argpartition(certifications[best], -top)[-top:]]
        order = best[np.lexsort((best, -certifications[best]))]
        found["certification"] = [(int(number), float(certifications[number])) for number in order]
        weight = self._ranking.job_weight
        jobs = [
            (job, score * meaning.naming * (1 - _JOB_RANK + _JOB_RANK * float(weight[job])))
            for job, score in meaning.jobs
            if score >= _LEAST_JOB
        ]
        found["metier"] = sorted(jobs, key=lambda entry: (-entry[1], entry[0]))[:top]
        for kind, held, owners in (
            ("bloc", meaning.blocs, self._ranking.bloc_owner),
            ("capacite", meaning.capacites, self._ranking.capacite_owner),
        ):
            found[kind] = [
                (number, score * meaning.naming)
                for number, score in held
                if passing is None or passing[int(owners[number])]
            ][:top]
        found["certificateur"] = [(n, s * meaning.naming) for n, s in meaning.organisations][:top]
        found["code"] = [
            (int(self._ranking.code_concept[number]), score * meaning.naming)
            for number, score in meaning.codes
        ][:top]
        if meaning.hint:
            found = {
                kind: [(number, score * (1.0 if kind == meaning.hint else _ASIDE)) for number, score in hits]
                for kind, hits in found.items()
            }
        return {kind: hits for kind, hits in found.items() if kind in kinds and hits}

    def _passes(self, hit: Hit, passing: Mask) -> bool:
        if hit.kind not in ("certification", "bloc", "capacite"):
            return True
        owner = hit.iri.split("/bloc/")[0].split("/capacite/")[0]
        each = self._catalogue.certification(owner)
        return each is not None and bool(passing[each.id])

    def _mask(self, filters: Filters) -> Mask:
        return allowed(self._catalogue, filters, self._organisations(filters.certificateur or ""))

    def _organisations(self, asked: str) -> list[int]:
        """The organisations that a filter may mean: an IRI, a SIRET, or words that must all be in the name."""
        if not asked:
            return []
        exact = self._catalogue.rows(
            "SELECT id FROM organisation WHERE iri = ? OR siret = ?", (asked, "".join(asked.split()))
        )
        if exact:
            return [int(str(row[0])) for row in exact]
        meaning = self._understander.organisations(asked)
        return [number for number, score in meaning if score > 0.5]

    def complete(self, prefix: str, top: int = 8) -> tuple[Completion, ...]:
        """How a question that begins so may go on, the likeliest first."""
        return tuple(self._completer.completions(prefix, top))

    def understand(self, sentence: str, top: int = 5) -> Understanding:
        """What each part of a sentence was taken for, at most `top` readings a part, and the words ignored."""
        return self._understander.understanding(cleaned(sentence), top)


def _once(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """Each thing once, where it comes first."""
    first: dict[str, Hit] = {}
    for hit in hits:
        first.setdefault(hit.iri, hit)
    return tuple(first.values())
