"""Correspondances that the text of a fiche states: obtaining one certification gives another."""

from __future__ import annotations

import re
from collections.abc import Iterable

from passerelles.loaders.fiche_ledger import Ledger
from passerelles.loaders.fiche_mentions import KIND, OWN, is_own, mentions_of
from passerelles.loaders.fiche_sentences import sentences_of
from passerelles.loaders.view import View
from passerelles.records import Certification, Correspondance, Rang, Ref, Severity

_GIVES = (
    r"(?:donne(?:nt)?\s+(?:lieu|droit)\s+(?:(?:de\s+plein\s+droit|automatiquement|egalement"
    r"|aussi)\s+)*(?:a\s+la\s+delivrance|a\s+l'obtention|a\s+l'attribution)"
    r"|(?:permet|entraine|emporte|vaut|implique|confere)\s+(?:(?:de\s+plein\s+droit|automatiquement"
    r"|egalement|aussi)\s+)*(?:la\s+delivrance|l'obtention|l'attribution|delivrance|obtention))"
    r"(?:\s+(?:de\s+plein\s+droit|automatique(?:ment)?|simultanee|conjointe))*"
)
_DELIVERED = re.compile(
    rf"\b(?:la\s+|l')?(?:delivrance|obtention|validation)\s+(?P<depuis>(?:d(?:u|e\s+la|e\s+l'"
    rf"|e)\s+){KIND}.*?)\s+{_GIVES}\s+(?P<vers>(?:d(?:u|e\s+la|e\s+l'|es?)\s+).+)",
    re.DOTALL,
)
_TO_ONE = rf"(?P<vers>(?:d(?:u|e\s+la|e\s+l'|es?)\s+){KIND}\b.+)"
_SUBJECT_GIVES = re.compile(
    rf"^\s*(?P<depuis>(?:le\s+|la\s+|l'){KIND}\s.*?)\s+{_GIVES}\s+{_TO_ONE}", re.DOTALL
)
_OWN_GIVES = re.compile(rf"^\s*(?P<own>{OWN})\s+{_GIVES}\s+{_TO_ONE}", re.DOTALL)
_BARE = re.compile(rf"\s*d(?:u|e\s+la)\s+(?P<kind>{KIND})\s*")
_OWN_DELIVERED = re.compile(
    rf"\b(?:delivrance|obtention|validation)\s+de\s+(?P<own>{OWN})\s+{_GIVES}\s+(?P<vers>(?:d(?:u|e\s+la"
    rf"|e\s+l'|es?)\s+).+)",
    re.DOTALL,
)
_HOLDER = re.compile(
    rf"\b(?:le\s+|la\s+|les\s+|tout\s+)?titulaires?\s+(?P<depuis>d(?:u|e\s+la|e\s+l'"
    rf"|e)\s+{KIND}.*?)\s+(?:obtien(?:t|nent)|se\s+vo(?:it|ient)\s+(?:delivrer|attribuer)|recoi(?:t|vent))"
    r"\s+(?:(?:de\s+plein\s+droit|automatiquement|egalement|aussi)\s*,?\s+)*(?P<vers>l[ea]\s+.+)",
    re.DOTALL,
)
_PATTERNS = (_OWN_DELIVERED, _DELIVERED, _HOLDER, _OWN_GIVES, _SUBJECT_GIVES)
_NEAR = re.compile(
    rf"\b(?:equivalences?|equivalente?s?|dispenses?|passerelles?)\b.*\b{KIND}"
    rf"|\b{KIND}\b.*\b(?:equivalences?|equivalente?s?\s+a|dispense)\b",
    re.DOTALL,
)
_NEGATED = re.compile(r"\bne\s+(?:donne|permet|vaut|confere)|\bn'(?:entraine|emporte|implique|obtien)")
_END = re.compile(
    r"\s*(?:,\s+(?:sous|a\s+condition|si|lorsque|des\s+lors|et\s+inversement|et\s+reciproquement)"
    r"|\s+(?:sous\s+reserve|a\s+condition|et\s+inversement|et\s+reciproquement)|;|\.\s*$)"
)
_SCOPE = re.compile(r"\b(?P<scope>totale(?:ment)?|partielle(?:ment)?)\b")


def read_correspondances(
    texts: Iterable[View], own: Certification, ledger: Ledger
) -> tuple[Correspondance, ...]:
    """The correspondances of rank conventionnelle, each in the only direction that its sentence states."""
    found: list[Correspondance] = []
    for sentence in (part for text in texts for part in sentences_of(text)):
        match = next((m for pattern in _PATTERNS if (m := sentence.search(pattern))), None)
        if match is None or sentence.search(_NEGATED):
            if sentence.search(_NEAR):
                message = (
                    "Cette phrase parle d’équivalence ou de dispense sans dire ce que l’obtention donne."
                )
                ledger.report(
                    "equivalence-non-lue", Severity.INFO, message, sentence, field="pas:Correspondance"
                )
            continue
        correspondance = _read(sentence, match, own, ledger)
        if correspondance and correspondance not in found:
            found.append(correspondance)
    return tuple(found)


def _read(sentence: View, match: re.Match[str], own: Certification, ledger: Ledger) -> Correspondance | None:
    groups = match.groupdict()
    if groups.get("own") or _is_bare(sentence.group(match, "depuis"), own):
        depuis: list[Ref] | None = [own.ref]
    else:
        depuis = _refs(sentence.group(match, "depuis"), own)
    given = sentence.group(match, "vers")
    end = given.search(_END)
    vers = _refs(given[: end.start()] if end else given, own)
    if depuis is None or vers is None or not depuis or not vers:
        message = "Cette phrase donne une certification pour une autre, sans les nommer assez clairement."
        ledger.report(
            "correspondance-non-lue", Severity.WARNING, message, sentence, field="pas:Correspondance"
        )
        return None
    if own.ref not in depuis:
        message = "Cette correspondance part d’une autre certification que celle de la fiche."
        ledger.report("correspondance-d-une-autre", Severity.INFO, message, sentence, field="pas:depuis")
    scope = sentence.search(_SCOPE)
    portee = ("Totale" if scope["scope"].startswith("totale") else "Partielle") if scope else None
    return Correspondance(
        tuple(depuis), tuple(vers), Rang.CONVENTIONNELLE, ledger.take(sentence), portee, own.ref
    )


def _is_bare(part: View, own: Certification) -> bool:
    """True for « du CQPM », without a name, in the fiche of a CQPM: its own certification is meant."""
    bare = _BARE.fullmatch(part.folded)
    return bare is not None and bare["kind"].upper() in {kind.value for kind in own.kinds}


def _refs(part: View, own: Certification) -> list[Ref] | None:
    """The certifications that the words name, None when one of them is not plainly named."""
    refs = []
    for mention in mentions_of(part):
        if mention is None:
            return None
        refs.append(own.ref if is_own(mention.ref, own) else mention.ref)
    return refs
