"""Requests to a SPARQL endpoint: written, sent, and sent again when the line breaks."""

from __future__ import annotations

import http.client
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, replace
from http.client import HTTPResponse
from typing import TypeVar
from urllib.parse import urlsplit

from SPARQLWrapper import GET, JSON, POST, TURTLE, SPARQLWrapper

from passerelles.errors import StoreError, UsageError
from passerelles.store import remote_failure
from passerelles.store.query_text import form
from passerelles.store.remote_access import Authentication, Credentials, opener, wait_before_retry

#: Longer queries go in the body of a POST: servers refuse long addresses.
_LONGEST_ADDRESS = 1800
_Found = TypeVar("_Found")


@dataclass(frozen=True, slots=True)
class Received:
    """A whole answer: its bytes, its media type without parameters, and its other headers."""

    content: bytes
    headers: http.client.HTTPMessage

    @property
    def media_type(self) -> str:
        """The media type, without parameters."""
        return media_type(self.headers)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a SPARQL endpoint answers, and how to speak to it.

    `timeout` is in seconds, for the connection and for each wait; `retries` counts the new attempts after one that
    failed in a way that may pass, the first `pause` seconds later and each other after twice the pause before.
    """

    url: str
    user: str | None = None
    password: str | None = None
    authentication: Authentication = "auto"
    timeout: float = 60.0
    retries: int = 2
    pause: float = 0.5

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise UsageError(
                f"« {self.url} » n’est pas l’adresse d’un point d’accès SPARQL : "
                "elle commence par http:// ou https://, comme https://exemple.fr/sparql."
            )
        _ = self.credentials

    @property
    def credentials(self) -> Credentials | None:
        """The name and password, if there are any."""
        if self.user is None:
            return None
        return Credentials(self.user, self.password or "", self.authentication)

    def at(self, url: str) -> Endpoint:
        """The same way of speaking to another address."""
        return replace(self, url=url)

    def get(
        self, query: str, accept: str, graphs: tuple[str, ...] = (), named: tuple[str, ...] = ()
    ) -> HTTPResponse:
        """The open response to a query on these default and named graphs, or the server's own when there are none.

        Raises `StoreError`, or `QueryError` when the query is malformed.
        """
        request = self._request(query, accept, graphs, named)
        return self._attempts(request, lambda response: response)

    def fetch(
        self, query: str, accept: str, graphs: tuple[str, ...] = (), named: tuple[str, ...] = ()
    ) -> Received:
        """The whole response to a query, asked for again when it breaks off; raises as `get` does."""
        return self._attempts(self._request(query, accept, graphs, named), _whole)

    def send(self, method: str, content: bytes, content_type: str) -> None:
        """Send a write, as often as it takes; raises `StoreError` when it is refused."""
        headers = {
            "Content-Type": content_type,
            "User-Agent": "passerelles",
            "Accept": "application/json, text/plain;q=0.9, */*;q=0.1",
        }
        credentials = self.credentials
        if credentials is not None and credentials.first_header:
            headers["Authorization"] = credentials.first_header
        request = urllib.request.Request(self.url, content, headers, method=method)
        self._attempts(request, _whole, writing=True)

    def _attempts(
        self,
        request: urllib.request.Request,
        read: Callable[[HTTPResponse], _Found],
        *,
        writing: bool = False,
    ) -> _Found:
        sending = opener(self.url, self.credentials)
        for attempt in range(self.retries + 1):
            try:
                response = sending.open(request, timeout=self.timeout)
                if response.status == 206:
                    raise remote_failure.incomplete(self.url)
                return read(response)
            except UnicodeEncodeError as error:
                raise UsageError(
                    "L’authentification « digest » n’accepte que des caractères ASCII, sans accents."
                ) from error
            except ValueError as error:
                raise StoreError(
                    f"Le serveur SPARQL « {self.url} » demande une authentification inconnue : {error}."
                ) from error
            except (OSError, http.client.HTTPException) as error:
                wait = wait_before_retry(error, self.pause * 2**attempt, writing=writing)
                if attempt == self.retries or wait is None:
                    if isinstance(error, urllib.error.HTTPError):
                        named = self.user is not None
                        raise remote_failure.refusal(self.url, error, named=named, writing=writing) from error
                    raise self.failure(error) from error
                time.sleep(wait)
        raise AssertionError("the loop returns or raises")

    def _request(
        self, query: str, accept: str, graphs: tuple[str, ...], named: tuple[str, ...]
    ) -> urllib.request.Request:
        kind = form(query)
        expected = JSON if kind in ("SELECT", "ASK") else TURTLE
        wrapper = SPARQLWrapper(self.url, returnFormat=expected, agent="passerelles")
        # The form is ours to tell: the wrapper guesses it with patterns that long prologues slow down.
        wrapper.queryString, wrapper.queryType = query, kind
        wrapper.setOnlyConneg(True)
        wrapper.addCustomHttpHeader("Accept", accept)
        credentials = self.credentials
        if credentials is not None and credentials.first_header:
            wrapper.addCustomHttpHeader("Authorization", credentials.first_header)
        for graph in graphs:
            wrapper.addParameter("default-graph-uri", graph)
        for graph in named:
            wrapper.addParameter("named-graph-uri", graph)
        wrapper.setMethod(GET)
        request = wrapper._createRequest()
        if len(request.full_url) > _LONGEST_ADDRESS:
            wrapper.setMethod(POST)
            request = wrapper._createRequest()
        return request

    def failure(self, error: Exception) -> StoreError:
        """What a broken connection means."""
        return remote_failure.failure(self.url, error, self.timeout)

    def misunderstood(self, content_type: str) -> StoreError:
        """What an answer that is not of SPARQL means."""
        return remote_failure.misunderstood(self.url, content_type)

    def read(self, read: Callable[[], bytes]) -> bytes:
        """What `read` reads from a response, its failures told in our words."""
        try:
            return read()
        except (OSError, http.client.HTTPException) as error:
            raise self.failure(error) from error


def media_type(headers: http.client.HTTPMessage) -> str:
    """The media type of an answer, without parameters, in lower case."""
    return str(headers.get("Content-Type", "")).partition(";")[0].strip().lower()


def _whole(response: HTTPResponse) -> Received:
    with response:
        return Received(response.read(), response.headers)
