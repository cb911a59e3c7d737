"""The blocs of a fiche of the XML export, with their capacités, their assessment and their prerequisites."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from passerelles.loaders.xml_capacites import Competences, Reconciliation, cut
from passerelles.loaders.xml_values import Fields, Values
from passerelles.records import Bloc, FreeText, Ref, Severity, Stated, Text

_PATH = "BLOCS_COMPETENCES/BLOC_COMPETENCES"
_LIST = "LISTE_COMPETENCES"
_TEXTS = {
    "MODALITES_EVALUATION": "modalitesEvaluation",
    "PREREQUIS_ENTREE_FORMATION_BLOC": "prerequisEntree",
    "PREREQUIS_ENTREE_FORMATION": "prerequisEntree",
    "PREREQUIS_VALIDATION_BLOC": "prerequisValidation",
    "PREREQUIS_VALIDATION_CERTIFICATION": "prerequisValidation",
}
_FIELDS = frozenset({"CODE", "LIBELLE", "INTITULE", _LIST, *_TEXTS})


@dataclass
class _Draft:
    """A bloc being gathered; a code repeated with the same title is the same bloc."""

    identifier: str
    title: Text | None
    lists: list[Competences] = field(default_factory=list)
    texts: dict[FreeText, None] = field(default_factory=dict)


def blocs_of(
    values: Values, element: etree._Element, own: Ref, capacites: Reconciliation
) -> tuple[Bloc, ...]:
    """The blocs in the order of the export; their capacités are added to `capacites`."""
    drafts: dict[tuple[str, str, int], _Draft] = {}
    for place, node in enumerate(values.children(element, "BLOCS_COMPETENCES", ("BLOC_COMPETENCES",)), 1):
        fields = values.fields(node, _PATH, _FIELDS)
        if not fields:
            continue
        title = values.words(fields.get("LIBELLE") or fields.get("INTITULE"))
        identifier = " ".join(fields.get("CODE", "").split())
        key = (identifier, title.value if title else "", 0 if identifier and title else place)
        _gather(drafts.setdefault(key, _Draft(identifier, title)), fields, place)
    codes: dict[str, str] = {}
    return tuple(
        _bloc(values, draft, order, own, codes, capacites) for order, draft in enumerate(drafts.values(), 1)
    )


def _gather(draft: _Draft, fields: Fields, place: int) -> None:
    listed = fields.get(_LIST)
    if listed:
        found = cut(listed, f"{_PATH}[{place}]/{_LIST}")
        draft.lists.append(found)
        if not found.whole:
            draft.texts[FreeText("capacitesTexte", Stated(listed))] = None
    for tag, name in _TEXTS.items():
        if tag in fields:
            draft.texts[FreeText(name, Stated(fields[tag]))] = None
    if "INTITULE" in fields and "LIBELLE" in fields and fields["INTITULE"] != fields["LIBELLE"]:
        draft.texts[FreeText("descriptif", Stated(fields["INTITULE"]))] = None


def _bloc(
    values: Values, draft: _Draft, order: int, own: Ref, codes: dict[str, str], capacites: Reconciliation
) -> Bloc:
    keys: list[Text] = []
    for found in draft.lists:
        keys += capacites.bloc(order, found.items)
    title = draft.title.value if draft.title else ""
    return Bloc(
        order=order,
        title=draft.title,
        code=_code(values, draft.identifier, title, own, codes),
        identifier=Stated(draft.identifier) if draft.identifier else None,
        capacites=tuple(dict.fromkeys(keys)),
        texts=tuple(draft.texts),
        rubriques=tuple(dict.fromkeys(rubrique for found in draft.lists for rubrique in found.rubriques)),
    )


def _code(values: Values, identifier: str, title: str, own: Ref, codes: dict[str, str]) -> str | None:
    """The code without the number of the fiche; one that another bloc has already gets a suffix."""
    path = f"{_PATH}/CODE"
    if not identifier:
        what = f"le bloc « {title} » n’a pas de code"
        values.notes.problem("code-de-bloc-absent", Severity.WARNING, path, title, what)
        return None
    owner, code = values.bloc_code(identifier)
    if owner and (owner.register, owner.number) != (own.register, own.number):
        what = f"le bloc {identifier} porte le numéro d’une autre fiche ; son code est gardé en entier"
        values.notes.problem("bloc-d-une-autre-fiche", Severity.WARNING, path, identifier, what)
        code = identifier
    first = codes.setdefault(code, title)
    if first == title:
        return code
    what = f"le code {identifier} désigne déjà un autre bloc, « {first} »"
    values.notes.problem("code-de-bloc-repete", Severity.WARNING, path, identifier, what)
    suffix = next(number for number in range(2, 1000) if f"{code}-{number}" not in codes)
    codes[f"{code}-{suffix}"] = title
    return f"{code}-{suffix}"
