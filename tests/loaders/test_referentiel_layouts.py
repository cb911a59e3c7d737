"""Référentiels of other titles, numbers, orders and layouts, and the same one in other encodings."""

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from passerelles.loaders.document import DocumentText
from passerelles.loaders.opening import document_of
from passerelles.loaders.referentiel_cqpm import is_referentiel, read_referentiel
from passerelles.records import Certification, Famille, Reading, Register, Severity

DOCUMENTS = Path(__file__).resolve().parent.parent / "documents"
FLAT = (DOCUMENTS / "referentiel_aplati.txt").read_text("utf-8")


def _read(text: str) -> Reading:
    return read_referentiel(DocumentText(text, "text/plain", "0" * 64), "essai.txt")


def _only(reading: Reading) -> Certification:
    (certification,) = reading.certifications
    return certification


def _outline(record: Certification) -> object:
    """What matters of a certification, without its places."""
    return (
        record.number,
        [one.title.value for one in record.activites],
        [text.value for text in record.secteurs],
        [
            ([key.value for key in bloc.capacites], [text.value for text in bloc.connaissances])
            for bloc in record.blocs
        ],
        [
            (
                one.code,
                one.title.value,
                [text.value for text in one.conditions],
                [(critere.famille, critere.texte.value) for critere in one.criteres],
                [text.value for text in one.resultats],
            )
            for one in record.capacites
        ],
        [(text.name, text.text.value) for text in record.texts],
    )


def _said(reading: Reading) -> str:
    """Every text that a reading keeps."""
    return repr((reading.certifications, reading.unplaced))


def test_another_flattened_referentiel_in_another_order() -> None:
    reading = _read(FLAT)
    record = _only(reading)
    assert (record.register, record.number) == (Register.CQPM, "MQ 1991 0072 R")
    assert record.identifier is not None and len(record.identifier.spans) == 2
    assert record.title is not None and record.title.value == "Polisseur de pièces moulées"
    assert [bloc.identifier.value for bloc in record.blocs if bloc.identifier] == ["BDC 01", "BDC 02"]
    assert [bloc.title.value for bloc in record.blocs if bloc.title] == [
        "Le dégrossissage d’une pièce",
        "La finition d’une pièce",
    ]
    assert [[key.value for key in bloc.capacites] for bloc in record.blocs] == [["C1", "C2"], ["C3", "C4"]]
    assert [[text.value for text in bloc.connaissances] for bloc in record.blocs] == [
        ["Les défauts de fonderie.", "Les plans et leurs symboles."],
        ["Les abrasifs."],
    ]
    first = record.capacites[0]
    assert [text.value for text in first.resultats] == [
        "Tous les défauts qui seraient gênants pour le client sont marqués avant le dégrossissage."
    ]
    assert [critere.famille for critere in first.criteres] == [
        Famille.METHODES,
        Famille.METHODES,
        Famille.MOYENS,
    ]
    assert (
        record.capacites[2]
        .criteres[0]
        .texte.value.endswith(": - le filtre est propre ; - le débit est vérifié.")
    )
    assert {problem.cause for problem in reading.problems} == {"element-absent"}
    assert not reading.unplaced


