"""Exports made to harm, and exports that were harmed: one clear problem each, nothing executed, nothing else lost."""

import io
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from passerelles.records import Problem, Severity
from tests.loaders.exported import LOADER, certifications, entry, export, fiche, nquads, read

BOMB = (
    '<!DOCTYPE FICHES [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>'
)


def causes(problems: list[Problem]) -> list[str]:
    """The causes in order; each problem is a French sentence that names its file."""
    for problem in problems:
        assert problem.message.startswith(("export.xml", str(problem.source)))
        assert problem.message.endswith(".")
    return [problem.cause for problem in problems]


def titles(*sources: bytes | Path) -> list[str]:
    return [found.title.value if found.title else "" for found in certifications(*sources)]


def test_a_bomb_of_entities_does_not_grow() -> None:
    content = export(fiche(1, title="Soudeur &d;"), fiche(2), prolog=BOMB)
    assert LOADER.recognises(entry(content))
    readings, problems = read(content)
    assert causes(problems) == ["dtd-ignoree", "entite-inconnue"]
    assert titles(content) == ["Soudeur &d;", "Charpentier de marine"]
    assert len("".join(nquads(readings[0]))) < 10_000


def test_no_file_and_no_address_is_opened(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("MOT-DE-PASSE")
    dtd = (
        f'<!DOCTYPE FICHES SYSTEM "http://127.0.0.1:9/x.dtd" [<!ENTITY xxe SYSTEM "{secret.as_uri()}">'
        '<!ENTITY % p SYSTEM "http://127.0.0.1:9/p.dtd"> %p;]>'
    )
    content = export(fiche(1, title="&xxe;"), prolog=dtd)
    readings, problems = read(content)
    assert causes(problems) == ["dtd-ignoree", "entite-inconnue"]
    assert titles(content) == ["&xxe;"]
    assert "MOT-DE-PASSE" not in "".join(nquads(readings[0]))


def test_a_dtd_inside_a_fiche_is_no_dtd() -> None:
    content = export("<!DOCTYPE x [<!ENTITY a 'b'>]>" + fiche(1, title="&a;"), fiche(2))
    readings, problems = read(content)
    assert [reading.source.title for reading in readings] == ["RNCP1", "RNCP2"]
    assert "fiche-abimee" in causes(problems)


def test_characters_of_html_are_read_and_unknown_entities_kept() -> None:
    content = export(fiche(1, title="Ma&icirc;tre d&rsquo;&oelig;uvre R&D &inconnue; &#0;fin"))
    readings, problems = read(content)
    assert causes(problems) == ["entite-inconnue", "caractere-interdit"]
    assert titles(content) == ["Maître d’œuvre R&D &inconnue; fin"]
    assert readings[0].certifications


@pytest.mark.parametrize("missing", [1, 9, 10, 11, 30, 60])
def test_a_truncated_export_keeps_its_whole_fiches(missing: int) -> None:
    content = export(fiche(1), fiche(2), fiche(3))[:-missing]
    readings, problems = read(content)
    assert len(readings) == content.count(b"</FICHE>")
    assert causes(problems)[-1] == "export-tronque"
    assert problems[-1].severity is Severity.ERROR
    assert f"RNCP{len(readings)}" in problems[-1].message


def test_a_truncated_zip_keeps_what_could_be_read(tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    content = export(
        *(
            fiche(number, f"<OBJECTIFS_CONTEXTE>{number * 7919}</OBJECTIFS_CONTEXTE>")
            for number in range(1, 9000)
        )
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("export.xml", content)
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 200] = bytes(200)
    path.write_bytes(data)
    readings, problems = read(path)
    assert 0 < len(readings) < 9000
    assert "export-tronque" in causes(problems)


def test_a_broken_fiche_loses_nothing_but_itself() -> None:
    content = export(
        fiche(1), fiche(2, "<ACTIF>Oui</ACTI><SECTEURS_ACTIVITE>Mer</SECTEURS_ACTIVITE>"), fiche(3)
    )
    readings, problems = read(content)
    assert causes(problems) == ["fiche-abimee"]
    assert "RNCP2" in problems[0].message
    assert [reading.source.title for reading in readings] == ["RNCP1", "RNCP2", "RNCP3"]
    assert "Charpentier de marine" in "".join(nquads(readings[1]))


def test_a_fiche_repeated_word_for_word_is_read_once() -> None:
    readings, problems = read(export(fiche(1), fiche(2), fiche(1)))
    assert len(readings) == 2
    assert causes(problems) == ["fiche-repetee"]
    assert problems[0].severity is Severity.INFO


def test_a_fiche_repeated_otherwise_is_read_twice_and_said() -> None:
    readings, problems = read(export(fiche(1), fiche(1, title="Autre titre")))
    assert [reading.certifications[0].title for reading in readings] != []
    assert len(readings) == 2
    assert causes(problems) == ["fiche-repetee"]
    assert problems[0].severity is Severity.WARNING


@pytest.mark.parametrize("written", ["31/02/2020", "2020", "32/01/2020", "demain", "00/00/0000", "1/1/20"])
def test_an_invalid_date_is_kept_as_text(written: str) -> None:
    readings, problems = read(export(fiche(1, f"<DATE_EFFET>{written}</DATE_EFFET>")))
    assert causes(problems) == ["date-invalide"]
    assert written in problems[0].message and "RNCP1" in problems[0].message
    assert [text.value for text in readings[0].unplaced] == [f"DATE_EFFET : {written}"]
    assert readings[0].certifications[0].enregistrements == ()


@pytest.mark.parametrize(
    ("element", "cause"),
    [
        ("<ACTIF>Peut-être</ACTIF>", "ni-oui-ni-non"),
        ("<DUREE_ENREGISTREMENT>longtemps</DUREE_ENREGISTREMENT>", "nombre-invalide"),
        ("<CODES_NSF><NSF><LIBELLE>Bois</LIBELLE></NSF></CODES_NSF>", "code-absent"),
        ("<ANCIENNE_CERTIFICATION>24998</ANCIENNE_CERTIFICATION>", "numero-invalide"),
        (
            "<PARTENAIRES><PARTENAIRE><NOM_PARTENAIRE>X</NOM_PARTENAIRE>"
            "<SIRET_PARTENAIRE>123</SIRET_PARTENAIRE></PARTENAIRE></PARTENAIRES>",
            "siret-invalide",
        ),
        (
            "<CERTIFICATEURS><CERTIFICATEUR><SIRET_CERTIFICATEUR>12345678900011</SIRET_CERTIFICATEUR>"
            "</CERTIFICATEUR></CERTIFICATEURS>",
            "organisme-sans-nom",
        ),
        (
            "<BLOCS_COMPETENCES><BLOC_COMPETENCES><LIBELLE>B</LIBELLE></BLOC_COMPETENCES></BLOCS_COMPETENCES>",
            "code-de-bloc-absent",
        ),
        ("<INTITULE>Un second titre</INTITULE>", "element-repete"),
        ("<CORRESPONDANCES><CORRESPONDANCE><SOURCE/></CORRESPONDANCE></CORRESPONDANCES>", "correspondance-incomplete"),
        (
            "<STATISTIQUES_PROMOTIONS><STATISTIQUES_PROMOTION><ANNEE>2020</ANNEE>"
            "<NOMBRE_CERTIFIES>beaucoup</NOMBRE_CERTIFIES></STATISTIQUES_PROMOTION></STATISTIQUES_PROMOTIONS>",
            "nombre-invalide",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_kept_and_said(element: str, cause: str) -> None:
    readings, problems = read(export(fiche(1, element)))
    assert causes(problems) == [cause]
    kept = "\n".join(nquads(readings[0]))
    for word in ("Peut-être", "longtemps", "Bois", "24998", "12345678900011", "Un second titre", "beaucoup"):
        if word in element:
            assert word in kept


def test_a_fiche_without_number_is_known_by_its_title() -> None:
    readings, problems = read(export("<INTITULE>Sans numéro</INTITULE>", "<ACTIF>Oui</ACTIF>"))
    assert causes(problems) == ["numero-absent", "numero-absent"]
    assert readings[0].certifications[0].ref.title == "Sans numéro"
    assert readings[1].certifications == () and readings[1].unplaced


def test_unknown_elements_are_told_once_a_path_and_kept() -> None:
    more = (
        "<NOUVEAU code='7'><DETAIL>perle {}</DETAIL></NOUVEAU>"
        "<CODES_NSF><NSF><CODE>230</CODE><RANG>1</RANG></NSF></CODES_NSF>"
    )
    readings, problems = read(export(*(fiche(number, more.format(number)) for number in (1, 2, 3))))
    assert causes(problems) == ["element-inconnu", "element-inconnu"]
    told = {problem.field: problem.found for problem in problems}
    assert told == {"NOUVEAU/DETAIL": "3", "CODES_NSF/NSF/RANG": "3"}
    assert all("3 fois" in problem.message and "RNCP1" in problem.message for problem in problems)
    kept = "\n".join(nquads(readings[1]))
    assert '"NOUVEAU/DETAIL : perle 2"@fr' in kept
    assert '"NOUVEAU/@code : 7"@fr' in kept
    assert '"CODES_NSF/NSF/RANG : 1"@fr' in kept


def test_text_between_elements_is_kept() -> None:
    readings, problems = read(export(fiche(1, "perdu ?<CODES_NSF>aussi</CODES_NSF>")))
    assert causes(problems) == ["element-inconnu", "element-inconnu"]
    assert [text.value for text in readings[0].unplaced] == ["FICHE : perdu ?", "CODES_NSF : aussi"]


def test_text_outside_fiches_is_said() -> None:
    content = export(fiche(1)).replace(b"</FICHES>", "<NOTE>été</NOTE></FICHES>".encode())
    _, problems = read(content)
    assert causes(problems) == ["texte-hors-fiche"]
    assert "<NOTE>été</NOTE>" in problems[0].message


def test_ten_megabytes_in_one_element_are_read() -> None:
    text = "mer et bois " * 900_000
    readings, problems = read(export(fiche(1, f"<OBJECTIFS_CONTEXTE>{text}</OBJECTIFS_CONTEXTE>"), fiche(2)))
    assert problems == []
    assert len(readings) == 2
    kept = {each.name: each.text.value for each in readings[0].certifications[0].texts}
    assert kept["objectifs"] == text.strip()


def test_nul_bytes_are_taken_out_and_said() -> None:
    content = export(fiche(1, title="Charpen\0tier"), fiche(2))
    readings, problems = read(content)
    assert causes(problems) == ["caractere-interdit"]
    assert "RNCP1" in problems[0].message and "NUL" in problems[0].message
    assert titles(content) == ["Charpentier", "Charpentier de marine"]
    assert len(readings) == 2


def test_bytes_that_are_not_the_announced_utf8_are_said() -> None:
    content = export(fiche(1, title="Maître")).replace("Maître".encode(), "Maître".encode("cp1252"))
    _, problems = read(content)
    assert causes(problems) == ["encodage-faux"]
    assert titles(content) == ["Maître"]


def test_one_stray_byte_among_utf8_is_said() -> None:
    content = export(fiche(1, title="Élève maître éclusier été")).replace("été".encode(), b"\xe9t\xc3\xa9")
    _, problems = read(content)
    assert causes(problems) == ["octets-illisibles"]
    assert titles(content) == ["Élève maître éclusier été"]


def test_an_unknown_encoding_is_said_and_utf8_tried() -> None:
    content = export(fiche(1, title="Maître")).replace(b"UTF-8", b"KLINGON-1")
    _, problems = read(content)
    assert causes(problems) == ["encodage-inconnu"]
    assert titles(content) == ["Maître"]


def test_ends_of_fiche_in_comments_and_cdata_end_nothing() -> None:
    text = (
        "<OBJECTIFS_CONTEXTE><![CDATA[a </FICHE> b ]]]]><![CDATA[> c]]></OBJECTIFS_CONTEXTE><!-- </FICHE> -->"
    )
    readings, problems = read(export(fiche(1, text), fiche(2)))
    assert problems == []
    kept = {each.name: each.text.value for each in readings[0].certifications[0].texts}
    assert kept["objectifs"] == "a </FICHE> b ]]> c"
    assert len(readings) == 2


@pytest.mark.parametrize("content", [b"<FICHES/>", b"<?xml version='1.0'?><FICHES></FICHES>"])
def test_an_export_without_fiches_is_an_error(content: bytes) -> None:
    assert LOADER.recognises(entry(content))
    readings, problems = read(content)
    assert readings == [] and causes(problems) == ["export-sans-fiche"]


def test_deep_nesting_is_a_problem_of_one_fiche() -> None:
    deep = "<A>" * 5000 + "x" + "</A>" * 5000
    readings, problems = read(export(fiche(1, deep), fiche(2)))
    assert [reading.source.title for reading in readings] == ["RNCP1", "RNCP2"]
    assert {problem.cause for problem in problems} & {"fiche-abimee", "element-inconnu"}


def test_a_large_export_is_cut_in_constant_memory() -> None:
    one = f"<FICHE>{fiche(1)}{'<A>b</A>' * 500}</FICHE>".encode()

    class Endless(io.RawIOBase):
        left = 20_000

        def readable(self) -> bool:
            return True

        def read(self, size: int = -1) -> bytes:
            self.left -= 60
            return one * 60 if self.left > 0 else b""

    given = entry(b"<FICHES>" + one)
    object.__setattr__(given, "opener", Endless)
    tracemalloc.start()
    count = sum(1 for _ in LOADER.pieces([given]))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count > 300
    assert peak < 8 * 2**20
