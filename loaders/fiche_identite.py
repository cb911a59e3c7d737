"""Who a certification is: its number, intitulé, title, kinds, authorities and signatories."""

from __future__ import annotations

import re
from dataclasses import dataclass

from passerelles.loaders.fiche_items import runs_on, statements_of
from passerelles.loaders.fiche_ledger import Ledger
from passerelles.loaders.fiche_titres import split_intitule
from passerelles.loaders.view import View, columned, join
from passerelles.records import Organisation, Register, Severity, Text

_NUMBER = re.compile(
    r"(?:codes?|numero|n\s?°)\s+(?:de\s+)?(?:la\s+)?(?:fiche\s+)?(?P<register>rncp|rs)\s*:?\s*(?:(?:rncp"
    r"|rs)\s*)?(?P<number>\d{1,6})(?!\d)|\b(?P<register2>rncp|rs)\s?(?P<number2>\d{1,6})(?![\dA-Z])"
)
_TITLE_LINE = re.compile(
    r"^[ \t]*(?:le\s+)?repertoire\s+(?:national\s+des\s+certifications\s+professionnelles"
    r"|specifique)(?:\s*[(]\w+[)])?",
    re.MULTILINE,
)
_FUNCTION = re.compile(
    r"\s*(?:le |la |les |l'|monsieur |madame |m\. |mme )?(?:vice-)?(?:president|direct(?:eur|rice)"
    r"|ministre|recteur|rectrice|delegue|chef|secretaire|"
    r"responsable|representant|gerant|proviseur|doyen|prefet|inspect|administrat(?:eur|rice)|charge"
    r"|signataire)"
)


@dataclass(frozen=True, slots=True)
class Identity:
    """The number of a fiche, with its register."""

    register: Register
    number: str
    identifier: Text


def read_number(head: View, ledger: Ledger) -> Identity | None:
    """The number that the head of a fiche prints after « Code RNCP : », if it does."""
    title = head.search(_TITLE_LINE)
    if title:
        ledger.account(head.group(title))
    found: dict[tuple[Register, str], View] = {}
    for match in head.finditer(_NUMBER):
        register = Register(match["register"] or match["register2"])
        number = str(int(match["number"] or match["number2"]))
        ledger.account(head.group(match))
        found.setdefault((register, number), head.group(match, "number" if match["number"] else "number2"))
    if not found:
        return None
    (register, number), place = next(iter(found.items()))
    if len(found) > 1:
        others = ", ".join(f"{other.value.upper()}{value}" for other, value in found)
        message = f"L’en-tête donne plusieurs numéros ({others}) ; le premier est retenu."
        ledger.report("numero-ambigu", Severity.WARNING, message, place, field="identifier")
    return Identity(register, number, ledger.state(f"{register.value.upper()}{number}", place))


def read_intitule(body: View, ledger: Ledger) -> tuple[Text | None, Text | None, tuple[Text, ...]]:
    """The intitulé as printed, the title without abrégé and long name, and the kinds that it shows."""
    paragraphs = body.paragraphs()
    if not paragraphs:
        return None, None, ()
    intitule = paragraphs[0]
    for following in paragraphs[1:]:
        if not re.match(r"[a-zà-ÿ(]", following.text):
            break
        position = body.starts.index(intitule.starts[0])
        intitule = body[position : body.starts.index(following.starts[-1]) + 1]
    title, kinds = split_intitule(intitule)
    return (
        ledger.take(intitule),
        ledger.take(title),
        tuple(ledger.state(kind, place) for kind, place in kinds),
    )


def read_authorities(body: View, ledger: Ledger) -> tuple[tuple[Organisation, ...], tuple[Text, ...]]:
    """The authorities as printed and their signatories: two cells a row, or two paragraphs."""
    body = columned(body)
    authorities, signatories = _rows(body) if "\t" in body.text.strip() else _paragraphs(body)
    return (
        tuple(Organisation(ledger.take(part)) for part in authorities if part),
        tuple(ledger.take(part) for part in signatories if part),
    )


def read_apart(
    authority: View, signatory: View, ledger: Ledger
) -> tuple[tuple[Organisation, ...], tuple[Text, ...]]:
    """The authorities and the signatories of two sections, each under its own heading."""
    signatories = signatory.paragraphs()
    authorities = authority.paragraphs()
    if len(signatories) == 1 and len(authorities) == 1:
        authorities, signatories = _paired(authorities[0], signatories[0])
    return (
        tuple(Organisation(ledger.take(part)) for part in authorities),
        tuple(ledger.take(part) for part in signatories),
    )


def _rows(body: View) -> tuple[list[View], list[View]]:
    """The cells of a table, wrapped ones joined.

    Lines without a tab go on with the last cell, or with the first when both were wrapped side by side.
    """
    rows: list[tuple[list[View], list[View]]] = []
    for line in filter(None, body.lines()):
        left, *right = line.split(re.compile("\t"))
        if rows and right and re.match(r"\s*[a-zà-ÿœ(]", left.text):
            rows[-1][0].append(left)
            rows[-1][1].extend(right)
        elif right or not rows:
            rows.append(([left], right))
        else:
            rows[-1][0 if len(rows[-1][0]) > 1 else 1].append(line)
    return [join(left) for left, _ in rows], [cell for _, right in rows for cell in _wrapped(right)]


def _wrapped(cells: list[View]) -> list[View]:
    """Cells, those that go on with the one before them joined to it."""
    groups: list[list[View]] = []
    for cell in filter(None, cells):
        if groups and runs_on(groups[-1][-1], cell):
            groups[-1].append(cell)
        else:
            groups.append([cell])
    return [join(group) for group in groups]


def _paragraphs(body: View) -> tuple[list[View], list[View]]:
    """Two paragraphs are authority and signatory; otherwise only a named function makes a signatory."""
    parts = body.paragraphs()
    if len(parts) == 1:
        parts = _cut_at_function(parts[0])
    if len(parts) == 2:
        return _paired(*parts)
    signatories = [part for part in parts[1:] if part.match(_FUNCTION)]
    return [part for part in parts if part not in signatories], signatories


def _paired(authority: View, signatory: View) -> tuple[list[View], list[View]]:
    """Several functions on lines of their own are as many signatories, of as many authorities if these fit."""
    signatories: list[list[View]] = []
    for line in filter(None, signatory.lines()):
        if not signatories or (line.match(_FUNCTION) and not runs_on(signatories[-1][-1], line)):
            signatories.append([line])
        else:
            signatories[-1].append(line)
    authorities = statements_of(authority)
    if len(authorities) != len(signatories):
        authorities = [authority]
    return authorities, [join(lines).strip() for lines in signatories]


def _cut_at_function(part: View) -> list[View]:
    position = 0
    for line in part.lines():
        if position and line.match(_FUNCTION) and line.text.lstrip()[:1].isupper():
            return [part[:position].strip(), part[position:].strip()]
        position += len(line) + 1
    return [part]
