"""A file of RDF read into one graph, whatever its syntax; what cannot be read says where."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.sax import SAXParseException

from rdflib import Dataset
from rdflib.exceptions import ParserError
from rdflib.plugins.parsers.notation3 import BadSyntax

from passerelles.errors import SourceError
from passerelles.validation.merged_graph import MergedGraph

_SYNTAX_OF_SUFFIX = {
    ".ttl": "turtle",
    ".nt": "nquads",
    ".nq": "nquads",
    ".trig": "trig",
    ".jsonld": "json-ld",
    ".json": "json-ld",
    ".rdf": "xml",
    ".owl": "xml",
    ".xml": "xml",
}
_NAMES = {
    "turtle": "Turtle",
    "nquads": "N-Quads",
    "trig": "TriG",
    "json-ld": "JSON-LD",
    "xml": "RDF/XML",
}
_STATEMENT = re.compile(r"(?:<[^<>\s]*>|_:\S+)\s+<[^<>\s]*>\s+.*\.\s*(?:#.*)?\Z")
_LARGEST = 512 * 1024 * 1024


def read_graph(path: Path) -> MergedGraph:
    """The triples of a Turtle, N-Triples, N-Quads, TriG, JSON-LD or RDF/XML file, all graphs merged.

    Raises `SourceError` for a file that is missing, too large, not text, or broken, with line and column.
    """
    text = _text(path)
    syntax = _SYNTAX_OF_SUFFIX.get(path.suffix.lower()) or _guess(text)
    if syntax == "json-ld":
        _check_json(path, text)
    dataset = Dataset()
    try:
        dataset.parse(data=text, format=syntax, publicID=f"file:///{quote(path.name)}")
    except BadSyntax as error:
        raise _broken(path, syntax, text, *_position(error)) from error
    except SAXParseException as error:
        line, column = error.getLineNumber(), error.getColumnNumber()
        column = column + 1 if column is not None else None
        raise _broken(path, syntax, text, line, column) from error
    except (ParserError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise _broken(path, syntax, text, _line_of(text, error)) from error
    return MergedGraph((subject, predicate, term) for subject, predicate, term, _ in dataset.quads())


def _text(path: Path) -> str:
    if path.is_dir():
        raise SourceError(f"{path} est un dossier : donnez un fichier RDF (Turtle, N-Quads, JSON-LD…).")
    try:
        if path.stat().st_size > _LARGEST:
            raise SourceError(f"{path} dépasse 512 Mio : construisez un graphe et validez-le.")
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise SourceError(f"{path} n’existe pas. Vérifiez le chemin.") from error
    except OSError as error:
        raise SourceError(f"{path} ne peut pas être lu ({error.strerror}).") from error
    if not content.strip():
        raise SourceError(f"{path} est vide : il n’y a rien à valider.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise SourceError(
            f"{path} n’est pas un texte en UTF-8 (octet {error.start}, ligne {line}). "
            "Enregistrez-le en UTF-8, ou vérifiez que c’est bien un fichier RDF."
        ) from error


def _guess(text: str) -> str:
    """The syntax of a text without a telling suffix, by its first signs."""
    start = text.lstrip()
    if start.startswith(("<?xml", "<rdf:RDF", "<!--")):
        return "xml"
    if start.startswith(("{", "[")):
        try:
            json.loads(text)
        except ValueError:
            return "trig" if start.startswith("{") else "turtle"
        return "json-ld"
    lines = [line.strip() for line in text.splitlines()[:50]]
    if all(_STATEMENT.match(line) for line in lines if line and not line.startswith("#")):
        return "nquads"
    return "trig" if re.search(r"(?mi)^\s*(?:GRAPH\s+)?(?:<[^>]*>|[\w-]*:[\w-]*)?\s*\{", text) else "turtle"


def _check_json(path: Path, text: str) -> None:
    """Refuse what is not JSON, and contexts that would be fetched from the network."""
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise _broken(path, "json-ld", text, error.lineno, error.colno) from error
    except RecursionError as error:
        raise SourceError(f"{path} : le JSON est imbriqué trop profondément pour être lu.") from error
    remote = _remote_context(data)
    if remote is not None:
        raise SourceError(
            f"{path} renvoie à un contexte JSON-LD distant ({remote}) : rien n’est cherché sur le "
            "réseau. Écrivez le contexte dans le fichier."
        )


def _remote_context(data: Any) -> str | None:
    waiting = [data]
    while waiting:
        item = waiting.pop()
        if isinstance(item, list):
            waiting += item
        elif isinstance(item, dict):
            for name, value in item.items():
                contexts = value if isinstance(value, list) else [value]
                if name in ("@context", "@import"):
                    remote = next((one for one in contexts if isinstance(one, str)), None)
                    if remote is not None:
                        return remote
                waiting.append(value)
    return None


def _position(error: BadSyntax) -> tuple[int, int]:
    before: str | bytes = error._str[: error._i]
    text = before.decode("utf-8", "replace") if isinstance(before, bytes) else before
    return text.count("\n") + 1, len(text) - (text.rfind("\n") + 1) + 1


def _line_of(text: str, error: Exception) -> int | None:
    """The line that the error of the line-based parser quotes."""
    quoted = re.search(r"^Invalid line \(.*\):\n(['\"].*['\"])\Z", str(error), re.DOTALL)
    if quoted is not None:
        for number, line in enumerate(text.splitlines(), 1):
            if repr(line)[:200] == quoted[1][:200]:
                return number
    return None


def _broken(path: Path, syntax: str, text: str, line: int | None, column: int | None = None) -> SourceError:
    """The error for a broken file, with its place and the words that stand there."""
    place, near = "", ""
    if line is not None:
        at = f", colonne {column}" if column is not None else ""
        place = f", ligne {line}{at}"
        lines = text.split("\n")
        words = lines[line - 1][(column or 1) - 1 :].strip()[:60] if line <= len(lines) else ""
        near = f", près de « {words} »" if words.isprintable() and words else ""
    return SourceError(
        f"{path}{place} : ce n’est pas du {_NAMES[syntax]} correct{near}. Corrigez le fichier et recommencez."
    )
