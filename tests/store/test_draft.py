"""What a build leaves on the disk, whatever happens to it."""

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from passerelles.errors import StoreError
from passerelles.store import Iri, Literal, current_version, draft, open_store
from passerelles.store.quads import SortedLines
from tests.store.conftest import EX, QUADS, XSD

COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
VALUES = "SELECT DISTINCT ?o WHERE { ?s ?p ?o }"


def publish(location: Path, *values: str) -> str:
    with draft(location) as work:
        work.add(f'<{EX}s{value}> <{EX}p> "{value}" <{EX}g> .' for value in values)
        return work.publish({})


def values(location: Path) -> set[str]:
    with open_store(location) as dataset:
        return {row[0].value for row in dataset.select(VALUES).rows if row[0]}


def test_a_triple_of_two_sources_counts_once(location: Path) -> None:
    with draft(location) as work:
        work.add(QUADS)
        work.publish({})
    with open_store(location) as dataset:
        assert dataset.select(COUNT).rows == ((Literal("9", f"{XSD}integer"),),)
        total = f"SELECT (SUM(?n) AS ?t) WHERE {{ ?s <{EX}nombre> ?n }}"
        assert dataset.select(total).rows == ((Literal("42", f"{XSD}integer"),),)
        join = f"SELECT ?t ?n WHERE {{ ?s <{EX}titre> ?t ; <{EX}nombre> ?n FILTER(?s = <{EX}a>) }}"
        assert len(dataset.select(join).rows) == 1
        sources = f"SELECT ?g WHERE {{ GRAPH ?g {{ <{EX}a> <{EX}nombre> 37 }} }} ORDER BY ?g"
        assert dataset.select(sources).rows == ((Iri(f"{EX}source1"),), (Iri(f"{EX}source2"),))
        assert dataset.version.manifest["quads"] == 11
        assert dataset.version.manifest["triples"] == 9


def test_two_builds_of_the_same_lines_give_the_same_bytes(tmp_path: Path) -> None:
    with draft(tmp_path / "one") as work:
        work.add(QUADS)
        work.publish({"sources": 2})
    with draft(tmp_path / "two") as work:
        for line in reversed(QUADS):
            work.add([line, line])
        work.publish({"sources": 2})
    with open_store(tmp_path / "one") as one, open_store(tmp_path / "two") as two:
        written = b"".join(one.nquads())
        assert written == b"".join(two.nquads())
        assert written.decode().splitlines() == sorted(QUADS)
        assert one.version == two.version


@settings(deadline=None)
@given(
    st.lists(st.sampled_from([f'<a:s> <a:p> "{n}é" <a:g{n % 3}> .' for n in range(50)])), st.integers(1, 200)
)
def test_runs_on_disk_sort_as_memory_does(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str], chunk: int
) -> None:
    quads = SortedLines(tmp_path_factory.mktemp("runs"), chunk)
    quads.add(f"{line}\n".encode() for line in lines)
    assert list(quads.lines()) == [f"{line}\n".encode() for line in sorted(set(lines))]


@pytest.mark.parametrize(
    "line",
    [
        "_:b <a:p> <a:o> <a:g> .",
        "<a:s> <a:p> _:b <a:g> .",
        "<a:s> <a:p> <a:o> .",
        '<a:s> <a:p> "texte" .',
        '<a:s> <a:p> "te"xte" <a:g> .',
        '<a:s> <a:p> "deux\nlignes" <a:g> .',
        "<a:s> <a:p> <a:o> <a:g> .\n",
        "<a:s> <a:p> <a: o> <a:g> .",
        "",
    ],
)
def test_a_line_that_is_no_stable_quad_is_a_fault_of_the_program(location: Path, line: str) -> None:
    with draft(location) as work, pytest.raises(ValueError, match=r"blank nodes|canonical"):
        work.add([line])
    assert current_version(location) is None


def test_an_iri_that_the_engine_refuses_is_a_fault_of_the_program_too(location: Path) -> None:
    with draft(location) as work, pytest.raises(ValueError, match="refuses a quad"):
        work.add(["<a:s> <a:p> <http://[exemple/> <a:g> ."])
    assert current_version(location) is None


def test_texts_and_attachments_come_back_as_they_were(location: Path) -> None:
    text = "première ligne\r\nseconde\rtroisième\n\ufeffœ"
    with draft(location) as work:
        work.put_text("0" * 64, text)
        work.put_attachment("rapport.json", b'{"\xc3\xa9": 1}')
        with pytest.raises(ValueError, match="SHA-256"):
            work.put_text("../../ailleurs", text)
        with pytest.raises(ValueError, match="file name"):
            work.put_attachment("../ailleurs", b"")
        work.publish({})
    with open_store(location) as dataset:
        assert dataset.text_of("0" * 64) == text
        assert dataset.text_of("1" * 64) is None
        assert dataset.text_of("../manifest.json") is None
        assert dataset.attachment("rapport.json") == b'{"\xc3\xa9": 1}'
        assert dataset.attachment("../manifest.json") is None
        assert dataset.attachment("absent") is None


