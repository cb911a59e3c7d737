"""The update itself: find the newest exports, fetch them, and have the build renew what changed."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
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
from passerelles.update.state import Known, known_exports, same

#: Where exports are kept, below the store: those of the current state, and what an interrupted download left.
FOLDER = "telechargements"
_REGISTERS = {"rncp": "RNCP", "rs": "Répertoire spécifique"}


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
            exports = newest(exports_at(source, client))
            reason = None if force else _refusal(exports, known)
            if reason is not None:
                return UpdateOutcome(Status.REFUSED, (), reason)
            if not force and _older(exports, known):
                return UpdateOutcome(Status.NOTHING, (), _nothing_newer(known))
            fetched = [_fetched(export, folder, client, listener) for export in exports]
        if not force and same(known, fetched):
            remove_others(folder, fetched)
            return UpdateOutcome(Status.NOTHING, tuple(fetched), _nothing_newer(known))
        return _renewed(location, folder, fetched, exports, now=now, force=force, listener=listener)


def _renewed(
    location: Path,
    folder: Path,
    fetched: list[Fetched],
    exports: Sequence[Export],
    *,
    now: datetime,
    force: bool,
    listener: Listener,
) -> UpdateOutcome:
    day = max(each.name.day for each in fetched)
    outcome = renew(
        [each.path for each in fetched],
        location,
        now=now,
        day=day,
        force=force,
        listener=_Teller(listener, Step.BUILD),
    )
    warnings = tuple(_warnings(exports))
    if outcome.version is None:
        reason = outcome.refused or f"Aucune fiche n’a pu être lue dans ces exports. {UNCHANGED}"
        return UpdateOutcome(Status.REFUSED, tuple(fetched), reason, outcome, warnings)
    remove_others(folder, fetched)
    return UpdateOutcome(Status.DONE, tuple(fetched), None, outcome, warnings)


def _fetched(export: Export, folder: Path, client: Client, listener: Listener) -> Fetched:
    def count(done: int, total: int | None) -> None:
        listener(Progress(Step.DOWNLOAD, export.name.file, done, total))

    return fetch(export, folder, client, count)


def _refusal(exports: Sequence[Export], known: Sequence[Known]) -> str | None:
    """Why these exports cannot take the place of those in the store: a whole register would be gone."""
    missing = {each.register for each in known} - {export.name.register for export in exports}
    if not missing:
        return None
    names = " et ".join(sorted(_REGISTERS.get(each, each) for each in missing))
    return (
        f"Aucun export {names} n’est proposé : toutes ses fiches seraient retirées. {UNCHANGED} "
        "Vérifiez la source, ou passez outre avec « --force »."
    )


def _older(exports: Sequence[Export], known: Sequence[Known]) -> bool:
    """True when the store holds newer exports than these, of the same registers."""
    days = {each.register: each.day for each in known}
    offered = [(export.name.day, days.get(export.name.register)) for export in exports]
    return all(held is not None and day < held for day, held in offered)


def _nothing_newer(known: Sequence[Known]) -> str:
    last = max(each.day for each in known)
    return f"Rien à faire : le graphe tient déjà les exports les plus récents ({last:%d/%m/%Y})."


def _warnings(exports: Sequence[Export]) -> Iterator[str]:
    present = {export.name.register for export in exports}
    for register in sorted(set(_REGISTERS) - present):
        yield f"Aucun export {_REGISTERS[register]} n’est proposé : le graphe n’a pas ses fiches."
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
