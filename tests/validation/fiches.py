"""Small sources as N-Quads, written by hand in the form that builds give them."""

SHA = "9f2c5e1d7a3b4c6f8091a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6f7"
OTHER_SHA = "1b2c3d4e5f60718293a4b5c6d7e8f9010203040506070809a0b0c0d0e0f01122"
TEXT = "Code RNCP : 28243\n\nDurée : 5 ans\nDate d'effet : 21-04-2017\nJusqu'au : 21-04-2012\n"

_ID = "https://w3id.org/passerelles/id/"
_PREFIXES = {
    "pas": "https://w3id.org/passerelles/ns#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dcterms": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "foaf": "http://xmlns.com/foaf/0.1/",
}
_XSD = "http://www.w3.org/2001/XMLSchema#"


def iri(name: str) -> str:
    """`pas:fin` or `rncp/28243` as an N-Quads term."""
    prefix, _, local = name.partition(":")
    return f"<{_PREFIXES[prefix]}{local}>" if prefix in _PREFIXES else f"<{_ID}{name}>"


def typed(value: object, datatype: str) -> str:
    return f'"{value}"^^<{_XSD}{datatype}>'


def quads(source: str, statements: list[tuple[str, str, str]]) -> list[str]:
    """Statements (subject name, predicate name, term) as N-Quads lines of one source."""
    graph = f"<{_ID}fiche/{source}>"
    return [f"{iri(subject)} {iri(predicate)} {term} {graph} ." for subject, predicate, term in statements]


def fiche(source: str, name: str, number: str) -> list[tuple[str, str, str]]:
    """A fiche that describes a certification, complete."""
    node, certification = f"fiche/{source}", f"rncp/{number}"
    return [
        (node, "rdf:type", iri("pas:Fiche")),
        (node, "pas:fichier", f'"{name}"'),
        (node, "pas:empreinte", f'"{source}"'),
        (node, "pas:lecteur", '"fiche_texte 1"'),
        (node, "dcterms:publisher", '"France compétences"@fr'),
        (node, "dcterms:license", '"Licence Ouverte 2.0"@fr'),
        (node, "foaf:primaryTopic", iri(certification)),
        (certification, "rdf:type", iri("pas:Certification")),
        (certification, "dcterms:identifier", f'"RNCP{number}"'),
        (certification, "dcterms:title", '"Technicien d’usinage (CQPM)"@fr'),
        (certification, "prov:wasDerivedFrom", iri(node)),
    ]


def registration(number: str, fin: str) -> list[tuple[str, str, str]]:
    node = f"rncp/{number}/enregistrement/2017-04-21"
    return [
        (f"rncp/{number}", "pas:enregistrement", iri(node)),
        (node, "rdf:type", iri("pas:Enregistrement")),
        (node, "pas:effet", typed("2017-04-21", "date")),
        (node, "pas:fin", typed(fin, "date")),
    ]


def proof(
    name: str, source: str, statement: tuple[str, str, str], passage: str
) -> list[tuple[str, str, str]]:
    """The evidence of a statement: where `passage` stands in `TEXT`."""
    node, start = f"preuve/{name}", TEXT.index(passage)
    subject, predicate, term = statement
    return [
        (node, "rdf:type", iri("pas:Preuve")),
        (node, "rdf:subject", iri(subject)),
        (node, "rdf:predicate", iri(predicate)),
        (node, "rdf:object", term),
        (node, "prov:wasDerivedFrom", iri(f"fiche/{source}")),
        (node, "pas:debut", typed(start, "integer")),
        (node, "pas:finTexte", typed(start + len(passage), "integer")),
        (node, "pas:citation", f'"{passage}"@fr'),
    ]


def contradictory_source() -> list[str]:
    """A fiche whose registration ends before it takes effect, with the proof of the end."""
    end = ("rncp/28243/enregistrement/2017-04-21", "pas:fin", typed("2012-04-21", "date"))
    return quads(
        SHA,
        fiche(SHA, "RNCP28243.txt", "28243")
        + registration("28243", "2012-04-21")
        + proof("fin", SHA, end, "21-04-2012"),
    )
