"""A command watched from outside: its time, its processor time, and the memory of all its processes together."""

from __future__ import annotations

import json
import os
import re
import resource
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_INTERVAL = 0.25
_PSS = re.compile(rb"^(Pss|Pss_Anon):\s+(\d+) kB", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Watched:
    """What a command took.

    `seconds` of the clock, `processor` seconds of all processes that were waited for, `memory` in MiB: the highest sum
    of the proportional set sizes of its processes, so that shared pages count once; `own` without pages of files.
    `said` is the JSON object of its last line; `failure` says why it did not come to its end.
    """

    seconds: float
    processor: float
    memory: float
    own: float
    said: dict[str, Any]
    failure: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """The figures with their units in their names."""
        return {
            "secondes": round(self.seconds, 2),
            "secondes_processeur": round(self.processor, 2),
            "memoire_mio": round(self.memory),
            "memoire_hors_fichiers_mio": round(self.own),
            **self.said,
            **({"echec": self.failure} if self.failure else {}),
        }


def watch(command: Sequence[str], limit: float | None = None, folder: Path | None = None) -> Watched:
    """Run a command to its end, or to `limit` seconds; Linux only: the memory is read from /proc."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=out, stderr=errors, start_new_session=True, cwd=folder)
        try:
            usage, memory, own, stopped = _followed(process, start, limit)
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)  # nothing goes on when we are stopped
            raise
        seconds = time.perf_counter() - start
        # A command shorter than the interval was not seen: the system still knows its largest process, but counts what
        # ours held before the command took its place.
        memory = memory or usage.ru_maxrss / 1024
        failure = f"arrêté au bout de {limit:.0f} s" if stopped else None
        if process.returncode and not stopped:
            failure = f"code {process.returncode} : {_last_line(errors)}"
        # What was said before the end counts even when the command was stopped.
        said = {} if process.returncode and not stopped else json.loads(_last_line(out) or "{}")
    return Watched(seconds, usage.ru_utime + usage.ru_stime, memory, own, said, failure)


def _followed(
    process: subprocess.Popen[bytes], start: float, limit: float | None
) -> tuple[resource.struct_rusage, float, float, bool]:
    """What the system counted, MiB at most of all pages and of those of no file, and whether the limit was reached."""
    memory = own = 0.0
    stopped = False
    while True:
        done, status, usage = os.wait4(process.pid, os.WNOHANG)
        if done:
            process.returncode = os.waitstatus_to_exitcode(status)
            return usage, memory, own, stopped
        total, anonymous = memory_of(process.pid)
        memory, own = max(memory, total), max(own, anonymous)
        if limit is not None and time.perf_counter() - start > limit and not stopped:
            os.killpg(process.pid, signal.SIGKILL)
            stopped = True
        time.sleep(_INTERVAL)


def _last_line(file: Any) -> str:
    file.seek(0)
    lines = file.read().decode("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else ""


def memory_of(session: int) -> tuple[float, float]:
    """MiB of all processes of a session: all pages, and those of no file."""
    total = anonymous = 0
    for process in _processes(session):
        try:
            found = dict(_PSS.findall((process / "smaps_rollup").read_bytes()))
        except (FileNotFoundError, ProcessLookupError, PermissionError):
            continue  # it has just ended
        total += int(found.get(b"Pss", 0))
        anonymous += int(found.get(b"Pss_Anon", 0))
    return total / 1024, anonymous / 1024


def _processes(session: int) -> Iterator[Path]:
    """The processes that the command started, and those that they started."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_bytes().rpartition(b")")[2].split()
            except (FileNotFoundError, ProcessLookupError):
                continue
            if int(fields[3]) == session:
                yield entry
