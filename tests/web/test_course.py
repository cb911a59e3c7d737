"""The page of a person's file: built by clicking, its paths with their proofs, its conditions, what is never kept."""

import json
import logging
import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from itertools import pairwise
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import html5lib
import pytest
from starlette.testclient import TestClient

from passerelles.build import Outcome
from passerelles.web import Settings, application
from passerelles.web.person.file import PersonFile
from tests.small_graph import publish

#: The fiche of which a text says what it gives, held whole; the two blocs that give the only one of another.
HELD, BLOCS, TARGET = "RNCP28900", "RNCP28900BC01,RNCP28900BC02", "RNCP30100"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    store = publish(tmp_path_factory.mktemp("store"))
    app = application(store, settings=Settings(today=lambda: date(2022, 4, 2)))
    with TestClient(app, headers={"accept": "text/html"}, follow_redirects=False) as browser:
        yield browser


@pytest.fixture(scope="module")
def examples(examples_store: tuple[Path, Outcome]) -> Iterator[TestClient]:
    app = application(examples_store[0], settings=Settings(today=lambda: date(2020, 12, 1)))
    with TestClient(app, headers={"accept": "text/html"}, follow_redirects=False) as browser:
        yield browser


def words(html: str) -> str:
    """The text of a page with all its spaces alike."""
    text = unescape(re.sub(r"<[^>]+>", " ", html)).replace("\u00a0", " ")
    return re.sub(r" ([.,)])", r"\1", re.sub(r"\s+", " ", text))


def read(client: TestClient, **given: str) -> str:
    """The page of a file."""
    answer = client.get("/parcours", params=given)
    assert answer.status_code == 200
    return answer.text


def led_to(client: TestClient, address: str) -> dict[str, str]:
    """The file that the buttons of the page make, from the address that they lead to."""
    answer = client.get(address)
    assert answer.status_code == 303
    query = parse_qs(urlsplit(answer.headers["location"]).query)
    return {name: value for name, (value,) in query.items()}


@pytest.mark.parametrize(
    "address",
    [
        "/parcours",
        f"/parcours?acquis={HELD}&vers={TARGET}",
        f"/parcours?acquis={BLOCS}&vers={TARGET}&niveau=5&voie=VAE",
        f"/parcours?acquis={HELD}&vers={HELD}&q_acquis=facon",
        f"/parcours?vers={HELD}&q_vers=facon",
        "/parcours?acquis=RNCP1200&vers=H2903",
        f"/en/parcours?acquis={BLOCS}&vers={TARGET}",
    ],
)
def test_pages_are_strict_html_with_headings_in_order(client: TestClient, address: str) -> None:
    text = client.get(address).text
    page = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)
    levels = [int(each.tag[1]) for each in page.iter() if re.fullmatch(r"h[1-6]", str(each.tag))]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    ids = [each.get("id") for each in page.iter() if each.get("id")]
    assert len(ids) == len(set(ids))
    named = {each.get(name) for each in page.iter() for name in ("aria-labelledby", "for", "form")}
    assert {each for each in named if each} <= set(ids)
    assert "<script>alert" not in text


def test_buttons_make_the_address_of_the_file(client: TestClient) -> None:
    assert led_to(client, f"/parcours?ajout=28900&vers={TARGET}") == {"acquis": HELD, "vers": TARGET}
    # A number in the field of the search is taken at once, and so is a ROME code.
    assert led_to(client, "/parcours?q_acquis=rncp+28900+bc01")["acquis"] == "RNCP28900BC01"
    assert led_to(client, f"/parcours?acquis={HELD}&q_vers=h2903")["vers"] == "H2903"
    chosen = led_to(client, f"/parcours?acquis={HELD},{TARGET}&de={HELD}&bloc=RNCP28900BC02")
    assert chosen["acquis"] == f"RNCP28900BC02,{TARGET}"
    whole = led_to(client, f"/parcours?acquis={BLOCS}&de={HELD}&bloc=RNCP28900BC02&entiere=1")
    assert whole["acquis"] == HELD
    assert led_to(client, f"/parcours?acquis={BLOCS}&retrait=RNCP28900BC01")["acquis"] == "RNCP28900BC02"
    assert led_to(client, f"/parcours?acquis={BLOCS},{TARGET}&retrait={HELD}")["acquis"] == TARGET
    # What has no number keeps an address of its own.
    assert led_to(client, "/parcours?ajout=/id/titre/cqpi-faconnier")["acquis"] == "/id/titre/cqpi-faconnier"
    english = client.get(f"/en/parcours?ajout={HELD}")
    assert english.headers["location"] == f"/en/parcours?acquis={HELD}"


