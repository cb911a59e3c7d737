"""A register as large as the real one, made from a seed and the published figures, in the official layout.

Run `python -m benchmarks.register FOLDER --rome ROME_FOLDER [--fiches N] [--day 2]`: without `--fiches` the register is
as large as the real one, 30 475 fiches and about 570 MB of XML. No text is taken from the register: capacités are
worded from ROME at run time.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from benchmarks.registre import REAL, write


def arguments() -> argparse.ArgumentParser:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.register", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the two zips are written")
    parser.add_argument("--rome", type=Path, required=True, help="folder of ROME 4, CSV files")
    parser.add_argument("--formacode", type=Path, help="CSV of Formacode; without it codes are invented")
    parser.add_argument("--fiches", type=int, default=REAL.fiches, help="how many, both registers together")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--day", type=int, choices=(1, 2), default=1, help="2: the next day's export")
    parser.add_argument("--changes", type=int, default=100, help="fiches that are not the same on day 2")
    return parser


def main() -> None:
    given = arguments().parse_args()
    start = time.perf_counter()
    made = write(
        given.folder,
        REAL.scaled(given.fiches),
        rome=given.rome,
        formacode=given.formacode,
        seed=given.seed,
        day=given.day,
        changes=given.changes,
    )
    for path in made.paths:
        print(f"{path} ({path.stat().st_size / 1e6:.1f} Mo)")
    counts = ", ".join(f"{count} fiches {register}" for register, count in made.fiches.items())
    print(f"{counts} ; {made.xml_bytes / 1e6:.1f} Mo de XML ; {time.perf_counter() - start:.0f} s")
    for change, count in made.changes.items():
        print(f"  {change.value:<10}{count:>5}")


if __name__ == "__main__":
    main()
