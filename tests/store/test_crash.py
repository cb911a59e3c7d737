"""Builds that are killed, and readers that read while builds run."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

from passerelles.store import EmbeddedDataset, draft, open_store

QUADS = 4000
#: Publishes version after version; each says its own number in every triple and text.
BUILDER = f"""
import sys
from pathlib import Path
from passerelles.store import draft
location, first = Path(sys.argv[1]), int(sys.argv[2])
print("ready", flush=True)
for number in range(first, first + 1000):
    with draft(location) as work:
        for n in range({QUADS}):
            work.add([f'<http://x/{{n}}> <http://x/p> "{{number}}" <http://x/g{{n % 7}}> .'])
        work.put_text("0" * 64, str(number))
        work.put_attachment("rapport", str(number).encode())
        work.publish({{"number": number}})
"""


def check_whole(dataset: EmbeddedDataset) -> int:
    """The number that everything in the version says; fails when one part of it says another."""
    number = int(dataset.version.manifest["number"])
    table = dataset.select("SELECT ?o (COUNT(*) AS ?n) WHERE { ?s ?p ?o } GROUP BY ?o")
    assert table.records() == [{"o": str(number), "n": str(QUADS)}]
    named = dataset.select("SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }")
    assert named.records() == [{"n": str(QUADS)}]
    assert b"".join(dataset.nquads()).count(f'"{number}"'.encode()) == QUADS
    assert dataset.text_of("0" * 64) == str(number)
    assert dataset.attachment("rapport") == str(number).encode()
    return number


def start(location: Path, first: int) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-c", BUILDER, str(location), str(first)]
    builder = subprocess.Popen(command, stdout=subprocess.PIPE)
    assert builder.stdout is not None
    assert builder.stdout.readline() == b"ready\n"
    return builder


def kill(builder: "subprocess.Popen[bytes]") -> None:
    os.kill(builder.pid, signal.SIGKILL)
    builder.communicate()


def test_a_build_killed_at_any_moment_leaves_the_previous_version_whole(tmp_path: Path) -> None:
    location = tmp_path / "base"
    chance = random.Random(20)
    latest = 0
    leftovers = 0
    builder = start(location, 1)
    while not (location / "current").exists():
        time.sleep(0.01)
    kill(builder)
    for _ in range(20):
        with open_store(location) as dataset:
            before = check_whole(dataset)
        assert before >= latest
        builder = start(location, before + 1)
        time.sleep(chance.uniform(0, 0.6))
        kill(builder)
        with open_store(location) as dataset:
            latest = check_whole(dataset)
        assert latest >= before
        leftovers += any(entry.name.endswith(".draft") for entry in (location / "versions").iterdir())
    # The kills did fall in the middle of builds, or nothing was tried.
    assert leftovers > 0
    with draft(location):
        pass
    assert not [entry for entry in (location / "versions").iterdir() if not entry.name.isdecimal()]


def test_readers_see_whole_versions_while_builds_publish(tmp_path: Path) -> None:
    location = tmp_path / "base"
    builder = start(location, 1)
    seen: list[set[int]] = [set(), set(), set()]
    failures: list[BaseException] = []
    while not (location / "current").exists():
        time.sleep(0.01)

    def read(numbers: set[int]) -> None:
        try:
            while len(numbers) < 4:
                with open_store(location) as dataset:
                    # Twice: what is open stays as it is, whatever is published meanwhile.
                    assert check_whole(dataset) == check_whole(dataset)
                    numbers.add(check_whole(dataset))
        except BaseException as error:  # noqa: BLE001 - told by the test
            failures.append(error)

    readers = [threading.Thread(target=read, args=(numbers,)) for numbers in seen]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join(120)
    kill(builder)
    assert not failures, failures[0]
    assert all(len(numbers) >= 4 for numbers in seen)


def test_the_lock_of_a_dead_builder_is_free(tmp_path: Path) -> None:
    location = tmp_path / "base"
    kill(start(location, 1))
    with draft(location) as work:
        work.publish({"number": 0})
    with open_store(location) as dataset:
        assert dataset.version.manifest["number"] == 0
