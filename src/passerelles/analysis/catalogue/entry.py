"""What a catalogue says of certifications, blocs, capacités, codes and sources, in frozen records."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """One document a certification is described in; `day` is its own date (ISO) when it has one."""

    iri: str
    file: str | None
    title: str | None
    day: str | None


@dataclass(frozen=True, slots=True)
class Capacite:
    """One capacité; `certification` is the number of its certification in the catalogue."""

    id: int
    certification: int
    iri: str
    notation: str | None
    title: str | None


@dataclass(frozen=True, slots=True)
class Bloc:
    """One bloc; `capacites` are the numbers of what it contains, in order."""

    id: int
    certification: int
    iri: str
    identifier: str | None
    title: str | None
    capacites: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Code:
    """One code of a certification, with its label when a list gives one."""

    scheme: str
    notation: str
    iri: str
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Concept:
    """One entry of a code list, with all its other labels and the IRIs of what is above it."""

    iri: str
    scheme: str
    notation: str
    label: str | None
    alt_labels: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Certification:
    """One certification at a glance; dates are ISO, None when no source states them, `actif` likewise."""

    id: int
    iri: str
    register: str
    identifier: str | None
    title: str | None
    actif: bool | None
    debut: str | None
    fin: str | None
    limite: str | None
    described: bool

    @property
    def name(self) -> str:
        """Number and title, as far as they are known; else the end of the IRI."""
        parts = [part for part in (self.identifier, self.title) if part]
        return " – ".join(parts) or self.iri.rsplit("/", 1)[-1]
