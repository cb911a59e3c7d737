"""Ce que disent deux certifications comparées, dans l’ordre de leurs documents."""

import re

from passerelles.analysis.comparison import Comparison, Statement


def in_order(statement: Statement) -> tuple[bool, list[int], str]:
    """Les capacités d’abord, puis les blocs, chacun dans l’ordre de son document."""
    is_bloc = "/capacite/" not in statement.iri
    return is_bloc, [int(digits) for digits in re.findall(r"\d+", statement.notation or "")], statement.iri


def columns_of(comparison: Comparison) -> list[list[Statement]]:
    """Ce que dit chaque document, à gauche et à droite : ce qui est apparié, et ce qui ne l’est pas."""
    matches = [*comparison.capacites, *comparison.crossed, *comparison.blocs]
    found = []
    for side, own in (("left", comparison.left), ("right", comparison.right)):
        every = [each for match in matches for each in getattr(match, side)]
        every += [*own.own_capacites, *own.own_blocs]
        found.append(sorted({each.iri: each for each in every}.values(), key=in_order))
    return found
