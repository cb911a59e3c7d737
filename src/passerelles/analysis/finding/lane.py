"""One kind of text to search in: which texts hold each stem, and how much each text says, in arrays read from disk.

A text is scored both ways, over words weighed by how rare they are: the share of the question that it answers, and
the share of itself that the question covers.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from passerelles.analysis.finding.unit import Unit

Ints = NDArray[np.int32]
Floats = NDArray[np.float32]


def opened(path: Path) -> NDArray[Any]:
    """The array in a file, read from disk as it is needed; a plain array, since slices of others are slow."""
    return np.asarray(np.load(path, mmap_mode="r"))


class LaneDraft:
    """Postings on their way: (stem, text, field) for each text in its order."""

    def __init__(self) -> None:
        self._stems = array("i")
        self._texts = array("i")
        self._fields = array("b")
        self._last = -1

    def add(self, text: int, stems: Iterable[int], field: int = 0) -> None:
        """Say that a text holds these stems in that field (0 is the best field)."""
        for stem in stems:
            self._stems.append(stem)
            self._texts.append(text)
            self._fields.append(field)
        self._last = max(self._last, text)

    def write(self, folder: Path, name: str, texts: int, idf: Floats) -> None:
        """Write the postings as arrays; `idf` weighs each stem."""
        stems = np.frombuffer(self._stems, dtype=np.int32) if self._stems else np.zeros(0, np.int32)
        held = np.frombuffer(self._texts, dtype=np.int32) if self._texts else np.zeros(0, np.int32)
        fields = np.frombuffer(self._fields, dtype=np.int8) if self._fields else np.zeros(0, np.int8)
        order = np.lexsort((fields, held, stems))
        stems, held, fields = stems[order], held[order], fields[order]
        # A stem counts once a text, in its best field.
        first = np.ones(len(stems), dtype=bool)
        first[1:] = (stems[1:] != stems[:-1]) | (held[1:] != held[:-1])
        stems, held, fields = stems[first], held[first], fields[first]
        starts = np.zeros(len(idf) + 1, dtype=np.int64)
        np.add.at(starts, stems + 1, 1)
        title = fields == 0
        mass = np.bincount(held[title], weights=idf[stems[title]], minlength=texts).astype(np.float32)
        np.save(folder / f"{name}.starts.npy", np.cumsum(starts))
        np.save(folder / f"{name}.texts.npy", held)
        np.save(folder / f"{name}.fields.npy", fields)
        np.save(folder / f"{name}.mass.npy", mass)


@dataclass(frozen=True, slots=True)
class Scored:
    """Texts with the share of the question each answers and the share of each that the question covers."""

    texts: Ints
    cover: Floats
    precision: Floats

    def best(self, limit: int, looseness: float) -> list[tuple[int, float]]:
        """The best texts with their scores, at most 1; `looseness` is how little the length of a text matters."""
        if not len(self.texts):
            return []
        score = self.cover**1.5 * (looseness + (1 - looseness) * self.precision)
        keep = np.argpartition(score, -limit)[-limit:] if len(score) > limit else np.arange(len(score))
        # Equal scores: the order of the texts, so that answers never change.
        order = keep[np.lexsort((self.texts[keep], -score[keep]))]
        return [(int(self.texts[place]), float(score[place])) for place in order]


class Lane:
    """The postings of one kind of text."""

    def __init__(self, folder: Path, name: str, idf: Floats) -> None:
        self._starts = opened(folder / f"{name}.starts.npy")
        self._texts = opened(folder / f"{name}.texts.npy")
        self._fields = opened(folder / f"{name}.fields.npy")
        self._mass = opened(folder / f"{name}.mass.npy")
        self._idf = idf

    def __len__(self) -> int:
        return len(self._mass)

    def postings(self, stem: int) -> tuple[Ints, NDArray[np.int8]]:
        """The texts that hold a stem, in their order, and the field where each holds it."""
        start, end = int(self._starts[stem]), int(self._starts[stem + 1])
        return self._texts[start:end], self._fields[start:end]

    def field(self, text: int, stem: int) -> int | None:
        """The field in which a text holds a stem, None when it does not."""
        held, fields = self.postings(stem)
        place = int(np.searchsorted(held, text))
        return int(fields[place]) if place < len(held) and held[place] == text else None

    def count(self, unit: Unit) -> int:
        """How many texts hold a unit, at most."""
        return sum(
            min(int(self._starts[stem + 1] - self._starts[stem]) for stem in each.stems)
            for each in unit.alternatives
        )

    def scored(self, units: Sequence[Unit], least: float = 0.5, fields: Floats | None = None) -> Scored:
        """The texts that answer at least that share of the question; `fields` is what each field is worth."""
        whole = sum(unit.weight for unit in units)
        texts = self._candidates(units, whole * least)
        cover, covered = np.zeros(len(texts), np.float32), np.zeros(len(texts), np.float32)
        for unit in units:
            best, mass = np.zeros(len(texts), np.float32), np.zeros(len(texts), np.float32)
            for each in unit.alternatives:
                value, weight = self._value(texts, each.stems, each.factor, fields)
                np.maximum(best, value, out=best)
                np.maximum(mass, weight, out=mass)
            cover += unit.weight * best
            covered += mass
        cover /= max(whole, 1e-6)
        kept = cover >= least
        texts = texts[kept]
        precision = np.minimum(1.0, covered[kept] / np.maximum(self._mass[texts], 1e-6))
        return Scored(texts, cover[kept], precision.astype(np.float32))

    def _candidates(self, units: Sequence[Unit], needed: float) -> Ints:
        """Texts that may reach the weight needed: they hold one of the rarest units; the others alone are too light."""
        held = np.zeros(len(self), dtype=bool)
        left = sum(unit.weight for unit in units)
        for unit in sorted(units, key=self.count):
            if left < needed:
                break
            left -= unit.weight
            for each in unit.alternatives:
                held[self.postings(each.stems[0])[0]] = True
        return np.flatnonzero(held).astype(np.int32)

    def _value(
        self, texts: Ints, stems: tuple[int, ...], factor: float, fields: Floats | None
    ) -> tuple[Floats, Floats]:
        """What an alternative is worth in each text, and how much of the text's title it covers."""
        value = np.full(len(texts), factor, np.float32)
        mass = np.zeros(len(texts), np.float32)
        for stem in stems:
            held, where = self.postings(stem)
            if not len(held):
                return np.zeros(len(texts), np.float32), mass * 0
            place = np.searchsorted(held, texts)
            place[place == len(held)] = 0
            hit = held[place] == texts
            field = where[place]
            value *= hit if fields is None else np.where(hit, fields[field], 0)
            mass += np.where(hit & (field == 0), self._idf[stem] * min(1.0, factor + 0.2), 0)
        return value, np.where(value > 0, mass, 0)
