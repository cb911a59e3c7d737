"""The questions of the library as examples of queries: each with its example values in place, by subject."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from passerelles.answers.question import terms
from passerelles.queries import TAGS, Parameter, Query, Tag, names, query
from passerelles.store.binding import bind


@dataclass(frozen=True, slots=True)
class Subject:
    """The questions filed under one tag, by title."""

    tag: Tag
    questions: tuple[Query, ...]


@cache
def subjects() -> tuple[Subject, ...]:
    """The questions by their first tag, in the order of the tags."""
    questions = [query(name) for name in names()]
    grouped = (Subject(tag, tuple(each for each in questions if each.tags[0] == tag.name)) for tag in TAGS)
    return tuple(subject for subject in grouped if subject.questions)


@cache
def example(name: str, lang: str = "fr") -> str:
    """A query that runs as it is: what it answers as a comment, and the example value of each parameter in place."""
    question = query(name)
    body = "\n".join(_lines(question))
    title = question.title_en if lang == "en" else question.title_fr
    remarks = [title, *(_remark(parameter, lang) for parameter in question.parameters)]
    return "\n".join([*(f"# {remark}" for remark in remarks), body.strip("\n"), ""])


def _lines(question: Query) -> Iterator[str]:
    """The lines after the header with the example values in place, written as a person would."""
    values = {each.name: each.example for each in question.parameters}
    bound = bind(question.text, terms(question.bind_values(values)))
    short = {f"<{question.prefixes[prefix]}{local}>": f"{prefix}:{local}"
             for prefix, _, local in (value.partition(":") for value in values.values())
             if prefix in question.prefixes and re.fullmatch(r"\w[\w-]*", local)}  # fmt: skip
    for before, line in zip(question.text.splitlines(), bound.splitlines(), strict=True):
        if before.startswith("#+"):
            continue
        yield line if line == before else _tidied(line, before, short)


def _tidied(line: str, before: str, short: Mapping[str, str]) -> str:
    """A line that was changed, with names instead of IRIs and its spaces as before."""
    for iri, name in short.items():
        line = line.replace(iri, name)
    line = re.sub(r"(?<=\S) {2,}", " ", line)
    # The constant that stands for a value ordered by says nothing here.
    line = line.replace('ORDER BY ("") ', "ORDER BY ").replace(' ("") ', " ")
    return before[: len(before) - len(before.lstrip())] + line.strip()


def _remark(parameter: Parameter, lang: str) -> str:
    if lang == "en":
        return f"{parameter.description_en} ({parameter.name}): {parameter.example} here, to be replaced by yours"
    return (
        f"{parameter.description_fr} ({parameter.name}) : ici {parameter.example}, "
        "à remplacer par ce que vous cherchez"
    )
