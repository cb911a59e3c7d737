"""Each test of the W3C asked of an endpoint over HTTP, as its kind says."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
from rdflib import Graph, Variable

from tests.web.w3c.answers import Answer, read, read_file, same
from tests.web.w3c.manifest import Case
from tests.web.w3c.protocol import Refusal, protocol_failure

TABLES = ("application/sparql-results+json", "application/sparql-results+xml", "text/tab-separated-values")
GRAPHS = ("text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json")
UPDATE = "application/sparql-update"
#: How the endpoint's refusals of other servers and of malformed queries read.
FEDERATION = "SERVICE interrogerait un autre serveur"
MALFORMED = "Syntax error near line"


def failure(client: httpx.Client, case: Case) -> str | Refusal | None:
    """Why the endpoint does not pass the test; None when it does."""
    match case.kind:
        case "QueryEvaluationTest" | "CSVResultFormatTest":
            return _evaluation(client, case)
        case "PositiveSyntaxTest11" | "NegativeSyntaxTest11" if case.query and case.query.suffix == ".rq":
            return _syntax(client, case)
        case "ProtocolTest":
            return protocol_failure(client, case)
        case "ServiceDescriptionTest":
            return _description(client, case)
        case "GraphStoreProtocolTest":
            return _refusal(
                client.put("/sparql", params={"graph": "http://e/"}, content="<a:a> <a:a> <a:a> .")
            )
    return _refusal(client.post("/sparql", content=case.text().encode(), headers={"content-type": UPDATE}))


def _refusal(answer: httpx.Response) -> Refusal:
    return Refusal(answer.status_code, answer.text)


def _parameters(case: Case) -> dict[str, str | list[str]]:
    """The query, in which its file is the base, and its dataset, unless it names its own or needs none."""
    query = f"BASE <{case.address}>\n{case.text()}"
    if "FROM" in query or not (case.default or case.named):
        return {"query": query}
    # A graph that is not there is empty.
    default = list(case.default) or ["http://example.org/no-data"]
    return {"query": query, "default-graph-uri": default, "named-graph-uri": list(case.named)}


def _evaluation(client: httpx.Client, case: Case) -> str | Refusal | None:
    assert case.expected is not None
    expected = read_file(case.expected, case.address)
    for accept in _formats(case, expected):
        answer = client.get("/sparql", params=_parameters(case), headers={"accept": accept})
        if answer.status_code == 400 and FEDERATION in answer.text:
            return _refusal(answer)
        if answer.status_code != 200 or answer.headers["content-type"].partition(";")[0] != accept:
            return f"{accept}: {answer.status_code} {answer.text[:200]}"
        if not same(expected, read(answer.content, accept, case.address)):
            return f"{accept}: {answer.text[:500]}"
    return None


def _formats(case: Case, expected: Answer) -> tuple[str, ...]:
    if case.kind == "CSVResultFormatTest":
        return ("text/csv",)
    if isinstance(expected, Graph):
        return GRAPHS
    return TABLES[:2] if isinstance(expected, bool) else TABLES


def _syntax(client: httpx.Client, case: Case) -> str | Refusal | None:
    answer = client.post("/sparql", data={"query": case.text()})
    if answer.status_code == 400 and FEDERATION in answer.text:
        return _refusal(answer)
    if case.kind.startswith("Negative"):
        passes = answer.status_code == 400 and MALFORMED in answer.text
    else:
        passes = answer.status_code == 200
    return None if passes else f"{answer.status_code} {answer.text[:200]}"


SD = "PREFIX sd: <http://www.w3.org/ns/sparql-service-description#> "
#: What the schema of the vocabulary says of the terms it has for services, datasets and graphs.
_CLASSES = {
    "sd:endpoint": ("sd:Service", "rdfs:Resource"),
    "sd:feature": ("sd:Service", "sd:Feature"),
    "sd:defaultEntailmentRegime": ("sd:Service", "sd:EntailmentRegime"),
    "sd:supportedLanguage": ("sd:Service", "sd:Language"),
    "sd:resultFormat": ("sd:Service", "formats:Format"),
    "sd:defaultDataset": ("sd:Service", "sd:Dataset"),
    "sd:availableGraphs": ("sd:Service", "sd:GraphCollection"),
    "sd:defaultGraph": ("sd:Dataset", "sd:Graph"),
    "sd:namedGraph": ("sd:Dataset", "sd:NamedGraph"),
    "sd:name": ("sd:NamedGraph", "rdfs:Resource"),
    "sd:graph": ("sd:NamedGraph", "sd:Graph"),
}


def _description(client: httpx.Client, case: Case) -> str | None:
    answer = client.get("/sparql")
    if answer.status_code != 200:
        return str(answer.status_code)
    graph = Graph().parse(data=answer.text, format="turtle")
    endpoint = str(client.base_url.join("/sparql"))
    match case.name:
        case "returns-rdf":
            return None if len(graph) else "no triples"
        case "has-endpoint-triple":
            found = graph.query(f"{SD} ASK {{ ?service a sd:Service ; sd:endpoint <{endpoint}> }}")
            return None if found.askAnswer else answer.text
    return "\n".join(_against_the_schema(graph)) or None


def _against_the_schema(graph: Graph) -> Iterator[str]:
    """The terms of the vocabulary that it does not have, and subjects that are not of a property's domain."""
    known = {*(name.partition(":")[2] for name in _CLASSES), "Service", "Dataset", "Graph", "NamedGraph"}
    known |= {"SPARQL11Query", "UnionDefaultGraph", "GraphCollection"}
    space = "http://www.w3.org/ns/sparql-service-description#"
    for term in sorted({str(term) for triple in graph for term in triple}):
        if term.startswith(space) and term.removeprefix(space) not in known:
            yield f"the vocabulary has no {term}"
    for name, (domain, _) in _CLASSES.items():
        found = graph.query(f"{SD} SELECT ?s {{ ?s {name} ?o FILTER NOT EXISTS {{ ?s a {domain} }} }}")
        yield from (f"{row[Variable('s')]} has {name} and is no {domain}" for row in found.bindings)
