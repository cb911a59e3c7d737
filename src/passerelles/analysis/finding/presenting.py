"""Hits as they are shown: identifier, title, dates, and why each was found, in French."""

from __future__ import annotations

from collections.abc import Sequence

from passerelles.analysis.catalogue import Catalogue
from passerelles.analysis.finding.found import Hit
from passerelles.analysis.finding.ranking import Evidence, Ranking
from passerelles.analysis.finding.unit import Unit
from passerelles.analysis.finding.vocabulary import Tables, Vocabulary
from passerelles.analysis.finding.wording import cleaned, words
from passerelles.analysis.finding.writing import CERTIFICATEUR, JOB, MARK, NSF, TITLE

_LONGEST = 140
_LEAST = 0.45


class Presenter:
    """Makes hits of numbers."""

    def __init__(
        self, catalogue: Catalogue, tables: Tables, ranking: Ranking, vocabulary: Vocabulary
    ) -> None:
        self._catalogue, self._tables, self._ranking, self._vocabulary = (
            catalogue,
            tables,
            ranking,
            vocabulary,
        )

    def hit(
        self, kind: str, number: int, score: float, units: Sequence[Unit], found: Sequence[Evidence]
    ) -> Hit:
        """The hit of that kind and number; `found` is what the reasons are taken from."""
        make = {
            "certification": self.certification,
            "metier": self.job,
            "bloc": self._part,
            "capacite": self._part,
            "code": self.code,
            "certificateur": self.organisation,
        }[kind]
        why = self._why(kind, number, units, found)
        return (
            make(number, round(score, 4), why)
            if kind not in ("bloc", "capacite")
            else self._part(number, round(score, 4), why, kind)
        )

    def certification(self, number: int, score: float, why: str) -> Hit:
        """The hit of a certification."""
        (each,) = self._catalogue.numbered([number])
        return Hit(
            "certification", each.iri, each.identifier, each.title or each.name, score, why,
            each.actif, each.debut, each.fin, each.identifier, sources=self._sources(number),
        )  # fmt: skip

    def job(self, number: int, score: float, why: str) -> Hit:
        """The hit of a job of ROME."""
        ((iri, notation, label),) = self._tables.rows(
            "SELECT iri, notation, label FROM job WHERE id = ?", (number,)
        )
        return Hit("metier", str(iri), str(notation), str(label or notation), score, why)

    def code(self, concept: int, score: float, why: str) -> Hit:
        """The hit of a code, by the number of its concept."""
        ((iri, scheme, notation, label),) = self._catalogue.rows(
            "SELECT iri, scheme, notation, label FROM concept WHERE id = ?", (concept,)
        )
        return Hit("code", str(iri), str(notation), str(label or f"{scheme} {notation}"), score, why)

    def organisation(self, number: int, score: float, why: str) -> Hit:
        """The hit of a certificateur."""
        ((iri, name, siret),) = self._catalogue.rows(
            "SELECT iri, name, siret FROM organisation WHERE id = ?", (number,)
        )
        title = " ".join(str(name or siret or iri).split())
        return Hit("certificateur", str(iri), None if siret is None else str(siret), title, score, why)

    def _part(self, number: int, score: float, why: str, kind: str = "bloc") -> Hit:
        mark = "identifier" if kind == "bloc" else "notation"
        ((iri, identifier, title, owner),) = self._catalogue.rows(
            f"SELECT iri, {mark}, title, certification FROM {kind} WHERE id = ?", (number,)
        )
        (each,) = self._catalogue.numbered([int(str(owner))])
        return Hit(
            kind,
            str(iri),
            None if identifier is None else str(identifier),
            str(title or identifier or iri),
            score,
            why,
            each.actif,
            each.debut,
            each.fin,
            certification=each.identifier,
            of=each.title,
            sources=self._sources(each.id),
        )

    def _sources(self, certification: int) -> tuple[str, ...]:
        return tuple(source.iri for source in self._catalogue.sources(certification))

    def part(self, kind: str, number: int, score: float, why: str) -> Hit:
        """The hit of a bloc or of a capacité."""
        return self._part(number, score, why, kind)

    def _why(self, kind: str, number: int, units: Sequence[Unit], found: Sequence[Evidence]) -> str:
        if kind == "certification":
            return self._why_certification(number, units, found)
        if kind == "metier":
            return self._why_job(number, found)
        if kind == "certificateur":
            return f"le nom contient {self._quoted('organisation', number, units)}"
        if kind == "code":
            return f"le libellé contient {self._quoted('code', number, units)}"
        name = "le titre du bloc" if kind == "bloc" else "la capacité"
        return f"{name} contient {self._quoted(kind, number, units)}"

    def _quoted(self, lane: str, number: int, units: Sequence[Unit]) -> str:
        held = [unit.text for unit in units if self._field(lane, number, unit) is not None]
        return ", ".join(f"« {text} »" for text in dict.fromkeys(held)) or "les mots demandés"

    def _field(self, lane: str, number: int, unit: Unit) -> int | None:
        """The best field in which a text answers a unit."""
        fields = []
        for each in unit.alternatives:
            held = [self._ranking.lanes[lane].field(number, stem) for stem in each.stems]
            if None not in held:
                fields.append(max(field for field in held if field is not None))
        return min(fields, default=None)

    def _why_certification(self, number: int, units: Sequence[Unit], found: Sequence[Evidence]) -> str:
        reasons: list[str] = []
        fields = [(unit, self._field("certification", number, unit)) for unit in units]
        stems = {
            stem
            for unit, field in fields
            if field == TITLE
            for each in unit.alternatives
            for stem in each.stems
        }
        (each,) = self._catalogue.numbered([number])
        held = [
            word.surface
            for word in words(cleaned(each.title or ""))
            if (known := self._vocabulary.known(word.folded)) and known.stem in stems
        ]
        if held:
            reasons.append("le titre contient " + ", ".join(f"« {text} »" for text in dict.fromkeys(held)))
        marks = [unit for unit, field in fields if field == MARK and unit.certifications]
        initials = [unit.text for unit, field in fields if field == MARK and not unit.certifications]
        if marks:
            reasons.append("répond à " + ", ".join(f"« {unit.text} »" for unit in marks))
        if initials:
            reasons.append(
                "initiales du titre : " + ", ".join(f"« {text} »" for text in dict.fromkeys(initials))
            )
        reasons += self._through(number, found)
        makers = [unit.text for unit, field in fields if field == CERTIFICATEUR]
        if makers:
            reasons.append("le nom du certificateur contient " + ", ".join(f"« {text} »" for text in makers))
        around = [unit.text for unit, field in fields if field in (JOB, NSF)]
        if around and len(reasons) < 2:
            reasons.append(
                "ses métiers ou sa spécialité parlent de " + ", ".join(f"« {text} »" for text in around)
            )
        return " ; ".join(reasons) or "ses textes contiennent les mots demandés"

    def _through(self, number: int, found: Sequence[Evidence]) -> list[str]:
        """The best job, bloc and capacité that led to a certification."""
        reasons = []
        for evidence in found:
            for job, score in evidence.leading[:12]:
                if score >= _LEAST and number in self._ranking.job_leads.of(job)[0]:
                    hit = self.job(job, 0, "")
                    reasons.append(f"mène au métier {hit.title} (ROME {hit.identifier})")
                    break
            for kind, held, owners in (
                ("bloc", evidence.blocs, self._ranking.bloc_owner),
                ("capacite", evidence.capacites, self._ranking.capacite_owner),
            ):
                best = next(
                    (part for part, score in held if score >= _LEAST and owners[part] == number), None
                )
                if best is not None:
                    name = "bloc" if kind == "bloc" else "capacité"
                    reasons.append(f"{name} : « {_short(self._part(best, 0, '', kind).title)} »")
        return list(dict.fromkeys(reasons))

    def _why_job(self, number: int, found: Sequence[Evidence]) -> str:
        best: tuple[float, int] | None = None
        for evidence in found:
            named = evidence.jobs.get(number)
            if named and (best is None or named[0] > best[0]):
                best = named
        if best and best[0] >= _LEAST:
            ((kind, label),) = self._tables.rows("SELECT kind, label FROM job_text WHERE id = ?", (best[1],))
            return f"{kind} : « {label} »"
        for evidence in found:
            for item, _ in evidence.items[:40]:
                if number in self._ranking.item_jobs.of(item)[0]:
                    ((kind, label),) = self._tables.rows(
                        "SELECT kind, label FROM item_text WHERE id = ?", (item,)
                    )
                    name = "ce que fait ce métier" if kind == "définition" else kind
                    return f"{name} : « {_short(str(label))} »"
        return "ses compétences et ses activités contiennent les mots demandés"


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rsplit(" ", 1)[0] + "…"
