"""What people give for the parameters of a question, made terms: numbers and codes are read as they are written."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import unquote

from passerelles.answers.question import terms
from passerelles.errors import UsageError
from passerelles.identifiers import candidates
from passerelles.ontology import BASE, ID
from passerelles.queries import Parameter, Query
from passerelles.store import Term

#: A certification is asked for: whoever gives one of its blocs means the whole.
_WHOLE = "certification"


def bindings(question: Query, given: Mapping[str, str]) -> dict[str, Term]:
    """The terms to bind, defaults included.

    Raises `UsageError` as `Query.bind_values` does: each sentence names the parameter and gives an example.
    """
    known = {parameter.name: parameter for parameter in question.parameters}
    read = {
        name: iri_meant(known[name], text, question.prefixes) if name in known else text
        for name, text in given.items()
    }
    return terms(question.bind_values(read))


def iri_meant(parameter: Parameter, text: str, prefixes: Mapping[str, str]) -> str:
    """The IRI behind a number, a code or the address of a page, where one is asked for; else the text as it is."""
    if parameter.kind != "iri":
        return text
    found = _iri(parameter, text, prefixes)
    return found.partition("/bloc/")[0] if parameter.name == _WHOLE and found.startswith(ID) else found


def _iri(parameter: Parameter, text: str, prefixes: Mapping[str, str]) -> str:
    # The address of a page is an IRI too, but of the page: it is read before any other.
    is_page = text.strip().startswith(("http://", "https://", "/")) and not text.strip().startswith(BASE)
    if is_page:
        found = _candidate(text)
        if found is not None:
            return found
    try:
        return parameter.value(text, prefixes)
    except UsageError:
        return _candidate(text) or text


def _candidate(text: str) -> str | None:
    try:
        return candidates(text)[0]
    except UsageError:
        return None


def example(parameter: Parameter, prefixes: Mapping[str, str]) -> str:
    """The example of a parameter as people write it: RNCP23022 for `rncp:23022`, H2903 for `rome:H2903`."""
    if parameter.kind != "iri":
        return parameter.example
    meant = parameter.value(parameter.example, prefixes)
    for written in (short(meant), parameter.example.partition(":")[2]):
        if written and _says(parameter, written, prefixes, meant):
            return written
    return parameter.example


def _says(parameter: Parameter, written: str, prefixes: Mapping[str, str], meant: str) -> bool:
    """Whether the text is read as that IRI."""
    try:
        return parameter.value(iri_meant(parameter, written, prefixes), prefixes) == meant
    except UsageError:
        return False


def short(iri: str) -> str:
    """An IRI of ours as people write it: RNCP23022, RNCP23022BC01, MQ 1988 0044; else what follows the base."""
    path = unquote(iri.removeprefix(ID))
    register, _, rest = path.partition("/")
    number, _, part = rest.partition("/")
    if register in ("rncp", "rs"):
        kind, _, code = part.partition("/")
        if not part:
            return f"{register.upper()}{number}"
        if kind == "bloc" and code.startswith("BC") and "/" not in code:
            return f"{register.upper()}{number}{code}"
    if register == "cqpm" and not part:
        return number.replace("-", " ")
    return path
