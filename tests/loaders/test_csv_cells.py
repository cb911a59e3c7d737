"""Every cell of the CSV tables is data: each non-empty one is found again in the graph, under its own property."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from passerelles.build import build
from passerelles.store import open_store
from tests.conftest import NOW
from tests.loaders.csv_tables import Tables, tables_of

_PREFIXES = """
PREFIX pas: <https://w3id.org/passerelles/ns#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX org: <http://www.w3.org/ns/org#>
"""


def _code(predicate: str, code: str, label: str) -> str:
    return f"?c pas:{predicate} ?x . ?x skos:notation ?{code} OPTIONAL {{ ?x rdfs:label ?{label} }}"


#: Table → what binds its columns, for a certification ?c of the number ?Numero_Fiche.
PATTERNS = {
    "Standard": """
        OPTIONAL { ?c pas:idFiche ?Id_Fiche }
        OPTIONAL { ?c dcterms:title ?Intitule }
        OPTIONAL { ?c dcterms:type/skos:notation ?Abrege_Libelle }
        OPTIONAL { ?c pas:abregeTexte ?Abrege_Intitule }
        OPTIONAL { { ?c pas:niveau ?n . ?n skos:notation ?digit
                     BIND(CONCAT('NIV', ?digit) AS ?Nomenclature_Europe_Niveau)
                     OPTIONAL { ?n rdfs:label ?Nomenclature_Europe_Intitule } }
                   UNION
                   { ?c pas:niveauTexte ?level BIND(STRBEFORE(?level, ' : ') AS ?Nomenclature_Europe_Niveau)
                     BIND(STRAFTER(?level, ' : ') AS ?Nomenclature_Europe_Intitule) } }
        OPTIONAL { ?c pas:nouvelleCaledonie ?Accessible_Nouvelle_Caledonie }
        OPTIONAL { ?c pas:polynesieFrancaise ?Accessible_Polynesie_Francaise }
        OPTIONAL { ?c pas:enregistrement ?e
                   OPTIONAL { ?e pas:publicationJO ?Date_dernier_jo }
                   OPTIONAL { ?e pas:decision ?Date_Decision }
                   OPTIONAL { ?e pas:fin ?Date_Fin_Enregistrement }
                   OPTIONAL { ?e pas:effet ?Date_Effet } }
        OPTIONAL { ?c pas:typeEnregistrement ?Type_Enregistrement }
        OPTIONAL { ?c pas:validationPartielle ?Validation_Partielle }
        OPTIONAL { ?c pas:actif ?Actif }
    """,
    "Ancienne_Nouvelle_Certification": """
        OPTIONAL { ?c dcterms:replaces/dcterms:identifier ?Ancienne_Certification }
        OPTIONAL { ?c dcterms:isReplacedBy/dcterms:identifier ?Nouvelle_Certification }
    """,
    "Blocs_De_Compétences": """
        ?c pas:bloc ?b . ?b dcterms:identifier ?Bloc_Competences_Code ; dcterms:title ?Bloc_Competences_Libelle
    """,
    "CCN": f"""
        {{ {_code("convention", "Ccn_1_Numero", "Ccn_1_Libelle")} }}
        OPTIONAL {{ {_code("convention", "Ccn_2_Numero", "Ccn_2_Libelle").replace("?x", "?y")} }}
        OPTIONAL {{ {_code("convention", "Ccn_3_Numero", "Ccn_3_Libelle").replace("?x", "?z")} }}
    """,
    "Certificateurs": """
        ?c pas:certificateur ?o . ?o dcterms:title ?Nom_Certificateur
        OPTIONAL { ?o dcterms:identifier ?Siret_Certificateur }
    """,
    "Formacode": _code("formacode", "Formacode_Code", "Formacode_Libelle"),
    "Nsf": _code("nsf", "Nsf_Code", "Nsf_Intitule"),
    "Partenaires": """
        ?c pas:habilitation ?h . ?h org:organization ?o . ?o dcterms:title ?Nom_Partenaire
        OPTIONAL { ?o dcterms:identifier ?Siret_Partenaire }
        OPTIONAL { ?h pas:droit ?Habilitation_Partenaire }
    """,
    "Rome": _code("rome", "Codes_Rome_Code", "Codes_Rome_Libelle"),
    "VoixdAccès": "?c pas:acces ?a . ?a pas:ouvert true ; pas:voie/skos:notation ?Si_Jury",
}
_SAID_OTHERWISE = {
    "Oui": "true",
    "Non": "false",
    "ACTIVE": "true",
    "INACTIVE": "false",
    "Après un parcours de formation sous statut d’élève ou d’étudiant": "FI",
    "En contrat d’apprentissage": "CA",
    "Après un parcours de formation continue": "FC",
    "En contrat de professionnalisation": "CQ",
    "Par candidature individuelle": "CL",
    "Par expérience": "VAE",
}


def as_stated(table: str, column: str, cell: str) -> str:
    """The lexical form under which the graph states a cell."""
    if column == "Validation_Partielle":
        return cell
    if table in ("Nsf", "Formacode"):
        cell = re.sub(r"^[0-9]+[a-z]? : ", "", cell)
    if column.startswith("Date_"):
        cell = re.sub(r"^(\d\d)/(\d\d)/(\d{4})$", r"\3-\2-\1", cell)
    return _SAID_OTHERWISE.get(cell, cell.replace("''", "'"))


def lost_cells(tables: Tables, location: Path) -> list[str]:
    """The rows whose cells the store at `location` does not state together."""
    lost = []
    with open_store(location) as dataset:
        for table, (columns, rows) in tables.items():
            assert set(columns) <= set(re.findall(r"\?(\w+)", PATTERNS[table])) | {"Numero_Fiche"}
            said: Mapping[str, list[dict[str, str]]] = defaultdict(list)
            query = (
                f"{_PREFIXES} SELECT * WHERE {{ ?c a pas:Certification ; dcterms:identifier ?Numero_Fiche . "
                f"{PATTERNS[table]} }}"
            )
            found = dataset.select(query)
            for values in found.rows:
                row = {name: term.value for name, term in zip(found.variables, values, strict=True) if term}
                said[row["Numero_Fiche"]].append(row)
            for row in rows:
                cells = {name: as_stated(table, name, cell) for name, cell in row.items() if cell}
                if not any(cells.items() <= each.items() for each in said[row["Numero_Fiche"]]):
                    lost.append(f"{table} : {row}")
    return lost


def test_every_cell_of_the_extract_of_2024(shared: Path, tmp_path: Path) -> None:
    (export,) = (shared / "data/france-competences-csv-2024").glob("*.zip")
    tables = tables_of(export)
    assert set(tables) == set(PATTERNS)
    assert build([export], tmp_path, now=NOW).version
    assert lost_cells(tables, tmp_path) == []


def test_every_cell_of_a_sample_of_the_register(register_sample: tuple[Tables, Path]) -> None:
    tables, location = register_sample
    assert lost_cells(tables, location) == []
