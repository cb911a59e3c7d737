"""The tests of the SPARQL 1.1 Protocol: requests in the terms of HTTP in RDF, and what may come back."""

from __future__ import annotations

from dataclasses import dataclass

import httpx
from rdflib import Graph, Namespace
from rdflib.term import Node

from tests.web.w3c.manifest import MF, Case

HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
_FORMATS = {
    "boolean": ("application/sparql-results+json", "application/sparql-results+xml"),
    "tabular": (
        "application/sparql-results+json",
        "application/sparql-results+xml",
        "text/csv",
        "text/tab-separated-values",
    ),
    "RDF": ("text/turtle", "application/n-triples", "application/rdf+xml"),
}


@dataclass(frozen=True)
class Refusal:
    """An endpoint that only reads would not do what a test asks: the status and the words."""

    status: int
    text: str


def protocol_failure(client: httpx.Client, case: Case) -> str | Refusal | None:
    """Why the endpoint does not answer the requests of the test as it wants; None when it does."""
    graph = case.graph
    action = graph.value(case.node, MF.action)
    requests = graph.value(action, HT.requests)
    assert requests is not None
    for request in graph.items(requests):
        answer = client.send(_request(client, graph, request))
        failure = _failure(graph, graph.value(request, HT.resp), answer)
        if failure:
            return failure
    return None


def _request(client: httpx.Client, graph: Graph, node: Node) -> httpx.Request:
    headers = {}
    listed = graph.value(node, HT.headers)
    for header in graph.items(listed) if listed is not None else ():
        headers[str(graph.value(header, HT.fieldName))] = str(graph.value(header, HT.fieldValue))
    body = graph.value(node, HT.body)
    content = None
    if body is not None:
        content = str(graph.value(body, CNT.chars)).encode(str(graph.value(body, CNT.characterEncoding)))
    address = str(graph.value(node, HT.absolutePath)).replace("/sparql/", "/sparql", 1)
    method = str(graph.value(node, HT.methodName))
    return client.build_request(method, address, headers=headers, content=content)


def _failure(graph: Graph, wanted: Node | None, answer: httpx.Response) -> str | Refusal | None:
    statuses = [str(status) for status in graph.objects(wanted, MF.expectedStatus)]
    if not any(status.endswith(f"StatusCode{answer.status_code // 100}xx") for status in statuses):
        return Refusal(answer.status_code, answer.text)
    format_ = graph.value(wanted, MF.expectedFormat)
    media_type = answer.headers["content-type"].partition(";")[0]
    if format_ is not None and media_type not in _FORMATS[str(format_)]:
        return f"{media_type} is not {format_}"
    boolean = graph.value(wanted, MF.expectedBoolean)
    if boolean is not None and answer.json()["boolean"] is not bool(boolean):
        return f"not {boolean}: {answer.text}"
    return None
