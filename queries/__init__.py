"""The questions people ask, one `.rq` file each, with a header that says what it answers and what it needs.

`names()` lists them, `query(name)` reads one. The header is a small part of YAML (see `README.md`).
Parameters are variables of the query: a store binds them to terms, nothing is ever pasted into the text.
"""

from passerelles.queries.header import HeaderError
from passerelles.queries.library import names, query
from passerelles.queries.parameter import KINDS, Parameter
from passerelles.queries.question import Query, read_query
from passerelles.queries.tag import TAGS, Tag, tag

__all__ = ["KINDS", "TAGS", "HeaderError", "Parameter", "Query", "Tag", "names", "query", "read_query", "tag"]
