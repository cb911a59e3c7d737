"""Sources as lines, stores in memory that hold them, and what pySHACL says of each source alone."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path

import pyoxigraph as ox
from rdflib import Graph

from passerelles.build.batches import Batch, batches
from passerelles.loaders import LOADERS
from passerelles.records import Reading
from passerelles.store.engine_dataset import EngineDataset
from passerelles.triples import ontology_nquads, reading_nquads
from passerelles.validation import Report, Result, validate_source

GRAPH = "https://w3id.org/passerelles/id/fiche/"
_LITERAL = '"'


@dataclass(frozen=True)
class Stated:
    """One source: its SHA-256, its lines of N-Quads, its text."""

    sha256: str
    lines: tuple[str, ...]
    text: str | None = None


def of_documents(*paths: Path) -> Iterator[Stated]:
    """The sources of documents, as a build reads them."""
    seen = set()
    for batch in batches(paths, LOADERS):
        if isinstance(batch, Batch):
            for item in batch.loader.read(batch.entries):
                if isinstance(item, Reading) and item.source.sha256 not in seen:
                    seen.add(item.source.sha256)
                    yield Stated(item.source.sha256, tuple(reading_nquads(item)), item.source.text)


def of_turtle(path: Path) -> Stated:
    """A file of Turtle as if it were a source."""
    graph = Graph().parse(path, format="turtle")
    triples = [" ".join(term.n3() for term in triple) for triple in graph]
    return named(triples, path.name)


def named(triples: Iterable[str], name: str) -> Stated:
    """Triples without final dot as one source."""
    digest = sha256(name.encode()).hexdigest()
    return Stated(digest, tuple(sorted(f"{triple} <{GRAPH}{digest}> ." for triple in set(triples))))


def mutated(stated: Stated, seed: int, changes: int) -> Stated:
    """The same source with triples dropped, altered, or mixed with one another, by chance."""
    chance = random.Random(seed)
    end = f" <{GRAPH}{stated.sha256}> ."
    triples = [line.removesuffix(end).split(" ", 2) for line in stated.lines]
    for _ in range(changes):
        at = chance.randrange(len(triples))
        subject, predicate, value = triples[at]
        other = triples[chance.randrange(len(triples))]
        match chance.randrange(6):
            case 0:
                del triples[at]
            case 1:
                triples.append([subject, predicate, other[2]])
            case 2:
                triples[at] = [subject, other[1], value]
            case 3:
                triples.append([other[0], predicate, value])
            case 4:
                triples[at] = [subject, predicate, _altered(value, chance)]
            case _:
                triples.append([subject, predicate, _altered(value, chance)])
    return named((" ".join(triple) for triple in triples), f"{stated.sha256} {seed}")


def _altered(value: str, chance: random.Random) -> str:
    if not value.startswith(_LITERAL):
        return f"{value[:-1]}-inconnu>"
    text, _, kind = value[1:].rpartition('"')
    xsd = "http://www.w3.org/2001/XMLSchema#"
    kinds = [kind, kind, "@fr", "@en", "", f"^^<{xsd}integer>", f"^^<{xsd}date>", f"^^<{xsd}boolean>"]
    chosen = chance.choice(kinds)
    if chosen.endswith("boolean>"):
        return f'"{chance.choice(["true", "false"])}"{chosen}'  # rdflib warns of others
    texts = ["", "-3", "0", "2012-04-21", "x" * 1200, f"{text}\\n", f"{text}Ã©", text.lower(), " "]
    return f'"{chance.choice(texts)}"{chosen}'


def store_of(sources: Iterable[Stated]) -> EngineDataset:
    """A store in memory with the ontology and the sources, merged in its default graph as in a build."""
    lines = [*ontology_nquads(), *(line for source in sources for line in source.lines)]
    store = ox.Store()
    content = "".join(f"{line}\n" for line in lines)
    store.bulk_load(input=content.encode(), format=ox.RdfFormat.N_QUADS)
    merged = "".join(f"{line.rpartition(' <')[0]} .\n" for line in lines)
    store.bulk_load(input=merged.encode(), format=ox.RdfFormat.N_TRIPLES)
    return EngineDataset(store)


def reference(sources: Collection[Stated], processes: int = 1) -> dict[str, Report]:
    """What pySHACL says of each source alone."""
    if processes == 1:
        return {source.sha256: _validated(source) for source in sources}
    with ProcessPoolExecutor(processes, get_context("spawn")) as workers:
        reports = workers.map(_validated, sources, chunksize=10)
        return {source.sha256: report for source, report in zip(sources, reports, strict=True)}


def _validated(source: Stated) -> Report:
    return validate_source(source.lines, source.text)


def difference(found: Report, expected: Mapping[str, Report]) -> list[tuple[str, Result]]:
    """Results that only one side has, each told; empty when both say the same."""
    wanted = Report.merged(expected.values())
    mine, theirs = set(found.results), set(wanted.results)
    return [("trop", one) for one in found.results if one not in theirs] + [
        ("manque", one) for one in wanted.results if one not in mine
    ]
