"""The relations a network may be made of."""

from __future__ import annotations

from enum import StrEnum

from passerelles.errors import UsageError


class Relation(StrEnum):
    """One relation; the values are stable and plain, `words` is French."""

    STRUCTURE = "certification-bloc-capacite"
    CORRESPONDANCES = "correspondances"
    SUCCESSIONS = "successions"
    OVERLAP = "recouvrement"
    MOBILITIES = "mobilites"
    CODES = "certification-codes"

    @property
    def words(self) -> str:
        """What the relation binds, in French."""
        return _WORDS[self]


_WORDS = {
    Relation.STRUCTURE: "certifications, blocs et capacités",
    Relation.CORRESPONDANCES: "correspondances",
    Relation.SUCCESSIONS: "successions",
    Relation.OVERLAP: "recouvrements calculés",
    Relation.MOBILITIES: "mobilités entre métiers",
    Relation.CODES: "codes ROME et NSF des certifications",
}
#: What documents state; the computed overlap only enters a network that is asked for it.
DEFAULT = frozenset(Relation) - {Relation.OVERLAP}


def relations_named(text: str) -> frozenset[Relation]:
    """The relations of a list such as "correspondances,successions"; raises `UsageError` for an unknown one."""
    found = set()
    for name in filter(None, (part.strip().lower() for part in text.split(","))):
        try:
            found.add(Relation(name))
        except ValueError:
            known = ", ".join(Relation)
            raise UsageError(
                f"La relation « {name} » n’existe pas ; les relations connues sont : {known}."
            ) from None
    if not found:
        raise UsageError(f"Nommez au moins une relation parmi : {', '.join(Relation)}.")
    return frozenset(found)
