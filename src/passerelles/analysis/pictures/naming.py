"""Names of communities: the words that their titles have more than the others, and the job they share most."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from passerelles.analysis.catalogue import Catalogue
from passerelles.analysis.pictures.mark import Mark
from passerelles.analysis.words import STOP, stem, written

#: Words of a name; a word or a code must belong to this part of the members.
WORDS, SHARE = 3, 0.3
_CODES = "SELECT certification, notation FROM code WHERE scheme = 'rome'"
_LABEL = "SELECT label FROM concept WHERE scheme = 'rome' AND notation = ?"
#: Words of nearly every title of a kind.
_COMMON = 0.6


class Naming:
    """Called with the marks of a community, names it by comparison with all the marks of the map."""

    def __init__(self, catalogue: Catalogue, numbers: Mapping[str, int], marks: Sequence[Mark]) -> None:
        self._catalogue = catalogue
        self._numbers = numbers
        self._stems = {mark.id: _words(mark.title) for mark in marks}
        self._everywhere = Counter(word for words in self._stems.values() for word in words)
        wanted = set(numbers.values())
        self._codes: dict[int, set[str]] = defaultdict(set)
        for number, notation in catalogue.each(_CODES):
            if number in wanted:
                self._codes[int(str(number))].add(str(notation))

    def __call__(self, marks: Sequence[Mark]) -> tuple[tuple[str, ...], str | None, str | None]:
        """The words, most typical first; the ROME code most shared and its label, None when few share one."""
        size, whole = len(marks), len(self._stems)
        here: Counter[str] = Counter()
        forms: dict[str, Counter[str]] = defaultdict(Counter)
        for mark in marks:
            for word, form in self._stems[mark.id].items():
                here[word] += 1
                forms[word][form] += 1
        least = max(SHARE * size, 1 if size < 3 else 2)
        told = sorted(
            (
                (-self._typical(count, size, self._everywhere[word], whole), word)
                for word, count in here.items()
                if count >= least and (size == whole or self._everywhere[word] < _COMMON * whole)
            )
        )
        words = tuple(
            min(forms[word], key=lambda form: (-forms[word][form], form)) for _, word in told[:WORDS]
        )
        code = self._code(marks)
        label = self._catalogue.rows(_LABEL, (code,)) if code else []
        return words, code, str(label[0][0]) if label and label[0][0] else None

    @staticmethod
    def _typical(here: int, size: int, everywhere: int, whole: int) -> float:
        """How much of the community has it, against how much of the map does."""
        share = here / size
        return share * math.log((share * whole) / everywhere + 0.1) if everywhere < whole else share / 10

    def _code(self, marks: Sequence[Mark]) -> str | None:
        found = Counter(code for mark in marks for code in self._codes[self._numbers[mark.id]])
        if not found:
            return None
        code = min(found, key=lambda each: (-found[each], each))
        return code if found[code] >= SHARE * len(marks) else None


def _words(title: str | None) -> dict[str, str]:
    found: dict[str, str] = {}
    for token, form in written(title or ""):
        # Marks of both genders (« Opérateur(trice) ») leave endings that are no words.
        if token not in STOP and len(token) > 3 and not token.isdigit() and token not in _ENDINGS:
            found.setdefault(stem(token), form.lower())
    return found


#: Halves of « Opérateur(trice) », and words that name a diploma or who awards it rather than a trade.
_ENDINGS = frozenset(
    [
        *(
            "trice",
            "euse",
            "ienne",
            "iere",
            "ere",
            "technicienne",
            "option",
            "options",
            "mention",
            "mentions",
        ),
        *(
            "specialite",
            "parcours",
            "fiche",
            "nationale",
            "national",
            "diplome",
            "diplomee",
            "ecole",
            "institut",
        ),
        *("universite", "universitaire", "certificat", "qualification", "professionnel", "professionnelle"),
        *("titre", "brevet", "licence", "master", "grade", "metiers"),
    ]
)
