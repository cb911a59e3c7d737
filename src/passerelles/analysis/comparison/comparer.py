"""Two certifications compared: capacités and blocs matched, codes, level and title beside each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import product
from pathlib import Path

from passerelles.analysis.catalogue import Catalogue, Certification
from passerelles.analysis.comparison import codes, near
from passerelles.analysis.comparison.answer import (
    Comparison,
    Declared,
    Match,
    NearBlocs,
    Part,
    Side,
    Statement,
)
from passerelles.analysis.comparison.held import Held, hold
from passerelles.analysis.comparison.likeness import likeness, strength, why
from passerelles.analysis.comparison.matching import Matching, match
from passerelles.analysis.comparison.vocabulary import Vocabulary
from passerelles.answers.address import href
from passerelles.errors import NotFoundError

#: The correspondances between two blocs or certifications, by their IRIs.
DeclaredBetween = Callable[[str, str], Sequence[Declared]]
#: What each part counts for, as far as both sides have it.
_WEIGHTS = {
    "capacités": 0.45,
    "blocs": 0.20,
    "ROME": 0.12,
    "NSF": 0.06,
    "Formacode": 0.05,
    "niveau": 0.04,
    "titre": 0.08,
}
#: Certifications held in memory, weighed.
_REMEMBERED = 2_000


class Comparer:
    """Compares the certifications of one catalogue; safe to use from several threads."""

    def __init__(
        self, catalogue: Catalogue, folder: Path, declared: DeclaredBetween = lambda _, __: ()
    ) -> None:
        self._catalogue = catalogue
        self.vocabulary = Vocabulary(folder)
        self._declared = declared
        self._closeness: dict[str, codes.Closeness] = {
            "ROME": lru_cache(maxsize=50_000)(codes.Rome(catalogue)),
            "NSF": codes.nsf,
            "Formacode": lru_cache(maxsize=50_000)(codes.Formacode(catalogue)),
            "niveau": codes.niveau,
        }
        self._held = lru_cache(maxsize=_REMEMBERED)(self._hold)

    def close(self) -> None:
        """Let go of the files."""
        self.vocabulary.close()

    def compare(self, left: str, right: str) -> Comparison:
        """The comparison of two certifications (IRIs), or of those that two blocs belong to.

        Raises `NotFoundError` for one that the catalogue does not know.
        """
        one, other = self._held(left.partition("/bloc/")[0]), self._held(right.partition("/bloc/")[0])
        matched = {
            name: match(one.weighed[name], other.weighed[name])
            if one.weighed[name] and other.weighed[name]
            else None
            for name in ("capacités", "blocs")
        }
        parts = tuple(self._parts(one, other, matched))
        weight = sum(part.weight for part in parts if part.score is not None)
        score = sum(part.weight * part.score for part in parts if part.score is not None)
        found = {
            name: tuple(self._matches((name, name), one, other, matching))
            for name, matching in matched.items()
        }
        return Comparison(
            left=_side(one, {each.iri for name in found for group in found[name] for each in group.left}),
            right=_side(other, {each.iri for name in found for group in found[name] for each in group.right}),
            score=score / weight if weight else None,
            parts=parts,
            capacites=found["capacités"],
            blocs=found["blocs"],
            crossed=tuple(self._crossed(one, other)),
        )

    def near_blocs(self, threshold: float) -> Iterator[NearBlocs]:
        """The pairs of blocs of different certifications at least that much alike, by their titles and capacités."""
        return near.near_blocs(self._catalogue, self.vocabulary, threshold)

    def close_to(
        self, missing: str, holdings: Iterable[str], top: int = 3
    ) -> tuple[tuple[str, float, str], ...]:
        """The blocs had that look most like a missing bloc (or certification without blocs), each with a sentence.

        `holdings` are IRIs of certifications and blocs. Computed: it grants nothing.
        """
        whole = self._known(missing.partition("/bloc/")[0])
        wanted = whole.bloc_texts.get(missing) if whole else None
        if whole is None or wanted is None:
            return ()
        found = []
        for iri in dict.fromkeys(holdings):
            held = self._known(iri.partition("/bloc/")[0])
            if held is None:
                continue
            for bloc, texts in held.bloc_texts.items():
                if bloc != missing and (iri == bloc or iri == held.certification.iri):
                    # Titles alone, or with all that the blocs contain, whichever are more alike.
                    pairs = [
                        (likeness(one, other), one, other) for one, other in zip(texts, wanted, strict=True)
                    ]
                    best, one, other = max(pairs, key=lambda each: each[0].score)
                    word = strength(best.score)
                    if word:
                        reason = why(one, other, best).sentence
                        found.append((bloc, best.score, f"Ressemblance calculée, {word}. {reason}"))
        return tuple(sorted(found, key=lambda each: (-each[1], each[0]))[:top])

    def _known(self, iri: str) -> Held | None:
        try:
            return self._held(iri)
        except NotFoundError:
            return None

    def _hold(self, iri: str) -> Held:
        found = self._catalogue.certification(iri)
        if found is None:
            raise NotFoundError(f"« {iri} » n’est pas dans ce graphe.")
        return hold(self._catalogue, found, self.vocabulary)

    def _parts(self, one: Held, other: Held, matched: dict[str, Matching | None]) -> Iterator[Part]:
        for name, matching in matched.items():
            if matching is None:
                yield Part(
                    name, None, _WEIGHTS[name], f"{name.capitalize()} : non renseigné d’un côté au moins."
                )
                continue
            sizes = f"{len(matching.likenesses)} et {len(matching.likenesses[0])}"
            said = f"{name.capitalize()} ({sizes}) : {len(matching.groups)} rapprochement"
            yield Part(
                name, matching.coverage(), _WEIGHTS[name], said + ("s." if len(matching.groups) > 1 else ".")
            )
        for name, closeness in self._closeness.items():
            left, right = one.codes[name], other.codes[name]
            yield Part(
                name,
                codes.closest(left, right, closeness),
                _WEIGHTS[name],
                _codes_sentence(name, left, right),
            )
        title = likeness(one.title, other.title).score if one.title.weights and other.title.weights else None
        yield Part("titre", title, _WEIGHTS["titre"], "Mots des intitulés, selon leur rareté.")

    def _crossed(self, one: Held, other: Held) -> Iterator[Match]:
        """The capacités of one side with the blocs of the other, where only one side has capacités."""
        names = tuple("capacités" if each.weighed["capacités"] else "blocs" for each in (one, other))
        if len(set(names)) == 2 and one.weighed[names[0]] and other.weighed[names[1]]:
            matching = match(one.weighed[names[0]], other.weighed[names[1]])
            yield from self._matches(names, one, other, matching)

    def _matches(
        self, names: tuple[str, ...], one: Held, other: Held, matching: Matching | None
    ) -> Iterator[Match]:
        if matching is None:
            return
        for group in matching.groups:
            left = tuple(one.statements[names[0]][place] for place in group.left)
            right = tuple(other.statements[names[1]][place] for place in group.right)
            a, b = group.left[0], group.right[0]
            if len(group.left) > 1:
                a = max(group.left, key=lambda place: matching.likenesses[place][b].score)
            if len(group.right) > 1:
                b = max(group.right, key=lambda place: matching.likenesses[a][place].score)
            found = matching.likenesses[a][b]
            yield Match(
                left=left,
                right=right,
                score=group.score,
                strength=strength(group.score) or "faible",
                why=why(one.weighed[names[0]][a], other.weighed[names[1]][b], found),
                declared=self._declared_between(left, right) if set(names) == {"blocs"} else (),
            )

    def _declared_between(
        self, left: Sequence[Statement], right: Sequence[Statement]
    ) -> tuple[Declared, ...]:
        found = [each for a, b in product(left, right) for each in self._declared(a.iri, b.iri)]
        return tuple({each.iri: each for each in found}.values())


def _side(held: Held, matched: set[str]) -> Side:
    own = {
        name: tuple(each for each in statements if each.iri not in matched)
        for name, statements in held.statements.items()
    }
    found: Certification = held.certification
    return Side(
        iri=found.iri,
        href=href(found.iri),
        identifier=found.identifier,
        title=found.title,
        actif=found.actif,
        fin=found.fin,
        capacites=len(held.statements["capacités"]),
        blocs=len(held.statements["blocs"]),
        own_capacites=own["capacités"],
        own_blocs=own["blocs"],
        sources=held.sources,
    )


def _codes_sentence(name: str, left: Iterable[str], right: Iterable[str]) -> str:
    one, other = sorted(set(left)), sorted(set(right))
    if not one or not other:
        return f"{name.capitalize() if name.islower() else name} : non renseigné d’un côté au moins."
    label = {"niveau": "Niveau", "Formacode": "Formacodes"}.get(name, f"Codes {name}")
    both = sorted(set(one) & set(other))
    if both:
        return f"{label} en commun : {', '.join(both)}."
    return f"{label} : {', '.join(one)} d’un côté, {', '.join(other)} de l’autre."
