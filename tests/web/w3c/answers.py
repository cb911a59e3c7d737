"""Answers read by another library than the one that wrote them, and whether two say the same."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from rdflib import RDF, XSD, BNode, Graph, Literal, Namespace
from rdflib.compare import isomorphic
from rdflib.query import Result
from rdflib.term import Node
from rdflib.util import from_n3

RS = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/result-set#")
_RESULTS = {
    ".srx": "xml",
    ".srj": "json",
    "application/sparql-results+xml": "xml",
    "application/sparql-results+json": "json",
}
_GRAPHS = {
    ".ttl": "turtle",
    ".rdf": "xml",
    ".nt": "nt",
    "text/turtle": "turtle",
    "application/n-triples": "nt",
    "application/rdf+xml": "xml",
    "application/ld+json": "json-ld",
}
_NUMBERS = (XSD.integer, XSD.decimal, XSD.double, XSD.float, XSD.int, XSD.long, XSD.nonNegativeInteger)

_ABBREVIATED = {
    r"[+-]?[0-9]+": XSD.integer,
    r"[+-]?[0-9]*\.[0-9]+": XSD.decimal,
    r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)[eE][+-]?[0-9]+": XSD.double,
    "true|false": XSD.boolean,
}


@dataclass(frozen=True)
class Table:
    """Variables and rows; a row leaves out what is unbound. `ordered` rows stand in a given order."""

    variables: tuple[str, ...]
    rows: tuple[Mapping[str, Node], ...]
    ordered: bool = False


Answer = bool | Table | Graph


def read(data: bytes, form: str, base: str | None = None) -> Answer:
    """The answer written in `form`: a media type, or the suffix of a file."""
    if form in (".csv", "text/csv"):
        return _csv(data)
    if form in (".tsv", "text/tab-separated-values"):
        return _tsv(data)
    if form in _GRAPHS:
        graph = Graph().parse(data=data, format=_GRAPHS[form], publicID=base)
        return _described(graph) if (None, RDF.type, RS.ResultSet) in graph else graph
    result = Result.parse(io.BytesIO(data), format=_RESULTS[form])
    if result.type == "ASK":
        return bool(result.askAnswer)
    variables = tuple(str(variable).removeprefix("?") for variable in result.vars or ())
    # The bindings, and not the rows: these would be read through the variables alone.
    rows = tuple({str(name).removeprefix("?"): term for name, term in row.items()} for row in result.bindings)
    return Table(variables, rows)


def read_file(path: Path, base: str) -> Answer:
    """What a test expects."""
    return read(path.read_bytes(), path.suffix, base)


def same(expected: Answer, found: Answer) -> bool:
    """Whether both say the same: blank nodes may be called otherwise, numbers be written otherwise."""
    if isinstance(expected, bool) or isinstance(found, bool):
        return expected is found
    if isinstance(expected, Graph) or isinstance(found, Graph):
        return isinstance(expected, Graph) and isinstance(found, Graph) and isomorphic(expected, found)
    return _same_tables(expected, found)


def _same_tables(expected: Table, found: Table) -> bool:
    if set(expected.variables) != set(found.variables) or len(expected.rows) != len(found.rows):
        return False
    wanted = [_keys(row, expected.variables) for row in expected.rows]
    got = [_keys(row, expected.variables) for row in found.rows]
    if expected.ordered:
        return _matched(wanted, [[row] for row in got], {})
    if not any(isinstance(key, BNode) for row in (*wanted, *got) for key in row):
        return Counter(wanted) == Counter(got)
    return _assigned(wanted, got, {})


def _keys(row: Mapping[str, Node], variables: Sequence[str]) -> tuple[Hashable, ...]:
    return tuple(_key(row.get(name)) for name in variables)


def _key(term: Node | None) -> Hashable:
    """What two terms that say the same have in common; a blank node stands for itself."""
    if not isinstance(term, Literal):
        return term
    language = term.language.lower() if term.language else None
    if term.datatype in (XSD.double, XSD.float) and isinstance(term.value, float):
        return ("number", term.datatype, f"{term.value:.12g}")
    if term.datatype in _NUMBERS and term.value is not None:
        return ("number", term.datatype, Decimal(term.value))
    datatype = None if term.datatype == XSD.string else term.datatype
    return ("text", str(term), language, datatype)


def _assigned(
    wanted: list[tuple[Hashable, ...]], got: list[tuple[Hashable, ...]], names: dict[BNode, BNode]
) -> bool:
    if not wanted:
        return not got
    for at, row in enumerate(got):
        more = _unified(wanted[0], row, names)
        if more is not None and _assigned(wanted[1:], got[:at] + got[at + 1 :], more):
            return True
    return False


def _matched(
    wanted: list[tuple[Hashable, ...]], got: list[list[tuple[Hashable, ...]]], names: dict[BNode, BNode]
) -> bool:
    for row, (candidate,) in zip(wanted, got, strict=True):
        more = _unified(row, candidate, names)
        if more is None:
            return False
        names = more
    return True


def _unified(
    wanted: tuple[Hashable, ...], got: tuple[Hashable, ...], names: dict[BNode, BNode]
) -> dict[BNode, BNode] | None:
    """The names of blank nodes with those that this pair of rows adds; None when the rows differ."""
    names = dict(names)
    for left, right in zip(wanted, got, strict=True):
        if isinstance(left, BNode) and isinstance(right, BNode):
            if names.setdefault(left, right) != right or list(names.values()).count(right) > 1:
                return None
        elif left != right:
            return None
    return names


def _csv(data: bytes) -> Table:
    """Cells are texts: CSV does not tell terms apart, but for blank nodes."""
    header, *lines = csv.reader(io.StringIO(data.decode("utf-8"), newline=""))
    rows = []
    for line in lines:
        cells = zip(header, line, strict=True)
        rows.append(
            {
                name: BNode(cell[2:]) if cell.startswith("_:") else Literal(_plain(cell))
                for name, cell in cells
            }
        )
    return Table(tuple(header), tuple(rows))


def _tsv(data: bytes) -> Table:
    """Cells are terms as Turtle writes them; a table without variables is all empty lines."""
    header, *lines = data.decode("utf-8").removesuffix("\n").split("\n")
    names = [name.removeprefix("?") for name in header.split("\t") if name]
    rows = []
    for line in lines:
        cells = zip(names, line.split("\t"), strict=bool(names))
        rows.append({name: _term(cell) for name, cell in cells if cell})
    return Table(tuple(names), tuple(rows))


def _term(cell: str) -> Node:
    for pattern, datatype in _ABBREVIATED.items():
        if re.fullmatch(pattern, cell):
            return Literal(cell, datatype=datatype)
    term = from_n3(cell)
    assert isinstance(term, Node), cell
    return term


def _plain(cell: str) -> str:
    """A number in one form: the canonical one of an engine may differ from that of the file."""
    try:
        return f"{float(cell):.12g}"
    except ValueError:
        return cell


def _described(graph: Graph) -> Answer:
    """The answer that a graph describes with the vocabulary of result sets."""
    (node,) = graph.subjects(RDF.type, RS.ResultSet)
    boolean = graph.value(node, RS.boolean)
    if boolean is not None:
        return bool(boolean)
    rows, indexes = [], []
    for solution in graph.objects(node, RS.solution):
        indexes.append(graph.value(solution, RS["index"]))
        rows.append(
            {
                str(graph.value(binding, RS.variable)): value
                for binding in graph.objects(solution, RS.binding)
                if (value := graph.value(binding, RS.value)) is not None
            }
        )
    variables = tuple(str(name) for name in graph.objects(node, RS.resultVariable))
    if all(index is not None for index in indexes):
        rows = [row for _, row in sorted(zip(indexes, rows, strict=True), key=lambda pair: int(str(pair[0])))]
        return Table(variables, tuple(rows), ordered=True)
    return Table(variables, tuple(rows))
