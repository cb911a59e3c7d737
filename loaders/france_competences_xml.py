"""The official XML export of France compétences (flux V4.1, V3, V2; RNCP and RS): one reading a fiche."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePath

from passerelles.loaders.entries import Entry
from passerelles.loaders.loader import Description, Piece
from passerelles.loaders.xml_encoding import head_text
from passerelles.loaders.xml_export import XmlExport
from passerelles.loaders.xml_fiche import FicheElement
from passerelles.loaders.xml_parsing import parse
from passerelles.records import Problem, Reading, Severity, Source, Stated

_SKIPPED = r"(?:\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE(?:[^>\[]*>|[^\[]*\[.*?\]\s*>))*"
_ROOT = re.compile(rf"{_SKIPPED}<(?:FICHES|FICHE)[\s/>]", re.DOTALL)
_DOCTYPE = re.compile(r"<!DOCTYPE\s+FICHES?[\s\[>]")
_BY_PATH = frozenset({"element-inconnu"})
# The day of an export is in its file name; a fiche that did not change gives the same graph every day.
_DAY = re.compile(r"[-_]20[0-9]{2}[-_][01][0-9][-_][0-3][0-9]")


class FranceCompetencesXml:
    """The loader of the official XML export, cut into fiches that any process can read."""

    name = "france_competences_xml"
    version = "1"
    description = Description(
        publisher="France compétences",
        licence="https://www.etalab.gouv.fr/licence-ouverte-open-licence",
        minimum=1,
        maximum=100_000,
    )
    grouped = True

    def recognises(self, entry: Entry) -> bool:
        """True when the first element is `FICHES` or `FICHE`, whatever the encoding."""
        head = head_text(entry.head)
        return bool(_ROOT.match(head) or _DOCTYPE.search(head[:2000]))

    def read(self, entries: Sequence[Entry]) -> Iterator[Reading | Problem]:
        """Yield one reading a fiche in the order of the export, problems that repeat told once at the end."""
        problems: list[Problem] = []
        for item in self.pieces(entries):
            for found in (item,) if isinstance(item, Problem) else self.read_piece(item):
                if isinstance(found, Problem):
                    problems.append(found)
                else:
                    problems += found.problems
                    yield replace(found, problems=())
        yield from self.summary(problems)

    def pieces(self, entries: Sequence[Entry]) -> Iterator[Piece | Problem]:
        """Yield the fiches unread, in constant memory; a fiche repeated word for word is cut once."""
        seen: dict[str, tuple[str, str]] = {}
        for entry in entries:
            for item in XmlExport(entry).items():
                if isinstance(item, Problem) or item.number is None:
                    yield item
                    continue
                sha256, name = seen.setdefault(item.number, (item.sha256, item.name))
                if name is item.name:
                    yield item
                    continue
                yield _repeated(item, name, same=sha256 == item.sha256)
                if sha256 != item.sha256:
                    yield item

    def read_piece(self, piece: Piece) -> Iterator[Reading | Problem]:
        """Yield the reading of one fiche."""
        parsed = parse(piece.content)
        text = piece.content.decode("utf-8", "replace")
        source = Source(
            sha256=piece.sha256,
            name=_DAY.sub("", piece.name),
            loader=self.name,
            version=self.version,
            media_type="application/xml",
            publisher=self.description.publisher,
            licence=self.description.licence,
            title=piece.number,
            text=text,
        )
        problems = [_repair(piece, repair.cause, repair.done) for repair in parsed.repairs]
        if parsed.root is None:
            yield Reading(source, unplaced=(Stated(" ".join(text.split())),), problems=tuple(problems))
            return
        fiche = FicheElement(parsed.root, piece.name)
        certification = fiche.certification()
        unplaced = list(fiche.notes.unplaced)
        if certification is None:
            unplaced.append(Stated(" ".join("".join(parsed.root.itertext()).split())))
        yield Reading(
            replace(source, date=fiche.modified),
            (certification,) if certification else (),
            correspondances=fiche.correspondances,
            unplaced=tuple(text for text in unplaced if text.value),
            problems=(*problems, *fiche.notes.problems),
        )

    def summary(self, problems: Sequence[Problem]) -> Iterator[Problem]:
        """The problems as they are, but elements that are not known told once a path, with their count."""
        counts: Counter[tuple[str, str | None]] = Counter()
        first: dict[tuple[str, str | None], Problem] = {}
        for problem in problems:
            if problem.cause not in _BY_PATH:
                yield problem
                continue
            key = (problem.cause, problem.field)
            counts[key] += 1
            first.setdefault(key, problem)
        for key, problem in first.items():
            source = problem.source.rpartition(" › ")[0] or problem.source
            times = f"{counts[key]} fois, d’abord dans {PurePath(problem.source).name.rpartition(' › ')[2]}"
            message = f"{source} : l’élément {problem.field} n’est pas connu ({times}) ; son texte est gardé."
            yield replace(problem, source=source, message=message, found=str(counts[key]), about=None)


def _repair(piece: Piece, cause: str, done: str) -> Problem:
    severity = Severity.ERROR if cause == "fiche-abimee" else Severity.WARNING
    return Problem(cause, severity, piece.name, f"{piece.name} : {done}.", place=piece.number)


def _repeated(piece: Piece, before: str, *, same: bool) -> Problem:
    what = "mot pour mot ; elle est lue une fois" if same else "autrement ; les deux sont lues"
    severity = Severity.INFO if same else Severity.WARNING
    return Problem(
        "fiche-repetee", severity, piece.name, f"{piece.name} : cette fiche est déjà dans {before}, {what}.",
        place=piece.number, found=piece.number,
    )  # fmt: skip
