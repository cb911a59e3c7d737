"""Codes, and what a code list says of its entries: frozen records that know no RDF, part of `records`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """A code as a document gives it. `scheme` is nsf, rome, formacode, brochure, idcc, niveau or niveau-1969.

    `iri` is given for the codes of others that have an address of their own (ESCO).
    """

    scheme: str
    notation: str
    label: str | None = None
    iri: str | None = None


@dataclass(frozen=True, slots=True)
class Links:
    """Links of one kind from a concept to codes of one scheme; `name` is the local name of the property in `pas:`.

    `ranks` are as many whole numbers from 1 when the list ranks them, else there are none.
    """

    name: str
    scheme: str
    notations: tuple[str, ...]
    ranks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """A link of a published correspondence table; `relation` is a local name of SKOS ("exactMatch")."""

    relation: str
    code: Code


@dataclass(frozen=True, slots=True)
class Profile:
    """What a list says of many entries in the same words; names are local names of properties in `pas:`.

    Entries with equal profiles share one node, so that ten thousand of them cost no more than one.
    """

    flags: tuple[tuple[str, bool], ...] = ()
    words: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Concept:
    """One entry of a code list: its place in the scheme, its labels and its links.

    `broader` are notations of the same scheme, or codes of another. `preferred` is False when the list is not the
    authority of the day on this label (an older edition, a table that only cites it): the label is then one among
    others. `identifier` is another number of the entry, `iri` the address of an entry that is not ours.
    """

    scheme: str
    notation: str
    label: str | None
    alt_labels: tuple[str, ...] = ()
    broader: tuple[str | Code, ...] = ()
    close: tuple[Code, ...] = ()
    definition: str | None = None
    version: str | None = None
    preferred: bool = True
    iri: str | None = None
    identifier: str | None = None
    hidden_labels: tuple[str, ...] = ()
    scope_note: str | None = None
    history_note: str | None = None
    related: tuple[str, ...] = ()
    links: tuple[Links, ...] = ()
    matches: tuple[Match, ...] = ()
    words: tuple[tuple[str, str], ...] = ()
    profile: Profile | None = None
