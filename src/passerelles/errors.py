"""The few exceptions of Passerelles; problems of the data are values (`records.Problem`), not exceptions.

Every message is a French sentence that names what went wrong, where, and what to do next: the edges
(command line, web) show it as it is.
"""


class PasserellesError(Exception):
    """Root of the tree: an error that a user can act on; its text is shown as it stands."""


class SourceError(PasserellesError):
    """A source that cannot be read at all: missing, empty, too large, of no known kind, damaged."""


class StoreError(PasserellesError):
    """A store that is missing, busy, damaged or unreachable."""


class NotFoundError(PasserellesError):
    """The thing asked for is not in the store."""


class UsageError(PasserellesError):
    """A request that cannot be understood: a malformed identifier, a missing parameter."""


class QueryError(PasserellesError):
    """A SPARQL query that is refused or malformed; `line` and `column` start at 1 when they are known."""

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


class QueryTimeoutError(QueryError):
    """A query stopped at its limit of time or memory."""


class BusyError(PasserellesError):
    """As many queries run and wait as the server accepts; the same request may pass later."""


class PreparingError(BusyError):
    """What the answer rests on is being computed; the same request will pass soon."""


class UpdateError(PasserellesError):
    """An update that could not be done: no network, an export that is missing or damaged; the graph stays as it was."""
