"""`export` as a person runs it: what stays behind is told on stderr, a dataset is a whole folder or none."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rdflib import Graph

from passerelles.build import Outcome
from passerelles.cli.exporting_graph import export_dataset, export_graph
from passerelles.errors import UsageError
from passerelles.exports import Options
from passerelles.store import open_store


def exported(store: Path, name: str, options: Options = Options()) -> bytes:  # noqa: B008
    stream = io.BytesIO()
    with open_store(store) as dataset:
        export_graph(dataset, name, options, lambda make: make(stream))  # type: ignore[arg-type,return-value]
    return stream.getvalue()


def test_what_cannot_be_a_qualification_is_listed_with_the_reason(
    examples_store: tuple[Path, Outcome], capsys: pytest.CaptureFixture[str]
) -> None:
    exported(examples_store[0], "elm")
    out, told = capsys.readouterr()
    assert out == ""
    assert "0 certifications sur 70 décrites" in told
    assert "n’énonce pas de capacités" in told and "RNCP28243" in told
    assert "un de ses documents n’a pas de licence ouverte (1) : MQ 1988 0044" in told


def test_documents_left_behind_are_named(
    examples_store: tuple[Path, Outcome], capsys: pytest.CaptureFixture[str]
) -> None:
    exported(examples_store[0], "turtle")
    assert "Laissé de côté : 1 document de UIMM" in capsys.readouterr().err
    exported(examples_store[0], "turtle", Options(with_restricted=True))
    assert capsys.readouterr().err == ""


def test_a_dataset_is_written_whole_in_a_new_folder(
    examples_store: tuple[Path, Outcome], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted = tmp_path / "donnees"
    export_dataset(examples_store[0], Options(), wanted)
    assert {"passerelles.nq.gz", "void.ttl", "SHA256SUMS", "CITATION.txt"} <= {
        each.name for each in wanted.iterdir()
    }
    assert "9 fichiers" in capsys.readouterr().err
    assert len(Graph().parse(wanted / "void.ttl")) > 500
    with pytest.raises(UsageError, match="existe déjà"):
        export_dataset(examples_store[0], Options(), wanted)
    with pytest.raises(UsageError, match="--output"):
        export_dataset(examples_store[0], Options(), None)
    with pytest.raises(UsageError, match="ne peut pas être écrit"):
        export_dataset(examples_store[0], Options(), tmp_path / "absent" / "donnees")
    assert [each.name for each in tmp_path.iterdir()] == ["donnees"]
