"""Every value of every element of an export is found again in the graph of its fiche."""

import re
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
import pytest
from lxml import etree

from passerelles.records import Reading
from tests.loaders.exported import DOCUMENTS, nquads, read

PAS = "https://w3id.org/passerelles/ns#"
DAY = re.compile(r"(\d\d)/(\d\d)/(\d{4})\Z")
CUT = {"LISTE_COMPETENCES", "CAPACITES_ATTESTEES"}
OF_CAPACITES = {
    "http://purl.org/dc/terms/title",
    "http://www.w3.org/2004/02/skos/core#altLabel",
    "http://www.w3.org/2004/02/skos/core#notation",
    f"{PAS}rubrique",
    f"{PAS}capacitesTexte",
}
FIXTURES = [DOCUMENTS / "export_fiches.xml", DOCUMENTS / "export_fiches_v3.xml"]


def collapsed(text: str) -> str:
    return " ".join(text.split())


class Said:
    """What the graph of one reading says: its literals and its IRIs."""

    def __init__(self, reading: Reading) -> None:
        quads = pyoxigraph.parse("\n".join(nquads(reading)), format=pyoxigraph.RdfFormat.N_QUADS)
        self.literals: set[str] = set()
        self.iris: set[str] = set()
        words: set[str] = set()
        for quad in quads:
            if isinstance(quad.object, pyoxigraph.Literal):
                value = collapsed(quad.object.value)
                self.literals.add(value)
                if quad.predicate.value in OF_CAPACITES:
                    words |= set(re.findall(r"\w+", value))
            elif isinstance(quad.object, pyoxigraph.NamedNode):
                self.iris.add(quad.object.value)
        self.words = words

    def has(self, tag: str, text: str) -> bool:
        """Whether the value of an element is there, in the form that its kind has in the graph."""
        value = collapsed(text)
        day = DAY.match(value)
        if day:
            return f"{day[3]}-{day[2]}-{day[1]}" in self.literals
        if value in {"Oui", "Non"} and tag != "VALIDATION_PARTIELLE":
            return {"Oui": "true", "Non": "false"}[value] in self.literals
        if re.fullmatch(r"NIV[1-8]", value):
            return f"https://w3id.org/passerelles/id/niveau/{value[3:]}" in self.iris
        if tag in CUT:
            plain = re.sub(r"<[^>]*>", " ", value)
            return {word for word in re.findall(r"\w+", plain) if not word.isdigit()} <= self.words
        if tag == "NIVEAU" or (tag == "LIBELLE" and value == "Aucun niveau"):
            return any(value in literal for literal in self.literals)
        return value in self.literals or value.replace(",", ".") in self.literals


def leaves(fiche: etree._Element) -> Iterator[tuple[str, str, str]]:
    """The path, name and text of every element that has text."""
    for element in fiche.iter():
        if isinstance(element.tag, str) and not len(element) and (element.text or "").strip():
            path = "/".join(each.tag for each in (*reversed(list(element.iterancestors("*"))), element))
            yield path, element.tag, element.text or ""


def check(path: Path) -> None:
    readings, problems = read(path)
    fiches = list(etree.parse(str(path)).getroot().iter("FICHE"))
    assert len(readings) == len(fiches) > 0
    for fiche, reading in zip(fiches, readings, strict=True):
        said = Said(reading)
        lost = [(place, text) for place, tag, text in leaves(fiche) if not said.has(tag, text)]
        assert lost == [], reading.source.name
        assert reading.unplaced == ()
    assert not [problem for problem in problems if problem.cause == "element-inconnu"]


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_every_value_is_in_the_graph(path: Path) -> None:
    check(path)


@pytest.mark.parametrize("register", ["RNCP", "RS"])
def test_every_value_of_the_real_extracts_is_in_the_graph(register: str, shared: Path) -> None:
    check(shared / "data" / "france-competences-v4.1" / f"export_fiches_{register}_V4_1_2026-08-16.xml")


def test_the_check_itself_sees_what_is_missing() -> None:
    reading = read(FIXTURES[0])[0][0]
    said = Said(reading)
    assert not said.has("INTITULE", "Charpentier de montagne")
    assert not said.has("DATE_EFFET", "02/06/2020")
    assert not said.has("LISTE_COMPETENCES", "Choisir les briques")
