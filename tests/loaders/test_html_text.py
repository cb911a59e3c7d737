"""The text of HTML pages: lines, rows, and nothing executed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelles.errors import SourceError
from passerelles.loaders.html_text import declared_encoding, text_of_html
from passerelles.loaders.opening import document_of


def _text(body: str) -> str:
    return text_of_html(f"<html><head><title>non</title></head><body>{body}</body></html>", "a.html").strip(
        "\n"
    )


def test_blocks_are_lines_and_inline_text_is_not_cut() -> None:
    assert (
        _text("<p>Un <b>seul</b>\n  texte</p><div>Deux<br>trois</div>fin")
        == "Un seul texte\nDeux\ntrois\nfin"
    )


def test_headings_stand_apart_and_items_have_a_dash() -> None:
    page = "<p>a</p><h2>Titre</h2><ul><li>un</li><li>- deux</li><li><p>trois</p></li></ul>"
    assert _text(page) == "a\n\nTitre\n\n- un\n- deux\n- trois"


def test_what_is_not_shown_is_left_out() -> None:
    page = "<script>alert('x')</script><style>p{}</style><!-- secret --><p>vu <a href='http://x'>lien</a></p>"
    assert _text(page) == "vu lien"


def test_rows_are_tab_separated_and_keep_their_empty_cells() -> None:
    page = "<table><tr><th>VOIE<th>OUI<th>NON</tr><tr><td>VAE</td><td></td><td>X</td></tr></table>"
    assert _text(page) == "VOIE\tOUI\tNON\nVAE\t\tX"


def test_a_column_span_counts() -> None:
    page = "<table><tr><td colspan='2'>a</td><td>b</td></tr><tr><td>1</td><td>2</td><td>3</td></tr></table>"
    assert _text(page) == "a\t\tb\n1\t2\t3"


def test_the_last_cell_keeps_its_lines_and_the_first_ones_stay_on_one() -> None:
    page = (
        "<table><tr><td><p>Bloc n°1</p><p>Usiner</p></td>"
        "<td><p>Descriptif :</p><ul><li>C1 Monter</li><li>C2 Régler</li></ul></td></tr></table>"
    )
    assert _text(page) == "Bloc n°1 Usiner\tDescriptif :\n- C1 Monter\n- C2 Régler"


def test_tables_that_lay_out_a_page_are_not_rows() -> None:
    page = (
        "<table><tr><td><h2>Menu</h2></td><td><table><tr><td>a</td><td>b</td></tr></table></td></tr>"
        "<tr><td>seule</td></tr></table>"
    )
    assert _text(page) == "Menu\n\na\tb\n\nseule"


def test_the_declared_encoding_is_found_in_pages_only() -> None:
    assert declared_encoding(b'<html><head><meta charset="ISO-8859-15">') == "ISO-8859-15"
    assert declared_encoding(b'<?xml version="1.0" encoding="windows-1252"?><html>') == "windows-1252"
    assert declared_encoding(b'Texte avec <meta charset="utf-8">') is None
    page = '<html><meta http-equiv="Content-Type" content="text/html; charset=iso-8859-15"><p>3 €'
    assert document_of(page.encode("iso8859-15"), "a.html").text == "3 €\n"


def test_entities_are_characters_and_external_ones_are_not_fetched() -> None:
    page = (
        '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY b "&x;&x;">]>'
        "<html><body><p>&eacute;t&#233; &amp; &nbsp;fin &x;</p></body></html>"
    )
    text = text_of_html(page, "a.html")
    assert "été & \xa0fin" in text
    assert "root:" not in text


def test_a_page_of_absurd_depth_is_refused_not_cut() -> None:
    assert _text("<div>" * 140 + "fond" + "</div>" * 140) == "fond"
    assert _text("<b><div>" * 100 + "fond") == "fond"
    with pytest.raises(SourceError, match="imbriquées sans mesure"):
        _text("<div>" * 5000 + "fond")


def test_a_page_of_absurd_size_is_refused() -> None:
    with pytest.raises(SourceError, match="trop de balises"):
        _text("<b>x</b>" * 300_000)


@given(
    st.lists(st.sampled_from(["<p>", "</p>", "<td>", "<tr>", "<table>", "<li>", ">", "&lt;", "é", "\t", "x"]))
)
def test_any_soup_gives_a_text_or_a_source_error(soup: list[str]) -> None:
    try:
        text = text_of_html("<html>" + "".join(soup), "a.html")
    except SourceError:
        return
    assert text.count("é") == soup.count("é")


def test_a_picture_of_a_cross_in_a_cell() -> None:
    page = (
        '<table><tr><td>Contrat</td><td><img src="v.gif" alt="X"></td><td>&nbsp;</td></tr>'
        '<tr><td>VAE</td><td></td><td><img src="v.gif" alt="coché"></td></tr>'
        '<tr><td>Logo</td><td><img src="l.gif" alt="RNCP"></td><td>fin</td></tr></table>'
    )
    assert text_of_html(page, "page.html").strip().split("\n") == [
        "Contrat\tX\t",
        "VAE\t\tX",
        "Logo\t\tfin",
    ]
