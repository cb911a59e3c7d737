"""The European Learning Model and the controlled lists that its profiles ask for, as far as the export names them."""

from __future__ import annotations

from dataclasses import dataclass

from passerelles.exports.sheet import Sheet
from passerelles.ontology import ID

ELM = "http://data.europa.eu/snb/model/elm/"
ADMS = "http://www.w3.org/ns/adms#"
DCTERMS = "http://purl.org/dc/terms/"
FOAF = "http://xmlns.com/foaf/0.1/"
ROV = "http://www.w3.org/ns/regorg#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
_SNB = "http://data.europa.eu/snb/"
_AUTHORITY = "http://publications.europa.eu/resource/authority/"


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept of a controlled list: its IRI, the lists that it belongs to, its code, its French label."""

    iri: str
    schemes: tuple[str, ...]
    notation: str | None
    label: str

    def write(self, sheet: Sheet) -> str:
        """Describe it and its lists as the profile asks; gives its IRI."""
        sheet.kind(self.iri, f"{SKOS}Concept")
        sheet.text(self.iri, f"{SKOS}prefLabel", self.label)
        sheet.value(self.iri, f"{SKOS}notation", self.notation)
        for scheme in self.schemes:
            sheet.kind(scheme, f"{SKOS}ConceptScheme")
            sheet.link(self.iri, f"{SKOS}inScheme", scheme)
        return self.iri


FRANCE = Concept(f"{_AUTHORITY}country/FRA", (f"{_AUTHORITY}country",), "FRA", "France")
FRENCH = Concept(f"{_AUTHORITY}language/FRA", (f"{_AUTHORITY}language",), "FRA", "français")
#: A public authority admits one programme: of the list's four kinds the one that a registration is.
PROGRAMME_LICENCE = Concept(
    f"{_SNB}accreditation/e57dddfcf3", (f"{_SNB}accreditation/25831c2",), None, "Habilitation d’un programme"
)


def eqf(level: str) -> Concept:
    """The level of the European framework: the French levels are numbered as its levels are."""
    return Concept(f"{_SNB}eqf/{level}", (f"{_SNB}eqf/25831c2",), level, f"Niveau {level} du CEC")


def nqf(level: str) -> Concept:
    """The level of the French framework, which the European list of national frameworks holds.

    The concept is ours: see decision note 0161.
    """
    return Concept(
        f"{ID}niveau/{level}",
        (f"{ID}niveau", f"{_SNB}qdr/25831c2"),
        level,
        f"Niveau {level} du cadre national",
    )


def isced(iri: str, notation: str, label: str) -> Concept:
    """A field of ISCED-F 2013."""
    return Concept(iri, (f"{_SNB}isced-f/25831c2",), notation, label)
