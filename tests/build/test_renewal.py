"""A store brought to the next day's exports holds what a build of these exports holds, and what was before."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from passerelles.build import Outcome, build, renew, state_on
from passerelles.errors import StoreError
from passerelles.examples import folder
from passerelles.loaders.france_competences_xml import FranceCompetencesXml
from passerelles.loaders.loader import Piece
from passerelles.records import Problem, Reading
from passerelles.store import open_store
from tests.conftest import NOW
from tests.update.exports import archive, fiche, name

FIRST = date(2026, 11, 19)
FICHES = [fiche(f"RNCP{number}", f"Soudeur {number}") for number in range(1, 9)]
TITLES = """PREFIX dcterms: <http://purl.org/dc/terms/> PREFIX foaf: <http://xmlns.com/foaf/0.1/>
SELECT ?t WHERE { ?fiche foaf:primaryTopic ?c . ?c dcterms:title ?t }"""


class Stumbling(FranceCompetencesXml):
    """The loader of the official export, with a fault that one fiche brings out."""

    def read_piece(self, piece: Piece) -> Iterator[Reading | Problem]:
        if piece.number == "RNCP1":
            raise ZeroDivisionError
        return super().read_piece(piece)


class Days:
    """A store that sees one export a day; the same exports are kept to build from."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.location = folder / "graphe"

    def export(self, day: date, fiches: Iterable[str], register: str = "RNCP") -> Path:
        path = self.folder / str(day) / name(register, day.isoformat())
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(archive(register, day.isoformat(), fiches))
        return path

    def renew(self, day: date, fiches: Iterable[str], *, force: bool = False) -> Outcome:
        path = self.export(day, fiches)
        return renew([path], self.location, now=NOW, day=day, force=force)

    def titles(self, location: Path | None = None) -> set[str]:
        with open_store(location or self.location) as dataset:
            return {row[0].value for row in dataset.select(TITLES).rows if row[0]}


def content(location: Path) -> tuple[bytes, list[object]]:
    """The named graphs of the current state, and the merged default graph."""
    with open_store(location) as dataset:
        merged = sorted(map(str, dataset.construct("CONSTRUCT WHERE { ?s ?p ?o }")))
        return b"".join(dataset.nquads()), [*merged]


@pytest.fixture
def days(tmp_path: Path) -> Days:
    return Days(tmp_path)


def test_after_any_days_the_store_is_that_of_a_build_of_the_last_export(days: Days, tmp_path: Path) -> None:
    chance = random.Random(7)
    state = list(FICHES)
    for count in range(4):
        day = FIRST + timedelta(count)
        if count:
            gone = chance.randrange(len(state))
            changed = chance.randrange(len(state))
            state[changed] = state[changed].replace("</INTITULE>", f" niveau {count}</INTITULE>")
            del state[gone]
            state.append(fiche(f"RNCP{100 + count}", f"Chaudronnier {count}"))
            chance.shuffle(state)
        assert days.renew(day, state).refused is None
    fresh = tmp_path / "neuf"
    outcome = build([tmp_path / str(day) / name("RNCP", day.isoformat())], fresh, now=NOW)
    assert outcome.version is not None
    # The name of a zip is not the same every day; that of a fiche in it is what the graph keeps.
    assert content(days.location) == content(fresh)


def test_a_fiche_that_comes_back_as_it_was_holds_again(days: Days) -> None:
    other = [fiche("RNCP1", "Soudeuse"), *FICHES[1:]]
    for count, state in enumerate([FICHES, other, FICHES]):
        days.renew(FIRST + timedelta(count), state)
    assert "Soudeur 1" in days.titles() and "Soudeuse" not in days.titles()
    past = state_on(days.location, FIRST + timedelta(1))
    assert "Soudeuse" in days.titles(past) and "Soudeur 1" not in days.titles(past)


def test_what_two_sources_state_stays_when_one_of_them_goes(days: Days) -> None:
    code = "<https://w3id.org/passerelles/id/nsf/254s> a <http://www.w3.org/2004/02/skos/core#Concept>"
    days.renew(FIRST, FICHES)
    days.renew(FIRST + timedelta(1), FICHES[:5])
    with open_store(days.location) as dataset:
        assert dataset.ask(f"ASK {{ {code} }}")
    days.renew(FIRST + timedelta(2), [FICHES[0].replace("254s", "255s")] * 1, force=True)
    with open_store(days.location) as dataset:
        assert not dataset.ask(f"ASK {{ {code} }}")


def test_other_sources_of_the_store_stay(days: Days) -> None:
    build([folder() / "RNCP28243.txt", days.export(FIRST, FICHES)], days.location, now=NOW)
    before = days.titles()
    outcome = days.renew(FIRST + timedelta(1), FICHES[1:])
    assert [change.certification for change in outcome.changes] == ["RNCP1"]
    assert before - days.titles() == {"Soudeur 1"}


