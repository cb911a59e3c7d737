"""The HTTP client: requests that wait and try again, and failures told in French.

Proxies come from the environment (HTTP_PROXY, HTTPS_PROXY, NO_PROXY), certificates from SSL_CERT_FILE if it is set.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Any

import httpx

from passerelles import __version__
from passerelles.errors import UpdateError
from passerelles.update.failure import UNCHANGED, Interruption, failure

#: A page of the catalogue is below one megabyte; more than this is no catalogue.
_LARGEST_ANSWER = 64_000_000
#: Answers that may be better a little later.
_PASSING = {408, 425, 429, 500, 502, 503, 504}


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait and how often to try again; times in seconds.

    `attempts` are failures in a row without progress; a server that asks for more than `longest_wait` is left alone.
    `sleep` is what waits.
    """

    attempts: int = 6
    first_pause: float = 1.0
    longest_pause: float = 60.0
    longest_wait: float = 300.0
    connect: float = 15.0
    read: float = 60.0
    sleep: Callable[[float], None] = time.sleep


class Attempts:
    """The failures of one piece of work: each is followed by a longer pause, the last one by `UpdateError`."""

    def __init__(self, patience: Patience, told: Callable[[str], None]) -> None:
        self._patience = patience
        self._told = told
        self._failures = 0

    def progressed(self) -> None:
        """Forget the failures so far: the work has moved on since."""
        self._failures = 0

    def failed(self, interruption: Interruption) -> None:
        """Wait before the next attempt, or give up."""
        self._failures += 1
        patience, reason = self._patience, interruption.reason
        if self._failures >= patience.attempts:
            raise UpdateError(
                f"{reason} L’échec s’est répété {self._failures} fois : réessayez plus tard, ce qui est déjà "
                f"téléchargé sera repris. {UNCHANGED}"
            ) from interruption
        pause = min(patience.first_pause * 2 ** (self._failures - 1), patience.longest_pause)
        if interruption.pause is not None:
            if interruption.pause > patience.longest_wait:
                raise UpdateError(
                    f"{reason} Il demande d’attendre {round(interruption.pause / 60)} minutes : relancez la commande "
                    f"après ce délai. {UNCHANGED}"
                ) from interruption
            pause = max(interruption.pause, 0.0)
        self._told(reason)
        patience.sleep(pause)


class Client:
    """Requests to one publisher; close it, or use it as a context manager.

    Raises `UpdateError` when the proxy or certificate settings of the environment cannot be used.
    """

    def __init__(
        self,
        patience: Patience | None = None,
        told: Callable[[str], None] = lambda reason: None,
    ) -> None:
        self.patience = patience or Patience()
        self._told = told
        # Before a first answer a server that cannot be reached is told at once; afterwards the line may come back.
        self._reached = False
        times = httpx.Timeout(self.patience.read, connect=self.patience.connect)
        agent = {"user-agent": f"passerelles/{__version__}"}
        try:
            self._http = httpx.Client(timeout=times, headers=agent, follow_redirects=True, max_redirects=8)
        except (ImportError, ValueError, OSError, httpx.InvalidURL) as error:
            raise UpdateError(
                f"Les réglages du réseau sont inutilisables ({error}) : vérifiez les variables HTTP_PROXY, "
                f"HTTPS_PROXY, ALL_PROXY (serveur mandataire http ou https) et SSL_CERT_FILE. {UNCHANGED}"
            ) from error

    def __enter__(self) -> Client:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.close()

    def attempts(self) -> Attempts:
        """A new count of failures."""
        return Attempts(self.patience, self._told)

    def json(self, url: str) -> Any:
        """The JSON value at `url`, asked for again when the line is cut or the server is busy."""
        attempts = self.attempts()
        while True:
            try:
                return self._json(url)
            except Interruption as interruption:
                attempts.failed(interruption)

    def _json(self, url: str) -> Any:
        content = bytearray()
        with self.opened(url, {"accept": "application/json"}) as answer:
            for block in answer.iter_bytes():
                content += block
                if len(content) > _LARGEST_ANSWER:
                    raise UpdateError(f"La réponse de {url} est trop longue pour un catalogue. {UNCHANGED}")
        try:
            return json.loads(content)
        except (ValueError, RecursionError) as error:
            raise Interruption(
                f"La réponse de {url} n’est pas du JSON : ce n’est pas un catalogue de data.gouv.fr, ou un "
                "portail de connexion répond à sa place."
            ) from error

    @contextmanager
    def opened(self, url: str, headers: dict[str, str]) -> Iterator[httpx.Response]:
        """One attempt: the answer being read, of status 200, 206 or 416.

        Raises `Interruption` for what may pass (cut, busy, timeout) and `UpdateError` for what will not.
        """
        try:
            with self._http.stream("GET", url, headers=headers) as answer:
                self._reached = True
                _check(answer)
                yield answer
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise failure(error, url, reached=self._reached) from error


def _check(answer: httpx.Response) -> None:
    if answer.status_code in (200, 206, 416):
        return
    host, code = answer.url.host, answer.status_code
    if code in _PASSING:
        busy = "trop de demandes" if code == 429 else f"erreur {code}"
        raise Interruption(f"Le serveur {host} ne peut pas répondre pour l’instant ({busy}).", _wait(answer))
    known = {
        401: "accès refusé",
        403: "accès refusé",
        404: "rien à cette adresse",
        407: "le serveur mandataire demande un mot de passe : donnez-le dans HTTPS_PROXY",
        410: "cette adresse a été supprimée",
    }
    raise UpdateError(
        f"{answer.url} : {known.get(code, 'réponse inattendue')} (code {code}). Vérifiez l’adresse, ou donnez-en une "
        f"autre avec « --source ». {UNCHANGED}"
    )


def _wait(answer: httpx.Response) -> float | None:
    """The seconds that the server asks to wait (Retry-After), counted on its own clock when it names a time."""
    asked = answer.headers.get("retry-after", "").strip()
    if asked.isascii() and asked.isdigit():
        return float(asked)
    try:
        until = parsedate_to_datetime(asked)
        return max((until - parsedate_to_datetime(answer.headers.get("date", ""))).total_seconds(), 0.0)
    except (ValueError, TypeError):
        return None
