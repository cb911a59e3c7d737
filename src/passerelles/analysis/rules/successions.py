"""Successions: from an old certification to the fiches that replace it. They find, they never grant."""

from __future__ import annotations

from datetime import date

from passerelles.analysis.rules.base import RuleBase


def successors(base: RuleBase, certification: str) -> tuple[tuple[str, ...], ...]:
    """The chains of replacements from a certification to those that nothing replaces, shortest first.

    Each chain begins with the certification that follows; a cycle of replacements ends where it closes.
    """
    ended: list[tuple[str, ...]] = []
    seen = {certification}
    chains: list[tuple[str, ...]] = [()]
    while chains:
        longer = []
        for chain in chains:
            newer = base.newer.get(chain[-1] if chain else certification, ())
            following = [each for each in newer if each not in seen]
            seen.update(following)
            longer += [(*chain, each) for each in following]
            # Another chain may have reached the same one first: then this one is no end.
            if chain and not set(newer) - {certification, *chain}:
                ended.append(chain)
        chains = longer
    return tuple(sorted(ended, key=lambda chain: (len(chain), chain)))


def current(base: RuleBase, certification: str, day: date) -> tuple[tuple[str, ...], ...]:
    """The chains of replacements to the certifications that can be enrolled in on `day`, shortest first.

    A chain ends at the first one that is open; those that lead to none are left out.
    """
    found: list[tuple[str, ...]] = []
    seen = {certification}
    chains: list[tuple[str, ...]] = [()]
    while chains:
        longer = []
        for chain in chains:
            for each in base.newer.get(chain[-1] if chain else certification, ()):
                if each not in seen:
                    seen.add(each)
                    longer.append((*chain, each))
        opened = [chain for chain in longer if _open(base, chain[-1], day)]
        found += opened
        chains = [chain for chain in longer if chain not in opened]
    return tuple(sorted(found, key=lambda chain: (len(chain), chain)))


def _open(base: RuleBase, certification: str, day: date) -> bool:
    whole = base.certification(certification)
    return whole is not None and whole.standing(day, base.known).enrol is True
