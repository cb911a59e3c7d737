"""What a version holds, kept with the other derived files, and the list of its certifications."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from passerelles.analysis.catalogue import Catalogue
from passerelles.answers.address import href
from passerelles.answers.contents import Document, Kind, Overview, read_overview
from passerelles.store import Dataset

#: Certifications of one page of the list.
PAGE_SIZE = 50
_FILE = "contents.json"


@dataclass(frozen=True, slots=True)
class Listed:
    """One certification in the list; `kinds` are notations (CQPM, CQPI)."""

    iri: str
    href: str
    identifier: str | None
    title: str | None
    kinds: tuple[str, ...]
    described: bool


def write_overview(dataset: Dataset, folder: Path) -> None:
    """Keep what the graph holds as a file of the folder: reading it takes seconds on a whole register."""
    told = json.dumps(asdict(read_overview(dataset)), ensure_ascii=False)
    (folder / _FILE).write_text(told, encoding="utf-8")


def open_overview(folder: Path) -> Overview:
    """What was kept by `write_overview`."""
    told = json.loads((folder / _FILE).read_text(encoding="utf-8"))
    return Overview(
        counts=told["counts"],
        registers={name: (described, named) for name, (described, named) in told["registers"].items()},
        kinds=tuple(Kind(**each) for each in told["kinds"]),
        ranks=told["ranks"],
        documents=tuple(Document(**each) for each in told["documents"]),
        more_documents=told["more_documents"],
    )


def pages(catalogue: Catalogue) -> int:
    """How many pages the list has, one at least."""
    return max(1, -(-catalogue.count() // PAGE_SIZE))


def listed(catalogue: Catalogue, page: int) -> tuple[Listed, ...]:
    """The certifications of one page of the list (from 1): those that a document describes first, then by number."""
    found = catalogue.rows(_LIST, (PAGE_SIZE, PAGE_SIZE * (page - 1)))
    return tuple(
        Listed(
            iri=str(iri),
            href=href(str(iri)),
            identifier=None if identifier is None else str(identifier),
            title=None if title is None else str(title),
            kinds=tuple(json.loads(str(kinds))),
            described=bool(described),
        )
        for iri, identifier, title, described, kinds in found
    )


_LIST = """
SELECT iri, identifier, title, described,
  (SELECT json_group_array(notation) FROM code WHERE certification = c.id AND scheme = 'type')
FROM certification c
ORDER BY described DESC, identifier IS NULL, LENGTH(identifier), identifier, title, iri
LIMIT ? OFFSET ?
"""