def test_only_the_register_of_the_export_is_compared(days: Days) -> None:
    rs = days.export(FIRST, [fiche("RS1", "Gestes de secours")], "RS")
    build([rs, days.export(FIRST, FICHES)], days.location, now=NOW)
    days.renew(FIRST + timedelta(1), FICHES[2:])
    assert "Gestes de secours" in days.titles()
    with open_store(days.location) as dataset:
        exports = {each["register"]: each["date"] for each in dataset.version.manifest["exports"]}
    assert exports == {"rs": "2026-11-19", "rncp": "2026-11-20"}


def test_a_fiche_that_cannot_be_read_today_keeps_its_earlier_state(days: Days) -> None:
    days.renew(FIRST, FICHES)
    changed = [fiche("RNCP1", "Soudeuse"), fiche("RNCP2", "Soudeuse à l’arc"), *FICHES[2:]]
    path = days.export(FIRST + timedelta(1), changed)
    outcome = renew([path], days.location, now=NOW, day=FIRST + timedelta(1), recipe=[Stumbling()])
    assert outcome.version is not None and outcome.report.has_errors
    assert {"Soudeur 1", "Soudeuse à l’arc"} < days.titles() and "Soudeuse" not in days.titles()
    assert [change.certification for change in outcome.changes] == ["RNCP2"]


def test_an_export_smaller_by_half_or_cut_short_is_refused(days: Days) -> None:
    days.renew(FIRST, FICHES)
    before = content(days.location)
    small = days.renew(FIRST + timedelta(1), FICHES[:3])
    assert small.version is None and small.refused is not None
    assert "3 fiche(s)" in small.refused and "8" in small.refused and "--force" in small.refused
    path = days.export(FIRST + timedelta(1), FICHES).with_suffix(".xml")
    text = "<FICHES><VERSION_FLUX>4.1</VERSION_FLUX>" + "".join(FICHES)
    path.write_text(text[: len(text) - 100], encoding="utf-8")
    cut = renew([path], days.location, now=NOW, day=FIRST + timedelta(1))
    assert cut.version is None and cut.refused is not None
    assert content(days.location) == before
    forced = days.renew(FIRST + timedelta(1), FICHES[:3], force=True)
    assert forced.version is not None and len(days.titles()) == 3


def test_a_renewal_without_export_changes_nothing(days: Days, tmp_path: Path) -> None:
    days.renew(FIRST, FICHES)
    (tmp_path / "vide").mkdir()
    outcome = renew([tmp_path / "vide"], days.location, now=NOW, day=FIRST)
    assert outcome.version is None and outcome.refused is not None


def test_the_report_of_a_renewal_is_that_of_a_build(days: Days, tmp_path: Path) -> None:
    strange = fiche("RNCP5", "Soudeur 5", end="31/31/2030")
    days.renew(FIRST, [*FICHES[:4], strange, *FICHES[5:]])
    with open_store(days.location) as dataset:
        assert dataset.attachment("rapport.json") is not None
    unread = days.renew(
        FIRST + timedelta(1), [fiche("RNCP1", "Soudeuse"), *FICHES[1:4], strange, *FICHES[5:]]
    )
    fresh = build([tmp_path / "2026-11-20" / name("RNCP", "2026-11-20")], tmp_path / "neuf", now=NOW)
    assert unread.report.counts() == fresh.report.counts()
    healed = days.renew(FIRST + timedelta(2), FICHES)
    assert sum(healed.report.counts().values()) < sum(fresh.report.counts().values())


def test_every_earlier_state_can_be_asked_for(days: Days) -> None:
    states = [FICHES, [fiche("RNCP1", "Soudeuse"), *FICHES[2:]], [*FICHES[3:], fiche("RNCP50", "Fraiseur")]]
    contents = []
    for count, state in enumerate(states):
        days.renew(FIRST + timedelta(2 * count), state)
        contents.append(content(days.location))
    for count, expected in enumerate(contents):
        for later in (0, 1):  # the days in between are those of the state before
            assert content(state_on(days.location, FIRST + timedelta(2 * count + later))) == expected
    assert state_on(days.location, FIRST + timedelta(400)) == days.location
    with pytest.raises(StoreError, match="19/11/2026"):
        state_on(days.location, FIRST - timedelta(1))


def test_earlier_states_share_the_files_of_the_current_one(days: Days) -> None:
    days.renew(FIRST, FICHES)
    days.renew(FIRST + timedelta(1), FICHES[1:])
    past = state_on(days.location, FIRST)
    files = [path for path in past.rglob("*.sst") if path.is_file()]
    assert any(path.stat().st_nlink > 1 for path in files)
    assert state_on(days.location, FIRST) == past
    again = (past / "current").stat().st_mtime_ns
    state_on(days.location, FIRST)
    assert (past / "current").stat().st_mtime_ns == again, "a state is made once"


def test_few_earlier_states_are_kept_on_the_disk(days: Days) -> None:
    for count in range(7):
        days.renew(FIRST + timedelta(count), [*FICHES[:-1], fiche("RNCP8", f"Soudeur {count}")])
    for count in range(6):
        days.titles(state_on(days.location, FIRST + timedelta(count)))
    assert len(list((days.location / "etats").iterdir())) <= 4
