"""Sectors and accessible jobs: two things that one section mixes, with prose between them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from passerelles.loaders.fiche_items import listing_of, statements_of, trimmed
from passerelles.loaders.fiche_ledger import Ledger
from passerelles.loaders.view import View
from passerelles.records import FreeText, Text

_SECTOR_LABEL = re.compile(
    r"\s*(?:[-•]\s*)?(?:les\s+)?(?:principaux\s+)?secteurs?(?:\s+(?:d'activites?|professionnels?"
    r"|concernes?|vises?|economiques?))*\s*:\s*"
)
_JOB_LABEL = re.compile(
    r"\s*(?:[-•]\s*)?(?:les\s+)?(?:principaux\s+)?(?:types?\s+d'emplois?|emplois?(?:-types?|\s+types?)?"
    r"|metiers?|postes?|fonctions?|appellations?|intitules?\s+de\s+postes?)"
    r"(?:\s+(?:accessibles?|vises?|exerces?|occupes?|possibles?|concernes?|les\s+plus\s+courants?"
    r"|et\s+appellations?))*\s*:\s*"
)
_SECTOR = re.compile(
    r"\s*(?:le\s+|les\s+|tous?\s+(?:les\s+)?|toutes?\s+(?:les\s+)?)?(?:secteurs?|branches?|industries?\b"
    r"|entreprises?\b|filieres?\b)"
)
_ABOUT_SECTORS = re.compile(r"\b(?:secteurs?|branches?|entreprises?|industries?)\b")
_VERB = re.compile(
    r"\b(?:est|sont|peut|peuvent|exerce|exercent|agit|travaille|travaillent|intervient|interviennent"
    r"|evolue|evoluent|"
    r"s'exerce|s'exercent|se\s+traduit|occupe|occupent|permet|permettent|ont|doit|doivent)\b"
)
_SHORT = 7  # words of one part of an enumeration
_LONG = 16  # words; titles of jobs are shorter than sentences
_OUTSIDE_BRACKETS = re.compile(r"[;,](?![^()]*\))")
# How titles of jobs begin: the noun of one who does something.
_WORKER = re.compile(
    r"\s*(?:(?:aide|sous|vice)[-\s])?(?!(?:sect|mot|ordinat|fl|coul|val|vap|chal|haut|longu|tract|rayonn"
    r"|ascens|interi|exteri|superi|plusi|mat|b|l|entret|b)(?:eurs?|rices?|iens?)\b)(?:\w+(?:eurs?|euses?|rices?|iens?|iennes?|istes?)\b"
    r"|(?:agents?|chefs?|cadres?|responsables?|assistante?s?|adjointe?s?|gerante?s?|surveillante?s?"
    r"|charge(?:e|es|s)?|employe(?:e|es|s)?|ouvrier|ouvriere|cuisinier|menuisier|chaudronnier|equipier"
    r"|equipiere|hotesse|macon|commis|apprentie?|receptionniste|conseiller|conseillere|infirmier"
    r"|infirmiere|magasinier|magasiniere|gouvernante?|secretaire)\b)"
)
_SEMICOLON = re.compile(r"\s*;\s*(?![^()]*\))")


@dataclass
class _Sorted:
    sectors: list[View] = field(default_factory=list)
    jobs: list[View] = field(default_factory=list)


def read_emplois(
    body: View, ledger: Ledger
) -> tuple[tuple[Text, ...], tuple[Text, ...], tuple[FreeText, ...]]:
    """The sectors, the accessible jobs, and the whole section as free text."""
    if not body:
        return (), (), ()
    found = _Sorted()
    blocks = _blocks(body)
    labelled = any(kind for kind, _ in blocks)
    for kind, block in blocks:
        if kind == "sectors":
            found.sectors += _listed(block)
        elif kind == "jobs":
            found.jobs += _listed(block)
        else:
            _sort(block, found, labelled)
    sectors = _unique(found.sectors, ledger)
    jobs = _unique(found.jobs, ledger)
    return sectors, jobs, ledger.keep("emploisTexte", body)


def _unique(parts: list[View], ledger: Ledger) -> tuple[Text, ...]:
    texts = {part.value: ledger.take(part) for part in reversed(parts) if part}
    return tuple(reversed(texts.values()))


def _blocks(body: View) -> list[tuple[str, View]]:
    """The stretches under « Secteurs d'activité : », « Types d'emplois accessibles : » or no label."""
    cuts: list[tuple[int, int, str]] = [(0, 0, "")]
    position = 0
    for line in body.lines():
        for kind, pattern in (("sectors", _SECTOR_LABEL), ("jobs", _JOB_LABEL)):
            match = line.match(pattern)
            if match:
                cuts.append((position, position + match.end(), kind))
        position += len(line) + 1
    stops = [start for start, _, _ in cuts[1:]] + [len(body)]
    return [
        (kind, body[end:stop]) for (_, end, kind), stop in zip(cuts, stops, strict=True) if body[end:stop]
    ]


def _listed(block: View) -> list[View]:
    """What a labelled block lists: its marked items, its lines, or the parts of its only line."""
    listing = listing_of(block)
    if listing.items:
        return [item.text for item in listing.items]
    lines = statements_of(block)
    if len(lines) == 1 and (not _is_prose(lines[0]) or _is_enumeration(lines[0])):
        return [trimmed(part) for part in lines[0].split(_OUTSIDE_BRACKETS)]
    return [trimmed(part) for line in lines for part in _parts(line)]


def _parts(line: View) -> list[View]:
    if _are_workers(parts := line.split(_SEMICOLON)) or _are_workers(parts := line.split(_OUTSIDE_BRACKETS)):
        return parts
    return [line] if _is_prose(line) else line.split(_SEMICOLON)


def _are_workers(parts: list[View]) -> bool:
    """True for several titles of jobs on one line: each part begins as one does."""
    return len(parts) > 1 and all(
        part.match(_WORKER) and not part.search(_VERB) and len(part.value.split()) <= _LONG for part in parts
    )


def _is_enumeration(line: View) -> bool:
    """True for a line of short parts between commas, without a verb, even if a full stop ends it."""
    parts = line.split(_OUTSIDE_BRACKETS)
    return (
        len(parts) > 2
        and not line.search(_VERB)
        and ":" not in line.text
        and ". " not in line.text.strip()
        and all(0 < len(part.value.split()) <= _SHORT for part in parts)
    )


def _sort(block: View, found: _Sorted, labelled: bool) -> None:
    """Prose about sectors is a sector; short lines are jobs, unless an introduction of jobs follows them."""
    listing = listing_of(block)
    lines = statements_of(listing.intro if listing.items else block)
    introduction = next((place for place, line in enumerate(lines) if line.text.rstrip().endswith(":")), None)
    workers = [place for place, line in enumerate(lines) if line.match(_WORKER)]
    # What is enumerated before the first title of a job, in a list of such titles, is where they work.
    first = workers[0] if workers and all(place in workers for place in range(workers[0], len(lines))) else 0
    for place, line in enumerate(lines):
        if line.text.rstrip().endswith(":"):
            continue
        before = introduction is not None and place < introduction
        if not listing.items and not before and len(_parts(line)) > 1:
            found.jobs += [trimmed(part) for part in _parts(line)]
        elif _is_prose(line):
            found.sectors += [line] if line.search(_ABOUT_SECTORS) and not labelled else []
        elif before or line.match(_SECTOR) or (place < first and "," in line.text):
            found.sectors.append(trimmed(line))
        elif not listing.items:
            found.jobs.append(trimmed(line))
    found.jobs += [item.text for item in listing.items]


def _is_prose(line: View) -> bool:
    words = line.value.split()
    ends = line.text.rstrip().endswith(".")
    return len(words) > _LONG or (ends and len(words) > 5) or bool(len(words) > 4 and line.search(_VERB))
