"""The reading of a fiche: each section given to its reader, their answers made one certification."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from passerelles.loaders.fiche_acces import read_acces, read_territories
from passerelles.loaders.fiche_activites import read_activites
from passerelles.loaders.fiche_base_legale import read_enregistrements, read_quoted
from passerelles.loaders.fiche_blocs import capable_of, competences, read_blocs, tasks_of
from passerelles.loaders.fiche_capacites import reconcile
from passerelles.loaders.fiche_codes import (
    read_conventions,
    read_formacodes,
    read_niveaux,
    read_nsf,
    read_rome,
)
from passerelles.loaders.fiche_correspondances import read_correspondances
from passerelles.loaders.fiche_emplois import read_emplois
from passerelles.loaders.fiche_historique import read_creation, read_replacements
from passerelles.loaders.fiche_identite import (
    Identity,
    read_apart,
    read_authorities,
    read_intitule,
    read_number,
)
from passerelles.loaders.fiche_items import Item, listing_of, statements_of
from passerelles.loaders.fiche_ledger import Ledger
from passerelles.loaders.fiche_mentions import NUMBER, is_own, mentions_of
from passerelles.loaders.fiche_sections import Section
from passerelles.loaders.fiche_statistiques import read_yearly
from passerelles.loaders.fiche_validite import read_validite
from passerelles.loaders.view import View, join
from passerelles.records import (
    Bloc,
    Capacite,
    Certification,
    Code,
    Correspondance,
    Enregistrement,
    FreeText,
    Organisation,
    Ref,
    Register,
    Severity,
    Stated,
    Text,
)

_FREE = {
    "resume": "resume",
    "activites": "activitesTexte",
    "reglementation": "reglementation",
    "composantes": "composantesTexte",
    "liens": "liensTexte",
    "accords": "accordsTexte",
    "base-legale": "baseLegaleTexte",
    "decret": "decretTexte",
    "decret-vae": "decretVAETexte",
    "references": "referencesAutres",
    "statistiques": "statistiquesTexte",
    "autres-sources": "autresSources",
    "lieu-certification": "lieuCertification",
    "lieu-preparation": "lieuPreparation",
    "elaboration": "historique",  # where other fiches say it
    "historique": "historique",
    "precedentes": "historique",
    "suivantes": "historique",
}
_TELLING = ("historique", "liens", "accords", "references", "composantes", "resume", "autres-sources")


# What stands at the beginning and at the end of every fiche; a cut text has the first and none of the last.
_FIRST = frozenset({"entete", "intitule", "autorite", "niveau", "conventions", "nsf", "formacodes", "resume"})
_LAST = frozenset(
    {
        *("acces", "territoires", "liens", "accords", "base-legale", "decret", "arrete", "decret-vae"),
        *("references", "informations", "statistiques", "autres-sources", "lieu-certification"),
        *("lieu-preparation", "historique", "precedentes", "suivantes"),
    }
)
_CUT = 3


class Fiche:
    """The sections of one fiche by name, and the ledger that its readers write to."""

    def __init__(self, sections: tuple[Section, ...], ledger: Ledger) -> None:
        self.sections = _split_links(sections)
        self.ledger = ledger
        for section in self.sections:
            for part in (section.heading, *section.debris):
                ledger.account(part)

    def bodies(self, *names: str) -> list[View]:
        """The bodies of the sections of these names that are not blank, in the order of the names."""
        return [
            section.body
            for name in names
            for section in self.sections
            if section.name == name and section.body
        ]

    def links(self) -> tuple[View, ...]:
        """The addresses that page ends print."""
        return tuple(link for section in self.sections for link in section.links)


def read_certification(
    sections: tuple[Section, ...], ledger: Ledger
) -> tuple[Certification | None, tuple[Correspondance, ...]]:
    """The certification that the sections describe, None when they have neither number nor title."""
    fiche = Fiche(sections, ledger)
    heads = [join((section.heading, section.body)) for section in fiche.sections if section.name == "entete"]
    identity = read_number(join(heads), ledger) if heads else None
    intitule: Text | None = None
    title: Text | None = None
    kinds: tuple[Text, ...] = ()
    for body in fiche.bodies("intitule")[:1]:
        intitule, title, kinds = read_intitule(body, ledger)
    if identity is None and title is None:
        ledger.report("fiche-incomplete", Severity.ERROR, "Cette fiche n’a ni numéro ni intitulé.")
        return None, ()
    base = Certification(
        identity.register if identity else Register.TITRE,
        identity.number if identity else None,
        identity.identifier if identity else None,
        title,
        intitule=intitule,
        kinds=kinds,
    )
    described = _history(
        _registration(_competences(_description(base, fiche), fiche, identity), fiche), fiche
    )
    _report_missing(described, ledger)
    _report_truncated(fiche)
    telling = fiche.bodies(*_TELLING)
    return described, read_correspondances(telling, described, ledger)


def _description(base: Certification, fiche: Fiche) -> Certification:
    ledger = fiche.ledger
    authorities, signatories = _authorities(fiche)
    niveaux: tuple[Stated[Code], ...] = ()
    texts: tuple[FreeText, ...] = ()
    for body in fiche.bodies("niveau"):
        levels, text = read_niveaux(body, ledger)
        niveaux, texts = (*niveaux, *levels), (*texts, *text)
    codes: list[Stated[Code]] = []
    readers: dict[str, Callable[[View, Ledger], tuple[Stated[Code], ...]]] = {
        "conventions": read_conventions,
        "nsf": read_nsf,
        "formacodes": read_formacodes,
    }
    for name, reader in readers.items():
        codes += [code for body in fiche.bodies(name) for code in reader(body, ledger)]
    links = fiche.links()
    for body in fiche.bodies("rome"):
        codes += read_rome(body, links, ledger)
    proven = {span for code in codes for span in code.spans}
    kept = [FreeText("autresSources", ledger.take(link)) for link in links if link.span not in proven]
    secteurs: tuple[Text, ...] = ()
    emplois: tuple[Text, ...] = ()
    for body in fiche.bodies("emplois"):
        sectors, jobs, text = read_emplois(body, ledger)
        secteurs, emplois, texts = (*secteurs, *sectors), (*emplois, *jobs), (*texts, *text)
    return replace(
        base,
        certificateurs=authorities,
        signataires=signatories,
        niveaux=niveaux,
        codes=tuple(codes),
        secteurs=secteurs,
        emplois=emplois,
        texts=(*texts, *_free_texts(fiche), *kept),
    )


def _authorities(fiche: Fiche) -> tuple[tuple[Organisation, ...], tuple[Text, ...]]:
    """Authorities and signatories, side by side or each under a heading of their own."""
    bodies, apart = fiche.bodies("autorite"), fiche.bodies("signataires")
    if bodies and apart:
        return read_apart(join(bodies), join(apart), fiche.ledger)
    authorities: tuple[Organisation, ...] = ()
    signatories: tuple[Text, ...] = ()
    for body in bodies:
        found, quality = read_authorities(body, fiche.ledger)
        authorities, signatories = (*authorities, *found), (*signatories, *quality)
    for body in apart:
        signatories = (*signatories, *(fiche.ledger.take(part) for part in body.paragraphs()))
    return authorities, signatories


def _free_texts(fiche: Fiche) -> list[FreeText]:
    return [
        text
        for section in fiche.sections
        if section.name in _FREE
        for text in fiche.ledger.keep(_FREE[section.name], section.body)
    ]


def _competences(base: Certification, fiche: Fiche, identity: Identity | None) -> Certification:
    ledger = fiche.ledger
    texts: list[FreeText] = []
    listed: list[Item] = []
    for body in fiche.bodies("capacites"):
        listing = listing_of(body)
        items = competences(listing.items) or tasks_of(body)
        listed += items
        if not items:
            message = (
                "La liste des capacités attestées ne se laisse pas découper ; elle est gardée comme texte."
            )
            ledger.report("capacites-non-lues", Severity.WARNING, message, body, field="pas:capacite")
        others = [item.text for item in listing.items if item not in items]
        rest = [listing.intro, *others, *listing.rest] if listing.items or not items else []
        texts += [text for part in rest for text in ledger.keep("capacitesTexte", part)]
        for item in listing.items:
            ledger.account(item.mark)
    listed += [] if listed else [item for body in fiche.bodies("resume") for item in capable_of(body)]
    printed = [bloc for body in fiche.bodies("blocs") for bloc in read_blocs(body, identity, ledger)]
    capacites, keys = reconcile(tuple(listed), tuple(printed), ledger)
    blocs = tuple(
        Bloc(order, bloc.title, bloc.code, bloc.identifier, capacites=members, texts=bloc.texts)
        for order, (bloc, members) in enumerate(zip(printed, keys, strict=True), 1)
    )
    activites = read_activites(fiche.bodies("activites"), fiche.bodies("resume"), ledger)
    return replace(base, activites=activites, capacites=capacites, blocs=blocs, texts=(*base.texts, *texts))


def _registration(base: Certification, fiche: Fiche) -> Certification:
    ledger = fiche.ledger
    years, unlimited, texts = read_validite(fiche.bodies("validite"), ledger)
    enregistrements: list[Enregistrement] = []
    for body in fiche.bodies("arrete"):
        found, text = read_enregistrements(body, ledger)
        enregistrements += found
        texts = (*texts, *text)
    for body in fiche.bodies("references"):
        enregistrements += read_quoted(body, ledger)
    nouvelle_caledonie = polynesie = None
    for body in fiche.bodies("territoires"):
        nc, pf = read_territories(body, ledger)
        nouvelle_caledonie, polynesie = nouvelle_caledonie or nc, polynesie or pf
    titulaires = None
    for body in fiche.bodies("statistiques"):
        titulaires = titulaires or read_yearly(body, ledger)
    return replace(
        base,
        acces=tuple(acces for body in fiche.bodies("acces") for acces in read_acces(body, ledger)),
        enregistrements=tuple(enregistrements),
        nouvelle_caledonie=nouvelle_caledonie,
        polynesie_francaise=polynesie,
        titulaires_par_an=titulaires,
        validite_annees=years,
        validite_illimitee=unlimited,
        texts=(*base.texts, *texts),
    )


def _history(base: Certification, fiche: Fiche) -> Certification:
    ledger = fiche.ledger
    history = fiche.bodies("historique")
    old, new = read_replacements([*history, *fiche.bodies("liens")], base, ledger)
    old = (*old, *_named(fiche.bodies("precedentes"), base, ledger))
    new = (*new, *_named(fiche.bodies("suivantes"), base, ledger))
    taken = {stated.value.number for stated in (*old, *new)}
    linked = _numbers(fiche.bodies("liens", "accords"), base, ledger)
    return replace(
        base,
        created=read_creation(history, base, ledger),
        replaces=old,
        replaced_by=new,
        linked=tuple(stated for stated in linked if stated.value.number not in taken),
    )


def _named(bodies: list[View], own: Certification, ledger: Ledger) -> tuple[Stated[Ref], ...]:
    """The certifications that lines name, by their numbers, else by kind and title."""
    found: list[Stated[Ref]] = []
    for line in (line for body in bodies for line in statements_of(body)):
        numbers = _numbers([line], own, ledger)
        mentions = [] if numbers else [one for one in mentions_of(line) if one and not is_own(one.ref, own)]
        found += [*numbers, *(ledger.state(one.ref, one.place) for one in mentions)]
    return tuple({stated.value: stated for stated in reversed(found)}.values())[::-1]


def _numbers(bodies: list[View], own: Certification, ledger: Ledger) -> tuple[Stated[Ref], ...]:
    """The certifications that the texts name by number, but for the fiche's own."""
    found: dict[Ref, Stated[Ref]] = {}
    for body in bodies:
        for match in body.finditer(NUMBER):
            ref = Ref(Register(match["register"]), str(int(match["number"])))
            if not is_own(ref, own):
                found.setdefault(ref, ledger.state(ref, body.group(match)))
    return tuple(found.values())


