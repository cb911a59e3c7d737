"""What each notebook must show on the examples."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Expected:
    """The pictures of a notebook by their kind, and words that its outputs must hold, tags and spacing aside."""

    pictures: tuple[str, ...]
    facts: tuple[str, ...]


PNG, SVG = "image/png", "image/svg+xml"
#: The data of the examples, as every notebook must name them.
ORIGIN = ("état du 2020-11-23", "Projet Passerelles (2020). Passerelles : graphe des certifications")

NOTEBOOKS = {
    "premiers-pas.py": Expected(
        (SVG,),
        (
            *ORIGIN,
            "C4 Élaborer un programme pièce au juste nécessaire",
            "Bloc 3 · Travail en équipe",
            "Conventionnelle : La délivrance du CQP Conducteur de systèmes de production automatisée",
            "RNCP5594 · CQP Technicien de la qualité (CQPM) → RNCP34177",
        ),
    ),
    "recouvrements-cqpm.py": Expected(
        (PNG,) * 4,
        (
            *ORIGIN,
            "54 certifications, dont 4 avec des capacités détaillées",
            "1431 couples",
            "34572 Dessinateur d’études industrielles se recouvrent (calculé) 0,96",
            "19459 Tuyauteur(euse) industriel(le) 34180 Tuyauteur industriel remplacée par (déclaré)",
            "« Réaliser un pré diagnostic suite à un dysfonctionnement » « Diagnostic d’un dysfonctionnement » forte",
            "Mots en commun : diagnostic, dysfonctionnement.",
            "RNCP23022 : RNCP23022.txt",
        ),
    ),
    "parcours-de-competences.py": Expected(
        (PNG,) * 4,
        (
            *ORIGIN,
            "conventionnelle 1 officielle 0",
            "Conducteur d’équipements industriels (CQPM – CQPI) conventionnelle « La délivrance du CQP Conducteur",
            "RNCP23024 CQP Conducteur d'équipements industriels (CQPM) + Même titre",
            "2 blocs à acquérir, 4 étapes",
            "sur machines-outils à commande numérique (CQPM) 2 2 RNCP28243BC01",
            "échue depuis le 23/08/2020 : elle n’est plus délivrée",
            "Aucune correspondance officielle dans ce graphe.",
        ),
    ),
    "forme-du-registre.py": Expected(
        (PNG,) * 5,
        (
            *ORIGIN,
            "décrites par un document 70 dont actives au répertoire 41",
            "25 Mécanique, électricité, électronique 4 1 1 1 7",
            "3 37 4 5 5 1",
            "niveau 14 34",
            "Correspondance avec une certification absente avertissement 1",
            "2022 1 21 0",
        ),
    ),
}
