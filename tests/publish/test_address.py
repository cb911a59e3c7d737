"""Where engines take updates, told from where they take queries."""

import pytest

from passerelles.publish import update_address


@pytest.mark.parametrize(
    ("endpoint", "update"),
    [
        ("http://localhost:7878/query", "http://localhost:7878/update"),
        ("http://localhost:3030/rncp/query", "http://localhost:3030/rncp/update"),
        ("http://localhost:7200/repositories/rncp", "http://localhost:7200/repositories/rncp/statements"),
        ("https://base.exemple.fr:8182/sparql", "https://base.exemple.fr:8182/sparql"),
        ("http://localhost:8890/sparql-auth", "http://localhost:8890/sparql-auth"),
    ],
)
def test_address(endpoint: str, update: str) -> None:
    assert update_address(endpoint) == update
