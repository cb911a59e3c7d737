"""The real documents beside the repository: what the loaders make of them is free of errors."""

from pathlib import Path

from passerelles.loaders import LOADERS
from passerelles.loaders.entries import Entry, entries_of
from passerelles.triples import reading_nquads
from passerelles.validation import Report, validate_source


def reports(folder: Path) -> dict[str, Report]:
    found = {}
    for entry in entries_of(folder):
        assert isinstance(entry, Entry)
        loader = next(one for one in LOADERS if one.recognises(entry))
        for reading in loader.read((entry,)):
            name = Path(reading.source.name).name
            found[name] = validate_source(reading_nquads(reading), reading.source.text)
    return found


def test_no_rule_finds_an_error_in_them(shared: Path) -> None:
    found = reports(shared / "fiches")
    assert len(found) == 4
    for name, report in found.items():
        assert not report.has_errors, (name, report.counts())


def test_the_reference_document_lacks_what_it_does_not_say(shared: Path) -> None:
    counts = reports(shared / "fiches")["MQ-1988-0044.txt"].counts()
    assert counts["certification-sans-fin"] == 1
