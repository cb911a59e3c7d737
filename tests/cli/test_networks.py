"""`export` of networks as a person runs it: files that tools open, options that fit together, French refusals."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path
from types import SimpleNamespace

import networkx as nx
import pytest
import typer
from typer.testing import CliRunner

from passerelles.analysis.explorer import Explorer
from passerelles.build import Outcome
from passerelles.cli import exporting
from passerelles.errors import NotFoundError, UsageError
from tests.cli.test_commands import run


@pytest.fixture(scope="module")
def store(examples_store: tuple[Path, Outcome]) -> Path:
    return examples_store[0]


def exported(store: Path, *options: str) -> bytes:
    app = typer.Typer()
    exporting.register(app)
    done = CliRunner().invoke(app, ["--store", str(store), *options], catch_exceptions=False)
    assert done.exit_code == 0
    return done.stdout_bytes


def test_the_whole_network_of_the_examples_opens_in_networkx(store: Path, tmp_path: Path) -> None:
    done = run("export", "--format", "graphml", "-o", str(tmp_path / "reseau.graphml"), store=store)
    assert done.returncode == 0, done.stderr
    graph = nx.read_graphml(tmp_path / "reseau.graphml", force_multigraph=True)
    assert graph.nodes["rncp/23022"]["identifiant"] == "RNCP23022"
    assert {data["relation"] for _, _, data in graph.edges(data=True)} >= {
        "certification-bloc-capacite", "correspondances", "successions", "certification-codes",
    }  # fmt: skip
    assert {data["relation"] for _, _, data in graph.edges(data=True)} <= {
        "certification-bloc-capacite", "correspondances", "successions", "certification-codes", "mobilites",
    }  # fmt: skip
    assert list(tmp_path.iterdir()) == [tmp_path / "reseau.graphml"]


def test_what_surrounds_a_certification_with_its_measures(store: Path) -> None:
    data = json.loads(
        exported(
            store, "--format", "nodelink", "--relations", "correspondances", "--autour", "rncp 23022",
            "--communautes", "--centralites",
        )
    )  # fmt: skip
    graph = nx.node_link_graph(data)
    (given,) = graph.successors(next(iter(graph.successors("rncp/23022"))))
    assert given.startswith("titre/") and "équipements industriels" in graph.nodes[given]["intitule"]
    assert {"communaute_calculee", "degre_calcule", "pagerank_calcule"} <= graph.nodes[given].keys()
    assert {data["rang"] for _, _, data in graph.edges(data=True)} == {"conventionnelle"}


def test_tables_for_spreadsheets(store: Path, tmp_path: Path) -> None:
    nodes, both = tmp_path / "noeuds.csv", tmp_path / "reseau.zip"
    edges = exported(store, "--format", "csv", "--noeuds", str(nodes)).decode()
    rows = list(csv.DictReader(io.StringIO(edges, newline="")))
    known = {row["Id"] for row in csv.DictReader(io.StringIO(nodes.read_text(encoding="utf-8")))}
    assert rows and {row["Source"] for row in rows} | {row["Target"] for row in rows} == known
    exported(store, "--format", "csv", "-o", str(both))
    assert zipfile.ZipFile(both).read("aretes.csv").decode() == edges


def test_overlap_above_a_threshold(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [
        ("RNCP28243", 1, "RNCP28245", 0.7),
        ("RNCP28245", 1, "RNCP28243", 0.7),
        ("RNCP23022", 1, "RNCP28245", 0.6),
    ]
    monkeypatch.setattr(Explorer, "overlap", SimpleNamespace(all=lambda top: lines))
    options = ("--format", "csv", "--relations", "recouvrement", "--seuil")
    (row,) = csv.DictReader(io.StringIO(exported(store, *options, "0.65").decode()))
    assert (row["Source"], row["Target"], row["rang"], row["weight"]) == (
        "rncp/28243", "rncp/28245", "calculée", "0.7",
    )  # fmt: skip
    assert len(exported(store, *options, "0.5").splitlines()) == 3


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--format", "turtle", "--autour", "RNCP23022"), "choisissez un format parmi graphml"),
        (("--format", "gexf", "--seuil", "0.5"), "nommez-la dans « --relations »"),
        (("--format", "gexf", "--distance", "3"), "« --autour »"),
        (("--format", "gexf", "--autour", " , "), "au moins un identifiant"),
        (("--format", "gexf", "--noeuds", "n.csv"), "format csv"),
        (("--format", "gexf", "--relations", "voisins"), "« voisins » n’existe pas"),
        (("--format", "dot"), "graphml, gexf, csv, nodelink"),
    ],
)
def test_options_that_do_not_fit_are_refused_in_french(
    store: Path, options: tuple[str, ...], words: str
) -> None:
    with pytest.raises(UsageError, match=words):
        exported(store, *options)


def test_what_is_not_in_the_graph_is_said(store: Path) -> None:
    with pytest.raises(NotFoundError, match="RNCP99999 n’est pas dans ce graphe"):
        exported(store, "--format", "gexf", "--autour", "RNCP99999")
