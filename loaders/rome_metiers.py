"""Métiers of ROME 4: codes, domaines, texts, mobilités and the links that tie a métier to its items."""

from __future__ import annotations

import re

from passerelles.loaders.csv_table import Row
from passerelles.loaders.rome_edition import (
    APPELLATION,
    COMPETENCE,
    CONTEXTE,
    METIER,
    SAVOIR,
    Edition,
    RomeEntry,
)
from passerelles.records import Severity, Stated

_CODE = re.compile(r"[A-N][0-9]{4}")
_TEXTS = {"definition": "definition", "acces_metier": "accesMetier"}
_CORE = {"Principale": (), "Émergente": ("competenceEmergente",)}
#: Bloc and rubrique of a link → the scheme of the item, when no table describes it.
_ITEMS = {("5", "1"): COMPETENCE, ("5", "2"): COMPETENCE, ("5", "3"): SAVOIR, ("6", ""): CONTEXTE}


def referentiel_code_rome(edition: Edition, row: Row) -> None:
    """A métier: its numbers, the older code that it comes from, the transitions that it is part of."""
    entry = code(edition, row["code_rome"], row["libelle_rome"], row)
    edition.parents[entry.notation] = row["code_rome_parent"] or entry.notation
    if row["code_ogr"]:
        entry.identifier = row["code_ogr"]
        edition.metiers[row["code_ogr"]] = entry.notation
    if row["code_fiche_metier"]:
        entry.words["ficheMetier"] = row["code_fiche_metier"]
    transitions(edition, entry, row)


def cr_gd_dp(edition: Edition, row: Row) -> None:
    """A métier with the domaine and the grand domaine above it."""
    entry = code(edition, row["code_rome"], row["libelle_rome"], row)
    entry.broader[:] = [row["code_domaine_professionel"]]
    domaine(edition, row["code_domaine_professionel"], row["libelle_domaine_professionel"])
    edition.named(METIER, row["code_grand_domaine"], row["libelle_grand_domaine"])


def domaine_professionnel(edition: Edition, row: Row) -> None:
    """A domaine professionnel."""
    domaine(edition, row["code_domaine_professionnel"], row["libelle_domaine_professionnel"])


def grand_domaine(edition: Edition, row: Row) -> None:
    """A grand domaine."""
    edition.named(METIER, row["code_grand_domaine"], row["libelle_grand_domaine"])


def cr_gd_dp_appellations(edition: Edition, row: Row) -> None:
    """One table for the four levels: a code is written in three columns, an appellation names its métier."""
    notation = row["code_grand_domaine"] + row["code_domaine_professionnel"] + row["numero_fiche_rome"]
    ogr = row["ogr_appellation"]
    if ogr:
        entry = edition.named(APPELLATION, ogr, row["libelle_appellation_long"])
        shorter(entry, row["libelle_appellation_court"])
        metier = edition.metiers.get(row["ogr_rome"])
        if metier:
            edition.entry(METIER, metier).link("appellation", APPELLATION, ogr)
        else:
            what = "appellations dont le métier n’est pas dans la liste"
            edition.code_list.repeated("metier-inconnu", what, f"{ogr} : {row['ogr_rome']}")
    elif len(notation) == 5:
        edition.metiers.setdefault(row["ogr_rome"], notation)
        code(edition, notation, row["intitule"], row)
    elif len(notation) == 3:
        domaine(edition, notation, row["intitule"])
    else:
        edition.named(METIER, notation, row["intitule"])


def texte(edition: Edition, row: Row) -> None:
    """A sentence of the definition of a métier, or of what opens it."""
    name = _TEXTS.get(row["libelle_type_texte"])
    text = row["libelle_texte"]
    if "''" in text:
        what = "textes dont les apostrophes doublées sont rendues simples"
        edition.code_list.repeated("apostrophes-doublees", what, row["code_rome"])
        text = text.replace("''", "'")
    if name is None:
        what = f"type de texte inconnu, « {row['libelle_type_texte']} » ; le texte est gardé avec le document"
        place = f"table texte, ligne {row.line}"
        edition.code_list.problem("type-de-texte-inconnu", Severity.WARNING, what, place=place)
        edition.code_list.unplaced.append(Stated(f"{row['code_rome']} : {text}"))
        return
    position = int(row["position_phrase"]) if row["position_phrase"].isdecimal() else 0
    edition.entry(METIER, row["code_rome"]).texts.setdefault(name, []).append((position, text))


def liens_rome_referentiels(edition: Edition, row: Row) -> None:
    """Bloc 1 is the métier itself, bloc 2 an appellation, 5 a compétence or a savoir, 6 a contexte."""
    metier, ogr = row["code_rome"], row["code_ogr"]
    bloc = row["code_compo_bloc"]
    if bloc == "1":
        own_number(edition, metier, ogr)
    elif bloc == "2":
        edition.entry(METIER, metier).link("appellation", APPELLATION, ogr)
    else:
        mobilise(edition, row, _ITEMS.get((bloc, row["code_rubrique"])))


