"""The French of pages: dates, numbers, plurals."""

from datetime import date

import pytest

from passerelles.answers.certification import Validity, validity
from passerelles.answers.french import PROPERTIES, counted, number, yes_no
from passerelles.answers.terms import term_words
from passerelles.ontology import PAS
from passerelles.web.pages_french import french_parts, long_date, opening, typeset


@pytest.mark.parametrize(
    ("value", "html"),
    [
        ("2017-04-21", '<time datetime="2017-04-21">21\u00a0avril\u00a02017</time>'),
        ("2020-08-01", '<time datetime="2020-08-01">1er\u00a0août\u00a02020</time>'),
        ("1997", "<time datetime='1997'>1997</time>"),
        ("<b>", "&lt;b&gt;"),
        ("2017-02-30", "2017-02-30"),
    ],
)
def test_dates(value: str, html: str) -> None:
    assert str(long_date(value)) == html


def test_numbers_and_plurals() -> None:
    assert number(30475) == "30\u202f475"
    assert counted(0, "bloc") == "0\u00a0bloc"
    assert counted(1, "an") == "1\u00a0an"
    assert counted("2", "an") == "2\u00a0ans"
    assert counted(2, "journal", "journaux") == "2\u00a0journaux"
    assert [yes_no(value) for value in ("true", "false")] == ["Oui", "Non"]


def test_openings_end_between_words() -> None:
    assert opening("un deux trois", 8) == "un deux"
    assert opening("un deux", 7) == "un deux"
    assert opening("anticonstitutionnellement", 4) == "antic"


def test_sentences_keep_their_spaces_together() -> None:
    assert typeset("Rien : « zzz » ?") == "Rien\u00a0: «\u00a0zzz\u00a0»\u00a0?"


def test_an_explanation_is_told_in_french() -> None:
    assert french_parts("Rien ici. / Nothing here.") == [("french", "Rien ici.")]
    assert french_parts("Aucun « A / B » ici. / None.") == [("french", "Aucun « A / B » ici.")]
    assert french_parts("Mal formée.\n\nASK {\n     ^\n\nSyntax error") == [
        ("french", "Mal formée."),
        ("excerpt", "ASK {\n     ^"),
        ("english", "Syntax error"),
    ]


def test_every_property_of_the_ontology_has_words() -> None:
    ours = {name for name in PAS.__annotations__ if name[0].islower()}
    # What describes documents and their passages has its own place in the page.
    apart = {
        "debut",
        "finTexte",
        "page",
        "element",
        "empreinte",
        "fichier",
        "lecteur",
        "retenu",
    }
    assert {
        name for name in ours - apart if name not in PROPERTIES and not term_words(str(PAS[name]))
    } == set()


@pytest.mark.parametrize(
    ("periods", "expected"),
    [
        ([("2017-04-21", "2022-04-21")], Validity("en cours", "2022-04-21")),
        ([("2017-04-21", "2022-04-20")], Validity("échue", "2022-04-20")),
        ([("2010-01-01", "2015-01-01"), ("2022-01-01", "2027-01-01")], Validity("en cours", "2027-01-01")),
        ([("2022-05-01", "2027-05-01")], Validity("à venir", "2022-05-01")),
        ([("", "2021-01-01")], Validity("échue", "2021-01-01")),
        ([("2020-01-01", "")], Validity("inconnue", None)),
        ([], Validity("inconnue", None)),
    ],
)
def test_validity_on_a_day(periods: list[tuple[str, str]], expected: Validity) -> None:
    facts = tuple(
        {name: (value,) for name, value in zip(("effet", "fin"), period, strict=True) if value}
        for period in periods
    )
    assert validity(facts, date(2022, 4, 21)) == expected
