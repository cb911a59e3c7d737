"""From real documents to a graph: what it holds, byte for byte the same, each value with its proof."""

import re
from pathlib import Path

import pytest

from passerelles.build import Outcome, build
from passerelles.errors import SourceError
from passerelles.examples import folder
from passerelles.records import Severity
from passerelles.store import Literal, open_store
from tests.conftest import NOW

PREFIXES = """
PREFIX pas: <https://w3id.org/passerelles/ns#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX id: <https://w3id.org/passerelles/id/>
"""

PROOFS = (
    PREFIXES
    + """
SELECT ?preuve ?fiche ?debut ?fin ?citation ?valeur WHERE {
  ?preuve a pas:Preuve ; prov:wasDerivedFrom ?fiche ; pas:debut ?debut ; pas:finTexte ?fin .
  OPTIONAL { ?preuve pas:citation ?citation }
  OPTIONAL { ?preuve rdf:object ?valeur }
}
"""
)

#: Facts of a document, on whatever node they hang (a certification that is only named too): all must be proved.
STATED = (
    PREFIXES
    + """
SELECT ?sujet ?propriete ?valeur WHERE {
  GRAPH ?fiche {
    ?sujet ?propriete ?valeur .
    FILTER(?sujet != ?fiche)
    FILTER NOT EXISTS { ?sujet a pas:Preuve }
    # The notation of a code is the code itself: the link from the certification is what is proved.
    FILTER NOT EXISTS { ?sujet a skos:Concept . FILTER(?propriete = skos:notation) }
    FILTER(
      isLiteral(?valeur) && ?propriete NOT IN (pas:ordre) || ?propriete IN (
        pas:nsf, pas:rome, pas:formacode, pas:convention, pas:niveau, pas:certificateur, pas:voie,
        dcterms:type, dcterms:replaces, dcterms:isReplacedBy, pas:certificationLiee, pas:famille
      )
    )
    FILTER NOT EXISTS {
      ?preuve rdf:subject ?sujet ; rdf:predicate ?propriete ; rdf:object ?valeur ; prov:wasDerivedFrom ?fiche
    }
    FILTER EXISTS { ?fiche dcterms:format ?format FILTER(?format != "text/csv") }
  }
}
"""
)


def collapse(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def check_proofs(location: Path) -> int:
    """Every proof is found again at its place in the text of its source; returns how many there are."""
    with open_store(location) as dataset:
        table = dataset.select(PROOFS)
        for preuve, fiche, debut, fin, citation, valeur in table.rows:
            assert preuve and fiche and debut and fin
            text = dataset.text_of(fiche.value.rsplit("/", 1)[-1])
            assert text is not None, f"{fiche.value} has no text"
            quote = text[int(debut.value) : int(fin.value)]
            assert quote.strip(), preuve.value
            if citation is not None:
                assert collapse(quote) == collapse(citation.value)
            else:
                assert isinstance(valeur, Literal), preuve.value
                assert collapse(quote) == collapse(valeur.value)
        assert not dataset.select(STATED).rows, "values of a document without a proof"
        return len(table.rows)


def test_every_value_of_the_examples_is_found_at_its_place(examples_store: tuple[Path, Outcome]) -> None:
    assert check_proofs(examples_store[0]) > 200


def test_every_value_of_the_real_documents_is_found_at_its_place(shared: Path, tmp_path: Path) -> None:
    outcome = build([shared / "fiches"], tmp_path, now=NOW)
    assert outcome.sources == 4
    assert check_proofs(tmp_path) > 300


def test_building_twice_gives_the_same_bytes(examples_store: tuple[Path, Outcome], tmp_path: Path) -> None:
    build([folder()], tmp_path, now=NOW.replace(year=2027))
    with open_store(examples_store[0]) as first, open_store(tmp_path) as second:
        assert b"".join(first.nquads()) == b"".join(second.nquads())


def test_the_order_and_the_place_of_sources_do_not_matter(tmp_path: Path) -> None:
    files = sorted(path for path in folder().iterdir() if path.suffix in (".txt", ".zip"))
    moved = tmp_path / "ailleurs"
    moved.mkdir()
    for path in files:
        (moved / path.name).write_bytes(path.read_bytes())
    build(files, tmp_path / "a", now=NOW)
    build([*reversed([moved / path.name for path in files])], tmp_path / "b", now=NOW)
    with open_store(tmp_path / "a") as first, open_store(tmp_path / "b") as second:
        assert b"".join(first.nquads()) == b"".join(second.nquads())


def test_the_examples_have_no_error(examples_store: tuple[Path, Outcome]) -> None:
    report = examples_store[1].report
    assert [each.message_fr for each in report.results if each.severity is Severity.ERROR] == []


def test_a_fiche_and_its_record_in_the_register_are_one_certification(
    examples_store: tuple[Path, Outcome],
) -> None:
    with open_store(examples_store[0]) as dataset:
        rows = dataset.select(
            PREFIXES
            + """SELECT ?certification (COUNT(DISTINCT ?fiche) AS ?sources) (COUNT(DISTINCT ?bloc) AS ?blocs) WHERE {
                ?certification dcterms:identifier "RNCP28243" ; prov:wasDerivedFrom ?fiche ; pas:bloc ?bloc
            } GROUP BY ?certification"""
        ).records()
        described = dataset.select(
            PREFIXES
            + """SELECT (COUNT(DISTINCT ?certification) AS ?certifications) WHERE {
                ?fiche <http://xmlns.com/foaf/0.1/primaryTopic> ?certification
            }"""
        ).records()
    assert [(row["sources"], row["blocs"]) for row in rows] == [("2", "3")]
    assert [row["certifications"] for row in described] == [str(examples_store[1].certifications)]


def test_where_sources_disagree_both_values_stay_and_one_is_shown(
    examples_store: tuple[Path, Outcome],
) -> None:
    location, outcome = examples_store
    with open_store(location) as dataset:
        ends = dataset.select(
            PREFIXES
            + "SELECT DISTINCT ?fin WHERE { id:rncp\\/23022 pas:enregistrement/pas:fin ?fin } ORDER BY ?fin"
        ).records()
        kept = dataset.select(
            PREFIXES
            + "SELECT ?fin WHERE { id:rncp\\/23022 pas:retenu ?r . ?r rdf:predicate pas:fin ; rdf:object ?fin }"
        ).records()
    assert [row["fin"] for row in ends] == ["2020-05-27", "2020-08-23"]
    assert [row["fin"] for row in kept] == ["2020-08-23"]
    told = [each for each in outcome.report.results if each.cause == "sources-en-desaccord"]
    assert any("RNCP23022" in each.message_fr and "27/05/2020" in each.message_fr for each in told)


def test_a_label_printed_by_documents_serves_where_no_list_has_one(
    examples_store: tuple[Path, Outcome],
) -> None:
    with open_store(examples_store[0]) as dataset:
        rows = dataset.select(
            PREFIXES
            + "SELECT ?label WHERE { id:nsf\\/200r skos:prefLabel ?label FILTER(LANG(?label) = 'fr') }"
        ).records()
    assert [row["label"] for row in rows] == ["Contrôle qualité de produits et procédés industriels"]


def test_a_path_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="n’existe pas"):
        build([tmp_path / "absent"], tmp_path / "graphe", now=NOW)
