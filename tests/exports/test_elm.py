"""Qualifications of the European model: what passes its official shapes, and the reason of all that does not."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import RDF

from passerelles.build import Outcome, build
from passerelles.exports import Options, Selection, by_reason, export
from passerelles.exports.described import Body, Code, Described, Registration, Unit, described
from passerelles.exports.described import Outcome as Capacite
from passerelles.exports.elm import write_qualification
from passerelles.exports.elm_gaps import gaps
from passerelles.exports.node import Node
from passerelles.exports.prefixes import Prefixes
from passerelles.exports.sheet import Sheet
from passerelles.exports.turtle import Turtle
from passerelles.store import open_store
from tests.conftest import NOW
from tests.exports import loq

ID = "https://w3id.org/passerelles/id/"
ELM = "http://data.europa.eu/snb/model/elm/"
WHOLE = Described(
    iri=f"{ID}rncp/90000",
    register="rncp",
    number="90000",
    identifier="RNCP90000",
    title="Technicien d’essais",
    active=True,
    level="5",
    nsf=(Code(f"{ID}nsf/326t", "326t", "Informatique"), Code(f"{ID}nsf/221", "221", "Agro-alimentaire")),
    rome=(Code(f"{ID}rome/H2903", "H2903", "Conduite"),),
    formacode=(),
    kinds=(Code(f"{ID}type/TP", "TP", "Titre professionnel"),),
    bodies=(
        Body(f"{ID}siret/11000007200014", "Ministère du Travail", "11000007200014"),
        Body(f"{ID}organisme/branche", "Branche des essais", None),
    ),
    units=(
        Unit(
            f"{ID}rncp/90000/bloc/BC01",
            "RNCP90000BC01",
            "Préparer les essais",
            (Capacite(f"{ID}rncp/90000/capacite/C1", "C1", "Choisir un banc d’essai"),),
            "Mise en situation",
        ),
    ),
    outcomes=(Capacite(f"{ID}rncp/90000/capacite/C1", "C1", "Choisir un banc d’essai"),),
    registrations=(
        Registration(f"{ID}rncp/90000/enregistrement/2023-09-01", "2023-07-01", "2023-09-01", "2028-09-01"),
    ),
    description="Réaliser des essais.",
    prerequisites="Aucun.",
    open_ways=(),
    replaces=(),
    fiches=(f"{ID}fiche/1",),
)


def graph(certification: Described) -> Graph:
    sheet = Sheet()
    write_qualification(certification, sheet, sheet)
    return turtle(list(sheet.nodes()))


def turtle(nodes: list[Node]) -> Graph:
    writer = Turtle(Prefixes())
    return Graph().parse(data=writer.before + b"".join(map(writer.node, nodes)), format="turtle")


@pytest.fixture(scope="module")
def shapes(shared: Path) -> Graph:
    return loq.shapes(shared / "data" / "elm-3.1")


@pytest.fixture(scope="module")
def extracts(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    location = tmp_path_factory.mktemp("v41")
    build([shared / "data" / "france-competences-v4.1"], location, now=NOW)
    return location


def test_a_certification_with_all_that_is_required_passes(shapes: Graph) -> None:
    assert gaps(WHOLE) == () and loq.violations(graph(WHOLE), shapes) == set()


NO_OUTCOME = replace(WHOLE.units[0], outcomes=())
LACKING = {
    "titre": replace(WHOLE, title=None),
    "niveau": replace(WHOLE, level=None),
    "niveau-rs": replace(WHOLE, level=None, register="rs"),
    "nsf": replace(WHOLE, nsf=()),
    "domaine-partage": replace(WHOLE, nsf=WHOLE.nsf[1:]),
    "capacites": replace(WHOLE, outcomes=()),
    "bloc-titre": replace(WHOLE, units=(replace(WHOLE.units[0], title=None),)),
    "bloc-capacites": replace(WHOLE, units=(NO_OUTCOME,)),
}


@pytest.mark.parametrize("code", LACKING)
def test_each_gap_is_one_that_the_profile_refuses(shapes: Graph, code: str) -> None:
    assert [gap.code for gap in gaps(LACKING[code])] == [code]
    found = loq.violations(graph(LACKING[code]), shapes)
    assert found and {constraint for _, _, constraint in found} == {"MinCountConstraintComponent"}


@pytest.mark.parametrize(
    "lacking",
    [
        replace(WHOLE, bodies=()),
        replace(WHOLE, bodies=WHOLE.bodies[1:]),
        replace(WHOLE, registrations=()),
        replace(WHOLE, registrations=(replace(WHOLE.registrations[0], decision=None, effect="2012-01-01"),)),
        replace(WHOLE, description=None, prerequisites=None, kinds=()),
        replace(WHOLE, units=()),
        replace(WHOLE, register="cqpm", identifier="MQ 1990 0001"),
    ],
)
def test_what_is_optional_may_be_missing(shapes: Graph, lacking: Described) -> None:
    assert gaps(lacking) == () and loq.violations(graph(lacking), shapes) == set()


def test_gaps_of_the_official_extracts_are_what_the_shapes_find(extracts: Path, shapes: Graph) -> None:
    with open_store(extracts) as dataset:
        for certification in described(dataset):
            found = loq.violations(graph(certification), shapes)
            assert bool(found) == bool(gaps(certification)), (certification.identifier, found)


def test_two_thirds_of_the_active_certifications_of_the_extracts_pass(extracts: Path, shapes: Graph) -> None:
    stream = io.BytesIO()
    with open_store(extracts) as dataset:
        selection = export(dataset, "elm", stream)
    assert isinstance(selection, Selection)
    assert (selection.taken_active, selection.active) == (6, 9)
    assert by_reason(each for each in selection.left_out if each.active) == {
        "les certifications du Répertoire spécifique n’ont pas de niveau": ("RS5568", "RS7423", "RS7485")
    }
    # The file as a whole passes too, with what its qualifications share.
    whole = Graph().parse(data=stream.getvalue(), format="turtle")
    assert len(set(whole.subjects(URIRef(f"{ELM}awardingOpportunity")))) == selection.taken == 8
    assert loq.violations(whole, shapes) == set()


def test_a_qualification_says_what_its_document_says() -> None:
    found = graph(WHOLE)
    iri, unit = URIRef(WHOLE.iri), URIRef(WHOLE.units[0].iri)
    assert (iri, URIRef(f"{ELM}EQFLevel"), URIRef("http://data.europa.eu/snb/eqf/5")) in found
    assert (iri, URIRef(f"{ELM}hasPart"), unit) in found
    # Of its two groups, 221 lies in no one field: only the other has one.
    codes = list(found.objects(iri, URIRef(f"{ELM}ISCEDFCode")))
    assert codes == [URIRef("http://data.europa.eu/snb/isced-f/061")]
    partial = URIRef(f"{ELM}isPartialQualification")
    assert str(found.value(iri, partial)) == "false" and str(found.value(unit, partial)) == "true"
    # Without a SIRET nothing tells the country: it is an agent, and the accreditation does not name it.
    kinds = {
        str(body): set(found.objects(URIRef(body), RDF.type)) for body in (each.iri for each in WHOLE.bodies)
    }
    assert kinds[f"{ID}organisme/branche"] == {URIRef(f"{ELM}Agent")}
    accreditation = URIRef(WHOLE.registrations[0].iri)
    assert list(found.objects(accreditation, URIRef(f"{ELM}organisation"))) == [URIRef(WHOLE.bodies[0].iri)]


def test_without_open_licence_nothing_leaves(examples_store: tuple[Path, Outcome]) -> None:
    with open_store(examples_store[0]) as dataset:
        for name in ("elm", "ctdl", "schemaorg"):
            stream = io.BytesIO()
            selection = export(dataset, name, stream)
            assert selection is not None
            reasons = {each.iri: {gap.code for gap in each.gaps} for each in selection.left_out}
            assert "licence" in reasons[f"{ID}cqpm/MQ-1988-0044"] and b"/id/cqpm/MQ" not in stream.getvalue()
        stream = io.BytesIO()
        export(dataset, "schemaorg", stream, Options(with_restricted=True))
        assert b"/id/cqpm/MQ" in stream.getvalue()
