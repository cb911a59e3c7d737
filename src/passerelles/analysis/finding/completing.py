"""How a question may go on."""

from __future__ import annotations

from collections.abc import Iterator

from passerelles.analysis.finding.beginnings import key_of
from passerelles.analysis.finding.found import Completion
from passerelles.analysis.finding.vocabulary import Tables, Vocabulary
from passerelles.analysis.finding.wording import cleaned, words

_FEW = 3
_COLUMNS = "c.text, c.kind, c.iri, c.identifier"


class Completer:
    """Completes beginnings of names."""

    def __init__(self, tables: Tables, vocabulary: Vocabulary) -> None:
        self._tables, self._vocabulary = tables, vocabulary

    def completions(self, prefix: str, top: int) -> list[Completion]:
        """At most `top` names, one of each wording; a mistake in a word that is typed to its end is forgiven."""
        key = key_of(prefix)
        if not key:
            return []
        found = list(self._found(key + " " if prefix[-1:].isspace() else key, top))
        if len(found) < _FEW:
            for other in self._corrected(prefix):
                found += [each for each in self._found(other, top) if each not in found]
        return found[:top]

    def _found(self, key: str, top: int) -> Iterator[Completion]:
        rows = self._tables.rows(
            f"SELECT {_COLUMNS} FROM shortcut s JOIN completion c ON c.id = s.completion WHERE s.key = ? "
            "ORDER BY s.place LIMIT ?",
            (key, top),
        ) or self._tables.rows(
            f"SELECT {_COLUMNS} FROM (SELECT completion, MAX(weight) AS weight FROM beginning "
            "WHERE key >= ? AND key < ? GROUP BY completion) b JOIN completion c ON c.id = b.completion "
            "ORDER BY b.weight DESC, c.id LIMIT ?",
            (key, key + "\U0010ffff", top),
        )
        for text, kind, iri, identifier in rows:
            yield Completion(str(text), str(kind), str(iri), None if identifier is None else str(identifier))

    def _corrected(self, prefix: str) -> Iterator[str]:
        """The beginning with its unknown words corrected; the last one may be the beginning of a word."""
        found = [word.folded for word in words(cleaned(prefix))]
        for place, word in enumerate(found):
            if self._vocabulary.known(word) or (
                place == len(found) - 1 and self._vocabulary.beginning(word, 1)
            ):
                continue
            for correction in self._vocabulary.speller.corrections(word, 2):
                yield " ".join([*found[:place], *correction.words, *found[place + 1 :]])
