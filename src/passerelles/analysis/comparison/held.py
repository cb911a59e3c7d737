"""What one certification brings to a comparison: its statements weighed, its codes, its sources."""

from __future__ import annotations

from dataclasses import dataclass

from passerelles.analysis.catalogue import Catalogue, Certification, Source
from passerelles.analysis.comparison.answer import Statement
from passerelles.analysis.comparison.vocabulary import Vocabulary
from passerelles.analysis.comparison.weighed import Weighed, weigh
from passerelles.answers.address import href

_SCHEMES = {"rome": "ROME", "nsf": "NSF", "formacode": "Formacode", "niveau": "niveau"}


@dataclass(frozen=True, slots=True)
class Held:
    """One certification: statements and their weighed words by kind ("capacités", "blocs"), codes by list.

    `bloc_texts` are the words of each bloc with those of its capacités, by IRI; a certification without blocs is one.
    """

    certification: Certification
    title: Weighed
    statements: dict[str, tuple[Statement, ...]]
    weighed: dict[str, tuple[Weighed, ...]]
    bloc_texts: dict[str, Weighed]
    codes: dict[str, tuple[str, ...]]
    sources: tuple[Source, ...]


def hold(catalogue: Catalogue, found: Certification, vocabulary: Vocabulary) -> Held:
    """Read and weigh one certification."""
    blocs = catalogue.blocs(found.id)
    capacites = {each.id: each for each in catalogue.capacites(found.id)}
    inside = {number: bloc for bloc in reversed(blocs) for number in bloc.capacites}
    statements = {
        "capacités": tuple(
            Statement(
                each.iri,
                href(each.iri),
                each.notation,
                each.title,
                inside[each.id].identifier if each.id in inside else None,
            )
            for each in capacites.values()
            if each.title
        ),
        "blocs": tuple(
            Statement(each.iri, href(each.iri), each.identifier, each.title) for each in blocs if each.title
        ),
    }
    codes: dict[str, tuple[str, ...]] = dict.fromkeys(_SCHEMES.values(), ())
    for code in catalogue.codes(found.id):
        if code.scheme in _SCHEMES:
            codes[_SCHEMES[code.scheme]] += (code.notation,)
    texts = {
        bloc.iri: ". ".join(
            each for each in (bloc.title, *(capacites[number].title for number in bloc.capacites)) if each
        )
        for bloc in blocs
    } or {
        found.iri: ". ".join(each for each in (found.title, *(c.title for c in capacites.values())) if each)
    }
    return Held(
        certification=found,
        title=weigh(found.title or "", vocabulary),
        statements=statements,
        weighed={name: tuple(weigh(each.text, vocabulary) for each in of) for name, of in statements.items()},
        bloc_texts={iri: weigh(text, vocabulary) for iri, text in texts.items()},
        codes=codes,
        sources=tuple(catalogue.sources(found.id)),
    )
