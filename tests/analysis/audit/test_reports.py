"""The audit as a page to print, as a table and as JSON data."""

import csv
import io
import json
import re
from html.parser import HTMLParser

from passerelles.analysis.audit import Audit, report_csv, report_fragment, report_page

_VOID = {"meta", "br"}


class Page(HTMLParser):
    """What a page holds: its tags, closed in order, its addresses and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.addresses: list[str] = []
        self.ids: list[str] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag not in _VOID:
            self.open.append(tag)
        for name, value in attrs:
            if name in ("href", "src"):
                self.addresses.append(value or "")
            elif name == "id":
                self.ids.append(value or "")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_page_stands_alone_and_escapes_what_it_shows(found: Audit) -> None:
    page = Page(report_page(found))
    assert not page.open and "script" not in page.tags
    assert "Soudeuse de chantier & <script>alert(1)</script>" in page.text
    # Only links into the page itself: nothing is fetched.
    assert {address[:1] for address in page.addresses} == {"#"}
    assert {address[1:] for address in page.addresses} <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))
    told = page.text.replace("\xa0", " ")
    assert f"{len(found.findings)} constats, au 28 novembre 2026. Données du 16 août 2026." in told
    for each in found.findings:
        assert each.sentence in page.text
        assert all(document.file in page.text for document in each.documents if document.file)
    assert "@media print" in report_page(found)


def test_the_fragment_links_to_pages_and_counts_what_it_leaves_out(found: Audit) -> None:
    fragment = report_fragment(found, limit=1)
    page = Page(fragment)
    assert "/certification/rncp/40001#bloc-BC01" in page.addresses
    assert "… et 1 de plus" in page.text
    assert "<html" not in fragment and "<h1" not in fragment


def test_nothing_found_is_said_too(found: Audit) -> None:
    assert "Aucun constat pour « personne », au" in Page(report_page(found.of("personne"))).text


def test_the_table_has_one_row_a_finding(found: Audit) -> None:
    rows = list(csv.DictReader(io.StringIO(report_csv(found), newline="")))
    assert [row["phrase"] for row in rows] == [each.sentence for each in found.findings]
    assert all(row["sources"] and row["fichiers"] and row["concerne"] for row in rows)
    assert {row["gravite"] for row in rows} == {"erreur", "avertissement", "information"}


def test_json_says_the_same(found: Audit) -> None:
    data = json.loads(json.dumps(found.as_dict(), ensure_ascii=False))
    assert data["jour"] == "2026-11-28" and data["donnees_du"] == "2026-08-16"
    assert sum(data["nombres"].values()) == len(data["constats"]) == len(found.findings)
    assert [each["phrase"] for each in data["constats"]] == [each.sentence for each in found.findings]
    assert all(re.fullmatch(r"[a-z_]+", key) for each in data["constats"] for key in each)
