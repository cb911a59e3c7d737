"""One question of the library: its text, what its header says, and its parameters checked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from passerelles.errors import UsageError
from passerelles.queries.header import Header, HeaderError, read_header
from passerelles.queries.parameter import KINDS, Parameter

_KEYS = {"title", "description", "tags", "params"}
_PARAMETER_KEYS = {"kind", "example", "default", "fr", "en"}
_PREFIX = re.compile(r"^\s*PREFIX\s+([\w.-]*):\s*<([^<>\s]*)>", re.MULTILINE | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Query:
    """One `.rq` file: the SPARQL text (header included, as comments) and what the header says of it."""

    name: str
    title_fr: str
    title_en: str
    description_fr: str
    description_en: str
    parameters: tuple[Parameter, ...]
    tags: tuple[str, ...]
    text: str

    @property
    def prefixes(self) -> dict[str, str]:
        """The prefixes that the query declares, by name."""
        return dict(_PREFIX.findall(self.text))

    @property
    def sparql(self) -> str:
        """The text without its header, which says in YAML what the other members say."""
        lines = (line for line in self.text.splitlines() if not line.startswith("#+"))
        return "\n".join(lines).strip() + "\n"

    def bind_values(self, given: Mapping[str, str]) -> dict[str, tuple[str, str]]:
        """For each parameter its datatype and lexical form, defaults included.

        `given` maps names to texts as a person typed them. Raises `UsageError` (in French) for an unknown
        name, a missing parameter or a value of another kind. The caller makes terms of the pairs: an IRI for
        `iri`, a literal of that XML Schema type for the others.
        """
        known = {parameter.name: parameter for parameter in self.parameters}
        for name in given:
            if name not in known:
                names = ", ".join(f"« {each} »" for each in known) or "aucun"
                raise UsageError(
                    f"La requête « {self.name} » n’a pas de paramètre « {name} »."
                    f" Paramètres possibles : {names}."
                )
        bound: dict[str, tuple[str, str]] = {}
        for name, parameter in known.items():
            text = given.get(name, parameter.default)
            if text is None:
                raise UsageError(
                    f"La requête « {self.name} » attend le paramètre « {name} » : {parameter.description_fr}."
                    f" Exemple : {name}={parameter.example}"
                )
            bound[name] = (parameter.datatype, parameter.value(text, self.prefixes))
        return bound

    def page(self, limit: int, offset: int = 0) -> str:
        """The text that asks for `limit` rows after the first `offset` (numbers: nothing is pasted)."""
        if limit < 1 or offset < 0:
            raise UsageError("Une page compte au moins une ligne et commence à zéro ou après.")
        return f"{self.text}\nLIMIT {limit:d}\nOFFSET {offset:d}\n"


def read_query(name: str, text: str) -> Query:
    """The question that a file asks; raises `HeaderError` when its header is malformed or incomplete."""
    header = read_header(text, name)
    if set(header) - _KEYS:
        raise HeaderError(f"{name}.rq: unknown key {sorted(set(header) - _KEYS)}")
    tags = header.get("tags")
    if not isinstance(tags, list) or not tags:
        raise HeaderError(f"{name}.rq: “tags” must be a list such as [certification, blocs]")
    title, description = _both_languages(header, "title", name), _both_languages(header, "description", name)
    parameters = header.get("params", {})
    if not isinstance(parameters, dict):
        raise HeaderError(f"{name}.rq: “params” must hold one entry for each parameter")
    read = tuple(_parameter(name, key, entry) for key, entry in parameters.items())
    for parameter in read:
        if not re.search(rf"[?$]{parameter.name}\b", text):
            raise HeaderError(f"{name}.rq: the query has no variable ?{parameter.name}")
    return Query(name, *title, *description, read, tuple(tags), text)


def _both_languages(header: Header, key: str, name: str) -> tuple[str, str]:
    """The French and the English text of a key."""
    entry = header.get(key)
    if not isinstance(entry, dict) or set(entry) != {"fr", "en"}:
        raise HeaderError(f"{name}.rq: “{key}” must hold “fr” and “en”, and nothing else")
    return _text(entry, "fr", name), _text(entry, "en", name)


def _parameter(name: str, key: str, entry: object) -> Parameter:
    """One entry of `params`."""
    if not isinstance(entry, dict) or set(entry) - _PARAMETER_KEYS:
        raise HeaderError(f"{name}.rq: the parameter “{key}” may hold {sorted(_PARAMETER_KEYS)} only")
    kind = _text(entry, "kind", name)
    if kind not in KINDS:
        raise HeaderError(f"{name}.rq: the kind of “{key}” must be one of {sorted(KINDS)}, not “{kind}”")
    return Parameter(
        name=key,
        kind=kind,
        example=_text(entry, "example", name),
        description_fr=_text(entry, "fr", name),
        description_en=_text(entry, "en", name),
        default=_text(entry, "default", name) if "default" in entry else None,
    )


def _text(entry: Header, key: str, name: str) -> str:
    """The text under a key; raises when it is missing or not a text."""
    value = entry.get(key)
    if not isinstance(value, str):
        raise HeaderError(f"{name}.rq: “{key}” must be a text")
    return value
