"""What the history of a certification says of its creation and of what it replaces."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from passerelles.loaders.fiche_dates import DATE, MONTH, NUMBER, date_of, number_of
from passerelles.loaders.fiche_ledger import Ledger
from passerelles.loaders.fiche_mentions import KIND, Mention, is_own, mention_of, mentions_of
from passerelles.loaders.fiche_sentences import sentences_of
from passerelles.loaders.fiche_titres import named
from passerelles.loaders.view import View
from passerelles.records import Certification, Ref, Severity, Stated

_WHEN = rf"(?:{DATE}|(?:{MONTH}\s+)?(?P<only>(?:19|20)\d{{2}})(?!\d))"
_CREATED = re.compile(
    rf"(?P<what>\bcreation\s+d(?:u|e\s+la|e\s+l'|e\s+ce|e\s+cette"
    rf"|e\s+ce\s+nouveau)\s+(?P<subject>{KIND}.{{0,250}}?)\s*(?:,\s*)?(?:a\s+ete|est|fut|remonte|date)?\s*"
    rf"(?:(?:validee|decidee|actee|approuvee|adoptee|prononcee|effectuee|intervenue"
    rf"|realisee)\s+)?(?:par\s+[^.]{{0,80}}?\s)?(?:le|en\s+date\s+du|au|en|du|de"
    rf"|a)\s+)(?:l'annee\s+)?{_WHEN}",
    re.DOTALL,
)
_CREATED_PASSIVE = re.compile(
    rf"(?:(?:(?:^|\b(?:le|la|ce|cet|cette|l'|du|un|une|present"
    rf"|presente))\s*)(?P<subject>{KIND}[^.;]{{0,200}}?)|^\s*)\s*,?\s*(?:(?:a\s+ete|est|fut"
    rf"|avait\s+ete)\s+)?\bcreee?(?:\s+par\s+[^.;]{{0,80}}?)?\s*,?\s+"
    rf"(?:le|en|depuis|au|des|par\s+(?:l'|un\s+)?arrete\s+(?:ministeriel\s+)?(?:en\s+date\s+)?du)\s+"
    rf"(?:l'annee\s+)?{_WHEN}"
)
_DATE_OF_CREATION = re.compile(
    rf"\b(?:date|annee)\s+de\s+(?:la\s+)?creation(?:\s+(?:du|de\s+la"
    rf"|de\s+l')\s*(?P<subject>{KIND}[^:.]{{0,200}}?))?\s*:\s*{_WHEN}"
)
_SUPPRESSED = re.compile(
    rf"\b(?:s'accompagne|accompagnee?|entraine|suite\s+a|remplacement|lieu\s+a)\s*(?:de\s+|d')?(?:la\s+"
    rf"|les\s+|des\s+)?(?:suppressions?|fusions?|regroupements?|remplacements?)\s+d(?:es|u|e\s+la|e)\s+"
    rf"(?:(?P<count>{NUMBER})\s+)?(?P<kind>{KIND})\s+(?P<names>.+?)(?=\s*,?\s+(?:qui|dont|lesquels"
    rf"|lesquelles|devenus?|car|puisque|afin)\b|[.;]\s*$|\s*$)",
    re.DOTALL,
)
_SUBJECT = rf"(?:{KIND}\b[^.;]{{0,250}}?|\bil|\belle)"
_REPLACES = re.compile(
    rf"(?:(?P<subject>{_SUBJECT})\s+(?:remplace|remplacera|remplacait|(?:a|ont)\s+remplace|vient\s+remplacer|se\s+substitue|succede"
    rf"|vient\s+en\s+remplacement|est\s+issue?\s+de\s+la\s+fusion)|\ben\s+remplacement|^\s*(?:a\s+)?(?:remplace"
    rf"|succede))\s+"
    rf"(?:a\s+(?=la\b|l')|au\s+|aux\s+|de\s+(?=la\b|l')|du\s+|des\s+|l[ea]s?\s+"
    rf"|l')?(?:(?P<count>{NUMBER})\s+)?(?!par\b)(?P<names>.+?)(?=\s*,?\s+(?:qui|dont|lesquels|lesquelles"
    rf"|a\s+compter|depuis|car|puisque|afin|enregistree?s?\s+(?:par|le|au)|arrivee?s?"
    rf"|abrogee?s?|supprimee?s?|cree?e?s?)\b|\s*[(](?:arrete|abroge|supprime|cree|j\.?o\.?\b)|[.;]\s*$|\s*$)",
    re.DOTALL,
)
_REPLACED_BY = re.compile(
    r"\b(?:est|sont|a\s+ete|sera|ont\s+ete|fut)?\s*remplacee?s?\s+par\s+(?P<names>.+?)(?=\s*,?\s+(?:qui"
    r"|dont|a\s+compter|depuis|car|afin)\b|[.;]\s*$|\s*$)",
    re.DOTALL,
)
_AND_CAPITAL = re.compile(r"\s*(?:,|;|\bet\b|\bou\b|&)\s+(?=[«\"“]?\s*[A-ZÀ-Ý])")
_KIND_FIRST = re.compile(rf"\s*{KIND}\b")


def read_creation(
    texts: Iterable[View], own: Certification, ledger: Ledger
) -> Stated[date] | Stated[int] | None:
    """The date, or the bare year, at which the certification was created, when a sentence says so of it."""
    found: dict[date | int, Stated[date] | Stated[int]] = {}
    for sentence in (part for text in texts for part in sentences_of(text)):
        for pattern in (_CREATED, _CREATED_PASSIVE, _DATE_OF_CREATION):
            match = sentence.search(pattern)
            if match is None or not _about_own(sentence, match, own):
                continue
            begin = next(name for name in ("day", "day2", "only") if match[name])
            last = {"day": "year", "day2": "year2", "only": "only"}[begin]
            place = sentence[match.start(begin) : match.end(last)]
            if match["only"]:
                found.setdefault(int(match["only"]), ledger.state(int(match["only"]), place))
            else:
                day = date_of(match)
                if day is None:
                    message = f"La date de création « {place.value} » n’existe pas ; elle n’est pas retenue."
                    ledger.report("date-invalide", Severity.WARNING, message, place, field="created")
                else:
                    found.setdefault(day, ledger.state(day, place))
            break
    if len(found) > 1:
        message = "L’historique donne plusieurs dates de création ; aucune n’est retenue."
        ledger.report("creation-contradictoire", Severity.WARNING, message, field="created")
        return None
    return next(iter(found.values()), None)


def _about_own(sentence: View, match: re.Match[str], own: Certification) -> bool:
    """True when what was created is this certification: it is named as such, or by its kind alone."""
    subject = match["subject"]
    if subject is None:
        return True
    mention = mention_of(sentence.group(match, "subject"))
    name = mention.ref.title if mention else None
    return not name or not name[:1].isupper() or (mention is not None and is_own(mention.ref, own))


def read_replacements(
    texts: Iterable[View], own: Certification, ledger: Ledger
) -> tuple[tuple[Stated[Ref], ...], tuple[Stated[Ref], ...]]:
    """The certifications that this one replaces, and those that replace it."""
    old: dict[Ref, Stated[Ref]] = {}
    new: dict[Ref, Stated[Ref]] = {}
    for sentence in (part for text in texts for part in sentences_of(text)):
        for mention in _old_ones(sentence, own, ledger):
            old.setdefault(mention.ref, ledger.state(mention.ref, mention.place))
        match = sentence.search(_REPLACED_BY)
        if match:
            for one in mentions_of(sentence.group(match, "names")):
                if one and not is_own(one.ref, own):
                    new.setdefault(one.ref, ledger.state(one.ref, one.place))
    return tuple(old.values()), tuple(new.values())


def _old_ones(sentence: View, own: Certification, ledger: Ledger) -> list[Mention]:
    for pattern in (_SUPPRESSED, _REPLACES):
        match = sentence.search(pattern)
        if match is None:
            continue
        names = sentence.group(match, "names")
        kind = sentence.group(match, "kind") if "kind" in match.groupdict() else _kind_before(names)
        if not kind and not names.search(re.compile(r"\b(?:rncp|rs)\s?\d")):
            continue
        mentions = [one for one in _named(names, kind) if one is None or not is_own(one.ref, own)]
        wanted = number_of(match["count"]) if match["count"] else None
        known = [one for one in mentions if one]
        if len(known) != len(mentions) or (wanted is not None and wanted != len(known)):
            message = "Cette phrase ne permet pas de distinguer avec certitude les certifications remplacées."
            ledger.report(
                "remplacement-ambigu", Severity.WARNING, message, sentence, field="dcterms:replaces"
            )
            return []
        return known
    return []


def _kind_before(names: View) -> View:
    match = names.match(_KIND_FIRST)
    return names.group(match) if match else names[:0]


def _named(names: View, kind: View) -> list[Mention | None]:
    """The certifications of « CQPM A et B »: cut before each capital that follows « et » or a comma."""
    each = list(mentions_of(names)) if names.match(_KIND_FIRST) else []
    if len(each) > 1:
        return each
    lead = names.match(_KIND_FIRST)
    body = names[lead.end() :] if lead else names
    found: list[Mention | None] = []
    for piece in body.split(_AND_CAPITAL):
        inner = piece.strip(' \t\n"«»“”.,;')
        mention = (
            mention_of(piece)
            if piece.search(re.compile(r"\b(?:rncp|rs)\s?\d")) or piece.match(_KIND_FIRST)
            else None
        )
        if mention and mention.ref.number and kind and not mention.ref.kinds:
            mention = Mention(
                Ref(
                    mention.ref.register,
                    mention.ref.number,
                    title=mention.ref.title,
                    kinds=named(kind.value, "").kinds,
                ),
                mention.place,
            )
        found.append(
            mention or (Mention(named(_singular(kind.value), inner.value), inner) if inner else None)
        )
    return found


def _singular(kind: str) -> str:
    return re.sub(r"\b(CQP[MI]?)s\b", r"\1", kind)
