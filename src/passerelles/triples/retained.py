"""What the whole graph shows where sources disagree, and which label of a code is preferred.

Every source keeps its own words in its own graph. Here the sources meet: for each single-valued property on which
they disagree one value is named by `pas:retenu` (the most trusted source wins, the newer one first), and each code
that no official list labels gets the most trusted label as `skos:prefLabel`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from rdflib.namespace import DCTERMS, PROV, RDF, RDFS, SKOS

from passerelles import iris
from passerelles.ontology import DERIVED_GRAPH, NS_GRAPH, PAS
from passerelles.triples.graph import Triples

_LINE = re.compile(r"<([^>]*)> <([^>]*)> (.*) <([^>]*)> \.\Z", re.DOTALL)

#: The properties of which one value is shown.
SINGLE = frozenset(
    str(term)
    for term in (
        DCTERMS.title,
        DCTERMS.created,
        PAS.actif,
        PAS.arrete,
        PAS.decision,
        PAS.dureeAnnees,
        PAS.effet,
        PAS.fin,
        PAS.intitule,
        PAS.niveau,
        PAS.nouvelleCaledonie,
        PAS.ouvert,
        PAS.polynesieFrancaise,
        PAS.publicationJO,
        PAS.titulairesParAn,
        PAS.validiteAnnees,
        PAS.validiteIllimitee,
    )
)


@dataclass(frozen=True, order=True, slots=True)
class _Trust:
    """Sorts the most trusted statement first: recipe position, then newest, then the fiche for a stable order."""

    position: int
    age: int
    fiche: str


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Sources that state a single-valued property differently; `kept` is what is shown, terms are N-Triples.

    `holder` is the thing of which one value is shown: the subject itself, or for the end of registration, which
    two sources may state on two nodes, the certification.
    """

    holder: str
    subject: str
    predicate: str
    kept: str
    kept_source: str
    others: tuple[tuple[str, str], ...]  # (term, fiche)


class Retained:
    """Collects single-valued facts and labels while readings pass, then derives what is shown."""

    def __init__(self) -> None:
        self._facts: dict[tuple[str, str, str], dict[str, _Trust]] = defaultdict(dict)
        self._labels: dict[str, dict[str, _Trust]] = defaultdict(dict)
        self._preferred: dict[str, set[str]] = defaultdict(set)
        self._registered: dict[str, str] = {}

    def observe(self, lines: Iterable[str], position: int, issued: date | None = None) -> None:
        """Take note of the N-Quads of one source; `position` is the place of its loader in the recipe."""
        age = -issued.toordinal() if issued else 0
        for line in lines:
            match = _LINE.match(line)
            if not match:
                continue
            subject, predicate, term, graph = match.groups()
            trust = _Trust(position, age, graph)
            if predicate == str(SKOS.prefLabel):
                self._preferred[subject].add(term)
            elif graph == str(NS_GRAPH):
                continue  # the ontology is no source of facts
            elif predicate == str(RDFS.label):
                _keep(self._labels[subject], term, trust)
            elif predicate in SINGLE:
                _keep(self._facts[subject, predicate, _aspect(predicate, term)], term, trust)
            elif predicate == str(PAS.enregistrement):
                self._registered[term[1:-1]] = subject

    def disagreements(self) -> list[Disagreement]:
        """Every single-valued property with several values, in a stable order.

        When it is the most trusted source itself that states several, nothing tells which one to show: all are,
        and the rules report it. Only a title is chosen all the same.
        """
        found = []
        for (subject, predicate, _), values in sorted(self._facts.items()):
            ranked = sorted(values.items(), key=lambda item: (item[1], item[0]))
            if len(ranked) < 2 or (ranked[0][1] == ranked[1][1] and predicate != str(DCTERMS.title)):
                continue
            found.append(self._disagreement(subject, predicate, ranked))
        return [*found, *self._ends()]

    def nquads(self) -> list[str]:
        """The derived graph: retained values and preferred labels."""
        out = Triples(str(DERIVED_GRAPH))
        for item in self.disagreements():
            node = iris.retenue(item.subject, item.predicate, item.kept)
            out.is_a(node, PAS.Retenue)
            out.link(item.holder, PAS.retenu, node)
            out.link(node, RDF.subject, item.subject)
            out.link(node, RDF.predicate, item.predicate)
            out.add(node, RDF.object, item.kept)
            out.link(node, PROV.wasDerivedFrom, item.kept_source)
        for concept, labels in self._labels.items():
            ranked = sorted(labels, key=lambda term: (labels[term], term))
            preferred = self._preferred.get(concept, set())
            if not preferred:
                preferred = {ranked[0]}
                out.add(concept, SKOS.prefLabel, ranked[0])
            for term in ranked:
                if term not in preferred:
                    out.add(concept, SKOS.altLabel, term)
        return out.nquads()

    def _disagreement(self, subject: str, predicate: str, ranked: list[tuple[str, _Trust]]) -> Disagreement:
        (kept, trust), *others = ranked
        return Disagreement(
            subject,
            subject,
            predicate,
            kept,
            trust.fiche,
            tuple((term, other.fiche) for term, other in others),
        )

    def _ends(self) -> Iterator[Disagreement]:
        """Ends of registration stated differently by two sources on two nodes of the same certification.

        A source that knows no effect date makes a node of its own; a registration with another effect date is
        another registration, not a disagreement.
        """
        stated: dict[str, dict[_Trust, list[tuple[str, str]]]] = defaultdict(lambda: defaultdict(list))
        for (subject, predicate, _), values in self._facts.items():
            if predicate == str(PAS.fin) and subject in self._registered:
                for term, trust in values.items():
                    stated[self._registered[subject]][trust].append((term, subject))
        for certification, ends in sorted(stated.items()):
            # A source may tell of several registrations in a row: its last end is what others are held against.
            last = sorted((trust, *max(found)) for trust, found in ends.items())
            nodes = {node for _, _, node in last}
            unknown = {node for node in nodes if (node, str(PAS.effet), "") not in self._facts}
            (trust, term, node), *others = last
            different = tuple((other, source.fiche) for source, other, _ in others if other != term)
            if unknown and different:
                yield Disagreement(certification, node, str(PAS.fin), term, trust.fiche, different)


def _keep(values: dict[str, _Trust], term: str, trust: _Trust) -> None:
    known = values.get(term)
    if known is None or trust < known:
        values[term] = trust


def _aspect(predicate: str, term: str) -> str:
    """What a value is one of: a niveau is single in its own nomenclature, of 1969 or of today."""
    return term.rsplit("/", 1)[0] if predicate == str(PAS.niveau) else ""
