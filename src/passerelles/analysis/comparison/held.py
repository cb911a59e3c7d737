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

    `bloc_texts` are the words of the title of each bloc, then these with those of its capacités, by IRI; a
    certification without blocs counts as one.
    """

    certification: Certification
    title: Weighed
    statements: dict[str, tuple[Statement, ...]]
    weighed: dict[str, tuple[Weighed, ...]]
    bloc_texts: dict[str, tuple[Weighed, Weighed]]
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
    titles = [(bloc.iri, bloc.title, [capacites[number] for number in bloc.capacites]) for bloc in blocs]
    titles = titles or [(found.iri, found.title, list(capacites.values()))]
    texts = {
        iri: (title or "", ". ".join(each for each in (title, *(one.title for one in held)) if each))
        for iri, title, held in titles
    }
    return Held(
        certification=found,
        title=weigh(found.title or "", vocabulary),
        statements=statements,
        weighed={name: tuple(weigh(each.text, vocabulary) for each in of) for name, of in statements.items()},
        bloc_texts={
            iri: (weigh(title, vocabulary), weigh(whole, vocabulary)) for iri, (title, whole) in texts.items()
        },
        codes=codes,
        sources=tuple(catalogue.sources(found.id)),
    )
