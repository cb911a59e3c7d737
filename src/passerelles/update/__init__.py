"""The register kept current: today's official exports fetched from data.gouv.fr, and only what changed rebuilt."""

from passerelles.update.catalogue import SOURCE
from passerelles.update.client import Patience
from passerelles.update.outcome import Listener, Progress, Status, Step, UpdateOutcome
from passerelles.update.renewal import update

__all__ = ["SOURCE", "Listener", "Patience", "Progress", "Status", "Step", "UpdateOutcome", "update"]
