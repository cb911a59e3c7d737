"""How many people obtain a certification each year, as the statistics of a fiche say it."""

from __future__ import annotations

import re

from passerelles.loaders.fiche_ledger import Ledger
from passerelles.loaders.view import View
from passerelles.records import Severity, Stated

_UNIT = (
    r"(?:nouveaux\s+|nouvelles\s+)?(?:titulaires?|fois|certifies?|diplomes?|laureats?|candidats?"
    r"|personnes?|certificats?|certifications?|"
    r"titres?|cqp[mi]?|stagiaires?|salaries?|recus?|admis)\b"
)
_FIGURE = re.compile(
    rf"(?<![\d/.,])(?P<number>\d{{1,3}}(?:[ ]\d{{3}})+|\d{{1,6}})(?![\d/.,%]|\s*%)(?P<range>\s*(?:a|-|ou"
    rf"|et)\s*(?P<upper>\d{{1,6}}))?"
    rf"\s+(?={_UNIT})|\bdelivree?s?\s+(?:en\s+moyenne\s+)?(?:a\s+)?(?:environ\s+)?(?P<number2>\d{{1,6}})(?!\s*(?:fois|ans|annees)|\d)"
)
_YEARLY = re.compile(
    r"\b(?:par\s+an(?:nee)?|chaque\s+annee|tous\s+les\s+ans|annuellement|annuels?|/\s?an|l'an)\b"
)
_SENTENCE = re.compile(r"(?<=[.!?;])\s+(?=\S)|\n\s*\n")


def read_yearly(body: View, ledger: Ledger) -> Stated[int] | None:
    """The number of holders a year, when one sentence states exactly one; a range is not a number."""
    found: dict[int, Stated[int]] = {}
    for sentence in body.split(_SENTENCE):
        if not sentence.search(_YEARLY):
            continue
        for match in sentence.finditer(_FIGURE):
            group = "number" if match["number"] else "number2"
            place = sentence.group(match, group)
            if match["range"]:
                message = "Le nombre annuel de titulaires est donné par une fourchette ; il n’est pas retenu."
                ledger.report("nombre-ambigu", Severity.INFO, message, sentence, field="titulairesParAn")
                return None
            value = int(re.sub(r"\s", "", match[group]))
            found.setdefault(value, ledger.state(value, place))
    if len(found) > 1:
        message = "Plusieurs nombres annuels de titulaires sont donnés ; aucun n’est retenu."
        ledger.report("nombre-ambigu", Severity.INFO, message, body, field="titulairesParAn")
        return None
    return next(iter(found.values()), None)
