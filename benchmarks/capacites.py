"""How well free texts are cut into capacités, against readers' labels; beside it the naive ways to cut them.

Run `python -m benchmarks.capacites [--shared DIR] [--show]`. Two label sets: the 30 `LISTE_COMPETENCES` of the
published gold file, and other texts labelled here before any tuning on them (`benchmarks/capacites-etiquettes.json`:
offsets and a hash of each text, no prose). Only texts found in DIR are measured.

A boundary is the first or last character of a capacité, its code, bullet and closing `;` or `,` left out. Where a
label bears a doubt, the defensible reading nearest to the answer is the one that counts.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from lxml import etree

from passerelles.loaders.competence_statements import Kind, statements

HERE = Path(__file__).resolve().parent
Spans = tuple[tuple[int, int], ...]
Cutter = Callable[[str], Spans]
EXPORTS = ("export_fiches_RNCP_V4_1_2026-08-16.xml", "export_fiches_RS_V4_1_2026-08-16.xml")
DROPPED = "[\\s;,.]*$"


@dataclass(frozen=True, slots=True)
class Labelled:
    """One text and the spans of its capacités in each reading that a careful reader can defend."""

    name: str
    text: str
    readings: tuple[Spans, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """Boundaries found, expected and both, and texts whose capacités are exactly those of a reading."""

    hits: int = 0
    found: int = 0
    expected: int = 0
    exact: int = 0
    texts: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(
            self.hits + other.hits,
            self.found + other.found,
            self.expected + other.expected,
            self.exact + other.exact,
            self.texts + other.texts,
        )

    def row(self) -> str:
        precision = self.hits / self.found if self.found else 0.0
        recall = self.hits / self.expected if self.expected else 0.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        share = self.exact / self.texts if self.texts else 0.0
        return f"{precision:9.3f} {recall:7.3f} {f1:6.3f} {share:9.1%} ({self.exact}/{self.texts})"


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without blanks at its ends and without the punctuation that closes an item."""
    wording = text[start:end]
    lead = len(wording) - len(wording.lstrip())
    return start + lead, start + len(re.sub(DROPPED, "", wording))


def ours(text: str) -> Spans:
    return tuple((found.start, found.end) for found in statements(text) if found.kind is Kind.CAPACITE)


def separated(pattern: str) -> Cutter:
    """A naive cutter: whatever lies between two separators is a capacité, less its bullet or code."""
    separator = re.compile(pattern)
    lead = re.compile(r"\s*(?:[-–•*]\s*)?(?:[A-Z]?[\d.]+[A-Z]?\d*[.:)]?\s+|[A-Z]\d+\.?[A-Z]?\d*\.\s*)?")

    def cut(text: str) -> Spans:
        spans, start = [], 0
        for found in [*separator.finditer(text), None]:
            end = found.start() if found else len(text)
            mark = lead.match(text, start, end)
            first = mark.end() if mark else start
            if text[first:end].strip():
                spans.append((first, end))
            start = found.end() if found else end
        return tuple(spans)

    return cut


CUTTERS: dict[str, Cutter] = {
    "passerelles": ours,
    "fins de ligne": separated(r"\n"),
    "deux espaces ou ligne": separated(r"\s{2,}|\n"),
    "phrases": separated(r"(?<=[.;!?])\s+|\n"),
    "puces ou codes": separated(r"\s+(?=[-•*]\s)|\s+(?=[A-Z]?\d+(?:\.\d+|[A-Z]\d+)*[.)]\s)"),
}


def texts(shared: Path) -> Iterator[tuple[str, str]]:
    """Every competence and activity text of the extracts: where it stands, and what it says."""
    for export in EXPORTS:
        path = shared / "data" / "france-competences-v4.1" / export
        if not path.is_file():
            continue
        for fiche in etree.parse(path).iter("FICHE"):
            number = fiche.findtext("NUMERO_FICHE")
            for bloc in fiche.findall("BLOCS_COMPETENCES/BLOC_COMPETENCES"):
                yield f"{number}/{bloc.findtext('CODE')}", bloc.findtext("LISTE_COMPETENCES") or ""
            for element in ("CAPACITES_ATTESTEES", "ACTIVITES_VISEES"):
                yield f"{number}/{element}", fiche.findtext(element) or ""


