"""ROME 4: every table becomes entries and links of one edition; ROME 3 beside it is an older edition."""

import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelles.loaders.entries import Entry, entries_of
from passerelles.loaders.rome import Rome
from passerelles.loaders.rome_tables import REQUIRED
from passerelles.records import Code, Concept, Links, Problem, Profile, Reading, Severity

CODES = "unix_referentiel_code_rome_v460_utf8.csv"
HEADER = "code_rome,libelle_rome,code_rome_parent\n"
DOMAINES = '"code_domaine_professionnel","libelle_domaine_professionnel"\n"H29","Mécanique, métaux"\n'


def rome_entries(*folders: Path) -> list[Entry]:
    found = (entry for folder in folders for entry in entries_of(folder))
    return [entry for entry in found if isinstance(entry, Entry) and Rome().recognises(entry)]


def readings(*folders: Path) -> list[Reading]:
    found = list(Rome().read(rome_entries(*folders)))
    assert all(isinstance(item, Reading) for item in found), found
    return [item for item in found if isinstance(item, Reading)]


def read(*folders: Path) -> Reading:
    (reading,) = readings(*folders)
    return reading


def concepts(reading: Reading) -> dict[str, Concept]:
    return {f"{concept.scheme}/{concept.notation}": concept for concept in reading.concepts}


def links(concept: Concept) -> dict[str, tuple[str, ...]]:
    return {each.name: each.notations for each in concept.links}


@pytest.fixture
def table(tmp_path: Path) -> Callable[..., Path]:
    """Writes one table, by the columns that make it known and others, and returns its folder."""

    def write(name: str, *rows: str, more: tuple[str, ...] = (), encoding: str = "utf-8") -> Path:
        text = "\n".join([",".join([*REQUIRED[name], *more]), *rows]) + "\n"
        (tmp_path / f"{name}.csv").write_bytes(text.encode(encoding))
        return tmp_path

    return write


Writer = Callable[..., Path]


def test_a_code_is_under_its_parent_when_it_differs_else_under_its_domaine(tmp_path: Path) -> None:
    (tmp_path / CODES).write_text(HEADER + "H2903,Tourneur,H2903\nH2918,Fraiseur,H2903\n", encoding="utf-8")
    (tmp_path / "domaines.csv").write_text(DOMAINES, encoding="utf-8")
    first = read(tmp_path)
    assert concepts(first)["rome/H2918"] == Concept(
        "rome", "H2918", "Fraiseur", broader=("H2903",), version="4.60"
    )
    assert concepts(first)["rome/H2903"].broader == ("H29",)
    assert first.source.title == "ROME 4.60"
    # A file whose name says nothing is of the edition beside it.
    assert concepts(first)["rome/H29"] == Concept(
        "rome", "H29", "Mécanique, métaux", broader=("H",), version="4.60"
    )


def test_a_renamed_file_is_known_by_its_columns(tmp_path: Path) -> None:
    (tmp_path / "liste").write_text(HEADER.replace(",", ";") + "H2903;Tourneur;H2903\n", encoding="utf-8")
    assert read(tmp_path).source.title == "ROME 4"
    (tmp_path / "liste").write_text("nom,prénom\n", encoding="utf-8")
    assert rome_entries(tmp_path) == []


@pytest.mark.parametrize(
    ("rows", "cause"),
    [
        ("H2918,Fraiseur,H2999\n", "code-parent-inconnu"),
        ("H2918,Fraiseur,H2918\n,Tourneur,H2903\n", "code-absent"),
        ("2918,Fraiseur,2918\n", "code-rome-inattendu"),
        ("H2918,Fraiseur,H2918\nH2918,Tourneur,H2918\n", "libelles-differents"),
        ("H2918,Fraiseur,H2918\nH2919,Tourneur\n", "nombre-de-colonnes"),
    ],
)
def test_what_is_wrong_is_told(rows: str, cause: str, tmp_path: Path) -> None:
    (tmp_path / CODES).write_text(HEADER + rows, encoding="utf-8")
    assert [problem.cause for problem in read(tmp_path).problems] == [cause]


def test_a_table_without_rows_is_out_of_bounds(tmp_path: Path) -> None:
    (tmp_path / CODES).write_text(HEADER, encoding="utf-8")
    (problem,) = read(tmp_path).problems
    assert (problem.cause, problem.severity) == ("compte-hors-bornes", Severity.ERROR)


