"""SPARQL endpoints named on the command line, and the name and password that they ask for."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.markup import escape

from passerelles.cli.console import errors
from passerelles.cli.days import refuse_past_state, store_on
from passerelles.cli.options import cache_folder
from passerelles.errors import UsageError

if TYPE_CHECKING:
    from passerelles.analysis.explorer import Data, Explorer
    from passerelles.store import Dataset

#: Environment variables: a password on the command line would be seen by everybody on the machine.
USER, PASSWORD, PASSWORD_FILE = (
    f"PASSERELLES_ENDPOINT_{name}" for name in ("USER", "PASSWORD", "PASSWORD_FILE")
)

#: And what a slow server, or one that cuts tables without saying so, may need.
TIMEOUT, PAGE = "PASSERELLES_ENDPOINT_TIMEOUT", "PASSERELLES_ENDPOINT_PAGE"


def credentials(user: str | None = None, password_file: Path | None = None) -> dict[str, Any]:
    """The options of an endpoint that say who asks: from the command line, else from the environment."""
    user = user or os.environ.get(USER)
    if user is None:
        if password_file is not None:
            raise UsageError("Un mot de passe ne sert à rien sans nom : ajoutez « --user NOM ».")
        return {}
    return {"user": user, "password": _password(password_file)}


def open_remote(url: str) -> Dataset:
    """The graph behind an endpoint, asked as the environment says."""
    from passerelles.store import open_endpoint

    return open_endpoint(url, **reading_options())


def reading_options() -> dict[str, Any]:
    """The options of an endpoint that is read, from the environment: who asks, how long to wait, rows of a page."""
    options = credentials()
    seconds = _number(TIMEOUT, float, "de secondes")
    rows = _number(PAGE, int, "de lignes")
    if seconds is not None:
        options["timeout"] = seconds
    if rows is not None:
        options["page"] = rows
    return options


@contextmanager
def reading(store: Path, on: str | None, endpoint: str | None) -> Iterator[Dataset]:
    """The graph behind `endpoint`, or without one the store, as it was on the day `on`."""
    from passerelles.store import open_store

    if endpoint is None:
        with open_store(store_on(store, on)) as dataset:
            yield dataset
        return
    refuse_past_state(on)
    yield open_remote(endpoint)


@contextmanager
def exploring(
    store: Path, on: str | None, endpoint: str | None, listener: Callable[[str], None] | None = None
) -> Iterator[Explorer]:
    """The analyses of the graph behind `endpoint`, or without one of the store, as it was on the day `on`.

    `listener` is told what is prepared; of a graph behind an endpoint that is told in any case.
    """
    from passerelles.analysis.explorer import open_explorer, open_remote_explorer

    if endpoint is None:
        told = {"listener": listener} if listener else {}
        with open_explorer(store_on(store, on), **told) as explorer:
            yield explorer
        return
    refuse_past_state(on)
    with open_remote_explorer(
        endpoint,
        cache_folder(),
        listener=listener or preparing,
        stated=stated_data(endpoint),
        **reading_options(),
    ) as explorer:
        if explorer.data.version is None:
            errors().print(
                "[dim]Ce serveur ne dit pas la version de ses données : ce qui se calcule à partir d’elles est refait "
                "à chaque fois. « passerelles publish » note cette version.[/]"
            )
        yield explorer


def stated_data(endpoint: str) -> Data:
    """What a server of ours says of its data; nothing for another server."""
    from passerelles.analysis.explorer import Data
    from passerelles.answers.stated import stated

    return Data(*stated(endpoint))


def preparing(part: str) -> None:
    """Tell on stderr what is being prepared: that takes time."""
    errors().print(f"[dim]Préparation : {escape(part)}…[/]")


def _number(name: str, read: Callable[[str], float], of: str) -> Any:
    text = os.environ.get(name)
    if not text:
        return None
    try:
        found = read(text)
    except ValueError:
        found = 0
    if not 0 < found < 1e9:
        raise UsageError(f"{name} attend un nombre {of}, et non « {text} ».")
    return found


def _password(file: Path | None) -> str:
    named = os.environ.get(PASSWORD_FILE)
    path = file or (Path(named) if named else None)
    if path is None:
        return os.environ.get(PASSWORD, "")
    try:
        return path.read_text(encoding="utf-8").rstrip("\r\n")
    except OSError as error:
        raise UsageError(f"{path} : le mot de passe ne peut pas être lu ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise UsageError(
            f"{path} : ce fichier n’est pas du texte UTF-8, le mot de passe ne peut pas être lu."
        ) from error
