"""The merged graph as Turtle, the same bytes for the same graph."""

from __future__ import annotations

from passerelles.exports.node import PLAIN_INTEGER, Node
from passerelles.exports.prefixes import PREFIXES, Prefixes
from passerelles.store import Blank, Iri, Term

_XSD = PREFIXES["xsd"]
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


class Turtle:
    """Writes nodes one by one; `before`, each `node` and `after` make one document."""

    def __init__(self, prefixes: Prefixes) -> None:
        self._compact = prefixes.compact
        lines = (f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in prefixes.declared.items())
        self.before = "".join(lines).encode()
        self.after = b""

    def node(self, node: Node) -> bytes:
        """A paragraph: the subject, then all that is said of it."""
        parts = []
        if node.types:
            parts.append(f"a {self._values(node.types)}")
        parts += [f"{self._term(predicate)} {self._values(values)}" for predicate, values in node.properties]
        return f"\n{self._term(node.subject)}\n    ".encode() + " ;\n    ".join(parts).encode() + b" .\n"

    def _values(self, values: tuple[Term, ...]) -> str:
        return " ,\n        ".join(self._term(value) for value in values)

    def _term(self, term: Term) -> str:
        if isinstance(term, Iri):
            return self._compact(term.value) or f"<{term.value}>"
        if isinstance(term, Blank):
            return f"_:{term.value}"
        if term.datatype == f"{_XSD}boolean" and term.value in ("true", "false"):
            return term.value
        if term.datatype == f"{_XSD}integer" and PLAIN_INTEGER.fullmatch(term.value):
            return term.value
        text = f'"{term.value.translate(_ESCAPES)}"'
        if term.language is not None:
            return f"{text}@{term.language}"
        return text if term.datatype == f"{_XSD}string" else f"{text}^^{self._term(Iri(term.datatype))}"
