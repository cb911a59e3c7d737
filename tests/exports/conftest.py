"""The store and the server of the store's tests."""

from tests.store.conftest import location, merged_server, oxigraph_server, store

__all__ = ["location", "merged_server", "oxigraph_server", "store"]
