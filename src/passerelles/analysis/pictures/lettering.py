"""Texts in boxes: cut into lines, so that the size of a box is known before anything is drawn."""

from __future__ import annotations

import textwrap

#: Of a box and of its letters, in the units of the picture; a letter is reckoned wide, whatever the font.
WIDTH, LINE, PADDING, LETTERS = 228.0, 16.0, 9.0, 28
MOST = 3


def lettered(title: str | None, letters: int = LETTERS, most: int = MOST) -> tuple[str, ...]:
    """The title in at most `most` lines; an ellipsis ends what is cut."""
    text = " ".join((title or "").split())
    return tuple(
        textwrap.wrap(text, letters, max_lines=most, placeholder=" …", break_on_hyphens=False) if text else ()
    )


def height(lines: int) -> float:
    """The height of a box with a line for its kind and `lines` for its title."""
    return 2 * PADDING + LINE * (1 + lines)
