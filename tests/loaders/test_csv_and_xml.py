"""The same fiche in the CSV and in the XML export gives the same statements under the same IRIs."""

from __future__ import annotations

import re
from pathlib import Path
from xml.sax.saxutils import escape

from passerelles.loaders.entries import Entry
from passerelles.loaders.france_competences_csv import FranceCompetencesCsv
from passerelles.loaders.france_competences_xml import FranceCompetencesXml
from passerelles.records import Reading
from passerelles.triples import reading_nquads
from tests.loaders.csv_maker import entries, table_text, write_export

LISTED = "C1. Préparer le poste de soudage TIG  C2. Souder un assemblage en angle  C3. Contrôler la soudure"
OWN = "- Préparer le poste de soudage TIG ;  - Souder un assemblage en angle ;  - Rendre compte au chef d’équipe"
NUMBER = {"Numero_Fiche": "RNCP7"}
TABLES = {
    "Standard": table_text(
        "Standard",
        [
            {
                **NUMBER,
                "Id_Fiche": "4691",
                "Intitule": "CQP Soudeur  & chaudronnier",
                "Abrege_Libelle": "TP",
                "Abrege_Intitule": "Titre professionnel",
                "Nomenclature_Europe_Niveau": "NIV3",
                "Nomenclature_Europe_Intitule": "Niveau 3",
                "Accessible_Nouvelle_Caledonie": "Oui",
                "Accessible_Polynesie_Francaise": "Non",
                "Date_dernier_jo": "21/07/2018",
                "Date_Decision": "20/07/2018",
                "Date_Fin_Enregistrement": "21/07/2021",
                "Date_Effet": "21/07/2018",
                "Type_Enregistrement": "Enregistrement sur demande",
                "Validation_Partielle": "Non",
                "Actif": "ACTIVE",
                "Capacites_Attestees": OWN,
                "Objectifs_Contexte": "Former des soudeurs.",
            }
        ],
        ("Capacites_Attestees", "Objectifs_Contexte"),
    ),
    "Ancienne_Nouvelle_Certification": table_text(
        "Ancienne_Nouvelle_Certification",
        [{**NUMBER, "Ancienne_Certification": "RNCP3", "Nouvelle_Certification": "RS12"}],
    ),
    "Blocs_De_Compétences": table_text(
        "Blocs_De_Compétences",
        [
            {**NUMBER, "Bloc_Competences_Code": "RNCP7BC02", "Bloc_Competences_Libelle": "Contrôler"},
            {
                **NUMBER,
                "Bloc_Competences_Code": "RNCP7BC01",
                "Bloc_Competences_Libelle": "Souder",
                "Liste_Competences": LISTED,
                "Modalites_Evaluation": "Mise en situation",
            },
        ],
        ("Liste_Competences", "Modalites_Evaluation"),
    ),
    "CCN": table_text(
        "CCN",
        [
            {
                **NUMBER,
                "Ccn_1_Numero": "3109",
                "Ccn_1_Libelle": "Métallurgie",
                "Ccn_2_Numero": "3117",
                "Ccn_2_Libelle": "Boulangerie",
            }
        ],
    ),
    "Certificateurs": table_text(
        "Certificateurs",
        [
            {**NUMBER, "Siret_Certificateur": "\t78471719100018", "Nom_Certificateur": "UIMM"},
            {**NUMBER, "Nom_Certificateur": "Ministère de l’Éducation"},
        ],
    ),
    "Formacode": table_text(
        "Formacode", [{**NUMBER, "Formacode_Code": "23026", "Formacode_Libelle": "23026 : Soudage"}]
    ),
    "Nsf": table_text(
        "Nsf", [{**NUMBER, "Nsf_Code": "254s", "Nsf_Intitule": "254s : Mise en forme des métaux"}]
    ),
    "Partenaires": table_text(
        "Partenaires",
        [
            {
                **NUMBER,
                "Nom_Partenaire": "AFPI",
                "Siret_Partenaire": "\t82815245400033",
                "Habilitation_Partenaire": "HABILITATION_ORGA_FORM",
            }
        ],
    ),
    "Rome": table_text(
        "Rome", [{**NUMBER, "Codes_Rome_Code": "H2913", "Codes_Rome_Libelle": "Soudage d''atelier"}]
    ),
    "VoixdAccès": table_text(
        "VoixdAccès",
        [{**NUMBER, "Si_Jury": "Par expérience"}, {**NUMBER, "Si_Jury": "En contrat d’apprentissage"}],
    ),
}
XML = f"""<?xml version="1.0" encoding="UTF-8"?>
<FICHES><VERSION_FLUX>4.1</VERSION_FLUX><FICHE>
<ID_FICHE>4691</ID_FICHE><NUMERO_FICHE>RNCP7</NUMERO_FICHE>
<NOUVELLES_CERTIFICATIONS><NOUVELLE_CERTIFICATION><ID_FICHE_NOUVELLE_CERTIFICATION>RS12</ID_FICHE_NOUVELLE_CERTIFICATION></NOUVELLE_CERTIFICATION></NOUVELLES_CERTIFICATIONS>
<ANCIENNES_CERTIFICATIONS><ANCIENNE_CERTIFICATION><ID_FICHE_ANCIENNE_CERTIFICATION>RNCP3</ID_FICHE_ANCIENNE_CERTIFICATION></ANCIENNE_CERTIFICATION></ANCIENNES_CERTIFICATIONS>
<INTITULE>{escape("CQP Soudeur & chaudronnier")}</INTITULE>
<ABREGE><CODE>TP</CODE><LIBELLE>Titre professionnel</LIBELLE></ABREGE>
<NOMENCLATURE_EUROPE><NIVEAU>NIV3</NIVEAU><INTITULE>Niveau 3</INTITULE></NOMENCLATURE_EUROPE>
<CODES_NSF><NSF><CODE>254s</CODE><LIBELLE>Mise en forme des métaux</LIBELLE></NSF></CODES_NSF>
<FORMACODES><FORMACODE><CODE>23026</CODE><LIBELLE>Soudage</LIBELLE></FORMACODE></FORMACODES>
<CODES_ROME><ROME><CODE>H2913</CODE><LIBELLE>Soudage d'atelier</LIBELLE></ROME></CODES_ROME>
<CCN_1><NUMERO>3109</NUMERO><LIBELLE>Métallurgie</LIBELLE></CCN_1>
<CCN_2><NUMERO>3117</NUMERO><LIBELLE>Boulangerie</LIBELLE></CCN_2>
<CERTIFICATEURS>
<CERTIFICATEUR><SIRET_CERTIFICATEUR>78471719100018</SIRET_CERTIFICATEUR><NOM_CERTIFICATEUR>UIMM</NOM_CERTIFICATEUR></CERTIFICATEUR>
<CERTIFICATEUR><NOM_CERTIFICATEUR>Ministère de l’Éducation</NOM_CERTIFICATEUR></CERTIFICATEUR>
</CERTIFICATEURS>
<PARTENAIRES><PARTENAIRE><NOM_PARTENAIRE>AFPI</NOM_PARTENAIRE><SIRET_PARTENAIRE>82815245400033</SIRET_PARTENAIRE><HABILITATION_PARTENAIRE>HABILITATION_ORGA_FORM</HABILITATION_PARTENAIRE></PARTENAIRE></PARTENAIRES>
<CAPACITES_ATTESTEES>{OWN}</CAPACITES_ATTESTEES>
<OBJECTIFS_CONTEXTE>Former des soudeurs.</OBJECTIFS_CONTEXTE>
<SI_JURY_CA><ACTIF>Oui</ACTIF></SI_JURY_CA><SI_JURY_VAE><ACTIF>Oui</ACTIF></SI_JURY_VAE>
<ACCESSIBLE_NOUVELLE_CALEDONIE>Oui</ACCESSIBLE_NOUVELLE_CALEDONIE>
<ACCESSIBLE_POLYNESIE_FRANCAISE>Non</ACCESSIBLE_POLYNESIE_FRANCAISE>
<DATE_DERNIER_JO>21/07/2018</DATE_DERNIER_JO><DATE_DECISION>20/07/2018</DATE_DECISION>
<DATE_EFFET>21/07/2018</DATE_EFFET><DATE_FIN_ENREGISTREMENT>21/07/2021</DATE_FIN_ENREGISTREMENT>
<TYPE_ENREGISTREMENT>Enregistrement sur demande</TYPE_ENREGISTREMENT>
<VALIDATION_PARTIELLE>Non</VALIDATION_PARTIELLE><ACTIF>Oui</ACTIF>
<BLOCS_COMPETENCES>
<BLOC_COMPETENCES><CODE>RNCP7BC01</CODE><LIBELLE>Souder</LIBELLE><LISTE_COMPETENCES>{LISTED}</LISTE_COMPETENCES><MODALITES_EVALUATION>Mise en situation</MODALITES_EVALUATION></BLOC_COMPETENCES>
<BLOC_COMPETENCES><CODE>RNCP7BC02</CODE><LIBELLE>Contrôler</LIBELLE></BLOC_COMPETENCES>
</BLOCS_COMPETENCES>
</FICHE></FICHES>
"""  # noqa: E501 - one element a line, as exported
_FICHE = re.compile(r"<https://w3id\.org/passerelles/id/fiche/[0-9a-f]{64}>")
#: The two exports name the place of a text each in its own way.
_OWN_PLACE = ("<https://w3id.org/passerelles/ns#element>",)
#: What the fiches of both exports say differently: their registration was renewed, and overseas is no longer told.
_CHANGED = re.compile("/enregistrement/|ns#(?:actif|nouvelleCaledonie|polynesieFrancaise)>")


