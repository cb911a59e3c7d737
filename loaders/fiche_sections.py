"""The sections of an old « Résumé descriptif » fiche, by its printed headings, however wrapped."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from passerelles.loaders.fiche_pages import pages_of
from passerelles.loaders.view import View, join

# A heading may go on after a line break at any space. `$` ends the headings that are too short or too
# common to be trusted in running text: a colon or the end of the line must follow them.
_END = "$"
_HEADINGS: tuple[tuple[str, str], ...] = (
    (
        "entete",
        "(?:(?:le )?repertoire national des certifications professionnelles(?: [(]rncp[)])? )?resume "
        "descriptif de la certification",
    ),
    ("intitule", r"intitule(?: de la certification)?[^\S\n]*(?::|$(?!\s*(?:bloc|descriptif)))"),
    (
        "autorite",
        r"autorites? responsables? de la(?: certification)?(?: qualite du\W*es\W* signataire\W*s?\W* de "
        r"la(?: certification)*)?",
    ),
    ("signataires", r"qualite du\W*es\W* signataire\W*s?\W* de la certification"),
    (
        "elaboration",
        r"(?=modalites? d'elaborations? (?:de|des|du) references?[ \t]*:)",
    ),
    ("niveau", "niveau (?:et/ou|et|ou) domaine d'activites?"),
    ("niveau", "niveau de qualification" + _END),
    ("conventions", r"conventions?(?:[(]s[)])?(?: collectives?)?" + _END),
    ("nsf", r"codes?(?:[(]s[)])? nsf" + _END),
    ("formacodes", r"formacodes?(?:[(]s[)])?" + _END),
    (
        "resume",
        "resume du referentiel d'emplois?(?: (?:ou|et) (?:des )?elements? de competences? acquis(?:es)?)?",
    ),
    ("activites", "liste des activites visees(?: par le diplome,? le titre ou le certificat)?"),
    ("activites", "activites visees" + _END),
    (
        "capacites",
        "(?:liste des |les )?(?:principales )?(?:competences|capacites)(?: (?:ou|et) (?:competences"
        "|capacites))?"
        "(?: professionnelles)? (?:attestees|evaluees|visees|certifiees)(?: par l[ea] (?:certification"
        "|titre|certificat))?" + _END,
    ),
    (
        "emplois",
        "secteurs? d'activites? (?:ou|et|et/ou) types? d'emplois? accessibles?"
        "(?: par le (?:detenteur|titulaire) de ce diplome,? (?:de )?ce titre ou (?:de )?ce certificat)?",
    ),
    ("rome", r"codes?(?:[(]s[)])? (?:des fiches )?rome les plus proches"),
    ("rome", r"codes?(?:[(]s[)])? (?:des fiches )?rome" + _END),
    ("reglementation", "reglementation (?:d'|des |de l')activites?" + _END),
    ("modalites", "modalites d'acces a cette certification" + _END),
    ("composantes", "descriptif des composantes de la certification" + _END),
    ("blocs", r"blocs?(?:[(]s[)])? de competences?" + _END),
    ("blocs", "intitule descriptif et modalites d'evaluation"),
    ("blocs", r"(?=blocs? (?:de competences? )?n\s?[°ºo]?\s?\d)"),
    ("blocs", r"(?=(?:rncp|rs)\s?\d{1,6}\s?-?\s?bc\s?\d{1,3}\b)"),
    ("validite", "validite des composantes acquises?"),
    ("acces", "conditions d'inscription a la(?: certification)?"),
    ("acces", "(?=apres un parcours de formation (?:x )?sous statut d'eleve)"),
    ("territoires", r"(?=(?:oui non )?accessible en (?:nouvelle[-\s]caledonie|polynesie francaise))"),
    ("liens-accords", r"liens avec d'autres certifications[^\S\n]+accords europeens ou internationaux"),
    ("liens", "liens avec d'autres certifications"),
    ("accords", "accords europeens ou internationaux"),
    ("base-legale", "bases? legales?" + _END),
    ("decret", "references? du decret general" + _END),
    (
        "arrete",
        r"references? (?:de l')?arretes?(?: de)? creation(?: [(]ou date (?:du )?1er arrete "
        r"(?:d')?enregistrement[)])?" + _END,
    ),
    ("decret-vae", r"references? (?:du )?decret(?: et/ou | ou | et )arrete vae" + _END),
    ("references", "references? autres?" + _END),
    ("informations", "pour plus d'informations?" + _END),
    ("statistiques", "statistiques?" + _END),
    ("autres-sources", "autres? sources? d'informations?" + _END),
    ("lieu-certification", "lieux?(?:[(]x[)])? de (?:la )?certification" + _END),
    (
        "lieu-preparation",
        "lieux?(?:[(]x[)])? de preparation(?: a la certification)?(?: declares? par l'organisme "
        "certificateur)?" + _END,
    ),
    ("historique", "historique de la certification" + _END),
    ("precedentes", r"certifications?(?:[(]s[)])? precedentes?(?:[(]s[)])?" + _END),
    ("suivantes", r"certifications?(?:[(]s[)])? suivantes?(?:[(]s[)])?" + _END),
)


def _compiled(pattern: str) -> re.Pattern[str]:
    bounded = pattern.removesuffix(_END)
    tail = r"(?:\s*:|[ \t]*$)" if bounded != pattern else r"(?![^\W\d_])(?:[ \t]*:)?"
    spaced = bounded.replace(" ", r"\s+")
    if pattern.startswith("(?="):  # the section has no heading: it begins with its first line
        return re.compile(rf"^(?=[ \t]*{spaced})", re.MULTILINE)
    return re.compile(rf"^[ \t]*(?:{spaced}){tail}", re.MULTILINE)


_PATTERNS = tuple((name, _compiled(pattern)) for name, pattern in _HEADINGS)
# Marks of the kind: one alone could be quoted by any text, several cannot.
_MARKS = frozenset(name for name, pattern in _HEADINGS if not pattern.endswith(_END)) - {
    "blocs",
    "territoires",
}
# Sections whose own content may be addresses; elsewhere a bare address is what a PDF prints of its links.
_WITH_LINKS = frozenset(
    {
        *("autres-sources", "lieu-certification", "lieu-preparation", "references", "liens", "accords"),
        *("liens-accords", "statistiques", "decret", "decret-vae", "arrete", "informations", "base-legale"),
    }
)
_LINK = re.compile(
    r"^\s*(?P<link><?(?:https?://|www\.)\S+>?)(?:\s+(?:page\s*)?\d{1,3}\s*(?:/|sur)\s*\d{1,3})?\s*$"
)
_PAGE = re.compile(
    r"^\s*(?:page\s+\d{1,3}(?:\s*(?:/|sur)\s*\d{1,3})?|\d{1,3}\s?/\s?\d{1,3})\s*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Section:
    """One section: its name, its printed heading (may be empty), its body without page debris, and that."""

    name: str
    heading: View
    body: View
    links: tuple[View, ...] = ()
    debris: tuple[View, ...] = ()


def sections_of(view: View) -> tuple[Section, ...]:
    """The sections in the order of the text; what stands before the first heading is an "entete" section."""
    pages = pages_of(view)
    view = pages.text
    heads = _heads(view)
    bounds = [("entete", 0, 0), *heads]
    ends = [start for _, start, _ in heads] + [len(view)]
    first, *others = (
        _section(name, view[start:body], view[body:end])
        for (name, start, body), end in zip(bounds, ends, strict=True)
    )
    around = replace(first, links=(*first.links, *pages.said), debris=(*first.debris, *pages.repeated))
    return (around, *others)


def heading_count(view: View) -> int:
    """How many different telling headings of a fiche the text has; two make a fiche."""
    return len({name for name, pattern in _PATTERNS if name in _MARKS and view.search(pattern)})


def _heads(view: View) -> list[tuple[str, int, int]]:
    found = [
        (match.start(), -match.end(), name, match.end())
        for name, pattern in _PATTERNS
        for match in view.finditer(pattern)
    ]
    heads: list[tuple[str, int, int]] = []
    current, last = "entete", 0
    for start, _, name, end in sorted(found):
        continues = name == current and name in ("blocs", "acces", "territoires")
        inside = (current, name) in (("blocs", "capacites"), ("historique", "elaboration"))
        if start < last or continues or inside:
            continue
        heads.append((name, start, end))
        current, last = name, end
    return heads


def _section(name: str, heading: View, body: View) -> Section:
    kept: list[View] = []
    links: list[View] = []
    debris: list[View] = []
    introduced = False
    lines = body.lines()
    for place, line in enumerate(lines):
        if _PAGE.match(line.text):
            debris.append(line)
        elif (
            (link := _LINK.match(line.text))
            and (
                name not in _WITH_LINKS
                or link.end("link") < len(line.text.rstrip())
                or _interrupts(lines, place)
            )
            and (not introduced or "fichesrome" in line.text)
        ):
            links.append(line[link.start("link") : link.end("link")])
            debris.append(line[link.end("link") :])
        else:
            kept.append(line)
            introduced = line.text.rstrip().endswith(":") if line else introduced
    return Section(name, heading, join(kept), tuple(links), tuple(debris))


def _interrupts(lines: list[View], place: int) -> bool:
    """True for an address between two lines of one sentence: a page ends there."""
    before = next((line.text.rstrip() for line in reversed(lines[:place]) if line), "")
    after = next((line.text.lstrip() for line in lines[place + 1 :] if line), "")
    unfinished = before[-1:].isalnum() or before.endswith((",", "’", "'"))
    return unfinished and not _LINK.match(before) and (after[:1].islower() or after[:1].isdigit())
