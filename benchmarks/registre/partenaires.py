"""The partners of a fiche and their habilitations."""

from __future__ import annotations

from datetime import date, timedelta

from benchmarks.registre.chance import Chance
from benchmarks.registre.organisations import organisation
from benchmarks.registre.sketch import Sketch
from benchmarks.registre.xml_text import day, element, group

#: One habilitation in so many is given to the next organisation of the list, so that each has one at least.
_TURN = 11


def partenaires(sketch: Sketch, partners: int, start: date, seed: int) -> str:
    """Whether there are partners, and each of them with its right, its state and dates; none comes twice."""
    if not sketch.habilitations:
        return element("EXISTENCE_PARTENAIRES", "Non")
    chance = Chance(seed, "partenaires", sketch.name)
    numbers: dict[int, None] = {}
    for slot in range(sketch.first_habilitation, sketch.first_habilitation + sketch.habilitations):
        number = slot // _TURN % partners if slot % _TURN == 0 else _drawn(partners, chance)
        while number in numbers:
            number = _drawn(partners, chance)
        numbers[number] = None
    rows = "".join(_partenaire(number, start, chance) for number in numbers)
    return element("EXISTENCE_PARTENAIRES", "Oui") + group("PARTENAIRES", rows)


def _drawn(partners: int, chance: Chance) -> int:
    """A partner; some have many habilitations, most have few."""
    return int(chance.share() ** 2.2 * partners)


def _partenaire(number: int, start: date, chance: Chance) -> str:
    known = organisation(number)
    draw = chance.share()
    right = (
        "HABILITATION_ORGA_FORM"
        if draw < 0.9
        else "HABILITATION_FORMER"
        if draw < 0.98
        else "HABILITATION_ORGANISER"
    )
    when = day(start + timedelta(int(chance.share() * 1_500)))
    # Written out at once: there are 400 000 of them.
    extra = f"        <DATE_ACTIF>{when}</DATE_ACTIF>\n" if chance.share() < 0.15 else ""
    if chance.share() < 0.93:
        extra += f"        <DATE_DERNIERE_MODIFICATION_ETAT>{when}</DATE_DERNIERE_MODIFICATION_ETAT>\n"
    return (
        "      <PARTENAIRE>\n"
        f"        <NOM_PARTENAIRE>{known.name}</NOM_PARTENAIRE>\n"
        f"        <SIRET_PARTENAIRE>{known.siret}</SIRET_PARTENAIRE>\n"
        f"        <HABILITATION_PARTENAIRE>{right}</HABILITATION_PARTENAIRE>\n"
        f"        <ETAT_HABILITATION>{'Actif' if draw < 0.95 else 'Inactif'}</ETAT_HABILITATION>\n"
        f"{extra}"
        "      </PARTENAIRE>\n"
    )
