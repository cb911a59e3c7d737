"""Ways of saying and laying out that fiches of other branches have, each read as a careful person reads it."""

from __future__ import annotations

from datetime import date

import pytest

from passerelles.loaders.fiche_texte import read_fiche
from passerelles.loaders.opening import page_starts_of
from passerelles.records import Reading
from tests.loaders.fiche_maker import (
    CAPACITES,
    SECTIONS,
    certification,
    document,
    fiche,
    plain,
    reading,
    said,
)


def history(text: str) -> str:
    return fiche(historique=f"Historique de la certification :\n{text}\n")


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("De 2011 à 2015, 1 254 CQPM ont été délivrés, soit en moyenne 251 par an.", 251),
        ("1 254 certificats depuis 2010, soit 250 par an.", 250),
        ("2016 : 300 certifiés, 2017 : 420 certifiés, soit 360 certifiés en moyenne annuelle", 360),
        ("Moyenne annuelle : 45", 45),
        ("En moyenne, chaque année, 45 personnes obtiennent ce CQP.", 45),
        ("500 titulaires depuis 2010, 3 sessions par an", None),
        ("60 candidats par an", None),
        ("60 candidats reçus par an", 60),
        ("Nombre moyen de titulaires par an : 96", 96),
        ("Nombre de titulaires par an : 2010 : 112 ; 2011 : 130", None),
        ("Nombre de titulaires par an : 96 en 2010 et 120 en 2011", None),
    ],
)
def test_a_total_is_no_yearly_figure(text: str, figure: int | None) -> None:
    assert plain(certification(fiche(statistiques=f"Statistiques :\n{text}\n")).titulaires_par_an) == figure


@pytest.mark.parametrize(
    ("text", "replaced"),
    [
        (
            "Ce titre remplace le BTS Carrosserie (arrêté du 3/9/1997) abrogé en 2005.",
            [(None, "Carrosserie", ("BTS",))],
        ),
        ("Il a remplacé le titre professionnel Soudeur(se).", [(None, "Soudeur(se)", ("TP",))]),
        ("Ce CQP remplace le CQP Scieur (bois), supprimé en 2004.", [(None, "Scieur (bois)", ("CQP",))]),
    ],
)
def test_what_follows_the_title_of_a_replaced_certification(
    text: str, replaced: list[tuple[str | None, str, tuple[str, ...]]]
) -> None:
    found = [
        (one.value.number, one.value.title, one.value.kinds) for one in certification(history(text)).replaces
    ]
    assert found == replaced


def test_a_creation_by_an_arrete() -> None:
    assert plain(certification(history("Titre créé par arrêté du 3 août 2004.")).created) == date(2004, 8, 3)


def test_quotes_around_a_whole_title() -> None:
    intitule = "Intitulé\nCQP : Certificat de qualification professionnelle « Agent d’entretien »\n"
    assert plain(certification(fiche(intitule=intitule)).title) == "Agent d'entretien"


def test_jobs_on_one_line_and_places_before_them() -> None:
    heading = SECTIONS["emplois"].splitlines()[0] + "\n"
    bodies = {
        "Hôtels, résidences de tourisme\nRéceptionniste\nVeilleur de nuit": (
            ["Hôtels, résidences de tourisme"],
            ["Réceptionniste", "Veilleur de nuit"],
        ),
        "Entreprises de propreté.\nAgent d’entretien ; agent de rénovation ; agent machiniste.": (
            ["Entreprises de propreté"],
            ["Agent d'entretien", "agent de rénovation", "agent machiniste"],
        ),
        "Secteurs d’activité :\nLa chaudronnerie, la construction navale, le ferroviaire.\n"
        "Types d’emplois accessibles :\nSoudeur assembleur, soudeur à l’arc, soudeur industriel.": (
            ["La chaudronnerie", "la construction navale", "le ferroviaire"],
            ["Soudeur assembleur", "soudeur à l'arc", "soudeur industriel"],
        ),
        "Secteur automobile, secteur naval\nTechnicien en installation, maintenance et dépannage": (
            ["Secteur automobile, secteur naval"],
            ["Technicien en installation, maintenance et dépannage"],
        ),
    }
    for body, expected in bodies.items():
        record = certification(fiche(emplois=f"{heading}{body}\n"))
        assert (plain(record.secteurs), plain(record.emplois)) == expected


