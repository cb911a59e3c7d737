"""Many clients at once on the endpoint: light and heavy queries, downloads and pages, for a minute.

Run `python -m benchmarks.charge --store DIR [--seconds 60] [--light 38] [--heavy 10] [--pages 2]`. The server is one of
ours on a free port of this machine, in processes of its own; nothing else is asked anything.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from benchmarks.mesure.machine import facts, load
from benchmarks.mesure.tables import table
from benchmarks.mesure.watch import memory_of
from passerelles.store import open_store

PREFIXES = """PREFIX pas: <https://w3id.org/passerelles/ns#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
#: What an adviser's page or a researcher at work asks: milliseconds. `{number}` is that of a certification.
LIGHT = (
    'SELECT ?c ?title {{ ?c dcterms:identifier "{number}" ; dcterms:title ?title }}',
    'SELECT ?bloc ?title {{ ?c dcterms:identifier "{number}" ; pas:bloc ?bloc . ?bloc dcterms:title ?title }}',
    'SELECT ?other {{ ?c dcterms:identifier "{number}" ; pas:rome ?rome . ?other pas:rome ?rome }} LIMIT 50',
    'ASK {{ ?c dcterms:identifier "{number}" ; pas:actif true }}',
    'CONSTRUCT {{ ?c ?p ?o }} WHERE {{ ?c dcterms:identifier "{number}" ; ?p ?o }}',
)
#: Runaways, sorts and counts over everything, large downloads: seconds to minutes.
HEAVY = (
    "SELECT (COUNT(*) AS ?n) {{ ?a dcterms:title ?x . ?b dcterms:title ?y . FILTER(?x < ?y && ?a != <{number}:>) }}",
    "SELECT ?a (COUNT(*) AS ?n) {{ ?a pas:nsf/^pas:nsf/pas:rome ?r FILTER(?a != <{number}:>) }} "
    "GROUP BY ?a ORDER BY DESC(?n) LIMIT 10",
    'SELECT ?s ?o {{ ?s ?p ?o FILTER(REGEX(STR(?o), "métallurg.*{number}", "i")) }} ORDER BY ?o',
    "SELECT ?s ?p ?o {{ ?s ?p ?o FILTER(?s != <{number}:>) }} LIMIT 200000",
)
#: Seconds between two requests of a light client: people read.
THOUGHT = 0.3


@dataclass
class Tally:
    """What clients of one kind received: the ends of their requests, and the seconds that whole answers took."""

    ends: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)

    def row(self, kind: str) -> tuple[str, ...]:
        found = sorted(self.seconds) or [float("nan")]
        ends = ", ".join(f"{count} × {end}" for end, count in self.ends.most_common())
        shown = [found[int(share * (len(found) - 1))] * 1000 for share in (0.5, 0.95, 0.99, 1)]
        return (kind, ends, *(f"{value:,.0f}".replace(",", " ") for value in shown))


@dataclass
class Run:
    """One run: when it ends, what to ask with, what came back."""

    address: str
    end: float
    numbers: Sequence[str]
    tallies: dict[str, Tally] = field(default_factory=dict)

    async def client(
        self, kind: str, seed: int, ask: Callable[[random.Random], tuple[str, dict[str, str]]]
    ) -> None:
        """Ask one request after the other; wait as long as a refusal says."""
        chance = random.Random(seed)
        tally = self.tallies.setdefault(kind, Tally())
        async with httpx.AsyncClient(base_url=self.address, timeout=120) as client:
            await asyncio.sleep(chance.random())
            while time.monotonic() < self.end:
                path, parameters = ask(chance)
                begun = time.perf_counter()
                end, wait = await received(client, path, parameters)
                tally.ends[end] += 1
                if end == "200":
                    tally.seconds.append(time.perf_counter() - begun)
                await asyncio.sleep(wait or (0 if kind == "lourdes" else chance.random() * 2 * THOUGHT))

    def query(self, queries: Sequence[str]) -> Callable[[random.Random], tuple[str, dict[str, str]]]:
        def ask(chance: random.Random) -> tuple[str, dict[str, str]]:
            text = chance.choice(queries).format(number=chance.choice(self.numbers))
            return "/sparql", {"query": PREFIXES + text}

        return ask

    def page(self, chance: random.Random) -> tuple[str, dict[str, str]]:
        number = chance.choice(self.numbers)
        return f"/certification/rncp/{number.removeprefix('RNCP')}.json", {}


