"""Files, folders and archives: the good ones are yielded, each bad one says why."""

import io
import os
import struct
import zipfile
from pathlib import Path

import pytest

from passerelles.errors import SourceError
from passerelles.loaders.entries import Entry, entries_of
from passerelles.records import Problem, Severity


def _found(path: Path) -> tuple[list[Entry], list[Problem]]:
    found = list(entries_of(path))
    return [one for one in found if isinstance(one, Entry)], [
        one for one in found if isinstance(one, Problem)
    ]


def _archive(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def test_a_missing_path_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"absent\.txt.*n’existe pas"):
        list(entries_of(tmp_path / "absent.txt"))


def test_a_file_given_by_name_is_marked_as_given(tmp_path: Path) -> None:
    path = tmp_path / "été.txt"
    path.write_text("texte", encoding="utf-8")
    (entry,), problems = _found(path)
    assert (entry.name, entry.size, entry.given, entry.head, problems) == (str(path), 5, True, b"texte", [])


def test_a_folder_is_read_in_a_stable_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", ".cache", "sous/c.txt", ".git/config"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(name, encoding="utf-8")
    entries, problems = _found(tmp_path)
    assert [Path(entry.name).name for entry in entries] == ["a.txt", "b.txt", "c.txt"]
    assert not any(entry.given for entry in entries)
    assert not problems


def test_links_that_loop_or_lead_nowhere_are_said(tmp_path: Path) -> None:
    (tmp_path / "bon.txt").write_text("bon", encoding="utf-8")
    (tmp_path / "boucle").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "vide").symlink_to(tmp_path / "absent")
    (tmp_path / "moi").symlink_to(tmp_path / "moi")
    entries, problems = _found(tmp_path)
    assert [Path(entry.name).name for entry in entries] == ["bon.txt"]
    assert {(Path(one.source).name, one.cause) for one in problems} == {
        ("boucle", "lien-circulaire"),
        ("vide", "source-illisible"),
        ("moi", "source-illisible"),
    }


def test_a_linked_folder_is_read(tmp_path: Path) -> None:
    (tmp_path / "ailleurs").mkdir()
    (tmp_path / "ailleurs" / "a.txt").write_text("a", encoding="utf-8")
    (tmp_path / "dossier").mkdir()
    (tmp_path / "dossier" / "lien").symlink_to(tmp_path / "ailleurs", target_is_directory=True)
    entries, problems = _found(tmp_path / "dossier")
    assert [entry.head for entry in entries] == [b"a"]
    assert not problems


@pytest.mark.skipif(os.name != "posix", reason="les tubes nommés sont propres à POSIX")
def test_what_is_no_ordinary_file_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "tube")
    entries, problems = _found(tmp_path)
    assert not entries
    assert "n’est pas un fichier ordinaire" in problems[0].message


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="l’administrateur lit tout")
def test_an_unreadable_file_is_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text("x", encoding="utf-8")
    path.chmod(0)
    _, (problem,) = _found(path)
    assert problem.severity is Severity.ERROR
    assert "secret.txt" in problem.message


def test_members_of_an_archive_are_entries_with_readable_names(tmp_path: Path) -> None:
    path = _archive(
        tmp_path / "a.zip", {"fiches/élève.txt": b"un", "b.txt": b"deux", "__MACOSX/._b.txt": b"?"}
    )
    entries, problems = _found(path)
    assert [entry.name for entry in entries] == [f"{path} › b.txt", f"{path} › fiches/élève.txt"]
    assert [entry.read(10) for entry in entries] == [b"deux", b"un"]
    assert [entry.group for entry in entries] == [str(path), f"{path}/fiches"]
    assert not problems


