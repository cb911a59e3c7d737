"""Free texts cut into capacités: golden cases in our own words, and what holds for every text."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelles.loaders.competence_statements import Kind, Statement, statements

CASES = [
    (path.stem, case)
    for path in sorted((Path(__file__).parent.parent / "expected" / "competences").glob("*.json"))
    for case in json.loads(path.read_text(encoding="utf-8"))
]
ALPHABET = st.sampled_from(
    [
        *" \n\t;:.,-–•*()o1234CA’'",
        *(
            "\u00a0",
            "\u200b",
            "\uf0b7",
            "  ",
            "C1.",
            "A1C2 ",
            "1) ",
            "a) ",
            "3.1.2 ",
            "I. ",
            "Être capable de ",
        ),
        *(
            "Analyser",
            "analyser",
            "S’assurer",
            "Gestion",
            "le",
            "de la",
            "TIG",
            "Compétences :",
            "afin de ",
            "Manager",
        ),
    ]
)
TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(ALPHABET, max_size=60).map("".join),
    st.lists(ALPHABET, max_size=60).map(" ".join),
)
VERBS = st.sampled_from(
    ["Analyser", "Concevoir", "Mettre en œuvre", "S’assurer de", "Rédiger", "Établir", "Suivre", "Choisir"]
)
OBJECTS = st.sampled_from(
    [
        "la demande du client",
        "un plan d’action (délais, coûts)",
        "une pièce sur CN",
        "les soudures TIG",
        "le stock",
        "une réunion",
    ]
)
ITEMS = st.lists(st.tuples(VERBS, OBJECTS).map(" ".join), min_size=1, max_size=8)
LISTS = st.sampled_from(
    [
        "- {}  ",
        "• {}    ",
        "* {}      ",
        "{}\n",
        "{}    ",
        "- {} ;\n",
        "C{n}. {}   ",
        "C{n} – {} ",
        "{n}) {}\n",
        "3.{n} {}    ",
    ]
)


def told(found: Statement) -> list[str | None]:
    return [found.kind.value, found.code, found.text]


@pytest.mark.parametrize("case", [pytest.param(case, id=f"{group}/{case['name']}") for group, case in CASES])
def test_golden(case: dict[str, Any]) -> None:
    assert [told(found) for found in statements(case["text"])] == case["expected"]


@given(TEXTS)
def test_nothing_is_lost_nor_told_twice(text: str) -> None:
    found = statements(text)
    position = 0
    for statement in found:
        assert position <= statement.start < statement.end <= len(text)
        between = text[position : statement.start]
        # Only codes, bullets, blanks and separators stand outside statements: no word of three letters that is none.
        assert not re.findall(r"[^\W\d_]{5,}", re.sub(r"(?i)comp[ée]tences?|capacit[ée]s?", "", between))
        wording = text[statement.start : statement.end]
        assert wording == wording.strip()
        assert statement.text == " ".join(wording.split())
        position = statement.end
    if not found:
        assert not re.search(r"[^\W\d_]{3,}", text)


@given(ITEMS, LISTS)
def test_a_list_gives_its_items_whatever_marks_them(items: list[str], form: str) -> None:
    text = "".join(form.format(item, n=number) for number, item in enumerate(items, start=1))
    found = statements(text)
    assert [statement.text for statement in found] == items
    assert all(statement.kind is Kind.CAPACITE for statement in found)


@given(ITEMS)
def test_items_are_items_again(items: list[str]) -> None:
    once = statements("  ".join(f"- {item}" for item in items))
    again = [statements(statement.text) for statement in once]
    assert [[statement.text for statement in found] for found in again] == [[item] for item in items]


@pytest.mark.parametrize(
    "unit",
    [
        " ",
        "C1",
        "C1 ",
        "a",
        "- ",
        "(",
        "a)  ",
        "1. A ",
        "; Analyser",
        "Analyser ",
        "Analyser  ",
        "\n",
        "\0",
        "A1, C1, ",
        "1",
        "I. ",
    ],
)
def test_hostile_texts_are_read_in_the_end(unit: str) -> None:
    text = unit * (60_000 // len(unit))
    position = 0
    for statement in statements(text):
        assert position <= statement.start < statement.end
        position = statement.end


def test_the_published_labels_are_found_again(shared: Path) -> None:
    from benchmarks.capacites import Score, gold, held_out, ours, score

    for labels in (gold(shared), held_out(shared)):
        total = sum((score(label, ours) for label in labels), Score())
        assert total.texts == len(labels) > 0
        assert total.exact == total.texts


def test_words_that_act_and_words_that_do_not() -> None:
    from passerelles.loaders.competence_words import is_infinitive

    acting = (
        "analyser concevoir mettre établir suivre identifier privilégier négocier lire être accroître manager"
    )
    others = (
        "atelier dossier premier centre tiroir loisir cadre leader community semaine chantier papier métier"
    )
    assert [word for word in acting.split() if not is_infinitive(word)] == []
    assert [word for word in others.split() if is_infinitive(word)] == []
