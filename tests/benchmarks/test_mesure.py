"""What measures: the watcher, the values that queries are put with, the tables, the mapping."""

import re
import sys
from pathlib import Path

import pytest

from benchmarks.echelle import arguments
from benchmarks.mesure.asking import asked
from benchmarks.mesure.morph_kgc import MAPPING
from benchmarks.mesure.phases import check, construct, dump, first_answer, load, read
from benchmarks.mesure.questions import latencies, samples
from benchmarks.mesure.rdflib_alone import steps
from benchmarks.mesure.tables import markdown, table
from benchmarks.mesure.watch import watch
from benchmarks.registre import REAL, write
from passerelles.build import Outcome
from passerelles.queries import names, query
from passerelles.store import open_store

#: A small document: pySHACL takes its time.
DOCUMENT = Path(__file__).parents[1] / "documents" / "referentiel_aplati.txt"

GREEDY = """
import json, subprocess, sys
held = bytearray(64 * 2**20)
other = "import time; held = bytearray(64 * 2**20); time.sleep(1.5)"
subprocess.run([sys.executable, "-c", other], check=True)
print("bruit")
print(json.dumps({"fait": len(held)}))
"""


def test_the_memory_of_children_counts_too() -> None:
    seen = watch([sys.executable, "-c", GREEDY])
    assert seen.failure is None
    assert seen.said == {"fait": 64 * 2**20}
    assert 128 < seen.memory < 400
    assert seen.seconds > 1


def test_a_command_beyond_its_limit_is_stopped() -> None:
    seen = watch([sys.executable, "-c", "import time; time.sleep(60)"], limit=0.5)
    assert seen.failure == "arrêté au bout de 0 s"
    assert seen.said == {}


def test_a_command_that_fails_says_why() -> None:
    seen = watch([sys.executable, "-c", "raise SystemExit('rien à lire')"])
    assert seen.failure == "code 1 : rien à lire"


def test_every_named_query_has_values_of_the_store(examples_store: tuple[Path, Outcome]) -> None:
    with open_store(examples_store[0]) as dataset:
        found = samples(dataset, names(), 3, seed=1)
        assert set(found) == set(names())
        for name, runs in found.items():
            for given in runs:
                query(name).bind_values(given)
        assert found == samples(dataset, names(), 3, seed=1)
        measured = latencies(dataset, "certification-blocs", found["certification-blocs"])
    assert measured["fois"] == 3
    assert isinstance(measured["octets"], int)


def test_a_query_beyond_its_limit_is_told(examples_store: tuple[Path, Outcome]) -> None:
    queries = ["contenu", "sources"]
    # No process starts within a millisecond: each query in turn is given up, and the others go on.
    found = asked(examples_store[0], count=1, seed=1, limit=0.001, queries=queries)
    assert found == [{"requete": name, "plus_de_s": 0.001} for name in queries]
    found = asked(examples_store[0], count=1, seed=1, limit=60, queries=queries)
    assert [(each["requete"], each["fois"]) for each in found] == [(name, 5) for name in queries]


def test_phases_and_rdflib_see_the_same_graph(tmp_path: Path) -> None:
    store = str(tmp_path / "graphe")
    construct([str(DOCUMENT)], store)
    opened = first_answer(store, query("contenu-par-repertoire").text)
    assert opened["lignes"] > 0
    dump(store, str(tmp_path / "tout.nq"))
    statements = {line.rsplit(b" <", 1)[0] for line in (tmp_path / "tout.nq").read_bytes().splitlines()}
    *_, seen = steps(str(tmp_path / "tout.nq"), [("contenu-par-repertoire", {})])
    assert seen["valider_s"] > seen["valider_fiche_s"] > 0
    assert seen["triplets"] == len(statements)
    assert seen["requetes_ms"]["contenu-par-repertoire"] > 0


def test_a_made_register_is_read_without_problems(rome: Path, tmp_path: Path) -> None:
    made = write(tmp_path / "registre", REAL.scaled(100), rome=rome)
    paths = [str(path) for path in made.paths]
    found = read(paths)
    figures = REAL.scaled(100)
    assert found.get("problemes", 0) == 0
    assert (found["fiches"], found["blocs"], found["habilitations"]) == (
        100,
        figures.blocs,
        figures.habilitations,
    )
    assert load(paths, str(tmp_path / "sans-validation")) == {"sources": 100}
    built = construct(paths, str(tmp_path / "graphe"))
    assert (built["publie"], built["certifications"] >= 100) == (True, True)
    assert not [cause for cause in check(str(tmp_path / "graphe"))["causes"] if cause.startswith("error")]


def test_tables_show_each_size_and_each_peer() -> None:
    sizes = {
        size: {
            "lecture": {"secondes": 1.25, "fiches": int(size), "memoire_mio": 1_234},
            "construction": {"echec": "code 1 : plus de place"},
            "requetes": [
                {"requete": "contenu", "mediane_ms": 1.5, "p95_ms": 2.0, "fois": 5, "octets": 9},
                {"requete": "sources", "plus_de_s": 120.0},
            ],
        }
        for size in ("1000", "30475")
    }
    peer = {"nom": "rdflib", "fiches": 300, "secondes": 60.0, "nous_secondes": 4.0, "memoire_mio": 900}
    results = {
        "machine": {"Python": "3"},
        "tout": 30_475,
        "tailles": sizes,
        "pairs": [
            {**peer, "phase": "lecture"},
            {"nom": "autre", "fiches": 300, "echec": "arrêté au bout de 9 s"},
        ],
        "requetes_pairs": [{"requete": "contenu", "ms": 30.0, "nous_ms": 1.5}],
    }
    text = markdown(results)
    assert "| lecture seule, un processus (s) | 1,2 | 1,2 |" in text
    assert "| lecture : mémoire (Mio) | 1 234 | 1 234 |" in text
    assert "échec : code 1 : plus de place" in text
    assert text.index("`sources`") < text.index("`contenu`")
    assert "plus de 120 000" in text
    assert "| rdflib | 300 | 60,0 | 4,00 | 15,0 | 102 | 0,02 | 4 876 | 900 |" in text
    assert "| autre | 300 | échec : arrêté au bout de 9 s |" in text
    assert "| `contenu` | 30,0 | 1,50 | 20,0 |" in text
    assert len({line.count("|") for line in text.splitlines() if "rdflib |" in line or "autre" in line}) == 1


def test_a_table_has_as_many_cells_in_each_line() -> None:
    lines = table(("a", "b"), [("1", "2")]).splitlines()
    assert {line.count("|") for line in lines} == {3}


def test_the_mapping_speaks_of_elements_of_the_export(shared: Path) -> None:
    """Each reference of the mapping is a path that the extracts have, from the element that it iterates on."""
    from lxml import etree

    found: set[str] = set()
    for path in (shared / "data" / "france-competences-v4.1").glob("*.xml"):
        tree = etree.parse(path)
        found |= {re.sub(r"\[\d+\]", "", tree.getpath(each)) for each in tree.iter()}
    blocks = MAPPING.read_text(encoding="utf-8").split("sources:")[1:]
    assert len(blocks) == 14
    for block in blocks:
        (iterator,) = re.findall(r"xpath', '([^']+)'", block)
        for reference in re.findall(r"\$\(([^)]+)\)", block):
            assert f"{iterator}/{reference}" in found


@pytest.mark.parametrize("option", ["--sizes", "--peers", "--work", "--output", "--rome"])
def test_the_command_tells_its_options(option: str) -> None:
    assert option in arguments().format_help()
