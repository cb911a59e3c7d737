"""What is published is there, whole, once, and nothing of others is touched."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from passerelles.errors import StoreError, UsageError
from passerelles.publish import Difference, MergeChoice, Progress, PublicationOutcome, Step, publish
from passerelles.publish.source import LocalGraphs
from passerelles.store import (
    MERGED,
    NOTES,
    EmbeddedDataset,
    MergePlace,
    RemoteDataset,
    RemoteWriter,
    open_endpoint,
    read_note,
)
from tests.engines.servers import Engine
from tests.publish.conftest import EX, FIRST, SECOND, store_of

ALL = "SELECT ?s ?p ?o WHERE { ?s ?p ?o } ORDER BY ?s ?p ?o"
BY_GRAPH = "SELECT ?g ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g ?s ?p ?o"


def own(engine: Engine) -> list[tuple[str, ...]]:
    """The quads of the server, without the notes and the merged graph."""
    rows = RemoteDataset(engine.endpoint).select(BY_GRAPH).rows
    return [
        tuple(term.value for term in row if term)
        for row in rows
        if row[0] and row[0].value not in (NOTES, MERGED)
    ]


def quads(dataset: EmbeddedDataset) -> list[tuple[str, ...]]:
    return [tuple(term.value for term in row if term) for row in dataset.select(BY_GRAPH).rows]


def to(engine: Engine, dataset: EmbeddedDataset, **options: object) -> PublicationOutcome:
    return publish(dataset, engine.endpoint, pause=0.01, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize("protocol", ["update", "graph store"])
@pytest.mark.parametrize("batch", [1, 1_000])
def test_every_graph_and_the_merged_one_are_there(
    both: EmbeddedDataset, server: Engine, protocol: str, batch: int
) -> None:
    graph_store = server.graph_store if protocol == "graph store" else None
    done = to(server, both, batch=batch, graph_store=graph_store)
    assert done == PublicationOutcome(
        server.endpoint, MergePlace.DEFAULT, 2, 0, 0, 2, statements=6, merged=4, differences=()
    )
    assert own(server) == quads(both)
    assert open_endpoint(server.endpoint).select(ALL) == both.select(ALL)
    note = read_note(RemoteDataset(server.endpoint))
    assert note is not None and (note.day, note.built) == ("2026-11-21", "2026-11-21T08:00:00+00:00")


def test_a_graph_of_its_own_is_read_as_the_default_one(both: EmbeddedDataset, server: Engine) -> None:
    done = to(server, both, merge=MergeChoice.GRAPH)
    assert (done.place, done.differences) == (MergePlace.GRAPH, ())
    assert RemoteDataset(server.endpoint).select(ALL).rows == ()
    assert open_endpoint(server.endpoint, merge=0).select(ALL) == both.select(ALL)


def test_a_union_that_counts_twice_gets_a_merged_graph(both: EmbeddedDataset, union_server: Engine) -> None:
    done = to(union_server, both)
    assert (done.place, done.differences) == (MergePlace.GRAPH, ())
    assert open_endpoint(union_server.endpoint, merge=0).select(ALL) == both.select(ALL)
    with pytest.raises(UsageError, match="--merge graph"):
        to(union_server, both, merge=MergeChoice.DEFAULT)


def test_without_a_merge_the_graphs_are_merged_by_the_reader(both: EmbeddedDataset, server: Engine) -> None:
    done = to(server, both, merge=MergeChoice.NONE)
    assert (done.place, done.differences) == (None, ())
    assert own(server) == quads(both)
    with pytest.raises(StoreError, match="n’en est pas la fusion"):
        open_endpoint(server.endpoint, merge=3)
    notes = {
        f"urn:passerelles:publication:{name}"
        for name in ("sha256", "etat", "version", "jour", "construction")
    }
    found = [
        row for row in open_endpoint(server.endpoint).select(ALL).rows if row[1] and row[1].value not in notes
    ]
    assert tuple(found) == both.select(ALL).rows


def test_a_second_time_nothing_is_sent(both: EmbeddedDataset, server: Engine) -> None:
    to(server, both)
    news: list[Progress] = []
    again = to(server, both, listener=news.append)
    assert (again.sent, again.kept, again.differences) == (0, 2, ())
    assert Progress(Step.SEND, 0, 0) in news
    whole = to(server, both, resume=False)
    assert (whole.sent, whole.kept, whole.differences) == (2, 0, ())
    assert own(server) == quads(both)


def test_an_interrupted_publication_is_not_read_and_goes_on(both: EmbeddedDataset, server: Engine) -> None:
    def stop(news: Progress) -> None:
        if news.step is Step.SEND and news.done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        to(server, both, batch=3, listener=stop)
    with pytest.raises(StoreError, match="Relancez « passerelles publish »"):
        open_endpoint(server.endpoint)
    done = to(server, both, batch=3)
    assert (done.sent, done.kept, done.differences) == (1, 1, ())
    assert own(server) == quads(both)


def test_a_graph_of_which_a_part_is_there_is_completed(both: EmbeddedDataset, server: Engine) -> None:
    def stop(news: Progress) -> None:
        if news.step is Step.SEND and news.done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        to(server, both, batch=2, listener=stop)
    assert len(own(server)) == 2
    assert to(server, both, batch=2).differences == ()
    assert own(server) == quads(both)
    assert open_endpoint(server.endpoint).select(ALL) == both.select(ALL)


@pytest.mark.parametrize("merge", [MergeChoice.DEFAULT, MergeChoice.GRAPH])
def test_a_newer_version_replaces_what_changed_and_takes_out_what_went(
    both: EmbeddedDataset, server: Engine, tmp_path: Path, merge: MergeChoice
) -> None:
    to(server, both, merge=merge)
    changed = [SECOND[0], f'<{EX}b> <{EX}titre> "renommé" <{EX}source2> .']
    added = [f'<{EX}c> <{EX}titre> "nouveau" <{EX}source3> .']
    with store_of(tmp_path / "suivante", changed, added) as newer:
        done = to(server, newer, merge=merge)
        assert (done.sent, done.kept, done.removed, done.differences) == (2, 0, 1, ())
        assert own(server) == quads(newer)
        assert open_endpoint(server.endpoint).select(ALL) == newer.select(ALL)


def test_the_same_count_with_another_content_is_seen(
    both: EmbeddedDataset, server: Engine, tmp_path: Path
) -> None:
    to(server, both)
    with store_of(
        tmp_path / "autre", FIRST, [*SECOND[:2], f'<{EX}b> <{EX}titre> "tout autre" <{EX}source2> .']
    ) as other:
        assert to(server, other).sent == 1
        assert own(server) == quads(other)


def test_graphs_loaded_by_other_means_are_taken_for_what_they_are(
    both: EmbeddedDataset, server: Engine
) -> None:
    local = LocalGraphs(both)
    writer = RemoteWriter(server.update)
    writer.add((iri, local.lines(iri)) for iri in local.graphs)
    done = to(server, both)
    assert (done.sent, done.kept, done.differences) == (0, 2, ())
    assert open_endpoint(server.endpoint).select(ALL) == both.select(ALL)


def test_what_others_keep_in_the_store_stays(both: EmbeddedDataset, server: Engine) -> None:
    writer = RemoteWriter(server.update)
    writer.update(f"INSERT DATA {{ GRAPH <{EX}leur> {{ <{EX}x> <{EX}y> <{EX}z> }} }}")
    for resume in (True, False):
        assert to(server, both, resume=resume).differences == ()
    assert (f"{EX}leur", f"{EX}x", f"{EX}y", f"{EX}z") in own(server)


def test_counts_that_disagree_are_told(both: EmbeddedDataset, server: Engine) -> None:
    writer = RemoteWriter(server.update)
    writer.update(f"INSERT DATA {{ <{EX}x> <{EX}y> <{EX}z> }}")
    done = to(server, both)
    assert done.differences == (Difference(None, 4, 5),)
    with pytest.raises(StoreError, match="pas entier"):
        open_endpoint(server.endpoint)
    assert to(server, both, merge=MergeChoice.GRAPH).differences == ()
    assert open_endpoint(server.endpoint).select(ALL) == both.select(ALL)
    writer.update(f"DELETE DATA {{ <{EX}x> <{EX}y> <{EX}z> }}")
    assert to(server, both).place is MergePlace.DEFAULT
    assert not RemoteDataset(server.endpoint).ask(f"ASK {{ GRAPH <{MERGED}> {{ ?s ?p ?o }} }}")


def test_a_store_that_loses_what_is_written_is_refused(
    both: EmbeddedDataset, server: Engine, union_server: Engine
) -> None:
    with pytest.raises(StoreError, match=re.escape("--endpoint et --update")):
        to(server, both, update=union_server.update)


@pytest.mark.parametrize("address", [lambda engine: engine.endpoint, lambda engine: engine.update + "/rien"])
def test_an_address_without_updates_is_told(
    both: EmbeddedDataset, server: Engine, address: Callable[[Engine], str]
) -> None:
    with pytest.raises(StoreError, match="n’accepte pas cette écriture") as told:
        to(server, both, update=address(server))
    assert address(server) in str(told.value)
