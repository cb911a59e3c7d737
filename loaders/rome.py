"""ROME 4 as France Travail publishes it in CSV: codes, domaines and grands domaines as one list."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath
from types import MappingProxyType

from passerelles.errors import SourceError
from passerelles.loaders.csv_table import Row, Table, header_of
from passerelles.loaders.entries import Entry
from passerelles.loaders.loader import Description
from passerelles.records import Concept, Problem, Reading, Severity, Source

_DELIMITER = ","
_MAX_BYTES = 64 * 2**20  # the largest of these tables is 200 kB
_VERSION = re.compile(r"_v([0-9])([0-9]{2})(?=[_.])")
_CODE = re.compile(r"[A-N][0-9]{4}")

#: Table → the columns that it must have, the first being its key.
_TABLES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "referentiel_code_rome": ("code_rome", "libelle_rome", "code_rome_parent"),
        # The official headers write "professionel" here.
        "cr_gd_dp": ("code_rome", "libelle_rome", "code_grand_domaine", "code_domaine_professionel"),
        "domaine_professionnel": ("code_domaine_professionnel", "libelle_domaine_professionnel"),
        "grand_domaine": ("code_grand_domaine", "libelle_grand_domaine"),
    }
)


class Rome:
    """The loader of ROME 4: tables known by their columns, read together, one reading a version."""

    name = "rome"
    version = "1"
    description = Description(
        publisher="France Travail",
        licence="https://www.etalab.gouv.fr/licence-ouverte-open-licence",
        minimum=0,
        maximum=0,
    )
    grouped = True

    def recognises(self, entry: Entry) -> bool:
        """True when the first line names the columns of one of the four tables."""
        return _table_name(header_of(entry, _DELIMITER)) is not None

    def read(self, entries: Sequence[Entry]) -> Iterator[Reading | Problem]:
        """Yield one reading for each group and version; wrong rows are its problems."""
        lists: dict[tuple[str, str], list[Entry]] = {}
        for entry in entries:
            lists.setdefault((entry.group, _version(entry.name)), []).append(entry)
        for (group, version), members in sorted(lists.items()):
            try:
                yield _CodeList(group, version, members).reading()
            except (OSError, SourceError) as error:
                reason = getattr(error, "strerror", None) or str(error)
                message = f"{group} : le ROME ne peut pas être lu ({reason})."
                yield Problem("source-illisible", Severity.ERROR, group, message)


class _CodeList:
    """One version of ROME out of its tables."""

    def __init__(self, group: str, version: str, entries: Sequence[Entry]) -> None:
        self._group = group
        self._version = version
        self._entries = sorted(entries, key=lambda entry: entry.name)
        self._problems: list[Problem] = []
        self._labels: dict[str, str] = {}
        self._broader: dict[str, str] = {}
        self._parents: dict[str, str] = {}

    def reading(self) -> Reading:
        unread: set[str] = set()
        for entry in self._entries:
            name = _table_name(header_of(entry, _DELIMITER)) or ""
            table = Table(name, entry, _DELIMITER)
            for row in table:
                self._row(name, row, entry)
            self._problems += table.problems
            unread |= set(header_of(entry, _DELIMITER)) - _READ
        self._check_parents()
        if unread:
            what = f"colonnes du ROME que ce lecteur ne lit pas : {', '.join(sorted(unread))}"
            self._problem("colonnes-non-lues", Severity.INFO, self._group, what)
        label = f"ROME {self._version}".strip()
        source = Source(
            sha256=_fingerprint(self._entries),
            name=f"{PurePath(self._group).name} › {label}",
            loader=Rome.name,
            version=Rome.version,
            media_type="text/csv",
            publisher=Rome.description.publisher,
            licence=Rome.description.licence,
            title=label,
        )
        return Reading(source, concepts=tuple(self._concepts()), problems=tuple(self._problems))

    def _row(self, table: str, row: Row, entry: Entry) -> None:
        key = row[_TABLES[table][0]]
        if not key:
            self._problem(
                "code-absent", Severity.WARNING, entry.name, f"table {table}, ligne {row.line} : pas de code"
            )
        elif table == "referentiel_code_rome":
            self._code(key, row, entry)
            if row["code_rome_parent"] not in ("", key):
                self._parents[key] = row["code_rome_parent"]
        elif table == "cr_gd_dp":
            self._code(key, row, entry)
            self._broader[key] = row["code_domaine_professionel"]
            self._domaine(row["code_domaine_professionel"], row["libelle_domaine_professionel"])
            self._name(row["code_grand_domaine"], row["libelle_grand_domaine"])
        elif table == "domaine_professionnel":
            self._domaine(key, row["libelle_domaine_professionnel"])
        else:
            self._name(key, row["libelle_grand_domaine"])

    def _code(self, code: str, row: Row, entry: Entry) -> None:
        if not _CODE.fullmatch(code):
            what = f"ligne {row.line} : « {code} » n’a pas la forme d’un code ROME"
            self._problem("code-rome-inattendu", Severity.WARNING, entry.name, what, code)
        self._name(code, row["libelle_rome"])
        # A code begins with its domaine: that is how ROME numbers them.
        self._broader.setdefault(code, code[:3])

    def _domaine(self, code: str, label: str) -> None:
        self._name(code, label)
        self._broader[code] = code[:1]

    def _name(self, code: str, label: str) -> None:
        known = self._labels.setdefault(code, label)
        if known != label:
            what = f"{code} s’appelle « {known} » et « {label} »"
            self._problem("libelles-differents", Severity.WARNING, self._group, what, code)

    def _check_parents(self) -> None:
        for code, parent in sorted(self._parents.items()):
            if parent not in self._labels:
                what = f"le code {parent}, parent de {code}, n’est pas dans la liste"
                self._problem("code-parent-inconnu", Severity.WARNING, self._group, what, parent)

    def _concepts(self) -> Iterator[Concept]:
        for code, label in sorted(self._labels.items()):
            above = self._parents.get(code) or self._broader.get(code)
            broader = (above,) if above else ()
            yield Concept("rome", code, label, broader=broader, version=self._version or None)

    def _problem(
        self, cause: str, severity: Severity, source: str, what: str, found: str | None = None
    ) -> None:
        self._problems.append(Problem(cause, severity, source, f"{source} : {what}.", found=found))


_READ = frozenset(column for columns in _TABLES.values() for column in columns) | {
    "libelle_grand_domaine",
    "libelle_domaine_professionel",
}


def _table_name(header: tuple[str, ...]) -> str | None:
    """The table that has this header, or None; appellations have their own, longer table."""
    fits = (
        name for name, columns in _TABLES.items() if set(columns) <= set(header) and header[0] == columns[0]
    )
    return next(fits, None)


def _version(name: str) -> str:
    """The version in a file name ("…_v460_utf8.csv" gives "4.60"), "" when there is none."""
    match = _VERSION.search(PurePath(name).name)
    return f"{match[1]}.{match[2]}" if match else ""


def _fingerprint(entries: Sequence[Entry]) -> str:
    digest = hashlib.sha256()
    for entry in entries:
        digest.update(hashlib.sha256(entry.read(_MAX_BYTES)).digest())
    return digest.hexdigest()
