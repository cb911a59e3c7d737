"""The ontology, its alignments and code schemes as Turtle, and its terms as Python names."""

from importlib.resources import files

from passerelles.ontology.terms import BASE, DERIVED_GRAPH, ELM, ID, NS_GRAPH, PAS

__all__ = ["BASE", "DERIVED_GRAPH", "ELM", "ID", "NS_GRAPH", "PAS", "turtle_files"]


def turtle_files() -> dict[str, bytes]:
    """Every Turtle file of the ontology by file name, in a stable order."""
    found = (entry for entry in files(__package__).iterdir() if entry.name.endswith(".ttl"))
    return {entry.name: entry.read_bytes() for entry in sorted(found, key=lambda entry: entry.name)}
