"""What other fiches tell: creation, replacements, correspondances, missing parts, registrations."""

from __future__ import annotations

from datetime import date

import pytest

from passerelles.records import Problem, Ref, Register
from tests.loaders.fiche_maker import (
    SECTIONS,
    certification,
    fiche,
    plain,
    reading,
    said,
)


def causes(text: str) -> list[str]:
    return sorted(problem.cause for problem in reading(text).problems)


def only(text: str, cause: str) -> Problem:
    (problem,) = (one for one in reading(text).problems if one.cause == cause)
    return problem


def history(text: str) -> str:
    return fiche(historique=f"Historique de la certification :\n{text}\n")


@pytest.mark.parametrize(
    ("text", "created"),
    [
        ("La création du CQP Débiteur de bois a été validée le 15/12/2005.", date(2005, 12, 15)),
        ("Ce CQP a été créé le 1er mars 1999 par la commission.", date(1999, 3, 1)),
        ("Créé en 1997, ce CQP a été revu en 2004.", 1997),
        ("Le CQP a été créé en mars 1998.", 1998),
        ("L’Union du bois a été créée en 1936.", None),
        ("Les CQP ont été créés en 1987.", None),
        ("Le CQP Menuisier agenceur a été créé en 1990.", None),
        ("La demande de création date de longtemps.", None),
    ],
)
def test_creation(text: str, created: date | int | None) -> None:
    assert plain(certification(history(text)).created) == created


@pytest.mark.parametrize(
    ("text", "replaced"),
    [
        ("Il remplace le CQP Scieur (RNCP777).", [("777", "Scieur", ("CQP",))]),
        ("En remplacement du CQPM Scieur de long.", [(None, "Scieur de long", ("CQPM",))]),
        (
            "Ce CQP remplace les CQP Scieur et Débiteur en forêt et en scierie.",
            [(None, "Scieur", ("CQP",)), (None, "Débiteur en forêt et en scierie", ("CQP",))],
        ),
        (
            "Sa création s'accompagne de la suppression du CQP Scieur, qui n'était plus suivi.",
            [(None, "Scieur", ("CQP",))],
        ),
        ("Les machines remplacent les outils à main.", []),
    ],
)
def test_replacements(text: str, replaced: list[tuple[str | None, str, tuple[str, ...]]]) -> None:
    found = [
        (one.value.number, one.value.title, one.value.kinds) for one in certification(history(text)).replaces
    ]
    assert found == replaced


def test_a_count_of_replaced_certifications_that_does_not_fit() -> None:
    text = history("La création de ce CQP s'accompagne des suppressions des 3 CQP Scieur et Débiteur.")
    assert certification(text).replaces == ()
    assert causes(text) == ["remplacement-ambigu"]


def test_replaced_by_a_newer_one() -> None:
    record = certification(history("Ce CQP est remplacé par le CQP Opérateur de scierie (RNCP 50505)."))
    assert [one.value for one in record.replaced_by] == [
        Ref(Register.RNCP, "50505", title="Opérateur de scierie", kinds=("CQP",))
    ]
    assert record.replaces == ()


@pytest.mark.parametrize(
    "text",
    [
        "La délivrance du CQP Débiteur de bois donne lieu à la délivrance du CQPI Opérateur\nde scierie.",
        "L’obtention de ce CQP permet l’obtention de plein droit du CQPI Opérateur de scierie.",
        "Le titulaire du CQP Débiteur de bois obtient automatiquement le CQPI Opérateur de scierie.",
    ],
)
def test_correspondances(text: str) -> None:
    source = reading(history(text))
    (found,) = source.correspondances
    own = source.certifications[0].ref
    assert found.depuis == (own,)
    assert found.vers == (Ref(Register.TITRE, title="Opérateur de scierie", kinds=("CQPI",)),)
    assert plain(found.citation) == plain(" ".join(text.split()))


def test_a_correspondance_that_starts_from_another_certification() -> None:
    text = history("La délivrance du CQP Scieur donne lieu à la délivrance du CQP Débiteur de bois.")
    (found,) = reading(text).correspondances
    assert found.depuis == (Ref(Register.TITRE, title="Scieur", kinds=("CQP",)),)
    assert found.vers == (certification(text).ref,)
    assert causes(text) == ["correspondance-d-une-autre"]


