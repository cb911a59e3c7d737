"""What a search answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

#: The kinds of things found, in the order of groups, with their French names.
KINDS = {
    "certification": "Certifications",
    "metier": "Métiers",
    "bloc": "Blocs de compétences",
    "capacite": "Capacités",
    "code": "Codes",
    "certificateur": "Certificateurs",
}


#: One thing of each kind, in French.
KIND_NAMES = {
    "certification": "certification",
    "metier": "métier",
    "bloc": "bloc",
    "capacite": "capacité",
    "code": "code",
    "certificateur": "certificateur",
}


@dataclass(frozen=True, slots=True)
class Filters:
    """What certifications (and their blocs and capacités) must be; an empty filter lets everything through.

    `types` are kinds of certification ("BTS", "CQPM"), `niveaux` levels ("5"), `nsf` and `rome` codes or the beginning
    of codes ("23", "H29"), `certificateur` words of a name, a SIRET or an IRI, `voies` ways of access that are open
    ("VAE"), `le` a day on which they are registered (or active, when no document says until when).
    """

    actif: bool | None = None
    types: tuple[str, ...] = ()
    niveaux: tuple[str, ...] = ()
    nsf: tuple[str, ...] = ()
    rome: tuple[str, ...] = ()
    certificateur: str | None = None
    voies: tuple[str, ...] = ()
    registres: tuple[str, ...] = ()
    le: date | None = None

    def __bool__(self) -> bool:
        return self != Filters()


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: what it is, how well it fits, and why, in French.

    `score` is at most 1 for words and 2 for a number; `actif` and the ISO dates are those of the certification, or of
    the one that a bloc or a capacité belongs to (`certification`, its number; `of` its title). `sources` are the IRIs
    of the documents that describe the certification.
    """

    kind: str
    iri: str
    identifier: str | None
    title: str
    score: float
    why: str
    actif: bool | None = None
    debut: str | None = None
    fin: str | None = None
    certification: str | None = None
    of: str | None = None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """The hits of one kind, best first."""

    kind: str
    label: str
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """What a fragment of a sentence was taken for: `kind` is metier, competence, savoir, capacite or bloc."""

    kind: str
    iri: str
    identifier: str | None
    label: str
    score: float


@dataclass(frozen=True, slots=True)
class Fragment:
    """One part of a sentence: `role` is but (what is aimed at), acquis (what was done) or savoir-faire."""

    text: str
    role: str
    matches: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class Understanding:
    """What was understood of a sentence, part by part, and the words that count for nothing."""

    sentence: str
    fragments: tuple[Fragment, ...]
    ignored: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What a question finds: `results` over all kinds, best first, and `groups` by kind.

    `corrected` is the question as it was read, when a word of it had to be corrected.
    """

    question: str
    corrected: str | None
    results: tuple[Hit, ...]
    groups: tuple[Group, ...]
    understood: Understanding | None = None


@dataclass(frozen=True, slots=True)
class Completion:
    """One way to go on typing; `kind` is one of `KINDS`, or mot for a word."""

    text: str
    kind: str
    iri: str | None = None
    identifier: str | None = None
