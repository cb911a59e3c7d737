"""How many people obtain a certification each year, as the statistics of a fiche say it."""

from __future__ import annotations

import re

from passerelles.loaders.fiche_ledger import Ledger
from passerelles.loaders.view import View
from passerelles.records import Severity, Stated

# Candidates are no holders, unless they succeeded.
_UNIT = (
    r"(?:nouveaux\s+|nouvelles\s+)?(?:titulaires?|fois|certifies?|diplomes?|laureats?"
    r"|candidate?s\s+(?:recue?s|admise?s|certifiee?s|diplomee?s|laureate?s)|personnes?|certificats?"
    r"|certifications?|titres?|cqp[mi]?|stagiaires?|salaries?|recus?|admis)\b"
)
_NUMBER = r"(?:\d{1,3}(?:[ ]\d{3})+|\d{1,6})"
_FIGURE = re.compile(
    rf"(?<![\d/.,])(?<!\d )(?P<number>{_NUMBER})(?![\d/.,%]|\s*%)"
    rf"(?P<range>\s*(?:a|-|ou|et)\s*(?P<upper>\d{{1,6}}))?\s+(?={_UNIT}|par\s+an\b|l'an\b)"
    rf"|\bdelivree?s?\s+(?:en\s+moyenne\s+)?(?:a\s+)?(?:environ\s+)?(?P<number2>\d{{1,6}})"
    rf"(?!\s*(?:fois|ans|annees)|\d)"
    rf"|\bmoyenne\s+(?:annuelle\s+)?(?:(?:de|est\s+de|d'environ|environ|:)\s+)*(?P<number3>{_NUMBER})"
    rf"(?![\d/.,%]|\s*(?:%|ans\b|annees\b|{_UNIT}|par\s+an))"
    rf"|\b{_UNIT}[^.:;,\d]{{0,60}}\bpar\s+an(?:nee)?\s*:\s*(?:environ\s+)?(?!(?:19|20)\d\d\b)(?P<number4>{_NUMBER})"
    rf"(?![\d/.,%]|\s*(?:[:%(/-]|a\b|et\b|en\b))"
)
_YEARLY = re.compile(
    r"\b(?:par\s+an(?:nee)?|chaque\s+annee|tous\s+les\s+ans|annuellement|annuel(?:le)?s?|/\s?an|l'an)\b"
)
_SENTENCE = re.compile(r"(?<=[.!?;])\s+(?=\S)|\n\s*\n")
_CLAUSE = re.compile(r"[,;]\s|\bsoit\b")


def read_yearly(body: View, ledger: Ledger) -> Stated[int] | None:
    """The number of holders a year, when one sentence states exactly one; a range is not a number."""
    found: dict[int, Stated[int]] = {}
    for sentence in body.split(_SENTENCE):
        for part in _yearly_parts(sentence):
            for match in part.finditer(_FIGURE):
                group = next(name for name in ("number", "number2", "number3", "number4") if match[name])
                if match["range"]:
                    message = (
                        "Le nombre annuel de titulaires est donné par une fourchette ; il n’est pas retenu."
                    )
                    ledger.report("nombre-ambigu", Severity.INFO, message, sentence, field="titulairesParAn")
                    return None
                value = int(re.sub(r"\s", "", match[group]))
                found.setdefault(value, ledger.state(value, part.group(match, group)))
    if len(found) > 1:
        message = "Plusieurs nombres annuels de titulaires sont donnés ; aucun n’est retenu."
        ledger.report("nombre-ambigu", Severity.INFO, message, body, field="titulairesParAn")
        return None
    return next(iter(found.values()), None)


def _yearly_parts(sentence: View) -> list[View]:
    """The clauses that speak of each year; the whole sentence when those have no figure of their own.

    In « De 2011 à 2015, 1 254 CQPM ont été délivrés, soit 251 par an » the total is no yearly figure.
    """
    clauses = [part for part in sentence.split(_CLAUSE, folded=True) if part.search(_YEARLY)]
    if clauses and not any(re.search(r"\d", part.text) for part in clauses):
        return [sentence]
    return clauses
