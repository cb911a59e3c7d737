"""The limits of the endpoint in words, for people and for the description of the service."""

from __future__ import annotations

import re

from passerelles.answers.french import NO_BREAK
from passerelles.store.worker_limits import in_french
from passerelles.store.workers import Limits
from passerelles.web.settings import Settings


def sentences(settings: Settings) -> dict[str, str]:
    """What a query may use and what happens beyond, by language ("fr", "en")."""
    limits = settings.endpoint
    values = {
        "seconds": limits.seconds,
        "delivery": limits.delivery_seconds,
        "bytes": limits.output_bytes / (1 << 20),
        "memory": limits.memory_bytes / (1 << 20),
        "query": settings.query_bytes / (1 << 10),
        "short": limits.short_seconds,
        "wait": limits.long_waiting_seconds,
    }
    french = {name: in_french(value) for name, value in values.items()}
    english = {name: f"{value:g}" for name, value in values.items()}
    return {"fr": _together(_french(limits, french)), "en": _english(limits, english)}


def _together(text: str) -> str:
    """The text with spaces that do not break before marks and after numbers, as French has them."""
    return re.sub(r" (?=[:;»])|(?<=[0-9]) (?=[0-9]|s\b|Kio|Mio)", NO_BREAK, text)


def _french(limits: Limits, values: dict[str, str]) -> str:
    return (
        "Lecture seule : ni mise à jour, ni SERVICE. "
        f"Une requête compte au plus {values['query']} Kio, calcule au plus {values['seconds']} s et "
        f"utilise au plus {values['memory']} Mio de mémoire ; une réponse compte au plus "
        f"{_grouped(limits.rows, ' ')} lignes ou triplets et {values['bytes']} Mio, et se lit en au plus "
        f"{values['delivery']} s. Au-delà, la réponse s’interrompt en le disant, sans fin correcte : un "
        "résultat coupé ne passe pas pour complet. "
        f"Une requête de plus de {values['short']} s partage {_counted(limits.long_processes, 'place')} "
        f"avec les autres longues requêtes, {limits.long_queries} en tout, à tour de rôle ; celle qui n’en trouve "
        f"pas, ou qui a attendu {values['wait']} s, reçoit la réponse 503 avec Retry-After."
    )


def _english(limits: Limits, values: dict[str, str]) -> str:
    return (
        "Read-only: no updates, no SERVICE. "
        f"A query has at most {values['query']} KiB, works for at most {values['seconds']} s and uses at most "
        f"{values['memory']} MiB of memory; an answer has at most {_grouped(limits.rows, ',')} rows or triples "
        f"and {values['bytes']} MiB, and is read within {values['delivery']} s. Beyond that the answer breaks "
        "off and says so, without a proper end: a result that is cut is not taken for a complete one. "
        f"A query of more than {values['short']} s shares {_counted(limits.long_processes, 'place')} with the "
        f"other long queries, {limits.long_queries} in all, by turns; one that finds none, or has waited for "
        f"{values['wait']} s, is answered 503 with Retry-After."
    )


def _grouped(number: int, separator: str) -> str:
    return f"{number:,}".replace(",", separator)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' if number > 1 else ''}"
