"""The registers by their official names and addresses."""

from __future__ import annotations

from passerelles.exports.described import Described

REGISTERS = {
    "rncp": "Répertoire national des certifications professionnelles",
    "rs": "Répertoire spécifique",
}
#: What a SIRET is a number of.
SIRENE = "https://www.sirene.fr/"


def register_name(certification: Described) -> str | None:
    """The register that the certification is in, None for one that is in none."""
    return REGISTERS.get(certification.register)


def register_page(certification: Described) -> str | None:
    """The page of its register about it."""
    if certification.register not in REGISTERS:
        return None
    return f"https://www.francecompetences.fr/recherche/{certification.register}/{certification.number}/"
