"""What an operator may ask of an export."""

from __future__ import annotations

from dataclasses import dataclass

from passerelles.ontology import BASE


@dataclass(frozen=True, slots=True)
class Options:
    """`base`: what IRIs of ours begin with in the file; `with_restricted`: documents without open licence leave too."""

    base: str = BASE
    with_restricted: bool = False


DEFAULT = Options()
