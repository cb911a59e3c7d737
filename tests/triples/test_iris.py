"""IRIs as DESIGN §3 lays them out, and identifiers as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelles import iris
from passerelles.errors import UsageError
from passerelles.identifiers import candidates
from passerelles.ontology import ID
from passerelles.records import Code, Ref, Register


@pytest.mark.parametrize(
    ("ref", "path"),
    [
        (Ref(Register.RNCP, "23022"), "rncp/23022"),
        (Ref(Register.RS, "5719"), "rs/5719"),
        (Ref(Register.CQPM, "MQ 1988 0044"), "cqpm/MQ-1988-0044"),
        (Ref(Register.RNCP, "23022", bloc="BC01"), "rncp/23022/bloc/BC01"),
        (
            Ref(
                Register.TITRE,
                title="Conducteur d’équipements industriels (CQPM – CQPI)",
                kinds=("CQPI", "CQPM"),
            ),
            "titre/conducteur-d-equipements-industriels-cqpm-cqpi",
        ),
    ],
)
def test_what_a_document_names_has_one_iri(ref: Ref, path: str) -> None:
    assert iris.ref(ref) == ID + path


def test_codes_and_organisations() -> None:
    assert iris.code(Code("nsf", "200u")) == ID + "nsf/200u"
    assert iris.code(Code("type", "Titre ingénieur")) == ID + "type/Titre-ing%C3%A9nieur"
    assert iris.organisation("UIMM", "78471719100018") == ID + "siret/78471719100018"
    assert iris.organisation("Œuvre de l’industrie", None) == ID + "organisme/oeuvre-de-l-industrie"


@given(st.text())
def test_a_slug_is_a_plain_segment(text: str) -> None:
    made = iris.slug(text)
    assert made and made.strip("abcdefghijklmnopqrstuvwxyz0123456789-") == ""


@given(st.lists(st.text(max_size=5), max_size=4), st.lists(st.text(max_size=5), max_size=4))
def test_digests_tell_lists_apart(first: list[str], second: list[str]) -> None:
    assert (iris.digest(*first) == iris.digest(*second)) == (first == second)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("RNCP23022", ["rncp/23022"]),
        ("23022", ["rncp/23022", "rs/23022"]),
        ("rncp 23022", ["rncp/23022"]),
        (" RNCP n° 23022 ", ["rncp/23022"]),
        ("RS5719", ["rs/5719"]),
        ("RNCP36490BC02", ["rncp/36490/bloc/BC02"]),
        ("rncp36490 bc02", ["rncp/36490/bloc/BC02"]),
        ("MQ 1988 0044", ["cqpm/MQ-1988-0044"]),
        ("MQ-1988-0044", ["cqpm/MQ-1988-0044"]),
        (ID + "rncp/23022/bloc/BC01", ["rncp/23022/bloc/BC01"]),
        ("http://127.0.0.1:8765/certification/rncp/23022", ["rncp/23022"]),
        ("http://localhost/certification/rncp/23022.json?x=1#bloc-BC01", ["rncp/23022"]),
        ("https://example.org/id/rs/5719.ttl", ["rs/5719"]),
        ("/certification/rncp/23022.json", ["rncp/23022"]),
        ("RNCP00123", ["rncp/123"]),
        ("rncp/23022", ["rncp/23022"]),
        ("RNCP 23 022", ["rncp/23022"]),
        ("Code RNCP : 23022", ["rncp/23022"]),
        ("https://www.francecompetences.fr/recherche/rncp/23022/", ["rncp/23022"]),
        ("http://localhost:8765/certification/rncp/23022/", ["rncp/23022"]),
        ("rncp n° 23022", ["rncp/23022"]),
        (ID + "titre/cqpi-faconnier", ["titre/cqpi-faconnier"]),
    ],
)
def test_identifiers_as_people_write_them(written: str, expected: list[str]) -> None:
    assert list(candidates(written)) == [ID + path for path in expected]


@pytest.mark.parametrize(
    "written", ["", "soudeur", "RNCP", "https://example.org/autre", "RNCP12345678", "http://[", "/"]
)
def test_what_is_no_identifier_is_said_so(written: str) -> None:
    with pytest.raises(UsageError, match="n’est pas"):
        candidates(written)


@given(
    st.text()
    | st.text().map(lambda text: f"{ID}rncp/{text}")
    | st.text().map(lambda text: f"/certification/rncp/{text}")
)
def test_any_text_gives_well_formed_iris_or_is_refused(text: str) -> None:
    try:
        found = candidates(text)
    except UsageError:
        return
    for iri in found:
        assert iri.startswith(ID)
        assert not set(iri) & set('<>"{}|^`\\ \n')


def test_a_convention_is_one_whatever_zeros_are_written() -> None:
    assert iris.code(Code("idcc", "16")) == iris.code(Code("idcc", "0016")) == f"{ID}idcc/0016"
    assert iris.code(Code("brochure", "16")) == f"{ID}brochure/16"
