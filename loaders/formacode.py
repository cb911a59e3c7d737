"""The Formacode thesaurus of Centre Inffo, two CSV tables: its terms, and the grands domaines above them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from passerelles.errors import SourceError
from passerelles.loaders.code_list import CodeList, unreadable
from passerelles.loaders.csv_table import Row, header_of
from passerelles.loaders.entries import Entry
from passerelles.loaders.loader import Description
from passerelles.records import Concept, Links, Problem, Reading, Severity, Stated

_DELIMITERS = (";", ",", "\t")
_REQUIRED = {"Code du Terme", "Descripteur en typo riche"}
_BROADER, _NARROWER, _RELATED = "TG (Terme Générique)", "TS (Termes Spécifiques)", "TA (Termes Associés)"
_DEFINITION, _SCOPE = "NE (Note d’Explication)", "NA (Note d’Application)"
_COLUMNS = _REQUIRED | {
    "Descripteur en majuscules",
    "Champ sémantique",
    "Synonymes",
    "Synonymes métier",
    _BROADER,
    _NARROWER,
    _RELATED,
    _DEFINITION,
    _SCOPE,
    "Note de version",
    "ex-synonyme V-1",
    "Code arborescence",
}
_CODE = re.compile(r"[0-9]{5}")
_CITED = re.compile(r"(?P<label>.*\S)\s+-\s+(?P<code>[0-9]{5})", re.DOTALL)
_CHAMP = re.compile(r"(?P<code>[0-9]{3})\s+(?P<label>.+)", re.DOTALL)
_SCHEME, _CHAMPS = "formacode", "formacode-champ"


class Formacode:
    """The loader of Formacode: tables known by their columns, those of one folder read together."""

    name = "formacode"
    version = "1"
    description = Description(
        publisher="Centre Inffo",
        licence="Conditions de réutilisation non précisées, ne pas rediffuser",
        minimum=0,
        maximum=0,
        concepts=(1, 20_000),
    )
    grouped = True

    def recognises(self, entry: Entry) -> bool:
        """True when the first line names the columns of Formacode."""
        return _delimiter(entry) is not None

    def read(self, entries: Sequence[Entry]) -> Iterator[Reading | Problem]:
        """Yield one reading for each folder; wrong rows are its problems."""
        groups: dict[str, list[Entry]] = {}
        for entry in sorted(entries, key=lambda entry: (entry.group, entry.name)):
            groups.setdefault(entry.group, []).append(entry)
        for group, members in groups.items():
            thesaurus = _Thesaurus(CodeList(self, group))
            try:
                for entry in members:
                    thesaurus.table(entry)
            except (OSError, SourceError) as error:
                yield unreadable(group, "le Formacode", error)
                continue
            yield thesaurus.code_list.reading("Formacode", thesaurus.concepts())


@dataclass
class _Term:
    code: str
    row: Row
    broader: dict[str, None] = field(default_factory=dict)
    related: dict[str, None] = field(default_factory=dict)


@dataclass
class _Thesaurus:
    code_list: CodeList
    terms: dict[str, _Term] = field(default_factory=dict)
    cited: dict[str, str] = field(default_factory=dict)
    champs: dict[str, str] = field(default_factory=dict)

    def table(self, entry: Entry) -> None:
        delimiter = _delimiter(entry) or ";"
        unread = sorted(set(header_of(entry, delimiter)) - _COLUMNS)
        if unread:
            what = f"colonnes que ce lecteur ne lit pas : {', '.join(unread)}"
            self.code_list.problem("colonnes-non-lues", Severity.INFO, what, entry.name)
        for row in self.code_list.rows("Formacode", self.code_list.take(entry), delimiter):
            code = row["Code du Terme"]
            place = f"ligne {row.line}"
            if not code:
                self.code_list.problem("code-absent", Severity.WARNING, "pas de code", entry.name, place)
            elif code in self.terms:
                what = f"le code {code} est déjà celui de « {_label(self.terms[code].row)} » ; le premier est gardé"
                self.code_list.problem("code-repete", Severity.WARNING, what, entry.name, place, code)
                self.code_list.unplaced.append(Stated(f"{code} : {_label(row)}"))
            else:
                if not _CODE.fullmatch(code):
                    what = f"« {code} » n’a pas la forme d’un code Formacode"
                    self.code_list.problem("code-inattendu", Severity.WARNING, what, entry.name, place, code)
                self.terms[code] = _Term(code, row)

    def concepts(self) -> list[Concept]:
        """Every term, the champs sémantiques, and what is cited without being listed, by code."""
        for term in self.terms.values():
            self._relate(term)
        listed = [self._concept(self.terms[code]) for code in sorted(self.terms)]
        missing = sorted(set(self.cited) - set(self.terms))
        for code in missing:
            what = "termes cités que la liste ne décrit pas"
            self.code_list.repeated("code-sans-description", what, f"{code} {self.cited[code]}")
        return [
            *listed,
            *(Concept(_SCHEME, code, self.cited[code], preferred=False) for code in missing),
            *(Concept(_CHAMPS, code, label) for code, label in sorted(self.champs.items())),
        ]

    def _relate(self, term: _Term) -> None:
        for cited in _parts(term.row, _BROADER):
            self._above(term, cited)
        for cited in _parts(term.row, _NARROWER):
            code = self._code(term, cited)
            if code in self.terms:
                self.terms[code].broader.setdefault(term.code)
        for cited in _parts(term.row, _RELATED):
            code = self._code(term, cited)
            if code == term.code:
                what = "termes associés à eux-mêmes ; ce renvoi ne dit rien et n’est pas gardé"
                self.code_list.repeated("renvoi-a-soi-meme", what, term.code)
            elif code:
                term.related.setdefault(code)

    def _above(self, term: _Term, cited: str) -> None:
        """The broader term; a grand domaine is named without its code."""
        match = _CITED.fullmatch(cited)
        code = match["code"] if match else self._grands_domaines.get(cited)
        if match:
            self.cited.setdefault(match["code"], match["label"])
        if code:
            term.broader.setdefault(code)
        else:
            what = (
                "termes rangés sous un grand domaine dont la table n’est pas donnée, ou dont le nom est autre"
            )
            self.code_list.repeated("domaine-inconnu", what, f"{term.code} : {cited}")
            self.code_list.unplaced.append(Stated(f"{term.code}, terme générique : {cited}"))

    @cached_property
    def _grands_domaines(self) -> dict[str, str]:
        """Code by label, of terms that stand at the top of the tree."""
        tops = (term for term in self.terms.values() if not _cell(term.row, _BROADER))
        return {_label(term.row): term.code for term in tops}

    def _code(self, term: _Term, cited: str) -> str | None:
        match = _CITED.fullmatch(cited)
        if match is None:
            what = "renvois sans code, gardés avec le document"
            self.code_list.repeated("renvoi-illisible", what, f"{term.code} : {cited}")
            self.code_list.unplaced.append(Stated(f"{term.code}, renvoi : {cited}"))
            return None
        self.cited.setdefault(match["code"], match["label"])
        return match["code"]

    def _concept(self, term: _Term) -> Concept:
        row, label = term.row, _label(term.row)
        capitals = _cell(row, "Descripteur en majuscules")
        hidden = [capitals] if capitals and capitals != _plain_capitals(label) else []
        return Concept(
            _SCHEME,
            term.code,
            label or None,
            alt_labels=tuple(dict.fromkeys(_parts(row, "Synonymes"))),
            broader=tuple(term.broader),
            definition=_cell(row, _DEFINITION) or None,
            identifier=_cell(row, "Code arborescence") or None,
            hidden_labels=tuple(dict.fromkeys([*hidden, *_parts(row, "ex-synonyme V-1")])),
            scope_note=_cell(row, _SCOPE) or None,
            history_note=_cell(row, "Note de version") or None,
            related=tuple(term.related),
            links=self._champ(term),
            words=tuple(("synonymeMetier", each) for each in dict.fromkeys(_parts(row, "Synonymes métier"))),
        )

    def _champ(self, term: _Term) -> tuple[Links, ...]:
        cell = _cell(term.row, "Champ sémantique")
        match = _CHAMP.fullmatch(cell)
        if match is None:
            if cell:
                what = "champs sémantiques sans code, gardés avec le document"
                self.code_list.repeated("champ-illisible", what, f"{term.code} : {cell}")
                self.code_list.unplaced.append(Stated(f"{term.code}, champ sémantique : {cell}"))
            return ()
        self.champs.setdefault(match["code"], match["label"])
        return (Links("champSemantique", _CHAMPS, (match["code"],)),)


def _delimiter(entry: Entry) -> str | None:
    return next((each for each in _DELIMITERS if set(header_of(entry, each)) >= _REQUIRED), None)


def _cell(row: Row, column: str) -> str:
    """The cell; an absent value is written "null" in one of the tables."""
    value = row[column]
    return "" if value == "null" else value


def _label(row: Row) -> str:
    return _cell(row, "Descripteur en typo riche")


def _parts(row: Row, column: str) -> list[str]:
    return [part.strip() for part in _cell(row, column).split("###") if part.strip()]


def _plain_capitals(label: str) -> str:
    """The label in capitals without accents, as the table also writes it."""
    return "".join(
        char for char in unicodedata.normalize("NFD", label.upper()) if not unicodedata.combining(char)
    )
