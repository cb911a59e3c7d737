"""The check of a fetched archive: the zip is whole, holds XML, and does not grow out of bounds."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path

#: The register is about 0.6 GB unpacked; ten times more is no register.
LARGEST_CONTENT = 6_000_000_000


def damage(path: Path) -> str | None:
    """A French sentence that says why the archive cannot be used, or None when every member can be read whole."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            if sum(member.file_size for member in members) > LARGEST_CONTENT:
                return "l’archive zip serait démesurée une fois décompressée"
            if any(member.flag_bits & 1 for member in members):
                return "l’archive zip est protégée par un mot de passe"
            if not any(member.filename.lower().endswith(".xml") for member in members):
                return "l’archive zip ne contient aucun fichier XML"
            broken = archive.testzip()
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        return f"l’archive zip est abîmée ou incomplète ({error})"
    return None if broken is None else f"l’archive zip est abîmée : « {broken} » ne se décompresse pas"
