"""French words as the analyses compare them: without accents or case, cut at elisions and hyphens, reduced to stems.

Everything is folded before it is stemmed, so that "MÉTALLIER", "metallier" and "Métallière" are one word whoever
wrote them. Short trade tokens (TIG, CN, 5S, C++) are kept as they are.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

import snowballstemmer

_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss", "’": "'", "ʼ": "'"})
_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'"})
_ELISION = re.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)'(?=\w)", re.IGNORECASE)
# A word, or a trade token that ends in a sign (C++, C#) or begins with a dot (.NET is read as NET).
_TOKEN = re.compile(r"[^\W_]+(?:\+\+|#)?")
#: Feminine forms of trades and participles, which the stemmer does not know without their accents.
_FEMININE = (
    (re.compile(r"(?<=\w\w)ees?$"), "e"),
    (re.compile(r"(?<=\w\w\w)euses?$"), "eur"),
    (re.compile(r"(?<=\w)trices?$"), "teur"),
    (re.compile(r"(?<=\w)iennes?$"), "ien"),
    (re.compile(r"(?<=\w\w)eres?$"), "er"),
    (re.compile(r"(?<=\w\w)ives?$"), "if"),
)
_LITTLE_WORDS = """
    a afin ai ainsi alors apres au aucun aucune aussi autre autres aux avant avec c ca car ce cela celle celles celui
    ces cet cette ceux chaque chez comme d dans de depuis des donc dont du elle elles en encore entre est et etant etc
    ete etre eux font ici il ils je l la le les leur leurs lors lui m ma mais me mes moi mon n ne ni non nos notre nous
    on ont ou par pas pendant plus plusieurs pour puis qu quand que quel quelle quelles quels qui s sa sans se selon
    ses si sien soit son sont sous sur t ta te tel telle telles tels tes toi ton tous tout toute toutes tres tu un une
    vers via voire vos votre vous y
"""
#: Words that say nothing of a trade.
STOP = frozenset(_LITTLE_WORDS.split())


def folded(text: str) -> str:
    """The text in lower case without accents, ligatures written out; its length may change."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_LIGATURES))
    return "".join(char for char in decomposed if not unicodedata.combining(char)).lower()


def tokens(text: str) -> list[str]:
    """The words of a text in their order, folded, without elided articles, little words included."""
    return _TOKEN.findall(_ELISION.sub("", folded(text)))


def written(text: str) -> list[tuple[str, str]]:
    """The words of a text in their order: each folded, as `tokens` gives it, and as it is written."""
    # Folding may change the length of a word, so that each is folded alone.
    composed = unicodedata.normalize("NFC", text).translate(_APOSTROPHES)
    bare = _ELISION.sub(" ", composed)
    return [
        (token, found[0]) for found in _TOKEN.finditer(bare) for token in _TOKEN.findall(folded(found[0]))[:1]
    ]


def stems(text: str) -> list[str]:
    """The stems of the words of a text in their order, without the words that say nothing (`STOP`)."""
    return [stem(token) for token in tokens(text) if token not in STOP]


@lru_cache(maxsize=200_000)
def stem(token: str) -> str:
    """The stem of one folded word; a token of at most three characters, or with a digit or a sign, is kept."""
    if len(token) <= 3 or not token.isalpha():
        return token
    for pattern, ending in _FEMININE:
        token, changed = pattern.subn(ending, token)
        if changed:
            break
    return str(_stemmer().stemWord(token))


def acronyms(text: str) -> frozenset[str]:
    """The trade tokens of a text as written in capitals or with digits (TIG, CN, 5S, C++), folded.

    A text that is all capitals has none: nothing tells an acronym from a word there.
    """
    if text.isupper():
        return frozenset()
    found = re.findall(
        r"\b(?:[A-ZÀ-Ý][A-ZÀ-Ý0-9]{1,5}|\d[A-Z]{1,3}|[A-Z]{1,3}\d{1,4})\b|\b[A-Z](?:\+\+|#)", text
    )
    return frozenset(folded(each) for each in found)


@cache
def _stemmer() -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer("french")