def read(loader: FranceCompetencesCsv | FranceCompetencesXml, found: list[Entry]) -> Reading:
    (reading,) = (item for item in loader.read(found) if isinstance(item, Reading))
    assert (reading.problems, reading.unplaced) == ((), ())
    return reading


def statements(reading: Reading) -> set[str]:
    """What the reading says of anything but the document itself."""
    lines = (_FICHE.sub("<fiche>", line) for line in reading_nquads(reading))
    return {
        line for line in lines if not line.startswith("<fiche>") and not any(p in line for p in _OWN_PLACE)
    }


def test_one_fiche_in_both_kinds(tmp_path: Path) -> None:
    (tmp_path / "xml").mkdir()
    (tmp_path / "xml" / "fiches.xml").write_text(XML, encoding="utf-8")
    export = write_export(tmp_path / "export-fiches-csv-2024-02-22.zip", TABLES)
    tabular = read(FranceCompetencesCsv(), entries(export))
    structured = read(FranceCompetencesXml(), entries(tmp_path / "xml"))
    assert statements(tabular) == statements(structured)
    assert (
        len(tabular.certifications[0].capacites) == 4
    )  # two of the three of the own list stand in a bloc too


def test_a_fiche_of_both_official_exports(shared: Path) -> None:
    data = shared / "data"
    tabular = {
        item.source.title: item
        for item in FranceCompetencesCsv().read(entries(data / "france-competences-csv-2024"))
        if isinstance(item, Reading)
    }
    structured = {
        item.source.title: item
        for item in FranceCompetencesXml().read(entries(data / "france-competences-v4.1"))
        if isinstance(item, Reading)
    }
    both = sorted(set(tabular) & set(structured))
    assert "RS5000" in both
    for number in both:
        missing = statements(tabular[number]) - statements(structured[number])
        others = {line for line in missing if not _CHANGED.search(line)}
        assert others == set(), number
