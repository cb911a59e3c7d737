"""Where what a page says comes from: documents, and for each value the passage that proves it."""

from __future__ import annotations

from dataclasses import dataclass

from passerelles.answers.address import anchor, href, passage_href
from passerelles.answers.french import property_words
from passerelles.answers.question import answer, local_name, rows, values
from passerelles.ontology import ID
from passerelles.store import Dataset, Iri, Literal, Term


@dataclass(frozen=True, slots=True)
class Source:
    """One document; every value as the graph gives it, None when it says nothing."""

    iri: str
    href: str
    file: str | None
    sha256: str | None
    format: str | None
    reader: str | None
    publisher: str | None
    licence: str | None
    date: str | None


@dataclass(frozen=True, slots=True)
class Preuve:
    """One proof: what is said, of what, and the passage; `start` and `end` count characters, end excluded."""

    iri: str
    about: str
    about_href: str
    said: str
    value: str | None
    quote: str | None
    source: str
    file: str | None
    href: str
    start: int | None
    end: int | None
    page: int | None
    #: What the proof is of: the IRI of the subject, and the local name of the property ("" for its existence).
    subject: str = ""
    property: str = ""


@dataclass(frozen=True, slots=True)
class EvidenceGroup:
    """The proofs of one kind of thing, in the order of the text."""

    title: str
    preuves: tuple[Preuve, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that tells where the page comes from; `unplaced` are passages that found no place."""

    sources: tuple[Source, ...]
    groups: tuple[EvidenceGroup, ...]
    unplaced: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many proofs there are."""
        return sum(len(group.preuves) for group in self.groups)


class Passages:
    """Where the passages are that prove values: called by a template for the link beside a value."""

    def __init__(self, evidence: Evidence) -> None:
        self._places: dict[tuple[str, str, str | None], str] = {}
        for group in evidence.groups:
            for each in group.preuves:
                if each.start is not None and each.end is not None:
                    for subject in (each.subject, _kind(each.subject)):
                        self._places.setdefault((subject, each.property, each.value), each.href)
                        self._places.setdefault((subject, each.property, None), each.href)

    def __call__(self, subject: str, property_: str = "", value: str | None = None) -> str | None:
        """The address of the passage, None when no text proves it.

        `subject` is an IRI, or the kind of a part ("enregistrement") whose value alone is known.
        """
        return self._places.get((subject, property_, value))


def _kind(subject: str) -> str:
    """The kind of a part of a certification: "emploi" for `rncp/1/emploi/2`; else the end of the IRI."""
    return subject.rsplit("/", 2)[-2]


_PARTS = {
    "bloc": ("Blocs", "Bloc"),
    "capacite": ("Capacités", "Capacité"),
    "activite": ("Activités", "Activité"),
    "connaissance": ("Connaissances", "Connaissance"),
    "critere": ("Critères", "Critère"),
    "emploi": ("Emplois", "Emploi"),
    "acces": ("Voies d’accès", "Voie d’accès"),
    "enregistrement": ("Enregistrement", "Enregistrement du"),
    "habilitation": ("Partenaires habilités", "Partenaire"),
    "correspondance": ("Correspondances", "Correspondance"),
    "fiche": ("Passages non placés", "Document"),
}
_WHOLE = ("La certification", "")
_OTHER = ("Autres certifications, organisations et codes", "")


def read_evidence(dataset: Dataset, certification: str) -> Evidence:
    """The sources and proofs of a certification."""
    unplaced = rows(dataset, "certification-textes-non-places", certification=certification)
    return Evidence(
        sources=tuple(
            source(row) for row in rows(dataset, "certification-sources", certification=certification)
        ),
        groups=_groups(dataset, certification),
        unplaced=values(unplaced, "texte"),
    )


def source(row: dict[str, str]) -> Source:
    """A document from a row of the questions about sources."""
    return Source(
        iri=row["fiche"],
        href=href(row["fiche"]),
        file=row.get("fichier"),
        sha256=row.get("empreinte"),
        format=row.get("format"),
        reader=row.get("lecteur"),
        publisher=row.get("editeur"),
        licence=row.get("licence"),
        date=row.get("date"),
    )


def _groups(dataset: Dataset, certification: str) -> tuple[EvidenceGroup, ...]:
    table = answer(dataset, "certification-preuves", {"certification": certification})
    groups: dict[str, list[Preuve]] = {title: [] for title, _ in (_WHOLE, *_PARTS.values(), _OTHER)}
    for cells in table.rows:
        row = {name: term for name, term in zip(table.variables, cells, strict=True) if term is not None}
        title, preuve = _preuve(row, certification)
        groups[title].append(preuve)
    return tuple(EvidenceGroup(title, tuple(found)) for title, found in groups.items() if found)


def _preuve(row: dict[str, Term], certification: str) -> tuple[str, Preuve]:
    """The title of its group, and the proof."""
    subject, fiche = row["sujet"].value, row["fiche"].value
    title, about = _about(subject, certification)
    start, end, page = (int(row[key].value) if key in row else None for key in ("debut", "fin", "page"))
    return title, Preuve(
        iri=row["preuve"].value,
        about=about,
        about_href=href(subject),
        said=property_words(local_name(row["propriete"].value)) if "propriete" in row else "",
        value=_value(row.get("objet")),
        quote=row["citation"].value if "citation" in row else None,
        source=fiche,
        file=row["fichier"].value if "fichier" in row else None,
        href=href(fiche) if start is None or end is None else passage_href(fiche, start, end),
        start=start,
        end=end,
        page=page,
        subject=subject,
        property=local_name(row["propriete"].value) if "propriete" in row else "",
    )


def _about(subject: str, certification: str) -> tuple[str, str]:
    """The title of the group a subject belongs to, and the words that name it."""
    if subject == certification:
        return _WHOLE
    inside = subject.startswith(f"{certification}/")
    parts = (subject.removeprefix(f"{certification}/") if inside else subject.removeprefix(ID)).split("/")
    # The last kind in the path tells: bloc/BC01/capacite/3 is a capacité.
    kinds = parts[0:1] if not inside else parts[-2:-1]
    group, word = _PARTS.get(kinds[0], _OTHER) if kinds else _OTHER
    if not inside:
        return group, "" if word else " ".join(parts)
    return group, f"{word} {anchor(f'x/x/{parts[-1]}')}".strip()


def _value(term: Term | None) -> str | None:
    if term is None:
        return None
    if isinstance(term, Literal):
        return term.value
    return local_name(term.value) if isinstance(term, Iri) else None
