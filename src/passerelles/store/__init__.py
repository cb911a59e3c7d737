"""The store: versions on disk and remote SPARQL endpoints, read through one interface."""

from passerelles.store.dataset import Dataset
from passerelles.store.draft import Draft, draft
from passerelles.store.dump import merged_triples
from passerelles.store.embedded import EmbeddedDataset, Version, current_version, open_store
from passerelles.store.layout import remove_unread
from passerelles.store.media import media_types
from passerelles.store.query_text import check_read_only
from passerelles.store.remote import RemoteDataset
from passerelles.store.remote_merge import DefaultGraph, open_endpoint
from passerelles.store.remote_note import MERGED, NOTES, MergePlace, NotedDataset, PublicationNote, read_note
from passerelles.store.remote_writer import RemoteWriter
from passerelles.store.sources import SourceGraph, StoredSource
from passerelles.store.terms import Blank, Iri, Literal, Table, Term, Triple
from passerelles.store.trimming import Trimming, trimmed

__all__ = [
    "MERGED",
    "NOTES",
    "Blank",
    "Dataset",
    "DefaultGraph",
    "Draft",
    "EmbeddedDataset",
    "Iri",
    "Literal",
    "MergePlace",
    "NotedDataset",
    "PublicationNote",
    "RemoteDataset",
    "RemoteWriter",
    "SourceGraph",
    "StoredSource",
    "Table",
    "Term",
    "Trimming",
    "Triple",
    "Version",
    "check_read_only",
    "current_version",
    "draft",
    "media_types",
    "merged_triples",
    "open_endpoint",
    "open_store",
    "read_note",
    "remove_unread",
    "trimmed",
]
