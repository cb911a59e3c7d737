"""Graphs of any content: validation never fails, and gives the same report twice in every format."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import BNode, Graph, Literal, URIRef, namespace
from rdflib.namespace import DCTERMS, PROV, RDF, SKOS

from passerelles import shapes
from passerelles.ontology import ID, PAS
from passerelles.validation import Report, report_page, report_text, report_turtle, validate

CLASSES = sorted(
    node for node in shapes.graph().objects(None, URIRef("http://www.w3.org/ns/shacl#targetClass"))
)
NODES = [
    URIRef(f"{ID}{name}") for name in ("rncp/1", "rncp/1/bloc/BC01", "rs/2", "nsf/200r", "fiche/a", "x y")
]
NODES += [BNode("b")]
PREDICATES = [
    *(DCTERMS.identifier, DCTERMS.title, DCTERMS.type, DCTERMS.replaces, DCTERMS.created),
    *(SKOS.notation, SKOS.prefLabel, SKOS.inScheme, SKOS.broader),
    *(RDF.subject, RDF.predicate, RDF.object, PROV.wasDerivedFrom),
    *(PAS.bloc, PAS.capacite, PAS.nsf, PAS.rome, PAS.enregistrement, PAS.effet, PAS.fin, PAS.dureeAnnees),
    *(PAS.acces, PAS.voie, PAS.ouvert, PAS.jury, PAS.depuis, PAS.vers, PAS.rang, PAS.citation),
    *(PAS.debut, PAS.finTexte, PAS.page, PAS.ordre, PAS.retenu, PAS.validiteAnnees, PAS.validiteIllimitee),
    *(PAS.empreinte, PAS.fichier),
]
DATATYPES = [
    None,
    namespace.XSD.integer,
    namespace.XSD.date,
    namespace.XSD.boolean,
    namespace.XSD.gYear,
    namespace.XSD.string,
]
nodes = st.sampled_from(NODES)
texts = st.sampled_from(
    ["", "1", "-3", "2017-04-21", "2017-13-45", "true", "RNCP1", "<script>", "é\n\"'", "𝄞"]
)
literals = st.one_of(
    st.builds(lambda text, kind: Literal(text, datatype=kind), texts, st.sampled_from(DATATYPES)),
    st.builds(lambda text, language: Literal(text, lang=language), texts, st.sampled_from(["fr", "en"])),
)
statements = st.tuples(nodes, st.sampled_from(PREDICATES), st.one_of(nodes, literals))
typings = st.tuples(nodes, st.just(RDF.type), st.sampled_from(CLASSES))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(typings, max_size=8), st.lists(statements, max_size=60))
def test_any_graph_gets_a_report(types: list[tuple], others: list[tuple]) -> None:  # type: ignore[type-arg]
    graph = Graph()
    for triple in types + others:
        graph.add(triple)
    report = validate(graph)
    assert report == validate(graph)
    assert Report.from_json(report.to_json()) == report
    written = Graph().parse(data=report_turtle(report), format="turtle")
    results = URIRef("http://www.w3.org/ns/shacl#ValidationResult")
    assert len(list(written.subjects(RDF.type, results))) == len(report.results)
    assert report_text(report) and report_page(report)
