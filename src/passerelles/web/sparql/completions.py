"""What the editor proposes while one types: prefixes, classes, properties, and codes found by their labels."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from functools import cache

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from passerelles.answers.question import page_of
from passerelles.answers.vocabulary import vocabulary
from passerelles.ontology import ID
from passerelles.store import Dataset, EmbeddedDataset
from passerelles.web.prefixes import PREFIXES

#: Codes proposed at most: those of a whole register are 2 300.
CODES = 5000
_LISTS = ("type", "niveau", "voie", "famille", "nsf", "rome", "brochure", "idcc", "formacode")
_REGISTERS = ("rncp", "rs", "cqpm")


@cache
def prefixes() -> Mapping[str, str]:
    """The prefixes of written graphs, and one for each list of codes and each register."""
    return {**PREFIXES, **{name: f"{ID}{name}/" for name in (*_REGISTERS, *_LISTS)}}


class Completions:
    """The JSON of one version of the graph, written once and remembered as long as it is the current one."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held: tuple[str, bytes] = ("", b"")

    async def answer(self, request: Request) -> Response:
        """The completions of the current version; unchanged ones are not sent again."""
        dataset: Dataset = request.app.state.dataset_provider()
        version = dataset.version.id if isinstance(dataset, EmbeddedDataset) else ""
        headers = {"cache-control": "no-cache"}
        if version:
            headers["etag"] = f'"{version}"'
            if headers["etag"] in request.headers.get("if-none-match", ""):
                return Response(status_code=304, headers=headers)
        body = await to_thread.run_sync(self._read, dataset, version)
        return Response(body, media_type="application/json", headers=headers)

    def _read(self, dataset: Dataset, version: str) -> bytes:
        # Those who come while it is being read wait for it, instead of reading it again.
        with self._lock:
            if not version or self._held[0] != version:
                self._held = (version, written(dataset))
            return self._held[1]


def written(dataset: Dataset) -> bytes:
    """`prefixes`; `classes` and `properties` as [IRI, label, meaning]; `codes` as [IRI, notation, label]."""
    words = {
        kind: [[each.iri, each.label, each.meaning] for each in found] for kind, found in vocabulary().items()
    }
    content = {"prefixes": dict(prefixes()), **words, "codes": codes(dataset)}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def codes(dataset: Dataset) -> list[list[str]]:
    """The codes of the lists as [IRI, notation, label]."""
    rows = page_of(dataset, "codes-libelles", CODES)
    return [[row["code"], row.get("notation", ""), row["libelle"]] for row in rows]


def routes() -> list[Route]:
    """The route of what the editor proposes."""
    return [Route("/sparql/completions.json", Completions().answer, name="completions")]
