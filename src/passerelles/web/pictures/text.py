"""The words of pictures in the language of the page: what stands in boxes, on lines and in tables."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from passerelles.analysis.pictures import Line, Mark, Picture
from passerelles.analysis.pictures.lettering import lettered
from passerelles.answers import french
from passerelles.web import english
from passerelles.web.language import ENGLISH

KINDS = {
    "certification": "Certification",
    "bloc": "Bloc",
    "capacité": "Capacité",
    "métier": "Métier (ROME)",
    "spécialité": "Spécialité (NSF)",
    "formacode": "Formacode",
    "certificateur": "Certificateur",
    "correspondance": "Correspondance",
    "suite": "Suite de la liste",
}
STATES = {
    "détenu": "Acquis",
    "but": "But",
    "déjà acquis": "Déjà acquis",
    "à acquérir": "À acquérir",
    "à faire reconnaître": "À faire reconnaître",
    "à faire délivrer": "À faire délivrer",
    "gagné en chemin": "Gagné en chemin",
    "remplace le but": "Remplace le but",
    "à regarder": "À regarder",
}
CAPTIONS = (
    *("Blocs", "Capacités", "Certificateurs", "Spécialités (NSF)", "Métiers (ROME)", "Formacodes"),
    *("Ce que cela donne", "Ce qui le donne", "Remplacements", "Proches par calcul", "Certifications"),
    *("Acquis", "But", "Gagné en chemin", "Sans lien dans cette carte", "Aujourd’hui", "Données"),
)
LABELS = {"remplacement": "remplacée par", "contenu": "comprend"}
RANKS = {
    "officielle": "officielle, déclarée au répertoire",
    "conventionnelle": "conventionnelle, dite par un texte",
    "calculée": "calculée, une ressemblance sans valeur de droit",
}
_MORE, _OF = "%(count)s de plus", "%(shown)s sur %(total)s"
_NO_DATE, _NO_START, _NO_END = "dates inconnues", "début inconnu", "fin inconnue"
_ALL_NEEDED = "tout est nécessaire"
_DOT_LETTERS = 40
TOLD = (_ALL_NEEDED, _MORE, _OF, _NO_DATE, _NO_START, _NO_END)
#: What nearly every title of a family begins or ends with.
_WRAPPING = re.compile(r"^(?:CQP[IM]?|TP|BTS|CAP|BP|MC)\s+|(?:\s*\([^()]*\))+\s*$")


@dataclass(frozen=True)
class PictureText:
    """The words of one picture in one language."""

    picture: Picture
    lang: str

    @property
    def _(self) -> Callable[[str], str]:
        return english.gettext if self.lang == ENGLISH else str

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of things of a picture, in the order of its legend."""
        return tuple(kind for kind in KINDS if kind not in ("correspondance", "suite"))

    def kind(self, kind: str) -> str:
        """The words for a kind of thing."""
        return self._(KINDS[kind])

    @property
    def ranks(self) -> tuple[str, ...]:
        """The ranks, in their order."""
        return tuple(RANKS)

    def rank(self, rank: str) -> str:
        """A rank and what it is worth."""
        return self._(RANKS[rank])

    def caption(self, words: str, shown: int, total: int) -> str:
        """A caption, with how many are shown of how many."""
        said = self._(words)
        if not total:
            return said
        if shown == total:
            return f"{said} – {self.number(total)}"
        counts = {"shown": self.number(shown), "total": self.number(total)}
        return f"{said} – {self._(_OF) % counts}"

    def head(self, mark: Mark) -> str:
        """The first line of a box: its kind and its number."""
        if mark.kind == "suite":
            return f"+ {self._(_MORE) % {'count': self.number(mark.hidden)}}"
        if mark.kind == "correspondance":
            return self._(_ALL_NEEDED)
        return " ".join(filter(None, (self._(KINDS[mark.kind]), mark.name)))

    def state(self, mark: Mark) -> str | None:
        """What a box is to a person on a path, with the number of its step."""
        if mark.state is None:
            return None
        words = self._(STATES[mark.state])
        return f"{mark.step}. {words}" if mark.step else words

    def lines(self, mark: Mark) -> tuple[str, ...]:
        """The lines of a box: its state, its kind and number, its title."""
        if mark.kind == "suite":
            return (self.head(mark),)
        return tuple(filter(None, (self.state(mark), self.head(mark), *lettered(mark.title))))

    def dot(self, mark: Mark) -> str:
        """The name beside a dot, in one line."""
        title = _WRAPPING.sub("", mark.title or "") or mark.name or mark.id
        return next(iter(lettered(title, _DOT_LETTERS, 1)), mark.id)

    def label(self, line: Line) -> str | None:
        """What is written on a line: its rank, and the score of a computed one."""
        if self.picture.view == "carte":
            return None
        if line.rank is None:
            words = LABELS.get(line.kind)
            return self._(words) if words else None
        if line.kind == "correspondance" and self.picture.mark(line.end).kind == "correspondance":
            # The label stands once, after the knot.
            return None
        rank = self._(line.rank)
        return f"{rank} {self.decimal(line.score)}" if line.score is not None else rank

    def day(self, iso: str) -> str:
        """A day in figures, as the language writes it."""
        year, month, day = iso[:4], iso[5:7], iso[8:10]
        return f"{day}/{month}/{year}" if self.lang != ENGLISH and day else iso

    def period(self, mark: Mark) -> str:
        """From when to when a certification is registered; what no document says is said."""
        if not mark.start and not mark.end:
            return self._(_NO_DATE)
        start = self.day(mark.start) if mark.start else self._(_NO_START)
        end = self.day(mark.end) if mark.end else self._(_NO_END)
        return f"{start} → {end}"

    def number(self, value: int) -> str:
        """A whole number."""
        return (english.number if self.lang == ENGLISH else french.number)(value)

    def decimal(self, value: float) -> str:
        """A score; one that rounds to nought is said to be less than the least that is written."""
        if 0 < value < 0.005:
            return f"< {self.decimal(0.01)}"
        return (english.decimal if self.lang == ENGLISH else french.decimal)(value)
