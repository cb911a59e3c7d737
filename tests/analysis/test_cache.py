"""What is derived from remote graphs is kept for a few of them, never removed under a reader, and left whole."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from passerelles.analysis.cache import Cache
from passerelles.analysis.prepared import prepared

URL = "http://exemple.fr/sparql"


def used(root: Path, version: str, moment: int, kept: int = 2) -> Path:
    """The folder of a version, last used at that second."""
    held = Cache(root, kept).hold(URL, version)
    (held.path / "fait").write_text(version)
    held.close()
    os.utime(held.path / "lock", (moment, moment))
    return held.path


def test_each_endpoint_and_version_has_its_folder(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "a" / "b")
    held = [cache.hold(*data) for data in ((URL, "1"), (URL, "2"), ("http://ailleurs.fr/", "1"), (URL, "1"))]
    paths = [each.path for each in held]
    assert len(set(paths)) == 3 and paths[0] == paths[3]
    for each in held:
        assert each.path.is_dir()
        each.close()


def test_the_least_recently_used_go(tmp_path: Path) -> None:
    first, second, third = (used(tmp_path, version, moment) for moment, version in enumerate("abc", 1))
    assert not first.exists() and second.exists() and third.exists()
    used(tmp_path, "b", 9)
    used(tmp_path, "d", 10)
    assert second.exists() and not third.exists()


def test_what_is_read_stays(tmp_path: Path) -> None:
    old = used(tmp_path, "a", 1)
    program = (
        "import sys; from pathlib import Path; from passerelles.analysis.cache import Cache\n"
        f"held = Cache(Path(sys.argv[1]), 2).hold({URL!r}, 'a'); print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as reader:
        assert reader.stdout is not None and reader.stdin is not None
        assert reader.stdout.readline() == b"held\n"
        os.utime(old / "lock", (1, 1))
        for moment, version in enumerate("bcd", 2):
            used(tmp_path, version, moment)
        assert (old / "fait").read_text() == "a"
        reader.stdin.close()
        reader.wait(10)
    used(tmp_path, "e", 9)
    assert not old.exists()


def test_leftovers_are_removed(tmp_path: Path) -> None:
    folder = used(tmp_path, "a", 1)
    (folder / ".overlap-coupé").mkdir()
    (tmp_path / "ancien.removed" / "dedans").mkdir(parents=True)
    (tmp_path / "étranger").mkdir()
    held = Cache(tmp_path).hold(URL, "a")
    assert sorted(each.name for each in held.path.iterdir()) == ["fait", "lock"]
    assert sorted(each.name for each in tmp_path.iterdir()) == sorted([held.path.name, "étranger"])
    # Somebody else works there: what they prepare stays.
    (folder / ".overlap-en-cours").mkdir()
    other = Cache(tmp_path).hold(URL, "a")
    assert (folder / ".overlap-en-cours").is_dir()
    other.close()
    held.close()


def test_a_folder_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "fichier").write_text("")
    with pytest.raises(OSError):
        Cache(tmp_path / "fichier").hold(URL, "1")


def test_readers_do_not_disturb_each_other(tmp_path: Path) -> None:
    def busy(number: int) -> None:
        """Hold, prepare and let go, again and again, of more versions than are kept."""
        for turn in range(30):
            version = str((number + turn) % 3)
            held = Cache(tmp_path, 1).hold(URL, version)

            def make(folder: Path, content: str = version) -> None:
                (folder / "valeur").write_text(content)

            assert (prepared(held.path, "partie", make) / "valeur").read_text() == version
            held.close()

    # Locks are those of open files: threads hold them against each other as processes do.
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(busy, range(4))) == [None] * 4
    assert len(list(tmp_path.iterdir())) <= 3
