"""The newest exports, by the date in their names, out of a list of everything that was ever published."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelles.errors import UpdateError
from passerelles.update import Patience
from passerelles.update.catalogue import exports_at, listing_address, newest
from passerelles.update.client import Client
from passerelles.update.export import Export, Name, export_name
from tests.update.data_gouv import Publisher, busy, cut
from tests.update.exports import archive, name

LIST = "/api/2/datasets/5eebbc067a14b6fecc9c9976/resources/?page=1&page_size=500&q=v4"
EMPTY = archive("RNCP", "2026-11-21", ())


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("https://www.data.gouv.fr", "https://www.data.gouv.fr" + LIST),
        ("https://www.data.gouv.fr/", "https://www.data.gouv.fr" + LIST),
        ("http://127.0.0.1:8000/api/2/", "http://127.0.0.1:8000" + LIST),
        ("https://www.data.gouv.fr/fr/datasets/5eebbc067a14b6fecc9c9976/", "https://www.data.gouv.fr" + LIST),
        (
            "https://www.data.gouv.fr/api/1/datasets/5eebbc067a14b6fecc9c9976/",
            "https://www.data.gouv.fr" + LIST,
        ),
        ("https://miroir.example/rncp.json?a=1", "https://miroir.example/rncp.json?a=1"),
        ("https://miroir.example/dg" + LIST, "https://miroir.example/dg" + LIST),
        (
            "https://www.data.gouv.fr/datasets/repertoire/",
            "https://www.data.gouv.fr/api/2/datasets/repertoire/resources/?page=1&page_size=500&q=v4",
        ),
        (
            "http://h.example/api/2/datasets/d/resources/?page=2&page_size=10&q=",
            "http://h.example/api/2/datasets/d/resources/?page=2&page_size=10&q=v4",
        ),
    ],
)
def test_any_address_of_the_dataset_leads_to_its_list(source: str, expected: str) -> None:
    assert listing_address(source) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("export-fiches-rncp-v4-1-2026-11-21.zip", Name("rncp", 1, date(2026, 11, 21))),
        ("export-fiches-rs-v4-1-2026-11-21.zip", Name("rs", 1, date(2026, 11, 21))),
        ("Export_fiches_RS_V4_2_2026-11-21", Name("rs", 2, date(2026, 11, 21))),
        ("export-fiches-rncp-v4-1-2026-13-21.zip", None),
        ("export-fiches-rncp-v3-0-2026-11-21.zip", None),
        ("export-fiches-csv-2026-11-21.zip", None),
        ("rncp-rs-france-competence-v4.1.xsd", None),
        ("../export-fiches-rncp-v4-1-2026-11-21.zip", None),
    ],
)
def test_an_export_is_known_by_its_name(title: str, expected: Name | None) -> None:
    assert export_name(title) == expected


names = st.builds(
    Name, st.sampled_from(["rncp", "rs"]), st.integers(0, 2), st.dates(date(2026, 1, 1), date(2026, 1, 6))
)


@given(
    st.lists(names.map(lambda one: Export(one, url=f"https://e.example/{one.file}")), unique=True),
    st.randoms(),
)
def test_the_newest_are_the_same_in_any_order_and_of_one_day_if_there_is_one(
    exports: list[Export], random
) -> None:  # type: ignore[no-untyped-def]
    chosen = newest(exports)
    random.shuffle(exports)
    assert newest(exports) == chosen
    assert [each.name.register for each in chosen] == sorted({each.name.register for each in exports})
    days = {
        register: {each.name.day for each in exports if each.name.register == register}
        for register in ("rncp", "rs")
    }
    shared = days["rncp"] & days["rs"]
    for each in chosen:
        assert each.name.day == max(shared or days[each.name.register])
        same = [
            one.name.minor
            for one in exports
            if one.name.day == each.name.day and one.name.register == each.name.register
        ]
        assert each.name.minor == max(same)


def listed(publisher: Publisher, patience: Patience) -> list[Export]:
    with Client(patience) as client:
        return exports_at(publisher.address, client)


def test_all_pages_are_read_and_other_files_left(publisher: Publisher, patience: Patience) -> None:
    for day in ("2026-11-18", "2026-11-20", "2026-11-21", "2026-11-19"):
        for file in (
            name("RNCP", day),
            name("RS", day),
            f"export-fiches-csv-{day}.zip",
            f"export-fiches-rncp-v3-0-{day}.zip",
        ):
            publisher.publish(file, EMPTY)
    found = listed(publisher, patience)
    assert len(found) == 8
    assert [each.name.file for each in newest(found)] == [
        name("RNCP", "2026-11-21"),
        name("RS", "2026-11-21"),
    ]
    assert {each.checksum.type for each in found if each.checksum} == {"sha1"} and found[0].size == len(EMPTY)


def test_a_file_published_again_the_same_day_is_the_one_modified_last(
    publisher: Publisher, patience: Patience
) -> None:
    second = publisher.publish(
        name("RNCP", "2026-11-21"), b"second", last_modified="2026-11-21T09:00:00+00:00"
    )
    publisher.publish(name("RNCP", "2026-11-21"), b"first", last_modified="2026-11-21T02:00:00+00:00")
    (chosen,) = newest(listed(publisher, patience))
    assert chosen.url == publisher.address + second


def test_entries_that_say_nothing_sensible_are_survived(publisher: Publisher, patience: Patience) -> None:
    file = name("RS", "2026-11-21")
    publisher.publish(file, EMPTY, filesize="12", checksum={"type": None, "value": "zz"}, last_modified=None)
    publisher.publish(name("RNCP", "2026-11-21"), EMPTY, url=None)
    publisher.resources.append({"title": "v4"})
    publisher.publish("Le RNCP en v4", EMPTY, url=f"{publisher.address}/x/{name('RNCP', '2026-11-20')}")
    rncp, rs = listed(publisher, patience)
    assert (rncp.name.file, rs.name.file) == (name("RNCP", "2026-11-20"), file)
    assert (rs.size, rs.checksum) == (None, None)


@pytest.mark.parametrize("cuts", [(0,), (3, 5), (2000, 0, 4999)])
def test_a_list_that_is_cut_is_asked_for_again(
    publisher: Publisher, patience: Patience, pauses: list[float], cuts: tuple[int, ...]
) -> None:
    publisher.publish(name("RNCP", "2026-11-21"), EMPTY)
    publisher.fail(publisher.listing, *map(cut, cuts))
    assert len(listed(publisher, patience)) == 1
    assert pauses == [1.0, 2.0, 4.0][: len(cuts)]


def test_a_list_that_is_always_cut_is_given_up(
    publisher: Publisher, patience: Patience, pauses: list[float]
) -> None:
    publisher.always[publisher.listing] = cut(5)
    with pytest.raises(UpdateError, match="4 fois") as told:
        listed(publisher, patience)
    assert "coupée" in str(told.value) and "n’a pas changé" in str(told.value) and len(pauses) == 3


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"<html>Connectez-vous</html>", "pas du JSON"),
        (b'{"data": {}}', "liste de ressources"),
        (b"[]", "liste de ressources"),
    ],
)
def test_what_is_no_list_is_told(publisher: Publisher, patience: Patience, content: bytes, told: str) -> None:
    publisher.always[publisher.listing] = lambda handler: handler.send(200, content)
    with pytest.raises(UpdateError, match=told):
        listed(publisher, patience)


def test_a_site_without_the_dataset_or_the_exports_is_told(publisher: Publisher, patience: Patience) -> None:
    with pytest.raises(UpdateError, match="aucun export RNCP ou RS"):
        listed(publisher, patience)
    publisher.always[publisher.listing] = busy(404)
    with pytest.raises(UpdateError, match=r"rien à cette adresse \(code 404\)"):
        listed(publisher, patience)


def test_a_list_that_turns_in_a_circle_ends(publisher: Publisher, patience: Patience) -> None:
    page = f'{{"data": [], "next_page": "{publisher.address}{publisher.listing}?page=1&page_size=500&q=v4"}}'
    publisher.always[publisher.listing] = lambda handler: handler.send(200, page.encode())
    with pytest.raises(UpdateError, match="aucun export"):
        listed(publisher, patience)
    assert len(publisher.asked) == 1


def test_a_folder_or_a_file_is_a_source_too(tmp_path: Path, patience: Patience) -> None:
    for file in (
        name("RNCP", "2026-11-20"),
        name("RNCP", "2026-11-21"),
        name("RS", "2026-11-20"),
        "autre.zip",
    ):
        (tmp_path / file).write_bytes(EMPTY)
    with Client(patience) as client:
        in_folder = newest(exports_at(str(tmp_path), client))
        alone = exports_at(str(tmp_path / name("RNCP", "2026-11-21")), client)
        for nothing in ("autre.zip", "absent"):
            with pytest.raises(UpdateError):
                exports_at(str(tmp_path / nothing), client)
        with pytest.raises(UpdateError, match="https://"):
            exports_at("ftp://data.example/", client)
    assert [each.path for each in in_folder] == [
        tmp_path / name("RNCP", "2026-11-20"),
        tmp_path / name("RS", "2026-11-20"),
    ]
    assert [each.path for each in alone] == [tmp_path / name("RNCP", "2026-11-21")]
