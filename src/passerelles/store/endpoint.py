"""Requests to a SPARQL endpoint, and what goes wrong with them in words that a user can act on."""

from __future__ import annotations

import http.client
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPResponse
from typing import IO, Literal
from urllib.parse import urljoin, urlsplit

from SPARQLWrapper import BASIC, GET, JSON, POST, TURTLE, SPARQLWrapper

from passerelles.errors import PasserellesError, QueryError, StoreError, UsageError
from passerelles.store.query_text import form, syntax_error

#: Longer queries go in the body of a POST: servers refuse long addresses.
_LONGEST_ADDRESS = 1800


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a SPARQL endpoint answers, and how to speak to it.

    `timeout` is in seconds, for the connection and for each wait; `retries` counts the new attempts after a
    connection that failed, `pause` seconds apart.
    """

    url: str
    user: str | None = None
    password: str | None = None
    authentication: Literal["basic", "digest"] = "basic"
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
        if self.authentication == "digest" and not f"{self.user}{self.password}".isascii():
            raise UsageError(
                "L’authentification « digest » n’accepte que des caractères ASCII, sans accents."
            )

    def get(self, query: str, accept: str) -> HTTPResponse:
        """The open response to a query; raises `StoreError`, or `QueryError` when it is malformed."""
        request = self._request(query, accept)
        opener = self._opener()
        for attempt in range(self.retries + 1):
            try:
                return opener.open(request, timeout=self.timeout)  # type: ignore[no-any-return]
            except urllib.error.HTTPError as error:
                raise self._refusal(error) from error
            except ValueError as error:
                raise StoreError(
                    f"Le serveur SPARQL « {self.url} » demande une authentification inconnue : {error}."
                ) from error
            except (OSError, http.client.HTTPException) as error:
                if attempt == self.retries or _timed_out(error):
                    raise self.failure(error) from error
                time.sleep(self.pause)
        raise AssertionError("the loop returns or raises")

    def _request(self, query: str, accept: str) -> urllib.request.Request:
        kind = form(query)
        expected = JSON if kind in ("SELECT", "ASK") else TURTLE
        wrapper = SPARQLWrapper(self.url, returnFormat=expected, agent="passerelles")
        # The form is ours to tell: the wrapper guesses it with patterns that long prologues slow down.
        wrapper.queryString, wrapper.queryType = query, kind
        wrapper.setOnlyConneg(True)
        wrapper.addCustomHttpHeader("Accept", accept)
        if self.user is not None and self.authentication == "basic":
            wrapper.setHTTPAuth(BASIC)
            wrapper.setCredentials(self.user, self.password or "")
        # A place for default-graph-uri, for the servers that do not merge by themselves.
        wrapper.setMethod(GET)
        request = wrapper._createRequest()
        if len(request.full_url) > _LONGEST_ADDRESS:
            wrapper.setMethod(POST)
            request = wrapper._createRequest()
        return request

    def _opener(self) -> urllib.request.OpenerDirector:
        """An opener of our own: the wrapper would install one for the whole process."""
        handlers: list[urllib.request.BaseHandler] = [_SameServer()]
        if self.user is not None and self.authentication == "digest":
            passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
            passwords.add_password(None, self.url, self.user, self.password or "")
            handlers.append(urllib.request.HTTPDigestAuthHandler(passwords))
        return urllib.request.build_opener(*handlers)

    def _refusal(self, error: urllib.error.HTTPError) -> PasserellesError:
        """What an answer with an error status means."""
        code, detail = error.code, _detail(error)
        if code == 400:
            return syntax_error(detail)
        if code in (401, 403):
            advice = "vérifiez le nom et le mot de passe" if self.user else "donnez un nom et un mot de passe"
            return StoreError(f"Le serveur SPARQL « {self.url} » refuse l’accès ({code}) : {advice}.")
        if code in (404, 405, 410):
            return StoreError(
                f"Il n’y a pas de point d’accès SPARQL à l’adresse « {self.url} » ({code}) : vérifiez-la."
            )
        if code in (413, 414):
            return QueryError(f"Le serveur SPARQL « {self.url} » trouve la requête trop longue ({code}).")
        if 300 <= code < 400:
            target = urljoin(self.url, error.headers.get("Location", ""))
            return StoreError(
                f"Le serveur SPARQL « {self.url} » renvoie vers une autre adresse « {target} » : "
                "si vous lui faites confiance, donnez celle-là."
            )
        if code >= 500:
            return StoreError(
                f"Le serveur SPARQL « {self.url} » est en panne ou surchargé ({code}) : réessayez plus tard, "
                f"ou demandez moins à la fois. Il répond : {detail or error.reason}"
            )
        return StoreError(f"Le serveur SPARQL « {self.url} » refuse la requête ({code}) : {detail}")

    def failure(self, error: Exception) -> StoreError:
        """What a broken connection means."""
        reason = error.reason if isinstance(error, urllib.error.URLError) else error
        if _timed_out(error):
            return StoreError(
                f"Le serveur SPARQL « {self.url} » n’a pas répondu en {self.timeout:g} s : "
                "réessayez, ou demandez moins à la fois."
            )
        if isinstance(reason, ConnectionRefusedError):
            return StoreError(
                f"Aucun serveur ne répond à l’adresse « {self.url} » (connexion refusée) : "
                "vérifiez l’adresse et que le serveur est lancé."
            )
        return StoreError(f"La connexion au serveur SPARQL « {self.url} » a échoué : {reason}.")

    def misunderstood(self, content_type: str) -> StoreError:
        """What an answer that is not of SPARQL means."""
        return StoreError(
            f"« {self.url} » ne répond pas par des résultats SPARQL ({content_type or 'sans type'}) : "
            "vérifiez que c’est l’adresse d’un point d’accès SPARQL."
        )

    def read(self, read: Callable[[], bytes]) -> bytes:
        """What `read` reads from a response, its failures told in our words."""
        try:
            return read()
        except (OSError, http.client.HTTPException) as error:
            raise self.failure(error) from error


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


def _timed_out(error: Exception) -> bool:
    return isinstance(error, TimeoutError) or isinstance(getattr(error, "reason", None), TimeoutError)


def _detail(error: urllib.error.HTTPError) -> str:
    """The first words of the server's own message."""
    try:
        return " ".join(error.read(2000).decode("utf-8", "replace").split())[:500]
    except (OSError, http.client.HTTPException):
        return ""
