"""The tables of ROME 4 and their columns: a file is known by its first line, whatever its name."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from passerelles.loaders.csv_table import header_of
from passerelles.loaders.entries import Entry

_DELIMITERS = (",", ";", "\t")
_TRANSITIONS = ("transition_eco", "transition_num", "transition_demo", "emploi_reglemente", "emploi_cadre")

#: Table → the columns that make it known, the first being the first of the file.
REQUIRED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "referentiel_code_rome": ("code_rome", "libelle_rome", "code_rome_parent"),
        # The official headers write "professionel" here.
        "cr_gd_dp": ("code_rome", "libelle_rome", "code_grand_domaine", "code_domaine_professionel"),
        "domaine_professionnel": ("code_domaine_professionnel", "libelle_domaine_professionnel"),
        "grand_domaine": ("code_grand_domaine", "libelle_grand_domaine"),
        "cr_gd_dp_appellations": ("code_grand_domaine", "numero_fiche_rome", "intitule", "ogr_appellation"),
        "referentiel_appellation": ("code_ogr", "libelle_appellation_long", "code_rome"),
        "referentiel_competence": ("code_ogr", "libelle_competence"),
        "referentiel_savoir": ("code_ogr_savoir", "libelle_savoir"),
        "referentiel_contexte_travail": ("code_ogr", "libelle_cont_travail"),
        "item": ("code_ogr", "libelle", "code_rubrique"),
        "liens_rome_referentiels": ("code_rome", "code_compo_bloc", "code_rubrique", "code_ogr"),
        "coherence_item": ("code_rome", "code_ogr", "coeur_metier"),
        "rubrique_mobilite": ("code_rome", "code_rome_cible"),
        "texte": ("code_rome", "libelle_type_texte", "libelle_texte"),
        "referentiel_code_rome_riasec": ("code_rome", "riasec_majeur", "riasec_mineur"),
        "referentiel_macro_competence_riasec": ("code_ogr", "riasec_majeur", "riasec_mineur"),
        "themes": ("code_theme", "libelle_theme", "definition_theme"),
        "arborescence_thematique": ("code_theme", "libelle_theme", "code_rome"),
        "centre_interet": ("code_centre_interet", "libelle_centre_interet", "definition_centre_interet"),
        "arborescence_centre_interet": ("code_centre_interet", "libelle_centre_interet", "code_rome"),
        "secteur_activite": ("code_sect_activite", "libelle_sect_activite", "definition_sect_activite"),
        "sous_secteur_activite": ("code_ss_sect_activite", "libelle_ss_sect_activite", "code_sect_activite"),
        "arborescence_secteur_activite": ("code_sect_activite", "code_ss_sect_activite", "code_rome"),
        "secteur_naf": ("code_tech_secteur_naf", "code_secteur_naf", "libelle_secteur_naf"),
        "arborescence_secteur_naf": ("code_secteur_naf", "libelle_secteur_naf", "code_rome"),
        # How France Travail lays out its pages: recognised, and nothing to keep (decision 0075).
        "composition_bloc": ("code_compo_bloc", "libelle_bloc"),
        "descriptif_rubrique": ("code_rubrique", "code_compo_bloc", "libelle_rubrique"),
        "type_referentiel": ("code_type_referentiel", "libelle_type_referentiel"),
    }
)

#: Table → the other columns that are read, or that only repeat what another table says.
_OPTIONAL: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "referentiel_code_rome": ("code_fiche_metier", "code_ogr", *_TRANSITIONS),
        "cr_gd_dp": ("libelle_grand_domaine", "libelle_domaine_professionel"),
        "cr_gd_dp_appellations": (
            "code_domaine_professionnel",
            "libelle_appellation_long",
            "libelle_appellation_court",
            "type_provenance",
            "code_fiche",
            "ogr_rome",
        ),
        "referentiel_appellation": (
            "libelle_appellation_court",
            *_TRANSITIONS,
            "classification",
            "origine",
            "code_rome_parent",
            "peu_usite",
        ),
        "referentiel_competence": (
            "nature",
            "definition",
            "code_ogr_macro_comp",
            "code_macro_comp",
            "cat_comp",
            "sous_cat_comp",
            "transition_eco",
            "transition_num",
            "libelle_heterogeneite",
            "libelle_origine",
        ),
        "referentiel_savoir": (
            "categorie_savoir",
            "sous_categorie_savoir",
            "transition_eco",
            "transition_num",
        ),
        "referentiel_contexte_travail": ("code_type_cont_trav", "libelle_type_cont_trav"),
        "rubrique_mobilite": (
            "numero_ordre",
            "code_type_mobilite",
            "libelle_type_mobilite",
            "code_appellation_source",
            "code_appellation_cible",
        ),
        "texte": ("code_compo_bloc", "position_phrase"),
        "arborescence_thematique": ("code_ogr_rome", "libelle_rome"),
        "arborescence_centre_interet": ("code_ogr_rome", "libelle_rome", "principal"),
        "sous_secteur_activite": ("definition_ss_sect_activite",),
        "arborescence_secteur_activite": (
            "libelle_sect_activite",
            "libelle_ss_sect_activite",
            "code_ogr_rome",
            "libelle_rome",
            "principal",
        ),
        "arborescence_secteur_naf": ("code_ogr_rome", "libelle_rome"),
        "descriptif_rubrique": ("position_rubrique",),
    }
)


def layout(entry: Entry) -> tuple[str, str] | None:
    """The table that the entry is and its delimiter, None when it is none of ROME 4.

    Of the tables whose columns are all there, the one with the most; a longer table has the columns of a shorter.
    """
    known = entry.memo.get("rome-table")
    if known is None:
        known = _found(entry) or ()
        entry.memo["rome-table"] = known
    return known or None  # type: ignore[return-value]


def unread(entry: Entry, table: str, delimiter: str) -> list[str]:
    """The columns of the entry that the loader does not know, sorted."""
    return sorted(set(header_of(entry, delimiter)) - {*REQUIRED[table], *_OPTIONAL.get(table, ())})


def _found(entry: Entry) -> tuple[str, str] | None:
    for delimiter in _DELIMITERS:
        header = header_of(entry, delimiter)
        fits = [name for name, columns in REQUIRED.items() if header and _fits(columns, header)]
        if fits:
            return max(fits, key=lambda name: (len(REQUIRED[name]), name)), delimiter
    return None


def _fits(columns: tuple[str, ...], header: tuple[str, ...]) -> bool:
    return columns[0] == header[0] and set(columns) <= set(header)
