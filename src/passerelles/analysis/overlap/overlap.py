"""What lies close to what: certifications, blocs and capacités compared by their contents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path

from passerelles.analysis.catalogue import Catalogue, Certification
from passerelles.analysis.overlap.neighbour import Neighbour, Part
from passerelles.analysis.overlap.parts import parts
from passerelles.analysis.overlap.ranking import Ranked, Ranking, rounded
from passerelles.analysis.overlap.reason import Facts, reason
from passerelles.answers.address import href
from passerelles.errors import NotFoundError
from passerelles.identifiers import candidates

#: One line of the lists of all certifications: identifier, rank from 1, identifier of the close one, score.
Line = tuple[str, int, str, float]


class Overlap:
    """The overlaps of one catalogue, from the files that `write_overlap` wrote; safe to use from several threads."""

    def __init__(self, catalogue: Catalogue, folder: Path) -> None:
        self._catalogue = catalogue
        self._folder = folder

    @cached_property
    def ranking(self) -> Ranking:
        """The ranking behind the lists, for benchmarks."""
        return Ranking(self._folder)

    def similar(self, named: str, top: int = 20, active_first: bool = False) -> tuple[Neighbour, ...]:
        """The `top` certifications closest to one (an IRI, or a number as people write it), closest first.

        Those in force come first when asked. Raises `NotFoundError` when the graph does not describe it, and
        `UsageError` for what is no identifier.
        """
        import numpy as np

        asked = self._certification(named)
        ranked = next(self.ranking.ranked(np.array([asked.id]), top, active_first))
        found = self._catalogue.numbered(int(number) for number in ranked.numbers)
        facts = self._facts([asked, *found])
        signals, points = self.ranking.signals(asked.id, ranked.numbers)
        filled = self.ranking.filled
        shown = [
            parts(signals[place], points[place], filled[asked.id] & filled[each.id])
            for place, each in enumerate(found)
        ]
        return tuple(
            self._neighbour(ranked, place, each, shown[place], (facts[asked.id], facts[each.id]))
            for place, each in enumerate(found)
        )

    def all(self, top: int = 20) -> Iterator[Line]:
        """The closest of every described certification, by identifier; those that have none are named by their IRI."""
        import numpy as np

        names = [each.identifier or each.iri for each in self._catalogue.certifications()]
        rows = np.flatnonzero(self.ranking.traits.described)
        for ranked in self.ranking.ranked(rows, top):
            for rank, (number, score) in enumerate(zip(ranked.numbers, ranked.scores, strict=True), start=1):
                yield names[ranked.row], rank, names[number], rounded(float(score))

    def pairs(self, threshold: float, top: int = 20) -> Iterator[tuple[str, str, float]]:
        """The pairs of certifications (IRIs) whose score is at least `threshold`, each once, for networks.

        A pair counts when one is among the `top` closest of the other; its score is the higher of the two.
        """
        import numpy as np

        iris = [each.iri for each in self._catalogue.certifications()]
        found: dict[tuple[int, int], float] = {}
        for ranked in self.ranking.ranked(np.flatnonzero(self.ranking.traits.described), top):
            for number, score in zip(ranked.numbers, ranked.scores, strict=True):
                if score >= threshold:
                    pair = (min(ranked.row, int(number)), max(ranked.row, int(number)))
                    found[pair] = max(float(score), found.get(pair, 0.0))
        yield from ((iris[one], iris[other], rounded(score)) for (one, other), score in sorted(found.items()))

    def _certification(self, named: str) -> Certification:
        iris = [named] if named.startswith("http") and "/id/" in named else candidates(named)
        for iri in iris:
            found = self._catalogue.certification(iri.split("/bloc/")[0])
            if found is not None and found.described:
                return found
            if found is not None:
                raise NotFoundError(f"{found.name} est citée, mais aucun document de ce graphe ne la décrit.")
        raise NotFoundError(f"« {named} » n’est pas dans ce graphe.")

    def _neighbour(
        self,
        ranked: Ranked,
        place: int,
        found: Certification,
        shown: tuple[Part, ...],
        facts: tuple[Facts, Facts],
    ) -> Neighbour:
        later = bool(ranked.later[place])
        return Neighbour(
            "Calculee",
            found.iri,
            href(found.iri),
            found.identifier,
            found.title,
            found.actif,
            found.fin,
            rounded(float(ranked.scores[place])),
            (*shown, Part("succession", None, round(float(ranked.succession[place]), 3))),
            later,
            reason(*facts, shown, later),
            tuple(self._catalogue.sources(found.id)),
        )

    def _facts(self, certifications: Iterable[Certification]) -> dict[int, Facts]:
        asked = list(certifications)
        marks = ", ".join("?" * len(asked))
        numbers = [each.id for each in asked]
        codes: dict[tuple[int, str], set[str]] = {}
        for number, scheme, notation in self._catalogue.rows(
            f"SELECT certification, scheme, notation FROM code WHERE certification IN ({marks})", numbers
        ):
            codes.setdefault((int(str(number)), str(scheme)), set()).add(str(notation))
        names: dict[int, list[str]] = {}
        for number, name in self._catalogue.rows(
            "SELECT l.certification, o.name FROM certificateur l JOIN organisation o ON o.id = l.organisation "
            f"WHERE o.name IS NOT NULL AND l.certification IN ({marks}) ORDER BY 1, 2",
            numbers,
        ):
            names.setdefault(int(str(number)), []).append(str(name))
        return {
            each.id: Facts(
                each.title or "",
                min(codes.get((each.id, "niveau"), ()), default=None),
                frozenset(codes.get((each.id, "rome"), ())),
                frozenset(codes.get((each.id, "nsf"), ())),
                tuple(names.get(each.id, ())),
                each.actif,
                each.fin,
            )
            for each in asked
        }
