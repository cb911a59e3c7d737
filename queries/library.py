"""The `.rq` files of this folder, by name."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from passerelles.errors import UsageError
from passerelles.queries.question import Query, read_query

_SUFFIX = ".rq"


def names() -> tuple[str, ...]:
    """The names of all questions, sorted: file names without `.rq`."""
    entries = (entry.name for entry in files(__package__).iterdir() if entry.name.endswith(_SUFFIX))
    return tuple(sorted(name.removesuffix(_SUFFIX) for name in entries))


@cache
def query(name: str) -> Query:
    """The question of that name; raises `UsageError` (in French) when there is none."""
    if name not in names():
        raise UsageError(f"Aucune requête ne s’appelle « {name} ». Requêtes connues : {', '.join(names())}.")
    return read_query(name, files(__package__).joinpath(name + _SUFFIX).read_text(encoding="utf-8"))
