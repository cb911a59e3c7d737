"""Text as XML holds it, whatever characters a document had."""

from __future__ import annotations

import re

# What has a meaning in XML or would be changed by its readers (line ends, tabs), and what XML 1.0 cannot hold at all.
_UNSAFE = re.compile('[&<>"\x00-\x1f\ud800-\udfff\ufffe\uffff]')
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}


def xml_text(text: str) -> str:
    """The text for an element or between double quotes; what XML cannot hold becomes U+FFFD."""
    return _UNSAFE.sub(lambda found: _ESCAPES.get(found[0], "\ufffd"), text)


def xml_value(value: str | bool | float) -> str:
    """A value of an attribute: `true` and `false` for booleans."""
    return ("true" if value else "false") if isinstance(value, bool) else xml_text(str(value))
