"""Files derived from one version of a graph, made once and kept beside it.

They hold nothing that the graph does not say: they may be removed at any time and are made again. A version's files
are in its own folder and go with it; those of a remote graph that says its version are in the user's cache (`Cache`).
Where these cannot be written (a store of another user) they are in a temporary folder of this process.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

#: Raised by one whenever files of older code could be misread.
FORMAT = 2


def prepared(folder: Path, part: str, make: Callable[[Path], None]) -> Path:
    """The folder of one part's files in `folder`, made by `make` when it is not there.

    `make` gets an empty folder and fills it; what it leaves behind when it is cut short is never read. Two
    processes may prepare the same part at once: the first to end is kept. Raises `OSError` when nothing can be
    written there.
    """
    wanted = folder / f"{part}-{FORMAT}"
    if wanted.is_dir():
        return wanted
    folder.mkdir(parents=True, exist_ok=True)
    waiting = Path(tempfile.mkdtemp(prefix=f".{part}-", dir=folder))
    try:
        make(waiting)
        waiting.rename(wanted)
    except OSError:
        # Another process was first, unless the disk refuses.
        if not wanted.is_dir():
            raise
    finally:
        shutil.rmtree(waiting, ignore_errors=True)
    return wanted
