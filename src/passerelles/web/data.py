"""`/data` and `/.well-known/void`: the dataset described, its files, and how to cite it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from passerelles.errors import NotFoundError, PreparingError, StoreError
from passerelles.exports.citation import cite
from passerelles.exports.description import Edition, description
from passerelles.exports.dumps import CONTENTS, SUMS, DumpFile, Dumps, sources, version_name
from passerelles.exports.licences import source_licences
from passerelles.exports.options import Options
from passerelles.store import Dataset, EmbeddedDataset, open_store
from passerelles.web.data_making import DumpsMaking
from passerelles.web.negotiation import media_type
from passerelles.web.problem import unacceptable
from passerelles.web.sparql.format import content_type

HTML = "text/html"
#: Suffix, media type, and the name of the format for the library that writes it.
FORMATS = {
    "ttl": ("text/turtle", "turtle"),
    "jsonld": ("application/ld+json", "json-ld"),
    "rdf": ("application/rdf+xml", "xml"),
    "nt": ("application/n-triples", "nt"),
}
_LATEST = "derniere"


class DataPages:
    """The pages of the data of one application; the dataset is asked of `request.app.state` each time."""

    def __init__(self) -> None:
        self._making = DumpsMaking()
        self._edition = lru_cache(maxsize=4)(_without_files)
        self._written = lru_cache(maxsize=16)(_written)

    async def describe(self, request: Request) -> Response:
        """The description that suits the client best; a page for people."""
        return await self._negotiated(request, (HTML, *(media for media, _ in FORMATS.values())))

    async def void(self, request: Request) -> Response:
        """The description for programs that look for it at its well-known address: Turtle unless they ask otherwise."""
        media = [media for media, _ in FORMATS.values()]
        return await self._negotiated(request, (*media, HTML))

    async def document(self, request: Request) -> Response:
        """The description in the format that the suffix names: `/data.ttl`, `/data.jsonld`…"""
        suffix = request.path_params["suffix"]
        if suffix not in FORMATS:
            raise NotFoundError(f"La description des données n’a pas de forme « {suffix} ».")
        edition, _ = await to_thread.run_sync(self._current, request)
        return await self._data(edition, suffix)

    async def version(self, request: Request) -> Response:
        """The description of a version named by its address, while it is the current one."""
        await to_thread.run_sync(self._check_version, request)
        return await self.describe(request)

    async def file(self, request: Request) -> Response:
        """A file of the current version, whole or the part asked for; 503 while it is being made."""
        name = request.path_params["name"]
        version = await to_thread.run_sync(self._check_version, request)
        if request.path_params["version"] == _LATEST:
            return RedirectResponse(f"/data/{version}/{name}", 302)
        _, made = await to_thread.run_sync(self._current, request)
        if made is None:
            if self._making.has_failed(_dataset(request)):
                raise StoreError(
                    "Les fichiers de cette version n’ont pas pu être préparés (voir le journal)."
                )
            raise PreparingError(
                "Les fichiers de cette version se préparent : réessayez dans une minute. "
                "La page « /data » dit quand ils sont là."
            )
        folder, dumps = made
        return _file(request, folder, dumps, name)

    async def _negotiated(self, request: Request, offers: tuple[str, ...]) -> Response:
        chosen = media_type(request.headers.get("accept"), offers)
        if chosen is None:
            return unacceptable(request, offers)
        edition, _ = await to_thread.run_sync(self._current, request)
        if chosen != HTML:
            suffix = next(name for name, (media, _) in FORMATS.items() if media == chosen)
            return await self._data(edition, suffix)
        citation = cite(edition.version, edition.day, edition.built, edition.iri)
        page = request.app.state.templates.render(
            request,
            "data.html",
            edition=edition,
            dumps=edition.dumps,
            citation=citation,
            sums=SUMS,
            groups=_groups(edition.dumps),
            failed=self._making.has_failed(_dataset(request)),
        )
        headers = {"vary": "Accept", "cache-control": "no-cache"}
        return HTMLResponse(page, headers=headers)

    async def _data(self, edition: Edition, suffix: str) -> Response:
        media, format = FORMATS[suffix]
        body = await to_thread.run_sync(self._written, edition, format)
        headers = {
            "vary": "Accept",
            "cache-control": "no-cache",
            "content-type": content_type(media),
            "content-location": f"/data.{suffix}",
        }
        return Response(body, headers=headers)

    def _current(self, request: Request) -> tuple[Edition, tuple[Path, Dumps] | None]:
        """The current version as it is described now, and its files when they are made."""
        dataset = _dataset(request)
        options = Options(with_restricted=request.app.state.settings.with_restricted)
        edition = self._edition(_Held(dataset), str(request.base_url))
        made = self._making.ask(dataset, options)
        if made is None:
            return edition, None
        dumps = made[1]
        return Edition(edition.version, edition.day, edition.built, dumps.sources, edition.site, dumps), made

    def _check_version(self, request: Request) -> str:
        """The name of the current version; raises `NotFoundError` when the address names another."""
        current = version_name(_dataset(request).version.manifest)
        wanted = request.path_params["version"]
        if wanted not in (current, _LATEST):
            raise NotFoundError(
                f"La version « {wanted} » n’est pas servie ici : la version courante est « {current} » (voir /data)."
            )
        return current


class _Held:
    """A dataset as the key of a memory: versions are equal by their number and place."""

    def __init__(self, dataset: EmbeddedDataset) -> None:
        self.dataset = dataset
        self._key = (dataset.location, dataset.version.id)

    def __hash__(self) -> int:
        return hash(self._key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and self._key == other._key


def routes() -> list[Route]:
    """The routes of the data; they go before those that take any path."""
    pages = DataPages()
    return [
        Route("/.well-known/void", pages.void, name="void"),
        Route("/data", pages.describe, name="data"),
        Route("/data.{suffix}", pages.document, name="data-document"),
        Route("/data/{version}", pages.version, name="data-version"),
        Route("/data/{version}/{name}", pages.file, name="data-file"),
    ]


def _dataset(request: Request) -> EmbeddedDataset:
    dataset: Dataset = request.app.state.dataset_provider()
    if not isinstance(dataset, EmbeddedDataset):
        raise NotFoundError("Ce site lit un autre point d’accès : les données se téléchargent auprès de lui.")
    return dataset


def _without_files(held: _Held, site: str) -> Edition:
    manifest = held.dataset.version.manifest
    # The whole of it: what is left behind is named, too.
    with open_store(held.dataset.location, held.dataset.version.id) as whole:
        documents = sources(source_licences(whole))
    return Edition(version_name(manifest), manifest.get("day"), manifest.get("built"), documents, site)


def _written(edition: Edition, format: str) -> bytes:
    written: bytes = description(edition).serialize(format=format, encoding="utf-8")
    return written


def _file(request: Request, folder: Path, dumps: Dumps, name: str) -> Response:
    known = {file.name: file for file in dumps.files}
    if name not in known and name not in (SUMS, CONTENTS):
        raise NotFoundError(f"Cette version n’a pas de fichier « {name} ».")
    headers = {"cache-control": "public, max-age=86400"}
    kind = "text/plain; charset=utf-8" if name == SUMS else "application/json"
    if name in known:
        headers["etag"] = f'"{known[name].sha256}"'
        kind = "application/gzip" if name.endswith(".gz") else known[name].media_type
    if headers.get("etag", "-") in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return FileResponse(folder / name, headers=headers, media_type=kind)


def _groups(dumps: Dumps | None) -> tuple[tuple[DumpFile, ...], tuple[DumpFile, ...]]:
    """The files of the whole graph, and those of its parts."""
    files = dumps.files if dumps is not None else ()
    whole = tuple(file for file in files if file.part is None)
    return whole, tuple(file for file in files if file.part is not None)
