"""The rows of a fiche of the XML export: codes, organisations, accesses, official texts, statistics."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from passerelles.loaders.xml_layout import BROCHURES, CODES, DECRETS
from passerelles.loaders.xml_values import Fields, Values
from passerelles.records import (
    Acces,
    Code,
    FreeText,
    Habilitation,
    Organisation,
    Promotion,
    Stated,
    TexteOfficiel,
)

_LABELLED = frozenset({"CODE", "NUMERO", "LIBELLE", "INTITULE"})
_CERTIFICATEUR = frozenset(
    {
        "SIRET_CERTIFICATEUR",
        "NOM_CERTIFICATEUR",
        "ETAT_CERTIFICATEUR",
        "DATE_DERNIERE_MODIFICATION_ETAT",
        "NOM_COMMERCIAL",
        "SITE_INTERNET",
    }
)
_PARTENAIRE = frozenset(
    {
        "NOM_PARTENAIRE",
        "SIRET_PARTENAIRE",
        "HABILITATION_PARTENAIRE",
        "ETAT_HABILITATION",
        "ETAT_PARTENAIRE",
        "DATE_ACTIF",
        "DATE_DERNIERE_MODIFICATION_ETAT",
    }
)
_JURY = frozenset({"ACTIF", "COMPOSITION", "DATE_DERNIERE_MODIFICATION"})
_JO = frozenset({"TITRE", "DATE_PUBLICATION_JO"})
_STATISTICS = frozenset(
    {
        "ANNEE",
        "NOMBRE_CERTIFIES",
        "NOMBRE_CERTIFIES_VAE",
        "TAUX_INSERTION_GLOBAL_6MOIS",
        "TAUX_INSERTION_METIER_6MOIS",
        "TAUX_INSERTION_METIER_2ANS",
    }
)
_LEVEL = re.compile(r"NIV ?([1-8])")


def labelled(values: Values, element: etree._Element, path: str) -> tuple[str, str | None]:
    """The code and the label that an element holds, whatever the version of the feed calls them."""
    found = values.fields(element, path, _LABELLED)
    code = found.get("CODE") or found.get("NUMERO") or ""
    label = found.get("LIBELLE") or found.get("INTITULE")
    for name, kept in (("NUMERO", code), ("INTITULE", label)):
        if found.get(name, kept) != kept:
            values.notes.leave("element-repete", f"{path}/{name}", found[name], "une seule valeur")
    return " ".join(code.split()), " ".join(label.split()) if label else None


def codes(values: Values, element: etree._Element) -> Iterator[Stated[Code]]:
    """The codes of one list, or of one brochure."""
    container = str(element.tag)
    if container in BROCHURES:
        yield from _code(values, element, container, "brochure")
        return
    item, scheme = CODES[container]
    for node in values.children(element, container, (item,)):
        yield from _code(values, node, f"{container}/{item}", scheme)


def _code(values: Values, element: etree._Element, path: str, scheme: str) -> Iterator[Stated[Code]]:
    notation, label = labelled(values, element, path)
    if notation:
        # Some exports write the code before the label once more.
        yield Stated(Code(scheme, notation, label.removeprefix(f"{notation} : ") if label else None))
    elif label:
        values.notes.leave("code-absent", path, label, "un code")


def niveau(values: Values, element: etree._Element) -> Iterator[Stated[Code] | FreeText]:
    """The level: a code from 1 to 8, else what is written ("AUCUN"), kept as text."""
    path = "NOMENCLATURE_EUROPE"
    found = values.fields(element, path, frozenset({"NIVEAU", "LIBELLE", "INTITULE"}))
    label = found.get("LIBELLE") or found.get("INTITULE")
    match = _LEVEL.fullmatch(found.get("NIVEAU", ""))
    if match:
        yield Stated(Code("niveau", match[1], " ".join(label.split()) if label else None))
        return
    written = " : ".join(part for part in (found.get("NIVEAU"), label) if part)
    if written:
        yield FreeText("niveauTexte", Stated(written))


def certificateurs(values: Values, element: etree._Element) -> Iterator[Organisation]:
    """The certificateurs, each with its state."""
    path = "CERTIFICATEURS/CERTIFICATEUR"
    for row in values.rows(element, "CERTIFICATEUR", _CERTIFICATEUR):
        name, siret = row.get("NOM_CERTIFICATEUR"), row.get("SIRET_CERTIFICATEUR")
        found = values.organisation(name or row.get("NOM_COMMERCIAL"), siret, path)
        if found is None:
            _nameless(values, row, path, "SIRET_CERTIFICATEUR")
            continue
        yield Organisation(
            found.name,
            found.siret,
            state=values.words(row.get("ETAT_CERTIFICATEUR")),
            state_date=values.day(
                row.get("DATE_DERNIERE_MODIFICATION_ETAT"), f"{path}/DATE_DERNIERE_MODIFICATION_ETAT"
            ),
            trade_name=values.words(row.get("NOM_COMMERCIAL")),
            site=values.words(row.get("SITE_INTERNET")),
        )


def habilitations(values: Values, element: etree._Element) -> Iterator[Habilitation]:
    """The partners with their rights."""
    path = "PARTENAIRES/PARTENAIRE"
    for row in values.rows(element, "PARTENAIRE", _PARTENAIRE):
        found = values.organisation(row.get("NOM_PARTENAIRE"), row.get("SIRET_PARTENAIRE"), path)
        if found is None:
            _nameless(values, row, path, "SIRET_PARTENAIRE")
            continue
        yield Habilitation(
            found,
            right=values.words(row.get("HABILITATION_PARTENAIRE")),
            state=values.words(row.get("ETAT_HABILITATION") or row.get("ETAT_PARTENAIRE")),
            active_from=values.day(row.get("DATE_ACTIF"), f"{path}/DATE_ACTIF"),
            state_date=values.day(
                row.get("DATE_DERNIERE_MODIFICATION_ETAT"), f"{path}/DATE_DERNIERE_MODIFICATION_ETAT"
            ),
        )


def _nameless(values: Values, row: Fields, path: str, siret: str) -> None:
    """Keep what is said of an organisation without a name; its SIRET is already left, with a problem."""
    for name, value in row.items():
        if name != siret:
            values.notes.keep(f"{path}/{name}", value)


def acces(values: Values, voie: str, elements: list[etree._Element]) -> Acces:
    """One voie d'accès, from its element, or from the two flat ones of older feeds (SI_JURY_FI, JURY_FI)."""
    said: Fields = {}
    for element in elements:
        path = str(element.tag)
        if path.startswith("JURY_"):
            said["COMPOSITION"] = values.text(element, path)
        elif len(element):
            said |= values.fields(element, path, _JURY)
        else:
            said["ACTIF"] = values.text(element, path)
    path = f"SI_JURY_{voie}"
    jury = said.get("COMPOSITION")
    return Acces(
        Stated(voie),
        values.flag(said.get("ACTIF"), f"{path}/ACTIF"),
        Stated(jury) if jury else None,
        values.day(said.get("DATE_DERNIERE_MODIFICATION"), f"{path}/DATE_DERNIERE_MODIFICATION"),
    )


