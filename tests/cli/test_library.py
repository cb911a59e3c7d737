"""`passerelles query` without a question, and with `--explain`."""

import json
from pathlib import Path

import pytest

from passerelles.build import Outcome
from passerelles.queries import TAGS, names, query
from tests.cli.test_commands import run


def test_the_list_is_filed_by_tag_and_cuts_nothing() -> None:
    lines = run("query").stdout.splitlines()
    headings = [line.strip() for line in lines if line and not line.startswith(" ")]
    assert headings[: len(TAGS)] == [tag.title_fr for tag in TAGS]
    shown = [line.split()[0] for line in lines if line.startswith("  ")]
    assert sorted(shown) == list(names())
    assert "Les voies d’accès d’une certification (certification, [langue])" in "\n".join(lines)
    assert f"{len(names())} questions" in lines[-2]


def test_the_list_as_json_tells_all_of_each_question() -> None:
    listed = json.loads(run("query", "--format", "json").stdout)
    assert [each["name"] for each in listed] == list(names())
    words = next(each for each in listed if each["name"] == "capacites-par-mot")
    assert words["parameters"][0]["kind"] == "words"
    assert words["sparql"] == query("capacites-par-mot").text


def test_explain_tells_parameters_an_example_and_the_text() -> None:
    told = run("query", "certification-acces", "--explain").stdout
    assert told.startswith("Les voies d’accès d’une certification  (certification-acces)\n")
    assert "Rangée sous : Une certification · Les voies d’accès et les jurys" in told
    assert "par exemple fr ; sans valeur donnée : fr" in told
    assert "Exemple : passerelles query certification-acces -p certification=rncp:23022\n" in told
    assert told.rstrip().endswith(query("certification-acces").text.rstrip().splitlines()[-1])
    assert "#+" not in told


def test_explain_needs_a_header(tmp_path: Path) -> None:
    file = tmp_path / "nue.rq"
    file.write_text("ASK {}", encoding="utf-8")
    refused = run("query", str(file), "--explain")
    assert refused.returncode == 2 and "n’a pas d’en-tête" in refused.stderr


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (("certifications-par-nsf", "nsf=200"), "RNCP34575"),
        (("certifications-par-rome", "rome=H2903"), "RNCP34175"),
        (("certifications-par-voie", "voie=VAE"), "RNCP34175"),
        (("certification-blocs", "certification=34175"), "RNCP34175BC01"),
        (("certifications-par-mot", "mot=OPERATEUR-regleur sur"), "RNCP34175"),
    ],
)
def test_codes_numbers_and_words_are_taken_as_people_write_them(
    asked: tuple[str, str], found: str, examples_store: tuple[Path, Outcome]
) -> None:
    done = run("query", asked[0], "-p", asked[1], "--format", "csv", store=examples_store[0])
    assert done.returncode == 0 and found in done.stdout, done.stderr
