"""The loader of CQPM référentiels: activités, blocs, capacités with conditions, criteria and results."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from passerelles.errors import SourceError
from passerelles.loaders.document import DocumentText
from passerelles.loaders.entries import Entry
from passerelles.loaders.loader import Description
from passerelles.loaders.opening import documents_of, open_document
from passerelles.loaders.referentiel_certification import certification
from passerelles.loaders.referentiel_notes import Notes
from passerelles.loaders.view import fold
from passerelles.records import Problem, Reading

_NAME = "referentiel_cqpm"
_VERSION = "1"
_DESCRIPTION = Description("UIMM", "Licence non précisée par le document", 1, 1)
_LONGEST = 200_000  # characters: a référentiel has some 30 000
_MARKS = tuple(
    re.compile(pattern)
    for pattern in (
        r"referentiel\s+du\s+cqp[im]",
        r"titre\s+du\s+cqp[im]\s*:",
        r"referentiel\s+d'\s*activites",
        r"referentiel\s+de\s+competences",
        r"referentiel\s+d'\s*evaluation",
        r"en\s+matiere\s+de\s+(?:methodes|moyens|liens|contraintes)",
        r"criteres\s+mesurables",
        r"conditions\s+d'\s*admissibilite",
    )
)
_FICHE = re.compile(r"resume\s+descriptif\s+de\s+la\s+certification")


class ReferentielCqpm:
    """Reads the référentiel of one CQPM, as text, HTML or PDF."""

    name = _NAME
    version = _VERSION
    description = _DESCRIPTION
    grouped = False

    def recognises(self, entry: Entry) -> bool:
        """True when the document has the headings of a référentiel; False when it cannot be opened."""
        try:
            return is_referentiel(open_document(entry).text)
        except SourceError:
            return False

    def read(self, entries: Sequence[Entry]) -> Iterator[Reading | Problem]:
        """Yield one reading per entry, or the problem of an entry that cannot be opened."""
        for found in documents_of(entries, _LONGEST, "un référentiel"):
            if isinstance(found, Problem):
                yield found
            else:
                entry, document = found
                yield read_referentiel(document, entry.name)


REFERENTIEL_CQPM = ReferentielCqpm()


def is_referentiel(text: str) -> bool:
    """True when the text has at least three of the headings of a CQPM référentiel and is not a fiche."""
    folded = fold(unicodedata.normalize("NFC", text[:_LONGEST]))
    return sum(1 for mark in _MARKS if mark.search(folded)) >= 3 and not _FICHE.search(folded)


def read_referentiel(document: DocumentText, name: str) -> Reading:
    """All that a référentiel says: one certification, what could not be placed, and the problems."""
    notes = Notes(document, name)
    found = certification(notes)
    unplaced = notes.unplaced()
    source = document.source(name, REFERENTIEL_CQPM, found.title.value if found and found.title else None)
    return Reading(
        source,
        certifications=(found,) if found else (),
        unplaced=unplaced,
        problems=tuple(notes.problems),
    )
