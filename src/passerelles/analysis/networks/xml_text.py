"""Text as XML holds it, whatever characters a document had."""

from __future__ import annotations

import re

# What XML 1.0 cannot hold in any way.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SPECIAL = re.compile('[&<>"\t\n\r]')
# Line ends and tabs as references, or a reader would make spaces of them.
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}


def xml_text(text: str) -> str:
    """The text for an element or between double quotes; what XML cannot hold becomes U+FFFD."""
    return _SPECIAL.sub(lambda found: _ESCAPES[found[0]], _FORBIDDEN.sub("\ufffd", text))


def xml_value(value: str | bool | float) -> str:
    """A value of an attribute: `true` and `false` for booleans."""
    return ("true" if value else "false") if isinstance(value, bool) else xml_text(str(value))
