"""The condensed documents are read whole, and their facts are those of the published documents."""

from pathlib import Path
from typing import Any, TypeVar

import pytest

from passerelles import examples
from passerelles.loaders.entries import Entry, entries_of
from passerelles.loaders.fiche_texte import FicheTexte
from passerelles.loaders.referentiel_cqpm import ReferentielCqpm
from passerelles.records import (
    Certification,
    Code,
    Correspondance,
    FreeText,
    Rang,
    Reading,
    Ref,
    Register,
    Stated,
)

T = TypeVar("T")

FICHES = ("RNCP23022", "RNCP28243", "RNCP28245")
DOCUMENTS = (*FICHES, "MQ-1988-0044")
#: Texts that hold facts, not prose: they are as published.
FACTS = (
    "niveauTexte",
    "baseLegaleTexte",
    "statistiquesTexte",
    "validiteTexte",
    "lieuCertification",
    "decretTexte",
)


def read(path: Path) -> Reading:
    (entry,) = entries_of(path)
    assert isinstance(entry, Entry)
    loader = next(loader for loader in (ReferentielCqpm(), FicheTexte()) if loader.recognises(entry))
    (reading,) = loader.read([entry])
    assert isinstance(reading, Reading)
    return reading


def example(name: str) -> Reading:
    return read(examples.paths()[f"{name}.txt"])


def values(stated: tuple[Stated[T], ...]) -> list[T]:
    return [each.value for each in stated]


def value(stated: Stated[Any] | None) -> Any:
    return stated.value if stated else None


def texts(free: tuple[FreeText, ...]) -> dict[str, str]:
    return {text.name: text.text.value for text in free}


def facts(certification: Certification) -> dict[str, Any]:
    """What a document states, without spans and without prose."""
    return {
        "ref": certification.ref,
        "identifier": value(certification.identifier),
        "intitule": value(certification.intitule),
        "niveaux": values(certification.niveaux),
        "certificateurs": [(each.name.value, each.siret) for each in certification.certificateurs],
        "signataires": values(certification.signataires),
        "codes": values(certification.codes),
        "activites": [(each.order, each.code, each.title.value) for each in certification.activites],
        "capacites": [
            (each.key, each.order, each.code, each.title.value, values(each.variants))
            for each in certification.capacites
        ],
        "blocs": [
            (each.order, each.code, value(each.identifier), value(each.title), values(each.capacites),
             values(each.connaissances), texts(each.texts).get("descriptif"))
            for each in certification.blocs
        ],
        "emplois": values(certification.emplois),
        "acces": [
            (each.voie.value, value(each.ouvert), each.jury is not None) for each in certification.acces
        ],
        "enregistrements": [
            (value(each.arrete), value(each.arrete_texte), value(each.decision), value(each.publication_jo),
             value(each.effet), value(each.fin), value(each.duree_annees))
            for each in certification.enregistrements
        ],
        "territoires": (value(certification.nouvelle_caledonie), value(certification.polynesie_francaise)),
        "figures": (value(certification.titulaires_par_an), value(certification.validite_annees),
                    value(certification.validite_illimitee), value(certification.created)),
        "successions": (values(certification.replaces), values(certification.replaced_by),
                        values(certification.linked)),
        "texts": {name: text for name, text in texts(certification.texts).items() if name in FACTS},
    }  # fmt: skip


