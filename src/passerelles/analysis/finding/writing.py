"""A search written from a catalogue: postings of each kind of text, and the tables of `schema`."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np

from passerelles.analysis.catalogue import Catalogue
from passerelles.analysis.finding.beginnings import write_completions
from passerelles.analysis.finding.family import families
from passerelles.analysis.finding.initials import initials
from passerelles.analysis.finding.lane import Floats, LaneDraft
from passerelles.analysis.finding.schema import FILE, SCHEMA
from passerelles.analysis.finding.vocabulary_draft import VocabularyDraft
from passerelles.analysis.finding.wording import fold, surfaces

#: Where a stem stands in a certification; `worth` is what it counts there.
TITLE, MARK, CERTIFICATEUR, JOB, NSF, PHRASE = range(6)
WORTH = (1.0, 1.0, 0.8, 0.5, 0.35, 0.3)
#: How far a certification of the former code of a job leads to it, and one of a job that came from it.
FORMER, NARROWER = 0.8125, 0.875
#: What a word is worth in all that is said of a job, from often to once in a long text.
PROFILE_WORTH = tuple(1.0 - 0.6 * step / 7 for step in range(8))
_DIPLOMA = re.compile(
    r"^(?:CAP|BEP|BAC|BTS|BP|DUT|BUT|CQP|DE|Bac|Licence|Master|Titre|Diplôme|Brevet|Certificat|Mention|Doctorat|"
    r"Ingénieur diplômé|Formation de)\b"
)
_SENTENCES = re.compile(r"[\n\r]+|(?<=\w\w)\.\s")
_FEW_JOBS = 12
_NAMING = ("certification", "job", "organisation")


def write_finding(catalogue: Catalogue, folder: Path) -> None:
    """Write all that a search over the catalogue needs into an empty folder."""
    with closing(sqlite3.connect(folder / FILE, isolation_level=None)) as database:
        # The folder is thrown away when its writing is cut short.
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        database.executescript(SCHEMA)
        database.execute("BEGIN")
        writing = _Writing(catalogue, database, folder)
        writing.jobs()
        writing.certifications()
        writing.parts()
        writing.others()
        writing.vocabulary()
        write_completions(catalogue, database)
        database.execute("COMMIT")
        database.execute("ANALYZE")


class _Writing:
    def __init__(self, catalogue: Catalogue, database: sqlite3.Connection, folder: Path) -> None:
        self._catalogue, self._database, self._folder = catalogue, database, folder
        self._words = VocabularyDraft()
        self._drafts: dict[str, LaneDraft] = defaultdict(LaneDraft)
        self._sizes: dict[str, int] = {}
        self._frequencies: dict[int, int] = defaultdict(int)
        self._named = 0
        self._job_numbers: dict[str, int] = {}
        self._job_words: dict[str, set[str]] = defaultdict(set)
        self._profiles: dict[int, Counter[int]] = defaultdict(Counter)

    def _rows(self, sql: str) -> Iterator[list[str | None]]:
        for row in self._catalogue.rows(sql):
            yield [None if value is None else str(value) for value in row]

    def _pairs(self, sql: str) -> dict[int, list[str]]:
        found: dict[int, list[str]] = defaultdict(list)
        for number, text in self._rows(sql):
            if number is not None and text:
                found[int(number)].append(text)
        return found

    def _add(self, lane: str, text: int, stems: list[int], field: int = 0) -> None:
        self._drafts[lane].add(text, stems, field)
        if lane in _NAMING and field == 0:
            self._named += 1
            for stem in set(stems):
                self._frequencies[stem] += 1

    def _save(self, name: str, values: object, kind: type) -> None:
        np.save(self._folder / f"{name}.npy", np.array(values, dtype=kind))

    def jobs(self) -> None:
        """The jobs of ROME: what names them, what they take, and the certifications that lead to them."""
        found = list(
            self._rows(
                "SELECT iri, notation, label FROM concept WHERE scheme = 'rome' AND LENGTH(notation) = 5 UNION "
                "SELECT DISTINCT c.iri, c.notation, NULL FROM code c LEFT JOIN concept k ON k.iri = c.iri "
                "WHERE c.scheme = 'rome' AND k.iri IS NULL AND LENGTH(c.notation) = 5 ORDER BY 1"
            )
        )
        self._job_numbers = {str(row[0]): number for number, row in enumerate(found)}
        self._database.executemany(
            "INSERT INTO job VALUES (?, ?, ?, ?)", ((number, *row) for number, row in enumerate(found))
        )
        texts = [
            (self._job_numbers[str(iri)], str(kind), str(label))
            for iri, kind, label in self._rows(
                "SELECT iri, 'libellé', label FROM concept WHERE scheme = 'rome' AND label IS NOT NULL UNION "
                "SELECT c.iri, 'ancien libellé', l.label FROM label_of l JOIN concept c ON c.id = l.concept "
                "WHERE c.scheme = 'rome' UNION "
                "SELECT a.rome, 'appellation', c.label FROM appellation a JOIN concept c ON c.iri = a.appellation "
                "WHERE c.label IS NOT NULL ORDER BY 1, 2 DESC, 3"
            )
            if iri in self._job_numbers
        ]
        for number, (job, _, label) in enumerate(texts):
            stems = self._words.stems(label)
            self._add("job", number, stems)
            self._tell(job, stems, 2)
            self._job_words[str(job)].update(map(fold, surfaces(label)))
        self._sizes["job"] = len(texts)
        self._database.executemany(
            "INSERT INTO job_text VALUES (?, ?, ?, ?)", ((number, *text) for number, text in enumerate(texts))
        )
        self._save("job.of", [text[0] for text in texts], np.int32)
        self._leading()
        self._items()
        self._profile()

    def _leading(self) -> None:
        """The certifications of each job: its own, then those of the former code it came from."""
        holders: dict[int, set[int]] = defaultdict(set)
        for number, iri in self._rows("SELECT certification, iri FROM code WHERE scheme = 'rome'"):
            if iri in self._job_numbers and number is not None:
                holders[self._job_numbers[iri]].add(int(number))
        rows = {(job, number): 1.0 for job, found in holders.items() for number in found}
        for narrow, broad in self._rows("SELECT narrow, broad FROM broader"):
            one, other = self._job_numbers.get(str(narrow)), self._job_numbers.get(str(broad))
            if one is not None and other is not None:
                for job, source, share in ((one, other, FORMER), (other, one, NARROWER)):
                    for held in holders[source]:
                        rows.setdefault((job, held), share)
        self._links("job.leads", len(self._job_numbers), sorted((*key, value) for key, value in rows.items()))

    def _links(self, name: str, size: int, rows: list[tuple[int, int, float]]) -> None:
        """Rows (from, to, weight) in the order of `from`, as arrays."""
        starts = np.zeros(size + 1, np.int64)
        np.add.at(starts, np.array([row[0] for row in rows], np.int64) + 1, 1)
        self._save(f"{name}.starts", np.cumsum(starts), np.int64)
        self._save(f"{name}.to", [row[1] for row in rows], np.int32)
        self._save(f"{name}.weight", [row[2] for row in rows], np.float32)

    def _items(self) -> None:
        """Competences, savoirs and sentences of definitions, with the jobs that each belongs to."""
        texts: list[tuple[str, str, str]] = []
        links: list[tuple[int, int, float]] = []
        for kind, iri, label, jobs in (*self._job_items(), *self._definitions()):
            links += [(len(texts), job, 1.0 if core else 0.8) for job, core in jobs]
            texts.append((kind, iri, label))
            # What many jobs take says nothing of the family of a word.
            for job, _ in jobs if len(jobs) <= _FEW_JOBS else ():
                self._job_words[str(job)].update(map(fold, surfaces(label)))
        stems_of = [self._words.stems(label) for _, _, label in texts]
        for number, stems in enumerate(stems_of):
            self._add("item", number, stems)
        for number, job, weight in links:
            self._tell(job, stems_of[number], 2 if weight == 1.0 else 1)
        self._sizes["item"] = len(texts)
        self._database.executemany(
            "INSERT INTO item_text VALUES (?, ?, ?, ?)",
            ((number, *text) for number, text in enumerate(texts)),
        )
        self._links("item.jobs", len(texts), links)

    def _job_items(self) -> Iterator[tuple[str, str, str, list[tuple[int, int]]]]:
        """Competences and savoirs with their jobs, and whether each is at the core of the job."""
        jobs: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for rome, item, core in self._rows("SELECT rome, item, core FROM job_item"):
            if rome in self._job_numbers:
                jobs[str(item)].append((self._job_numbers[rome], int(core or 0)))
        for scheme, iri, label in self._rows(
            "SELECT scheme, iri, label FROM concept WHERE scheme IN ('rome-competence', 'rome-savoir') "
            "AND label IS NOT NULL ORDER BY iri"
        ):
            held = jobs.get(str(iri))
            if held and not _DIPLOMA.match(str(label)):
                yield str(scheme).removeprefix("rome-"), str(iri), str(label), sorted(held)

    def _definitions(self) -> Iterator[tuple[str, str, str, list[tuple[int, int]]]]:
        """The sentences that say what a job does."""
        for iri, text in self._rows(
            "SELECT c.iri, d.text FROM definition d JOIN concept c ON c.id = d.concept ORDER BY 1, 2"
        ):
            if iri in self._job_numbers:
                for sentence in filter(None, map(str.strip, _SENTENCES.split(str(text)))):
                    yield "définition", iri, sentence, [(self._job_numbers[iri], 1)]

    def _tell(self, job: int, stems: list[int], times: int) -> None:
        for stem in stems:
            self._profiles[job][stem] += times

    def _profile(self) -> None:
        """All that is said of each job in one text, where words said more often are in better fields."""
        lengths = {job: sum(said.values()) for job, said in self._profiles.items()}
        mean = sum(lengths.values()) / max(1, len(lengths))
        for job, said in sorted(self._profiles.items()):
            fill = 1.2 * (0.4 + 0.6 * lengths[job] / mean)
            for stem, count in said.items():
                self._add("profile", job, [stem], min(7, int(8 * (1 - count / (count + fill)))))
        self._sizes["profile"] = len(self._job_numbers)

    def certifications(self) -> None:
        """Titles, kinds, levels, ways of access, certificateurs, labels of codes, and sentences of certifications."""
        words, count = self._words, self._catalogue.count()
        around = (
            (CERTIFICATEUR, "SELECT l.certification, o.name FROM certificateur l JOIN organisation o ON o.id = "
             "l.organisation"),
            (JOB, "SELECT c.certification, k.label FROM code c JOIN concept k ON k.iri = c.iri "
             "WHERE c.scheme = 'rome'"),
            (JOB, "SELECT c.certification, l.label FROM code c JOIN concept k ON k.iri = c.iri JOIN label_of l "
             "ON l.concept = k.id WHERE c.scheme = 'rome'"),
            (NSF, "SELECT c.certification, k.label FROM code c JOIN concept k ON k.iri = c.iri "
             "WHERE c.scheme IN ('nsf', 'formacode')"),
            (PHRASE, "SELECT certification, text FROM phrase"),
        )  # fmt: skip
        for number, title in self._rows(
            "SELECT id, title FROM certification WHERE title IS NOT NULL ORDER BY id"
        ):
            self._add("certification", int(str(number)), words.stems(str(title)))
            marks = [words.number(f"~{letters}") for letters in sorted(initials(str(title)))]
            self._drafts["certification"].add(int(str(number)), marks, MARK)
        for number, mark in self._rows(
            "SELECT certification, 'type:' || notation FROM code WHERE scheme = 'type' UNION "
            "SELECT certification, 'niveau:' || notation FROM code WHERE scheme = 'niveau' UNION "
            "SELECT certification, 'voie:' || voie FROM acces WHERE ouvert = 1 ORDER BY 1, 2"
        ):
            self._drafts["certification"].add(int(str(number)), [words.number(f"={fold(str(mark))}")], MARK)
        for field, sql in around:
            stems_of: dict[str, list[int]] = {}
            for number, text in self._rows(f"{sql} ORDER BY 1, 2"):
                if text and number is not None:
                    if text not in stems_of:
                        stems_of[text] = words.stems(text)
                    self._drafts["certification"].add(int(number), stems_of[text], field)
        self._sizes["certification"] = count
        rank = np.zeros(count, np.float32)
        for each in self._catalogue.certifications():
            year = int((each.fin or each.limite or "2000")[:4])
            rank[each.id] = (
                (0.5 if each.actif else 0.25 if each.actif is None else 0.0)
                + (0.2 if each.described else 0.0)
                + 0.2 * min(1.0, max(0.0, (year - 2000) / 40))
                + 0.1 * each.id / max(1, count)
            )
        self._save("certification.rank", rank, np.float32)

    def parts(self) -> None:
        """Blocs and capacités with their certifications."""
        for lane in ("bloc", "capacite"):
            owners = []
            for number, owner, title in self._catalogue.rows(
                f"SELECT id, certification, title FROM {lane} ORDER BY id"
            ):
                owners.append(int(str(owner)))
                if title:
                    self._add(lane, int(str(number)), self._words.stems(str(title)))
            self._sizes[lane] = len(owners)
            self._save(f"{lane}.owner", owners, np.int32)

    def others(self) -> None:
        """Codes that are not jobs, and certificateurs."""
        concepts: list[int] = []
        for number, label in self._rows(
            "SELECT id, label FROM concept WHERE label IS NOT NULL AND (scheme IN ('nsf', 'formacode', 'brochure', "
            "'idcc') OR scheme = 'rome' AND LENGTH(notation) < 5) ORDER BY id"
        ):
            self._add("code", len(concepts), self._words.stems(str(label)))
            concepts.append(int(str(number)))
        self._sizes["code"] = len(concepts)
        self._save("code.concept", concepts, np.int32)
        held = 0
        for number, name in self._rows("SELECT id, name FROM organisation ORDER BY id"):
            held = int(str(number)) + 1
            self._add("organisation", held - 1, self._words.stems(name or ""))
            marks = [self._words.number(f"~{letters}") for letters in sorted(initials(name or ""))]
            self._drafts["organisation"].add(held - 1, marks, MARK)
        self._sizes["organisation"] = held
        pairs = self._catalogue.rows(
            "SELECT organisation, certification FROM certificateur ORDER BY organisation, certification"
        )
        rows = [(int(str(one)), int(str(other)), 1.0) for one, other in pairs]
        self._links("organisation.leads", held, rows)

    def vocabulary(self) -> None:
        """Words, stems, families, and the postings, which need the weights of all stems."""
        words = list(self._words.words())
        numbers = self._words.numbers
        self._database.executemany("INSERT INTO word VALUES (?, ?, ?, ?)", words)
        pairs = families([word[0] for word in words], self._job_words)
        self._database.executemany(
            "INSERT INTO family VALUES (?, ?, ?)",
            ((numbers[one], numbers[other], weight) for one, other, weight in pairs),
        )
        self._database.executemany(
            "INSERT INTO stem VALUES (?, ?)", ((number, stem) for stem, number in numbers.items())
        )
        idf = self._idf(len(numbers))
        np.save(self._folder / "idf.npy", idf)
        for lane, size in self._sizes.items():
            self._drafts[lane].write(self._folder, lane, size, idf)

    def _idf(self, stems: int) -> Floats:
        frequencies = np.zeros(stems, np.float32)
        for stem, count in self._frequencies.items():
            frequencies[stem] = count
        return np.log1p(self._named / (1 + frequencies)).astype(np.float32)
