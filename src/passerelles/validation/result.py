"""One result of a validation: what is wrong, where, and how grave it is."""

from __future__ import annotations

from dataclasses import dataclass

from passerelles.records import Severity
from passerelles.validation.causes import READING_COMPONENT
from passerelles.validation.place import Place
from passerelles.validation.terms import Kind, Term

#: Grave first.
SEVERITIES = (Severity.ERROR, Severity.WARNING, Severity.INFO)


@dataclass(frozen=True, slots=True)
class Result:
    """One thing found by a rule or by a loader.

    `cause` is the stable slug to count by. `focus` is the node concerned (None when a loader does not know),
    `label` its readable name. `path` is the IRI of the property concerned, or a SPARQL path for a longer way.
    `value` is the value at fault; for rules about a whole node it is the node itself, as SHACL asks.
    `component` is the IRI of the constraint component. `expected` is what a loader expected to find.
    """

    severity: Severity
    cause: str
    message_fr: str
    message_en: str
    component: str
    focus: Term | None = None
    label: str | None = None
    path: str | None = None
    value: Term | None = None
    expected: str | None = None
    place: Place | None = None

    def message(self, language: str = "fr") -> str:
        """The message in French, or in English for any other language."""
        return self.message_fr if language == "fr" else self.message_en

    @property
    def about(self) -> str:
        """The readable name of the focus, else its IRI, empty when nothing is named."""
        if self.label is not None or self.focus is None:
            return self.label or ""
        return f"_:{self.focus.value}" if self.focus.kind is Kind.BLANK else self.focus.value

    @property
    def is_problem(self) -> bool:
        """Whether a loader or a build reported it, not a rule."""
        return self.component == READING_COMPONENT

    @property
    def found(self) -> str | None:
        """The value at fault as text, None when it would only repeat the focus."""
        return self.value.value if self.value is not None and self.value != self.focus else None

    def sort_key(self) -> tuple[str | int, ...]:
        """Grave first, then by cause, by what is concerned, by place: a total order on distinct results."""
        place = self.place or Place()
        return (
            SEVERITIES.index(self.severity),
            self.cause,
            self.label or "",
            *_term_key(self.focus),
            self.path or "",
            *_term_key(self.value),
            place.file or "",
            -1 if place.start is None else place.start,
            place.words(),
            self.message_fr,
            self.component,
            self.expected or "",
            place.quote or "",
            place.source or "",
            self.message_en,
            # What is left between two results: something absent against something empty, two ways to one place.
            *_present(self.label, self.path, self.expected, self.place),
            *_present(place.source, place.file, place.quote),
            *("" if part is None else f"{part}." for part in (place.end, place.line, place.page)),
            *("" if part is None else f"{part}." for part in (place.element, place.stated)),
        )


def _present(*parts: object) -> tuple[int, ...]:
    return tuple(part is not None for part in parts)


def _term_key(term: Term | None) -> tuple[str, ...]:
    if term is None:
        return ("", "", "", "")
    return (
        term.kind.value,
        term.value,
        *("" if part is None else f"{part}." for part in (term.datatype, term.language)),
    )
