"""A catalogue written from a graph."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import unquote

from passerelles.analysis.catalogue.scanning import scan
from passerelles.analysis.catalogue.schema import INDEXES, SCHEMA
from passerelles.ontology import ID
from passerelles.store import Dataset

Row = list[str]
_PREFIX = {
    "pas": "https://w3id.org/passerelles/ns#",
    "dcterms": "http://purl.org/dc/terms/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
}
#: Sentences of a certification that say what its holder does; the property's local name is their kind.
_PHRASES = (
    "emploi",
    "activite",
    "objectifs",
    "resume",
    "secteur",
    "activitesTexte",
    "emploisTexte",
    "secteursTexte",
)


def write_catalogue(dataset: Dataset, path: Path) -> None:
    """Write the catalogue of the merged graph into a new file at `path`.

    Where sources disagree, the value that the graph retains is the one written. Raises what `Dataset` raises.
    """
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        # The file is thrown away when its writing is cut short.
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        database.executescript(SCHEMA)
        database.execute("BEGIN")
        writing = _Writing(dataset, database)
        writing.certifications()
        writing.parts()
        writing.surroundings()
        writing.lists()
        database.execute("COMMIT")
        database.executescript(INDEXES)
        database.execute("ANALYZE")


_FLAGS = {"true": 1, "1": 1, "false": 0, "0": 0}


class _Writing:
    """One catalogue on its way: the graph, the database, and the numbers given so far."""

    def __init__(self, dataset: Dataset, database: sqlite3.Connection) -> None:
        self._dataset = dataset
        self._database = database
        self._numbers: dict[str, int] = {}
        self._retained: dict[tuple[str, str], str] = {
            (subject, predicate): value
            for subject, predicate, value in self._rows(
                "SELECT ?s ?p ?o WHERE { ?s pas:retenu ?r . ?r rdf:predicate ?p ; rdf:object ?o }"
            )
        }
        self._titles = self._values("dcterms:title")
        self._order: dict[str, int] = {}
        for subject, place in self._pairs("pas:ordre"):
            self._order[subject] = min(int(place), self._order.get(subject, int(place)))

    def _rows(self, query: str) -> Iterator[Row]:
        # Never ORDER BY: sorting here is many times faster than in the engine.
        return scan(self._dataset, query)

    def _insert(self, table: str, rows: Iterable[tuple[object, ...]], columns: int) -> None:
        marks = ", ".join("?" * columns)
        self._database.executemany(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", rows)

    def _pairs(self, property_: str) -> Iterator[Row]:
        """What has the property, and its value: all of the graph, since a type joined to it costs more."""
        return scan(self._dataset, f"SELECT ?s ?o WHERE {{ ?s {property_} ?o }}")

    def _values(self, property_: str) -> dict[str, str]:
        """One value for each subject: the one retained, else the first in alphabetical order."""
        found: dict[str, str] = {}
        for subject, value in self._pairs(property_):
            if subject not in found or value < found[subject]:
                found[subject] = value
        name = _PREFIX[property_.partition(":")[0]] + property_.partition(":")[2]
        return {subject: self._retained.get((subject, name), value) for subject, value in found.items()}

    def certifications(self) -> None:
        """Certifications with their titles, states and dates."""
        identifiers, actif = self._values("dcterms:identifier"), self._values("pas:actif")
        dates = _Dates(self._rows)
        described = {subject for subject, _ in self._pairs("prov:wasDerivedFrom")}
        every = sorted(row[0] for row in self._rows("SELECT DISTINCT ?s WHERE { ?s a pas:Certification }"))
        self._numbers = {iri: number for number, iri in enumerate(every)}
        self._insert(
            "certification",
            (
                (
                    number,
                    iri,
                    iri.removeprefix(ID).partition("/")[0],
                    identifiers.get(iri),
                    self._titles.get(iri),
                    _FLAGS.get(actif.get(iri, "")),
                    *dates.of(iri, self._retained),
                    iri in described,
                )
                for iri, number in self._numbers.items()
            ),
            10,
        )

    def parts(self) -> None:
        """Blocs and capacités, each with a number, and what contains what."""
        capacites = list(self._pairs("pas:capacite"))
        self._pieces("bloc", self._pairs("pas:bloc"), self._values("dcterms:identifier"))
        self._pieces("capacite", capacites, self._values("skos:notation"))
        bloc_ids, capacite_ids = self._ids("bloc"), self._ids("capacite")
        self._insert(
            "bloc_capacite",
            (
                (bloc_ids[bloc], capacite_ids[capacite])
                for bloc, capacite in capacites
                if bloc in bloc_ids and capacite in capacite_ids
            ),
            2,
        )

    def _pieces(self, table: str, owned: Iterable[Row], marks: dict[str, str]) -> None:
        owners: dict[str, str] = {}
        for owner, piece in owned:
            if owner in self._numbers:
                owners[piece] = min(owner, owners.get(piece, owner))
        self._insert(
            table,
            (
                (
                    number,
                    self._numbers[owners[iri]],
                    iri,
                    marks.get(iri),
                    self._titles.get(iri),
                    self._order.get(iri),
                )
                for number, iri in enumerate(sorted(owners))
            ),
            6,
        )

    def _ids(self, table: str) -> dict[str, int]:
        return dict(self._database.execute(f"SELECT iri, id FROM {table}"))

    def surroundings(self) -> None:
        """Codes, certificateurs, voies d'accès, phrases, successions, correspondances and sources."""
        numbers = self._numbers
        for property_ in (
            "pas:nsf",
            "pas:rome",
            "pas:formacode",
            "pas:convention",
            "pas:niveau",
            "dcterms:type",
        ):
            self._insert(
                "code",
                (
                    (numbers[subject], *_scheme_and_notation(code), code)
                    for subject, code in self._pairs(property_)
                    if subject in numbers
                ),
                4,
            )
        self._organisations()
        self._accesses()
        for kind in _PHRASES:
            through = f"pas:{kind}/dcterms:title" if kind in ("emploi", "activite") else f"pas:{kind}"
            found = sorted({(subject, text) for subject, text in self._pairs(through) if subject in numbers})
            self._insert("phrase", ((numbers[subject], kind, text) for subject, text in found), 3)
        for pairs in (
            self._pairs("^dcterms:replaces"),
            self._pairs("dcterms:isReplacedBy"),
        ):
            self._insert(
                "succession",
                ((numbers[old], numbers[new]) for old, new in pairs if old in numbers and new in numbers),
                2,
            )
        self._correspondances()
        self._sources()

    def _correspondances(self) -> None:
        ranks = self._values("pas:rang")
        self._insert(
            "correspondance",
            (
                (iri, side, thing, ranks[iri].rpartition("#")[2])
                for side in ("depuis", "vers")
                for iri, thing in self._pairs(f"pas:{side}")
                if iri in ranks
            ),
            4,
        )

    def _organisations(self) -> None:
        links = [link for link in self._pairs("pas:certificateur") if link[0] in self._numbers]
        ids = {iri: number for number, iri in enumerate(sorted({organisation for _, organisation in links}))}
        sirets = f"{ID}siret/"
        self._insert(
            "organisation",
            (
                (
                    number,
                    iri,
                    self._titles.get(iri),
                    iri.removeprefix(sirets) if iri.startswith(sirets) else None,
                )
                for iri, number in ids.items()
            ),
            4,
        )
        self._insert(
            "certificateur",
            ((self._numbers[subject], ids[organisation]) for subject, organisation in links),
            2,
        )

    def _accesses(self) -> None:
        ouvert, jury, voies = self._values("pas:ouvert"), self._values("pas:jury"), self._values("pas:voie")
        self._insert(
            "acces",
            sorted(
                (
                    self._numbers[subject],
                    voies[acces].rsplit("/", 1)[-1],
                    _FLAGS.get(ouvert.get(acces, "")),
                    jury.get(acces),
                )
                for subject, acces in self._pairs("pas:acces")
                if subject in self._numbers and acces in voies
            ),
            4,
        )

    def _sources(self) -> None:
        files, days = self._values("pas:fichier"), self._values("dcterms:issued")
        ids = {iri: number for number, iri in enumerate(sorted(files))}
        self._insert(
            "source",
            ((number, iri, files[iri], self._titles.get(iri), days.get(iri)) for iri, number in ids.items()),
            5,
        )
        self._insert(
            "certification_source",
            (
                (self._numbers[subject], ids[fiche])
                for subject, fiche in self._pairs("prov:wasDerivedFrom")
                if subject in self._numbers and fiche in ids
            ),
            2,
        )

    def lists(self) -> None:
        """The entries of the code lists, their labels and hierarchy, and the mobilities between jobs."""
        labels, others = self._labels("skos:prefLabel"), self._labels("skos:altLabel")
        notations = self._values("skos:notation")
        ids = {
            iri: number
            for number, iri in enumerate(sorted({subject for subject, _ in self._pairs("skos:inScheme")}))
        }
        self._insert(
            "concept",
            (
                (
                    number,
                    iri,
                    scheme,
                    notations.get(iri, notation),
                    min(labels[iri]) if iri in labels else None,
                )
                for iri, number in ids.items()
                for scheme, notation in (_scheme_and_notation(iri),)
            ),
            5,
        )
        self._insert(
            "label_of",
            ((ids[iri], label) for iri, found in others.items() if iri in ids for label in found),
            2,
        )
        self._insert("broader", (tuple(row) for row in self._pairs("skos:broader")), 2)
        jobs = {iri for iri in ids if iri.startswith(f"{ID}rome/")}
        meanings = self._pairs("skos:definition")
        self._insert("definition", ((ids[iri], text) for iri, text in meanings if iri in jobs), 2)
        self._insert("appellation", (tuple(row) for row in self._pairs("pas:appellation")), 2)
        self._mobilities()

    def _labels(self, property_: str) -> dict[str, list[str]]:
        """The labels in French, or in no language, of each concept; retained ones alone where there are any."""
        found: dict[str, list[str]] = {}
        for subject, label in self._rows(
            f"SELECT ?s ?o WHERE {{ ?s {property_} ?o FILTER(LANG(?o) IN ('fr', '')) }}"
        ):
            found.setdefault(subject, []).append(label)
        name = _PREFIX["skos"] + property_.partition(":")[2]
        kept = ((subject, self._retained.get((subject, name))) for subject in found)
        return found | {subject: [label] for subject, label in kept if label is not None}

    def _mobilities(self) -> None:
        kinds = {
            (start, target): word
            for property_, word in (("mobiliteProche", "proche"), ("mobiliteEvolution", "évolution"))
            for start, target in self._pairs(f"pas:{property_}")
        }
        moves = self._pairs("pas:mobilite")
        self._insert("mobility", ((start, target, kinds.get((start, target))) for start, target in moves), 3)
        core = {tuple(row) for row in self._pairs("pas:coeurDeMetier")}
        items = self._pairs("pas:mobilise")
        self._insert("job_item", ((job, item, (job, item) in core) for job, item in items), 3)


