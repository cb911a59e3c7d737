"""What the XML export says becomes records: values, capacités, correspondances, in all versions of the feed."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from passerelles.records import Certification, Code, Decret, Rang, Ref, Register, Stated
from passerelles.triples.parts import capacite_iris
from tests.loaders.exported import (
    DOCUMENTS,
    LOADER,
    certifications,
    entries,
    entry,
    export,
    fiche,
    nquads,
    read,
)

EXPORT = DOCUMENTS / "export_fiches.xml"
OLDER = DOCUMENTS / "export_fiches_v3.xml"


@pytest.fixture(scope="module")
def boat() -> Certification:
    return certifications(EXPORT)[0]


@pytest.fixture(scope="module")
def older() -> Certification:
    return certifications(OLDER)[0]


def bloc(number: str, code: str, register: Register = Register.RNCP) -> Ref:
    return Ref(register, number, bloc=code)


def test_figures_keep_the_scale_of_the_document(boat: Certification) -> None:
    first, second = boat.promotions
    assert (first.annee, first.certifies, first.certifies_vae) == (Stated(2021), Stated(36), Stated(0))
    assert first.insertion_6_mois == Stated(95)
    assert first.insertion_metier_6_mois == Stated(Decimal("87.5"))
    assert (second.annee, second.certifies, second.certifies_vae) == (Stated(2022), Stated(28), None)


def test_the_registration_has_all_its_dates(boat: Certification) -> None:
    (registration,) = boat.enregistrements
    assert registration.decision == Stated(date(2020, 4, 20))
    assert registration.publication_jo == Stated(date(2020, 5, 12))
    assert registration.effet == Stated(date(2020, 6, 1))
    assert registration.fin == Stated(date(2025, 6, 1))
    assert registration.limite_delivrance == Stated(date(2025, 12, 1))
    assert registration.duree_annees == Stated(5)
    assert boat.publication == Stated(date(2020, 5, 15))


def test_a_brochure_is_not_an_idcc(boat: Certification) -> None:
    found = {(code.value.scheme, code.value.notation) for code in boat.codes}
    assert {
        ("brochure", "3187"),
        ("idcc", "3236"),
        ("nsf", "23"),
        ("nsf", "234s"),
        ("rome", "H2206"),
    } <= found
    assert ("idcc", "3187") not in found


def test_old_and_new_numbers_are_numbers_of_certifications(boat: Certification) -> None:
    assert boat.replaces == (Stated(Ref(Register.RNCP, "80001")),)
    assert boat.replaced_by == (Stated(Ref(Register.RNCP, "90009")), Stated(Ref(Register.RS, "90010")))


def test_a_closed_way_is_closed_and_an_absent_one_is_not_stated() -> None:
    first, second = certifications(EXPORT)
    assert [(way.voie.value, way.ouvert) for way in first.acces] == [
        ("FI", Stated(False)), ("CA", Stated(True)), ("FC", Stated(True)),
        ("CQ", Stated(True)), ("CL", Stated(False)), ("VAE", Stated(True)),
    ]  # fmt: skip
    assert first.acces[1].modified == Stated(date(2022, 4, 3))
    assert second.acces == ()


def test_certificateurs_and_partners_have_their_state() -> None:
    boat = certifications(EXPORT)[0]
    certificateur = boat.certificateurs[0]
    assert (certificateur.siret, certificateur.state) == ("12345678900011", Stated("Actif"))
    assert certificateur.state_date == Stated(date(2024, 3, 2))
    assert certificateur.site == Stated("https://chantiers-bois.example")
    first, second, third = boat.habilitations
    assert (first.right, first.state) == (Stated("HABILITATION_ORGA_FORM"), Stated("Actif"))
    assert (first.active_from, first.state_date) == (Stated(date(2023, 6, 5)), Stated(date(2023, 6, 7)))
    assert (second.organisation, second.state) == (first.organisation, Stated("Supprimé"))
    assert (third.organisation.name, third.organisation.siret) == (Stated("Atelier & Fils"), None)


def test_a_partner_named_twice_has_two_habilitations() -> None:
    lines = nquads(read(EXPORT)[0][0])
    node = "<https://w3id.org/passerelles/id/rncp/90001/habilitation/98765432100022"
    assert [line for line in lines if line.startswith(f"{node}> ") and '"HABILITATION_ORGA_FORM"' in line]
    assert [line for line in lines if line.startswith(f"{node}-2> ") and '"HABILITATION_FORMER"' in line]


def test_one_official_text_in_two_roles_is_one_node(boat: Certification) -> None:
    roles = [text.role for text in boat.textes_officiels]
    assert roles == [Decret.GENERAL, Decret.GENERAL, Decret.CREATION, Decret.AUTRE]
    lines = nquads(read(EXPORT)[0][0])
    assert sum("Arrêté du 9 mai 2020 de création" in line for line in lines) == 1


def test_the_level_none_is_kept_as_text() -> None:
    mast = certifications(EXPORT)[1]
    assert mast.niveaux == ()
    assert [text.text.value for text in mast.texts if text.name == "niveauTexte"] == ["AUCUN : Aucun niveau"]
    assert mast.validite_certification_annees == Stated(3)
    assert mast.actif == Stated(False)


def test_the_same_statement_in_a_bloc_and_in_the_list_is_one_capacite(boat: Certification) -> None:
    assert [(capacite.code, capacite.title.value) for capacite in boat.capacites if capacite.code] == [
        ("C1", "Choisir les bois selon leur usage"),
        ("C2", "Tracer les gabarits à l’échelle"),
        ("C3", "Débiter les pièces à la scie à ruban"),
        ("C7", "Tenir à jour le journal du chantier."),
    ]
    assert [len(bloc.capacites) for bloc in boat.blocs] == [3, 2, 2, 2]


def test_capacites_say_where_they_stand() -> None:
    text = "- Vérifier son harnais avant de monter\n- Communiquer par gestes avec le pont"
    found = certifications(EXPORT)[1].capacites
    for capacite in found:
        (span,) = capacite.title.spans
        assert span.element == "CAPACITES_ATTESTEES"
        assert " ".join(text[span.start : span.end].split()) == capacite.title.value
    lines = nquads(read(EXPORT)[0][0])
    place = "BLOCS_COMPETENCES/BLOC_COMPETENCES[2]/LISTE_COMPETENCES"
    assert sum(f'#element> "{place}"' in line for line in lines) == 2
    assert not [line for line in lines if "/preuve/" in line]


def test_iris_of_capacites_follow_codes_else_places() -> None:
    lines = "\n".join(nquads(read(EXPORT)[0][0]))
    base = "https://w3id.org/passerelles/id/rncp/90001"
    for iri in (
        "capacite/C1",
        "capacite/C7",
        "bloc/BC02/capacite/2",
        "bloc/01/capacite/1",
        "bloc/01-2/capacite/2",
    ):
        assert f"<{base}/{iri}> <http://purl.org/dc/terms/title>" in lines


def test_a_code_of_bloc_repeated_with_another_title_has_a_suffix_and_a_problem(boat: Certification) -> None:
    assert [(bloc.code, bloc.identifier) for bloc in boat.blocs] == [
        ("BC01", Stated("RNCP90001BC01")),
        ("BC02", Stated("RNCP90001BC02")),
        ("01", Stated("01")),
        ("01-2", Stated("01")),
    ]
    repeated = [problem for problem in read(EXPORT)[1] if problem.cause == "code-de-bloc-repete"]
    assert len(repeated) == 1 and "« Restaurer »" in repeated[0].message


def test_a_bloc_told_in_two_parts_is_one_bloc() -> None:
    part = (
        "<BLOC_COMPETENCES><CODE>RNCP1BC01</CODE><LIBELLE>Poser</LIBELLE>"
        "<LISTE_COMPETENCES>- {}</LISTE_COMPETENCES></BLOC_COMPETENCES>"
    )
    blocs = part.format("Poser une membrure") + part.format("Clouer un bordé")
    (found,) = certifications(export(fiche(1, f"<BLOCS_COMPETENCES>{blocs}</BLOCS_COMPETENCES>")))
    assert [bloc.code for bloc in found.blocs] == ["BC01"]
    assert len(found.blocs[0].capacites) == len(found.capacites) == 2


def test_correspondances_go_from_the_destination_to_the_source() -> None:
    found = [each for reading in read(EXPORT)[0] for each in reading.correspondances]
    own = Ref(Register.RNCP, "90001")
    assert [(each.depuis, each.vers) for each in found] == [
        (
            (bloc("80001", "BC03"), bloc("80001", "BC04")),
            (bloc("90001", "BC01"), bloc("90001", "BC02")),
        ),
        ((Ref(Register.RS, "80002"),), (bloc("90001", "BC02"),)),
        ((Ref(Register.RNCP, "80001"),), (own,)),
    ]
    assert {(each.rang, each.declare_par, each.portee) for each in found} == {(Rang.OFFICIELLE, own, None)}
    lines = nquads(read(EXPORT)[0][0])
    declared = [line for line in lines if "#declarePar>" in line]
    assert len(declared) == 6  # three correspondances, two certificateurs each
    assert any("<https://w3id.org/passerelles/id/siret/12345678900011>" in line for line in declared)


def test_a_correspondance_that_names_an_unknown_bloc_keeps_it() -> None:
    told = (
        "<CORRESPONDANCES><CORRESPONDANCE><SOURCE><BLOC_COMPETENCES><CODE>RNCP1BC09</CODE></BLOC_COMPETENCES></SOURCE>"
        "<DESTINATION><NUMERO_FICHE>RNCP2</NUMERO_FICHE></DESTINATION></CORRESPONDANCE></CORRESPONDANCES>"
    )
    readings, problems = read(export(fiche(1, told)))
    assert [problem.cause for problem in problems] == ["bloc-inconnu"]
    assert '"RNCP1BC09"' in "\n".join(nquads(readings[0]))


def test_older_feeds_write_in_other_places(older: Certification) -> None:
    assert older.replaces == (Stated(Ref(Register.RNCP, "70001")), Stated(Ref(Register.RNCP, "70002")))
    assert older.replaced_by == (Stated(Ref(Register.RNCP, "90001")),)
    assert older.niveaux == (Stated(Code("niveau", "3", "Niveau 3")),)
    assert Stated(Code("nsf", "234s", "Travail du bois")) in older.codes
    assert Stated(Code("brochure", "3187", "Navigation de plaisance")) in older.codes
    assert [(way.voie.value, way.ouvert, way.jury) for way in older.acces] == [
        ("FI", Stated(True), Stated("Deux professionnels")),
        ("CA", Stated(False), None),
    ]
    assert older.habilitations[0].state == Stated("Actif")
    assert older.textes_officiels[0].title == Stated("Arrêté du 2 mars 2001")
    assert older.publication == Stated(date(2001, 4, 1))
    assert older.promotions[0].certifies == Stated(14)


def test_markup_in_the_text_of_older_feeds_is_no_part_of_capacites(older: Certification) -> None:
    titles = {capacite.title.value for capacite in older.capacites}
    assert {"Scier une planche au trait", "Lire un plan de formes"} <= titles
    assert not any("<" in title for title in titles)


def test_a_fiche_unchanged_gives_the_same_graph_whatever_the_day() -> None:
    content = export(fiche(1))
    first = next(LOADER.read([entry(content, "a-2026-08-16.zip › b_2026-08-16.xml")]))
    second = next(LOADER.read([entry(content, "a-2026-08-17.zip › b_2026-08-17.xml")]))
    assert first == second


def test_a_code_that_looks_like_an_order_is_no_order() -> None:
    listed = (
        "<CAPACITES_ATTESTEES>- Hisser une voile\n- Virer de bord\n- Mouiller une ancre</CAPACITES_ATTESTEES>"
    )
    (found,) = certifications(export(fiche(1, listed)))
    coded = replace(found.capacites[2], code="1")
    iris = capacite_iris("https://example.org/1", replace(found, capacites=(*found.capacites[:2], coded)))
    assert len(set(iris.values())) == 3


def test_the_kind_has_the_name_that_the_fiche_spells_out() -> None:
    line = '<https://w3id.org/passerelles/id/type/CQP> <http://www.w3.org/2000/01/rdf-schema#label> "'
    assert [
        each for each in nquads(read(EXPORT)[0][0]) if each.startswith(f"{line}Certificat de qualification")
    ]


@pytest.mark.parametrize("path", [EXPORT, OLDER], ids=lambda path: path.stem)
def test_exports_are_known_by_their_content(path: object) -> None:
    assert all(LOADER.recognises(found) for found in entries(path))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "content",
    [
        b"<html><body>FICHES</body></html>",
        b"ID;FICHES\n",
        b"<OTHER><FICHES/></OTHER>",
        b"<!-- <FICHES> --><autre/>",
        b"",
    ],
)
def test_other_content_is_not_an_export(content: bytes) -> None:
    assert not LOADER.recognises(entry(content))


@pytest.mark.parametrize(
    "encoding", ["UTF-8", "UTF-8-SIG", "UTF-16", "ISO-8859-1", "ISO-8859-15", "windows-1252"]
)
def test_every_encoding_gives_the_same_records(encoding: str) -> None:
    title = (
        "Maître d’œuvre" if encoding not in {"ISO-8859-1", "ISO-8859-15"} else "Maître charpentier à Brest"
    )
    declared = encoding.removesuffix("-SIG")
    text = export(fiche(1, title=title)).decode().replace("UTF-8", declared)
    content = text.encode(encoding)
    assert LOADER.recognises(entry(content))
    readings, problems = read(content)
    assert problems == []
    found = readings[0].certifications[0].title
    assert found is not None and found.value == title
