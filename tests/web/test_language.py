"""French and English pages: one address each, every sentence translated, links that keep the language."""

import ast
import re
from collections.abc import Iterator, Mapping
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from jinja2 import Environment
from starlette.testclient import TestClient

from passerelles.answers import french, terms
from passerelles.queries import TAGS, names, query
from passerelles.web import Settings, application
from passerelles.web.english import catalogue, gettext, ngettext, sentences
from passerelles.web.english import terms as english_terms
from passerelles.web.english.api import in_english as api_in_english
from passerelles.web.english.messages import english_parts, in_english
from passerelles.web.language import localised
from passerelles.web.problem import TITLES
from passerelles.web.questions.document import HOW
from passerelles.web.templating import environment
from tests.small_graph import publish

TEMPLATES = sorted(
    each.name
    for each in Path(str(files("passerelles.web").joinpath("templates"))).iterdir()
    if each.suffix == ".html"
)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    store = publish(tmp_path_factory.mktemp("store"))
    app = application(store, settings=Settings(today=lambda: date(2022, 4, 2)))
    with TestClient(app, headers={"accept": "text/html"}, follow_redirects=False) as browser:
        yield browser


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_sentence_of_a_template_has_its_english(name: str) -> None:
    environment_ = environment()
    assert environment_.loader
    source = environment_.loader.get_source(environment_, name)[0]
    known = catalogue()
    for _, _, message in environment_.extract_translations(source):  # type: ignore[attr-defined]
        french_words = message[0] if isinstance(message, tuple) else message
        if french_words is None:
            continue  # words that come from elsewhere, tested below
        english_words = known.get(french_words)
        assert english_words and all(english_words), french_words


#: Words that are the same in both languages, or that are said in the language they name.
NAMES = {
    *(
        "Passerelles",
        "English",
        "Français",
        "RNCP",
        "RS",
        "SIRET",
        "SPARQL",
        "ROME",
        "NSF",
        "VAE",
        "CQPM",
        "CQPI",
    ),
    *(
        "JSON",
        "Turtle",
        "CSV",
        "SVG",
        "PNG",
        "GraphML",
        "GEXF",
        "JSON-LD",
        "N-Triples",
        "N-Quads",
        "HTML",
        "PDF",
    ),
    # Names of parts, as the analyses tell them.
    *("définition", "capacités"),
    *("ISCED", "SHA-256", "VoID", "DCAT", "OpenAPI", "API", "ELM", "CTDL", "schema", "org", "curl", "Python"),
}


def untranslated(environment_: Environment, source: str) -> list[str]:
    """The words of a template that stand outside what is translated, in texts and in attributes that are read."""
    outside, translated = "", False
    before: tuple[str, ...] = ()
    for _, kind, value in environment_.lex(source):
        if kind == "name" and value in ("trans", "endtrans"):
            translated = value == "trans"
        elif kind == "string" and before[-2:] != ("_", "(") and re.search(r"[À-ÿ’\s]\w", value):
            outside += f" {value} "
        elif kind == "data" and not translated:
            outside += value
        elif kind == "variable_begin":
            outside += " "
        if kind != "whitespace":
            before = (*before[-1:], value)
    read = re.findall(r' (?:aria-label|alt|title|placeholder)="([^"]*)"', outside)
    plain = re.sub(
        r"<(code|pre)\b.*?</\1>|<[^>]*>|&amp;\w+=\w+|&\w+;| \w+=\"\w+\"|/\w+\?\w+=|\bid/nsf\b",
        " ",
        outside,
        flags=re.DOTALL,
    )
    return [each for each in re.findall(r"[^\W\d_][\w-]+", " ".join([plain, *read])) if each not in NAMES]


@pytest.mark.parametrize("name", TEMPLATES)
def test_no_word_of_a_template_stands_outside_what_is_translated(name: str) -> None:
    environment_ = environment()
    assert environment_.loader
    assert not untranslated(environment_, environment_.loader.get_source(environment_, name)[0])


def test_the_words_of_answers_have_their_english() -> None:
    told = [*french.PROPERTIES.values(), *french.RANKS.values(), *french.REGISTERS.values()]
    told += [*french.SCOPES.values(), *french.RIGHTS.values(), french.NOT_STATED, "Oui", "Non"]
    told += TITLES.values()
    assert not [words for words in told if words not in catalogue()]


def test_every_property_with_french_words_has_english_ones_and_no_other() -> None:
    ours = {f"{terms.BASE}ns#{name}" for name in ("bloc", "Certification", "Officielle")}
    for iri in {*terms.STANDARD, *terms.INVERSE, *ours}:
        assert english_terms.term_words(iri), iri
        assert english_terms.inverse_words(iri), iri
    assert set(terms.STANDARD) == set(_iris(english_terms.STANDARD))
    assert set(terms.INVERSE) == set(_iris(english_terms.INVERSE))
    assert english_terms.term_words("http://www.w3.org/1999/02/22-rdf-syntax-ns#_3") == "Rank 3"
    assert english_terms.inverse_words(f"{terms.BASE}ns#jury") == "“composition of the jury” of"
    assert english_terms.term_words("https://autre.example/x") is None


