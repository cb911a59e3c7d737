"""The text of an HTML page: one line per block, rows as tab-separated cells, nothing executed or fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator

import lxml.html
from lxml import etree

from passerelles.errors import SourceError

MAX_TAGS = 500_000
MAX_DEPTH = 150
_TAG = re.compile(r"<[A-Za-z!/?]")
_PROLOGUE = re.compile(r"(?:\s|\ufeff|<\?xml[^>]*>|<!--.*?-->)*", re.DOTALL)
_DECLARED = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_BLOCK_FIRST = re.compile(
    r"<(?:table|div|p|h[1-6]|ul|ol|section|article|main|meta|title|center)\b", re.IGNORECASE
)
_META = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})|<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([A-Za-z0-9_.:-]{1,40})",
    re.IGNORECASE,
)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_DROPPED = frozenset(
    {
        "script",
        "style",
        "head",
        "template",
        "noscript",
        "iframe",
        "object",
        "svg",
        "math",
        "select",
        "textarea",
    }
)
_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
_BLOCKS = _HEADINGS | frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure"
        " footer form header hr html legend li main nav ol p pre section summary table tbody td tfoot th"
        " thead tr ul",
    )
)
_SPACES = re.compile(r"[^\S\xa0]+")
_KEPT_LINES = 3  # a cell with so many blocks keeps its lines wherever it stands in its row


def is_html(text: str) -> bool:
    """True when the text is an HTML page or fragment, not a plain text in which some tags are scattered."""
    prologue = _PROLOGUE.match(text)
    start = prologue.end() if prologue else 0
    if _DECLARED.match(text, start):
        return True
    if not _BLOCK_FIRST.match(text, start):
        return False
    lines = [line for line in text.splitlines() if line.strip()]
    return sum(1 for line in lines if _TAG.search(line)) * 2 > len(lines)


def declared_encoding(data: bytes) -> str | None:
    """The encoding that the first 2 KiB of a page declare, if any; a text that is no page declares none."""
    head = data[:2048]
    if not re.match(rb"\s*<", head.removeprefix(b"\xef\xbb\xbf")):
        return None
    found = _META.search(head)
    return (found[1] or found[2]).decode("ascii") if found else None


def text_of_html(page: str, name: str) -> str:
    """The text of a page; raises `SourceError` when it has none or is unreasonably nested.

    Blocks are lines, headings stand between blank lines, list items begin with "- ", the cells of a row are
    separated by tabs. Scripts, styles, forms and comments are left out.
    """
    if len(_TAG.findall(page)) > MAX_TAGS:
        raise SourceError(f"{name} : cette page HTML a trop de balises (plus de {MAX_TAGS}) pour une fiche.")
    parser = lxml.html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True, huge_tree=False)
    try:
        root = lxml.html.document_fromstring(_XML_DECLARATION.sub("", page), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise SourceError(
            f"{name} : cette page HTML est illisible ({error}). Téléchargez-la de nouveau."
        ) from error
    if any(error.type_name == "ERR_RESOURCE_LIMIT" or "depth" in error.message for error in parser.error_log):
        raise SourceError(
            f"{name} : les balises de cette page HTML sont imbriquées sans mesure ; elle est refusée."
        )
    text = _laid_out(_lines(root, 0))
    if not text.strip():
        raise SourceError(
            f"{name} : cette page HTML ne contient pas de texte. "
            "Enregistrez la page une fois affichée, ou donnez le PDF."
        )
    return text


def _laid_out(lines: Iterator[str]) -> str:
    """Lines joined, with never more than one blank line in a row."""
    kept: list[str] = []
    for line in lines:
        if line.strip() or (kept and kept[-1]):
            kept.append(line.rstrip(" ") if line.strip() else "")
    return "\n".join(kept).rstrip("\n") + "\n"


def _lines(element: lxml.html.HtmlElement, depth: int) -> Iterator[str]:
    """The lines of an element: runs of inline text are gathered, blocks stand alone."""
    inline: list[str] = []
    for piece in _pieces(element, depth):
        if isinstance(piece, str):
            inline.append(piece)
            continue
        yield from _flushed(inline)
        yield from _block_lines(piece, depth + 1)
    yield from _flushed(inline)


def _flushed(inline: list[str]) -> Iterator[str]:
    for line in "".join(inline).split("\n"):
        collapsed = _SPACES.sub(" ", line).strip(" ")
        if collapsed.strip():
            yield collapsed
    inline.clear()


def _pieces(element: lxml.html.HtmlElement, depth: int) -> Iterator[str | lxml.html.HtmlElement]:
    """Inline text ("\\n" for a forced break) and block elements below `element`, in document order."""
    preserved = element.tag == "pre"
    yield _inline(element.text, preserved)
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _DROPPED and depth < MAX_DEPTH:
            if child.tag == "br":
                yield "\n"
            elif child.tag == "img":
                yield _mark(child)
            elif child.tag in _BLOCKS:
                yield child
            else:
                yield from _pieces(child, depth + 1)
        elif isinstance(child.tag, str) and child.tag not in _DROPPED:
            yield _inline(" ".join(child.itertext()), preserved)
        yield _inline(child.tail, preserved)


def _mark(image: lxml.html.HtmlElement) -> str:
    """What a picture stands for when it is a cross or an answer in a table; other pictures say nothing here."""
    said = (image.get("alt") or image.get("title") or "").strip()
    if re.fullmatch(r"x|oui|non|[✓✔✗☒×]", said, re.IGNORECASE):
        return said
    return "X" if re.fullmatch(r"coch[ée]e?|case cochée|croix", said, re.IGNORECASE) else ""


def _inline(text: str | None, preserved: bool) -> str:
    if not text:
        return ""
    return text if preserved else re.sub(r"[\t\r\n\f\v]", " ", text)


def _block_lines(element: lxml.html.HtmlElement, depth: int) -> Iterator[str]:
    tag = element.tag
    if tag in _HEADINGS:
        yield from ("", *_lines(element, depth), "")
    elif tag == "li":
        lines = list(_lines(element, depth))
        marked = bool(lines) and not re.match(r"[-•–*]\s", lines[0])
        yield from ([f"- {lines[0]}", *lines[1:]] if marked else lines)
    elif tag == "tr":
        yield from _row_lines(element, depth)
    elif tag == "table":
        yield from ("", *_lines(element, depth), "")
    elif tag == "p":
        yield from _lines(element, depth)
    else:
        yield from _lines(element, depth)


def _row_lines(row: lxml.html.HtmlElement, depth: int) -> Iterator[str]:
    """A row as one line of tab-separated cells; its last cell, and cells of many blocks, keep their lines.

    A row that lays out a page (one cell, cells that hold tables or headings, text outside of cells) is not
    data: its cells are blocks.
    """
    cells = [child for child in row if isinstance(child.tag, str) and child.tag in ("td", "th")]
    strays = [row.text, *(child.tail for child in row)]
    layout = any(next(cell.iter("table", *_HEADINGS), None) is not None for cell in cells)
    if len(cells) < 2 or layout or len(cells) < len(row) or any(text and text.strip() for text in strays):
        yield from _lines(row, depth)
        return
    texts: list[str] = []
    for index, cell in enumerate(cells):
        lines = list(_lines(cell, depth))
        last = index == len(cells) - 1
        keeps = last or len(lines) >= _KEPT_LINES or next(cell.iter("ul", "ol"), None) is not None
        texts.append(("\n" if keeps else " ").join(lines))
        texts += [""] * (_span_of(cell) - 1)
    yield "\t".join(texts)


def _span_of(cell: lxml.html.HtmlElement) -> int:
    declared = (cell.get("colspan") or "1").strip()
    return min(int(declared), 20) if declared.isascii() and declared.isdigit() and int(declared) > 0 else 1
