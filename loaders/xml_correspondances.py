"""The official correspondances of a fiche: SOURCE (its own blocs) and DESTINATION (another fiche and its blocs)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from passerelles.loaders.xml_values import Values
from passerelles.records import Correspondance, Rang, Ref, Severity

_PATH = "CORRESPONDANCES/CORRESPONDANCE"
_CODE = frozenset({"CODE"})


def correspondances(values: Values, element: etree._Element, own: Ref) -> Iterator[Correspondance]:
    """What the certificateur of the fiche `own` recognises: whoever holds the DESTINATION is given the SOURCE.

    Without blocs an end is the whole certification. The feed does not spell the direction out: this reading is ours.
    """
    for node in values.children(element, "CORRESPONDANCES", ("CORRESPONDANCE",)):
        sources: list[Ref] = []
        destinations: list[Ref] = []
        for end in values.children(node, _PATH, ("SOURCE", "DESTINATION")):
            if end.tag == "SOURCE":
                sources += _blocs(values, end, f"{_PATH}/SOURCE", own)
            else:
                destinations += _destination(values, end)
        if not destinations:
            place, shown = f"{_PATH}/DESTINATION", " ".join("".join(node.itertext()).split())
            values.notes.leave("correspondance-incomplete", place, shown, "le numéro d’une fiche")
            continue
        depuis, vers = tuple(dict.fromkeys(destinations)), tuple(dict.fromkeys(sources or [own]))
        yield Correspondance(depuis, vers, Rang.OFFICIELLE, declare_par=own)


def _destination(values: Values, end: etree._Element) -> list[Ref]:
    path = f"{_PATH}/DESTINATION"
    numbers = [values.reference(values.text(node, f"{path}/NUMERO_FICHE"), f"{path}/NUMERO_FICHE")
               for node in end.findall("NUMERO_FICHE")]  # fmt: skip
    named = [ref for ref in numbers if ref]
    blocs = _blocs(values, end, path, named[0] if named else None)
    # The blocs say which certification they belong to; a fiche that none of them is of is meant as a whole.
    owners = {(ref.register, ref.number) for ref in blocs}
    return [*(ref for ref in named if (ref.register, ref.number) not in owners), *blocs]


def _blocs(values: Values, end: etree._Element, path: str, owner: Ref | None) -> list[Ref]:
    """The blocs named at an end; their code says whose they are, else they belong to `owner`."""
    found = []
    place = f"{path}/BLOC_COMPETENCES"
    for node in values.children(end, path, ("BLOC_COMPETENCES", "NUMERO_FICHE")):
        if node.tag == "NUMERO_FICHE":
            if path.endswith("/SOURCE"):
                values.notes.keep(f"{path}/NUMERO_FICHE", values.text(node, f"{path}/NUMERO_FICHE"))
            continue
        written = values.fields(node, place, _CODE).get("CODE")
        if not written:
            continue
        named, code = values.bloc_code(written)
        if named and owner and (named.register, named.number) != (owner.register, owner.number):
            values.notes.problem(
                "bloc-d-une-autre-fiche", Severity.WARNING, f"{place}/CODE", written,
                f"le bloc {written} n’est pas de la fiche {owner.register.name}{owner.number} où il est cité",
            )  # fmt: skip
        whole = named or owner
        if whole is None:
            values.notes.leave("code-de-bloc-sans-fiche", f"{place}/CODE", written, "RNCP…BC…")
            continue
        found.append(replace(whole, bloc=code, title=None, kinds=()))
    return found