def coherence_item(edition: Edition, row: Row) -> None:
    """A link to an item once more, with what says that the item is at the core of the métier."""
    scheme = mobilise(edition, row, None)
    core = row["coeur_metier"]
    if not scheme or not core:
        return
    if core not in _CORE:
        what = "valeurs de « coeur_metier » inconnues, lues comme cœur de métier"
        edition.code_list.repeated("valeur-inattendue", what, f"{row['code_rome']} : {core}")
    for name in ("coeurDeMetier", *_CORE.get(core, ())):
        edition.entry(METIER, row["code_rome"]).link(name, scheme, row["code_ogr"])


def mobilise(edition: Edition, row: Row, expected: str | None) -> str | None:
    """Tie a métier to an item; returns the scheme of the item, None (and a problem) when nothing tells it."""
    scheme = edition.schemes.get(row["code_ogr"], expected)
    if scheme is None:
        what = "items liés à un métier, d’une sorte que rien ne dit"
        edition.code_list.repeated("item-inconnu", what, f"{row['code_rome']} : {row['code_ogr']}")
        edition.code_list.unplaced.append(Stated(f"{row['code_rome']} : item {row['code_ogr']}"))
        return None
    edition.entry(METIER, row["code_rome"]).link("mobilise", scheme, row["code_ogr"])
    return scheme


def rubrique_mobilite(edition: Edition, row: Row) -> None:
    """A mobilité goes from a métier or, in older editions, an appellation, to one or the other."""
    source = row["code_appellation_source"]
    target = row["code_appellation_cible"]
    start = edition.entry(APPELLATION, source) if source else edition.entry(METIER, row["code_rome"])
    scheme, notation = (APPELLATION, target) if target else (METIER, row["code_rome_cible"])
    rank = row["numero_ordre"]
    start.link("mobilite", scheme, notation, int(rank) if rank.isdecimal() and int(rank) > 0 else None)
    if rank and not (rank.isdecimal() and int(rank) > 0):
        what = "rangs de mobilité qui ne sont pas des nombres"
        edition.code_list.repeated("rang-inattendu", what, f"{start.notation} : {rank}")
    kind = row["code_type_mobilite"] + row["libelle_type_mobilite"]
    if kind:
        start.link(
            "mobiliteEvolution" if kind[0] == "2" or "volution" in kind else "mobiliteProche",
            scheme,
            notation,
        )


def referentiel_code_rome_riasec(edition: Edition, row: Row) -> None:
    """The vocational interests of a métier."""
    entry = edition.entry(METIER, row["code_rome"])
    edition.riasec(entry, row["riasec_majeur"], row["riasec_mineur"])


def code(edition: Edition, notation: str, label: str, row: Row) -> RomeEntry:
    """The métier of that code, under its domaine unless something better is said."""
    if not _CODE.fullmatch(notation):
        what = f"« {notation} » n’a pas la forme d’un code ROME"
        place = f"ligne {row.line}"
        edition.code_list.problem("code-rome-inattendu", Severity.WARNING, what, place=place, found=notation)
    entry = edition.named(METIER, notation, label)
    if not entry.broader:
        # A code begins with its domaine: that is how ROME numbers them.
        entry.broader.append(notation[:3])
    return entry


def domaine(edition: Edition, notation: str, label: str) -> None:
    """The domaine professionnel of that code, under its grand domaine."""
    edition.named(METIER, notation, label).broader[:] = [notation[:1]]


def own_number(edition: Edition, notation: str, ogr: str) -> None:
    """The OGR number of the métier itself, which two tables give."""
    entry = edition.entry(METIER, notation)
    if entry.identifier not in (None, ogr):
        what = f"{notation} a deux numéros OGR, {entry.identifier} et {ogr}"
        edition.code_list.problem("numeros-differents", Severity.WARNING, what, found=ogr)
    entry.identifier = entry.identifier or ogr


def transitions(edition: Edition, entry: RomeEntry, row: Row) -> None:
    """What a table says of the entry in the three transitions, of its regulation and of its status."""
    eco = row["transition_eco"]
    if len(eco) > 1:
        entry.traits["classeEcologique"] = eco
    else:
        edition.flag(entry, "transitionEcologique", eco)
    edition.flag(entry, "transitionNumerique", row["transition_num"])
    edition.flag(entry, "transitionDemographique", row["transition_demo"])
    edition.flag(entry, "emploiReglemente", row["emploi_reglemente"])
    edition.flag(entry, "emploiCadre", row["emploi_cadre"])


def shorter(entry: RomeEntry, label: str) -> None:
    """Keep the short form of a label beside the long one, when it is another."""
    if label and label != entry.label and label not in entry.alt_labels:
        entry.alt_labels.append(label)
