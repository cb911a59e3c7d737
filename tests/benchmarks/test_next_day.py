"""The next day's export: what has changed is what it says, and nothing else has."""

import re
import zipfile

from benchmarks.registre import Export
from benchmarks.registre.sketch import Change
from benchmarks.registre.tomorrow import amounts


def slices(export: Export) -> dict[str, str]:
    """The text of each fiche by its number."""
    found = {}
    for path in export.paths:
        with zipfile.ZipFile(path) as archive:
            text = archive.read(archive.namelist()[0]).decode()
        for each in re.findall(r"<FICHE>.*?</FICHE>", text, re.DOTALL):
            found[re.findall(r"<NUMERO_FICHE>(.*?)<", each)[0]] = each
    return found


def without(text: str, *elements: str) -> str:
    """The text of a fiche with some elements taken out."""
    for name in elements:
        text = re.sub(rf"<{name}>.*?</{name}>\s*", "", text, flags=re.DOTALL)
    return text


def test_about_as_many_fiches_change_as_asked_for(register: Export, next_day: Export) -> None:
    before, after = slices(register), slices(next_day)
    wanted = amounts(20)
    assert next_day.changes == wanted
    assert len(after.keys() - before.keys()) == wanted[Change.CREATED]
    assert len(before.keys() - after.keys()) == wanted[Change.WITHDRAWN]
    altered = [number for number in before.keys() & after.keys() if before[number] != after[number]]
    silent = wanted[Change.CREATED] + wanted[Change.WITHDRAWN]
    assert len(altered) == sum(wanted.values()) - silent
    assert [path.name[-14:-4] for path in next_day.paths] == ["2026-08-17", "2026-08-17"]


def test_each_fiche_changes_in_one_way(register: Export, next_day: Export) -> None:
    before, after = slices(register), slices(next_day)
    ways = {
        Change.BLOCS: ("BLOCS_COMPETENCES", "CAPACITES_ATTESTEES"),
        Change.CODES: ("FORMACODES", "CODES_ROME"),
        Change.DATES: ("DATE_FIN_ENREGISTREMENT", "DATE_LIMITE_DELIVRANCE"),
        Change.TEXT: ("OBJECTIFS_CONTEXTE",),
        Change.EXPIRED: ("ACTIF", "DATE_FIN_ENREGISTREMENT", "DATE_LIMITE_DELIVRANCE"),
        Change.REPLACED: (
            "ACTIF",
            "DATE_FIN_ENREGISTREMENT",
            "DATE_LIMITE_DELIVRANCE",
            "NOUVELLES_CERTIFICATIONS",
        ),
    }
    found = dict.fromkeys(ways, 0)
    for number in before.keys() & after.keys():
        if before[number] == after[number]:
            continue
        # The narrowest way first: an expiry also moves a date, a replacement also ends.
        for way in (Change.TEXT, Change.DATES, Change.CODES, Change.BLOCS, Change.EXPIRED, Change.REPLACED):
            if without(before[number], *ways[way]) == without(after[number], *ways[way]):
                found[way] += 1
                break
    assert found == {way: amounts(20)[way] for way in ways}


def test_a_created_fiche_replaces_the_one_that_names_it(next_day: Export, register: Export) -> None:
    before, after = slices(register), slices(next_day)
    new = after.keys() - before.keys()
    replaced = 0
    for number in new:
        for old in re.findall(r"<ID_FICHE_ANCIENNE_CERTIFICATION>(.*?)<", after[number]):
            assert f"<ID_FICHE_NOUVELLE_CERTIFICATION>{number}<" in after[old]
            assert "\n    <ACTIF>Non</ACTIF>" in after[old]
            replaced += 1
    assert replaced == amounts(20)[Change.REPLACED]
