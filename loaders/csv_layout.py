"""The ten tables of the official CSV export of France compétences, by their columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath
from types import MappingProxyType

from passerelles.loaders import xml_layout

STANDARD = "Standard"
BLOCS = "Blocs_De_Compétences"
ACCES = "VoixdAccès"
SUCCESSIONS = "Ancienne_Nouvelle_Certification"
NUMBER = "Numero_Fiche"
CAPACITES = "capacites"
_BLOC_ROLES: Mapping[str, str] = MappingProxyType(
    {"LISTE_COMPETENCES": CAPACITES, "MODALITES_EVALUATION": "modalitesEvaluation"}
)

#: Table name → its columns after the number of the fiche, in the order of the official export.
TABLES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        STANDARD: (
            "Id_Fiche",
            "Intitule",
            "Abrege_Libelle",
            "Abrege_Intitule",
            "Nomenclature_Europe_Niveau",
            "Nomenclature_Europe_Intitule",
            "Accessible_Nouvelle_Caledonie",
            "Accessible_Polynesie_Francaise",
            "Date_dernier_jo",
            "Date_Decision",
            "Date_Fin_Enregistrement",
            "Date_Effet",
            "Type_Enregistrement",
            "Validation_Partielle",
            "Actif",
        ),
        SUCCESSIONS: ("Ancienne_Certification", "Nouvelle_Certification"),
        BLOCS: ("Bloc_Competences_Code", "Bloc_Competences_Libelle"),
        "CCN": tuple(f"Ccn_{rank}_{part}" for rank in (1, 2, 3) for part in ("Numero", "Libelle")),
        "Certificateurs": ("Siret_Certificateur", "Nom_Certificateur"),
        "Formacode": ("Formacode_Code", "Formacode_Libelle"),
        "Nsf": ("Nsf_Code", "Nsf_Intitule"),
        "Partenaires": ("Nom_Partenaire", "Siret_Partenaire", "Habilitation_Partenaire"),
        "Rome": ("Codes_Rome_Code", "Codes_Rome_Libelle"),
        ACCES: ("Si_Jury",),
    }
)

#: What a table must have to be recognised; official exports may gain columns, which are then reported.
_MARKS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {name: ("Intitule",) if name == STANDARD else columns[:2] for name, columns in TABLES.items()}
)
_FILE_NAME = re.compile(
    r"(?:export[-_]fiches[-_]csv[-_])?(.+?)(?:[-_]20\d\d[-_]\d\d[-_]\d\d)?", re.IGNORECASE
)


def table_name(header: Sequence[str], file_name: str = "") -> str | None:
    """The table that has this header, or None when no column is the number of a fiche.

    A table that the official layout does not have is called as its file is.
    """
    if NUMBER not in header:
        return None
    known = next((name for name, marks in _MARKS.items() if set(marks) <= set(header)), None)
    if known:
        return known
    stem = PurePath(file_name.rpartition(" › ")[2]).stem
    match = _FILE_NAME.fullmatch(stem)
    name = match[1] if match else stem
    # A known name over other columns: the rows are not those of that table.
    return f"{name} (autres colonnes)" if name in TABLES else name or "sans nom"


def official(table: str) -> tuple[str, ...]:
    """The columns of the official layout of the table, the number of the fiche first."""
    return (NUMBER, *TABLES.get(table, ()))


def added(table: str, columns: Iterable[str]) -> list[str]:
    """The columns that the official layout of the table does not have."""
    known = official(table)
    return [column for column in columns if column not in known]


def roles(table: str, columns: Iterable[str]) -> dict[str, str]:
    """What the added columns hold that bear the name of an element of the XML export.

    The name of the property of a text, or `CAPACITES` for a list of capacités.
    """
    found = {column: _role(table, column.upper()) for column in added(table, columns)}
    return {column: role for column, role in found.items() if role}


def unknown(table: str, columns: Iterable[str]) -> list[str]:
    """The columns that nothing tells how to read."""
    others = added(table, columns)
    named = roles(table, others) if others else {}
    return [column for column in others if column not in named]


def _role(table: str, element: str) -> str | None:
    if table == STANDARD:
        return CAPACITES if element == xml_layout.CAPACITES else xml_layout.TEXTS.get(element)
    return _BLOC_ROLES.get(element.removeprefix("BLOC_COMPETENCES_")) if table == BLOCS else None