class _Dates:
    """First day, last day and last day of award of each certification, over all its registrations."""

    def __init__(self, rows: Callable[[str], Iterable[Row]]) -> None:
        self._of: dict[str, dict[str, dict[str, str]]] = {}
        for certification, node, property_, value in rows(
            "SELECT ?s ?e ?p ?o WHERE { ?s pas:enregistrement ?e . ?e ?p ?o FILTER(?p IN (pas:effet, pas:decision, "
            "pas:publicationJO, pas:arrete, pas:fin, pas:limiteDelivrance)) }"
        ):
            name = property_.rpartition("#")[2]
            self._of.setdefault(certification, {}).setdefault(node, {}).setdefault(name, value)

    def of(self, iri: str, retained: dict[tuple[str, str], str]) -> tuple[str | None, str | None, str | None]:
        """The days of one certification, the retained ones where sources disagree."""
        starts, ends, limits = [], [], []
        for node, said in self._of.get(iri, {}).items():
            kept = {
                name: retained.get((node, f"https://w3id.org/passerelles/ns#{name}"), value)
                for name, value in said.items()
            }
            starts += [
                kept[name] for name in ("effet", "decision", "publicationJO", "arrete") if name in kept
            ][:1]
            ends += [kept["fin"]] if "fin" in kept else []
            limits += [kept["limiteDelivrance"]] if "limiteDelivrance" in kept else []
        return min(starts, default=None), max(ends, default=None), max(limits, default=None)


def _scheme_and_notation(iri: str) -> tuple[str, str]:
    """ "nsf" and "200u" of `…/id/nsf/200u`; the host and the last segment of an address of others."""
    scheme, _, notation = iri.removeprefix(ID).partition("/")
    if iri.startswith(ID):
        return scheme, unquote(notation)
    return ("esco" if "/esco/" in iri else iri.split("/")[2] if "//" in iri else ""), iri.rsplit("/", 1)[-1]
