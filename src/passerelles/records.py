"""What a loader says of a document: frozen records that know no RDF.

Every value that a document states is a `Stated`: the value, and the spans of text that prove it. Spans count
code points in the text of the source (as decoded: byte order mark removed, line ends kept; or as extracted
from HTML or PDF). A value may rest on several spans, such as a capacité that stands in a list and in a bloc.
Absent means "the document does not say": nothing is guessed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Generic, TypeVar

from passerelles.codes import Code as Code
from passerelles.codes import Concept as Concept
from passerelles.codes import Links as Links
from passerelles.codes import Match as Match
from passerelles.codes import Profile as Profile

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Span:
    """A place in the text of a source: code points `start` to `end` (end excluded), page from 1 when known."""

    start: int
    end: int
    page: int | None = None
    element: str | None = None


@dataclass(frozen=True, slots=True)
class Stated(Generic[T_co]):
    """A value that a document states, with the spans that prove it (empty for feeds, where the graph suffices)."""

    value: T_co
    spans: tuple[Span, ...] = ()


Text = Stated[str]


class Register(StrEnum):
    """Where the identifier of a certification comes from; the value is the segment of its IRI."""

    RNCP = "rncp"
    RS = "rs"
    CQPM = "cqpm"
    TITRE = "titre"  # known by its title alone


class Severity(StrEnum):
    """How grave a problem is: unusable, incomplete, or only worth knowing."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that went wrong while reading, with its place; `cause` is a stable slug to count by.

    `message` is a French sentence. `source` is the path or member name as the user knows it, `place` is readable
    ("ligne 12", "octet 4096", "table Standard, ligne 3").
    """

    cause: str
    severity: Severity
    source: str
    message: str
    place: str | None = None
    span: Span | None = None
    field: str | None = None
    found: str | None = None
    expected: str | None = None
    about: Ref | None = None  # the certification or bloc concerned, when known


@dataclass(frozen=True, slots=True)
class Ref:
    """What a document names: a certification, or one of its blocs when `bloc` is given.

    For RNCP and RS `number` is the bare number ("23022"); for CQPM the référentiel number as printed
    ("MQ 1988 0044"); for TITRE it is None and `title` is what the text says. `kinds` are notations of the
    scheme of kinds ("CQPM", "CQPI").
    """

    register: Register
    number: str | None = None
    bloc: str | None = None
    title: str | None = None
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation as named by a document; `siret` is 14 digits.

    `state` ("Actif", "Inactif") and the day it last changed say where it stands as certificateur of this very
    certification; its trade name and its site are its own.
    """

    name: Text
    siret: str | None = None
    state: Text | None = None
    state_date: Stated[date] | None = None
    trade_name: Text | None = None
    site: Text | None = None


@dataclass(frozen=True, slots=True)
class Habilitation:
    """A partner's right to train or assess; `right` is the code of the feed, verbatim ("HABILITATION_ORGA_FORM").

    `state` is that of the right ("Actif", "Supprimé"), `state_date` the day it last changed, `active_from` the day
    it became active.
    """

    organisation: Organisation
    right: Text | None = None
    state: Text | None = None
    active_from: Stated[date] | None = None
    state_date: Stated[date] | None = None


class Famille(StrEnum):
    """The four families of criteria of a CQPM référentiel; the value is the notation of the concept."""

    METHODES = "methodes"
    MOYENS = "moyens"
    LIENS = "liens"
    CONTRAINTES = "contraintes"


@dataclass(frozen=True, slots=True)
class Critere:
    """One measurable, observable criterion; `famille` is absent when the document names none."""

    texte: Text
    famille: Famille | None = None


@dataclass(frozen=True, slots=True)
class Capacite:
    """One capacité or compétence attestée.

    `code` is the notation in its one form ("C1", "1.1.1", "A5.C1"); `key` is unique in its certification and is
    what blocs refer to. `title` has no code; `variants` are other wordings found elsewhere in the same document.
    `rubriques` are the headings under which it stands.
    """

    key: str
    order: int
    title: Text
    code: str | None = None
    variants: tuple[Text, ...] = ()
    conditions: tuple[Text, ...] = ()
    criteres: tuple[Critere, ...] = ()
    resultats: tuple[Text, ...] = ()
    rubriques: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Activite:
    """One activité visée; `code` such as "A1" when the document gives one."""

    order: int
    title: Text
    code: str | None = None
    description: Text | None = None


@dataclass(frozen=True, slots=True)
class FreeText:
    """A free-text element kept whole. `name` is the local name of its property in the ontology ("resume")."""

    name: str
    text: Text


@dataclass(frozen=True, slots=True)
class Bloc:
    """One bloc de compétences.

    `code` is the official code without the fiche number ("BC01"), `identifier` the code verbatim when a feed or a
    text gives one. `capacites` are keys of the certification's capacités, in order, each with the span in the bloc.
    `rubriques` are the headings of its list of capacités.
    """

    order: int
    title: Text | None
    code: str | None = None
    identifier: Text | None = None
    capacites: tuple[Text, ...] = ()
    connaissances: tuple[Text, ...] = ()
    texts: tuple[FreeText, ...] = ()
    rubriques: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Acces:
    """One voie d'accès (FI, CA, FC, CQ, CL, VAE); `ouvert` is None when the document does not say.

    `modified` is the day its description last changed.
    """

    voie: Text
    ouvert: Stated[bool] | None = None
    jury: Text | None = None
    modified: Stated[date] | None = None


