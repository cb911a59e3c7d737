"""What a writer writes, read piece by piece while it is being written."""

from __future__ import annotations

import io
import queue
import threading
from collections.abc import Callable, Iterator
from typing import IO


class _Pipe(io.RawIOBase):
    """A bounded queue seen as a file open for writing."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: queue.Queue[bytes | None] = queue.Queue(maxsize=16)
        self.abandoned = threading.Event()

    def writable(self) -> bool:
        """Always."""
        return True

    def write(self, data: object) -> int:
        """Wait for room, then hand `data` over; raises once the reader has left."""
        piece = bytes(memoryview(data))  # type: ignore[arg-type]
        if not self._hand_over(piece):
            raise BrokenPipeError("the reader has left")
        return len(piece)

    def close_writer(self) -> None:
        """Tell the reader that nothing more comes."""
        self._hand_over(None)

    def _hand_over(self, piece: bytes | None) -> bool:
        while not self.abandoned.is_set():
            try:
                self.pieces.put(piece, timeout=0.5)
                return True
            except queue.Full:
                continue
        return False


def pieces(start: Callable[[], Callable[[IO[bytes]], object]]) -> Iterator[bytes]:
    """The bytes that `start()(file)` writes, as it writes them.

    Both calls run in one thread of their own, since results of the engine may not change threads. An
    exception of `start` is raised here; one of the writing comes out after the last piece.
    """
    pipe = _Pipe()
    started: queue.Queue[BaseException | None] = queue.Queue()
    failure: list[BaseException] = []

    def run() -> None:
        try:
            write = start()
        except BaseException as error:  # noqa: BLE001 - handed to the caller, whatever it is
            started.put(error)
            return
        started.put(None)
        try:
            write(pipe)  # type: ignore[arg-type]
        except BaseException as error:  # noqa: BLE001 - handed to the reader, whatever it is
            failure.append(error)
        # A result has to end in the thread where it began, and an exception would keep it.
        del write
        pipe.close_writer()

    threading.Thread(target=run, daemon=True).start()
    error = started.get()
    if error is not None:
        raise error
    return _Pieces(pipe, failure)


class _Pieces(Iterator[bytes]):
    """What comes out of the pipe; the writer is told when it is closed or forgotten, even unread."""

    def __init__(self, pipe: _Pipe, failure: list[BaseException]) -> None:
        self._pipe = pipe
        self._failure = failure

    def __next__(self) -> bytes:
        piece = None if self._pipe.abandoned.is_set() else self._pipe.pieces.get()
        if piece is not None:
            return piece
        self.close()
        if self._failure:
            raise self._failure.pop()
        raise StopIteration

    def close(self) -> None:
        """Stop the writing."""
        self._pipe.abandoned.set()

    def __del__(self) -> None:
        self.close()