def test_a_whole_certification_stands_for_its_blocs() -> None:
    file = PersonFile(acquis=("RNCP1BC01", "RNCP12BC01"))
    assert file.with_("RNCP1").acquis == ("RNCP12BC01", "RNCP1")
    assert file.with_("RNCP1").with_("RNCP1BC02").acquis == ("RNCP12BC01", "RNCP1")
    assert file.without("RNCP1").acquis == ("RNCP12BC01",)


def test_no_bloc_ticked_changes_nothing_and_says_so(client: TestClient) -> None:
    text = words(read(client, acquis=HELD, de=HELD))
    assert "Aucun bloc n’était coché : rien n’a changé." in text


def test_what_is_covered_says_its_right_and_who_recognises_it(client: TestClient) -> None:
    text = words(read(client, acquis=BLOCS, vers=TARGET))
    answer = text.partition("Les chemins")[2]
    assert "RNCP30100BC01 LA PRÉPARATION correspondance officielle" in answer
    assert "RNCP28900BC01 et RNCP28900BC02 (tous nécessaires ensemble) → RNCP30100BC01" in answer
    assert "reconnue par Branche d’essai" in answer
    assert "vous est reconnu par une correspondance officielle, inscrite au répertoire." in answer
    assert "conventionnelle" not in answer


def test_what_a_text_says_is_told_apart_with_its_sentence(client: TestClient) -> None:
    answer = words(read(client, acquis=HELD)).partition("Ce que cela donne")[2]
    assert "CQP Façonnier (CQPM – CQPI) correspondance conventionnelle" in answer
    assert "donne lieu à la délivrance du CQP Façonnier (CQPM – CQPI). »" in answer


def test_what_is_given_is_not_said_to_be_held(client: TestClient) -> None:
    given = words(read(client, acquis=HELD, vers="/id/titre/cqpi-faconnier"))
    assert "Ce que vous avez vous donne droit à « CQP Façonnier (CQPM – CQPI) »" in given
    assert "par une correspondance conventionnelle, que dit le texte d’une fiche." in given
    assert "obtenue par correspondance, rien à acquérir" in given
    held = words(read(client, acquis=HELD, vers="H2903"))
    assert "qui mène au métier « Conduite d’équipement d’usinage ». Il n’y a rien à acquérir." in held


def test_an_expired_holding_and_an_expired_target_name_what_replaces_them(client: TestClient) -> None:
    held = words(read(client, acquis=HELD)).partition("Par correspondance")[0]
    assert "Échue depuis le 01/04/2022 : elle n’est plus délivrée." in held
    assert "Remplacée par RNCP30100 Façonnier d’aujourd’hui." in held
    assert "Un remplacement ne donne aucun droit par lui-même." in held
    html = read(client, vers=HELD)
    aimed = words(html)
    assert "Pas de chemin au 2 avril 2022." in aimed and "Remplacée par RNCP30100" in aimed
    assert f'name="vers" value="{TARGET}"' in html
    # Its last day is a link away, and a page of a past day says that it is.
    link = re.search(r'href="([^"]*le=2022-04-01[^"]*)"', html)
    assert link is not None
    then = words(client.get(unescape(link[1])).text)
    assert "Cette date est passée" in then and "Acquérir 2 blocs de RNCP28900" in then


def test_conditions_set_aside_and_say_why(client: TestClient) -> None:
    on = {"vers": HELD, "le": "2022-04-01"}
    assert (
        "C’est possible par la validation des acquis de l’expérience (VAE), comme vous le souhaitez."
        in words(read(client, voie="VAE", **on))
    )
    shut = words(read(client, voie="FC", **on))
    assert "1 chemin trouvé, qui ne remplit pas les conditions." in shut
    assert "RNCP28900 n’est pas ouverte par la voie FC." in shut
    silent = words(read(client, voie="FI", **on))
    assert "ne dit pas si la voie FI est ouverte. À vérifier auprès du certificateur." in silent
    assert "Chemin 1" in silent
    bloc = words(read(client, vers="RNCP28900BC01", le="2022-04-01"))
    assert "Vous visez « La préparation » (RNCP28900BC01). Il vous reste à l’acquérir." in bloc
    level = words(read(client, niveau="5", vers="H2903", le="2022-04-01"))
    assert "Le niveau de RNCP28900 n’est pas précisé." in level


