"""The V4.1 extracts and the old fiche RNCP23022, built once for the tests that read them; read again on their own."""

import atexit
import shutil
import tempfile
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from passerelles.build import build
from tests.conftest import NOW

ID = "https://w3id.org/passerelles/id/"


@cache
def extracts_store(shared: Path) -> Path:
    """A store of the extracts, the same for all tests of a run."""
    location = Path(tempfile.mkdtemp(prefix="passerelles-extraits-"))
    atexit.register(shutil.rmtree, location, ignore_errors=True)
    build([shared / "data" / "france-competences-v4.1", *fiches(shared)], location, now=NOW)
    return location


def fiches(shared: Path) -> list[Path]:
    """The files of the old fiche RNCP23022."""
    return [
        path for path in sorted((shared / "fiches").rglob("*")) if path.is_file() and "23022" in path.name
    ]


@dataclass(frozen=True)
class Declared:
    """One CORRESPONDANCE as the feed writes it, read with nothing of Passerelles."""

    fiche: str
    depuis: frozenset[str]
    vers: frozenset[str]


def iri(code: str) -> str:
    """The IRI of a fiche's number ("RNCP36490") or of a bloc's code ("RNCP36490BC02")."""
    register = "rncp" if code.startswith("RNCP") else "rs"
    number, _, bloc = code.removeprefix(register.upper()).partition("BC")
    return f"{ID}{register}/{number}" + (f"/bloc/BC{bloc}" if bloc else "")


def declared(shared: Path) -> list[Declared]:
    """The correspondances of the extracts: G's set (DESTINATION) gives F's set (SOURCE)."""
    found = []
    for file in sorted((shared / "data" / "france-competences-v4.1").glob("*.xml")):
        for fiche in ElementTree.parse(file).getroot().iter("FICHE"):
            number = fiche.findtext("NUMERO_FICHE") or ""
            for link in fiche.iter("CORRESPONDANCE"):
                own = [iri(code.text or "") for code in link.findall("SOURCE/BLOC_COMPETENCES/CODE")]
                theirs = [iri(code.text or "") for code in link.findall("DESTINATION/BLOC_COMPETENCES/CODE")]
                other = link.findtext("DESTINATION/NUMERO_FICHE") or ""
                found.append(
                    Declared(number, frozenset(theirs or [iri(other)]), frozenset(own or [iri(number)]))
                )
    return found


def compositions(shared: Path) -> dict[str, set[str]]:
    """The blocs of each certification: described by its fiche, or named by a correspondance."""
    found: dict[str, set[str]] = {}
    for file in sorted((shared / "data" / "france-competences-v4.1").glob("*.xml")):
        for code in ElementTree.parse(file).getroot().iter("CODE"):
            text = code.text or ""
            if "BC" in text and text.startswith(("RNCP", "RS")):
                found.setdefault(iri(text).partition("/bloc/")[0], set()).add(iri(text))
    return found
