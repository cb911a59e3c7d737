"""What the numbers and codes of a question name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from passerelles.analysis.catalogue import Catalogue
from passerelles.analysis.finding.found import Hit
from passerelles.analysis.finding.presenting import Presenter
from passerelles.analysis.finding.ranking import Ranking
from passerelles.analysis.finding.reference import Reference
from passerelles.analysis.finding.vocabulary import Tables

_EXACT = 2.0
_NAMES = {"nsf": "NSF", "formacode": "Formacode", "brochure": "brochure JO", "idcc": "IDCC", "rome": "ROME"}


class Numbers:
    """Looks numbers up."""

    def __init__(self, catalogue: Catalogue, tables: Tables, ranking: Ranking, presenter: Presenter) -> None:
        self._catalogue, self._tables, self._ranking, self._presenter = catalogue, tables, ranking, presenter

    def hits(self, mentioned: Sequence[Reference], top: int) -> list[Hit]:
        """What the references name, in their order, then the certifications that codes and certificateurs lead to."""
        found = [hit for each in mentioned for hit in self._named(each)]
        led = [hit for each in mentioned for hit in self._led(each, top)]
        return list({hit.iri: hit for hit in reversed(found + led)}.values())[::-1]

    def _named(self, each: Reference) -> Iterator[Hit]:
        score = _EXACT if each.sure else _EXACT - 0.1
        if each.scheme in ("rncp", "rs", "cqpm"):
            for (number,) in self._catalogue.rows(
                "SELECT id FROM certification WHERE identifier = ? ORDER BY id", (each.value,)
            ):
                yield self._presenter.certification(int(str(number)), score, f"numéro exact : {each.value}")
        elif each.scheme == "bloc":
            for (number,) in self._catalogue.rows(
                "SELECT id FROM bloc WHERE identifier = ? ORDER BY id", (each.value,)
            ):
                yield self._presenter.part("bloc", int(str(number)), score, f"numéro exact : {each.value}")
        elif each.scheme == "siret":
            for (number,) in self._catalogue.rows(
                "SELECT id FROM organisation WHERE siret >= ? AND siret < ? ORDER BY id",
                (each.value, each.value + ":"),
            ):
                kind = "SIRET" if len(each.value) == 14 else "SIREN"
                yield self._presenter.organisation(int(str(number)), score, f"{kind} {each.value}")
        elif each.scheme == "rome" and len(each.value) == 5:
            for (number,) in self._tables.rows("SELECT id FROM job WHERE notation = ?", (each.value,)):
                yield self._presenter.job(int(str(number)), score, f"code exact : ROME {each.value}")
        else:
            for (number,) in self._catalogue.rows(
                "SELECT id FROM concept WHERE scheme = ? AND notation = ?", (each.scheme, each.value)
            ):
                why = f"code exact : {_NAMES.get(each.scheme, each.scheme)} {each.value}"
                yield self._presenter.code(int(str(number)), score, why)

    def _led(self, each: Reference, top: int) -> Iterator[Hit]:
        """Certifications that have a code, or that an organisation certifies, the best ranked first."""
        if not each.sure or each.scheme in ("rncp", "rs", "cqpm", "bloc"):
            return
        if each.scheme == "siret":
            rows = self._catalogue.rows(
                "SELECT l.certification FROM certificateur l JOIN organisation o ON o.id = l.organisation "
                "WHERE o.siret >= ? AND o.siret < ?", (each.value, each.value + ":"),
            )  # fmt: skip
            why = f"le certificateur a ce numéro : {each.value}"
        else:
            rows = self._catalogue.rows(
                "SELECT certification FROM code WHERE scheme = ? AND notation >= ? AND notation < ?",
                (each.scheme, each.value, each.value + "\U0010ffff"),
            )
            name = f"{_NAMES.get(each.scheme, each.scheme)} {each.value}"
            why = f"mène à un métier du code {name}" if each.scheme == "rome" else f"a le code {name}"
        numbers = sorted(
            {int(str(row[0])) for row in rows}, key=lambda number: -float(self._ranking.rank[number])
        )
        for number in numbers[:top]:
            score = round(1.0 + 0.1 * float(self._ranking.rank[number]), 4)
            yield self._presenter.certification(number, score, why)
