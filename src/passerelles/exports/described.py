"""What a certification says of itself, with one value where another model takes one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from passerelles.ontology import ID
from passerelles.ontology.terms import PAS
from passerelles.queries import query
from passerelles.store import Dataset, Iri, Literal, Term, Triple

_DCTERMS = "http://purl.org/dc/terms/"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
#: What became of the levels of 1969 (décret n° 2019-14, article 2); level I is two levels today.
_SINCE_1969 = {"V": ("3",), "IV": ("4",), "III": ("5",), "II": ("6",), "I": ("7", "8")}
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Code:
    """A code of a nomenclature, with its label when one is known."""

    iri: str
    notation: str
    label: str | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """One capacité, and its code in the document ("C1") when it has one."""

    iri: str
    notation: str | None
    title: str


@dataclass(frozen=True, slots=True)
class Unit:
    """One bloc de compétences; `outcomes` in their order, `assessment` the text of how it is assessed."""

    iri: str
    identifier: str | None
    title: str | None
    outcomes: tuple[Outcome, ...]
    assessment: str | None


@dataclass(frozen=True, slots=True)
class Body:
    """A certificateur: its name, and its SIRET when the document gives one."""

    iri: str
    name: str | None
    siret: str | None


@dataclass(frozen=True, slots=True)
class Registration:
    """One registration; dates as ISO 8601 days, None when not stated."""

    iri: str
    decision: str | None
    effect: str | None
    end: str | None


@dataclass(frozen=True, slots=True)
class Described:
    """A certification that a document describes; what no document states is None or empty.

    `level` is that of the framework of 2019 ("5"), None when none is stated or several are; `nsf`, `rome`, `kinds`
    in the order of their codes; `fiches` the graphs of the documents that describe it.
    """

    iri: str
    register: str
    number: str
    identifier: str | None
    title: str | None
    active: bool | None
    level: str | None
    nsf: tuple[Code, ...]
    rome: tuple[Code, ...]
    formacode: tuple[Code, ...]
    kinds: tuple[Code, ...]
    bodies: tuple[Body, ...]
    units: tuple[Unit, ...]
    outcomes: tuple[Outcome, ...]
    registrations: tuple[Registration, ...]
    description: str | None
    prerequisites: str | None
    open_ways: tuple[Code, ...]
    replaces: tuple[str, ...]
    fiches: tuple[str, ...]


def described(dataset: Dataset) -> Iterator[Described]:
    """Every certification that a document describes, in the order of the list of certifications."""
    for row in dataset.select(query("certifications").text).records():
        if row["decrite"] == "true":
            yield read_described(dataset, row["certification"])


def read_described(dataset: Dataset, iri: str) -> Described:
    """What the graph says of one certification."""
    question = query("certification-publication")
    return _Reading(dataset.construct(question.text, {"certification": Iri(iri)})).certification(iri)


class _Reading:
    """The triples about one certification, by subject and property."""

    def __init__(self, triples: list[Triple]) -> None:
        self._values: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        for subject, predicate, value in triples:
            self._values[subject.value][predicate.value].append(value)
        self._retained: dict[tuple[str, str], str] = {}
        for about in [value for value in self._values.values() if f"{_RDF}predicate" in value]:
            key = about[f"{_RDF}subject"][0].value, about[f"{_RDF}predicate"][0].value
            self._retained[key] = about[f"{_RDF}object"][0].value

    def certification(self, iri: str) -> Described:
        register, _, number = iri.removeprefix(ID).partition("/")
        return Described(
            iri=iri,
            register=register,
            number=number,
            identifier=self._one(iri, f"{_DCTERMS}identifier"),
            title=self._one(iri, f"{_DCTERMS}title"),
            active={"true": True, "false": False}.get(self._one(iri, str(PAS.actif)) or ""),
            level=self._level(iri),
            nsf=self._codes(iri, str(PAS.nsf)),
            rome=self._codes(iri, str(PAS.rome)),
            formacode=self._codes(iri, str(PAS.formacode)),
            kinds=self._codes(iri, f"{_DCTERMS}type"),
            bodies=tuple(self._body(body) for body in self._iris(iri, str(PAS.certificateur))),
            units=tuple(self._unit(unit) for unit in self._ordered(iri, str(PAS.bloc))),
            outcomes=self._outcomes(iri),
            registrations=tuple(
                self._registration(each) for each in self._iris(iri, str(PAS.enregistrement))
            ),
            description=self._one(iri, str(PAS.objectifs)) or self._one(iri, str(PAS.resume)),
            prerequisites=self._one(iri, str(PAS.prerequisEntree)),
            open_ways=self._open_ways(iri),
            replaces=self._iris(iri, f"{_DCTERMS}replaces"),
            fiches=self._iris(iri, "http://www.w3.org/ns/prov#wasDerivedFrom"),
        )

    def _unit(self, iri: str) -> Unit:
        identifier = self._one(iri, f"{_DCTERMS}identifier")
        assessment = self._one(iri, str(PAS.modalitesEvaluation))
        return Unit(iri, identifier, self._one(iri, f"{_DCTERMS}title"), self._outcomes(iri), assessment)

    def _outcomes(self, iri: str) -> tuple[Outcome, ...]:
        found = []
        for each in self._ordered(iri, str(PAS.capacite)):
            title = self._one(each, f"{_DCTERMS}title")
            if title is not None:
                found.append(Outcome(each, self._one(each, f"{_SKOS}notation"), title))
        return tuple(found)

    def _body(self, iri: str) -> Body:
        siret = iri.removeprefix(f"{ID}siret/")
        return Body(iri, self._one(iri, f"{_DCTERMS}title"), siret if siret != iri else None)

    def _registration(self, iri: str) -> Registration:
        days = (self._one(iri, str(each)) for each in (PAS.decision, PAS.effet, PAS.fin))
        return Registration(iri, *days)

    def _open_ways(self, iri: str) -> tuple[Code, ...]:
        """The ways that the document says are open."""
        ways = []
        for access in self._iris(iri, str(PAS.acces)):
            if self._one(access, str(PAS.ouvert)) == "true":
                ways += [self._code(way) for way in self._iris(access, str(PAS.voie))]
        return tuple(sorted(ways, key=lambda way: way.notation))

    def _level(self, iri: str) -> str | None:
        """The level of 2019; one of 1969 is that which the decree of 8 January 2019 makes of it, if one alone."""
        niveau, old = f"{ID}niveau/", f"{ID}niveau-1969/"
        stated = self._iris(iri, str(PAS.niveau))
        levels = {each.removeprefix(niveau) for each in stated if each.startswith(niveau)}
        if not levels:
            former = (each.removeprefix(old) for each in stated if each.startswith(old))
            levels = {level for each in former for level in _SINCE_1969.get(each, ())}
        return levels.pop() if len(levels) == 1 else None

    def _codes(self, iri: str, predicate: str) -> tuple[Code, ...]:
        return tuple(sorted(map(self._code, self._iris(iri, predicate)), key=lambda code: code.notation))

    def _code(self, iri: str) -> Code:
        label = self._one(iri, f"{_SKOS}prefLabel") or self._one(iri, f"{_RDFS}label")
        return Code(iri, self._one(iri, f"{_SKOS}notation") or iri.rsplit("/", 1)[-1], label)

    def _ordered(self, iri: str, predicate: str) -> list[str]:
        return sorted(self._iris(iri, predicate), key=lambda each: (self._order(each), each))

    def _order(self, iri: str) -> int:
        found = [int(value) for value in self._texts(iri, str(PAS.ordre)) if value.isdigit()]
        return min(found, default=1_000_000)

    def _one(self, iri: str, predicate: str) -> str | None:
        """The retained value, else the French one, else the first; spaces collapsed."""
        if (iri, predicate) in self._retained:
            return _SPACES.sub(" ", self._retained[iri, predicate]).strip()
        found = self._texts(iri, predicate)
        return found[0] if found else None

    def _texts(self, iri: str, predicate: str) -> list[str]:
        found = self._values.get(iri, {}).get(predicate, [])
        literals = [term for term in found if isinstance(term, Literal) and term.value.strip()]
        ranked = sorted(literals, key=lambda term: (term.language not in ("fr", None), term.value))
        return [_SPACES.sub(" ", term.value).strip() for term in ranked]

    def _iris(self, iri: str, predicate: str) -> tuple[str, ...]:
        found = self._values.get(iri, {}).get(predicate, [])
        return tuple(sorted({term.value for term in found if isinstance(term, Iri)}))
