"""Codes of lists as SKOS concepts: labels, links, ranks, matches and shared profiles."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
import pytest

from passerelles.loaders.entries import Entry, entries_of
from passerelles.loaders.rome import Rome
from passerelles.ontology import ID
from passerelles.records import Code, Concept, Links, Match, Profile, Reading, Source
from passerelles.triples import Retained, reading_nquads

PREFIXES = f"""
PREFIX id: <{ID}>
PREFIX pas: <https://w3id.org/passerelles/ns#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
ESCO = "http://data.europa.eu/esco/skill/1"


def source(number: int) -> Source:
    return Source(
        f"{number}" * 64, "liste", "rome", "2", "text/csv", "France Travail", "https://example.org/l"
    )


def store_of(*readings: Reading, derived: bool = True) -> pyoxigraph.Store:
    """The readings, and what their meeting derives, as one merged graph."""
    store = pyoxigraph.Store()
    retained = Retained()
    lines = [reading_nquads(reading) for reading in readings]
    for each in lines:
        retained.observe(each, 0)
    everything = [*(line for each in lines for line in each), *(retained.nquads() if derived else [])]
    for quad in pyoxigraph.parse("\n".join(everything), format=pyoxigraph.RdfFormat.N_QUADS):
        store.add(pyoxigraph.Quad(quad.subject, quad.predicate, quad.object))
    return store


def rows(store: pyoxigraph.Store, query: str) -> list[tuple[str, ...]]:
    return sorted(tuple(term.value for term in row) for row in store.query(PREFIXES + query))  # type: ignore[union-attr]


def count(store: pyoxigraph.Store, pattern: str) -> int:
    ((number,),) = rows(store, f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}")
    return int(number)


def test_links_ranks_matches_and_words() -> None:
    concept = Concept(
        "rome",
        "H2903",
        "Tourneur",
        broader=("H29", Code("naf", "25")),
        identifier="6",
        links=(Links("mobilite", "rome", ("H2904", "H2905"), (1, 3)), Links("theme", "rome-theme", ("001",))),
        matches=(Match("closeMatch", Code("esco-skill", "1", iri=ESCO)),),
        words=(("accesMetier", "Avec un CAP"),),
    )
    store = store_of(Reading(source(1), concepts=(concept,)))
    about = f"<{ID}rome/H2903>"
    assert rows(store, f"SELECT ?o {{ {about} pas:mobilite ?o }}") == [
        (f"{ID}rome/H2904",),
        (f"{ID}rome/H2905",),
    ]
    assert rows(store, f"SELECT ?o {{ {about} pas:mobiliteParRang/rdf:_3 ?o }}") == [(f"{ID}rome/H2905",)]
    assert rows(store, f"SELECT ?o {{ {about} skos:closeMatch ?o }}") == [(ESCO,)]
    assert rows(store, f"SELECT ?o {{ {about} skos:broader ?o }}") == [(f"{ID}naf/25",), (f"{ID}rome/H29",)]
    assert rows(store, f"SELECT ?o {{ {about} pas:accesMetier ?o }}") == [("Avec un CAP",)]
    assert count(store, "id:rome a skos:ConceptScheme ; skos:prefLabel ?name") == 2


def test_equal_profiles_are_one_node() -> None:
    profile = Profile((("transitionNumerique", True),), (("categorie", "Techniques"),))
    concepts = tuple(Concept("rome-savoir", str(n), f"Savoir {n}", profile=profile) for n in range(5))
    store = store_of(Reading(source(1), concepts=concepts))
    assert count(store, "?c pas:profil ?p") == 5
    assert count(store, "?p a pas:Profil ; pas:transitionNumerique true") == 1


def test_a_concept_of_others_keeps_its_address() -> None:
    store = store_of(Reading(source(1), concepts=(Concept("esco-skill", "1", "trier", iri=ESCO),)))
    assert rows(store, "SELECT ?c { ?c skos:prefLabel 'trier'@fr }") == [(ESCO,)]


def test_an_unknown_property_is_a_fault_of_the_program() -> None:
    concept = Concept("rome", "H2903", "Tourneur", words=(("inconnu", "x"),))
    with pytest.raises(AttributeError):
        reading_nquads(Reading(source(1), concepts=(concept,)))


