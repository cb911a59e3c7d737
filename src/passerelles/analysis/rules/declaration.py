"""Who declares a correspondance, in which words, and in which document."""

from __future__ import annotations

from dataclasses import dataclass, field

from passerelles.analysis.rules.reading import unordered
from passerelles.analysis.rules.rule import Rule
from passerelles.answers.address import href
from passerelles.store import Dataset


@dataclass(frozen=True, slots=True)
class SourceName:
    """A document: its IRI, its address here, the name of its file and its own date as far as they are known."""

    iri: str
    href: str
    file: str | None
    day: str | None


@dataclass(frozen=True, slots=True)
class Declaration:
    """The certificateurs who recognise, the sentences that say so, and their sources; each may be empty."""

    declared_by: tuple[str, ...] = ()
    sentences: tuple[str, ...] = ()
    sources: tuple[SourceName, ...] = ()


@dataclass
class Declarations:
    """Called with a rule, gives its declaration, read when it is first asked for and kept."""

    dataset: Dataset
    _known: dict[str, Declaration] = field(default_factory=dict)

    def __call__(self, rule: Rule) -> Declaration:
        """The declaration of a correspondance; of a containment only the fiches, which give the composition."""
        if rule.iri not in self._known:
            kind = "certification-sources" if rule.contains else "correspondance"
            given = {kind.partition("-")[0]: rule.iri}
            self._known[rule.iri] = _declaration(list(unordered(self.dataset, kind, **given)))
        return self._known[rule.iri]


def _declaration(rows: list[dict[str, str]]) -> Declaration:
    names: dict[str, set[str]] = {}
    files: dict[str, dict[str, str]] = {}
    for row in rows:
        if "declarant" in row:
            names.setdefault(row["declarant"], set()).update(filter(None, [row.get("declarant_nom")]))
        if "fiche" in row:
            files[row["fiche"]] = row
    return Declaration(
        declared_by=tuple(_one_name(iri, names[iri]) for iri in sorted(names)),
        sentences=tuple(sorted({row["citation"] for row in rows if "citation" in row})),
        sources=tuple(
            SourceName(iri, href(iri), row.get("fichier"), row.get("date"))
            for iri, row in sorted(files.items())
        ),
    )


def _one_name(iri: str, names: set[str]) -> str:
    """One name of an organisation, the shortest: fiches write the same one in many ways."""
    return min(names, key=lambda name: (len(name), name), default=iri.rsplit("/", 1)[-1])
