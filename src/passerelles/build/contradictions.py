"""Contradictions: what sources state differently, told as problems; mere typography is not a contradiction."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from passerelles.records import Problem, Severity
from passerelles.triples import Disagreement

_VALUE = re.compile(r'"(.*)"(?:@[\w-]+|\^\^<[^>]*>)?\Z', re.DOTALL)
_KIND = re.compile(r"\b(?:cqpm|cqpi|cqp|certificat de qualification professionnelle)\b")


def contradictions(disagreements: Iterable[Disagreement], sources: Mapping[str, str]) -> Iterator[Problem]:
    """A problem for each disagreement that is more than typography; `sources` names each fiche by its SHA-256."""
    for item in disagreements:
        different = [(term, fiche) for term, fiche in item.others if _words(term) != _words(item.kept)]
        if not different:
            continue
        kept = f"{_plain(item.kept)} ({_name(item.kept_source, sources)})"
        others = " ; ".join(f"{_plain(term)} ({_name(fiche, sources)})" for term, fiche in different)
        field = re.split(r"[/#]", item.predicate)[-1]
        yield Problem(
            "sources-en-desaccord",
            Severity.WARNING,
            _name(different[0][1], sources),
            f"{_short(item.subject)} : les sources ne disent pas la même chose pour « {field} » : "
            f"{kept} est montré, mais aussi {others}.",
            field=field,
            found=others,
            expected=kept,
        )


def _plain(term: str) -> str:
    match = _VALUE.match(term)
    return (
        match[1].replace('\\"', '"').replace("\\\\", "\\")
        if match
        else term.strip("<>").rsplit("/id/", 1)[-1]
    )


def _words(term: str) -> tuple[str, ...]:
    folded = unicodedata.normalize("NFKD", _plain(term)).lower()
    return tuple(re.findall(r"[a-z0-9]+", _KIND.sub(" ", folded)))


def _name(fiche: str, sources: Mapping[str, str]) -> str:
    return sources.get(fiche.rsplit("/", 1)[-1], fiche)


def _short(subject: str) -> str:
    return subject.rsplit("/id/", 1)[-1]
