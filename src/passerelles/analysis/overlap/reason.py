"""Why a certification is close to another, in one French sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from passerelles.analysis.overlap.neighbour import Part
from passerelles.analysis.overlap.title import MARKERS
from passerelles.analysis.words import STOP, stem, tokens

#: From here on a part is worth naming; from `_NEARLY` on it is nearly the same.
_ALIKE, _NEARLY = 0.3, 0.75
_SHOWN = 3
#: Words in capitals that are shorter are taken for acronyms.
_SHORT = 6


@dataclass(frozen=True, slots=True)
class Facts:
    """What a sentence may name of one certification."""

    title: str
    level: str | None
    romes: frozenset[str]
    nsf: frozenset[str]
    certificateurs: tuple[str, ...]
    active: bool | None
    end: str | None


def reason(asked: Facts, found: Facts, parts: Iterable[Part], later: bool) -> str:
    """The reasons that count, in the order of the parts."""
    of = {part.name: part for part in parts}
    told = [
        *_title(asked, found, of["intitulé"].value),
        *_texts(of),
        *_codes("code ROME commun", "codes ROME communs", asked.romes & found.romes),
        *(
            _codes("spécialité NSF commune", "spécialités NSF communes", asked.nsf & found.nsf)
            or _near(of["NSF"], "spécialités NSF voisines")
        ),
        *_certificateur(asked, found, of["certificateur"].value),
        *([f"même niveau ({found.level})"] if found.level and found.level == asked.level else []),
    ]
    if not asked.romes & found.romes:
        told[len(told) :] = _near(of["ROME"], "métiers voisins selon le ROME")
    text = ", ".join(told) if told else "aucun mot ni code important en commun, rapprochée faute de mieux"
    return f"{text[0].upper()}{text[1:]}{_succession(asked, found, later, bool(told))}."


def _title(asked: Facts, found: Facts, value: float | None) -> list[str]:
    if asked.title and tokens(asked.title) == tokens(found.title):
        return ["même intitulé"]
    if value is not None and value >= _NEARLY:
        return ["intitulé presque identique"]
    words = shared_words(asked.title, found.title)
    return [f"intitulé proche ({', '.join(f'« {word} »' for word in words[:_SHOWN])})"] if words else []


def shared_words(one: str, other: str) -> list[str]:
    """The telling words of the first text whose stem the second also has, as they stand, longest first."""
    known = {stem(token) for token in tokens(other)} - MARKERS
    found: dict[str, str] = {}
    for word in _words(one):
        folded = tokens(word)
        if (
            len(folded) == 1
            and folded[0] not in STOP
            and not folded[0].isdigit()
            and stem(folded[0]) in known
        ):
            found.setdefault(stem(folded[0]), word if word.isupper() and len(word) < _SHORT else word.lower())
    return sorted(found.values(), key=lambda word: (-len(word), word))


def _words(text: str) -> Iterator[str]:
    for piece in text.replace("’", " ").replace("'", " ").replace("-", " ").split():
        word = "".join(char for char in piece if char.isalnum() or char in "+#")
        if len(word) > 1:
            yield word


def _texts(of: dict[str, Part]) -> list[str]:
    told = []
    for name, words in (
        ("capacités", "capacités"),
        ("blocs", "blocs de compétences"),
        ("activités et métiers", "activités et métiers"),
    ):
        value = of[name].value
        if value is not None and value >= _ALIKE:
            told.append(f"{words} {'presque identiques' if value >= _NEARLY else 'proches'}")
    return told


def _codes(one: str, many: str, shared: frozenset[str]) -> list[str]:
    if not shared:
        return []
    listed = sorted(shared)
    more = f" et {len(listed) - _SHOWN} de plus" if len(listed) > _SHOWN else ""
    return [f"{one if len(listed) == 1 else many} ({', '.join(listed[:_SHOWN])}{more})"]


def _near(part: Part, words: str) -> list[str]:
    return [words] if part.value is not None and part.value >= _ALIKE / 3 else []


def _certificateur(asked: Facts, found: Facts, value: float | None) -> list[str]:
    same = [name for name in found.certificateurs if name in asked.certificateurs]
    if same:
        return [f"même certificateur ({min(same, key=len)})"]
    return ["certificateurs de noms proches"] if value is not None and value >= _ALIKE else []


def _succession(asked: Facts, found: Facts, later: bool, told: bool) -> str:
    old, new = (asked, found) if later else (found, asked)
    if not told or not old.end or not new.end or new.end <= old.end:
        return ""
    ends = f"{new.end[8:10]}/{new.end[5:7]}/{new.end[:4]}"
    if later:
        return f" ; son enregistrement court plus longtemps (jusqu’au {ends})"
    return f" ; son enregistrement a pris fin avant (le {old.end[8:10]}/{old.end[5:7]}/{old.end[:4]})"
