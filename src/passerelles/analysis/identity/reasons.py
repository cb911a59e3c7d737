"""Why a certification of the register may be the one that a text names: reasons for and against, in French."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from passerelles.analysis.identity.facts import Facts, Organisation
from passerelles.analysis.identity.titles import Found
from passerelles.answers.question import local_name


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: what it is about, whether it speaks for the candidate, its weight and its French sentence.

    `conclusive` reasons are those that a decision rests on: equal title, same kind, same certificateur.
    """

    about: str
    favourable: bool
    weight: float
    sentence: str
    conclusive: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """What a text names, with the certifications that give it or replace it, which tell of its branch and days."""

    subject: Facts
    givers: tuple[Facts, ...]

    @property
    def organisations(self) -> tuple[Organisation, ...]:
        """Its certificateurs: its own, else those who declare what gives it, else those of its neighbours."""
        own = self.subject.organisations or self.subject.declarers
        return own or tuple(each for giver in self.givers for each in giver.organisations)


def reasons(context: Context, candidate: Facts, found: Found) -> tuple[Reason, ...]:
    """All reasons for and against a candidate, the title first."""
    return (
        _title(found),
        *_kind(context.subject, candidate),
        *_certificateur(context, candidate),
        *_convention(context, candidate),
        *_days(context, candidate),
        *_codes(context, candidate),
        *_links(context, candidate),
    )


def _title(found: Found) -> Reason:
    match found.relation:
        case "égal":
            return Reason("titre", True, 40, "Même titre, aux mots de la nature et au genre près.", True)
        case "contient":
            return Reason("titre", True, 20, "Son titre contient le titre nommé, avec d’autres mots.")
        case "contenu":
            return Reason("titre", True, 15, "Son titre est contenu dans le titre nommé.")
        case _:
            return Reason("titre", True, 10, f"Titre proche (ressemblance de {found.likeness:.0f} %).")


def _kind(subject: Facts, candidate: Facts) -> Iterator[Reason]:
    if not subject.kinds or not candidate.kinds:
        return
    mine, its = _listed(subject.kinds), _listed(candidate.kinds)
    if subject.kinds == candidate.kinds:
        yield Reason("nature", True, 20, f"Même nature : {its}.", True)
    elif subject.kinds & candidate.kinds:
        yield Reason("nature", True, 12, f"Nature {its} ; le texte dit {mine}.")
    else:
        yield Reason("nature", False, -25, f"Nature différente : {its}, alors que le texte dit {mine}.")


def _certificateur(context: Context, candidate: Facts) -> Iterator[Reason]:
    if not context.organisations or not candidate.organisations:
        return
    for organisation in context.organisations:
        if any(organisation.same_as(other) for other in candidate.organisations):
            yield Reason("certificateur", True, 20, f"Même certificateur : {organisation.name}.", True)
            return
    its = " ; ".join(each.name for each in candidate.organisations)
    mine = " ; ".join(each.name for each in context.organisations)
    yield Reason(
        "certificateur", False, -15, f"Autre certificateur : {its}, alors que le texte vient de : {mine}."
    )


def _convention(context: Context, candidate: Facts) -> Iterator[Reason]:
    known = context.subject.conventions.union(*(giver.conventions for giver in context.givers))
    if shared := known & candidate.conventions:
        yield Reason(
            "convention", True, 8, f"Même convention collective : {_listed(map(local_name, shared))}."
        )
    elif known and candidate.conventions:
        its = _listed(map(local_name, candidate.conventions))
        yield Reason("convention", False, -8, f"Autre convention collective : {its}.")


def _days(context: Context, candidate: Facts) -> Iterator[Reason]:
    """Whether both were registered at the same time; a registration without a beginning is open on that side."""
    periods = [
        (min(each.starts, default=""), max(each.ends))
        for each in (context.subject, *context.givers)
        if each.ends
    ]
    if not periods or not candidate.ends:
        return
    start, end = min(candidate.starts, default=""), max(candidate.ends)
    until = f"jusqu’au {end[8:10]}/{end[5:7]}/{end[:4]}"
    if any(start <= last and first <= end for first, last in periods):
        yield Reason("dates", True, 6, f"Enregistrée {until} : en même temps que ce qui la nomme.")
    else:
        yield Reason("dates", False, -10, f"Enregistrée {until} : pas en même temps que ce qui la nomme.")


def _codes(context: Context, candidate: Facts) -> Iterator[Reason]:
    known = context.subject.romes.union(*(giver.romes for giver in context.givers))
    if shared := known & candidate.romes:
        codes = "le code ROME" if len(shared) == 1 else "les codes ROME"
        yield Reason("codes", True, 4, f"Partage {codes} {_listed(map(local_name, shared))}.")


def _links(context: Context, candidate: Facts) -> Iterator[Reason]:
    names = {giver.iri: giver.identifier or giver.title or local_name(giver.iri) for giver in context.givers}
    for iri in sorted(set(candidate.replaced_by) & set(context.subject.replaced_by)):
        sentence = f"Le répertoire dit aussi que {names.get(iri, local_name(iri))} la remplace."
        yield Reason("succession", True, 20, sentence, True)


def _listed(words: Iterable[str]) -> str:
    return ", ".join(sorted(words))
