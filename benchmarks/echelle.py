"""The register at scale, from one command: what reading, building, validating, asking and updating cost as it grows.

Run `python -m benchmarks.echelle --rome ROME_FOLDER [--sizes 1000,10000,30475] [--peers] [--work DIR]`. Registers are
made first (`benchmarks.register`); each phase then runs in a process of its own. Prints Markdown tables and writes
everything to one JSON file.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.mesure.asking import asked
from benchmarks.mesure.machine import facts, load
from benchmarks.mesure.peers import peers
from benchmarks.mesure.tables import markdown
from benchmarks.mesure.watch import Watched, watch
from benchmarks.registre import REAL, write
from benchmarks.registre.figures import DAY
from passerelles.queries import query

_FIRST_QUESTION = "contenu-par-repertoire"
_OPENINGS = 5


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run measures: where, with which lists, how many values a query is put with, how long one may last."""

    work: Path
    rome: Path
    formacode: Path | None
    lists: tuple[Path, ...]
    samples: int
    seed: int
    limit: float


def arguments() -> argparse.ArgumentParser:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.echelle", description=__doc__)
    parser.add_argument(
        "--rome", type=Path, required=True, help="folder of ROME 4: capacités are worded from it"
    )
    parser.add_argument("--formacode", type=Path, help="CSV of Formacode, for the codes of the register")
    parser.add_argument(
        "--lists", type=Path, nargs="*", default=[], help="code lists built with the register"
    )
    parser.add_argument("--sizes", default="1000,10000,30475", help="fiches of the registers, smallest first")
    parser.add_argument("--peers", action="store_true", help="measure rdflib with pySHACL, and Morph-KGC")
    parser.add_argument("--peer-fiches", type=int, default=100, help="fiches that the peers are given")
    parser.add_argument(
        "--peer-limit", type=float, default=1_800, help="seconds after which a peer is stopped"
    )
    parser.add_argument("--samples", type=int, default=40, help="values that each query is put with")
    parser.add_argument("--limit", type=float, default=120, help="seconds that one query may take")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--work", type=Path, help="where registers and stores are kept; else a temporary folder"
    )
    parser.add_argument("--output", type=Path, default=Path("echelle.json"), help="the results as JSON")
    return parser


def main() -> None:
    given = arguments().parse_args()
    sizes = [int(size) for size in given.sizes.split(",")]
    with tempfile.TemporaryDirectory(prefix="echelle-") as temporary:
        work = (given.work or Path(temporary)).resolve()
        lists = tuple(path.resolve() for path in given.lists)
        plan = Plan(work, given.rome, given.formacode, lists, given.samples, given.seed, given.limit)
        results: dict[str, Any] = {
            "machine": {**facts(), "charge au début": load()},
            "tout": REAL.fiches,
            "tailles": {},
            "pairs": [],
        }
        for size in sizes:
            results["tailles"][str(size)] = measured(size, plan)
            _keep(given.output, results)
        if given.peers:
            ours = results["tailles"].get(str(given.peer_fiches)) or measured(given.peer_fiches, plan)
            results |= peers(_folder(given.peer_fiches, plan), given.peer_fiches, ours, given.peer_limit)
        results["machine"]["charge à la fin"] = load()
        _keep(given.output, results)
    print(markdown(results))


def measured(size: int, plan: Plan) -> dict[str, Any]:
    """All figures of a register of that many fiches, phase by phase."""
    folder = _folder(size, plan)
    today, tomorrow = _registers(size, folder, plan)
    store, second, loaded = folder / "graphe", folder / "lendemain", folder / "sans-validation"
    for old in (store, second, loaded):
        shutil.rmtree(old, ignore_errors=True)
    exports = [str(path) for path in today["paths"]]
    found: dict[str, Any] = {"registre": {"xml_mo": today["xml_mo"], "zip_mo": today["zip_mo"]}}
    found["lecture"] = _phase(f"{size} : lecture", "read", paths=exports)
    paths = [*exports, *(str(path) for path in plan.lists)]
    found["chargement"] = _phase(f"{size} : chargement", "load", paths=paths, store=str(loaded))
    shutil.rmtree(loaded, ignore_errors=True)
    found["construction"] = _phase(f"{size} : construction", "construct", paths=paths, store=str(store))
    if "echec" in found["construction"]:
        return found
    found["validation"] = _phase(f"{size} : validation", "check", store=str(store))
    found["disque"] = {"mo": _bytes(store) / 1e6}
    found["ouverture"] = _opening(size, store)
    _say(f"{size} : requêtes")
    found["requetes"] = asked(store, count=plan.samples, seed=plan.seed, limit=plan.limit)
    shutil.copytree(store, second)  # the first one stays as it was, for the peers
    change = {
        "paths": [str(path) for path in tomorrow["paths"]],
        "store": str(second),
        "day": str(DAY + timedelta(1)),
    }
    found["mise_a_jour"] = _phase(f"{size} : mise à jour", "update", **change)
    found["meme_jour"] = _phase(f"{size} : le même jour encore", "update", **change)
    return found


def _folder(size: int, plan: Plan) -> Path:
    return plan.work / f"registre-{size}"


def _registers(size: int, folder: Path, plan: Plan) -> list[dict[str, Any]]:
    """The exports of two days; changes in proportion to a hundred a day, ten at least."""
    made = []
    for day in (1, 2):
        _say(f"{size} : registre du jour {day}")
        export = write(
            folder / f"jour-{day}",
            REAL.scaled(size),
            rome=plan.rome,
            formacode=plan.formacode,
            seed=plan.seed,
            day=day,
            changes=max(10, round(100 * size / REAL.fiches)),
        )
        zipped = sum(path.stat().st_size for path in export.paths) / 1e6
        made.append({"paths": export.paths, "xml_mo": export.xml_bytes / 1e6, "zip_mo": zipped})
    return made


def _opening(size: int, store: Path) -> dict[str, Any]:
    """The median of some openings, each in a new process."""
    question = query(_FIRST_QUESTION).text
    seen = [
        _phase(f"{size} : ouverture", "first_answer", store=str(store), question=question)
        for _ in range(_OPENINGS)
    ]
    failed = [each for each in seen if "echec" in each]
    names = ("secondes", "ouvrir_ms", "repondre_ms")
    return failed[0] if failed else {name: round(median(each[name] for each in seen), 2) for name in names}


def _phase(title: str, name: str, **given: object) -> dict[str, Any]:
    _say(title)
    command = [sys.executable, "-m", "benchmarks.mesure.phases", name, json.dumps(given)]
    seen: Watched = watch(command)
    if seen.failure:
        _say(f"{title} : {seen.failure}")
    return seen.as_dict()


def _bytes(folder: Path) -> int:
    """Bytes on disk, a file with several names counted once."""
    files = {
        (stat.st_dev, stat.st_ino): stat
        for stat in (path.stat() for path in folder.rglob("*") if path.is_file())
    }
    return sum(stat.st_blocks * 512 for stat in files.values())


def _keep(path: Path, results: dict[str, Any]) -> None:
    path.write_text(json.dumps(results, ensure_ascii=False, indent=1), encoding="utf-8")


def _say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
