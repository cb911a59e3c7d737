"""A build killed at any moment leaves the previous graph whole, and the next build goes through."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from passerelles.build import build
from passerelles.examples import folder
from passerelles.store import open_store
from tests.conftest import NOW

PROGRAM = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from passerelles.build import build
now = datetime(2026, 1, 1, tzinfo=UTC)
build([Path(sys.argv[1])], Path(sys.argv[2]), now=now, listener=lambda name: print(name, flush=True))
print("fini", flush=True)
"""


def quads(location: Path) -> bytes:
    with open_store(location) as dataset:
        count = dataset.select("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }").records()[0]["n"]
        return count.encode() + b"".join(dataset.nquads())


def test_twenty_kills_leave_the_previous_graph_whole(tmp_path: Path) -> None:
    location = tmp_path / "graphe"
    before = folder() / "RNCP28243.txt"
    after = folder() / "RNCP23022.txt"
    build([before], location, now=NOW)
    old = quads(location)
    build([after], tmp_path / "autre", now=NOW)
    new = quads(tmp_path / "autre")
    chance = random.Random(20)
    start = time.monotonic()
    run([sys.executable, "-c", PROGRAM, str(after), str(tmp_path / "temps")])
    whole = time.monotonic() - start
    outcomes = set()
    for turn in range(20):
        process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(after if turn % 2 else before), str(location)],
            stdout=subprocess.PIPE,
        )
        if turn >= 8:
            # The later kills aim at the interesting part: reading has begun, publishing is near.
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(chance.random() * whole / 4)
        else:
            time.sleep(chance.random() * whole)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        found = quads(location)
        assert found in (old, new), f"turn {turn}: neither the old graph nor the new one"
        outcomes.add(found == old)
    build([after], location, now=NOW)
    assert quads(location) == new
    leftovers = [path.name for path in (location / "versions").iterdir() if path.name.endswith(".draft")]
    assert leftovers == []


def run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True)
