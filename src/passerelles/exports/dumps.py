"""The files by which a whole graph is taken away: merged and by source, compressed, with their fingerprints."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from passerelles.exports.base import Base
from passerelles.exports.context import Context
from passerelles.exports.figures import Counting, Figures
from passerelles.exports.jsonld import JsonLd
from passerelles.exports.leaving import Leaving
from passerelles.exports.licences import SourceLicence, source_licences
from passerelles.exports.node import nodes
from passerelles.exports.options import DEFAULT, Options
from passerelles.exports.packed import PackedFile
from passerelles.exports.prefixes import Prefixes
from passerelles.exports.turtle import Turtle
from passerelles.ontology import DERIVED_GRAPH, NS_GRAPH
from passerelles.store import Dataset, EmbeddedDataset, merged_triples

NQUADS, TURTLE, JSON_LD = "application/n-quads", "text/turtle", "application/ld+json"
#: The file that says what the others are; written last, so that files without it are not complete.
CONTENTS = "contenu.json"
SUMS = "SHA256SUMS"
#: Bytes of N-Quads read back at once.
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class DumpFile:
    """One file: `media_type` is that of its content once decompressed, `statements` what it states.

    `part` is None for the whole graph, else the name of the part: a reader, "ns" for the ontology, "derive" for what
    was derived; `licence` and `publisher` are those of the part.
    """

    name: str
    media_type: str
    size: int
    sha256: str
    statements: int
    part: str | None = None
    licence: str | None = None
    publisher: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """The documents of one reader, publisher and licence: how many, the days of the first and last, if they leave."""

    reader: str
    publisher: str | None
    licence: str | None
    documents: int
    first: str | None
    last: str | None
    is_open: bool


@dataclass(frozen=True, slots=True)
class Dumps:
    """The files of one version with what they hold; `version` is its name, `day` what it describes, `built` when."""

    version: str
    day: str | None
    built: str | None
    base: str
    with_restricted: bool
    figures: Figures
    sources: tuple[Source, ...]
    files: tuple[DumpFile, ...]


def version_name(manifest: dict[str, Any] | Any) -> str:
    """The name by which a version is cited: the day that it describes, and the beginning of its fingerprint.

    The same documents give the same name, wherever and whenever they are built.
    """
    day = manifest.get("day") or str(manifest.get("built", ""))[:10] or "sans-date"
    return f"{day}-{str(manifest.get('sha256', ''))[:8] or '0'}"


def write_dumps(dataset: EmbeddedDataset, folder: Path, options: Options = DEFAULT) -> Dumps:
    """Write all files in `folder`, which is empty; memory does not grow with the graph."""
    base = Base(options.base)
    licences = source_licences(dataset)
    parts = _Parts(folder, licences, base)
    whole = folder / "passerelles.nq.gz"
    leaving = Leaving(dataset, with_restricted=options.with_restricted)
    with ExitStack() as stack:
        file, lines = stack.enter_context(PackedFile(whole)), 0
        stack.callback(parts.close)
        for block in leaving.blocks():
            moved = base.lines(block)
            file.write(moved)
            lines += parts.add(moved)
    files = [DumpFile(whole.name, NQUADS, file.size, file.sha256, lines)]
    merged, figures = _merged(whole, folder, Prefixes(base.address))
    manifest = dataset.version.manifest
    dumps = Dumps(
        version_name(manifest),
        manifest.get("day"),
        manifest.get("built"),
        base.address,
        options.with_restricted,
        figures,
        sources(licences),
        (*files, *merged, *parts.files()),
    )
    _write_contents(dumps, folder)
    return dumps


def read_dumps(folder: Path) -> Dumps:
    """What the files in a folder are."""
    said = json.loads((folder / CONTENTS).read_bytes())
    figures = said["figures"]
    counts = {name: tuple(map(tuple, figures[name])) for name in ("classes", "properties")}
    said["figures"] = Figures(**figures | counts)
    said["sources"] = tuple(Source(**each) for each in said["sources"])
    said["files"] = tuple(DumpFile(**each) for each in said["files"])
    return Dumps(**said)


def sources(licences: tuple[SourceLicence, ...]) -> tuple[Source, ...]:
    """The documents by reader, publisher and licence, in that order."""
    found: dict[tuple[str, str, str], list[SourceLicence]] = {}
    for each in licences:
        found.setdefault((each.reader, each.publisher or "", each.licence or ""), []).append(each)
    result = []
    for _, documents in sorted(found.items()):
        days = sorted(each.issued for each in documents if each.issued)
        one = documents[0]
        first, last = (days[0], days[-1]) if days else (None, None)
        result.append(
            Source(one.reader, one.publisher, one.licence, len(documents), first, last, one.is_open)
        )
    return tuple(result)


def left_behind(dataset: Dataset) -> tuple[Source, ...]:
    """The documents that do not leave, because their licence is not open."""
    return tuple(source for source in sources(source_licences(dataset)) if not source.is_open)


class _Parts:
    """The lines of each source's file."""

    def __init__(self, folder: Path, licences: tuple[SourceLicence, ...], base: Base) -> None:
        self._folder = folder
        self._of: dict[bytes, str] = {
            f"<{base.iri(str(NS_GRAPH))}> .\n".encode(): "ns",
            f"<{base.iri(str(DERIVED_GRAPH))}> .\n".encode(): "derive",
        }
        self._about: dict[str, SourceLicence] = {}
        for each in licences:
            name = each.reader or "autre"
            # One reader may read documents of two licences: each has its file.
            if name in self._about and self._about[name].licence != each.licence:
                name = f"{name}-{sum(known.startswith(name) for known in self._about) + 1}"
            self._about.setdefault(name, each)
            self._of[f"<{base.iri(each.graph)}> .\n".encode()] = name
        self._files: dict[str, PackedFile] = {}
        self._lines: dict[str, int] = {}

    def add(self, block: bytes) -> int:
        """Write whole lines where they belong; gives how many there are."""
        lines = block.splitlines(keepends=True)
        for line in lines:
            name = self._of.get(line[line.rindex(b" <") + 1 :], "autre")
            if name not in self._files:
                self._files[name] = PackedFile(self._folder / f"source-{name.replace('_', '-')}.nq.gz")
                self._lines[name] = 0
            self._files[name].write(line)
            self._lines[name] += 1
        return len(lines)

    def close(self) -> None:
        for file in self._files.values():
            file.close()

    def files(self) -> Iterator[DumpFile]:
        for name, file in sorted(self._files.items()):
            about = self._about.get(name)
            licence, publisher = (about.licence, about.publisher) if about else (None, None)
            yield DumpFile(
                file.path.name, NQUADS, file.size, file.sha256, self._lines[name], name, licence, publisher
            )


