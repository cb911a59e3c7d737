"""What goes wrong with an endpoint, in words that a user can act on."""

from __future__ import annotations

import http.client
import urllib.error
from urllib.parse import urljoin

from passerelles.errors import PasserellesError, QueryError, StoreError
from passerelles.store.query_text import syntax_error
from passerelles.store.remote_access import timed_out


def refusal(
    url: str, error: urllib.error.HTTPError, *, named: bool, writing: bool = False
) -> PasserellesError:
    """What an answer with an error status means; `named` tells whether a user name was given."""
    code, detail = error.code, _detail(error)
    if writing and code in (400, 404, 405, 410, 415):
        return StoreError(
            f"Le serveur « {url} » n’accepte pas cette écriture ({code}) : vérifiez que c’est bien l’adresse des mises "
            f"à jour, ou du Graph Store Protocol, et que l’écriture est permise. Il répond : {detail or error.reason}"
        )
    if code == 400:
        return syntax_error(detail)
    if code in (401, 403):
        advice = "vérifiez le nom et le mot de passe" if named else "donnez un nom et un mot de passe"
        return StoreError(f"Le serveur SPARQL « {url} » refuse l’accès ({code}) : {advice}.")
    if code in (404, 405, 410):
        return StoreError(
            f"Il n’y a pas de point d’accès SPARQL à l’adresse « {url} » ({code}) : vérifiez-la."
        )
    if code in (413, 414):
        return QueryError(f"Le serveur SPARQL « {url} » trouve la requête trop longue ({code}).")
    if 300 <= code < 400:
        target = urljoin(url, error.headers.get("Location", ""))
        return StoreError(
            f"Le serveur SPARQL « {url} » renvoie vers une autre adresse « {target} » : "
            "si vous lui faites confiance, donnez celle-là."
        )
    if code >= 500:
        return StoreError(
            f"Le serveur SPARQL « {url} » est en panne ou surchargé ({code}) : réessayez plus tard, "
            f"ou demandez moins à la fois. Il répond : {detail or error.reason}"
        )
    return StoreError(f"Le serveur SPARQL « {url} » refuse la requête ({code}) : {detail}")


def failure(url: str, error: Exception, timeout: float) -> StoreError:
    """What a broken connection means."""
    reason = error.reason if isinstance(error, urllib.error.URLError) else error
    if timed_out(error):
        return StoreError(
            f"Le serveur SPARQL « {url} » n’a pas répondu en {timeout:g} s : "
            "réessayez, ou demandez moins à la fois."
        )
    if isinstance(reason, ConnectionRefusedError):
        return StoreError(
            f"Aucun serveur ne répond à l’adresse « {url} » (connexion refusée) : "
            "vérifiez l’adresse et que le serveur est lancé."
        )
    return StoreError(f"La connexion au serveur SPARQL « {url} » a échoué : {reason}.")


def misunderstood(url: str, content_type: str) -> StoreError:
    """What an answer that is not of SPARQL means."""
    return StoreError(
        f"« {url} » ne répond pas par des résultats SPARQL ({content_type or 'sans type'}) : "
        "vérifiez que c’est l’adresse d’un point d’accès SPARQL."
    )


def incomplete(url: str, rows: str | None = None) -> StoreError:
    """What an answer means that the server itself says is only a part."""
    limit = f" à {rows} lignes" if rows else ""
    return StoreError(
        f"Le serveur SPARQL « {url} » n’a donné qu’une partie de la réponse{limit} : demandez moins à la fois, ou "
        "relevez ses limites (pour Virtuoso : ResultSetMaxRows et MaxQueryExecutionTime)."
    )


def _detail(error: urllib.error.HTTPError) -> str:
    """The first words of the server's own message."""
    try:
        return " ".join(error.read(2000).decode("utf-8", "replace").split())[:500]
    except (OSError, http.client.HTTPException):
        return ""
