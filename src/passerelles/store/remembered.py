"""What a text of a query tells, remembered: the questions of the library are put again and again."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache, wraps
from typing import Concatenate, ParamSpec, TypeVar, cast

#: Texts that are remembered, and characters of the longest: those that people send may be of any length.
_TEXTS, _LONGEST = 512, 20_000

_Given = ParamSpec("_Given")
_Told = TypeVar("_Told")


def remembered(
    tell: Callable[Concatenate[str, _Given], _Told],
) -> Callable[Concatenate[str, _Given], _Told]:
    """The function, which must depend on its arguments alone, and remembers what it told of ordinary texts."""
    known = lru_cache(maxsize=_TEXTS)(tell)

    @wraps(tell)
    def told(text: str, /, *given: _Given.args, **named: _Given.kwargs) -> _Told:
        if len(text) > _LONGEST:
            return tell(text, *given, **named)
        return known(text, *cast("tuple[Hashable, ...]", given), **cast("dict[str, Hashable]", named))

    return told
