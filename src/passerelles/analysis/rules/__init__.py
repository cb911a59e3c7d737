"""Correspondances run as rules: holding all of `depuis` gives `vers`; what follows, by which right, and why."""

from passerelles.analysis.rules.base import RuleBase, certification_of, is_bloc, read_rules
from passerelles.analysis.rules.certification import Bloc, Certification, Period, Standing
from passerelles.analysis.rules.closure import Closure, Derived, close
from passerelles.analysis.rules.declaration import Declaration, SourceName
from passerelles.analysis.rules.derivation import Derivation, Step, derivation, step
from passerelles.analysis.rules.gains import Complete, Followed, Gained, Gains, Withheld, gains
from passerelles.analysis.rules.hypergraph import hypergraph
from passerelles.analysis.rules.item import Item, listed, named
from passerelles.analysis.rules.right import Right
from passerelles.analysis.rules.rule import Rule, containment
from passerelles.analysis.rules.successions import current, successors

__all__ = [
    "Bloc",
    "Certification",
    "Closure",
    "Complete",
    "Declaration",
    "Derivation",
    "Derived",
    "Followed",
    "Gained",
    "Gains",
    "Item",
    "Period",
    "Right",
    "Rule",
    "RuleBase",
    "SourceName",
    "Standing",
    "Step",
    "Withheld",
    "certification_of",
    "close",
    "containment",
    "current",
    "derivation",
    "gains",
    "hypergraph",
    "is_bloc",
    "listed",
    "named",
    "read_rules",
    "step",
    "successors",
]
