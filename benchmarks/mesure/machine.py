"""The facts of the machine that a measurement was made on."""

from __future__ import annotations

import os
import platform
from importlib.metadata import version
from pathlib import Path

_LIBRARIES = ("passerelles", "pyoxigraph", "lxml", "rdflib", "pyshacl")


def facts() -> dict[str, str]:
    """Names and values, each with its unit."""
    return {
        "processeur": f"{_processor()}, {len(os.sched_getaffinity(0))} cœurs utilisables",
        "mémoire": f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.1f} Gio",
        "système": f"{platform.system()} {platform.release()}",
        "Python": platform.python_version(),
        **{name: version(name) for name in _LIBRARIES},
    }


def load() -> str:
    """How busy the machine is: the processes that want a core, on average over the last minute."""
    return f"{os.getloadavg()[0]:.1f}"


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return " ".join(line.partition(":")[2].split())
    return platform.machine()
