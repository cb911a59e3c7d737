"""How an endpoint is reached: names and passwords, redirections, and when to try again."""

from __future__ import annotations

import base64
import http.client
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import IO, Literal
from urllib.parse import urlsplit

from passerelles.errors import UsageError

Authentication = Literal["auto", "basic", "digest"]
#: Answers that may be better a little later; a query that took too long (504) would only take as long again.
_PASSING = (429, 502, 503)
#: Seconds that a server may ask to wait before a new attempt; longer, and the user is told instead.
_LONGEST_WAIT = 60.0


@dataclass(frozen=True, slots=True)
class Credentials:
    """A name and a password, given to one server only and in the way that it asks for.

    "auto" waits for the server to say which way; "basic" sends both with the first request; "digest" never sends the
    password itself. Raises `UsageError` for what "digest" cannot carry.
    """

    user: str
    password: str = ""
    authentication: Authentication = "auto"

    def __post_init__(self) -> None:
        if self.authentication == "digest" and not f"{self.user}{self.password}".isascii():
            raise UsageError(
                "L’authentification « digest » n’accepte que des caractères ASCII, sans accents."
            )

    @property
    def first_header(self) -> str | None:
        """What goes with the first request: nothing unless the way is "basic"."""
        if self.authentication != "basic":
            return None
        return "Basic " + base64.b64encode(f"{self.user}:{self.password}".encode()).decode()

    def handlers(self, url: str) -> list[urllib.request.BaseHandler]:
        """What answers the challenges of the server of `url`."""
        passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
        parts = urlsplit(url)
        passwords.add_password(None, f"{parts.scheme}://{parts.netloc}/", self.user, self.password)
        digest = [urllib.request.HTTPDigestAuthHandler(passwords)]
        if self.authentication == "digest":
            return [*digest]
        return [*digest, urllib.request.HTTPBasicAuthHandler(passwords)]


def opener(url: str, credentials: Credentials | None) -> urllib.request.OpenerDirector:
    """What sends requests to the server of `url`: an opener of our own, where others change the whole process."""
    handlers: list[urllib.request.BaseHandler] = [_SameServer()]
    if credentials is not None:
        handlers += credentials.handlers(url)
    return urllib.request.build_opener(*handlers)


class _SameServer(urllib.request.HTTPRedirectHandler):
    """Follows redirections inside one server only: the query and the password are for nobody else."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        """The request to send instead, or None when the redirection leads elsewhere."""
        old, new = urlsplit(req.full_url), urlsplit(newurl)
        # A POST would be sent on without its query.
        if req.data is not None or (old.scheme, old.netloc) != (new.scheme, new.netloc):
            return None
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def timed_out(error: Exception) -> bool:
    """Whether a connection failed because nothing came in time."""
    return isinstance(error, TimeoutError) or isinstance(getattr(error, "reason", None), TimeoutError)


def wait_before_retry(error: Exception, pause: float, *, writing: bool) -> float | None:
    """The seconds to wait before the same request may pass, or None when it will not.

    A reading that took its time out is not tried again, and a server that is busy (503) is asked again only when it
    says when; a write is worth every attempt, since the whole publication would stop with it.
    """
    if not isinstance(error, urllib.error.HTTPError):
        return None if timed_out(error) and not writing else pause
    if error.code not in _PASSING and not (writing and error.code == 504):
        return None
    asked = (error.headers.get("Retry-After") or "").strip()
    if asked.isascii() and asked.isdigit():
        return float(asked) if float(asked) <= _LONGEST_WAIT else None
    return pause if writing or error.code != 503 else None
