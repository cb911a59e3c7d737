"""The capacités of the list and of the blocs reconciled: one node each, whatever the numbering of either."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from passerelles.loaders.fiche_blocs import BlocText
from passerelles.loaders.fiche_items import Item
from passerelles.loaders.fiche_ledger import Ledger
from passerelles.loaders.view import fold
from passerelles.records import Capacite, Severity, Stated, Text

_ALIKE = 0.6  # of the letters: the same code with a wording so close is the same capacité
_SAME = 0.9  # wordings so close are the same capacité even under another code


@dataclass
class _Node:
    """One capacité being gathered."""

    code: str | None
    title: Text
    listed: bool
    variants: list[Text] = field(default_factory=list)
    key: str = ""

    @property
    def letters(self) -> str:
        return letters_of(self.title.value)

    def closeness(self, letters: str) -> float:
        wordings = (self.title, *self.variants)
        return max(
            SequenceMatcher(None, letters_of(text.value), letters, autojunk=False).ratio()
            for text in wordings
        )

    def add(self, wording: Text) -> None:
        """Add a place where the capacité stands; another wording only if more than typography differs."""
        for place, known in enumerate([self.title, *self.variants]):
            if _wording(known.value) == _wording(wording.value):
                proven = replace(known, spans=(*known.spans, *wording.spans))
                if place:
                    self.variants[place - 1] = proven
                else:
                    self.title = proven
                return
        self.variants.append(wording)


def reconcile(
    listed: tuple[Item, ...], blocs: tuple[BlocText, ...], ledger: Ledger
) -> tuple[tuple[Capacite, ...], tuple[tuple[Text, ...], ...]]:
    """The capacités of a certification in order, and for each bloc the keys of its own, with their places."""
    nodes: list[_Node] = []
    for item in listed:
        _add_listed(nodes, item, ledger)
    members: list[list[tuple[_Node, Item]]] = []
    for bloc in blocs:
        taken: list[tuple[_Node, Item]] = []
        members.append(taken)
        for item in bloc.items:
            node = _find(nodes, item, [known for known, _ in taken])
            if node is None:
                node = _add_unlisted(nodes, item, bloc, bool(listed), ledger)
            else:
                node.add(ledger.take(item.text))
            if all(node is not known for known, _ in taken):
                taken.append((node, item))
    _name_keys(nodes)
    capacites = tuple(
        Capacite(node.key, order, node.title, node.code, tuple(node.variants))
        for order, node in enumerate(nodes, 1)
    )
    keys = tuple(tuple(Stated(node.key, (item.text.span,)) for node, item in taken) for taken in members)
    return capacites, keys


def letters_of(text: str) -> str:
    """The letters and digits of a text, folded: what its wording is, whatever its typography."""
    return "".join(char for char in fold(text) if char.isalnum())


def notation_of(code: str | None) -> str | None:
    """The one form of a code: a bare ordinal becomes C<n>."""
    return f"C{code}" if code and code.isdigit() else code


def _wording(text: str) -> str:
    """A text but for what only typesetting changes: quotes, dashes, spaces, final punctuation."""
    quotes = text.translate(str.maketrans("’‘–—‑«»“”", '\'\'---""""'))
    return re.sub(r"[\s;.,:]+$", "", re.sub(r"\s*-\s*", "-", re.sub(r"\s+", " ", quotes)).strip())


def _add_listed(nodes: list[_Node], item: Item, ledger: Ledger) -> None:
    code, title = notation_of(item.code), ledger.take(item.text)
    for node in nodes:
        if node.code == code and code is not None:
            if node.letters == letters_of(title.value):
                node.add(title)
                return
            message = f"Le code {code} désigne deux capacités différentes dans la liste."
            ledger.report("capacite-code-repete", Severity.WARNING, message, item.text, field="skos:notation")
            break
    nodes.append(_Node(code, title, True))


def _find(nodes: list[_Node], item: Item, taken: list[_Node]) -> _Node | None:
    """The capacité that an item of a bloc is: by its wording, then by its code when the wording is close."""
    letters, code = letters_of(item.text.value), notation_of(item.code)
    same = [node for node in nodes if node.letters == letters]
    if same:
        return next((node for node in same if node.code == code), same[0])
    close = [node for node in nodes if node.code == code and code and node.closeness(letters) >= _ALIKE]
    if close:
        return close[0]
    rated = [(node.closeness(letters), -place) for place, node in enumerate(nodes) if node not in taken]
    best = max(rated, default=(0.0, 0))
    return nodes[-best[1]] if best[0] >= _SAME else None


def _add_unlisted(nodes: list[_Node], item: Item, bloc: BlocText, has_list: bool, ledger: Ledger) -> _Node:
    code = notation_of(item.code)
    rival = next((node for node in nodes if code and node.code == code), None)
    if has_list and rival and rival.listed:
        message = f"{bloc.code} : le code {code} y désigne une autre capacité que dans la liste."
        ledger.report(
            "capacite-code-repete", Severity.WARNING, message, item.text, expected=rival.title.value
        )
    elif has_list:
        message = f"{bloc.code} : cette capacité n’est pas dans la liste des capacités attestées."
        ledger.report("capacite-hors-liste", Severity.INFO, message, item.text)
    elif rival:
        message = f"{bloc.code} : la numérotation des capacités recommence ; {code} en désigne plusieurs."
        ledger.report("capacite-code-repete", Severity.INFO, message, item.text, field="skos:notation")
    node = _Node(code, ledger.take(item.text), False)
    nodes.append(node)
    return node


def _name_keys(nodes: list[_Node]) -> None:
    """Keys unique in the certification: the code, with a number when it repeats, or the place in the list."""
    used: set[str] = set()
    for order, node in enumerate(nodes, 1):
        key = node.code or f"#{order}"
        number = 2
        while key in used:
            key = f"{node.code}-{number}"
            number += 1
        used.add(key)
        node.key = key
