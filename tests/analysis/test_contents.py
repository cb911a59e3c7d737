"""What a version holds is kept as it was read, and the list has every certification once."""

from pathlib import Path

from passerelles.analysis.contents import PAGE_SIZE, listed, pages
from passerelles.analysis.explorer import open_explorer
from passerelles.answers.contents import read_overview
from passerelles.build import Outcome
from passerelles.queries import query


def test_what_is_kept_is_what_is_read(examples_store: tuple[Path, Outcome]) -> None:
    with open_explorer(examples_store[0]) as explorer:
        assert explorer.overview == read_overview(explorer.dataset)


def test_the_list_is_the_question_about_all_certifications(examples_store: tuple[Path, Outcome]) -> None:
    with open_explorer(examples_store[0]) as explorer:
        catalogue = explorer.catalogue
        found = [each for page in range(1, pages(catalogue) + 1) for each in listed(catalogue, page)]
        table = explorer.dataset.select(query("certifications").text)
        wanted = {row["certification"] for row in table.records()}
        assert len(found) == len(wanted) == catalogue.count()
        assert {each.iri for each in found} == wanted
        assert len(listed(catalogue, 1)) == min(PAGE_SIZE, len(found))
        described = [each.described for each in found]
        assert described == sorted(described, reverse=True)
        numbers = [each.identifier for each in found if each.described and each.identifier]
        assert numbers == sorted(numbers, key=lambda number: (len(number), number))
        assert any("CQPM" in each.kinds for each in found)
