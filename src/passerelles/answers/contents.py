"""What a graph holds: counts by class, register, kind and rank, and the documents read."""

from __future__ import annotations

from dataclasses import dataclass

from passerelles.answers.address import href
from passerelles.answers.question import local_name, page_of, rows
from passerelles.store import Dataset

#: Documents named on the start page; the rest is a query away.
DOCUMENTS = 60


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of certification and how many are of it."""

    notation: str
    label: str | None
    count: int


@dataclass(frozen=True, slots=True)
class Document:
    """One file read; `href` leads to its only source, None when it holds several (an export)."""

    file: str
    href: str | None
    format: str | None
    publisher: str | None
    date: str | None
    sources: int
    certifications: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The store at a glance; `counts` by class and `ranks` by rank are keyed by local name."""

    counts: dict[str, int]
    registers: dict[str, tuple[int, int]]
    kinds: tuple[Kind, ...]
    ranks: dict[str, int]
    documents: tuple[Document, ...]
    more_documents: bool


def read_overview(dataset: Dataset) -> Overview:
    """What the store holds: it reads the whole graph, and stays true as long as the version does."""
    documents = _documents(dataset)
    return Overview(
        counts={local_name(row["classe"]): int(row["nombre"]) for row in rows(dataset, "contenu")},
        registers=_registers(dataset),
        kinds=tuple(
            Kind(row.get("notation", local_name(row["nature"])), row.get("libelle"), int(row["nombre"]))
            for row in rows(dataset, "contenu-par-nature")
        ),
        ranks={local_name(row["rang"]): int(row["nombre"]) for row in rows(dataset, "contenu-par-rang")},
        documents=documents[:DOCUMENTS],
        more_documents=len(documents) > DOCUMENTS,
    )


def _documents(dataset: Dataset) -> tuple[Document, ...]:
    """The documents read, one more than are shown when there are more."""
    found = page_of(dataset, "contenu-par-document", DOCUMENTS + 1)
    return tuple(
        Document(
            file=row["document"],
            href=href(row["premiere"]) if row["sources"] == "1" else None,
            format=row.get("format"),
            publisher=row.get("editeur"),
            date=row.get("date"),
            sources=int(row["sources"]),
            certifications=int(row["certifications"]),
        )
        for row in found
    )


def _registers(dataset: Dataset) -> dict[str, tuple[int, int]]:
    """For each register how many certifications a document describes, and how many are only named."""
    found: dict[str, tuple[int, int]] = {}
    for row in rows(dataset, "contenu-par-repertoire"):
        described, named = found.get(row["repertoire"], (0, 0))
        number = int(row["nombre"])
        is_described = row["decrite"] == "true"
        found[row["repertoire"]] = (described + number * is_described, named + number * (not is_described))
    return found
