"""One edition of ROME while it is read: what each entry is called and tied to, until all tables have spoken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from passerelles.loaders.code_list import CodeList
from passerelles.records import Code, Concept, Links, Profile, Severity

METIER = "rome"
APPELLATION = "rome-appellation"
COMPETENCE = "rome-competence"
SAVOIR = "rome-savoir"
CONTEXTE = "rome-contexte"
TYPE_CONTEXTE = "rome-type-contexte"
THEME = "rome-theme"
CENTRE_INTERET = "rome-centre-interet"
SECTEUR = "rome-secteur"
SECTEUR_NAF = "rome-secteur-naf"
RIASEC = "riasec"

_FLAGS = {"O": True, "N": False}


@dataclass(slots=True)
class RomeEntry:
    """One entry being gathered: a métier, an appellation, a compétence…"""

    scheme: str
    notation: str
    label: str | None = None
    alt_labels: list[str] = field(default_factory=list)
    broader: list[str | Code] = field(default_factory=list)
    links: dict[tuple[str, str], dict[str, int | None]] = field(default_factory=dict)
    texts: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    flags: dict[str, bool] = field(default_factory=dict)
    traits: dict[str, str] = field(default_factory=dict)
    definition: str | None = None
    identifier: str | None = None

    def link(self, name: str, scheme: str, notation: str, rank: int | None = None) -> None:
        """Tie the entry to a code; a tie that two tables state is one."""
        targets = self.links.setdefault((name, scheme), {})
        if rank is not None or notation not in targets:
            targets[notation] = rank

    def concept(self, version: str | None, preferred: bool) -> Concept:
        """The entry as a record."""
        texts = {name: "\n".join(text for _, text in sorted(lines)) for name, lines in self.texts.items()}
        profile = Profile(tuple(sorted(self.flags.items())), tuple(sorted(self.traits.items())))
        return Concept(
            self.scheme,
            self.notation,
            self.label,
            alt_labels=tuple(self.alt_labels),
            broader=tuple(self.broader),
            definition=texts.pop("definition", self.definition),
            version=version if self.scheme == METIER else None,
            preferred=preferred,
            identifier=self.identifier,
            links=tuple(self._links()),
            words=tuple(sorted({**self.words, **texts}.items())),
            profile=profile if self.flags or self.traits else None,
        )

    def _links(self) -> Iterator[Links]:
        for (name, scheme), targets in sorted(self.links.items()):
            ranks = [rank for rank in targets.values() if rank is not None]
            if ranks and len(ranks) == len(targets):
                ordered = sorted(targets.items(), key=lambda target: (target[1] or 0, target[0]))
                yield Links(name, scheme, tuple(code for code, _ in ordered), tuple(sorted(ranks)))
            else:
                yield Links(name, scheme, tuple(sorted(targets)))


@dataclass
class Edition:
    """The entries of one edition, by scheme and code; `version` is "4.60", or "4" when the files do not say."""

    code_list: CodeList
    version: str
    entries: dict[tuple[str, str], RomeEntry] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)  # métier → the older code that it comes from
    older: dict[str, tuple[str, str]] = field(
        default_factory=dict
    )  # appellation → its métier, its older code
    metiers: dict[str, str] = field(default_factory=dict)  # OGR number → métier
    schemes: dict[str, str] = field(default_factory=dict)  # OGR number → scheme of the item

    def entry(self, scheme: str, notation: str) -> RomeEntry:
        """The entry of that code, a new one when it has not been met yet."""
        found = self.entries.get((scheme, notation))
        if found is None:
            found = self.entries[scheme, notation] = RomeEntry(scheme, notation)
        return found

    def named(self, scheme: str, notation: str, label: str) -> RomeEntry:
        """The entry of that code under that label; another label than the first is told and kept beside it."""
        entry = self.entry(scheme, notation)
        if entry.label is None:
            entry.label = label or None
        elif label and label != entry.label and label not in entry.alt_labels:
            what = f"{notation} s’appelle « {entry.label} » et « {label} »"
            self.code_list.problem("libelles-differents", Severity.WARNING, what, found=notation)
            entry.alt_labels.append(label)
        return entry

    def flag(self, entry: RomeEntry, name: str, value: str) -> None:
        """Note a yes or no of the tables ("O", "N"); an empty cell says nothing."""
        if value in _FLAGS:
            entry.flags[name] = _FLAGS[value]
        elif value:
            what = "valeurs autres que O et N, gardées comme texte"
            self.code_list.repeated("valeur-inattendue", what, f"{entry.notation} : {value}")
            entry.traits[name] = value

    def riasec(self, entry: RomeEntry, major: str, minor: str) -> None:
        """Note the interests (RIASEC letters) of an entry."""
        for name, letter in (("riasecMajeur", major), ("riasecMineur", minor)):
            if letter:
                entry.link(name, RIASEC, letter)
            if letter and (len(letter) > 1 or letter not in "RIASEC"):
                what = "lettres qui ne sont pas du RIASEC"
                self.code_list.repeated("riasec-inconnu", what, f"{entry.notation} : {letter}")

    def concepts(self, preferred: bool) -> list[Concept]:
        """All entries as records, by scheme and code, after what they point to has been checked."""
        self._place_under_parents()
        self._describe_targets()
        return [self.entries[key].concept(self.version, preferred) for key in sorted(self.entries)]

    def _place_under_parents(self) -> None:
        for code, parent in sorted(self.parents.items()):
            if parent == code:
                continue
            if (METIER, parent) not in self.entries:
                what = f"le code {parent}, parent de {code}, n’est pas dans la liste"
                self.code_list.problem("code-parent-inconnu", Severity.WARNING, what, found=parent)
            self.entry(METIER, code).broader[:] = [parent]
        for appellation, (metier, parent) in self.older.items():
            # Where it is the same as that of the métier, it says nothing more.
            if self.parents.get(metier, metier) != parent:
                self.entry(APPELLATION, appellation).link("romeAnterieur", METIER, parent)

    def _describe_targets(self) -> None:
        """Every code that is pointed to is an entry of its own, even when no table describes it."""
        missing: dict[tuple[str, str], str] = {}
        for entry in list(self.entries.values()):
            for (_, scheme), targets in entry.links.items():
                for notation in targets:
                    if scheme != RIASEC and (scheme, notation) not in self.entries:
                        missing[scheme, notation] = entry.notation
        for scheme, notation in sorted(missing):
            self.entry(scheme, notation)
            what = "codes cités que la liste ne décrit pas"
            self.code_list.repeated("code-sans-description", what, f"{scheme} {notation}")
