"""The register that is made: well-formed, in proportion, the same twice, in the elements of the real one."""

import zipfile
from collections import Counter
from datetime import datetime
from pathlib import Path
from statistics import mean

import pytest
from lxml import etree

from benchmarks.registre import REAL, Export, write
from benchmarks.registre.figures import CAPACITES_PER_BLOC, DAY
from benchmarks.registre.plan import plan
from benchmarks.registre.rome import Metier, masculine, metiers

SMALL = REAL.scaled(600)


def fiches(export: Export) -> list[etree._Element]:
    """Every `FICHE` of both registers, parsed."""
    found = []
    for path in export.paths:
        with zipfile.ZipFile(path) as archive:
            (name,) = archive.namelist()
            found += etree.fromstring(archive.read(name)).findall("FICHE")
    return found


@pytest.fixture(scope="module")
def made(register: Export) -> list[etree._Element]:
    return fiches(register)


def count(made: list[etree._Element], path: str) -> int:
    return sum(len(each.findall(path)) for each in made)


def test_the_zips_are_named_as_the_official_ones(register: Export) -> None:
    assert [path.name for path in register.paths] == [
        "export-fiches-rncp-v4-1-2026-08-16.zip",
        "export-fiches-rs-v4-1-2026-08-16.zip",
    ]


def test_counts_are_those_of_the_register_in_proportion(made: list[etree._Element]) -> None:
    assert count(made, "BLOCS_COMPETENCES/BLOC_COMPETENCES") == SMALL.blocs
    assert count(made, "PARTENAIRES/PARTENAIRE") == SMALL.habilitations
    assert count(made, "CERTIFICATEURS/CERTIFICATEUR") == SMALL.certificateurs
    with_siret = count(made, "CERTIFICATEURS/CERTIFICATEUR/SIRET_CERTIFICATEUR")
    assert SMALL.certificateurs - with_siret == SMALL.certificateurs_without_siret
    sirets = {each.text for fiche in made for each in fiche.iter("SIRET_PARTENAIRE")}
    assert len(sirets) == SMALL.partners
    states = Counter((each.findtext("NUMERO_FICHE", "")[:2], each.findtext("ACTIF")) for each in made)
    assert (states["RN", "Oui"], states["RS", "Oui"]) == (SMALL.rncp_active, SMALL.rs_active)
    assert sum(states.values()) == SMALL.fiches == 600


def test_no_partner_comes_twice_in_a_fiche(made: list[etree._Element]) -> None:
    for fiche in made:
        sirets = [each.text for each in fiche.iter("SIRET_PARTENAIRE")]
        assert len(sirets) == len(set(sirets))


def test_the_whole_register_has_the_published_figures(rome: Path) -> None:
    outlines = plan(1, REAL, metiers(rome))
    assert sum(each.blocs for each in outlines) == 55_761
    assert sum(each.habilitations for each in outlines) == 397_774
    assert sum(each.certificateurs for each in outlines) == 65_867
    assert sum(each.register == "RS" for each in outlines) == 4_837
    assert sum(each.active for each in outlines) == 5_518 + 1_471
    assert 0.29 < sum(bool(each.replaces) for each in outlines) / REAL.fiches < 0.35
    assert any(len(each.replaces) > 1 for each in outlines)
    assert any(len(each.replaced_by) > 1 for each in outlines)


def test_elements_stand_where_the_official_export_has_them(made: list[etree._Element], shared: Path) -> None:
    """Each pair of elements of the extracts comes in that order here too, and none is of our making."""
    order: dict[tuple[str, str], bool] = {}
    names: set[str] = set()
    for path in sorted((shared / "data" / "france-competences-v4.1").glob("*.xml")):
        for parent in etree.parse(path).iter():
            children = list(dict.fromkeys(child.tag for child in parent))
            names |= {parent.tag, *children}
            for place, one in enumerate(children):
                order |= {(one, other): True for other in children[place + 1 :]}
    for fiche in made:
        for parent in fiche.iter():
            children = list(dict.fromkeys(child.tag for child in parent))
            assert set(children) <= names
            for place, one in enumerate(children):
                wrong = [
                    other
                    for other in children[place + 1 :]
                    if (other, one) in order and (one, other) not in order
                ]
                assert not wrong, (parent.tag, one, wrong)


