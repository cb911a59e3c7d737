"""What findings are about: certifications and blocs, with those who award them and the documents that describe them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from passerelles.analysis.catalogue import Catalogue, Certification
from passerelles.answers.address import href, readable_number
from passerelles.answers.french import date_words


@dataclass(frozen=True, slots=True)
class Organisation:
    """A certificateur by its IRI, its name and its SIRET as far as they are known."""

    iri: str
    name: str
    siret: str | None


@dataclass(frozen=True, slots=True)
class Document:
    """A document by its IRI, with the name of its file when it is known."""

    iri: str
    href: str
    file: str | None


@dataclass(frozen=True, slots=True)
class Thing:
    """A certification or a bloc; `certification` is the IRI of the certification it is or belongs to.

    `current` says whether it can be awarded on the day of the audit, None when the sources do not tell; `end` is its
    last known day of registration.
    """

    iri: str
    href: str
    identifier: str | None
    title: str | None
    certification: str
    certificateurs: tuple[Organisation, ...] = ()
    described: bool = False
    current: bool | None = None
    active: bool | None = None
    end: str | None = None
    documents: tuple[Document, ...] = ()

    @property
    def name(self) -> str:
        """The number, or what is known instead of it."""
        return self.identifier or self.title or readable_number(self.iri)

    @property
    def words(self) -> str:
        """Number and title: « RNCP23022BC01 (Préparer la production) »."""
        return f"{self.identifier} ({self.title})" if self.identifier and self.title else self.name

    @property
    def state(self) -> str:
        """Why it is not current: « inactive au répertoire », « échue depuis le 1er mars 2022 »."""
        if self.active is False:
            return "inactive au répertoire"
        return f"échue depuis le {date_words(date.fromisoformat(self.end))}" if self.end else "échue"


_CERTIFICATEURS = """
SELECT o.iri, o.name, o.siret FROM certificateur l JOIN organisation o ON o.id = l.organisation
WHERE l.certification = ? ORDER BY o.siret IS NULL, o.name, o.iri
"""
_BLOC = "SELECT identifier, title FROM bloc WHERE iri = ?"
_TITLED = "SELECT 1 FROM bloc WHERE certification = ? AND title IS NOT NULL LIMIT 1"
_ORGANISATION = "SELECT iri, name, siret FROM organisation WHERE iri = ?"
_FILE = "SELECT file FROM source WHERE iri = ?"


@dataclass
class Things:
    """Called with an IRI, gives what the catalogue says of it on a day; each is read once."""

    catalogue: Catalogue
    day: date
    _read: dict[str, Thing] = field(default_factory=dict)

    def __call__(self, iri: str) -> Thing:
        """The certification or bloc of that IRI; one that the catalogue does not know has nothing but its IRI."""
        if iri not in self._read:
            self._read[iri] = self._thing(iri)
        return self._read[iri]

    def _thing(self, iri: str) -> Thing:
        whole = iri.partition("/bloc/")[0]
        found = self.catalogue.certification(whole)
        if found is None:
            return Thing(iri, href(iri), None, None, whole)
        identifier, title = found.identifier, found.title
        if iri != whole:
            rows = self.catalogue.rows(_BLOC, (iri,))
            identifier, title = (_text(rows[0][0]), _text(rows[0][1])) if rows else (None, None)
        return Thing(
            iri=iri,
            href=href(iri),
            identifier=identifier,
            title=title,
            certification=whole,
            certificateurs=tuple(
                _organisation(row) for row in self.catalogue.rows(_CERTIFICATEURS, (found.id,))
            ),
            described=found.described,
            current=_current(found, self.day),
            active=found.actif,
            end=found.fin,
            documents=tuple(
                Document(each.iri, href(each.iri), each.file) for each in self.catalogue.sources(found.id)
            ),
        )

    def lists_blocs(self, certification: str) -> bool:
        """Whether a document gives the title of at least one bloc of the certification."""
        found = self.catalogue.certification(certification)
        return found is not None and bool(self.catalogue.rows(_TITLED, (found.id,)))

    def organisation(self, iri: str) -> Organisation:
        """The organisation of that IRI, or the certification that stands for one that is not known."""
        rows = self.catalogue.rows(_ORGANISATION, (iri,))
        return _organisation(rows[0]) if rows else Organisation(iri, self(iri).name, None)

    def document(self, iri: str) -> Document:
        """The document of that IRI."""
        rows = self.catalogue.rows(_FILE, (iri,))
        return Document(iri, href(iri), _text(rows[0][0]) if rows else None)


def _current(found: Certification, day: date) -> bool | None:
    """Inactive by its own word, or by its last day; an active one without an end is current."""
    if found.actif is False:
        return False
    if found.fin is not None:
        return found.fin >= day.isoformat()
    return True if found.actif else None


def _organisation(row: tuple[object, ...]) -> Organisation:
    iri, name, siret = (_text(value) for value in row)
    return Organisation(iri or "", name or siret or (iri or "").rsplit("/", 1)[-1], siret)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
