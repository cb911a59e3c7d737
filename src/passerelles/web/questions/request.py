"""What a request asks of a question of the library: values for its parameters, a format, a part of the rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from passerelles.answers.parameter import bindings
from passerelles.errors import NotFoundError, UsageError
from passerelles.queries import Query
from passerelles.store import Term
from passerelles.store import workers as store_workers
from passerelles.store.query_text import form
from passerelles.web.negotiation import media_type
from passerelles.web.prefixes import PREFIXES
from passerelles.web.sparql.format import SOLUTIONS, TRIPLES

#: The suffix of the text of a question itself.
RQ = ".rq"
TOLD = "application/json"
#: Formats by the name that addresses give them; the first is what is written when nothing is asked.
TABLES: Mapping[str, str] = {
    "json": TOLD,
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "srj": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
}
GRAPHS: Mapping[str, str] = {
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "turtle": "text/turtle",
    "json": "application/ld+json",
}
#: Parameters that every question has, beside its own.
FORMAT, LIMIT, OFFSET = "format", "limite", "decalage"
LONGEST, MOST_ROWS = 1000, 1_000_000


def split(name: str) -> tuple[str, str | None]:
    """The name of a question, and the suffix that names a format, with its dot (None without one)."""
    stem, dot, suffix = name.rpartition(".")
    return (stem, f".{suffix}") if dot else (name, None)


def is_graph(question: Query) -> bool:
    """Whether the answer is a graph and not a table."""
    return form(question.text) in ("CONSTRUCT", "DESCRIBE")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the values given to its parameters; `limit` None asks for all rows."""

    question: Query
    given: Mapping[str, str]
    bindings: Mapping[str, Term]
    format: str | None = None
    limit: int | None = None
    offset: int = 0

    @classmethod
    def read(cls, question: Query, items: Iterable[tuple[str, str]], suffix: str | None = None) -> Self:
        """What the parameters of an address ask; a field left empty is not given.

        Raises `UsageError` with a sentence that names the parameter, `NotFoundError` for an unknown suffix.
        """
        given: dict[str, str] = {}
        for name, value in items:
            if not value.strip():
                continue
            if name in given:
                raise UsageError(
                    f"Le paramètre « {name} » est donné plusieurs fois : donnez une seule valeur."
                )
            if len(value) > LONGEST:
                raise UsageError(
                    f"Le paramètre « {name} » est trop long : {LONGEST} caractères au plus."
                    + _example_of(question, name)
                )
            given[name] = value
        _check_names(question, given)
        format_ = _format(question, given.pop(FORMAT, None), suffix)
        limit, offset = given.pop(LIMIT, None), given.pop(OFFSET, None)
        if is_graph(question) and (limit or offset):
            raise UsageError(f"« {LIMIT} » et « {OFFSET} » ne valent que pour les tableaux.")
        return cls(
            question,
            given,
            bindings(question, given),
            format_,
            None if limit is None else _number(LIMIT, limit, 1),
            0 if offset is None else _number(OFFSET, offset, 0),
        )

    @property
    def offers(self) -> Mapping[str, str]:
        """The formats of the answer, by name."""
        return GRAPHS if is_graph(self.question) else TABLES

    def query(self, chosen: str) -> str:
        """The text for the rows asked for; where what follows is told, for one more, which shows that others follow."""
        if self.limit is None and not self.offset:
            return self.question.sparql
        return self.question.page((self.limit or MOST_ROWS) + (chosen == TOLD), self.offset)

    @property
    def parameters(self) -> dict[str, dict[str, str | None]]:
        """For each parameter what was given, or its default, and the value bound for it."""
        return {
            each.name: {
                "given": self.given.get(each.name, each.default),
                "bound": self.bindings[each.name].value,
            }
            for each in self.question.parameters
        }

    def media_type(self, accept: str | None) -> str | None:
        """What to write: by the name of the format, else by `Accept`; None when nothing that is offered is accepted."""
        if self.format is not None:
            return self.offers[self.format]
        return media_type(accept, tuple(dict.fromkeys(self.offers.values())))

    def task(self, chosen: str, *, head: bool = False) -> store_workers.Request:
        """The request to a worker for an answer in that media type."""
        return store_workers.Request(
            self.query(chosen),
            SOLUTIONS.get(chosen),
            TRIPLES.get(chosen),
            prefixes=PREFIXES,
            head=head,
            bindings=self.bindings,
        )


def _check_names(question: Query, given: Mapping[str, str]) -> None:
    """Raise `UsageError` for a parameter that neither the question nor its address has."""
    usual = (FORMAT,) if is_graph(question) else (FORMAT, LIMIT, OFFSET)
    known = (*(each.name for each in question.parameters), *usual)
    # On a graph these two have a sentence of their own.
    for name in given.keys() - {*known, LIMIT, OFFSET}:
        names = ", ".join(f"« {each} »" for each in known)
        raise UsageError(
            f"La requête « {question.name} » n’a pas de paramètre « {name} ». Paramètres possibles : {names}."
        )


def _format(question: Query, name: str | None, suffix: str | None) -> str | None:
    offers = GRAPHS if is_graph(question) else TABLES
    names = ", ".join(offers)
    if suffix is not None and suffix.removeprefix(".") not in offers:
        raise NotFoundError(
            f"La question « {question.name} » ne se donne pas en « {suffix} ». Suffixes : {names}."
        )
    if name is not None and name not in offers:
        raise UsageError(
            f"Le paramètre « {FORMAT} » ne connaît pas « {name} » ; choisissez parmi : {names}."
            f" Exemple : {FORMAT}={next(iter(offers))}"
        )
    return name or (suffix.removeprefix(".") if suffix else None)


def _number(name: str, text: str, least: int) -> int:
    text = text.strip()
    if text.isascii() and text.isdigit() and len(text) < 10 and least <= int(text) <= MOST_ROWS:
        return int(text)
    raise UsageError(
        f"Le paramètre « {name} » attend un nombre entier de {least} à {MOST_ROWS} ; « {text} » n’en est pas un."
        f" Exemple : {name}=100"
    )


def _example_of(question: Query, name: str) -> str:
    found = [each.example for each in question.parameters if each.name == name]
    return f" Exemple : {name}={found[0]}" if found else ""
