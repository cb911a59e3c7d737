"""The peers, on a register of the same size: rdflib with pySHACL on our statements, Morph-KGC on the XML."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.mesure.morph_kgc import LEFT_OUT, materialised
from benchmarks.mesure.questions import samples
from benchmarks.mesure.watch import watch
from passerelles.store import open_store

#: Queries that rdflib is asked too: one certification, one code, one over the whole.
_QUESTIONS = (
    "certification-blocs",
    "certification-capacites",
    "certifications-par-rome",
    "contenu-par-repertoire",
)


def peers(folder: Path, fiches: int, ours: dict[str, Any], limit: float) -> list[dict[str, Any]]:
    """One row for each peer and each way of comparing, with our time for the same work on as many fiches.

    `folder` is that of the register, `ours` what was measured on it. rdflib is given our statements, so reading the XML
    is added from our own reading, in one process, which favours it.
    """
    return [*_rdflib(folder, fiches, ours, limit), _morph_kgc(folder, fiches, ours, limit)]


def _rdflib(folder: Path, fiches: int, ours: dict[str, Any], limit: float) -> list[dict[str, Any]]:
    file = folder / "enonces.nq"
    store = folder / "graphe"
    asked = {"store": str(store), "file": str(file)}
    watch([sys.executable, "-m", "benchmarks.mesure.phases", "dump", json.dumps(asked)])
    with open_store(store) as dataset:
        given = [(name, runs[0]) for name, runs in samples(dataset, _QUESTIONS, 1, 1).items()]
    command = [
        sys.executable,
        "-m",
        "benchmarks.mesure.rdflib_alone",
        json.dumps({"file": str(file), "questions": given}),
    ]
    seen = watch(command, limit)
    row = {"fiches": fiches, "memoire_mio": round(seen.memory)}
    said = seen.said
    if "valider_fiche_s" not in said:
        return [{**row, "nom": "rdflib et pySHACL", "echec": seen.failure or "aucun chiffre"}]
    built, checked = ours["construction"]["secondes"], ours["validation"]["secondes"]
    read, loaded = ours["lecture"]["secondes"], said["charger_s"] + said["fondre_s"]
    each = said["valider_fiche_s"] * fiches
    compared = [
        ("lecture, rdflib, pySHACL fiche par fiche : graphe validé", read + loaded + each, built),
        ("les mêmes, lecture non comptée", loaded + each, built),
        ("lecture et rdflib, sans validation", read + loaded, max(built - checked, 0.01)),
        ("pySHACL, fiche par fiche : validation seule", each, checked),
    ]
    rows: list[dict[str, Any]] = [
        {"nom": name, "secondes": theirs, "nous_secondes": mine} for name, theirs, mine in compared
    ]
    whole = "pySHACL, tout le graphe à la fois : validation seule"
    if "valider_s" in said:
        rows.append({"nom": whole, "secondes": said["valider_s"], "nous_secondes": checked})
    else:
        rows.append({"nom": whole, "echec": seen.failure})
    return [{**row, **each} for each in (*rows, *_latencies(said, ours))]


def _latencies(said: dict[str, Any], ours: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The named queries that rdflib was asked, beside our medians."""
    known = {each["requete"]: each for each in ours["requetes"]}
    for name, theirs in said["requetes_ms"].items():
        mine = known.get(name, {}).get("mediane_ms")
        if theirs and mine:
            title = f"rdflib, requête `{name}`"
            yield {"nom": title, "secondes": theirs / 1000, "nous_secondes": mine / 1000, "requete": True}


def _morph_kgc(folder: Path, fiches: int, ours: dict[str, Any], limit: float) -> dict[str, Any]:
    work = folder / "morph-kgc"
    work.mkdir(exist_ok=True)
    exports = sorted((folder / "jour-1").glob("*.zip"))
    found = materialised(exports, work, folder.parent / "morph-kgc", limit)
    name = f"Morph-KGC {found.get('version', '')} : triplets seuls, sans validation ni base (manquent : {LEFT_OUT})"
    unvalidated = max(ours["construction"]["secondes"] - ours["validation"]["secondes"], 0.01)
    return {**found, "nom": name, "fiches": fiches, "nous_secondes": unvalidated}