def _merged(whole: Path, folder: Path, prefixes: Prefixes) -> tuple[list[DumpFile], Figures]:
    """The merged graph in both formats, and its figures, read back from the sorted N-Quads in one go."""
    context = Context(prefixes)
    counting = Counting()
    writers: list[tuple[PackedFile, Turtle | JsonLd, str]] = []
    with ExitStack() as stack:
        for name, writer, media_type in (
            ("passerelles.ttl.gz", Turtle(prefixes), TURTLE),
            ("passerelles.jsonld.gz", JsonLd(context), JSON_LD),
        ):
            file = stack.enter_context(PackedFile(folder / name))
            file.write(writer.before)
            writers.append((file, writer, media_type))
        for node in nodes(merged_triples(_blocks(whole))):
            counting.add(node)
            for file, writer, _ in writers:
                file.write(writer.node(node))
        for file, writer, _ in writers:
            file.write(writer.after)
    figures = counting.figures()
    files = [
        DumpFile(file.path.name, kind, file.size, file.sha256, figures.triples) for file, _, kind in writers
    ]
    document = {"@context": context.document()}
    with PackedFile(folder / "context.jsonld") as plain:
        plain.write(json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n")
    return [*files, DumpFile(plain.path.name, JSON_LD, plain.size, plain.sha256, 0)], figures


def _blocks(whole: Path) -> Iterator[bytes]:
    """The content of a compressed file in pieces of whole lines."""
    with gzip.open(whole) as file:
        rest = b""
        while piece := file.read(_PIECE):
            head, end, rest_of = (rest + piece).rpartition(b"\n")
            rest = rest_of
            if end:
                yield head + end


def _write_contents(dumps: Dumps, folder: Path) -> None:
    sums = "".join(f"{file.sha256}  {file.name}\n" for file in dumps.files)
    (folder / SUMS).write_text(sums, encoding="ascii")
    text = json.dumps(asdict(dumps), ensure_ascii=False, indent=1)
    (folder / CONTENTS).write_text(text + "\n", encoding="utf-8")
