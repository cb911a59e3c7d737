"""The graph itself, written whole: by source as N-Quads, merged as Turtle or JSON-LD."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from passerelles.errors import UsageError
from passerelles.exports.base import Base
from passerelles.exports.context import Context
from passerelles.exports.jsonld import JsonLd
from passerelles.exports.leaving import Leaving
from passerelles.exports.node import nodes, remote_triples
from passerelles.exports.options import Options
from passerelles.exports.prefixes import Prefixes
from passerelles.exports.turtle import Turtle
from passerelles.ontology import BASE
from passerelles.store import Dataset, EmbeddedDataset, Triple, merged_triples


def write_nquads(dataset: Dataset, stream: IO[bytes], options: Options) -> None:
    """Write every source that may leave as its named graph to `stream`, lines sorted."""
    base = Base(options.base)
    for block in Leaving(dataset, with_restricted=options.with_restricted).blocks():
        stream.write(base.lines(block))


def write_turtle(dataset: Dataset, stream: IO[bytes], options: Options) -> None:
    """Write the merged graph to `stream`, one paragraph per subject."""
    _write(Turtle(Prefixes(Base(options.base).address)), dataset, stream, options)


def write_jsonld(dataset: Dataset, stream: IO[bytes], options: Options) -> None:
    """Write the merged graph to `stream`: our context, then one line per subject."""
    _write(JsonLd(Context(Prefixes(Base(options.base).address))), dataset, stream, options)


def _write(writer: Turtle | JsonLd, dataset: Dataset, stream: IO[bytes], options: Options) -> None:
    stream.write(writer.before)
    for node in nodes(_triples(dataset, options)):
        stream.write(writer.node(node))
    stream.write(writer.after)


def _triples(dataset: Dataset, options: Options) -> Iterator[Triple]:
    """The merged graph of what may leave, sorted; a store on this disk is read as needed."""
    leaving = Leaving(dataset, with_restricted=options.with_restricted)
    base = Base(options.base)
    if isinstance(dataset, EmbeddedDataset):
        return merged_triples(map(base.lines, leaving.blocks()))
    if leaving.graphs or base.address != BASE:
        raise UsageError(
            "Depuis un point d’accès, les sources ne se séparent pas et les adresses ne se changent pas : "
            "exportez depuis une base sur ce disque, ou avec « --with-restricted » si vous en avez le droit."
        )
    return iter(remote_triples(dataset))