def test_successions_are_told_by_both_ends(made: list[etree._Element]) -> None:
    links: dict[str, set[tuple[str, str]]] = {"ANCIENNE": set(), "NOUVELLE": set()}
    for fiche in made:
        number = fiche.findtext("NUMERO_FICHE", "")
        for which, found in links.items():
            for each in fiche.iter(f"ID_FICHE_{which}_CERTIFICATION"):
                assert each.text is not None
                found.add((number, each.text) if which == "ANCIENNE" else (each.text, number))
    assert links["ANCIENNE"] == links["NOUVELLE"]
    assert len(links["ANCIENNE"]) > 100


def test_correspondances_lead_to_blocs_that_exist(made: list[etree._Element]) -> None:
    blocs = {each.text for fiche in made for each in fiche.iterfind("BLOCS_COMPETENCES/*/CODE")}
    numbers = {fiche.findtext("NUMERO_FICHE") for fiche in made}
    found = [each for fiche in made for each in fiche.iter("CORRESPONDANCE")]
    assert found
    for each in found:
        assert each.findtext("DESTINATION/NUMERO_FICHE") in numbers
        assert {code.text for code in each.iter("CODE")} <= blocs
        assert not {code.text for code in each.iterfind("SOURCE/*/CODE")} & {
            code.text for code in each.iterfind("DESTINATION/*/CODE")
        }


def test_dates_agree_with_the_state(made: list[etree._Element]) -> None:
    for fiche in made:
        end = datetime.strptime(fiche.findtext("DATE_FIN_ENREGISTREMENT", ""), "%d/%m/%Y").date()
        assert (end > DAY) is (fiche.findtext("ACTIF") == "Oui"), fiche.findtext("NUMERO_FICHE")


def test_codes_stay_within_the_limits_of_the_register(made: list[etree._Element]) -> None:
    for path, most in (("CODES_NSF/NSF", 3), ("CODES_ROME/ROME", 5), ("FORMACODES/FORMACODE", 5)):
        found = [[code.findtext("CODE") for code in fiche.findall(path)] for fiche in made]
        assert max(map(len, found)) == most
        assert all(len(codes) == len(set(codes)) for codes in found)


def test_fiches_of_one_metier_share_competences(made: list[etree._Element], rome: Path) -> None:
    """A competence of ROME is found in several certifications, as it stands or reworded."""
    of_code = {metier.code: [each.label for each in metier.competences] for metier in metiers(rome)}
    heard: Counter[str] = Counter()
    for fiche in made:
        text = " ".join(each.text or "" for each in fiche.iter("LISTE_COMPETENCES"))
        codes = [code.text or "" for code in fiche.iterfind("CODES_ROME/ROME/CODE")]
        heard.update({label for code in codes for label in of_code[code] if label in text})
    assert sum(times > 1 for times in heard.values()) > 200


def test_the_same_arguments_give_the_same_bytes(register: Export, rome: Path, tmp_path: Path) -> None:
    again = write(tmp_path / "encore", SMALL, rome=rome)
    other = write(tmp_path / "autre", SMALL, rome=rome, seed=2)
    for first, second, third in zip(register.paths, again.paths, other.paths, strict=True):
        assert first.read_bytes() == second.read_bytes()
        assert first.read_bytes() != third.read_bytes()


@pytest.mark.parametrize(
    ("label", "title"),
    [
        ("Jardinier / Jardinière paysagiste", "Jardinier paysagiste"),
        ("Technico-commercial / Technico-commerciale", "Technico-commercial"),
        ("Responsable de site", "Responsable de site"),
    ],
)
def test_a_job_title_has_one_gender(label: str, title: str) -> None:
    assert masculine(label) == title


def test_blocs_hold_as_many_capacites_as_real_ones(rome: Path) -> None:
    from benchmarks.registre.chance import Chance
    from benchmarks.registre.competences import statements

    known: tuple[Metier, ...] = metiers(rome)
    counts = [
        len(statements(known[place % len(known)], Chance(place), Chance(place, "mots"), False).wordings)
        for place in range(3_000)
    ]
    assert abs(mean(counts) - CAPACITES_PER_BLOC) < 0.2
