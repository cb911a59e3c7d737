"""The audit for certificateurs: what correspondances, blocs and replacements leave undone, each with what to do."""

from passerelles.analysis.audit.auditing import audit
from passerelles.analysis.audit.finding import Audit, Finding
from passerelles.analysis.audit.kind import Kind, Severity
from passerelles.analysis.audit.near_blocs import NearBlocs
from passerelles.analysis.audit.report_csv import report_csv
from passerelles.analysis.audit.report_html import report_fragment, report_page
from passerelles.analysis.audit.thing import Thing

__all__ = [
    "Audit",
    "Finding",
    "Kind",
    "NearBlocs",
    "Severity",
    "Thing",
    "audit",
    "report_csv",
    "report_fragment",
    "report_page",
]
