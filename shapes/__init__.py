"""The quality rules as SHACL, one Turtle file per class, and their graph."""

from functools import cache
from importlib.resources import files

from rdflib import Graph, Namespace

__all__ = ["SHAPES", "graph", "turtle_files"]

#: The namespace of the rules; the local name of a rule is the stable slug that reports count by.
SHAPES = Namespace("https://w3id.org/passerelles/shapes#")


def turtle_files() -> dict[str, bytes]:
    """Every Turtle file of the rules by file name, in a stable order."""
    found = (entry for entry in files(__package__).iterdir() if entry.name.endswith(".ttl"))
    return {entry.name: entry.read_bytes() for entry in sorted(found, key=lambda entry: entry.name)}


@cache
def graph() -> Graph:
    """All the rules in one graph, read once; callers do not change it."""
    merged = Graph()
    for content in turtle_files().values():
        merged.parse(data=content, format="turtle")
    return merged
