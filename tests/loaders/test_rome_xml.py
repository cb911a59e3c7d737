"""ROME 3 in XML, alone and beside ROME 4."""

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelles.loaders.entries import Entry
from passerelles.loaders.rome import Rome
from passerelles.records import Concept, Reading, Severity
from tests.loaders.test_rome import DOMAINES, HEADER, concepts, links, readings

HEAD = '<?xml version="1.0" encoding="iso-8859-15" ?>\n<ogr>\n'


def code(notation: str, label: str, ogr: str = "6") -> str:
    return (
        f"<item_referentiel_code_rome><code_ogr>{ogr}</code_ogr><code_rome>{notation}</code_rome>"
        f"<libelle>{label}</libelle><statut1>1</statut1></item_referentiel_code_rome>\n"
    )


def node(notation: str, parent: str, label: str, kind: str = "NOEUD") -> str:
    return (
        f"<item_arborescence><libelle_noeud>{kind}</libelle_noeud><code_noeud>{notation}</code_noeud>"
        f"<code_pere>{parent}</code_pere><libelle>{label}</libelle></item_arborescence>\n"
    )


def entry(text: str, name: str = "unix_v344.xml") -> Entry:
    data = text.encode("iso8859-15")
    return Entry(name, "dossier", len(data), lambda: io.BytesIO(data))


def read_one(*texts: str) -> Reading:
    entries = [entry(text, f"{number}_v344.xml") for number, text in enumerate(texts)]
    assert all(Rome().recognises(each) for each in entries)
    (reading,) = Rome().read(entries)
    assert isinstance(reading, Reading)
    return reading


def test_codes_and_trees_are_one_edition() -> None:
    reading = read_one(
        HEAD + code("A1201", "Bûcheronnage et élagage", "7") + "</ogr>",
        HEAD
        + node("Racine AP", "", "Racine", "RACINE")
        + node("A", "Racine AP", "Agriculture")
        + node("A12", "A", "Espaces naturels")
        + node("A1201", "A12", "Bûcheronnage et élagage", "FEUILLE")
        + node("001", "Racine AR", "Environnement")
        + node("A1201", "001", "Bûcheronnage et élagage", "FEUILLE")
        + "</ogr>",
    )
    found = concepts(reading)
    assert (reading.source.title, reading.source.media_type) == ("ROME 3.44", "application/xml")
    assert sorted(found) == ["rome-theme/001", "rome/A", "rome/A12", "rome/A1201"]
    metier = found["rome/A1201"]
    assert (metier.label, metier.identifier, metier.broader) == ("Bûcheronnage et élagage", "7", ("A12",))
    assert links(metier) == {"theme": ("001",)}
    assert found["rome/A12"] == Concept("rome", "A12", "Espaces naturels", broader=("A",), version="3.44")
    assert reading.problems == ()


def test_beside_a_newer_edition_its_labels_are_no_longer_preferred(tmp_path: Path) -> None:
    old, new = tmp_path / "ancien", tmp_path / "nouveau"
    old.mkdir()
    new.mkdir()
    (old / "codes_v344.xml").write_bytes((HEAD + code("H2903", "Conduite") + "</ogr>").encode("iso8859-15"))
    (new / "codes_v460.csv").write_text(HEADER + "H2903,Tourneur,H2903\n", encoding="utf-8")
    (new / "domaines.csv").write_text(DOMAINES, encoding="utf-8")
    newest, older = readings(old, new)
    assert (newest.source.title, older.source.title) == ("ROME 4.60", "ROME 3.44")
    assert {each.preferred for each in newest.concepts} == {True}
    assert {each.preferred for each in older.concepts} == {False}
    (alone,) = readings(old)
    assert {each.preferred for each in alone.concepts} == {True}


@pytest.mark.parametrize(
    ("items", "cause"),
    [
        (code("", "Sans code"), "code-absent"),
        (code("1201", "Bûcheronnage"), "code-rome-inattendu"),
        (node("A12", "", "Sans père"), "code-absent"),
        (code("A1201", "Un nom") + code("A1201", "Un autre"), "libelles-differents"),
        (code("A1201", "Un nom").replace("statut1", "statut9"), "colonnes-non-lues"),
    ],
)
def test_what_is_wrong_is_told(items: str, cause: str) -> None:
    good = (
        code("A1101", "Conduite d'engins") if "<item_ref" in items else node("A", "Racine AP", "Agriculture")
    )
    reading = read_one(HEAD + good + items + "</ogr>")
    assert [problem.cause for problem in reading.problems] == [cause]


@given(st.integers(0, 400))
def test_a_truncated_file_keeps_its_whole_items(cut: int) -> None:
    whole = HEAD + code("A1101", "Conduite") + code("A1201", "Élagage") + "</ogr>"
    text = whole[: max(len(HEAD) + 30, len(whole) - cut)]
    reading = read_one(text)
    ends = text.count("</item_referentiel_code_rome>")
    assert len([each for each in reading.concepts if len(each.notation) == 5]) == ends
    damage = [problem.cause for problem in reading.problems if problem.cause == "xml-abime"]
    assert damage == ([] if text.endswith("</ogr>") else ["xml-abime"])


def test_an_entity_bomb_is_not_opened() -> None:
    doctype = '<!DOCTYPE ogr [<!ENTITY a "x"><!ENTITY b "&a;&a;"><!ENTITY c SYSTEM "file:///etc/hostname">]>'
    bomb = HEAD.replace("<ogr>", doctype + "<ogr>")
    reading = read_one(bomb + code("A1201", "Élagage &c;&b;") + "</ogr>")
    assert reading.concepts[0].label == "Élagage &c;&b;"


def test_the_real_edition(shared: Path) -> None:
    (reading,) = readings(shared / "data/rome-3.44")
    found = concepts(reading)
    assert sum(len(key) == len("rome/A1101") for key in found) == 532
    assert sum(len(key) == len("rome/A11") for key in found) == 110
    assert sum(len(key) == len("rome/A") for key in found) == 14
    assert sum(key.startswith("rome-theme/") for key in found) == 17
    assert sum(len(links(each).get("theme", ())) for each in found.values()) == 509
    assert found["rome/A1201"].label == "Bûcheronnage et élagage"
    assert [problem for problem in reading.problems if problem.severity is not Severity.INFO] == []
