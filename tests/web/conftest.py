"""A small graph as `build` publishes it, and servers over it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from passerelles.build import Outcome
from passerelles.store import draft
from passerelles.store.workers import Limits
from passerelles.web import Settings, application
from tests.running import running

ID = "https://w3id.org/passerelles/id/"
NS = "https://w3id.org/passerelles/ns"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
XSD = "http://www.w3.org/2001/XMLSchema#"
DCT = "http://purl.org/dc/terms/"
TYPE = f"<{RDF}type>"
TEXT = "Intitulé : Conducteur d’équipements industriels\r\nNiveau : V – « opérateur »\r\n"
SHA256 = hashlib.sha256(TEXT.encode()).hexdigest()
OTHER = hashlib.sha256(b"another document").hexdigest()
CERTIFICATION = f"{ID}rncp/23022"


def quads() -> list[str]:
    """N-Quads of one certification stated by two sources, a bloc, a code, an organisation with an accent."""
    first, second = f"<{ID}fiche/{SHA256}>", f"<{ID}fiche/{OTHER}>"
    certification, bloc = f"<{CERTIFICATION}>", f"<{CERTIFICATION}/bloc/BC01>"
    title = '"Conducteur d’équipements industriels (CQPM)"@fr'
    lines = [
        f"{certification} {TYPE} <{NS}#Certification> {first} .",
        f"{certification} {TYPE} <{NS}#Certification> {second} .",
        f"{certification} <{DCT}title> {title} {first} .",
        f"{certification} <{DCT}title> {title} {second} .",
        f'{certification} <{DCT}identifier> "RNCP23022" {first} .',
        f"{certification} <{NS}#bloc> {bloc} {first} .",
        f"{certification} <{NS}#nsf> <{ID}nsf/200r> {first} .",
        f'{certification} <{NS}#nouvelleCaledonie> "false"^^<{XSD}boolean> {first} .',
        f"{certification} <http://www.w3.org/ns/prov#wasDerivedFrom> {first} {first} .",
        f"{bloc} {TYPE} <{NS}#Bloc> {first} .",
        f'{bloc} <{DCT}title> "Préparer l’équipement, « régler »\\net démarrer"@fr {first} .',
        f'<{ID}nsf/200r> <{SKOS}notation> "200r" <{NS}> .',
        f'<{ID}nsf/200r> <{SKOS}prefLabel> "Contrôle qualité, à l’œuvre"@fr <{NS}> .',
        f'<{ID}organisme/m%C3%A9tallurgie> <{DCT}title> "Branche de la métallurgie"@fr {first} .',
        f"{first} {TYPE} <{NS}#Fiche> {first} .",
        f'{first} <{NS}#fichier> "RNCP23022.txt" {first} .',
        f"{second} {TYPE} <{NS}#Fiche> {second} .",
    ]
    for number in range(12):
        preuve = f"<{ID}preuve/{number:04}>"
        lines.append(f"{preuve} {TYPE} <{NS}#Preuve> {first} .")
        lines.append(f"{preuve} <{RDF}subject> {certification} {first} .")
    return lines


def publish(location: Path, lines: list[str]) -> str:
    """The number of the version that now holds these quads."""
    with draft(location) as work:
        work.add(lines)
        work.put_text(SHA256, TEXT)
        return work.publish({"sources": 2})


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    location = tmp_path_factory.mktemp("store") / "base"
    publish(location, quads())
    return location


@pytest.fixture(scope="session")
def large_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small graph and 4 000 triples more: their cross product is a runaway query."""
    location = tmp_path_factory.mktemp("store") / "grande"
    graph = f"<{ID}fiche/{OTHER}>"
    more = [f'<{ID}titre/t{n}> <{DCT}title> "Titre n° {n}, à l’étude"@fr {graph} .' for n in range(4000)]
    publish(location, [*quads(), *more])
    return location


SETTINGS = Settings(endpoint=Limits(seconds=20, output_bytes=64 << 20))


@pytest.fixture(scope="session")
def client(store: Path) -> Iterator[TestClient]:
    with TestClient(application(store, settings=SETTINGS), follow_redirects=False) as client:
        yield client


@contextmanager
def serving(location: Path, **limits: float) -> Iterator[str]:
    """The address of a real server on a free port, with these limits of the endpoint."""
    settings = replace(SETTINGS, endpoint=replace(SETTINGS.endpoint, **limits))
    with running(location, settings) as address:
        yield address


@pytest.fixture(scope="module")
def examples(examples_store: tuple[Path, Outcome]) -> Iterator[TestClient]:
    """A browser without JavaScript over the examples, on 28 November 2026; it follows no redirection."""
    app = application(examples_store[0], settings=Settings(today=lambda: date(2026, 11, 28)))
    with TestClient(app, headers={"accept": "text/html"}, follow_redirects=False) as browser:
        yield browser
