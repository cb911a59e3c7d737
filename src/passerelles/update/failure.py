"""Failures of the network in French: what went wrong, and what to do about it."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from urllib.request import getproxies, proxy_bypass

import httpx

from passerelles.errors import UpdateError

UNCHANGED = "Le graphe en place n’a pas changé."
_PROXY = "Si votre réseau passe par un serveur mandataire (proxy), donnez son adresse dans HTTPS_PROXY et HTTP_PROXY."


class Interruption(Exception):
    """A failure that may pass; `reason` is a French sentence, `pause` the seconds that the server asks to wait."""

    def __init__(self, reason: str, pause: float | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.pause = pause


def failure(
    error: httpx.HTTPError | httpx.InvalidURL, url: str, *, reached: bool
) -> Interruption | UpdateError:
    """What to raise for a failed request: `Interruption` when trying again may help.

    `reached` says that the server has answered before: the line was there, and may come back.
    """
    final = _final(error, url)
    if final is not None:
        return UpdateError(f"{final} {UNCHANGED}")
    reason, lasting = _reason(error, _host(url))
    if lasting and not reached:
        return UpdateError(f"{reason} {UNCHANGED}")
    return Interruption(reason)


def _final(error: httpx.HTTPError | httpx.InvalidURL, url: str) -> str | None:
    """A sentence for what trying again cannot mend, else None."""
    if isinstance(error, httpx.InvalidURL | httpx.UnsupportedProtocol):
        return f"« {url} » n’est pas une adresse que l’on puisse lire : elle doit commencer par https:// ou http://."
    if isinstance(error, httpx.TooManyRedirects):
        return f"« {url} » renvoie d’adresse en adresse sans fin : donnez l’adresse finale avec « --source »."
    if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in _causes(error)):
        return (
            f"L’identité du serveur {_host(url)} n’a pas pu être vérifiée (certificat TLS refusé). Si votre réseau "
            "inspecte les connexions, donnez le certificat de votre organisation dans SSL_CERT_FILE ; sinon, "
            "vérifiez la date de l’ordinateur."
        )
    return None


def _reason(error: httpx.HTTPError | httpx.InvalidURL, host: str) -> tuple[str, bool]:
    """A sentence for a failure, and whether it is one of reaching the server at all."""
    causes = list(_causes(error))
    if isinstance(error, httpx.ProxyError):
        return (
            f"Le serveur mandataire (proxy) refuse la demande vers {host} : vérifiez HTTPS_PROXY et HTTP_PROXY.",
            True,
        )
    if any(isinstance(cause, socket.gaierror) for cause in causes):
        return (
            f"Le serveur {_reached_through(host)} est introuvable : l’ordinateur est-il relié à Internet ? {_PROXY}",
            True,
        )
    if any(isinstance(cause, ConnectionRefusedError) for cause in causes):
        return (
            f"Le serveur {_reached_through(host)} refuse la connexion : vérifiez l’adresse et le réseau. {_PROXY}",
            True,
        )
    if any(isinstance(cause, ssl.SSLError) for cause in causes):
        return f"La connexion chiffrée avec {host} a échoué. {_PROXY}", True
    if isinstance(error, httpx.ConnectTimeout):
        return f"Le serveur {_reached_through(host)} ne répond pas : vérifiez le réseau. {_PROXY}", True
    if isinstance(error, httpx.ConnectError):
        return f"Pas de connexion possible avec {_reached_through(host)} : vérifiez le réseau. {_PROXY}", True
    if isinstance(error, httpx.TimeoutException):
        return f"Le serveur {host} s’est tu trop longtemps.", False
    return f"La connexion avec {host} a été coupée.", False


def _reached_through(host: str) -> str:
    """The host, and the proxy that stands before it: the fault may be with either."""
    proxies = getproxies()
    proxy = proxies.get("https") or proxies.get("http")
    if not proxy or proxy_bypass(host.rpartition(":")[0] or host):
        return host
    return f"{host} (par le mandataire {_host(proxy if '://' in proxy else f'http://{proxy}')})"


def _host(url: str) -> str:
    """The host and port of an address, never its user name or password."""
    try:
        address = httpx.URL(url)
    except httpx.InvalidURL:
        return "demandé"
    return f"{address.host}:{address.port}" if address.port else address.host or "demandé"


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and what led to it, innermost last."""
    current: BaseException | None = error
    while current is not None:
        yield current
        current = current.__cause__ or current.__context__
