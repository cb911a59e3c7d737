"""Readable names of nodes: « RNCP28243 · C1 Préparer la mise en œuvre du contrat de phase »."""

from __future__ import annotations

from rdflib import BNode, Literal
from rdflib.namespace import DCTERMS, RDF, RDFS, SKOS
from rdflib.term import Node

from passerelles.ontology import ID, PAS
from passerelles.validation.statements import Statements

#: The links from a whole to its parts.
WHOLE = frozenset(
    (
        PAS.acces,
        PAS.activite,
        PAS.bloc,
        PAS.capacite,
        PAS.connaissance,
        PAS.critere,
        PAS.emploi,
        PAS.enregistrement,
        PAS.habilitation,
        PAS.retenu,
    )
)
_CODES = (DCTERMS.identifier, SKOS.notation)
_NAMES = (DCTERMS.title, SKOS.prefLabel, RDFS.label, PAS.fichier)
_LONGEST = 120
_TYPE, _CERTIFICATION = RDF.type, PAS.Certification


def label(graph: Statements, node: Node) -> str | None:
    """The name of a node, after that of its certification; None when there is nothing to say."""
    if isinstance(node, Literal):
        return str(node)
    own = _own(graph, node)
    whole = certification_of(graph, node)
    if whole is None or whole == node:
        return own
    first = _first(graph, whole, _CODES) or _first(graph, whole, _NAMES) or _short(whole)
    return _joined(first, own)


def certification_of(graph: Statements, node: Node) -> Node | None:
    """The certification that a node is part of: itself, or the first found going up its wholes."""
    level, seen = {node}, {node}
    while level:
        found = sorted((one for one in level if (one, _TYPE, _CERTIFICATION) in graph), key=str)
        if found:
            return found[0]
        level = {
            whole for one in level for whole, link in graph.subject_predicates(one) if link in WHOLE
        } - seen
        seen |= level
    return None


def _own(graph: Statements, node: Node) -> str | None:
    code, name = _first(graph, node, _CODES), _first(graph, node, _NAMES)
    if (node, _TYPE, _CERTIFICATION) in graph:
        return _joined(code, name) or _short(node)
    words = " ".join(part for part in (code, name) if part)
    if not words:
        return _short(node)
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1].rstrip() + "…"


def _first(graph: Statements, node: Node, predicates: tuple[Node, ...]) -> str | None:
    for predicate in predicates:
        texts = sorted(str(text) for text in graph.objects(node, predicate) if str(text).strip())
        if texts:
            return texts[0]
    return None


def _short(node: Node) -> str | None:
    if isinstance(node, BNode):
        return None
    tail = str(node).removeprefix(ID)
    # Of a part, only what tells it apart inside its certification: "enregistrement/2017-04-21".
    return "/".join(tail.split("/")[-2:])


def _joined(first: str | None, second: str | None) -> str | None:
    return " · ".join(part for part in (first, second) if part) or None
