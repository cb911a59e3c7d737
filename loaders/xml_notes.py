"""What reading one fiche of an XML export leaves behind: texts that have no place, and problems."""

from __future__ import annotations

from lxml import etree

from passerelles.records import Problem, Ref, Severity, Stated, Text

_SHOWN = 200


class Notes:
    """Collects problems and texts not placed, each with the path of its element in the fiche."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.about: Ref | None = None
        self.unplaced: list[Text] = []
        self.problems: list[Problem] = []

    def unknown(self, element: etree._Element, path: str) -> None:
        """Keep the text and attributes of an element that the feed is not known to have, and all below it."""
        waiting = [(element, path)]
        while waiting:
            each, above = waiting.pop()
            tag = each.tag if isinstance(each.tag, str) else "&" + str(getattr(each, "name", ""))
            place = f"{above}/{tag}" if above else tag
            for name, value in each.attrib.items():
                self.keep(f"{place}/@{name}", str(value))
            words = " ".join((each.text or "").split())
            self.keep(place, words)
            if words or not len(each):
                self._note_unknown(place, words)
            for child in each:
                self.keep(place, " ".join((child.tail or "").split()))
            waiting += [(child, place) for child in reversed(each)]

    def stray(self, text: str, path: str) -> None:
        """Keep a text or attribute that stands where the feed has only elements, and say so."""
        words = " ".join(text.split())
        self.keep(path, words)
        self._note_unknown(path, words)

    def _note_unknown(self, place: str, words: str) -> None:
        self.problem(
            "element-inconnu", Severity.INFO, place, words,
            f"l’élément {place} n’est pas connu ; son texte est gardé", None,
        )  # fmt: skip

    def keep(self, path: str, text: str) -> None:
        """Keep a text that has no place."""
        if text:
            self.unplaced.append(Stated(f"{path} : {text}"))

    def leave(self, cause: str, path: str, text: str, expected: str) -> None:
        """Keep a value that cannot be read as what it should be, and say so."""
        self.keep(path, text)
        self.problem(
            cause, Severity.WARNING, path, text,
            f"« {text[:_SHOWN]} » (élément {path}) ne peut pas être lu ; il est gardé comme texte", expected,
        )  # fmt: skip

    def problem(
        self,
        cause: str,
        severity: Severity,
        path: str | None,
        found: str | None,
        what: str,
        expected: str | None = None,
    ) -> None:
        """Report `what`, a French clause without its full stop."""
        awaited = f" (attendu : {expected})" if expected else ""
        self.problems.append(
            Problem(
                cause, severity, self.source, f"{self.source} : {what}{awaited}.", place=path, field=path,
                found=found[:_SHOWN] if found else None, expected=expected, about=self.about,
            )
        )  # fmt: skip
