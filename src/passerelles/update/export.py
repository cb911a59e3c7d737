"""An export of the register: what its name says, what the catalogue says of it, and the file once it is here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

#: `export-fiches-rncp-v4-1-2026-11-21.zip`: register, minor version of the format, day.
_NAME = re.compile(
    r"export[-_]fiches[-_](rncp|rs)[-_]v4[-_.](\d{1,2})[-_](\d{4})[-_](\d\d)[-_](\d\d)(?:\.zip)?", re.I
)


@dataclass(frozen=True, slots=True)
class Name:
    """What the name of an export says: its register ("rncp" or "rs"), the minor version of format 4, its day."""

    register: str
    minor: int
    day: date

    @property
    def file(self) -> str:
        """The file name in its one spelling, safe on any disk."""
        return f"export-fiches-{self.register}-v4-{self.minor}-{self.day.isoformat()}.zip"


@dataclass(frozen=True, slots=True)
class Checksum:
    """A checksum as stated: `type` is sha1, sha256, md5… in lower case, `value` hexadecimal in lower case."""

    type: str
    value: str


@dataclass(frozen=True, slots=True)
class Export:
    """An export that can be fetched; `size` in bytes and `checksum` when the catalogue states them.

    `url` is None for a file that lies on this disk already, at `path`.
    """

    name: Name
    url: str | None = None
    path: Path | None = None
    size: int | None = None
    checksum: Checksum | None = None
    modified: str = ""


@dataclass(frozen=True, slots=True)
class Fetched:
    """An export whose file is here, whole and checked; `sha256` and `size` are those of the file."""

    name: Name
    path: Path
    sha256: str
    size: int


def export_name(text: str) -> Name | None:
    """What a title or file name says when it is that of an RNCP or RS export in format 4, else None."""
    match = _NAME.fullmatch(text.strip())
    if match is None:
        return None
    register, minor, *day = match.groups()
    try:
        return Name(register.lower(), int(minor), date(*map(int, day)))
    except ValueError:
        return None