def test_a_name_in_utf8_that_does_not_say_so_is_read_as_utf8(tmp_path: Path) -> None:
    path = _archive(tmp_path / "a.zip", {"eXXe.txt": b"un"})
    path.write_bytes(path.read_bytes().replace(b"eXXe", "été".encode()[1:] + b"e"))  # same length, flag unset
    broken = path.read_bytes().replace("été".encode()[1:] + b"e", b"\x82t\x82e")  # the DOS way
    (entry,), _ = _found(_write(tmp_path / "dos.zip", broken))
    assert entry.name.endswith("› étée.txt")
    whole = (
        _archive(tmp_path / "u.zip", {"eXXXe.txt": b"deux"}).read_bytes().replace(b"eXXXe", "été".encode())
    )
    (entry,), _ = _found(_write(tmp_path / "utf8.zip", whole))
    assert entry.name.endswith("› été.txt")
    assert entry.read(10) == b"deux"


def _write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_a_member_that_would_leave_the_archive_is_refused(tmp_path: Path) -> None:
    path = _archive(tmp_path / "a.zip", {"../dehors.txt": b"x", "/racine.txt": b"x", "dedans.txt": b"bon"})
    entries, problems = _found(path)
    assert [entry.head for entry in entries] == [b"bon"]
    assert [one.cause for one in problems] == ["nom-de-membre-dangereux"] * 2


def test_a_bomb_is_refused_whole(tmp_path: Path) -> None:
    path = _archive(tmp_path / "bombe.zip", {"zeros.txt": bytes(64 * 2**20), "bon.txt": b"bon"})
    entries, (problem,) = _found(path)
    assert not entries
    assert "bombe de décompression" in problem.message
    assert problem.severity is Severity.ERROR


def test_a_member_that_lies_about_its_size_gives_no_more_than_it_says(tmp_path: Path) -> None:
    path = _archive(tmp_path / "menteur.zip", {"a.txt": bytes(30 * 2**20)})
    data = bytearray(path.read_bytes())
    directory = data.index(b"PK\x01\x02")
    struct.pack_into("<I", data, directory + 24, 100)
    (entry,), _ = _found(_write(path, bytes(data)))
    with pytest.raises(OSError, match="endommagé"):
        entry.read(20 * 2**20)


def test_an_encrypted_member_is_said_and_the_others_are_read(tmp_path: Path) -> None:
    path = _archive(tmp_path / "a.zip", {"clair.txt": b"bon", "secret.txt": b"chut"})
    data = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        struct.pack_into("<H", data, data.rindex(mark) + offset, 1)
    entries, (problem,) = _found(_write(path, bytes(data)))
    assert [entry.head for entry in entries] == [b"bon"]
    assert "chiffré" in problem.message


@pytest.mark.parametrize("kept", [0.2, 0.5, 0.9])
def test_a_truncated_archive_is_a_problem(tmp_path: Path, kept: float) -> None:
    whole = _archive(tmp_path / "a.zip", {"a.txt": os.urandom(5000)}).read_bytes()
    _, (problem,) = _found(_write(tmp_path / "t.zip", whole[: int(len(whole) * kept)]))
    assert "illisible ou tronquée" in problem.message


def test_a_damaged_member_fails_when_read_not_before(tmp_path: Path) -> None:
    path = _archive(tmp_path / "a.zip", {"a.txt": os.urandom(5000)})
    data = bytearray(path.read_bytes())
    data[2000] ^= 0xFF
    (entry,), problems = _found(_write(path, bytes(data)))
    assert not problems
    with pytest.raises(OSError, match="endommagé"):
        entry.read(10_000)


def test_empty_and_office_archives_say_what_to_do(tmp_path: Path) -> None:
    empty = _archive(tmp_path / "vide.zip", {})
    office = _archive(tmp_path / "fiche.docx", {"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"})
    assert "vide" in _found(empty)[1][0].message
    assert "Enregistrez-le en PDF" in _found(office)[1][0].message


def test_reading_beyond_the_limit_is_an_error() -> None:
    entry = Entry("long.txt", ".", 3, lambda: io.BytesIO(b"abc" * 1000))
    with pytest.raises(SourceError, match=r"long\.txt : fichier trop volumineux"):
        entry.read(2000)
    assert entry.read(3000) == b"abc" * 1000
