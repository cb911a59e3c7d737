"""The code schemes are whole and sound SKOS, and the Python side answers from them."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, RDFS, SKOS
from rdflib.term import Node

from passerelles import iris
from passerelles.ontology import ID, PAS, schemes
from passerelles.records import Code, Famille, Rang

SCHEMES = [
    "famille",
    "niveau",
    "niveau-1969",
    "nsf",
    "nsf-lettre",
    "portee",
    "rang",
    "riasec",
    "type",
    "voie",
]


def concepts(whole: Graph, scheme: str) -> list[Node]:
    return sorted(whole.subjects(SKOS.inScheme, URIRef(ID + scheme)), key=str)


def above(whole: Graph, concept: Node) -> set[Node]:
    wider = whole.transitive_objects(concept, SKOS.broader)
    return {node for node in wider if node is not None and node != concept}


def test_the_schemes_are_there() -> None:
    assert sorted(schemes.scheme_names()) == SCHEMES


def test_every_concept_is_in_one_scheme(whole: Graph) -> None:
    described = set(whole.subjects(RDF.type, SKOS.Concept))
    # The fields of ISCED-F are another's: only those that the NSF leads to are described here.
    found = {node for node in described if not str(node).startswith("http://data.europa.eu/")}
    assert found == {concept for scheme in SCHEMES for concept in concepts(whole, scheme)}
    assert all(len(list(whole.objects(concept, SKOS.inScheme))) == 1 for concept in found)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_scheme_is_described(whole: Graph, scheme: str) -> None:
    node = URIRef(ID + scheme)
    assert (node, RDF.type, SKOS.ConceptScheme) in whole
    for predicate in (SKOS.prefLabel, SKOS.definition):
        assert sorted(str(text.language) for text in whole.objects(node, predicate)) == ["en", "fr"]  # type: ignore[attr-defined]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_labels_and_notations(whole: Graph, scheme: str) -> None:
    for concept in concepts(whole, scheme):
        notations = list(whole.objects(concept, SKOS.notation))
        assert len(notations) == 1
        assert isinstance(notations[0], Literal) and notations[0].datatype is None
        labels = [text for text in whole.objects(concept, SKOS.prefLabel) if isinstance(text, Literal)]
        assert max(Counter(text.language for text in labels).values()) == 1
        assert "fr" in {text.language for text in labels}
        assert {"en"} <= {text.language for text in labels} or scheme.startswith("nsf")
        assert not set(labels) & set(whole.objects(concept, SKOS.altLabel))
        assert not any(text.endswith(".") and not text.endswith("...") for text in map(str, labels))
    codes = [str(whole.value(concept, SKOS.notation)) for concept in concepts(whole, scheme)]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("scheme", SCHEMES)
def test_hierarchy(whole: Graph, scheme: str) -> None:
    tops = set(whole.objects(URIRef(ID + scheme), SKOS.hasTopConcept))
    assert tops == set(whole.subjects(SKOS.topConceptOf, URIRef(ID + scheme))) != set()
    for concept in concepts(whole, scheme):
        assert not any(concept in above(whole, other) for other in above(whole, concept))
        assert concept in tops or above(whole, concept) & tops
        assert not (concept in tops and above(whole, concept))
        for wider in whole.objects(concept, SKOS.broader):
            assert (wider, SKOS.narrower, concept) in whole
            assert (wider, SKOS.inScheme, URIRef(ID + scheme)) in whole
        for narrower in whole.objects(concept, SKOS.narrower):
            assert (narrower, SKOS.broader, concept) in whole


@pytest.mark.parametrize("scheme", [scheme for scheme in SCHEMES if scheme not in ("rang", "portee")])
def test_iris_are_those_that_we_mint(whole: Graph, scheme: str) -> None:
    for concept in concepts(whole, scheme):
        assert str(concept) == iris.code(Code(scheme, str(whole.value(concept, SKOS.notation))))


def test_matches_between_levels_are_read_both_ways(whole: Graph) -> None:
    ours = {pair for pair in whole.subject_objects(SKOS.closeMatch) if str(pair[1]).startswith(ID)}
    assert ours == {(after, before) for before, after in ours}
    pairs = {(str(a).removeprefix(ID), str(b).removeprefix(ID)) for a, b in ours}
    expected = {"V": "3", "IV": "4", "III": "5", "II": "6"}
    assert {(f"niveau-1969/{old}", f"niveau/{new}") for old, new in expected.items()} <= pairs
    assert {new for old, new in pairs if old == "niveau-1969/I"} == {"niveau/7", "niveau/8"}
    assert not any("VI" in old for old, _ in pairs)


def test_nsf_is_complete(whole: Graph) -> None:
    codes = schemes.known_codes("nsf")
    assert Counter(map(len, codes)) == {1: 4, 2: 17, 3: 93}
    assert all(schemes.broader("nsf", code) == code[:-1] for code in codes if len(code) > 1)
    assert "".join(sorted(schemes.known_codes("nsf-lettre"))) == "abcdefgmnprstuvwz"
    for posts, length in ((4, 1), (17, 2), (93, 3)):
        members = whole.objects(URIRef(f"{ID}nsf-niveau/{posts}"), SKOS.member)
        expected = {f"{ID}nsf/{code}" for code in codes if len(code) == length}
        assert {str(member) for member in members} == expected


@pytest.mark.parametrize(
    ("notation", "known"),
    [
        ("2", True), ("20", True), ("200", True), ("200u", True), ("110f", True), ("421z", True),
        ("200U", False), ("200b", False), ("110u", False), ("200z", False), ("20u", False), ("2u", False),
        ("999", False), ("999u", False), ("200uu", False), ("200k", False), ("", False),
    ],
)  # fmt: skip
def test_lettered_codes_cross_a_group_and_a_letter(notation: str, known: bool) -> None:
    assert schemes.is_known("nsf", notation) is known
    assert (schemes.label("nsf", notation) is not None) is known


@given(st.text(alphabet="0123456789abcmuvz É", max_size=6))
def test_any_text_gets_an_answer(notation: str) -> None:
    known = schemes.is_known("nsf", notation)
    assert known is (schemes.label("nsf", notation) is not None)
    assert known or schemes.broader("nsf", notation) is None
    if known and len(notation) > 1:
        assert schemes.broader("nsf", notation) == notation[:-1]


def test_answers() -> None:
    assert schemes.label("nsf", "251u") == (
        "Mécanique générale et de précision, usinage : Conduite, surveillance de machine"
    )
    assert schemes.label("nsf", "200", "en") is None
    assert schemes.label("voie", "CA") == "En contrat d’apprentissage"
    assert schemes.label("niveau", "4", "en") == "Level 4"
    assert schemes.label("niveau", "9") is None
    assert schemes.broader("nsf", "200u") == "200"
    assert schemes.broader("nsf", "2") is None
    assert schemes.broader("type", "CQPM") == schemes.broader("type", "CQPI") == "CQP"


def test_a_scheme_that_is_not_shipped_is_not_judged() -> None:
    assert schemes.is_known("rome", "H2903") is None
    assert schemes.label("rome", "H2903") is None
    assert schemes.broader("rome", "H2903") is None
    with pytest.raises(KeyError):
        schemes.known_codes("rome")


def test_the_records_and_the_schemes_agree() -> None:
    assert schemes.known_codes("famille") == {item.value for item in Famille}
    assert schemes.known_codes("rang") == {item.value for item in Rang}
    assert schemes.known_codes("voie") == {"FI", "CA", "FC", "CQ", "CL", "VAE"}
    assert schemes.known_codes("niveau") == set("12345678")
    assert schemes.known_codes("niveau-1969") == {"VI", "V", "IV", "III", "II", "I"}


def test_ranks_and_scopes_are_terms(ontology: Graph) -> None:
    ranks = {PAS.Officielle, PAS.Conventionnelle, PAS.Calculee}
    assert set(concepts(ontology, "rang")) == ranks
    assert set(concepts(ontology, "portee")) == {PAS.Totale, PAS.Partielle}
    for concept in ranks:
        assert set(ontology.objects(concept, SKOS.prefLabel)) == set(ontology.objects(concept, RDFS.label))
