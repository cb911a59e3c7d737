"""How long pages and completions take, asked one after another as one adviser does, on a whole register.

Run `python -m benchmarks.pages --store DIR [--count 200] [--seed 1]`. The server is one of ours on a free port of this
machine, in a process of its own. Peers of the same run: the bare description of the same certification by SPARQL
(`DESCRIBE`, as a general linked-data browser would ask), and `LIKE` on titles in SQLite for completion.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import httpx

from benchmarks.charge import served
from benchmarks.mesure.machine import facts, load
from benchmarks.mesure.tables import table
from passerelles.analysis.explorer import open_explorer
from passerelles.answers.address import href

#: Milliseconds that 95 of 100 answers may take on a machine of their own.
PAGES, COMPLETIONS = 150, 50


def main() -> None:
    """Measure, and print one Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", type=Path, required=True)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    chance = random.Random(given.seed)
    with open_explorer(given.store) as explorer:
        explorer.prepare()
        known = [each for each in explorer.catalogue.certifications() if each.identifier and each.title]
        path = explorer.catalogue.path
        pairs = _pairs(explorer, known, chance, given.count)
    sample = chance.sample(known, min(given.count, len(known)))
    words = [each.title or "" for each in sample]
    print(", ".join(f"{name} : {value}" for name, value in facts().items()))
    print(f"{len(known)} certifications, {given.count} demandes de chaque genre, charge {load()}\n")
    with served(given.store) as (address, _), httpx.Client(base_url=address, timeout=120) as client:
        rows = [
            _row("fiche", client, [href(each.iri) for each in sample], PAGES),
            _row("recherche", client, [f"/recherche?q={quote(text[:60])}" for text in words], PAGES),
            _row(
                "filtre sans mots",
                client,
                [f"/recherche?niveau={chance.randint(3, 7)}&page={n % 9 + 1}" for n in range(given.count)],
                PAGES,
            ),
            _row("comparer deux", client, [f"/comparer?ids={','.join(pair)}" for pair in pairs], PAGES),
            _row("parcours", client, [f"/parcours?acquis={one}&vers={two}" for one, two in pairs], PAGES),
            _row("graphe d’une fiche", client, [f"/graphe?de={one}" for one, _ in pairs], PAGES),
            _row("qualité", client, ["/qualite"] * given.count, PAGES),
            _row("accueil", client, ["/"] * given.count, PAGES),
            _row(
                "complétion",
                client,
                [f"/api/completion?q={quote(_typed(text, chance))}" for text in words],
                COMPLETIONS,
            ),
            _row(
                "pair : DESCRIBE",
                client,
                [f"/sparql?query={quote(f'DESCRIBE <{each.iri}>')}" for each in sample],
                None,
            ),
            _told("pair : LIKE", list(_likes(path, [_typed(text, chance) for text in words])), None),
        ]
    print(table(("demande", "médiane (ms)", "p95 (ms)", "p99 (ms)", "plus longue (ms)", "visé (ms)"), rows))


def _pairs(explorer, known, chance, count) -> list[tuple[str, str]]:  # type: ignore[no-untyped-def]
    """Certifications and what lies closest to each: what an adviser compares."""
    found = []
    for each in chance.sample(known, min(count, len(known))):
        near = explorer.similar(each.iri, 1)
        other = explorer.catalogue.certification(near[0].iri) if near else None
        if other is not None and other.identifier:
            found.append((each.identifier, other.identifier))
    return found


def _typed(title: str, chance: random.Random) -> str:
    """The beginning of a title, as far as somebody has typed it."""
    return title[: chance.randint(3, 18)]


def _row(name: str, client: httpx.Client, addresses: Sequence[str], wanted: int | None) -> tuple[str, ...]:
    def ask(address: str) -> None:
        answer = client.get(address, headers={"accept": "text/html"}, follow_redirects=True)
        assert answer.status_code in (200, 404), (address, answer.status_code)

    ask(addresses[0])
    return _told(name, list(_timed(ask, addresses)), wanted)


def _timed(ask: Callable[[str], None], given: Sequence[str]) -> Iterator[float]:
    for each in given:
        start = time.perf_counter()
        ask(each)
        yield (time.perf_counter() - start) * 1000


def _likes(path: Path, typed: Sequence[str]) -> Iterator[float]:
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as database:
        for text in typed:
            start = time.perf_counter()
            database.execute(
                "SELECT identifier, title FROM certification WHERE title LIKE ? LIMIT 8", (f"%{text}%",)
            ).fetchall()
            yield (time.perf_counter() - start) * 1000


def _told(name: str, found: Sequence[float], wanted: int | None) -> tuple[str, ...]:
    ordered = sorted(found)
    shown = [ordered[int(share * (len(ordered) - 1))] for share in (0.5, 0.95, 0.99, 1)]
    return (name, *(f"{value:.0f}" for value in shown), str(wanted or "–"))


if __name__ == "__main__":
    main()
