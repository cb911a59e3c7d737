"""Questions that only the official feed or ROME can answer, put to real extracts beside the repository."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from passerelles.answers.question import rows
from passerelles.build import build
from passerelles.store import EmbeddedDataset, open_store
from tests.conftest import NOW

ID = "https://w3id.org/passerelles/id/"
#: The métier whose neighbourhood is cut out of ROME, and the tables that its questions need.
METIER = "H2903"
TABLES = (
    "referentiel_code_rome",
    "cr_gd_dp",
    "rubrique_mobilite",
    "referentiel_appellation",
    "coherence_item",
)


def cut_rome(folder: Path, target: Path) -> None:
    """Write the rows of ROME about the métier and its mobilities, and the skills they draw on."""

    def table(name: str) -> tuple[Path, list[list[str]]]:
        source = next(folder.glob(f"unix_{name}_v[0-9]*_utf8.csv"))
        with source.open(encoding="utf-8-sig", newline="") as lines:
            return source, list(csv.reader(lines))

    def write(name: str, column: str, kept: set[str]) -> list[list[str]]:
        source, found = table(name)
        place = found[0].index(column)
        found = [found[0], *(row for row in found[1:] if row[place] in kept)]
        with (target / source.name).open("w", encoding="utf-8", newline="") as lines:
            csv.writer(lines, quoting=csv.QUOTE_ALL).writerows(found)
        return found

    codes = {METIER} | {row[1] for row in table("rubrique_mobilite")[1] if row[0] == METIER}
    for name in TABLES:
        written = write(name, "code_rome", codes)
    items = {row[1] for row in written}
    write("referentiel_competence", "code_ogr", items)
    write("referentiel_savoir", "code_ogr_savoir", items)


@pytest.fixture(scope="module")
def extracts(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedDataset]:
    data, rome = shared / "data", tmp_path_factory.mktemp("rome")
    cut_rome(data / "rome-4.60", rome)
    location = tmp_path_factory.mktemp("extraits")
    build([data / "france-competences-v4.1", rome], location, now=NOW)
    with open_store(location) as dataset:
        yield dataset


def test_correspondances_of_the_feed(extracts: EmbeddedDataset) -> None:
    several = rows(extracts, "correspondances-plusieurs-blocs")
    assert len({row["correspondance"] for row in several}) == 5
    for correspondance in {row["correspondance"] for row in several}:
        needed = [
            row for row in several if (row["correspondance"], row["role"]) == (correspondance, "depuis")
        ]
        assert len(needed) == int(needed[0]["necessaires"]) >= 2
    register = rows(extracts, "correspondances-avec-le-rs")
    assert {row["identifiant"] for row in register if row["role"] == "depuis"} == {"RS6626", "RS6931"}
    assert {row["identifiant"] for row in register if row["role"] == "vers"} == {"RNCP36490BC04"}
    bloc = rows(extracts, "bloc-correspondances", bloc=f"{ID}rncp/36490/bloc/BC02")
    assert {row["sens"] for row in bloc} == {"il est donné"}
    assert {f"{ID}rncp/36490/bloc/BC02"} < {row["terme"] for row in bloc if row["role"] == "vers"}
    declared = rows(extracts, "correspondances-par-certificateur")
    assert next((row["nom"], row["correspondances"]) for row in declared) == ("CESI", "20")
    assert sum(int(row["correspondances"]) for row in declared) == 25
    assert rows(extracts, "correspondances-reciproques") == []


def test_partners_of_the_feed(extracts: EmbeddedDataset) -> None:
    certifications = rows(extracts, "certifications-par-nombre-de-partenaires")
    assert (certifications[0]["identifiant"], certifications[0]["partenaires"]) == ("RNCP37674", "458")
    partners = rows(extracts, "partenaires-par-nombre")
    held = rows(extracts, "certifications-par-partenaire", organisme=partners[0]["organisme"])
    assert len({row["certification"] for row in held}) == int(partners[0]["certifications"]) > 1
    entitled = rows(extracts, "certification-habilitations", certification=f"{ID}rncp/36490")
    assert len({row["organisme"] for row in entitled}) == 58


def test_promotions_of_the_feed(extracts: EmbeddedDataset) -> None:
    promotions = rows(extracts, "certification-promotions", certification=f"{ID}rncp/34762")
    assert [(row["annee"], row["certifies"], row["insertion_6_mois"]) for row in promotions] == [
        ("2017", "853", "81"),
        ("2018", "876", "76"),
    ]
    year = rows(extracts, "insertion-par-annee", annee="2018")
    rates = [float(row["insertion_6_mois"]) for row in year if "insertion_6_mois" in row]
    assert rates == sorted(rates, reverse=True) and len(rates) >= 2
    levels = rows(extracts, "statistiques-par-niveau")
    of_2018 = [row for row in levels if (row["annee"], row["mesure"]) == ("2018", "certifies")]
    assert sum(int(row["promotions"]) for row in of_2018) >= len(year)


def test_codes_of_the_feed(extracts: EmbeddedDataset) -> None:
    near = rows(extracts, "metier-formacodes", metier=f"{ID}rome/M1805")
    assert near[0]["libelle"] == "Sécurité informatique" and int(near[0]["certifications"]) == 2
    found = rows(extracts, "certifications-par-formacode", formacode=near[0]["formacode"])
    assert {row["actif"] for row in found} <= {"true", "false"} and found
    assert rows(extracts, "capacites-hors-bloc")


def test_a_metier_of_rome(extracts: EmbeddedDataset) -> None:
    metier = f"{ID}rome/{METIER}"
    mobilities = rows(extracts, "metier-mobilites", metier=metier)
    assert [row["rang"] for row in mobilities] == [str(rank) for rank in range(1, 12)]
    assert mobilities[0]["libelle"] == "Conducteur / Conductrice de machines à bois"
    assert len(rows(extracts, "metier-appellations", metier=metier)) == 54
    skills = rows(extracts, "metier-competences", metier=metier)
    core = [row for row in skills if row["coeur"] == "true"]
    assert 0 < len(core) < len(skills) and skills[: len(core)] == core
    same = rows(extracts, "metiers-par-competence", competence=core[0]["element"])
    assert metier in {row["metier"] for row in same}
    alike = rows(extracts, "metiers-proches-par-competences", metier=metier)
    assert [int(row["communs"]) for row in alike] == sorted(
        (int(row["communs"]) for row in alike), reverse=True
    )
    named = {row["par"]: row["code"] for row in rows(extracts, "metiers-par-mot", mot="fraiseuse")}
    assert named["appellation"] == METIER
