"""The ways of access of a fiche, each with its jury, and its validity overseas."""

from __future__ import annotations

from datetime import date

from benchmarks.registre import phrases
from benchmarks.registre.chance import Chance
from benchmarks.registre.lists import WAYS
from benchmarks.registre.prose import text
from benchmarks.registre.rome import Metier
from benchmarks.registre.sketch import Sketch
from benchmarks.registre.xml_text import day, element, group

#: How often each way is open.
_OPEN = {"FI": 0.75, "CA": 0.7, "FC": 0.95, "CQ": 0.8, "CL": 0.35, "VAE": 0.85}


def acces(sketch: Sketch, metier: Metier, start: date, chance: Chance) -> str:
    """The elements `SI_JURY_…`, then for RNCP the two on New Caledonia and French Polynesia."""
    # One jury for all ways, as most fiches have it; about 1 100 characters of jury in a fiche.
    jury = text(phrases.JURY, metier, 60 + int(chance.share() ** 2 * 455), chance)
    dated = element("DATE_DERNIERE_MODIFICATION", day(start), 6) if chance.happens(0.15) else ""
    found = []
    for way in WAYS[sketch.register]:
        is_open = chance.happens(_OPEN[way])
        state = element("ACTIF", "Oui" if is_open else "Non", 6)
        said = element("COMPOSITION", jury, 6) if is_open and chance.happens(0.97) else ""
        found.append(group(f"SI_JURY_{way}", dated + state + said))
    if sketch.register == "RNCP":
        found.append(element("ACCESSIBLE_NOUVELLE_CALEDONIE", "Oui" if chance.happens(0.15) else "Non"))
        found.append(element("ACCESSIBLE_POLYNESIE_FRANCAISE", "Oui" if chance.happens(0.15) else "Non"))
    return "".join(found)