def passage(shared: Path, name: str) -> str | None:
    """The passage that a name like `RNCP1.txt[10:90]` means (code points of a text fiche), if it is at hand."""
    found = re.fullmatch(r"(.+\.txt)\[(\d+):(\d+)\]", name)
    if not found or not (path := shared / "fiches" / found[1]).is_file():
        return None
    return path.read_text(encoding="utf-8-sig")[int(found[2]) : int(found[3])]


def gold(shared: Path) -> list[Labelled]:
    """The published labels, each wording found again in its text."""
    path = shared / "data" / "france-competences-v4.1" / "capacites-gold-dev.json"
    if not path.is_file():
        return []
    known = dict(texts(shared))
    labels = json.loads(path.read_text(encoding="utf-8"))
    return [
        _gold_label(f"{number}/{code}", known[f"{number}/{code}"], label)
        for number, blocs in labels.items()
        for code, label in blocs.items()
    ]


def _gold_label(name: str, text: str, label: dict[str, object]) -> Labelled:
    capacites = _spans(text, [found["texte"] for found in label["capacites"]])  # type: ignore[attr-defined]
    if "doubt" not in label:
        return Labelled(name, text, (capacites,))
    titles = _spans(text, [re.sub(r"^[\d.]+\s+", "", title) for title in label["headings"]])  # type: ignore[attr-defined]
    both = tuple(sorted((*capacites, *titles)))
    joined = tuple(
        (*both[:place], (both[place][0], both[place + 1][1]), *both[place + 2 :])
        for place in range(len(both) - 1)
    )
    return Labelled(name, text, (capacites, both, *joined))


def _spans(text: str, wordings: Sequence[str]) -> Spans:
    spans, position = [], 0
    for wording in wordings:
        found = re.compile(r"\s+".join(map(re.escape, wording.split()))).search(text, position)
        if not found:
            raise ValueError(f"« {wording} » n’est pas dans le texte")
        spans.append(found.span())
        position = found.end()
    return tuple(spans)


def held_out(shared: Path) -> list[Labelled]:
    """The labels made here, for the texts that are at hand and unchanged."""
    labels = json.loads((HERE / "capacites-etiquettes.json").read_text(encoding="utf-8"))
    known = dict(texts(shared))
    found = []
    for name, label in labels.items():
        text = known.get(name) or passage(shared, name)
        if text and label["sha256"] == sha256(text.encode()).hexdigest():
            readings = tuple(tuple((start, end) for start, end in reading) for reading in label["readings"])
            found.append(Labelled(name, text, readings))
    return found


def score(label: Labelled, cut: Cutter) -> Score:
    """The score of one text under the reading that fits the answer best."""
    answer = {trimmed(label.text, *span) for span in cut(label.text)}
    found = {("start", a) for a, _ in answer} | {("end", b) for _, b in answer}
    best: tuple[float, Score] | None = None
    for reading in label.readings:
        spans = {trimmed(label.text, *span) for span in reading}
        expected = {("start", a) for a, _ in spans} | {("end", b) for _, b in spans}
        hits = len(found & expected)
        rate = 2 * hits / (len(found) + len(expected)) if found or expected else 1.0
        if best is None or rate > best[0]:
            best = rate, Score(hits, len(found), len(expected), int(spans == answer), 1)
    return best[1] if best else Score()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=HERE.parent.parent / "shared")
    parser.add_argument("--show", action="store_true", help="name the texts that are not exactly right")
    options = parser.parse_args()
    sets = {"fichier publié": gold(options.shared), "étiquettes de réserve": held_out(options.shared)}
    for title, labels in sets.items():
        print(f"\n{title} : {len(labels)} textes")
        print(f"{'':24} précision rappel     F1   exacts")
        for name, cut in CUTTERS.items():
            print(f"{name:24} {sum((score(label, cut) for label in labels), Score()).row()}")
        if options.show:
            print(
                *(f"  pas exact : {label.name}" for label in labels if not score(label, ours).exact), sep="\n"
            )
    speed([label.text for labels in sets.values() for label in labels])


def speed(samples: Sequence[str], rounds: int = 20) -> None:
    """Print the processor time of one cut, and for 1 500 characters."""
    if not samples:
        print("\naucun texte : indiquez --shared")
        return
    start = time.process_time()
    for _ in range(rounds):
        for text in samples:
            statements(text)
    spent = (time.process_time() - start) / rounds
    length = sum(map(len, samples))
    print(
        f"\n{spent / len(samples) * 1000:.3f} ms par texte, {spent / length * 1_500_000:.3f} ms pour 1 500 caractères"
    )


if __name__ == "__main__":
    main()