def _split_links(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """The sections, with the two cells of a row « liens \\t accords » made two sections."""
    result: list[Section] = []
    for section in sections:
        if section.name == "liens-accords":
            cells = section.body.strip("\n ").split(re.compile("\t"))
            result.append(replace(section, name="liens", body=cells[0]))
            if len(cells) > 1:
                result.append(Section("accords", section.heading[:0], join(cells[1:])))
        else:
            result.append(section)
    return tuple(result)


def _report_missing(record: Certification, ledger: Ledger) -> None:
    essential: dict[str, tuple[Capacite, ...] | object] = {
        "le numéro": record.identifier,
        "l’intitulé": record.title,
        "l’autorité responsable": record.certificateurs,
        "le résumé": [text for text in record.texts if text.name == "resume"],
    }
    missing = [name for name, value in essential.items() if not value]
    if missing:
        message = f"Cette fiche est incomplète ou tronquée : il manque {', '.join(missing)}."
        ledger.report("fiche-incomplete", Severity.WARNING, message)


def _report_truncated(fiche: Fiche) -> None:
    """An error when several of the first sections are there and not one of the many that end every fiche.

    A fiche may lack any section; one that lacks all of the last ones was cut.
    """
    names = {section.name for section in fiche.sections}
    if names & _LAST or len(names & _FIRST) < _CUT:
        return
    last = fiche.sections[-1]
    message = (
        "Cette fiche semble tronquée : elle s’arrête avant la base légale, les statistiques et l’historique. "
        "Ce qui précède est lu."
    )
    fiche.ledger.report("fiche-tronquee", Severity.ERROR, message, last.body if last.body else last.heading)
