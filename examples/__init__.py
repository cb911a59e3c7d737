"""A small corpus to start with: fiches, a référentiel, the CQPM of the 2020 register, ROME codes."""

from importlib.resources import files
from pathlib import Path

_DATA = (".txt", ".zip", ".csv")


def folder() -> Path:
    """The folder that holds the example files, to give to `passerelles build`."""
    return Path(str(files(__package__)))


def paths() -> dict[str, Path]:
    """Every example file by file name, in a stable order."""
    found = (path for path in folder().iterdir() if path.suffix in _DATA)
    return {path.name: path for path in sorted(found)}
