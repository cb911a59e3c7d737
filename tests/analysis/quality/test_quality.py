"""The tables of a validation say what the report says, by cause, document and certificateur."""

import json
from collections import Counter
from pathlib import Path

import pytest

from passerelles.analysis.explorer import Explorer, open_explorer
from passerelles.analysis.quality.quality import Asked
from passerelles.build import Outcome
from passerelles.store import EmbeddedDataset


@pytest.fixture(scope="module")
def explorer(examples_store: tuple[Path, Outcome]) -> Explorer:
    return open_explorer(examples_store[0])


def report(explorer: Explorer) -> dict[str, list[dict[str, object]]]:
    assert isinstance(explorer.dataset, EmbeddedDataset)
    kept = explorer.dataset.attachment("rapport.json")
    assert kept
    found: dict[str, list[dict[str, object]]] = json.loads(kept)
    return found


def test_causes_are_counted_as_in_the_report(explorer: Explorer) -> None:
    told = report(explorer)
    wanted = Counter((str(each["cause"]), str(each["severity"])) for each in told["results"])
    found = {(each.cause, each.severity): each.count for each in explorer.quality.causes()}
    assert found == dict(wanted) and found
    for each in explorer.quality.causes():
        assert sum(count for _, count in each.sources) == each.count
        assert each.label_fr and each.label_en and each.meaning_fr and each.meaning_en


def test_every_result_is_listed_once_and_leads_somewhere(explorer: Explorer) -> None:
    quality = explorer.quality
    for cause in {each.cause for each in quality.causes()}:
        total = sum(each.count for each in quality.causes() if each.cause == cause)
        pages = [quality.results(cause, top=7, start=start) for start in range(0, total, 7)]
        listed = [each for page in pages for each in page]
        assert len(listed) == total
        assert all(each.address or each.file for each in listed)


def test_a_document_and_a_certificateur_narrow(explorer: Explorer) -> None:
    quality = explorer.quality
    for source, count in quality.sources():
        assert sum(each.count for each in quality.causes(Asked(source=source))) == count
    makers = quality.makers()
    assert makers
    for maker in makers[:3]:
        found = quality.maker(maker.siret or maker.iri)
        assert found is not None
        number, same = found
        assert same == maker
        assert sum(each.count for each in quality.causes(Asked(maker=number))) == maker.count
    word = makers[0].name.split()[-1]
    assert makers[0] in quality.makers(word)
    assert quality.makers("aucun nom ainsi") == ()
    assert quality.maker("aucun") is None


def test_the_builds_are_remembered(explorer: Explorer) -> None:
    (trend,) = explorer.quality.trends()
    assert trend.sources == explorer.overview.counts["Fiche"]
    assert sum(trend.counts.values()) == len(report(explorer)["results"])
