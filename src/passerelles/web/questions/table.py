"""The answer to a question as a page shows it: cells that lead to our pages, values as people read them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass

from passerelles.answers.address import href
from passerelles.answers.french import NO_BREAK
from passerelles.answers.parameter import short
from passerelles.answers.terms import term_words
from passerelles.ontology import BASE, ID
from passerelles.web.questions.solutions import Row, Solutions, Written, plain

#: Rows that a page shows, rows that it counts, bytes of a graph that it shows.
SHOWN, COUNTED, GRAPH_BYTES = 200, 20_000, 100_000
_XSD = "http://www.w3.org/2001/XMLSchema#"
_DATES = (f"{_XSD}date", f"{_XSD}gYear")
#: What is longer is cut: a hash says no more by its end, a slug is told by the title beside it.
_DIGEST, _LONGEST = 12, 32
#: Columns with texts from these lengths on are given room.
_MEDIUM, _LONG = 24, 60
_YEAR = "annee"
#: Variables are words without accents: how a heading writes those that have some.
_ACCENTS = {
    "activite": "activité",
    "annee": "année",
    "capacite": "capacité",
    "capacites": "capacités",
    "certifies": "certifiés",
    "cites": "cités",
    "coeur": "cœur",
    "competence": "compétence",
    "critere": "critère",
    "debut": "début",
    "declarant": "déclarant",
    "decrite": "décrite",
    "definition": "définition",
    "derniere": "dernière",
    "editeur": "éditeur",
    "element": "élément",
    "emergente": "émergente",
    "enonce": "énoncé",
    "etat": "état",
    "fermees": "fermées",
    "imprime": "imprimé",
    "intitule": "intitulé",
    "libelle": "libellé",
    "metier": "métier",
    "metiers": "métiers",
    "mobilite": "mobilité",
    "modalites": "modalités",
    "necessaires": "nécessaires",
    "portee": "portée",
    "precisees": "précisées",
    "premiere": "première",
    "propriete": "propriété",
    "remplacante": "remplaçante",
    "repertoire": "répertoire",
    "role": "rôle",
    "schema": "schéma",
}
#: What a variable says of another one: « Ancienne – titre » for `ancienne_titre`.
_FACETS = frozenset({"identifiant", "libelle", "nom", "rang", "titre"})
_CAPITALS = {"cqpm", "cqpi", "nsf", "rome", "siret", "vae"}
#: Codes as people say them; those of the last two are known by themselves.
_SCHEMES = {
    "nsf": f"NSF{NO_BREAK}",
    "rome": f"ROME{NO_BREAK}",
    "formacode": f"Formacode{NO_BREAK}",
    "brochure": f"brochure{NO_BREAK}",
    "idcc": f"IDCC{NO_BREAK}",
    "niveau": f"niveau{NO_BREAK}",
    "siret": f"SIRET{NO_BREAK}",
    "voie": "",
    "type": "",
}
_HASHED = ("fiche", "correspondance", "preuve")
#: Ranks are told as such: a value that grants something is never taken for one that was computed.
_RANKS = {
    f"{BASE}ns#Officielle": "officielle",
    f"{BASE}ns#Conventionnelle": "conventionnelle",
    f"{BASE}ns#Calculee": "calculée",
    f"{BASE}ns#Totale": "totale",
    f"{BASE}ns#Partielle": "partielle",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One value: its text, where it leads, its language, and how a page writes it.

    `kind` is "link", "rank" (a link by one of our words, which is translated), "date", "number", "year",
    "decimal", "boolean" or "text".
    """

    text: str
    kind: str
    href: str | None = None
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """One variable: its name in the query, its heading, and what it holds.

    `kind` is "number" for numbers alone, "long" or "medium" for texts that need room, else empty.
    """

    name: str
    heading: str
    kind: str


@dataclass(frozen=True, slots=True)
class Answered:
    """The first rows of a table and how many there are; `more` when even counting them was cut."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell | None, ...], ...]
    count: int
    more: bool


@dataclass(frozen=True, slots=True)
class Drawn:
    """The beginning of a graph in Turtle; `more` when it goes on."""

    turtle: str
    more: bool


async def read_table(chunks: AsyncIterator[bytes], fixed: frozenset[str] = frozenset()) -> Answered:
    """The table that the pieces of the engine's JSON make; what is not shown is only counted.

    The columns of `fixed` variables, which the asker gave, say the same in each row and are left out.
    """
    solutions, kept = Solutions(), list[Row]()
    count = 0
    async for chunk in chunks:
        rows = solutions.feed(chunk)
        kept += rows[: SHOWN - len(kept)]
        count += len(rows)
        if count > COUNTED:
            break
    names = [name for name in solutions.variables or () if name not in fixed]
    rows_ = tuple(tuple(_cell(name, row[name]) if name in row else None for name in names) for row in kept)
    columns = tuple(_column(name, [row[at] for row in rows_]) for at, name in enumerate(names))
    return Answered(columns, rows_, min(count, COUNTED), count > COUNTED)


async def read_graph(chunks: AsyncIterator[bytes]) -> Drawn:
    """The beginning of the Turtle that the pieces make."""
    body = bytearray()
    async for chunk in chunks:
        body += chunk
        if len(body) > GRAPH_BYTES:
            break
    text = bytes(body[:GRAPH_BYTES]).decode("utf-8", "ignore")
    return Drawn(text, len(body) > GRAPH_BYTES)


def heading(variable: str) -> str:
    """The name of a variable as French writes it, with accents and spaces: « Intitulé » for `intitule`."""
    parts = variable.split("_")
    words = [word.upper() if word in _CAPITALS else _ACCENTS.get(word, word) for word in parts]
    if len(words) > 1 and parts[-1] in _FACETS:
        words.insert(-1, "–")
    text = " ".join(words)
    return text[:1].upper() + text[1:]


def _column(name: str, cells: list[Cell | None]) -> Column:
    there = [cell for cell in cells if cell is not None]
    if there and all(cell.kind in ("number", "decimal") for cell in there):
        return Column(name, heading(name), "number")
    length = max((len(cell.text) for cell in there if cell.kind == "text"), default=0)
    return Column(name, heading(name), "long" if length >= _LONG else "medium" if length >= _MEDIUM else "")


def _cell(name: str, term: Written) -> Cell:
    value, datatype = term["value"], term.get("datatype")
    if term["type"] == "uri":
        return _link(value)
    if datatype in _DATES:
        return Cell(value, "date")
    read = plain(term)
    if isinstance(read, bool):
        return Cell("true" if read else "false", "boolean")
    if isinstance(read, int):
        # A year is written without a space between its figures.
        return Cell(str(read), "year" if name == _YEAR else "number")
    return Cell(value, "decimal" if isinstance(read, float) else "text", lang=term.get("xml:lang"))


def _link(iri: str) -> Cell:
    if iri in _RANKS:
        return Cell(_RANKS[iri], "rank", href(iri))
    if iri.startswith(ID):
        return Cell(_told(iri), "link", href(iri))
    if not iri.startswith(("http://", "https://")):
        return Cell(iri, "text")
    return Cell(term_words(iri) or iri, "link", href(iri))


def _told(iri: str) -> str:
    """An IRI of ours in a few words."""
    scheme, _, code = iri.removeprefix(ID).partition("/")
    if scheme in _SCHEMES:
        return f"{_SCHEMES[scheme]}{code}"
    if scheme in _HASHED:
        return f"{scheme}/{code[:_DIGEST]}…"
    text = short(iri)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
