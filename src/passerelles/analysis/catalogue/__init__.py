"""The catalogue: what the analyses need of a graph, laid out once per version in one SQLite file."""

from passerelles.analysis.catalogue.catalogue import Catalogue
from passerelles.analysis.catalogue.entry import Bloc, Capacite, Certification, Code, Concept, Source
from passerelles.analysis.catalogue.writing import write_catalogue

__all__ = ["Bloc", "Capacite", "Catalogue", "Certification", "Code", "Concept", "Source", "write_catalogue"]
