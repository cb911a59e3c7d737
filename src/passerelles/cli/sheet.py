"""The sheet of a certification for a terminal: lines of rich markup, readable without colours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain

from rich.markup import escape

from passerelles.answers.certification import CertificationAnswer
from passerelles.answers.competences import Bloc, Capacite
from passerelles.answers.french import NOT_STATED, PROPERTIES, RANKS, date_words, yes_no
from passerelles.answers.links import Correspondance, Named, name_of

_CODES = (("nsf", "NSF"), ("rome", "ROME"), ("formacode", "Formacode"), ("convention", "Convention"))


def sheet(found: CertificationAnswer) -> Iterator[str]:
    """The lines of the sheet; every text of the graph is escaped."""
    yield from _heading(found)
    yield from _section("Codes", _codes(found))
    yield from _section("Activités", (_coded(each.code, each.title) for each in found.competences.activites))
    yield from _section("Blocs de compétences", chain.from_iterable(map(_bloc, found.competences.blocs)))
    yield from _section("Capacités sans bloc", map(_capacite, found.competences.outside))
    yield from _section("Secteurs", map(escape, found.facts.get("secteur", ())))
    yield from _section("Emplois accessibles", map(escape, found.emplois))
    yield from _section("Voies d’accès", _acces(found))
    yield from _section("Enregistrement", _enregistrements(found))
    yield from _section(
        "Ce qu’elle donne aussi", chain.from_iterable(map(_correspondance, found.links.gives))
    )
    yield from _section("Ce qui la donne", chain.from_iterable(map(_correspondance, found.links.given_by)))
    yield from _section("Remplace", _names(found.links.replaces))
    yield from _section("Remplacée par", _names(found.links.replaced_by))
    yield from _section("Certifications liées", _names(found.links.linked))
    yield from _section("Sources", (escape(each.file or each.iri) for each in found.evidence.sources))


def _heading(found: CertificationAnswer) -> Iterator[str]:
    title = " · ".join(found.facts.get("title", ())) or "Titre non précisé"
    number = " · ".join(found.facts.get("identifier", ()))
    kinds = ", ".join(code.notation for code in found.codes.get("type", ()))
    yield f"[bold]{escape(title)}[/]"
    yield escape(" · ".join(part for part in (number, kinds, _validity(found)) if part))
    for organisation in found.certificateurs:
        yield f"Certificateur : {escape(name_of(organisation))}"
    for name in ("qualiteSignataire", "titulairesParAn", "validiteAnnees", "created"):
        for value in found.facts.get(name, ()):
            yield f"{PROPERTIES[name]} : {escape(_day(value))}"
    if "true" in found.facts.get("validiteIllimitee", ()):
        yield "Validité des composantes acquises : illimitée"
    for name in ("nouvelleCaledonie", "polynesieFrancaise"):
        values = [yes_no(value) for value in found.facts.get(name, ())]
        yield f"{PROPERTIES[name]} : {' / '.join(values) or NOT_STATED.lower()}"
    if not found.described:
        yield "Cette certification est seulement nommée par une autre source : le graphe n’a pas sa fiche."


def _validity(found: CertificationAnswer) -> str:
    state, day = found.validity.state, found.validity.day
    if day is None:
        return "dates non précisées"
    words = {
        "en cours": "enregistrée jusqu’au",
        "échue": "échue depuis le",
        "à venir": "enregistrée à partir du",
    }
    return f"{words[state]} {_day(day)}"


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    body = list(lines)
    if body:
        yield ""
        yield f"[bold]{title}[/]"
        yield from (f"  {line}" for line in body)


def _codes(found: CertificationAnswer) -> Iterator[str]:
    for key, name in (("niveau", "Niveau"), *_CODES):
        for code in found.codes.get(key, ()):
            label = f" – {code.label}" if code.label else ""
            yield escape(f"{name} {code.notation}{label}")


def _coded(code: str | None, titles: tuple[str, ...]) -> str:
    return escape(" ".join(part for part in (code, " / ".join(titles)) if part))


def _bloc(bloc: Bloc) -> Iterator[str]:
    yield f"[bold]{_coded(bloc.code, bloc.title)}[/]"
    for capacite in bloc.capacites:
        yield f"  {_capacite(capacite)}"
    for knowledge in bloc.knowledge:
        yield f"  [dim]connaissance :[/] {escape(knowledge)}"


def _capacite(capacite: Capacite) -> str:
    return _coded(capacite.code, capacite.title)


def _acces(found: CertificationAnswer) -> Iterator[str]:
    for acces in found.acces:
        state = " / ".join("ouverte" if each else "non ouverte" for each in acces.open)
        yield escape(f"{acces.label} : {state or NOT_STATED.lower()}")


def _enregistrements(found: CertificationAnswer) -> Iterator[str]:
    for record in found.enregistrements:
        parts = [
            f"{PROPERTIES[name][0].lower()}{PROPERTIES[name][1:]} : {' / '.join(map(_day, record[name]))}"
            for name in ("arrete", "decision", "publicationJO", "effet", "fin", "dureeAnnees")
            if name in record
        ]
        yield escape(" ; ".join(parts))


def _correspondance(found: Correspondance) -> Iterator[str]:
    before = " + ".join(map(name_of, found.depuis))
    after = " + ".join(map(name_of, found.vers))
    yield f"{escape(before)} → {escape(after)}"
    yield f"  correspondance {RANKS.get(found.rank, found.rank)}"
    for sentence in found.sentences:
        yield f"  « {escape(' '.join(sentence.split()))} »"


def _names(things: tuple[Named, ...]) -> Iterator[str]:
    return (escape(name_of(each)) for each in things)


def _day(value: str) -> str:
    try:
        return date_words(date.fromisoformat(value))
    except ValueError:
        return value
