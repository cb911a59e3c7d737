"""The program of one worker: opens one published store read-only and answers queries sent over its input.

It runs as a file of its own (`python -P worker_process.py …`), so it imports nothing of the package: a start
costs 50 ms and 40 MB. Frames on both pipes are `FRAME` (a kind and a length) and then that many bytes.
"""

from __future__ import annotations

import itertools
import json
import os
import queue
import re
import signal
import struct
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyoxigraph

FRAME = struct.Struct(">cI")
READY, HEAD, DATA, END, ERROR = b"R", b"H", b"D", b"E", b"X"

#: Bytes gathered before they are sent on, but for the first ones and those that waited `PATIENCE` seconds.
GATHERED = 64 * 1024
PATIENCE = 0.05
BATCH = 5_000


class OutputLimitError(Exception):
    """More bytes than the limit."""


class RowLimitError(Exception):
    """More rows of a table or triples of a graph than the limit."""


class MergeLimitError(Exception):
    """More triples in the graphs of the request than can be merged for one query."""


class Output:
    """The writable that the engine serialises into: gathers its small writes into frames, up to a limit."""

    def __init__(self, descriptor: int, limit: int) -> None:
        self._descriptor = descriptor
        self._limit = limit
        self._total = 0
        self._pending = bytearray()
        self._sent = 0.0

    def write(self, data: bytes) -> int:
        """The number of bytes taken, always all of them."""
        self._total += len(data)
        if self._total > self._limit:
            raise OutputLimitError
        self._pending += data
        if len(self._pending) >= GATHERED or time.monotonic() - self._sent >= PATIENCE:
            self.flush()
        return len(data)

    def flush(self) -> None:
        """Send what has been gathered."""
        if self._pending:
            send(self._descriptor, DATA, bytes(self._pending))
            self._pending.clear()
            self._sent = time.monotonic()


class Rows:
    """A writable that counts the rows of a table as the engine writes it, and raises beyond a limit."""

    #: Between two rows of JSON; inside a string the second quote would end it, and no name would follow.
    _BETWEEN = re.compile(rb'"\}{2,},\{"[^,}]')

    def __init__(self, output: Output, format_: str, limit: int) -> None:
        self._output = output
        self._limit = limit
        self._found = {"JSON": self._json, "XML": self._xml, "CSV": self._csv, "TSV": self._tsv}[format_]
        # A line more: the names of the variables.
        self._count = 0 if format_ == "XML" else 1 if format_ == "JSON" else -1
        self._tail = b""
        self._quoted = False

    def write(self, data: bytes) -> int:
        """The number of bytes taken, always all of them."""
        self._count += self._found(data)
        if self._count > self._limit:
            raise RowLimitError
        return self._output.write(data)

    def flush(self) -> None:
        """Send what has been gathered."""
        self._output.flush()

    def _json(self, data: bytes) -> int:
        """Rows that follow another one; those without any value do not count."""
        text = self._tail + data
        ends = [found.end() for found in self._BETWEEN.finditer(text)]
        self._tail = text[max(ends[-1] if ends else 0, len(text) - 8) :]
        return len(ends)

    def _xml(self, data: bytes) -> int:
        text = self._tail + data
        self._tail = text[-7:]
        return text.count(b"<result>")

    def _csv(self, data: bytes) -> int:
        pieces = data.split(b'"')
        outside = pieces[1::2] if self._quoted else pieces[::2]
        self._quoted ^= len(pieces) % 2 == 0
        return b"".join(outside).count(b"\n")

    def _tsv(self, data: bytes) -> int:
        return data.count(b"\n")


def limited(triples: Iterable[Any], limit: int) -> Iterator[Any]:
    """The triples, up to the limit; `RowLimitError` when there are more."""
    for count, triple in enumerate(triples):
        if count >= limit:
            raise RowLimitError
        yield triple


