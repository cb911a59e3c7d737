"""Organisations told once: who is the same, and who is not."""

from passerelles.answers.links import Named
from passerelles.answers.organisations import joined, organisations, words

ID = "https://w3id.org/passerelles/id/"
SIRET, OTHER_SIRET = "78471719100018", "78435735200029"


def row(path: str, name: str, siret: str | None = None) -> dict[str, str]:
    return {"certificateur": ID + path, "nom": name} | ({"siret": siret} if siret else {})


def told(*rows: dict[str, str]) -> tuple[Named, ...]:
    return joined(organisations(list(rows), "certificateur"))


def test_words_leave_out_case_accents_and_punctuation() -> None:
    assert words("Commission paritaire de l’emploi (CPNE) – Métallurgie ") == words(
        "COMMISSION PARITAIRE DE L'EMPLOI - CPNE - METALLURGIE"
    )
    assert words("Œuvre") == words("oeuvre")
    assert words("Union des industries") != words("Union industries")


def test_a_name_without_siret_is_told_with_the_siret_of_that_name() -> None:
    (found,) = told(
        row("organisme/cpne", "CPNE de la métallurgie - UIMM"),
        row(f"siret/{SIRET}", "Commission paritaire", SIRET),
        row(f"siret/{SIRET}", "CPNE de la métallurgie – UIMM", SIRET),
    )
    assert (found.iri, found.identifier) == (f"{ID}siret/{SIRET}", SIRET)
    assert found.title == "CPNE de la métallurgie – UIMM"
    assert found.also == ("Commission paritaire",)
    assert found.same == (f"{ID}organisme/cpne",)


def test_nothing_is_guessed() -> None:
    apart = [
        row("organisme/uimm", "UIMM"),
        row(f"siret/{SIRET}", "UIMM Lorraine", SIRET),
        row(f"siret/{OTHER_SIRET}", "UIMM Bretagne", OTHER_SIRET),
    ]
    assert [each.iri for each in told(*apart)] == [each["certificateur"] for each in apart]
    # Two establishments bear that very name: which one is meant is not known.
    ambiguous = [
        row("organisme/uimm", "UIMM"),
        row(f"siret/{SIRET}", "UIMM", SIRET),
        row(f"siret/{OTHER_SIRET}", "UIMM", OTHER_SIRET),
    ]
    assert len(told(*ambiguous)) == 3
    nameless = [{"certificateur": f"{ID}organisme/x"}, {"certificateur": f"{ID}siret/1", "siret": "1"}]
    assert len(told(*nameless)) == 2


def test_names_that_differ_by_typography_are_one() -> None:
    (found,) = told(row("organisme/x", "L'atelier - Été"), row("organisme/x", "L’atelier – Été"))
    assert (found.title, found.also) == ("L'atelier - Été", ())
