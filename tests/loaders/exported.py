"""XML exports read for tests, and what the graph of a fiche says."""

import io
from pathlib import Path

from passerelles.loaders.entries import Entry, entries_of
from passerelles.loaders.france_competences_xml import FranceCompetencesXml
from passerelles.records import Certification, Problem, Reading
from passerelles.triples import reading_nquads
from tests.conftest import ROOT

DOCUMENTS = ROOT / "tests" / "documents"
LOADER = FranceCompetencesXml()


def entry(content: bytes, name: str = "export.xml") -> Entry:
    """An export held in memory."""
    return Entry(name, ".", len(content), lambda: io.BytesIO(content))


def entries(path: Path) -> list[Entry]:
    """The entries of a file that can be opened."""
    return [found for found in entries_of(path) if isinstance(found, Entry)]


def read(*sources: bytes | Path) -> tuple[list[Reading], list[Problem]]:
    """The readings and the problems of exports read together."""
    given: list[Entry] = []
    for source in sources:
        given += [entry(source)] if isinstance(source, bytes) else entries(source)
    items = list(LOADER.read(given))
    readings = [item for item in items if isinstance(item, Reading)]
    return readings, [item for item in items if isinstance(item, Problem)]


def certifications(*sources: bytes | Path) -> list[Certification]:
    """The certifications of exports, one a fiche."""
    return [found for reading in read(*sources)[0] for found in reading.certifications]


def export(*fiches: str, encoding: str = "UTF-8", prolog: str = "") -> bytes:
    """An export of fiches given as the inside of their element."""
    inside = "".join(f"<FICHE>{fiche}</FICHE>" for fiche in fiches)
    declared = f'<?xml version="1.0" encoding="{encoding}"?>{prolog}'
    text = f"{declared}<FICHES><VERSION_FLUX>4.1</VERSION_FLUX>{inside}</FICHES>"
    return text.encode(encoding, "surrogateescape")


def fiche(number: int, more: str = "", title: str = "Charpentier de marine") -> str:
    """The inside of a small fiche."""
    return f"<NUMERO_FICHE>RNCP{number}</NUMERO_FICHE><INTITULE>{title}</INTITULE>{more}"


def nquads(reading: Reading) -> list[str]:
    """The statements of a reading."""
    return reading_nquads(reading)
