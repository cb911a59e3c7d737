"""Changes between two states of a fiche: told by what the graphs say, never by their bytes."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelles.build.changes import MOST_DETAILS, Change, Kind, change_of
from passerelles.build.facts import Part, facts_of
from passerelles.loaders.entries import Entry, entries_of
from passerelles.loaders.france_competences_xml import FranceCompetencesXml
from passerelles.records import (
    Acces,
    Bloc,
    Capacite,
    Certification,
    Code,
    Correspondance,
    Enregistrement,
    FreeText,
    Habilitation,
    Organisation,
    Rang,
    Reading,
    Ref,
    Register,
    Source,
    Span,
    Stated,
)
from passerelles.triples import reading_nquads

DAY = date(2026, 11, 21)
TITLES = ("Souder à plat", "Lire un plan", "Régler un poste", "Contrôler une pièce", "Entretenir l’atelier")


def stated(text: str) -> Stated[str]:
    return Stated(text)


def capacites(*titles: str) -> tuple[Capacite, ...]:
    return tuple(Capacite(f"k{order}", order, stated(title)) for order, title in enumerate(titles, 1))


def bloc(order: int, *keys: int, title: str = "Souder") -> Bloc:
    code = f"BC{order:02}"
    return Bloc(
        order,
        stated(title),
        code,
        stated(f"RNCP1234{code}"),
        capacites=tuple(stated(f"k{key}") for key in keys),
    )


FICHE = Certification(
    Register.RNCP,
    "1234",
    stated("RNCP1234"),
    stated("Soudeur"),
    actif=Stated(True),
    codes=(Stated(Code("rome", "H2913", "Soudage manuel")), Stated(Code("nsf", "254s"))),
    certificateurs=(Organisation(stated("Ministère du Travail"), "11000007200014"),),
    habilitations=(
        Habilitation(Organisation(stated("Atelier École"), "78471719100018"), stated("HABILITATION_FORMER")),
    ),
    capacites=capacites("Souder à plat", "Lire un plan"),
    blocs=(bloc(1, 1, 2),),
    acces=(Acces(stated("VAE"), Stated(True), stated("Deux professionnels")),),
    enregistrements=(Enregistrement(effet=Stated(date(2022, 1, 1)), fin=Stated(date(2027, 1, 1))),),
    texts=(FreeText("resume", stated("Le soudeur assemble des pièces.")),),
)


def lines(fiche: Certification, *links: Correspondance, seed: str = "") -> list[str]:
    sha256 = hashlib.sha256(f"{fiche}{links}{seed}".encode()).hexdigest()
    source = Source(
        sha256, f"e.zip › {sha256[:4]}", "xml", "1", "text/xml", "France compétences", "https://l.example/"
    )
    return reading_nquads(Reading(source, (fiche,), links))


def change(before: Certification, after: Certification, day: date = DAY) -> Change | None:
    return change_of("RNCP1234", lines(before, seed="a"), lines(after, seed="b"), day=day)


def parts(found: Change | None) -> list[Part]:
    assert found is not None
    return [each.part for each in found.parts]


def details(found: Change | None, part: Part) -> set[tuple[str, str, str | None, str | None]]:
    assert found is not None
    return {
        (one.about, one.what, one.before, one.after)
        for each in found.parts
        if each.part is part
        for one in each.details
    }


def test_the_same_facts_from_another_source_are_no_change() -> None:
    assert change(FICHE, FICHE) is None


def test_spacing_and_offsets_are_no_change() -> None:
    text = FreeText(
        "resume", Stated("Le  soudeur\nassemble\u00a0des pièces.", (Span(4, 30, element="RESUME"),))
    )
    assert change(FICHE, replace(FICHE, texts=(text,))) is None


def test_a_first_state_is_created_and_a_last_one_withdrawn() -> None:
    state = lines(FICHE)
    created = change_of("RNCP1234", None, state, day=DAY)
    withdrawn = change_of("RNCP1234", state, None, day=DAY)
    assert created is not None and withdrawn is not None
    assert (created.kinds, created.title, created.before) == ((Kind.CREATED,), "Soudeur", None)
    assert (withdrawn.kinds, withdrawn.title, withdrawn.after) == ((Kind.WITHDRAWN,), "Soudeur", None)
    assert created.after == withdrawn.before is not None
    with pytest.raises(ValueError, match="before or after"):
        change_of("RNCP1234", None, None, day=DAY)


def test_each_part_is_told_with_what_was_and_what_is() -> None:
    after = replace(
        FICHE,
        title=stated("Soudeur assembleur"),
        codes=(Stated(Code("rome", "H2914")), Stated(Code("nsf", "254s"))),
        acces=(Acces(stated("VAE"), Stated(False), stated("Deux professionnels")),),
        enregistrements=(Enregistrement(effet=Stated(date(2022, 1, 1)), fin=Stated(date(2029, 1, 1))),),
    )
    found = change(FICHE, after)
    assert found is not None and found.kinds == (Kind.MODIFIED,)
    assert details(found, Part.IDENTITY) == {("", "title", "Soudeur", "Soudeur assembleur")}
    assert ("", "rome", "rome H2913", "rome H2914") in details(found, Part.CODES)
    assert details(found, Part.ACCES) == {("VAE", "ouvert", "true", "false")}
    assert details(found, Part.DATES) == {("", "fin", "2027-01-01", "2029-01-01")}
    assert parts(found) == [Part.IDENTITY, Part.DATES, Part.CODES, Part.ACCES]


def test_a_registration_that_begins_anew_is_a_change_of_dates() -> None:
    after = replace(
        FICHE, enregistrements=(Enregistrement(effet=Stated(date(2027, 1, 1)), fin=Stated(date(2032, 1, 1))),)
    )
    assert details(change(FICHE, after), Part.DATES) == {
        ("", "effet", "2022-01-01", "2027-01-01"),
        ("", "fin", "2027-01-01", "2032-01-01"),
    }


def test_one_capacite_more_at_the_head_is_one_more_and_nothing_else() -> None:
    after = replace(
        FICHE, capacites=capacites("Préparer", "Souder à plat", "Lire un plan"), blocs=(bloc(1, 1, 2, 3),)
    )
    found = change(FICHE, after)
    assert parts(found) == [Part.CAPACITES]
    assert details(found, Part.CAPACITES) == {
        ("", "capacite", None, "Préparer"),
        ("BC01", "capacite", None, "Préparer"),
    }


def test_the_order_of_capacites_is_told() -> None:
    found = change(FICHE, replace(FICHE, capacites=capacites("Lire un plan", "Souder à plat")))
    assert ("", "ordre", "Souder à plat", "Lire un plan") in details(found, Part.CAPACITES)


def test_a_new_bloc_is_told_once() -> None:
    found = change(FICHE, replace(FICHE, blocs=(*FICHE.blocs, bloc(2, title="Contrôler"))))
    assert details(found, Part.BLOCS) == {("", "bloc", None, "BC02")}


def test_partners_and_certificateurs_are_parts_of_their_own() -> None:
    partner = Habilitation(Organisation(stated("Campus"), "19350030300014"), stated("HABILITATION_FORMER"))
    after = replace(
        FICHE,
        habilitations=(*FICHE.habilitations, partner),
        certificateurs=(Organisation(stated("Ministère"), "11000007200014"),),
    )
    found = change(FICHE, after)
    assert parts(found) == [Part.CERTIFICATEURS, Part.PARTNERS]
    assert details(found, Part.PARTNERS) == {("", "habilitation", None, "Campus (19350030300014)")}
    again = replace(FICHE.habilitations[0], right=stated("HABILITATION_ORGANISER"))
    found = change(FICHE, replace(FICHE, habilitations=(again,)))
    assert {(one[1], one[3]) for one in details(found, Part.PARTNERS)} == {
        ("droit", "HABILITATION_ORGANISER")
    }


def test_a_correspondance_is_told_by_its_ends() -> None:
    link = Correspondance((Ref(Register.RS, "5719"),), (Ref(Register.RNCP, "1234", "BC01"),), Rang.OFFICIELLE)
    found = change_of("RNCP1234", lines(FICHE), lines(FICHE, link), day=DAY)
    assert Part.CORRESPONDANCES in parts(found)
    told = [one[3] for one in details(found, Part.CORRESPONDANCES) if one[1] == "correspondance"]
    assert told == ["RS5719 → BC01 (Officielle)"]


def test_a_fiche_that_is_no_longer_active_has_expired() -> None:
    found = change(FICHE, replace(FICHE, actif=Stated(False)))
    assert found is not None and (found.kinds, parts(found)) == ((Kind.EXPIRED,), [Part.STATE])
    back = change(replace(FICHE, actif=Stated(False)), FICHE)
    assert back is not None and back.kinds == (Kind.MODIFIED,)


@pytest.mark.parametrize(("end", "expired"), [(date(2026, 11, 20), True), (date(2026, 11, 21), False)])
def test_an_end_moved_into_the_past_is_an_expiry_from_the_day_after(end: date, expired: bool) -> None:
    before = replace(FICHE, actif=None)
    registration = Enregistrement(effet=Stated(date(2022, 1, 1)), fin=Stated(end))
    found = change(before, replace(before, enregistrements=(registration,)))
    assert found is not None
    assert found.kinds == ((Kind.EXPIRED, Kind.MODIFIED) if expired else (Kind.MODIFIED,))


def test_a_new_successor_replaces_and_what_else_changed_modifies() -> None:
    successor = (Stated(Ref(Register.RNCP, "40001")),)
    only = change(FICHE, replace(FICHE, replaced_by=successor))
    assert only is not None and only.kinds == (Kind.REPLACED,)
    assert ("", "isReplacedBy", None, "RNCP40001") in details(only, Part.SUCCESSION)
    more = change(
        FICHE, replace(FICHE, replaced_by=successor, actif=Stated(False), title=stated("Soudeur 2"))
    )
    assert more is not None and more.kinds == (Kind.EXPIRED, Kind.REPLACED, Kind.MODIFIED)
    former = change(FICHE, replace(FICHE, replaces=(Stated(Ref(Register.RNCP, "99")),)))
    assert former is not None and former.kinds == (Kind.MODIFIED,)


def test_a_long_text_is_cut_around_what_changed() -> None:
    head = "Le soudeur prépare son poste et ses pièces. " * 40
    before, after = (
        replace(FICHE, texts=(FreeText("resume", stated(head + end)),)) for end in ("Il soude.", "Il colle.")
    )
    ((_, what, was, now),) = details(change(before, after), Part.TEXTS)
    assert what == "resume" and was is not None and now is not None
    assert was.endswith("Il soude.") and now.endswith("Il colle.") and was.startswith("…") and len(was) < 100


def test_many_details_are_counted_beyond_the_first() -> None:
    after = replace(FICHE, capacites=capacites(*FICHE_TITLES(50)), blocs=())
    found = change(FICHE, after)
    assert found is not None
    (part,) = [each for each in found.parts if each.part is Part.CAPACITES]
    assert len(part.details) == MOST_DETAILS and part.more >= 50 - MOST_DETAILS


def FICHE_TITLES(count: int) -> list[str]:  # noqa: N802
    return [f"Faire le geste {number}" for number in range(count)]


def test_lines_that_are_no_statements_are_refused() -> None:
    with pytest.raises(ValueError, match="N-Quads"):
        change_of("RNCP1234", None, ["Bonjour"], day=DAY)


def test_n_triples_say_the_same_as_n_quads() -> None:
    quads = lines(FICHE)
    triples = [line.rpartition(" <")[0] for line in quads]
    assert change_of("RNCP1234", quads, triples, day=DAY) is None
    assert change_of("RNCP1234", quads, [f"{line} ." for line in triples], day=DAY) is None


def test_every_element_of_the_real_feed_belongs_to_a_part(shared: Path) -> None:
    folder = shared / "data" / "france-competences-v4.1"
    loader = FranceCompetencesXml()
    seen = 0
    for path in sorted(folder.glob("*.xml")):
        entries = [entry for entry in entries_of(path) if isinstance(entry, Entry)]
        for reading in loader.read(entries):
            if isinstance(reading, Reading):
                found = facts_of(reading_nquads(reading))
                assert {key for key in found.values if key.part is Part.OTHER} == set(), reading.source.name
                assert found.sha256 == reading.source.sha256
                seen += 1
    assert seen >= 13


fiches = st.builds(
    replace,
    st.just(FICHE),
    title=st.text('aé "\\\n\t', min_size=1).filter(str.strip).map(stated),
    actif=st.sampled_from([None, Stated(True), Stated(False)]),
    capacites=st.lists(st.sampled_from(TITLES), min_size=2, max_size=5).map(
        lambda titles: capacites(*titles)
    ),
    codes=st.lists(st.sampled_from(["H2913", "H2914", "I1304"]), unique=True).map(
        lambda codes: tuple(Stated(Code("rome", code)) for code in codes)
    ),
    enregistrements=st.dates().map(lambda end: (Enregistrement(fin=Stated(end)),)),
    replaced_by=st.lists(st.integers(1, 3), unique=True).map(
        lambda numbers: tuple(Stated(Ref(Register.RNCP, str(number))) for number in numbers)
    ),
)


@given(fiches)
def test_any_fiche_is_equal_to_itself(fiche: Certification) -> None:
    assert change(fiche, fiche) is None


@given(fiches, fiches)
def test_there_and_back_the_same_parts_change(one: Certification, other: Certification) -> None:
    there, back = change(one, other), change(other, one)
    assert (there is None) == (back is None)
    if there is not None and back is not None:
        assert parts(there) == parts(back) and there.kinds
        for going, coming in zip(there.parts, back.parts, strict=True):
            assert len(going.details) + going.more == len(coming.details) + coming.more


@given(fiches, fiches)
def test_a_change_survives_json(one: Certification, other: Certification) -> None:
    found = change(one, other)
    if found is not None:
        assert Change.from_dict(json.loads(json.dumps(found.as_dict()))) == found
