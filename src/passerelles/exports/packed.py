"""A compressed file being written: the same bytes for the same content, its fingerprint known at the end."""

from __future__ import annotations

import gzip
import hashlib
from pathlib import Path
from types import TracebackType


class _Counted:
    """A file that counts and fingerprints what is written to it."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb")
        self.sha256 = hashlib.sha256()
        self.size = 0

    def write(self, data: bytes) -> int:
        self.sha256.update(data)
        self.size += len(data)
        return self._file.write(data)

    def flush(self) -> None:
        self._file.flush()

    def close(self) -> None:
        self._file.close()


class PackedFile:
    """A file written through `write`; `size` and `sha256` are those of the bytes on disk, once it is closed.

    A name that ends in `.gz` is compressed, without date and without name inside: equal content gives equal bytes.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._raw = _Counted(path)
        self._gzip = None
        if path.suffix == ".gz":
            self._gzip = gzip.GzipFile("", "wb", compresslevel=6, fileobj=self._raw, mtime=0)

    def __enter__(self) -> PackedFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def write(self, data: bytes) -> int:
        """Add bytes of content."""
        return self._raw.write(data) if self._gzip is None else self._gzip.write(data)

    def close(self) -> None:
        """Write what is left."""
        if self._gzip is not None:
            self._gzip.close()
        self._raw.close()

    @property
    def size(self) -> int:
        """The bytes on disk."""
        return self._raw.size

    @property
    def sha256(self) -> str:
        """Their fingerprint, in hexadecimal."""
        return self._raw.sha256.hexdigest()
