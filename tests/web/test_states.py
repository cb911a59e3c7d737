"""Every state of the site is a page that says what happens and what to do, in both languages, without the graph."""

from collections.abc import Iterator
from pathlib import Path

import html5lib
import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from passerelles.errors import BusyError, NotFoundError, PreparingError, QueryTimeoutError, UsageError
from passerelles.web import application

#: What is raised: the message, and words of its page in French and in English.
RAISED = {
    "prepare": (
        PreparingError("Le graphe vient de changer : la recherche et les rapprochements se préparent. "
                       "Réessayez dans une minute."),
        "les rapprochements se préparent",
        "likenesses are being prepared. Try again in a minute.",
    ),
    "occupe": (
        BusyError("Trop de requêtes sont en cours : réessayez dans quelques secondes. / Too many queries are running: "
                  "try again in a few seconds."),
        "réessayez dans quelques secondes.",
        "Too many queries are running: try again in a few seconds.",
    ),
    "arrete": (QueryTimeoutError("Arrêtée à sa limite. / Stopped at its limit."), "Arrêtée à sa", "Stopped at its"),
    "absent": (NotFoundError("« RNCP1 » n’est pas dans ce graphe."), "n’est pas dans", "“RNCP1” is not in this graph."),
    "mal": (UsageError("« x <b> » n’est pas un identifiant."), "x <b>", "“x <b>” is not an identifier."),
    "sans-anglais": (NotFoundError("Le vent a tourné."), "Le vent a tourné.", "Le vent a tourné."),
    "panne": (ZeroDivisionError("division"), "Une erreur inattendue", "An unexpected error occurred"),
}  # fmt: skip
STATUS = {
    "prepare": 503,
    "occupe": 503,
    "arrete": 503,
    "absent": 404,
    "mal": 400,
    "sans-anglais": 404,
    "panne": 500,
}
WAIT = {"prepare": "30", "occupe": "5"}
#: Addresses of pages that read the graph.
NEEDY = [
    *("/", "/recherche?q=x", "/certification/rncp/23022", "/certifications"),
    *("/qualite", "/data", "/id/nsf/200r"),
]


async def _raise(request: Request) -> Response:
    raise RAISED[request.path_params["name"]][0]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A site whose store is not there, with addresses at which something goes wrong."""
    app = application(tmp_path_factory.mktemp("vide") / "base")
    app.router.routes.insert(0, Route("/en-panne/{name}", _raise))
    with TestClient(app, raise_server_exceptions=False, headers={"accept": "text/html"}) as browser:
        yield browser


def text_of(page: str) -> str:
    main = html5lib.parse(page, namespaceHTMLElements=False).find(".//main")
    assert main is not None
    return " ".join("".join(main.itertext()).replace("\u00a0", " ").split())


def check_frame(page: str, lang: str) -> None:
    """The page is whole: one title, a way to search and to go on in its language, no outside request."""
    document = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    assert document.get("lang") == lang
    assert len(document.findall(".//h1")) == 1
    assert document.find(".//form[@role='search']") is not None
    prefix = "/en" if lang == "en" else ""
    ways = {each.get("href") for each in document.findall(".//main//a")}
    assert f"{prefix}/" in ways
    for each in ("script", "img", "link"):
        for found in document.iter(each):
            assert (found.get("src") or found.get("href") or "/").startswith("/")


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("name", RAISED)
def test_what_goes_wrong_is_a_page_in_the_language_of_its_address(
    client: TestClient, name: str, lang: str
) -> None:
    _, french, english = RAISED[name]
    answer = client.get(f"{'/en' if lang == 'en' else ''}/en-panne/{name}?a=1")
    assert answer.status_code == STATUS[name]
    assert answer.headers.get("retry-after") == WAIT.get(name)
    assert "content-security-policy" in answer.headers and answer.headers["cache-control"] == "no-store"
    check_frame(answer.text, lang)
    text = text_of(answer.text)
    assert (english if lang == "en" else french) in text
    assert " / " not in text and "<b>" not in answer.text
    if lang == "en" and name == "sans-anglais":
        assert f'<p class="lead" lang="fr">{french}</p>' in answer.text
    elif lang == "en":
        assert french not in text or french == english or name == "mal"
    if STATUS[name] == 503:
        assert (
            "cannot be shown for the moment" if lang == "en" else "ne peut pas être montrée pour l’instant"
        ) in text
    if STATUS[name] in (500, 503):
        here = f'href="{"/en" if lang == "en" else ""}/en-panne/{name}?a=1"'
        assert here in answer.text.partition("<main")[2]


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("address", NEEDY)
def test_without_a_store_pages_say_how_to_make_one(client: TestClient, address: str, lang: str) -> None:
    answer = client.get(("/en" if lang == "en" else "") + address)
    assert answer.status_code == 503 and answer.headers["retry-after"] == "60"
    check_frame(answer.text, lang)
    text = text_of(answer.text)
    assert "passerelles build SOURCE…" in text
    assert ("run “passerelles build" if lang == "en" else "lancez « passerelles build") in text
    assert (
        "Reload this page in 60 seconds" if lang == "en" else "Recharger cette page dans 60 secondes"
    ) in text


@pytest.mark.parametrize("address", ["/api/docs", "/ns", "/sparql"])
def test_pages_that_need_no_graph_answer_without_one(client: TestClient, address: str) -> None:
    assert client.get(address).status_code == 200
    assert client.get(f"/en{address}").status_code == 200


def test_a_store_is_read_as_soon_as_it_is_there(tmp_path: Path, examples_store: tuple[Path, object]) -> None:
    place = tmp_path / "base"
    with TestClient(application(place), headers={"accept": "text/html"}) as browser:
        assert browser.get("/en/").status_code == 503
        place.symlink_to(examples_store[0])
        assert browser.get("/en/").status_code == 200
