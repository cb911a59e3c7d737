"""Words that competence statements use for one another: small families, ours, of verbs and nouns of work."""

from __future__ import annotations

from passerelles.analysis.words import stem, tokens

_FAMILIES = """
contrôler contrôle vérifier vérification inspecter inspection
réaliser effectuer exécuter accomplir
élaborer concevoir conception
renseigner compléter remplir
entretenir entretien maintenir maintenance
dysfonctionnement anomalie panne aléa défaillance incident
identifier repérer détecter déceler
transmettre communiquer informer communication information
former accompagner formation tutorat
améliorer amélioration optimiser optimisation
régler réglage ajuster ajustage
assembler assemblage monter montage
dépanner réparer dépannage réparation
approvisionner alimenter approvisionnement alimentation
conduire piloter conduite pilotage
évaluer évaluation apprécier mesurer
planifier planification ordonnancer ordonnancement
client clientèle usager
salarié collaborateur personnel
développer développement programmer programmation
tester test recette
nettoyer nettoyage nettoiement désinfecter
accueillir accueil recevoir réception
négocier négociation vendre vente
rédiger rédaction écrire
"""


def _family_of() -> dict[str, int]:
    families = enumerate(_FAMILIES.strip().splitlines())
    return {stem(token): number for number, line in families for token in tokens(line)}


_FAMILY = _family_of()


def synonymous(one: str, other: str) -> bool:
    """Whether two stems are of one family."""
    family = _FAMILY.get(one)
    return family is not None and family == _FAMILY.get(other)
