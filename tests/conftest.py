"""Fixtures that all parts use: where the real documents lie, when they lie beside the repository."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED_DIR = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real documents beside the repository; tests that need it say what they skip."""
    if not SHARED_DIR.is_dir():
        pytest.skip("les documents réels (../shared) ne sont pas à côté du dépôt")
    return SHARED_DIR
