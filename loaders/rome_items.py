"""Items of ROME 4 and the lists that sort métiers: appellations, compétences, savoirs, contextes, thèmes, secteurs…"""

from __future__ import annotations

from passerelles.loaders.csv_table import Row
from passerelles.loaders.rome_edition import (
    APPELLATION,
    CENTRE_INTERET,
    COMPETENCE,
    CONTEXTE,
    METIER,
    SAVOIR,
    SECTEUR,
    SECTEUR_NAF,
    THEME,
    TYPE_CONTEXTE,
    Edition,
    RomeEntry,
)
from passerelles.loaders.rome_metiers import shorter, transitions
from passerelles.records import Code

_RUBRIQUES = {"1": COMPETENCE, "2": COMPETENCE, "3": SAVOIR, "": CONTEXTE}


def referentiel_appellation(edition: Edition, row: Row) -> None:
    """An appellation with its métier and the older code that it came under."""
    entry = edition.named(APPELLATION, row["code_ogr"], row["libelle_appellation_long"])
    shorter(entry, row["libelle_appellation_court"])
    edition.schemes[entry.notation] = APPELLATION
    metier = row["code_rome"]
    edition.entry(METIER, metier).link("appellation", APPELLATION, entry.notation)
    if row["code_rome_parent"]:
        edition.older[entry.notation] = metier, row["code_rome_parent"]
    transitions(edition, entry, row)
    edition.flag(entry, "peuUsite", row["peu_usite"])
    traits(entry, row, classification="classification", origine="origine")


def referentiel_competence(edition: Edition, row: Row) -> None:
    """A compétence under its macro-compétence, or a macro-compétence with its own code."""
    entry = item(edition, COMPETENCE, row["code_ogr"], row["libelle_competence"])
    entry.definition = row["definition"] or None
    entry.identifier = row["code_macro_comp"] or None
    if row["code_ogr_macro_comp"]:
        entry.broader[:] = [row["code_ogr_macro_comp"]]
    traits(
        entry,
        row,
        nature="nature",
        cat_comp="categorie",
        sous_cat_comp="sousCategorie",
        libelle_heterogeneite="heterogeneite",
        libelle_origine="origine",
    )
    transitions(edition, entry, row)


def referentiel_savoir(edition: Edition, row: Row) -> None:
    """A savoir with its category."""
    entry = item(edition, SAVOIR, row["code_ogr_savoir"], row["libelle_savoir"])
    traits(entry, row, categorie_savoir="categorie", sous_categorie_savoir="sousCategorie")
    transitions(edition, entry, row)


def referentiel_contexte_travail(edition: Edition, row: Row) -> None:
    """A contexte de travail under its type."""
    entry = item(edition, CONTEXTE, row["code_ogr"], row["libelle_cont_travail"])
    kind = row["code_type_cont_trav"]
    if kind:
        edition.named(TYPE_CONTEXTE, kind, row["libelle_type_cont_trav"])
        entry.broader[:] = [Code(TYPE_CONTEXTE, kind)]


def item_table(edition: Edition, row: Row) -> None:
    """All items once more, by rubrique: it names those that no other table describes."""
    ogr = row["code_ogr"]
    scheme = edition.schemes.get(ogr) or _RUBRIQUES.get(row["code_rubrique"])
    if scheme is None:
        what = "items d’une rubrique inconnue, rangés avec les compétences"
        edition.code_list.repeated("rubrique-inconnue", what, f"{ogr} : {row['code_rubrique']}")
    item(edition, scheme or COMPETENCE, ogr, row["libelle"])


def referentiel_macro_competence_riasec(edition: Edition, row: Row) -> None:
    """The vocational interests of a macro-compétence."""
    scheme = edition.schemes.get(row["code_ogr"], COMPETENCE)
    edition.riasec(edition.entry(scheme, row["code_ogr"]), row["riasec_majeur"], row["riasec_mineur"])


def themes(edition: Edition, row: Row) -> None:
    """A thème."""
    entry = edition.named(THEME, row["code_theme"], row["libelle_theme"])
    entry.definition = row["definition_theme"] or None


def arborescence_thematique(edition: Edition, row: Row) -> None:
    """A métier under a thème."""
    edition.named(THEME, row["code_theme"], row["libelle_theme"])
    sort(edition, row, "theme", THEME, row["code_theme"])


def centre_interet(edition: Edition, row: Row) -> None:
    """A centre d’intérêt."""
    entry = edition.named(CENTRE_INTERET, row["code_centre_interet"], row["libelle_centre_interet"])
    entry.definition = row["definition_centre_interet"] or None


def arborescence_centre_interet(edition: Edition, row: Row) -> None:
    """A métier under a centre d’intérêt, one of which is its principal one."""
    edition.named(CENTRE_INTERET, row["code_centre_interet"], row["libelle_centre_interet"])
    sort(edition, row, "centreInteret", CENTRE_INTERET, row["code_centre_interet"])


def secteur_activite(edition: Edition, row: Row) -> None:
    """A secteur d’activité."""
    entry = edition.named(SECTEUR, row["code_sect_activite"], row["libelle_sect_activite"])
    entry.definition = row["definition_sect_activite"] or None


def sous_secteur_activite(edition: Edition, row: Row) -> None:
    """A sous-secteur under its secteur."""
    entry = edition.named(SECTEUR, row["code_ss_sect_activite"], row["libelle_ss_sect_activite"])
    entry.definition = row["definition_ss_sect_activite"] or None
    entry.broader[:] = [row["code_sect_activite"]]


def arborescence_secteur_activite(edition: Edition, row: Row) -> None:
    """A métier in a secteur, or in a sous-secteur; the principal one is a secteur."""
    below = row["code_ss_sect_activite"]
    edition.named(SECTEUR, row["code_sect_activite"], row["libelle_sect_activite"])
    if below:
        entry = edition.named(SECTEUR, below, row["libelle_ss_sect_activite"])
        entry.broader[:] = [row["code_sect_activite"]]
    sort(edition, row, "secteurActivite", SECTEUR, below or row["code_sect_activite"])


def secteur_naf(edition: Edition, row: Row) -> None:
    """A division of the NAF."""
    entry = edition.named(SECTEUR_NAF, row["code_secteur_naf"], row["libelle_secteur_naf"])
    entry.identifier = row["code_tech_secteur_naf"] or None


def arborescence_secteur_naf(edition: Edition, row: Row) -> None:
    """A métier in a division of the NAF."""
    edition.named(SECTEUR_NAF, row["code_secteur_naf"], row["libelle_secteur_naf"])
    sort(edition, row, "secteurNaf", SECTEUR_NAF, row["code_secteur_naf"])


def sort(edition: Edition, row: Row, name: str, scheme: str, notation: str) -> None:
    """Put a métier where a table sorts it; of some lists, one place is its principal one."""
    metier = edition.entry(METIER, row["code_rome"])
    metier.link(name, scheme, notation)
    if row["principal"] == "oui":
        metier.link(f"{name}Principal", scheme, notation)
    elif row["principal"] not in ("", "non"):
        what = "valeurs de « principal » autres que oui et non"
        edition.code_list.repeated("valeur-inattendue", what, f"{metier.notation} : {row['principal']}")


def item(edition: Edition, scheme: str, ogr: str, label: str) -> RomeEntry:
    """The item of that OGR number, whose scheme is now known."""
    edition.schemes[ogr] = scheme
    return edition.named(scheme, ogr, label)


def traits(entry: RomeEntry, row: Row, **names: str) -> None:
    """Note the cells of some columns, each under the name of its property."""
    for column, name in names.items():
        if row[column]:
            entry.traits[name] = row[column]
