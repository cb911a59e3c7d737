"""The files that pages load: where each is, under an address that changes with its content, and how long it is kept."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from urllib.parse import parse_qs

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

FOLDER = Path(__file__).parent / "static"
ADDRESS = "/static"
#: An address with the content's hash never changes its meaning; the others are asked about each time.
KEPT = "public, max-age=31536000, immutable"
ASKED = "no-cache"


@dataclass(frozen=True)
class Assets:
    """The addresses of the files of a folder, by their path in it."""

    addresses: Mapping[str, str]

    def static(self, path: str) -> str:
        """The address of a file of ours; one that is not there is a mistake of the template."""
        return self.addresses[path]

    def built(self, name: str) -> str | None:
        """The address of a file built from npm, or None where nothing was built: the page then does without."""
        return self.addresses.get(f"built/{name}")


def read_assets(folder: Path = FOLDER) -> Assets:
    """The files that are there now."""
    files = sorted(file for file in folder.rglob("*") if file.is_file() and not file.name.startswith("."))
    addresses = {}
    for file in files:
        path = file.relative_to(folder).as_posix()
        addresses[path] = f"{ADDRESS}/{path}?v={_mark(file)}"
    return Assets(MappingProxyType(addresses))


def _mark(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:12]


class StaticFolder(StaticFiles):
    """The files of a folder; those asked for with the hash of what they hold are kept for good."""

    def __init__(self, folder: Path = FOLDER) -> None:
        super().__init__(directory=folder)
        self._folder = folder

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file, and how long a browser keeps it."""
        response = await super().get_response(path, scope)
        marks = parse_qs(scope["query_string"].decode("latin-1")).get("v", [])
        file = self._folder / path
        # A page of the version before may still ask for what has changed since.
        same = bool(marks) and file.is_file() and marks == [_mark(file)]
        response.headers["cache-control"] = KEPT if same else ASKED
        return response
