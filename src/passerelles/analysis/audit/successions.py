"""Findings on replacements: circles, dead ends, and successors that nobody describes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from passerelles.analysis.audit.finding import Finding
from passerelles.analysis.audit.kind import Kind
from passerelles.analysis.audit.sentence import listed
from passerelles.analysis.audit.thing import Thing, Things
from passerelles.answers.question import grouped, rows, values
from passerelles.store import Dataset


@dataclass
class Successions:
    """The findings on the replacements of a dataset."""

    dataset: Dataset
    things: Things

    def findings(self) -> Iterator[Finding]:
        """All of them, in no promised order."""
        yield from self._loops()
        yield from self._selves()
        yield from self._dead_ends()
        yield from self._absent()

    def _loops(self) -> Iterator[Finding]:
        steps = {
            iri: values(found, "suivante")
            for iri, found in grouped(
                rows(self.dataset, "audit-remplacements-en-boucle"), "certification"
            ).items()
        }
        for circle in _circles(steps):
            things = [self.things(iri) for iri in circle]
            way = " → ".join(each.name for each in (*things, things[0]))
            yield _finding(Kind.LOOP, f"Ces certifications se remplacent en boucle : {way}.", things)

    def _selves(self) -> Iterator[Finding]:
        for iri in values(rows(self.dataset, "audit-remplacements-de-soi-meme"), "certification"):
            thing = self.things(iri)
            yield _finding(
                Kind.SELF, f"La certification {thing.words} est dite remplacée par elle-même.", [thing]
            )

    def _dead_ends(self) -> Iterator[Finding]:
        day = self.things.day.isoformat()
        found = rows(self.dataset, "audit-chaines-vers-inactives", jour=day)
        for iri, same in grouped(found, "certification").items():
            last, old = self.things(iri), [self.things(each) for each in values(same, "ancienne")]
            if last.current is not False:
                continue
            yield _finding(
                Kind.DEAD_END,
                f"Les remplacements de {listed([each.name for each in old])} mènent à {last.words}, {last.state} et "
                "que rien ne remplace.",
                [last, *old],
            )

    def _absent(self) -> Iterator[Finding]:
        found = rows(self.dataset, "audit-successions-vers-absentes")
        for iri, same in grouped(found, "remplacante").items():
            new, old = self.things(iri), [self.things(each) for each in values(same, "certification")]
            verb = "est remplacée" if len(old) == 1 else "sont remplacées"
            yield _finding(
                Kind.ABSENT_SUCCESSOR,
                f"{listed([each.words for each in old])} {verb} par {new.words}, qu’aucun document de ce graphe ne "
                "décrit.",
                [*old, new],
            )


def _finding(kind: Kind, sentence: str, about: Iterable[Thing]) -> Finding:
    things = tuple(dict.fromkeys(about))
    documents = tuple(dict.fromkeys(each for thing in things for each in thing.documents))
    return Finding(kind, sentence, things, documents, kind.severity, kind.suggestion)


def _circles(steps: dict[str, tuple[str, ...]]) -> Iterator[list[str]]:
    """The certifications that lead back to each other, group by group, walked from the first in order."""
    left = dict(steps)
    for start in sorted(steps):
        if start not in left:
            continue
        # Every step lies on a circle: whatever is reached from here leads back here.
        order, waiting = [], [start]
        while waiting:
            here = waiting.pop()
            if here in left:
                order.append(here)
                waiting.extend(sorted(left.pop(here), reverse=True))
        yield order
