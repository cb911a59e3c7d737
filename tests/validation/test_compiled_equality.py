"""The compiled rules say of each source of a store what pySHACL says of it alone, result by result."""

from __future__ import annotations

import os
import random
from collections.abc import Collection
from pathlib import Path

import pytest

from passerelles.examples import folder
from passerelles.validation import Report, Result, causes, validate, validate_sources
from passerelles.validation.compiled import validate_merged
from tests.validation.sources import (
    GRAPH,
    Stated,
    difference,
    mutated,
    of_documents,
    of_turtle,
    reference,
    store_of,
)

DOCUMENTS = Path(__file__).parents[1] / "documents"
RULES = Path(__file__).parents[1] / "shapes" / "examples"
REGISTER = "data/register-2020"


def compiled(sources: Collection[Stated], only: Collection[str] | None = None) -> Report:
    dataset = store_of(sources)
    texts = {source.sha256: source.text for source in sources}
    return validate_sources(lambda: dataset, only, processes=1, text_of=texts.get)


def assert_equal(sources: Collection[Stated], processes: int = 1) -> dict[str, Report]:
    expected = reference(sources, processes)
    assert difference(compiled(sources), expected) == []
    return expected


@pytest.fixture(scope="module")
def examples() -> list[Stated]:
    return [of_turtle(path) for path in sorted(RULES.glob("*.ttl"))]


@pytest.fixture(scope="module")
def documents() -> list[Stated]:
    return list({one.sha256: one for one in of_documents(folder(), DOCUMENTS)}.values())


def test_every_rule_fires_and_stays_silent_as_in_pyshacl(examples: list[Stated]) -> None:
    expected = assert_equal(examples)
    counts = [report.counts().keys() for report in expected.values()]
    for slug in causes():
        assert any(slug in found for found in counts), slug
        assert any(slug not in found for found in counts), slug


def test_examples_and_fixtures(documents: list[Stated]) -> None:
    assert documents
    assert_equal(documents)


@pytest.mark.parametrize("seed", range(4))
def test_damaged_sources(seed: int, examples: list[Stated], documents: list[Stated]) -> None:
    chance = random.Random(seed)
    sources = chance.sample(examples, 40) + chance.sample(documents, 20)
    damaged = [mutated(one, seed, chance.randrange(1, 12)) for one in sources]
    expected = assert_equal(damaged)
    # Named one by one, the same sources are looked through in another way.
    assert difference(compiled(damaged, [one.sha256 for one in damaged]), expected) == []


@pytest.mark.parametrize("part", range(3))
def test_all_sources_together(part: int, examples: list[Stated], documents: list[Stated]) -> None:
    sources = examples[part::3] + documents[part::3]
    dataset = store_of(sources)
    content = b"".join(dataset.serialise("CONSTRUCT WHERE { ?s ?p ?o }", "application/n-triples"))
    assert difference(validate_merged(dataset), {"": validate(content)}) == []


def test_a_few_sources_of_many(examples: list[Stated]) -> None:
    chosen = examples[::9]
    expected = reference(chosen)
    assert difference(compiled(examples, [one.sha256 for one in chosen]), expected) == []


def test_no_source_at_all(examples: list[Stated]) -> None:
    assert compiled(examples, []) == Report()
    assert compiled([]) == Report()


def test_real_fiches_and_extracts(shared: Path) -> None:
    extracts = ["france-competences-v4.1", "france-competences-csv-2024"]
    sources = list(of_documents(shared / "fiches", *(shared / "data" / name for name in extracts)))
    assert_equal(list({one.sha256: one for one in sources}.values()))


def test_a_sample_of_the_register(shared: Path) -> None:
    sources = list(of_documents(shared / REGISTER))
    assert_equal(random.Random(2020).sample(sources, 500), processes=2)


@pytest.mark.long
def test_the_whole_register(shared: Path) -> None:
    sources = list(of_documents(shared / REGISTER))
    found: dict[str, list[Result]] = {}
    for result in compiled(sources).results:
        assert result.place is not None and result.place.source is not None
        found.setdefault(result.place.source.removeprefix(GRAPH), []).append(result)
    for start in range(0, len(sources), 500):
        part = sources[start : start + 500]
        mine = Report(tuple(one for source in part for one in found.get(source.sha256, ())))
        assert difference(mine, reference(part, processes=os.cpu_count() or 1)) == []
        print(f"{start + len(part)} fiches sur {len(sources)}", flush=True)
