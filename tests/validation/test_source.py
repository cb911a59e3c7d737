"""Validation of one source during a build."""

from passerelles.records import Severity
from passerelles.validation import validate_source
from tests.validation.fiches import SHA, TEXT, contradictory_source, fiche, iri, quads

NUMBER = "28243"


def test_a_result_tells_what_where_and_with_which_words() -> None:
    report = validate_source(contradictory_source(), TEXT)
    (result,) = [one for one in report.results if one.cause == "fin-avant-effet"]
    assert result.severity is Severity.ERROR
    assert result.label == "RNCP28243 · enregistrement/2017-04-21"
    assert result.found == "2012-04-21"
    assert result.place is not None
    assert result.place.file == "RNCP28243.txt"
    assert result.place.source == f"https://w3id.org/passerelles/id/fiche/{SHA}"
    assert (result.place.line, result.place.quote) == (5, "21-04-2012")
    assert TEXT[result.place.start : result.place.end] == "21-04-2012"
    assert result.place.words() == "RNCP28243.txt, ligne 5, caractères 70 à 80"
    assert result.place.words("en") == "RNCP28243.txt, line 5, characters 70 to 80"
    assert report.has_errors and not report.conforms


def test_without_the_text_there_is_no_line() -> None:
    report = validate_source(contradictory_source())
    (result,) = [one for one in report.results if one.cause == "fin-avant-effet"]
    assert result.place is not None and result.place.line is None and result.place.start == 70


def test_what_a_certification_lacks_has_a_file_but_no_passage() -> None:
    report = validate_source(contradictory_source(), TEXT)
    (result,) = [one for one in report.results if one.cause == "certification-sans-certificateur"]
    assert result.place is not None
    assert (result.place.file, result.place.start) == ("RNCP28243.txt", None)


def test_shipped_codes_are_known_and_others_are_not() -> None:
    base = fiche(SHA, "RNCP28243.txt", NUMBER)
    kind = [(f"rncp/{NUMBER}", "dcterms:type", iri("type/CQPM"))]
    assert "code-inconnu" not in validate_source(quads(SHA, base + kind)).counts()
    kind = [(f"rncp/{NUMBER}", "dcterms:type", iri("type/INCONNU"))]
    assert validate_source(quads(SHA, base + kind)).counts()["code-inconnu"] == 1


def test_only_what_the_source_speaks_of_is_reported() -> None:
    lettered = [
        ("nsf/200r", "rdf:type", iri("skos:Concept")),
        ("nsf/200r", "skos:notation", '"200r"'),
        ("nsf/200r", "skos:prefLabel", '"Contrôle qualité de produits et procédés industriels"@fr'),
        ("nsf/200r", "skos:inScheme", iri("nsf")),
        ("nsf/200r", "skos:broader", iri("nsf/200")),
    ]
    report = validate_source(quads(SHA, lettered))
    assert report.counts() == {}


def test_the_order_of_the_lines_changes_nothing() -> None:
    lines = contradictory_source()
    assert validate_source(lines, TEXT) == validate_source(lines[::-1], TEXT)
