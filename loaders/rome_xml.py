"""ROME 3 as it was published in XML, in ISO-8859-15: codes and trees."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from passerelles.loaders.entries import Entry
from passerelles.loaders.rome_edition import METIER, THEME, Edition
from passerelles.records import Severity

_FIRST = re.compile(rb"<ogr\b[^>]*>\s*<(item_arborescence|item_referentiel_code_rome)>")
_CODE = re.compile(r"[A-N][0-9]{4}")
_COLUMNS = {
    "item_referentiel_code_rome": {"code_ogr", "code_rome", "libelle", "statut1"},
    "item_arborescence": {
        "libelle_referentiel",
        "code_ogr",
        "libelle_noeud",
        "code_item_arbor_associe",
        "code_noeud",
        "code_ogr_pere",
        "code_pere",
        "libelle",
        "statut1",
    },
}


def is_rome3(entry: Entry) -> bool:
    """True when the first elements are those of a ROME 3 list of codes, or of one of its trees."""
    return _FIRST.search(entry.head[:2048]) is not None


def fill(edition: Edition, entry: Entry) -> None:
    """Read one file into its edition; raises `OSError` or `SourceError` when it cannot be read at all."""
    for number, (kind, cells) in enumerate(_items(edition, entry), 1):
        unknown = sorted(set(cells) - _COLUMNS.get(kind, set()))
        for name in unknown:
            edition.code_list.repeated("colonnes-non-lues", "éléments que ce lecteur ne lit pas", name)
        if kind == "item_referentiel_code_rome":
            _code(edition, entry, number, cells)
        elif kind == "item_arborescence":
            _node(edition, entry, number, cells)


def _items(edition: Edition, entry: Entry) -> Iterator[tuple[str, dict[str, str]]]:
    """The kind and the cells of each item; of a damaged file, those that stand whole before the damage."""
    data = edition.code_list.content(entry)
    parser = etree.XMLPullParser(("end",), resolve_entities=False, no_network=True, load_dtd=False)
    damage: etree.XMLSyntaxError | None = None
    try:
        parser.feed(data)
        parser.close()
    except etree.XMLSyntaxError as error:
        damage = error
    for _, element in parser.read_events():
        parent = element.getparent()
        if isinstance(element.tag, str) and parent is not None and parent.tag == "ogr":
            yield (
                element.tag,
                {str(child.tag): " ".join("".join(child.itertext()).split()) for child in element},
            )
    if damage is not None:
        what = f"le fichier est abîmé ou tronqué à la ligne {damage.lineno} ; ce qui précède est lu"
        edition.code_list.problem("xml-abime", Severity.ERROR, what, entry.name)


def _code(edition: Edition, entry: Entry, number: int, cells: dict[str, str]) -> None:
    notation = cells.get("code_rome", "")
    if not _CODE.fullmatch(notation):
        what = f"« {notation} » n’a pas la forme d’un code ROME" if notation else "pas de code"
        cause = "code-rome-inattendu" if notation else "code-absent"
        edition.code_list.problem(cause, Severity.WARNING, what, entry.name, f"élément {number}", notation)
    if notation:
        metier = edition.named(METIER, notation, cells.get("libelle", ""))
        metier.identifier = cells.get("code_ogr") or metier.identifier
        if not metier.broader:
            metier.broader.append(notation[:3])


def _node(edition: Edition, entry: Entry, number: int, cells: dict[str, str]) -> None:
    """A node of the main tree (grand domaine, domaine, code) or of the one that sorts codes by thème."""
    notation, parent, label = (cells.get(name, "") for name in ("code_noeud", "code_pere", "libelle"))
    if not parent and cells.get("libelle_noeud") == "RACINE":
        return
    if not notation or not parent:
        what = "ce nœud n’a pas de code ou pas de père"
        edition.code_list.problem("code-absent", Severity.WARNING, what, entry.name, f"élément {number}")
    elif _CODE.fullmatch(notation) and parent.isdecimal():
        edition.named(METIER, notation, label).link("theme", THEME, parent)
    elif notation.isdecimal():
        edition.named(THEME, notation, label)
    else:
        node = edition.named(METIER, notation, label)
        if len(parent) < len(notation):
            node.broader[:] = [parent]
