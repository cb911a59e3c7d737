"""SPARQL endpoints named on the command line, and the name and password that they ask for."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from passerelles.errors import UsageError

if TYPE_CHECKING:
    from passerelles.store import Dataset

#: Environment variables: a password on the command line would be seen by everybody on the machine.
USER, PASSWORD, PASSWORD_FILE = (
    f"PASSERELLES_ENDPOINT_{name}" for name in ("USER", "PASSWORD", "PASSWORD_FILE")
)


def credentials(user: str | None = None, password_file: Path | None = None) -> dict[str, Any]:
    """The options of an endpoint that say who asks: from the command line, else from the environment."""
    user = user or os.environ.get(USER)
    if user is None:
        if password_file is not None:
            raise UsageError("Un mot de passe ne sert à rien sans nom : ajoutez « --user NOM ».")
        return {}
    return {"user": user, "password": _password(password_file)}


def open_remote(url: str) -> Dataset:
    """The graph behind an endpoint, asked with the name and password of the environment if there are any."""
    from passerelles.store import open_endpoint

    return open_endpoint(url, **credentials())


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
