"""The update from the publisher's list to the changes in the store, with the faults of an ordinary year."""

from __future__ import annotations

import fcntl
import hashlib
import subprocess
import sys
import threading
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from passerelles.build.changes import Change, Kind
from passerelles.build.facts import Part
from passerelles.errors import StoreError, UpdateError
from passerelles.store import current_version, open_store
from passerelles.update import Patience, Progress, Status, Step, UpdateOutcome, update
from tests.update.data_gouv import Handler, Publisher, cut
from tests.update.exports import archive, fiche, name

YESTERDAY, TODAY = "2026-11-20", "2026-11-21"
NOW = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)
RNCP = [fiche(f"RNCP{number}", f"Soudeur {number}") for number in range(1, 7)]
TITLES = """PREFIX dcterms: <http://purl.org/dc/terms/> PREFIX foaf: <http://xmlns.com/foaf/0.1/>
SELECT ?t WHERE { ?fiche foaf:primaryTopic ?c . ?c dcterms:title ?t }"""
RS = [fiche("RS1", "Gestes de secours"), fiche("RS2", "Conduite de nacelle")]


class Day:
    """A store that is brought up to date from the publisher, as often as a test wants."""

    def __init__(self, publisher: Publisher, location: Path, patience: Patience) -> None:
        self.publisher, self.location, self._patience = publisher, location, patience
        self.news: list[Progress] = []

    def publish(self, day: str, rncp: Iterable[str] = RNCP, rs: Iterable[str] | None = RS) -> list[str]:
        paths = [self.publisher.publish(name("RNCP", day), archive("RNCP", day, rncp))]
        if rs is not None:
            paths.append(self.publisher.publish(name("RS", day), archive("RS", day, rs)))
        return paths

    def update(self, *, force: bool = False, source: str | None = None) -> UpdateOutcome:
        return update(
            self.location,
            now=NOW,
            source=source or self.publisher.address,
            force=force,
            listener=self.news.append,
            patience=self._patience,
        )

    @property
    def version(self) -> str | None:
        return current_version(self.location)

    def titles(self) -> set[str]:
        with open_store(self.location) as dataset:
            rows = dataset.select(TITLES).rows
        return {row[0].value for row in rows if row[0]}

    def changes(self, since: str = TODAY) -> dict[str, Change]:
        with open_store(self.location) as dataset:
            found = [Change.from_dict(data) for data in dataset.changes(date.fromisoformat(since))]
        return {change.certification: change for change in found}


@pytest.fixture
def day(publisher: Publisher, tmp_path: Path, patience: Patience) -> Day:
    return Day(publisher, tmp_path / "graphe", patience)


def test_a_first_update_builds_the_store_from_the_newest_exports(day: Day) -> None:
    day.publish(YESTERDAY, rncp=RNCP[:2])
    day.publish(TODAY)
    done = day.update()
    assert done.status is Status.DONE and day.version == "1"
    assert [each.name.file for each in done.exports] == [name("RNCP", TODAY), name("RS", TODAY)]
    assert len(day.titles()) == len(RNCP) + len(RS)
    assert {news.step for news in day.news} >= {Step.LISTING, Step.DOWNLOAD, Step.BUILD}


def test_the_same_day_twice_leaves_nothing_to_do(day: Day) -> None:
    paths = day.publish(TODAY)
    day.update()
    again = day.update()
    assert again.status is Status.NOTHING and again.reason is not None and "21/11/2026" in again.reason
    assert day.version == "1" and all(len(day.publisher.requests(path)) == 1 for path in paths)
    # Even without the files of yesterday, and even when the list states another kind of checksum.
    for file in (day.location / "telechargements").glob("*.zip"):
        file.unlink()
    assert day.update().status is Status.NOTHING and day.version == "1"
    for entry, path in zip(day.publisher.resources, reversed(paths), strict=True):
        entry["checksum"] = {"type": "sha256", "value": hashlib.sha256(day.publisher.files[path]).hexdigest()}
    asked = len(day.publisher.asked)
    assert day.update().status is Status.NOTHING
    assert [path for path, _ in day.publisher.asked[asked:] if "/fichiers/" in path] == []


