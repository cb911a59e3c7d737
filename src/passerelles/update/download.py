"""The download of an export: resumed where it was cut, checked against what the catalogue states, kept."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from passerelles.errors import UpdateError
from passerelles.update.archive import damage
from passerelles.update.client import Attempts, Client
from passerelles.update.export import Checksum, Export, Fetched
from passerelles.update.failure import UNCHANGED, Interruption

#: The largest export is below 100 MB; more than this is no export.
LARGEST_FILE = 2_000_000_000
#: Bytes beyond the farthest point so far that count as progress: failures before them are forgotten.
_STEP = 1_000_000
_BLOCK = 1 << 18
_RANGE = re.compile(r"bytes (\d+)-\d+/(\d+|\*)")
_ALGORITHMS = {
    "md5": "md5",
    "sha1": "sha1",
    "sha256": "sha256",
    "sha2": "sha256",
    "sha-1": "sha1",
    "sha-256": "sha256",
}

#: Called with the bytes received and the bytes expected, when they are known.
Counter = Callable[[int, int | None], None]


def checkable(checksum: Checksum) -> bool:
    """True when a checksum of this type can be computed here."""
    return checksum.type in _ALGORITHMS


def fetch(export: Export, folder: Path, client: Client, counter: Counter) -> Fetched:
    """The export as a whole, checked file in `folder`, from an earlier run when it is the same.

    Raises `UpdateError` when it cannot be had whole: the reason, twice the same, is in the message.
    """
    if export.path is not None:
        return _local(export, export.path)
    if export.size is not None and export.size > LARGEST_FILE:
        raise UpdateError(
            f"{export.name.file} : fichier démesuré ({export.size} octets annoncés). {UNCHANGED}"
        )
    target = folder / export.name.file
    if target.is_file() and _record(target) == _identity(export):
        fetched, fault = _checked(export, target)
        if fault is None:
            return fetched
    for last in (False, True):
        transfer = _Transfer(export, target, client, counter)
        transfer.run()
        fetched, fault = _checked(export, transfer.part)
        if fault is None:
            return transfer.keep(fetched)
        transfer.discard()
        if last:
            raise UpdateError(
                f"{export.name.file} a été téléchargé deux fois, et deux fois {fault}. Le fichier publié est sans "
                f"doute abîmé : réessayez plus tard. {UNCHANGED}"
            )
    raise AssertionError("unreachable")


def _local(export: Export, path: Path) -> Fetched:
    try:
        fetched, fault = _checked(export, path)
    except OSError as error:
        raise UpdateError(f"« {path} » ne peut pas être lu ({error.strerror}). {UNCHANGED}") from error
    if fault is not None:
        raise UpdateError(f"{path} : {fault}. {UNCHANGED}")
    return fetched


def _checked(export: Export, path: Path) -> tuple[Fetched, str | None]:
    """The file with its SHA-256, and why it is not the export that was announced, if it is not."""
    stated = export.checksum if export.checksum and checkable(export.checksum) else None
    ours = hashlib.sha256()
    theirs = hashlib.new(_ALGORITHMS[stated.type], usedforsecurity=False) if stated else None
    size = 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            size += len(block)
            ours.update(block)
            if theirs is not None:
                theirs.update(block)
    fetched = Fetched(export.name, path, ours.hexdigest(), size)
    if export.size is not None and size != export.size:
        return fetched, f"sa taille n’est pas celle annoncée ({size} octets au lieu de {export.size})"
    if stated is not None and theirs is not None and theirs.hexdigest() != stated.value:
        return fetched, f"sa somme de contrôle {stated.type} n’est pas celle annoncée"
    return fetched, damage(path)


def _identity(export: Export) -> dict[str, Any]:
    """What tells a republished file from this one, as far as the catalogue says."""
    checksum = export.checksum
    return {
        "url": export.url,
        "size": export.size,
        "checksum": [checksum.type, checksum.value] if checksum else None,
        "modified": export.modified,
    }


def _record(target: Path) -> dict[str, Any] | None:
    """What was noted when the file was fetched."""
    try:
        noted = json.loads(_note(target).read_bytes())
    except (OSError, ValueError):
        return None
    return noted if isinstance(noted, dict) else None


def _note(path: Path) -> Path:
    return path.with_name(path.name + ".json")


@dataclass
class _Transfer:
    """One download into a part file beside the target; what was received is kept when it is cut."""

    export: Export
    target: Path
    client: Client
    counter: Counter

    @property
    def part(self) -> Path:
        return self.target.with_name(self.target.name + ".part")

    def run(self) -> None:
        """Receive the whole file, however often the line is cut, as long as it moves on."""
        known = _record(self.part) or {}
        if {key: known.get(key) for key in _identity(self.export)} != _identity(self.export):
            self.discard()
        attempts, farthest = self.client.attempts(), self._received()
        while True:
            try:
                self._receive()
                return
            except Interruption as interruption:
                received = self._received()
                if received >= farthest + _STEP:
                    farthest = received
                    attempts.progressed()
                self._fail(attempts, interruption)

    def _fail(self, attempts: Attempts, interruption: Interruption) -> None:
        total = f" sur {self.export.size}" if self.export.size else ""
        told = f"{interruption.reason} {self.export.name.file} : {self._received()} octets reçus{total}."
        attempts.failed(Interruption(told, interruption.pause))

    def _received(self) -> int:
        return self.part.stat().st_size if self.part.is_file() else 0

    def _receive(self) -> None:
        start = self._received()
        if start and start == self.export.size:
            return
        assert self.export.url is not None
        # Compressed again on the way, neither sizes nor positions would be those of the file.
        headers = {"accept-encoding": "identity"} | self._resumption(start)
        with self.client.opened(self.export.url, headers) as answer:
            if answer.status_code == 416 or (answer.status_code == 206 and _start(answer) != start):
                self.discard()
                raise Interruption(f"Le serveur {answer.url.host} ne sait pas reprendre où il en était.", 0.0)
            resumed = answer.status_code == 206 and start > 0
            if not resumed:
                self._begin(answer)
            self._store(answer, start if resumed else 0)
        self._complete(answer)

    def _resumption(self, start: int) -> dict[str, str]:
        """The headers that ask for the rest, on condition that the file is still the same one."""
        if not start:
            return {}
        validator = (_record(self.part) or {}).get("validator")
        if validator:
            return {"range": f"bytes={start}-", "if-range": str(validator)}
        # Without a mark of the server, only a stated checksum can tell that the halves belong together.
        if self.export.checksum and checkable(self.export.checksum):
            return {"range": f"bytes={start}-"}
        return {}

    def _begin(self, answer: httpx.Response) -> None:
        """Note which file this is before its first byte, so that another run can go on with it."""
        etag = answer.headers.get("etag", "")
        validator = answer.headers.get("last-modified") if not etag or etag.startswith("W/") else etag
        self.part.write_bytes(b"")
        noted = _identity(self.export) | {"validator": validator}
        _note(self.part).write_text(json.dumps(noted), encoding="utf-8")

    def _store(self, answer: httpx.Response, received: int) -> None:
        limit = self.export.size or LARGEST_FILE
        with self.part.open("ab") as file:
            # As they come: a block that waited to be full would be lost when the line is cut.
            for block in answer.iter_raw():
                received += len(block)
                if received > limit:
                    # Kept as it is: the check says what is wrong with it.
                    file.write(block[: len(block) - (received - limit) + 1])
                    return
                file.write(block)
                file.flush()
                self.counter(received, self.export.size)

    def _complete(self, answer: httpx.Response) -> None:
        """An answer without length may end anywhere: what is missing is asked for."""
        size = self.export.size
        if size is not None and self._received() < size and "content-length" not in answer.headers:
            raise Interruption(f"La connexion avec {answer.url.host} a été coupée.")

    def keep(self, fetched: Fetched) -> Fetched:
        """Give the checked file its name, and note what it is."""
        self.part.replace(self.target)
        _note(self.part).unlink(missing_ok=True)
        _note(self.target).write_text(json.dumps(_identity(self.export)), encoding="utf-8")
        return Fetched(fetched.name, self.target, fetched.sha256, fetched.size)

    def discard(self) -> None:
        """Forget what was received."""
        for path in (self.part, _note(self.part)):
            path.unlink(missing_ok=True)


def _start(answer: httpx.Response) -> int | None:
    """The position at which a partial answer begins, as it says itself."""
    match = _RANGE.fullmatch(answer.headers.get("content-range", ""))
    return int(match[1]) if match else None


def remove_others(folder: Path, kept: list[Fetched]) -> None:
    """Remove exports of earlier days from the folder, and what was left of downloads."""
    names = {name for each in kept for name in (each.path.name, _note(each.path).name)}
    for path in folder.glob("export-fiches-*"):
        if path.name not in names:
            with suppress(OSError):
                path.unlink()