def test_what_a_metier_is_made_of(table: Writer) -> None:
    table(
        "referentiel_code_rome",
        "H2903,Tourneur,H2903,6,O,Emploi Vert",
        more=("code_ogr", "emploi_cadre", "transition_eco"),
    )
    table(
        "referentiel_appellation",
        "10,Tourneur / Tourneuse,H2903,Tourneur,N,H2901",
        more=("libelle_appellation_court", "peu_usite", "code_rome_parent"),
    )
    table(
        "referentiel_competence",
        "20,Tourner,,30",
        "30,Usiner,1A1,",
        more=("code_macro_comp", "code_ogr_macro_comp"),
    )
    table("referentiel_savoir", "40,Métallurgie")
    table(
        "referentiel_contexte_travail",
        "50,En atelier,3,Lieux",
        more=("code_type_cont_trav", "libelle_type_cont_trav"),
    )
    table("item", "20,Tourner,1", "60,Respecter,2", "61,Lire,3", "62,La nuit,")
    table(
        "liens_rome_referentiels",
        "H2903,1,,6",
        "H2903,2,,10",
        "H2903,5,1,20",
        "H2903,5,2,60",
        "H2903,5,3,40",
        "H2903,6,,50",
    )
    table("coherence_item", "H2903,20,Principale", "H2903,40,Émergente", "H2903,50,")
    table("referentiel_code_rome_riasec", "H2903,R,C")
    table("themes", "001,Industrie,Tout ce qui se fabrique")
    folder = table("arborescence_thematique", "001,Industrie,H2903")
    reading = read(folder)
    found = concepts(reading)
    metier = found["rome/H2903"]
    assert metier.identifier == "6"
    assert metier.profile == Profile((("emploiCadre", True),), (("classeEcologique", "Emploi Vert"),))
    assert links(metier) == {
        "appellation": ("10",),
        "mobilise": ("40",),
        "coeurDeMetier": ("40",),
        "competenceEmergente": ("40",),
        "riasecMajeur": ("R",),
        "riasecMineur": ("C",),
        "theme": ("001",),
    }
    assert {each for each in metier.links if each.name in ("mobilise", "coeurDeMetier")} == {
        Links("mobilise", "rome-competence", ("20", "60")),
        Links("mobilise", "rome-savoir", ("40",)),
        Links("mobilise", "rome-contexte", ("50",)),
        Links("coeurDeMetier", "rome-competence", ("20",)),
        Links("coeurDeMetier", "rome-savoir", ("40",)),
    }
    appellation = found["rome-appellation/10"]
    assert (appellation.label, appellation.alt_labels) == ("Tourneur / Tourneuse", ("Tourneur",))
    assert links(appellation) == {"romeAnterieur": ("H2901",)}
    assert appellation.profile == Profile((("peuUsite", False),))
    assert found["rome-competence/20"].broader == ("30",)
    assert found["rome-competence/30"].identifier == "1A1"
    assert found["rome-contexte/50"].broader == (Code("rome-type-contexte", "3"),)
    assert found["rome-theme/001"].definition == "Tout ce qui se fabrique"
    assert {"rome-competence/60", "rome-savoir/61", "rome-contexte/62"} <= set(found)
    # An older code that only an appellation names is an entry all the same, and told.
    assert found["rome/H2901"].label is None
    assert [(each.cause, each.found) for each in reading.problems] == [
        ("code-sans-description", "rome H2901")
    ]


def test_mobilites_keep_their_rank_their_kind_and_their_appellations(table: Writer, tmp_path: Path) -> None:
    more = ("numero_ordre", "code_type_mobilite", "code_appellation_source", "code_appellation_cible")
    table("referentiel_code_rome", "H2903,Tourneur,H2903", "H2904,Fraiseur,H2904", "H2905,Foreur,H2905")
    table("referentiel_appellation", "10,Tourneuse,H2903", "11,Fraiseuse,H2904")
    found = concepts(read(table("rubrique_mobilite", "H2903,H2905,2,,,", "H2903,H2904,1,,,", more=more)))
    assert found["rome/H2903"].links[1] == Links("mobilite", "rome", ("H2904", "H2905"), (1, 2))
    rows = ("H2903,H2904,,1,10,11", "H2903,H2905,,2,,")
    found = concepts(read(table("rubrique_mobilite", *rows, more=more)))
    assert links(found["rome-appellation/10"]) == {"mobilite": ("11",), "mobiliteProche": ("11",)}
    assert links(found["rome/H2903"])["mobiliteEvolution"] == ("H2905",)
    found_reading = read(table("rubrique_mobilite", "H2903,H2904,premier,,,", more=more))
    assert [problem.cause for problem in found_reading.problems] == ["rang-inattendu"]


def test_sentences_are_in_order_and_doubled_apostrophes_single(table: Writer) -> None:
    folder = table(
        "texte",
        "H2903,definition,Usine,2",
        "H2903,definition,Règle l''outil,1",
        "H2903,autre,Sait,1",
        more=("position_phrase",),
    )
    reading = read(folder)
    assert concepts(reading)["rome/H2903"].definition == "Règle l'outil\nUsine"
    assert sorted(problem.cause for problem in reading.problems) == [
        "apostrophes-doublees",
        "type-de-texte-inconnu",
    ]
    assert [text.value for text in reading.unplaced] == ["H2903 : Sait"]


def test_a_file_in_latin_9_is_read_and_told(table: Writer) -> None:
    table("secteur_naf", "1,1,Culture")
    folder = table(
        "arborescence_secteur_naf", "1,Culture,A1408,Œnologue", more=("libelle_rome",), encoding="iso8859-15"
    )
    reading = read(folder)
    assert [(each.cause, each.severity) for each in reading.problems] == [("encodage", Severity.INFO)]
    assert links(concepts(reading)["rome/A1408"]) == {"secteurNaf": ("1",)}


