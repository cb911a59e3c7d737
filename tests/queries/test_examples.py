"""Every question, put with the examples of its own header, has its answer on the corpus that users start with.

The answers are in `expected/exemples/<name>.csv`; with `PASSERELLES_GOLDEN=write` missing ones are written: read
them before committing. Questions for programs only have to find something.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from passerelles.answers.question import terms
from passerelles.build import Outcome
from passerelles.queries import names, query
from passerelles.store import EmbeddedDataset, open_store

EXPECTED = Path(__file__).parent.parent / "expected" / "exemples"
_FEED = "seul le flux officiel le dit"
_CLEAN = "rien de tel dans les exemples, et c’est bien"
#: Questions to which the examples have no answer, and why. Those of the feed are put to real extracts in
#: `test_extracts.py`, all of them to the small graph in `test_golden.py`.
NOTHING = {
    "audit-correspondances-blocs-inconnus": _CLEAN,
    "audit-correspondances-un-sens": _FEED,
    "audit-remplacements-de-soi-meme": _CLEAN,
    "audit-remplacements-en-boucle": _CLEAN,
    "audit-successions-vers-absentes": _CLEAN,
    "bloc-correspondances": _FEED,
    "capacites-hors-bloc": _CLEAN,
    "certification-habilitations": _FEED,
    "certification-promotions": _FEED,
    "certification-textes-non-places": _CLEAN,
    "certifications-meme-titre": "les actives y ont chacune leur titre",
    "certifications-par-formacode": _FEED,
    "certifications-par-nombre-de-partenaires": _FEED,
    "certifications-par-partenaire": _FEED,
    "codes-sans-libelle": _CLEAN,
    "competences-communes-a-deux-conventions": "une seule convention y est citée, et ses blocs diffèrent",
    "correspondances-avec-le-rs": _FEED,
    "correspondances-plusieurs-blocs": _FEED,
    "correspondances-reciproques": _FEED,
    "insertion-par-annee": _FEED,
    "metier-esco": "aucune table entre l’ESCO et le ROME n’y est",
    "metier-formacodes": _FEED,
    "partenaires-par-nombre": _FEED,
    "statistiques-par-niveau": _FEED,
    "textes-non-places": _CLEAN,
}


@pytest.fixture(scope="module")
def examples(examples_store: tuple[Path, Outcome]) -> Iterator[EmbeddedDataset]:
    with open_store(examples_store[0]) as dataset:
        yield dataset


@pytest.mark.parametrize("name", names())
def test_answer(name: str, examples: EmbeddedDataset) -> None:
    question = query(name)
    bound = terms(question.bind_values({each.name: each.example for each in question.parameters}))
    graph = "CONSTRUCT" in question.text
    media = "application/n-triples" if graph else "text/csv"
    text = b"".join(examples.serialise(question.text, media, bound)).decode().replace("\r\n", "\n")
    found = len(text.splitlines()) - (not graph)
    assert (found == 0) == (name in NOTHING)
    if found and question.tags[0] != "technique":
        file = EXPECTED / f"{name}.csv"
        if os.environ.get("PASSERELLES_GOLDEN") == "write" and not file.exists():
            file.write_text(text, encoding="utf-8")
        assert text == file.read_text(encoding="utf-8")


def test_every_expected_answer_has_its_question() -> None:
    asked = {name for name in names() if query(name).tags[0] != "technique"}
    assert {file.stem for file in EXPECTED.iterdir()} == asked - set(NOTHING)
    assert set(NOTHING) <= set(names())
    assert len(asked - set(NOTHING)) >= 30
