"""When an answer of the endpoint may be reused: its `ETag` and `Last-Modified`."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from email.utils import formatdate, parsedate_to_datetime

from starlette.datastructures import Headers

from passerelles.store.workers import Published

#: Names of functions whose value changes while the graph does not; wherever one stands is near enough.
_CHANGING = re.compile(r"(?<![?$:\w])(?:NOW|RAND|UUID|STRUUID|BNODE)(?!\w)", re.IGNORECASE)


@dataclass(frozen=True)
class Validators:
    """An entity tag (weak: compression changes the bytes) and the second at which the graph was published."""

    etag: str
    seconds: int

    def headers(self) -> dict[str, str]:
        """The headers that give them."""
        modified = formatdate(self.seconds, usegmt=True)
        return {"etag": self.etag, "last-modified": modified, "cache-control": "no-cache"}

    def match(self, request: Headers) -> bool:
        """Whether the client already holds this very answer: it names its tag."""
        return self.etag.removeprefix("W/") in _members(request.get("if-none-match", ""))

    def match_unseen(self, request: Headers) -> bool:
        """Whether the client holds this answer if there is one: it names no tag, but any, or a date."""
        tags = request.get("if-none-match")
        if tags is not None:
            return "*" in _members(tags)
        try:
            since = parsedate_to_datetime(request.get("if-modified-since", ""))
            return self.seconds <= since.timestamp()
        except ValueError:
            return False


def _members(header: str) -> list[str]:
    """The tags, weak or not: they are compared weakly (RFC 9110, section 13.1.2)."""
    return [member.strip().removeprefix("W/") for member in header.split(",")]


def validators(published: Published, query: str, *parts: str) -> Validators | None:
    """Those of a query over a version, asked with these other parts; None when each answer differs."""
    if _CHANGING.search(query):
        return None
    key = "\0".join((published.version, str(published.nanoseconds), query, *parts))
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:24]
    return Validators(f'W/"{published.version}-{digest}"', published.nanoseconds // 1_000_000_000)
