"""Records as statements: the IRIs of the parts of a certification, and what is proved."""

from datetime import date

import pytest

from passerelles.ontology import ID
from passerelles.records import (
    Acces,
    Bloc,
    Capacite,
    Certification,
    Code,
    Correspondance,
    Enregistrement,
    Rang,
    Reading,
    Ref,
    Register,
    Source,
    Span,
    Stated,
)
from passerelles.triples import reading_nquads

TEXT = "CQP Façonnier (CQPI) donne le CQP Tailleur de limes, 2015, RNCP12"
DAY = Stated(date(2015, 5, 27))


def said(text: str) -> Stated[str]:
    start = TEXT.find(text)
    return Stated(text, (Span(start, start + len(text)),) if start >= 0 else ())


def statements(certification: Certification, *correspondances: Correspondance) -> list[str]:
    source = Source(
        "0" * 64, "dossier/fiche.txt", "essai", "1", "text/plain", "Éditeur", "Licence", text=TEXT
    )
    return reading_nquads(Reading(source, (certification,), correspondances))


def certification(**parts: object) -> Certification:
    return Certification(Register.RNCP, "12", said("RNCP12"), said("Façonnier"), **parts)  # type: ignore[arg-type]


def subjects(lines: list[str], kind: str) -> set[str]:
    """The IRIs of a class, without the base."""
    ending = f"<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/passerelles/ns#{kind}>"
    return {line.split("> ")[0][1 + len(ID) :] for line in lines if ending in line}


@pytest.mark.parametrize(
    ("record", "name"),
    [
        (Enregistrement(arrete=DAY, decision=DAY, effet=Stated(date(2015, 6, 1))), "2015-06-01"),
        (Enregistrement(decision=Stated(date(2015, 7, 1)), publication_jo=DAY, fin=DAY), "2015-07-01"),
        (Enregistrement(publication_jo=Stated(date(2015, 8, 1)), fin=DAY, arrete=DAY), "2015-08-01"),
        (Enregistrement(fin=DAY), "fin-2015-05-27"),
        (Enregistrement(arrete=Stated(date(2015, 5, 6)), fin=DAY), "fin-2015-05-27"),
        (Enregistrement(arrete=Stated(date(2015, 5, 6))), "arrete-2015-05-06"),
    ],
)
def test_a_registration_is_named_by_effect_decision_journal_or_end(record: Enregistrement, name: str) -> None:
    lines = statements(certification(enregistrements=(record,)))
    assert subjects(lines, "Enregistrement") == {f"rncp/12/enregistrement/{name}"}


def test_blocs_are_named_by_code_by_order_and_apart_when_a_code_comes_twice() -> None:
    blocs = (
        Bloc(1, said("un"), code="BC04"),
        Bloc(2, said("deux"), code="BC04"),
        Bloc(3, said("trois")),
        Bloc(4, said("quatre"), code="BC 5/é"),
    )
    assert subjects(statements(certification(blocs=blocs)), "Bloc") == {
        "rncp/12/bloc/BC04",
        "rncp/12/bloc/BC04-2",
        "rncp/12/bloc/3",
        "rncp/12/bloc/BC-5%2F%C3%A9",
    }


def test_capacites_are_named_by_a_code_of_their_own_or_by_their_place() -> None:
    capacites = (
        Capacite("a", 1, said("a"), code="C1"),
        Capacite("b", 2, said("b"), code="C2"),
        Capacite("c", 3, said("c"), code="C2"),
        Capacite("d", 4, said("d")),
        Capacite("e", 5, said("e")),
    )
    blocs = (
        Bloc(1, said("x"), code="BC01", capacites=(Stated("a"), Stated("b"))),
        Bloc(2, said("y"), code="BC02", capacites=(Stated("c"), Stated("a"), Stated("d"))),
    )
    assert subjects(statements(certification(capacites=capacites, blocs=blocs)), "Capacite") == {
        "rncp/12/capacite/C1",
        "rncp/12/bloc/BC01/capacite/2",
        "rncp/12/bloc/BC02/capacite/1",
        "rncp/12/bloc/BC02/capacite/3",
        "rncp/12/capacite/5",
    }


def test_an_access_is_named_by_its_route() -> None:
    lines = statements(certification(acces=(Acces(Stated("VAE")),)))
    assert subjects(lines, "Acces") == {"rncp/12/acces/VAE"}
    assert not any("ns#ouvert" in line for line in lines)


def test_what_is_said_of_a_certification_that_is_only_named_is_proved() -> None:
    given = Ref(Register.TITRE, title="Tailleur de limes", kinds=("CQP",))
    record = certification(
        replaces=(Stated(given, said("CQP Tailleur de limes").spans),),
        codes=(Stated(Code("nsf", "201", "Façonnier"), said("Façonnier").spans),),
    )
    link = Correspondance((record.ref,), (given,), Rang.CONVENTIONNELLE, said(TEXT[:51]))
    lines = statements(record, link)
    proved = {line.split("> ")[2][1:] for line in lines if "ns#subject>" in line}
    assert {ID + "titre/tailleur-de-limes", ID + "nsf/201", ID + "rncp/12"} <= proved
    titles = [
        line
        for line in lines
        if line.startswith(f"<{ID}titre/tailleur-de-limes> <http://purl.org/dc/terms/t")
    ]
    for line in titles:
        term = line.split("> ", 2)[2].rsplit(" <", 1)[0]
        assert any("ns#object>" in proof and term in proof for proof in lines), line


def test_only_the_name_of_the_file_is_kept() -> None:
    lines = statements(certification())
    assert any('ns#fichier> "fiche.txt"' in line for line in lines)
    assert not any("dossier" in line for line in lines)
