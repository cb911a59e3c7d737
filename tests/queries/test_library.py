"""Every `.rq` file: its header complete in both languages, its text fit for any SPARQL 1.1 engine."""

import re
from importlib.resources import files

import pyoxigraph
import pytest
import yaml
from rdflib.plugins.sparql import prepareQuery

from passerelles.errors import UsageError
from passerelles.queries import KINDS, TAGS, Query, names, query, tag

ALL = [query(name) for name in names()]


def body(question: Query) -> str:
    """The SPARQL without comments and IRIs."""
    return re.sub(r"<[^<>\s]*>", "<>", re.sub(r"^ *#.*$", "", question.text, flags=re.MULTILINE))


@pytest.mark.parametrize("question", ALL, ids=names())
def test_header_speaks_both_languages(question: Query) -> None:
    for french, english in [
        (question.title_fr, question.title_en),
        (question.description_fr, question.description_en),
        *((each.description_fr, each.description_en) for each in question.parameters),
    ]:
        assert french and english and french != english
        assert "'" not in french, "French prose takes the typographic apostrophe"
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", question.name)


@pytest.mark.parametrize("question", ALL, ids=names())
def test_tags_are_of_the_closed_list(question: Query) -> None:
    assert {*question.tags} <= {each.name for each in TAGS}
    assert len({*question.tags}) == len(question.tags) <= 3


def test_every_tag_files_questions_and_is_told_in_the_readme() -> None:
    told = files("passerelles.queries").joinpath("README.md").read_text(encoding="utf-8")
    assert {question.tags[0] for question in ALL} == {each.name for each in TAGS}
    assert re.findall(r"^\| `(.+)` \| (.+) \|$", told, re.MULTILINE) == [
        (each.name, each.title_fr) for each in TAGS
    ]
    assert tag("métiers").title_fr == "Les métiers"


@pytest.mark.parametrize("question", ALL, ids=names())
def test_header_means_the_same_to_a_yaml_reader(question: Query) -> None:
    lines = [line[3:] for line in question.text.splitlines() if line.startswith("#+")]
    read = yaml.safe_load("\n".join(lines))
    assert read["title"] == {"fr": question.title_fr, "en": question.title_en}
    assert read["description"] == {"fr": question.description_fr, "en": question.description_en}
    assert tuple(read["tags"]) == question.tags
    assert [str(read["params"][each.name]["example"]) for each in question.parameters] == [
        each.example for each in question.parameters
    ]


@pytest.mark.parametrize("question", ALL, ids=names())
def test_text_is_plain_sparql_on_the_merged_graph(question: Query) -> None:
    prepareQuery(question.text)
    pyoxigraph.Store().query(question.text)
    assert not re.search(r"\b(GRAPH|FROM|SERVICE|NOW|RAND|UUID)\b", body(question), re.IGNORECASE)
    used = set(re.findall(r"(?<![\w?$<])([a-z][\w-]*):", body(question).partition("\n\nSELECT")[2]))
    assert used <= set(question.prefixes)


@pytest.mark.parametrize(
    "question", [each for each in ALL if "SELECT" in each.text], ids=lambda each: each.name
)
def test_order_is_total(question: Query) -> None:
    columns = [each.value for each in pyoxigraph.Store().query(question.text).variables]
    order = re.findall(r"\?(\w+)", body(question).rpartition("ORDER BY")[2])
    asked = {each.name for each in question.parameters}
    # A column that an aggregate makes is fixed by those it is grouped by.
    groups = re.search(r"GROUP BY ([^{}]*)ORDER BY", body(question))
    grouped = re.findall(r"\?(\w+)", groups[1]) if groups else []
    assert set(grouped or columns) - asked <= set(order)


@pytest.mark.parametrize("question", ALL, ids=names())
def test_examples_are_valid_parameters(question: Query) -> None:
    bound = question.bind_values({each.name: each.example for each in question.parameters})
    assert {name: kind for name, (kind, _) in bound.items()} == {
        each.name: each.datatype for each in question.parameters
    }
    assert all(each.kind in KINDS for each in question.parameters)


def test_names_are_sorted_and_read_from_the_package() -> None:
    assert list(names()) == sorted(names())
    assert len(names()) >= 100
    assert "cqpm-et-leurs-cqpi" in names()


@pytest.mark.parametrize("name", ["inconnue", "../pyproject", "certification.rq", ""])
def test_unknown_name_says_which_exist(name: str) -> None:
    with pytest.raises(UsageError, match=r"Requêtes connues : .*certification-blocs"):
        query(name)


def test_page_adds_numbers_only() -> None:
    text = query("certifications").page(50, 100)
    assert text.endswith("LIMIT 50\nOFFSET 100\n")
    pyoxigraph.Store().query(text)
    with pytest.raises(UsageError):
        query("certifications").page(0)
