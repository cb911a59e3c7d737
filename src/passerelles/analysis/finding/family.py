"""Families of words: souder, soudeur, soudage, soudure.

A rule strips the endings of French derivation; what two words then have in common must be long enough, and the jobs of
ROME must bear it out: words of one family are said of the same jobs far more often than chance would have it. That is
what keeps *portier* away from *porter* and *agent* from *agence*. Without ROME only long roots count, and for less.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from itertools import combinations

from passerelles.analysis.finding.lexicon import irregular_families
from passerelles.analysis.words import stem

_WRITTEN = """
    isation isations ification ateur ateurs atrice atrices ation ations ition itions ement ements euse euses eur eurs
    trice teur teuse ture tures ure ures age ages erie eries ier iers iere ieres iste istes isme ant ante ants antes
    ance ances ence ences ent ente able ables ible if ive ifs ives al ale aux ales el elle er ir re e ee ees es ique
    iques icien icienne iciens ien ienne iens ite ites ie ies ion ions oir oire on onne ais aise ial iale iaire aire
    aires s x at ats isseur isseuse issage
"""
#: Longest first: each word loses one ending at most, and the vowel that is left.
_ENDINGS = sorted(_WRITTEN.split(), key=len, reverse=True)
_ROOT = 4
_SURE_ROOT = 6
#: A root of more stems than that is no root.
_MOST = 40
_LIFT = 4.0
_SHARE = 0.25
_BORNE_OUT, _ALONE, _LISTED = 0.8, 0.5, 0.85


def root(word: str) -> str:
    """What is left of a folded word without its ending of derivation; "" when too little is left."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _ROOT - 1:
            left = word[: -len(ending)]
            left = re.sub(r"(.)\1$", r"\1", left.rstrip("aeiou") or left)
            return left if len(left) >= _ROOT - 1 else ""
    return word if len(word) >= _ROOT else ""


def families(words: Collection[str], jobs: Mapping[str, Collection[str]]) -> Iterator[tuple[str, str, float]]:
    """Pairs of stems of one family, both ways, with how far one may stand for the other.

    `words` are the folded words of the vocabulary, `jobs` the folded words said of each job.
    """
    known = {stem(word) for word in words}
    found = _rooted(words, jobs)
    for family in irregular_families():
        for one, other in combinations(sorted({stem(word) for word in family}), 2):
            found[one, other] = max(_LISTED, found.get((one, other), 0.0))
    for (one, other), weight in sorted(found.items()):
        if one in known and other in known:
            yield one, other, weight
            yield other, one, weight


def _rooted(words: Collection[str], jobs: Mapping[str, Collection[str]]) -> dict[tuple[str, str], float]:
    """Pairs of stems of one root, in their order, with how far one may stand for the other."""
    said = _said(jobs)
    groups: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for word in words:
        if word.isalpha() and len(word) >= _ROOT and (shape := root(word)):
            groups[shape][stem(word)].update(said.get(word, ()))
    return {
        (one, other): weight
        for shape, group in groups.items()
        if len(group) <= _MOST
        for one, other in combinations(sorted(group), 2)
        if (weight := _weight(shape, group[one], group[other], len(jobs)))
    }


def _said(jobs: Mapping[str, Collection[str]]) -> dict[str, set[str]]:
    said: dict[str, set[str]] = defaultdict(set)
    for job, words in jobs.items():
        for word in words:
            said[word].add(job)
    return said


def _weight(shape: str, one: set[str], other: set[str], jobs: int) -> float:
    """How far words of one root may stand for each other; 0 when the jobs contradict, or say too little."""
    both = len(one & other)
    if one and other and jobs:
        lift = both * jobs / (len(one) * len(other))
        share = both / min(len(one), len(other))
        return _BORNE_OUT if lift >= _LIFT and share >= _SHARE else 0.0
    return _ALONE if len(shape) >= _SURE_ROOT else 0.0
