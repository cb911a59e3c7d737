"""The alignments name real public terms and state only what stays true of our data."""

from pathlib import Path

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SKOS, split_uri

from passerelles.ontology import ELM, ID, PAS, turtle_files

#: Exact namespaces, as their publishers declare them; `https` and the final sign matter.
PUBLIC = {
    "ceasn": "https://purl.org/ctdlasn/terms/",
    "ceterms": "https://purl.org/ctdl/terms/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "elm": "http://data.europa.eu/snb/model/elm/",
    "eqf": "http://data.europa.eu/snb/eqf/",
    "esco": "http://data.europa.eu/esco/model#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "isced": "http://data.europa.eu/snb/isced-f/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vann": "http://purl.org/vocab/vann/",
    "xkos": "http://rdf-vocabulary.ddialliance.org/xkos#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
RELATIONS = {RDFS.subClassOf, RDFS.subPropertyOf, RDFS.seeAlso, SKOS.closeMatch}


def test_prefixes_are_the_published_ones() -> None:
    for name, content in turtle_files().items():
        bound = Graph(bind_namespaces="none").parse(data=content, format="turtle").namespaces()
        for prefix, namespace in bound:
            ours = str(namespace).startswith((ID, str(PAS._NS)))
            assert ours or str(namespace) == PUBLIC.get(prefix), f"{name}: {prefix}"


def test_every_target_lies_in_a_known_namespace(alignments: Graph) -> None:
    for target in set(alignments.objects()):
        # The name of a level is a digit, which split_uri leaves with the namespace.
        namespace = PUBLIC["eqf"] if PUBLIC["eqf"] in str(target) else split_uri(str(target))[0]
        assert namespace in PUBLIC.values(), target


def test_all_vocabularies_are_there(alignments: Graph) -> None:
    targets = [str(item) for item in alignments.objects()]
    reached = {prefix for prefix, namespace in PUBLIC.items() if any(namespace in item for item in targets)}
    assert {"elm", "ceterms", "schema", "esco", "org", "prov", "dcat"} <= reached
    assert all(PUBLIC[item].encode() in turtle_files()["nsf.ttl"] for item in ("skos", "xkos"))


def test_subjects_are_ours_and_relations_sound(alignments: Graph, whole: Graph) -> None:
    assert set(alignments.predicates()) == RELATIONS
    kinds = {
        RDFS.subClassOf: {OWL.Class},
        RDFS.subPropertyOf: {OWL.ObjectProperty, OWL.DatatypeProperty},
        RDFS.seeAlso: {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty},
        # skos:closeMatch makes concepts of both its ends, so it may never tie classes or properties.
        SKOS.closeMatch: {SKOS.Concept},
    }
    for subject, relation, _ in alignments:
        assert set(whole.objects(subject, RDF.type)) <= kinds[URIRef(str(relation))], subject
        assert set(whole.objects(subject, RDF.type)), subject


def test_classes_are_aligned_as_designed(alignments: Graph) -> None:
    expected = {
        (PAS.Certification, ELM.Qualification),
        (PAS.Bloc, ELM.Qualification),
        (PAS.Capacite, ELM.LearningOutcome),
        (PAS.Certificateur, URIRef(PUBLIC["org"] + "FormalOrganization")),
        (PAS.Certificateur, ELM.Organisation),
        (PAS.Habilitation, URIRef(PUBLIC["org"] + "Membership")),
        (PAS.Enregistrement, ELM.Accreditation),
        (PAS.Fiche, URIRef(PUBLIC["prov"] + "Entity")),
        (PAS.Fiche, URIRef(PUBLIC["dcat"] + "CatalogRecord")),
    }
    assert expected <= set(alignments.subject_objects(RDFS.subClassOf))


def test_no_equality_is_claimed(whole: Graph) -> None:
    for relation in (OWL.sameAs, OWL.equivalentClass, OWL.equivalentProperty, SKOS.exactMatch):
        assert not list(whole.subject_objects(relation))


@pytest.fixture(scope="module")
def elm(shared: Path) -> Graph:
    file = shared / "data" / "elm-3.1" / "ELM.ttl"
    if not file.is_file():
        pytest.skip("l’ontologie ELM 3.1 (../shared/data/elm-3.1/ELM.ttl) est absente")
    return Graph().parse(file)


def test_elm_terms_exist_and_are_of_the_right_kind(alignments: Graph, elm: Graph) -> None:
    used = [(relation, term) for _, relation, term in alignments if str(term).startswith(str(ELM))]
    assert len(used) >= 15
    for relation, term in used:
        assert (term, None, None) in elm, term
        is_class = (term, RDF.type, OWL.Class) in elm
        if relation in (RDFS.subClassOf, RDFS.subPropertyOf):
            assert is_class == (relation == RDFS.subClassOf), term


def test_nothing_false_follows_from_elm(alignments: Graph, elm: Graph) -> None:
    for ours, term in alignments.subject_objects(RDFS.subPropertyOf):
        # A symmetric property above ours would turn each link round.
        assert (term, RDF.type, OWL.SymmetricProperty) not in elm, ours
        for domain in elm.objects(term, RDFS.domain):
            above = set(elm.transitive_objects(ELM.Qualification, RDFS.subClassOf))
            assert domain in above, f"{ours} ⊑ {term}"
