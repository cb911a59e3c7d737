"""A small register written by hand, and the search over it."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from passerelles.analysis.catalogue import Catalogue
from passerelles.analysis.catalogue.schema import INDEXES, SCHEMA
from passerelles.analysis.finding import Finding, write_finding
from passerelles.ontology import ID

#: number, title, kind, level, active, end, ROME codes, NSF code, certificateur
CERTIFICATIONS = [
    ("RNCP100", "Soudeur assembleur industriel", "TP", "3", 1, "2030-02-28", ("H2913",), "254", "Ministère du travail"),
    ("RNCP90", "Soudeur assembleur industriel", "TP", "3", 0, "2019-02-28", ("H2913",), "254", "Ministère du travail"),
    ("RNCP101", "CQP Soudeur(euse) (CQPM)", "CQPM", None, 1, "2031-01-01", ("H2913",), "254s", "UIMM La fabrique"),
    ("RNCP102", "Comptabilité et gestion", "BTS", "5", 1, "2030-01-01", ("M1203",), "314", "Éducation nationale"),
    ("RNCP103", "Services informatiques aux organisations", "BTS", "5", 1, "2030-01-01", ("M1805",), "326", "EN"),
    ("RNCP104", "Diplôme d'Etat d'aide-soignant (DEAS)", "DE", "4", 1, "2030-01-01", ("J1501",), "331", "Santé"),
    ("RNCP105", "Auxiliaire de vie", "TP", "3", 1, "2030-01-01", ("K1302",), "332", "Ministère du travail"),
    ("RNCP106", "Pâtissier", "CAP", "3", 1, "2030-01-01", ("D1104",), "221", "Éducation nationale"),
    ("RNCP107", "Chargé(e) d’intégration en robotique industrielle", "CQPM", None, 1, "2030-01-01",
     ("H1208",), "201", "UIMM"),
    ("RNCP108", "Installateur en thermique et sanitaire", "TP", "3", 1, "2030-01-01", ("F1603",), "233", "Ministère"),
    ("RS5054", "Conduite de chariots (CACES) – T.I.G. exclu", None, None, 1, "2027-01-01", (), None, "CNAM"),
    ("RS7", "Soudage laser", None, None, 1, "2027-01-01", (), None, "Institut de soudure"),
]  # fmt: skip
BLOCS = [
    ("RNCP100", "RNCP100BC01", "Souder en toutes positions avec le procédé TIG"),
    ("RNCP102", "RNCP102BC02", "Gérer la paie"),
]
CAPACITES = [
    ("RNCP101", "C1", "Lire un plan et préparer les pièces à assembler"),
    ("RNCP105", "C1", "Aider à la toilette"),
]
JOBS = {
    "H2913": ("Soudeur / Soudeuse", "Soudage manuel", ["Soudeur / Soudeuse au plasma"], [
        "Assemble des pièces de métal par fusion"], ["Réaliser une soudure", "Lire un plan, un schéma"]),
    "H2916": ("Soudeur / Soudeuse TIG", None, ["Soudeur / Soudeuse argon"], [
        "Assemble par le procédé TIG"], ["Techniques de soudage TIG", "Lire un plan, un schéma"]),
    "M1203": ("Comptable", "Comptabilité", ["Aide-comptable"], ["Tient les comptes"], ["Tenir une comptabilité"]),
    "M1805": ("Développeur / Développeuse informatique", None, ["Programmeur / Programmeuse"], [], ["Coder"]),
    "J1501": ("Aide-soignant / Aide-soignante", None, ["Aide-soignant / Aide-soignante à domicile"], [
        "Aide les patients pour la toilette et les repas"], ["Donner des soins d'hygiène"]),
    "K1302": ("Assistant / Assistante de vie dépendance", None, ["Aide à domicile"], [], ["Préparer un repas"]),
    "D1104": ("Pâtissier / Pâtissière", "Pâtisserie", ["Tourier / Tourière"], [], ["Confectionner une pâtisserie"]),
    "H1208": ("Automaticien / Automaticienne", None, ["Roboticien / Roboticienne"], [], ["Programmer un automate"]),
    "F1603": ("Plombier / Plombière sanitaire", None, ["Plombier / Plombière"], [], ["Poser une chaudière"]),
    "N4101": ("Conducteur / Conductrice de poids lourd", None, ["Chauffeur / Chauffeuse de poids lourd"], [], [
        "Conduire un camion"]),
    "K2501": ("Portier / Portière", None, ["Gardien / Gardienne d'immeuble"], [], ["Surveiller une entrée"]),
    "N1105": ("Manutentionnaire", None, ["Porteur / Porteuse"], [], ["Porter des charges"]),
}  # fmt: skip
NSF = {
    "2": "Production", "23": "Génie civil, construction et bois", "233": "Bâtiment : finitions",
    "254": "Structures métalliques", "254s": "Soudage", "314": "Comptabilité, gestion", "326": "Informatique",
    "331": "Santé", "332": "Travail social", "221": "Agro-alimentaire, cuisine", "201": "Automatismes",
}  # fmt: skip
TYPES = {
    "TP": "Titre professionnel",
    "BTS": "Brevet de technicien supérieur",
    "CAP": "Certificat d’aptitude professionnelle",
    "DE": "Diplôme d’État",
    "CQP": "Certificat de qualification professionnelle",
    "CQPM": "Certificat de qualification paritaire de la métallurgie",
}


def write_register(path: Path) -> None:
    """Write the register above as a catalogue."""
    with closing(sqlite3.connect(path)) as database, database:
        database.executescript(SCHEMA)
        _concepts(database)
        numbers: dict[str, int] = {}
        makers = sorted({row[8] for row in CERTIFICATIONS})
        database.executemany(
            "INSERT INTO organisation VALUES (?, ?, ?, ?)",
            [(n, f"{ID}siret/{n:014}", name, f"{n:014}") for n, name in enumerate(makers)],
        )
        rows = sorted(CERTIFICATIONS, key=lambda row: iri_of(row[0]))
        for number, (identifier, title, kind, level, active, end, romes, nsf, maker) in enumerate(rows):
            numbers[identifier] = number
            register = "rs" if identifier.startswith("RS") else "rncp"
            database.execute(
                "INSERT INTO certification VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1)",
                (number, iri_of(identifier), register, identifier, title, active, None, end, None),
            )
            codes = [("type", kind), ("niveau", level), ("nsf", nsf), *(("rome", rome) for rome in romes)]
            database.executemany(
                "INSERT INTO code VALUES (?, ?, ?, ?)",
                [(number, scheme, code, f"{ID}{scheme}/{code}") for scheme, code in codes if code],
            )
            database.execute("INSERT INTO certificateur VALUES (?, ?)", (number, makers.index(maker)))
            if identifier != "RNCP101":
                database.execute("INSERT INTO acces VALUES (?, 'VAE', 1, NULL)", (number,))
        for n, (owner, code, title) in enumerate(BLOCS):
            database.execute(
                "INSERT INTO bloc VALUES (?, ?, ?, ?, ?, 1)",
                (n, numbers[owner], f"{iri_of(owner)}/bloc/{code[-4:]}", code, title),
            )
        for n, (owner, code, title) in enumerate(CAPACITES):
            database.execute(
                "INSERT INTO capacite VALUES (?, ?, ?, ?, ?, 1)",
                (n, numbers[owner], f"{iri_of(owner)}/capacite/{code}", code, title),
            )
        database.executescript(INDEXES)


def iri_of(identifier: str) -> str:
    """The IRI of a number such as RNCP100."""
    register = "rs" if identifier.startswith("RS") else "rncp"
    return f"{ID}{register}/{identifier.removeprefix('RNCP').removeprefix('RS')}"


def _concepts(database: sqlite3.Connection) -> None:
    concepts: list[tuple[str, str, str]] = []
    alternatives: list[tuple[str, str]] = []
    items = 0
    for code, (label, former, appellations, definition, takes) in JOBS.items():
        iri = f"{ID}rome/{code}"
        concepts.append((iri, code, label))
        alternatives += [(iri, former)] if former else []
        for written in appellations:
            items += 1
            concepts.append((f"{ID}rome-appellation/{items}", str(items), written))
            database.execute("INSERT INTO appellation VALUES (?, ?)", (iri, f"{ID}rome-appellation/{items}"))
        for written in takes:
            items += 1
            concepts.append((f"{ID}rome-competence/{items}", str(items), written))
            database.execute("INSERT INTO job_item VALUES (?, ?, 1)", (iri, f"{ID}rome-competence/{items}"))
        for sentence in definition:
            database.execute(
                "INSERT INTO definition SELECT ?, ?",
                (len(concepts) - 1 - len(appellations) - len(takes), sentence),
            )
    concepts += [(f"{ID}nsf/{code}", code, label) for code, label in NSF.items()]
    concepts += [(f"{ID}type/{code}", code, label) for code, label in TYPES.items()]
    for number, (iri, notation, label) in enumerate(concepts):
        scheme = iri.removeprefix(ID).split("/")[0]
        database.execute("INSERT INTO concept VALUES (?, ?, ?, ?, ?)", (number, iri, scheme, notation, label))
        for owner, other in alternatives:
            if owner == iri:
                database.execute("INSERT INTO label_of VALUES (?, ?)", (number, other))
    for narrow, broad in (("rome/H2916", "rome/H2913"), ("type/CQPM", "type/CQP")):
        database.execute("INSERT INTO broader VALUES (?, ?)", (ID + narrow, ID + broad))


@pytest.fixture(scope="session")
def register(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    path = tmp_path_factory.mktemp("registre") / "catalogue.sqlite"
    write_register(path)
    return Catalogue(path)


@pytest.fixture(scope="session")
def finding(register: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Finding:
    folder = tmp_path_factory.mktemp("recherche")
    write_finding(register, folder)
    return Finding(register, folder)
