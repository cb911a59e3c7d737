"""Free texts of capacités cut into statements, those of the blocs and of the certification's own list reconciled."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field

from passerelles.loaders.competence_statements import Kind, Statement, statements
from passerelles.records import Capacite, Span, Stated, Text

_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>|&nbsp;")
_NOT_A_WORD = re.compile(r"[^a-z0-9]+")
_WORDS = re.compile(r"\w+")
_BULLETS = " \t\r\n\xa0-–—•·*▪●○■◦➢>.,;:)("
_ALIKE = 0.8  # of the words of the shorter wording: under one code they are the same capacité


@dataclass(frozen=True, slots=True)
class Item:
    """One statement of a list: its wording, code and place, and the heading above it."""

    text: Text
    code: str | None
    rubrique: Text | None


@dataclass(frozen=True, slots=True)
class Competences:
    """A list of capacités as cut: its statements and headings. `whole` is False when words are in neither."""

    items: tuple[Item, ...] = ()
    rubriques: tuple[Text, ...] = ()
    whole: bool = True


def cut(text: str, path: str) -> Competences:
    """The statements and headings of the text of the element at `path`."""
    # Markup left in the text of older exports is blanked out, so that offsets stay those of the element.
    readable = _TAG.sub(lambda match: " " * len(match[0]), text) if "<" in text or "&nbsp;" in text else text
    items: list[Item] = []
    rubriques: list[Text] = []
    rubrique: Text | None = None
    whole, last = True, 0
    for found in statements(readable):
        before = readable[last : found.start]
        if found.kind is Kind.TITRE:
            # A heading keeps the code or ordinal before it: it is part of its words.
            rubrique = Stated(" ".join(f"{before} {found.text}".lstrip(_BULLETS).split()) or found.text)
            rubriques.append(rubrique)
        else:
            whole = whole and _is_marker(before, found)
            items.append(
                Item(Stated(found.text, (Span(found.start, found.end, element=path),)), found.code, rubrique)
            )
        last = found.end
    rest = readable[last:]
    whole = whole and not _WORDS.search(rest) and bool(items or rubriques)
    return Competences(tuple(items), tuple(dict.fromkeys(rubriques)), whole)


def _is_marker(before: str, found: Statement) -> bool:
    """True when what stands before a statement is only its bullet or its code."""
    words = "".join(_WORDS.findall(before))
    return len(words) <= (1 if found.code is None else len(found.code) + 1)


@dataclass
class _Node:
    """One capacité being gathered."""

    order: int
    title: Text
    code: str | None
    letters: str
    blocs: set[int] = field(default_factory=set)
    listed: bool = False
    variants: dict[str, Text] = field(default_factory=dict)
    rubriques: dict[str, Text] = field(default_factory=dict)

    def add(self, item: Item, letters: str) -> None:
        """Add a place where the capacité stands; another wording only if more than typography differs."""
        if item.rubrique:
            self.rubriques.setdefault(item.rubrique.value, item.rubrique)
        other_code = item.code and self.code and item.code != self.code
        if other_code:
            text = f"{item.code} {item.text.value}"
            self.variants.setdefault(text, Stated(text))
        elif letters != self.letters:
            self.variants.setdefault(item.text.value, Stated(item.text.value))
        self.code = self.code or item.code

    def record(self) -> Capacite:
        variants, rubriques = tuple(self.variants.values()), tuple(self.rubriques.values())
        return Capacite(str(self.order), self.order, self.title, self.code, variants, rubriques=rubriques)


class Reconciliation:
    """Gathers the capacités of a certification: a statement met again is the same capacité."""

    def __init__(self) -> None:
        self._nodes: list[_Node] = []
        self._by_letters: dict[str, list[_Node]] = {}

    def bloc(self, index: int, items: tuple[Item, ...]) -> tuple[Text, ...]:
        """The keys of the capacités of a bloc; the same words in two blocs under one code are one capacité."""
        keys = []
        for item in items:
            letters = letters_of(item.text.value)
            node = next(
                (
                    known
                    for known in self._by_letters.get(letters, ())
                    if index not in known.blocs
                    and (not item.code or not known.code or item.code == known.code)
                ),
                None,
            ) or self._new(item, letters)
            node.add(item, letters)
            node.blocs.add(index)
            keys.append(Stated(str(node.order)))
        return tuple(keys)

    def own_list(self, items: tuple[Item, ...]) -> None:
        """Add the certification's own list: what the blocs already say in the same words is the same capacité."""
        coded = Counter(node.code for node in self._nodes)
        repeated = Counter(item.code for item in items)
        by_code = {node.code: node for node in self._nodes if coded[node.code] == 1}
        for item in items:
            letters = letters_of(item.text.value)
            node = next((known for known in self._by_letters.get(letters, ()) if not known.listed), None)
            if node is None and item.code and repeated[item.code] == 1:
                candidate = by_code.get(item.code)
                if candidate and not candidate.listed and alike(candidate.title.value, item.text.value):
                    node = candidate
            node = node or self._new(item, letters)
            node.add(item, letters)
            node.listed = True

    def capacites(self) -> tuple[Capacite, ...]:
        """The capacités in order: those of the blocs first, then those of the list alone."""
        return tuple(node.record() for node in self._nodes)

    def _new(self, item: Item, letters: str) -> _Node:
        node = _Node(len(self._nodes) + 1, item.text, item.code, letters)
        self._nodes.append(node)
        self._by_letters.setdefault(letters, []).append(node)
        return node


def letters_of(text: str) -> str:
    """The letters and digits of a wording alone: typography, accents and case do not tell capacités apart."""
    lowered = text.lower()
    if not lowered.isascii():
        lowered = unicodedata.normalize("NFKD", lowered.replace("œ", "oe"))
    return _NOT_A_WORD.sub("", lowered)


def alike(one: str, other: str) -> bool:
    """True when nearly all words of the shorter wording stand in the longer."""
    first, second = (set(_WORDS.findall(text.lower())) for text in (one, other))
    shorter = min(len(first), len(second))
    return shorter > 0 and len(first & second) >= _ALIKE * shorter
