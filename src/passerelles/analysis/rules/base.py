"""The rule base of a graph: correspondances by what they ask and by what they give, and successions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from passerelles.analysis.rules.certification import Bloc, Certification
from passerelles.analysis.rules.certifications import Certifications
from passerelles.analysis.rules.day import day_or_none
from passerelles.analysis.rules.declaration import Declaration, Declarations, SourceName
from passerelles.analysis.rules.reading import unordered
from passerelles.analysis.rules.rule import Rule, containment
from passerelles.answers.question import local_name
from passerelles.store import Dataset

Links = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class RuleBase:
    """Rules by premise and by conclusion, successions both ways, and readers of what is shown of them.

    `known` is the day of the data, when the caller knows it. Containments are made when a certification is asked
    for: a register has sixty thousand blocs, an answer touches a few.
    """

    rules: tuple[Rule, ...]
    certification: Callable[[str], Certification | None]
    declaration: Callable[[Rule], Declaration]
    newer: Links = field(default_factory=dict)
    older: Links = field(default_factory=dict)
    known: date | None = None
    _asking: Mapping[str, tuple[Rule, ...]] = field(init=False)
    _giving: Mapping[str, tuple[Rule, ...]] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_asking", _index(self.rules, lambda rule: rule.depuis))
        object.__setattr__(self, "_giving", _index(self.rules, lambda rule: rule.vers))

    def asking(self, item: str) -> tuple[Rule, ...]:
        """The correspondances that ask for this certification or bloc, alone or with others."""
        return self._asking.get(item, ())

    def giving(self, item: str) -> tuple[Rule, ...]:
        """The correspondances that give this certification or bloc, alone or with others."""
        return self._giving.get(item, ())

    def contents(self, item: str) -> Rule | None:
        """What the whole certification contains, None for a bloc or a certification without blocs."""
        found = None if is_bloc(item) else self.certification(item)
        return containment(item, found.contained) if found and found.contained else None

    def using(self, item: str) -> tuple[Rule, ...]:
        """All that may follow from this item: correspondances that ask for it, and what it contains."""
        contents = self.contents(item)
        return (contents, *self.asking(item)) if contents else self.asking(item)

    def knows(self, item: str) -> bool:
        """Whether the graph knows this certification or bloc."""
        whole = self.certification(certification_of(item))
        return whole is not None and (not is_bloc(item) or self.bloc(item) is not None)

    def bloc(self, item: str) -> Bloc | None:
        """What the graph says of a bloc."""
        whole = self.certification(certification_of(item))
        return next((bloc for bloc in whole.blocs if bloc.iri == item), None) if whole else None

    def sources(self, certification: str) -> tuple[SourceName, ...]:
        """The documents that describe a certification."""
        return self.declaration(containment(certification, frozenset())).sources

    def awardable(self, item: str, day: date) -> bool | None:
        """Whether the item, or the certification it belongs to, can be awarded on that day; None = not stated."""
        whole = self.certification(certification_of(item))
        return whole.standing(day, self.known).award if whole else None


def is_bloc(item: str) -> bool:
    """Whether the IRI is that of a bloc."""
    return "/bloc/" in item


def certification_of(item: str) -> str:
    """The IRI of the certification that a bloc belongs to; that of a certification is its own."""
    return item.partition("/bloc/")[0]


def read_rules(
    dataset: Dataset,
    known: date | None = None,
    certification: Callable[[str], Certification | None] | None = None,
) -> RuleBase:
    """The rule base of a dataset, `known` being the day of its data; two queries over the whole graph.

    The dataset is read again, a little at a time, as long as the base is used; `certification` reads
    certifications in its place.
    """
    newer: dict[str, list[str]] = defaultdict(list)
    older: dict[str, list[str]] = defaultdict(list)
    for row in unordered(dataset, "remplacements"):
        newer[row["ancienne"]].append(row["nouvelle"])
        older[row["nouvelle"]].append(row["ancienne"])
    return RuleBase(
        rules=_rules(unordered(dataset, "correspondances-regles")),
        certification=certification or Certifications(dataset),
        declaration=Declarations(dataset),
        newer={iri: tuple(sorted(found)) for iri, found in newer.items()},
        older={iri: tuple(sorted(found)) for iri, found in older.items()},
        known=known,
    )


def _rules(rows: Iterable[dict[str, str]]) -> tuple[Rule, ...]:
    ends: dict[str, dict[str, set[str]]] = {}
    facts: dict[str, dict[str, str]] = {}
    for row in rows:
        iri = row["correspondance"]
        ends.setdefault(iri, {"depuis": set(), "vers": set()})[row["role"]].add(row["terme"])
        # Where two sources rank the same sentence differently, the weaker rank is the prudent one.
        if iri not in facts or row["rang"] < facts[iri]["rang"]:
            facts[iri] = row
    return tuple(_rule(iri, ends[iri], facts[iri]) for iri in sorted(ends))


def _rule(iri: str, ends: dict[str, set[str]], facts: dict[str, str]) -> Rule:
    return Rule(
        iri=iri,
        depuis=frozenset(ends["depuis"]),
        vers=frozenset(ends["vers"]),
        rank=local_name(facts["rang"]),
        scope=local_name(facts["portee"]) if "portee" in facts else None,
        start=day_or_none(facts.get("effet")),
        end=day_or_none(facts.get("fin")),
    )


def _index(rules: tuple[Rule, ...], ends: Callable[[Rule], frozenset[str]]) -> dict[str, tuple[Rule, ...]]:
    found: dict[str, list[Rule]] = defaultdict(list)
    for rule in rules:
        for item in ends(rule):
            found[item].append(rule)
    return {item: tuple(of_item) for item, of_item in found.items()}
