"""Layouts that other fiches have: numberings, missing sections, columns, kinds, sentences of history."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from passerelles.records import Problem, Ref, Register
from tests.loaders.fiche_maker import (
    CAPACITES,
    SECTIONS,
    blocs,
    certification,
    fiche,
    listed,
    plain,
    reading,
)

MARKS: dict[str, Any] = {
    "C1": "C{} ",
    "C1.": "C{}. ",
    "C.1": "C.{} ",
    "C 1": "C {} ",
    "C1 :": "C{} : ",
    "C1 -": "C{} - ",
    "• C1": "• C{} ",
    "Capacité 1 :": "Capacité {} : ",
    "1)": "{}) ",
    "- 1)": "- {}) ",
    "1.": "{}. ",
    "1 -": "{} - ",
    "1/": "{}/ ",
    "1°": "{}° ",
}


def causes(text: str) -> list[str]:
    return sorted(problem.cause for problem in reading(text).problems)


def only(text: str, cause: str) -> Problem:
    (problem,) = (one for one in reading(text).problems if one.cause == cause)
    return problem


def test_a_fiche_of_another_branch() -> None:
    record = certification(fiche())
    assert reading(fiche()).problems == () and reading(fiche()).unplaced == ()
    assert (record.number, plain(record.title), plain(record.kinds)) == (
        "40404",
        "Débiteur(se) de bois",
        ["CQP"],
    )
    assert [(one.value.scheme, one.value.notation) for one in (*record.niveaux, *record.codes)] == [
        ("niveau-1969", "V"),
        ("brochure", "3155"),
        ("nsf", "234t"),
        ("nsf", "234"),
        ("formacode", "45554"),
        ("rome", "H2201"),
        ("rome", "H2206"),
    ]
    assert [one.value.label for one in record.codes][:2] == [
        "Menuiserie, ameublement",
        "Réalisation d’ouvrages en bois, montage",
    ]
    assert plain(record.secteurs) == ["Ameublement"]
    assert plain(record.emplois) == ["Débiteur", "Scieur de long"]
    assert {plain(one.voie): plain(one.ouvert) for one in record.acces} == {
        "FI": False, "CA": True, "FC": True, "CQ": True, "CL": False, "VAE": True,
    }  # fmt: skip
    assert (plain(record.nouvelle_caledonie), plain(record.polynesie_francaise)) == (True, False)
    (enregistrement,) = record.enregistrements
    assert plain(enregistrement)["arrete"] == date(2010, 2, 1)
    assert plain(enregistrement)["duree_annees"] == 3
    assert plain(record.titulaires_par_an) == 41
    assert plain(record.created) == 1997
    assert [one.value for one in record.replaces] == [
        Ref(Register.RNCP, "777", title="Scieur", kinds=("CQP",))
    ]
    assert [one.value.number for one in record.linked] == ["1212"]


@pytest.mark.parametrize("bloc_mark", MARKS)
@pytest.mark.parametrize("list_mark", MARKS)
def test_numbering_styles_give_the_same_capacites(list_mark: str, bloc_mark: str) -> None:
    assert_same_capacites(MARKS[list_mark], MARKS[bloc_mark], "\n", " ;")


@pytest.mark.parametrize(("join", "end"), [("\n\n", "."), (" ", ""), (" ", " ;"), ("\n", "")])
@pytest.mark.parametrize("mark", MARKS)
def test_one_a_line_or_all_in_one_paragraph(mark: str, join: str, end: str) -> None:
    assert_same_capacites(MARKS["C1"], MARKS[mark], join, end)


def assert_same_capacites(list_mark: str, bloc_mark: str, join: str, end: str) -> None:
    text = fiche(capacites=listed(list_mark.format, join, end), blocs=blocs(bloc_mark.format, join, end))
    record = certification(text)
    expected = [(f"C{order}", title, ()) for order, title in enumerate(CAPACITES, 1)]
    assert [(one.code, one.title.value, one.variants) for one in record.capacites] == expected
    assert [plain(one.capacites) for one in record.blocs] == [["C1", "C2", "C3"], ["C4", "C5"]]
    assert causes(text) == []


@pytest.mark.parametrize("mark", ["{}) ", "C{} "])
def test_numbering_that_restarts_in_each_bloc(mark: str) -> None:
    record = certification(fiche(blocs=blocs(mark.format, restart=True)))
    assert [plain(one.capacites) for one in record.blocs] == [["C1", "C2", "C3"], ["C4", "C5"]]


def test_numbering_that_restarts_without_a_list() -> None:
    text = fiche(capacites="", blocs=blocs("{}) ".format, restart=True))
    record = certification(text)
    assert [one.title.value for one in record.capacites] == list(CAPACITES)
    assert [one.code for one in record.capacites] == ["C1", "C2", "C3", "C1", "C2"]
    assert len({one.key for one in record.capacites}) == 5
    assert causes(text) == ["capacite-code-repete"] * 2


@pytest.mark.parametrize(("bullet", "join"), [("- ", "\n"), ("• ", " "), ("- ", " ; ")])
def test_bullets(bullet: str, join: str) -> None:
    record = certification(fiche(capacites=listed(bullet.format, join), blocs=blocs(bullet.format, join)))
    assert [(one.code, one.title.value) for one in record.capacites] == [(None, text) for text in CAPACITES]
    assert [len(one.capacites) for one in record.blocs] == [3, 2]


def test_a_capacite_of_a_bloc_that_the_list_leaves_out() -> None:
    list_of_four = listed("C{} ".format).replace(f"C5 {CAPACITES[4]}\n", "")
    text = fiche(capacites=list_of_four)
    record = certification(text)
    assert [one.title.value for one in record.capacites] == list(CAPACITES)
    assert causes(text) == ["capacite-hors-liste"]


def test_a_code_that_means_something_else_in_the_bloc() -> None:
    text = fiche(blocs=blocs("C{} ".format).replace(CAPACITES[3], "Peindre une façade"))
    record = certification(text)
    assert [(one.key, one.code) for one in record.capacites][-1] == ("C4-2", "C4")
    assert [plain(one.capacites) for one in record.blocs][1] == ["C4-2", "C5"]
    assert only(text, "capacite-code-repete").expected == CAPACITES[3]


def test_a_capacite_worded_otherwise_in_its_bloc() -> None:
    text = fiche(blocs=blocs("C{} ".format).replace("à ruban", "à ruban ou circulaire"))
    (variant,) = certification(text).capacites[0].variants
    assert variant.value == "Régler la scie à ruban ou circulaire"


def test_a_bloc_without_capacite_and_a_bloc_of_another_fiche() -> None:
    text = fiche(
        blocs="Bloc de compétence n°1 de la fiche n° 555 - Le débit\n\nDescriptif :\nTexte seul\n"
        "Modalités d’évaluation :\nÉpreuve\n"
    )
    (bloc,) = certification(text).blocs
    assert (bloc.code, plain(bloc.title), bloc.capacites) == ("BC01", "Le débit", ())
    assert only(text, "bloc-d-une-autre-fiche").expected == "40404"


@pytest.mark.parametrize(
    ("heading", "code", "title"),
    [
        ("RNCP40404BC02 - Le débit", "BC02", "Le débit"),
        ("Bloc n° 2 : Le débit", "BC02", "Le débit"),
        ("Bloc de compétences n°2 - Le débit\ndes pièces de bois", "BC02", "Le débit des pièces de bois"),
    ],
)
def test_notations_of_blocs(heading: str, code: str, title: str) -> None:
    (bloc,) = certification(fiche(blocs=f"Bloc de compétence :\n{heading}\n\nDescriptif :\nTexte\n")).blocs
    assert (bloc.code, plain(bloc.title), plain(bloc.identifier)) == (code, title, f"RNCP40404{code}")


@pytest.mark.parametrize(
    ("intitule", "title", "kinds"),
    [
        ("TP : Titre professionnel Agent de voirie", "Agent de voirie", ["TP"]),
        ("BTS : Brevet de technicien supérieur Métiers de l'eau", "Métiers de l'eau", ["BTS"]),
        ("DIPLOVIS : Diplôme visé Gestion", "Gestion", ["DIPLOVIS"]),
        ("DIPLOME : Diplôme d'établissement X", "Diplôme d'établissement X", ["DIPLOME"]),
        ("BAC PRO : Baccalauréat professionnel Pilotage", "Pilotage", ["BAC PRO"]),
        ("Conducteur de travaux", "Conducteur de travaux", []),
        (
            "CQP : Certificat de qualification professionnelle Opérateur (CQPM – CQPI)",
            "Opérateur (CQPM – CQPI)",
            ["CQPM", "CQPI"],
        ),
        ("CQP : Certificat de qualification professionnelle\nOpérateur de\ntri", "Opérateur de tri", ["CQP"]),
        (
            "CQP : Certificat de qualification professionnelle interbranches Agent (CQPI)",
            "Agent (CQPI)",
            ["CQPI"],
        ),
    ],
)
def test_intitules(intitule: str, title: str, kinds: list[str]) -> None:
    record = certification(fiche(intitule=f"Intitulé\n{intitule}\n"))
    assert (plain(record.title), plain(record.kinds)) == (title, kinds)
    assert plain(record.intitule) == " ".join(intitule.split())


@pytest.mark.parametrize(
    ("section", "certificateurs", "signataires"),
    [
        ("Ministère du bois\n", ["Ministère du bois"], []),
        ("Ministère du\nbois\n\nMinistre du\nbois\n", ["Ministère du bois"], ["Ministre du bois"]),
        ("Ministère\tMinistre\nUnion\tPrésident\n", ["Ministère", "Union"], ["Ministre", "Président"]),
        ("Union du bois\nPrésident de l’Union\n", ["Union du bois"], ["Président de l'Union"]),
        (
            "Commission du\tPrésident de\nbois\tla commission\n",
            ["Commission du bois"],
            ["Président de la commission"],
        ),
    ],
)
def test_authorities(section: str, certificateurs: list[str], signataires: list[str]) -> None:
    heading = "AUTORITÉ RESPONSABLE DE LA CERTIFICATION QUALITÉ DU(ES) SIGNATAIRE(S) DE LA\nCERTIFICATION\n"
    record = certification(fiche(autorite=heading + section))
    assert [plain(one.name) for one in record.certificateurs] == certificateurs
    assert plain(record.signataires) == signataires


@pytest.mark.parametrize(
    ("text", "niveaux"),
    [
        ("III (Nomenclature de 1969)", [("niveau-1969", "III")]),
        ("III (Nomenclature de 1967)", [("niveau-1969", "III")]),
        ("5 (Nomenclature Europe)", [("niveau", "5")]),
        ("IV (Nomenclature de 1969)\n4 (Nomenclature Europe)", [("niveau-1969", "IV"), ("niveau", "4")]),
        ("Niveau 6", [("niveau", "6")]),
        ("Sans niveau spécifique", []),
    ],
)
def test_niveaux(text: str, niveaux: list[tuple[str, str]]) -> None:
    record = certification(fiche(niveau=f"Niveau et/ou domaine d'activité\n{text}\n"))
    assert [(one.value.scheme, one.value.notation) for one in record.niveaux] == niveaux
    assert [one.text.value for one in record.texts if one.name == "niveauTexte"] == [" ".join(text.split())]


@pytest.mark.parametrize(
    ("body", "codes"),
    [
        (
            "200u Conduite de machines s.a.i., 201 Technologies",
            [("200u", "Conduite de machines s.a.i."), ("201", "Technologies")],
        ),
        (
            "326 : Informatique, traitement, réseaux\n326n - Analyse",
            [("326", "Informatique, traitement, réseaux"), ("326n", "Analyse")],
        ),
        (
            "250r Contrôle, prévention ; 251 Mécanique",
            [("250r", "Contrôle, prévention"), ("251", "Mécanique")],
        ),
        ("201 Technologies de\ncommandes", [("201", "Technologies de commandes")]),
    ],
)
def test_nsf_codes(body: str, codes: list[tuple[str, str]]) -> None:
    record = certification(fiche(nsf=f"Code(s) NSF :\n{body}\n"))
    assert [
        (one.value.notation, one.value.label) for one in record.codes if one.value.scheme == "nsf"
    ] == codes


def test_old_rome_codes() -> None:
    record = certification(
        fiche(rome="Codes des fiches ROME les plus proches :\n44341 : Scieur\nH2206 : Menuiserie\nbois\n")
    )
    found = [(one.value.notation, one.value.label) for one in record.codes if one.value.scheme == "rome"]
    assert found == [("44341", "Scieur"), ("H2206", "Menuiserie bois")]


@pytest.mark.parametrize(
    ("body", "secteurs", "emplois"),
    [
        ("Secteur du bois\nScieur\nDébiteur de\nbois", ["Secteur du bois"], ["Scieur", "Débiteur de bois"]),
        ("- Scieur\n- Débiteur", [], ["Scieur", "Débiteur"]),
        ("Bois, papier\nIl exerce par exemple les métiers suivants :\nScieur", ["Bois, papier"], ["Scieur"]),
        (
            "Secteurs d'activités : bois, papier\nTypes d'emplois accessibles : scieur, débiteur (bois, "
            "panneaux)",
            ["bois", "papier"],
            ["scieur", "débiteur (bois, panneaux)"],
        ),
        (
            "Le scieur travaille dans des entreprises de toutes tailles du secteur du bois.\n\nScieur",
            ["Le scieur travaille dans des entreprises de toutes tailles du secteur du bois."],
            ["Scieur"],
        ),
    ],
)
def test_sectors_and_jobs(body: str, secteurs: list[str], emplois: list[str]) -> None:
    heading = (
        "Secteurs d'activité ou types d'emplois accessibles par le détenteur de ce\n"
        "diplôme, ce titre ou ce certificat\n"
    )
    record = certification(fiche(emplois=f"{heading}{body}\n"))
    assert (plain(record.secteurs), plain(record.emplois)) == (secteurs, emplois)


def test_page_ends_inside_a_list_of_jobs() -> None:
    emplois = SECTIONS["emplois"].replace("Scieur", "http://bois.example/page\nPage 2/3\n\f\nScieur")
    record = certification(fiche(emplois=emplois))
    assert plain(record.emplois) == ["Débiteur", "Scieur de long"]
    assert "http://bois.example/page" in [
        one.text.value for one in record.texts if one.name == "autresSources"
    ]


MERGED = (
    "CONDITIONS D'INSCRIPTION À LA\nCERTIFICATION OUINON COMPOSITION DES JURYS\n\n"
    "Après un parcours de formation\nsous statut d'élève ou\nd'étudiant\n\nX\n\nEn contrat "
    "d'apprentissage X\n"
    "Après un parcours de formation X Trois\ncontinue personnes\nEn contrat "
    "de\nprofessionnalisation\n\nX Deux personnes\n"
    "Par expérience dispositif VAE X Une personne\nprévu en 2007\n"
)


def test_merged_columns_say_nothing_without_a_jury() -> None:
    record = certification(fiche(acces=MERGED, territoires="OUI NON\nAccessible en Nouvelle Calédonie X\n"))
    assert {plain(one.voie): (plain(one.ouvert), plain(one.jury)) for one in record.acces} == {
        "FI": (None, None),
        "CA": (None, None),
        "FC": (True, "Trois personnes"),
        "CQ": (True, "Deux personnes"),
        "VAE": (True, "Une personne"),
    }
    assert record.nouvelle_caledonie is record.polynesie_francaise is None


def test_columns_whose_empty_cells_are_lost_say_nothing() -> None:
    text = "OUI\tNON\nAccessible en Nouvelle Calédonie\tX\nAccessible en Polynésie Française\tX\n"
    record = certification(fiche(territoires=text))
    assert record.nouvelle_caledonie is record.polynesie_francaise is None


@pytest.mark.parametrize(
    ("text", "years", "unlimited"),
    [
        ("5 an(s)", 5, None),
        ("cinq ans", 5, None),
        ("illimitée", None, True),
        ("Sans limitation de durée", None, True),
        ("", None, None),
    ],
)
def test_validity(text: str, years: int | None, unlimited: bool | None) -> None:
    record = certification(fiche(validite=f"Validité des composantes acquises : {text}\n"))
    assert (plain(record.validite_annees), plain(record.validite_illimitee)) == (years, unlimited)


def test_a_validity_stated_twice_differently() -> None:
    text = fiche(
        validite="Validité des composantes acquises : 5 an(s)\n"
        "Validité des composantes acquises : illimitée\n"
    )
    record = certification(text)
    assert record.validite_annees is record.validite_illimitee is None
    assert causes(text) == ["validite-contradictoire"]


ARRETE = "Référence arrêté création (ou date 1er arrêté enregistrement) :\n"


def test_several_arretes() -> None:
    record = certification(
        fiche(
            arrete=ARRETE + "Arrêté du 3 mai 2004 paru au JO du 12/05/2004. Enregistrement pour 3 ans.\n\n"
            "Arrêté du 1er fevrier 2010 publié au Journal Officiel du 12 février 2010 avec effet au 12 "
            "février 2010, "
            "jusqu'au 12 février 2015.\n"
        )
    )
    first, second = (plain(one) for one in record.enregistrements)
    assert (first["arrete"], first["publication_jo"], first["duree_annees"]) == (
        date(2004, 5, 3),
        date(2004, 5, 12),
        3,
    )
    assert first["effet"] is first["fin"] is second["duree_annees"] is None
    assert (second["arrete"], second["effet"], second["fin"]) == (
        date(2010, 2, 1),
        date(2010, 2, 12),
        date(2015, 2, 12),
    )


def test_a_date_that_does_not_exist() -> None:
    text = fiche(arrete=f"{ARRETE}Arrêté du 31 février 2010 publié au JO du 3 mars 2010.\n")
    (record,) = certification(text).enregistrements
    assert record.arrete is None
    assert plain(record.publication_jo) == date(2010, 3, 3)
    assert only(text, "date-invalide").found == "31 février 2010"
