"""Formacode, IDCC, ESCO and its correspondences with ROME, from small tables and from the real ones."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelles.loaders import LOADERS
from passerelles.loaders.entries import Entry, entries_of
from passerelles.loaders.esco_fr import EscoFr
from passerelles.loaders.esco_rome import EscoRome
from passerelles.loaders.formacode import Formacode
from passerelles.loaders.idcc import Idcc
from passerelles.loaders.loader import Loader
from passerelles.records import Code, Concept, Links, Match, Problem, Reading, Severity

ESCO = "http://data.europa.eu/esco/occupation/00c8d1cf-24f2-47d1-9f10-765e1c102811"
SKILL = "http://data.europa.eu/esco/skill/00090cc1-1f27-439e-a4e0-19a87a501bfc"
FORMACODE = (
    "Code du Terme;Descripteur en majuscules;Descripteur en typo riche;Champ sémantique;"
    "Synonymes;Synonymes métier;TG (Terme Générique);TS (Termes Spécifiques);"
    "TA (Termes Associés);NE (Note d’Explication);NA (Note d’Application)\r\n"
)
EURES = (
    "classification 1 ID,classification 1 prefered label,classification 2 ID,"
    "classification 2 prefered label,mapping relation\n"
)


def entry(text: str, name: str = "table.csv", encoding: str = "utf-8") -> Entry:
    data = text.encode(encoding)
    return Entry(name, "dossier", len(data), lambda: io.BytesIO(data))


def taken_by(text: str) -> Loader | None:
    return next((loader for loader in LOADERS if loader.recognises(entry(text))), None)


def read(loader: Loader, *entries: Entry) -> Reading:
    assert all(loader.recognises(each) for each in entries)
    (reading,) = loader.read(entries)
    assert isinstance(reading, Reading)
    return reading


def found_in(reading: Reading) -> dict[str, Concept]:
    return {concept.notation: concept for concept in reading.concepts}


def real(loader: Loader, folder: Path) -> list[Reading]:
    entries = [each for each in entries_of(folder) if isinstance(each, Entry) and loader.recognises(each)]
    items = list(loader.read(entries))
    assert not [item for item in items if isinstance(item, Problem)]
    return [item for item in items if isinstance(item, Reading)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (FORMACODE, "formacode"),
        ("id,idcc,label\n", "idcc"),
        ("idcc;label\n", "idcc"),
        ("conceptUri,preferredLabel,altLabels\n", "esco_fr"),
        ("conceptType,conceptUri,skillType,preferredLabel\n", "esco_fr"),
        (EURES + f"{ESCO},a,H2903,b,skos:exactMatch\n", "esco_rome"),
        (f"Mapping project,ESCO - ROME\nVersion,1.1\n\n{EURES}", "esco_rome"),
        ("code_rome;libelle_esco;uri_esco;type de correspondance\n", "esco_rome"),
    ],
)
def test_a_list_is_known_by_its_columns_and_declares_where_it_comes_from(text: str, name: str) -> None:
    loader = taken_by(text)
    assert loader is not None and loader.name == name
    description = loader.description
    assert (
        description.publisher and description.licence and (description.minimum, description.maximum) == (0, 0)
    )
    assert description.concepts[0] < description.concepts[1]


@pytest.mark.parametrize("text", ["", "a,b\n", "id,label\n", "conceptUri\n", "code_rome,relation\nesco\n"])
def test_other_tables_are_nobody_s(text: str) -> None:
    assert taken_by(text) is None


def test_formacode_is_restricted() -> None:
    assert "ne pas rediffuser" in Formacode.description.licence


def test_a_term_of_formacode() -> None:
    reading = read(
        Formacode(),
        entry(
            FORMACODE + "15061;ACCOMPAGNEMENT VERS EMPLOI;Accompagnement vers emploi;150 DEVELOPPEMENT;"
            "insertion###emploi;coach;Développement - 15054;Recherche - 15070;"
            "Bilan - 15081###Soi - 15061;Ce que c’est.;Quand l’employer.\r\n"
            + "15054;DEVELOPPEMENT;Développement;150 DEVELOPPEMENT;;;Sciences humaines;"
            "Accompagnement vers emploi - 15061;;;\r\n"
            + "15070;RECHERCHE;Recherche;150 DEVELOPPEMENT;;;;;;;\r\n",
            "termes.csv",
        ),
        entry(
            "Code du Terme;Descripteur en majuscules;Descripteur en typo riche;"
            "TS (Termes Spécifiques);Note de version;Code arborescence\r\n"
            "00101;SCIENCES HUMAINES;Sciences humaines;Développement - 15054;null;A0\r\n",
            "domaines.csv",
        ),
    )
    found = found_in(reading)
    assert found["15061"] == Concept(
        "formacode",
        "15061",
        "Accompagnement vers emploi",
        alt_labels=("insertion", "emploi"),
        broader=("15054",),
        definition="Ce que c’est.",
        scope_note="Quand l’employer.",
        related=("15081",),
        links=(Links("champSemantique", "formacode-champ", ("150",)),),
        words=(("synonymeMetier", "coach"),),
    )
    assert found["15054"].broader == ("00101",)
    assert found["15070"].broader == ("15061",)  # said by the term above it alone
    assert (found["00101"].identifier, found["00101"].history_note) == ("A0", None)
    assert (found["15081"].label, found["15081"].preferred) == ("Bilan", False)
    assert found["150"].scheme == "formacode-champ"
    assert sorted(problem.cause for problem in reading.problems) == [
        "code-sans-description",
        "renvoi-a-soi-meme",
    ]


@pytest.mark.parametrize(
    ("row", "cause"),
    [
        (";A;a;;;;;;;;", "code-absent"),
        ("1506;A;a;;;;;;;;", "code-inattendu"),
        ("15054;B;b;;;;;;;;", "code-repete"),
        ("15061;A;a;;;;Un domaine que nul ne connaît;;;;", "domaine-inconnu"),
        ("15061;A;a;sans code;;;;;;;", "champ-illisible"),
        ("15061;A;a;;;;;;sans code;;", "renvoi-illisible"),
        ("15061;A;a", "nombre-de-colonnes"),
    ],
)
def test_what_is_wrong_in_formacode_is_told(row: str, cause: str) -> None:
    reading = read(Formacode(), entry(f"{FORMACODE}15054;A;a;;;;;;;;\r\n{row}\r\n"))
    assert [problem.cause for problem in reading.problems] == [cause]


def test_numbers_of_conventions_have_four_digits() -> None:
    reading = read(
        Idcc(), entry("id,idcc,label\nu,16,Transports\n,3248,Métallurgie\n,3248,La métallurgie\n,,Rien\n")
    )
    found = found_in(reading)
    assert found["0016"] == Concept("idcc", "0016", "Transports", identifier="u")
    assert found["3248"].alt_labels == ("La métallurgie",)
    assert sorted(problem.cause for problem in reading.problems) == ["code-absent", "libelles-differents"]


def test_a_concept_of_esco_keeps_its_address() -> None:
    reading = read(
        EscoFr(),
        entry(
            f'conceptUri,preferredLabel,altLabels,status\n{SKILL},recenser,"recenser|trier\nclasser",released\n'
        ),
    )
    (concept,) = reading.concepts
    assert concept == Concept(
        "esco-skill", SKILL.rsplit("/", 1)[1], "recenser", alt_labels=("trier", "classer"), iri=SKILL
    )
    assert [problem.cause for problem in reading.problems] == ["colonnes-non-lues"]


def test_what_is_wrong_in_esco_is_told() -> None:
    rows = f"{SKILL},recenser\n{SKILL},encore\nhttps://example.org/x,ailleurs\n"
    reading = read(EscoFr(), entry("conceptUri,preferredLabel\n" + rows))
    assert len(reading.concepts) == 1
    assert [problem.cause for problem in reading.problems] == ["code-repete", "adresse-inattendue"]


def test_correspondences_are_read_from_left_to_right() -> None:
    reading = read(
        EscoRome(),
        entry(
            f"Mapping project,ESCO - ROME\n\n{EURES}"
            f"{ESCO},technicien,H2903,Tourneur,skos:exactMatch\n"
            f"{ESCO},technicien,11987,Chauffeur,http://www.w3.org/2004/02/skos/core#broadMatch\n"
        ),
    )
    found = found_in(reading)
    esco = found[ESCO.rsplit("/", 1)[1]]
    assert (esco.iri, esco.label, esco.preferred) == (ESCO, "technicien", False)
    assert set(esco.matches) == {
        Match("exactMatch", Code("rome", "H2903")),
        Match("broadMatch", Code("rome-appellation", "11987")),
    }
    assert found["H2903"] == Concept("rome", "H2903", "Tourneur", preferred=False)
    assert [text.value for text in reading.unplaced] == ["Mapping project,ESCO - ROME"]
    other = read(EscoRome(), entry(f"code rome;URI ESCO;type de relation\nH2903;{ESCO};Proche\n"))
    assert found_in(other)["H2903"].matches == (
        Match("closeMatch", Code("esco-occupation", ESCO.rsplit("/", 1)[1], iri=ESCO)),
    )


@pytest.mark.parametrize(
    ("row", "cause"),
    [
        (f"{ESCO},a,H2903,b,skos:peutEtre", "relation-inconnue"),
        (f"{ESCO},a,H2903,b,", "relation-inconnue"),
        (f"{ESCO},a,,b,skos:exactMatch", "code-inattendu"),
        ("H2904,a,H2903,b,skos:exactMatch", "correspondance-interne"),
        (f"{ESCO},a,H2903", "nombre-de-colonnes"),
    ],
)
def test_what_is_wrong_in_correspondences_is_told_and_kept(row: str, cause: str) -> None:
    reading = read(EscoRome(), entry(f"{EURES}{ESCO},a,H2901,b,skos:exactMatch\n{row}\n"))
    assert [problem.cause for problem in reading.problems] == [cause]
    assert bool(reading.unplaced) == (cause in ("relation-inconnue", "code-inattendu"))


@pytest.mark.parametrize(
    ("loader", "header"),
    [
        (Formacode(), FORMACODE),
        (Idcc(), "id,idcc,label\n"),
        (EscoFr(), "conceptUri,preferredLabel\n"),
        (EscoRome(), EURES + "esco\n"),
    ],
)
@given(data=st.binary(max_size=300))
def test_any_bytes_give_a_reading(loader: Loader, header: str, data: bytes) -> None:
    content = header.encode() + data
    given_entry = Entry("t.csv", "dossier", len(content), lambda: io.BytesIO(content))
    assert loader.recognises(given_entry)
    (item,) = loader.read([given_entry])
    assert isinstance(item, Reading)


@given(
    st.dictionaries(
        st.integers(0, 9999), st.text(st.characters(categories=("L", "P")), min_size=1), min_size=1
    )
)
def test_every_convention_is_kept(labels: dict[int, str]) -> None:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerows([["idcc", "label"], *labels.items()])
    reading = read(Idcc(), entry(text.getvalue()))
    assert {int(each.notation): each.label for each in reading.concepts} == labels
    assert reading.problems == ()


def rows_of(path: Path, delimiter: str = ",") -> Sequence[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream, delimiter=delimiter))


def test_the_real_formacode(shared: Path) -> None:
    folder = shared / "data/formacode"
    (reading,) = real(Formacode(), folder)
    listed = rows_of(folder / "formacodes-v14.csv", ";")
    found = {
        each.notation: each for each in reading.concepts if each.scheme == "formacode" and each.preferred
    }
    assert len(listed) == 2_775
    assert len(found) == 2_775 + 14
    assert {row["Code du Terme"] for row in listed} < set(found)
    assert sum(len(each.broader) for each in found.values()) == 2_710 + 65
    assert all(problem.severity is Severity.INFO for problem in reading.problems)
    assert reading.unplaced == ()


def test_the_real_conventions(shared: Path) -> None:
    (reading,) = real(Idcc(), shared / "data/idcc")
    assert len(reading.concepts) == 610
    assert found_in(reading)["3248"].label == "Convention collective nationale de la métallurgie"
    assert reading.problems == ()


def test_the_real_labels_of_esco(shared: Path) -> None:
    occupations, skills = real(EscoFr(), shared / "data/esco-fr")
    assert (len(occupations.concepts), len(skills.concepts)) == (2_740, 13_095)
    assert occupations.problems == skills.problems == ()
    for reading, name in ((occupations, "occupations_fr.csv"), (skills, "skills_fr.csv")):
        labels = {
            row["conceptUri"]: row["preferredLabel"].strip()
            for row in rows_of(shared / "data/esco-fr" / name)
        }
        assert {each.iri: each.label for each in reading.concepts} == labels
