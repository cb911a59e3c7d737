"""Problems that loaders report, as results of a validation."""

from __future__ import annotations

from passerelles import iris
from passerelles.records import Problem, Ref
from passerelles.validation.causes import READING_COMPONENT
from passerelles.validation.place import Place
from passerelles.validation.result import Result
from passerelles.validation.terms import Kind, Term


def result_of(problem: Problem) -> Result:
    """The result that a loader's problem stands for; its message is French, the English is built from it."""
    span = problem.span
    place = Place(
        file=problem.source,
        stated=problem.place,
        start=span.start if span else None,
        end=span.end if span else None,
        page=span.page if span else None,
        element=span.element if span else None,
    )
    return Result(
        severity=problem.severity,
        cause=problem.cause,
        message_fr=problem.message,
        message_en=_english(problem),
        component=READING_COMPONENT,
        focus=Term(Kind.IRI, iris.ref(problem.about)) if problem.about else None,
        label=_name(problem.about) if problem.about else None,
        path=problem.field,
        value=Term(Kind.LITERAL, problem.found) if problem.found is not None else None,
        expected=problem.expected,
        place=place,
    )


def _english(problem: Problem) -> str:
    words = [f"Reported while reading {problem.source}"]
    if problem.field is not None:
        words.append(f"field “{problem.field}”")
    if problem.found is not None:
        words.append(f"found “{problem.found}”")
    if problem.expected is not None:
        words.append(f"expected “{problem.expected}”")
    return f"{', '.join(words)} ({problem.cause})."


def _name(about: Ref) -> str:
    number = f"{about.register.value.upper()}{about.number}" if about.number else None
    parts = (number, about.bloc, about.title)
    return " · ".join(part for part in parts if part)
