"""By which right something is held: held, contained, official, stated by a text; the order is that of their weight."""

from __future__ import annotations

from enum import IntEnum


class Right(IntEnum):
    """The right by which an item is had; the weakest along a derivation is the right of what it gives."""

    DETENU = 0
    CONTENU = 1
    OFFICIELLE = 2
    CONVENTIONNELLE = 3

    @property
    def word(self) -> str:
        """The word for it in answers: "détenu", "contenu", "officielle" or "conventionnelle"."""
        return _WORDS[self]


_WORDS = ("détenu", "contenu", "officielle", "conventionnelle")
#: The ranks of correspondances that grant, by their local name in the ontology; a calculated one never does.
GRANTING = {"Officielle": Right.OFFICIELLE, "Conventionnelle": Right.CONVENTIONNELLE}
