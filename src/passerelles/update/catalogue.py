"""The catalogue of exports: the dataset on data.gouv.fr, or a folder, and the newest exports in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urljoin, urlsplit, urlunsplit

from passerelles.errors import UpdateError
from passerelles.update.client import Client
from passerelles.update.export import Checksum, Export, export_name
from passerelles.update.failure import UNCHANGED

#: Where the exports are published, and the identifier of their dataset there.
SOURCE = "https://www.data.gouv.fr"
DATASET = "5eebbc067a14b6fecc9c9976"

#: The dataset keeps every export of every day, more than 8 000: the server is asked for those of format 4 only.
_ASKED = {"page": "1", "page_size": "500", "q": "v4"}
_MOST_PAGES = 2000
_DATASET_PATH = re.compile(r"(?P<before>.*?)(?:/(?:fr|en|es))?/datasets/(?P<name>[^/]+)(?P<after>/.*)?")
_HEXADECIMAL = re.compile(r"[0-9a-f]{16,128}")


def exports_at(source: str, client: Client) -> list[Export]:
    """The RNCP and RS exports in format 4 that `source` offers, in its order.

    `source` is a folder or a file on this disk, or an address: of a site like data.gouv.fr, of one of its datasets
    (page or API), of a list of resources. Raises `UpdateError` when it offers none.
    """
    if re.match(r"https?://", source, re.IGNORECASE):
        found = list(_listed(listing_address(source), client))
    elif "://" in source:
        raise UpdateError(f"« {source} » : l’adresse doit commencer par https:// ou http://. {UNCHANGED}")
    else:
        found = list(_on_disk(Path(source)))
    if not found:
        raise UpdateError(
            f"« {source} » ne propose aucun export RNCP ou RS au format V4 (export-fiches-rncp-v4-1-AAAA-MM-JJ.zip). "
            f"Vérifiez l’adresse donnée avec « --source ». {UNCHANGED}"
        )
    return found


def listing_address(source: str) -> str:
    """The address of the list of resources for the address of a site, a dataset or that list itself."""
    parts = urlsplit(source)
    path = parts.path.rstrip("/")
    if path.endswith(".json"):
        return source  # a list kept somewhere as a file
    match = _DATASET_PATH.fullmatch(path)
    before, name = (match["before"], match["name"]) if match else (path, DATASET)
    before = re.sub(r"/api(?:/\d+)?$", "", before)
    query = _ASKED | {key: values[-1] for key, values in parse_qs(parts.query).items()}
    return urlunsplit(
        (parts.scheme, parts.netloc, f"{before}/api/2/datasets/{name}/resources/", urlencode(query), "")
    )


def newest(exports: Iterable[Export]) -> list[Export]:
    """The exports to take, RNCP first: the newest day that has both registers, else the newest of each.

    Of one day and register, the newest format, then what was modified last.
    """
    best: dict[tuple[str, str], Export] = {}
    for export in exports:
        key = (export.name.register, export.name.day.isoformat())
        known = best.get(key)
        if known is None or _rank(export) >= _rank(known):
            best[key] = export
    days: dict[str, list[str]] = {register: [] for register in ("rncp", "rs")}
    for register, day in best:
        days[register].append(day)
    shared = set(days["rncp"]) & set(days["rs"])
    chosen = {register: max(shared or found) for register, found in days.items() if shared or found}
    return [best[register, day] for register, day in chosen.items()]


def _rank(export: Export) -> tuple[int, str]:
    return (export.name.minor, export.modified)


def _listed(address: str, client: Client) -> Iterator[Export]:
    """The exports of all pages of a list, which says itself where it goes on."""
    seen: set[str] = set()
    following: str | None = address
    while following and following not in seen:
        seen.add(following)
        if len(seen) > _MOST_PAGES:
            raise UpdateError(
                f"Le catalogue {address} n’en finit pas : plus de {_MOST_PAGES} pages. {UNCHANGED}"
            )
        page = client.json(following)
        resources = page.get("data") if isinstance(page, dict) else None
        if not isinstance(resources, list):
            raise UpdateError(
                f"La réponse de {following} n’est pas une liste de ressources de data.gouv.fr : vérifiez l’adresse "
                f"donnée avec « --source ». {UNCHANGED}"
            )
        for resource in resources:
            export = _export(resource, following) if isinstance(resource, dict) else None
            if export is not None:
                yield export
        after = page.get("next_page")
        following = urljoin(following, after) if isinstance(after, str) and after else None


def _export(resource: dict[str, Any], address: str) -> Export | None:
    """The export that an entry of the list describes, else None: other formats, documentation."""
    url = resource.get("url")
    if not isinstance(url, str) or not url:
        return None
    title = resource.get("title")
    # The title is free text; the file name in the address says the same.
    names = (title if isinstance(title, str) else "", urlsplit(url).path.rpartition("/")[2])
    name = next((found for found in map(export_name, names) if found), None)
    if name is None:
        return None
    size, modified = resource.get("filesize"), resource.get("last_modified")
    return Export(
        name,
        url=urljoin(address, url),
        size=size if isinstance(size, int) and not isinstance(size, bool) and size > 0 else None,
        checksum=_checksum(resource.get("checksum")),
        modified=modified if isinstance(modified, str) else "",
    )


def _checksum(stated: Any) -> Checksum | None:
    if not isinstance(stated, dict):
        return None
    kind, value = stated.get("type"), stated.get("value")
    if not isinstance(kind, str) or not isinstance(value, str):
        return None
    value = value.strip().lower()
    return Checksum(kind.strip().lower(), value) if _HEXADECIMAL.fullmatch(value) else None


def _on_disk(place: Path) -> Iterator[Export]:
    """The exports in a folder (of its own, not of folders below), or the one file named."""
    try:
        files = sorted(place.iterdir()) if place.is_dir() else [place] if place.is_file() else None
    except OSError as error:
        raise UpdateError(f"« {place} » ne peut pas être lu ({error.strerror}). {UNCHANGED}") from error
    if files is None:
        raise UpdateError(f"« {place} » n’est ni une adresse, ni un dossier, ni un fichier. {UNCHANGED}")
    for file in files:
        name = export_name(file.name)
        if name is not None and file.is_file():
            yield Export(name, path=file, size=file.stat().st_size)