def test_an_empty_graph_is_a_graph(location: Path) -> None:
    publish(location)
    assert values(location) == set()


def test_leaving_without_publishing_discards(location: Path) -> None:
    publish(location, "un")
    with draft(location) as work:
        work.add([f'<{EX}s> <{EX}p> "deux" <{EX}g> .'])
    with pytest.raises(ZeroDivisionError), draft(location) as work:
        raise ZeroDivisionError
    assert values(location) == {"un"}
    assert sorted(entry.name for entry in (location / "versions").iterdir()) == ["1"]


def test_publishing_twice_is_a_fault_of_the_program(location: Path) -> None:
    with draft(location) as work:
        work.publish({})
        with pytest.raises(ValueError, match="published"):
            work.publish({})


def test_a_second_builder_is_refused(location: Path) -> None:
    with draft(location) as work:
        with pytest.raises(StoreError, match="autre construction est en cours"), draft(location):
            pass
        work.add([f'<{EX}s> <{EX}p> "un" <{EX}g> .'])
        work.publish({})
    assert values(location) == {"un"}


def test_old_versions_go_when_nobody_reads_them(location: Path) -> None:
    publish(location, "un")
    reader = open_store(location)
    for value in ("deux", "trois", "quatre"):
        publish(location, value)
    assert reader.select(VALUES).rows == ((Literal("un"),),)
    assert reader.version.id == "1"
    assert sorted(entry.name for entry in (location / "versions").iterdir()) == ["1", "3", "4"]
    reader.close()
    publish(location, "cinq")
    assert sorted(entry.name for entry in (location / "versions").iterdir()) == ["4", "5"]
    with open_store(location, "4") as previous:
        assert previous.select(VALUES).rows == ((Literal("quatre"),),)
    with pytest.raises(StoreError, match=r"version 1 .* n’est plus là"):
        open_store(location, "1")


def test_leftovers_of_dead_builds_are_cleaned_and_the_rest_is_left_alone(location: Path) -> None:
    publish(location, "un")
    publish(location, "deux")
    versions = location / "versions"
    # As if the second build had been killed between the name of its version and the switch.
    (location / "current").write_text("1\n")
    (versions / "3.draft" / "data").mkdir(parents=True)
    (versions / "7.removed").mkdir()
    (versions / "à moi").mkdir()
    (versions / "12").mkdir()
    assert values(location) == {"un"}
    assert publish(location, "trois") == "13"
    assert values(location) == {"trois"}
    assert sorted(entry.name for entry in versions.iterdir()) == ["1", "12", "13", "à moi"]


def test_a_folder_without_a_store_says_what_to_do(tmp_path: Path) -> None:
    for location in (tmp_path, tmp_path / "absent"):
        with pytest.raises(StoreError, match="passerelles build"):
            open_store(location)
        assert current_version(location) is None


def test_a_store_of_another_format_says_to_rebuild(location: Path) -> None:
    publish(location, "un")
    manifest = location / "versions/1/manifest.json"
    manifest.write_text(manifest.read_text().replace('"format": 2', '"format": 99'))
    with pytest.raises(StoreError, match="autre version de Passerelles : reconstruisez-la"):
        open_store(location)


@pytest.mark.parametrize("damage", ["current", "versions/1/manifest.json", "versions/1/data/CURRENT"])
def test_a_damaged_store_says_to_rebuild(location: Path, damage: str) -> None:
    publish(location, "un")
    (location / damage).write_bytes(b"\xff\xfe")
    with pytest.raises(StoreError, match=r"abîmée.*econstruisez"):
        open_store(location)


def test_a_file_in_the_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "fichier").write_text("")
    for location in (tmp_path / "fichier", tmp_path / "fichier" / "base"):
        with pytest.raises(StoreError, match="--store"), draft(location):
            pass


@pytest.mark.skipif(os.geteuid() == 0, reason="l’administrateur écrit partout")
def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(StoreError, match="droits"), draft(tmp_path / "base"):
        pass


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="pas de disque plein simulé sur ce système")
def test_a_full_disk_leaves_the_previous_version(location: Path) -> None:
    publish(location, "un")
    with pytest.raises(StoreError, match="plein"), draft(location) as work:
        (location / "versions" / "2.draft" / "attachments" / "rapport").symlink_to("/dev/full")
        work.put_attachment("rapport", b"texte")
    assert values(location) == {"un"}


def test_reading_writes_nothing(location: Path) -> None:
    publish(location, "un")

    def state() -> list[tuple[str, int, int]]:
        files = sorted(path for path in location.rglob("*") if path.is_file())
        return [(str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in files]

    before = state()
    assert values(location) == {"un"}
    assert state() == before
