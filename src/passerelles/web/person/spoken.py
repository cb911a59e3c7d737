"""A path told to the person: French sentences that can be read aloud, from what the path says and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from passerelles.analysis.paths import Access, Path, Stage
from passerelles.analysis.rules import Item
from passerelles.web.person.condition import in_order

_VOIES = {
    "FI": "sous statut d’élève ou d’étudiant",
    "CA": "en contrat d’apprentissage",
    "FC": "en formation continue",
    "CQ": "en contrat de professionnalisation",
    "CL": "par candidature individuelle",
    "VAE": "par la validation des acquis de l’expérience (VAE)",
}
_RIGHTS = {
    "officielle": "par une correspondance officielle, inscrite au répertoire",
    "conventionnelle": "par une correspondance conventionnelle, que dit le texte d’une fiche",
}
_ORDINALS = ("D’abord", "Ensuite", "Puis")


def spoken(path: Path, blocs: int, voie: str | None = None, job: str | None = None) -> tuple[str, ...]:
    """The sentences, in order; `blocs` is how many the target asks for, `voie` the way of access that is wanted.

    `job` is the métier aimed at, code and label, when the certification is one of those that lead there.
    """
    name = _title(path.target)
    towards = f"« {job.partition(' – ')[2] or job} »" if job else ""
    if path.held:
        return _held(path, name, f", qui mène au métier {towards}" if job else "")
    sentences = [f"Pour le métier {towards}, vous pouvez viser {name}." if job else f"Vous visez {name}."]
    sentences += _covered(path, blocs)
    steps = [(kind, list(stages)) for (kind, _), stages in groupby(path.stages, _key)]
    for place, (kind, stages) in enumerate(steps):
        opening = _ORDINALS[min(place, 2)] if len(steps) > 1 else ""
        sentences += _step(opening, kind, stages, voie, path.target)
    sentences.append(_end(path))
    return tuple(sentences)


def _held(path: Path, name: str, leads: str) -> tuple[str, ...]:
    """What is had already: held as such, or given by a right that is still to be claimed."""
    how = path.covered[0] if path.covered else None
    if how is None or how.right not in _RIGHTS:
        return (f"Vous avez déjà {name}{leads}. Il n’y a rien à acquérir.",)
    steps = how.derivation.steps if how.derivation else ()
    names = tuple(dict.fromkeys(each for step in steps for each in step.declared_by))
    whom = f"par {_and(names)}" if names else "par le certificateur"
    return (
        f"Ce que vous avez vous donne droit à {name}{leads}, {_RIGHTS[how.right]}.",
        f"Il n’y a rien à acquérir : il reste à le faire reconnaître {whom}.",
    )


def _key(stage: Stage) -> tuple[str, str]:
    return stage.kind, stage.items[0].certification


def _covered(path: Path, blocs: int) -> Iterable[str]:
    had = len(path.covered)
    if blocs > 1 and not path.target.bloc:
        if had:
            yield f"Elle compte {blocs} blocs : vous en avez déjà {had}."
        else:
            yield f"Elle compte {blocs} blocs, et vous n’en avez encore aucun."
    by = [each for each in path.covered if each.right in ("officielle", "conventionnelle")]
    for right, words in _RIGHTS.items():
        given = [each.item for each in by if each.right == right]
        if given:
            are = "est reconnu" if len(given) == 1 else "sont reconnus"
            yield f"{_titles(given)} vous {are} {words}."


def _step(opening: str, kind: str, stages: Sequence[Stage], voie: str | None, target: Item) -> Iterable[str]:
    items = [item for stage in stages for item in stage.items]
    if kind == "acquérir":
        itself = [each.iri for each in items] == [target.iri]
        yield _sentence(
            opening,
            "il vous reste à l’acquérir" if itself else f"il vous reste à acquérir {_to_acquire(items)}",
        )
        yield from _ways(stages[0], voie)
    elif kind == "reconnaissance":
        for stage in stages:
            by = f" par {_and(stage.rule.declared_by)}" if stage.rule and stage.rule.declared_by else ""
            yield _sentence(opening, f"vous pouvez faire reconnaître {_titles(stage.items)}{by}")
            opening = "Puis" if opening else opening
    else:
        yield _sentence(opening, f"tous les blocs acquis, vous demandez la délivrance de {_titles(items)}")


def _to_acquire(items: Sequence[Item]) -> str:
    if not items[0].bloc:
        return f"la certification {_titles(items)}"
    if len(items) == 1:
        return f"un bloc, {_titles(items)}" if items[0].title else f"le bloc {items[0].short}"
    if len(items) > 4:
        return f"{len(items)} blocs"
    return f"{len(items)} blocs : {_titles(items)}"


def _ways(stage: Stage, voie: str | None) -> Iterable[str]:
    opened = [access for access in in_order(stage.accesses) if access.open]
    wanted = next((access for access in opened if access.code == voie), None)
    if wanted:
        yield f"C’est possible {_way(wanted)}, comme vous le souhaitez."
    elif opened:
        yield f"C’est possible {_or([_way(access) for access in opened])}."
    elif stage.accesses:
        yield "Le document ne dit pas par quelles voies : il faut le demander au certificateur."


def _end(path: Path) -> str:
    if path.award is None:
        return "Rien ne dit si elle est encore délivrée à cette date : il faut le demander au certificateur."
    if path.target.bloc and path.stages and path.stages[-1].kind == "acquérir":
        return "Vous avez alors le bloc que vous visez."
    if path.target.bloc or not any(stage.kind == "acquérir" for stage in path.stages):
        return "Il reste à le faire confirmer par le certificateur."
    if not path.stages[-1].items[0].bloc and path.stages[-1].kind != "acquérir":
        return "Vous avez alors la certification que vous visez."
    if not path.target.bloc and any(stage.items[0].bloc for stage in path.stages):
        return "Vous avez alors tous les blocs : il reste à demander la certification au certificateur."
    return "Vous avez alors la certification que vous visez."


def _sentence(opening: str, words: str) -> str:
    return f"{opening}, {words}." if opening else f"{words[0].upper()}{words[1:]}."


def _title(item: Item) -> str:
    words = f"« {item.title} »" if item.title else item.short
    return f"{words} ({item.identifier})" if item.title and item.identifier else words


def _titles(items: Sequence[Item]) -> str:
    return _and([f"« {each.title} »" if each.title else each.short for each in items])


def _and(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} et {names[-1]}"


def _or(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} ou {names[-1]}"


def _way(access: Access) -> str:
    return _VOIES.get(access.code, access.label)
