"""The evidence of a result: the passage of a source that states what a rule complains about."""

from __future__ import annotations

from collections.abc import Callable

from rdflib import Literal
from rdflib.namespace import DCTERMS, FOAF, PROV, RDF
from rdflib.term import Node

from passerelles.ontology import PAS
from passerelles.validation.labels import certification_of
from passerelles.validation.place import Place
from passerelles.validation.statements import Statements

# A namespace looks each term up anew, and each result asks for a dozen of them.
_TYPE, _SUBJECT, _PREDICATE, _OBJECT = RDF.type, RDF.subject, RDF.predicate, RDF.object
_PREUVE, _FICHE, _CERTIFICATION, _FILE = PAS.Preuve, PAS.Fiche, PAS.Certification, PAS.fichier
_SOURCE, _TOPIC = PROV.wasDerivedFrom, FOAF.primaryTopic
#: Properties whose proof stands for the node, the best first.
_ORDER = (None, DCTERMS.title, DCTERMS.identifier)
#: Distance of a proof of the same statement, or of another value of the same property.
_NEAR = 2
#: Gives the text of a source by its SHA-256, None when it is not at hand.
TextOf = Callable[[str], str | None]


def no_text(sha256: str) -> str | None:
    """No text is at hand: places then have offsets but no line."""
    return None


class Evidence:
    """Finds places in the sources of a graph by its `pas:Preuve` nodes."""

    def __init__(self, graph: Statements, text_of: TextOf = no_text) -> None:
        self._graph = graph
        self._text_of = text_of
        fiches = sorted(graph.subjects(_TYPE, _FICHE), key=str)
        self._only_fiche = fiches[0] if len(fiches) == 1 else None

    def place(self, focus: Node, path: Node | None, value: Node | None) -> Place | None:
        """The best place for a result about `focus`, or None when no source is known."""
        proof = self._proof(focus, path, value)
        if proof is not None:
            return self._passage(proof)
        fiche = self._fiche(focus)
        return Place(source=str(fiche), file=self._text(fiche, _FILE)) if fiche is not None else None

    def _proof(self, focus: Node, path: Node | None, value: Node | None) -> Node | None:
        for node in (value, focus):
            if node is not None and (node, _TYPE, _PREUVE) in self._graph:
                return node
        ranked = [
            (self._distance(proof, path, value), *self._order(proof), proof)
            for proof in self._graph.subjects(_SUBJECT, focus)
            if (proof, _TYPE, _PREUVE) in self._graph
        ]
        if not ranked:  # a part is also proved by the link from its whole
            ranked = [
                (0, *self._order(proof), proof)
                for proof in self._graph.subjects(_OBJECT, focus)
                if (proof, _TYPE, _PREUVE) in self._graph
            ]
        if not ranked:
            return None
        distance, *_, proof = min(ranked, key=lambda item: item[:3])
        # What a certification lacks has no passage: showing its title instead would mislead.
        lacking = distance > _NEAR and (focus, _TYPE, _CERTIFICATION) in self._graph
        return None if lacking else proof

    def _distance(self, proof: Node, path: Node | None, value: Node | None) -> int:
        """How far a proof is from the very statement at fault: 0 for itself."""
        predicate = self._value(proof, _PREDICATE)
        same_value = value is not None and (proof, _OBJECT, value) in self._graph
        if same_value:
            return 0 if predicate == path else 1
        if predicate is not None and predicate == path:
            return 2
        return 3 + (_ORDER.index(predicate) if predicate in _ORDER else len(_ORDER))

    def _order(self, proof: Node) -> tuple[int, str]:
        start = self._number(proof, PAS.debut)
        return (start if start is not None else -1, str(proof))

    def _passage(self, proof: Node) -> Place:
        fiche = self._value(proof, _SOURCE)
        start, end = self._number(proof, PAS.debut), self._number(proof, PAS.finTexte)
        stated = self._value(proof, _OBJECT)
        quote = self._text(proof, PAS.citation) or (str(stated) if isinstance(stated, Literal) else None)
        return Place(
            source=str(fiche) if fiche is not None else None,
            file=self._text(fiche, _FILE) if fiche is not None else None,
            start=start,
            end=end,
            line=self._line(fiche, start),
            page=self._number(proof, PAS.page),
            element=self._text(proof, PAS.element),
            quote=quote,
        )

    def _fiche(self, focus: Node) -> Node | None:
        """The document that speaks of the node: its own, its certification's, or the only one there is."""
        if (focus, _TYPE, _FICHE) in self._graph:
            return focus
        for node in (focus, certification_of(self._graph, focus)):
            if node is not None:
                found = {*self._graph.objects(node, _SOURCE)}
                found.update(self._graph.subjects(_TOPIC, node))
                if found:
                    return min(found, key=str)
        return self._only_fiche

    def _line(self, fiche: Node | None, start: int | None) -> int | None:
        digest = self._text(fiche, PAS.empreinte) if fiche is not None else None
        text = self._text_of(digest) if digest is not None and start is not None else None
        return text.count("\n", 0, start) + 1 if text is not None else None

    def _value(self, node: Node, predicate: Node) -> Node | None:
        return min(self._graph.objects(node, predicate), key=str, default=None)

    def _text(self, node: Node, predicate: Node) -> str | None:
        found = sorted(str(term) for term in self._graph.objects(node, predicate))
        return found[0] if found else None

    def _number(self, node: Node, predicate: Node) -> int | None:
        text = self._text(node, predicate)
        return int(text) if text is not None and text.isascii() and text.isdigit() else None
