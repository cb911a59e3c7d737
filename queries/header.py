"""The `#+` header of a query file: the part of YAML that it needs, read strictly.

A header is lines `#+ key: value`, nested by two spaces. A value is plain text on one line, text between
double quotes (as in JSON) or a list `[a, b]`. Anything else is refused with the file and the line.
"""

from __future__ import annotations

import json
import re

#: What a header says: text, a list of words, or more of the same under a key.
Header = dict[str, "str | list[str] | Header"]

_MARK = "#+"
_LINE = re.compile(r"^(?P<indent> *)(?P<key>[A-Za-z_][\w-]*):(?: (?P<value>.+))?$")
_STEP = 2


class HeaderError(ValueError):
    """A query file whose header is malformed or incomplete: a mistake of the programmer, not of the user."""


def read_header(text: str, name: str) -> Header:
    """The header of a query file as nested dictionaries; raises `HeaderError` with file and line."""
    root: Header = {}
    open_maps = [root]
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.startswith(_MARK):
            break
        where = f"{name}.rq, line {number}"
        # One space after the mark belongs to it; the rest is indentation.
        body = line.removeprefix(_MARK).removeprefix(" ").rstrip()
        found = _LINE.match(body)
        if found is None:
            raise HeaderError(f"{where}: expected “key: value”, found {body!r}")
        depth, odd = divmod(len(found["indent"]), _STEP)
        if odd or depth >= len(open_maps):
            raise HeaderError(f"{where}: keys are nested by {_STEP} spaces, one level at a time")
        del open_maps[depth + 1 :]
        parent, key = open_maps[depth], found["key"]
        if key in parent:
            raise HeaderError(f"{where}: “{key}” is given twice")
        if found["value"] is None:
            child: Header = {}
            parent[key] = child
            open_maps.append(child)
        else:
            parent[key] = _scalar(found["value"].strip(), where)
    if not root:
        raise HeaderError(f"{name}.rq: no “#+” header at the top of the file")
    return root


def _scalar(value: str, where: str) -> str | list[str]:
    """A plain text, a quoted text or a list of words."""
    if value.startswith('"'):
        try:
            return str(json.loads(value))
        except ValueError as error:
            raise HeaderError(f"{where}: the quoted text is malformed ({error})") from error
    if value.startswith("[") and value.endswith("]"):
        return [item.strip() for item in value[1:-1].split(",") if item.strip()]
    # Plain YAML would read these otherwise: the header must mean the same to a YAML reader.
    if ": " in value or " #" in value or value[0] in "[]{}>|*&!%@`'?-#,":
        raise HeaderError(f"{where}: put this text between double quotes: {value}")
    return value