def test_what_an_address_says_wrong_is_told_and_left_out(client: TestClient) -> None:
    text = words(read(client, acquis=f"{HELD},RNCP99999,xyz", le="2022-13-01", niveau="12", voie="ZZ"))
    assert "« RNCP99999 » n’est pas dans ce graphe." in text
    assert "« xyz » n’est pas un identifiant." in text
    assert "« 2022-13-01 » n’est pas une date" in text
    assert "« 12 » n’est pas un niveau" in text and "« ZZ » n’est pas une voie d’accès" in text
    assert "n’est ni une certification de ce graphe" in words(read(client, vers="rien de connu du tout"))


def test_a_search_within_the_page_offers_buttons(client: TestClient) -> None:
    html = read(client, acquis="RNCP1200", q_acquis="faconnier")
    assert f'name="ajout" value="{TARGET}"' in html
    form = re.search(r'<form id="changer-ajout"[^>]*>(.*?)</form>', html)
    assert form is not None and 'name="acquis" value="RNCP1200"' in form[1]
    assert 'name="vers" value="H2903"' in read(client, q_vers="usinage")


def test_the_page_in_english_keeps_quotes_in_french(client: TestClient) -> None:
    html = client.get(f"/en/parcours?acquis={BLOCS}&vers={TARGET}").text
    assert "recognised by" in html and '<span lang="fr">Branche d’essai</span>' in html
    assert 'action="/en/parcours#acquis"' in html and '<blockquote class="aloud" lang="fr">' in html


def test_links_lead_on_with_the_same_file(client: TestClient) -> None:
    html = unescape(read(client, acquis=BLOCS, vers=TARGET))
    assert f'href="/dossier?acquis={BLOCS}&vers={TARGET}"' in html
    assert f'href="/graphe?acquis={BLOCS}&vers={TARGET}"' in html
    assert 'href="/comparer?ids=RNCP28900%2CRNCP30100"' in html
    api = re.search(r'href="(/api/parcours[^"]*)"', html)
    assert api is not None and client.get(api[1]).json()["target"]["name"].startswith(TARGET)


def test_programs_are_led_to_the_api(client: TestClient) -> None:
    for address, accept in (("/parcours.json", "*/*"), ("/parcours", "application/json")):
        answer = client.get(f"{address}?acquis={BLOCS}&vers={TARGET}", headers={"accept": accept})
        assert answer.headers["location"] == f"/api/parcours?depuis={BLOCS}&vers={TARGET}"
        assert client.get(answer.headers["location"]).json()["found"]
    given = client.get(f"/parcours.json?acquis={HELD}&le=2022-04-02").headers["location"]
    assert given == f"/api/acquis?depuis={HELD}&le=2022-04-02" and client.get(given).status_code == 200


@pytest.mark.parametrize("part", ["", "1"])
def test_an_experience_comes_close_to_capacites_and_is_not_kept(
    client: TestClient, caplog: pytest.LogCaptureFixture, part: str
) -> None:
    told = "Je sais contrôler à l’œil nu, pendant quinze ans chez Untel"
    with caplog.at_level(logging.DEBUG):
        answer = client.post("/parcours/experience", data={"recit": told, "vers": HELD, "partie": part})
    assert answer.status_code == 200 and answer.headers["cache-control"] == "no-store"
    text = words(answer.text)
    assert "ressemblance calculée" in text and "Contrôler à l’œil nu" in text
    assert "ne donne aucun droit" in text and "de la certification visée" in text
    assert "Untel" not in caplog.text and "Untel" not in str(answer.url)
    assert ("<html" in answer.text) is not bool(part)


def test_an_experience_is_asked_by_post_alone_and_is_bounded(client: TestClient) -> None:
    back = client.get("/en/parcours/experience?recit=souder")
    assert (back.status_code, back.headers["location"]) == (303, "/en/parcours")
    assert client.post("/parcours/experience", data={"recit": "a" * 80_000}).status_code == 413
    assert client.post("/parcours/experience", content=json.dumps({"recit": "x"})).status_code == 415
    empty = client.post("/parcours/experience", data={"recit": " "})
    assert empty.status_code == 200 and "Écrivez quelques phrases" in words(empty.text)
    hostile = client.post("/parcours/experience", data={"recit": "<script>alert(1)</script> je soude"})
    assert "<script>alert" not in hostile.text


def test_an_operator_who_wants_to_machine(examples: TestClient) -> None:
    html = read(examples, acquis="RNCP28246", vers="RNCP28243")
    text = words(html)
    assert "Acquérir 3 blocs de RNCP28243" in text and "vous n’en avez encore aucun" in text
    assert "Voies ouvertes" in text and "Jury" in text
    assert words(read(examples, q_vers="technicien usinaje")).count("RNCP28243") >= 1
