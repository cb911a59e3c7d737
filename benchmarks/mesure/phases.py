"""The phases that are measured, each the work of one process: `python -m benchmarks.mesure.phases NAME JSON`.

The last line printed is a JSON object: what the phase says of itself.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any

from passerelles.build import Outcome, build, renew
from passerelles.build.batches import Batch, batches
from passerelles.build.construction import Run
from passerelles.loaders import LOADERS
from passerelles.records import Problem
from passerelles.store import draft, open_store
from passerelles.triples import ontology_nquads
from passerelles.validation import Report, validate_sources

#: It dates versions, nothing in the graph.
NOW = datetime(2026, 8, 16, 6, tzinfo=UTC)


def read(paths: list[str]) -> dict[str, Any]:
    """Cut, parse and make the records of every fiche, in one process, keeping none."""
    counts: Counter[str] = Counter()
    for batch in batches([Path(path) for path in paths], LOADERS):
        if not isinstance(batch, Batch):
            counts["problemes"] += 1
            continue
        for item in batch.loader.read(batch.entries):
            if isinstance(item, Problem):
                counts["problemes"] += 1
                continue
            counts["fiches"] += 1
            counts["problemes"] += len(item.problems)
            for each in item.certifications:
                counts["blocs"] += len(each.blocs)
                counts["capacites"] += len(each.capacites)
                counts["habilitations"] += len(each.habilitations)
            counts["correspondances"] += len(item.correspondances)
    return dict(counts)


def load(paths: list[str], store: str) -> dict[str, Any]:
    """From the zips to a queryable store without validating, all cores: what `construct` does before its checks."""
    with draft(Path(store)) as version:
        run = Run(version, NOW.date(), lambda name: None, None)
        for batch in batches([Path(path) for path in paths], LOADERS):
            if isinstance(batch, Batch):
                run.take(batch)
        version.add(ontology_nquads())
        version.publish({})
    return {"sources": len(run.names)}


def construct(paths: list[str], store: str) -> dict[str, Any]:
    """From the zips to a validated store, all cores."""
    return _told(build([Path(path) for path in paths], Path(store), now=NOW))


def check(store: str) -> dict[str, Any]:
    """Validate every source of a store again, all cores."""
    return _severities(validate_sources(partial(open_store, Path(store))))


def first_answer(store: str, question: str) -> dict[str, Any]:
    """Open a store and have one query answered, nothing being loaded yet but the program."""
    start = time.perf_counter()
    with open_store(Path(store)) as dataset:
        opened = time.perf_counter()
        rows = len(dataset.select(question).rows)
        answered = time.perf_counter()
    return {"ouvrir_ms": (opened - start) * 1000, "repondre_ms": (answered - opened) * 1000, "lignes": rows}


def update(paths: list[str], store: str, day: str) -> dict[str, Any]:
    """Bring a store to the exports of another day."""
    made = renew([Path(path) for path in paths], Path(store), now=NOW, day=date.fromisoformat(day))
    return {**_told(made), "changements": len(made.changes), "refus": made.refused}


def dump(store: str, file: str) -> dict[str, Any]:
    """Write the statements of a store as N-Quads, for the peers."""
    with open_store(Path(store)) as dataset, Path(file).open("wb") as out:
        for piece in dataset.nquads():
            out.write(piece)
    return {"octets": Path(file).stat().st_size}


def _told(made: Outcome) -> dict[str, Any]:
    return {
        "sources": made.sources,
        "certifications": made.certifications,
        "enonces": made.statements,
        "publie": made.version is not None,
        **_severities(made.report),
    }


def _severities(report: Report) -> dict[str, Any]:
    causes = Counter(f"{each.severity}:{each.cause}" for each in report.results)
    return {"resultats": sum(causes.values()), "causes": dict(causes.most_common(12))}


PHASES: dict[str, Callable[..., dict[str, Any]]] = {
    "read": read,
    "load": load,
    "construct": construct,
    "check": check,
    "first_answer": first_answer,
    "update": update,
    "dump": dump,
}


if __name__ == "__main__":
    print(json.dumps(PHASES[sys.argv[1]](**json.loads(sys.argv[2]))))
