"""The official CSV export: every table becomes records."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelles.loaders import csv_values as values
from passerelles.loaders.france_competences_csv import FranceCompetencesCsv
from passerelles.records import Code, Ref, Register
from tests.loaders.csv_maker import STANDARD, entries, read, read_tables


def test_the_main_table_becomes_a_certification(tmp_path: Path) -> None:
    (reading,), problems = read_tables(tmp_path)
    (certification,) = reading.certifications
    (registration,) = certification.enregistrements
    assert problems == []
    assert certification.ref == Ref(Register.RNCP, "7", title="CQP Soudeur (CQPM)", kinds=("CQPM",))
    assert certification.identifier and certification.identifier.value == "RNCP7"
    assert [niveau.value for niveau in certification.niveaux] == [Code("niveau", "4", "Niveau 4")]
    assert certification.nouvelle_caledonie and certification.nouvelle_caledonie.value is True
    assert certification.polynesie_francaise is None
    assert certification.actif and certification.actif.value is False
    dates = (registration.decision, registration.publication_jo, registration.effet, registration.fin)
    assert [day and day.value for day in dates] == [
        date(2015, 5, 6), date(2015, 5, 27), date(2015, 5, 27), date(2020, 5, 27),
    ]  # fmt: skip
    assert {text.name: text.text.value for text in certification.texts} == {
        "typeEnregistrement": "Enregistrement sur demande",
        "validationPartielle": "Non",
    }
    assert (reading.source.title, reading.source.name) == ("RNCP7", "export-fiches-csv.zip › RNCP7")
    assert reading.source.date is None  # the day of the export is no part of what it says of a fiche


def test_the_other_tables_join_by_number(tmp_path: Path) -> None:
    number = {"Numero_Fiche": "RNCP7"}
    (reading,), problems = read_tables(
        tmp_path,
        Nsf=[{**number, "Nsf_Code": "200r", "Nsf_Intitule": "200r : Contrôle qualité"}],
        Rome=[{**number, "Codes_Rome_Code": "H1102", "Codes_Rome_Libelle": "Ingénierie d''affaires"}],
        Formacode=[{**number, "Formacode_Code": "42872", "Formacode_Libelle": "42872 : Sécurité"}],
        CCN=[{**number, "Ccn_1_Numero": "3109", "Ccn_1_Libelle": "Métallurgie", "Ccn_2_Numero": "3117"}],
        Certificateurs=[{**number, "Siret_Certificateur": "\t78471719100018", "Nom_Certificateur": "UIMM"}],
        Partenaires=[
            {
                **number,
                "Nom_Partenaire": "ALYRA",
                "Siret_Partenaire": "\t82815245400033",
                "Habilitation_Partenaire": "HABILITATION_ORGA_FORM",
            }
        ],
        Ancienne_Nouvelle_Certification=[
            {**number, "Ancienne_Certification": "RNCP3"},
            {**number, "Nouvelle_Certification": "RS12"},
        ],
    )
    (certification,) = reading.certifications
    assert problems == []
    assert [code.value for code in certification.codes] == [
        Code("nsf", "200r", "Contrôle qualité"),
        Code("rome", "H1102", "Ingénierie d'affaires"),
        Code("formacode", "42872", "Sécurité"),
        Code("brochure", "3109", "Métallurgie"),
        Code("brochure", "3117"),
    ]
    (certificateur,) = certification.certificateurs
    assert (certificateur.name.value, certificateur.siret) == ("UIMM", "78471719100018")
    (habilitation,) = certification.habilitations
    assert habilitation.organisation.siret == "82815245400033"
    assert habilitation.right and habilitation.right.value == "HABILITATION_ORGA_FORM"
    assert [ref.value for ref in certification.replaces] == [Ref(Register.RNCP, "3")]
    assert [ref.value for ref in certification.replaced_by] == [Ref(Register.RS, "12")]


def test_blocs_are_in_the_order_of_their_codes_and_a_repeated_code_is_told_apart(tmp_path: Path) -> None:
    codes = ["RNCP7BC10", "RNCP7BC2", "RNCP7BC10", "UC1"]
    rows = [
        {"Numero_Fiche": "RNCP7", "Bloc_Competences_Code": code, "Bloc_Competences_Libelle": f"Titre {rank}"}
        for rank, code in enumerate(codes)
    ]
    (reading,), problems = read_tables(tmp_path, **{"Blocs_De_Compétences": rows})
    blocs = reading.certifications[0].blocs
    assert [(bloc.order, bloc.code, bloc.identifier and bloc.identifier.value) for bloc in blocs] == [
        (1, "BC2", "RNCP7BC2"),
        (2, "BC10", "RNCP7BC10"),
        (3, "BC10-2", "RNCP7BC10"),
        (4, "UC1", "UC1"),
    ]
    assert [problem.cause for problem in problems] == ["code-de-bloc-repete"]


@pytest.mark.parametrize(
    ("label", "notation"),
    [
        ("Après un parcours de formation sous statut d’élève ou d’étudiant", "FI"),
        ("En contrat d'apprentissage", "CA"),
        ("Après un parcours de formation continue", "FC"),
        ("En contrat de professionnalisation", "CQ"),
        ("Par candidature individuelle", "CL"),
        ("Par expérience", "VAE"),
        ("Par courrier", None),
    ],
)
def test_voies(label: str, notation: str | None, tmp_path: Path) -> None:
    (reading,), problems = read_tables(
        tmp_path, **{"VoixdAccès": [{"Numero_Fiche": "RNCP7", "Si_Jury": label}]}
    )
    found = reading.certifications[0].acces
    assert [acces.voie.value for acces in found] == ([notation] if notation else [])
    assert all(acces.ouvert and acces.ouvert.value is True for acces in found)
    assert [problem.cause for problem in problems] == ([] if notation else ["voie-inconnue"])
    assert [text.value for text in reading.unplaced] == (
        [] if notation else [f"VoixdAccès, Si_Jury : {label}"]
    )


@pytest.mark.parametrize(
    ("column", "value", "cause"),
    [
        ("Date_Effet", "31/02/2020", "date-invalide"),
        ("Date_Decision", "02/2020", "date-invalide"),
        ("Actif", "PEUT-ETRE", "etat-non-lu"),
        ("Accessible_Polynesie_Francaise", "X", "ni-oui-ni-non"),
    ],
)
def test_a_cell_that_cannot_be_read_is_kept_and_told(
    column: str, value: str, cause: str, tmp_path: Path
) -> None:
    (reading,), (problem,) = read_tables(tmp_path, Standard=[{**STANDARD, column: value}])
    assert (problem.cause, problem.found, problem.field) == (cause, value, column)
    assert problem.place == "table Standard, ligne 2"
    assert [text.value for text in reading.unplaced] == [f"Standard, {column} : {value}"]


def test_a_level_outside_the_scale_is_kept_as_text(tmp_path: Path) -> None:
    row = {**STANDARD, "Nomenclature_Europe_Niveau": "REPRISE", "Nomenclature_Europe_Intitule": "Sans niveau"}
    (reading,), _ = read_tables(tmp_path, Standard=[row])
    (certification,) = reading.certifications
    assert certification.niveaux == ()
    assert ("niveauTexte", "REPRISE : Sans niveau") in [
        (text.name, text.text.value) for text in certification.texts
    ]


def test_a_fiche_named_in_other_tables_alone_keeps_what_they_say(tmp_path: Path) -> None:
    readings, problems = read_tables(
        tmp_path,
        Ancienne_Nouvelle_Certification=[{"Numero_Fiche": "RNCP8", "Ancienne_Certification": "RNCP7"}],
    )
    assert [reading.source.title for reading in readings] == ["RNCP7", "RNCP8"]
    assert [ref.value.number for ref in readings[1].certifications[0].replaces] == ["7"]
    assert [problem.cause for problem in problems] == ["fiche-sans-description"]


@pytest.mark.parametrize(
    ("title", "kinds"),
    [
        ("CQP Soudeur (CQPM)", ("CQPM",)),
        ("CQP Agent logistique (CQPI)", ("CQPI",)),
        ("Conducteur d’équipements industriels (CQPM – CQPI)", ("CQPM", "CQPI")),
        ("CQP Technicien (fiche incomplète) (CQPM)", ("CQPM",)),
        ("CQP Tourier", ("CQP",)),
        ("Responsable CQP de la qualité", ()),
    ],
)
def test_kinds_in_titles(title: str, kinds: tuple[str, ...]) -> None:
    assert values.kinds_of(title) == kinds


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("06/05/2015", date(2015, 5, 6)),
        ("6/5/2015", date(2015, 5, 6)),
        ("2015-05-06", date(2015, 5, 6)),
        ("2015-05-06T00:00:00.000Z", date(2015, 5, 6)),
        ("06/05/2015 00:00", date(2015, 5, 6)),
        ("06/05/15", None),  # of which century is not said
        ("31/02/2020", None),
        ("00/00/0000", None),
    ],
)
def test_dates_in_several_forms(text: str, day: date | None) -> None:
    assert values.day(text) == day


@given(st.dates())
def test_days_are_read_back(day: date) -> None:
    assert values.day(f"{day:%d/%m/}{day.year:04}") == day


@given(st.text(max_size=30))
def test_no_text_breaks_the_values(text: str) -> None:
    for parse in (values.day, values.file_day, values.siret, values.voie, values.reference, values.yes_no):
        parse(text)


@pytest.mark.parametrize(
    "head", [b"", b"\x89PNG\r\n\x1a\n", b'"code_rome","libelle_rome"\r\n', b"bonjour;monde\n"]
)
def test_other_files_are_not_recognised(head: bytes, tmp_path: Path) -> None:
    path = tmp_path / "export_fiches_CSV_Standard_2024_02_22.csv"
    path.write_bytes(head)
    (entry,) = entries(path)
    assert not FranceCompetencesCsv().recognises(entry)


def test_the_extract_of_2024_is_read_whole(shared: Path) -> None:
    found = entries(shared / "data/france-competences-csv-2024")
    assert all(FranceCompetencesCsv().recognises(entry) for entry in found)
    readings, problems = read(found)
    certifications = [reading.certifications[0] for reading in readings]
    # RNCP38228 stands in the table of successions alone.
    assert [(problem.cause, problem.found) for problem in problems] == [
        ("fiche-sans-description", "RNCP38228")
    ]
    assert sum(certification.title is not None for certification in certifications) == 9
    counts = Counter(code.value.scheme for certification in certifications for code in certification.codes)
    assert counts == {"nsf": 10, "rome": 15, "formacode": 5, "brochure": 2}
    assert sum(len(certification.habilitations) for certification in certifications) == 10
    assert sum(len(certification.acces) for certification in certifications) == 34


def test_the_whole_register_of_2020_is_read(shared: Path) -> None:
    readings, problems = read(entries(shared / "data/register-2020"))
    certifications = [reading.certifications[0] for reading in readings]
    codes = Counter(code.value.scheme for certification in certifications for code in certification.codes)
    assert sum(certification.title is not None for certification in certifications) == 20_387
    assert codes == {"rome": 44_681, "nsf": 28_908}
    assert sum(len(certification.blocs) for certification in certifications) == 15_548
    assert sum(len(certification.replaces) for certification in certifications) == 1_725
    assert sum(len(certification.certificateurs) for certification in certifications) == 30_712 - 37
    assert sum(len(certification.acces) for certification in certifications) == 73_685 - 1
    assert Counter(problem.cause for problem in problems) == {
        "ligne-en-double": 2,
        "fiche-sans-description": 6,
        "code-de-bloc-repete": 1,
    }
    assert {(problem.place, problem.found) for problem in problems if problem.cause == "ligne-en-double"} == {
        ("table Certificateurs", "37"),
        ("table VoixdAccès", "1"),
    }
