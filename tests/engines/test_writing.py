"""Virtuoso filled in every way: by updates, by the Graph Store Protocol, again, and with the wrong password."""

from pathlib import Path

import pytest

from passerelles.errors import StoreError
from passerelles.publish import publish
from passerelles.store import EmbeddedDataset, MergePlace, open_endpoint
from tests.engines.servers import Engine
from tests.publish.conftest import EX, FIRST, SECOND, store_of
from tests.publish.test_publication import ALL, own, quads


@pytest.fixture
def engine(virtuoso_engine: Engine) -> Engine:
    return virtuoso_engine


def test_graphs_by_the_graph_store_protocol_then_a_newer_version(engine: Engine, tmp_path: Path) -> None:
    with store_of(tmp_path / "base", FIRST, SECOND) as both:
        done = publish(
            both, engine.endpoint, update=engine.update, graph_store=engine.graph_store, **engine.options
        )
        assert (done.place, done.differences) == (MergePlace.GRAPH, ())
        assert [row for row in own(engine) if row[0].startswith(EX)] == quads(both)
        assert open_endpoint(engine.endpoint).select(ALL) == both.select(ALL)
    changed = [SECOND[0], f'<{EX}b> <{EX}titre> "renommé" <{EX}source2> .']
    with store_of(tmp_path / "suivante", changed) as newer:
        done = publish(newer, engine.endpoint, update=engine.update, **engine.options)
        assert (done.sent, done.removed, done.differences) == (1, 1, ())
        assert [row for row in own(engine) if row[0].startswith(EX)] == quads(newer)
        assert open_endpoint(engine.endpoint).select(ALL) == newer.select(ALL)
        whole = publish(newer, engine.endpoint, update=engine.update, resume=False, **engine.options)
        assert (whole.sent, whole.differences) == (1, ())


@pytest.mark.parametrize(
    ("options", "advice"),
    [
        ({}, "donnez un nom et un mot de passe"),
        ({"user": "dba", "password": "faux"}, "vérifiez le nom et le mot de passe"),
    ],
)
def test_who_may_not_write_is_told(
    engine: Engine, small: EmbeddedDataset, options: dict[str, str], advice: str
) -> None:
    with pytest.raises(StoreError, match=advice):
        publish(small, engine.endpoint, update=engine.update, **options)


def test_digest_is_answered_without_being_asked_for(engine: Engine, small: EmbeddedDataset) -> None:
    options = {**engine.options, "authentication": "digest"}
    assert publish(small, engine.endpoint, update=engine.update, **options).differences == ()
