"""Earlier states: a store as it was on a day, made out of what the current version still holds."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from passerelles.build.contradictions import contradictions
from passerelles.build.meeting import meeting
from passerelles.build.results import TRENDS, results_without, trends_until
from passerelles.errors import StoreError
from passerelles.ontology import DERIVED_GRAPH, NS_GRAPH
from passerelles.store import EmbeddedDataset, current_version, draft, open_store, remove_unread
from passerelles.validation import Report, validate_sources

#: Where earlier states are kept once asked for, below the store; at most so many of them.
FOLDER = "etats"
KEPT = 4


def state_on(location: Path, day: date) -> Path:
    """The location of a store that is as the one at `location` was at the end of `day`.

    That is `location` itself when nothing changed since. Raises `StoreError` when the day is before the first state
    that is known, or the store cannot be read or written.
    """
    with open_store(location) as base:
        days = base.days()
        if days and day < days[0]:
            raise StoreError(
                f"La base « {location} » ne sait rien d’avant le {days[0]:%d/%m/%Y}, son premier état : "
                "demandez une date plus récente."
            )
        if not days or day >= days[-1]:
            return location
        effective = max(each for each in days if each <= day)
        target = location / FOLDER / effective.isoformat()
        if not _is_of(target, base):
            _make(target, base, effective)
            _forget(location / FOLDER, target)
    return target


def _is_of(target: Path, base: EmbeddedDataset) -> bool:
    """Whether the state at `target` was made out of this very version."""
    if current_version(target) is None:
        return False
    try:
        with open_store(target) as state:
            return state.version.manifest.get("of") == _identity(base)
    except StoreError:
        return False  # damaged, or of an older format: it is made again


def _identity(base: EmbeddedDataset) -> list[str]:
    return [base.version.id, str(base.version.manifest["sha256"])]


def _make(target: Path, base: EmbeddedDataset, day: date) -> None:
    with draft(target, base=base) as work:
        held = {source.sha256: source for source in work.sources()}
        work.restore(day)
        work.drop(str(DERIVED_GRAPH))
        sources = work.sources()
        reader = work.reader()
        retained = meeting(reader(), sources)
        names = {source.sha256: source.name for source in sources}
        present = {source.sha256 for source in sources}
        gone = [source for sha256, source in held.items() if sha256 not in present]
        returned = [source.graph for source in sources if source.sha256 not in held]
        again = work.extract([*returned, str(NS_GRAPH)])
        report = Report.merged(
            [
                results_without(base, gone),
                Report().with_problems(contradictions(retained.disagreements(), names)),
                validate_sources(lambda: again, processes=1, text_of=work.text_of),
            ]
        )
        work.add(retained.nquads())
        work.put_attachment("rapport.json", report.to_json().encode())
        work.put_attachment(TRENDS, trends_until(base.attachment(TRENDS), day.isoformat()))
        work.publish(
            {
                **base.version.manifest,
                "day": day.isoformat(),
                "sources": len(sources),
                "of": _identity(base),
            }
        )


def _forget(folder: Path, newest: Path) -> None:
    """Remove the states asked for longest ago, but for those being read."""
    others = [path for path in folder.iterdir() if path.is_dir() and path != newest]
    others.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    for path in others[KEPT - 1 :]:
        remove_unread(path)
