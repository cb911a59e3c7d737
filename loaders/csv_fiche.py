"""One fiche of the official CSV export: its rows across the ten tables become one certification."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from passerelles.loaders import csv_layout as layout
from passerelles.loaders import csv_values as values
from passerelles.loaders.csv_table import Row
from passerelles.records import (
    Acces,
    Bloc,
    Certification,
    Code,
    Enregistrement,
    FreeText,
    Habilitation,
    Organisation,
    Problem,
    Ref,
    Severity,
    Stated,
    Text,
)

Rows = Mapping[str, Sequence[Row]]

#: Table → the scheme of its codes and, for each code in a row, the columns of the code and of its label.
_CODES: Mapping[str, tuple[str, tuple[tuple[str, str], ...]]] = MappingProxyType(
    {
        "Nsf": ("nsf", (("Nsf_Code", "Nsf_Intitule"),)),
        "Rome": ("rome", (("Codes_Rome_Code", "Codes_Rome_Libelle"),)),
        "Formacode": ("formacode", (("Formacode_Code", "Formacode_Libelle"),)),
        # The numbers are those of the brochures of the Journal officiel, not IDCC numbers.
        "CCN": ("brochure", tuple((f"Ccn_{rank}_Numero", f"Ccn_{rank}_Libelle") for rank in (1, 2, 3))),
    }
)


@dataclass
class FicheRows:
    """The rows of one fiche; `certification()` reads them, then `unplaced` and `problems` hold the rest."""

    ref: Ref
    number: str
    rows: Rows
    source: str
    unplaced: list[Text] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def certification(self) -> Certification:
        """The certification that the rows describe; a fiche without its main row has a number only."""
        main = self._main()
        replaces, replaced_by = self._successions()
        described = Certification(
            self.ref.register,
            self.ref.number,
            Stated(self.number),
            title=_text(main, "Intitule"),
            kinds=self._kinds(main),
            codes=tuple(self._codes()),
            blocs=tuple(self._blocs()),
            acces=tuple(self._acces()),
            certificateurs=tuple(
                self._organisations("Certificateurs", "Nom_Certificateur", "Siret_Certificateur")
            ),
            habilitations=tuple(self._habilitations()),
            replaces=replaces,
            replaced_by=replaced_by,
            niveaux=self._niveaux(main) if main else (),
            texts=tuple(self._texts(main)) if main else (),
            enregistrements=self._enregistrements(main) if main else (),
            actif=self._actif(main) if main else None,
            nouvelle_caledonie=self._boolean(main, "Accessible_Nouvelle_Caledonie") if main else None,
            polynesie_francaise=self._boolean(main, "Accessible_Polynesie_Francaise") if main else None,
        )
        self._unknown_columns()
        return described

    def _main(self) -> Row | None:
        """The row of the main table; further rows for the same number are kept as text."""
        first, *others = self.rows.get(layout.STANDARD) or (None,)
        for row in others:
            if row:
                self.unplaced.append(Stated(" ; ".join(cell for cell in row.cells if cell)))
                what = "cette fiche est décrite deux fois ; la seconde ligne est gardée comme texte"
                self._problem("fiche-repetee", Severity.WARNING, layout.STANDARD, row, self.number, what)
        return first

    def _each(self, table: str) -> Sequence[Row]:
        return self.rows.get(table, ())

    def _kinds(self, main: Row | None) -> tuple[Text, ...]:
        if main is None:
            return ()
        short = main["Abrege_Libelle"]
        return tuple(Stated(kind) for kind in ((short,) if short else values.kinds_of(main["Intitule"])))

    def _niveaux(self, main: Row) -> tuple[Stated[Code], ...]:
        match = re.fullmatch(r"NIV([1-8])", main["Nomenclature_Europe_Niveau"])
        label = main["Nomenclature_Europe_Intitule"] or None
        return (Stated(Code("niveau", match[1], label)),) if match else ()

    def _texts(self, main: Row) -> Iterator[FreeText]:
        level, label = main["Nomenclature_Europe_Niveau"], main["Nomenclature_Europe_Intitule"]
        if not re.fullmatch(r"NIV[1-8]", level) and (level or label):
            yield FreeText("niveauTexte", Stated(" : ".join(part for part in (level, label) if part)))
        for column, name in (
            ("Id_Fiche", "idFiche"),
            ("Abrege_Intitule", "abregeTexte"),
            ("Type_Enregistrement", "typeEnregistrement"),
            ("Validation_Partielle", "validationPartielle"),
        ):
            if main[column]:
                yield FreeText(name, Stated(main[column]))

    def _enregistrements(self, main: Row) -> tuple[Enregistrement, ...]:
        found = Enregistrement(
            decision=self._date(main, "Date_Decision"),
            publication_jo=self._date(main, "Date_dernier_jo"),
            effet=self._date(main, "Date_Effet"),
            fin=self._date(main, "Date_Fin_Enregistrement"),
        )
        return () if found == Enregistrement() else (found,)

    def _actif(self, main: Row) -> Stated[bool] | None:
        state = main["Actif"]
        known = {"ACTIVE": True, "INACTIVE": False}.get(state.upper())
        if known is None and state:
            self._leave(layout.STANDARD, main, "Actif", "etat-inconnu", "ACTIVE ou INACTIVE")
        return None if known is None else Stated(known)

    def _boolean(self, main: Row, column: str) -> Stated[bool] | None:
        known = values.yes_no(main[column])
        if known is None and main[column]:
            self._leave(layout.STANDARD, main, column, "ni-oui-ni-non", "Oui ou Non")
        return None if known is None else Stated(known)

    def _date(self, main: Row, column: str) -> Stated[date] | None:
        known = values.day(main[column])
        if known is None and main[column]:
            self._leave(layout.STANDARD, main, column, "date-invalide", "JJ/MM/AAAA")
        return None if known is None else Stated(known)

    def _codes(self) -> Iterator[Stated[Code]]:
        for table, (scheme, pairs) in _CODES.items():
            for row in self._each(table):
                for code_column, label_column in pairs:
                    notation = row[code_column]
                    if notation:
                        # The export writes the apostrophes of ROME labels twice.
                        label = values.label_of(notation, row[label_column].replace("''", "'"))
                        yield Stated(Code(scheme, notation, label))
                    elif row[label_column]:
                        self._leave(table, row, label_column, "code-absent", "un code")

    def _blocs(self) -> Iterator[Bloc]:
        titles: dict[str, list[str]] = {}
        rows = sorted(self._each(layout.BLOCS), key=lambda row: _natural(row["Bloc_Competences_Code"]))
        for order, row in enumerate(rows, 1):
            identifier, title = row["Bloc_Competences_Code"], _text(row, "Bloc_Competences_Libelle")
            code = identifier.removeprefix(self.number)
            seen = titles.setdefault(code, [])
            seen.append(title.value if title else "")
            if not code:
                what = "ce bloc n’a pas de code"
                self._problem("code-de-bloc-absent", Severity.WARNING, layout.BLOCS, row, identifier, what)
            elif len(seen) > 1:
                what = f"le code {identifier} désigne déjà un autre bloc, « {seen[0]} »"
                self._problem("code-de-bloc-repete", Severity.WARNING, layout.BLOCS, row, identifier, what)
                code = f"{code}-{len(seen)}"
            yield Bloc(order, title, code or None, Stated(identifier) if identifier else None)

    def _acces(self) -> Iterator[Acces]:
        seen: set[str] = set()
        for row in self._each(layout.ACCES):
            notation = values.voie(row["Si_Jury"])
            if notation is None:
                self._leave(layout.ACCES, row, "Si_Jury", "voie-inconnue", "une des six voies d’accès")
            elif notation not in seen:
                seen.add(notation)
                yield Acces(Stated(notation), Stated(True))

    def _organisations(self, table: str, name_column: str, siret_column: str) -> Iterator[Organisation]:
        for row in self._each(table):
            found = self._organisation(table, row, name_column, siret_column)
            if found:
                yield found

    def _habilitations(self) -> Iterator[Habilitation]:
        for row in self._each("Partenaires"):
            found = self._organisation("Partenaires", row, "Nom_Partenaire", "Siret_Partenaire")
            if found:
                yield Habilitation(found, _text(row, "Habilitation_Partenaire"))

    def _organisation(self, table: str, row: Row, name_column: str, siret_column: str) -> Organisation | None:
        siret = values.siret(row[siret_column])
        if siret is None and row[siret_column]:
            self._leave(table, row, siret_column, "siret-invalide", "14 chiffres")
        name = _text(row, name_column)
        if name is None:
            self._leave(table, row, siret_column, "organisme-sans-nom", "un nom")
            return None
        return Organisation(name, siret)

    def _successions(self) -> tuple[tuple[Stated[Ref], ...], tuple[Stated[Ref], ...]]:
        found: dict[str, list[Stated[Ref]]] = {"Ancienne_Certification": [], "Nouvelle_Certification": []}
        for row in self._each(layout.SUCCESSIONS):
            for column, refs in found.items():
                named = values.reference(row[column])
                if named:
                    refs.append(Stated(named))
                elif row[column]:
                    self._leave(layout.SUCCESSIONS, row, column, "numero-invalide", "RNCP… ou RS…")
        old, new = (tuple(dict.fromkeys(refs)) for refs in found.values())
        return old, new

    def _unknown_columns(self) -> None:
        """Keep as text what stands in tables and columns unknown to the layout; the export reports them."""
        for table, rows in self.rows.items():
            for row in rows:
                columns = [column for column in layout.unknown(table, row.columns) if row[column]]
                if columns:
                    said = " ; ".join(f"{column} : {row[column]}" for column in columns)
                    self.unplaced.append(Stated(f"{_about(table, row)}, {said}"))

    def _leave(self, table: str, row: Row, column: str, cause: str, expected: str) -> None:
        """Keep a cell that cannot be read as text, and say so."""
        if row[column]:
            self.unplaced.append(Stated(f"{table}, {column} : {row[column]}"))
        self._problem(cause, Severity.WARNING, table, row, row[column],
                      f"« {row[column]} » (colonne {column}) ne peut pas être lu ; attendu : {expected}",
                      column, expected)  # fmt: skip

    def _problem(
        self, cause: str, severity: Severity, table: str, row: Row, found: str | None, what: str,
        column: str | None = None, expected: str | None = None,
    ) -> None:  # fmt: skip
        place = f"table {table}" + (f", ligne {row.line}" if row.line else "")
        self.problems.append(
            Problem(cause, severity, self.source, f"{self.number}, {place} : {what}.", place,
                    field=column, found=found, expected=expected, about=self.ref)
        )  # fmt: skip


def _text(row: Row | None, column: str) -> Text | None:
    return Stated(row[column]) if row and row[column] else None


def _about(table: str, row: Row) -> str:
    """The table and, where a fiche has many rows, what the row is about: "Nsf (200r)"."""
    known = layout.TABLES.get(table, ())
    first = "" if table == layout.STANDARD else next((row[column] for column in known if row[column]), "")
    return f"{table} ({first})" if first else table


def _natural(code: str) -> list[tuple[int, str]]:
    """A sort key in which BC2 comes before BC10."""
    return [(int(part) if part.isdecimal() else 0, part) for part in re.split(r"([0-9]+)", code)]
