"""The media types of answers, for each form of query."""

from __future__ import annotations

from passerelles.errors import UsageError

#: SELECT and ASK, then CONSTRUCT and DESCRIBE; the first of each is what to write when nothing is asked.
TABLE_TYPES = (
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
)
GRAPH_TYPES = ("text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml")


def media_types(form: str) -> tuple[str, ...]:
    """The media types in which a query of this form (SELECT, ASK, CONSTRUCT, DESCRIBE) can be answered."""
    return TABLE_TYPES if form in ("SELECT", "ASK") else GRAPH_TYPES


def check_media_type(form: str, media_type: str) -> None:
    """Raise `UsageError` when a query of this form cannot be answered as `media_type`."""
    known = media_types(form)
    if media_type not in known:
        raise UsageError(
            f"Une requête {form} ne peut pas être rendue en « {media_type} » ; "
            f"choisissez parmi : {', '.join(known)}."
        )
