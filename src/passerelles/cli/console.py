"""What is printed: answers on stdout, everything else on stderr, colours only on a terminal."""

from __future__ import annotations

import json
import sys
from typing import Any

from rich.console import Console


def errors() -> Console:
    """The console of messages and progress."""
    return Console(stderr=True, highlight=False, soft_wrap=True)


def answers() -> Console:
    """The console of answers; plain text when stdout is not a terminal."""
    return Console(highlight=False, soft_wrap=not sys.stdout.isatty())


def print_json(value: Any) -> None:
    """Print JSON in UTF-8, indented, keys in the given order."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")
