"""What the workers of a pool read when it lies behind an endpoint: each forwards one query at a time."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from passerelles.errors import PasserellesError
from passerelles.store import remote_worker_process
from passerelles.store.worker import Worker, launch
from passerelles.store.worker_limits import Limits
from passerelles.store.worker_origin import Published

#: Seconds more than a query may take: its limit is told in the words of the limit.
_GRACE = 5.0


@dataclass(frozen=True, slots=True)
class RemoteVersion:
    """A version of what an endpoint holds, and the graphs that its default graph is made of (none: its own)."""

    published: Published
    default_graphs: tuple[str, ...] = ()


class RemoteOrigin:
    """The endpoint at `endpoint`, asked with these options of `RemoteDataset`.

    `current` gives the version that is known to be there, without waiting; it raises `PasserellesError` when there is
    none.
    """

    def __init__(
        self, endpoint: str, options: Mapping[str, Any], current: Callable[[], RemoteVersion]
    ) -> None:
        self._endpoint = endpoint
        self._options = dict(options)
        self._current = current

    def is_there(self) -> bool:
        """Whether the endpoint has answered."""
        try:
            self._current()
        except PasserellesError:
            return False
        return True

    def version(self) -> str:
        """The version that the endpoint notes."""
        return self.published().version

    def published(self) -> Published:
        """The same with its date."""
        return self._current().published

    async def start(self, version: str, limits: Limits) -> Worker:
        """A process that forwards queries; the endpoint is first asked with the first of them."""
        errors = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the process
        try:
            process = await launch(("-m", remote_worker_process.__name__), limits, errors)
        except BaseException:
            errors.close()
            raise
        worker = Worker(version, process, -1, errors, limits)
        # Not on its command line, which anybody on the machine may read.
        await worker.configure(
            json.dumps(
                {
                    "endpoint": self._endpoint,
                    "default_graphs": self._current().default_graphs,
                    "options": {**self._options, "timeout": limits.seconds + _GRACE, "retries": 0},
                }
            ).encode()
        )
        await worker.opened(self._endpoint)
        return worker
