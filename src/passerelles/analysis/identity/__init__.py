"""What texts name by title or référentiel number, and the certifications of the register that may be it."""

from passerelles.analysis.identity.identities import Candidate, Finding, Identities
from passerelles.analysis.identity.reasons import Reason

__all__ = ["Candidate", "Finding", "Identities", "Reason"]
