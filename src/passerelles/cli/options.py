"""The options that commands share: where the store lies, and the format of the answer."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import platformdirs
import typer


def default_store() -> Path:
    """`PASSERELLES_STORE`, else a folder in the user's data folder."""
    named = os.environ.get("PASSERELLES_STORE")
    return (
        Path(named) if named else Path(platformdirs.user_data_dir("passerelles", appauthor=False)) / "graphe"
    )


def cache_folder() -> Path:
    """`PASSERELLES_CACHE`, else the user's cache folder: where files derived from remote graphs are kept."""
    named = os.environ.get("PASSERELLES_CACHE")
    return Path(named) if named else Path(platformdirs.user_cache_dir("passerelles", appauthor=False))


class AnswerFormat(StrEnum):
    """How an answer is printed: for a reader, or as JSON."""

    TEXT = "text"
    JSON = "json"


StoreOption = Annotated[
    Path,
    typer.Option(
        "--store",
        metavar="DOSSIER",
        help="Dossier du graphe (par défaut : celui de l’utilisateur, ou PASSERELLES_STORE).",
        default_factory=default_store,
        show_default=False,
    ),
]
FormatOption = Annotated[
    AnswerFormat, typer.Option("--format", help="text pour lire, json pour un programme.", show_default=True)
]
WithRestrictedOption = Annotated[
    bool,
    typer.Option(
        "--with-restricted",
        help="Donner aussi ce qui n’a pas de licence ouverte (Formacode…), si vous en avez le droit.",
    ),
]
EndpointOption = Annotated[
    str | None,
    typer.Option(
        "--endpoint",
        metavar="URL",
        help="Lire ce point d’accès SPARQL plutôt que le graphe local (PASSERELLES_ENDPOINT_USER et …_PASSWORD s’il "
        "demande un nom et un mot de passe).",
    ),
]
