"""The ontology's graphs, parsed once for all its tests; no test changes them."""

import pytest
from rdflib import Graph

from passerelles.ontology import turtle_files
from passerelles.ontology.schemes import graph


@pytest.fixture(scope="session")
def ontology() -> Graph:
    """The terms: `passerelles.ttl` and `listes.ttl`."""
    terms = Graph()
    for name in ("passerelles.ttl", "listes.ttl"):
        terms.parse(data=turtle_files()[name], format="turtle")
    return terms


@pytest.fixture(scope="session")
def alignments() -> Graph:
    """`alignments.ttl` alone."""
    return Graph().parse(data=turtle_files()["alignments.ttl"], format="turtle")


@pytest.fixture(scope="session")
def whole() -> Graph:
    """Everything that the graph `…/ns` holds."""
    return graph()
