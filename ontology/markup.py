"""HTML elements as expressions, escaped by the standard library."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, tostring


def element(tag: str, *children: Element | str | None, **attributes: str) -> Element:
    """An element with its children in order; None is left out.

    Attribute names are Python names: `class_` is class, `aria_label` is aria-label. Texts get French spacing,
    so that no line breaks before a colon or inside guillemets.
    """
    found = Element(tag, {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()})
    for child in children:
        if child is None:
            continue
        if isinstance(child, Element):
            found.append(child)
        elif len(found):
            found[-1].tail = (found[-1].tail or "") + _unbroken(child)
        else:
            found.text = (found.text or "") + _unbroken(child)
    return found


def _unbroken(text: str) -> str:
    return re.sub(r" (?=[:;?!»])|(?<=«) ", "\N{NO-BREAK SPACE}", text)


def joined(items: list[Element], separator: str = ", ") -> list[Element | str]:
    """The elements with the separator between them."""
    return [part for item in items for part in (separator, item)][1:]


def serialised(root: Element) -> str:
    """The HTML document of this root element, with its doctype and a final newline."""
    return "<!DOCTYPE html>\n" + tostring(root, encoding="unicode", method="html") + "\n"
