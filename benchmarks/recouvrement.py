"""How well `similar` finds what replaced a certification, how long it takes, and what plain means would have found.

Run `python -m benchmarks.recouvrement --store DIR [--refit] [--sample N]` on a store of the 2020 register (and, for the
judged capacités, of the V4.1 extracts and the old fiches). Successions are halved by a seeded hash of the old
certification: coefficients were fitted on one half, the figures are of the other. No signal knows a number of the
register, nor who replaced whom. Baselines rank the same certifications in the same run.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np

from benchmarks.recouvrement_capacites import judged
from benchmarks.recouvrement_pairs import Pair, bm25, shared_rome, title_tfidf
from benchmarks.recouvrement_reglage import fit, is_tuning, joined, report, sample
from passerelles.analysis.catalogue import Catalogue
from passerelles.analysis.explorer import open_explorer
from passerelles.analysis.overlap import write_overlap
from passerelles.analysis.overlap.ranking import Ranking
from passerelles.analysis.prepared import prepared

_SUCCESSIONS = """
SELECT s.old, s.new, a.identifier FROM succession s JOIN certification a ON a.id = s.old
JOIN certification b ON b.id = s.new WHERE a.described AND b.described AND a.register <> 'titre' ORDER BY 1, 2
"""
#: Of the identifiers of fiches that the V4.1 extracts describe: all above what the 2020 register knew.
_EXTRACTS = "SELECT DISTINCT certification FROM code WHERE scheme = 'formacode'"
_DEEP = 1000


def successions(catalogue: Catalogue) -> list[tuple[int, int, bool]]:
    """Old, new, and whether the pair is for tuning."""
    return [
        (int(str(old)), int(str(new)), is_tuning(str(name)))
        for old, new, name in catalogue.rows(_SUCCESSIONS)
    ]


def our_ranks(ranking: Ranking, pairs: Sequence[Pair], absent: int) -> np.ndarray:
    """The rank of the second of each pair in the list of the first; `absent` where it is not in it."""
    asked = np.array(sorted({one for one, _ in pairs}))
    lists = {each.row: each.numbers for each in ranking.ranked(asked, _DEEP)}
    found = []
    for one, other in pairs:
        at = np.flatnonzero(lists[one] == other)
        found.append(int(at[0]) + 1 if len(at) else absent)
    return np.array(found)


def row(name: str, ranks: np.ndarray) -> str:
    """One line of the table of ranks."""
    return (
        f"| {name} | {(1.0 / ranks).mean():.3f} | {(ranks <= 1).mean():.3f} | {(ranks <= 10).mean():.3f} "
        f"| {(ranks <= 20).mean():.3f} |"
    )


def ranks_table(
    readings: Iterable[tuple[str, Sequence[Pair]]],
    ways: Iterable[tuple[str, Callable[[Sequence[Pair]], np.ndarray]]],
) -> None:
    """Print the ranks of every way of finding for every reading of the pairs."""
    print("| lecture et méthode | MRR | rappel@1 | rappel@10 | rappel@20 |\n|---|---|---|---|---|")
    kept = list(ways)
    for reading, pairs in readings:
        for name, ranks in kept:
            print(row(f"{reading} ({len(pairs)}) : {name}", ranks(pairs)), flush=True)


def times(ask: Callable[[str], object], iris: Sequence[str]) -> str:
    """Median and 95th percentile of the answers, in milliseconds."""
    taken = []
    for iri in iris:
        start = time.perf_counter()
        ask(iri)
        taken.append(1000 * (time.perf_counter() - start))
    return f"p50 {np.percentile(taken, 50):.1f} ms, p95 {np.percentile(taken, 95):.1f} ms"


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure one store and print Markdown tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", type=Path, required=True)
    parser.add_argument(
        "--work", type=Path, help="folder for derived files, when the store must not be written to"
    )
    parser.add_argument(
        "--refit", action="store_true", help="fit the coefficients on the tuning half and print them"
    )
    parser.add_argument("--sample", type=int, default=200, help="how many answers are timed")
    given = parser.parse_args(arguments)
    with open_explorer(given.store) as explorer:
        catalogue = explorer.catalogue
        start = time.perf_counter(), time.process_time()
        folder = (
            prepared(given.work, "overlap", lambda to: write_overlap(catalogue, to)) if given.work else None
        )
        ranking = Ranking(folder) if folder else explorer.overlap.ranking
        print(
            f"préparer : {time.perf_counter() - start[0]:.1f} s "
            f"({time.process_time() - start[1]:.1f} s de processeur)\n"
        )
        pairs = successions(catalogue)
        if given.refit:
            tuning = [(old, new) for old, new, is_for in pairs if is_for]
            backward = sample(ranking, [(new, old) for old, new in tuning], 0.15)
            report(fit(joined([sample(ranking, tuning, 1.0), backward])))
            return
        held = [(old, new) for old, new, is_for in pairs if not is_for]
        tuned = [(old, new) for old, new, is_for in pairs if is_for]
        described = int(ranking.traits.described.sum())
        ways = (
            ("passerelles similar", lambda asked: our_ranks(ranking, asked, described)),
            ("codes ROME partagés", lambda asked: shared_rome(catalogue, asked)),
            ("TF-IDF des intitulés", lambda asked: title_tfidf(catalogue, asked)),
            ("SQLite FTS5, BM25", lambda asked: bm25(catalogue, asked)),
        )
        ranks_table((("ancienne → nouvelle, de réserve", held),), ways)
        print()
        ranks_table(
            (
                ("nouvelle → ancienne, de réserve", [(new, old) for old, new in held]),
                ("ancienne → nouvelle, de réglage", tuned),
                *_extracts(catalogue, pairs),
            ),
            ways[:1],
        )
        _timed(explorer.overlap if folder is None else None, ranking, catalogue, given.sample)
        judged(catalogue, explorer)


def _extracts(catalogue: Catalogue, pairs: Sequence[tuple[int, int, bool]]) -> list[tuple[str, list[Pair]]]:
    """The successions of the fiches of the V4.1 extracts, when there are any whose both ends are described."""
    inside = {int(str(number)) for (number,) in catalogue.rows(_EXTRACTS)}
    found = [(old, new) for old, new, _ in pairs if inside & {old, new}]
    return [("extraits V4.1, ancienne → nouvelle", found)] if found else []


def _timed(overlap: object, ranking: Ranking, catalogue: Catalogue, many: int) -> None:
    from passerelles.analysis.overlap import Overlap

    rows = np.flatnonzero(ranking.traits.described)
    start = time.perf_counter(), time.process_time()
    lines = sum(len(each.numbers) for each in ranking.ranked(rows, 20))
    print(
        f"\ntoutes les listes de 20 ({len(rows)} certifications, {lines} lignes) : "
        f"{time.perf_counter() - start[0]:.1f} s ({time.process_time() - start[1]:.1f} s de processeur)"
    )
    if isinstance(overlap, Overlap):
        chosen = random.Random(7).sample(
            [str(r[0]) for r in catalogue.rows("SELECT iri FROM certification WHERE described")], many
        )
        overlap.similar(chosen[0])
        print(f"une liste : {times(overlap.similar, chosen)}")


if __name__ == "__main__":
    main()
