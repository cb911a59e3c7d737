"""Our schemes against the official documents, when these lie beside the repository."""

import csv
import html
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import SKOS

from passerelles.ontology import ID, schemes


@pytest.fixture(scope="module")
def official(shared: Path) -> dict[str, str]:
    """Code or letter to label, as article D311-4 of the Code de l’éducation prints them."""
    file = shared / "data" / "nsf" / "article-d311-4.md"
    if not file.is_file():
        pytest.skip("la nomenclature officielle (../shared/data/nsf/article-d311-4.md) est absente")
    return dict(_posts(file.read_text(encoding="utf-8")))


def _posts(text: str) -> Iterator[tuple[str, str]]:
    for row in re.findall(r"<tr>(.*?)</tr>", text, re.DOTALL):
        cells = [
            " ".join(html.unescape(re.sub(r"<[^>]+>", " ", cell)).split())
            for cell in re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)
        ]
        line = " ".join(cells)
        if match := re.fullmatch(r"(\d{1,3})\.? (\D.*)", line) or re.fullmatch(r"([a-z])\) (.*)", line):
            yield match[1], _tidy(match[2])


def _tidy(label: str) -> str:
    """Without the space that a line break left before a bracket, nor the final full stop."""
    label = re.sub(r" (?=[),])", "", label)
    return label if label.endswith("...") else label.removesuffix(".")


def _labels(whole: Graph, iri: str) -> set[str]:
    return {
        str(text) for item in (SKOS.prefLabel, SKOS.altLabel) for text in whole.objects(URIRef(iri), item)
    }


def test_nsf_has_the_official_codes(official: dict[str, str]) -> None:
    assert {code for code in official if code.isdigit()} == schemes.known_codes("nsf")
    # The article gives the letter z in a heading of its own, without a row.
    assert {letter for letter in official if letter.isalpha()} == schemes.known_codes("nsf-lettre") - {"z"}


def test_nsf_has_the_official_labels(official: dict[str, str], whole: Graph) -> None:
    assert len(official) == 4 + 17 + 93 + 16
    for code, label in official.items():
        scheme = "nsf" if code.isdigit() else "nsf-lettre"
        assert label in _labels(whole, f"{ID}{scheme}/{code}"), code
        # The preferred label differs only by the accent of an initial capital.
        assert str(schemes.label(scheme, code)).replace("É", "E") == label, code


def test_nsf_codes_of_the_register_are_known(shared: Path) -> None:
    file = shared / "data" / "nsf" / "nsf-codes-seen-in-register-2020.csv"
    with file.open(encoding="utf-8", newline="") as lines:
        codes = [row["code"] for row in csv.DictReader(lines)]
    assert len(codes) == 469
    # 132v crosses an academic group with a letter of function: the article does not allow it.
    assert [code for code in codes if not schemes.is_known("nsf", code)] == ["132v"]


def test_kinds_of_the_register_are_known(shared: Path, whole: Graph) -> None:
    archive = shared / "data" / "register-2020" / "export-fiches-csv-2020-11-23.zip"
    with zipfile.ZipFile(archive) as opened:
        name = next(item for item in opened.namelist() if "Standard" in item)
        with io.TextIOWrapper(opened.open(name), encoding="utf-8-sig", newline="") as lines:
            rows = csv.DictReader(lines, delimiter=";")
            pairs = {(row["Abrege_Libelle"], row["Abrege_Intitule"]) for row in rows} - {("", "")}
    assert len(pairs) == 42
    for notation, label in sorted(pairs):
        segment = "Titre-ing%C3%A9nieur" if notation == "Titre ingénieur" else notation.replace(" ", "-")
        labels = {text.replace("’", "'") for text in _labels(whole, f"{ID}type/{segment}")}
        assert label in labels, notation


def test_ways_of_access_of_the_register_are_known(shared: Path, whole: Graph) -> None:
    archive = shared / "data" / "register-2020" / "export-fiches-csv-2020-11-23.zip"
    with zipfile.ZipFile(archive) as opened:
        name = next(item for item in opened.namelist() if "Voix" in item)
        with io.TextIOWrapper(opened.open(name), encoding="utf-8-sig", newline="") as lines:
            ways = {row["Si_Jury"] for row in csv.DictReader(lines, delimiter=";")}
    known = {text for code in schemes.known_codes("voie") for text in _labels(whole, f"{ID}voie/{code}")}
    assert len(ways) == 6
    assert ways <= known
