"""The text of PDF documents made for the purpose, and of the real fiches once printed."""

import io
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.lib import colors, pdfencrypt
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen import canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from passerelles.errors import SourceError
from passerelles.loaders.opening import document_of
from passerelles.loaders.pdf_text import text_of_pdf

STYLE = getSampleStyleSheet()["Normal"]


def _printed(pages: list[list[str]], **options: object) -> bytes:
    """A PDF with these lines on these pages; an empty line leaves a gap."""
    target = io.BytesIO()
    sheet = canvas.Canvas(target, invariant=True, **options)
    for lines in pages:
        sheet.setFont("Helvetica", 9)
        for number, line in enumerate(lines):
            sheet.drawString(40, 800 - 11 * number, line)
        sheet.showPage()
    sheet.save()
    return target.getvalue()


def _laid_out(*parts: object) -> bytes:
    target = io.BytesIO()
    SimpleDocTemplate(target, invariant=True).build(list(parts))
    return target.getvalue()


def _words(text: str) -> str:
    return re.sub(r"\W+", "", text)


def test_lines_paragraphs_and_pages() -> None:
    text, starts = text_of_pdf(
        _printed([["Un début", "et sa suite.", "", "Autre paragraphe."], ["Page 2"]]), "a.pdf"
    )
    assert text == "Un début\net sa suite.\n\nAutre paragraphe.\fPage 2"
    assert [text[start:][:6] for start in starts] == ["Un déb", "Page 2"]


def test_the_bullet_keeps_its_name() -> None:
    assert (
        text_of_pdf(_printed([["• La préparation, l’été : 3 €"]]), "a.pdf")[0]
        == "• La préparation, l’été : 3 €"
    )


def test_a_ruled_table_is_tab_separated_rows() -> None:
    cells = [
        [Paragraph("Intitulé", STYLE), Paragraph("Descriptif", STYLE)],
        [
            Paragraph("Bloc n°1, dont le titre est assez long pour tenir sur deux lignes", STYLE),
            Paragraph("C1 Monter<br/>C2 Régler", STYLE),
        ],
    ]
    table = Table(cells, colWidths=[180, 200], style=[("GRID", (0, 0), (-1, -1), 0.5, colors.black)])
    text, _ = text_of_pdf(_laid_out(Paragraph("Avant", STYLE), table, Paragraph("Après", STYLE)), "a.pdf")
    assert [line for line in text.split("\n") if line] == [
        "Avant",
        "Intitulé\tDescriptif",
        "Bloc n°1, dont le titre est assez long pour tenir sur deux lignes\tC1 Monter",
        "C2 Régler",
        "Après",
    ]


def test_a_frame_around_a_paragraph_is_no_table() -> None:
    frame = Table(
        [[Paragraph("Un encadré<br/>de deux lignes", STYLE)]], style=[("BOX", (0, 0), (-1, -1), 1, "black")]
    )
    assert text_of_pdf(_laid_out(frame), "a.pdf")[0] == "Un encadré\nde deux lignes"


def test_columns_without_rules_are_parted_by_a_tab() -> None:
    table = Table([["Convention", "3109 Métallurgie"], ["Niveau", "V"]], colWidths=[200, 200])
    assert text_of_pdf(_laid_out(table), "a.pdf")[0].split("\n") == [
        "Convention\t3109 Métallurgie",
        "Niveau\tV",
    ]


def _placed(*lines: tuple[tuple[float, str], ...]) -> bytes:
    """A PDF whose lines are pieces of text at given places."""
    target = io.BytesIO()
    sheet = canvas.Canvas(target, invariant=True)
    sheet.setFont("Helvetica", 9)
    for number, line in enumerate(lines):
        for left, piece in line:
            sheet.drawString(left, 800 - 11 * number, piece)
    sheet.save()
    return target.getvalue()


