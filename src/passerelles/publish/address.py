"""Where the engines take updates, told from the address at which they take queries."""

from __future__ import annotations

import re

#: The end of a query address and what stands there for updates, engine by engine.
_ENDS = (
    (r"/query$", "/update"),  # Oxigraph, Fuseki, Stardog
    (r"/sparql-auth$", "/sparql-auth"),  # Virtuoso
    (r"(?<=/repositories/)([^/]+)$", r"\1/statements"),  # GraphDB, RDF4J
)


def update_address(endpoint: str) -> str:
    """The likely address for updates; the query address itself where the engine has one for both (Neptune, QLever)."""
    for end, other in _ENDS:
        if re.search(end, endpoint):
            return re.sub(end, other, endpoint)
    return endpoint
