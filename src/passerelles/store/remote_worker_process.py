"""The program of a worker that forwards queries to an endpoint, within the limits of those of a store on this disk.

It speaks the frames of `worker_process` with its parent: the first one says which endpoint. A query is parsed here
first, so that errors are told as they are for a local graph; rows and triples are written by the same engine.
"""

from __future__ import annotations

import io
import json
import os
import queue
import re
import signal
import sys
import threading
from collections.abc import Iterator
from typing import Any

import pyoxigraph as ox

from passerelles.errors import PasserellesError, QueryError, StoreError
from passerelles.store.query_text import form
from passerelles.store.remote import RemoteDataset
from passerelles.store.remote_query import forwarded_query
from passerelles.store.worker_dataset import dataset_clauses
from passerelles.store.worker_process import (
    END,
    ERROR,
    FRAME,
    HEAD,
    READY,
    Output,
    OutputLimitError,
    RowLimitError,
    encoded,
    exactly,
    isolate,
    listen,
    send,
    write,
)

_KINDS = {"SELECT": "solutions", "ASK": "boolean"}
_ROWS, _GRAPH = "application/sparql-results+json", "application/n-triples"


class Pieces(io.RawIOBase):
    """Pieces of bytes seen as a file open for reading."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        super().__init__()
        self._pieces = pieces
        self._rest = b""

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Any) -> int:
        """The number of bytes put in the buffer; none at the end."""
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._rest = piece
        size = min(len(buffer), len(self._rest))
        buffer[:size], self._rest = self._rest[:size], self._rest[size:]
        return size


def main(arguments: list[str]) -> None:
    """Serve until the parent closes the pipe; arguments: limits of memory, output (bytes), rows, merge."""
    memory, output, rows = map(int, arguments[:3])
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    isolate(memory, network=True)
    # What a library prints must not land between two frames.
    descriptor = os.dup(1)
    os.dup2(2, 1)
    header = exactly(FRAME.size)
    if not header:
        return
    configuration = json.loads(exactly(FRAME.unpack(header)[1]))
    send(descriptor, READY)
    requests: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
    threading.Thread(target=listen, args=(requests,), daemon=True).start()
    while True:
        answer(configuration, {"rows": rows, **requests.get()}, Output(descriptor, output), descriptor)


def answer(configuration: dict[str, Any], request: dict[str, Any], output: Output, descriptor: int) -> None:
    """Send the head, the data and the end of one answer, or an error in place of what is left."""
    try:
        kind = _KINDS.get(form(request["query"]), "triples")
        key = "triples" if kind == "triples" else "solutions"
        try:
            ox.Store().query(request["query"], base_iri=request["base"])
        except SyntaxError as error:
            place = re.match(r"error at (\d+):(\d+): (.*)", str(error), re.DOTALL)
            line, column, detail = place.groups() if place else (None, None, str(error))
            send(descriptor, ERROR, encoded("syntax", detail, line, column))
            return
        except (OSError, RuntimeError, ValueError):
            # Well formed, and beyond this engine: the endpoint may know better.
            pass
        name = request[key]
        pieces = forwarded(configuration, request, _GRAPH if key == "triples" else _ROWS) if name else None
        send(descriptor, HEAD, json.dumps({"kind": kind, "format": name}).encode())
        if pieces is not None and not request["head"]:
            written(pieces, output, request, key)
            output.flush()
        send(descriptor, END)
    except OutputLimitError:
        output.flush()
        send(descriptor, ERROR, encoded("output", ""))
    except RowLimitError:
        output.flush()
        send(descriptor, ERROR, encoded("rows", ""))
    except MemoryError as error:
        send(descriptor, ERROR, encoded("memory", str(error)))
    except QueryError as error:
        send(descriptor, ERROR, encoded("refused", str(error), error.line, error.column))
    except PasserellesError as error:
        send(descriptor, ERROR, encoded("store", str(error)))


def forwarded(configuration: dict[str, Any], request: dict[str, Any], media_type: str) -> Iterator[bytes]:
    """What the endpoint answers, once it has begun to."""
    query, base = request["query"], request["base"]
    default, named = tuple(configuration["default_graphs"]), ()
    asked = request["default_graphs"], request["named_graphs"]
    is_given = asked[0] is not None and tuple(map(tuple, asked)) != dataset_clauses(query, base or "")
    if is_given:
        default, named = map(tuple, asked)
    remote = RemoteDataset(
        configuration["endpoint"],
        default_graphs=default,
        named_graphs=named,
        is_dataset_given=is_given,
        **configuration["options"],
    )
    return remote.serialise(forwarded_query(query, base), media_type)


def written(pieces: Iterator[bytes], output: Output, request: dict[str, Any], key: str) -> None:
    """Write the answer in the wanted format as it comes; raises `StoreError` for one that breaks off."""
    source = io.BufferedReader(Pieces(pieces), 1 << 16)
    try:
        if key == "triples":
            quads = ox.parse(source, ox.RdfFormat.N_TRIPLES)
            write((quad.triple for quad in quads), output, request, key)
        else:
            write(ox.parse_query_results(source, ox.QueryResultsFormat.JSON), output, request, key)
    except (SyntaxError, ValueError) as error:
        raise StoreError(
            f"La réponse du serveur SPARQL s’est interrompue ou ne se lit pas : {error}."
        ) from error


if __name__ == "__main__":
    main(sys.argv[1:])
