"""Entries: the files that a user gives, alone, in folders or in zip archives, opened within bounds."""

from __future__ import annotations

import io
import lzma
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

from passerelles.errors import SourceError
from passerelles.records import Problem, Severity

HEAD_BYTES = 65_536
MAX_ENTRIES = 10_000
MAX_EXPANDED_BYTES = 4 * 2**30
MAX_RATIO = 200  # official exports shrink about 8 to 1; a bomb shrinks 1000 to 1
RATIO_FLOOR = 10 * 2**20  # small members may shrink a lot without harm


@dataclass(frozen=True)
class Entry:
    """One file to read: `name` as the user knows it ("dossier/a.zip › table.csv"), `group` its container."""

    name: str
    group: str
    size: int
    opener: Callable[[], BinaryIO] = field(repr=False, compare=False)
    given: bool = False  # named by the user, not found in a folder
    #: What was made of the content once, such as its text: several loaders look at the same entry.
    memo: dict[str, object] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def head(self) -> bytes:
        """The first 64 KiB, enough to recognise the kind."""
        with self.opener() as stream:
            return stream.read(HEAD_BYTES)

    def read(self, limit: int) -> bytes:
        """The whole content; raises `SourceError` beyond `limit` bytes."""
        with self.opener() as stream:
            data = stream.read(limit + 1)
        if len(data) > limit:
            raise SourceError(
                f"{self.name} : fichier trop volumineux (plus de {limit / 2**20:.0f} Mo pour un document)."
            )
        return data


def entries_of(path: Path) -> Iterator[Entry | Problem]:
    """Yield every file under `path` (a file, a folder, a zip), in a stable order, or why one is unreadable.

    Hidden files are left out. Raises `SourceError` when there is nothing at `path`.
    """
    try:
        status = path.stat()
    except OSError as error:
        if isinstance(error, FileNotFoundError | NotADirectoryError):
            raise SourceError(
                f"{path} : ce fichier ou ce dossier n’existe pas. Vérifiez le chemin."
            ) from error
        raise SourceError(f"{path} : accès impossible ({error.strerror}). Vérifiez vos droits.") from error
    if stat.S_ISDIR(status.st_mode):
        yield from _folder(path, {(status.st_dev, status.st_ino)})
    else:
        yield from _file(path, given=True)


def _folder(folder: Path, above: set[tuple[int, int]]) -> Iterator[Entry | Problem]:
    """The files of a folder and below; `above` are the folders that contain it, so that links cannot loop."""
    try:
        children = sorted(folder.iterdir())
    except OSError as error:
        yield _unreadable(str(folder), f"{folder} : impossible d’ouvrir ce dossier ({error.strerror}).")
        return
    for child in children:
        if child.name.startswith("."):
            continue
        if not child.is_dir():
            yield from _file(child, given=False)
            continue
        status = child.stat()
        identity = (status.st_dev, status.st_ino)
        if identity in above:
            yield Problem(
                "lien-circulaire",
                Severity.INFO,
                str(child),
                f"{child} : ce lien mène à un dossier qui le contient ; il n’est pas suivi.",
            )
        else:
            yield from _folder(child, above | {identity})


def _file(path: Path, *, given: bool) -> Iterator[Entry | Problem]:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise SourceError("ce n’est pas un fichier ordinaire")
        with path.open("rb") as stream:
            is_zip = stream.read(4) in (b"PK\x03\x04", b"PK\x05\x06")
    except (OSError, SourceError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        yield _unreadable(str(path), f"{path} : impossible d’ouvrir ce fichier ({reason}).")
        return
    if is_zip:
        yield from _members(path)
    else:
        yield Entry(str(path), str(path.parent), status.st_size, lambda: path.open("rb"), given)


def _members(path: Path) -> Iterator[Entry | Problem]:
    try:
        with zipfile.ZipFile(path) as archive:
            members = [info for info in archive.infolist() if not info.is_dir()]
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError) as error:
        reason = f"archive zip illisible ou tronquée ({error})"
        yield _unreadable(str(path), f"{path} : {reason}. Téléchargez-la de nouveau.")
        return
    refusal = _refusal(members)
    if refusal:
        yield _unreadable(str(path), f"{path} : archive refusée, {refusal}.")
        return
    for info in sorted(members, key=lambda member: member.filename):
        shown = _member_name(info)
        name = f"{path} › {shown}"
        parts = shown.replace("\\", "/").split("/")
        if parts[0] == "__MACOSX" or parts[-1].startswith("."):
            continue
        if ".." in parts or not parts[0] or parts[0].endswith(":"):
            yield Problem(
                "nom-de-membre-dangereux",
                Severity.ERROR,
                name,
                f"{name} : le nom de ce membre sort de l’archive ; il n’est pas lu.",
            )
        elif info.flag_bits & 0x41:
            yield _unreadable(name, f"{name} : ce membre est chiffré ; il ne peut pas être lu.")
        else:
            group = "/".join([str(path), *parts[:-1]])
            yield Entry(name, group, info.file_size, _member_opener(path, info))


def _member_name(info: zipfile.ZipInfo) -> str:
    """The name of a member; one written in UTF-8 without saying so is read as such, not as a DOS name."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename


def _refusal(members: list[zipfile.ZipInfo]) -> str | None:
    if not members:
        return "elle est vide"
    names = {info.filename for info in members}
    if "[Content_Types].xml" in names or {"mimetype", "content.xml"} <= names:
        return (
            "c’est un document bureautique. Enregistrez-le en PDF, en HTML ou en texte (un tableau : en CSV)"
        )
    if len(members) > MAX_ENTRIES:
        return f"elle contient plus de {MAX_ENTRIES} fichiers"
    if sum(info.file_size for info in members) > MAX_EXPANDED_BYTES:
        return f"elle dépasserait {MAX_EXPANDED_BYTES // 2**30} Go une fois ouverte"
    for info in members:
        if info.file_size > RATIO_FLOOR and info.file_size > MAX_RATIO * max(info.compress_size, 1):
            return f"« {info.filename} » est compressé de façon anormale (bombe de décompression)"
    return None


def _member_opener(path: Path, info: zipfile.ZipInfo) -> Callable[[], BinaryIO]:
    def opener() -> BinaryIO:
        # The declared size bounds what is read: a member that lies about it is cut there and fails its CRC.
        archive = zipfile.ZipFile(path)
        try:
            stream = archive.open(info)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError) as error:
            archive.close()
            raise OSError(f"membre illisible : {error}") from error
        return io.BufferedReader(_Member(archive, stream))

    return opener


class _Member(io.RawIOBase):
    """A zip member that closes its archive with itself and turns damage into an `OSError`."""

    def __init__(self, archive: zipfile.ZipFile, stream: object) -> None:
        self._archive = archive
        self._stream: BinaryIO = stream  # type: ignore[assignment]

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        try:
            data = self._stream.read(len(buffer))
        except (zipfile.BadZipFile, EOFError, ValueError, zlib.error, lzma.LZMAError) as error:
            raise OSError(f"membre endommagé : {error}") from error
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
            self._archive.close()
        super().close()


def _unreadable(name: str, message: str) -> Problem:
    return Problem("source-illisible", Severity.ERROR, name, message)
