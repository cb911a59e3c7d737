"""The activités, capacités and blocs of the three real fiches, against what a person reads in them."""

from __future__ import annotations

import pytest

from passerelles.records import Certification
from tests.loaders.conftest import NUMBERS
from tests.loaders.fiche_maker import plain

ACTIVITES = {
    "23022": [
        "Conduite et contrôle du bon fonctionnement d'un système de production en cours de production",
        "Réglage de composants mécaniques, pneumatiques ou hydrauliques en cours de production ou lors "
        "de changement "
        "de produits ou de productions",
        "Contrôle de conformité de la production réalisée",
        "Maintenance de l'installation de production",
    ],
    "28243": [
        "La préparation et l'organisation de l'usinage et des phases de contrôle dont l'objectif est de "
        "mettre en œuvre "
        "le contrat de phase",
        "L'analyse et l'optimisation du programme",
        "L'entretien des moyens de production et de leurs outils",
    ],
    "28245": [
        "Conduite d'au moins 2 postes de fabrication",
        "Suivi de la qualité du processus de fabrication",
        "Formation des collaborateurs",
        "Contribution à l'amélioration des processus",
    ],
}
CAPACITES = {
    "23022": [
        "Conduire l'outil de production en assurant sa bonne marche",
        "Faire face à des situations anormales (non gammées en appliquant les procédures prévues)",
        "Vérifier la conformité des produits réalisés en utilisant les appareils de mesure et de "
        "contrôle mis à sa "
        "disposition",
        "Positionner l'installation en utilisant les modes de marche dégradés",
        "Effectuer des réglages mécaniques",
        "Effectuer des réglages pneumatiques–hydrauliques",
        "Effectuer les opérations de maintenance préventive de premier niveau (au sens de la norme AFNOR "
        "NFX 60 010 par "
        "exemple)",
        "Réaliser un pré diagnostic suite à un dysfonctionnement",
        "Suite à un dysfonctionnement, décrire une situation rencontrée en exploitant un langage "
        "technique adapté",
    ],
    "28243": [
        "Préparer la mise en œuvre du contrat de phase",
        "Positionner les phases de contrôle des cotes fonctionnelles dans le contrat de phase et le "
        "programme",
        "Mettre en place le brut",
        "Élaborer un programme pièce au juste nécessaire",
        "Contrôler les faces usinées",
        "Partager des informations avec différents interlocuteurs",
        "Entretien des moyens d'usinage (outils, machines-outils)",
    ],
    "28245": [
        "Réaliser la production sur au moins deux postes dans une même activité métier",
        "Adapter son comportement professionnel suite à une évolution sur son périmètre de travail",
        "Renseigner les documents de suivi de production",
        "Assurer le suivi et la qualité du process de fabrication",
        "Assurer la qualité de fabrication du produit",
        "Entretenir le matériel utilisé à son poste de travail",
        "Former un opérateur pour tenir le poste de travail (procédure, document, savoir-faire)",
        "Identifier une amélioration sur le poste",
        "Effectuer un audit par rapport à une procédure établie",
        "Etablir un plan d'action simple avec une méthode structurée et en effectuer le suivi",
        "Présenter un projet ou une action correctrice",
        "Apporter une valeur ajoutée dans un groupe de travail",
    ],
}
BLOCS = {
    "23022": [
        (
            "La réalisation et le suivi d'une production en assurant la qualité sur système de "
            "production automatisée",
            ["C1", "C2", "C3", "C4"],
        ),
        ("Le réglage sur systèmes de production automatisée", ["C5", "C6"]),
        ("La gestion des dysfonctionnements sur systèmes de production automatisée", ["C7", "C8", "C9"]),
    ],
    "28243": [
        ("Elaboration et mise en œuvre du contrat de phase", ["C1", "C2"]),
        ("Elaboration du programme au juste nécessaire", ["C3", "C4", "C5"]),
        (
            "Travail en équipe pour optimiser la fabrication et la disponibilité des moyens d'usinage",
            ["C6", "C7"],
        ),
    ],
    "28245": [
        (
            "Réalisation d'une production sur plusieurs postes",
            ["C1", "C2", "C3", "C4", "C5", "C6", "C7"],
        ),
        ("Contribution à la performance de l'équipe", ["C8", "C9", "C10", "C11", "C12"]),
    ],
}


@pytest.mark.parametrize("number", NUMBERS)
def test_activities(records: dict[str, Certification], number: str) -> None:
    activites = records[number].activites
    assert [plain(one.title) for one in activites] == ACTIVITES[number]
    assert [one.code for one in activites] == [f"A{order}" for order in range(1, len(activites) + 1)]
    assert [one.order for one in activites] == list(range(1, len(activites) + 1))


@pytest.mark.parametrize("number", NUMBERS)
def test_capacites_are_one_node_each(records: dict[str, Certification], number: str) -> None:
    capacites = records[number].capacites
    assert [plain(one.title) for one in capacites] == CAPACITES[number]
    expected = [f"C{order}" for order in range(1, len(capacites) + 1)]
    assert [one.code for one in capacites] == [one.key for one in capacites] == expected
    assert [one.order for one in capacites] == list(range(1, len(capacites) + 1))
    # Each one stands in the list and in its bloc: two places, under one wording or two.
    assert all(len(one.title.spans) + len(one.variants) == 2 for one in capacites)


def test_only_one_capacite_is_worded_in_two_ways(records: dict[str, Certification]) -> None:
    variants = {
        (number, capacite.key): plain(capacite.variants)
        for number, record in records.items()
        for capacite in record.capacites
        if capacite.variants
    }
    assert variants == {
        ("23022", "C2"): [
            "Faire face à des situations anormales (non gammées) en appliquant les procédures prévues"
        ]
    }


@pytest.mark.parametrize("number", NUMBERS)
def test_blocs(records: dict[str, Certification], number: str) -> None:
    blocs = records[number].blocs
    assert [(plain(one.title), plain(one.capacites)) for one in blocs] == BLOCS[number]
    assert [one.code for one in blocs] == ["BC01", "BC02", "BC03"][: len(blocs)]
    assert [plain(one.identifier) for one in blocs] == [f"RNCP{number}{one.code}" for one in blocs]
    for bloc in blocs:
        descriptif, modalites = (one.text.value for one in bloc.texts)
        assert [one.name for one in bloc.texts] == ["descriptif", "modalitesEvaluation"]
        assert descriptif.startswith("Ce bloc de compétences reprend l")
        assert plain(modalites).lower().startswith(("evaluation en situation", "évaluation en situation"))
        assert "Avis de l" in modalites
        assert modalites.rstrip(".").endswith(
            "Attestation : Chaque bloc est certifié, il donne lieu à une évaluation et une validation"
        )
