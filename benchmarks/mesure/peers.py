"""The peers, on a register of the same size: rdflib with pySHACL on our statements, Morph-KGC on the XML."""

from __future__ import annotations

import json
import sys
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
    if seen.failure:
        return [{**row, "nom": "rdflib et pySHACL", "echec": seen.failure}]
    said = seen.said
    built, checked = ours["construction"]["secondes"], ours["validation"]["secondes"]
    loaded = said["charger_s"] + said["fondre_s"]
    read = ours["lecture"]["secondes"]
    rows = [
        {
            "nom": "lecture, rdflib et pySHACL : graphe validé",
            "secondes": read + loaded + said["valider_s"],
            "nous_secondes": built,
        },
        {
            "nom": "rdflib et pySHACL, lecture non comptée",
            "secondes": loaded + said["valider_s"],
            "nous_secondes": built,
        },
        {
            "nom": "lecture et rdflib, sans validation",
            "secondes": read + loaded,
            "nous_secondes": max(built - checked, 0.01),
        },
        {"nom": "pySHACL seul : validation", "secondes": said["valider_s"], "nous_secondes": checked},
    ]
    latencies = {each["requete"]: each for each in ours["requetes"]}
    rows += [
        {
            "nom": f"rdflib, requête `{name}`",
            "secondes": milliseconds / 1000,
            "nous_secondes": mine / 1000,
            "requete": True,
        }
        for name, milliseconds in said["requetes_ms"].items()
        if milliseconds and (mine := latencies.get(name, {}).get("mediane_ms"))
    ]
    return [{**row, **each} for each in rows]


def _morph_kgc(folder: Path, fiches: int, ours: dict[str, Any], limit: float) -> dict[str, Any]:
    work = folder / "morph-kgc"
    work.mkdir(exist_ok=True)
    exports = sorted((folder / "jour-1").glob("*.zip"))
    found = materialised(exports, work, folder.parent / "morph-kgc", limit)
    name = f"Morph-KGC {found.get('version', '')} : triplets seuls, sans validation ni base (manquent : {LEFT_OUT})"
    unvalidated = max(ours["construction"]["secondes"] - ours["validation"]["secondes"], 0.01)
    return {**found, "nom": name, "fiches": fiches, "nous_secondes": unvalidated}
