"""The example register and ROME: what the full ones say of the CQPM family, read without a problem."""

from collections import Counter
from pathlib import Path

from passerelles import examples
from passerelles.examples.extract import cut_register, cut_rome
from passerelles.loaders.entries import Entry, entries_of
from passerelles.loaders.france_competences_csv import FranceCompetencesCsv
from passerelles.loaders.rome import Rome
from passerelles.records import Certification, Reading

EXPORT = "export-fiches-csv-2020-11-23.zip"


def register(path: Path) -> dict[str, Certification]:
    entries = [entry for entry in entries_of(path) if isinstance(entry, Entry)]
    readings = [item for item in FranceCompetencesCsv().read(entries) if isinstance(item, Reading)]
    return {reading.source.title or "": reading.certifications[0] for reading in readings}


def rome_codes() -> dict[str, tuple[str, ...]]:
    entries = [entry for entry in entries_of(examples.folder()) if isinstance(entry, Entry)]
    (reading,) = Rome().read([entry for entry in entries if Rome().recognises(entry)])
    assert isinstance(reading, Reading)
    assert reading.problems == ()
    return {concept.notation: concept.broader for concept in reading.concepts if concept.scheme == "rome"}


def test_the_family_is_whole() -> None:
    found = register(examples.paths()[EXPORT])
    kinds = Counter(kind.value for certification in found.values() for kind in certification.kinds)
    assert len(found) == 69
    assert kinds == {"CQPM": 42, "CQPI": 14, "CQP": 13}
    replaced = {ref.value.number for ref in found["RNCP34989"].replaces}
    assert replaced == {"21820", "18226"}
    assert all(f"RNCP{number}" in found for number in replaced if number)


def test_the_family_has_no_problem() -> None:
    entries = [entry for entry in entries_of(examples.paths()[EXPORT]) if isinstance(entry, Entry)]
    items = list(FranceCompetencesCsv().read(entries))
    assert all(isinstance(item, Reading) and item.problems == () for item in items)
    assert len(items) == 69


def test_the_three_fiches_are_in_the_register_too() -> None:
    found = register(examples.paths()[EXPORT])
    blocs = {number: len(found[number].blocs) for number in ("RNCP23022", "RNCP28243", "RNCP28245")}
    assert blocs == {"RNCP23022": 3, "RNCP28243": 3, "RNCP28245": 2}


def test_every_rome_code_used_is_in_the_example_list_under_its_domaine() -> None:
    listed = rome_codes()
    certifications = register(examples.paths()[EXPORT]).values()
    used = {
        code.value.notation for each in certifications for code in each.codes if code.value.scheme == "rome"
    }
    assert len(used) == 58
    assert used - set(listed) == {"H1300"}  # in no ROME: the register has such codes, which are kept
    for code in used & set(listed):
        above = listed[code][0]
        assert above in listed
        assert listed[above] or len(above) == 1


def test_the_family_says_what_the_whole_register_says(shared: Path) -> None:
    whole = register(shared / "data/register-2020")
    for number, certification in register(examples.paths()[EXPORT]).items():
        assert certification == whole[number]


def test_cutting_again_gives_the_same_tables(shared: Path, tmp_path: Path) -> None:
    codes = cut_register(shared / "data/register-2020" / EXPORT, tmp_path / EXPORT)
    cut_rome(shared / "data/rome-4.60", codes, tmp_path)
    again = {path.name: path for path in tmp_path.iterdir()}
    shipped = {name: path for name, path in examples.paths().items() if path.suffix != ".txt"}
    assert set(again) == set(shipped)
    assert register(tmp_path / EXPORT) == register(examples.paths()[EXPORT])
    for name, path in shipped.items():
        if path.suffix == ".csv":
            assert path.read_bytes() == again[name].read_bytes()


def test_the_examples_are_small() -> None:
    assert sum(path.stat().st_size for path in examples.paths().values()) < 130_000
