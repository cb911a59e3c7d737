"""The figures of past years: who was certified, who found work."""

from __future__ import annotations

from benchmarks.registre.chance import Chance
from benchmarks.registre.figures import DAY
from benchmarks.registre.sketch import Sketch
from benchmarks.registre.xml_text import element, group

_SHARE = 0.65
_MOST_YEARS = 4


def statistiques(sketch: Sketch, chance: Chance) -> str:
    """Some years since the fiche was published; RS fiches count only the certified."""
    first, last = sketch.created.year, min(DAY.year - 1, sketch.created.year + 5)
    if last < first or not chance.happens(_SHARE):
        return ""
    years = range(first, last + 1)
    found = [
        _year(year, sketch.register == "RNCP", chance)
        for year in chance.some(years, chance.between(1, _MOST_YEARS))
    ]
    return group("STATISTIQUES_PROMOTIONS", "".join(found))


def _year(year: int, rncp: bool, chance: Chance) -> str:
    certified = 1 + int(3_900 * chance.share() ** 5)
    said = element("ANNEE", year, 8) + element("NOMBRE_CERTIFIES", certified, 8)
    if rncp:
        said += element("NOMBRE_CERTIFIES_VAE", min(certified, chance.below(5)), 8)
        said += element("TAUX_INSERTION_GLOBAL_6MOIS", chance.between(55, 100), 8)
        if chance.happens(0.7):
            said += element("TAUX_INSERTION_METIER_2ANS", chance.between(50, 100), 8)
    return group("STATISTIQUES_PROMOTION", said, 6)