def test_columns_that_nobody_reads_are_told(table: Writer) -> None:
    reading = read(table("themes", "001,Industrie,,bleu", more=("couleur",)))
    assert [(each.cause, "couleur" in each.message) for each in reading.problems] == [
        ("colonnes-non-lues", True)
    ]


def test_an_item_of_no_known_kind_is_kept_and_told(table: Writer) -> None:
    table("referentiel_code_rome", "H2903,Tourneur,H2903")
    reading = read(table("liens_rome_referentiels", "H2903,9,,77"))
    assert [each.cause for each in reading.problems] == ["item-inconnu"]
    assert [text.value for text in reading.unplaced] == ["H2903 : item 77"]


def test_a_truncated_zip_is_told(tmp_path: Path) -> None:
    from zipfile import ZIP_DEFLATED, ZipFile

    path = tmp_path / "rome.zip"
    rows = "".join(f"H{number},Métier {number},H{number}\n" for number in range(1000, 9999))
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr(CODES, HEADER + rows)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(bytes(data))
    (problem,) = Rome().read(rome_entries(path))
    assert isinstance(problem, Problem) and problem.cause == "source-illisible"
    path.write_bytes(bytes(data[: len(data) // 2]))
    (unreadable,) = entries_of(path)
    assert isinstance(unreadable, Problem) and unreadable.cause == "source-illisible"


WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=12).map(str.strip)


@given(st.dictionaries(st.from_regex(r"[A-N][0-9]{4}", fullmatch=True), WORDS.filter(bool), min_size=1))
def test_every_row_becomes_one_concept(labels: dict[str, str]) -> None:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["code_rome", "libelle_rome", "code_rome_parent"])
    writer.writerows((code, label, code) for code, label in labels.items())
    data = text.getvalue().encode()
    entry = Entry("v460.csv", "dossier", len(data), lambda: io.BytesIO(data))
    (reading,) = Rome().read([entry])
    assert isinstance(reading, Reading)
    found = {concept.notation: concept.label for concept in reading.concepts if len(concept.notation) == 5}
    assert found == labels
    assert reading.problems == ()


@given(st.binary(max_size=300), st.sampled_from(sorted(REQUIRED)))
def test_any_bytes_under_a_known_header_give_a_reading_or_a_problem(data: bytes, name: str) -> None:
    content = ",".join(REQUIRED[name]).encode() + b"\n" + data
    entry = Entry("t.csv", "dossier", len(content), lambda: io.BytesIO(content))
    assert Rome().recognises(entry)
    (item,) = Rome().read([entry])
    assert isinstance(item, Reading)


def rows_of(folder: Path, name: str) -> Iterator[dict[str, str]]:
    text = (folder / f"unix_{name}_v460_utf8.csv").read_text(encoding="utf-8")
    yield from csv.DictReader(io.StringIO(text, newline=""))


def test_the_whole_edition_is_read(shared: Path) -> None:
    folder = shared / "data/rome-4.60"
    assert len(rome_entries(folder)) == 28
    reading = read(folder)
    found = concepts(reading)
    sizes = {
        scheme: sum(key.startswith(f"{scheme}/") for key in found)
        for scheme in {c.scheme for c in reading.concepts}
    }
    assert sizes == {
        "rome": 1_584 + 110 + 14,
        "rome-appellation": 13_120,
        "rome-competence": 18_317,
        "rome-savoir": 15_354,
        "rome-contexte": 179,
        "rome-type-contexte": 6,
        "rome-theme": 17,
        "rome-centre-interet": 30,
        "rome-secteur": 35 + 40,
        "rome-secteur-naf": 89,
    }
    metiers = [found[f"rome/{row['code_rome']}"] for row in rows_of(folder, "referentiel_code_rome")]
    assert sum(len(str(metier.broader[0])) == 5 for metier in metiers) == 1_052
    count = {
        name: sum(len(each.notations) for metier in metiers for each in metier.links if each.name == name)
        for name in {each.name for metier in metiers for each in metier.links}
    }
    assert count == {
        "appellation": 13_120,
        "mobilise": 104_219,
        "coeurDeMetier": 20_631,
        "competenceEmergente": 1_731,
        "mobilite": 14_912,
        "theme": 1_348,
        "centreInteret": 4_444,
        "centreInteretPrincipal": 1_584,
        "secteurActivite": 3_303,
        "secteurActivitePrincipal": 1_584,
        "secteurNaf": 2_920,
        "riasecMajeur": 1_584,
        "riasecMineur": 1_239,
    }
    assert count["appellation"] + count["mobilise"] + len(metiers) == 118_923
    assert [(problem.cause, problem.severity) for problem in reading.problems] == [
        ("encodage", Severity.INFO),
        ("apostrophes-doublees", Severity.INFO),
    ]
