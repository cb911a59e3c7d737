"""From documents to a validated graph on disk: read, state, validate, publish in one step; and renew what changed."""

from passerelles.build.changes import Change
from passerelles.build.construction import build
from passerelles.build.outcome import Outcome
from passerelles.build.past import state_on
from passerelles.build.renewal import renew

__all__ = ["Change", "Outcome", "build", "renew", "state_on"]
