"""The table from the NSF to ISCED-F is whole, says what each link is worth, and is documented as it is."""

from pathlib import Path

import pytest

from passerelles.ontology import isced, schemes

PAGE = Path(__file__).resolve().parents[2] / "ontology" / "isced-f.md"
WORDS = {"close": "même étendue", "broad": "plus large", "related": "aucun ne contient le groupe"}


def test_every_group_and_domain_of_the_nsf_is_placed_once() -> None:
    assert set(isced.table()) == {code for code in schemes.known_codes("nsf") if len(code) > 1}


def test_a_group_has_one_field_or_none_is_chosen() -> None:
    for entry in isced.table().values():
        if entry.relation == "related":
            # What one broad field holds would have that field; several are always told with the reason.
            assert len({item.notation[:2] for item in entry.fields}) > 1
            assert entry.note is not None and isced.field(entry.nsf) is None
        else:
            assert len(entry.fields) == 1 and isced.field(entry.nsf) == entry.fields[0]


def test_fields_are_of_isced_f_and_named_in_both_languages() -> None:
    for entry in isced.table().values():
        for item in entry.fields:
            assert item.iri == f"http://data.europa.eu/snb/isced-f/{item.notation}"
            assert 2 <= len(item.notation) <= 4 and item.notation.isdigit()
            assert set(item.labels) == {"fr", "en"}


def test_a_group_lies_within_what_its_domain_lies_in() -> None:
    for code, entry in isced.table().items():
        above = isced.field(code[:2]) if len(code) == 3 else None
        if above is not None and entry.relation != "related":
            assert entry.fields[0].notation.startswith(above.notation), code


@pytest.mark.parametrize(
    ("nsf", "expected"),
    [
        ("326", "061"),
        ("326t", "061"),
        ("250r", "071"),
        ("333", "01"),
        ("221", None),
        ("2", None),
        ("999", None),
    ],
)
def test_codes_as_documents_give_them(nsf: str, expected: str | None) -> None:
    found = isced.field(nsf)
    assert (found.notation if found else None) == expected


def test_the_page_shows_the_table() -> None:
    rows = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| ")][1:]
    expected = [
        f"| {entry.nsf} | {schemes.label('nsf', entry.nsf)} | {WORDS[entry.relation]} | "
        + " ; ".join(f"{item.notation} {item.labels['fr']}" for item in entry.fields)
        + f" | {entry.note or ''} |"
        for entry in isced.table().values()
    ]
    assert rows == expected
