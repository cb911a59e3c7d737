"""The peers, on a register of the same size: rdflib with pySHACL on our statements, Morph-KGC on the XML."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.mesure.morph_kgc import materialised
from benchmarks.mesure.questions import samples
from benchmarks.mesure.watch import Watched, watch
from passerelles.store import open_store

#: Queries that rdflib is asked too: one certification, one code, one over the whole.
_QUESTIONS = (
    "certification-blocs",
    "certification-capacites",
    "certifications-par-rome",
    "contenu-par-repertoire",
)


def peers(folder: Path, fiches: int, ours: dict[str, Any], limit: float) -> dict[str, list[dict[str, Any]]]:
    """Rows for `pairs`, each with our time for the same work on as many fiches, and latencies for `requetes_pairs`.

    `folder` is that of the register, `ours` what was measured on it. rdflib is given our statements, so reading the XML
    is added from our own reading, in one process, which favours it.
    """
    seen = _rdflib(folder, limit)
    rows = [*_validated(seen, fiches, ours), _morph_kgc(folder, fiches, ours, limit)]
    return {"pairs": rows, "requetes_pairs": list(_latencies(seen.said, ours))}


def _rdflib(folder: Path, limit: float) -> Watched:
    file = folder / "enonces.nq"
    store = folder / "graphe"
    asked = {"store": str(store), "file": str(file)}
    watch([sys.executable, "-m", "benchmarks.mesure.phases", "dump", json.dumps(asked)])
    with open_store(store) as dataset:
        given = [(name, runs[0]) for name, runs in samples(dataset, _QUESTIONS, 1, 1).items()]
    work = {"file": str(file), "questions": given}
    return watch([sys.executable, "-m", "benchmarks.mesure.rdflib_alone", json.dumps(work)], limit)


def _validated(seen: Watched, fiches: int, ours: dict[str, Any]) -> list[dict[str, Any]]:
    row = {"fiches": fiches, "memoire_mio": round(seen.memory)}
    said = seen.said
    if "valider_fiche_s" not in said:
        return [{**row, "nom": "rdflib et pySHACL", "echec": seen.failure or "aucun chiffre"}]
    read, loaded = ours["lecture"]["secondes"], said["charger_s"] + said["fondre_s"]
    each = said["valider_fiche_s"] * fiches
    fastest = min(each, said.get("valider_s", each))
    compared = [
        (
            "lecture, rdflib, pySHACL (sa façon la plus rapide) : graphe validé",
            read + loaded + fastest,
            "construction",
        ),
        ("les mêmes, lecture non comptée", loaded + fastest, "construction"),
        ("lecture et rdflib, sans validation", read + loaded, "chargement"),
        ("pySHACL, fiche par fiche : validation seule", each, "validation"),
    ]
    whole = "pySHACL, tout le graphe à la fois : validation seule"
    if "valider_s" in said:
        compared.append((whole, said["valider_s"], "validation"))
    rows = [_row(name, theirs, phase, ours) for name, theirs, phase in compared]
    if "valider_s" not in said:
        rows.append({"nom": whole, "echec": seen.failure})
    return [{**row, **one} for one in rows]


def _row(name: str, theirs: float, phase: str, ours: dict[str, Any]) -> dict[str, Any]:
    return {"nom": name, "secondes": theirs, "phase": phase, "nous_secondes": ours[phase]["secondes"]}


def _latencies(said: dict[str, Any], ours: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The named queries that rdflib was asked, beside our medians."""
    known = {each["requete"]: each for each in ours["requetes"]}
    for name, theirs in said.get("requetes_ms", {}).items():
        mine = known.get(name, {}).get("mediane_ms")
        if theirs and mine:
            yield {"requete": name, "ms": theirs, "nous_ms": mine}


def _morph_kgc(folder: Path, fiches: int, ours: dict[str, Any], limit: float) -> dict[str, Any]:
    work = folder / "morph-kgc"
    work.mkdir(exist_ok=True)
    exports = sorted((folder / "jour-1").glob("*.zip"))
    found = materialised(exports, work, folder.parent / "morph-kgc", limit)
    name = f"Morph-KGC {found.get('version', '')} : du XML aux triplets, sans base ni validation"
    return {**_row(name, 0.0, "chargement", ours), **found, "fiches": fiches}