def _iris(told: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    return (namespace + name for namespace, words in told.items() for name in words)


def test_the_api_is_described_in_english(client: TestClient) -> None:
    french = client.get("/api/openapi.json").json()
    known = {words for each in catalogue().values() for words in each}
    questions = [query(name) for name in names()]
    known |= {each.title_en for each in questions}
    known |= {each.description_en.rstrip(".") for each in questions}
    hows = [gettext(how) for how in HOW.values()]
    asked = [parameter.description_en for each in questions for parameter in each.parameters]
    known |= {*asked, *(f"{words} ({how})" for words in asked for how in hows)}
    known |= {tag.title_en for tag in TAGS}
    told = api_in_english(french)
    assert told["info"]["description"] in known
    for operations in told["paths"].values():
        for operation in operations.values():
            said = [operation["summary"], *operation["description"].split("\n\n")]
            said += operation["tags"][0].split(" – ", 1)
            said += [parameter["description"] for parameter in operation["parameters"]]
            assert not [each for each in said if each and {each, each.rstrip(".")}.isdisjoint(known)]
    page = client.get("/en/api/docs").text
    assert "The answers as JSON" in page and 'href="/api/certification/RNCP23022"' in page
    assert client.get("/en/api/openapi.json").json() == french


#: What is raised with a sentence that a page may show.
RAISED = {
    *("NotFoundError", "UsageError", "StoreError", "PreparingError", "ProtocolError", "HTTPException"),
    *("problem", "not_found", "_problem"),
}


def _messages() -> Iterator[tuple[str, str]]:
    """The sentences that the web and the answers raise, with a word in place of each value."""
    source = Path(str(files("passerelles")))
    for path in sorted([*source.joinpath("web").rglob("*.py"), *source.joinpath("answers").rglob("*.py")]):
        if path.name == "server.py":
            continue  # told on the command line
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in RAISED:
                for argument in node.args:
                    for text in _written(argument):
                        yield f"{path.name}:{node.lineno}", text


def _written(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.BinOp):
        node = node.left  # what is added is an example
    if isinstance(node, ast.JoinedStr):
        parts = (each.value if isinstance(each, ast.Constant) else "mot" for each in node.values)
        node = ast.Constant("".join(str(each) for each in parts))
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value:
        yield node.value.replace("».mot", "».").replace("mot / Not", "Aucun. / Not")


def test_every_message_of_the_site_has_its_english() -> None:
    found = list(_messages())
    assert len(found) > 50
    assert not [each for each in found if in_english(each[1]) is None]


def test_a_message_is_read_sentence_by_sentence() -> None:
    told = "Aucune question ne s’appelle « a ». Noms proches : « b ». La liste est à /api/requetes."
    assert in_english(told) == "No question is called “a”. Close names: « b ». The list is at /api/requetes."
    assert in_english("« 100 %(x)s » n’est pas dans ce graphe.") == "“100 %(x)s” is not in this graph."
    assert in_english("« a » n’est pas dans ce graphe. Il pleut.") is None
    # What is typed may look like many sentences: reading them stays quick.
    assert in_english("« a » n’est pas dans ce graphe. " * 40 + "Fin.") is None
    assert english_parts("Mal formée.\n\nASK {\n     ^\n\nSyntax error") == [
        ("english", "Syntax error"),
        ("excerpt", "ASK {\n     ^"),
    ]


def test_a_sentence_has_one_english_wherever_it_is() -> None:
    seen: dict[str, tuple[str, ...]] = {}
    for path in sorted(Path(str(files("passerelles.web").joinpath("english"))).glob("*.po")):
        for french_words, told in sentences(path.stem).items():
            before = seen.setdefault(french_words, told)
            assert before[0] == told[0], (path.name, french_words)
    assert ngettext("Certificateur", "Certificateurs", 2) == "Awarding bodies"
    assert gettext("Certificateur") == "Awarding body"


def test_places_for_values_are_the_same_in_both_languages() -> None:
    places = re.compile(r"%\(\w+\)s")
    folder = Path(str(files("passerelles.web").joinpath("english")))
    for path in sorted(folder.glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale="en", charset="utf-8"):
                written, told = _forms(message.id), _forms(message.string)
                assert set(places.findall(told)) <= set(places.findall(written)), (path.name, message.id)


def _forms(text: str | tuple[str, ...]) -> str:
    return " ".join(text) if isinstance(text, tuple) else text


def test_an_english_page_says_so_and_keeps_its_language(client: TestClient) -> None:
    text = client.get("/en/").text
    assert '<html lang="en">' in text and "Skip to content" in text
    links = re.findall(r' (?:href|action)="(/[^"]*)"', text)
    pages = [each for each in links if not each.startswith(("/static/", "/ns"))]
    assert [each for each in pages if not each.startswith("/en/")] == ["/", "/"]
    assert text.count('hreflang="fr" href="/"') == 2


def test_an_address_alone_says_the_language(client: TestClient) -> None:
    answer = client.get("/", headers={"accept-language": "en"})
    assert '<html lang="fr">' in answer.text
    assert client.get("/en").status_code == 200
    moved = client.get("/en/recherche?q=RNCP28900")
    assert moved.headers["location"] == "/en/certification/rncp/28900"


def test_links_written_in_the_data_are_not_taken_for_ours() -> None:
    html = '<a href="/parcours">x</a> href=&#34;/parcours&#34; <a href="//autre.example/">y</a>'
    assert localised(html, "en") == html.replace('"/parcours"', '"/en/parcours"', 1)
    assert localised(html, "fr") == html
    assert localised('<a href="/ns#jury">x</a>', "en") == '<a href="/ns.en.html#jury">x</a>'


def test_plurals_follow_each_language() -> None:
    assert ngettext("sans traduction", "sans traductions", 0) == "sans traductions"
    assert ngettext("sans traduction", "sans traductions", 1) == "sans traduction"
