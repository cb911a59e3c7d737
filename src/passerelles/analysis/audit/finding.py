"""What an audit finds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from passerelles.analysis.audit.kind import Kind, Severity
from passerelles.analysis.audit.thing import Document, Organisation, Thing
from passerelles.analysis.words import folded


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: a French sentence, what it is about, and the documents that it rests on.

    `rank` is that of the correspondance, `declared_by` who declares it, `quotes` the sentences that state it. `score`
    and `words` are those of a computed likeness: its lowest score and the words that the texts share.
    """

    kind: Kind
    sentence: str
    about: tuple[Thing, ...]
    documents: tuple[Document, ...]
    severity: Severity
    suggestion: str
    correspondance: str | None = None
    rank: str | None = None
    declared_by: tuple[Organisation, ...] = ()
    quotes: tuple[str, ...] = ()
    score: float | None = None
    words: tuple[str, ...] = ()

    @property
    def certificateurs(self) -> tuple[Organisation, ...]:
        """The certificateurs of all it is about, each once."""
        return tuple(dict.fromkeys(each for thing in self.about for each in thing.certificateurs))

    def concerns(self, certificateur: str) -> bool:
        """Whether a certificateur of it has this SIRET, or these words in its name, accents and case aside."""
        wanted = folded(certificateur).strip()
        digits = "".join(wanted.split())
        return any(
            digits == each.siret or wanted in folded(each.name)
            for each in (*self.certificateurs, *self.declared_by)
        )

    def as_dict(self) -> dict[str, Any]:
        """The finding as JSON data."""
        return {
            "genre": self.kind.value,
            "intitule": self.kind.label,
            "gravite": self.severity.value,
            "phrase": self.sentence,
            "que_faire": self.suggestion,
            "concerne": [
                {
                    "iri": thing.iri,
                    "identifiant": thing.identifier,
                    "titre": thing.title,
                    "certification": thing.certification,
                    "certificateurs": [_organisation(each) for each in thing.certificateurs],
                    "en_cours": thing.current,
                    "fin": thing.end,
                }
                for thing in self.about
            ],
            "correspondance": self.correspondance,
            "rang": self.rank,
            "declaree_par": [_organisation(each) for each in self.declared_by],
            "citations": list(self.quotes),
            "score": self.score,
            "mots": list(self.words),
            "sources": [{"iri": each.iri, "fichier": each.file} for each in self.documents],
        }


@dataclass(frozen=True, slots=True)
class Audit:
    """What was found on a day, gravest kinds first; `data_day` is the day of the data when it is known."""

    day: date
    findings: tuple[Finding, ...]
    data_day: str | None = None
    certificateur: str | None = None

    def by_kind(self) -> tuple[tuple[Kind, tuple[Finding, ...]], ...]:
        """The kinds that were found, in their order, with their findings."""
        groups: dict[Kind, list[Finding]] = {}
        for each in self.findings:
            groups.setdefault(each.kind, []).append(each)
        return tuple((kind, tuple(groups[kind])) for kind in Kind if kind in groups)

    def of(self, certificateur: str) -> Audit:
        """The findings that concern one certificateur, by SIRET or by words of its name."""
        kept = tuple(each for each in self.findings if each.concerns(certificateur))
        return replace(self, findings=kept, certificateur=certificateur)

    def as_dict(self) -> dict[str, Any]:
        """The audit as JSON data."""
        return {
            "jour": self.day.isoformat(),
            "donnees_du": self.data_day,
            "certificateur": self.certificateur,
            "nombres": {kind.value: len(found) for kind, found in self.by_kind()},
            "constats": [each.as_dict() for each in self.findings],
        }


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings by kind, then gravest first, then by what they are about."""
    place = {kind: number for number, kind in enumerate(Kind)}
    grave = {severity: number for number, severity in enumerate(Severity)}
    return tuple(
        sorted(
            findings,
            key=lambda each: (
                place[each.kind],
                grave[each.severity],
                -(each.score or 0.0),
                tuple(thing.iri for thing in each.about),
                each.sentence,
            ),
        )
    )


def _organisation(each: Organisation) -> dict[str, str | None]:
    return {"iri": each.iri, "nom": each.name, "siret": each.siret}
