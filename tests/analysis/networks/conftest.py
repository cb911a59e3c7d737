"""A small graph with every kind of edge, and with characters that formats stumble over."""

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
import pytest

from passerelles.analysis.catalogue import Catalogue, write_catalogue
from passerelles.analysis.networks import Network, Relation, network
from passerelles.store import EmbeddedDataset, draft, open_store
from tests.small_graph import GRAPH

ID = "https://w3id.org/passerelles/id/"
PAS = "https://w3id.org/passerelles/ns#"
DCTERMS = "http://purl.org/dc/terms/"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
FICHE = f"{ID}fiche/{'9' * 64}"
#: A control character, markup, quotes, a line end, an accent and a character outside the first plane.
HOSTILE = 'Sou\x07der <script>alert("1")</script> & l’œuvre\n\ten TIG 𝄞 ]]>'


def _quads() -> Iterator[str]:
    hostile = HOSTILE.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    hostile = hostile.replace("\x07", "\\u0007")
    for subject, predicate, value in [
        (FICHE, TYPE, f"<{PAS}Fiche>"),
        (FICHE, f"{PAS}fichier", '"rome.zip"'),
        (FICHE, f"{DCTERMS}subject", f"<{ID}rome>"),
        (f"{ID}rome/H2903", f"{PAS}mobilite", f"<{ID}rome/H1502>"),
        (f"{ID}rome/H2903", f"{PAS}mobiliteProche", f"<{ID}rome/H1502>"),
        (f"{ID}rncp/30100", f"{PAS}bloc", f"<{ID}rncp/30100/bloc/BC02>"),
        (f"{ID}rncp/30100/bloc/BC02", TYPE, f"<{PAS}Bloc>"),
        (f"{ID}rncp/30100/bloc/BC02", f"{DCTERMS}title", f'"{hostile}"@fr'),
    ]:
        yield f"<{subject}> <{predicate}> {value} <{FICHE}> ."


@pytest.fixture(scope="session")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedDataset]:
    location = tmp_path_factory.mktemp("reseau")
    with draft(location) as work:
        work.add([f"{quad} ." for quad in pyoxigraph.parse(path=GRAPH, format=pyoxigraph.RdfFormat.TRIG)])
        work.add(list(_quads()))
        work.publish({})
    with open_store(location) as opened:
        yield opened


@pytest.fixture(scope="session")
def catalogue(dataset: EmbeddedDataset, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    path: Path = tmp_path_factory.mktemp("catalogue") / "catalogue.sqlite"
    write_catalogue(dataset, path)
    with Catalogue(path) as opened:
        yield opened


#: As the overlap part gives them: in both directions, one of them too weak.
PAIRS = [
    (f"{ID}rncp/30100/bloc/BC01", f"{ID}rncp/28900/bloc/BC01", 0.75),
    (f"{ID}rncp/28900/bloc/BC01", f"{ID}rncp/30100/bloc/BC01", 0.8),
    (f"{ID}rncp/28900", f"{ID}cqpm/MQ-1990-0001", 0.2),
]


@pytest.fixture
def whole(catalogue: Catalogue, dataset: EmbeddedDataset) -> Network:
    """Every relation, overlap from 0.5 on."""
    return network(catalogue, dataset, list(Relation), overlap=PAIRS, threshold=0.5)