def test_the_columns_of_a_text_that_keeps_its_layout() -> None:
    autorite = (
        "AUTORITÉ RESPONSABLE DE LA CERTIFICATION           QUALITÉ DU(ES) SIGNATAIRE(S) DE LA\n"
        "                                                   CERTIFICATION\n\n"
        "Commission paritaire nationale de l'emploi de      Président de la CPNE/IH, représentant de la\n"
        "l'industrie hôtelière (CPNE-IH)                    CPNE/IH\n"
    )
    lines = (
        ("Bloc de compétence n°1 de la fiche", "Descriptif :"),
        ("n° 40404 - Le débit", f"C1 {CAPACITES[0]}"),
        ("des pièces", f"C2 {CAPACITES[1]}"),
        ("", f"C3 {CAPACITES[2]}"),
        ("", "Modalités d'évaluation :"),
        ("", "Mise en situation"),
        ("Bloc de compétence n°2 de la fiche", "Descriptif :"),
        ("n° 40404 - La vie de", f"C4 {CAPACITES[3]}"),
        ("l’atelier", ""),
        ("", f"C5 {CAPACITES[4]}"),
    )
    rows = "\n".join(f"  {left:45}{right}".rstrip() for left, right in lines)
    record = certification(
        fiche(
            autorite=autorite,
            blocs="Bloc de compétence :\n  INTITULÉ                  DESCRIPTIF ET MODALITÉS D'ÉVALUATION\n"
            + rows
            + "\n",
        )
    )
    assert [plain(one.name) for one in record.certificateurs] == [
        "Commission paritaire nationale de l'emploi de l'industrie hôtelière (CPNE-IH)"
    ]
    assert plain(record.signataires) == ["Président de la CPNE/IH, représentant de la CPNE/IH"]
    assert [(plain(one.title), plain(one.capacites)) for one in record.blocs] == [
        ("Le débit des pièces", ["C1", "C2", "C3"]),
        ("La vie de l'atelier", ["C4", "C5"]),
    ]


def test_several_authorities_under_headings_of_their_own() -> None:
    autorite = (
        "Autorité responsable de la certification\nBranche du bois (CPNE)\nOrganisme certificateur du bois\n\n"
        "Qualité du(es) signataire(s) de la certification\nPrésidente de la CPNE\nVice-président de la CPNE\n"
        "Modalités d'élaboration de références :\nCPC bois\n"
    )
    record = certification(fiche(autorite=autorite))
    assert [plain(one.name) for one in record.certificateurs] == [
        "Branche du bois (CPNE)",
        "Organisme certificateur du bois",
    ]
    assert plain(record.signataires) == ["Présidente de la CPNE", "Vice-président de la CPNE"]
    assert "CPC bois" in " ".join(one.text.value for one in record.texts if one.name == "historique")


def test_a_previous_certification_known_by_its_title() -> None:
    text = fiche().rstrip() + "\nCertification précédente : CQP Scieur de long\n"
    assert [(one.value.number, one.value.title) for one in certification(text).replaces] == [
        ("777", "Scieur"),
        (None, "Scieur de long"),
    ]


def test_old_labels_of_the_table_of_access() -> None:
    acces = (
        "Conditions d'inscription à la certification\tOui\tNon\tIndications complémentaires - composition du "
        "jury\n"
        "En contrat d'apprentissage\t\tX\t\n"
        "Par expérience - Date de mise en place : 2006\tX\t\tDeux personnes\n"
    )
    source = reading(fiche(acces=acces))
    assert {
        plain(one.voie): (plain(one.ouvert), plain(one.jury)) for one in source.certifications[0].acces
    } == {
        "CA": (False, None),
        "VAE": (True, "Deux personnes"),
    }
    assert source.unplaced == ()


BLOC = "Bloc de compétence :\nBloc de compétence n°1 de la fiche n° 40404 - Le débit\n\nDescriptif :\n{}\n"


@pytest.mark.parametrize(
    "descriptif",
    [
        "Régler la scie à ruban. Débiter les pièces selon le plan.",
        "Régler la scie à ruban\nDébiter les pièces\nselon le plan",
        "Régler la scie à ruban ; Débiter les pièces selon le plan",
    ],
)
def test_a_descriptif_that_is_only_a_list_of_infinitives(descriptif: str) -> None:
    record = certification(fiche(capacites="", blocs=BLOC.format(descriptif)))
    assert [one.title.value for one in record.capacites] == [
        "Régler la scie à ruban",
        "Débiter les pièces selon le plan",
    ]
    assert [len(one.capacites) for one in record.blocs] == [2]


@pytest.mark.parametrize(
    "descriptif", ["Le candidat règle la scie. Il débite les pièces.", "Régler la scie. Il débite."]
)
def test_prose_of_a_bloc_is_no_list(descriptif: str) -> None:
    record = certification(fiche(capacites="", blocs=BLOC.format(descriptif)))
    assert record.capacites == ()


def test_what_the_holder_is_capable_of_in_the_resume() -> None:
    resume = (
        "Résumé du référentiel d'emploi ou éléments de compétence acquis\nIl débite du bois.\n"
        "Il est capable de :\n• Régler la scie\n• Débiter les pièces\n"
    )
    text = fiche(resume=resume, blocs="")
    text = text.replace(
        text[text.index("Les capacités attestées") : text.index("Secteurs d'activité ou")], ""
    )
    assert [one.title.value for one in certification(text).capacites] == [
        "Régler la scie",
        "Débiter les pièces",
    ]


