"""Where a store is to hold the merged graph: found out by a try, or chosen."""

from __future__ import annotations

from enum import StrEnum

from passerelles.errors import StoreError, UsageError
from passerelles.store import NOTES, DefaultGraph, MergePlace, RemoteDataset, RemoteWriter

_TRY = f'<{NOTES}> <urn:passerelles:publication:essai> "essai" .'
_GRAPHS = tuple(f"{NOTES}/essai-{number}" for number in (1, 2))


class MergeChoice(StrEnum):
    """What the user asks for: what suits the store, its default graph, a graph of its own, or no merge at all."""

    AUTO = "auto"
    DEFAULT = "default"
    GRAPH = "graph"
    NONE = "none"


def tried(reader: RemoteDataset, writer: RemoteWriter) -> DefaultGraph:
    """What the default graph of a store is, seen by one triple put into two named graphs and taken out again."""
    lines = [(graph, [_TRY]) for graph in _GRAPHS]
    writer.add(lines)
    try:
        query = f"SELECT (COUNT(*) AS ?n) WHERE {{ {_TRY} }}"
        term = reader.select(query).rows[0][0]
        named = reader.ask(f"ASK {{ GRAPH <{_GRAPHS[1]}> {{ {_TRY} }} }}")
    finally:
        for graph in _GRAPHS:
            writer.update(f"DROP SILENT GRAPH <{graph}>")
    if not named:
        raise StoreError(
            "Ce qui est écrit sur le serveur n’y est pas relu : l’adresse de lecture et celle d’écriture ne sont pas "
            "celles d’une même base, ou le serveur n’a pas de graphes nommés. Vérifiez --endpoint et --update."
        )
    times = int(term.value) if term is not None else 0
    return {0: DefaultGraph.APART, 1: DefaultGraph.MERGED}.get(times, DefaultGraph.BAG)


def place_for(choice: MergeChoice, default: DefaultGraph) -> MergePlace | None:
    """Where the merged graph goes; None for nowhere. Raises `UsageError` for what the store cannot do."""
    if choice is MergeChoice.GRAPH:
        return MergePlace.GRAPH
    if choice is MergeChoice.DEFAULT and default is not DefaultGraph.APART:
        raise UsageError(
            "Le graphe par défaut de ce serveur est l’union de ses graphes nommés : rien ne peut y être écrit à part. "
            "Choisissez « --merge graph », ou laissez « --merge auto »."
        )
    if default is DefaultGraph.MERGED:
        return MergePlace.NONE
    if choice is MergeChoice.NONE:
        return None
    return MergePlace.DEFAULT if default is DefaultGraph.APART else MergePlace.GRAPH
