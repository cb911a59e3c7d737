"""A correspondence table between ESCO and ROME: that of EURES, or any CSV with both codes and their relation."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from passerelles.errors import SourceError
from passerelles.loaders.code_list import MAX_BYTES, CodeList, unreadable
from passerelles.loaders.csv_table import Row, header_of
from passerelles.loaders.entries import Entry
from passerelles.loaders.esco_fr import concept_of
from passerelles.loaders.loader import Description
from passerelles.records import Code, Concept, Match, Problem, Reading, Severity, Stated

_DELIMITERS = (",", ";", "\t")
_PREAMBLE = 40  # lines that may say what the table is before its header
_METIER = re.compile(r"[A-N][0-9]{4}")
_OGR = re.compile(r"[0-9]{4,7}")
_SKOS = "http://www.w3.org/2004/02/skos/core#"

#: The names of columns, without capitals, accents or punctuation → what they hold.
_ROLES: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("classification1id", "classification1uri"), "from"),
        **dict.fromkeys(("classification2id", "classification2uri"), "to"),
        **dict.fromkeys(("classification1preferedlabel", "classification1preferredlabel"), "from label"),
        **dict.fromkeys(("classification2preferedlabel", "classification2preferredlabel"), "to label"),
        **dict.fromkeys(("escouri", "uriesco", "esco", "codeesco", "escoid", "escoconcepturi"), "esco"),
        **dict.fromkeys(("concepturi", "occupationuri", "escooccupationuri"), "esco"),
        **dict.fromkeys(("escolabel", "libelleesco", "escopreferredlabel", "preferredlabel"), "esco label"),
        **dict.fromkeys(("rome", "coderome", "romecode", "romeid", "romeuri"), "rome"),
        **dict.fromkeys(
            ("codeogr", "ogr", "codeappellation", "ograppellation", "codeograppellation"), "rome"
        ),
        **dict.fromkeys(
            ("libellerome", "romelabel", "libelleappellation", "romepreferredlabel"), "rome label"
        ),
        **dict.fromkeys(("mappingrelation", "relation", "matchtype", "typedematch"), "relation"),
        **dict.fromkeys(("typederelation", "typedecorrespondance", "typecorrespondance"), "relation"),
        **dict.fromkeys(("skosrelation", "relationskos", "mappingtype", "typerelation"), "relation"),
    }
)
_RELATIONS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(
            ("exactmatch", "exact", "exacte", "sameas", "equivalent", "equivalence"), "exactMatch"
        ),
        **dict.fromkeys(("closematch", "close", "proche"), "closeMatch"),
        **dict.fromkeys(("broadmatch", "broadermatch", "broader", "broad", "pluslarge"), "broadMatch"),
        **dict.fromkeys(("narrowmatch", "narrowermatch", "narrower", "narrow", "plusprecis"), "narrowMatch"),
        **dict.fromkeys(("relatedmatch", "related", "lie"), "relatedMatch"),
    }
)


class EscoRome:
    """The loader of correspondence tables between ESCO and ROME: each table is one source."""

    name = "esco_rome"
    version = "1"
    description = Description(
        publisher="Commission européenne et France Travail (EURES)",
        licence="https://creativecommons.org/licenses/by/4.0/",
        minimum=0,
        maximum=0,
        concepts=(1, 200_000),
    )
    grouped = False

    def recognises(self, entry: Entry) -> bool:
        """True when one of the first lines names two codes and their relation, and the table speaks of ESCO."""
        return _layout(entry) is not None

    def read(self, entries: Sequence[Entry]) -> Iterator[Reading | Problem]:
        """Yield one reading for each table; wrong rows are its problems."""
        for entry in entries:
            layout = _layout(entry)
            if layout is None:
                continue
            table = _Correspondences(CodeList(self, entry.name), layout)
            try:
                concepts = table.concepts(entry)
            except (OSError, SourceError) as error:
                yield unreadable(entry.name, "la table de correspondance", error)
                continue
            yield table.code_list.reading("Correspondances entre l’ESCO et le ROME", concepts)


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where the header stands (lines before it), how cells are parted, which column is what."""

    before: int
    delimiter: str
    columns: Mapping[str, str]  # role → column
    unread: tuple[str, ...]


