"""The short labels of the problems that loaders and builds report, in French and in English."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

#: Slug of the cause: label in French, label in English; a cause that is also a rule has its label there.
READING_CAUSES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "adresse-inattendue": ("Adresse inattendue", "Unexpected address"),
        "bloc-d-une-autre-fiche": ("Bloc d’une autre fiche", "Bloc of another fiche"),
        "bloc-inconnu": ("Bloc inconnu", "Unknown bloc"),
        "capacite-hors-liste": ("Capacité absente de la liste", "Capacité missing from the list"),
        "capacite-sans-evaluation": ("Capacité sans évaluation", "Capacité without assessment"),
        "capacites-non-lues": ("Capacités non découpées", "Capacités not split"),
        "caractere-de-controle": ("Caractère invisible retiré", "Control character removed"),
        "code-absent": ("Code absent", "Code missing"),
        "code-de-bloc-absent": ("Code de bloc absent", "Bloc code missing"),
        "code-de-bloc-repete": ("Code de bloc répété", "Bloc code repeated"),
        "code-inattendu": ("Code inattendu", "Unexpected code"),
        "code-parent-inconnu": ("Code parent inconnu", "Unknown parent code"),
        "code-repete": ("Code répété", "Code repeated"),
        "code-rome-inattendu": ("Code ROME inattendu", "Unexpected ROME code"),
        "colonne-inconnue": ("Colonne inconnue", "Unknown column"),
        "colonnes-non-lues": ("Colonnes non lues", "Columns not read"),
        "compte-hors-bornes": (
            "Nombre de certifications hors bornes",
            "Count of certifications out of bounds",
        ),
        "correspondance-d-une-autre": (
            "Correspondance d’une autre certification",
            "Correspondance of another certification",
        ),
        "correspondance-interne": (
            "Correspondance à l’intérieur d’une liste",
            "Correspondence within one list",
        ),
        "correspondance-non-lue": ("Correspondance non lue", "Correspondance not read"),
        "coupe-incertaine": ("Coupe incertaine entre deux colonnes", "Uncertain cut between two columns"),
        "creation-contradictoire": ("Dates de création contradictoires", "Contradictory creation dates"),
        "date-invalide": ("Date invalide", "Invalid date"),
        "dates-multiples": ("Plusieurs dates possibles", "Several possible dates"),
        "document-trop-long": ("Document trop long", "Document too long"),
        "dtd-ignoree": ("Déclaration de type ignorée", "Document type ignored"),
        "element-absent": ("Élément attendu absent", "Expected element missing"),
        "element-inconnu": ("Élément inconnu", "Unknown element"),
        "encodage": ("Encodage inattendu", "Unexpected encoding"),
        "encodage-douteux": ("Encodage douteux", "Doubtful encoding"),
        "encodage-faux": ("Encodage autre que celui annoncé", "Encoding other than declared"),
        "encodage-inconnu": ("Encodage inconnu", "Unknown encoding"),
        "equivalence-non-lue": ("Équivalence non lue", "Equivalence not read"),
        "etat-non-lu": ("État non lu", "State not read"),
        "export-sans-fiche": ("Export sans fiche", "Export without fiche"),
        "export-tronque": ("Export tronqué", "Truncated export"),
        "famille-inconnue": ("Famille de critères inconnue", "Unknown family of criteria"),
        "fiche-incomplete": ("Fiche incomplète", "Incomplete fiche"),
        "fiche-repetee": ("Fiche répétée", "Fiche repeated"),
        "fiche-sans-description": ("Fiche seulement citée", "Fiche only mentioned"),
        "fiche-tronquee": ("Fiche tronquée", "Truncated fiche"),
        "fichier-ignore": ("Fichier laissé de côté", "File left aside"),
        "glyphes-inconnus": ("Caractères illisibles dans le PDF", "Unreadable glyphs in the PDF"),
        "lecteur-en-panne": ("Lecteur en panne", "Reader failed"),
        "libelles-differents": ("Libellés différents", "Different labels"),
        "lien-circulaire": ("Lien circulaire", "Circular link"),
        "ligne-en-double": ("Ligne en double", "Row repeated"),
        "ligne-illisible": ("Ligne illisible", "Unreadable row"),
        "ni-oui-ni-non": ("Ni oui ni non", "Neither yes nor no"),
        "nom-de-membre-dangereux": ("Nom dangereux dans l’archive", "Dangerous name in the archive"),
        "nombre-ambigu": ("Nombre ambigu", "Ambiguous number"),
        "nombre-de-colonnes": ("Nombre de colonnes inattendu", "Unexpected number of columns"),
        "numero-absent": ("Numéro absent", "Number missing"),
        "numero-ambigu": ("Numéro ambigu", "Ambiguous number of certification"),
        "numero-invalide": ("Numéro invalide", "Invalid number of certification"),
        "numeros-differents": ("Numéros différents", "Different numbers"),
        "octets-illisibles": ("Octets illisibles", "Unreadable bytes"),
        "organisme-sans-nom": ("Organisme sans nom", "Organisation without a name"),
        "plusieurs-numeros": ("Plusieurs numéros", "Several numbers"),
        "relation-inconnue": ("Relation inconnue", "Unknown relation"),
        "remplacement-ambigu": ("Remplacement ambigu", "Ambiguous replacement"),
        "rien-a-lire": ("Rien à lire", "Nothing to read"),
        "rien-a-valider": ("Rien à valider", "Nothing to validate"),
        "section-inconnue": ("Section inconnue", "Unknown section"),
        "source-deja-lue": ("Source déjà lue", "Source read already"),
        "source-illisible": ("Source illisible", "Unreadable source"),
        "sources-en-desaccord": ("Sources en désaccord", "Sources disagree"),
        "table-absente": ("Table absente", "Table missing"),
        "table-illisible": ("Table illisible", "Unreadable table"),
        "table-inconnue": ("Table inconnue", "Unknown table"),
        "texte-hors-fiche": ("Texte hors des fiches", "Text outside fiches"),
        "texte-mal-encode": ("Texte mal encodé", "Badly encoded text"),
        "texte-tronque": ("Texte tronqué", "Truncated text"),
        "type-de-texte-inconnu": ("Type de texte inconnu", "Unknown kind of text"),
        "type-inconnu": ("Type de fichier inconnu", "Unknown kind of file"),
        "validite-contradictoire": ("Validités contradictoires", "Contradictory validities"),
        "xml-abime": ("XML abîmé", "Damaged XML"),
    }
)


def reading_label(cause: str, language: str = "fr") -> str:
    """The label of a cause of reading; the slug in words for one that has no label."""
    labels = READING_CAUSES.get(cause)
    if labels is None:
        return cause.replace("-", " ").capitalize()
    return labels[0 if language == "fr" else 1]
