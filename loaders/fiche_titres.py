"""Titles and kinds: what an intitulé or a sentence says of the kind of a certification, and its name."""

from __future__ import annotations

import re

from passerelles.loaders.view import View, fold
from passerelles.records import Ref, Register

#: Kinds of the register by their notation, with the long names that follow them in an intitulé.
KINDS: dict[str, tuple[str, ...]] = {
    "CQP": ("Certificat de qualification professionnelle",),
    "CQPI": (
        "Certificat de qualification professionnelle interbranches",
        "Certificat de qualification professionnelle interbranche",
    ),
    "CQPM": (
        "Certificat de qualification paritaire de la métallurgie",
        "Certificat de qualification professionnelle de la métallurgie",
    ),
    "TP": ("Titre professionnel",),
    "MASTER": ("Master",),
    "Licence Professionnelle": ("Licence professionnelle",),
    "Titre ingénieur": ("Titre ingénieur",),
    "LICENCE": ("Licence",),
    "CAP": ("Certificat d'aptitude professionnelle",),
    "CAPA": ("Certificat d'aptitude professionnelle agricole",),
    "BAC PRO": ("Baccalauréat professionnel",),
    "BTn": ("Baccalauréat technologique",),
    "BTS": ("Brevet de technicien supérieur",),
    "BTSA": ("Brevet de technicien supérieur agricole",),
    "BP": ("Brevet professionnel",),
    "BPA": ("Brevet professionnel agricole",),
    "BT": ("Brevet de technicien",),
    "BTA": ("Brevet de technicien agricole",),
    "BEP": ("Brevet d'études professionnelles",),
    "BEPA": ("Brevet d'études professionnelles agricoles",),
    "BMA": ("Brevet des métiers d'art",),
    "DMA": ("Diplôme des métiers d'art",),
    "DUT": ("Diplôme universitaire de technologie",),
    "DEUST": ("Diplôme d'études universitaires scientifiques et techniques",),
    "DE": ("Diplôme d'Etat",),
    "DIPLOVIS": ("Diplôme visé",),
    "DOCTORAT": ("Doctorat",),
    "CS": ("Certificat de spécialisation",),
    "MC": ("Mention complémentaire",),
    "MC4": ("Mention complémentaire",),
    "MC5": ("Mention complémentaire",),
    "BEES": ("Brevet d'état d'éducateur sportif",),
    "CP": ("Certificat professionnel",),
}  # fmt: skip
_BY_FOLD = {fold(notation): notation for notation in KINDS}
_ABREGE = re.compile(r"\s*(?P<abrege>[^:\n]{1,30}?)\s*:\s*")
_UNKNOWN_ABREGE = re.compile(r"[A-Z][A-Za-z0-9_.\-]{1,12}")
_SHOWN = re.compile(r"\bCQP[MI]\b")
_SHOWN_ONLY = re.compile(r"[\s,;-]*[(]\s*cqp[mi]?(?:[\s/,-]+(?:et\s+)?cqp[mi]?)*\s*[)]", re.IGNORECASE)
_BRACKETS = re.compile(r"[(\[][^)\]]*[)\]]|[·.](?:e|ne|rice|trice|euse|iere)s?\b")


def split_intitule(intitule: View) -> tuple[View, tuple[tuple[str, View], ...]]:
    """The title of an intitulé without abrégé and long name, and the kinds that it shows."""
    title, kind = intitule.strip(), None
    match = _ABREGE.match(intitule.text)
    if match:
        kind = _BY_FOLD.get(fold(match["abrege"]))
        if kind is None and _UNKNOWN_ABREGE.fullmatch(match["abrege"]) and not match["abrege"].istitle():
            kind = match["abrege"]
    if match and kind:
        title = intitule[match.end() :].strip()
    long_kind, length = _long_name(title, kind)
    title = title[length:].strip(" \t\n:-–") if title[length:].strip(" \t\n:-–.") else title
    title = _unquoted(title)
    shown = tuple(
        (found[0], intitule[found.start() : found.end()]) for found in _SHOWN.finditer(intitule.text)
    )
    kinds = dict(reversed(shown))
    if long_kind in ("CQPI", "CQPM") and long_kind not in kinds and length:
        kinds[long_kind] = intitule[: len(intitule) - len(title)]
    if not kinds and kind and match:
        kinds[kind] = intitule[match.start("abrege") : match.end("abrege")]
    elif not kinds and length and long_kind:
        kinds[long_kind] = intitule[:length]
    return title, tuple(sorted(kinds.items(), key=lambda pair: (pair[1].starts[0], pair[0])))


def _unquoted(title: View) -> View:
    """The title without the quotes that enclose the whole of it."""
    inner = title.strip(" \t\n.")
    if len(inner) > 2 and inner.folded[0] == inner.folded[-1] == '"' and inner.folded.count('"') == 2:
        return inner[1:-1].strip()
    return title


def _long_name(title: View, kind: str | None) -> tuple[str | None, int]:
    """The longest known long name that begins the title, with the kind it belongs to."""
    best: tuple[str | None, int] = (kind, 0)
    spaced = title.folded
    for notation, names in KINDS.items():
        if kind and not (notation == kind or (kind == "CQP" and notation in ("CQPI", "CQPM"))):
            continue
        if kind is None and not notation.startswith("CQP") and notation != "TP":
            continue
        for name in names:
            match = re.match(r"\s+".join(map(re.escape, fold(name).split())) + r"(?![^\W\d_])", spaced)
            if match and match.end() > best[1]:
                best = (notation, match.end())
    return best


def kinds_of(text: str) -> tuple[str, ...]:
    """The notations CQPM and CQPI that a text shows, in its order, else CQP when it shows that."""
    shown = tuple(dict.fromkeys(_SHOWN.findall(text)))
    return shown or (("CQP",) if re.search(r"\bCQP\b", text) else ())


def same_title(one: str, other: str) -> bool:
    """True when two titles name the same certification but for brackets, gender marks and typography."""
    return _bare(one) == _bare(other) != "" or _plain(one) == _plain(other) != ""


def named(kind: str, name: str, number: re.Match[str] | None = None) -> Ref:
    """The certification that a text names: by its number when it gives one, else by its title."""
    kinds = kinds_of(f"{kind} {name}")
    if set(kinds) > {"CQP"}:
        kinds = tuple(item for item in kinds if item != "CQP")
    kinds = kinds or _spelled_out(kind)
    if number:
        register = Register.RS if number["register"].upper() == "RS" else Register.RNCP
        return Ref(register, str(int(number["number"])), title=name or None, kinds=kinds)
    return Ref(Register.TITRE, title=name, kinds=kinds)


def _spelled_out(kind: str) -> tuple[str, ...]:
    """The notation of a kind that its words name (« titres professionnels », « BTS »), else none."""
    words = re.sub(r"s\b", "", fold(kind)).split()
    for notation, names in KINDS.items():
        if any(re.sub(r"s\b", "", fold(name)).split() == words for name in (notation, *names)):
            return (notation,)
    return ()


def _bare(title: str) -> str:
    return "".join(char for char in _BRACKETS.sub("", fold(title)) if char.isalnum())


def _plain(title: str) -> str:
    return "".join(char for char in _SHOWN_ONLY.sub("", fold(title)) if char.isalnum())
