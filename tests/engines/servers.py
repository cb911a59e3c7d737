"""Real SPARQL servers in processes of their own, each empty at first, on a free port of this machine."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

#: Rows that the Virtuoso of the tests gives at once; the one of a fresh installation gives 10 000.
VIRTUOSO_ROWS = 1_000
_INI = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtension = 200
[TempDatabase]
DatabaseFile = {folder}/temporary.db
TransactionFile = {folder}/temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
ServerThreads = 10
CheckpointInterval = 0
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
DirsAllowed = {folder}
ThreadsPerQuery = 2
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
ServerThreads = 8
MaxClientConnections = 8
[SPARQL]
ResultSetMaxRows = {rows}
"""


@dataclass(frozen=True)
class Engine:
    """A server: its name, its addresses, and what its clients have to say."""

    name: str
    endpoint: str
    update: str
    graph_store: str
    options: dict[str, Any] = field(default_factory=dict)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def oxigraph(*arguments: str, port: int | None = None) -> Iterator[Engine]:
    binary = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    if binary is None:
        missing("le serveur oxigraph (paquet de développement) n’est pas installé")
    address = f"127.0.0.1:{port or free_port()}"
    with _running([str(binary), "serve", "--bind", address, *arguments], f"http://{address}/query"):
        yield Engine(
            "oxigraph", f"http://{address}/query", f"http://{address}/update", f"http://{address}/store"
        )


@contextmanager
def virtuoso(folder: Path, rows: int = VIRTUOSO_ROWS) -> Iterator[Engine]:
    binary = shutil.which("virtuoso-t")
    if binary is None:
        missing("Virtuoso n’est pas installé (Debian : apt-get install virtuoso-opensource-7-bin)")
    port = free_port()
    ini = folder / "virtuoso.ini"
    ini.write_text(_INI.format(folder=folder, sql=free_port(), http=port, rows=rows))
    base = f"http://127.0.0.1:{port}"
    with _running([str(binary), "-f", "+configfile", str(ini)], f"{base}/sparql", cwd=folder):
        yield Engine(
            "virtuoso",
            f"{base}/sparql",
            f"{base}/sparql-auth",
            f"{base}/sparql-graph-crud-auth",
            {"user": "dba", "password": "dba"},
        )


def missing(reason: str) -> None:
    """Skip, but fail where the server is known to be installed: a test that never runs proves nothing."""
    if os.environ.get("CI", "").lower() in ("1", "true"):
        pytest.fail(reason)
    pytest.skip(reason)


@contextmanager
def _running(command: list[str], address: str, cwd: Path | None = None) -> Iterator[None]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=cwd)
    try:
        deadline = time.monotonic() + 180
        while time.monotonic() < deadline:
            assert process.poll() is None, f"{command[0]} stopped at once"
            try:
                urllib.request.urlopen(f"{address}?query=ASK%7B%7D", timeout=5).close()
                break
            except OSError:
                time.sleep(0.1)
        else:
            pytest.fail(f"{command[0]} does not answer at {address}")
        yield
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(10)
