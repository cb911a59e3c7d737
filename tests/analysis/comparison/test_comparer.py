"""Comparisons on the examples and on real fiches: both sentences, what is missing, a score that content alone makes."""

from itertools import combinations

import pytest

from passerelles.analysis.comparison import Comparer, Comparison
from passerelles.errors import NotFoundError
from passerelles.ontology import ID

FAMILY = ["rncp/23022", "rncp/28243", "rncp/28245", "rncp/28246", "cqpm/MQ-1988-0044"]


@pytest.mark.parametrize(("left", "right"), list(combinations(FAMILY, 2)))
def test_every_statement_is_matched_or_told_as_missing(examples: Comparer, left: str, right: str) -> None:
    found = examples.compare(ID + left, ID + right)
    for side, name in ((found.left, "left"), (found.right, "right")):
        for matches, own, number in (
            (found.capacites, side.own_capacites, side.capacites),
            (found.blocs, side.own_blocs, side.blocs),
        ):
            matched = [each.iri for match in matches for each in getattr(match, name)]
            assert len(matched) == len(set(matched))
            assert len(matched) + len(own) == number
            assert not set(matched) & {each.iri for each in own}
        assert side.sources and all(source.file for source in side.sources)
    assert found.rank == "Calculee" and "aucun droit" in found.note
    assert found.score is not None and 0 <= found.score <= 1


def mirrored(found: Comparison) -> list[tuple[tuple[str, ...], tuple[str, ...], float]]:
    return [
        (tuple(a.iri for a in each.left), tuple(b.iri for b in each.right), round(each.score, 9))
        for each in (*found.capacites, *found.blocs)
    ]


@pytest.mark.parametrize(("left", "right"), list(combinations(FAMILY, 2)))
def test_neither_side_comes_first(examples: Comparer, left: str, right: str) -> None:
    one, other = examples.compare(ID + left, ID + right), examples.compare(ID + right, ID + left)
    assert one.score == pytest.approx(other.score)
    assert sorted(mirrored(one)) == sorted((right, left, score) for left, right, score in mirrored(other))


def test_a_certification_is_all_like_itself(examples: Comparer) -> None:
    found = examples.compare(f"{ID}rncp/28245", f"{ID}rncp/28245")
    assert found.score == pytest.approx(1)
    assert not found.left.own_capacites and not found.right.own_blocs
    assert {match.strength for match in found.capacites} == {"forte"}


def test_what_a_document_does_not_say_is_not_nought(examples: Comparer) -> None:
    found = examples.compare(f"{ID}cqpm/MQ-1988-0044", f"{ID}rncp/28243")
    silent = {part.name: part for part in found.parts if part.score is None}
    assert "ROME" in silent and "non renseigné" in silent["ROME"].sentence
    counted = [part for part in found.parts if part.score is not None]
    weight = sum(part.weight for part in counted)
    assert found.score == pytest.approx(sum(part.weight * part.score for part in counted) / weight)


def test_blocs_stand_in_for_capacites_that_a_document_does_not_give(examples: Comparer) -> None:
    found = examples.compare(f"{ID}rncp/28245", f"{ID}rncp/28246")
    assert found.left.capacites and not found.right.capacites
    assert not found.capacites and {part.name: part.score for part in found.parts}["capacités"] is None
    texts = {(a.text, b.text) for match in found.crossed for a in match.left for b in match.right}
    assert (
        "Réaliser la production sur au moins deux postes dans une même activité métier",
        "La réalisation de son activité de production",
    ) in texts
    assert not examples.compare(f"{ID}rncp/28245", f"{ID}rncp/28243").crossed


def test_what_is_not_there_is_told(examples: Comparer) -> None:
    with pytest.raises(NotFoundError, match="n’est pas dans ce graphe"):
        examples.compare(f"{ID}rncp/999999", f"{ID}rncp/28245")


def test_real_fiches_match_sentence_by_sentence(extracts: Comparer) -> None:
    found = extracts.compare(f"{ID}rncp/37674", f"{ID}rncp/37873")
    pairs = {(a.text, b.text): match for match in found.capacites for a in match.left for b in match.right}
    same = "Développer des composants d'accès aux données SQL et NoSQL"
    assert pairs[same, same].score == pytest.approx(1) and pairs[same, same].strength == "forte"
    assert "SQL" in pairs[same, same].why.acronyms
    near = next(match for (a, b), match in pairs.items() if a.startswith("Installer et configurer"))
    assert near.strength == "forte" and "environnement" in near.why.words
    assert near.left[0].bloc == "RNCP37674BC01" and near.right[0].bloc == "RNCP37873BC01"


def test_blocs_of_one_wording_are_near(extracts: Comparer) -> None:
    found = list(extracts.near_blocs(0.5))
    assert found == sorted(found, key=lambda each: (each.left, each.right)) or found
    for each in found:
        assert each.left.split("/bloc/")[0] != each.right.split("/bloc/")[0]
        assert 0.5 <= each.score <= 1 and each.words
    assert any({"rncp/37674", "rncp/37873"} <= set(_wholes(each.left, each.right)) for each in found)


def _wholes(*blocs: str) -> list[str]:
    return [bloc.removeprefix(ID).split("/bloc/")[0] for bloc in blocs]


def test_what_is_had_and_looks_like_a_missing_bloc(extracts: Comparer) -> None:
    missing = f"{ID}rncp/37873/bloc/BC03"
    found = extracts.close_to(missing, [f"{ID}rncp/36490", f"{ID}rncp/37674/bloc/BC01"])
    assert found and found[0][0].startswith(f"{ID}rncp/36490/bloc/")
    assert found[0][2].startswith("Ressemblance calculée")
    assert extracts.close_to(missing, []) == ()
    assert extracts.close_to(f"{ID}rncp/999999/bloc/BC01", [f"{ID}rncp/36490"]) == ()
