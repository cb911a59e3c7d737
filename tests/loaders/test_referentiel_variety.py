"""Référentiels of other years: numbers, codes of blocs, bullets and labels that the sample has not."""

from __future__ import annotations

import pytest

from passerelles.loaders.document import DocumentText
from passerelles.loaders.referentiel_cqpm import read_referentiel
from passerelles.records import Certification, Famille

_HEAD = "REFERENTIEL DE CERTIFICATION DU CQPM\nTITRE DU CQPM : Soudeur industriel\n\n"
_ACTIVITES = """1. REFERENTIEL D’ACTIVITES DU CQPM
1.1. Missions et activités visées par la certification professionnelle
Le soudeur assemble des pièces.
En fonction des contextes, les missions ou activités du titulaire peuvent porter à titre d’exemples
sur :
• Préparation du poste
• Réalisation des soudures
en position
• Contrôle

"""
_COMPETENCES = """2. REFERENTIEL DE COMPETENCES
Pour cela, il (elle) doit être capable de :
BDC 0117-1
La préparation
1. Préparer les pièces
2. Régler le poste
➢ Les procédés
➢ Les symboles
BDC 0117-2
La réalisation
3. Souder en position
➢ Les défauts

"""
_EVALUATION = """3. REFERENTIEL D’EVALUATION
3.1. Conditions de réalisation et d’évaluation des compétences professionnelles

1) Préparer les pièces

Conditions de réalisation : A partir d’un plan.

Critères mesurables et observables
En matière de méthodes utilisées :
- Les pièces sont repérées.
En matière de contraintes liées au milieu et environnement de travail :
- Les EPI sont portés.

Résultats attendus
Les pièces sont prêtes.

2) Régler le poste

Conditions de réalisation : A partir d’un DMOS.

En matière de méthodes utilisées :
- Les réglages suivent le DMOS.

Résultats attendus
Le poste est réglé.
"""


def _read(text: str) -> Certification:
    reading = read_referentiel(DocumentText(text, "text/plain", "0" * 64), "essai.txt")
    (record,) = reading.certifications
    return record


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("Qualification : MQ 91 06 57 0117", "MQ 91 06 57 0117"),
        ("MQ 2005 10 76 0253 R", "MQ 2005 10 76 0253 R"),
        ("N° 2018 07 69 0298", "MQ 2018 07 69 0298"),
        ("MQ 1988 0044", "MQ 1988 0044"),
    ],
)
def test_numbers_as_they_were_printed(printed: str, number: str) -> None:
    text = f"{printed}\n{_HEAD}{_ACTIVITES}{_COMPETENCES}\n\n{printed}\n2/5\n\n{_EVALUATION}"
    record = _read(text)
    assert record.number == number
    assert [one.value for one in record.blocs[-1].connaissances] == ["Les défauts"]


def test_dates_and_other_figures_are_no_number() -> None:
    assert _read(f"{_HEAD}Dernière modification : 23/05/2013\n{_ACTIVITES}").number is None


def test_codes_of_blocs_on_lines_of_their_own() -> None:
    blocs = _read(_HEAD + _COMPETENCES).blocs
    assert [(one.identifier.value if one.identifier else None) for one in blocs] == [
        "BDC 0117-1",
        "BDC 0117-2",
    ]
    assert [[text.value for text in one.connaissances] for one in blocs] == [
        ["Les procédés", "Les symboles"],
        ["Les défauts"],
    ]
    assert [[key.value for key in one.capacites] for one in blocs] == [["C1", "C2"], ["C3"]]


def test_activites_that_are_a_plain_list() -> None:
    titles = [one.title.value for one in _read(_HEAD + _ACTIVITES).activites]
    assert titles == ["Préparation du poste", "Réalisation des soudures en position", "Contrôle"]


def test_labels_above_each_part_of_an_evaluation() -> None:
    first, second = _read(_HEAD + _COMPETENCES + _EVALUATION).capacites[:2]
    assert [one.value for one in first.conditions] == ["A partir d’un plan."]
    assert [(one.famille, one.texte.value) for one in first.criteres] == [
        (Famille.METHODES, "Les pièces sont repérées."),
        (Famille.CONTRAINTES, "Les EPI sont portés."),
    ]
    assert [one.value for one in first.resultats] == ["Les pièces sont prêtes."]
    assert [one.value for one in second.resultats] == ["Le poste est réglé."]


def test_a_heading_goes_on_with_the_name_of_the_kind() -> None:
    reading = read_referentiel(DocumentText(_HEAD + _ACTIVITES, "text/plain", "0" * 64), "essai.txt")
    assert reading.unplaced == ()
