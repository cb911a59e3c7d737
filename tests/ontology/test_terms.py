"""The Python names and the Turtle say the same, and every term explains itself in two languages."""

from datetime import date

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS, VANN

from passerelles.ontology import NS_GRAPH, PAS
from passerelles.ontology.vocabulary import SCHEMA

NAMES = sorted(name for name in PAS.__annotations__ if not name.startswith("_"))
KINDS = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, SKOS.Concept}


def term_of(name: str) -> URIRef:
    """The term of that local name; an unknown one raises."""
    return URIRef(str(getattr(PAS, name)))


def test_python_names_and_turtle_are_equal(ontology: Graph) -> None:
    described = {str(node) for node in ontology.subjects(RDF.type) if str(node).startswith(str(PAS._NS))}
    assert described == {str(term_of(name)) for name in NAMES}


def test_a_misspelt_name_fails() -> None:
    with pytest.raises(AttributeError):
        _ = PAS.Certifcation


@pytest.mark.parametrize("name", NAMES)
def test_term_is_described(ontology: Graph, name: str) -> None:
    term = term_of(name)
    kinds = set(ontology.objects(term, RDF.type))
    assert len(kinds) == 1
    assert kinds <= KINDS
    assert list(ontology.objects(term, RDFS.isDefinedBy)) == [NS_GRAPH]
    for predicate in (RDFS.label, RDFS.comment):
        texts = list(ontology.objects(term, predicate))
        assert sorted(str(text.language) for text in texts if isinstance(text, Literal)) == ["en", "fr"]
        assert all(str(text).strip() == str(text) != "" for text in texts)
    assert all(str(text).endswith(".") for text in ontology.objects(term, RDFS.comment))


@pytest.mark.parametrize("name", NAMES)
def test_names_follow_their_kind(ontology: Graph, name: str) -> None:
    is_property = bool(
        {OWL.ObjectProperty, OWL.DatatypeProperty} & set(ontology.objects(term_of(name), RDF.type))
    )
    assert name[0].islower() == is_property


def test_domains_and_ranges_exist_and_suit(ontology: Graph) -> None:
    classes = set(ontology.subjects(RDF.type, OWL.Class))
    for predicate in (RDFS.domain, SCHEMA.domainIncludes, SCHEMA.rangeIncludes):
        assert set(ontology.objects(None, predicate)) <= classes
    for term, kind in ontology.subject_objects(RDFS.range):
        is_link = (term, RDF.type, OWL.ObjectProperty) in ontology
        assert (kind in classes | {SKOS.Concept}) == is_link, term


def test_what_applies_to_several_classes_has_no_domain(ontology: Graph) -> None:
    # Two rdfs:domain would make each subject a member of both classes.
    for predicate in (RDFS.domain, RDFS.range):
        subjects = list(ontology.subjects(predicate))
        assert len(subjects) == len(set(subjects))
    for term in (PAS.capacite, PAS.depuis, PAS.vers, PAS.citation, PAS.ordre):
        assert ontology.value(term, RDFS.domain) in (None, PAS.Correspondance)
    for term in (PAS.depuis, PAS.vers, PAS.declarePar):
        assert ontology.value(term, RDFS.range) is None


def test_the_reading_of_the_feed_is_said_to_be_ours(ontology: Graph) -> None:
    for term in (PAS.depuis, PAS.vers):
        comments = {text.language: str(text) for text in ontology.objects(term, RDFS.comment)}  # type: ignore[attr-defined]
        assert "cette lecture est la nôtre" in comments["fr"].lower()
        assert "this reading is ours" in comments["en"].lower()


def test_header_is_versioned_and_dereferenceable(ontology: Graph) -> None:
    assert (NS_GRAPH, RDF.type, OWL.Ontology) in ontology
    version = str(ontology.value(NS_GRAPH, OWL.versionInfo))
    assert ontology.value(NS_GRAPH, OWL.versionIRI) == URIRef(f"{NS_GRAPH}/{version}")
    assert str(ontology.value(NS_GRAPH, VANN.preferredNamespaceUri)) == str(PAS._NS) == f"{NS_GRAPH}#"
    assert str(ontology.value(NS_GRAPH, VANN.preferredNamespacePrefix)) == "pas"
    for predicate in (DCTERMS.license, DCTERMS.creator):
        assert isinstance(ontology.value(NS_GRAPH, predicate), URIRef)
    for predicate in (DCTERMS.title, DCTERMS.description):
        assert {text.language for text in ontology.objects(NS_GRAPH, predicate)} == {"fr", "en"}  # type: ignore[attr-defined]
    created, modified = (ontology.value(NS_GRAPH, item) for item in (DCTERMS.created, DCTERMS.modified))
    assert isinstance(created, Literal) and isinstance(modified, Literal)
    assert str(created.datatype) == str(modified.datatype) == "http://www.w3.org/2001/XMLSchema#date"
    assert date.fromisoformat(created) <= date.fromisoformat(modified)
