"""The endpoint described in RDF (SPARQL 1.1 Service Description): its language, formats, dataset and limits."""

from __future__ import annotations

from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import Response

from passerelles.ontology import NS_GRAPH
from passerelles.store import Iri, Literal, Term
from passerelles.store import workers as store_workers
from passerelles.store.binding import bind
from passerelles.store.terms import XSD
from passerelles.web.prefixes import PREFIXES
from passerelles.web.sparql.format import TRIPLES, content_type
from passerelles.web.sparql.limits import sentences
from passerelles.web.sparql.validators import validators

DESCRIPTION_TYPES = ("text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json")

# No feature of the vocabulary holds: nothing is dereferenced or asked of others, a dataset is not required, and
# the default graph is not the union of all named graphs, since those of past states are left out of it.
_DESCRIPTION = """
PREFIX sd: <http://www.w3.org/ns/sparql-service-description#>
PREFIX formats: <http://www.w3.org/ns/formats/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX void: <http://rdfs.org/ns/void#>
CONSTRUCT {
  ?endpoint a sd:Service ;
    dcterms:title "Passerelles : certifications professionnelles françaises"@fr ,
      "Passerelles: French professional certifications"@en ;
    dcterms:description ?limitsFr , ?limitsEn ;
    sd:endpoint ?endpoint ;
    sd:supportedLanguage sd:SPARQL11Query ;
    sd:resultFormat formats:SPARQL_Results_JSON , formats:SPARQL_Results_XML , formats:SPARQL_Results_CSV ,
      formats:SPARQL_Results_TSV , formats:Turtle , formats:N-Triples , formats:RDF_XML , formats:JSON-LD ;
    sd:defaultEntailmentRegime <http://www.w3.org/ns/entailment/Simple> ;
    sd:defaultDataset ?dataset .
  ?dataset a sd:Dataset , void:Dataset ;
    dcterms:modified ?published ;
    void:sparqlEndpoint ?endpoint ;
    rdfs:seeAlso ?void ;
    sd:defaultGraph ?merged ;
    sd:namedGraph ?named .
  ?merged a sd:Graph ;
    dcterms:description "Fusion des graphes en vigueur, un par source ; un triplet de deux sources compte une fois."@fr,
      "Merge of the graphs in force, one for each source: a triple of two sources counts once."@en .
  ?named a sd:NamedGraph ;
    sd:name ?ontology ;
    sd:graph ?terms .
  ?terms a sd:Graph ;
    dcterms:description "L’ontologie et les codes. Tout autre graphe nommé est une source : …/id/fiche/SHA-256."@fr ,
      "The ontology and the codes. Each other named graph is a source: …/id/fiche/SHA-256."@en .
} WHERE {}
"""


async def description(request: Request, pool: store_workers.WorkerPool, media_type: str) -> Response:
    """The description in one of `DESCRIPTION_TYPES`, about the address that was asked."""
    published = pool.published()
    query = bind(_DESCRIPTION, _values(request, published))
    marks = validators(published, query, media_type)
    headers = {
        "vary": "Accept",
        "content-type": content_type(media_type),
        **(marks.headers() if marks else {}),
    }
    if marks and marks.match(request.headers):
        return Response(status_code=304, headers=headers)
    task = store_workers.Request(query, None, TRIPLES[media_type], prefixes=PREFIXES)
    async with pool.run(task) as answer:
        body = b"".join([chunk async for chunk in answer.chunks])
    return Response(body, headers=headers)


def _values(request: Request, published: store_workers.Published) -> dict[str, Term]:
    address = str(request.url.replace(query=""))
    moment = datetime.fromtimestamp(published.nanoseconds // 1_000_000_000, UTC)
    limits = sentences(request.app.state.settings)
    return {
        "endpoint": Iri(address),
        "dataset": Iri(f"{address}#dataset"),
        "merged": Iri(f"{address}#default"),
        "named": Iri(f"{address}#ontology"),
        "ontology": Iri(str(NS_GRAPH)),
        "terms": Iri(f"{address}#terms"),
        "void": Iri(str(request.url.replace(path="/.well-known/void", query=""))),
        "limitsFr": Literal(limits["fr"], language="fr"),
        "limitsEn": Literal(limits["en"], language="en"),
        "published": Literal(moment.isoformat(), f"{XSD}dateTime"),
    }
