"""What the compiler of shapes refuses."""

from __future__ import annotations

from passerelles.errors import PasserellesError


class NotCompiled(PasserellesError):
    """A shape uses a construct that is not compiled to SPARQL; `construct` names it."""

    def __init__(self, construct: str) -> None:
        super().__init__(f"Cette construction de SHACL n’est pas traduite en SPARQL : {construct}.")
        self.construct = construct