def textes_officiels(values: Values, element: etree._Element) -> Iterator[TexteOfficiel]:
    """The official texts of one role; older feeds write the text itself there."""
    tag = str(element.tag)
    if not len(element):
        text = values.text(element, tag)
        if text:
            yield TexteOfficiel(DECRETS[tag], Stated(text))
        return
    for row in values.rows(element, "PUBLICATION_JO", _JO):
        day = values.day(row.get("DATE_PUBLICATION_JO"), f"{tag}/PUBLICATION_JO/DATE_PUBLICATION_JO")
        title = row.get("TITRE")
        yield TexteOfficiel(DECRETS[tag], Stated(title) if title else None, day)


def promotions(values: Values, element: etree._Element) -> Iterator[Promotion]:
    """The statistics year by year."""
    tag = "STATISTIQUES_PROMOTIONS"
    for node in values.children(element, tag, ("STATISTIQUES_PROMOTION", "STATISTIQUE_PROMOTION")):
        path = f"{tag}/{node.tag}"
        row = values.fields(node, path, _STATISTICS)
        annee = values.year(row.get("ANNEE"), f"{path}/ANNEE")
        figures = {name: values.figure(row.get(name), f"{path}/{name}") for name in _STATISTICS - {"ANNEE"}}
        if annee is None:
            for name, value in row.items():
                if name != "ANNEE":
                    values.notes.leave("annee-absente", f"{path}/{name}", value, "une année")
            continue
        yield Promotion(
            annee,
            figures["NOMBRE_CERTIFIES"],
            figures["NOMBRE_CERTIFIES_VAE"],
            figures["TAUX_INSERTION_GLOBAL_6MOIS"],
            figures["TAUX_INSERTION_METIER_6MOIS"],
            figures["TAUX_INSERTION_METIER_2ANS"],
        )
