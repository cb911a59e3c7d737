"""Opening: the kind of a document is decided by its content, and what is none says what to do."""

import hashlib
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelles.errors import SourceError
from passerelles.loaders.entries import Entry
from passerelles.loaders.opening import MAX_BYTES, document_of, open_document


def _entry(data: bytes, name: str = "fiche.txt") -> Entry:
    return Entry(name, ".", len(data), lambda: io.BytesIO(data))


def test_a_text_is_kept_as_it_is_with_its_fingerprint() -> None:
    data = "\ufeffRésumé\r\ndescriptif\n".encode()
    document = open_document(_entry(data))
    assert document.text == "Résumé\r\ndescriptif\n"
    assert document.media_type == "text/plain"
    assert document.sha256 == hashlib.sha256(data).hexdigest()
    assert document.page_starts == ()


def test_form_feeds_begin_pages() -> None:
    document = document_of(b"un\fdeux\ftrois", "a.txt")
    assert document.page_starts == (0, 3, 8)
    assert [document.text[start] for start in document.page_starts] == ["u", "d", "t"]


def test_a_document_is_opened_once_for_all_loaders() -> None:
    entry = _entry(b"du texte")
    assert open_document(entry) is open_document(entry)


def test_tags_scattered_in_a_text_do_not_make_it_html(shared: Path) -> None:
    for path in sorted((shared / "fiches").glob("*.txt")):
        document = document_of(path.read_bytes(), path.name)
        assert document.media_type == "text/plain"
        assert document.text == path.read_bytes().decode()


@pytest.mark.parametrize(
    "page",
    [
        b"<!DOCTYPE html><p>Bonjour",
        b"<?xml version='1.0'?>\n<!-- x --><HTML><body>Bonjour</body></HTML>",
        b"<table><tr><td>Bonjour</td></tr></table>",
        b"\xef\xbb\xbf <html>Bonjour",
    ],
)
def test_pages_are_html(page: bytes) -> None:
    document = document_of(page, "a.txt")
    assert document.media_type == "text/html"
    assert document.text.strip() == "Bonjour"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "est vide"),
        (b" \r\n\t", "est vide"),
        ("\u00a0\n\ufeff".encode(), "que des blancs"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "n’est pas un document texte, HTML ou PDF"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256)), "n’est pas un document texte, HTML ou PDF"),
        ("du texte".encode("utf-16-le"), "enregistrez-le en UTF-8"),
        (b"{\\rtf1 du texte}", "traitement de texte"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(50), "traitement de texte"),
        (b"<html><script>alert(1)</script></html>", "ne contient pas de texte"),
        (b"%PDF-1.4 puis rien", "endommagé"),
    ],
)
def test_what_is_no_document_says_why(data: bytes, reason: str) -> None:
    with pytest.raises(SourceError, match=reason) as raised:
        document_of(data, "dossier/piece.bin")
    assert str(raised.value).startswith("dossier/piece.bin : ")


def test_a_file_that_is_too_large_is_refused_by_its_size_or_by_its_content() -> None:
    declared = Entry("gros.txt", ".", 50 * 2**20, lambda: io.BytesIO(b"x"))
    lying = Entry("menteur.txt", ".", 10, lambda: io.BytesIO(b"x" * (MAX_BYTES + 1)))
    for entry in (declared, lying):
        with pytest.raises(SourceError, match="trop volumineux"):
            open_document(entry)


def test_a_file_that_cannot_be_read_says_so() -> None:
    def refused() -> io.BytesIO:
        raise PermissionError(13, "Permission denied")

    with pytest.raises(SourceError, match=r"secret\.txt : lecture impossible"):
        open_document(Entry("secret.txt", ".", 3, refused))


@given(st.binary(max_size=400))
def test_any_bytes_are_a_document_or_a_source_error(data: bytes) -> None:
    try:
        document = document_of(data, "x")
    except SourceError as error:
        assert "x : " in str(error)
    else:
        assert document.text.strip()
