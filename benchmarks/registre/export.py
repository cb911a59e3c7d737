"""The two zips of one day's export, written fiche by fiche."""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from benchmarks.registre.fiche import World, fiche
from benchmarks.registre.figures import DAY, Figures
from benchmarks.registre.lists import formacodes, nsf_codes
from benchmarks.registre.plan import plan
from benchmarks.registre.rome import metiers
from benchmarks.registre.sketch import Change, Sketch
from benchmarks.registre.tomorrow import tomorrow

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n<FICHES>\n  <VERSION_FLUX>4.1</VERSION_FLUX>\n'
)
_FOOT = "</FICHES>\n"
_CERTIFICATEURS_PER_FICHE = 0.22


@dataclass(frozen=True, slots=True)
class Export:
    """What was written: the zips, the bytes of XML in them, the fiches of each register and the changes by kind."""

    paths: tuple[Path, ...]
    xml_bytes: int
    fiches: dict[str, int]
    changes: dict[Change, int]


def write(
    folder: Path,
    figures: Figures,
    *,
    rome: Path,
    formacode: Path | None = None,
    seed: int = 1,
    day: int = 1,
    changes: int = 100,
) -> Export:
    """Write the export of a day into `folder`, the same bytes for the same arguments; `rome` is a ROME 4 folder.

    Day 1 is a register of those figures; day 2 the same one after a working day in which about `changes` fiches
    were created, altered or withdrawn. The same `zlib` packs it into the same zip. Counts are exact from a hundred
    fiches on: with fewer, there are not partners enough for all habilitations.
    """
    known = metiers(rome)
    savoirs = tuple(dict.fromkeys(savoir for metier in known for savoir in metier.savoirs[:4]))
    today = DAY + timedelta(day - 1)
    fiches = plan(seed, figures, known)
    if day == 2:
        fiches = tomorrow(seed, fiches, changes)
    # What has not changed must not depend on the day: dates are drawn against the first one.
    certificateurs = max(6, round(figures.certificateurs * _CERTIFICATEURS_PER_FICHE / 2))
    world = World(
        seed, DAY, known, nsf_codes(), formacodes(formacode, savoirs), figures.partners, certificateurs
    )
    folder.mkdir(parents=True, exist_ok=True)
    paths, size = [], 0
    for register in ("RNCP", "RS"):
        kept = (each for each in fiches if each.register == register and each.change is not Change.WITHDRAWN)
        path, written = _zip(folder, register, today, kept, world)
        paths.append(path)
        size += written
    made = Counter(each.register for each in fiches if each.change is not Change.WITHDRAWN)
    marked = Counter(each.change for each in fiches if each.change)
    return Export(tuple(paths), size, dict(made), dict(marked))


def _zip(
    folder: Path, register: str, today: date, fiches: Iterable[Sketch], world: World
) -> tuple[Path, int]:
    path = folder / f"export-fiches-{register.lower()}-v4-1-{today}.zip"
    member = zipfile.ZipInfo(
        f"export_fiches_{register}_V4_1_{today}.xml", (today.year, today.month, today.day, 3, 0, 0)
    )
    member.compress_type = zipfile.ZIP_DEFLATED
    size = 0
    with zipfile.ZipFile(path, "w") as archive, archive.open(member, "w", force_zip64=True) as out:
        size += out.write(_HEAD.encode())
        for each in fiches:
            size += out.write(fiche(each, world).encode())
        size += out.write(_FOOT.encode())
    return path, size
