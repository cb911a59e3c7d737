"""Each kind of source declares how many certifications it holds: out of bounds, the previous graph stays."""

from dataclasses import replace
from pathlib import Path

import pytest

from passerelles.build import build
from passerelles.examples import folder, paths
from passerelles.loaders import LOADERS
from passerelles.loaders.france_competences_csv import FranceCompetencesCsv
from passerelles.records import Severity
from passerelles.store import open_store
from tests.conftest import NOW

EXPORT = paths()["export-fiches-csv-2020-11-23.zip"]


class Bounded(FranceCompetencesCsv):
    """The loader of the CSV export under other bounds."""

    def __init__(self, minimum: int, maximum: int) -> None:
        self.description = replace(FranceCompetencesCsv.description, minimum=minimum, maximum=maximum)


@pytest.mark.parametrize(("minimum", "maximum"), [(1, 10), (1000, 100_000)])
def test_an_export_out_of_bounds_leaves_the_previous_graph(
    minimum: int, maximum: int, tmp_path: Path
) -> None:
    first = build([folder() / "RNCP28243.txt"], tmp_path, now=NOW)
    outcome = build([EXPORT], tmp_path, now=NOW, recipe=(Bounded(minimum, maximum), *LOADERS))
    assert outcome.version is None
    (problem,) = (each for each in outcome.report.results if each.cause == "compte-hors-bornes")
    assert problem.severity is Severity.ERROR
    assert EXPORT.name in problem.message_fr and str(minimum) in problem.message_fr
    with open_store(tmp_path) as dataset:
        assert dataset.version.id == first.version


def test_an_export_within_its_bounds_is_built(tmp_path: Path) -> None:
    assert build([EXPORT], tmp_path, now=NOW, recipe=(Bounded(1, 100), *LOADERS)).version == "1"
