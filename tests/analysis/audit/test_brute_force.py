"""Random registers: what the audit finds of replacements and of near blocs is what a plain search finds."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import networkx as nx
import pyoxigraph as ox
from hypothesis import example, given, settings
from hypothesis import strategies as st

from passerelles.analysis.audit import Audit, Finding, Kind, audit
from passerelles.analysis.catalogue import Catalogue, write_catalogue
from passerelles.store.engine_dataset import EngineDataset

ID = "https://w3id.org/passerelles/id/"
PAS = "https://w3id.org/passerelles/ns#"
DCTERMS = "http://purl.org/dc/terms/"
PROV = "http://www.w3.org/ns/prov#"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
DAY = date(2026, 11, 28)
Step = tuple[int, int]
NUMBERS = st.integers(1, 7)
STEPS = st.sets(st.tuples(NUMBERS, NUMBERS), max_size=12)


def cert(number: int) -> str:
    return f"{ID}rncp/{number}"


def bloc(number: int) -> str:
    return f"{cert(number)}/bloc/BC01"


def audited(
    triples: Iterable[tuple[str, str, str]], near: Iterable[tuple[str, str, float, list[str]]] = ()
) -> Audit:
    """The audit of these triples, all certifications 1…7 described; objects in brackets or quotes."""
    lines = [f"<{one}> <{two}> {three} ." for one, two, three in triples]
    for number in range(1, 8):
        lines += [
            f"<{cert(number)}> <{TYPE}> <{PAS}Certification> .",
            f"<{cert(number)}> <{PROV}wasDerivedFrom> <{ID}fiche/{number}> .",
            f'<{ID}fiche/{number}> <{PAS}fichier> "{number}.xml" .',
            f"<{cert(number)}> <{PAS}bloc> <{bloc(number)}> .",
            f"<{bloc(number)}> <{TYPE}> <{PAS}Bloc> .",
            f'<{bloc(number)}> <{DCTERMS}title> "Bloc {number}" .',
        ]
    store = ox.Store()
    store.load("\n".join(lines), ox.RdfFormat.N_TRIPLES)
    dataset = EngineDataset(store)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "catalogue.sqlite"
        write_catalogue(dataset, path)
        with Catalogue(path) as catalogue:
            return audit(dataset, catalogue, DAY, near)


def of_kind(found: Audit, kind: Kind) -> tuple[Finding, ...]:
    return dict(found.by_kind()).get(kind, ())


@settings(max_examples=20)
@given(STEPS, st.sets(NUMBERS), st.sets(NUMBERS))
@example({(1, 2), (1, 3), (2, 1)}, {1, 3}, set())
def test_circles_and_dead_ends_are_those_of_a_plain_search(
    steps: set[Step], inactive: set[int], backwards: set[int]
) -> None:
    found = audited(
        [
            (cert(new), f"{DCTERMS}replaces", f"<{cert(old)}>")
            if old in backwards
            else (cert(old), f"{DCTERMS}isReplacedBy", f"<{cert(new)}>")
            for old, new in steps
        ]
        + [
            (
                cert(number),
                f"{PAS}actif",
                f'"{str(number not in inactive).lower()}"^^<http://www.w3.org/2001/XMLSchema#boolean>',
            )
            for number in range(1, 8)
        ]
    )
    graph = nx.DiGraph()
    graph.add_edges_from((old, new) for old, new in steps)
    circles = {
        frozenset(map(cert, part)) for part in nx.strongly_connected_components(graph) if len(part) > 1
    }
    assert {frozenset(thing.iri for thing in each.about) for each in of_kind(found, Kind.LOOP)} == circles
    assert {each.about[0].iri for each in of_kind(found, Kind.SELF)} == {cert(a) for a, b in steps if a == b}
    expected: dict[str, set[str]] = {}
    for old in graph:
        after = nx.descendants(graph, old)
        # In a circle a fiche comes after itself.
        after |= {old} if any(graph.has_edge(each, old) for each in {old, *after}) else set()
        if graph.out_degree(old) and not after - inactive:
            for last in after:
                if not graph.out_degree(last):
                    expected.setdefault(cert(last), set()).add(cert(old))
    dead_ends = {
        each.about[0].iri: {thing.iri for thing in each.about[1:]} for each in of_kind(found, Kind.DEAD_END)
    }
    assert dead_ends == expected


@settings(max_examples=20)
@given(STEPS, STEPS, STEPS, st.sets(NUMBERS))
def test_near_blocs_are_grouped_and_what_is_declared_is_left_out(
    pairs: set[Step], of_blocs: set[Step], of_wholes: set[Step], inactive: set[int]
) -> None:
    declared = [(bloc(one), bloc(other)) for one, other in of_blocs] + [
        (cert(one), cert(other)) for one, other in of_wholes
    ]
    triples = [
        (
            cert(number),
            f"{PAS}actif",
            f'"{str(number not in inactive).lower()}"^^<http://www.w3.org/2001/XMLSchema#boolean>',
        )
        for number in range(1, 8)
    ]
    for number, (one, other) in enumerate(declared):
        iri = f"{ID}correspondance/{number}"
        triples += [
            (iri, TYPE, f"<{PAS}Correspondance>"),
            (iri, f"{PAS}rang", f"<{PAS}Officielle>"),
            (iri, f"{PAS}depuis", f"<{one}>"),
            (iri, f"{PAS}vers", f"<{other}>"),
        ]
    found = audited(
        triples, [(bloc(one), bloc(other), 0.9 + one / 100, ["mot"]) for one, other in sorted(pairs)]
    )
    bound = {frozenset(pair) for pair in of_blocs | of_wholes}
    graph = nx.Graph()
    graph.add_edges_from(
        (bloc(one), bloc(other))
        for one, other in pairs
        if one != other and frozenset((one, other)) not in bound and not {one, other} <= inactive
    )
    groups = {frozenset(part) for part in nx.connected_components(graph)}
    assert {
        frozenset(thing.iri for thing in each.about) for each in of_kind(found, Kind.NEAR_BLOCS)
    } == groups
