"""The parts of a certification as triples: activités, capacités, blocs, emplois, critères, connaissances."""

from __future__ import annotations

from collections import Counter

from rdflib.namespace import DCTERMS, SKOS

from passerelles import iris
from passerelles.ontology import PAS
from passerelles.records import Bloc, Capacite, Certification, Code, Critere, Stated
from passerelles.triples.evidence import Evidence
from passerelles.triples.graph import french, integer, literal


def add_parts(out: Evidence, subject: str, record: Certification) -> None:
    """Add the parts of the certification whose IRI is `subject`."""
    _add_activites(out, subject, record)
    for order, emploi in enumerate(record.emplois, 1):
        node = iris.child(subject, "emploi", iris.slug(emploi.value))
        out.triples.is_a(node, PAS.Emploi)
        out.triples.link(subject, PAS.emploi, node)
        out.say(node, DCTERMS.title, emploi)
        out.triples.add(node, PAS.ordre, integer(order))
    blocs = bloc_iris(subject, record)
    capacites = capacite_iris(subject, record)
    for capacite in record.capacites:
        _add_capacite(out, subject, capacites[capacite.key], capacite)
    for bloc, node in zip(record.blocs, blocs, strict=True):
        _add_bloc(out, subject, node, bloc, capacites)


def bloc_iris(subject: str, record: Certification) -> list[str]:
    """The IRI of each bloc: by code, by order without code; a repeated code gets a suffix ("BC04-2")."""
    seen: Counter[str] = Counter()
    result = []
    for bloc in record.blocs:
        code = bloc.code or str(bloc.order)
        seen[code] += 1
        result.append(iris.bloc(subject, code if seen[code] == 1 else f"{code}-{seen[code]}"))
    return result


def capacite_iris(subject: str, record: Certification) -> dict[str, str]:
    """The IRI of each capacité by its key: by code when it is unique, else by place in its bloc or in the list."""
    codes = Counter(capacite.code for capacite in record.capacites)
    places: dict[str, str] = {}
    for bloc, node in zip(record.blocs, bloc_iris(subject, record), strict=True):
        for place, key in enumerate(bloc.capacites, 1):
            places.setdefault(key.value, iris.capacite(node, str(place)))
    found = {
        capacite.key: iris.capacite(subject, capacite.code)
        for capacite in record.capacites
        if capacite.code and codes[capacite.code] == 1
    }
    taken = set(found.values())
    for capacite in record.capacites:
        if capacite.key not in found:
            # A code may look like an order ("3"): what has no code then gives way.
            own = iris.capacite(subject, str(capacite.order))
            free = own if own not in taken else f"{own}-sans-code"
            found[capacite.key] = places.get(capacite.key) or free
    return found


def _add_activites(out: Evidence, subject: str, record: Certification) -> None:
    codes = Counter(activite.code for activite in record.activites)
    for activite in record.activites:
        unique = activite.code if activite.code and codes[activite.code] == 1 else str(activite.order)
        node = iris.child(subject, "activite", unique)
        out.triples.is_a(node, PAS.Activite)
        out.triples.link(subject, PAS.activite, node)
        out.say(node, DCTERMS.title, activite.title)
        out.triples.add(node, PAS.ordre, integer(activite.order))
        if activite.code:
            out.state(node, SKOS.notation, Stated(activite.code, activite.title.spans), literal)
        out.say(node, PAS.descriptif, activite.description)


def _add_capacite(out: Evidence, subject: str, node: str, record: Capacite) -> None:
    out.triples.is_a(node, PAS.Capacite)
    out.triples.link(subject, PAS.capacite, node)
    out.say(node, DCTERMS.title, record.title)
    out.place(node, record.title.spans)
    out.triples.add(node, PAS.ordre, integer(record.order))
    for rubrique in record.rubriques:
        out.say(node, PAS.rubrique, rubrique)
    if record.code:
        # A code is read in front of its title, in whatever form: the title is where it stands.
        out.state(node, SKOS.notation, Stated(record.code, record.title.spans), literal)
    for variant in record.variants:
        out.state(node, SKOS.altLabel, variant, french)
    for condition in record.conditions:
        out.say(node, PAS.conditionsRealisation, condition)
    for resultat in record.resultats:
        out.say(node, PAS.resultatAttendu, resultat)
    for order, critere in enumerate(record.criteres, 1):
        _add_critere(out, node, order, critere)


def _add_critere(out: Evidence, capacite: str, order: int, record: Critere) -> None:
    node = iris.child(capacite, "critere", str(order))
    out.triples.is_a(node, PAS.CritereEvaluation)
    out.triples.link(capacite, PAS.critere, node)
    out.say(node, DCTERMS.title, record.texte)
    out.triples.add(node, PAS.ordre, integer(order))
    if record.famille:
        out.connect(node, PAS.famille, iris.code(Code("famille", record.famille.value)), record.texte.spans)


def _add_bloc(out: Evidence, subject: str, node: str, record: Bloc, capacites: dict[str, str]) -> None:
    out.triples.is_a(node, PAS.Bloc)
    out.triples.link(subject, PAS.bloc, node)
    out.triples.add(node, PAS.ordre, integer(record.order))
    if record.identifier:
        out.state(node, DCTERMS.identifier, record.identifier, literal)
    out.say(node, DCTERMS.title, record.title)
    for rubrique in record.rubriques:
        out.say(node, PAS.rubrique, rubrique)
    for key in record.capacites:
        out.connect(node, PAS.capacite, capacites[key.value], key.spans)
    for order, connaissance in enumerate(record.connaissances, 1):
        child = iris.child(node, "connaissance", str(order))
        out.triples.is_a(child, PAS.Connaissance)
        out.triples.link(node, PAS.connaissance, child)
        out.say(child, DCTERMS.title, connaissance)
        out.triples.add(child, PAS.ordre, integer(order))
    for text in record.texts:
        out.say(node, PAS[text.name], text.text)