async def received(client: httpx.AsyncClient, path: str, parameters: dict[str, str]) -> tuple[str, float]:
    """How a request ended, and the seconds that the server asks to wait."""
    try:
        async with client.stream("GET", path, params=parameters) as answer:
            head = b""
            async for piece in answer.aiter_bytes():
                head = head or piece
    except httpx.RemoteProtocolError:
        return "interrompue à une limite", 0
    except httpx.HTTPError as error:
        return f"ÉCHEC {type(error).__name__}", 1
    if answer.status_code != 503:
        return str(answer.status_code), 0
    if "retry-after" in answer.headers:
        return "503 avec Retry-After", float(answer.headers["retry-after"])
    reason = "temps" if "limite de temps" in head.decode("utf-8", "ignore") else "mémoire ou autre"
    return f"503 limite de {reason}", 0


async def watched(run: Run, session: int, light: int, heavy: int, pages: int) -> tuple[float, float]:
    """Run all clients; the highest memory of all processes of the server together, in MiB, with and without files."""
    clients = [run.client("légères", seed, run.query(LIGHT)) for seed in range(light)]
    clients += [run.client("lourdes", 1000 + seed, run.query(HEAVY)) for seed in range(heavy)]
    clients += [run.client("pages", 2000 + seed, run.page) for seed in range(pages)]
    work = asyncio.gather(*clients)
    total = own = 0.0
    while not work.done():
        seen, anonymous = await asyncio.to_thread(memory_of, session)
        total, own = max(total, seen), max(own, anonymous)
        await asyncio.wait([work], timeout=1)
    await work
    return total, own


@contextmanager
def served(store: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """A server of ours in a session of its own, once it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    program = (
        "import sys; from pathlib import Path; from passerelles.web import serve; "
        "serve(Path(sys.argv[1]), port=int(sys.argv[2]))"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(store), str(port)],
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        with httpx.Client(transport=httpx.HTTPTransport(retries=10), timeout=60) as client:
            client.get(f"{address}/sparql", params={"query": "ASK {}"}).raise_for_status()
        yield address, process
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(30)


def certifications(store: Path) -> list[str]:
    """The numbers of certifications that the store describes."""
    query = (
        PREFIXES
        + 'SELECT ?n { ?c a pas:Certification ; dcterms:identifier ?n FILTER(REGEX(?n, "^RNCP[0-9]{5}$")) }'
    )
    with open_store(store) as dataset:
        return sorted(row["n"] for row in dataset.select(query).records())


def measured(store: Path, seconds: float, light: int, heavy: int, pages: int) -> str:
    """The tables of one run, in Markdown: first without the heavy ones, for a quarter of the time, then with them."""
    numbers = certifications(store)
    before = load()
    rows, peak = [], (0.0, 0.0)
    with served(store) as (address, process):
        quiet, _ = memory_of(process.pid)
        for share, count in ((0.25, 0), (1.0, heavy)):
            run = Run(address, time.monotonic() + seconds * share, numbers)
            peak = asyncio.run(watched(run, process.pid, light, count, pages))
            with_ = "avec les lourdes" if count else "seules"
            rows += [tally.row(f"{kind}, {with_}") for kind, tally in run.tallies.items()]
        begun = time.perf_counter()
        alive = httpx.get(f"{address}/sparql", params={"query": "ASK { ?s ?p ?o }"}, timeout=60)
        after = (time.perf_counter() - begun) * 1000
        time.sleep(2)
        rest, _ = memory_of(process.pid)
    heads = ("clients", "fins", "médiane (ms)", "p95 (ms)", "p99 (ms)", "maximum (ms)")
    other = (
        ("clients : légères, lourdes, pages", f"{light}, {heavy}, {pages}"),
        (
            "mémoire au repos, puis au plus (Mio)",
            f"{quiet:.0f} ; {peak[0]:.0f}, dont {peak[1]:.0f} hors fichiers",
        ),
        ("mémoire deux secondes après (Mio)", f"{rest:.0f}"),
        ("réponse après la charge", f"{alive.status_code} en {after:.0f} ms"),
        ("charge de la machine avant, pendant", f"{before} ; {load()}"),
    )
    return "\n\n".join([table(("machine", ""), facts().items()), table(heads, rows), table(("", ""), other)])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", type=Path, required=True)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--light", type=int, default=38, help="clients de requêtes légères")
    parser.add_argument("--heavy", type=int, default=10, help="clients de requêtes lourdes")
    parser.add_argument("--pages", type=int, default=2, help="clients qui lisent des pages")
    given = parser.parse_args()
    print(measured(given.store, given.seconds, given.light, given.heavy, given.pages))


if __name__ == "__main__":
    main()
