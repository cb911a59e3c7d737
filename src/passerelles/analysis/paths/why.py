"""Why there is no path, in French sentences, and what to do next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from passerelles.analysis.paths.answer import Near
from passerelles.analysis.paths.jobs import Job
from passerelles.analysis.rules import Certification, Closure, is_bloc, listed, named


def reasons(closure: Closure, whole: Certification, target: str) -> tuple[str, ...]:
    """Why a certification, or one of its blocs, cannot be reached on the day."""
    base, day = closure.base, closure.day
    standing = whole.standing(day, base.known)
    found = [f"{whole.name} : {standing.sentence[0].lower()}{standing.sentence[1:]}"]
    if standing.award is not False:
        wanted = [target] if is_bloc(target) else [bloc.iri for bloc in whole.required] or [whole.iri]
        blocked = [
            named(base, iri)
            for iri in wanted
            if iri not in closure.items and not any(rule.grants(day) for rule in base.giving(iri))
        ]
        if blocked and standing.enrol is False:
            found.append(
                f"On ne peut plus s’y inscrire pour acquérir {listed(tuple(blocked))}, "
                "qu’aucune correspondance ne donne."
            )
        else:
            found.append("Aucune correspondance en vigueur ne mène des titres détenus à ce qui manque.")
    return tuple(found)


def reasons_of_job(leading: Sequence[str], job: Job) -> tuple[str, ...]:
    """Why no certification leads to a métier on the day."""
    if not leading:
        return (f"Aucune certification de ce graphe ne cite le code ROME {job.name}.",)
    count = len(leading)
    some = f"Les {count} certifications qui citent" if count > 1 else "La seule certification qui cite"
    end = "ne sont plus délivrées" if count > 1 else "n’est plus délivrée"
    return (f"{some} le code ROME {job.name} {end} à la date demandée.",)


def advice(successors: Iterable[Near], neighbours: Iterable[Near]) -> str:
    """What to look at next."""
    if any(each.open for each in successors):
        return "Regardez d’abord la certification qui la remplace."
    near = list(neighbours)
    if any(each.left is not None or each.open for each in near):
        return "Regardez les voisines ci-dessous, les plus proches d’abord."
    if near:
        return (
            "Rien de proche n’est ouvert à cette date dans ce graphe. Voici les dernières à avoir été délivrées : leur "
            "certificateur peut dire ce qui les remplace."
        )
    return (
        "Rien de proche n’est ouvert à cette date dans ce graphe : essayez une autre date, ou cherchez par métier "
        "avec un code ROME ou une appellation."
    )
