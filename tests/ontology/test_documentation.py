"""The documentation page: valid, complete, in one language, and nothing but itself."""

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib  # type: ignore[import-untyped]
import pytest

from passerelles.ontology import PAS, schemes, turtle_files
from passerelles.ontology.documentation import documentation, main, stylesheet
from passerelles.ontology.wording import WORDINGS

LANGUAGES = sorted(WORDINGS)
NAMES = sorted(name for name in PAS.__annotations__ if not name.startswith("_"))
ENGLISH_WORDS = frozenset(
    re.findall(
        r"\w+",
        """
    the of and is are with from this that which when close also applies leads properties property domain
    label labels meaning other spellings under named how read contents skip language created modified
    author address values links schemes alignments refines term made files
        """,
    )
)


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def page(language: str) -> Element:
    """The page as a strict HTML parser sees it: any error of syntax raises."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    root: Element = parser.parse(documentation(language))
    return root


def text_of(node: Element) -> str:
    return " ".join("".join(node.itertext()).replace("\N{NO-BREAK SPACE}", " ").split())


def anchors(page: Element) -> dict[str, Element]:
    return {node.attrib["id"]: node for node in page.iter() if "id" in node.attrib}


def test_language_and_landmarks(page: Element, language: str) -> None:
    assert page.attrib["lang"] == language
    body = page.find("body")
    assert body is not None
    assert [node.tag for node in body] == ["a", "header", "nav", "main", "footer"]
    assert all("aria-label" in nav.attrib or "aria-labelledby" in nav.attrib for nav in page.iter("nav"))
    assert body[0].attrib["href"] == "#contenu"


def test_headings_are_in_order(page: Element) -> None:
    levels = [int(node.tag[1]) for node in page.iter() if re.fullmatch("h[1-6]", str(node.tag))]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_anchors_are_unique_and_links_lead_somewhere(page: Element) -> None:
    counts = Counter(node.attrib["id"] for node in page.iter() if "id" in node.attrib)
    assert counts.most_common(1)[0][1] == 1
    for link in page.iter("a"):
        assert text_of(link)
        if link.attrib["href"].startswith("#"):
            assert link.attrib["href"][1:] in counts, link.attrib["href"]


def test_every_term_has_its_anchor_label_and_comment(page: Element, language: str) -> None:
    found = anchors(page)
    graph = schemes.graph()
    for name in NAMES:
        shown = text_of(found[name])
        for text in graph.objects(getattr(PAS, name), None):
            if getattr(text, "language", None) == language:
                assert str(text) in shown, name


def test_every_code_is_there(page: Element) -> None:
    found = anchors(page)
    for scheme in schemes.scheme_names() - {"rang", "portee"}:
        assert f"schema-{scheme}" in found
        for code in schemes.known_codes(scheme) - {"Titre ingénieur"}:
            shown = text_of(found[f"{scheme}-{re.sub(' ', '-', code)}"])
            assert shown.startswith(code)
            assert str(schemes.label(scheme, code)) in shown or scheme not in ("nsf", "nsf-lettre")


def test_nsf_is_a_tree(page: Element) -> None:
    found = anchors(page)
    assert found["nsf-200"] in list(found["nsf-20"].iter()) and found["nsf-20"] in list(found["nsf-2"].iter())


def test_domains_ranges_and_alignments_are_shown(page: Element) -> None:
    links = {name: {a.attrib["href"] for a in anchors(page)[name].iter("a")} for name in NAMES}
    assert {"#Certification", "#Bloc", "#Capacite"} <= links["capacite"]
    assert "http://data.europa.eu/snb/model/elm/learningOutcome" in links["capacite"]
    assert {"#capacite", "#bloc", "http://data.europa.eu/snb/model/elm/Qualification"} <= links["Bloc"]
    assert "https://schema.org/EducationalOccupationalCredential" in links["Certification"]


def test_tables_have_headings(page: Element) -> None:
    tables = list(page.iter("table"))
    assert len(tables) == len(schemes.scheme_names())  # all schemes but the NSF tree, and the alignments
    for table in tables:
        assert table.find("caption") is not None
        columns = [node.attrib.get("scope") for node in table.findall("thead/tr/th")]
        assert set(columns) == {"col"}
        for row in table.findall("tbody/tr"):
            assert [node.tag for node in row] == ["th"] + ["td"] * (len(columns) - 1)
            assert row[0].attrib["scope"] == "row"


def test_nothing_is_loaded_but_the_stylesheet(page: Element) -> None:
    assert not {"script", "style", "img", "iframe", "object"} & {str(node.tag) for node in page.iter()}
    assert not any({"style", "src", "srcset"} & set(node.attrib) for node in page.iter())
    assert not any(name.startswith("on") for node in page.iter() for name in node.attrib)
    loaded = [link.attrib["href"] for link in page.iter("link") if link.attrib["rel"] == "stylesheet"]
    assert loaded == ["passerelles.css"]
    assert not re.search(r"url\(|@import|https?:", stylesheet())


def test_the_french_interface_has_no_english_word() -> None:
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    root = parser.parse(documentation("fr"))
    for text in _read(root, "fr"):
        prose = re.sub(r"\w+:\w+", " ", text)  # dcterms:title is a name, in no language
        assert not set(re.findall(r"[^\W\d_]+", prose.lower())) & ENGLISH_WORDS, text


def test_foreign_text_is_marked() -> None:
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    root = parser.parse(documentation("en"))
    assert not any(
        "Physique-chimie" in text or "Conduite, surveillance" in text for text in _read(root, "en")
    )
    assert any("Physique-chimie" in text for text in _read(root, "fr", current="en"))


def _read(node: Element, wanted: str, current: str = "fr") -> list[str]:
    """The texts in the wanted language; codes and names of terms are in none."""
    current = node.attrib.get("lang", current)
    found = [node.text or ""] if current == wanted and node.tag not in ("code", "title") else []
    for child in node:
        found += _read(child, wanted, current) + ([child.tail or ""] if current == wanted else [])
    return found


def test_header_states_version_and_licence(page: Element) -> None:
    header = page.find("body/header")
    assert header is not None
    links = {link.attrib["href"] for link in header.iter("a")}
    assert {"https://spdx.org/licenses/etalab-2.0", "https://w3id.org/passerelles/ns"} <= links
    assert "0.1.0" in text_of(header) and "2026" in text_of(header)


def test_addresses_are_parameters() -> None:
    shown = documentation("fr", stylesheet="/s.css", translation="/ns?langue=en", turtle="/ns.ttl")
    assert 'rel="stylesheet" href="/s.css"' in shown
    assert shown.count('href="/ns?langue=en"') == 2
    assert shown.count('href="/ns.ttl"') == 2


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(KeyError):
        documentation("de")


def test_the_page_is_the_same_each_time(language: str) -> None:
    assert documentation(language) == documentation(language)


def test_command_writes_page_and_stylesheet(tmp_path: Path, language: str) -> None:
    target = tmp_path / "ontologie.html"
    assert main(["--language", language, "-o", str(target)]) == 0
    assert target.read_text(encoding="utf-8") == documentation(language)
    assert (tmp_path / "passerelles.css").read_text(encoding="utf-8") == stylesheet()


def test_command_writes_to_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--language", "en", "--stylesheet", "/s.css"]) == 0
    assert capsys.readouterr().out == documentation("en", stylesheet="/s.css")


def test_turtle_link_names_an_existing_file() -> None:
    assert 'href="passerelles.ttl"' in documentation("fr")
    assert "passerelles.ttl" in turtle_files()
