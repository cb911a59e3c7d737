"""Every kind of finding on the register with faults: what it says, of whom, from which document, and nothing else."""

import re
from datetime import date

import pytest

from passerelles.analysis.audit import Audit, Kind, Severity, audit
from passerelles.analysis.catalogue import Catalogue
from passerelles.store import EmbeddedDataset
from tests.analysis.audit.conftest import DAY

EXPECTED = {
    Kind.UNKNOWN_BLOC: [
        "La correspondance officielle « RNCP40002BC09 → RNCP40001BC02 » nomme parmi ce qu’il faut détenir le bloc "
        "RNCP40002BC09, que la fiche de RNCP40002 (Soudeuse de chantier & <script>alert(1)</script>) ne contient pas."
    ],
    Kind.LOOP: [
        "Ces certifications se remplacent en boucle : RNCP41001 → RNCP41002 → RNCP41003 → RNCP41001."
    ],
    Kind.SELF: ["La certification RNCP41010 (Seule avec elle-même) est dite remplacée par elle-même."],
    Kind.EXPIRED_TARGET: [
        "La correspondance officielle « RNCP40001BC01 → RNCP38000BC01 » donne le bloc RNCP38000BC01 (Souder à l’arc) : "
        "RNCP38000 est inactive au répertoire."
    ],
    Kind.ABSENT: [
        "La correspondance officielle « RNCP39999BC01 → RNCP40001BC01 » nomme parmi ce qu’il faut détenir le bloc "
        "RNCP39999BC01 : aucun document de ce graphe ne décrit cette certification."
    ],
    Kind.DEAD_END: [
        "Les remplacements de RNCP42001 et RNCP42002 mènent à RNCP42003 (Dernière inactive), inactive au répertoire et "
        "que rien ne remplace.",
        "Les remplacements de RNCP42005 mènent à RNCP42007 (Dernière échue), échue depuis le 30 juin 2024 et que rien "
        "ne remplace.",
    ],
    Kind.ABSENT_SUCCESSOR: [
        "RNCP42006 (Ancienne 6) est remplacée par RNCP42099, qu’aucun document de ce graphe ne décrit."
    ],
    Kind.NEAR_BLOCS: [
        "Les blocs RNCP40001BC03 (Lire un plan) et RNCP40002BC03 (Lire un plan) sont presque identiques (ressemblance "
        "calculée : 0,97 ; mots communs : lire, plan), et aucune correspondance n’est déclarée entre eux."
    ],
    Kind.ONE_WAY: [
        "Le bloc RNCP40001BC01 (Souder au TIG) donne le bloc RNCP40002BC01 (Souder en chantier), selon "
        "Chambre des métiers du tuyau, mais rien n’est déclaré dans l’autre sens.",
    ],
    Kind.EXPIRED_PREMISE: [
        "La correspondance officielle « RNCP38000BC01 → RNCP40001BC01 » demande de détenir le bloc RNCP38000BC01 "
        "(Souder à l’arc) : RNCP38000 est inactive au répertoire."
    ],
}


def test_every_kind_is_found_and_nothing_else(found: Audit) -> None:
    told = {kind: [each.sentence.replace("\xa0", " ") for each in same] for kind, same in found.by_kind()}
    assert told == EXPECTED
    assert list(told) == list(Kind)


def test_every_finding_names_its_certificateurs_its_documents_and_what_to_do(found: Audit) -> None:
    for each in found.findings:
        assert each.certificateurs and each.documents and each.about
        assert all(document.file and document.iri.startswith("https://") for document in each.documents)
        assert each.suggestion.endswith(".") and each.kind.explanation.endswith(".")
    one_way = next(each for each in found.findings if each.kind is Kind.ONE_WAY)
    assert one_way.rank == "officielle" and one_way.severity is Severity.INFO
    assert [each.name for each in one_way.declared_by] == ["Chambre des métiers du tuyau"]
    assert [document.file for document in one_way.documents] == ["export.xml › RNCP40002"]
    near = next(each for each in found.findings if each.kind is Kind.NEAR_BLOCS)
    assert (near.rank, near.score, near.words) == ("calculée", 0.97, ("lire", "plan"))


@pytest.mark.parametrize(
    ("day", "dead_ends"), [(date(2024, 6, 30), ["RNCP42003"]), (date(2024, 7, 1), ["RNCP42003", "RNCP42007"])]
)
def test_the_day_decides_what_has_expired(
    dataset: EmbeddedDataset, catalogue: Catalogue, day: date, dead_ends: list[str]
) -> None:
    kinds = dict(audit(dataset, catalogue, day).by_kind())
    assert [each.about[0].identifier for each in kinds[Kind.DEAD_END]] == dead_ends


def test_once_all_has_expired_a_one_way_correspondance_is_no_finding(
    dataset: EmbeddedDataset, catalogue: Catalogue
) -> None:
    kinds = dict(audit(dataset, catalogue, date(2040, 1, 1)).by_kind())
    assert Kind.ONE_WAY not in kinds
    assert len(kinds[Kind.EXPIRED_TARGET]) > 1


@pytest.mark.parametrize(
    ("certificateur", "kinds"),
    [
        ("chambre des METIERS", {Kind.UNKNOWN_BLOC, Kind.DEAD_END, Kind.NEAR_BLOCS, Kind.ONE_WAY}),
        ("123 456 789 00012", {Kind.UNKNOWN_BLOC, Kind.DEAD_END, Kind.NEAR_BLOCS, Kind.ONE_WAY}),
        ("nul ne le connaît", set()),
    ],
)
def test_a_certificateur_is_meant_by_siret_or_by_words(
    found: Audit, certificateur: str, kinds: set[Kind]
) -> None:
    of_one = found.of(certificateur)
    assert {kind for kind, _ in of_one.by_kind()} == kinds
    assert set(of_one.findings) <= set(found.findings)


def test_the_same_graph_gives_the_same_audit(
    found: Audit, dataset: EmbeddedDataset, catalogue: Catalogue
) -> None:
    from tests.analysis.audit.conftest import NEAR

    assert audit(dataset, catalogue, DAY, reversed(NEAR), data_day="2026-08-16") == found


def test_french_is_typeset(found: Audit) -> None:
    for each in found.findings:
        assert "'" not in each.sentence + each.suggestion + each.kind.explanation + each.kind.label
        assert not re.search(r"\b(de|à) le\b|\bde les\b", each.sentence)