def test_a_column_goes_on_where_the_gap_is_narrow() -> None:
    narrow = "Commission paritaire nationale de l'emploi"
    width = 40 + stringWidth(narrow, "Helvetica", 9) + 7  # less than three letters apart
    text, _ = text_of_pdf(
        _placed(
            ((40, "Intitulé"), (width, "Qualité")),
            ((40, narrow), (width, "Président")),
            ((40, "de la branche"), (width, "de la commission")),
            ((40, "Une ligne de prose, qui tient toute la largeur de la page et ne se coupe pas."),),
        ),
        "a.pdf",
    )
    assert text.split("\n") == [
        "Intitulé\tQualité",
        f"{narrow}\tPrésident",
        "de la branche\tde la commission",
        "Une ligne de prose, qui tient toute la largeur de la page et ne se coupe pas.",
    ]


def test_a_cross_stands_in_the_column_that_its_place_tells() -> None:
    text, _ = text_of_pdf(
        _placed(
            ((40, "Inscription"), (252, "OUI"), (270, "NON"), (320, "Jurys")),
            ((40, "En contrat"), (275, "X")),
            ((40, "Par candidature"), (256, "X"), (320, "Trois personnes")),
            ((40, "Par expérience"), (265, "X")),
            ((252, "OUI"), (270, "NON")),
            ((40, "Accessible"), (275, "X")),
        ),
        "a.pdf",
    )
    assert text.split("\n") == [
        "Inscription\tOUI\tNON\tJurys",
        "En contrat\t\tX",
        "Par candidature\tX\t\tTrois personnes",
        "Par expérience\tX",
        "\tOUI\tNON",
        "Accessible\t\tX",
    ]


def test_the_real_documents_survive_printing(shared: Path) -> None:
    for path in sorted((shared / "fiches").glob("*.txt")):
        original = path.read_text("utf-8").replace("\t", " ")
        lines = [line for line in original.split("\n") if len(line) < 130]
        pages = [lines[start : start + 60] for start in range(0, len(lines), 60)]
        document = document_of(_printed(pages), path.name)
        assert document.media_type == "application/pdf"
        assert len(document.page_starts) == len(pages)
        assert _words(document.text) == _words("\n".join(lines))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (_printed([[""], [""]]), "ne contient pas de texte"),
        (_printed([["x"]] * 301), "301 pages"),
        (_printed([["secret"]], encrypt=pdfencrypt.StandardEncryption("clé")), "mot de passe"),
        (_printed([["un texte"]])[:400], "endommagé ou tronqué"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 4, "endommagé ou tronqué"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, reason: str) -> None:
    with pytest.raises(SourceError, match=reason) as raised:
        text_of_pdf(data, "fiche.pdf")
    assert str(raised.value).startswith("fiche.pdf : ")


def test_a_pdf_protected_against_changes_only_is_read() -> None:
    data = _printed([["lisible"]], encrypt=pdfencrypt.StandardEncryption("", ownerPassword="x", canModify=0))
    assert text_of_pdf(data, "a.pdf")[0] == "lisible"


def test_a_stream_that_grows_without_measure_is_refused() -> None:
    import zlib

    bomb = zlib.compress(bytes(100 * 2**20))
    data = b"%PDF-1.4\n1 0 obj\n<</Filter/FlateDecode>>\nstream\n" + bomb + b"\nendstream\nendobj\n"
    with pytest.raises(SourceError, match="grossit sans mesure"):
        text_of_pdf(data, "a.pdf")


_WHOLE = _printed([["Un texte", "en deux lignes"]], pageCompression=0)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.integers(9, len(_WHOLE) - 1), st.integers(0, 255))
def test_a_damaged_pdf_is_a_text_or_a_source_error(place: int, byte: int) -> None:
    try:
        text, starts = text_of_pdf(_WHOLE[:place] + bytes([byte]) + _WHOLE[place + 1 :], "a.pdf")
    except SourceError as error:
        assert str(error).startswith("a.pdf : ")
    else:
        assert text.strip()
        assert starts[0] == 0