def links(correspondances: tuple[Correspondance, ...]) -> list[tuple[Any, ...]]:
    return [
        (each.depuis, each.vers, each.rang, value(each.citation), each.portee, each.declare_par)
        for each in correspondances
    ]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_nothing_is_left_over(name: str) -> None:
    reading = example(name)
    assert reading.unplaced == ()
    assert reading.problems == ()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_facts_are_those_of_the_published_document(name: str, shared: Path) -> None:
    condensed, published = example(name), read(shared / "fiches" / f"{name}.txt")
    assert facts(condensed.certifications[0]) == facts(published.certifications[0])
    assert links(condensed.correspondances) == links(published.correspondances)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_same_elements_are_there(name: str, shared: Path) -> None:
    condensed, published = (
        read(path).certifications[0]
        for path in (examples.paths()[f"{name}.txt"], shared / "fiches" / f"{name}.txt")
    )
    assert set(texts(condensed.texts)) == set(texts(published.texts))
    assert len(condensed.secteurs) == len(published.secteurs)
    assert [set(texts(bloc.texts)) for bloc in condensed.blocs] == [
        set(texts(bloc.texts)) for bloc in published.blocs
    ]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_condensed_document_is_shorter(name: str, shared: Path) -> None:
    published = (shared / "fiches" / f"{name}.txt").stat().st_size
    assert examples.paths()[f"{name}.txt"].stat().st_size < published / 2


@pytest.mark.parametrize(
    ("name", "blocs"),
    [("RNCP23022", [4, 2, 3]), ("RNCP28243", [2, 3, 2]), ("RNCP28245", [7, 5]), ("MQ-1988-0044", [3, 2, 2])],
)
def test_blocs_have_their_capacites(name: str, blocs: list[int]) -> None:
    (certification,) = example(name).certifications
    assert [len(bloc.capacites) for bloc in certification.blocs] == blocs


def test_rncp28243_says_what_it_says() -> None:
    (certification,) = example("RNCP28243").certifications
    (registration,) = certification.enregistrements
    notations = {(code.scheme, code.notation) for code in values(certification.codes)}
    assert notations == {
        ("nsf", "200r"), ("nsf", "201p"), ("brochure", "3109"),
        ("rome", "H1502"), ("rome", "H2502"), ("rome", "H2503"), ("rome", "H2903"),
    }  # fmt: skip
    assert [str(value(each)) for each in (registration.effet, registration.fin)] == [
        "2017-04-21",
        "2022-04-21",
    ]
    assert value(certification.titulaires_par_an) == 37
    assert {acces.voie.value for acces in certification.acces if value(acces.ouvert)} == {"FC", "CQ", "VAE"}
    assert value(certification.nouvelle_caledonie) is False
    assert len(certification.replaces) == 2


def test_rncp23022_gives_a_cqpi() -> None:
    reading = example("RNCP23022")
    (correspondance,) = reading.correspondances
    (vers,) = correspondance.vers
    assert correspondance.depuis == (
        Ref(
            Register.RNCP, "23022", title=correspondance.depuis[0].title, kinds=correspondance.depuis[0].kinds
        ),
    )
    assert correspondance.rang is Rang.CONVENTIONNELLE
    assert vers.title and vers.title.startswith("Conducteur d’équipements industriels")
    assert set(vers.kinds) == {"CQPM", "CQPI"}
    assert correspondance.citation and reading.source.text
    (span,) = correspondance.citation.spans
    quote = " ".join(reading.source.text[span.start : span.end].split())
    assert quote == correspondance.citation.value
    assert reading.certifications[0].nouvelle_caledonie is None


def test_every_capacite_of_the_referentiel_is_whole() -> None:
    (certification,) = example("MQ-1988-0044").certifications
    assert value(certification.identifier) == "MQ 1988 0044"
    assert [capacite.code for capacite in certification.capacites] == [f"C{order}" for order in range(1, 8)]
    for capacite in certification.capacites:
        assert capacite.conditions
        assert capacite.resultats
        assert len({critere.famille for critere in capacite.criteres}) == 4


def test_codes_of_the_fiches_are_in_the_example_rome() -> None:
    listed = (examples.folder() / "unix_referentiel_code_rome_v460_utf8.csv").read_text(encoding="utf-8")
    codes: list[Code] = [code for name in FICHES for code in values(example(name).certifications[0].codes)]
    used = {code.notation for code in codes if code.scheme == "rome"}
    assert used
    assert all(f'"{notation}"' in listed for notation in used)