class _Correspondences:
    """The ends and the links of one table. A relation is read from the left end to the right one."""

    def __init__(self, code_list: CodeList, layout: _Layout) -> None:
        self.code_list = code_list
        self._layout = layout
        self._ends: dict[Code, None] = {}
        self._labels: dict[Code, dict[str, None]] = {}
        self._matches: dict[Code, dict[Match, None]] = {}

    def concepts(self, entry: Entry) -> list[Concept]:
        for row in self.code_list.rows("correspondances", self._table(entry), self._layout.delimiter):
            self._row(row)
        return [self._concept(end) for end in sorted(self._ends, key=lambda end: (end.scheme, end.notation))]

    def _table(self, entry: Entry) -> Entry:
        """The entry from its header on; what stands before is kept with the document."""
        if self._layout.unread:
            what = f"colonnes que ce lecteur ne lit pas : {', '.join(self._layout.unread)}"
            self.code_list.problem("colonnes-non-lues", Severity.INFO, what)
        taken = self.code_list.take(entry)
        lines = taken.read(2 * MAX_BYTES).splitlines(keepends=True)
        for line in lines[: self._layout.before]:
            text = line.decode("utf-8", "replace").strip('\ufeff \t\r\n,;"')
            if text:
                self.code_list.unplaced.append(Stated(text))
        data = b"".join(lines[self._layout.before :])
        return replace(taken, opener=lambda: io.BytesIO(data), memo={})

    def _row(self, row: Row) -> None:
        place = f"ligne {row.line + self._layout.before}"
        ends = [self._end(row, role, place) for role in self._roles()]
        stated = row[self._layout.columns["relation"]]
        relation = _RELATIONS.get(_folded(stated.removeprefix(_SKOS).removeprefix("skos:")))
        if relation is None:
            what = f"la relation « {stated} » n’est pas de celles du SKOS" if stated else "pas de relation"
            self.code_list.problem("relation-inconnue", Severity.WARNING, what, place=place, found=stated)
        left, right = ends
        if left is None or right is None or relation is None:
            self.code_list.unplaced.append(Stated(" ; ".join(cell for cell in row.cells if cell)))
        else:
            if (left.iri is None) == (right.iri is None):
                what = "les deux bouts de cette correspondance sont de la même liste"
                self.code_list.problem("correspondance-interne", Severity.WARNING, what, place=place)
            self._matches.setdefault(left, {}).setdefault(Match(relation, right))

    def _roles(self) -> tuple[str, str]:
        """The two ends in the order of their columns."""
        columns = self._layout.columns
        if "from" in columns:
            return "from", "to"
        order = list(columns)
        return ("esco", "rome") if order.index("esco") < order.index("rome") else ("rome", "esco")

    def _end(self, row: Row, role: str, place: str) -> Code | None:
        value = row[self._layout.columns[role]]
        code = _code(value)
        if code is None:
            what = (
                f"« {value} » n’est ni un code ROME, ni une adresse de l’ESCO"
                if value
                else "il manque un code"
            )
            self.code_list.problem("code-inattendu", Severity.WARNING, what, place=place, found=value)
            return None
        self._ends.setdefault(code)
        label = row[self._layout.columns.get(f"{role} label", "")]
        if label:
            self._labels.setdefault(code, {}).setdefault(label)
        return code

    def _concept(self, end: Code) -> Concept:
        # The table only cites labels: the lists themselves say which one is preferred.
        label, *others = self._labels.get(end) or [None]
        matches = tuple(self._matches.get(end, ()))
        return Concept(
            end.scheme,
            end.notation,
            label,
            alt_labels=tuple(each for each in others if each),
            preferred=False,
            iri=end.iri,
            matches=matches,
        )


def _code(value: str) -> Code | None:
    """The code of a cell: an address of ESCO, a métier ("H2903"), or the OGR number of an appellation."""
    esco = concept_of(value)
    if esco:
        return Code(*esco, iri=value)
    last = re.split(r"[/#:]", value)[-1]
    if _METIER.fullmatch(last):
        return Code("rome", last)
    return Code("rome-appellation", last) if _OGR.fullmatch(last) else None


def _layout(entry: Entry) -> _Layout | None:
    known = entry.memo.get("esco-rome")
    if known is None:
        known = _found(entry) or ()
        entry.memo["esco-rome"] = known
    return known if isinstance(known, _Layout) else None


def _found(entry: Entry) -> _Layout | None:
    lines = entry.head.splitlines(keepends=True)[:_PREAMBLE]
    if b"esco" not in entry.head.lower():
        return None
    for before in range(len(lines)):
        rest = Entry(entry.name, entry.group, 0, lambda at=before: io.BytesIO(b"".join(lines[at:])))  # type: ignore[misc]
        for delimiter in _DELIMITERS:
            columns, unread = _columns(header_of(rest, delimiter))
            if "relation" in columns and ({"from", "to"} <= set(columns) or {"esco", "rome"} <= set(columns)):
                return _Layout(before, delimiter, MappingProxyType(columns), unread)
    return None


def _columns(header: tuple[str, ...]) -> tuple[dict[str, str], tuple[str, ...]]:
    """Role → column, the first of each role, and the columns that have none."""
    columns: dict[str, str] = {}
    unread = []
    for name in header:
        role = _ROLES.get(_folded(name))
        if role and role not in columns:
            columns[role] = name
        elif name:
            unread.append(name)
    return columns, tuple(unread)


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(char for char in plain if char.isalnum() and not unicodedata.combining(char))
