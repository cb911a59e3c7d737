"""What a loader is: the interface that the recipe and the build rely on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from passerelles.loaders.entries import Entry
from passerelles.records import Problem, Reading


@dataclass(frozen=True, slots=True)
class Description:
    """Who publishes a kind of source, under which licence, and how many certifications it may hold.

    A grouped source (an export) that holds fewer or more fails the build. `concepts` are the same bounds for the
    codes of a list.
    """

    publisher: str
    licence: str
    minimum: int
    maximum: int
    concepts: tuple[int, int] = (0, 0)


class Loader(Protocol):
    """A reader of one kind of source: it recognises content and yields readings and problems, never RDF.

    One that has `gathered = True` besides reads all its entries of a run together, wherever they lie (editions).
    """

    name: str
    version: str
    description: Description
    #: True when the loader reads all the recognised entries of one folder or archive together (CSV tables).
    grouped: bool

    def recognises(self, entry: Entry) -> bool:
        """True when the head of the entry shows this kind of content (never by name alone)."""
        ...

    def read(self, entries: Sequence[Entry]) -> Iterator[Reading | Problem]:
        """Yield what the entries say; bad content is a `Problem`, not an exception."""
        ...


@dataclass(frozen=True, slots=True)
class Piece:
    """One fiche of a large export, found but not read yet; small enough to be sent to another process.

    `name` is the source as the user knows it ("export.zip › export.xml › RNCP23022"), `sha256` that of `content`,
    by which a build knows that it has read this very fiche before. `number` is what the fiche is called, if found.
    `lines` are where its rows stand in the tables of the export, in the order of `content`: problems say them, but
    they are no part of the fiche, which stays the same when its rows move.
    """

    name: str
    sha256: str
    content: bytes
    number: str | None = None
    lines: tuple[int, ...] = ()


class PieceLoader(Loader, Protocol):
    """A loader of exports too large to be read at once: cut first, then read piece by piece in any process."""

    def pieces(self, entries: Sequence[Entry]) -> Iterator[Piece | Problem]:
        """Yield the fiches of the entries unread, in constant memory, and a problem for what cannot be cut."""
        ...

    def read_piece(self, piece: Piece) -> Iterator[Reading | Problem]:
        """Yield what one fiche says."""
        ...

    def summary(self, problems: Sequence[Problem]) -> Iterator[Problem]:
        """The problems of all pieces of an export, those that repeat from fiche to fiche told once with their count."""
        ...
