"""What must hold of any fiche: what changes nothing that is said, and what must lose nothing."""

from __future__ import annotations

import html
import io
import random
import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib import colors
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from passerelles.errors import SourceError
from passerelles.loaders.entries import Entry
from passerelles.loaders.fiche_sections import sections_of
from passerelles.loaders.fiche_texte import FICHE_TEXTE, read_fiche
from passerelles.loaders.opening import document_of
from passerelles.loaders.view import view_of
from passerelles.records import Problem, Reading, Severity
from tests.loaders.fiche_maker import SECTIONS, fiche, plain, reading, said, words

NUMBERS = ("23022", "28243", "28245")
TRANSFORMATIONS: dict[str, Any] = {
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "CR": lambda text: text.replace("\n", "\r"),
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "Windows-1252": lambda text: text.encode("cp1252"),
    "UTF-16": lambda text: text.encode("utf-16"),
    "UTF-8 with a mark": lambda text: text.encode("utf-8-sig"),
    "curly": lambda text: text.replace("'", "’"),
    "straight": lambda text: text.replace("’", "'"),
    "soft hyphens": lambda text: re.sub(r"([^\W\d_]{3})([^\W\d_]{3})", "\\1\u00ad\\2", text),
    "form feeds": lambda text: text.replace("\n\n", "\n\f\n"),
    "no-break spaces": lambda text: text.replace(" :", "\u00a0:"),
    "trailing spaces": lambda text: text.replace("\n", "  \n"),
}


def opened(content: str | bytes) -> Reading:
    data = content.encode() if isinstance(content, str) else content
    return read_fiche(document_of(data, "fiche"), "fiche")


@pytest.fixture(params=(*NUMBERS, "own"))
def text(request: pytest.FixtureRequest) -> str:
    if request.param == "own":
        return fiche()
    folder: Path = request.getfixturevalue("shared")
    return (folder / "fiches" / f"RNCP{request.param}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", TRANSFORMATIONS)
def test_encodings_and_typography_change_nothing(text: str, name: str) -> None:
    assert said(opened(TRANSFORMATIONS[name](text))) == said(opened(text))


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_sections_changes_nothing(text: str, seed: int) -> None:
    pieces = pieces_of(text)
    random.Random(seed).shuffle(pieces)
    assert said(reading("\n".join(pieces))) == said(reading(text))


def pieces_of(text: str) -> list[str]:
    """The printed sections; a list of capacités stays with the section it belongs to."""
    starts = [0]
    for section in sections_of(view_of(text))[1:]:
        if section.name != "capacites":
            starts.append((section.heading or section.body).starts[0])
    return [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]


def test_html_says_the_same(text: str) -> None:
    if "\t" not in text:
        pytest.skip("ce document n’a pas de tableau")
    found = opened(page_of(text))
    assert found.source.media_type == "text/html"
    assert said(found) == said(opened(text))


def page_of(text: str) -> str:
    """The same fiche as a page: a paragraph a line, a table row a line with tabs."""
    parts = ["<!doctype html><html><head><title>x</title><script>alert(1)</script></head><body>"]
    for line in text.replace("**", "").split("\n"):
        cells = [cell if cell.lstrip().startswith("<p>") else html.escape(cell) for cell in line.split("\t")]
        if len(cells) > 1:
            parts.append("<table><tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr></table>")
        elif line.strip():
            parts.append(f"<p>{html.escape(line)}</p>")
    return "\n".join([*parts, "</body></html>"]).replace("</table>\n<table>", "\n")


def test_pdf_says_the_same(text: str) -> None:
    found = opened(pdf_of(text))
    assert found.source.media_type == "application/pdf"
    assert found.source.page_starts
    expected, got = said(opened(text)), said(found)
    assert words(got[0]).split() == words(expected[0]).split()
    assert got[1:] == expected[1:]


def pdf_of(text: str) -> bytes:
    """The same fiche as a PDF: a paragraph a line, ruled tables for the lines with tabs."""
    style = getSampleStyleSheet()["BodyText"]
    rows: list[list[str]] = []
    story: list[Any] = []
    for line in [*re.sub(r"</?(?:p|i|ul|ol)\b[^>]*>|[*]{2}", "", text).split("\n"), ""]:
        if "\t" in line:
            rows.append(line.split("\t"))
            continue
        if rows:
            width = max(map(len, rows))
            cells = [
                [Paragraph(html.escape(cell), style) for cell in row] + [""] * (width - len(row))
                for row in rows
            ]
            side = (500 - 60 * (width - 2)) / 2
            grid = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")]
            story.append(Table(cells, colWidths=[side, *[60] * (width - 2), side], style=grid))
            rows = []
        if line.strip():
            story.append(Paragraph(html.escape(line), style))
    stream = io.BytesIO()
    SimpleDocTemplate(stream).build(story)
    return stream.getvalue()


