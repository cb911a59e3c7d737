"""How well and how fast questions are answered: recall@5 by kind of question, beside FTS5's BM25 and LIKE.

Run `python -m benchmarks.recherche --store DIR [--show] [--lot réglage|réserve]` on a store of the 2020 register and
ROME 4. The questions (`recherche-questions.json`) were written before the search was tuned on any of them: `réglage`
served to tune, `réserve` was looked at once at the end, `neuf` was written last and served for nothing but the figure.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.recherche_answers import Case, Judge, Shown, cases
from benchmarks.recherche_peers import Plain
from passerelles.analysis.catalogue import Catalogue
from passerelles.analysis.explorer import open_explorer
from passerelles.analysis.finding import Finding, write_finding

Search = Callable[[str], list[Shown]]
TOP = 5


def ours(finding: Finding) -> Search:
    def search(question: str) -> list[Shown]:
        found = finding.search(question, top=10).results[:TOP]
        return [Shown(hit.kind, hit.identifier, hit.title, hit.iri) for hit in found]

    return search


def report(name: str, judge: Judge, search: Search, asked: Sequence[Case], show: bool) -> None:
    """Print recall@1, recall@5 and MRR of all questions, of each half and of each kind."""
    ranks = [(case, judge.rank(case, search(case.question))) for case in asked]
    print(f"\n{name:34} {'n':>4} {'rappel@1':>9} {'rappel@5':>9} {'RRM':>6}")
    groups: dict[str, list[int | None]] = {}
    for case, rank in ranks:
        for group in ("ensemble", f"lot : {case.lot}", f"  {case.genre}"):
            groups.setdefault(group, []).append(rank)
    for group, found in sorted(
        groups.items(), key=lambda entry: (entry[0] != "ensemble", entry[0][:3] != "lot")
    ):
        first = sum(rank == 1 for rank in found) / len(found)
        five = sum(rank is not None for rank in found) / len(found)
        mean = sum(1 / rank for rank in found if rank) / len(found)
        print(f"{group:34} {len(found):4} {first:9.3f} {five:9.3f} {mean:6.3f}")
    if show:
        for case, rank in ranks:
            if rank is None:
                print(f"  manqué ({case.lot}) : {case.question}")


def latency(name: str, ask: Callable[[str], object], texts: Sequence[str], rounds: int = 3) -> None:
    """Print the median and the 95th percentile of the time of an answer, after a first pass that does not count.

    Processor time is what the answer takes where nothing else runs.
    """
    spent: list[float] = []
    worked: list[float] = []
    for turn in range(rounds + 1):
        for text in texts:
            start, begun = time.perf_counter(), time.thread_time()
            ask(text)
            if turn:
                spent.append((time.perf_counter() - start) * 1000)
                worked.append((time.thread_time() - begun) * 1000)
    for what, times in (("durée", sorted(spent)), ("processeur", sorted(worked))):
        median, late = statistics.median(times), times[int(len(times) * 0.95)]
        print(f"{name:20} {what:13} p50 {median:7.2f} ms   p95 {late:7.2f} ms")


def beginnings(asked: Sequence[Case]) -> list[str]:
    """What is typed on the way to each question, letter by letter from the second on."""
    return [case.question[:size] for case in asked[::4] for size in range(2, min(24, len(case.question)) + 1)]


def opened(options: argparse.Namespace) -> tuple[Catalogue, Finding]:
    """The catalogue and the search of a store, or of a catalogue file with prepared files beside it."""
    if options.store:
        explorer = open_explorer(options.store)
        return explorer.catalogue, explorer.finding
    catalogue = Catalogue(options.catalogue)
    if not options.prepared.is_dir():
        options.prepared.mkdir(parents=True)
        write_finding(catalogue, options.prepared)
    return catalogue, Finding(catalogue, options.prepared)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--store", type=Path, help="a store of the 2020 register and ROME 4")
    parser.add_argument("--catalogue", type=Path, help="a catalogue file, instead of a store")
    parser.add_argument("--prepared", type=Path, help="with --catalogue: the folder of the prepared search")
    parser.add_argument("--show", action="store_true", help="name the questions that are missed")
    parser.add_argument(
        "--lot", choices=("réglage", "réserve", "neuf"), help="one part of the questions only"
    )
    parser.add_argument("--alone", action="store_true", help="without the peers")
    options = parser.parse_args()
    if not options.store and not (options.catalogue and options.prepared):
        parser.error("give --store, or --catalogue and --prepared")
    catalogue, finding = opened(options)
    asked = [case for case in cases() if options.lot in (None, case.lot)]
    judge = Judge(catalogue)
    report("Passerelles", judge, ours(finding), asked, options.show)
    texts = [case.question for case in asked]
    if not options.alone:
        plain = Plain(catalogue)
        report("FTS5, BM25, un mot suffit", judge, plain.bm25, asked, show=False)
        report("LIKE, tous les mots", judge, plain.like, asked, show=False)
        print()
        latency("FTS5, BM25", plain.bm25, texts, rounds=1)
    print()
    latency("recherche", finding.search, texts)
    latency("complétion", finding.complete, beginnings(asked))


if __name__ == "__main__":
    main()
