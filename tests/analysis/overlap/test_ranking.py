"""What the score is made of, and what it must not know."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np

from passerelles.analysis.catalogue import Catalogue
from passerelles.analysis.overlap import Overlap, write_overlap
from passerelles.analysis.overlap.coefficients import WEIGHTS
from passerelles.analysis.overlap.field import FIELDS
from passerelles.analysis.overlap.ranking import Ranking
from passerelles.analysis.overlap.signals import CONTENT, SUCCESSION


def test_points_looked_up_are_those_of_the_signals(overlap_folder: Path) -> None:
    ranking = Ranking(overlap_folder)
    content = np.array([WEIGHTS.content.get(name, 0.0) for name in CONTENT])
    succession = np.array([WEIGHTS.succession.get(name, 0.0) for name in SUCCESSION])
    rows = np.flatnonzero(ranking.traits.described)
    for found in ranking.measured(rows):
        asked = np.full(len(found.candidates), found.row)
        flags = found.content[:, len(FIELDS) :] @ content[len(FIELDS) :]
        assert np.allclose(ranking.points.content(asked, found.candidates), flags)
        forward = ranking.points.succession(asked, found.candidates)
        assert np.allclose(forward, found.forward @ succession)
        assert np.allclose(ranking.points.succession(found.candidates, asked), found.backward @ succession)


def test_cosines_add_up_to_products(overlap_folder: Path) -> None:
    ranking = Ranking(overlap_folder)
    rows = np.flatnonzero(ranking.traits.described)
    weights = np.arange(1.0, len(FIELDS) + 1.0)
    place = np.zeros(len(rows), dtype=np.int64)
    asked = rows[:1]
    summed = sum(ranking.matrix.products(asked, place, rows, weights, long=part) for part in (True, False))
    assert np.allclose(summed, ranking.matrix.cosines(int(rows[0]), rows) @ weights, atol=1e-5)
    assert np.allclose(
        ranking.matrix.cosines(int(rows[0]), asked)[0][ranking.filled[rows[0]]], 1.0, atol=1e-5
    )


def test_the_score_knows_neither_successions_nor_numbers(
    examples_catalogue: Catalogue, tmp_path: Path
) -> None:
    """Without who replaced whom, and under other numbers, the same certifications are as close as before."""
    blind = tmp_path / "blind.sqlite"
    shutil.copy(examples_catalogue.path, blind)
    with closing(sqlite3.connect(blind)) as database:
        many = database.execute("DELETE FROM succession").rowcount
        database.execute("UPDATE certification SET identifier = 'X' || (90000 - id)")
        database.commit()
    assert many > 0
    names = {
        f"X{90000 - each.id}": each.identifier or each.iri for each in examples_catalogue.certifications()
    }
    lists = []
    for catalogue in (examples_catalogue, Catalogue(blind)):
        folder = tmp_path / catalogue.path.stem
        folder.mkdir()
        write_overlap(catalogue, folder)
        lists.append(list(Overlap(catalogue, folder).all(20)))
    seen, unseen = lists
    assert [(names[one], rank, names[other], score) for one, rank, other, score in unseen] == seen


def test_files_are_the_same_every_time(
    examples_catalogue: Catalogue, overlap_folder: Path, tmp_path: Path
) -> None:
    write_overlap(examples_catalogue, tmp_path)
    names = sorted(path.name for path in overlap_folder.iterdir())
    assert names == sorted(path.name for path in tmp_path.iterdir())
    assert all((tmp_path / name).read_bytes() == (overlap_folder / name).read_bytes() for name in names)
