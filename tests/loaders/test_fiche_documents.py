"""The three real fiches, each asserted value by value against what a person reads in it."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

import pytest

from passerelles.loaders.fiche_capacites import letters_of
from passerelles.loaders.view import view_of
from passerelles.records import Certification, Code, Rang, Reading, Ref, Register, Stated, Text
from tests.loaders.conftest import NUMBERS
from tests.loaders.fiche_maker import plain

ALL_CLOSED = {"FI": None, "CA": None, "FC": True, "CQ": True, "CL": None, "VAE": True}
UIMM = (
    "Commission paritaire nationale de l'emploi (CPNE) de la métallurgie {} "
    "Union des industries et métiers de la métallurgie (UIMM)"
)


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
