"""The Jinja environment in which every page is rendered."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined


def environment() -> Environment:
    """An environment over `templates/`: everything is escaped, and a name that is not given is an error."""
    return Environment(
        loader=PackageLoader("passerelles.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
