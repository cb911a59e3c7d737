"""Encodings: what each gives, and what is doubtful is said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelles.loaders.decoding import decode
from passerelles.records import Severity

PHRASE = "Métallurgie : œuvre, « été », l’usinage – 12 €\r\nligne 2\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_the_usual_encodings_need_no_hint(encoding: str) -> None:
    found = decode(PHRASE.encode(encoding), "a.txt")
    assert found.text == PHRASE
    assert not found.problems


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
        (b"\xff\xfe\x00\x00", "utf-32-le"),
        (b"\x00\x00\xfe\xff", "utf-32-be"),
    ],
)
def test_a_byte_order_mark_decides_and_is_removed(mark: bytes, encoding: str) -> None:
    found = decode(mark + PHRASE.encode(encoding), "a.txt")
    assert (found.text, found.encoding, found.problems) == (PHRASE, encoding, ())


def test_a_declared_encoding_is_honoured_unless_it_is_plainly_wrong() -> None:
    assert decode("prix : 3 €".encode("iso8859-15"), "a.html", "ISO-8859-15").text == "prix : 3 €"
    assert decode("l’été".encode("cp1252"), "a.html", "iso-8859-1").text == "l’été"
    assert decode("été".encode("cp1252"), "a.html", "utf-8").text == "été"
    assert decode("été".encode(), "a.html", "inconnu-42").text == "été"
    assert decode(b"abc", "a.html", "utf-16").text == "abc"


@given(st.binary(max_size=300))
def test_any_bytes_give_a_text_and_never_an_error(data: bytes) -> None:
    found = decode(data, "a.txt")
    assert isinstance(found.text.encode("utf-8"), bytes)
    assert all(problem.source == "a.txt" for problem in found.problems)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_utf8_is_read_as_it_is(text: str) -> None:
    assert decode(text.encode(), "a.txt").text == text.removeprefix("\ufeff")


def test_a_file_cut_in_the_middle_of_a_character_stays_utf8() -> None:
    found = decode("déjà dit, été".encode()[:-1], "a.txt")
    assert found.text == "déjà dit, ét"
    assert [problem.cause for problem in found.problems] == ["texte-tronque"]


def test_stray_bytes_in_utf8_do_not_spoil_the_rest() -> None:
    found = decode("été, où, déjà, ".encode() * 5 + b"caf\xe9 froid", "a.txt")
    assert found.text.endswith("où, déjà, café froid")
    (problem,) = found.problems
    assert (problem.cause, problem.place, problem.found) == ("octets-illisibles", "ligne 1", "é")


def test_a_lone_accent_at_the_end_is_windows_not_a_cut_utf8() -> None:
    found = decode(b"un caf\xe9", "a.txt")
    assert (found.text, found.encoding, found.problems) == ("un café", "cp1252", ())


def test_bytes_unknown_to_windows_keep_a_character_and_are_said() -> None:
    found = decode(b"un \x81 deux \xe9", "a.txt")
    assert found.text == "un \x81 deux é"
    assert found.problems[0].found == "0x81"


def test_text_saved_in_the_wrong_encoding_is_said_with_what_it_stood_for() -> None:
    garbled = "Résumé déjà là".encode().decode("cp1252").encode()
    (problem,) = decode(b"\n" + garbled, "a.txt").problems
    assert (problem.cause, problem.severity) == ("texte-mal-encode", Severity.ERROR)
    assert (problem.place, problem.found, problem.expected) == ("ligne 2", "Ã©", "é")
    assert not decode("Ânerie, À l’Île, GOÛT".encode(), "a.txt").problems


def test_old_mac_text_is_doubted() -> None:
    (problem,) = decode("métallurgie, déjà, vérifié".encode("mac_roman"), "a.txt").problems
    assert problem.cause == "encodage-douteux"
