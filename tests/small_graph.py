"""The small graph of `documents/petit-graphe.trig`, published as a store for the tests that read one."""

from pathlib import Path

import pyoxigraph

from passerelles.store import draft

GRAPH = Path(__file__).parent / "documents" / "petit-graphe.trig"


def publish(location: Path) -> Path:
    """Write the small graph as a store and return its folder."""
    quads = pyoxigraph.parse(path=GRAPH, format=pyoxigraph.RdfFormat.TRIG)
    lines = [f"{quad} ." for quad in quads]
    with draft(location) as work:
        work.add(lines)
        work.put_text("1" * 64, "Résumé descriptif de la certification Code RNCP : 28900\n")
        work.publish({"date": "2026-11-21"})
    return location
