"""A question read: its words become units, each with all that may answer it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from passerelles.analysis.finding.abbreviation import abbreviations
from passerelles.analysis.finding.diploma import Named, named_at
from passerelles.analysis.finding.lexicon import HINTS, empty_words, forms, generic_words
from passerelles.analysis.finding.unit import Alternative, Unit
from passerelles.analysis.finding.vocabulary import Known, Vocabulary
from passerelles.analysis.finding.wording import Word, fold, words
from passerelles.analysis.words import STOP, stem

_ABBREVIATED, _INITIALS, _BEGUN, _JOINED = 0.85, 0.85, 0.85, 0.95
_TYPE, _LEVEL, _VOIE, _EMPTY, _GENERIC, _HEAVIEST = 4.5, 3.0, 0.4, 0.1, 0.35, 8.0
_FEW, _MANY = 3, 40
_NUMBERED = re.compile(r"([a-z]{3,})(\d)")


@dataclass(frozen=True, slots=True)
class Question:
    """The units of a question, the question as corrected (None: as typed), and its words that count for nothing."""

    units: tuple[Unit, ...]
    corrected: str | None
    ignored: tuple[str, ...]
    #: The kind of thing that the question asks for by name, if it does.
    hint: str | None = None

    @property
    def naming(self) -> tuple[Unit, ...]:
        """The units that may be asked of anything, not of certifications alone."""
        return tuple(unit for unit in self.units if not unit.certifications)


class Reader:
    """Reads questions with the words of one graph."""

    def __init__(self, vocabulary: Vocabulary, kinds: Mapping[tuple[str, ...], str]) -> None:
        self._vocabulary = vocabulary
        self._kinds = kinds

    def read(self, text: str) -> Question:
        """The question behind a text that `cleaned` has gone over."""
        found = words(text)
        units: list[Unit] = []
        ignored: list[str] = []
        corrections: dict[int, str] = {}
        place = 0
        meaning = [word for word in found if word.folded not in STOP or _state(word, found)]
        meaning, hint = _hinted(meaning)
        ignored += [word.surface for word in found if word not in meaning]
        shapes = ["=but" if _bachelor(word, place) else word.folded for place, word in enumerate(meaning)]
        while place < len(meaning):
            named = named_at(shapes, place, self._kinds)
            pair = " ".join(shapes[place : place + 2])
            if named is not None:
                units += self._named(named, meaning[place : place + named.length])
                place += named.length
            elif pair in abbreviations() and place + 1 < len(meaning):
                units.append(self._pair(pair, meaning[place : place + 2]))
                place += 2
            else:
                unit, corrected = self._word(meaning[place])
                joined = self._joined(meaning, place)
                units.append(replace(unit, alternatives=unit.alternatives + joined) if joined else unit)
                if corrected and not joined:
                    corrections[meaning[place].start] = corrected
                place += 1
        units, empty = _weighed(units)
        return Question(tuple(units), _corrected(text, found, corrections), tuple(ignored + empty), hint)

    def _named(self, named: Named, found: Sequence[Word]) -> Iterator[Unit]:
        text = " ".join(word.surface for word in found)
        marks = [
            Alternative((number,), worth, named.kind)
            for value, worth in named.values
            if (number := self._vocabulary.stem(f"={named.kind}:{value.lower()}".replace("é", "e")))
            is not None
        ]
        own = tuple(
            number for word in found if (number := self._vocabulary.stem(stem(word.folded))) is not None
        )
        if named.kind == "type" and len(own) == len(found):
            marks.append(Alternative(own, 0.95 if len(own) > 1 or named.also else 1.0))
        weight = {"type": _TYPE, "niveau": _LEVEL, "voie": _VOIE}[named.kind]
        yield Unit(text, weight, tuple(marks), certifications=not named.also)

    def _pair(self, pair: str, found: Sequence[Word]) -> Unit:
        own = self._phrase(pair.split())
        alternatives = [Alternative(own, 1.0)] if own else []
        alternatives += self._readings(pair)
        return self._unit(" ".join(word.surface for word in found), alternatives)

    def _readings(self, short: str) -> list[Alternative]:
        return [
            Alternative(stems, _ABBREVIATED, "abréviation")
            for reading in abbreviations().get(short) or abbreviations().get(short.removesuffix("s"), ())
            if (stems := self._phrase(reading))
        ]

    def _phrase(self, found: Sequence[str]) -> tuple[int, ...]:
        """The stems of all these words, or nothing when one is missing."""
        numbers = [self._vocabulary.stem(stem(word)) for word in found]
        return tuple(number for number in numbers if number is not None) if None not in numbers else ()

    def _word(self, word: Word) -> tuple[Unit, str | None]:
        shape = forms().get(word.folded, word.folded)
        known = self._vocabulary.known(shape)
        heard = self._vocabulary.known(shape[:-1] + "er") if word.surface[-1:] in "éÉ" else None
        if known is None and heard is not None:
            # « cuisinié » is written as it sounds.
            found = self._word(replace(word, surface=heard.surface, folded=heard.word))[0]
            return replace(found, text=word.surface), heard.surface
        alternatives: list[Alternative] = []
        own = known.stem if known else self._vocabulary.stem(stem(shape))
        if own is not None:
            alternatives.append(Alternative((own,), 1.0))
            alternatives += self._family(own, 1.0)
        shortened = self._readings(shape)
        common = known is not None and known.count > _MANY
        initials = self._vocabulary.stem(f"~{shape}") if not common or word.surface.isupper() else None
        if initials is not None:
            shortened.append(Alternative((initials,), _INITIALS, "sigle"))
        alternatives += shortened
        numbered = _NUMBERED.fullmatch(shape)
        if numbered and (stems := self._phrase(numbered.groups())):
            alternatives.append(Alternative(stems, _JOINED))
        corrected = None
        if known is None and not shape.isdigit() and shape not in empty_words():
            begun = self._begun(shape) if len(shape) > 3 or not shortened else []
            alternatives += begun
            if not shortened and not (begun and len(shape) <= 6):
                others, corrected = self._corrections(shape)
                alternatives += others
                if begun or own is not None:
                    corrected = None
        elif known is not None and known.count <= _FEW and not shortened:
            alternatives += self._commoner(known)
        return self._unit(word.surface, alternatives), corrected

    def _family(self, stem: int, factor: float, way: str = "famille") -> list[Alternative]:
        return [
            Alternative((other,), weight * factor, way) for other, weight in self._vocabulary.family(stem)
        ]

    def _begun(self, shape: str) -> list[Alternative]:
        """What a word of at least three letters may be the beginning of."""
        if len(shape) < 3 or not shape.isalpha():
            return []
        found = self._vocabulary.beginning(shape)
        most = max((each.count for each in found), default=0)
        return [
            Alternative((each.stem,), _BEGUN, "début")
            for each in found
            if each.count * 50 >= most and len(each.word) <= len(shape) + 9
        ]

    def _corrections(self, shape: str) -> tuple[list[Alternative], str | None]:
        alternatives: list[Alternative] = []
        best: str | None = None
        for each in self._vocabulary.speller.corrections(shape):
            stems = self._phrase(each.words)
            if not stems:
                continue
            alternatives.append(Alternative(stems, each.weight, "correction"))
            if len(stems) == 1:
                alternatives += self._family(stems[0], each.weight, "correction")
            known = [self._vocabulary.known(word) for word in each.words]
            best = best or " ".join(one.surface for one in known if one)
        return alternatives, best

    def _commoner(self, known: Known) -> list[Alternative]:
        """A word that hardly ever stands in the graph may be a mistake that the graph makes too."""
        found = []
        for each in self._vocabulary.speller.corrections(known.word, limit=4):
            one = self._vocabulary.known(each.words[0]) if len(each.words) == 1 else None
            if one and one.stem != known.stem and one.count > known.count * 30:
                found.append(Alternative((one.stem,), 0.7, "correction"))
        return found[:1]

    def _joined(self, found: Sequence[Word], place: int) -> tuple[Alternative, ...]:
        """The word that this one makes with its neighbour (« open classrooms »), when the graph writes it so."""
        alternatives = []
        for first in (place - 1, place):
            if first >= 0 and first + 1 < len(found):
                known = self._vocabulary.known(found[first].folded + found[first + 1].folded)
                if known and known.count >= 2:
                    alternatives.append(Alternative((known.stem,), _JOINED, "mot"))
        return tuple(alternatives)

    def _unit(self, text: str, alternatives: Sequence[Alternative]) -> Unit:
        best: dict[tuple[int, ...], Alternative] = {}
        for each in alternatives:
            if each.stems not in best or each.factor > best[each.stems].factor:
                best[each.stems] = each
        kept = tuple(best.values())
        most = max((each.factor for each in kept), default=0.0)
        weight = max(
            (
                sum(float(self._vocabulary.idf[stem]) for stem in each.stems)
                for each in kept
                if each.factor >= most - 0.02
            ),
            default=_HEAVIEST / 2,
        )
        return Unit(text, min(weight, _HEAVIEST), kept)


def _hinted(found: list[Word]) -> tuple[list[Word], str | None]:
    """The words after those that say what kind of thing is looked for, and that kind."""
    for length in (1, 2):
        last = found[length - 1].folded if len(found) > length else ""
        if last in HINTS and (length == 1 or found[0].folded in ("code", "codes", "specialite")):
            return found[length:], HINTS[last]
    return found, None


def _bachelor(word: Word, place: int) -> bool:
    """Whether « BUT » is the bachelor universitaire de technologie: in capitals, or the first word."""
    return word.folded == "but" and (word.surface == "BUT" or place == 0)


def _state(word: Word, found: Sequence[Word]) -> bool:
    """Whether « DE » is the diplôme d'État: in capitals, in a text that is not."""
    return word.surface == "DE" and not all(other.surface.isupper() for other in found)


def _weighed(units: list[Unit]) -> tuple[list[Unit], list[str]]:
    """The units, those of words that tell little made light when others tell more; the words that tell nothing."""
    empty = [unit for unit in units if _all_in(unit, empty_words())]
    little = [unit for unit in units if _all_in(unit, generic_words())]
    if all(unit.certifications or unit in empty or unit in little for unit in units):
        little = []
    if all(unit.certifications or unit in empty for unit in units):
        return units, []
    weights = [_EMPTY if unit in empty else _GENERIC if unit in little else 1.0 for unit in units]
    kept = [replace(unit, weight=unit.weight * weight) for unit, weight in zip(units, weights, strict=True)]
    return kept, [unit.text for unit in empty]


def _all_in(unit: Unit, known: frozenset[str]) -> bool:
    return not unit.certifications and all(fold(word) in known for word in unit.text.split())


def _corrected(text: str, found: Sequence[Word], corrections: dict[int, str]) -> str | None:
    if not corrections:
        return None
    pieces, end = [], 0
    for word in found:
        if word.start in corrections:
            pieces += [text[end : word.start], corrections[word.start]]
            end = word.end
    return " ".join("".join([*pieces, text[end:]]).split())
