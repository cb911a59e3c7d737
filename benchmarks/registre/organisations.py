"""Organisations that do not exist: a SIRET whose check digits are right and a name, from a number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from benchmarks.registre.chance import Chance

#: Forms of a name; most are short and in capitals, as in the register.
_FORMS = (
    "{0}",
    "{0} FORMATION",
    "{0} CONSEIL",
    "CFA {0}",
    "INSTITUT {0}",
    "ECOLE {0}",
    "GROUPE {0}",
    "{0} {1}",
    "LYCEE PROFESSIONNEL {0}",
    "LYCEE POLYVALENT {0} {1}",
    "MAISON FAMILIALE RURALE DE {0}",
    "ASS POUR LA FORMATION PROFESSIONNELLE DE {0}",
    "CHAMBRE DE METIERS ET DE L'ARTISANAT DE {0}",
)
_NAMELESS = (
    "Université de {0}",
    "Ministère chargé de {0} et de {1}",
    "Académie de {0}",
    "Commission paritaire nationale de l'emploi de la branche {0}",
)
_SYLLABLES: tuple[str, ...] = tuple(
    re.findall(
        "...",
        "BALBELBRICARCHACORDELDORFERFLOGALGRAJOLLANLORMARMERMONNORPALPERPORQUIRANRIVROCSALSERTALTERVALVERVIL",
    )
)
_ENDINGS = (
    "AC",
    "AIS",
    "AND",
    "ART",
    "AUX",
    "EAU",
    "ELLE",
    "ENT",
    "ERT",
    "EUIL",
    "IER",
    "OIS",
    "ON",
    "OT",
    "Y",
)

_SIREN_SPAN = 60_000_000
_STEP = 7_919  # shares no factor with the span: every number has a SIREN of its own


@dataclass(frozen=True, slots=True)
class Organisation:
    """A name, and its SIRET when the register knows it."""

    name: str
    siret: str | None


@lru_cache(maxsize=65_536)
def organisation(number: int) -> Organisation:
    """The organisation of that number, with its SIRET."""
    chance = Chance("organisation", number)
    siren = str(30_000_000 + number * _STEP % _SIREN_SPAN)
    siren += _check_digit(siren)
    siret = siren + f"{1 + chance.below(40):04}"
    return Organisation(
        _name(_FORMS[int(chance.share() ** 1.6 * len(_FORMS))], chance), siret + _check_digit(siret)
    )


@lru_cache(maxsize=8_192)
def nameless(number: int) -> Organisation:
    """An organisation that the register knows by its name alone: a ministry, a university, a branch."""
    chance = Chance("sans SIRET", number)
    return Organisation(_name(chance.pick(_NAMELESS), chance), None)


def _name(form: str, chance: Chance) -> str:
    return form.format(_word(chance), _word(chance))


def _word(chance: Chance) -> str:
    middle = chance.pick(_SYLLABLES) if chance.happens(0.6) else ""
    return chance.pick(_SYLLABLES) + middle + chance.pick(_ENDINGS)


def _check_digit(digits: str) -> str:
    """The digit that makes a Luhn number of `digits`."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)
