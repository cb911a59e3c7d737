"""What a user would do with a mapping instead of loaders: Morph-KGC, in an environment of its own."""

from __future__ import annotations

import subprocess
import sys
import venv
import zipfile
from pathlib import Path
from typing import Any

from benchmarks.mesure.watch import watch

MAPPING = Path(__file__).with_name("registre.yarrrml.yml")
#: What the mapping cannot say: Morph-KGC reads no parent of the element that it iterates on, so that rows of a fiche
#: that have no key of their own cannot be told apart, and free text is not cut.
LEFT_OUT = (
    "capacités découpées du texte, correspondances, droit et état de chaque habilitation, états et dates des "
    "certificateurs, statistiques par année, textes officiels par article"
)


def installed(folder: Path) -> Path | str:
    """The Python of an environment that has Morph-KGC, made in `folder` when it is not there; else why not."""
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
    if subprocess.run([python, "-c", "import morph_kgc"], capture_output=True).returncode:
        command = [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check", "morph-kgc"]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            lines = done.stderr.strip().splitlines()
            return f"Morph-KGC ne s’installe pas ici : {lines[-1] if lines else 'sans message'}"
    return python


def materialised(exports: list[Path], folder: Path, environment: Path, limit: float) -> dict[str, Any]:
    """Seconds, memory and triples of a run over the same exports, unpacked before since it reads no zip."""
    python = installed(environment)
    if isinstance(python, str):
        return {"echec": python}
    found: dict[str, Any] = {"triplets": 0, "secondes": 0.0, "memoire_mio": 0, "laisse_de_cote": LEFT_OUT}
    version = [str(python), "-c", "from importlib.metadata import version; print(version('morph-kgc'))"]
    found["version"] = subprocess.run(version, capture_output=True, text=True, check=True).stdout.strip()
    for export in exports:
        with zipfile.ZipFile(export) as archive:
            (name,) = archive.namelist()
            archive.extract(name, folder)
        # The mapping names its file: Morph-KGC takes it from nowhere else.
        mapping = folder / f"{export.stem}.yml"
        mapping.write_text(
            MAPPING.read_text(encoding="utf-8").replace("EXPORT.xml", str(folder / name)), encoding="utf-8"
        )
        output = folder / f"{export.stem}.nt"
        config = folder / f"{export.stem}.ini"
        config.write_text(
            f"[CONFIGURATION]\noutput_file: {output}\noutput_format: N-TRIPLES\nlogging_level: ERROR\n"
            f"[Registre]\nmappings: {mapping}\n",
            encoding="utf-8",
        )
        seen = watch([str(python), "-m", "morph_kgc", str(config)], limit, folder)
        if seen.failure:
            return {**found, "echec": seen.failure}
        with output.open("rb") as lines:
            found["triplets"] += sum(1 for _ in lines)
        found["secondes"] += seen.seconds
        found["memoire_mio"] = max(found["memoire_mio"], round(seen.memory))
    return found


if __name__ == "__main__":
    print(installed(Path(sys.argv[1])))
