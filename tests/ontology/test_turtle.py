"""The Turtle files parse, stay small, and are written in one way."""

import re
import unicodedata

import pytest
from rdflib import BNode, Graph
from rdflib.namespace import RDF, SKOS

from passerelles.ontology import ID, turtle_files

FILES = turtle_files()


def parsed(name: str) -> Graph:
    return Graph(bind_namespaces="none").parse(data=FILES[name], format="turtle")


@pytest.mark.parametrize("name", FILES)
def test_file_is_small_and_canonical(name: str) -> None:
    content = FILES[name]
    text = content.decode("utf-8")
    assert len(content) < 80_000
    assert unicodedata.normalize("NFC", text) == text
    assert text.endswith(".\n") and "\r" not in text and "\t" not in text
    assert not any(line != line.rstrip() for line in text.split("\n"))
    assert "\n\n\n" not in text


@pytest.mark.parametrize("name", FILES)
def test_prefixes_are_sorted_and_all_used(name: str) -> None:
    text = FILES[name].decode("utf-8")
    prefixes = re.findall(r"^@prefix ([\w-]+): ", text, re.MULTILINE)
    assert prefixes == sorted(prefixes)
    body = re.sub(r'"[^"]*"|^[#@].*$', "", text, flags=re.MULTILINE)
    used = set(re.findall(r"(?<![\w<:/-])([a-z][\w-]*):(?!/)", body))
    assert used == set(prefixes)


@pytest.mark.parametrize("name", FILES)
def test_each_subject_is_described_once(name: str) -> None:
    text = FILES[name].decode("utf-8")
    blocks = re.findall(r"^(?![#@ ])(\S+) ", text, re.MULTILINE)
    assert len(blocks) == len(set(blocks)) == len(set(parsed(name).subjects()))


@pytest.mark.parametrize("name", FILES)
def test_no_blank_node(name: str) -> None:
    # Blank nodes have no stable name, and a build must give the same bytes twice.
    assert not any(isinstance(node, BNode) for triple in parsed(name) for node in triple)


def test_no_triple_is_stated_by_two_files() -> None:
    graphs = [set(parsed(name)) for name in FILES]
    assert len(set().union(*graphs)) == sum(map(len, graphs))


#: Files that hold no scheme of ours.
OTHERS = {"passerelles.ttl", "listes.ttl", "alignments.ttl", "isced-f.ttl"}


@pytest.mark.parametrize("name", sorted(set(FILES) - OTHERS))
def test_scheme_file_bears_the_name_of_its_scheme(name: str) -> None:
    found = {str(node).removeprefix(ID) for node in parsed(name).subjects(RDF.type, SKOS.ConceptScheme)}
    assert found == {name.removesuffix(".ttl")}
