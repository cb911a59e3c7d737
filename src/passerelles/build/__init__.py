"""From documents to a validated graph on disk: read, state, validate, publish in one step."""

from passerelles.build.construction import build
from passerelles.build.outcome import Outcome

__all__ = ["Outcome", "build"]
