"""One fiche of the official CSV export: its rows across the ten tables become one certification."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from passerelles.loaders import csv_layout as layout
from passerelles.loaders import csv_values as values
from passerelles.loaders.csv_blocs import blocs_of
from passerelles.loaders.csv_notes import Notes
from passerelles.loaders.csv_table import Row
from passerelles.loaders.xml_capacites import Reconciliation, cut
from passerelles.records import (
    Acces,
    Certification,
    Code,
    Enregistrement,
    FreeText,
    Habilitation,
    Organisation,
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
#: Columns of the main table that are kept whole as texts.
_TEXTS: Mapping[str, str] = MappingProxyType(
    {
        "Id_Fiche": "idFiche",
        "Abrege_Intitule": "abregeTexte",
        "Type_Enregistrement": "typeEnregistrement",
        "Validation_Partielle": "validationPartielle",
    }
)
_LEVEL = re.compile(r"NIV ?([1-8])")


class FicheRows:
    """The rows of one fiche; `certification()` reads them, then `notes` has what could not be placed."""

    def __init__(self, ref: Ref, rows: Rows, source: str) -> None:
        self.ref = ref
        self.notes = Notes(ref, source)
        self._rows = rows

    def certification(self) -> Certification:
        """The certification that the rows describe; a fiche without its main row has a number only."""
        main = self._main()
        capacites = Reconciliation()
        blocs = blocs_of(self._each(layout.BLOCS), self.notes, capacites)
        own_texts, rubriques = self._own_list(main, capacites) if main else ((), ())
        replaces, replaced_by = self._successions()
        described = Certification(
            self.ref.register,
            self.ref.number,
            Stated(f"{self.ref.register.name}{self.ref.number}"),
            title=_line(main, "Intitule"),
            kinds=self._kinds(main) if main else (),
            codes=tuple(dict.fromkeys(self._codes())),
            capacites=capacites.capacites(),
            blocs=blocs,
            acces=tuple(self._acces()),
            certificateurs=tuple(self._certificateurs()),
            habilitations=tuple(self._habilitations()),
            replaces=replaces,
            replaced_by=replaced_by,
            niveaux=self._niveaux(main) if main else (),
            texts=(*self._texts(main), *own_texts) if main else (),
            rubriques=rubriques,
            enregistrements=self._enregistrements(main) if main else (),
            actif=self._actif(main) if main else None,
            nouvelle_caledonie=self._boolean(main, "Accessible_Nouvelle_Caledonie") if main else None,
            polynesie_francaise=self._boolean(main, "Accessible_Polynesie_Francaise") if main else None,
        )
        self._unknown()
        return described

    def _main(self) -> Row | None:
        """The row of the main table; further rows for the same number are kept as text."""
        rows = self._each(layout.STANDARD)
        for row in rows[1:]:
            self.notes.keep(layout.STANDARD, row, list(row.columns))
            what = "cette fiche est décrite deux fois ; la seconde ligne est gardée comme texte"
            self.notes.problem("fiche-repetee", Severity.WARNING, layout.STANDARD, row, row["Intitule"], what)
        return rows[0] if rows else None

    def _each(self, table: str) -> Sequence[Row]:
        return self._rows.get(table, ())

    def _kinds(self, main: Row) -> tuple[Text, ...]:
        short = values.line(main["Abrege_Libelle"])
        return tuple(Stated(kind) for kind in ((short,) if short else values.kinds_of(main["Intitule"])))

    def _niveaux(self, main: Row) -> tuple[Stated[Code], ...]:
        match = _LEVEL.fullmatch(main["Nomenclature_Europe_Niveau"])
        label = values.line(main["Nomenclature_Europe_Intitule"]) or None
        return (Stated(Code("niveau", match[1], label)),) if match else ()

    def _texts(self, main: Row) -> Iterator[FreeText]:
        level, label = main["Nomenclature_Europe_Niveau"], main["Nomenclature_Europe_Intitule"]
        if not _LEVEL.fullmatch(level) and (level or label):
            yield FreeText("niveauTexte", Stated(" : ".join(part for part in (level, label) if part)))
        columns = {**_TEXTS, **layout.roles(layout.STANDARD, main.columns)}
        for column, name in columns.items():
            if main[column] and name != layout.CAPACITES:
                yield FreeText(name, Stated(main[column]))

    def _own_list(
        self, main: Row, capacites: Reconciliation
    ) -> tuple[tuple[FreeText, ...], tuple[Text, ...]]:
        """The certification's own list of capacités: its text when words are in no statement, its headings."""
        texts: list[FreeText] = []
        rubriques: list[Text] = []
        for column, role in layout.roles(layout.STANDARD, main.columns).items():
            if main[column] and role == layout.CAPACITES:
                own = cut(main[column], f"{layout.STANDARD}/{column}")
                capacites.own_list(own.items)
                rubriques += own.rubriques
                if not own.whole:
                    texts.append(FreeText("capacitesTexte", Stated(main[column])))
        return tuple(texts), tuple(dict.fromkeys(rubriques))

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
            self.notes.leave(layout.STANDARD, main, "Actif", "etat-non-lu", "ACTIVE ou INACTIVE")
        return None if known is None else Stated(known)

    def _boolean(self, main: Row, column: str) -> Stated[bool] | None:
        known = values.yes_no(main[column])
        if known is None and main[column]:
            self.notes.leave(layout.STANDARD, main, column, "ni-oui-ni-non", "Oui ou Non")
        return None if known is None else Stated(known)

    def _date(self, main: Row, column: str) -> Stated[date] | None:
        known = values.day(main[column])
        if known is None and main[column]:
            self.notes.leave(layout.STANDARD, main, column, "date-invalide", "JJ/MM/AAAA")
        return None if known is None else Stated(known)

    def _codes(self) -> Iterator[Stated[Code]]:
        for table, (scheme, pairs) in _CODES.items():
            for row in self._each(table):
                for code_column, label_column in pairs:
                    notation = values.line(row[code_column])
                    if notation:
                        # The export writes the apostrophes of ROME labels twice.
                        label = values.label_of(notation, values.line(row[label_column].replace("''", "'")))
                        yield Stated(Code(scheme, notation, label))
                    elif row[label_column]:
                        self.notes.leave(table, row, label_column, "code-absent", "un code")

    def _acces(self) -> Iterator[Acces]:
        seen: set[str] = set()
        for row in self._each(layout.ACCES):
            notation = values.voie(row["Si_Jury"])
            if notation is None:
                if row["Si_Jury"]:
                    expected = "une des six voies d’accès"
                    self.notes.leave(layout.ACCES, row, "Si_Jury", "voie-inconnue", expected)
            elif notation not in seen:
                seen.add(notation)
                yield Acces(Stated(notation), Stated(True))

    def _certificateurs(self) -> Iterator[Organisation]:
        for row in self._each("Certificateurs"):
            found = self._organisation("Certificateurs", row, "Nom_Certificateur", "Siret_Certificateur")
            if found:
                yield found

    def _habilitations(self) -> Iterator[Habilitation]:
        for row in self._each("Partenaires"):
            found = self._organisation("Partenaires", row, "Nom_Partenaire", "Siret_Partenaire")
            right = _line(row, "Habilitation_Partenaire")
            if found:
                yield Habilitation(found, right)
            elif right:
                self.notes.keep("Partenaires", row, ["Habilitation_Partenaire"])

    def _organisation(self, table: str, row: Row, name_column: str, siret_column: str) -> Organisation | None:
        siret = values.siret(row[siret_column])
        if siret is None and row[siret_column]:
            self.notes.leave(table, row, siret_column, "siret-invalide", "14 chiffres")
        name = _line(row, name_column)
        if name is None:
            if siret:
                self.notes.leave(table, row, siret_column, "organisme-sans-nom", "un nom")
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
                    expected = "RNCP… ou RS…"
                    self.notes.leave(layout.SUCCESSIONS, row, column, "numero-invalide", expected)
        old, new = (tuple(dict.fromkeys(refs)) for refs in found.values())
        return old, new

    def _unknown(self) -> None:
        """Keep as text what stands in tables and columns unknown to the layout; the export reports them."""
        for table, rows in self._rows.items():
            columns = layout.unknown(table, rows[0].columns)
            for row in rows if columns else ():
                self.notes.keep(table, row, columns)


def _line(row: Row | None, column: str) -> Text | None:
    return Stated(values.line(row[column])) if row and row[column] else None
