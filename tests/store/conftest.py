"""A store to read, and a real SPARQL server to hold it against."""

import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from passerelles.store import EmbeddedDataset, draft, open_store

EX = "http://exemple.fr/"
XSD = "http://www.w3.org/2001/XMLSchema#"

#: Two sources that agree on one triple; texts that need escapes; numbers, dates and booleans.
QUADS = [
    f'<{EX}a> <{EX}titre> "Conducteur d’équipements"@fr <{EX}source1> .',
    f'<{EX}a> <{EX}titre> "Conducteur d’équipements"@fr <{EX}source2> .',
    f'<{EX}a> <{EX}nombre> "37"^^<{XSD}integer> <{EX}source1> .',
    f'<{EX}a> <{EX}nombre> "37"^^<{XSD}integer> <{EX}source2> .',
    f'<{EX}a> <{EX}effet> "2017-04-21"^^<{XSD}date> <{EX}source1> .',
    f'<{EX}a> <{EX}ouvert> "true"^^<{XSD}boolean> <{EX}source1> .',
    f"<{EX}a> <{EX}bloc> <{EX}b> <{EX}source1> .",
    f'<{EX}b> <{EX}titre> "dit \\"bloc\\"\\nsur deux lignes \\\\ œuvre"@fr <{EX}source2> .',
    f'<{EX}b> <{EX}nombre> "5"^^<{XSD}integer> <{EX}source2> .',
    f"<{EX}b> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{EX}Bloc> <{EX}source2> .",
    f'<{EX}b> <{EX}code> "BC01" <{EX}source2> .',
]


@pytest.fixture
def location(tmp_path: Path) -> Path:
    return tmp_path / "base"


@pytest.fixture
def store(location: Path) -> Iterator[EmbeddedDataset]:
    with draft(location) as work:
        work.add(QUADS)
        work.publish({})
    with open_store(location) as dataset:
        yield dataset


@dataclass(frozen=True)
class Server:
    """An Oxigraph server of its own process."""

    address: str

    @property
    def endpoint(self) -> str:
        return f"{self.address}/query"

    def fill(self, nquads: bytes) -> None:
        headers = {"Content-Type": "application/n-quads"}
        request = urllib.request.Request(f"{self.address}/store", nquads, headers, method="PUT")
        urllib.request.urlopen(request, timeout=30).close()


@pytest.fixture(scope="session")
def oxigraph_server() -> Iterator[Server]:
    binary = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    if binary is None:
        pytest.skip("le serveur oxigraph (paquet de développement) n’est pas installé")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        bind = f"127.0.0.1:{probe.getsockname()[1]}"
    process = subprocess.Popen(
        [binary, "serve", "--bind", bind], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        server = Server(f"http://{bind}")
        for _ in range(100):
            try:
                server.fill(b"")
                break
            except urllib.error.URLError:
                assert process.poll() is None, "the server stopped at once"
                time.sleep(0.1)
        yield server
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture
def merged_server(oxigraph_server: Server, store: EmbeddedDataset) -> Server:
    """The server, holding the same sources and the same merged default graph as `store`."""
    merged = {quad.rsplit(" <", 1)[0] + " ." for quad in QUADS}
    oxigraph_server.fill("\n".join([*QUADS, *merged]).encode() + b"\n")
    return oxigraph_server
