"""A code list on its way to one reading: its source, the tables that it came in, and what was wrong with them."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from passerelles.errors import SourceError
from passerelles.loaders.csv_table import Row, Table
from passerelles.loaders.entries import Entry
from passerelles.loaders.loader import Loader
from passerelles.records import Concept, Problem, Reading, Severity, Source, Text

MAX_BYTES = 64 * 2**20  # the largest of these tables is 3 MB
_SHOWN = 5


@dataclass
class CodeList:
    """What is gathered while the files of one list are read; `name` is what problems call it."""

    loader: Loader
    name: str
    problems: list[Problem] = field(default_factory=list)
    unplaced: list[Text] = field(default_factory=list)
    _digests: list[str] = field(default_factory=list)
    _repeated: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    def content(self, entry: Entry) -> bytes:
        """The bytes of one file of the list; raises `OSError` or `SourceError` when it cannot be read."""
        data = entry.read(MAX_BYTES)
        self._digests.append(hashlib.sha256(data).hexdigest())
        return data

    def take(self, entry: Entry) -> Entry:
        """The same entry in UTF-8, read once; a file in Latin-9, as France Travail still writes some, is told.

        Raises `OSError` or `SourceError` when it cannot be read.
        """
        data = self.content(entry)
        decoded = _from_latin9(data)
        if decoded is not None:
            what = "ce fichier n’est pas en UTF-8 ; il est lu en ISO-8859-15"
            self.problem("encodage", Severity.INFO, what, entry.name)
            data = decoded.encode()
        return replace(entry, opener=lambda: io.BytesIO(data), memo={})

    def rows(self, name: str, entry: Entry, delimiter: str) -> Iterator[Row]:
        """The rows of a table of the list; its problems become those of the list."""
        table = Table(name, entry, delimiter)
        yield from table
        self.problems += table.problems

    def problem(
        self,
        cause: str,
        severity: Severity,
        what: str,
        source: str | None = None,
        place: str | None = None,
        found: str | None = None,
    ) -> None:
        """Note one problem; `what` is a French sentence without its full stop."""
        source = source or self.name
        where = f"{source}, {place}" if place else source
        self.problems.append(Problem(cause, severity, source, f"{where} : {what}.", place, found=found))

    def repeated(self, cause: str, what: str, found: str) -> None:
        """Note something small that may come a thousand times: it is told once, with its count and examples."""
        self._repeated.setdefault((cause, what), []).append(found)

    def reading(self, title: str, concepts: Sequence[Concept], media_type: str = "text/csv") -> Reading:
        """The whole list as one reading."""
        for (cause, what), found in self._repeated.items():
            some = ", ".join(found[:_SHOWN]) + ("…" if len(found) > _SHOWN else "")
            self.problem(cause, Severity.INFO, f"{what} : {len(found)} ({some})", found=some)
        self._check_bounds(concepts)
        description = self.loader.description
        source = Source(
            sha256=self._sha256(),
            name=f"{PurePath(self.name).name} › {title}",
            loader=self.loader.name,
            version=self.loader.version,
            media_type=media_type,
            publisher=description.publisher,
            licence=description.licence,
            title=title,
        )
        return Reading(
            source, concepts=tuple(concepts), unplaced=tuple(self.unplaced), problems=tuple(self.problems)
        )

    def _check_bounds(self, concepts: Sequence[Concept]) -> None:
        lowest, highest = self.loader.description.concepts
        if not lowest <= len(concepts) <= highest:
            what = f"{len(concepts)} code(s), alors que cette liste en compte de {lowest} à {highest}"
            self.problem("compte-hors-bornes", Severity.ERROR, what)

    def _sha256(self) -> str:
        """That of the file; of the sorted digests when the list came in several files."""
        if len(self._digests) == 1:
            return self._digests[0]
        return hashlib.sha256("".join(sorted(self._digests)).encode()).hexdigest()


def unreadable(name: str, kind: str, error: OSError | SourceError) -> Problem:
    """The problem of a list that cannot be read at all; `kind` is French, with its article ("le ROME")."""
    reason = getattr(error, "strerror", None) or str(error)
    message = f"{name} : {kind} ne peut pas être lu ({reason})."
    return Problem("source-illisible", Severity.ERROR, name, message)


def _from_latin9(data: bytes) -> str | None:
    """The text of data without a single accent in UTF-8; None for UTF-8, even with some stray bytes."""
    escaped = data.decode("utf-8", "surrogateescape")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or not any(
        "\udc80" <= each <= "\udcff" for each in escaped
    ):
        return None
    if any("\x7f" < each < "\udc80" or each > "\udcff" for each in escaped):
        return None
    return data.decode("iso8859-15")
