"""Words, numbers, families and mistakes, each read by itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelles.analysis.finding.family import families, root
from passerelles.analysis.finding.initials import initials
from passerelles.analysis.finding.reference import Reference, references
from passerelles.analysis.finding.spelling import Speller, sound
from passerelles.analysis.finding.wording import cleaned, title_stems, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Technicien(ne) d’usinage", "technicienne d'usinage"),
        ("Soudeur (se) à l’arc", "SOUDEUSE A L'ARC"),
        ("Chargé(e) d'accueil", "chargée d'accueil"),
        ("soudage T.I.G.", "Soudage TIG"),
        ("tour à C.N.", "tour à CN"),
        ("Aide – soignant(e)", "aide-soignante"),
        ("Métiers de l'œnologie", "metiers de l’oenologie"),
        ("conducteur·rice", "conducteur"),
    ],
)
def test_two_spellings_have_the_same_stems(one: str, other: str) -> None:
    assert title_stems(one) == title_stems(other)


def test_words_keep_their_place() -> None:
    text = cleaned("J'ai soudé à l'arc")
    assert [text[word.start : word.end] for word in words(text)] == ["ai", "soudé", "à", "arc"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("RNCP 23 022", [Reference("rncp", "RNCP23022")]),
        ("rncp-23022", [Reference("rncp", "RNCP23022")]),
        ("R.N.C.P. 34030", [Reference("rncp", "RNCP34030")]),
        ("fiche RNCP n°1008", [Reference("rncp", "RNCP1008")]),
        ("rs5054", [Reference("rs", "RS5054")]),
        ("RNCP36490 BC 2", [Reference("bloc", "RNCP36490BC02"), Reference("rncp", "RNCP36490")]),
        ("MQ 1988 0044", [Reference("cqpm", "MQ 1988 0044")]),
        ("mq1988-00-44 R", [Reference("cqpm", "MQ 1988 0044 R")]),
        ("H 2903", [Reference("rome", "H2903")]),
        ("rome h29", [Reference("rome", "H29")]),
        ("NSF 200 u", [Reference("nsf", "200u")]),
        ("IDCC 3248", [Reference("idcc", "3248")]),
        ("784 717 191 00018", [Reference("siret", "78471719100018")]),
        ("siren 784717191", [Reference("siret", "784717191")]),
    ],
)
def test_numbers_in_any_spelling(text: str, expected: list[Reference]) -> None:
    found, rest = references(text)
    assert list(found) == expected
    assert rest.strip() == ""


def test_a_bare_number_is_whatever_it_may_be_and_a_number_among_words_is_a_word() -> None:
    found, _ = references("23 022")
    assert [each.value for each in found if not each.sure] == ["RNCP23022", "RS23022", "23022"]
    assert references("ssiap 1") == ((), "ssiap 1")
    assert references("préparer 3 plats") == ((), "préparer 3 plats")
    assert references("BTS 2 ans") == ((), "BTS 2 ans")


@given(st.text())
def test_references_never_fail(text: str) -> None:
    found, rest = references(text)
    assert all(each.value for each in found) and len(rest) <= len(text) + len(found) + 2


def test_initials_of_titles() -> None:
    assert {"sio"} <= initials("Services informatiques aux organisations")
    assert {"ndrc"} <= initials("Négociation et digitalisation de la relation client")
    assert {"advf"} & initials("Assistant de vie aux familles")
    assert initials("Soudeur") == set()


SPELLER = Speller(
    {
        "soudeur": 90,
        "soudage": 60,
        "soignant": 50,
        "aide": 300,
        "sommelier": 20,
        "patisserie": 40,
        "tig": 9,
        "chauffeur": 30,
        "plombier": 30,
        "coiffure": 40,
        "mecanique": 80,
        "cn": 9,
    }.items()
)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("soudeurr", "soudeur"), ("sudeur", "soudeur"), ("soigant", "soignant"), ("patiserie", "patisserie"),
        ("chofeur", "chauffeur"), ("plonbier", "plombier"), ("coifure", "coiffure"), ("mekanique", "mecanique"),
        ("someiller", "sommelier"),
    ],
)  # fmt: skip
def test_mistakes_are_forgiven(written: str, meant: str) -> None:
    assert SPELLER.corrections(written)[0].words == (meant,)


def test_words_run_together_are_cut() -> None:
    assert SPELLER.corrections("aidesoignant")[0].words == ("aide", "soignant")


@pytest.mark.parametrize("written", ["23022", "h2903", "bc01", "cnc", "tog", "5s", "xyzzyxw"])
def test_numbers_and_acronyms_are_never_corrected(written: str) -> None:
    assert SPELLER.corrections(written) == []


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", max_size=20))
def test_what_sounds_the_same_is_no_longer(word: str) -> None:
    assert len(sound(word)) <= len(word) + 2


def test_families_need_the_jobs_to_bear_them_out() -> None:
    trades = {f"J{n}": {"autre", f"mot{n}"} for n in range(40)}
    jobs = trades | {
        "H1": {"soudeur", "soudage", "soudure", "souder"},
        "H2": {"soudeur", "soudage", "souder"},
        "N1": {"porter", "portage", "charges"},
        "K1": {"portier", "hotel"},
    }
    found = {(one, other) for one, other, _ in families(sorted(set().union(*jobs.values())), jobs)}
    assert ("soudeur", "soudag") in found and ("soudag", "soudeur") in found
    assert ("soud", "soudeur") in found
    assert not any("porti" in {one, other} for one, other in found)


def test_irregular_families_are_listed() -> None:
    found = {
        (one, other): weight for one, other, weight in families(["lire", "lecture", "vendre", "vente"], {})
    }
    assert found["lir", "lectur"] > 0.5 and found["vent", "vendr"] > 0.5


def test_roots() -> None:
    assert root("soudeur") == root("soudage") == root("souder") == "soud"
    assert root("art") == ""
