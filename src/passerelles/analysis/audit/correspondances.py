"""Findings on correspondances."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from passerelles.analysis.audit.declaration import Declaration
from passerelles.analysis.audit.finding import Finding
from passerelles.analysis.audit.kind import Kind, Severity
from passerelles.analysis.audit.sentence import joined, listed
from passerelles.analysis.audit.thing import Thing, Things
from passerelles.answers.question import grouped, rows
from passerelles.store import Dataset

Rows = list[dict[str, str]]
_NO_BLOCS = (
    "Vérifiez le code du bloc ; les documents de ce graphe ne donnent pas les blocs de cette certification, un autre "
    "les donne peut-être."
)


@dataclass
class Correspondances:
    """The findings on the correspondances of a dataset."""

    dataset: Dataset
    things: Things
    declarations: Mapping[str, Declaration]
    _nothing: Declaration = field(default_factory=Declaration)

    def findings(self) -> Iterator[Finding]:
        """All of them, in no promised order."""
        yield from self._unknown_blocs()
        yield from self._absent()
        yield from self._expired()
        yield from self._one_way()

    def _unknown_blocs(self) -> Iterator[Finding]:
        for iri, found in grouped(
            rows(self.dataset, "audit-correspondances-blocs-inconnus"), "correspondance"
        ).items():
            for role, same in grouped(found, "role").items():
                blocs = self._things(row["bloc"] for row in same)
                wholes = self._things(bloc.certification for bloc in blocs)
                names = listed([whole.words for whole in wholes])
                listing = any(self.things.lists_blocs(whole.iri) for whole in wholes)
                yield self._finding(
                    Kind.UNKNOWN_BLOC,
                    iri,
                    f"La correspondance {self._words(iri)} nomme {_role(role)} {_listed(blocs)}, "
                    + (
                        f"que la fiche de {names} ne contient pas."
                        if listing
                        else f"mais aucun bloc de {names} n’est décrit dans ce graphe."
                    ),
                    (*blocs, *wholes),
                    # Silence is not a value: without any bloc, nothing tells that this one does not exist.
                    severity=Severity.ERROR if listing else Severity.INFO,
                    suggestion=Kind.UNKNOWN_BLOC.suggestion if listing else _NO_BLOCS,
                )

    def _absent(self) -> Iterator[Finding]:
        for iri, found in grouped(
            rows(self.dataset, "audit-correspondances-cibles-absentes"), "correspondance"
        ).items():
            for role, same in grouped(found, "role").items():
                named = self._things(row["terme"] for row in same)
                yield self._finding(
                    Kind.ABSENT,
                    iri,
                    f"La correspondance {self._words(iri)} nomme {_role(role)} {_listed(named)} : aucun document de ce "
                    "graphe ne décrit cette certification.",
                    (*named, *self._others(iri, role)),
                )

    def _expired(self) -> Iterator[Finding]:
        day = self.things.day.isoformat()
        found = rows(self.dataset, "audit-correspondances-echues", jour=day)
        for iri, of_one in grouped(found, "correspondance").items():
            for role, same in grouped(of_one, "role").items():
                # The graph may hold several ends: the catalogue knows the one that is retained.
                ended = [each for each in self._things(row["terme"] for row in same) if each.current is False]
                if not ended:
                    continue
                states = joined(f"{self.things(each.certification).name} est {each.state}" for each in ended)
                yield self._finding(
                    Kind.EXPIRED_TARGET if role == "vers" else Kind.EXPIRED_PREMISE,
                    iri,
                    f"La correspondance {self._words(iri)} "
                    + ("donne" if role == "vers" else "demande de détenir")
                    + f" {_listed(ended)} : {states}.",
                    (*ended, *self._others(iri, role)),
                )

    def _one_way(self) -> Iterator[Finding]:
        for iri, found in grouped(
            rows(self.dataset, "audit-correspondances-un-sens"), "correspondance"
        ).items():
            held = self._things(row["depuis"] for row in found)
            given = self._things(row["vers"] for row in found)
            # From an expired entry to its successor one way is the natural one.
            if any(each.current is False for each in (*held, *given)):
                continue
            # An unknown bloc has been told as such.
            if any(each.title is None and each.iri != each.certification for each in (*held, *given)):
                continue
            givers = listed(
                list(dict.fromkeys(each.name for thing in given for each in thing.certificateurs))
            )
            verb = "donne" if len(held) == 1 else "donnent ensemble"
            yield self._finding(
                Kind.ONE_WAY,
                iri,
                f"{_listed(held)} {verb} {_listed(given)}"
                + (f", selon {givers}" if givers else "")
                + ", mais rien n’est déclaré dans l’autre sens.",
                (*held, *given),
            )

    def _finding(
        self,
        kind: Kind,
        iri: str,
        sentence: str,
        about: Sequence[Thing],
        severity: Severity | None = None,
        suggestion: str | None = None,
    ) -> Finding:
        said = self.declarations.get(iri, self._nothing)
        return Finding(
            kind=kind,
            sentence=sentence[:1].upper() + sentence[1:],
            about=tuple(dict.fromkeys(about)),
            documents=tuple(self.things.document(each) for each in sorted(said.documents)),
            severity=severity or kind.severity,
            suggestion=suggestion or kind.suggestion,
            correspondance=iri,
            rank=" / ".join(sorted(said.rank)) or None,
            declared_by=tuple(self.things.organisation(each) for each in sorted(said.declared_by)),
            quotes=tuple(sorted(said.quotes)),
        )

    def _words(self, iri: str) -> str:
        """« officielle de A vers B »."""
        said = self.declarations.get(iri, self._nothing)
        ends = (
            listed([self.things(each).name for each in sorted(group)]) for group in (said.depuis, said.vers)
        )
        return f"{' / '.join(sorted(said.rank))} « {' → '.join(ends)} »"

    def _others(self, iri: str, role: str) -> tuple[Thing, ...]:
        said = self.declarations.get(iri, self._nothing)
        return self._things(sorted(said.depuis if role == "vers" else said.vers))

    def _things(self, iris: Iterable[str]) -> tuple[Thing, ...]:
        return tuple(self.things(iri) for iri in dict.fromkeys(iris))


def _role(role: str) -> str:
    return "en retour" if role == "vers" else "parmi ce qu’il faut détenir"


def _listed(things: Sequence[Thing]) -> str:
    """« le bloc A (titre) », « les blocs A et B », « la certification C »."""
    names = listed([each.words for each in things])
    blocs = ["/bloc/" in each.iri for each in things]
    if all(blocs):
        return f"le bloc {names}" if len(things) == 1 else f"les blocs {names}"
    if not any(blocs):
        return f"la certification {names}" if len(things) == 1 else f"les certifications {names}"
    return names
