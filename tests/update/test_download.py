"""Downloads over a line that fails in every way: what arrives is whole and checked, or there is a reason."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

import pytest

from passerelles.errors import UpdateError
from passerelles.update import Patience
from passerelles.update.catalogue import exports_at, newest
from passerelles.update.client import Client
from passerelles.update.download import fetch
from passerelles.update.export import Fetched
from tests.update.data_gouv import Fault, Handler, Publisher, busy, cut, redirect, silent, without_range
from tests.update.exports import archive, fiche, name

FILE = name("RNCP", "2026-11-21")
#: Incompressible enough to be cut in several places.
CONTENT = archive(
    "RNCP",
    "2026-11-21",
    (fiche(f"RNCP{n}", hashlib.sha256(str(n).encode()).hexdigest()) for n in range(300)),
)


class Run:
    """Downloads into one folder, with the progress that was told."""

    def __init__(self, publisher: Publisher, folder: Path, patience: Patience) -> None:
        self._publisher, self._folder, self._patience = publisher, folder, patience
        self.progress: list[tuple[int, int | None]] = []

    def __call__(self) -> Fetched:
        with Client(self._patience) as client:
            (export,) = newest(exports_at(self._publisher.address, client))
            return fetch(
                export, self._folder, client, lambda done, total: self.progress.append((done, total))
            )


@pytest.fixture
def run(publisher: Publisher, tmp_path: Path, patience: Patience) -> Run:
    return Run(publisher, tmp_path, patience)


def ranges(publisher: Publisher, path: str) -> list[str | None]:
    return [headers.get("range") for headers in publisher.requests(path)]


def test_a_file_arrives_whole_and_is_kept(publisher: Publisher, run: Run, tmp_path: Path) -> None:
    path = publisher.publish(FILE, CONTENT)
    fetched = run()
    assert fetched.path.read_bytes() == CONTENT and fetched.path.parent == tmp_path
    assert (fetched.sha256, fetched.size) == (hashlib.sha256(CONTENT).hexdigest(), len(CONTENT))
    assert run.progress[-1] == (len(CONTENT), len(CONTENT))
    assert run() == fetched and len(publisher.requests(path)) == 1
    assert sorted(each.name for each in tmp_path.iterdir()) == [FILE, FILE + ".json"]


@pytest.mark.parametrize("kind", ["sha1", "sha256", "md5"])
def test_the_checksum_is_checked_as_it_is_stated(publisher: Publisher, run: Run, kind: str) -> None:
    value = hashlib.new(kind, CONTENT).hexdigest()
    publisher.publish(FILE, CONTENT, checksum={"type": kind.upper(), "value": value.upper()})
    assert run().size == len(CONTENT)


def test_a_line_that_is_cut_goes_on_where_it_was(publisher: Publisher, run: Run, pauses: list[float]) -> None:
    path = publisher.publish(FILE, CONTENT)
    publisher.fail(path, cut(1000), cut(500), cut(1))
    assert run().path.read_bytes() == CONTENT
    assert ranges(publisher, path) == [None, "bytes=1000-", "bytes=1500-", "bytes=1501-"]
    etag = f'"{hashlib.md5(CONTENT).hexdigest()}"'
    assert [headers.get("if-range") for headers in publisher.requests(path)] == [None, etag, etag, etag]
    assert pauses == [1.0, 2.0, 4.0]


def test_another_run_goes_on_where_the_first_was_given_up(publisher: Publisher, run: Run) -> None:
    path = publisher.publish(FILE, CONTENT)
    publisher.fail(path, cut(700), cut(0), cut(0), cut(0))
    with pytest.raises(UpdateError, match=f"{FILE} : 700 octets reçus sur {len(CONTENT)}") as told:
        run()
    assert "sera repris" in str(told.value)
    assert run().path.read_bytes() == CONTENT
    assert ranges(publisher, path)[-1] == "bytes=700-"


def test_a_line_that_moves_on_may_be_cut_more_often(
    publisher: Publisher, run: Run, pauses: list[float]
) -> None:
    large = archive("RNCP", "2026-11-21", (fiche("RNCP1", hashlib.shake_256(b"x").hexdigest(12_000_000)),))
    path = publisher.publish(FILE, large)
    assert len(large) > 6_000_000
    publisher.fail(path, *[cut(1_000_000)] * 6)
    assert run().size == len(large)
    assert len(pauses) == 6 and set(pauses) == {1.0}


def test_a_server_that_ignores_ranges_starts_over(publisher: Publisher, run: Run) -> None:
    path = publisher.publish(FILE, CONTENT)
    publisher.fail(path, cut(1000), without_range)
    assert run().path.read_bytes() == CONTENT


def test_a_file_that_changed_meanwhile_starts_over(publisher: Publisher, run: Run) -> None:
    path = publisher.publish(FILE, CONTENT)
    other = CONTENT[:-1] + b"\0"  # same length: only the mark of the server tells
    publisher.files[path] = other

    def changes(handler: Handler) -> None:
        cut(2000)(handler)
        publisher.files[path] = CONTENT

    publisher.fail(path, changes)
    assert run().path.read_bytes() == CONTENT


def test_a_file_republished_between_two_runs_starts_over(publisher: Publisher, run: Run) -> None:
    path = publisher.publish(FILE, CONTENT)
    publisher.always[path] = cut(400)
    with pytest.raises(UpdateError):
        run()
    publisher.resources.clear()
    later = archive("RNCP", "2026-11-21", [fiche("RNCP1")])
    again = publisher.publish(FILE, later)
    assert run().path.read_bytes() == later
    assert ranges(publisher, again) == [None]


def _without_mark(handler: Handler) -> None:
    handler.send(200, CONTENT, length=900)


@pytest.mark.parametrize(("stated", "second"), [({}, "bytes=900-"), ({"checksum": None}, None)])
def test_without_a_mark_only_a_checksum_allows_to_go_on(
    publisher: Publisher, run: Run, stated: dict[str, None], second: str | None
) -> None:
    path = publisher.publish(FILE, CONTENT, **stated)
    publisher.fail(path, _without_mark)
    assert run().path.read_bytes() == CONTENT
    assert ranges(publisher, path) == [None, second]


def test_a_wrong_place_to_go_on_starts_over(publisher: Publisher, run: Run) -> None:
    path = publisher.publish(FILE, CONTENT)

    def elsewhere(handler: Handler) -> None:
        headers = {"content-range": f"bytes 10-{len(CONTENT) - 1}/{len(CONTENT)}"}
        handler.send(206, CONTENT[10:], headers)

    publisher.fail(path, cut(1000), elsewhere)
    assert run().path.read_bytes() == CONTENT
    assert ranges(publisher, path) == [None, "bytes=1000-", None]


def test_a_range_beyond_the_end_starts_over(publisher: Publisher, run: Run) -> None:
    path = publisher.publish(FILE, CONTENT)
    publisher.fail(path, cut(1000), busy(416, content_range="bytes */3"))
    assert run().path.read_bytes() == CONTENT


def test_an_answer_without_length_that_ends_too_soon_goes_on(publisher: Publisher, run: Run) -> None:
    path = publisher.publish(FILE, CONTENT)

    def unmeasured(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("etag", f'"{hashlib.md5(CONTENT).hexdigest()}"')
        handler.send_header("connection", "close")
        handler.end_headers()
        handler.wfile.write(CONTENT[:1234])
        handler.close_connection = True

    publisher.fail(path, unmeasured)
    assert run().path.read_bytes() == CONTENT
    assert ranges(publisher, path) == [None, "bytes=1234-"]


@pytest.mark.parametrize(
    ("stated", "told"),
    [
        ({"checksum": {"type": "sha1", "value": "0" * 40}}, "somme de contrôle sha1"),
        ({"checksum": {"type": "sha256", "value": "0" * 64}}, "somme de contrôle sha256"),
        ({"filesize": len(CONTENT) + 1}, f"{len(CONTENT)} octets au lieu de {len(CONTENT) + 1}"),
        ({"filesize": len(CONTENT) - 1}, f"au lieu de {len(CONTENT) - 1}"),
    ],
)
def test_a_file_other_than_announced_is_tried_twice_then_refused(
    publisher: Publisher, run: Run, tmp_path: Path, stated: dict[str, object], told: str
) -> None:
    path = publisher.publish(FILE, CONTENT, **stated)
    with pytest.raises(UpdateError, match=told) as raised:
        run()
    assert FILE in str(raised.value) and "n’a pas changé" in str(raised.value)
    assert ranges(publisher, path) == [None, None]
    assert list(tmp_path.iterdir()) == []


def test_a_file_damaged_on_the_way_is_fetched_again(publisher: Publisher, run: Run) -> None:
    path = publisher.publish(FILE, CONTENT)
    publisher.fail(path, lambda handler: handler.send(200, CONTENT[:-4] + b"oops"))
    assert run().path.read_bytes() == CONTENT


def _other_member(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("lisezmoi.txt", "rien")


def _locked(path: Path) -> None:
    """A zip whose member says that it is encrypted."""
    path.write_bytes(CONTENT)
    content = bytearray(CONTENT)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + place] |= 1
    path.write_bytes(content)


def _flipped(path: Path) -> None:
    content = bytearray(CONTENT)
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)


def _bomb(path: Path) -> None:
    """A zip that says it unpacks to 8 GB."""
    path.write_bytes(CONTENT)
    with zipfile.ZipFile(path) as packed:
        size = packed.infolist()[0].file_size.to_bytes(4, "little")
    content = bytearray(CONTENT)
    place = content.rindex(size)
    content[place : place + 4] = b"\xfe\xff\xff\xff"
    double = content[content.index(b"PK\x01\x02") : content.index(b"PK\x05\x06")]
    end = content.index(b"PK\x05\x06")
    content[end:end] = double
    tail = end + len(double)
    for offset, value, width in ((8, 2, 2), (10, 2, 2), (12, 2 * len(double), 4)):
        content[tail + offset : tail + offset + width] = value.to_bytes(width, "little")
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda path: path.write_bytes(CONTENT[:-3000]), "abîmée ou incomplète"),
        (lambda path: path.write_bytes(b"<html>Maintenance</html>"), "abîmée ou incomplète"),
        (_flipped, "abîmée"),
        (_other_member, "aucun fichier XML"),
        (_locked, "mot de passe"),
        (_bomb, "démesurée"),
    ],
)
def test_an_archive_that_was_published_broken_is_refused(
    publisher: Publisher,
    run: Run,
    tmp_path: Path,
    spoil,
    told: str,  # type: ignore[no-untyped-def]
) -> None:
    spoil(tmp_path / "abime.zip")
    publisher.publish(FILE, (tmp_path / "abime.zip").read_bytes())
    with pytest.raises(UpdateError, match=told):
        run()


def test_an_announced_size_out_of_all_proportion_is_refused_unasked(publisher: Publisher, run: Run) -> None:
    path = publisher.publish(FILE, CONTENT, filesize=90_000_000_000)
    with pytest.raises(UpdateError, match="démesuré"):
        run()
    assert publisher.requests(path) == []


@pytest.mark.parametrize(
    ("faults", "expected"),
    [
        ((busy(503, retry_after="7"),), [7.0]),
        ((busy(429, retry_after="2"), busy(500), busy(502)), [2.0, 2.0, 4.0]),
        (
            (busy(503, retry_after="Sat, 21 Nov 2026 12:00:30 GMT", date="Sat, 21 Nov 2026 12:00:00 GMT"),),
            [30.0],
        ),
        ((busy(503, retry_after="bientôt".encode().decode("latin-1")),), [1.0]),
    ],
)
def test_a_busy_server_is_given_the_time_it_asks_for(
    publisher: Publisher, run: Run, pauses: list[float], faults: tuple[Fault, ...], expected: list[float]
) -> None:
    path = publisher.publish(FILE, CONTENT)
    publisher.fail(path, *faults)
    assert run().size == len(CONTENT)
    assert pauses == expected


def test_a_server_that_asks_for_an_hour_is_left_alone(
    publisher: Publisher, run: Run, pauses: list[float]
) -> None:
    path = publisher.publish(FILE, CONTENT)
    publisher.fail(path, busy(503, retry_after="3600"))
    with pytest.raises(UpdateError, match="60 minutes"):
        run()
    assert pauses == []


def test_a_redirection_is_followed_and_an_endless_one_told(publisher: Publisher, run: Run) -> None:
    path = publisher.publish(FILE, CONTENT)
    publisher.files["/ailleurs.zip"] = CONTENT
    publisher.fail(path, redirect("/ailleurs.zip"))
    assert run().size == len(CONTENT)
    publisher.resources.clear()
    other = publisher.publish(name("RNCP", "2026-11-22"), CONTENT[:-1])
    publisher.always[other] = redirect(other)
    with pytest.raises(UpdateError, match="sans fin"):
        run()


def test_a_silent_server_is_waited_for_and_then_told(
    publisher: Publisher, run: Run, pauses: list[float]
) -> None:
    path = publisher.publish(FILE, CONTENT)
    publisher.fail(path, silent)
    assert run().size == len(CONTENT) and pauses == [1.0]
    publisher.always[publisher.listing] = silent
    with pytest.raises(UpdateError, match="s’est tu trop longtemps"):
        run()


def test_a_file_that_is_not_there_is_told(publisher: Publisher, run: Run) -> None:
    path = publisher.publish(FILE, CONTENT)
    del publisher.files[path]
    with pytest.raises(UpdateError, match="code 404"):
        run()
