"""The command line: `passerelles …`, in French.

What a command needs is imported when it runs, so that help and short commands answer at once.
"""

from passerelles.cli.app import main

__all__ = ["main"]
