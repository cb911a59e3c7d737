"""Turns of phrase that competence statements share whatever the trade: what they say weighs little."""

from __future__ import annotations

from passerelles.analysis.words import stems

#: What is left of the weight of a word that stands in such a turn.
FACTOR = 0.2

_TURNS = """
dans le respect des règles de sécurité
dans le respect des règles d'hygiène et de sécurité
dans le respect des règles de santé et de sécurité au travail
dans le respect de la réglementation en vigueur
dans le respect des normes en vigueur
dans le respect des consignes
dans le respect des délais
dans le respect de l'environnement
dans le respect des procédures
en respectant les règles de sécurité
en respectant les consignes de sécurité
en respectant les procédures
en respectant les délais
en respectant la réglementation
en tenant compte des contraintes
en tenant compte des besoins
en tenant compte du contexte
en fonction des besoins
en fonction des objectifs
en fonction du contexte
en s'appuyant sur
en vue de
à l'aide d'outils
à partir des consignes
à partir d'un cahier des charges
afin de garantir la qualité
afin de répondre aux besoins
afin d'assurer la qualité
afin d'atteindre les objectifs
conformément aux procédures
conformément à la réglementation
conformément au cahier des charges
selon les procédures en vigueur
selon les consignes
selon les règles de l'art
dans le cadre de
dans les délais impartis
au sein de l'entreprise
auprès des différents interlocuteurs
de manière autonome
en autonomie
mettre en œuvre
mise en œuvre
mettre en place
mise en place
prendre en compte
"""
_KNOWN = sorted({tuple(stems(turn)) for turn in _TURNS.strip().splitlines()}, key=lambda turn: -len(turn))


def generic_places(words: list[str]) -> frozenset[int]:
    """The places, in a list of stems, of those that belong to a well-known turn."""
    found: set[int] = set()
    for turn in _KNOWN:
        length = len(turn)
        for start in range(len(words) - length + 1):
            if tuple(words[start : start + length]) == turn:
                found.update(range(start, start + length))
    return frozenset(found)