class SortedPrefixes:
    """A writable that sorts the `@prefix` lines at the head of a Turtle document: the engine does not."""

    def __init__(self, output: Output) -> None:
        self._output = output
        self._head: bytearray | None = bytearray()

    def write(self, data: bytes) -> int:
        """The number of bytes taken, always all of them."""
        if self._head is None:
            return self._output.write(data)
        self._head += data
        *lines, rest = bytes(self._head).split(b"\n")
        prefixes = list(itertools.takewhile(lambda line: line.startswith(b"@prefix "), lines))
        if len(prefixes) < len(lines) or not b"@prefix ".startswith(rest[:8]):
            self._head = None
            body = [*lines[len(prefixes) :], rest]
            self._output.write(b"\n".join([*sorted(prefixes), *body]))
        return len(data)

    def flush(self) -> None:
        """Write what has been kept, for a graph without triples."""
        if self._head:
            head, self._head = sorted(self._head.splitlines(keepends=True)), None
            self._output.write(b"".join(head))


def send(descriptor: int, kind: bytes, payload: bytes = b"") -> None:
    """Write one frame whole."""
    view = memoryview(FRAME.pack(kind, len(payload)) + payload)
    while view:
        view = view[os.write(descriptor, view) :]


def main(arguments: list[str]) -> None:
    """Serve until the parent closes the pipe; arguments: folder, limits of memory, output (bytes), rows, merge."""
    location, memory, output, rows, merge = arguments[0], *map(int, arguments[1:5])
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    isolate(memory)
    # What a library prints must not land between two frames.
    descriptor = os.dup(1)
    os.dup2(2, 1)
    import pyoxigraph

    try:
        store = pyoxigraph.Store.read_only(location)
    except (OSError, ValueError) as error:
        send(descriptor, ERROR, encoded("store", str(error)))
        return
    send(descriptor, READY)
    requests: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
    threading.Thread(target=listen, args=(requests,), daemon=True).start()
    while True:
        answer(
            store, {"rows": rows, "merge": merge, **requests.get()}, Output(descriptor, output), descriptor
        )


def isolate(memory: int, *, network: bool = False) -> None:
    """Bound the memory, drop the network unless it is needed, and end with the parent, where the system can."""
    if sys.platform == "win32":
        return
    import ctypes
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        # CLONE_NEWNET alone needs a privilege; with CLONE_NEWUSER most systems give it to anyone. A refusal
        # is fine: SERVICE is refused before a query comes here, this is the second lock.
        unshare = getattr(ctypes.CDLL(None), "unshare", None)
        if not network and unshare is not None and unshare(0x40000000) != 0:
            unshare(0x40000000 | 0x10000000)
        # A stopped process does not notice that its input has closed: it is killed with its parent. A new
        # namespace undoes this, so it comes last.
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)


def listen(requests: queue.SimpleQueue[dict[str, Any]]) -> None:
    """Queue what the parent asks; its end, even by `kill -9`, closes the pipe and ends this process."""
    while header := exactly(FRAME.size):
        requests.put(json.loads(exactly(FRAME.unpack(header)[1])))
    os._exit(0)


def exactly(size: int) -> bytes:
    """That many bytes of the input, or none when it has ended."""
    parts = bytearray()
    while len(parts) < size:
        part = os.read(0, size - len(parts))
        if not part:
            return b""
        parts += part
    return bytes(parts)


def answer(store: pyoxigraph.Store, request: dict[str, Any], output: Output, descriptor: int) -> None:
    """Send the head, the data and the end of one answer, or an error in place of what is left."""
    try:
        results = evaluate(store, request)
        kind, form = accepted(results, request)
        send(descriptor, HEAD, json.dumps({"kind": kind, "format": form and request[form]}).encode())
        if form and not request["head"]:
            write(results, output, request, form)
            output.flush()
        send(descriptor, END)
    except SyntaxError as error:
        place = re.match(r"error at (\d+):(\d+): (.*)", str(error), re.DOTALL)
        line, column, detail = place.groups() if place else (None, None, str(error))
        send(descriptor, ERROR, encoded("syntax", detail, line, column))
    except OutputLimitError:
        output.flush()
        send(descriptor, ERROR, encoded("output", ""))
    except RowLimitError:
        output.flush()
        send(descriptor, ERROR, encoded("rows", ""))
    except MergeLimitError:
        send(descriptor, ERROR, encoded("merge", ""))
    except MemoryError as error:
        send(descriptor, ERROR, encoded("memory", str(error)))
    except (OSError, RuntimeError, ValueError) as error:
        send(descriptor, ERROR, encoded("evaluation", str(error)))