def test_a_typical_day_is_told_change_by_change(day: Day) -> None:
    day.publish(YESTERDAY)
    day.update()
    successor = (
        "<NOUVELLE_CERTIFICATION><ID_FICHE_NOUVELLE_CERTIFICATION>RNCP9</ID_FICHE_NOUVELLE_CERTIFICATION>"
    )
    day.publish(
        TODAY,
        rncp=[
            RNCP[0],
            RNCP[1].replace("\n    <", "\n\t\t<"),  # spacing alone
            fiche("RNCP3", "Soudeur assembleur", end="31/12/2032"),
            fiche("RNCP4", "Soudeur 4", active="Non"),
            fiche(
                "RNCP5",
                "Soudeur 5",
                more=f"<NOUVELLES_CERTIFICATIONS>{successor}</NOUVELLE_CERTIFICATION></NOUVELLES_CERTIFICATIONS>",
            ),
            fiche("RNCP7", "Chaudronnier"),
        ],
    )
    done = day.update()
    assert done.status is Status.DONE and done.outcome is not None
    found = day.changes()
    assert {number: change.kinds for number, change in found.items()} == {
        "RNCP3": (Kind.MODIFIED,),
        "RNCP4": (Kind.EXPIRED,),
        "RNCP5": (Kind.REPLACED,),
        "RNCP6": (Kind.WITHDRAWN,),
        "RNCP7": (Kind.CREATED,),
    }
    assert [each.part for each in found["RNCP3"].parts] == [Part.IDENTITY, Part.DATES]
    assert list(done.outcome.changes) == list(found.values())
    assert {change.day.isoformat() for change in found.values()} == {TODAY}
    assert "Soudeur assembleur" in day.titles() and "Soudeur 6" not in day.titles()
    assert day.changes("2026-11-22") == {}


def test_an_export_cut_by_half_is_refused_with_the_reason_unless_forced(day: Day) -> None:
    day.publish(YESTERDAY)
    day.update()
    day.publish(TODAY, rncp=RNCP[:2])
    refused = day.update()
    assert refused.status is Status.REFUSED and refused.reason is not None
    assert "2 fiche" in refused.reason and "6" in refused.reason and "--force" in refused.reason
    assert day.version == "1" and "Soudeur 6" in day.titles() and day.changes() == {}
    forced = day.update(force=True)
    assert forced.status is Status.DONE and "Soudeur 6" not in day.titles()
    assert {change.kinds for change in day.changes().values()} == {(Kind.WITHDRAWN,)}


def test_cuts_everywhere_cost_only_patience(day: Day, pauses: list[float]) -> None:
    rncp, rs = day.publish(TODAY)
    day.publisher.fail(day.publisher.listing, cut(3), cut(100))
    day.publisher.fail(rncp, cut(10), cut(200), cut(0))
    day.publisher.fail(rs, cut(50))
    assert day.update().status is Status.DONE
    assert len(pauses) == 6
    assert [news.name for news in day.news if news.step is Step.WAIT]


@pytest.mark.parametrize(
    "stated",
    [{"checksum": {"type": "sha1", "value": "0" * 40}}, {"filesize": 12}, {"url": "/fichiers/absent.zip"}],
)
def test_what_cannot_be_had_whole_leaves_the_graph_as_it_was(day: Day, stated: dict[str, object]) -> None:
    day.publish(YESTERDAY)
    day.update()
    day.publish(TODAY, rncp=RNCP[1:])
    day.publisher.resources[1].update(stated)
    with pytest.raises(UpdateError, match="n’a pas changé"):
        day.update()
    assert day.version == "1" and "Soudeur 1" in day.titles()
    day.publisher.resources[1].update(
        checksum=None, filesize=None, url=f"{day.publisher.address}{list(day.publisher.files)[-2]}"
    )
    done = day.update()
    assert done.status is Status.DONE and any("somme de contrôle" in warning for warning in done.warnings)


def test_a_zip_that_was_published_truncated_leaves_the_graph_as_it_was(day: Day) -> None:
    day.publish(YESTERDAY)
    day.update()
    day.publisher.publish(name("RS", TODAY), archive("RS", TODAY, RS))
    day.publisher.publish(name("RNCP", TODAY), archive("RNCP", TODAY, RNCP)[:-200])
    with pytest.raises(UpdateError, match="abîmée ou incomplète"):
        day.update()
    assert day.version == "1"


