"""Datasets: the same bytes for the same graph, at any base, with nothing that may not leave."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
from pathlib import Path

import pytest
import yaml
from rdflib import Graph

from passerelles.build import Outcome
from passerelles.errors import UsageError
from passerelles.exports import Options, export, write_dataset
from passerelles.exports.base import Base
from passerelles.exports.dumps import read_dumps, version_name
from passerelles.exports.licences import is_open
from passerelles.exports.prefixes import PREFIXES
from passerelles.ontology import DERIVED_GRAPH
from passerelles.store import EmbeddedDataset, draft, open_store
from tests.store.conftest import EX

ROOT = Path(__file__).resolve().parents[2]
PAS, PROV, DCT = PREFIXES["pas"], PREFIXES["prov"], PREFIXES["dcterms"]
RDF, RDFS, SKOS = PREFIXES["rdf"], PREFIXES["rdfs"], PREFIXES["skos"]
OPEN = "https://www.etalab.gouv.fr/licence-ouverte-open-licence"


def published(location: Path, quads: list[str], **manifest: str) -> EmbeddedDataset:
    with draft(location) as work:
        work.add(quads)
        work.publish(manifest)
    return open_store(location)


def fiche(name: str, licence: str) -> list[str]:
    graph = f"<{EX}{name}>"
    return [
        f"{graph} <{RDF}type> <{PAS}Fiche> {graph} .",
        f"{graph} <{DCT}license> {licence} {graph} .",
        f'{graph} <{PAS}lecteur> "{name} 1" {graph} .',
    ]


@pytest.fixture
def mixed(tmp_path: Path) -> EmbeddedDataset:
    """An open and a closed document that disagree, and what was derived from each."""
    derived = f"<{DERIVED_GRAPH}>"
    quads = [*fiche("ouvert", f"<{OPEN}>"), *fiche("ferme", '"Ne pas rediffuser"@fr')]
    for name, title in (("ouvert", "Titre ouvert"), ("ferme", "Titre fermé")):
        graph, kept = f"<{EX}{name}>", f"<{EX}retenue-{name}>"
        quads += [
            f'<{EX}c> <{DCT}title> "{title}"@fr {graph} .',
            f'<{EX}code> <{RDFS}label> "Libellé {name} \\"cité\\""@fr {graph} .',
            f"{kept} <{RDF}type> <{PAS}Retenue> {derived} .",
            f'{kept} <{RDF}object> "{title}"@fr {derived} .',
            f"{kept} <{PROV}wasDerivedFrom> {graph} {derived} .",
            f"<{EX}c> <{PAS}retenu> {kept} {derived} .",
            f'<{EX}code> <{SKOS}altLabel> "Libellé {name} \\"cité\\""@fr {derived} .',
        ]
    return published(tmp_path / "base", quads)


def text(dataset: EmbeddedDataset, name: str, options: Options) -> str:
    stream = io.BytesIO()
    export(dataset, name, stream, options)
    return stream.getvalue().decode()


@pytest.mark.parametrize("name", ["nquads", "turtle", "jsonld"])
def test_what_may_not_leave_stays_with_all_that_came_from_it(mixed: EmbeddedDataset, name: str) -> None:
    found = text(mixed, name, Options())
    assert "Titre ouvert" in found and "Libellé ouvert" in found and "retenue-ouvert" in found
    assert "ferm" not in found.replace("fermeture", "") and "rediffuser" not in found
    whole = text(mixed, name, Options(with_restricted=True))
    assert "Titre fermé" in whole and "retenue-ferme" in whole and "Libellé ferme" in whole


def test_a_label_that_an_open_document_gives_too_leaves(tmp_path: Path) -> None:
    quads = [*fiche("ouvert", f"<{OPEN}>"), *fiche("ferme", '"Ne pas rediffuser"@fr')]
    quads += [f'<{EX}code> <{RDFS}label> "Même libellé"@fr <{EX}{name}> .' for name in ("ouvert", "ferme")]
    quads.append(f'<{EX}code> <{SKOS}prefLabel> "Même libellé"@fr <{DERIVED_GRAPH}> .')
    with published(tmp_path / "base", quads) as dataset:
        assert "skos:prefLabel" in text(dataset, "turtle", Options())


@pytest.mark.parametrize(
    ("licence", "expected"),
    [
        (OPEN, True),
        (f"{OPEN}/", True),
        ("https://creativecommons.org/licenses/by/4.0/", True),
        ("https://creativecommons.org/licenses/by-nc/4.0/", False),
        ("https://creativecommons.org/licenses/by-nd/4.0/", False),
        ("Conditions de réutilisation non précisées, ne pas rediffuser", False),
        ("Licence non précisée par le document", False),
        (f"{OPEN}.exemple.org", False),
        (None, False),
    ],
)
def test_a_licence_is_open_when_it_is_known_to_be(licence: str | None, expected: bool) -> None:
    assert is_open(licence) is expected


def test_two_builds_give_the_same_bytes(examples_store: tuple[Path, Outcome], tmp_path: Path) -> None:
    with open_store(examples_store[0]) as dataset:
        quads = b"".join(dataset.nquads()).decode().splitlines()
    made = []
    for name, lines in (("un", quads), ("deux", quads[::-1])):
        with published(tmp_path / f"base-{name}", lines, day="2026-08-16") as one:
            (tmp_path / name).mkdir()
            made.append(write_dataset(one, tmp_path / name))
    first, second = tmp_path / "un", tmp_path / "deux"
    names = sorted(path.name for path in first.iterdir())
    assert names == sorted(path.name for path in second.iterdir())
    for name in names:
        assert (first / name).read_bytes() == (second / name).read_bytes(), name
    assert read_dumps(first) == made[0] == made[1]
    for line in (first / "SHA256SUMS").read_text().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256((first / name).read_bytes()).hexdigest() == digest
    # The date of a compressed file, four bytes of its head, is not said.
    assert (first / "passerelles.nq.gz").read_bytes()[4:8] == bytes(4)


def test_a_dataset_at_another_base_names_nothing_of_ours(
    examples_store: tuple[Path, Outcome], tmp_path: Path
) -> None:
    with open_store(examples_store[0]) as dataset:
        write_dataset(dataset, tmp_path, Options("https://data.exemple.fr/"))
        merged = len(list(dataset.triples()))
    moved = Graph().parse(
        data=gzip.decompress((tmp_path / "passerelles.ttl.gz").read_bytes()), format="turtle"
    )
    assert 0.8 * merged < len(moved) <= merged
    terms = {str(term) for triple in moved for term in triple if not hasattr(term, "datatype")}
    assert not [term for term in terms if "w3id.org/passerelles" in term]
    assert (
        "https://data.exemple.fr/id/rncp/28243" in terms
        and "https://data.exemple.fr/ns#Certification" in terms
    )
    context = json.loads((tmp_path / "context.jsonld").read_bytes())["@context"]
    assert context["pas"] == "https://data.exemple.fr/ns#" and context["pas:bloc"]["@type"] == "@id"
    void = (tmp_path / "void.ttl").read_text()
    assert "w3id.org/passerelles" not in void.replace((tmp_path / "CITATION.txt").read_text()[:1], "")


def test_texts_that_hold_addresses_are_not_touched() -> None:
    ours = "https://w3id.org/passerelles/id"
    line = f'<{ours}/a> <urn:p> "voir <{ours}/b> ici"@fr <{ours}/g> .\n'
    moved = Base("https://data.exemple.fr").lines(line.encode()).decode()
    assert moved == (
        '<https://data.exemple.fr/id/a> <urn:p> "voir <https://w3id.org/passerelles/id/b> ici"@fr '
        "<https://data.exemple.fr/id/g> .\n"
    )


@pytest.mark.parametrize(
    "address", ["data.exemple.fr", "ftp://exemple.fr/", "https://", "https://a b/", "https://a/#x"]
)
def test_a_base_is_an_address(address: str) -> None:
    with pytest.raises(UsageError, match="n’est pas une adresse"):
        Base(address)


def test_a_version_is_named_by_its_day_and_content() -> None:
    assert version_name({"day": "2026-08-16", "sha256": "0736f4ede87d"}) == "2026-08-16-0736f4ed"
    assert version_name({"built": "2026-11-21T12:00:00", "sha256": "ab"}) == "2026-11-21-ab"
    assert version_name({}) == "sans-date-0"


def test_the_citation_file_has_what_its_format_requires() -> None:
    found = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert {"cff-version", "message", "title", "authors"} <= set(found)
    assert found["cff-version"] == "1.2.0" and found["type"] in ("software", "dataset")
    assert all("name" in author or "family-names" in author for author in found["authors"])
    pyproject = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert f'version = "{found["version"]}"' in pyproject and f'license = "{found["license"]}"' in pyproject


def test_redirects_lead_to_the_addresses_that_the_site_serves() -> None:
    rules = (ROOT / "deploy" / "w3id" / ".htaccess").read_text(encoding="utf-8")
    for address in ("ns", "id/", "data", "sparql"):
        assert f"https://SERVER/{address}" in rules
