"""Prepared files: equal when made twice, readable from several threads, right on the examples of the repository."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from benchmarks.recherche_answers import Judge, Shown, cases
from passerelles.analysis.catalogue import Catalogue
from passerelles.analysis.finding import Finding, write_finding


def test_files_made_twice_are_equal(register: Catalogue, tmp_path: Path) -> None:
    for name in ("un", "deux"):
        (tmp_path / name).mkdir()
        write_finding(register, tmp_path / name)
    made = sorted(path.name for path in (tmp_path / "un").iterdir())
    assert made == sorted(path.name for path in (tmp_path / "deux").iterdir())
    for name in made:
        assert (tmp_path / "un" / name).read_bytes() == (tmp_path / "deux" / name).read_bytes(), name


def test_threads_get_the_answers_of_one(finding: Finding) -> None:
    questions = ["soudeur", "bts compta", "aide soignante", "RNCP100", "je soude et je lis des plans"] * 8
    alone = [finding.search(question) for question in questions]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(finding.search, questions)) == alone


def test_the_examples_are_searched(examples_catalogue: Catalogue, tmp_path: Path) -> None:
    write_finding(examples_catalogue, tmp_path)
    finding = Finding(examples_catalogue, tmp_path)
    assert finding.search("23022").results[0].identifier == "RNCP23022"
    assert finding.search("MQ 1988 0044").results[0].identifier == "MQ 1988 0044"
    equipier = finding.search("équipière autonome de production industrielle").results
    assert "RNCP28246" in {hit.identifier for hit in equipier}
    bloc = next(hit for hit in finding.search("rncp28243 bc01").results)
    assert bloc.kind == "bloc" and bloc.certification == "RNCP28243" and bloc.sources


def test_an_empty_register_has_no_answers(tmp_path: Path) -> None:
    import sqlite3

    from passerelles.analysis.catalogue.schema import INDEXES, SCHEMA

    path = tmp_path / "vide.sqlite"
    database = sqlite3.connect(path)
    database.executescript(SCHEMA + INDEXES)
    database.close()
    (tmp_path / "recherche").mkdir()
    catalogue = Catalogue(path)
    write_finding(catalogue, tmp_path / "recherche")
    finding = Finding(catalogue, tmp_path / "recherche")
    assert finding.search("soudeur").results == () and finding.complete("s") == ()
    assert finding.understand("je soude").fragments[0].matches == ()


def test_the_questions_of_the_benchmark_are_in_order(examples_catalogue: Catalogue) -> None:
    asked = cases()
    assert len(asked) >= 350 and len({case.question for case in asked}) == len(asked)
    halves = [case.lot for case in asked]
    assert abs(halves.count("réglage") - halves.count("réserve")) <= 5
    assert all(case.accepted for case in asked)
    judge = Judge(examples_catalogue)
    number = next(case for case in asked if case.question == "RNCP23022")
    iri = "https://w3id.org/passerelles/id/rncp/23022"
    assert (
        judge.rank(number, [Shown("bloc", "x", "x", "x"), Shown("certification", "RNCP23022", "", iri)]) == 2
    )
    assert judge.rank(number, []) is None
