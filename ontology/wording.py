"""The sentences of the ontology's documentation, in French and in English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Wording:
    """Every text of the page that does not come from the ontology itself; `{…}` are filled by the page."""

    language: str
    other_language: str
    other_name: str
    languages: str
    skip: str
    kicker: str
    contents: str
    address: str
    prefix: str
    version: str
    created: str
    modified: str
    licence: str
    author: str
    data: str
    turtle: str
    reading: str
    reading_text: tuple[str, ...]
    classes: str
    classes_text: str
    links: str
    links_text: str
    values: str
    values_text: str
    schemes: str
    schemes_text: str
    alignments: str
    alignments_text: str
    kind_of: str
    near: str
    properties: str
    used_by: str
    domain: str
    range: str
    narrower_than: str
    code: str
    label: str
    other_labels: str
    meaning: str
    close: str
    above: str
    applies_to: str
    source: str
    count: str
    term: str
    relation: str
    public_term: str
    footer: str
    months: tuple[str, ...]
    day_in_words: str

    def day(self, value: date) -> str:
        """The date in words, such as "21 novembre 2026"."""
        return self.day_in_words.format(day=value.day, month=self.months[value.month - 1], year=value.year)


FRENCH = Wording(
    language="fr",
    other_language="en",
    other_name="English",
    languages="Langue",
    skip="Aller au contenu",
    kicker="Ontologie",
    contents="Sommaire",
    address="Adresse",
    prefix="Préfixe",
    version="Version",
    created="Créée le",
    modified="Modifiée le",
    licence="Licence",
    author="Auteur",
    data="Données",
    turtle="Turtle",
    reading="Lire cette page",
    reading_text=(
        "Chaque terme a son adresse : celle de l’ontologie, suivie de « # » et du nom du terme. Les noms "
        "suivent les mots de la loi et de ceux qui les emploient. Une classe dit ce qu’est une chose ; un "
        "lien mène d’une chose à une autre ; une valeur est un texte, un nombre, une date, un oui ou un non.",
        "Les termes courants viennent de vocabulaires publics : dcterms:identifier, dcterms:title, "
        "dcterms:type, dcterms:created, dcterms:replaces, skos:notation, skos:prefLabel, "
        "prov:wasDerivedFrom. Cette page décrit ce qui s’y ajoute.",
        "Ce qu’un document ne dit pas est absent des données. "
        "L’absence d’une valeur ne veut jamais dire non.",
    ),
    classes="Classes",
    classes_text="Ce dont les données parlent.",
    links="Liens",
    links_text="Les propriétés qui mènent d’une chose à une autre, ou à un code.",
    values="Valeurs",
    values_text="Les propriétés dont la valeur est un texte, un nombre, une date, un oui ou un non.",
    schemes="Schémas de codes",
    schemes_text="Les listes de codes livrées avec l’ontologie. Le ROME, le Formacode, les conventions et "
    "les IDCC viennent des documents chargés.",
    alignments="Alignements",
    alignments_text="Ce que nos termes sont (« est aussi », « précise »), ou approchent sans que rien "
    "n’en soit déduit (« proche de »), dans les vocabulaires publics.",
    kind_of="Est aussi",
    near="Proche de",
    properties="Propriétés",
    used_by="Désigné par",
    domain="S’applique à",
    range="Mène à",
    narrower_than="Précise",
    code="Code",
    label="Libellé",
    other_labels="Autres écritures",
    meaning="Sens",
    close="Proche de",
    above="Sous",
    applies_to="S’applique à",
    source="Source",
    count="{count} codes",
    term="Terme",
    relation="Relation",
    public_term="Vocabulaire public",
    footer="Page produite à partir des fichiers de l’ontologie, version {version}.",
    months=(
        "janvier", "février", "mars", "avril", "mai", "juin",
        "juillet", "août", "septembre", "octobre", "novembre", "décembre",
    ),
    day_in_words="{day} {month} {year}",
)  # fmt: skip

ENGLISH = Wording(
    language="en",
    other_language="fr",
    other_name="Français",
    languages="Language",
    skip="Skip to content",
    kicker="Ontology",
    contents="Contents",
    address="Address",
    prefix="Prefix",
    version="Version",
    created="Created",
    modified="Modified",
    licence="Licence",
    author="Author",
    data="Data",
    turtle="Turtle",
    reading="How to read this page",
    reading_text=(
        "Each term has its address: that of the ontology, followed by “#” and the name of the term. Names "
        "are the French words of the law and of the people who use them. A class says what a thing is; a "
        "link leads from one thing to another; a value is a text, a number, a date, or true or false.",
        "Common terms come from public vocabularies: dcterms:identifier, dcterms:title, dcterms:type, "
        "dcterms:created, dcterms:replaces, skos:notation, skos:prefLabel, prov:wasDerivedFrom. "
        "This page describes what is added to them.",
        "What a document does not say is absent from the data. An absent value never means no.",
    ),
    classes="Classes",
    classes_text="What the data speak of.",
    links="Links",
    links_text="The properties that lead from one thing to another, or to a code.",
    values="Values",
    values_text="The properties whose value is a text, a number, a date, or true or false.",
    schemes="Code schemes",
    schemes_text="The code lists shipped with the ontology. ROME, Formacode, collective agreements and "
    "IDCC come from the documents that are loaded.",
    alignments="Alignments",
    alignments_text="What our terms are (“is also”, “refines”), or are close to without any inference "
    "(“close to”), in public vocabularies.",
    kind_of="Is also",
    near="Close to",
    properties="Properties",
    used_by="Named by",
    domain="Applies to",
    range="Leads to",
    narrower_than="Refines",
    code="Code",
    label="Label",
    other_labels="Other spellings",
    meaning="Meaning",
    close="Close to",
    above="Under",
    applies_to="Applies to",
    source="Source",
    count="{count} codes",
    term="Term",
    relation="Relation",
    public_term="Public vocabulary",
    footer="Page made from the files of the ontology, version {version}.",
    months=(
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
    day_in_words="{day} {month} {year}",
)  # fmt: skip

WORDINGS: Mapping[str, Wording] = MappingProxyType({"fr": FRENCH, "en": ENGLISH})
