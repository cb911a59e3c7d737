"""Matched capacités against pairs judged by another reader than those on which matching was tuned.

The pairs were drawn from pairs of related certifications, by the score of an earlier matching; a quarter of them also
served to tune the present one. `oui`: the same capacité, or one contains the other; `partiel`: a neighbouring task.
"""

from __future__ import annotations

import json
from pathlib import Path

from passerelles.analysis.catalogue import Catalogue
from passerelles.analysis.comparison.likeness import STRONG, WEAK, likeness
from passerelles.analysis.comparison.weighed import weigh
from passerelles.analysis.explorer import Explorer
from passerelles.analysis.words import stems

LABELS = Path(__file__).with_name("recouvrement-etiquettes.json")


def labelled(catalogue: Catalogue) -> list[tuple[str, str, str]]:
    """Both sentences and the verdict (oui, partiel, non) of the judged pairs that the catalogue has."""
    said = json.loads(LABELS.read_text(encoding="utf-8"))
    titles = {str(iri): str(title) for iri, title in catalogue.rows("SELECT iri, title FROM capacite")}
    base = said["base"]
    return [
        (titles[base + each["a"]], titles[base + each["b"]], each["verdict"])
        for each in said["paires"]
        if base + each["a"] in titles and base + each["b"] in titles
    ]


def judged(catalogue: Catalogue, explorer: Explorer) -> None:
    """Print how many pairs above each threshold are right, and how many of the right ones are found."""
    pairs = labelled(catalogue)
    if not pairs:
        print("\ncapacités jugées : aucune dans ce graphe")
        return
    vocabulary = explorer.comparer.vocabulary
    ours = [likeness(weigh(one, vocabulary), weigh(other, vocabulary)).score for one, other, _ in pairs]
    plain = []
    for one, other, _ in pairs:
        left, right = set(stems(one)), set(stems(other))
        plain.append(len(left & right) / max(len(left | right), 1))
    verdicts = [verdict for *_, verdict in pairs]
    print(
        f"\n| {len(pairs)} paires jugées | retenues | oui | oui ou partiel | oui retrouvés |"
        "\n|---|---|---|---|---|"
    )
    strong = sum(score >= STRONG for score in ours)
    for name, scores, least in (
        ("ressemblance forte", ours, STRONG),
        ("ressemblance au moins faible", ours, WEAK),
        (
            "mots partagés (Jaccard), autant que de fortes",
            plain,
            sorted(plain, reverse=True)[max(strong - 1, 0)],
        ),
    ):
        kept = [verdict for verdict, score in zip(verdicts, scores, strict=True) if score >= least]
        many = max(len(kept), 1)
        print(
            f"| {name} | {len(kept)} | {kept.count('oui') / many:.2f} | {1 - kept.count('non') / many:.2f} "
            f"| {kept.count('oui') / max(verdicts.count('oui'), 1):.2f} |"
        )