def test_two_editions_give_one_concept_with_one_preferred_label() -> None:
    new = Concept("rome", "H2903", "Tourneur", version="4.60")
    old = Concept("rome", "H2903", "Conduite", version="3.44", preferred=False)
    gone = Concept("rome", "H2999", "Ancien", version="3.44", preferred=False)
    store = store_of(Reading(source(1), concepts=(new,)), Reading(source(2), concepts=(old, gone)))
    assert rows(store, "SELECT ?c ?l { ?c skos:prefLabel ?l ; skos:notation ?n }") == [
        (f"{ID}rome/H2903", "Tourneur"),
        (f"{ID}rome/H2999", "Ancien"),
    ]
    assert rows(store, "SELECT ?l { id:rome\\/H2903 skos:altLabel ?l }") == [("Conduite",)]
    assert count(store, "id:rome\\/H2903 skos:notation ?n") == 1
    assert rows(store, "SELECT ?v { id:rome\\/H2903 <http://www.w3.org/2002/07/owl#versionInfo> ?v }") == [
        ("3.44",),
        ("4.60",),
    ]


def table(folder: Path, name: str) -> Iterator[dict[str, str]]:
    text = (folder / f"unix_{name}_v460_utf8.csv").read_text(encoding="utf-8")
    yield from csv.DictReader(io.StringIO(text, newline=""))


@pytest.fixture(scope="module")
def rome(shared: Path) -> pyoxigraph.Store:
    """Both real editions, merged."""
    folders = (shared / "data/rome-4.60", shared / "data/rome-3.44")
    found = [each for folder in folders for each in entries_of(folder)]
    readings = list(Rome().read([each for each in found if isinstance(each, Entry)]))
    return store_of(*(each for each in readings if isinstance(each, Reading)))


def pairs(store: pyoxigraph.Store, name: str) -> set[tuple[str, str]]:
    found = rows(store, f"SELECT ?a ?b {{ ?x pas:{name} ?y . ?x skos:notation ?a . ?y skos:notation ?b }}")
    return {(a, b) for a, b in found}


def test_every_entry_and_every_link_of_the_real_edition_is_there(
    rome: pyoxigraph.Store, shared: Path
) -> None:
    folder = shared / "data/rome-4.60"
    sizes = dict(
        rows(rome, "SELECT ?s (COUNT(?c) AS ?n) { ?c skos:inScheme ?s ; a skos:Concept } GROUP BY ?s")
    )
    assert int(sizes[f"{ID}rome-appellation"]) == 13_120
    assert int(sizes[f"{ID}rome-competence"]) == 18_317
    assert int(sizes[f"{ID}rome-savoir"]) == 15_354
    stated = list(table(folder, "liens_rome_referentiels"))
    assert len(stated) == 118_923
    own = {(row["code_rome"], row["code_ogr"]) for row in stated if row["code_compo_bloc"] == "1"}
    called = {(row["code_rome"], row["code_ogr"]) for row in stated if row["code_compo_bloc"] == "2"}
    used = {(row["code_rome"], row["code_ogr"]) for row in stated if row["code_compo_bloc"] in "56"}
    numbers = rows(
        rome,
        "SELECT ?a ?b { ?x skos:inScheme id:rome ; skos:notation ?a ; <http://purl.org/dc/terms/identifier> ?b }",
    )
    assert own == set(numbers)
    assert called == pairs(rome, "appellation")
    assert used == pairs(rome, "mobilise")
    core = {
        (row["code_rome"], row["code_ogr"]) for row in table(folder, "coherence_item") if row["coeur_metier"]
    }
    assert core == pairs(rome, "coeurDeMetier")
    moves = {(row["code_rome"], row["code_rome_cible"]) for row in table(folder, "rubrique_mobilite")}
    assert len(moves) == 14_912
    assert moves == pairs(rome, "mobilite")
    ranked = rows(
        rome,
        "SELECT ?a ?p ?b { ?x pas:mobiliteParRang ?q ; skos:notation ?a . ?q ?p ?y . ?y skos:notation ?b }",
    )
    assert {(a, b, p.rpartition("_")[2]) for a, p, b in ranked} == {
        (row["code_rome"], row["code_rome_cible"], row["numero_ordre"])
        for row in table(folder, "rubrique_mobilite")
    }


def test_both_real_editions_are_one_scheme(rome: pyoxigraph.Store) -> None:
    code = "FILTER(STRLEN(STR(?n)) = 5) ?c skos:inScheme id:rome ; skos:notation ?n"
    assert count(rome, code) == 1_584
    assert count(rome, code + " ; <http://www.w3.org/2002/07/owl#versionInfo> '3.44'") == 532
    assert count(rome, "?c skos:prefLabel ?x, ?y FILTER(STR(?x) < STR(?y) && LANG(?x) = LANG(?y))") == 0
    assert count(rome, "?c skos:notation ?x, ?y FILTER(?x < ?y)") == 0
    assert rows(rome, "SELECT ?l { id:rome\\/H2903 skos:altLabel ?l }") == [
        ("Conduite d'équipement d'usinage",)
    ]
