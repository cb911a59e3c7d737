"""The fields two certifications are compared in by their words and codes: what each holds of a certification.

Every field is one block of columns of one matrix (`matrix`); within it a certification is a vector of length 1, so
that the product of two rows is the cosine in that field.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from passerelles.analysis.catalogue import Catalogue
from passerelles.analysis.overlap.title import read_title
from passerelles.analysis.words import stems

#: The fields in the order of their blocks; `OF` gives the place of one by its name.
FIELDS = (
    "titre", "spécialité", "titre et certificateur", "certificateur", "rome", "rome domaine", "rome mobilités",
    "nsf", "nsf groupe", "nsf domaine", "formacode", "convention", "blocs", "capacités", "texte",
)  # fmt: skip
OF = {name: place for place, name in enumerate(FIELDS)}
#: A job one may move to counts for less than the job itself.
_MOBILITY = 0.3
_HEADING = re.compile(r"^\s*(?:bloc|bc|rncp\d*bc?)\s*(?:n\s*[°o]\s*)?\d*\s*[:.\-–]*\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Held:
    """What one certification holds in every field: words and codes, with how often they occur."""

    certification: int
    bags: tuple[dict[str, float], ...]


def read_fields(catalogue: Catalogue) -> Iterator[Held]:
    """What every certification holds, in the order of their numbers; nothing for those that are only named."""
    codes = _by_certification(catalogue, "SELECT certification, scheme || ' ' || notation FROM code")
    owners = _by_certification(
        catalogue,
        "SELECT l.certification, o.name FROM certificateur l JOIN organisation o ON o.id = l.organisation "
        "WHERE o.name IS NOT NULL",
    )
    blocs = _by_certification(catalogue, "SELECT certification, title FROM bloc WHERE title IS NOT NULL")
    phrases = _by_certification(catalogue, "SELECT certification, text FROM phrase")
    moves = _mobilities(catalogue)
    for row in catalogue.rows("SELECT id, title, described FROM certification ORDER BY id"):
        number, title, described = int(str(row[0])), str(row[1] or ""), bool(row[2])
        if not described:
            yield Held(number, tuple({} for _ in FIELDS))
            continue
        capacites = catalogue.rows(
            "SELECT title FROM capacite WHERE certification = ? AND title IS NOT NULL", (number,)
        )
        bags = _title_bags(title, owners.get(number, []))
        bags |= _code_bags(codes.get(number, ()), moves)
        bags["blocs"] = _bag(word for bloc in blocs.get(number, ()) for word in stems(_HEADING.sub("", bloc)))
        bags["capacités"] = _bag(word for (text,) in capacites for word in stems(str(text)))
        bags["texte"] = _bag(word for text in phrases.get(number, ()) for word in stems(text))
        yield Held(number, tuple(bags[name] for name in FIELDS))


def _title_bags(title: str, names: list[str]) -> dict[str, dict[str, float]]:
    read = read_title(title)
    by = [word for name in names for word in stems(name)]
    return {
        "titre": _bag(read.words),
        "spécialité": _bag(read.specific),
        "titre et certificateur": _bag([*read.words, *by]),
        "certificateur": _bag(by),
    }


def _code_bags(codes: Iterable[str], moves: dict[str, list[str]]) -> dict[str, dict[str, float]]:
    of = defaultdict(list)
    for code in codes:
        scheme, _, notation = code.partition(" ")
        of[scheme].append(notation)
    near = {target: _MOBILITY for code in of["rome"] for target in moves.get(code, ())}
    digits = [re.sub(r"\D", "", notation) for notation in of["nsf"]]
    return {
        "rome": _bag(of["rome"]),
        "rome domaine": _bag({code[:3] for code in of["rome"]}),
        "rome mobilités": near | dict.fromkeys(of["rome"], 1.0),
        "nsf": _bag(of["nsf"]),
        "nsf groupe": _bag({each[:3] for each in digits}),
        "nsf domaine": _bag({each[:2] for each in digits}),
        "formacode": _bag(of["formacode"]),
        "convention": _bag([*of["brochure"], *of["idcc"]]),
    }


def _bag(items: Iterable[str]) -> dict[str, float]:
    found: dict[str, float] = {}
    for item in items:
        found[item] = found.get(item, 0.0) + 1.0
    return found


def _by_certification(catalogue: Catalogue, sql: str) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for number, text in catalogue.rows(f"{sql} ORDER BY 1, 2"):
        found.setdefault(int(str(number)), []).append(str(text))
    return found


def _mobilities(catalogue: Catalogue) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for start, target in catalogue.rows("SELECT start, target FROM mobility ORDER BY start, target"):
        found.setdefault(str(start).rsplit("/", 1)[-1], []).append(str(target).rsplit("/", 1)[-1])
    return found
