"""Derived files are made once, never half, and made again when they are gone."""

import shutil
from pathlib import Path

import pytest

from passerelles.analysis.prepared import prepared


def test_a_part_is_made_once(tmp_path: Path) -> None:
    made = []

    def make(folder: Path) -> None:
        made.append(folder)
        (folder / "fichier").write_text("contenu", encoding="utf-8")

    first = prepared(tmp_path / "derived", "partie", make)
    assert (first / "fichier").read_text(encoding="utf-8") == "contenu"
    assert prepared(tmp_path / "derived", "partie", make) == first
    assert len(made) == 1
    shutil.rmtree(first)
    assert prepared(tmp_path / "derived", "partie", make) == first
    assert len(made) == 2


def test_what_is_cut_short_is_never_read(tmp_path: Path) -> None:
    def fails(folder: Path) -> None:
        (folder / "fichier").write_text("moitié", encoding="utf-8")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        prepared(tmp_path, "partie", fails)
    assert list(tmp_path.iterdir()) == []


def test_the_first_of_two_is_kept(tmp_path: Path) -> None:
    def second(folder: Path) -> None:
        (folder / "fichier").write_text("second", encoding="utf-8")

    def first(folder: Path) -> None:
        # Another process prepares the same part meanwhile.
        prepared(tmp_path, "partie", second)
        (folder / "fichier").write_text("premier", encoding="utf-8")

    made = prepared(tmp_path, "partie", first)
    assert (made / "fichier").read_text(encoding="utf-8") == "second"
    assert [entry.name for entry in tmp_path.iterdir()] == [made.name]


def test_a_disk_that_refuses_is_told(tmp_path: Path) -> None:
    (tmp_path / "plein").write_text("", encoding="utf-8")
    with pytest.raises(OSError):
        prepared(tmp_path / "plein", "partie", lambda folder: None)
