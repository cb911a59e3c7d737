"""The small graph of `documents/petit-graphe.trig`, published as a store for the tests that read one."""

from pathlib import Path

import pyoxigraph

from passerelles.store import draft

GRAPH = Path(__file__).parent / "documents" / "petit-graphe.trig"
#: What the small graph lacks and some questions of the library ask for; they are put to both together.
QUESTIONS = (GRAPH, GRAPH.with_name("suite-du-petit-graphe.trig"))
#: A register in which something is amiss in every way that the audit looks for.
AUDITED = Path(__file__).parent / "documents" / "registre-a-auditer.trig"


def source_text() -> str:
    """A text in which the proofs of the small graph find their passages."""
    passages = {
        0: "Résumé descriptif de la certification\r\nCode RNCP : 28900\r\n",
        120: "200r",
        1300: "Préparer la mise en œuvre",
        5000: "La délivrance du CQP Technicien de l’œuvre à façon (CQPM-CQPI)\n"
        "donne lieu à la délivrance du CQP Façonnier (CQPM – CQPI).",
    }
    text = ""
    for start, passage in passages.items():
        text = text.ljust(start, ".") + passage
    return text


def publish(location: Path, *graphs: Path) -> Path:
    """Write the small graph, or other ones together, as a store and return its folder."""
    lines = [
        f"{quad} ."
        for graph in graphs or (GRAPH,)
        for quad in pyoxigraph.parse(path=graph, format=pyoxigraph.RdfFormat.TRIG)
    ]
    with draft(location) as work:
        work.add(lines)
        work.put_text("1" * 64, source_text())
        work.put_text("3" * 64, "La zone est prête. ".rjust(719) + " Aucun outil ne manque.")
        work.publish({"built": "2026-11-21T08:00:00+00:00"})
    return location
