"""Organisations as a page names them: each once, with its SIRET and the other ways in which its name is written."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from passerelles.answers.address import href
from passerelles.answers.links import Named
from passerelles.answers.question import grouped, values

Rows = list[dict[str, str]]


def organisations(found: Rows, key: str) -> tuple[Named, ...]:
    """The organisations that the rows name under `key`, with their `nom` and `siret`, in the order of the rows."""
    return tuple(
        _named(iri, " · ".join(values(group, "siret")) or None, values(group, "nom"))
        for iri, group in grouped([row for row in found if key in row], key).items()
    )


def joined(found: tuple[Named, ...]) -> tuple[Named, ...]:
    """The organisations, one without SIRET told with the only one of the same name that has its SIRET.

    Same name: the same words in the same order, whatever the case, the accents and the punctuation. Where two
    SIRETs have that name, or none, each stays apart: nothing is guessed.
    """
    identified = [each for each in found if each.identifier]
    by_iri = {each.iri: each for each in found}
    for each in found:
        if each.identifier:
            continue
        names = _words_of(each)
        same = [other.iri for other in identified if names & _words_of(other)]
        if len(same) == 1:
            by_iri[same[0]] = _with(by_iri[same[0]], by_iri.pop(each.iri))
    return tuple(by_iri.values())


def words(name: str) -> str:
    """The words of a name, in lower case, without accents and punctuation."""
    plain = unicodedata.normalize("NFKD", name.casefold().replace("œ", "oe").replace("æ", "ae"))
    return " ".join(
        re.findall(r"[^\W_]+", "".join(char for char in plain if not unicodedata.combining(char)))
    )


def _with(organisation: Named, other: Named) -> Named:
    """The organisation under the name that both have, its other names and those of the other after it."""
    names = (organisation.title, *organisation.also, other.title, *other.also)
    shared = _words_of(organisation) & _words_of(other)
    ranked = sorted((name for name in names if name), key=lambda name: words(name) not in shared)
    joined_ = _named(organisation.iri, organisation.identifier, tuple(ranked))
    return replace(joined_, same=(*organisation.same, other.iri, *other.same))


def _named(iri: str, siret: str | None, names: tuple[str, ...]) -> Named:
    """An organisation; names that differ by their typography only are one name."""
    different: dict[str, str] = {}
    for name in names:
        different.setdefault(words(name), name)
    title, *also = (*different.values(),) or (None,)
    return Named(iri, href(iri), siret, title, tuple(filter(None, also)))


def _words_of(organisation: Named) -> frozenset[str]:
    return frozenset(words(name) for name in (organisation.title, *organisation.also) if name) - {""}
