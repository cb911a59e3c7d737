"""The sentences that fill the texts of a fiche; `{c}` is a competence, `{s}` a savoir, `{e}` a job, `{d}` a domain.

They stand where any label of ROME reads well: a competence after a verb or a preposition that takes the infinitive,
the others after a colon or between guillemets.
"""

from __future__ import annotations

ACTIVITIES = (
    "Le titulaire de la certification est appelé à {c}.",
    "Au quotidien, il doit {c} et rendre compte de l’avancement à son responsable.",
    "Selon la taille de la structure, il peut {c} seul ou avec l’appui d’un collègue plus expérimenté.",
    "Cette activité conduit également à {c}, dans le respect des consignes reçues.",
    "L’exercice du métier suppose de savoir {c} sans perdre de vue les délais convenus avec le client.",
    "En fin d’intervention, il veille à {c} et à remettre les documents attendus.",
    "Il travaille en lien avec les autres services et sait {c} lorsque la situation l’exige.",
    "Les aléas sont fréquents : il faut pouvoir {c} tout en assurant la continuité du service.",
    "Le métier évolue avec les outils numériques, qui servent aussi à {c}.",
    "Lorsqu’une difficulté apparaît, il en informe son interlocuteur, puis contribue à {c}.",
    "Pour mener à bien ces travaux, il s’appuie sur les savoirs suivants : {s}.",
    "Dans ce cadre, il lui est demandé de tenir à jour les supports de suivi et de {c}.",
)

GOALS = (
    "La certification répond à un besoin constaté dans le domaine « {d} ».",
    "Les entreprises consultées recherchent des professionnels capables de {c}.",
    "L’enquête menée auprès des employeurs confirme que le métier de référence reste difficile à pourvoir : {e}.",
    "Le certifié intervient dans des organisations de toute taille, publiques ou privées.",
    "Il est le plus souvent rattaché à un responsable d’équipe, auquel il rend compte de ses résultats.",
    "La transition écologique modifie les pratiques et oblige à {c}.",
    "L’évolution de la réglementation renforce l’importance de ce thème : {s}.",
    "La certification vise donc à attester la capacité à {c} en toute autonomie.",
    "Elle s’adresse aux salariés en reconversion, aux demandeurs d’emploi et aux jeunes en fin d’études.",
    "Après quelques années d’expérience, le certifié peut encadrer une petite équipe.",
)

SECTORS = (
    "Les titulaires exercent principalement dans le secteur suivant : {d}.",
    "On les trouve dans de petites entreprises comme dans de grands groupes, et dans certaines collectivités.",
    "L’emploi s’exerce en atelier, sur site ou dans des bureaux, parfois avec des déplacements.",
    "Les structures concernées comptent pour la plupart moins de cinquante salariés.",
    "D’autres secteurs recrutent aussi ce profil lorsqu’il s’agit de {c}.",
)

ASSESSMENT = (
    "Mise en situation professionnelle reconstituée, suivie d’un entretien avec le jury.",
    "Le candidat doit {c} à partir d’un dossier qui lui est remis au début de l’épreuve.",
    "Étude de cas écrite portant sur le thème suivant : {s}.",
    "Le candidat présente oralement un dossier préparé pendant sa période en entreprise.",
    "L’évaluation porte sur la démarche suivie, la qualité du résultat et les explications données.",
    "Épreuve pratique en conditions réelles, au cours de laquelle il faut {c}.",
    "Un questionnaire complète l’épreuve et vérifie la maîtrise des notions essentielles : {s}.",
    "Durée indicative : deux heures de préparation et trente minutes de présentation.",
)

JURY = (
    "Le jury est composé d’un président extérieur à l’organisme de formation et de deux professionnels du métier.",
    "Il réunit, à parts égales, des représentants des employeurs et des salariés du secteur.",
    "La moitié au moins de ses membres n’a pas participé à la formation des candidats.",
    "Un représentant de l’organisme certificateur assure le secrétariat sans prendre part au vote.",
    "Les membres sont désignés pour trois ans et suivent une préparation à l’évaluation.",
    "En cas de partage égal des voix, celle du président l’emporte.",
    "Le jury délibère à partir du dossier du candidat et des résultats des épreuves.",
)

PREREQUISITES = (
    "Être titulaire d’une certification du niveau immédiatement inférieur ou justifier de deux ans d’expérience.",
    "L’admission est prononcée après l’étude du dossier et un entretien de motivation.",
    "Une première expérience permettant de {c} est appréciée.",
    "Les candidats étrangers justifient d’une maîtrise suffisante du français écrit et parlé.",
    "Un test de positionnement vérifie les connaissances de base : {s}.",
)

RULES = (
    "L’exercice de l’activité est soumis aux règles de sécurité applicables au secteur.",
    "Une habilitation peut être exigée par l’employeur avant de {c}.",
    "Le professionnel se conforme aux textes en vigueur sur le sujet suivant : {s}.",
    "Aucune autre condition d’aptitude n’est requise par la réglementation.",
)

#: What ends a competence statement, so that the same competence is worded in many ways. A first part says how, a
#: second one what for.
MEANS = (
    "à partir des informations recueillies",
    "en s’appuyant sur les outils mis à disposition",
    "en tenant compte des contraintes du client",
    "en mobilisant les ressources adaptées",
    "en collaboration avec les autres intervenants",
    "selon les procédures en vigueur",
    "dans le respect des règles de sécurité",
    "en utilisant les outils numériques (tableur, GMAO, CAO…)",
    "en appliquant la méthode 5S",
    "en français et en anglais",
    "en veillant à l’accueil des personnes en situation de handicap",
    "conformément au cahier des charges",
    "en hiérarchisant les priorités",
    "au regard des évolutions réglementaires",
)
ENDS = (
    "afin de garantir la qualité du résultat",
    "afin de respecter les délais convenus",
    "pour répondre aux attentes du client",
    "dans le but d’améliorer la performance de l’équipe",
    "afin d’anticiper les risques",
    "pour faciliter la prise de décision",
    "de manière à limiter l’impact environnemental",
    "afin d’assurer la traçabilité des opérations",
    "pour favoriser l’adhésion des parties prenantes",
    "afin de réduire les coûts",
)

#: Verbs that may stand for each other before the same complement.
VERBS = {
    "Analyser": "Étudier",
    "Concevoir": "Élaborer",
    "Contrôler": "Vérifier",
    "Coordonner": "Piloter",
    "Définir": "Déterminer",
    "Effectuer": "Réaliser",
    "Etablir": "Établir",
    "Evaluer": "Évaluer",
    "Identifier": "Repérer",
    "Optimiser": "Améliorer",
    "Organiser": "Planifier",
    "Réaliser": "Effectuer",
    "Rédiger": "Écrire",
    "Respecter": "Appliquer",
    "Superviser": "Encadrer",
    "Sélectionner": "Choisir",
    "Utiliser": "Employer",
    "Vérifier": "Contrôler",
}

#: What a list of competences opens with, when it does.
OPENINGS = (
    "Les compétences attestées par la certification sont les suivantes :",
    "Le titulaire est capable de :",
    "En mobilisant une analyse de la situation, tout en restant attentif aux contraintes de coût et de délai :",
)

RECORD_OF_LAW = (
    "Arrêté du {jour} portant création de la certification et fixant ses modalités de délivrance",
    "Décret relatif aux certifications du domaine « {d} », publié le {jour}",
    "Arrêté du {jour} modifiant le référentiel d’évaluation",
)
