"""The three real fiches, each asserted value by value against what a person reads in it."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from passerelles.loaders.fiche_capacites import letters_of
from passerelles.loaders.fiche_texte import read_fiche
from passerelles.loaders.opening import document_of
from passerelles.loaders.view import view_of
from passerelles.records import Certification, Code, Rang, Reading, Ref, Register, Stated, Text
from tests.loaders.fiche_maker import plain

NUMBERS = ("23022", "28243", "28245")
ALL_CLOSED = {"FI": None, "CA": None, "FC": True, "CQ": True, "CL": None, "VAE": True}
UIMM = (
    "Commission paritaire nationale de l'emploi (CPNE) de la métallurgie {} "
    "Union des industries et métiers de la métallurgie (UIMM)"
)


@pytest.fixture(scope="module")
def readings(shared: Path) -> dict[str, Reading]:
    paths = {number: shared / "fiches" / f"RNCP{number}.txt" for number in NUMBERS}
    return {
        number: read_fiche(document_of(path.read_bytes(), path.name), path.name)
        for number, path in paths.items()
    }


@pytest.fixture(scope="module")
def records(readings: dict[str, Reading]) -> dict[str, Certification]:
    return {number: reading.certifications[0] for number, reading in readings.items()}


def text_of(record: Certification, name: str) -> list[str]:
    return [one.text.value for one in record.texts if one.name == name]


def codes(record: Certification, scheme: str) -> list[tuple[str, str | None]]:
    return [(one.value.notation, one.value.label) for one in record.codes if one.value.scheme == scheme]


@pytest.mark.parametrize("number", NUMBERS)
def test_nothing_is_left_over_and_nothing_is_wrong(readings: dict[str, Reading], number: str) -> None:
    reading = readings[number]
    assert reading.unplaced == ()
    assert reading.problems == ()
    assert len(reading.certifications) == 1
    source = reading.source
    assert (source.loader, source.version, source.media_type) == ("fiche_texte", "1", "text/plain")
    assert source.publisher == "Répertoire national des certifications professionnelles (France compétences)"
    assert source.licence == "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"
    assert len(source.sha256) == 64


@pytest.mark.parametrize(
    ("number", "title"),
    [
        ("23022", "Conducteur de systèmes de production automatisée (CQPM)"),
        ("28243", "Technicien(ne) d'usinage sur machines-outils à commande numérique (CQPM)"),
        ("28245", "Opérateur(trice) polyvalent d'équipe autonome (CQPM)"),
    ],
)
def test_identity(records: dict[str, Certification], number: str, title: str) -> None:
    record = records[number]
    assert (record.register, record.number) == (Register.RNCP, number)
    assert plain(record.identifier) == f"RNCP{number}"
    assert plain(record.title) == title
    assert plain(record.intitule) == f"CQP : Certificat de qualification professionnelle {title}"
    assert plain(record.kinds) == ["CQPM"]
    assert record.niveaux == ()
    assert codes(record, "brochure") == [("3109", "Métallurgie")]
    assert codes(record, "idcc") == codes(record, "formacode") == []


@pytest.mark.parametrize(
    ("number", "dash", "signataire"),
    [
        ("23022", "–", "Président de l'UIMM et Président du jury paritaire de délibération"),
        ("28243", "-", "Directeur emploi formation de l'UIMM"),
        ("28245", "-", "Directeur emploi formation de l'UIMM"),
    ],
)
def test_authority(records: dict[str, Certification], number: str, dash: str, signataire: str) -> None:
    record = records[number]
    assert [plain(one.name) for one in record.certificateurs] == [UIMM.format(dash)]
    assert plain(record.signataires) == [signataire]


@pytest.mark.parametrize(
    ("number", "nsf", "rome"),
    [
        (
            "23022",
            [("201", "Technologies de commandes des transformations industrielles")],
            [
                ("H2907", "Conduite d'installation de production des métaux"),
                ("H2906", "Conduite d'installation automatisée ou robotisée de fabrication mécanique"),
                ("H2905", "Conduite d'équipement de formage et découpage des matériaux"),
                ("H2904", "Conduite d'équipement de déformation des métaux"),
                ("H2903", "Conduite d'équipement d'usinage"),
            ],
        ),
        (
            "28243",
            [
                ("200r", "Contrôle qualité de produits et procédés industriels"),
                ("201p", "Technologie de commandes et transformation organisation/gestion"),
            ],
            [
                ("H2903", "Conduite d'équipement d'usinage"),
                ("H2503", "Pilotage d'unité élémentaire de production mécanique"),
                ("H1502", "Management et ingénierie qualité industrielle"),
                ("H2502", "Management et ingénierie de production"),
            ],
        ),
        (
            "28245",
            [("200u", "Conduite de machines s.a.i.")],
            [("H2906", "Conduite d'installation automatisée ou robotisée de fabrication mécanique")],
        ),
    ],
)
def test_codes(records: dict[str, Certification], number: str, nsf: Any, rome: Any) -> None:
    assert codes(records[number], "nsf") == nsf
    assert codes(records[number], "rome") == rome


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


def test_sectors_and_jobs(records: dict[str, Certification]) -> None:
    assert plain(records["23022"].secteurs) == ["Secteur industriel"]
    assert plain(records["23022"].emplois) == [
        "Conducteur / Conductrice de machines automatiques de soudage à l'arc",
        "Conducteur / Conductrice de machines automatiques en montage-assemblage mécanique",
        "Conducteur / Conductrice de système de production automatisée en fabrication mécanique",
        "Conducteur / Conductrice d'installation automatisée en fabrication mécanique",
        "Conducteur / Conductrice d'installation automatisée en industrie alimentaire",
        "Conducteur / Conductrice de machines automatiques en industrie du bois",
        "Conducteur / Conductrice de ligne automatisée en industrie chimique",
        "Conducteur / Conductrice de ligne automatisée en production électrique",
        "Conducteur / Conductrice de ligne automatisée en production électronique",
        "Conducteur / Conductrice de machines automatiques en production électronique",
        "Conducteur / Conductrice de machines automatiques en production microélectronique",
    ]
    assert plain(records["28243"].emplois) == ["Technicien d'usinage", "Technicien de production"]
    assert plain(records["28245"].emplois) == ["Conducteur d'équipement", "Equipier autonome de production"]
    for number, begin, end in (
        ("28243", "Le technicien d'usinage", "automatisés sont présents."),
        ("28245", "L'opérateur polyvalent", "de pièces à fabriquer."),
    ):
        (secteur,) = plain(records[number].secteurs)
        assert secteur.startswith(begin) and secteur.endswith(end)
        (whole,) = text_of(records[number], "emploisTexte")
        assert whole.startswith(begin) and whole.endswith(plain(records[number].emplois)[-1])


@pytest.mark.parametrize("number", NUMBERS)
def test_voies_and_juries(records: dict[str, Certification], number: str) -> None:
    acces = records[number].acces
    assert {plain(one.voie): plain(one.ouvert) for one in acces} == ALL_CLOSED
    for one in acces:
        if one.ouvert is None:
            assert one.jury is None
        else:
            jury = plain(one.jury)
            assert jury.startswith("Jury paritaire") and jury.endswith(
                "celle du président du jury est prépondérante."
            )


def test_territories(records: dict[str, Certification]) -> None:
    assert records["23022"].nouvelle_caledonie is None
    assert records["23022"].polynesie_francaise is None
    for number in ("28243", "28245"):
        assert plain(records[number].nouvelle_caledonie) is False
        assert plain(records[number].polynesie_francaise) is False


@pytest.mark.parametrize(
    ("number", "arrete", "effet", "fin"),
    [
        ("23022", date(2015, 5, 6), date(2015, 5, 27), date(2020, 5, 27)),
        ("28243", date(2017, 4, 7), date(2017, 4, 21), date(2022, 4, 21)),
        ("28245", date(2017, 4, 7), date(2017, 4, 21), date(2022, 4, 21)),
    ],
)
def test_registration(
    records: dict[str, Certification], number: str, arrete: date, effet: date, fin: date
) -> None:
    (record,) = records[number].enregistrements
    assert plain(record.arrete) == arrete
    assert plain(record.publication_jo) == plain(record.effet) == effet
    assert plain(record.fin) == fin
    assert plain(record.duree_annees) == 5
    assert record.decision is None
    assert plain(record.arrete_texte).startswith("Arrêté du ")
    assert text_of(records[number], "baseLegaleTexte") == [record.arrete_texte.value]  # type: ignore[union-attr]


def test_figures(records: dict[str, Certification]) -> None:
    assert {number: plain(record.titulaires_par_an) for number, record in records.items()} == {
        "23022": 238,
        "28243": 37,
        "28245": 284,
    }
    assert {number: plain(record.validite_annees) for number, record in records.items()} == {
        "23022": 5,
        "28243": None,
        "28245": None,
    }
    assert {number: plain(record.validite_illimitee) for number, record in records.items()} == {
        "23022": None,
        "28243": True,
        "28245": True,
    }


def test_history(records: dict[str, Certification]) -> None:
    assert records["23022"].created is None
    assert records["28243"].created is None
    assert plain(records["28245"].created) == date(2005, 12, 15)
    replaced = [stated.value for stated in records["28243"].replaces]
    assert replaced == [
        Ref(Register.TITRE, title="Technicien d'usinage en systèmes automatisés", kinds=("CQPM",)),
        Ref(Register.TITRE, title="Technicien en usinage et en productique industrielle", kinds=("CQPM",)),
    ]
    assert records["23022"].replaces == records["28245"].replaces == ()
    assert all(record.replaced_by == record.linked == () for record in records.values())


def test_correspondance_of_23022(readings: dict[str, Reading]) -> None:
    (found,) = readings["23022"].correspondances
    own = readings["23022"].certifications[0].ref
    title = "Conducteur d’équipements industriels (CQPM – CQPI)"
    assert found.depuis == (own,)
    assert found.vers == (Ref(Register.TITRE, title=title, kinds=("CQPM", "CQPI")),)
    assert (found.rang, found.portee, found.declare_par) == (Rang.CONVENTIONNELLE, None, own)
    assert found.citation is not None
    assert found.citation.value == (
        "La délivrance du CQP Conducteur de systèmes de production automatisée (CQPM-CQPI) donne lieu à "
        "la délivrance du "
        f"CQP {title}."
    )
    assert readings["28243"].correspondances == readings["28245"].correspondances == ()


@pytest.mark.parametrize(
    ("number", "name", "begin", "end"),
    [
        ("23022", "resume", "Le titulaire de la qualification", "maintenance 1er niveau…)."),
        ("23022", "activitesTexte", "A1. Conduite", "l’installation de production."),
        ("23022", "reglementation", "L’accord national", "Seveso II - seuil haut »."),
        ("23022", "composantesTexte", "Le référentiel du CQPM", "ci-dessous, doit être acquis."),
        ("23022", "statistiquesTexte", "238 titulaires", "par an, en moyenne"),
        ("23022", "lieuCertification", "UNION DES INDUSTRIES", "75017 Paris"),
        ("23022", "lieuPreparation", "Site dédié", "S'informer\""),
        ("23022", "historique", "Modalité d'élaboration", "(CQPM – CQPI)."),
        ("28243", "resume", "Le technicien d'usinage", "de leurs outils"),
        ("28243", "composantesTexte", "Les CQPM sont accessibles", "doit être acquis."),
        ("28243", "autresSources", "<http://cqpm.fr>", "sur les CQPM](#)"),
        ("28243", "lieuPreparation", "Se renseigner", "territoriales/>"),
        ("28243", "historique", "La création du CQPM", "ou encore l'aéronautique."),
        ("28245", "resume", "L'opérateur polyvalent", "l'amélioration des processus"),
        ("28245", "autresSources", "<http://cqpm.fr>", "métallurgie sur les CQPM"),
        ("28245", "historique", "La création du CQPM", "n'a été formulée"),
    ],
)
def test_free_texts_are_whole(
    records: dict[str, Certification], number: str, name: str, begin: str, end: str
) -> None:
    (text,) = text_of(records[number], name)
    assert text.startswith(begin) and text.endswith(end)


def test_page_debris_is_kept_apart(records: dict[str, Certification]) -> None:
    record = records["23022"]
    assert text_of(record, "autresSources") == [
        'Site dédié aux CQPM : cqpm.fr ; rubrique "S\'informer" UIMM CQPM',
        "http://uimm.fr",
        "http://cqpm.fr",
    ]
    links = [code.spans for code in record.codes if code.value.scheme == "rome"]
    assert all(len(spans) == 2 for spans in links)  # the printed code, and the address of its ROME fiche
    assert "http" not in plain(record.emplois)[-1]


@pytest.mark.parametrize("number", NUMBERS)
def test_every_value_is_found_at_its_place(readings: dict[str, Reading], number: str) -> None:
    reading = readings[number]
    source = reading.source.text
    assert source is not None
    found = list(stated_in(reading.certifications[0])) + [one.citation for one in reading.correspondances]
    assert len(found) > 60
    for stated in found:
        assert stated is not None and stated.spans, stated
        for span in stated.spans:
            quote = view_of(source[span.start : span.end]).value
            assert quote, stated
            for expected in quoted(stated):
                if len(stated.spans) == 1:
                    assert expected in quote, (expected, quote)
                else:  # places whose typography may differ
                    assert letters_of(expected) == letters_of(quote)


def quoted(stated: Stated[Any]) -> list[str]:
    """What the quote must hold, where the value is words of the document."""
    value = stated.value
    if isinstance(value, Code):
        return [value.notation] if len(stated.spans) == 1 else []
    if isinstance(value, Ref):
        return [value.title or str(value.number)]
    if isinstance(value, str) and len(value) > 5 and not value.startswith("RNCP"):
        return [value]
    return [str(value)] if isinstance(value, int) and not isinstance(value, bool) and value > 10 else []


def stated_in(value: Any) -> list[Text]:
    if isinstance(value, Stated):
        return [value]
    if isinstance(value, tuple):
        return [one for part in value for one in stated_in(part)]
    if is_dataclass(value) and not isinstance(value, type):
        return [one for part in fields(value) for one in stated_in(getattr(value, part.name))]
    return []
