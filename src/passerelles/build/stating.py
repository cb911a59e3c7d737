"""What one source says, stated: its graph ready for the store, and what the build must know of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from passerelles import iris
from passerelles.loaders.loader import Loader, Piece, PieceLoader
from passerelles.records import Problem, Reading, Register, Severity
from passerelles.store import SourceGraph
from passerelles.triples import reading_triples

#: What counts as one certification: its register, and its number or title.
Described = tuple[Register, str | None]


@dataclass(frozen=True, slots=True)
class StatedSource:
    """One source with its graph, the certifications that it describes, and its problems."""

    graph: SourceGraph
    described: tuple[Described, ...]
    problems: tuple[Problem, ...]


def state(
    reading: Reading, position: int, number: str | None = None, flux: str | None = None
) -> StatedSource:
    """The reading stated; `position` is the place of its loader in the recipe, `number` that of a fiche of a flux."""
    source = reading.source
    graph = SourceGraph.of(
        reading_triples(reading),
        sha256=source.sha256,
        graph=iris.fiche(source.sha256),
        name=source.name,
        reader=source.loader,
        position=position,
        issued=source.date,
        flux=flux,
        number=number,
        text=source.text,
    )
    refs = (certification.ref for certification in reading.certifications)
    described = tuple((ref.register, ref.number or ref.title) for ref in refs)
    return StatedSource(graph, described, reading.problems)


def state_pieces(loader: PieceLoader, position: int, pieces: Sequence[Piece]) -> list[StatedSource | Problem]:
    """The pieces of an export read and stated, in their order; any process can do it."""
    return [item for piece in pieces for item in _state_piece(loader, position, piece)]


def flux_of(loader: Loader, number: str | None) -> str | None:
    """The daily export that a fiche comes with: its loader and its register; None when it has no number."""
    register = (number or "").rstrip("0123456789")
    return f"{loader.name}/{register}" if register else None


def _state_piece(loader: PieceLoader, position: int, piece: Piece) -> Iterator[StatedSource | Problem]:
    try:
        for item in loader.read_piece(piece):
            if isinstance(item, Problem):
                yield item
            else:
                yield state(item, position, piece.number, flux_of(loader, piece.number))
    except Exception as error:  # noqa: BLE001 - the edge to the loaders: one bad fiche never stops a run
        yield failure(loader, piece.name, error)


def failure(loader: Loader, name: str, error: Exception) -> Problem:
    """The fault of a loader, or of the machine, told as a problem of the source it was reading."""
    if isinstance(error, OSError | MemoryError):
        reason = getattr(error, "strerror", None) or str(error) or "mémoire insuffisante"
        return Problem("source-illisible", Severity.ERROR, name, f"{name} : lecture interrompue ({reason}).")
    return Problem(
        "lecteur-en-panne",
        Severity.ERROR,
        name,
        f"{name} : le lecteur « {loader.name} » a échoué ({type(error).__name__} : {error}). "
        "Signalez ce fichier.",
    )
