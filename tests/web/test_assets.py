"""The files that pages load: their addresses follow their content."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from passerelles.web.assets import ASKED, KEPT, StaticFolder, read_assets
from passerelles.web.templating import environment


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "built").mkdir()
    (tmp_path / "page.js").write_text("export const page = 1;\n")
    (tmp_path / "built" / "graph.js").write_text("export const graph = 1;\n")
    (tmp_path / "built" / ".complete").write_text("")
    return tmp_path


def test_an_address_follows_the_content(folder: Path) -> None:
    before = read_assets(folder)
    assert before.static("page.js").startswith("/static/page.js?v=")
    assert before.built("graph.js") == before.static("built/graph.js")
    (folder / "page.js").write_text("export const page = 2;\n")
    after = read_assets(folder)
    assert after.static("page.js") != before.static("page.js")
    assert after.built("graph.js") == before.built("graph.js")


def test_what_was_not_built_has_no_address(folder: Path) -> None:
    assets = read_assets(folder)
    assert assets.built("yasqe.js") is None
    assert assets.built(".complete") is None
    with pytest.raises(KeyError):
        assets.static("absent.js")


def test_templates_know_the_addresses() -> None:
    page = (
        environment().from_string("{{ static('passerelles.css') }} {{ built('no.js') or 'none' }}").render()
    )
    address, none = page.split()
    assert address.startswith("/static/passerelles.css?v=")
    assert none == "none"


def test_only_the_address_of_the_content_is_kept(folder: Path) -> None:
    client = TestClient(StaticFolder(folder))
    address = read_assets(folder).static("page.js").removeprefix("/static")
    kept = client.get(address)
    assert (kept.status_code, kept.headers["cache-control"]) == (200, KEPT)
    assert client.get("/page.js").headers["cache-control"] == ASKED
    assert client.get("/page.js?v=000000000000").headers["cache-control"] == ASKED
    again = client.get("/page.js", headers={"if-none-match": kept.headers["etag"]})
    assert again.status_code == 304


def test_the_site_serves_its_files_with_their_kind(client: TestClient) -> None:
    style = client.get(environment().from_string("{{ static('passerelles.css') }}").render())
    assert style.headers["cache-control"] == KEPT
    assert style.headers["content-type"].startswith("text/css")
    assert client.get("/static/absent.js").status_code == 404


def test_the_lock_file_names_no_registry() -> None:
    lock = Path(__file__).parents[2] / "frontend" / "package-lock.json"
    assert '"resolved"' not in lock.read_text(encoding="utf-8")
