"""The twins of a page: the media types it has, and the suffixes that name them in addresses."""

from __future__ import annotations

HTML, JSON, TURTLE = "text/html", "application/json", "text/turtle"
TWINS = (HTML, JSON, TURTLE)
_SUFFIXES = {".json": JSON, ".ttl": TURTLE}


def split_suffix(name: str) -> tuple[str, str | None]:
    """The name without `.json` or `.ttl`, and the media type that the suffix names (None without one)."""
    for suffix, media_type in _SUFFIXES.items():
        if name.endswith(suffix):
            return name.removesuffix(suffix), media_type
    return name, None
