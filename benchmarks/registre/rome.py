"""What the register is worded from: métiers of ROME 4 with their competences, savoirs and neighbours."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

#: A competence that begins with a verb in the infinitive, as a capacité does.
_INFINITIVE = re.compile(r"(?:S['’]|Se )?[A-ZÉÈÊÎa-zà-ÿ]+(?:er|ir|re)\b")
_TWO_GENDERS = re.compile(r"([^/]+?) / (.+)")


@dataclass(frozen=True, slots=True)
class Competence:
    """One savoir-faire, and the title of the macro-competence that it belongs to."""

    label: str
    theme: str


@dataclass(frozen=True, slots=True)
class Metier:
    """One ROME code: how the register prints it, and the words that its fiches are made of.

    `near` are positions of the métiers that mobility leads to; `emplois` are job titles.
    """

    code: str
    label: str
    domain: str
    competences: tuple[Competence, ...]
    savoirs: tuple[str, ...]
    emplois: tuple[str, ...]
    near: tuple[int, ...]


def metiers(folder: Path) -> tuple[Metier, ...]:
    """The métiers of a ROME 4 folder by code; those that refine another are told under it, as the register does."""
    codes = list(_rows(folder, "referentiel_code_rome"))
    parent = {row["code_rome"]: row["code_rome_parent"] for row in codes}
    label = {row["code_rome"]: row["libelle_rome"] for row in codes}
    kept = [code for code in sorted(parent) if parent[code] == code]
    place = {code: position for position, code in enumerate(kept)}
    domains = {
        row["code_domaine_professionnel"]: row["libelle_domaine_professionnel"]
        for row in _rows(folder, "domaine_professionnel")
    }
    competences, savoirs = _items(folder, parent)
    emplois: dict[str, list[str]] = defaultdict(list)
    for row in _rows(folder, "referentiel_appellation"):
        if row["code_rome"] in parent:
            emplois[parent[row["code_rome"]]].append(masculine(row["libelle_appellation_court"]))
    near: dict[str, set[int]] = defaultdict(set)
    for row in _rows(folder, "rubrique_mobilite"):
        here, there = (parent.get(row[name], "") for name in ("code_rome", "code_rome_cible"))
        if here != there and here in place and there in place:
            near[here].add(place[there])
    return tuple(
        Metier(
            code,
            label[code],
            domains[code[:3]],
            tuple(competences[code]),
            tuple(savoirs[code]),
            tuple(sorted(set(emplois[code]))),
            tuple(sorted(near[code])),
        )
        for code in kept
        if competences[code] and savoirs[code] and emplois[code]
    )


def _items(folder: Path, parent: dict[str, str]) -> tuple[dict[str, list[Competence]], dict[str, list[str]]]:
    """The competences and the savoirs of each code, those of one theme beside each other."""
    rows = {row["code_ogr"]: row for row in _rows(folder, "referentiel_competence")}
    known = {row["code_ogr_savoir"]: row["libelle_savoir"] for row in _rows(folder, "referentiel_savoir")}
    wanted: dict[str, dict[str, None]] = defaultdict(dict)
    for row in _rows(folder, "coherence_item"):
        wanted[parent[row["code_rome"]]][row["code_ogr"]] = None
    competences: dict[str, list[Competence]] = {}
    savoirs: dict[str, list[str]] = {}
    for code, items in wanted.items():
        found = []
        for item in items:
            row = rows.get(item, {})
            text = " ".join(row.get("libelle_competence", "").split())
            if row.get("cat_comp") == "Savoir-faire" and _INFINITIVE.match(text):
                theme = rows.get(row["code_ogr_macro_comp"], row)["libelle_competence"]
                found.append(Competence(text, " ".join(theme.split())))
        competences[code] = sorted(set(found), key=lambda each: (each.theme, each.label))
        savoirs[code] = sorted({" ".join(known[item].split()) for item in items if item in known})
    return competences, savoirs


def masculine(label: str) -> str:
    """A job title in one gender: "Jardinier / Jardinière paysagiste" gives "Jardinier paysagiste"."""
    found = _TWO_GENDERS.fullmatch(label)
    if not found:
        return label
    one, rest = found[1].split(), found[2].split()
    return " ".join([*one, *rest[len(one) :]])


def _rows(folder: Path, name: str) -> Iterator[dict[str, str]]:
    """The rows of one table, whatever the version in its file name."""
    path = min(folder.glob(f"unix_{name}_v*_utf8.csv"))
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)
