"""Certifications written as qualifications of the European Learning Model."""

from __future__ import annotations

from typing import IO

from passerelles.exports.base import Base
from passerelles.exports.described import described
from passerelles.exports.elm import write_qualification
from passerelles.exports.elm_gaps import gaps
from passerelles.exports.left_out import RESTRICTED, Selection
from passerelles.exports.licences import restricted, source_licences
from passerelles.exports.options import Options
from passerelles.exports.prefixes import Prefixes
from passerelles.exports.sheet import Sheet
from passerelles.exports.turtle import Turtle
from passerelles.store import Dataset


def write_elm(dataset: Dataset, stream: IO[bytes], options: Options) -> Selection:
    """Write, as Turtle, the qualifications that the LOQ profile accepts; gives the others with the reasons.

    What several of them name (organisations, codes) comes at the end, once: only that is held in memory.
    """
    closed = frozenset() if options.with_restricted else restricted(source_licences(dataset))
    base = Base(options.base)
    turtle = Turtle(Prefixes(base.address))
    stream.write(turtle.before)
    shared, selection = Sheet(), Selection()
    for certification in described(dataset):
        missing = gaps(certification)
        if not closed.isdisjoint(certification.fiches):
            selection.leave(certification, RESTRICTED)
        elif missing:
            selection.leave(certification, *missing)
        else:
            selection.take(certification)
            own = Sheet()
            write_qualification(certification, own, shared)
            for node in own.nodes():
                stream.write(turtle.node(base.node(node)))
    for node in shared.nodes():
        stream.write(turtle.node(base.node(node)))
    stream.write(turtle.after)
    return selection
