"""The nodes of a network, and what the catalogue says of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from urllib.parse import unquote

from passerelles.analysis.catalogue import Catalogue
from passerelles.ontology import ID

Value = str | bool | int | float
#: The attributes that nodes may have, with their types; `label` is the name that tools look for, the rest is French.
NODE_ATTRIBUTES: Mapping[str, type] = {
    "label": str,
    "type": str,
    "iri": str,
    "identifiant": str,
    "intitule": str,
    "registre": str,
    "nature": str,
    "niveau": str,
    "actif": bool,
    "decrite": bool,
    "fin": str,
    "communaute_calculee": int,
    "degre_calcule": int,
    "intermediarite_calculee": float,
    "pagerank_calcule": float,
}
#: Characters of a label; the whole title is in `intitule`.
LABEL = 80
_CERTIFICATIONS = """
SELECT c.iri, c.identifier, c.title, c.register, c.actif, c.described, c.fin,
  (SELECT group_concat(notation, ' ') FROM code WHERE certification = c.id AND scheme = 'type'),
  (SELECT group_concat(notation, ' ') FROM code WHERE certification = c.id AND scheme = 'niveau')
FROM certification c ORDER BY c.id
"""
_BLOCS = "SELECT iri, identifier, title FROM bloc ORDER BY id"
_CAPACITES = "SELECT iri, notation, title FROM capacite ORDER BY id"
_CONCEPTS = "SELECT iri, notation, label FROM concept WHERE scheme = ? ORDER BY id"
_CODES = "SELECT DISTINCT iri, notation FROM code WHERE scheme = ? ORDER BY iri"


@dataclass(frozen=True, slots=True)
class Node:
    """One node: the end of its IRI (`rncp/23022/bloc/BC01`), and its attributes, without those that are not known."""

    id: str
    attributes: Mapping[str, Value]


def short(iri: str) -> str:
    """The identifier of a node in files: what follows the base of our IRIs, the whole IRI for those of others."""
    return iri.removeprefix(ID)


def label_of(*parts: str | None) -> str:
    """The known parts joined by a dash, cut after `LABEL` characters."""
    text = " – ".join(" ".join(part.split()) for part in parts if part)
    return text if len(text) <= LABEL else text[: LABEL - 1].rstrip() + "…"


def catalogue_nodes(catalogue: Catalogue, wanted: Set[str]) -> Iterator[Node]:
    """The certifications, blocs, capacités and codes whose IRIs are wanted, in a stable order."""
    yield from _certifications(catalogue, wanted)
    for kind, sql in (("bloc", _BLOCS), ("capacité", _CAPACITES)):
        for iri, identifier, title in catalogue.each(sql):
            if iri in wanted:
                yield _node(kind, str(iri), identifier, title)
    yield from _codes(catalogue, wanted, "métier", "rome")
    yield from _codes(catalogue, wanted, "spécialité", "nsf")


def _certifications(catalogue: Catalogue, wanted: Set[str]) -> Iterator[Node]:
    for iri, identifier, title, register, actif, described, fin, nature, niveau in catalogue.each(
        _CERTIFICATIONS
    ):
        if iri in wanted:
            more = {
                "registre": register,
                "nature": nature,
                "niveau": niveau,
                "actif": None if actif is None else bool(actif),
                "decrite": bool(described),
                "fin": fin,
            }
            yield _node("certification", str(iri), identifier, title, more)


def _codes(catalogue: Catalogue, wanted: Set[str], kind: str, scheme: str) -> Iterator[Node]:
    """Codes with their labels, then, as they stand, those that no list knows."""
    known = set()
    for iri, notation, title in catalogue.each(_CONCEPTS, (scheme,)):
        known.add(iri)
        if iri in wanted:
            yield _node(kind, str(iri), notation, title)
    for iri, notation in catalogue.each(_CODES, (scheme,)):
        if iri in wanted and iri not in known:
            yield _node(kind, str(iri), notation, None)


def _node(
    kind: str, iri: str, identifier: object, title: object, more: Mapping[str, object] | None = None
) -> Node:
    known = {"identifiant": identifier, "intitule": title, **(more or {})}
    label = label_of(*(str(part) for part in (identifier, title) if part)) or unquote(short(iri))
    attributes: dict[str, Value] = {"label": label, "type": kind, "iri": iri}
    attributes |= {
        name: value for name, value in known.items() if isinstance(value, str | bool) and value != ""
    }
    return Node(short(iri), attributes)
