"""Worker processes: limits, versions, and that nothing is left behind."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from passerelles.errors import BusyError, QueryError, QueryTimeoutError, StoreError, UsageError
from passerelles.store.worker_dataset import dataset_clauses
from passerelles.store.workers import Limits, MemoryLimitError, OutputLimitError, Request, WorkerPool
from tests.web.conftest import ID, OTHER, SHA256, publish, quads

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="les processus se lisent dans /proc")

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
PRODUCT = "SELECT * { ?a ?b ?c . ?d ?e ?f }"


async def read(pool: WorkerPool, query: str, **options: object) -> bytes:
    request = Request(query, **{"solutions": "CSV", **options})  # type: ignore[arg-type]
    async with pool.run(request) as answer:
        return b"".join([chunk async for chunk in answer.chunks])


def test_a_runaway_query_is_stopped_and_the_next_one_answers(large_store: Path) -> None:
    async def scenario() -> None:
        async with WorkerPool(large_store, Limits(seconds=1, processes=1)) as pool:
            with pytest.raises(QueryTimeoutError, match="limite de temps"):
                await read(pool, RUNAWAY)
            assert (await read(pool, "ASK { ?s ?p ?o }")) == b"true"

    asyncio.run(scenario())


def test_a_query_that_grows_is_stopped_at_its_limit_of_memory(large_store: Path) -> None:
    growing = "SELECT ?a ?d (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f } GROUP BY ?a ?c ?d ?f"

    async def scenario() -> None:
        async with WorkerPool(large_store, Limits(seconds=60, memory_bytes=800 << 20)) as pool:
            with pytest.raises(MemoryLimitError, match="mémoire"):
                await read(pool, growing)
            assert (await read(pool, "ASK { ?s ?p ?o }")) == b"true"

    asyncio.run(scenario())


def test_a_query_nested_too_deeply_fails_alone(store: Path) -> None:
    nested = "SELECT * { ?s ?p ?o FILTER(" + "(" * 30_000 + "1" + ")" * 30_000 + ") }"

    async def scenario() -> None:
        async with WorkerPool(store) as pool:
            with pytest.raises(QueryError, match="imbriquée"):
                await read(pool, nested)
            assert (await read(pool, "ASK { ?s ?p ?o }")) == b"true"

    asyncio.run(scenario())


def test_an_answer_is_cut_at_its_limit_of_bytes_and_says_so(large_store: Path) -> None:
    async def scenario() -> None:
        async with WorkerPool(large_store, Limits(output_bytes=1 << 20)) as pool:
            received = 0
            with pytest.raises(OutputLimitError, match="incomplet"):
                async with pool.run(Request(PRODUCT, "CSV")) as answer:
                    async for chunk in answer.chunks:
                        received += len(chunk)
            assert (1 << 20) - 8192 <= received <= 1 << 20

    asyncio.run(scenario())


ROWS = "SELECT ?a ?b { VALUES ?a { %s } VALUES ?b { %s UNDEF } }"
AWKWARD = r""" '"}},{"x' '}},{' '"}},{"' ',{"' 'a\nb\r\nc' '"' '<result>' '","' '\\' '\\"}},{"x' """.strip()


@pytest.mark.parametrize("form", ["JSON", "XML", "CSV", "TSV"])
def test_an_answer_is_cut_at_its_limit_of_rows_whatever_its_values(store: Path, form: str) -> None:
    query = ROWS % (AWKWARD, AWKWARD)

    async def scenario() -> None:
        async with WorkerPool(store, Limits(rows=110)) as pool:
            assert await read(pool, query, solutions=form)
        async with WorkerPool(store, Limits(rows=109)) as pool:
            with pytest.raises(OutputLimitError, match="109 lignes"):
                await read(pool, query, solutions=form)

    asyncio.run(scenario())


@pytest.mark.parametrize("form", ["TURTLE", "N_TRIPLES", "RDF_XML", "JSON_LD"])
def test_a_graph_is_cut_at_its_limit_of_triples(store: Path, form: str) -> None:
    query = "CONSTRUCT { ?s a ?type } WHERE { ?s a ?type }"

    async def scenario() -> None:
        async with WorkerPool(store, Limits(rows=16)) as pool:
            assert await read(pool, query, triples=form)
        async with WorkerPool(store, Limits(rows=15)) as pool:
            with pytest.raises(OutputLimitError, match="15 lignes"):
                await read(pool, query, triples=form)
            assert await read(pool, "ASK { ?s ?p ?o }") == b"true"

    asyncio.run(scenario())


def test_leaving_an_answer_kills_its_worker(large_store: Path) -> None:
    async def scenario() -> None:
        async with WorkerPool(large_store, Limits(processes=1)) as pool:
            async with pool.run(Request(PRODUCT, "CSV")) as answer:
                assert await anext(answer.chunks)
                (pid,) = pool.pids
            assert (await read(pool, "ASK { ?s ?p ?o }")) == b"true"
            assert pid not in pool.pids
            await gone([pid])

    asyncio.run(scenario())


def test_too_many_queries_are_refused_and_the_others_answered(large_store: Path) -> None:
    async def scenario() -> None:
        limits = Limits(seconds=2, processes=1, waiting=1, short_seconds=1)
        async with WorkerPool(large_store, limits) as pool:
            running = asyncio.create_task(read(pool, RUNAWAY))
            while not pool.pids:
                await asyncio.sleep(0.01)
            waiting = asyncio.create_task(read(pool, "ASK { ?s ?p ?o }"))
            await asyncio.sleep(0)
            with pytest.raises(BusyError, match="réessayez"):
                await read(pool, COUNT)
            assert await waiting == b"true"
            with pytest.raises(QueryTimeoutError):
                await running

    asyncio.run(scenario())


def test_short_queries_are_answered_while_long_ones_take_turns(large_store: Path) -> None:
    limits = Limits(seconds=600, processes=1, long_processes=1, long_queries=3)

    async def scenario() -> None:
        async with WorkerPool(large_store, limits) as pool:
            runaways = [asyncio.create_task(read(pool, RUNAWAY)) for _ in range(3)]
            while states(pool).count("T") < 2:
                await asyncio.sleep(0.01)
            for _ in range(3):
                assert await read(pool, "ASK { ?s ?p ?o }") == b"true"
            # Any other that turns out long is refused, and at once when it is asked again.
            other = f"{RUNAWAY} # "
            for _ in range(2):
                with pytest.raises(BusyError, match="longues requêtes"):
                    await read(pool, other)
            assert await read(pool, "ASK { ?s ?p ?o }") == b"true"
            pids = set(pool.pids)
            for _ in range(20):
                with pytest.raises(BusyError, match="longues requêtes"):
                    await read(pool, other)
            assert set(pool.pids) == pids
            # The first that ends gives its place to one of those that wait.
            runaways.pop(0).cancel()
            while states(pool).count("T") != 1:
                await asyncio.sleep(0.01)
            for runaway in runaways:
                runaway.cancel()
            await asyncio.wait(runaways)

    asyncio.run(scenario())


def test_the_time_of_a_long_query_is_that_of_its_work(large_store: Path) -> None:
    async def scenario() -> None:
        async with WorkerPool(large_store, Limits(seconds=1, processes=2, long_processes=1)) as pool:
            ends = await asyncio.gather(*[read(pool, RUNAWAY) for _ in range(3)], return_exceptions=True)
            assert [type(end) for end in ends] == [QueryTimeoutError] * 3

    asyncio.run(scenario())


def test_a_query_that_is_only_a_little_long_does_not_wait_for_the_end_of_longer_ones(
    large_store: Path,
) -> None:
    limits = Limits(seconds=600, processes=1, long_processes=1)
    little = "SELECT (COUNT(*) AS ?n) { { SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 2000000 } }"

    async def scenario() -> None:
        async with WorkerPool(large_store, limits) as pool:
            runaways = [asyncio.create_task(read(pool, RUNAWAY)) for _ in range(2)]
            while pool.places.outgrown < 2:
                await asyncio.sleep(0.01)
            assert await read(pool, little) == b"n\r\n2000000\r\n"
            assert not any(runaway.done() for runaway in runaways)
            for runaway in runaways:
                runaway.cancel()
            await asyncio.wait(runaways)

    asyncio.run(scenario())


def test_a_long_query_that_finds_no_place_in_time_is_told(large_store: Path) -> None:
    limits = Limits(seconds=600, processes=1, long_processes=1, long_waiting_seconds=0.5)

    async def scenario() -> None:
        async with WorkerPool(large_store, limits) as pool:
            runaways = [asyncio.create_task(read(pool, RUNAWAY)) for _ in range(2)]
            (done, running) = await asyncio.wait(runaways, return_when=asyncio.FIRST_COMPLETED)
            with pytest.raises(BusyError, match="longues requêtes"):
                done.pop().result()
            running.pop().cancel()
            assert await read(pool, "ASK { ?s ?p ?o }") == b"true"

    asyncio.run(scenario())


def test_a_client_slow_to_read_keeps_no_place_and_receives_all(large_store: Path) -> None:
    limits = Limits(seconds=600, processes=1, long_processes=1)

    async def scenario() -> None:
        async with WorkerPool(large_store, limits) as pool:
            async with pool.run(Request(PRODUCT + " LIMIT 60000", "CSV")) as answer:
                rows = (await anext(answer.chunks)).count(b"\r\n")
                while states(pool).count("T") < 1:
                    await asyncio.sleep(0.01)
                runaway = asyncio.create_task(read(pool, RUNAWAY))
                while pool.places.outgrown < 2:
                    await asyncio.sleep(0.01)
                assert await read(pool, "ASK { ?s ?p ?o }") == b"true"
                async for chunk in answer.chunks:
                    rows += chunk.count(b"\r\n")
                    if rows > 5_000:
                        runaway.cancel()
                assert rows >= 60_000
            assert await read(pool, "ASK { ?s ?p ?o }") == b"true"
            assert pool.places.outgrown == pool.places.beginning == 0

    asyncio.run(scenario())


def states(pool: WorkerPool) -> str:
    """The state of each worker as the system writes it: "T" is stopped."""
    return "".join(state(pid) for pid in pool.pids)


def test_a_new_version_is_read_by_the_next_query_and_the_old_one_by_those_that_run(tmp_path: Path) -> None:
    base = tmp_path / "base"
    more = [f'<{ID}titre/t{n}> <{ID}p> "{n}" <{ID}fiche/{OTHER}> .' for n in range(3000)]
    publish(base, more)

    async def scenario() -> None:
        async with WorkerPool(base) as pool:
            async with pool.run(Request(PRODUCT + " LIMIT 200000", "CSV")) as answer:
                await anext(answer.chunks)
                publish(base, quads())
                assert await read(pool, f"ASK {{ <{ID}rncp/23022> ?p ?o }}") == b"true"
                rest = sum([chunk.count(b"\r\n") async for chunk in answer.chunks])
            assert rest > 150_000
            assert await read(pool, f"ASK {{ <{ID}titre/t1> ?p ?o }}") == b"false"

    asyncio.run(scenario())


def test_the_default_graphs_of_a_request_are_merged(store: Path) -> None:
    count = "SELECT (COUNT(*) AS ?n) { ?s <http://purl.org/dc/terms/title> ?o . ?s a ?type }"
    both = (f"{ID}fiche/{SHA256}", f"{ID}fiche/{OTHER}")

    async def scenario() -> None:
        async with WorkerPool(store) as pool:
            assert await read(pool, count) == b"n\r\n2\r\n"
            assert await read(pool, count, default_graphs=both) == b"n\r\n2\r\n"
            assert await read(pool, count, default_graphs=both[1:]) == b"n\r\n1\r\n"
            assert await read(pool, count, default_graphs=(), named_graphs=both) == b"n\r\n0\r\n"
            named = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"
            found = await read(pool, named, default_graphs=both, named_graphs=both[1:])
            assert found == f"g\r\n{both[1]}\r\n".encode()

    asyncio.run(scenario())


def test_graphs_too_large_to_be_merged_are_refused(store: Path) -> None:
    async def scenario() -> None:
        async with WorkerPool(store, Limits(merged_triples=5)) as pool:
            with pytest.raises(UsageError, match="fusionner"):
                await read(pool, COUNT, default_graphs=(f"{ID}fiche/{SHA256}", f"{ID}fiche/{OTHER}"))

    asyncio.run(scenario())


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT * { ?s ?p 'FROM <http://a>' } # FROM <http://b>", ((), ())),
        ("PREFIX e: <http://e/> SELECT * FROM e:a FROM <http://e/b> FROM NAMED e:c\\-d { }",
         (("http://e/a", "http://e/b"), ("http://e/c-d",))),
        ("BASE <http://e/x/> CONSTRUCT { ?s ?p ?o } FROM <a> FROM <../b> WHERE { ?s ?p ?o }",
         (("http://e/x/a", "http://e/b"), ())),
        ("SELECT * FROM", ((), ())),
    ],
)  # fmt: skip
def test_the_dataset_that_a_query_names(query: str, expected: tuple[tuple[str, ...], ...]) -> None:
    assert dataset_clauses(query) == expected


def test_a_missing_store_says_what_to_do(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with WorkerPool(tmp_path / "absente") as pool:
            await pool.prepare()
            with pytest.raises(StoreError, match="passerelles build"):
                await read(pool, COUNT)

    asyncio.run(scenario())


def test_workers_inherit_no_socket(store: Path) -> None:
    async def scenario() -> None:
        with socket.socket() as listening:
            listening.bind(("127.0.0.1", 0))
            os.set_inheritable(listening.fileno(), True)
            async with WorkerPool(store) as pool:
                await read(pool, COUNT)
                for pid in pool.pids:
                    links = [str(entry.readlink()) for entry in Path(f"/proc/{pid}/fd").iterdir()]
                    assert not [link for link in links if link.startswith("socket:")], links

    asyncio.run(scenario())


def test_no_worker_outlives_a_parent_that_is_killed(large_store: Path) -> None:
    program = (
        "import asyncio, sys\n"
        "from pathlib import Path\n"
        "from passerelles.store.workers import Limits, Request, WorkerPool\n"
        "async def main():\n"
        "    async with WorkerPool(Path(sys.argv[1]), Limits(seconds=600)) as pool:\n"
        "        await pool.prepare()\n"
        "        async def work():\n"
        f"            async with pool.run(Request({RUNAWAY!r})): pass\n"
        "        tasks = [asyncio.create_task(work()) for _ in range(4)]\n"
        "        while pool.places.outgrown < 4:\n"
        "            await asyncio.sleep(0.05)\n"
        "        print(*pool.pids, flush=True)\n"
        "        await asyncio.wait(tasks)\n"
        "asyncio.run(main())\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", program, str(large_store)], stdout=subprocess.PIPE)
    assert parent.stdout is not None
    pids = [int(pid) for pid in parent.stdout.readline().split()]
    # Two of them stopped, so that they notice nothing by themselves.
    assert len(pids) >= 4
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    asyncio.run(gone(pids))


async def gone(pids: list[int]) -> None:
    """Returns when none of the processes runs any more; fails after ten seconds."""
    deadline = time.monotonic() + 10
    while left := [pid for pid in pids if running(pid)]:
        assert time.monotonic() < deadline, f"still running: {left}"
        await asyncio.sleep(0.05)


def running(pid: int) -> bool:
    return state(pid) not in "ZX"


def state(pid: int) -> str:
    """The state of a process as the system writes it, "X" for one that is no more."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return "X"
