"""Every named query measured, each within a limit of time."""

from __future__ import annotations

import json
import os
import selectors
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from passerelles.queries import names


def asked(
    store: Path, *, count: int, seed: int, limit: float, queries: Sequence[str] | None = None
) -> list[dict[str, Any]]:
    """The latencies of named queries over a store, all unless given; one longer than `limit` seconds is told."""
    left = list(names() if queries is None else queries)
    found: list[dict[str, Any]] = []
    while left:
        for line in _lines(store, left, count, seed, limit):
            found.append(line)
            left.remove(line["requete"])
        if left:  # the first one left did not end: the others are put by a new process
            found.append({"requete": left.pop(0), "plus_de_s": limit})
    return found


def _lines(store: Path, left: list[str], count: int, seed: int, limit: float) -> Iterator[dict[str, Any]]:
    given = json.dumps({"store": str(store), "names": left, "count": count, "seed": seed})
    command = [sys.executable, "-m", "benchmarks.mesure.questions", given]
    with (
        subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True) as process,
        selectors.DefaultSelector() as selector,
    ):
        assert process.stdout is not None
        selector.register(process.stdout, selectors.EVENT_READ)
        try:
            while selector.select(limit):
                line = process.stdout.readline()
                if not line:
                    return
                yield json.loads(line)
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
