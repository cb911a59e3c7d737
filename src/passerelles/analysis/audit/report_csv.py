"""An audit as a table."""

from __future__ import annotations

import csv
import io

from passerelles.analysis.audit.finding import Audit

COLUMNS = (
    "gravite",
    "genre",
    "phrase",
    "que_faire",
    "concerne",
    "certificateurs",
    "rang",
    "score",
    "correspondance",
    "sources",
    "fichiers",
)


def report_csv(audit: Audit) -> str:
    """One row a finding, after a heading; several values of a cell are separated by " ; "."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for each in audit.findings:
        writer.writerow(
            (
                each.severity.value,
                each.kind.value,
                each.sentence,
                each.suggestion,
                " ; ".join(thing.name for thing in each.about),
                " ; ".join(organisation.name for organisation in each.certificateurs),
                each.rank or "",
                "" if each.score is None else each.score,
                each.correspondance or "",
                " ; ".join(document.iri for document in each.documents),
                " ; ".join(document.file for document in each.documents if document.file),
            )
        )
    return text.getvalue()
