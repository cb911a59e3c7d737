"""The links of the register in its CSV tables and in the graph, counted apart: `csv` here, SPARQL there, no loader."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from passerelles.build import build
from passerelles.store import open_store
from tests.conftest import NOW
from tests.loaders.csv_tables import REGISTER, Tables, tables_of

VOIES = {
    "Après un parcours de formation sous statut d’élève ou d’étudiant": "FI",
    "En contrat d’apprentissage": "CA",
    "Après un parcours de formation continue": "FC",
    "En contrat de professionnalisation": "CQ",
    "Par candidature individuelle": "CL",
    "Par expérience": "VAE",
}
#: Kind of link → the pattern that binds its end, for a certification ?c.
PATTERNS = {
    "nsf": "?c pas:nsf/skos:notation ?end",
    "rome": "?c pas:rome/skos:notation ?end",
    "bloc": "?c pas:bloc ?b . ?b dcterms:identifier ?code ; dcterms:title ?t BIND(CONCAT(?code, ' ', ?t) AS ?end)",
    "certificateur": "?c pas:certificateur ?o BIND(REPLACE(STR(?o), '^.*/id/', '') AS ?end)",
    "acces": "?c pas:acces ?a . ?a pas:voie/skos:notation ?end ; pas:ouvert true",
    "remplace": "?c dcterms:replaces/dcterms:identifier ?end",
    "remplacée par": "?c dcterms:isReplacedBy/dcterms:identifier ?end",
}
QUERY = """
PREFIX pas: <https://w3id.org/passerelles/ns#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX prov: <http://www.w3.org/ns/prov#>
SELECT DISTINCT ?number ?end WHERE { ?c a pas:Certification ; dcterms:identifier ?number . %s }
"""
DESCRIBED = "?c prov:wasDerivedFrom ?f ; dcterms:title ?t BIND('' AS ?end)"
Links = set[tuple[str, str]]


def slug(name: str) -> str:
    """The name as IRIs of organisations without SIRET write it."""
    text = re.sub("[’'–—-]", " ", name.replace("œ", "oe").replace("Œ", "oe"))
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub("[^a-z0-9]+", "-", plain).strip("-")


def links_of(tables: Tables) -> Mapping[str, Links]:
    """What the tables say, link by link."""

    def pairs(table: str, ends: Iterable[str]) -> Links:
        return {
            (row["Numero_Fiche"], end)
            for row, end in zip(tables[table][1], ends, strict=True)
            if end
        }  # fmt: skip

    def column(table: str, name: str) -> list[str]:
        return [row[name] for row in tables[table][1]]

    blocs = tables["Blocs_De_Compétences"][1]
    organisations = tables["Certificateurs"][1]
    successions = "Ancienne_Nouvelle_Certification"
    return {
        "nsf": pairs("Nsf", column("Nsf", "Nsf_Code")),
        "rome": pairs("Rome", column("Rome", "Codes_Rome_Code")),
        "bloc": pairs(
            "Blocs_De_Compétences",
            (
                f"{row['Bloc_Competences_Code']} {' '.join(row['Bloc_Competences_Libelle'].split())}"
                for row in blocs
            ),
        ),
        "certificateur": pairs(
            "Certificateurs",
            (
                f"siret/{row['Siret_Certificateur']}"
                if row["Siret_Certificateur"]
                else f"organisme/{slug(row['Nom_Certificateur'])}"
                for row in organisations
            ),
        ),
        "acces": pairs("VoixdAccès", (VOIES[label] for label in column("VoixdAccès", "Si_Jury"))),
        "remplace": pairs(successions, column(successions, "Ancienne_Certification")),
        "remplacée par": pairs(successions, column(successions, "Nouvelle_Certification")),
    }


def check(tables: Tables, location: Path) -> Mapping[str, Links]:
    """The links of the tables, which the store at `location` has exactly."""
    expected = links_of(tables)
    described = {(row["Numero_Fiche"], "") for row in tables["Standard"][1]}
    with open_store(location) as dataset:

        def links(pattern: str) -> Links:
            rows = dataset.select(QUERY % pattern).rows
            return {(number.value, end.value) for number, end in rows if number and end}

        assert links(DESCRIBED) == described
        for kind, pattern in PATTERNS.items():
            assert links(pattern) == expected[kind], kind
    return expected


def test_a_sample_of_the_register_has_exactly_its_links(register_sample: tuple[Tables, Path]) -> None:
    tables, location = register_sample
    assert len(tables["Standard"][1]) == 500
    assert all(check(tables, location).values())  # the sample has links of every kind


@pytest.mark.long
def test_the_whole_register_has_exactly_its_links(shared: Path, tmp_path: Path) -> None:
    assert build([shared / REGISTER], tmp_path, now=NOW).version
    found = check(tables_of(shared / REGISTER), tmp_path)
    assert {kind: len(links) for kind, links in found.items()} == {
        "nsf": 28_908,
        "rome": 44_681,
        "bloc": 15_548,
        "certificateur": 30_633,
        "acces": 73_684,
        "remplace": 1_725,
        "remplacée par": 1_725,
    }
