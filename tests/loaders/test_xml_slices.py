"""An export cut into fiches: nothing lost, nothing split, wherever the chunks of the stream end."""

from hypothesis import given
from hypothesis import strategies as st

from passerelles.loaders.xml_slices import Kind, Part, Slices

TRAPS = (
    "<!-- </FICHE> -->",
    "<!-- <FICHE> -->",
    "<![CDATA[</FICHE><FICHE>]]>",
    "<![CDATA[ ]] > ]]>",
    "<?pi </FICHE> ?>",
    "<FICHES>",
    "</FICHES>",
    "<FICHE_LIEE/>",
    "&lt;/FICHE>",
    "é — œ",
    " \n",
)
INSIDE = st.lists(st.sampled_from([*TRAPS, "<A>b</A>"]), max_size=8).map("".join)
BETWEEN = st.lists(
    st.sampled_from(["\n", "<!-- <FICHE>x</FICHE> -->", "<VERSION_FLUX>4.1</VERSION_FLUX>"]), max_size=3
)


def cut(content: bytes, size: int, limit: int = 10_000) -> list[Part]:
    return list(Slices((content[at : at + size] for at in range(0, len(content), size)), limit).parts())


def fiches(parts: list[Part]) -> list[bytes]:
    return [part.content for part in parts if part.kind is Kind.FICHE]


@given(st.lists(st.tuples(BETWEEN.map("".join), INSIDE), max_size=6), st.integers(1, 40))
def test_fiches_are_cut_whole_whatever_they_hold(content: list[tuple[str, str]], size: int) -> None:
    expected = [f"<FICHE>{inside}</FICHE>".encode() for _, inside in content]
    before = [between.encode() for between, _ in content]
    whole = b"<FICHES>" + b"".join(b + f for b, f in zip(before, expected, strict=True)) + b"</FICHES>\n"
    parts = cut(whole, size)
    assert fiches(parts) == expected
    assert b"".join(part.content for part in parts) == whole
    assert {part.kind for part in parts} <= {Kind.FICHE, Kind.BETWEEN}


@given(
    st.lists(
        st.sampled_from(
            [*TRAPS, "<FICHE>", "</FICHE>", "<!--", "]]>", "-->", "<![CDATA[", "<!DOCTYPE a [", "<"]
        ),
        max_size=12,
    ),
    st.integers(1, 30),
    st.integers(20, 200),
)
def test_no_byte_is_lost_of_any_stream(pieces: list[str], size: int, limit: int) -> None:
    whole = "".join(pieces).encode()
    parts = cut(whole, size, limit)
    assert b"".join(part.content for part in parts) == whole
    assert [part.offset for part in parts] == [
        sum(len(before.content) for before in parts[:index]) for index in range(len(parts))
    ]


@given(st.integers(1, 30), st.integers(0, 60))
def test_a_truncated_export_keeps_its_whole_fiches(size: int, missing: int) -> None:
    whole = b"<FICHES>" + b"".join(b"<FICHE>%d</FICHE>" % number for number in range(5)) + b"</FICHES>"
    content = whole[: len(whole) - missing]
    found = fiches(cut(content, size))
    assert found == [b"<FICHE>%d</FICHE>" % number for number in range(len(found))]
    assert len(found) == content.count(b"</FICHE>")


def test_a_fiche_without_end_hides_no_other() -> None:
    parts = cut(b"<FICHES><FICHE><A>1</A><FICHE>2</FICHE><FICHE><![CDATA[3<FICHE>4</FICHE></FICHES>", 7)
    assert fiches(parts) == [b"<FICHE>2</FICHE>", b"<FICHE>4</FICHE>"]
    assert [part.content for part in parts if part.kind is Kind.BROKEN] == [
        b"<FICHE><A>1</A>",
        b"<FICHE><![CDATA[3",
    ]


def test_a_comment_without_end_hides_no_fiche() -> None:
    assert fiches(cut(b"<FICHES><!-- <FICHE>1</FICHE><FICHE>2</FICHE></FICHES>", 5)) == [
        b"<FICHE>1</FICHE>",
        b"<FICHE>2</FICHE>",
    ]


def test_a_dtd_is_no_fiche() -> None:
    dtd = b'<!DOCTYPE FICHES [<!ENTITY a "<FICHE>1</FICHE>"><!ELEMENT FICHE ANY>]>'
    assert fiches(cut(dtd + b"<FICHES><FICHE>2</FICHE></FICHES>", 9)) == [b"<FICHE>2</FICHE>"]


def test_what_is_beyond_the_limit_is_no_fiche() -> None:
    large = b"<FICHE>" + b"x" * 500 + b"</FICHE>"
    parts = cut(b"<FICHES>" + large + b"<FICHE>2</FICHE></FICHES>", 50, limit=200)
    assert fiches(parts) == [b"<FICHE>2</FICHE>"]
    assert parts[1].kind is Kind.TOO_LARGE
