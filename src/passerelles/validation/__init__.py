"""Validation: the quality rules run over a source, a file or a store, and the report that they give."""

from passerelles.validation.causes import Cause, causes
from passerelles.validation.compiled import validate_sources
from passerelles.validation.place import Place
from passerelles.validation.refusal import NotCompiled
from passerelles.validation.report import Report
from passerelles.validation.report_html import report_fragment, report_page
from passerelles.validation.report_text import report_text, summary
from passerelles.validation.report_turtle import report_turtle
from passerelles.validation.result import SEVERITIES, Result
from passerelles.validation.tally import CauseCount, severity_word
from passerelles.validation.validator import (
    validate,
    validate_dataset,
    validate_file,
    validate_source,
)

__all__ = [
    "SEVERITIES",
    "Cause",
    "CauseCount",
    "NotCompiled",
    "Place",
    "Report",
    "Result",
    "causes",
    "report_fragment",
    "report_page",
    "report_text",
    "report_turtle",
    "severity_word",
    "summary",
    "validate",
    "validate_dataset",
    "validate_file",
    "validate_source",
    "validate_sources",
]
