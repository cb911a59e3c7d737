"""The language of a page: French at its address, English at the same address after `/en`.

An address alone says the language, so that a link shows everyone the same page (decision 0190).
"""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from typing import Any

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

FRENCH, ENGLISH = "fr", "en"
LANGUAGES = (FRENCH, ENGLISH)
_PREFIX = "/en"
#: What a program reads has one address, whatever the language of the page that leads to it; a link after
#: `hreflang="fr"` leads to the French on purpose.
_LOCAL_LINK = re.compile(
    r'(?<!hreflang="fr")(?P<name> (?:href|action|formaction)=")/'
    r'(?!/|en[/"]|static/|data/|api/(?!docs)|ns["#.]|\.well-known/)'
)
#: The vocabulary has an address for each language, and one for programs, which asks the client.
_VOCABULARY = re.compile(r'(?P<name> href=")/ns(?=["#])')


class LanguagePrefix:
    """An ASGI middleware that takes `/en` off an address and remembers the language."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, with `lang` in its scope."""
        await self._app(without_prefix(scope) if scope["type"] == "http" else scope, receive, send)


def without_prefix(scope: Scope) -> Scope:
    """The scope of a request with the language apart from the path; a scope without prefix is French."""
    if "lang" in scope:
        return scope
    path: str = scope["path"]
    english = path == _PREFIX or path.startswith(f"{_PREFIX}/")
    found = {**scope, "lang": ENGLISH if english else FRENCH}
    if english:
        found["path"] = path.removeprefix(_PREFIX) or "/"
    return found


def language_of(request: Request) -> str:
    """The language of the page asked for: "fr" or "en"."""
    scope: MutableMapping[str, Any] = request.scope
    lang: str = scope.get("lang", FRENCH)
    return lang


def address(path: str, lang: str) -> str:
    """The address of a page of ours in a language."""
    return f"{_PREFIX}{path}" if lang == ENGLISH else path


def localised(html: str, lang: str) -> str:
    """The page with its links to our pages kept in its language; French ones stay as they are."""
    if lang == FRENCH:
        return html
    return _LOCAL_LINK.sub(rf"\g<name>{_PREFIX}/", _VOCABULARY.sub(r"\g<name>/ns.en.html", html))
