"""The site: pages in French, the SPARQL endpoint, the addresses of our IRIs and of the ontology."""

from passerelles.web.app import application
from passerelles.web.server import configuration, serve
from passerelles.web.settings import Settings

__all__ = ["Settings", "application", "configuration", "serve"]
