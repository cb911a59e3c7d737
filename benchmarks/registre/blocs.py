"""The blocs of a fiche, and the list of all its capacités."""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.registre import phrases
from benchmarks.registre.chance import Chance
from benchmarks.registre.competences import laid_out, layout, statements, worded
from benchmarks.registre.prose import length_around, text
from benchmarks.registre.rome import Metier
from benchmarks.registre.sketch import Change, Sketch
from benchmarks.registre.xml_text import element, group

#: A fiche without blocs lists about as many capacités as two of them hold.
_PARTS_WITHOUT_BLOCS = 2


@dataclass(frozen=True, slots=True)
class Blocs:
    """The element of the blocs ("" without any) and the text of `CAPACITES_ATTESTEES`."""

    element: str
    attested: str


def blocs(sketch: Sketch, metiers: tuple[Metier, ...], seed: int) -> Blocs:
    """The blocs of a fiche; one without blocs lists capacités of its own."""
    chance = Chance(seed, "blocs", sketch.name)
    form = layout(chance)
    elements, lists, titles = [], [], []
    before = 0
    # Blocs differ from each other even where a métier has few themes.
    used: dict[str, int] = {}
    for order in range(1, (sketch.blocs or _PARTS_WITHOUT_BLOCS) + 1):
        metier = metiers[sketch.rome[(order - 1) // 2 % len(sketch.rome)]]
        made = statements(metier, Chance(seed, "bloc", sketch.line, order), chance, form.long)
        used[made.title] = used.get(made.title, 0) + 1
        title = made.title if used[made.title] == 1 else f"{made.title} ({used[made.title]})"
        wordings = made.wordings
        if sketch.change is Change.BLOCS and order == 1:
            title, wordings = (
                f"{title} – actualisé",
                (*wordings[:-1], worded(metier.competences[0].label, chance, True)),
            )
        listed = laid_out(wordings, form, order, before, chance)
        before += len(wordings)
        lists.append(listed)
        titles.append(title)
        elements.append(_bloc(sketch.name, order, title, listed, metier, chance))
    have_blocs = sketch.blocs > 0
    written = group("BLOCS_COMPETENCES", "".join(elements)) if have_blocs else ""
    return Blocs(written, _attested(lists, titles, have_blocs, chance))


def _bloc(name: str, order: int, title: str, listed: str, metier: Metier, chance: Chance) -> str:
    assessment = text(phrases.ASSESSMENT, metier, length_around(790, chance), chance, "    ")
    return group(
        "BLOC_COMPETENCES",
        element("CODE", f"{name}BC{order:02}", 8)
        + element("LIBELLE", title, 8)
        + element("LISTE_COMPETENCES", listed, 8)
        + element("MODALITES_EVALUATION", assessment, 8),
        6,
    )


def _attested(lists: list[str], titles: list[str], have_blocs: bool, chance: Chance) -> str:
    """All lists again, each under the title of its bloc or run on; a few fiches name only their blocs."""
    which = chance.share()
    if which < 0.12 and have_blocs:
        return "    ".join(f"- {title}" for title in titles)
    if which < 0.5 or not have_blocs:
        return "      ".join(lists)
    both = enumerate(zip(titles, lists, strict=True), 1)
    return "      ".join(f"Bloc {order} : {title}    {listed}" for order, (title, listed) in both)
