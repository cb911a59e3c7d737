"""Findings on blocs that say nearly the same, and between which nothing is declared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from passerelles.analysis.audit.declaration import Declaration
from passerelles.analysis.audit.finding import Finding
from passerelles.analysis.audit.kind import Kind
from passerelles.analysis.audit.sentence import decimal, listed
from passerelles.analysis.audit.thing import Thing, Things
from passerelles.answers.french import counted

#: Pairs of blocs by IRI, with their likeness from 0 to 1 and the words that they share.
NearBlocs = Iterable[tuple[str, str, float, Sequence[str]]]
Pair = tuple[str, str, float, tuple[str, ...]]
#: Words shown of a likeness.
_WORDS = 8


def near_blocs(
    pairs: NearBlocs, things: Things, declarations: Mapping[str, Declaration]
) -> Iterator[Finding]:
    """One finding for each group of blocs of different certifications, at least one of them current.

    A pair between which a correspondance is declared, of the blocs or of their certifications, in either direction,
    is left out.
    """
    declared = _declared(declarations)
    kept = [
        (one, other, score, tuple(words))
        for one, other, score, words in pairs
        if _whole(one) != _whole(other)
        and (one, other) not in declared
        and (_whole(one), _whole(other)) not in declared
        and (things(one).current or things(other).current)
    ]
    for group in _groups(kept):
        yield _finding(group, things)


def _whole(iri: str) -> str:
    return iri.partition("/bloc/")[0]


def _declared(declarations: Mapping[str, Declaration]) -> set[tuple[str, str]]:
    """The pairs that a correspondance binds, both ways round."""
    forth = {(one, other) for each in declarations.values() for one in each.depuis for other in each.vers}
    return forth | {(other, one) for one, other in forth}


def _groups(pairs: list[Pair]) -> list[list[Pair]]:
    """The pairs of each group of blocs that are bound to each other, near or far."""
    root: dict[str, str] = {}

    def top(iri: str) -> str:
        while root.setdefault(iri, iri) != iri:
            root[iri] = iri = root[root[iri]]
        return iri

    for one, other, _, _ in pairs:
        first, second = sorted((top(one), top(other)))
        root[second] = first
    groups: dict[str, list[Pair]] = {}
    for pair in pairs:
        groups.setdefault(top(pair[0]), []).append(pair)
    return [groups[iri] for iri in sorted(groups)]


def _finding(group: list[Pair], things: Things) -> Finding:
    blocs = [things(iri) for iri in sorted({iri for one, other, _, _ in group for iri in (one, other)})]
    scores = [score for _, _, score, _ in group]
    words = tuple(dict.fromkeys(word for _, _, _, shared in group for word in shared))[:_WORDS]
    likeness = f"ressemblance calculée : {decimal(min(scores))}"
    if decimal(min(scores)) != decimal(max(scores)):
        likeness = f"ressemblance calculée : de {decimal(min(scores))} à {decimal(max(scores))}"
    common = f" ; mots communs : {', '.join(words)}" if words else ""
    wholes = {bloc.certification for bloc in blocs}
    subject = (
        f"Les blocs {_names(blocs)}"
        if len(blocs) == 2
        else f"{counted(len(blocs), 'bloc')} ({_names(blocs)})"
    )
    where = "" if len(blocs) == 2 else f", dans {counted(len(wholes), 'certification')},"
    return Finding(
        kind=Kind.NEAR_BLOCS,
        sentence=f"{subject}{where} sont presque identiques ({likeness}{common}), et aucune correspondance n’est "
        "déclarée entre eux.",
        about=tuple(blocs),
        documents=tuple(dict.fromkeys(each for bloc in blocs for each in bloc.documents)),
        severity=Kind.NEAR_BLOCS.severity,
        suggestion=Kind.NEAR_BLOCS.suggestion,
        rank="calculée",
        score=round(min(scores), 4),
        words=words,
    )


def _names(blocs: Sequence[Thing]) -> str:
    return listed([bloc.words for bloc in blocs])
