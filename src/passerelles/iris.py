"""The one place that mints IRIs, as DESIGN §3 lays them out; every function returns an absolute IRI as `str`."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from urllib.parse import quote

from passerelles.ontology import ID
from passerelles.records import Code, Ref, Register

_SAFE = re.compile(r"[A-Za-z0-9._~-]+")
_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae"})


def slug(text: str) -> str:
    """Lower-case ASCII words joined by hyphens: "Conducteur d’équipements" gives "conducteur-d-equipements"."""
    folded = unicodedata.normalize("NFKD", text.translate(_LIGATURES))
    # A curly apostrophe or a long dash is not ASCII but still separates words.
    separated = "".join(
        " " if not char.isascii() and not unicodedata.combining(char) else char for char in folded
    )
    ascii_text = separated.encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_text).strip("-") or "sans-titre"


def digest(*parts: str) -> str:
    """Twenty hexadecimal digits of the SHA-256 of the parts, length-prefixed so that no two lists collide."""
    joined = "".join(f"{len(part)}:{part}" for part in parts)
    return hashlib.sha256(joined.encode()).hexdigest()[:20]


def certification(ref: Ref) -> str:
    """`rncp/23022`, `rs/5719`, `cqpm/MQ-1988-0044` or `titre/<slug>`, whatever bloc the reference names."""
    if ref.register is Register.TITRE:
        return f"{ID}titre/{slug(ref.title or '')}"
    return f"{ID}{ref.register.value}/{_segment(ref.number or 'sans-numero')}"


def ref(reference: Ref) -> str:
    """The IRI of what the reference names: a certification, or one of its blocs."""
    parent = certification(reference)
    return bloc(parent, reference.bloc) if reference.bloc else parent


def bloc(parent: str, code: str) -> str:
    """`…/bloc/BC01`; `code` is the official code without the fiche number, or the order when there is none."""
    return f"{parent}/bloc/{_segment(code)}"


def capacite(parent: str, code: str) -> str:
    """`…/capacite/C1`; `parent` is the certification, or the bloc for a code unique only there."""
    return f"{parent}/capacite/{_segment(code)}"


def child(parent: str, kind: str, code: str) -> str:
    """`…/<kind>/<code>`: activite, acces, enregistrement, emploi, connaissance, critere."""
    return f"{parent}/{kind}/{_segment(code)}"


def organisation(name: str, siret: str | None) -> str:
    """`siret/<14 digits>`, else `organisme/<slug>`."""
    return f"{ID}siret/{siret}" if siret else f"{ID}organisme/{slug(name)}"


def code(value: Code) -> str:
    """`nsf/200u`, `rome/H2903`, `brochure/3109`, `type/CQPM`, `niveau/4`…; ESCO's codes have addresses of their own."""
    # Conventions are numbered on four digits; some documents leave out the zeros in front.
    notation = value.notation.zfill(4) if value.scheme == "idcc" else value.notation
    return value.iri or f"{ID}{value.scheme}/{_segment(notation)}"


def profil(*content: str) -> str:
    """`profil/<hash of its content>`: what many entries of a list have in common."""
    return f"{ID}profil/{digest(*content)}"


def correspondance(*content: str) -> str:
    """`correspondance/<hash of its content>`."""
    return f"{ID}correspondance/{digest(*content)}"


def fiche(sha256: str) -> str:
    """`fiche/<sha256>`: the source, and the named graph of what it says."""
    return f"{ID}fiche/{sha256}"


def preuve(*content: str) -> str:
    """`preuve/<hash of its content>`."""
    return f"{ID}preuve/{digest(*content)}"


def retenue(*content: str) -> str:
    """`retenue/<hash of its content>`."""
    return f"{ID}retenue/{digest(*content)}"


def _segment(text: str) -> str:
    """A path segment: spaces become hyphens, anything unsafe is percent-encoded."""
    if _SAFE.fullmatch(text):
        return text
    if text.isalnum() and text.isascii():
        return text  # most codes: half a million of them in a run
    return quote(re.sub(r"\s+", "-", text.strip()), safe="-._~()'!*,;=@")
