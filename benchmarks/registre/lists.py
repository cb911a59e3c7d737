"""The code lists that fiches point to: NSF from the ontology, Formacode as given, levels, kinds, ways of access."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from rdflib import Graph
from rdflib.namespace import SKOS

from benchmarks.registre.chance import Chance
from passerelles.ontology import turtle_files


@dataclass(frozen=True, slots=True)
class Coded:
    """A code and its label."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of certification: its abrégé, its level, whether the law registers it, how often it occurs."""

    abrege: Coded | None
    level: int
    by_law: bool
    weight: int


def _kind(code: str, label: str, level: int, weight: int, by_law: bool = True) -> Kind:
    return Kind(Coded(code, label), level, by_law, weight)


#: Kinds and how many fiches of the 2020 register are of each.
KINDS = (
    *(Kind(None, level, False, 1_670) for level in (3, 4, 5, 6, 7)),
    _kind("MASTER", "Master", 7, 4_334),
    _kind("Licence Professionnelle", "Licence Professionnelle", 6, 3_418),
    _kind("Titre ingénieur", "Titre ingénieur", 7, 818),
    _kind("TP", "Titre professionnel", 4, 572),
    _kind("LICENCE", "Licence", 6, 540),
    _kind("CAP", "Certificat d'aptitude professionnelle", 3, 257),
    _kind("BAC PRO", "Baccalauréat professionnel", 4, 186),
    _kind("BTS", "Brevet de technicien supérieur", 5, 154),
    _kind("BP", "Brevet professionnel", 4, 133),
    _kind("DEUST", "Diplôme d'études universitaires scientifiques et techniques", 5, 118),
    _kind("DipViGrM", "Diplôme visé grade de master", 7, 102),
    _kind("CQP", "Certificat de qualification professionnelle", 3, 300, by_law=False),
)

#: The ways of access that each register speaks of, in the order of the feed.
WAYS = {"RNCP": ("FI", "CA", "FC", "CQ", "CL", "VAE"), "RS": ("FI", "FC", "CQ", "CL", "VAE")}


def nsf_codes() -> tuple[Coded, ...]:
    """The NSF posts of three digits, with their labels."""
    graph = Graph().parse(data=turtle_files()["nsf.ttl"], format="turtle")
    found = {
        str(code): str(graph.value(concept, SKOS.prefLabel))
        for concept, code in graph.subject_objects(SKOS.notation)
    }
    return tuple(Coded(code, found[code]) for code in sorted(found) if len(code) == 3 and code.isdigit())


def formacodes(file: Path | None, labels: tuple[str, ...]) -> tuple[Coded, ...]:
    """The terms of a Formacode list (CSV); without one, codes that do not exist, worded from `labels`."""
    if file is None:
        return tuple(Coded(f"{10_001 + place * 131:05}", label) for place, label in enumerate(labels[:600]))
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter=";"))
    found = {row["Code du Terme"].strip(): " ".join(row["Descripteur en typo riche"].split()) for row in rows}
    return tuple(
        Coded(code, found[code])
        for code in sorted(found)
        if code.isdigit() and len(code) == 5 and found[code]
    )


def chosen(codes: tuple[Coded, ...], subject: str, count: int, seed: object) -> list[Coded]:
    """The codes of a fiche about `subject`: fiches of one subject choose among the same few."""
    about = Chance(seed, "codes", subject)
    few = [about.pick(codes) for _ in range(count + 2)]
    return list(dict.fromkeys(few))[:count]
