"""A picture while it is drawn: things and lines each once, with what the graph says of them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from passerelles.analysis.catalogue import Capacite, Code
from passerelles.analysis.explorer import Explorer
from passerelles.analysis.networks.node import short
from passerelles.analysis.overlap import Neighbour
from passerelles.analysis.pictures.line import CALCULEE, Line
from passerelles.analysis.pictures.mark import Mark
from passerelles.analysis.rules import Rule, SourceName, Step, is_bloc, named, step
from passerelles.answers.address import href

KIND_OF_SCHEME = {"rome": "métier", "nsf": "spécialité", "formacode": "formacode"}
_RANKS = {"Officielle": "officielle", "Conventionnelle": "conventionnelle", "Calculee": "calculée"}


@dataclass
class Sheet:
    """What is drawn so far; each method gives back the name of its mark."""

    explorer: Explorer
    day: date
    marks: dict[str, Mark] = field(default_factory=dict)
    lines: dict[tuple[str, str, str], Line] = field(default_factory=dict)

    def item(self, iri: str, **more: Any) -> str:
        """A certification or a bloc; what is already there is only completed."""
        id_ = short(iri)
        if id_ not in self.marks:
            base = self.explorer.finder.base
            item = named(base, iri)
            whole = None if is_bloc(iri) else self.explorer.catalogue.certification(iri)
            self.marks[id_] = Mark(
                id_,
                iri,
                "bloc" if is_bloc(iri) else "certification",
                item.identifier,
                item.title,
                item.href,
                active=whole.actif if whole else None,
                start=whole.debut if whole else None,
                end=whole.fin if whole else None,
                limit=whole.limite if whole else None,
            )
        return self.note(id_, **more)

    def note(self, id_: str, **more: Any) -> str:
        """Complete a mark."""
        if more:
            self.marks[id_] = replace(self.marks[id_], **more)
        return id_

    def capacite(self, found: Capacite) -> str:
        """A capacité."""
        id_ = short(found.iri)
        self.marks.setdefault(
            id_, Mark(id_, found.iri, "capacité", found.notation, found.title, href(found.iri))
        )
        return id_

    def code(self, found: Code) -> str:
        """A code of a list."""
        id_ = short(found.iri)
        kind = KIND_OF_SCHEME[found.scheme]
        self.marks.setdefault(id_, Mark(id_, found.iri, kind, found.notation, found.label, href(found.iri)))
        return id_

    def organisation(self, iri: str, name: str | None) -> str:
        """A certificateur."""
        id_ = short(iri)
        self.marks.setdefault(id_, Mark(id_, iri, "certificateur", None, name or id_, href(iri)))
        return id_

    def line(self, start: str, end: str, kind: str, **more: Any) -> None:
        """A line, once; one that is there already stays as it is."""
        if start != end:
            self.lines.setdefault((start, end, kind), Line(start, end, kind, **more))

    def composed(self, certification: str) -> tuple[SourceName, ...]:
        """The documents that say what a certification is made of."""
        return self.explorer.finder.base.sources(certification)

    def rule(self, rule: Rule) -> tuple[str, ...]:
        """A correspondance; gives back the marks of its ends, its own included when it binds more than two."""
        return self.step(step(self.explorer.finder.base, rule, self.day))

    def step(self, found: Step) -> tuple[str, ...]:
        """What a step binds: what is asked, and what is given."""
        depuis = tuple(self.item(each.iri) for each in found.depuis)
        vers = tuple(self.item(each.iri) for each in found.vers)
        kind = "contenu" if found.rank is None else "correspondance"
        more = {
            "rank": _RANKS.get(found.rank or ""),
            "explanation": found.explanation,
            "quotes": found.sentences,
            "sources": found.sources,
            "iri": None if found.rank is None else found.iri,
        }
        if kind == "contenu" or (len(depuis) == 1 and len(vers) == 1):
            for start in depuis:
                for end in vers:
                    self.line(start, end, kind, **more)
            return (*depuis, *vers)
        # All of what is asked is needed together: the lines meet before they go on.
        knot = short(found.iri)
        self.marks.setdefault(knot, Mark(knot, found.iri, "correspondance", None, None, found.href))
        for start in depuis:
            self.line(start, knot, kind, **more)
        for end in vers:
            self.line(knot, end, kind, **more)
        return (*depuis, knot, *vers)

    def near(self, start: str, found: Neighbour) -> str:
        """What lies close to a mark by computation."""
        end = self.item(found.iri)
        if (end, start, "proche") not in self.lines:
            sources = tuple(
                SourceName(each.iri, href(each.iri), each.file, each.day) for each in found.sources
            )
            self.line(
                start,
                end,
                "proche",
                rank=CALCULEE,
                score=found.score,
                explanation=found.reason,
                sources=sources,
                parts=found.parts,
            )
        return end

    def replacement(self, old: str, new: str) -> tuple[str, str]:
        """That one certification is replaced by another."""
        start, end = self.item(old), self.item(new)
        sources = tuple(dict.fromkeys((*self.composed(old), *self.composed(new))))
        self.line(start, end, "remplacement", sources=sources)
        return start, end
