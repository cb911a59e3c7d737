"""The header's reader: what it takes, and how it refuses the rest."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelles.queries import HeaderError, read_query
from passerelles.queries.header import read_header

GOOD = """#+ title:
#+   fr: Un titre
#+   en: A title
#+ description:
#+   fr: "Ce qu’elle dit : ceci"
#+   en: What it says
#+ tags: [un, deux]
#+ params:
#+   x:
#+     kind: iri
#+     example: https://example.org/x
#+     fr: La chose
#+     en: The thing

SELECT ?x WHERE { ?x ?p ?o }
"""


def test_reads_a_header() -> None:
    question = read_query("essai", GOOD)
    assert (question.title_fr, question.title_en) == ("Un titre", "A title")
    assert question.description_fr == "Ce qu’elle dit : ceci"
    assert question.tags == ("un", "deux")
    (parameter,) = question.parameters
    assert (parameter.name, parameter.kind, parameter.default) == ("x", "iri", None)
    assert parameter.description == "La chose"
    assert question.text == GOOD


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("#+   en: A title\n", "", "“title” must hold “fr” and “en”"),
        ("#+ tags: [un, deux]\n", "", "“tags” must be a list"),
        ("kind: iri", "kind: url", "the kind of “x” must be one of"),
        ("#+     en: The thing\n", "", "“en” must be a text"),
        ("#+ tags: [un, deux]", "#+ mots: [un, deux]", "unknown key"),
        ("#+   fr: Un titre", "#+    fr: Un titre", "essai.rq, line 2: keys are nested by 2 spaces"),
        ("#+   fr: Un titre", "#+   fr Un titre", "essai.rq, line 2: expected “key: value”"),
        ("fr: Un titre", "fr: Un titre : deux", "essai.rq, line 2: put this text between double quotes"),
        ('"Ce qu’elle dit : ceci"', '"Ce qu’elle dit', "essai.rq, line 5: the quoted text is malformed"),
        ("#+   en: A title", "#+   fr: A title", "essai.rq, line 3: “fr” is given twice"),
        ("SELECT ?x WHERE { ?x ?p ?o }", "SELECT ?y WHERE { ?y ?p ?o }", "the query has no variable"),
        ("#+     fr: La chose", "#+     autre: La chose", "the parameter “x” may hold"),
    ],
)
def test_refuses_with_the_place(old: str, new: str, message: str) -> None:
    assert old in GOOD
    with pytest.raises(HeaderError) as refused:
        read_query("essai", GOOD.replace(old, new, 1))
    assert message in str(refused.value)


def test_refuses_a_file_without_header() -> None:
    with pytest.raises(HeaderError, match=r"no “#\+” header"):
        read_header("SELECT * WHERE { ?s ?p ?o }", "essai")


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        read_header("#+ " + text, "essai")
    except HeaderError as refused:
        assert "essai.rq" in str(refused)
