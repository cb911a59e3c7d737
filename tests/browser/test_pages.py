"""The pages of the site in a real browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Visits


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("path", ["/", "/certification/rncp/23022"])
def test_a_page_is_accessible(visit: Visits, axe: Callable[[Page], list[str]], path: str, dark: bool) -> None:
    page = visit(path, dark=dark)
    assert axe(page) == []


@pytest.mark.parametrize("path", ["/", "/certification/rncp/23022", "/sparql"])
def test_a_page_fits_a_phone(visit: Visits, path: str) -> None:
    page = visit(path, width=390)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
