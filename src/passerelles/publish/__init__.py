"""Publishing a graph: a SPARQL 1.1 store elsewhere is made to hold what a store on this disk holds."""

from passerelles.publish.address import update_address
from passerelles.publish.merging import MergeChoice
from passerelles.publish.outcome import Difference, PublicationOutcome
from passerelles.publish.progress import Listener, Progress, Step
from passerelles.publish.publication import publish

__all__ = [
    "Difference",
    "Listener",
    "MergeChoice",
    "Progress",
    "PublicationOutcome",
    "Step",
    "publish",
    "update_address",
]
