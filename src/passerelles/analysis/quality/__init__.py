"""What the validation of a version found, by cause, by source and by certificateur, ready to be asked."""

from passerelles.analysis.quality.quality import Cause, Maker, Quality, Result, Trend
from passerelles.analysis.quality.writing import write_quality

__all__ = ["Cause", "Maker", "Quality", "Result", "Trend", "write_quality"]
