"""The file of a person as an address holds it: public codes and conditions, nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from starlette.datastructures import ImmutableMultiDict

from passerelles.analysis.explorer import Explorer
from passerelles.errors import NotFoundError, UsageError
from passerelles.ontology import ID

#: Certifications and blocs that a person may hold.
HOLDINGS = 60
VOIES = ("FI", "CA", "FC", "CQ", "CL", "VAE")
NIVEAUX = ("2", "3", "4", "5", "6", "7", "8")
_NO_WAY = f"n’est pas une voie d’accès : {', '.join(VOIES)}."
#: How many paths are shown, at least and at most.
FEW, MANY = 3, 10


@dataclass(frozen=True, slots=True)
class PersonFile:
    """What is held, what is aimed at, and on which conditions; codes as `code_of` writes them, days as dates.

    `paths` is how many paths are wanted.
    """

    acquis: tuple[str, ...] = ()
    vers: str | None = None
    niveau: str | None = None
    voie: str | None = None
    le: date | None = None
    paths: int = FEW

    def items(self) -> tuple[tuple[str, str], ...]:
        """Its parameters in an address, in a fixed order, without those that say nothing."""
        found = [
            ("acquis", ",".join(self.acquis)),
            ("vers", self.vers or ""),
            ("niveau", self.niveau or ""),
            ("voie", self.voie or ""),
            ("le", self.le.isoformat() if self.le else ""),
            ("chemins", str(self.paths) if self.paths != FEW else ""),
        ]
        return tuple((name, value) for name, value in found if value)

    def fields(self, *without: str) -> tuple[tuple[str, str], ...]:
        """Its parameters for a form that asks for the others itself."""
        return tuple((name, value) for name, value in self.items() if name not in without)

    def address(self, page: str = "/parcours", *without: str) -> str:
        """The address of a page on this file."""
        query = urlencode(self.fields(*without), safe=",/")
        return f"{page}?{query}" if query else page

    def with_(self, code: str) -> PersonFile:
        """The file with one more certification or bloc; a whole certification stands for its blocs."""
        if code in self.acquis or any(_is_bloc_of(code, each) for each in self.acquis):
            return self
        kept = tuple(each for each in self.acquis if not _is_bloc_of(each, code))
        return replace(self, acquis=(*kept, code)[:HOLDINGS])

    def without(self, code: str) -> PersonFile:
        """The file without a bloc, or without a certification and all its blocs."""
        kept = tuple(each for each in self.acquis if each != code and not _is_bloc_of(each, code))
        return replace(self, acquis=kept)

    def exchanged(self, certification: str, blocs: Iterable[str]) -> PersonFile:
        """The file with these blocs of a certification instead of what it said of that certification."""
        place = next((n for n, each in enumerate(self.acquis) if _of(each, certification)), len(self.acquis))
        kept = [each for each in self.acquis if not _of(each, certification)]
        kept[place:place] = blocs
        return replace(self, acquis=tuple(dict.fromkeys(kept))[:HOLDINGS])


def _of(code: str, certification: str) -> bool:
    return code == certification or _is_bloc_of(code, certification)


def _is_bloc_of(code: str, certification: str) -> bool:
    rest = code.removeprefix(certification)
    return rest != code and rest.startswith(("BC", "/bloc/"))


def code_of(explorer: Explorer, iri: str) -> str:
    """The public code of a thing in an address: its number as printed, else its place among ours (`/id/titre/…`).

    A métier has its ROME code.
    """
    place = iri.removeprefix(ID)
    if place.startswith("rome/"):
        return place.removeprefix("rome/")
    table = "bloc" if "/bloc/" in place else "certification"
    for (identifier,) in explorer.catalogue.rows(f"SELECT identifier FROM {table} WHERE iri = ?", (iri,)):
        if identifier and "," not in str(identifier) and _names(explorer, str(identifier), iri):
            return str(identifier)
    return f"/id/{place}"


def _names(explorer: Explorer, identifier: str, iri: str) -> bool:
    try:
        return explorer.iri_of(identifier) == iri
    except (NotFoundError, UsageError):
        return False


@dataclass(frozen=True, slots=True)
class Opened:
    """A file with the things that its codes name (IRIs, in the order of the codes), and what could not be read."""

    file: PersonFile
    held: tuple[str, ...]
    problems: tuple[str, ...]


def open_file(explorer: Explorer, given: ImmutableMultiDict[str, str]) -> Opened:
    """The file that the parameters of an address describe; what they do not say well is told, and left out."""
    problems: list[str] = []
    held: dict[str, str] = {}
    for written in [each for text in given.getlist("acquis") for each in text.split(",") if each.strip()]:
        try:
            iri = explorer.iri_of(written)
        except (NotFoundError, UsageError) as error:
            problems.append(str(error))
            continue
        if len(held) < HOLDINGS:
            held.setdefault(iri, code_of(explorer, iri))
        else:
            problems.append(f"Un dossier tient {HOLDINGS} acquis ; « {written.strip()} » n’y est plus.")
    file = PersonFile(
        acquis=tuple(held.values()),
        vers=given.get("vers", "").strip()[:400] or None,
        niveau=_among(given.get("niveau", ""), NIVEAUX, "n’est pas un niveau : de 2 à 8.", problems),
        voie=_among(given.get("voie", "").upper(), VOIES, _NO_WAY, problems),
        le=_day(given.get("le", "").strip(), problems),
        paths=_count(given.get("chemins", "")),
    )
    return Opened(file, tuple(held), tuple(problems))


def _among(value: str, known: tuple[str, ...], sentence: str, problems: list[str]) -> str | None:
    value = value.strip()
    if value and value not in known:
        problems.append(f"« {value[:40]} » {sentence}")
        return None
    return value or None


def _day(value: str, problems: list[str]) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        problems.append(f"« {value[:40]} » n’est pas une date : écrivez par exemple 2026-11-28.")
        return None


def _count(value: str) -> int:
    return min(max(int(value), FEW), MANY) if value.isascii() and value.isdigit() and len(value) < 4 else FEW
