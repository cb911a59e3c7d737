"""Changes since a day: read back as they were recorded, told in French."""

from datetime import date
from pathlib import Path

import pyoxigraph
import pytest

from passerelles.answers.changes import KINDS, changes_since
from passerelles.build import facts
from passerelles.build.changes import Change, Detail, Kind, PartChange
from passerelles.errors import UsageError
from passerelles.store import draft, open_store
from passerelles.store.engine_dataset import EngineDataset

TODAY = date(2026, 11, 21)
PARTS = (
    PartChange(
        facts.Part.BLOCS,
        (
            Detail("BC01", "title", "Souder", "Souder au TIG"),
            Detail("", "bloc", None, "BC03"),
            Detail("", "bloc", "BC04", None),
            Detail("BC02", "ordre", "1", "2"),
        ),
        2,
    ),
    PartChange(facts.Part.STATE, (Detail("", "actif", "true", "false"),)),
    PartChange(facts.Part.DATES, (Detail("", "fin", "2027-01-01", "2026-02-01"),)),
)
RECORDED = [
    Change("RNCP8", "Soudeur", (Kind.EXPIRED, Kind.MODIFIED), PARTS, TODAY, "a" * 64, "b" * 64),
    Change("RS12", "Anglais", (Kind.CREATED,), (), TODAY, None, "c" * 64),
]


def test_changes_come_back_as_they_were_recorded_and_are_told_in_french(tmp_path: Path) -> None:
    with draft(tmp_path) as work:
        work.record(TODAY, [change.as_dict() for change in RECORDED])
        work.publish({})
    with open_store(tmp_path) as dataset:
        found = {change.certification: change for change in changes_since(dataset, TODAY)}
        assert changes_since(dataset, date(2026, 11, 22)) == ()
    assert [found[one.certification].as_dict() for one in RECORDED] == [one.as_dict() for one in RECORDED]
    modified = found["RNCP8"]
    assert (modified.iri, modified.href) == (
        "https://w3id.org/passerelles/id/rncp/8",
        "/certification/rncp/8",
    )
    told = [sentence.replace("\xa0", " ") for part in modified.parts for sentence in part.sentences()]
    assert told == [
        "blocs : BC01, Titre : Souder → Souder au TIG",
        "blocs : Bloc : + BC03",
        "blocs : Bloc : − BC04",
        "blocs : et 3 autre(s)",
        "état : Active : Oui → Non",
        "dates : Fin : 1er janvier 2027 → 1er février 2026",
    ]


def test_every_kind_that_is_recorded_has_its_words() -> None:
    assert list(KINDS) == [kind.value for kind in Kind]


def test_an_endpoint_keeps_no_record() -> None:
    with pytest.raises(UsageError, match="graphe local"):
        changes_since(EngineDataset(pyoxigraph.Store()), TODAY)
