"""Bad input: each file gets a clear message, the good ones are loaded, nothing is executed or lost."""

import io
import random
import struct
import zipfile
import zlib
from pathlib import Path

import pytest

from passerelles.build import Outcome, build
from passerelles.examples import folder
from passerelles.records import Severity
from passerelles.store import open_store
from tests.conftest import NOW

GOOD = folder() / "RNCP28243.txt"


def png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0\0"))
        + chunk(b"IEND", b"")
    )


def empty_pdf() -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1)
    canvas.rect(100, 100, 200, 200, fill=1)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("fiche.txt", b"\0" * (300 * 2**20))
    return buffer.getvalue()


def climbing_zip() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("../../évasion.txt", GOOD.read_text(encoding="utf-8"))
    return buffer.getvalue()


BAD = {
    "vide.txt": (b"", "vide"),
    "blanc.txt": (b" \n\t\n", "blancs|vide"),
    "image.png": (png(), "document texte|type|ni une fiche"),
    "numérisé.pdf": (empty_pdf(), "ne contient pas de texte"),
    "abîmé.pdf": (b"%PDF-1.7\n%garbage", "PDF"),
    "énorme.txt": (GOOD.read_bytes() * 4000, "volumineux"),
    "bombe.zip": (bomb(), "bombe|compressé"),
    "évasion.zip": (climbing_zip(), "sort de l’archive"),
    "tronqué.zip": (
        (folder() / "export-fiches-csv-2020-11-23.zip").read_bytes()[:9000],
        "tronquée|illisible",
    ),
    "hasard.txt": (random.Random(7).randbytes(20_000), "document texte"),
    "autre.txt": ("Une recette de gâteau au chocolat.\n".encode(), "ni une fiche"),
    "tableur.csv": (b"a;b\n1;2\n", "ni une fiche"),
}


@pytest.mark.parametrize("name", sorted(BAD))
def test_a_bad_file_named_by_the_user_is_an_error_that_names_it(name: str, tmp_path: Path) -> None:
    content, reason = BAD[name]
    path = tmp_path / name
    path.write_bytes(content)
    outcome = build([path], tmp_path / "graphe", now=NOW)
    errors = [each for each in outcome.report.results if each.severity is Severity.ERROR]
    assert outcome.version is None
    assert errors
    assert any(
        name in each.message_fr and __import__("re").search(reason, each.message_fr) for each in errors
    ), [each.message_fr for each in errors]


def test_good_fiches_are_loaded_beside_bad_ones(tmp_path: Path) -> None:
    mixed = tmp_path / "fiches"
    mixed.mkdir()
    text = GOOD.read_text(encoding="utf-8")
    for number in range(20):
        (mixed / f"fiche-{number:02}.txt").write_text(
            text.replace("28243", f"9{number:04}"), encoding="utf-8"
        )
    for name in ("vide.txt", "numérisé.pdf", "hasard.txt"):
        (mixed / name).write_bytes(BAD[name][0])
    outcome = build([mixed], tmp_path / "graphe", now=NOW)
    assert (outcome.sources, outcome.certifications) == (20, 20)
    failed = {
        Path(each.place.file).name
        for each in outcome.report.results
        if each.severity is Severity.ERROR and each.place and each.place.file
    }
    assert failed == {"vide.txt", "numérisé.pdf", "hasard.txt"}


def test_html_with_scripts_is_only_text(tmp_path: Path) -> None:
    body = "".join(f"<p>{line}</p>" for line in GOOD.read_text(encoding="utf-8").splitlines() if line.strip())
    head = "<head><script>alert('x')</script></head>"
    page = f"<!doctype html><html>{head}<body><script>evil()</script>{body}</body></html>"
    path = tmp_path / "fiche.html"
    path.write_text(page, encoding="utf-8")
    outcome = build([path], tmp_path / "graphe", now=NOW)
    assert outcome.certifications == 1
    with open_store(tmp_path / "graphe") as dataset:
        everything = b"".join(dataset.nquads()).decode()
    assert "evil" not in everything and "alert" not in everything
    assert '"RNCP28243"' in everything


def test_a_build_that_reads_nothing_leaves_the_previous_graph(tmp_path: Path) -> None:
    location = tmp_path / "graphe"
    first: Outcome = build([GOOD], location, now=NOW)
    bad = tmp_path / "vide.txt"
    bad.write_bytes(b"")
    assert build([bad], location, now=NOW).version is None
    with open_store(location) as dataset:
        assert dataset.version.id == first.version


def test_a_truncated_fiche_is_read_for_what_it_says(tmp_path: Path) -> None:
    path = tmp_path / "fiche.txt"
    path.write_bytes(GOOD.read_bytes()[:1500])
    outcome = build([path], tmp_path / "graphe", now=NOW)
    assert outcome.certifications == 1
    assert outcome.report.has_errors
    assert any(each.cause == "fiche-tronquee" for each in outcome.report.results)


def test_the_same_content_is_read_once_and_said_so(tmp_path: Path) -> None:
    copy = tmp_path / "copie.txt"
    copy.write_bytes(GOOD.read_bytes())
    outcome = build([GOOD, copy], tmp_path / "graphe", now=NOW)
    assert outcome.sources == 1
    assert any(each.cause == "source-deja-lue" for each in outcome.report.results)
