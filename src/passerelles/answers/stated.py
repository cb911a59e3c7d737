"""What a server of ours says of its data at `/.well-known/void`: day, moment of the build, version."""

from __future__ import annotations

from typing import NamedTuple
from urllib.error import URLError
from urllib.parse import urljoin
from urllib.request import Request, urlopen

from rdflib import DCTERMS, OWL, Graph

#: Seconds to wait for the description of a server, and bytes that it may have.
_PATIENCE, _LONGEST = 10, 2_000_000


class Stated(NamedTuple):
    """The ISO day that the data describe, when they were built, and their version; None for what is not said."""

    day: str | None = None
    built: str | None = None
    version: str | None = None


def stated(endpoint: str) -> Stated:
    """What the server of that SPARQL endpoint says of its data; nothing for a server that describes none."""
    address = urljoin(endpoint, "/.well-known/void")
    if not address.startswith(("http://", "https://")):
        return Stated()
    try:
        with urlopen(Request(address, headers={"accept": "text/turtle"}), timeout=_PATIENCE) as answer:
            if answer.headers.get_content_type() != "text/turtle":
                return Stated()
            told = Graph().parse(data=answer.read(_LONGEST), format="turtle")
    except (URLError, OSError, ValueError, SyntaxError):
        # No description, or none that can be read: the graph itself may still answer.
        return Stated()
    for dataset in told.subjects(DCTERMS.bibliographicCitation):
        said = (told.value(dataset, each) for each in (DCTERMS.issued, DCTERMS.modified, OWL.versionInfo))
        return Stated(*(None if value is None else str(value) for value in said))
    return Stated()
