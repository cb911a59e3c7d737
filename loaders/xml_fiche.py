"""One `FICHE` element of the official XML export: all that it says becomes one certification."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import TypeVar

from lxml import etree

from passerelles.loaders import csv_values
from passerelles.loaders import xml_layout as layout
from passerelles.loaders import xml_parties as parties
from passerelles.loaders.xml_blocs import blocs_of
from passerelles.loaders.xml_capacites import Reconciliation, cut
from passerelles.loaders.xml_correspondances import correspondances
from passerelles.loaders.xml_notes import Notes
from passerelles.loaders.xml_values import Values
from passerelles.records import (
    Acces,
    Bloc,
    Certification,
    Code,
    Correspondance,
    Enregistrement,
    FreeText,
    Ref,
    Register,
    Severity,
    Stated,
    Text,
)

T = TypeVar("T")
_SEVERAL = re.compile(r"\s*[,;|]\s*")


class FicheElement:
    """Reads one element; `notes` then holds what could not be placed, `correspondances` what it declares."""

    def __init__(self, root: etree._Element, source: str) -> None:
        self.notes = Notes(source)
        self.correspondances: tuple[Correspondance, ...] = ()
        self._values = Values(self.notes)
        self._leaves: dict[str, str] = {}
        self._containers: dict[str, list[etree._Element]] = {}
        for child in self._values.children(root, "", layout.KNOWN):
            self._sort(child)
        self.ref = self._reference()
        self.notes.about = self.ref

    def _sort(self, child: etree._Element) -> None:
        tag = str(child.tag)
        if tag in layout.CONTAINERS:
            self._containers.setdefault(tag, []).append(child)
            return
        value = self._values.text(child, tag)
        if value and self._leaves.setdefault(tag, value) != value:
            self.notes.leave("element-repete", tag, value, "une seule valeur")

    def _reference(self) -> Ref | None:
        """What the fiche is about: its number, else its title."""
        found = self._values.reference(self._leaves.get(layout.NUMBER), layout.NUMBER)
        if found:
            return found
        title = self._values.words(self._leaves.get(layout.TITLE))
        known = "elle est connue par son intitulé" if title else "son texte est gardé"
        what = f"cette fiche n’a pas de numéro ; {known}"
        self.notes.problem("numero-absent", Severity.ERROR, layout.NUMBER, None, what, "RNCP… ou RS…")
        return Ref(Register.TITRE, title=title.value) if title else None

    @property
    def modified(self) -> date | None:
        """The fiche's own date of last change, when it has one."""
        found = self._day("DATE_DERNIERE_MODIFICATION")
        return found.value if found else None

    def certification(self) -> Certification | None:
        """The certification that the fiche describes; None when nothing names it."""
        values, ref = self._values, self.ref
        if ref is None:
            return None
        capacites = Reconciliation()
        blocs = self._each("BLOCS_COMPETENCES", lambda _, node: blocs_of(values, node, ref, capacites))
        texts, rubriques = self._own_list(capacites)
        kinds, kind_texts = self._kinds()
        levels = self._each(layout.NIVEAU, parties.niveau)
        self.correspondances = self._each(
            "CORRESPONDANCES", lambda _, node: correspondances(values, node, ref)
        )
        self._check_blocs(ref, blocs)
        return Certification(
            ref.register,
            ref.number,
            Stated(f"{ref.register.name}{ref.number}") if ref.number else None,
            title=values.words(self._leaves.get(layout.TITLE)),
            kinds=kinds,
            niveaux=tuple(level for level in levels if isinstance(level, Stated)),
            actif=self._flag("ACTIF"),
            certificateurs=self._each("CERTIFICATEURS", parties.certificateurs),
            habilitations=self._each("PARTENAIRES", parties.habilitations),
            codes=tuple(dict.fromkeys(self._codes())),
            capacites=capacites.capacites(),
            blocs=blocs,
            acces=tuple(self._acces()),
            enregistrements=self._enregistrements(),
            nouvelle_caledonie=self._flag("ACCESSIBLE_NOUVELLE_CALEDONIE"),
            polynesie_francaise=self._flag("ACCESSIBLE_POLYNESIE_FRANCAISE"),
            replaces=self._successions("ANCIENNES_CERTIFICATIONS", layout.OLD),
            replaced_by=self._successions("NOUVELLES_CERTIFICATIONS", layout.NEW),
            texts=(
                *self._texts(),
                *texts,
                *kind_texts,
                *(one for one in levels if isinstance(one, FreeText)),
            ),
            rubriques=rubriques,
            promotions=self._each("STATISTIQUES_PROMOTIONS", parties.promotions),
            textes_officiels=tuple(
                text for tag in layout.DECRETS for text in self._each(tag, parties.textes_officiels)
            ),
            existence_partenaires=self._flag("EXISTENCE_PARTENAIRES"),
            validite_certification_annees=self._years("DUREE_VALIDITE"),
            publication=self._day("DATE_DE_PUBLICATION") or self._day("DATE_PUBLICATION"),
        )

    def _each(self, tag: str, read: Callable[[Values, etree._Element], Iterable[T]]) -> tuple[T, ...]:
        """What a reader finds in every element of that name."""
        return tuple(found for node in self._containers.get(tag, ()) for found in read(self._values, node))

    def _flag(self, tag: str) -> Stated[bool] | None:
        return self._values.flag(self._leaves.get(tag), tag)

    def _day(self, tag: str) -> Stated[date] | None:
        return self._values.day(self._leaves.get(tag), tag)

    def _years(self, tag: str) -> Stated[int] | None:
        return self._values.years(self._leaves.get(tag), tag)

    def _own_list(self, capacites: Reconciliation) -> tuple[list[FreeText], tuple[Text, ...]]:
        """The certification's own list of capacités: its text when words are in no statement, its headings."""
        listed = self._leaves.get(layout.CAPACITES)
        if not listed:
            return [], ()
        own = cut(listed, layout.CAPACITES)
        capacites.own_list(own.items)
        return [] if own.whole else [FreeText("capacitesTexte", Stated(listed))], own.rubriques

    def _kinds(self) -> tuple[tuple[Text, ...], list[FreeText]]:
        """The kinds by their short names, else by what the title says, and the long names."""
        kinds, texts = [], []
        for node in self._containers.get(layout.ABREGE, ()):
            if len(node):
                code, label = parties.labelled(self._values, node, layout.ABREGE)
            else:
                code, label = self._values.text(node, layout.ABREGE), None
            if code:
                kinds.append(Stated(code))
            if label:
                texts.append(FreeText("abregeTexte", Stated(label)))
        if not kinds:
            kinds = [Stated(kind) for kind in csv_values.kinds_of(self._leaves.get(layout.TITLE, ""))]
        return tuple(dict.fromkeys(kinds)), texts

    def _codes(self) -> Iterator[Stated[Code]]:
        for tag in (*layout.CODES, *sorted(layout.BROCHURES)):
            yield from self._each(tag, parties.codes)

    def _acces(self) -> Iterator[Acces]:
        for voie in layout.VOIES:
            nodes = [
                node for prefix in ("SI_", "") for node in self._containers.get(f"{prefix}JURY_{voie}", ())
            ]
            if nodes:
                yield parties.acces(self._values, voie, nodes)

    def _enregistrements(self) -> tuple[Enregistrement, ...]:
        found = Enregistrement(
            decision=self._day("DATE_DECISION"),
            publication_jo=self._day("DATE_DERNIER_JO"),
            effet=self._day("DATE_EFFET"),
            fin=self._day("DATE_FIN_ENREGISTREMENT"),
            duree_annees=self._years("DUREE_ENREGISTREMENT"),
            limite_delivrance=self._day("DATE_LIMITE_DELIVRANCE"),
        )
        return () if found == Enregistrement() else (found,)

    def _successions(self, container: str, item: str) -> tuple[Stated[Ref], ...]:
        """The certifications named; `ID_FICHE_…` holds a number, and older feeds write it in the item itself."""
        path = f"{container}/{item}"
        field = f"ID_FICHE_{item}"
        nodes = list(self._containers.get(item, ()))
        for node in self._containers.get(container, ()):
            nodes += self._values.children(node, container, (item,))
        found: list[Stated[Ref]] = []
        for node in nodes:
            if len(node):
                written = self._values.fields(node, path, frozenset({field, "NUMERO_FICHE"}))
                numbers = list(written.values())
            else:
                numbers = [number for number in _SEVERAL.split(self._values.text(node, path)) if number]
            refs = (self._values.reference(number, f"{path}/{field}") for number in numbers)
            found += [Stated(ref) for ref in refs if ref]
        return tuple(dict.fromkeys(found))

    def _texts(self) -> Iterator[FreeText]:
        for tag, name in layout.TEXTS.items():
            if tag in self._leaves:
                yield FreeText(name, Stated(self._leaves[tag]))
        for node in self._containers.get(layout.ANNEES, ()):
            for year in self._values.children(node, layout.ANNEES, ("ANNEE",)):
                written = self._values.text(year, f"{layout.ANNEES}/ANNEE")
                if written:
                    yield FreeText("anneePromotionNiveau", Stated(written))

    def _check_blocs(self, own: Ref, blocs: tuple[Bloc, ...]) -> None:
        """Report the blocs of this fiche that a correspondance names and the fiche does not have."""
        known = {bloc.code for bloc in blocs}
        for each in self.correspondances:
            for ref in each.vers:
                if (
                    (ref.register, ref.number) == (own.register, own.number)
                    and ref.bloc
                    and ref.bloc not in known
                ):
                    what = f"une correspondance cite le bloc {ref.bloc}, que la fiche n’a pas"
                    path = "CORRESPONDANCES/CORRESPONDANCE/SOURCE/BLOC_COMPETENCES/CODE"
                    self.notes.problem("bloc-inconnu", Severity.WARNING, path, ref.bloc, what)