@pytest.mark.parametrize(
    "text",
    [
        "Des équivalences avec le CQP Scieur sont à l’étude.",
        "La délivrance de ce CQP ne donne pas lieu à la délivrance du CQP Scieur.",
        "Le CQP Scieur a des capacités communes avec ce CQP.",
    ],
)
def test_vague_sentences_make_no_correspondance(text: str) -> None:
    assert reading(history(text)).correspondances == ()


def test_what_has_no_place_is_kept_and_reported() -> None:
    text = fiche(rome=SECTIONS["rome"] + "\nTexte sans rapport aucun\n")
    source = reading(text)
    assert plain(source.unplaced) == ["Texte sans rapport aucun"]
    problem = only(text, "texte-non-place")
    line = text[: text.index("Texte sans rapport")].count("\n") + 1
    assert problem.place == f"ligne {line}"
    assert (
        problem.span is not None and text[problem.span.start : problem.span.end] == "Texte sans rapport aucun"
    )


@pytest.mark.parametrize(
    "missing", [name for name in SECTIONS if name not in ("entete", "intitule", "autorite", "resume")]
)
def test_a_section_may_be_missing(missing: str) -> None:
    text = fiche(**{missing.replace("-", "_"): ""})
    assert certification(text).number == "40404"
    assert [cause for cause in causes(text) if cause in ("fiche-incomplete", "texte-non-place")] == []


def test_missing_essentials_are_named() -> None:
    text = fiche(entete="", autorite="")
    record = certification(text)
    assert (record.register, record.number, plain(record.title)) == (
        Register.TITRE,
        None,
        "Débiteur(se) de bois",
    )
    message = only(text, "fiche-incomplete").message
    assert "le numéro" in message and "l’autorité responsable" in message and "le résumé" not in message


def test_a_fiche_of_the_repertoire_specifique() -> None:
    record = certification(fiche(entete="Résumé descriptif de la certification Code RS : 1717\n"))
    assert (record.register, record.number, plain(record.identifier)) == (Register.RS, "1717", "RS1717")


def test_headings_in_bold_titles_and_pipes() -> None:
    marked = (
        fiche().replace("Statistiques :", "### **Statistiques :**").replace("Base légale", "**Base légale**")
    )
    assert said(reading(marked)) == said(reading(fiche()))


def test_a_registration_quoted_among_other_references() -> None:
    text = fiche(
        references="Références autres :\nArrêté du 3 juillet 2018 publié au Journal Officiel du 13 juillet 2018. "
        "Enregistrement pour 5 ans avec effet au 20 juillet 2018, jusqu'au 20 juillet 2023.\n"
    )
    dates = [(plain(one.effet), plain(one.fin)) for one in certification(text).enregistrements]
    assert (date(2018, 7, 20), date(2023, 7, 20)) in dates


@pytest.mark.parametrize(
    "sentence",
    ["Certification créée en 1997.", "La certification a été créée en 1997.", "Titre créé en 1997."],
)
def test_a_creation_told_without_an_article(sentence: str) -> None:
    assert plain(certification(history(sentence)).created) == 1997


def test_a_truncated_fiche_is_an_error_and_its_beginning_is_read() -> None:
    whole = fiche()
    cut = whole[: whole.lower().index("modalités d'accès")]
    problem = only(cut, "fiche-tronquee")
    assert problem.severity.value == "error" and "tronquée" in problem.message
    assert certification(cut).number == certification(whole).number
    assert "fiche-tronquee" not in causes(whole)


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("238 titulaires de la certification par an, en moyenne", 238),
        ("Cette qualification est délivrée en moyenne 37 fois par an", 37),
        ("Sur les 5 dernières années, ce titre a été délivré 284 fois en moyenne par an", 284),
        ("Environ 1 200 titulaires par an depuis 2010", 1200),
        ("En 2012, 90 % de réussite", None),
        ("De 30 à 40 titulaires par an", None),
        ("120 titulaires depuis 2004", None),
    ],
)
def test_yearly_figures(text: str, figure: int | None) -> None:
    assert plain(certification(fiche(statistiques=f"Statistiques :\n{text}\n")).titulaires_par_an) == figure
