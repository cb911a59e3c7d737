"""What the queries of an endpoint may use, and what is said to one that reaches a limit."""

from __future__ import annotations

from dataclasses import dataclass

from passerelles.errors import BusyError, QueryTimeoutError


class OutputLimitError(QueryTimeoutError):
    """An answer cut at its limit of bytes or of rows."""


class MemoryLimitError(QueryTimeoutError):
    """A query stopped at its limit of memory."""


def in_french(number: float) -> str:
    """The number as French writes it: 0,1."""
    return f"{number:g}".replace(".", ",")


@dataclass(frozen=True)
class Limits:
    """What one query may use, and how many run and wait at the same time."""

    #: Work of the engine, the wait for a place and for a slow client not counted.
    seconds: float = 30.0
    #: Whole time of an answer, that of a client slow to read included.
    delivery_seconds: float = 600.0
    #: The longest wait for a client to take one piece of it.
    stall_seconds: float = 60.0
    memory_bytes: int = 2 << 30
    output_bytes: int = 256 << 20
    #: Rows of a table, triples of a graph.
    rows: int = 1_000_000
    #: Triples merged for one query that names several default graphs.
    merged_triples: int = 500_000
    #: Queries that run in the first moments of their work, and how long these last.
    processes: int = 4
    short_seconds: float = 0.1
    #: Processes that wait for queries beyond these, since one takes some time to start.
    spare_processes: int = 1
    #: Longer ones that run at once.
    long_processes: int = 2
    #: Longer ones that exist at once: those that run, wait for their turn, or are read slowly.
    long_queries: int = 10
    #: What all their waiting together may take.
    long_waiting_seconds: float = 30.0
    #: Requests that wait for the first moment of their work.
    waiting: int = 100
    waiting_seconds: float = 30.0

    def overdue(self) -> QueryTimeoutError:
        """The error of a query that has worked as long as it may."""
        return QueryTimeoutError(
            f"La requête a été arrêtée à sa limite de temps ({in_french(self.seconds)} s). Rendez-la plus précise ou "
            f"ajoutez LIMIT. / The query was stopped at its time limit ({self.seconds:g} s)."
        )

    def undelivered(self) -> QueryTimeoutError:
        """The error of an answer that could not be delivered in time."""
        seconds = self.delivery_seconds
        return QueryTimeoutError(
            f"Le résultat n’a pas pu être remis en {in_french(seconds)} s : il est incomplet. "
            f"/ The result could not be delivered in {seconds:g} s: it is incomplete."
        )

    def oversized(self) -> OutputLimitError:
        """The error of an answer longer than allowed."""
        megabytes = self.output_bytes / (1 << 20)
        return OutputLimitError(
            f"Résultat interrompu à sa limite de taille ({in_french(megabytes)} Mio) : il est incomplet. "
            f"/ Result cut at its size limit ({megabytes:g} MiB): it is incomplete."
        )

    def overlong(self) -> OutputLimitError:
        """The error of an answer with more rows or triples than allowed."""
        return OutputLimitError(
            f"Résultat interrompu à sa limite de {self.rows} lignes (ou triplets) : il est incomplet. "
            "Rendez la requête plus précise, demandez-le par parties avec ORDER BY, LIMIT et OFFSET, ou "
            "téléchargez les données. "
            f"/ Result cut at its limit of {self.rows} rows (or triples): it is incomplete."
        )

    def overgrown(self) -> MemoryLimitError:
        """The error of a query that needs more memory than allowed."""
        megabytes = self.memory_bytes / (1 << 20)
        return MemoryLimitError(
            f"La requête a été arrêtée à sa limite de mémoire ({in_french(megabytes)} Mio). Rendez-la plus précise. "
            f"/ The query was stopped at its memory limit ({megabytes:g} MiB)."
        )

    def crowded(self) -> BusyError:
        """The error of a query that finds too many others."""
        return BusyError(
            "Trop de requêtes sont en cours : réessayez dans quelques secondes. "
            "/ Too many queries are running: try again in a few seconds."
        )

    def crowded_by_long_ones(self) -> BusyError:
        """The error of a query that turns out long while too many long ones are there."""
        return BusyError(
            f"Votre requête demande plus de {in_french(self.short_seconds)} s, et trop de longues requêtes sont en "
            "cours : réessayez dans quelques secondes ou rendez-la plus précise. "
            f"/ Your query takes more than {self.short_seconds:g} s and too many long queries are running: "
            "try again in a few seconds."
        )
