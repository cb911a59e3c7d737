"""Old « Résumé descriptif » fiches, as plain text, HTML or PDF: everything one says as a record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from passerelles.errors import SourceError
from passerelles.loaders.document import DocumentText
from passerelles.loaders.entries import Entry
from passerelles.loaders.fiche_lecture import read_certification
from passerelles.loaders.fiche_ledger import Ledger
from passerelles.loaders.fiche_sections import heading_count, sections_of
from passerelles.loaders.loader import Description
from passerelles.loaders.opening import document_of, documents_of, open_document
from passerelles.loaders.view import view_of
from passerelles.records import Problem, Reading

NAME = "fiche_texte"
VERSION = "1"
DESCRIPTION = Description(
    publisher="Répertoire national des certifications professionnelles (France compétences)",
    licence="https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
    minimum=1,
    maximum=1,
)
_TELLING = 2  # headings: one could be quoted by any text
_MAX_CHARACTERS = 2_000_000  # a hundred times the longest fiche seen


class FicheTexte:
    """The loader of old fiches: one document, one reading."""

    name = NAME
    version = VERSION
    description = DESCRIPTION
    grouped = False

    def recognises(self, entry: Entry) -> bool:
        """True when the document has at least two of the headings that only these fiches print."""
        try:
            whole = entry.head.startswith(b"%PDF") or b"<" in entry.head[:64].lstrip()[:1]
            document = open_document(entry) if whole else document_of(entry.head, entry.name)
        except (SourceError, OSError):
            return False
        return heading_count(view_of(document.text)) >= _TELLING

    def read(self, entries: Sequence[Entry]) -> Iterator[Reading | Problem]:
        """Yield one reading a document; one that cannot be opened is a problem."""
        for found in documents_of(entries, _MAX_CHARACTERS, "une fiche"):
            if isinstance(found, Problem):
                yield found
            else:
                entry, document = found
                yield read_fiche(document, entry.name)


FICHE_TEXTE = FicheTexte()


def read_fiche(document: DocumentText, name: str) -> Reading:
    """What the fiche says: its certification, its correspondances, what has no place, and its problems."""
    view = view_of(document.text, document.page_starts)
    ledger = Ledger(view, name, document.text)
    certification, correspondances = read_certification(sections_of(view), ledger)
    unplaced = ledger.left_over()
    title = certification.intitule.value if certification and certification.intitule else None
    source = document.source(name, FICHE_TEXTE, title)
    about = certification.ref if certification else None
    problems = (*document.problems, *(replace(problem, about=about) for problem in ledger.problems))
    return Reading(
        source,
        certifications=(certification,) if certification else (),
        correspondances=correspondances,
        unplaced=unplaced,
        problems=problems,
    )
