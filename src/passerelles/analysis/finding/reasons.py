"""Why a thing was found, as one French phrase that is true of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from passerelles.analysis.catalogue import Catalogue
from passerelles.analysis.finding.found import Hit
from passerelles.analysis.finding.ranking import Evidence, Ranking
from passerelles.analysis.finding.unit import Unit
from passerelles.analysis.finding.vocabulary import Tables, Vocabulary
from passerelles.analysis.finding.wording import cleaned, words
from passerelles.analysis.finding.writing import CERTIFICATEUR, JOB, MARK, NARROWER, NSF, TITLE

_LONGEST = 140
_LEAST = 0.45
_JOBS, _ITEMS = 12, 40
_TEXTS = {
    "certificateur": ("le nom contient", "organisation"),
    "code": ("le libellé contient", None),
    "bloc": ("le titre du bloc contient", None),
    "capacite": ("la capacité contient", None),
}
_TAKEN = {"competence": "compétence", "savoir": "savoir", "définition": "ce que fait ce métier"}


class Reasons:
    """Finds what made a hit one."""

    def __init__(
        self, catalogue: Catalogue, tables: Tables, ranking: Ranking, vocabulary: Vocabulary
    ) -> None:
        self._catalogue, self._tables = catalogue, tables
        self._ranking, self._vocabulary = ranking, vocabulary

    def of(self, number: int, hit: Hit, units: Sequence[Unit], found: Sequence[Evidence]) -> str:
        """The reason of a hit of that number in its lane; `found` is what was found for the units."""
        if hit.kind == "certification":
            return self._certification(number, hit.title, units, found)
        if hit.kind == "metier":
            return self._job(number, found)
        phrase, lane = _TEXTS[hit.kind]
        stems = {stem for unit in units for each in unit.alternatives for stem in each.stems}
        held = self._words(hit.title, stems)
        if held:
            return f"{phrase} {_quoted(held)}"
        marked = [unit.text for unit in units if lane and self._field(lane, number, unit) == MARK]
        return f"initiales du nom : {_quoted(marked)}" if marked else "répond aux mots demandés"

    def _words(self, title: str, stems: Collection[int]) -> list[str]:
        """The words of a title that have one of the stems."""
        return [
            word.surface
            for word in words(cleaned(title))
            if (known := self._vocabulary.known(word.folded)) and known.stem in stems
        ]

    def _field(self, lane: str, number: int, unit: Unit) -> int | None:
        """The best field in which a text answers a unit."""
        fields = []
        for each in unit.alternatives:
            held = [self._ranking.lanes[lane].field(number, stem) for stem in each.stems]
            if None not in held:
                fields.append(max(field for field in held if field is not None))
        return min(fields, default=None)

    def _certification(
        self, number: int, title: str, units: Sequence[Unit], found: Sequence[Evidence]
    ) -> str:
        fields = [(unit, self._field("certification", number, unit)) for unit in units]
        stems = {
            stem
            for unit, field in fields
            if field == TITLE
            for each in unit.alternatives
            for stem in each.stems
        }
        reasons = _if("le titre contient", self._words(title, stems))
        reasons += _if("répond à", [u.text for u, field in fields if field == MARK and u.certifications])
        reasons += _if(
            "initiales du titre :", [u.text for u, field in fields if field == MARK and not u.certifications]
        )
        reasons += self._through(number, found)
        reasons += _if(
            "le nom du certificateur répond à", [u.text for u, field in fields if field == CERTIFICATEUR]
        )
        if len(reasons) < 2:
            around = [unit.text for unit, field in fields if field in (JOB, NSF)]
            reasons += _if("ses métiers ou sa spécialité répondent à", around)
        return " ; ".join(reasons) or "ses textes répondent aux mots demandés"

    def _through(self, number: int, found: Sequence[Evidence]) -> list[str]:
        """The best job, bloc and capacité that led to a certification."""
        reasons = []
        for evidence in found:
            for job, score in evidence.leading[:_JOBS]:
                numbers, weights = self._ranking.job_leads.of(job)
                if score >= _LEAST and number in numbers:
                    reasons.append(self._led(job, float(weights[numbers.tolist().index(number)])))
                    break
            for name, table, held, owners in (
                ("bloc", "bloc", evidence.blocs, self._ranking.bloc_owner),
                ("capacité", "capacite", evidence.capacites, self._ranking.capacite_owner),
            ):
                best = [part for part, score in held if score >= _LEAST and owners[part] == number]
                if best:
                    ((title,),) = self._catalogue.rows(f"SELECT title FROM {table} WHERE id = ?", best[:1])
                    reasons.append(f"{name} : « {_short(str(title))} »")
        return list(dict.fromkeys(reasons))

    def _led(self, job: int, weight: float) -> str:
        """How a certification leads to a job: by its code, by the former one it came from, by one that came from it."""
        ((notation, label),) = self._tables.rows("SELECT notation, label FROM job WHERE id = ?", (job,))
        if weight == 1.0:
            return f"mène au métier {label or notation} (ROME {notation})"
        if weight == NARROWER:
            return f"mène à un métier détaché de {label or notation} (ROME {notation})"
        return f"son code ROME comprenait le métier {label or notation} (aujourd’hui ROME {notation})"

    def _job(self, number: int, found: Sequence[Evidence]) -> str:
        named = max(
            (each.jobs[number] for each in found if number in each.jobs),
            default=(0.0, 0),
            key=lambda one: one[0],
        )
        if named[0] >= _LEAST:
            ((kind, label),) = self._tables.rows("SELECT kind, label FROM job_text WHERE id = ?", named[1:])
            return f"{kind} : « {label} »"
        for evidence in found:
            for item, _ in evidence.items[:_ITEMS]:
                if number in self._ranking.item_jobs.of(item)[0]:
                    ((kind, label),) = self._tables.rows(
                        "SELECT kind, label FROM item_text WHERE id = ?", (item,)
                    )
                    return f"{_TAKEN[str(kind)]} : « {_short(str(label))} »"
        return "ses compétences et ses activités répondent aux mots demandés"


def _if(phrase: str, held: Sequence[str]) -> list[str]:
    return [f"{phrase} {_quoted(held)}"] if held else []


def _quoted(held: Iterable[str]) -> str:
    return ", ".join(f"« {text} »" for text in dict.fromkeys(held))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rsplit(" ", 1)[0] + "…"