@pytest.mark.parametrize(
    "word", ["Zyxwv quelque chose", "zyxwv autre chose", "- Zyxwv", "12 zyxwv", "Zyxwv :"]
)
def test_a_line_put_anywhere_is_never_lost(text: str, word: str) -> None:
    lines = text.split("\n")
    needle = word.strip("- :")
    for place in range(0, len(lines) + 1, 11 if len(lines) > 150 else 5):
        found = reading("\n".join([*lines[:place], word, *lines[place:]]))
        assert needle in words(said(found)), f"perdu après « {lines[place - 1]} »"


def test_a_truncated_fiche_never_raises_and_loses_nothing(text: str) -> None:
    for end in range(40, len(text), max(len(text) // 40, 1)):
        found = reading(text[:end])
        if found.certifications and end < 300:
            assert "fiche-incomplete" in {problem.cause for problem in found.problems}


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(sorted(SECTIONS.values())),
            st.text(alphabet="aC1.)-:•\t\n é(XN°", max_size=40),
            st.sampled_from(["C1 ", "1) ", "Bloc de compétence n°1", "Arrêté du 3", "OUI\tNON", "RNCP12"]),
        ),
        max_size=12,
    )
)
def test_any_mixture_is_read_without_an_exception(parts: list[str]) -> None:
    found = reading("\n".join(parts))
    for one in found.certifications:
        keys = [capacite.key for capacite in one.capacites]
        assert len(keys) == len(set(keys))
        assert {key.value for bloc in one.blocs for key in bloc.capacites} <= set(keys)
    text = found.source.text or ""
    for kept in found.unplaced:
        assert all(0 <= span.start < span.end <= len(text) for span in kept.spans)


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="bcdfgh", min_size=6, max_size=12), st.data())
def test_a_word_put_in_any_place_is_never_lost(word: str, data: st.DataObject) -> None:
    text = fiche()
    places = [match.end() for match in re.finditer(r"\w(?=[ \n])", text)]
    place = data.draw(st.sampled_from(places))
    assert word in words(said(reading(f"{text[:place]} {word}{text[place:]}")))


def entry(content: bytes, name: str = "fiche.txt") -> Entry:
    return Entry(name, "", len(content), lambda: io.BytesIO(content), True)


@pytest.mark.parametrize("form", ["text", "cp1252", "html", "pdf", "truncated"])
def test_fiches_are_recognised_by_their_content(form: str) -> None:
    text = fiche()
    contents: dict[str, bytes] = {
        "text": text.encode(),
        "cp1252": text.encode("cp1252"),
        "html": page_of(text).encode(),
        "pdf": pdf_of(text),
        "truncated": text[:700].encode(),
    }
    assert FICHE_TEXTE.recognises(entry(contents[form], "sans-extension"))
    (found,) = FICHE_TEXTE.read([entry(contents[form])])
    assert isinstance(found, Reading)
    assert found.certifications[0].number == "40404"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"   \n\n",
        b"Lorem ipsum dolor sit amet\n" * 50,
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
        b"%PDF-1.4\ngarbage",
        b"Numero_Fiche;Intitule\nRNCP1;X\n",
        b"REFERENTIEL DU CQPM\n\nTitre du CQPM : Soudeur\n",
        "Une phrase cite le résumé descriptif de la certification.".encode(),
    ],
)
def test_other_files_are_not_recognised(content: bytes) -> None:
    assert not FICHE_TEXTE.recognises(entry(content))


def test_what_cannot_be_opened_is_a_problem() -> None:
    (found,) = FICHE_TEXTE.read([entry(b"")])
    assert isinstance(found, Problem)
    assert (found.cause, found.severity) == ("source-illisible", Severity.ERROR)
    with pytest.raises(SourceError):
        document_of(b"", "vide")


def test_a_text_far_too_long_is_refused() -> None:
    (found,) = FICHE_TEXTE.read([entry(fiche().encode() + b"mot " * 600_000)])
    assert isinstance(found, Problem)
    assert "trop long" in found.message


def test_reading_twice_gives_the_same() -> None:
    assert plain(reading(fiche())) == plain(reading(fiche()))
    assert reading(fiche()) == reading(fiche())


def test_a_very_wide_gap_is_one_gap() -> None:
    wide = fiche().replace("Scieur de long", "Scieur" + " " * 30_000 + "de long")
    assert said(reading(wide)) == said(reading(fiche()))
