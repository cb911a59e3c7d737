"""The elements of a fiche in the official XML export, of flux V4.1 and of the versions before it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from passerelles.records import Decret

#: Container → the element of one code in it, and the scheme of the code.
CODES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "CODES_NSF": ("NSF", "nsf"),
        "CODES_ROME": ("ROME", "rome"),
        "FORMACODES": ("FORMACODE", "formacode"),
        "CODES_IDCC": ("IDCC", "idcc"),
    }
)
#: Elements that are one code by themselves: the numbers are those of brochures of the Journal officiel, not IDCC.
BROCHURES = frozenset(f"{name}_{rank}" for name in ("CCN", "CN") for rank in (1, 2, 3))
#: The role of the official texts in each container.
DECRETS: Mapping[str, Decret] = MappingProxyType(
    {
        "PUBLICATION_DECRET_GENERAL": Decret.GENERAL,
        "PUBLICATION_DECRET_CREATION": Decret.CREATION,
        "PUBLICATION_DECRET_AUTRE": Decret.AUTRE,
    }
)
VOIES = ("FI", "CA", "FC", "CQ", "CL", "VAE")
#: Element → the property that keeps its text whole; several elements where versions of the feed name it differently.
TEXTS: Mapping[str, str] = MappingProxyType(
    {
        "ID_FICHE": "idFiche",
        "ETAT_FICHE": "etatFiche",
        "ACTIVITES_VISEES": "activitesTexte",
        "SECTEURS_ACTIVITE": "secteursTexte",
        "SECTEUR_ACTIVITE": "secteursTexte",
        "TYPE_EMPLOI_ACCESSIBLES": "emploisTexte",
        "REGLEMENTATIONS_ACTIVITES": "reglementation",
        "OBJECTIFS_CONTEXTE": "objectifs",
        "PREREQUIS_ENTREE_FORMATION": "prerequisEntree",
        "PREREQUIS_VALIDATION_CERTIFICATION": "prerequisValidation",
        "VALIDATION_PARTIELLE": "validationPartielle",
        "VALIDATION_PARTIELLE_PERIMETRE": "validationPartiellePerimetre",
        "NIVEAU_MAITRISE_COMPETENCES": "niveauMaitrise",
        "MODALITES_RENOUVELLEMENT": "renouvellement",
        "LIEN_URL_DESCRIPTION": "lienDescriptif",
        "TYPE_ENREGISTREMENT": "typeEnregistrement",
        "REFERENCE_DECRET_CREATION": "decretTexte",
        "LIEN_STATIQUES": "autresSources",
        "LIEN_STATISTIQUES": "autresSources",
    }
)
NUMBER, TITLE, CAPACITES = "NUMERO_FICHE", "INTITULE", "CAPACITES_ATTESTEES"
#: Elements that hold one text or value.
LEAVES = frozenset(
    {
        NUMBER,
        TITLE,
        CAPACITES,
        "ACTIF",
        "EXISTENCE_PARTENAIRES",
        "ACCESSIBLE_NOUVELLE_CALEDONIE",
        "ACCESSIBLE_POLYNESIE_FRANCAISE",
        "DATE_DECISION",
        "DATE_DERNIER_JO",
        "DATE_EFFET",
        "DATE_FIN_ENREGISTREMENT",
        "DATE_LIMITE_DELIVRANCE",
        "DATE_DE_PUBLICATION",
        "DATE_PUBLICATION",
        "DATE_DERNIERE_MODIFICATION",
        "DUREE_ENREGISTREMENT",
        "DUREE_VALIDITE",
        *TEXTS,
    }
)
ABREGE, NIVEAU, ANNEES = "ABREGE", "NOMENCLATURE_EUROPE", "ANNEES_PROMOTIONS_NIVEAU"
OLD, NEW = "ANCIENNE_CERTIFICATION", "NOUVELLE_CERTIFICATION"
#: Elements that hold elements.
CONTAINERS = frozenset(
    {
        ABREGE,
        NIVEAU,
        ANNEES,
        OLD,
        NEW,
        "ANCIENNES_CERTIFICATIONS",
        "NOUVELLES_CERTIFICATIONS",
        "CERTIFICATEURS",
        "PARTENAIRES",
        "BLOCS_COMPETENCES",
        "CORRESPONDANCES",
        "STATISTIQUES_PROMOTIONS",
        *CODES,
        *BROCHURES,
        *DECRETS,
        *(f"{prefix}JURY_{voie}" for voie in VOIES for prefix in ("SI_", "")),
    }
)
KNOWN = LEAVES | CONTAINERS
