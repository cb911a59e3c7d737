"""The official CSV export of France compétences: ten tables read together, one reading a fiche."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from passerelles.loaders import csv_excerpt as excerpt
from passerelles.loaders import csv_layout as layout
from passerelles.loaders import csv_values as values
from passerelles.loaders.csv_export import DELIMITER, Export
from passerelles.loaders.csv_fiche import FicheRows
from passerelles.loaders.csv_table import header_of
from passerelles.loaders.entries import Entry
from passerelles.loaders.loader import Description, Piece
from passerelles.records import Problem, Reading, Source

# The day of an export is in its file name; a fiche that did not change gives the same graph every day.
_DAY = re.compile(r"[-_]20[0-9]{2}[-_][01][0-9][-_][0-3][0-9]")


class FranceCompetencesCsv:
    """The loader of the official CSV export: its tables are known by their columns.

    What it says of a fiche is a piece: the rows of the fiche as one text, by which an unchanged fiche is known.
    """

    name = "france_competences_csv"
    version = "2"
    description = Description(
        publisher="France compétences",
        licence="https://www.etalab.gouv.fr/licence-ouverte-open-licence",
        minimum=1,
        maximum=100_000,
    )
    grouped = True

    def recognises(self, entry: Entry) -> bool:
        """True when the first line names columns, one of which is the number of a fiche."""
        return layout.table_name(header_of(entry, DELIMITER), entry.name) is not None

    def pieces(self, entries: Sequence[Entry]) -> Iterator[Piece | Problem]:
        """Yield the fiches unread, in the order of numbers, exports one after the other."""
        exports: dict[tuple[str, str], list[Entry]] = {}
        for entry in entries:
            # A folder may hold the files of several days.
            day = str(values.file_day(entry.name) or "")
            exports.setdefault((entry.group, day), []).append(entry)
        for (group, _), members in sorted(exports.items()):
            yield from Export(group, members).pieces()

    def read_piece(self, piece: Piece) -> Iterator[Reading | Problem]:
        """Yield what one fiche says."""
        text = piece.content.decode()
        ref = values.reference(piece.number or "")
        assert ref is not None and piece.number  # pieces are cut by number
        fiche = FicheRows(ref, excerpt.read(text, piece.lines), piece.name)
        certification = fiche.certification()
        source = Source(
            sha256=piece.sha256,
            name=_source_name(piece.name),
            loader=self.name,
            version=self.version,
            media_type="text/csv",
            publisher=self.description.publisher,
            licence=self.description.licence,
            title=piece.number,
            text=text,
        )
        yield Reading(
            source,
            (certification,),
            unplaced=tuple(fiche.notes.unplaced),
            problems=tuple(fiche.notes.problems),
        )

    def summary(self, problems: Sequence[Problem]) -> Iterator[Problem]:
        """The problems as they are: what repeats from fiche to fiche is counted when the export is cut."""
        yield from problems

    def read(self, entries: Sequence[Entry]) -> Iterator[Reading | Problem]:
        """Yield one reading a fiche, in the order of numbers; exports one after the other."""
        for item in self.pieces(entries):
            if isinstance(item, Problem):
                yield item
            else:
                yield from self.read_piece(item)


def _source_name(name: str) -> str:
    """The name of a piece without the folder and the day of the export."""
    container, _, number = name.rpartition(" › ")
    return f"{_DAY.sub('', PurePath(container).name)} › {number}"
