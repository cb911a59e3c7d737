"""Which of a page's twins an address or an `Accept` header asks for."""

from __future__ import annotations

HTML, JSON, TURTLE = "text/html", "application/json", "text/turtle"
SUFFIXES = {".json": JSON, ".ttl": TURTLE}


def split_suffix(name: str) -> tuple[str, str | None]:
    """The name without `.json` or `.ttl`, and the media type that the suffix names (None without one)."""
    for suffix, media_type in SUFFIXES.items():
        if name.endswith(suffix):
            return name.removesuffix(suffix), media_type
    return name, None


def preferred(accept: str) -> str:
    """The twin that an `Accept` header prefers; HTML when it names none of them or wants them equally."""
    weights = {HTML: 0.0, JSON: 0.0, TURTLE: 0.0}
    for part in accept.split(","):
        media_range, *parameters = (piece.strip().lower() for piece in part.split(";"))
        weight = _weight(parameters)
        for media_type in weights:
            kind = media_type.partition("/")[0]
            if media_range in {media_type, f"{kind}/*", "*/*"}:
                weights[media_type] = max(weights[media_type], weight)
    # `max` keeps the first of equals, and HTML comes first.
    return max(weights, key=lambda media_type: weights[media_type])


def _weight(parameters: list[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name == "q":
            try:
                return min(1.0, max(0.0, float(value)))
            except ValueError:
                return 0.0
    return 1.0
