"""A version of the graph as a dataset of its own: its files, their description, and how to cite it."""

from __future__ import annotations

from pathlib import Path

from passerelles.exports.citation import cite
from passerelles.exports.description import Edition, description
from passerelles.exports.dumps import Dumps, write_dumps
from passerelles.exports.options import DEFAULT, Options
from passerelles.store import EmbeddedDataset

#: The description of the files, and the text to cite them with.
DESCRIPTION, CITATION = "void.ttl", "CITATION.txt"


def write_dataset(dataset: EmbeddedDataset, folder: Path, options: Options = DEFAULT) -> Dumps:
    """Write a version in `folder`, which is empty, as it can be put on a server whose address is the base."""
    dumps = write_dumps(dataset, folder, options)
    edition = Edition(dumps.version, dumps.day, dumps.built, dumps.sources, dumps.base, dumps, dumps.base)
    (folder / DESCRIPTION).write_bytes(description(edition).serialize(format="turtle", encoding="utf-8"))
    citation = cite(edition.version, edition.day, edition.built, edition.iri)
    (folder / CITATION).write_text(f"{citation.text}\n\n{citation.bibtex}", encoding="utf-8")
    return dumps
