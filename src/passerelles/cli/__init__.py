"""The command line: `passerelles …`, in French."""

from passerelles.cli.app import main

__all__ = ["main"]
