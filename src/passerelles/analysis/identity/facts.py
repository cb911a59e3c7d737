"""What tells one certification from another, as the graph says it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from passerelles.analysis.identity.title import read_title
from passerelles.analysis.words import folded, tokens
from passerelles.answers.question import local_name


@dataclass(frozen=True, slots=True)
class Organisation:
    """A certificateur: its IRI and all the names that documents give it."""

    iri: str
    names: tuple[str, ...]

    @property
    def name(self) -> str:
        """The shortest of its names."""
        return min(self.names, key=lambda name: (len(name), name), default=local_name(self.iri))

    def same_as(self, other: Organisation) -> bool:
        """Whether both are one organisation: the same IRI, or a name with the same words."""
        mine = {" ".join(tokens(name)) for name in self.names} - {""}
        return self.iri == other.iri or bool(mine & {" ".join(tokens(name)) for name in other.names})


@dataclass(frozen=True, slots=True)
class Facts:
    """Titles, kinds, certificateurs, collective agreements, codes, years and links of one certification.

    `given_by` are what gives it by a correspondance, `replaced_by` what replaces it, `declarers` who declares the
    correspondances that give it.
    """

    iri: str
    identifier: str | None
    titles: tuple[str, ...]
    kinds: frozenset[str]
    organisations: tuple[Organisation, ...]
    declarers: tuple[Organisation, ...]
    conventions: frozenset[str]
    romes: frozenset[str]
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    given_by: tuple[str, ...]
    replaced_by: tuple[str, ...]
    described: bool

    @property
    def title(self) -> str | None:
        """All its titles, in one line."""
        return " · ".join(self.titles) or None


def read_facts(iri: str, rows: Iterable[dict[str, str]]) -> Facts:
    """The facts of a certification from the rows of `certification-identite`."""
    values: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in rows:
        values[local_name(row["propriete"])][row["valeur"]].update(filter(None, [row.get("nom")]))
    titles = tuple(sorted(values["title"], key=lambda title: (len(title), title)))
    kinds = {local_name(kind) for kind in values["type"]} | {
        kind for title in titles for kind in read_title(title).kinds
    }
    if kinds & {"CQPM", "CQPI"}:
        kinds.discard("CQP")
    return Facts(
        iri=iri,
        identifier=min(values["identifier"], default=None),
        titles=_different(titles),
        kinds=frozenset(kinds),
        organisations=_organisations(values["certificateur"]),
        declarers=_organisations(values["declarePar"]),
        conventions=frozenset(values["convention"]),
        romes=frozenset(values["rome"]),
        starts=tuple(sorted(values["effet"])),
        ends=tuple(sorted(values["fin"])),
        given_by=tuple(sorted(values["depuis"])),
        replaced_by=tuple(sorted(values["replaces"])),
        described=bool(values["wasDerivedFrom"]),
    )


def _organisations(found: dict[str, set[str]]) -> tuple[Organisation, ...]:
    return tuple(Organisation(iri, tuple(sorted(names))) for iri, names in sorted(found.items()))


def _different(titles: tuple[str, ...]) -> tuple[str, ...]:
    """Titles that differ by more than their typography."""
    return tuple({folded(title): title for title in reversed(titles)}.values())[::-1]