@dataclass(frozen=True, slots=True)
class Enregistrement:
    """One registration: dates as stated, duration in years, the text of the arrêté.

    `limite_delivrance` is the last day on which the certification may still be awarded after the end.
    """

    arrete: Stated[date] | None = None
    arrete_texte: Text | None = None
    decision: Stated[date] | None = None
    publication_jo: Stated[date] | None = None
    effet: Stated[date] | None = None
    fin: Stated[date] | None = None
    duree_annees: Stated[int] | None = None
    limite_delivrance: Stated[date] | None = None


Figure = Stated[int | Decimal]


@dataclass(frozen=True, slots=True)
class Promotion:
    """The statistics of one year: people certified, and rates of employment in the scale of the document (95 for 95 %).

    `insertion_6_mois` counts any job after six months; the two others jobs in the very trade, after six months and
    after two years.
    """

    annee: Stated[int]
    certifies: Figure | None = None
    certifies_vae: Figure | None = None
    insertion_6_mois: Figure | None = None
    insertion_metier_6_mois: Figure | None = None
    insertion_metier_2_ans: Figure | None = None


class Decret(StrEnum):
    """What an official text does for a certification; the value is the local name of the property that leads to it."""

    GENERAL = "decretGeneral"
    CREATION = "decretCreation"
    AUTRE = "decretAutre"


@dataclass(frozen=True, slots=True)
class TexteOfficiel:
    """One official text that a document names: its title, its day of publication, and what it does."""

    role: Decret
    title: Text | None = None
    publication_jo: Stated[date] | None = None


@dataclass(frozen=True, slots=True)
class Certification:
    """Everything a document says of one certification.

    `number` as in `Ref`. `kinds` are notations of the scheme of kinds. `created` is a date or a bare year.
    `replaces` are the certifications it replaces (old), `replaced_by` the newer ones, `linked` those only linked.
    `validite_annees` is that of acquired blocs, `validite_certification_annees` that of the certification once awarded.
    `publication` is the day the fiche was published; `rubriques` are the headings of its own list of capacités.
    """

    register: Register
    number: str | None
    identifier: Text | None
    title: Text | None
    intitule: Text | None = None
    kinds: tuple[Text, ...] = ()
    niveaux: tuple[Stated[Code], ...] = ()
    actif: Stated[bool] | None = None
    certificateurs: tuple[Organisation, ...] = ()
    habilitations: tuple[Habilitation, ...] = ()
    signataires: tuple[Text, ...] = ()
    codes: tuple[Stated[Code], ...] = ()
    activites: tuple[Activite, ...] = ()
    capacites: tuple[Capacite, ...] = ()
    blocs: tuple[Bloc, ...] = ()
    emplois: tuple[Text, ...] = ()
    secteurs: tuple[Text, ...] = ()
    acces: tuple[Acces, ...] = ()
    enregistrements: tuple[Enregistrement, ...] = ()
    nouvelle_caledonie: Stated[bool] | None = None
    polynesie_francaise: Stated[bool] | None = None
    titulaires_par_an: Stated[int] | None = None
    validite_annees: Stated[int] | None = None
    validite_illimitee: Stated[bool] | None = None
    created: Stated[date | int] | None = None
    replaces: tuple[Stated[Ref], ...] = ()
    replaced_by: tuple[Stated[Ref], ...] = ()
    linked: tuple[Stated[Ref], ...] = ()
    texts: tuple[FreeText, ...] = ()
    rubriques: tuple[Text, ...] = ()
    promotions: tuple[Promotion, ...] = ()
    textes_officiels: tuple[TexteOfficiel, ...] = ()
    existence_partenaires: Stated[bool] | None = None
    validite_certification_annees: Stated[int] | None = None
    publication: Stated[date] | None = None

    @property
    def ref(self) -> Ref:
        """The reference that names this certification."""
        return Ref(
            self.register,
            self.number,
            title=self.title.value if self.title else None,
            kinds=tuple(kind.value for kind in self.kinds),
        )


class Rang(StrEnum):
    """The three ranks of correspondances, never mixed; the value is the local name in the ontology."""

    OFFICIELLE = "Officielle"
    CONVENTIONNELLE = "Conventionnelle"
    CALCULEE = "Calculee"


@dataclass(frozen=True, slots=True)
class Correspondance:
    """Holding all of `depuis` gives `vers`; `citation` is the sentence, verbatim, with its span."""

    depuis: tuple[Ref, ...]
    vers: tuple[Ref, ...]
    rang: Rang
    citation: Text | None = None
    portee: str | None = None  # "Totale" or "Partielle", only when stated
    declare_par: Ref | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A source as published: one text document, one fiche of an export, or one code list.

    `sha256` is that of the file's bytes for documents and lists, of the fiche's canonical rows for exports.
    `text` is what spans count in (None for feeds and lists); `page_starts` are the offsets of its pages.
    `loader` and `version` say which reader made the record; `date` is the document's own date when it has one.
    """

    sha256: str
    name: str
    loader: str
    version: str
    media_type: str
    publisher: str
    licence: str
    title: str | None = None
    text: str | None = None
    page_starts: tuple[int, ...] = ()
    date: date | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one source says: records, what could not be placed (kept as text), and problems."""

    source: Source
    certifications: tuple[Certification, ...] = ()
    correspondances: tuple[Correspondance, ...] = ()
    concepts: tuple[Concept, ...] = ()
    unplaced: tuple[Text, ...] = ()
    problems: tuple[Problem, ...] = ()
