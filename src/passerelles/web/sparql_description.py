"""The endpoint described in RDF (SPARQL 1.1 Service Description): its language and its formats."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from passerelles.store import Iri
from passerelles.store import workers as store_workers
from passerelles.store.binding import bind
from passerelles.web.prefixes import PREFIXES
from passerelles.web.sparql_format import TRIPLES, content_type

DESCRIPTION_TYPES = ("text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json")

_DESCRIPTION = """
PREFIX sd: <http://www.w3.org/ns/sparql-service-description#>
PREFIX formats: <http://www.w3.org/ns/formats/>
PREFIX dcterms: <http://purl.org/dc/terms/>
CONSTRUCT {
  ?endpoint a sd:Service ;
    dcterms:title "Passerelles : certifications professionnelles françaises"@fr ,
      "Passerelles: French professional certifications"@en ;
    sd:endpoint ?endpoint ;
    sd:supportedLanguage sd:SPARQL11Query ;
    sd:resultFormat formats:SPARQL_Results_JSON , formats:SPARQL_Results_XML , formats:SPARQL_Results_CSV ,
      formats:SPARQL_Results_TSV , formats:Turtle , formats:N-Triples , formats:RDF_XML , formats:JSON-LD ;
    sd:defaultDataset ?dataset .
  ?dataset a sd:Dataset ; sd:defaultGraph ?merged .
  ?merged a sd:Graph ;
    dcterms:description "Fusion de tous les graphes : un triplet de deux sources compte une fois."@fr ,
      "Merge of all the graphs: a triple of two sources counts once."@en .
} WHERE {}
"""


async def description(request: Request, pool: store_workers.WorkerPool, media_type: str) -> Response:
    """The description in one of `DESCRIPTION_TYPES`, about the address that was asked."""
    address = str(request.url.replace(query=""))
    nodes = {"endpoint": address, "dataset": f"{address}#dataset", "merged": f"{address}#default"}
    query = bind(_DESCRIPTION, {name: Iri(value) for name, value in nodes.items()})
    task = store_workers.Request(query, None, TRIPLES[media_type], prefixes=PREFIXES)
    async with pool.run(task) as answer:
        body = b"".join([chunk async for chunk in answer.chunks])
    headers = {"vary": "Accept", "content-type": content_type(media_type)}
    return Response(body, headers=headers)
