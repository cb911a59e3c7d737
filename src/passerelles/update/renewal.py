"""The update itself: find the newest exports, fetch them, and have the build renew what changed."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from passerelles.build import renew
from passerelles.errors import UpdateError
from passerelles.store.layout import disk_errors
from passerelles.update.catalogue import SOURCE, exports_at, newest
from passerelles.update.client import Client, Patience
from passerelles.update.download import checkable, fetch, remove_others
from passerelles.update.export import Export, Fetched
from passerelles.update.failure import UNCHANGED
from passerelles.update.outcome import Listener, Progress, Status, Step, UpdateOutcome
from passerelles.update.state import Known, known_exports, older, same, stated

#: Where exports are kept, below the store: those of the current state, and what an interrupted download left.
FOLDER = "telechargements"
_REGISTERS = {"rncp": "RNCP", "rs": "RS"}


def update(
    location: Path,
    *,
    now: datetime,
    source: str = SOURCE,
    force: bool = False,
    listener: Listener = lambda progress: None,
    patience: Patience | None = None,
) -> UpdateOutcome:
    """Bring the store at `location` to the newest exports that `source` offers.

    Nothing is done when the store was made of these very exports, unless `force`; `now` dates the version.
    Raises `UpdateError` when the exports cannot be had and `StoreError` when the store cannot be read or written:
    the graph in place then stays as it was.
    """
    with disk_errors(location), _turn(location) as folder:
        known = known_exports(location)
        with Client(patience, told=_Teller(listener, Step.WAIT)) as client:
            listener(Progress(Step.LISTING, source))
            offered = newest(exports_at(source, client))
            exports = [export for export in offered if force or not older(export, known)]
            if not force and all(stated(export, known) for export in exports):
                return UpdateOutcome(Status.NOTHING, (), _nothing_newer(known))
            fetched = [_fetched(export, folder, client, listener) for export in exports]
        if not force and same(fetched, known):
            remove_others(folder, fetched)
            return UpdateOutcome(Status.NOTHING, tuple(fetched), _nothing_newer(known))
        warnings = tuple(_warnings(exports, known))
        done = _renewed(location, fetched, now=now, force=force, listener=listener)
        if done.status is Status.DONE:
            remove_others(folder, fetched)
        return replace(done, warnings=warnings)


def _renewed(
    location: Path, fetched: list[Fetched], *, now: datetime, force: bool, listener: Listener
) -> UpdateOutcome:
    outcome = renew(
        [each.path for each in fetched],
        location,
        now=now,
        day=max(each.name.day for each in fetched),
        force=force,
        listener=_Teller(listener, Step.BUILD),
    )
    if outcome.version is not None:
        return UpdateOutcome(Status.DONE, tuple(fetched), None, outcome)
    # Results are sorted, grave first: without a refusal of the build, the first one says what is wrong.
    told = next((result.message_fr for result in outcome.report.results), "aucune fiche n’y a été trouvée.")
    reason = outcome.refused or f"Ces exports ne donnent pas de graphe : {told} {UNCHANGED}"
    return UpdateOutcome(Status.REFUSED, tuple(fetched), reason, outcome)


def _fetched(export: Export, folder: Path, client: Client, listener: Listener) -> Fetched:
    def count(done: int, total: int | None) -> None:
        listener(Progress(Step.DOWNLOAD, export.name.file, done, total))

    return fetch(export, folder, client, count)


def _nothing_newer(known: Sequence[Known]) -> str:
    last = max((each.day for each in known if each.day is not None), default=None)
    day = f" (du {last:%d/%m/%Y})" if last else ""
    return f"Rien à faire : le graphe est déjà celui des derniers exports publiés{day}."


def _warnings(exports: Sequence[Export], known: Sequence[Known]) -> Iterator[str]:
    for register in sorted(set(_REGISTERS) - {export.name.register for export in exports}):
        held = any(each.register == register for each in known)
        end = "ses fiches restent comme elles étaient" if held else "le graphe n’a pas ses fiches"
        yield f"Aucun export {_REGISTERS[register]} plus récent n’est proposé : {end}."
    if len({export.name.day for export in exports}) > 1:
        yield "Les exports RNCP et RS ne sont pas du même jour : aucun jour n’a les deux."
    for export in exports:
        if export.path is None and (export.checksum is None or not checkable(export.checksum)):
            yield f"{export.name.file} : sans somme de contrôle utilisable ; seules taille et archive sont vérifiées."


class _Teller:
    """A listener of names (of a build, of a wait) that passes each on as progress of one step."""

    def __init__(self, listener: Listener, step: Step) -> None:
        self._listener = listener
        self._step = step
        self._done = 0

    def __call__(self, name: str) -> None:
        self._done += 1
        self._listener(Progress(self._step, name, self._done))


@contextmanager
def _turn(location: Path) -> Iterator[Path]:
    """The folder of downloads, for one update at a time."""
    folder = location / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "verrou").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise UpdateError(
                f"Une autre mise à jour est en cours dans « {location} » : attendez sa fin. {UNCHANGED}"
            ) from error
        yield folder
