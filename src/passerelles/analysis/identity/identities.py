"""What a text names by its title alone, looked for in the register: candidates with reasons, seldom a decision."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from passerelles.analysis.identity.facts import Facts, read_facts
from passerelles.analysis.identity.reasons import Context, Reason, reasons
from passerelles.analysis.identity.titles import Found, Titles
from passerelles.analysis.rules.reading import unordered
from passerelles.answers.address import href
from passerelles.ontology import ID
from passerelles.store import Dataset

_REGISTER = (f"{ID}rncp/", f"{ID}rs/")
#: Kinds that one certificateur alone awards: the kind tells the certificateur.
_OF_ONE = frozenset({"CQPM"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """One certification of the register that may be meant; `score` only ranks."""

    iri: str
    href: str
    identifier: str | None
    title: str | None
    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """What the register may know of a thing: its candidates, best first, and the one that the evidence decides.

    `decided` is None as long as the evidence does not decide; `sentence` says where it stands.
    """

    iri: str
    title: str | None
    kinds: tuple[str, ...]
    candidates: tuple[Candidate, ...]
    decided: str | None
    sentence: str


@dataclass
class Identities:
    """The titles of a dataset, read when the first is looked for, and what was found; the dataset must stay open."""

    dataset: Dataset
    _facts: dict[str, Facts] = field(default_factory=dict)
    _found: dict[str, Finding] = field(default_factory=dict)

    def __call__(self, iri: str) -> Finding | None:
        """The candidates for a title or a référentiel; None for what has a number of the register."""
        if iri.startswith(_REGISTER):
            return None
        if iri not in self._found:
            self._found[iri] = self._find(iri)
        return self._found[iri]

    @cached_property
    def _titles(self) -> Titles:
        rows = unordered(self.dataset, "certifications-titres")
        return Titles(
            (row["certification"], row["titre"]) for row in rows if row["certification"].startswith(_REGISTER)
        )

    def _read(self, iri: str) -> Facts:
        if iri not in self._facts:
            rows = unordered(self.dataset, "certification-identite", certification=iri)
            self._facts[iri] = read_facts(iri, rows)
        return self._facts[iri]

    def _find(self, iri: str) -> Finding:
        subject = self._read(iri)
        around = dict.fromkeys(
            each.partition("/bloc/")[0] for each in (*subject.given_by, *subject.replaced_by)
        )
        context = Context(subject, tuple(self._read(each) for each in around))
        found: dict[str, Found] = {}
        for title in subject.titles:
            for each in self._titles.find(title):
                if each.iri not in found or found[each.iri].likeness < each.likeness:
                    found[each.iri] = each
        every = (self._candidate(context, each) for each in found.values())
        candidates = tuple(sorted(filter(_likely, every), key=_rank))
        decided = _decided(subject, candidates)
        return Finding(
            iri=iri,
            title=subject.title,
            kinds=tuple(sorted(subject.kinds)),
            candidates=candidates,
            decided=decided,
            sentence=_sentence(candidates, decided),
        )

    def _candidate(self, context: Context, found: Found) -> Candidate:
        facts = self._read(found.iri)
        why = reasons(context, facts, found)
        score = sum(reason.weight for reason in why)
        return Candidate(found.iri, href(found.iri), facts.identifier, facts.title, score, why)


def _decided(subject: Facts, candidates: tuple[Candidate, ...]) -> str | None:
    """The only candidate with the same title and kind, its certificateur known to be the same, nothing against it."""
    same = [each for each in candidates if "titre" in _conclusive(each)]
    sure = [
        each
        for each in same
        if "nature" in _conclusive(each)
        and all(reason.favourable for reason in each.reasons)
        and ({"certificateur", "succession"} & _conclusive(each) or subject.kinds <= _OF_ONE)
    ]
    # Another of the same title and of no known kind may be it as well.
    rivals = [
        each for each in same if not any(r.about == "nature" and not r.favourable for r in each.reasons)
    ]
    return sure[0].iri if len(sure) == 1 and rivals == sure else None


def _conclusive(candidate: Candidate) -> set[str]:
    return {reason.about for reason in candidate.reasons if reason.conclusive}


def _likely(candidate: Candidate) -> bool:
    """Whether the title is the same, or more speaks for it than against."""
    return candidate.score > 0 or "titre" in _conclusive(candidate)


def _rank(candidate: Candidate) -> tuple[float, str]:
    return -candidate.score, candidate.iri


def _sentence(candidates: tuple[Candidate, ...], decided: str | None) -> str:
    if not candidates:
        return "Aucune trouvée."
    if decided:
        (it,) = (each for each in candidates if each.iri == decided)
        return f"C’est {it.identifier} : seule de ce titre et de cette nature, et rien ne s’y oppose."
    if len(candidates) == 1:
        return "Une candidate, sans certitude : rien n’en est déduit."
    return f"{len(candidates)} candidates, sans certitude : rien n’en est déduit."
