"""Passerelles: the documents of French professional certifications as one RDF knowledge graph."""

__version__ = "0.1.0"
