"""Queries forwarded to an endpoint keep the limits of those that run here, and stop when nobody waits for them."""

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from passerelles.errors import PasserellesError, QueryError, QueryTimeoutError, StoreError
from passerelles.store.remote_origin import RemoteOrigin, RemoteVersion
from passerelles.store.remote_query import forwarded_query
from passerelles.store.worker_origin import Published
from passerelles.store.workers import Limits, OutputLimitError, Request, WorkerPool

ALL = "SELECT * { ?s ?p ?o }"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\nConnection: close\r\n\r\n"
BEGIN = b'{"head":{"vars":["s"]},"results":{"bindings":['
ROW = b'{"s":{"type":"uri","value":"http://exemple.fr/un-sujet-assez-long"}},'


@contextmanager
def server(answer: Callable[[socket.socket], None]) -> Iterator[tuple[str, threading.Event]]:
    """The address of a server that reads a request and answers like that; the event: its client has gone."""
    gone = threading.Event()

    def serve(listening: socket.socket) -> None:
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            with connection:
                connection.recv(1 << 16)
                try:
                    answer(connection)
                    connection.shutdown(socket.SHUT_WR)
                    while connection.recv(1 << 16):
                        pass
                except OSError:
                    pass
                gone.set()

    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=serve, args=(listening,), daemon=True).start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/sparql", gone
        listening.shutdown(socket.SHUT_RDWR)


def silent(connection: socket.socket) -> None:
    while connection.recv(1 << 16):
        pass


def endless(connection: socket.socket) -> None:
    connection.sendall(HEAD + BEGIN)
    while True:
        connection.sendall(ROW * 1000)


def cut(connection: socket.socket) -> None:
    connection.sendall(HEAD + BEGIN + ROW * 3)


def pool(address: str, **limits: float) -> WorkerPool:
    origin = RemoteOrigin(address, {}, lambda: RemoteVersion(Published("1", 0)))
    return WorkerPool(origin, Limits(processes=1, spare_processes=0, **limits))  # type: ignore[arg-type]


async def asked(address: str, query: str = ALL, **limits: float) -> bytes:
    async with pool(address, **limits) as workers, workers.run(Request(query, solutions="CSV")) as answer:
        return b"".join([chunk async for chunk in answer.chunks])


def test_a_server_that_does_not_answer_is_left_at_the_limit_of_time() -> None:
    with server(silent) as (address, gone):
        with pytest.raises(QueryTimeoutError, match="limite de temps"):
            asyncio.run(asked(address, seconds=0.5))
        assert gone.wait(10)


@pytest.mark.parametrize(
    ("limits", "message"),
    [({"output_bytes": 1 << 16}, "limite de taille"), ({"rows": 500}, "limite de 500 lignes")],
)
def test_an_answer_without_end_is_cut(limits: dict[str, float], message: str) -> None:
    with server(endless) as (address, gone):
        with pytest.raises(OutputLimitError, match=message):
            asyncio.run(asked(address, **limits))
        assert gone.wait(10)


def test_rows_come_while_others_are_being_made_and_a_client_that_leaves_stops_them() -> None:
    async def first(address: str) -> bytes:
        async with pool(address) as workers, workers.run(Request(ALL, solutions="CSV")) as answer:
            return await anext(answer.chunks)

    with server(endless) as (address, gone):
        assert asyncio.run(first(address)).split()[:1] == [b"s"]
        assert gone.wait(10)


def test_an_answer_that_breaks_off_is_not_taken_for_whole() -> None:
    with server(cut) as (address, _), pytest.raises(StoreError, match="s’est interrompue"):
        asyncio.run(asked(address))


def test_nobody_answers() -> None:
    with pytest.raises(StoreError, match="Aucun serveur ne répond"):
        asyncio.run(asked("http://127.0.0.1:1/sparql"))


def test_what_is_malformed_is_told_without_asking() -> None:
    with pytest.raises(QueryError) as caught:
        asyncio.run(asked("http://127.0.0.1:1/sparql", "SELECT * {\n ?s ?p }"))
    assert (caught.value.line, caught.value.column) == (2, 9)


def test_an_endpoint_that_has_not_answered_yet_needs_no_process() -> None:
    def unknown() -> RemoteVersion:
        raise StoreError("pas encore lu")

    async def asked_early() -> None:
        async with WorkerPool(RemoteOrigin("http://127.0.0.1:1/", {}, unknown)) as workers:
            await workers.prepare()
            assert workers.pids == ()
            async with workers.run(Request(ALL)):
                pass

    with pytest.raises(PasserellesError, match="pas encore lu"):
        asyncio.run(asked_early())


BASE = "http://exemple.fr/sparql"


@pytest.mark.parametrize(
    ("query", "forwarded"),
    [
        (ALL, ALL),
        ("SELECT * { <x> ?p ?o }", f"BASE <{BASE}>\nSELECT * {{ <x> ?p ?o }}"),
        ('SELECT * { ?s ?p "<bif:x>" } # <bif:y>', 'SELECT * { ?s ?p "<bif:x>" } # <bif:y>'),
        ("SELECT * { ?s ?p ?o FILTER(?o < 3 && ?s > 2) }", "SELECT * { ?s ?p ?o FILTER(?o < 3 && ?s > 2) }"),
        (
            "PREFIX a: <urn:a:> ASK { ?s a:b <mailto:x@y.fr> }",
            "PREFIX a: <urn:a:> ASK { ?s a:b <mailto:x@y.fr> }",
        ),
    ],
)
def test_what_may_be_forwarded(query: str, forwarded: str) -> None:
    assert forwarded_query(query, BASE) == forwarded


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (<bif:x>() AS ?y) {}",
        "SELECT (<BIF:x>() AS ?y) {}",
        "PREFIX b: <sql:> SELECT (b:x() AS ?y) {}",
        "SELECT (<\\u0062if:x>() AS ?y) {}",
        "PREFIX b: <bi> SELECT (b:f:x() AS ?y) {}",
        "BASE <bif:> SELECT (<x>() AS ?y) {}",
        "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
        "SELECT * { ?s ?p ?o FILTER(?o<java:x>(1)) }",
    ],
)
def test_functions_of_the_server_are_not_forwarded(query: str) -> None:
    with pytest.raises(QueryError, match=r"Requête refusée \(ligne 1, colonne \d+\)"):
        forwarded_query(query, BASE)
