"""What someone writes who has found an error: a text with the fiche, the passage and the address; nothing is kept."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

#: Characters of a passage that a message quotes: longer ones would not fit in the address of a mail.
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class Report:
    """The message to write; `mailto` is None when the operator has given no address to write to."""

    text: str
    mailto: str | None


def report(to: str, name: str, address: str, sources: tuple[str, ...] = (), passage: str = "") -> Report:
    """The message about a fiche: who receives it answers in French, so it is French on every page."""
    lines = [f"Fiche : {name}", f"Page : {address}"]
    if sources:
        lines.append(f"Document : {', '.join(sources)}")
    if passage:
        short = passage if len(passage) <= _LONGEST else f"{passage[:_LONGEST]}…"
        lines.append(f"Passage : « {' '.join(short.split())} »")
    lines += ["", "Ce qui ne va pas : ", "", "Ce qu’il faudrait lire : ", ""]
    text = "\n".join(lines)
    subject = f"Erreur signalée : {name}"
    # Lines of a mail end with CR LF (RFC 6068).
    body = quote("\r\n".join(lines))
    return Report(
        text, f"mailto:{quote(to, safe='@.+-_')}?subject={quote(subject)}&body={body}" if to else None
    )
