"""What the European profile requires of a qualification and its documents do not say: never guessed, always told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from passerelles.exports.described import Described
from passerelles.ontology.isced import Field, field


@dataclass(frozen=True, slots=True)
class Gap:
    """A value required and not there: a code that does not change, and the reason in French."""

    code: str
    reason: str


def fields(certification: Described) -> tuple[Field, ...]:
    """The fields of ISCED-F that contain the groups of the NSF that the certification carries."""
    found = {place.notation: place for code in certification.nsf if (place := field(code.notation))}
    return tuple(found[notation] for notation in sorted(found))


def gaps(certification: Described) -> tuple[Gap, ...]:
    """Why the certification cannot be a qualification of the profile; empty when it can."""
    return tuple(_gaps(certification))


def _gaps(certification: Described) -> Iterator[Gap]:
    if certification.title is None:
        yield Gap("titre", "le document ne donne pas d’intitulé")
    if certification.level is None:
        if certification.register == "rs":
            yield Gap("niveau-rs", "les certifications du Répertoire spécifique n’ont pas de niveau")
        else:
            yield Gap("niveau", "le document ne donne pas de niveau, ou en donne plusieurs")
    if not fields(certification):
        if certification.nsf:
            yield Gap(
                "domaine-partage",
                "aucun domaine de la CITE-F ne contient en entier le groupe NSF de la certification",
            )
        else:
            yield Gap("nsf", "le document ne donne pas de code NSF, d’où vient le domaine de la CITE-F")
    if not certification.outcomes:
        yield Gap("capacites", "le document n’énonce pas de capacités")
    if any(unit.title is None for unit in certification.units):
        yield Gap("bloc-titre", "un de ses blocs n’a pas d’intitulé")
    if any(not unit.outcomes for unit in certification.units):
        yield Gap("bloc-capacites", "un de ses blocs n’énonce pas de capacités")
