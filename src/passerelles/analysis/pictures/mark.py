"""The things of a picture: what is drawn as a box, a bar or a dot."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing of a picture, named by the end of its IRI.

    `kind` is "certification", "bloc", "capacité", "métier", "spécialité", "formacode", "certificateur",
    "correspondance" (one that binds more than two things) or "suite" (what is left of a list that was cut). `state`
    is what it is to a person on a path. `hidden` counts what opening it would show, `opened` tells that it is shown.
    `group` is its community, `weight` what it counts among the others (0 to 1). Dates are ISO.
    """

    id: str
    iri: str
    kind: str
    name: str | None = None
    title: str | None = None
    href: str = ""
    active: bool | None = None
    state: str | None = None
    step: int | None = None
    hidden: int = 0
    opened: bool = False
    group: int | None = None
    weight: float = 0.0
    start: str | None = None
    end: str | None = None
    limit: str | None = None

    @property
    def short(self) -> str:
        """The number, or the title of what has none."""
        return self.name or self.title or self.id

    @property
    def whole(self) -> str:
        """Number and title, as far as they are known."""
        return " – ".join(part for part in (self.name, self.title) if part) or self.id
