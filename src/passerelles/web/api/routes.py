"""What can be asked of the API; each route is one question, answered by the analyses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query
from starlette.responses import Response

from passerelles.analysis.comparison import Comparison
from passerelles.analysis.finding import KINDS, Completion, Filters, Found
from passerelles.analysis.identity import Finding
from passerelles.analysis.overlap import Neighbour
from passerelles.analysis.paths import Paths
from passerelles.analysis.rules import Gains
from passerelles.answers.certification import CertificationAnswer, read_certification
from passerelles.answers.changes import Change
from passerelles.errors import NotFoundError, UsageError
from passerelles.web.api.application import Day, Exploring, answer, listed

router = APIRouter()

#: Certifications and blocs that a person may hold, in one question.
HOLDINGS = 60

Identifier = Annotated[
    str,
    Path(
        description="Une certification ou un bloc, comme on l’écrit.", max_length=400, examples=["RNCP23022"]
    ),
]
Holdings = Annotated[
    str,
    Query(
        description="Ce qui est détenu : certifications et blocs, séparés par des virgules.",
        max_length=4000,
        examples=["RNCP23022", "RNCP36490BC01,RNCP36490BC02"],
    ),
]


@router.get(
    "/certification/{identifiant:path}",
    summary="Une certification",
    tags=["Certifications"],
    response_model=CertificationAnswer,
)
def certification(explorer: Exploring, day: Day, identifiant: Identifier) -> Response:
    """Ce que disent ses documents : blocs, capacités, codes, dates, voies d’accès, correspondances, preuves."""
    iri = explorer.iri_of(identifiant).partition("/bloc/")[0]
    found = read_certification(explorer.dataset, iri, day)
    if found is None:
        raise NotFoundError(f"« {identifiant} » n’est pas dans ce graphe.")
    return answer(explorer, found)


Text = Annotated[
    str,
    Query(description="Un titre, un métier, un numéro, un sigle, un nom, ou une phrase.", max_length=1000),
]
Few = Annotated[int, Query(description="Combien de réponses.", ge=1, le=200)]


@dataclass(frozen=True, slots=True)
class Completions:
    """Les façons de continuer ce qui est tapé."""

    completions: tuple[Completion, ...]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Les certifications proches, les plus proches d’abord."""

    neighbours: tuple[Neighbour, ...]