def test_capacites_lettered_and_a_decision() -> None:
    capacites = "Compétences évaluées :\nA. Régler la scie\nB. Débiter\nC. Contrôler\n"
    arrete = SECTIONS["arrete"].splitlines()[0] + (
        "\nDécision du 21 décembre 2018 portant enregistrement, jusqu'au 31 décembre 2021.\n"
    )
    record = certification(fiche(capacites=capacites, blocs="", arrete=arrete))
    assert [(one.code, one.title.value) for one in record.capacites] == [
        ("A", "Régler la scie"),
        ("B", "Débiter"),
        ("C", "Contrôler"),
    ]
    (enregistrement,) = record.enregistrements
    assert (plain(enregistrement.decision), plain(enregistrement.fin)) == (
        date(2018, 12, 21),
        date(2021, 12, 31),
    )


def test_a_list_without_marks_of_infinitives() -> None:
    listed = "Les capacités attestées :\n" + " ;\n".join(CAPACITES) + ".\n"
    record = certification(fiche(capacites=listed))
    assert [one.title.value for one in record.capacites] == list(CAPACITES)


def test_the_title_said_again_on_each_page_cuts_nothing() -> None:
    head = "Le Répertoire National des Certifications Professionnelles (RNCP)\n"
    title = "Résumé descriptif de la certification Code RNCP : 40404\n"
    text = fiche().replace("Modalités d’évaluation :\n", f"Modalités d’évaluation :\n{head}{title}")
    text = text.replace("Scieur de long", f"{title}Scieur de long")
    assert said(reading(text)) == said(reading(fiche()))


def test_what_pages_repeat_is_in_no_value() -> None:
    text = fiche()
    places = [text.index("Scieur de long"), text.index("Mise en situation"), text.index("Centres du bois")]
    foot, head = "file:///fiches/40404.html\t{}/4", "21/11/2026 10:00\tFiche de bois"
    pieces = [text[a:b] for a, b in zip([0, *places], [*places, len(text)], strict=True)]
    pages = [f"{head}\n{piece.rstrip()}\n{foot.format(page)}\n" for page, piece in enumerate(pieces, 1)]
    source = reading_of_pages(pages)
    record = source.certifications[0]
    assert plain(record.emplois) == ["Débiteur", "Scieur de long"]
    bodies = {one.name: one.text.value for one in record.texts if one.name != "autresSources"}
    assert not [name for name, body in bodies.items() if "file:" in body or "21/11/2026" in body]
    assert "file:///fiches/40404.html 1/4" in [one.text.value for one in record.texts]
    assert [one.value for one in source.unplaced] == ["21/11/2026 10:00 Fiche de bois"]


def reading_of_pages(pages: list[str]) -> Reading:
    text = "\f".join(pages)
    return read_fiche(document(text, page_starts_of(text)), "fiche.pdf")


@pytest.mark.parametrize(
    "text",
    [
        "Le CQP Débiteur de bois permet l’obtention du CQPI Opérateur de scierie.",
        "Ce CQP donne droit à la délivrance du CQPI Opérateur de scierie.",
        "La délivrance du CQP donne lieu à la délivrance du CQPI Opérateur de scierie.",
    ],
)
def test_sentences_that_give_another_certification(text: str) -> None:
    source = reading(history(text))
    (found,) = source.correspondances
    assert found.depuis == (source.certifications[0].ref,)
    assert [(one.title, one.kinds) for one in found.vers] == [("Opérateur de scierie", ("CQPI",))]


@pytest.mark.parametrize(
    "text",
    [
        "Le CQP Débiteur de bois permet l’accès au CQPI Opérateur de scierie.",
        "La délivrance du CQPM donne lieu à la délivrance du CQPI Opérateur de scierie.",
        "Le CQP Débiteur de bois ne permet pas l’obtention du CQPI Opérateur de scierie.",
    ],
)
def test_sentences_that_give_nothing_plainly(text: str) -> None:
    assert reading(history(text)).correspondances == ()


def test_the_journal_officiel_by_its_initials_and_number() -> None:
    arrete = SECTIONS["arrete"].splitlines()[0] + (
        "\nArrêté du 17/12/2018 publié au JORF n°0295 du 21 décembre 2018.\n"
    )
    (enregistrement,) = certification(fiche(arrete=arrete)).enregistrements
    assert plain(enregistrement.publication_jo) == date(2018, 12, 21)


def test_a_page_that_ends_inside_a_date_of_the_arrete() -> None:
    arrete = SECTIONS["arrete"].replace("avec effet au 12 février 2010", "avec effet au 12 février\n\n"
    "http://bois.example\n\n2010")  # fmt: skip
    (enregistrement,) = certification(fiche(arrete=arrete)).enregistrements
    assert plain(enregistrement.effet) == date(2010, 2, 12)
    assert "http" not in plain(enregistrement.arrete_texte)
