"""CTDL and schema.org: JSON-LD that reads back, with terms of those vocabularies alone, the same bytes each time."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF

from passerelles.build import Outcome
from passerelles.exports import Options, Selection, export
from passerelles.exports.prefixes import PREFIXES
from passerelles.store import open_store

ID = "https://w3id.org/passerelles/id/"
CETERMS = "https://purl.org/ctdl/terms/"
SCHEMA = "https://schema.org/"
#: The terms that each export may use; a term outside this list is a mistake of ours or a new term to be looked up.
CTDL_TERMS = {
    "Credential", "CredentialOrganization", "ConditionProfile", "CredentialAlignmentObject",
    "IdentifierValue", "name", "description", "credentialId", "subjectWebpage", "identifier",
    "credentialStatusType", "audienceLevelType", "ownedBy", "occupationType", "instructionalProgramType",
    "requires", "targetCompetency", "hasPart", "isPartOf", "supersedes", "dateEffective", "expirationDate",
    "framework", "frameworkName", "targetNode", "targetNodeName", "codedNotation", "identifierType",
    "identifierTypeName", "identifierValueCode",
}  # fmt: skip
SCHEMA_TERMS = {
    "EducationalOccupationalCredential", "Organization", "DefinedTerm", "PropertyValue", "Country", "name",
    "description", "url", "identifier", "credentialCategory", "educationalLevel", "about", "recognizedBy",
    "creator", "validIn", "expires", "hasPart", "isPartOf", "competencyRequired", "termCode",
    "inDefinedTermSet", "propertyID", "value",
}  # fmt: skip


@pytest.fixture(scope="module")
def written(examples_store: tuple[Path, Outcome]) -> dict[str, bytes]:
    found = {}
    with open_store(examples_store[0]) as dataset:
        for name in ("ctdl", "schemaorg"):
            streams = [io.BytesIO(), io.BytesIO()]
            for stream in streams:
                selection = export(dataset, name, stream)
                assert isinstance(selection, Selection) and selection.taken == 69
            assert streams[0].getvalue() == streams[1].getvalue()
            found[name] = streams[0].getvalue()
    return found


def some(content: bytes) -> dict[str, Any]:
    """The document with a few of its certifications, the blocs of these, and all organisations."""
    found: dict[str, Any] = json.loads(content)
    few = [
        each for each in found["@graph"] if "/id/rncp/" not in each["@id"] or f"{ID}rncp/2824" in each["@id"]
    ]
    assert 5 < len(few) < len(found["@graph"])
    return {**found, "@graph": few}


@pytest.fixture(scope="module")
def ctdl(written: dict[str, bytes]) -> Graph:
    return Graph().parse(data=json.dumps(some(written["ctdl"])), format="json-ld")


@pytest.fixture(scope="module")
def schemaorg(written: dict[str, bytes]) -> Graph:
    content = some(written["schemaorg"])
    # The published context is read from the network: here, what it says of the terms used.
    assert content["@context"] == "https://schema.org"
    links = {name: {"@id": SCHEMA + name, "@type": "@id"} for name in ("url", "inDefinedTermSet")}
    content["@context"] = {"@vocab": SCHEMA, **links}
    return Graph().parse(data=json.dumps(content), format="json-ld")


@pytest.mark.parametrize(
    ("name", "namespace", "terms"), [("ctdl", CETERMS, CTDL_TERMS), ("schemaorg", SCHEMA, SCHEMA_TERMS)]
)
def test_terms_are_those_of_the_vocabulary(
    request: pytest.FixtureRequest, name: str, namespace: str, terms: set[str]
) -> None:
    graph: Graph = request.getfixturevalue(name)
    kinds = set(graph.objects(None, RDF.type))
    used = {str(each) for each in {*graph.predicates(), *kinds} - {RDF.type}}
    assert used <= {namespace + term for term in terms}, used
    assert len(used) > 15


def test_a_certification_in_ctdl(ctdl: Graph) -> None:
    iri = URIRef("https://w3id.org/passerelles/id/rncp/28243")
    assert (iri, RDF.type, URIRef(f"{CETERMS}Credential")) in ctdl
    assert (iri, URIRef(f"{CETERMS}credentialId"), Literal("RNCP28243")) in ctdl
    (title,) = ctdl.objects(iri, URIRef(f"{CETERMS}name"))
    assert isinstance(title, Literal) and title.language == "fr"
    parts = set(ctdl.objects(iri, URIRef(f"{CETERMS}hasPart")))
    assert parts and all((part, URIRef(f"{CETERMS}isPartOf"), iri) in ctdl for part in parts)
    (page,) = ctdl.objects(iri, URIRef(f"{CETERMS}subjectWebpage"))
    assert str(page) == "https://www.francecompetences.fr/recherche/rncp/28243/"


def test_a_certification_in_schema_org(schemaorg: Graph) -> None:
    iri = URIRef("https://w3id.org/passerelles/id/rncp/28243")
    assert (iri, RDF.type, URIRef(f"{SCHEMA}EducationalOccupationalCredential")) in schemaorg
    required = list(schemaorg.objects(iri, URIRef(f"{SCHEMA}competencyRequired")))
    assert required
    for each in required:
        (name,) = schemaorg.objects(each, URIRef(f"{SCHEMA}name"))
        assert isinstance(name, Literal) and name.language == "fr"


def test_addresses_move_and_texts_do_not(examples_store: tuple[Path, Outcome]) -> None:
    stream = io.BytesIO()
    with open_store(examples_store[0]) as dataset:
        export(dataset, "ctdl", stream, Options("https://data.exemple.fr/p"))
    assert b"w3id.org/passerelles" not in stream.getvalue()
    assert b"https://data.exemple.fr/p/id/rncp/28243" in stream.getvalue()
    assert PREFIXES["pas"].encode() not in stream.getvalue()
