"""Typed parameters: what people write, what is bound, and the French of refusals."""

import re
from datetime import date

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelles.errors import UsageError
from passerelles.queries import Parameter, query

RNCP = "https://w3id.org/passerelles/id/rncp/"
PREFIXES = {"rncp": RNCP}


def parameter(kind: str) -> Parameter:
    return Parameter("x", kind, "exemple", "La valeur", "The value")


@pytest.mark.parametrize(
    ("kind", "written", "bound"),
    [
        ("iri", "rncp:28243", f"{RNCP}28243"),
        ("iri", f"<{RNCP}28243>", f"{RNCP}28243"),
        ("iri", f" {RNCP}28243 ", f"{RNCP}28243"),
        ("string", " à l’œuvre ", "à l’œuvre"),
        ("integer", "+037", "37"),
        ("date", "21/04/2022", "2022-04-21"),
        ("date", "2024-02-29", "2024-02-29"),
        ("boolean", "Oui", "true"),
        ("boolean", "false", "false"),
    ],
)
def test_reads_what_people_write(kind: str, written: str, bound: str) -> None:
    assert parameter(kind).value(written, PREFIXES) == bound


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        ("iri", "28243"),
        ("iri", "rome:H2903"),
        ("iri", "https://example.org/> } DROP ALL #"),
        ("string", "  "),
        ("integer", "3,5"),
        ("integer", "²"),
        ("date", "2023-02-29"),
        ("date", "20220421"),
        ("date", "31/04/2022"),
        ("boolean", "peut-être"),
    ],
)
def test_refuses_the_rest_in_french(kind: str, written: str) -> None:
    with pytest.raises(UsageError, match=r"Le paramètre « x » attend .* Exemple : x=exemple"):
        parameter(kind).value(written, PREFIXES)


@given(st.dates(min_value=date(1000, 1, 1)))
def test_dates_in_both_writings_are_one(day: date) -> None:
    assert parameter("date").value(day.strftime("%d/%m/%Y"), {}) == day.isoformat()
    assert parameter("date").value(day.isoformat(), {}) == day.isoformat()


@given(st.text())
def test_an_iri_never_breaks_out_of_its_brackets(text: str) -> None:
    try:
        bound = parameter("iri").value(text, PREFIXES)
    except UsageError:
        return
    assert not set(bound) & set('<>"{}|^`\\ \t\n')


@pytest.mark.parametrize(
    ("example", "written", "bound"),
    [
        ("rome:H2903", "H2905", "https://w3id.org/passerelles/id/rome/H2905"),
        ("rome:H2903", " rome:H2905 ", "https://w3id.org/passerelles/id/rome/H2905"),
        ("rncp:23022", "23022", None),  # RNCP or RS: a number alone does not tell
        ("rome:H2903", "H 2905", None),
        ("https://example.org/x", "x", None),
    ],
)
def test_a_code_alone_is_enough_where_the_example_has_a_prefix(
    example: str, written: str, bound: str | None
) -> None:
    asked = Parameter("x", "iri", example, "La valeur", "The value")
    prefixes = PREFIXES | {"rome": "https://w3id.org/passerelles/id/rome/"}
    if bound is None:
        with pytest.raises(UsageError, match="attend un identifiant"):
            asked.value(written, prefixes)
    else:
        assert asked.value(written, prefixes) == bound


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("metallurgie", "Branche de la MÉTALLURGIE"),
        ("Métallurgie", "industrie metallurgique et Metallurgie"),
        ("œil", "à l’oeil nu"),
        ("OEIL nu", "À L’ŒIL  NU"),
        ("l'oeuvre", "Préparer l’œuvre"),
        ("C++ (avancé)", "Développer en c++ (avance)"),
        ("a.b[c]\\d", "A.B[C]\\D"),
    ],
)
def test_words_are_found_whatever_their_case_and_accents(written: str, text: str) -> None:
    pattern = parameter("words").value(written, {})
    assert re.search(pattern, text, re.IGNORECASE)
    asked = pyoxigraph.Store().query(
        f"ASK {{ FILTER(REGEX({pyoxigraph.Literal(text)}, {pyoxigraph.Literal(pattern)}, 'i')) }}"
    )
    assert bool(asked)


@given(st.text(st.sampled_from("aAàÀçeÉœŒoOE’'-‑ .^$*+?{}[]|()\\ñ19é"), min_size=1))
def test_words_find_themselves_and_are_no_pattern_of_their_own(text: str) -> None:
    if text.strip():
        pattern = parameter("words").value(text, {})
        assert re.fullmatch(pattern, text.strip(), re.IGNORECASE)
        assert not re.fullmatch(pattern, f"{text.strip()}z", re.IGNORECASE)


def test_missing_and_unknown_parameters_are_named() -> None:
    question = query("certification-codes")
    with pytest.raises(UsageError, match="attend le paramètre « certification »"):
        question.bind_values({})
    with pytest.raises(UsageError, match=r"n’a pas de paramètre « numero ».*« certification », « langue »"):
        question.bind_values({"certification": "rncp:28243", "numero": "1"})
    assert question.bind_values({"certification": "rncp:28243"})["langue"] == ("string", "fr")
