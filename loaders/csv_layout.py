"""The ten tables of the official CSV export of France compétences, by their columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

STANDARD = "Standard"
NUMBER = "Numero_Fiche"

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
        "Ancienne_Nouvelle_Certification": ("Ancienne_Certification", "Nouvelle_Certification"),
        "Blocs_De_Compétences": ("Bloc_Competences_Code", "Bloc_Competences_Libelle"),
        "CCN": tuple(f"Ccn_{rank}_{part}" for rank in (1, 2, 3) for part in ("Numero", "Libelle")),
        "Certificateurs": ("Siret_Certificateur", "Nom_Certificateur"),
        "Formacode": ("Formacode_Code", "Formacode_Libelle"),
        "Nsf": ("Nsf_Code", "Nsf_Intitule"),
        "Partenaires": ("Nom_Partenaire", "Siret_Partenaire", "Habilitation_Partenaire"),
        "Rome": ("Codes_Rome_Code", "Codes_Rome_Libelle"),
        "VoixdAccès": ("Si_Jury",),
    }
)

#: What a table must have to be recognised; official exports may gain columns, which are then reported.
_MARKS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {name: ("Intitule",) if name == STANDARD else columns[:2] for name, columns in TABLES.items()}
)


def table_name(header: tuple[str, ...]) -> str | None:
    """The table that has this header, or None."""
    if NUMBER not in header:
        return None
    return next((name for name, marks in _MARKS.items() if set(marks) <= set(header)), None)


def unknown(table: str, columns: Iterable[str]) -> list[str]:
    """The columns that the official layout of the table does not have."""
    known = {NUMBER, *TABLES[table]}
    return [column for column in columns if column not in known]
