"""A référentiel made into one certification: its parts read, the two lists of capacités made one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from passerelles.loaders.referentiel_activites import activites, free_texts, secteurs
from passerelles.loaders.referentiel_blocs import ListedBloc, ListedCapacite, listed_blocs, part_glued
from passerelles.loaders.referentiel_evaluations import Evaluation, evaluations
from passerelles.loaders.referentiel_notes import Notes, is_continuation, joined, likeness, plain
from passerelles.loaders.referentiel_sections import NUMBER, Sections, sections_of
from passerelles.loaders.view import View, fold
from passerelles.records import Bloc, Capacite, Certification, Register, Severity, Stated, Text

_LIKE = 0.6


@dataclass
class _Pair:
    """One capacité: as its bloc lists it, as the evaluation table words it, or both."""

    listed: ListedCapacite | None
    evaluation: Evaluation | None


def certification(notes: Notes) -> Certification | None:
    """The certification that the document describes, or None (with a problem) when it names none."""
    sections = sections_of(notes)
    title = _title(notes, sections)
    number, identifier = _number(notes, sections, title)
    if title is None and number is None:
        notes.doubt(
            "certification-sans-nom",
            Severity.ERROR,
            "Ce référentiel ne donne ni le numéro ni le titre de la certification.",
            notes.view,
            "identifier",
        )
        return None
    texts = free_texts(notes, sections)
    activities = activites(notes, sections)
    sectors = secteurs(notes, sections)
    known = [activity.title.value for activity in activities]
    listed = listed_blocs(notes, sections.of("competences"), [fold(title) for title in known])
    wordings = [fold(joined(one.views)) for bloc in listed for one in bloc.capacites]
    tables = evaluations(notes, [*sections.of("evaluations"), *sections.of("criteres")], wordings)
    for bloc in listed:
        part_glued(bloc, [plain(fold(joined(table.wording))) for table in tables])
    capacites, keys = _capacites(notes, listed, tables)
    return Certification(
        register=Register.CQPM if number else Register.TITRE,
        number=number,
        identifier=identifier,
        title=title,
        kinds=_kinds(notes, sections),
        activites=activities,
        capacites=capacites,
        blocs=tuple(_bloc(notes, order, bloc, keys) for order, bloc in enumerate(listed, 1)),
        secteurs=sectors,
        texts=texts,
    )


def _title(notes: Notes, sections: Sections) -> Text | None:
    lines = sections.of("titre") or sections.of("document")
    if lines:
        views = [lines[0].view]
        for line in lines[1:]:
            if not is_continuation(line):
                break
            views.append(line.view)
        stated = notes.text([*views[:-1], views[-1].strip(" .:")])
        if stated.value:
            return stated
    footer = next(iter(sections.footers), None)
    return notes.text([footer]) if footer else None


def _number(notes: Notes, sections: Sections, title: Text | None) -> tuple[str | None, Text | None]:
    """The number in one form and as printed; the footers that repeat it and the title are accounted for."""
    known = {plain(fold(title.value))} if title else set()
    for footer in sections.footers:
        if plain(footer.folded) in known:
            notes.label(footer)
        known.add(plain(footer.folded))
    if not sections.numbers:
        return None, None
    first = sections.numbers[0]
    same = [view for view in sections.numbers if _spelled(view) == _spelled(first)]
    for other in sections.numbers:
        if _spelled(other) != _spelled(first):
            notes.doubt(
                "plusieurs-numeros",
                Severity.WARNING,
                f"Un autre numéro que « {first.value} » figure dans ce référentiel.",
                other,
                "identifier",
            )
    spans = tuple(span for view in same for span in notes.text([view]).spans)
    return _spelled(first), Stated(first.value, spans)


def _spelled(view: View) -> str:
    """A référentiel number in its one form: "MQ 1988 0044", "MQ 1991 0072 R"."""
    match = NUMBER.search(view.folded)
    if match is None:
        return view.value
    rest = re.sub(r"[ .\-]+", " ", match["rest"]).strip()
    return f"MQ {match['year']} {rest}{' R' if match['r'] else ''}"


def _kinds(notes: Notes, sections: Sections) -> tuple[Text, ...]:
    """The kinds that headings print, each once with all its places."""
    found: dict[str, Text] = {}
    for view in sections.kinds:
        stated = notes.text([view])
        kind = stated.value.upper()
        spans = (*found[kind].spans, *stated.spans) if kind in found else stated.spans
        found[kind] = Stated(kind, spans)
    return tuple(found.values())


def _capacites(
    notes: Notes, blocs: list[ListedBloc], tables: list[Evaluation]
) -> tuple[tuple[Capacite, ...], dict[int, str]]:
    """The capacités, one each, and the key of each listed one by its identity."""
    listed = [one for bloc in blocs for one in bloc.capacites]
    pairs = _paired(listed, tables)
    capacites: list[Capacite] = []
    keys: dict[int, str] = {}
    for order, pair in enumerate(pairs, 1):
        code = f"C{order}"
        if pair.listed is not None:
            keys[id(pair.listed)] = code
        capacites.append(_capacite(notes, order, code, pair, alone=bool(listed and tables)))
    return tuple(capacites), keys


def _paired(listed: list[ListedCapacite], tables: list[Evaluation]) -> list[_Pair]:
    """Each listed capacité with its table: the likest, the one of the same rank first."""
    left = [(rank, plain(fold(joined(table.wording))), table) for rank, table in enumerate(tables)]
    pairs: list[_Pair] = []
    for rank, one in enumerate(listed):
        wording = plain(fold(joined(one.views)))
        best = max(left, key=lambda place: _agreement(wording, rank, place), default=None)
        if best is not None and _agreement(wording, rank, best)[0]:
            left.remove(best)
            pairs.append(_Pair(one, best[2]))
        else:
            pairs.append(_Pair(one, None))
    return pairs + [_Pair(None, table) for _, _, table in left]


def _agreement(wording: str, rank: int, place: tuple[int, str, Evaluation]) -> tuple[float, int]:
    """How well a table suits a listed capacité: its wording, helped by the same rank, then the earliest."""
    alike = likeness(wording, place[1], _LIKE - 0.1)
    total = alike + (0.1 if place[0] == rank else 0.0)
    return (total if total >= _LIKE else 0.0), -place[0]


def _capacite(notes: Notes, order: int, code: str, pair: _Pair, *, alone: bool) -> Capacite:
    table = pair.evaluation
    first = notes.text(_trimmed(pair.listed.views)) if pair.listed else None
    second = notes.text(table.wording) if table else None
    if alone and (first is None or second is None):
        _doubt_alone(notes, pair)
    title = second or first
    variants: tuple[Text, ...] = ()
    if first and second:
        if plain(fold(first.value)) == plain(fold(second.value)):
            title = Stated(first.value, first.spans + second.spans)
        else:
            variants = (first,)
    assert title is not None  # a pair has one side at least
    if table is None:
        return Capacite(code, order, title, code, variants)
    return Capacite(code, order, title, code, variants, table.conditions, table.criteres, table.resultats)


def _trimmed(views: list[View]) -> list[View]:
    return [*views[:-1], views[-1].strip().strip(" .:;")]


def _doubt_alone(notes: Notes, pair: _Pair) -> None:
    if pair.listed is not None:
        notes.doubt(
            "capacite-sans-evaluation",
            Severity.INFO,
            "Cette capacité n’a pas de tableau d’évaluation dans ce référentiel.",
            pair.listed.views[0],
            "capacite",
        )
    elif pair.evaluation is not None:
        notes.doubt(
            "capacite-hors-bloc",
            Severity.WARNING,
            "Cette capacité a un tableau d’évaluation mais ne figure dans aucun bloc.",
            pair.evaluation.title[0].view,
            "capacite",
        )


def _bloc(notes: Notes, order: int, bloc: ListedBloc, keys: dict[int, str]) -> Bloc:
    title = notes.text(bloc.title) if any(view for view in bloc.title) else None
    return Bloc(
        order,
        Stated(title.value.strip(" :"), title.spans) if title else None,
        identifier=notes.text([bloc.code]) if bloc.code else None,
        capacites=tuple(
            Stated(keys[id(one)], notes.text(_trimmed(one.views)).spans) for one in bloc.capacites
        ),
        connaissances=tuple(notes.text(views) for views in bloc.connaissances if any(view for view in views)),
    )
