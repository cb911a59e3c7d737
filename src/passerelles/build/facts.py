"""What the graph of one fiche says, made comparable: without evidence, offsets, order of nodes or spacing.

A capacité has an IRI by its place, so one more at the head renames all that follow. Here each thing goes by what it
is called, and two graphs of the same fiche differ only where they say something else.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

_ID = "https://w3id.org/passerelles/id/"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_IRI = r"<([^>]*)>"
_LINE = re.compile(
    rf'{_IRI} {_IRI} (?:{_IRI}|"((?:[^"\\]|\\.)*)"(?:@[\w-]+|\^\^<[^>]*>)?)(?: {_IRI})?(?: \.)?\s*', re.DOTALL
)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_PLAIN = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}


class Part(StrEnum):
    """A part of a fiche that can change; the values are stable and plain."""

    IDENTITY = "identite"
    STATE = "etat"
    DATES = "dates"
    CODES = "codes"
    BLOCS = "blocs"
    CAPACITES = "capacites"
    ACTIVITES = "activites"
    EMPLOIS = "emplois"
    ACCES = "acces"
    CERTIFICATEURS = "certificateurs"
    PARTNERS = "partenaires"
    SUCCESSION = "remplacements"
    CORRESPONDANCES = "correspondances"
    STATISTICS = "statistiques"
    TEXTS = "textes"
    OTHER = "autres"


#: Properties by local name; what is not named here goes by the kind of its value.
_PARTS = {
    name: part
    for part, names in {
        Part.IDENTITY: "identifier title intitule type niveau niveauTexte abregeTexte idFiche typeEnregistrement",
        Part.STATE: "actif etatFiche",
        Part.DATES: "enregistrement created publication limiteDelivrance validiteAnnees validiteIllimitee "
        "validiteCertificationAnnees",
        Part.CODES: "nsf rome formacode convention",
        Part.BLOCS: "bloc",
        Part.CAPACITES: "capacite critere connaissance rubrique capacitesTexte",
        Part.ACTIVITES: "activite activitesTexte",
        Part.EMPLOIS: "emploi emploisTexte secteur secteursTexte",
        Part.ACCES: "acces nouvelleCaledonie polynesieFrancaise",
        Part.CERTIFICATEURS: "certificateur roleCertificateur qualiteSignataire",
        Part.PARTNERS: "habilitation existencePartenaires",
        Part.SUCCESSION: "replaces isReplacedBy certificationLiee",
        Part.CORRESPONDANCES: "correspondance",
        Part.STATISTICS: "promotion titulairesParAn statistiquesTexte",
        Part.TEXTS: "decretGeneral decretCreation decretAutre texte-officiel texteNonPlace",
    }.items()
    for name in names.split()
}
#: Where a value stands in the text, which class a node has, from which fiche it comes: no news of the certification.
_SILENT = {"a", "debut", "finTexte", "element", "page", "wasDerivedFrom", "ordre"}
_ORGANISATIONS = ("siret", "organisme")
_CERTIFICATIONS = ("rncp", "rs", "cqpm", "titre")


@dataclass(frozen=True, slots=True)
class Key:
    """What is said: of which part, about which thing in it ("BC01", empty for the certification), by which property."""

    part: Part
    about: str
    what: str


@dataclass(frozen=True, slots=True)
class Value:
    """An object of a statement: an IRI, or the text of a literal with its spacing collapsed."""

    text: str
    is_iri: bool


#: The values of a node by the local name of the property; its class is under "a", for dcterms:type ends alike.
Node = Mapping[str, list[Value]]


@dataclass
class Facts:
    """The facts of one fiche: values by key with their counts, and sequences of things whose order is stated."""

    sha256: str | None = None
    values: dict[Key, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    orders: dict[Key, tuple[str, ...]] = field(default_factory=dict)
    #: The properties of the certification itself, by local name.
    own: dict[str, frozenset[str]] = field(default_factory=dict)
    #: Everything that is called something here.
    things: set[str] = field(default_factory=set)


def facts_of(lines: Iterable[str]) -> Facts:
    """The facts in the N-Quads or N-Triples lines of one fiche; `ValueError` for a line that is neither."""
    nodes: dict[str, dict[str, list[Value]]] = defaultdict(lambda: defaultdict(list))
    for line in lines:
        subject, predicate, value = _statement(line)
        nodes[subject]["a" if predicate == _TYPE else _local(predicate)].append(value)
    fiche = next((subject for subject, node in nodes.items() if "primaryTopic" in node), None)
    topic = nodes[fiche]["primaryTopic"][0].text if fiche else ""
    facts = Facts(sha256=fiche.rpartition("/")[2] if fiche else None)
    naming = _Naming(nodes, topic)
    for subject, node in nodes.items():
        classes = {_local(value.text) for value in node.get("a", ())}
        if "Correspondance" in classes:
            facts.values[Key(Part.CORRESPONDANCES, "", "correspondance")][naming(subject)] += 1
        elif subject == fiche:
            unplaced = [value.text for value in node.get("texteNonPlace", ())]
            facts.values[Key(Part.TEXTS, "", "texteNonPlace")].update(unplaced)
        elif "Preuve" not in classes:
            _add(facts, naming, subject, node)
    return facts


def _add(facts: Facts, naming: _Naming, subject: str, node: Node) -> None:
    """Add what is said of one node."""
    own = subject == naming.topic
    home = None if own else naming.part(subject)
    about = "" if own else naming.about(subject)
    facts.things.add(about)
    for name, values in node.items():
        if name in _SILENT:
            continue
        told = [naming(value.text) if value.is_iri else value.text for value in values]
        if own:
            facts.own[name] = frozenset(told)
            if name == "enregistrement":
                continue  # named by a date, and all it says is under its certification
        key = Key(_part(name, values, home), about, name)
        facts.values[key].update(told)
        order = naming.order(values)
        if order is not None:
            facts.orders[key] = order


def _part(name: str, values: list[Value], home: Part | None) -> Part:
    if home is None:
        default = Part.OTHER if values[0].is_iri else Part.TEXTS
        return _PARTS.get(name, default)
    return Part.CAPACITES if name == "capacite" else home


class _Naming:
    """What each node of a fiche is called, whatever its IRI."""

    def __init__(self, nodes: Mapping[str, Node], topic: str) -> None:
        self._nodes = nodes
        self.topic = topic
        own = nodes.get(topic, {})
        self._successions = {
            value.text
            for name, found in own.items()
            if _PARTS.get(name) is Part.SUCCESSION
            for value in found
        }
        self._partners = {
            value.text
            for subject, node in nodes.items()
            if _kind(subject) == "habilitation"
            for value in node.get("organization", ())
        }

    def __call__(self, iri: str) -> str:
        """The name of a thing, for a reader and for comparison."""
        if not iri.startswith(_ID):
            return _local(iri) if "#" in iri else iri
        node = self._nodes.get(iri, {})
        title = " / ".join(sorted(value.text for value in node.get("title", ())))
        register, _, rest = iri.removeprefix(_ID).partition("/")
        if register == "correspondance":
            return self._correspondance(node)
        if register in _ORGANISATIONS:
            return f"{title} ({rest})" if title and register == "siret" else title or rest
        if register not in _CERTIFICATIONS:
            return f"{register} {rest}"
        if iri.startswith(self.topic + "/"):
            return self._inner(iri, node, title)
        number, _, inner = rest.partition("/")
        name = f"{register.upper()}{number}" if register in ("rncp", "rs") else title or number
        return f"{name} {inner.rpartition('/')[2]}" if inner else name

    def _inner(self, iri: str, node: Node, title: str) -> str:
        """The name of a part of the certification: a bloc by its code, the rest by title, organisation or place."""
        if "organization" in node:
            return " / ".join(sorted(self(value.text) for value in node["organization"]))
        last = iri.rpartition("/")[2]
        return title if title and not (_kind(iri) == "bloc" and "identifier" in node) else last

    def _correspondance(self, node: Node) -> str:
        """A correspondance in one line: what is held, what is recognised, and all else that is said of it."""
        held, given = (
            " + ".join(sorted(self(value.text) for value in node.get(end, ()))) for end in ("depuis", "vers")
        )
        rest = sorted(
            self(value.text) if value.is_iri else value.text
            for name, values in node.items()
            if name not in {"depuis", "vers"} | _SILENT
            for value in values
        )
        return f"{held} → {given}" + (f" ({', '.join(rest)})" if rest else "")

    def about(self, iri: str) -> str:
        """What the facts of a node are filed under; a registration is one with its certification."""
        return "" if _kind(iri) == "enregistrement" and iri.startswith(self.topic) else self(iri)

    def part(self, iri: str) -> Part:
        """The part that a node other than the certification belongs to."""
        if iri.startswith(self.topic + "/"):
            return _PARTS.get(_kind(iri), Part.OTHER)
        register = iri.removeprefix(_ID).partition("/")[0]
        if register in _ORGANISATIONS:
            return Part.PARTNERS if iri in self._partners else Part.CERTIFICATEURS
        if register in _CERTIFICATIONS:
            return Part.SUCCESSION if iri in self._successions else Part.CORRESPONDANCES
        return Part.CODES

    def order(self, values: list[Value]) -> tuple[str, ...] | None:
        """The names of what is linked in the order that is stated, or None when none is."""
        placed = []
        for value in values:
            stated = self._nodes.get(value.text, {}).get("ordre", ()) if value.is_iri else ()
            if not stated or not stated[0].text.isdigit():
                return None
            placed.append((int(stated[0].text), self(value.text)))
        return tuple(name for _, name in sorted(placed))


def _kind(iri: str) -> str:
    """The segment before the last: "capacite" in …/bloc/BC01/capacite/3."""
    return iri.rpartition("/")[0].rpartition("/")[2]


def _statement(line: str) -> tuple[str, str, Value]:
    match = _LINE.fullmatch(line)
    if match is None:
        raise ValueError(f"neither an N-Quads nor an N-Triples line: {line[:200]!r}")
    subject, predicate, iri, text, _ = match.groups()
    if iri is not None:
        return subject, predicate, Value(iri, True)
    plain = _ESCAPE.sub(_unescaped, text) if "\\" in text else text
    return subject, predicate, Value(" ".join(plain.split()), False)


def _unescaped(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else _PLAIN.get(match[3], match[3])


def _local(iri: str) -> str:
    return iri[max(iri.rfind("#"), iri.rfind("/")) + 1 :]
