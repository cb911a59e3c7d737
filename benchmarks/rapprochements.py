"""Are matched capacités rightly matched, and does the score of blocs follow the official correspondances?

Run `python -m benchmarks.rapprochements --store DIR` on a store of the V4.1 extracts and the old fiches. The pairs of
`rapprochements-etiquettes.json` were drawn at random by bands of score and judged by reading both sentences; the
thresholds of « forte », « moyenne » and « faible », the weight of a first verb and that of circumstances were chosen on
them: the figures are those of the sample that was tuned on. Baselines read the same pairs.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Callable, Sequence
from pathlib import Path

from passerelles.analysis.catalogue import Catalogue
from passerelles.analysis.comparison.likeness import STRONG, WEAK, likeness, strength
from passerelles.analysis.comparison.weighed import weigh
from passerelles.analysis.explorer import Explorer, open_explorer
from passerelles.analysis.words import stems
from passerelles.ontology import ID

PAIRS = Path(__file__).with_name("rapprochements-etiquettes.json")
Scored = list[tuple[float, bool]]


def annotated(catalogue: Catalogue) -> list[tuple[str, str, bool]]:
    """Both sentences of each judged pair, and the verdict; pairs that the catalogue does not have are left out."""
    titles = {str(iri): str(title) for iri, title in catalogue.rows("SELECT iri, title FROM capacite")}
    pairs = json.loads(PAIRS.read_text(encoding="utf-8"))["paires"]
    return [
        (titles[ID + pair["gauche"]], titles[ID + pair["droite"]], pair["recouvre"])
        for pair in pairs
        if ID + pair["gauche"] in titles and ID + pair["droite"] in titles
    ]


def ours(explorer: Explorer) -> Callable[[str, str], float]:
    vocabulary = explorer.comparer.vocabulary
    return lambda one, other: likeness(weigh(one, vocabulary), weigh(other, vocabulary)).score


def shared_words(one: str, other: str) -> float:
    """The baseline of anybody: the share of stems that both have (Jaccard)."""
    left, right = set(stems(one)), set(stems(other))
    return len(left & right) / len(left | right) if left | right else 0.0


def tfidf(sentences: Sequence[str]) -> Callable[[str, str], float]:
    """The usual baseline: cosine of TF-IDF over words as they are written."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectorizer = TfidfVectorizer().fit(sentences)
    return lambda one, other: float((vectorizer.transform([one]) @ vectorizer.transform([other]).T).sum())


def figures(scored: Scored) -> dict[str, float]:
    from sklearn.metrics import average_precision_score, roc_auc_score

    truth, scores = [each[1] for each in scored], [each[0] for each in scored]
    return {
        "précision moyenne": float(average_precision_score(truth, scores)),
        "aire ROC": float(roc_auc_score(truth, scores)),
    }


def by_strength(scored: Scored) -> list[tuple[str, int, float]]:
    """For each strength how many pairs have it, and the share rightly matched."""
    groups: dict[str, list[bool]] = {}
    for score, right in scored:
        groups.setdefault(strength(score) or "pas montrée", []).append(right)
    return [
        (name, len(groups[name]), sum(groups[name]) / len(groups[name]))
        for name in ("forte", "moyenne", "faible", "pas montrée")
        if name in groups
    ]


def calibration(explorer: Explorer, seed: int = 1) -> tuple[list[float], list[float]]:
    """The scores of blocs linked by an official correspondance, one to one, and of as many pairs drawn at random."""
    catalogue = explorer.catalogue
    texts = {
        str(iri): str(title)
        for iri, title in catalogue.rows("SELECT iri, title FROM bloc WHERE title IS NOT NULL")
    }
    score = ours(explorer)
    linked = [
        score(texts[held], texts[given])
        for rule in explorer.finder.base.rules
        if rule.rank == "Officielle"
        for held in rule.depuis
        for given in rule.vers
        if held in texts and given in texts
    ]
    chance = random.Random(seed)
    every = sorted(texts)
    drawn = [score(texts[a], texts[b]) for a, b in (chance.sample(every, 2) for _ in range(2_000))]
    return linked, drawn


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--store", type=Path, required=True)
    with open_explorer(arguments.parse_args().store) as explorer:
        pairs = annotated(explorer.catalogue)
        print(f"{len(pairs)} paires jugées, {sum(pair[2] for pair in pairs)} qui se recouvrent\n")
        ways = {
            "Passerelles": ours(explorer),
            "TF-IDF de mots": tfidf([text for one, other, _ in pairs for text in (one, other)]),
            "mots en commun": shared_words,
        }
        print("| mesure | précision moyenne | aire ROC |\n|---|---:|---:|")
        for name, way in ways.items():
            found = figures([(way(one, other), right) for one, other, right in pairs])
            print(f"| {name} | {found['précision moyenne']:.3f} | {found['aire ROC']:.3f} |")
        print("\n| force | paires | justes |\n|---|---:|---:|")
        for name, number, share in by_strength([(ways["Passerelles"](a, b), right) for a, b, right in pairs]):
            print(f"| {name} | {number} | {share:.0%} |")
        linked, drawn = calibration(explorer)
        print("\n| score des blocs | liés officiellement | tirés au hasard |\n|---|---:|---:|")
        for low, high in ((0.0, 0.2), (0.2, WEAK), (WEAK, STRONG), (STRONG, 1.01)):
            shares = [
                sum(low <= each < high for each in group) / max(len(group), 1) for group in (linked, drawn)
            ]
            print(f"| de {low:.2f} à {min(high, 1):.2f} | {shares[0]:.0%} | {shares[1]:.1%} |")
        print(f"\n{len(linked)} paires de blocs liées, dont les deux fiches sont dans le graphe.")


if __name__ == "__main__":
    main()