def encoded(code: str, detail: str, line: str | int | None = None, column: str | int | None = None) -> bytes:
    """An error as the payload of its frame."""
    place = {"line": line and int(line), "column": column and int(column)}
    return json.dumps({"code": code, "detail": detail[:500], **place}).encode()


def evaluate(store: pyoxigraph.Store, request: dict[str, Any]) -> Any:
    """The results of the query over its dataset: the store's own, or the one that the request describes."""
    import pyoxigraph

    query, base = request["query"], request["base"]
    if request["default_graphs"] is None:
        return store.query(query, base_iri=base)
    default: list[Any] = [pyoxigraph.NamedNode(iri) for iri in dict.fromkeys(request["default_graphs"])]
    named: list[Any] = [pyoxigraph.NamedNode(iri) for iri in dict.fromkeys(request["named_graphs"])]
    if len(default) < 2:
        return store.query(query, base_iri=base, default_graph=default, named_graphs=named)
    return merged_query(
        store, query, request["default_graphs"], request["named_graphs"], request["merge"], base
    )


def merged_query(
    store: pyoxigraph.Store,
    query: str,
    default_graphs: Iterable[str],
    named_graphs: Iterable[str],
    merge: int | None = None,
    base: str | None = None,
) -> pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean | pyoxigraph.QueryTriples:
    """The results over the merge of several default graphs; `MergeLimitError` beyond `merge` triples.

    A list of default graphs is a bag for the engine (a triple of two graphs matches twice): they are merged first.
    """
    import pyoxigraph

    default = [pyoxigraph.NamedNode(iri) for iri in dict.fromkeys(default_graphs)]
    named: list[Any] = [pyoxigraph.NamedNode(iri) for iri in dict.fromkeys(named_graphs)]
    merged = pyoxigraph.Store()
    batch: list[pyoxigraph.Quad] = []
    for count, quad in enumerate(dataset(store, default, named)):
        if merge is not None and count >= merge:
            raise MergeLimitError
        batch.append(quad)
        if len(batch) == BATCH:
            merged.extend(batch)
            batch.clear()
    merged.extend(batch)
    # Said outright, since the FROM clauses of the text would name graphs that are no more.
    return merged.query(query, base_iri=base, default_graph=pyoxigraph.DefaultGraph(), named_graphs=named)


def dataset(
    store: pyoxigraph.Store, default: list[pyoxigraph.NamedNode], named: list[pyoxigraph.NamedNode]
) -> Iterator[pyoxigraph.Quad]:
    """The quads of the named graphs, and those of the default ones moved to the default graph."""
    import pyoxigraph

    for graph in default:
        for quad in store.quads_for_pattern(None, None, None, graph):
            yield pyoxigraph.Quad(quad.subject, quad.predicate, quad.object)
    for graph in named:
        yield from store.quads_for_pattern(None, None, None, graph)


def accepted(results: Any, request: dict[str, Any]) -> tuple[str, str | None]:
    """The kind of the results and the key of the request that names their format, None when it names none."""
    import pyoxigraph

    if isinstance(results, pyoxigraph.QueryTriples):
        return "triples", "triples" if request["triples"] else None
    kind = "solutions" if isinstance(results, pyoxigraph.QuerySolutions) else "boolean"
    return kind, "solutions" if request["solutions"] else None


def write(results: Any, output: Output, request: dict[str, Any], form: str) -> None:
    """Write the results as they come; a graph whose format has prefixes gets those of the request."""
    import pyoxigraph

    format_ = written(form, request[form])
    if form == "solutions":
        boolean = isinstance(results, pyoxigraph.QueryBoolean)
        results.serialize(output if boolean else Rows(output, request[form], request["rows"]), format_)
        return
    target = SortedPrefixes(output) if request[form] == "TURTLE" else output
    triples = limited(results, request["rows"])
    pyoxigraph.serialize(triples, target, format_, prefixes=request["prefixes"])  # type: ignore[arg-type]
    target.flush()


def written(form: str, name: str) -> Any:
    """The engine's format named "JSON", "XML", "CSV", "TSV"; "TURTLE", "N_TRIPLES", "RDF_XML", "JSON_LD"."""
    import pyoxigraph

    return getattr(pyoxigraph.RdfFormat if form == "triples" else pyoxigraph.QueryResultsFormat, name)


if __name__ == "__main__":
    main(sys.argv[1:])
