"""The registrations: one for each arrêté that the fiche quotes, with the dates and the duration it states."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

from passerelles.loaders.fiche_dates import DATE, NUMBER, date_of, number_of
from passerelles.loaders.fiche_ledger import Ledger
from passerelles.loaders.view import View
from passerelles.records import Enregistrement, FreeText, Severity, Stated

_ARRETE = re.compile(rf"\barretes?\s+(?:[a-z]+\s+)?(?:en\s+date\s+)?du\s+{DATE}")
_DECISION = re.compile(rf"\bdecision\s+(?:d'enregistrement\s+)?(?:en\s+date\s+)?du\s+{DATE}")
_PUBLICATION = re.compile(
    rf"(?:journal\s+officiel"
    rf"|\bjorf\b|\bj\.?\s?o\.?(?=\W))(?:\s+de\s+la\s+republique\s+francaise)?[\s,]*(?:n\s?°\s?\d+[\s,]*)?(?:en\s+date\s+)?(?:du|le)\s+{DATE}"
    rf"|publiee?s?\s+le\s+{DATE.replace('<', '<p')}"
)
_EFFET = re.compile(
    rf"(?:avec\s+effet|(?:prend|prenant|prise?)\s+(?:d')?effet|a\s+compter"
    rf"|effet)\s*:?\s*(?:retroactif\s+)?(?:(?:au|du|le|a\s+compter\s+du|a\s+partir\s+du|a\s+partir"
    rf"|de)\s+)*{DATE}"
)
_FIN = re.compile(
    rf"(?:jusqu'\s?(?:au|en)|fin\s+de\s+validite\s*:?"
    rf"|(?:date\s+)?d'echeance\s*(?:de\s+l'enregistrement)?\s*:?|expire(?:ra)?\s+le)\s*{DATE}"
)
_DUREE = re.compile(
    rf"(?:pour|duree(?:\s+de\s+l'enregistrement)?)\s*:?\s*(?:une\s+(?:duree"
    rf"|periode)\s+)?(?:de\s+)?(?P<number>{NUMBER})(?:\s*[(]\d+[)])?\s*an(?:s|nees?|\(s\))?(?![a-z])"
)


def read_enregistrements(
    body: View, ledger: Ledger
) -> tuple[tuple[Enregistrement, ...], tuple[FreeText, ...]]:
    """The registrations in the order of the text, and the section as free text."""
    found = []
    for part in _arretes(body):
        record = _enregistrement(part, ledger)
        if record:
            found.append(record)
    return tuple(found), ledger.keep("baseLegaleTexte", body)


def read_quoted(body: View, ledger: Ledger) -> tuple[Enregistrement, ...]:
    """The registrations that a section of other references quotes: only arrêtés that say from when or until when."""
    found = (_enregistrement(part, ledger) for part in _arretes(body) if part.search(_ARRETE))
    return tuple(record for record in found if record and (record.effet or record.fin))


def _arretes(body: View) -> list[View]:
    """The stretches that begin with « Arrêté du … », capital or at the start of a line."""
    starts = [
        match.start()
        for match in body.finditer(_ARRETE)
        if body.text[match.start()].isupper() or not body.text[: match.start()].rpartition("\n")[2].strip()
    ]
    if not starts:
        return [body.strip()] if body else []
    bounds = [0, *starts[1:], len(body)]
    return [body[start:end].strip() for start, end in pairwise(bounds) if body[start:end]]


def _enregistrement(part: View, ledger: Ledger) -> Enregistrement | None:
    arrete = _date(part, _ARRETE, "arrete", ledger)
    decision = _date(part, _DECISION, "decision", ledger)
    publication = _date(part, _PUBLICATION, "publicationJO", ledger)
    effet = _date(part, _EFFET, "effet", ledger)
    fin = _date(part, _FIN, "fin", ledger)
    duree = part.search(_DUREE)
    if not (arrete or decision or publication or effet or fin or duree):
        return None
    return Enregistrement(
        arrete=arrete,
        arrete_texte=ledger.take(part),
        decision=decision,
        publication_jo=publication,
        effet=effet,
        fin=fin,
        duree_annees=ledger.state(number_of(duree["number"]), part.group(duree)) if duree else None,
    )


def _date(part: View, pattern: re.Pattern[str], field: str, ledger: Ledger) -> Stated[date] | None:
    """The first date that the pattern finds; another one, or one that does not exist, is a problem."""
    found: dict[date, Stated[date]] = {}
    for match in part.finditer(pattern):
        names = match.groupdict()
        prefix = "p" if names.get("pday") or names.get("pday2") else ""
        group = next(name for name in (f"{prefix}day", f"{prefix}day2") if names.get(name))
        last = f"{prefix}year" if group == f"{prefix}day" else f"{prefix}year2"
        place = part[match.start(group) : match.end(last)]
        value = _value(place)
        if value is None:
            message = f"La date « {place.value} » n’existe pas ; elle n’est pas retenue."
            ledger.report("date-invalide", Severity.WARNING, message, place, field=field)
        else:
            found.setdefault(value, ledger.state(value, place))
    if len(found) > 1:
        days = ", ".join(day.isoformat() for day in found)
        message = f"Le même arrêté donne plusieurs dates ({days}) ; la première est retenue."
        ledger.report("dates-multiples", Severity.INFO, message, part, field=field)
    return next(iter(found.values()), None)


def _value(place: View) -> date | None:
    match = re.match(DATE, place.folded)
    return date_of(match) if match else None
