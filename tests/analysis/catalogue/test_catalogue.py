"""The catalogue says what the graph says: counted, compared value by value, equal when written twice."""

from pathlib import Path

import pytest

from passerelles.analysis.catalogue import Catalogue, write_catalogue
from passerelles.analysis.catalogue.scanning import scan
from passerelles.answers.question import rows
from passerelles.build import Outcome
from passerelles.ontology import ID
from passerelles.store import open_store

COUNTS = {
    "certification": "?x a pas:Certification",
    "bloc": "?x a pas:Bloc",
    "capacite": "?x a pas:Capacite",
    "code": "?x a pas:Certification ; pas:nsf|pas:rome|pas:formacode|pas:convention|pas:niveau|dcterms:type ?y",
    "certificateur": "?x a pas:Certification ; pas:certificateur ?y",
    "acces": "?x a pas:Certification ; pas:acces ?y",
    "bloc_capacite": "?x a pas:Bloc ; pas:capacite ?y",
    "source": "?x a pas:Fiche ; pas:fichier ?y",
    "concept": "?x skos:inScheme ?scheme",
}


@pytest.mark.parametrize("table", sorted(COUNTS))
def test_every_table_has_what_the_graph_has(
    table: str, examples_store: tuple[Path, Outcome], examples_catalogue: Catalogue
) -> None:
    pattern = COUNTS[table]
    with open_store(examples_store[0]) as dataset:
        subjects = "?x ?y" if "?y" in pattern else "?x"
        (found,) = scan(
            dataset, f"SELECT (COUNT(*) AS ?n) WHERE {{ SELECT DISTINCT {subjects} WHERE {{ {pattern} }} }}"
        )
    assert int(found[0]) > 0
    assert examples_catalogue.rows(f"SELECT COUNT(*) FROM {table}") == [(int(found[0]),)]


def test_values_are_those_that_pages_show(
    examples_store: tuple[Path, Outcome], examples_catalogue: Catalogue
) -> None:
    with open_store(examples_store[0]) as dataset:
        for each in examples_catalogue.certifications():
            facts: dict[str, set[str]] = {}
            for row in rows(dataset, "certification", certification=each.iri):
                facts.setdefault(row["propriete"].replace("#", "/").rsplit("/", 1)[1], set()).add(
                    row["valeur"]
                )
            assert {each.title} == facts.get("title", {None})
            assert {each.identifier} == facts.get("identifier", {None})
            expected = {"true": True, "false": False}
            assert each.actif is next((expected[value] for value in facts.get("actif", ())), None)
            blocs = {row["bloc"] for row in rows(dataset, "certification-blocs", certification=each.iri)}
            assert {bloc.iri for bloc in examples_catalogue.blocs(each.id)} == blocs


def test_one_certification_is_found_with_its_surroundings(examples_catalogue: Catalogue) -> None:
    found = examples_catalogue.certification(f"{ID}rncp/23022")
    assert found is not None and found.identifier == "RNCP23022" and found.described
    assert (found.debut, found.fin) == ("2015-05-27", "2020-08-23")
    assert [bloc.identifier for bloc in examples_catalogue.blocs(found.id)] == [
        "RNCP23022BC01", "RNCP23022BC02", "RNCP23022BC03",
    ]  # fmt: skip
    capacites = examples_catalogue.capacites(found.id)
    held = [number for bloc in examples_catalogue.blocs(found.id) for number in bloc.capacites]
    assert set(held) <= {capacite.id for capacite in capacites}
    assert ("nsf", "201") in {(code.scheme, code.notation) for code in examples_catalogue.codes(found.id)}
    assert examples_catalogue.sources(found.id)
    assert examples_catalogue.numbered([found.id, 0])[0] == found
    assert examples_catalogue.certification(f"{ID}rncp/999999") is None
    rome = examples_catalogue.concept(f"{ID}rome/H2903")
    assert rome is not None and rome.label and rome.broader == (f"{ID}rome/H29",)


def test_written_twice_it_is_the_same(examples_store: tuple[Path, Outcome], tmp_path: Path) -> None:
    with open_store(examples_store[0]) as dataset:
        for name in ("un", "deux"):
            write_catalogue(dataset, tmp_path / name)
    assert (tmp_path / "un").read_bytes() == (tmp_path / "deux").read_bytes()


def test_sentences_with_line_ends_and_quotes_come_through(tmp_path: Path) -> None:
    class Answering:
        def serialise(self, query: str, media_type: str) -> object:
            whole = 's,o\r\na,"deux\r\nlignes, « é » et ""guillemets"""\r\nb,\r\n'.encode()
            return iter([whole[start : start + 3] for start in range(0, len(whole), 3)])

    found = list(scan(Answering(), "SELECT ?s ?o {}"))  # type: ignore[arg-type]
    assert found == [["a", 'deux\r\nlignes, « é » et "guillemets"'], ["b", ""]]
