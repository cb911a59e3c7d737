"""The code schemes that documents bring with them: what each is called, in French and in English."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from rdflib.namespace import RDF, SKOS

from passerelles.ontology import ID
from passerelles.triples.graph import Triples, french, literal

_NAMES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "rome": (
            "Répertoire opérationnel des métiers et des emplois (ROME)",
            "Directory of occupations (ROME)",
        ),
        "rome-appellation": ("Appellations du ROME", "Job titles of ROME"),
        "rome-competence": ("Compétences du ROME", "Skills of ROME"),
        "rome-savoir": ("Savoirs du ROME", "Knowledge of ROME"),
        "rome-contexte": ("Contextes de travail du ROME", "Working contexts of ROME"),
        "rome-type-contexte": ("Types de contextes de travail du ROME", "Kinds of working contexts of ROME"),
        "rome-theme": ("Thèmes du ROME", "Themes of ROME"),
        "rome-centre-interet": ("Centres d’intérêt du ROME", "Interests of ROME"),
        "rome-secteur": ("Secteurs d’activité du ROME", "Sectors of activity of ROME"),
        "rome-secteur-naf": ("Divisions de la NAF dans le ROME", "Divisions of the NAF in ROME"),
        "formacode": ("Formacode, thésaurus de l’offre de formation", "Formacode, thesaurus of training"),
        "formacode-champ": ("Champs sémantiques du Formacode", "Semantic fields of Formacode"),
        "idcc": ("Conventions collectives (IDCC)", "Collective agreements (IDCC)"),
        "brochure": ("Brochures du Journal officiel", "Brochures of the Journal officiel"),
        "esco-occupation": ("Professions de l’ESCO", "Occupations of ESCO"),
        "esco-skill": ("Aptitudes et compétences de l’ESCO", "Skills of ESCO"),
        "esco-isco": ("Groupes de la CITP dans l’ESCO", "ISCO groups in ESCO"),
    }
)


def add_scheme(triples: Triples, scheme: str) -> str:
    """Name a scheme that a list describes; returns its IRI. Those of the ontology have their names there."""
    node = ID + scheme
    names = _NAMES.get(scheme)
    if names:
        triples.link(node, RDF.type, SKOS.ConceptScheme)
        triples.add(node, SKOS.prefLabel, french(names[0]))
        triples.add(node, SKOS.prefLabel, literal(names[1], "en"))
    return node