@dataclass(frozen=True, slots=True)
class Comparisons:
    """Les comparaisons, deux à deux, dans l’ordre des identifiants donnés."""

    comparisons: tuple[Comparison, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """Les changements, les plus anciens d’abord."""

    changes: tuple[Change, ...]


def filters_of(
    actif: Annotated[bool | None, Query(description="Actives (true) ou inactives (false) seulement.")] = None,
    type: Annotated[
        list[str] | None, Query(description="Type de certification : BTS, CAP, CQPM, TP…")
    ] = None,
    niveau: Annotated[list[str] | None, Query(description="Niveau de qualification, de 2 à 8.")] = None,
    nsf: Annotated[list[str] | None, Query(description="Code NSF ou son début.")] = None,
    rome: Annotated[list[str] | None, Query(description="Code ROME ou son début.")] = None,
    certificateur: Annotated[
        str | None, Query(description="Mots du nom du certificateur, ou son SIRET.", max_length=200)
    ] = None,
    voie: Annotated[
        list[str] | None, Query(description="Voie d’accès ouverte : FI, CA, FC, CQ, CL ou VAE.")
    ] = None,
    registre: Annotated[
        list[str] | None,
        Query(description="Répertoire : rncp, rs, cqpm (référentiels) ou titre (sans numéro)."),
    ] = None,
    le: Annotated[date | None, Query(description="En vigueur ce jour (AAAA-MM-JJ).")] = None,
) -> Filters:
    """The filters asked for."""
    types, niveaux, domains, jobs, ways, registers = (
        tuple(each or ()) for each in (type, niveau, nsf, rome, voie, registre)
    )
    return Filters(actif, types, niveaux, domains, jobs, certificateur, ways, registers, le)


@router.get("/recherche", summary="Chercher", tags=["Recherche"], response_model=Found)
def recherche(
    explorer: Exploring,
    q: Text,
    filters: Annotated[Filters, Depends(filters_of)],
    genre: Annotated[
        list[str] | None, Query(description=f"Seulement ces genres de choses : {', '.join(KINDS)}.")
    ] = None,
    nombre: Few = 10,
) -> Response:
    """Certifications, métiers, blocs, capacités, codes et certificateurs, avec la raison de chaque réponse.

    Fautes de frappe, accents, pluriels et traits d’union sont pardonnés ; une phrase est comprise morceau par morceau.
    """
    unknown = sorted(set(genre or ()) - set(KINDS))
    if unknown:
        raise UsageError(f"Genre inconnu : {', '.join(unknown)}. Les genres sont {', '.join(KINDS)}.")
    found = explorer.finding.search(q, kinds=genre or None, top=nombre, filters=filters)
    return answer(explorer, found)


@router.get(
    "/completion", summary="Compléter ce qui est tapé", tags=["Recherche"], response_model=Completions
)
def completion(explorer: Exploring, q: Text, nombre: Few = 8) -> Response:
    """Quelques façons de continuer, les plus utiles d’abord."""
    return answer(explorer, Completions(explorer.finding.complete(q, nombre)))


@router.get(
    "/similaires/{identifiant:path}",
    summary="Ce qui est proche",
    tags=["Ressemblances"],
    response_model=Neighbours,
)
def similaires(
    explorer: Exploring,
    identifiant: Identifier,
    nombre: Few = 10,
    actives: Annotated[bool, Query(description="Les certifications actives d’abord.")] = False,
) -> Response:
    """Les plus proches, par calcul, avec les parties de chaque score et une phrase qui l’explique."""
    iri = explorer.iri_of(identifiant).partition("/bloc/")[0]
    return answer(explorer, Neighbours(explorer.similar(iri, nombre, actives)))


@router.get(
    "/comparer", summary="Comparer des certifications", tags=["Ressemblances"], response_model=Comparisons
)
def comparer(
    explorer: Exploring,
    ids: Annotated[
        str, Query(description="De deux à cinq certifications, séparées par des virgules.", max_length=400)
    ],
) -> Response:
    """Deux à deux : capacités et blocs qui se ressemblent, les deux phrases et la raison, ce qui manque à chacune."""
    iris = list(dict.fromkeys(explorer.iri_of(each).partition("/bloc/")[0] for each in listed(ids, 5)))
    if len(iris) < 2:
        raise UsageError("Donnez de deux à cinq certifications différentes.")
    return answer(
        explorer, Comparisons(tuple(explorer.compare(one, other) for one, other in combinations(iris, 2)))
    )


@router.get(
    "/identite", summary="Ce que nomme un texte", tags=["Correspondances et parcours"], response_model=Finding
)
def identite(
    explorer: Exploring,
    iri: Annotated[str, Query(description="L’IRI d’un titre ou d’un référentiel.", max_length=400)],
) -> Response:
    """Les certifications du répertoire qu’un titre ou un référentiel peut désigner, les raisons pour et contre."""
    found = explorer.identities(explorer.iri_of(iri))
    if found is None:
        raise NotFoundError(f"« {iri} » a déjà un numéro du répertoire : il n’y a rien à chercher.")
    return answer(explorer, found)


@router.get(
    "/acquis",
    summary="Ce que donnent des acquis",
    tags=["Correspondances et parcours"],
    response_model=Gains[Finding],
)
def acquis(explorer: Exploring, day: Day, depuis: Holdings) -> Response:
    """Tout ce qui en découle, directement et de proche en proche, avec chaque dérivation, son rang et sa phrase."""
    held = [explorer.iri_of(each) for each in listed(depuis, HOLDINGS)]
    return answer(explorer, explorer.gains(held, day))


@router.get(
    "/parcours",
    summary="Les chemins vers une certification ou un métier",
    tags=["Correspondances et parcours"],
    response_model=Paths,
)
def parcours(
    explorer: Exploring,
    day: Day,
    depuis: Holdings,
    vers: Annotated[
        str, Query(description="Une certification, un bloc, un code ROME ou une appellation.", max_length=400)
    ],
    nombre: Annotated[int, Query(description="Combien de chemins différents.", ge=1, le=10)] = 3,
) -> Response:
    """Les chemins où il reste le moins de blocs à acquérir, puis le moins d’étapes.

    Sans chemin : pourquoi, et ce qui est proche. Ce qui ressemble par calcul est montré à part et ne compte jamais.
    """
    held = [explorer.iri_of(each) for each in listed(depuis, HOLDINGS)]
    return answer(explorer, explorer.paths(held, vers, day, nombre))


@router.get(
    "/audit", summary="L’audit pour les certificateurs", tags=["Qualité"], response_model=dict[str, Any]
)
def audit(
    explorer: Exploring,
    day: Day,
    certificateur: Annotated[
        str | None, Query(description="Mots du nom du certificateur, ou son SIRET.", max_length=200)
    ] = None,
) -> Response:
    """Ce que les correspondances, les blocs et les remplacements laissent en suspens, et que faire."""
    found = explorer.audit(day)
    return answer(explorer, found.of(certificateur) if certificateur else found)


@router.get(
    "/changements", summary="Ce qui a changé depuis un jour", tags=["Qualité"], response_model=Changes
)
def changements(
    explorer: Exploring, depuis: Annotated[date, Query(description="Le premier jour (AAAA-MM-JJ).")]
) -> Response:
    """Les fiches créées, modifiées, expirées, retirées ou remplacées par les mises à jour."""
    return answer(explorer, Changes(explorer.changes(depuis)))
