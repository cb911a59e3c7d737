"""An audit as HTML: a fragment that the site puts in its page, or a whole page to print, keep or send."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from html import escape

from passerelles.analysis.audit.finding import Audit, Finding
from passerelles.analysis.audit.kind import Kind
from passerelles.analysis.audit.sentence import joined
from passerelles.analysis.audit.thing import Document, Thing
from passerelles.answers.french import counted, date_words, number

#: Address of a link, from the address here of what it leads to; None for no link.
Linking = Callable[[str], str | None]
_STYLE = """
:root { color-scheme: light dark; }
body { margin: 0 auto; max-width: 68rem; padding: 1rem; }
body { font: 1rem/1.5 system-ui, "Segoe UI", "DejaVu Sans", sans-serif; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; }
caption { text-align: left; font-weight: 600; padding: 0.25rem 0; }
th, td { border: 1px solid #8886; padding: 0.375rem 0.5rem; text-align: left; vertical-align: top; font-weight: 400; }
thead th { font-weight: 600; }
section { margin-top: 2rem; }
.small { font-size: 0.875rem; }
@media print { body { max-width: none; font-size: 10pt; } thead { display: table-header-group; }
  tr { break-inside: avoid; } h3 { break-after: avoid; } a { color: inherit; text-decoration: none; } }
"""
_COUNTS = ("Gravité", "Constat", "Nombre")
_DETAILS = ("Constat", "Certificateurs", "Sources")


def report_fragment(audit: Audit, limit: int = 200, linking: Linking = lambda address: address) -> str:
    """The audit as HTML without `<html>` or `<h1>`: at most `limit` findings of a kind, the rest counted."""
    parts = [f"<p>{escape(summary(audit))}</p>"]
    kinds = audit.by_kind()
    if kinds:
        parts.append(
            _table("Ce qui a été relevé, par genre", _COUNTS, (_row(kind, found) for kind, found in kinds))
        )
        parts += (_section(kind, found, limit, linking) for kind, found in kinds)
    return "\n".join(parts) + "\n"


def report_page(audit: Audit, limit: int = 200) -> str:
    """The audit as a whole HTML page that needs nothing else; its identifiers are text, not links."""
    title = "Audit des correspondances"
    return (
        '<!DOCTYPE html>\n<html lang="fr">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title} – Passerelles</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n"
        f"{report_fragment(audit, limit, lambda address: None)}</main>\n</body>\n</html>\n"
    )


def summary(audit: Audit) -> str:
    """How much was found, for whom, on which day and in which data, in one or two French sentences."""
    who = f" pour « {audit.certificateur} »" if audit.certificateur else ""
    found = counted(len(audit.findings), "constat") if audit.findings else "Aucun constat"
    data = ""
    if audit.data_day:
        data = f" Données du {date_words(date.fromisoformat(audit.data_day[:10]))}."
    return f"{found}{who}, au {date_words(audit.day)}.{data}"


def _table(caption: str, columns: Iterable[str], rows: Iterable[str]) -> str:
    heads = "".join(f'<th scope="col">{column}</th>' for column in columns)
    body = "\n".join(rows)
    return (
        f"<table>\n<caption>{escape(caption)}</caption>\n<thead><tr>{heads}</tr></thead>\n"
        f"<tbody>\n{body}\n</tbody>\n</table>"
    )


def _row(kind: Kind, found: tuple[Finding, ...]) -> str:
    severities = joined(each.severity.value for each in found)
    return (
        f'<tr><td>{severities}</td><th scope="row"><a href="#{kind.value}">{escape(kind.label)}</a></th>'
        f"<td>{number(len(found))}</td></tr>"
    )


def _section(kind: Kind, found: tuple[Finding, ...], limit: int, linking: Linking) -> str:
    more = len(found) - limit
    note = f"\n<p>… et {number(more)} de plus, que donnent le tableau CSV et le JSON.</p>" if more > 0 else ""
    rows = (_finding(each, linking) for each in found[:limit])
    return (
        f'<section id="{kind.value}">\n<h2>{escape(kind.label)}</h2>\n<p>{escape(kind.explanation)}</p>\n'
        f"<p><strong>Que faire\u00a0?</strong> {escape(kind.suggestion)}</p>\n"
        f"{_table(f'{kind.label} ({number(len(found))})', _DETAILS, rows)}{note}\n</section>"
    )


def _finding(each: Finding, linking: Linking) -> str:
    text = escape(each.sentence)
    if each.suggestion != each.kind.suggestion:
        text += f"<br>{escape(each.suggestion)}"
    text += "".join(f"<br>«\u00a0{escape(quote)}\u00a0»" for quote in each.quotes)
    links = [_link(thing.name, thing.href, linking) for thing in each.about if _leads(thing, linking)]
    text += f'<br><span class="small">{", ".join(links)}</span>' if links else ""
    who = escape(joined(organisation.name for organisation in each.certificateurs)) or "Non précisé"
    return f'<tr><th scope="row">{text}</th><td>{who}</td><td>{_documents(each.documents, linking)}</td></tr>'


def _leads(thing: Thing, linking: Linking) -> bool:
    return linking(thing.href) is not None


def _documents(documents: tuple[Document, ...], linking: Linking) -> str:
    shown = [_link(each.file or each.iri.rsplit("/", 1)[-1], each.href, linking) for each in documents[:5]]
    more = len(documents) - 5
    return "<br>".join([*shown, *([f"et {more} de plus"] if more > 0 else [])])


def _link(text: str, address: str, linking: Linking) -> str:
    target = linking(address)
    return f'<a href="{escape(target)}">{escape(text)}</a>' if target else escape(text)