def test_a_page_whose_tables_kept_their_cells() -> None:
    path = DOCUMENTS / "referentiel_soudeur.html"
    document = document_of(path.read_bytes(), path.name)
    assert is_referentiel(document.text)
    reading = read_referentiel(document, path.name)
    record = _only(reading)
    assert record.number == "MQ 2005 0253"
    assert [one.title.value for one in record.activites] == [
        "La préparation des tôles",
        "Le soudage des tôles",
    ]
    assert [text.value for text in record.secteurs] == ["le naval", "le ferroviaire", "la chaudronnerie"]
    assert [[key.value for key in bloc.capacites] for bloc in record.blocs] == [["C1", "C2"], ["C3"]]
    assert [[text.value for text in bloc.connaissances] for bloc in record.blocs] == [
        ["Les aciers.", "Les solvants et leurs dangers."],
        ["Les procédés de soudage."],
    ]
    assert [
        (
            one.title.value,
            [text.value for text in one.conditions],
            [critere.famille for critere in one.criteres],
            [text.value for text in one.resultats],
        )
        for one in record.capacites
    ] == [
        (
            "Choisir les tôles",
            ["À partir du plan.", "Avec le catalogue."],
            [Famille.METHODES, Famille.METHODES, Famille.MOYENS],
            ["Les tôles choisies sont celles du plan."],
        ),
        (
            "Nettoyer les tôles",
            ["À partir des consignes."],
            [Famille.METHODES, Famille.CONTRAINTES],
            ["Les tôles sont propres."],
        ),
        (
            "Souder deux tôles à plat",
            ["Avec le poste à souder."],
            [Famille.LIENS],
            ["Le cordon est continu."],
        ),
    ]
    assert not reading.problems
    assert not reading.unplaced


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: unicodedata.normalize("NFD", text).encode(),
        lambda text: text.encode("cp1252"),
        lambda text: ("\ufeff" + text).encode("utf-16-le"),
        lambda text: re.sub(r"\n (?=\S)", "\n\f ", text).encode(),
        lambda text: text.replace("’", "'").encode(),
        lambda text: text.replace("montage", "mon\u00adtage").encode(),
        lambda text: re.sub(r"(?m)^ (?=Les |La )|  (?=Les )", " \uf0b7 ", text).encode(),
    ],
    ids=["crlf", "nfd", "cp1252", "utf-16", "form feeds", "straight", "soft hyphens", "private bullets"],
)
def test_the_real_one_says_the_same_in_every_form(shared: Path, change: object) -> None:
    original = (shared / "fiches" / "MQ-1988-0044.txt").read_text("utf-8")
    assert callable(change)
    document = document_of(change(original), "essai.txt")
    changed = _only(read_referentiel(document, "essai.txt"))
    expected = repr(_outline(_only(_read(original)))).replace("'", "’").replace('"', "’")
    found = repr(_outline(changed)).replace("'", "’").replace('"', "’").replace("\\uf0b7 ", "")
    assert found.replace("  ", " ") == expected.replace("  ", " ")


def test_sections_may_be_missing() -> None:
    without_evaluation = _only(_read(FLAT[: FLAT.index("3. RÉFÉRENTIEL")]))
    assert [one.code for one in without_evaluation.capacites] == ["C1", "C2", "C3", "C4"]
    assert not any(one.criteres for one in without_evaluation.capacites)
    head, tail = FLAT.split("2. RÉFÉRENTIEL DE COMPETENCES")
    reading = _read(head + tail[tail.index("1. RÉFÉRENTIEL") :])
    assert not _only(reading).blocs
    assert [one.title.value for one in _only(reading).capacites][:2] == [
        "Repérer les défauts d’une pièce",
        "Dégrossir une pièce à la meule",
    ]


def test_without_a_number_the_title_names_it_and_without_both_it_is_an_error() -> None:
    nameless = re.sub(r"MQ 1991 0072 R.*", "", FLAT)
    assert _only(_read(nameless)).ref.register is Register.TITRE
    lost = _read(re.sub(r"REFERENTIEL|RÉFÉRENTIEL DU CQPM|Titre du CQPM.*", "", nameless))
    assert not lost.certifications
    assert [one.cause for one in lost.problems if one.severity is Severity.ERROR] == [
        "certification-sans-nom"
    ]
    assert lost.unplaced


def test_a_second_number_is_said() -> None:
    reading = _read(FLAT + "\nMQ 2005 0253– AUTRE CHOSE\n")
    assert "plusieurs-numeros" in {problem.cause for problem in reading.problems}
    assert "AUTRE CHOSE" in _said(reading)


def test_a_section_of_no_known_kind_is_kept_and_said() -> None:
    reading = _read(FLAT + "\n5. ANNEXES DU DOSSIER\nUne annexe inattendue.\n")
    assert {"section-inconnue", "texte-non-place"} <= {problem.cause for problem in reading.problems}
    assert any("annexe inattendue" in text.value for text in reading.unplaced)


@settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.integers(0, len(FLAT)))
def test_a_document_cut_anywhere_is_read_without_error(length: int) -> None:
    reading = _read(FLAT[:length])
    assert reading.source.text == FLAT[:length]


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    st.integers(0, len(FLAT)),
    st.sampled_from(["Zorglub", " Zorglub ", "\nZorglub\n", "\n\nZorglub. ", "\tZorglub\t"]),
)
def test_what_is_inserted_anywhere_is_never_lost(place: int, word: str) -> None:
    said = _said(_read(FLAT[:place] + word + FLAT[place:]))
    assert "zorglub" in said.lower()


@settings(
    max_examples=12,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    deadline=None,
)
@given(st.data())
def test_the_real_one_loses_nothing_either(shared: Path, data: st.DataObject) -> None:
    original = (shared / "fiches" / "MQ-1988-0044.txt").read_text("utf-8")
    place = data.draw(st.integers(0, len(original)))
    assert "Zorglub" in _said(_read(f"{original[:place]} Zorglub {original[place:]}"))
    assert _read(original[:place]).source.text == original[:place]