def test_a_day_without_one_register_waits_for_it(day: Day) -> None:
    """Of today only RNCP is there yet: yesterday's pair is taken, and the pair of today once it is whole."""
    day.publish(YESTERDAY)
    day.publish(TODAY, rncp=RNCP[1:], rs=None)
    done = day.update()
    assert {each.name.day.isoformat() for each in done.exports} == {YESTERDAY}
    assert day.update().status is Status.NOTHING
    day.publisher.publish(name("RS", TODAY), archive("RS", TODAY, RS))
    assert day.update().status is Status.DONE and day.changes()["RNCP1"].kinds == (Kind.WITHDRAWN,)


def test_a_register_that_is_not_offered_keeps_its_fiches(day: Day) -> None:
    day.publish(YESTERDAY)
    day.update()
    day.publisher.resources.clear()
    day.publish(TODAY, rncp=RNCP[1:], rs=None)
    done = day.update()
    assert done.status is Status.DONE and any("RS" in warning for warning in done.warnings)
    assert set(day.changes()) == {"RNCP1"} and "Gestes de secours" in day.titles()


def test_older_exports_do_not_take_the_place_of_newer_ones(day: Day) -> None:
    day.publish(TODAY)
    day.update()
    day.publisher.resources.clear()
    day.publish(YESTERDAY, rncp=RNCP[:5])
    assert day.update().status is Status.NOTHING and day.version == "1"


def test_only_the_exports_in_use_are_kept(day: Day) -> None:
    day.publish(YESTERDAY)
    day.update()
    day.publish(TODAY, rncp=RNCP[1:])
    day.update()
    kept = {path.name for path in (day.location / "telechargements").glob("*.zip")}
    assert kept == {name("RNCP", TODAY), name("RS", TODAY)}


def test_a_folder_of_exports_is_a_source(day: Day, tmp_path: Path) -> None:
    folder = tmp_path / "exports"
    folder.mkdir()
    (folder / name("RNCP", TODAY)).write_bytes(archive("RNCP", TODAY, RNCP))
    done = day.update(source=str(folder))
    assert done.status is Status.DONE and len(day.titles()) == len(RNCP)
    assert any("RS" in warning for warning in done.warnings)
    assert day.update(source=str(folder)).status is Status.NOTHING
    assert (folder / name("RNCP", TODAY)).is_file()


def test_two_updates_at_once_are_refused(day: Day) -> None:
    day.publish(TODAY)
    day.update()
    with (day.location / "telechargements" / "verrou").open("a") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(UpdateError, match="en cours"):
            day.update()


def test_a_first_export_that_holds_no_fiche_is_refused_with_the_reason(day: Day) -> None:
    day.publisher.publish(name("RNCP", TODAY), archive("RNCP", TODAY, ()))
    refused = day.update()
    assert refused.status is Status.REFUSED and refused.reason is not None
    assert day.version is None and "RNCP" in refused.reason


def test_a_store_that_cannot_be_there_is_told(day: Day) -> None:
    day.publish(TODAY)
    day.location.write_bytes(b"")
    with pytest.raises(StoreError, match="--store"):
        day.update()


def test_an_update_killed_in_the_middle_of_a_download_goes_on_later(day: Day) -> None:
    path, _ = day.publish(TODAY)
    half = len(day.publisher.files[path]) // 2
    killed = threading.Event()

    def half_then_silence(handler: Handler) -> None:
        content = day.publisher.files[path]
        handler.send(200, content, {"etag": f'"{hashlib.md5(content).hexdigest()}"'}, length=half)
        handler.wfile.flush()
        killed.wait(60)

    day.publisher.fail(path, half_then_silence)
    program = (
        "import sys; from datetime import UTC, datetime; from pathlib import Path\n"
        "from passerelles.update import update\n"
        "update(Path(sys.argv[1]), now=datetime.now(UTC), source=sys.argv[2],"
        " listener=lambda news: print(news.done, flush=True))"
    )
    run = subprocess.Popen(
        [sys.executable, "-c", program, str(day.location), day.publisher.address],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert run.stdout is not None
    while int(run.stdout.readline()) < half:
        pass
    run.kill()
    run.communicate()
    killed.set()
    assert day.update().status is Status.DONE
    assert [headers.get("range") for headers in day.publisher.requests(path)] == [None, f"bytes={half}-"]
