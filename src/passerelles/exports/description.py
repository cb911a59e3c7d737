"""The dataset edition for catalogues and for programs: VoID, DCAT-AP, and who made what from what."""

from __future__ import annotations

from dataclasses import dataclass

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, OWL, PROV, RDF, VOID, XSD, Namespace

from passerelles.exports.citation import cite
from passerelles.exports.dumps import DumpFile, Dumps, Source
from passerelles.exports.figures import Figures
from passerelles.exports.prefixes import PREFIXES, Prefixes
from passerelles.ontology import BASE

SPDX = Namespace("http://spdx.org/rdf/terms#")
_LICENCE = URIRef("https://www.etalab.gouv.fr/licence-ouverte-open-licence/")
_AUTHORITY = "http://publications.europa.eu/resource/authority/"
_FORMATS = {"application/n-quads": "N-Quads", "text/turtle": "Turtle", "application/ld+json": "JSON-LD"}
_IANA = "https://www.iana.org/assignments/media-types/"
_TITLE = (
    ("Passerelles : certifications professionnelles françaises", "fr"),
    ("Passerelles: French professional certifications", "en"),
)
_DESCRIPTION = (
    (
        "Les certifications du RNCP et du Répertoire spécifique, leurs blocs de compétences, leurs capacités, leurs "
        "codes (NSF, ROME…) et les correspondances qui mènent de l’une à l’autre, avec la preuve de chaque énoncé.",
        "fr",
    ),
    (
        "The certifications of the French national registers, their blocs de compétences, capacités and codes (NSF, "
        "ROME…) and the correspondances that lead from one to another, with the evidence of each statement.",
        "en",
    ),
)


@dataclass(frozen=True, slots=True)
class Edition:
    """What is said of one version before its files are made (`dumps` None), and after.

    `site` is where it is served, such as "https://passerelles.example.fr/"; `sources` the documents that it is made of.
    """

    version: str
    day: str | None
    built: str | None
    sources: tuple[Source, ...]
    site: str
    dumps: Dumps | None = None
    base: str = BASE

    @property
    def iri(self) -> str:
        """The dataset of this version."""
        return f"{self.base}data/{self.version}"

    def download(self, file: str) -> str:
        """Where a file is downloaded."""
        return f"{self.site}data/{self.version}/{file}"


def description(edition: Edition) -> Graph:
    """The description as a graph without blank nodes."""
    graph = Graph(bind_namespaces="none")
    for prefix, namespace in {
        **Prefixes(edition.base).declared,
        "void": str(VOID),
        "spdx": str(SPDX),
    }.items():
        graph.bind(prefix, namespace)
    _catalogue(graph, edition)
    dataset = URIRef(edition.iri)
    _dataset(graph, dataset, edition)
    for source in edition.sources:
        _source(graph, dataset, source)
    if edition.dumps is not None:
        _figures(graph, dataset, edition.dumps.figures)
        for file in edition.dumps.files:
            _distribution(graph, dataset, edition, file)
    return graph


def _catalogue(graph: Graph, edition: Edition) -> None:
    catalogue, publisher = URIRef(f"{edition.base}data"), URIRef(f"{edition.base}projet")
    endpoint, service = URIRef(f"{edition.site}sparql"), URIRef(f"{edition.iri}#sparql")
    for subject in (catalogue, URIRef(edition.iri), service):
        _say(graph, subject, DCTERMS.title, _TITLE)
        graph.add((subject, DCTERMS.publisher, publisher))
        graph.add((subject, DCTERMS.license, _LICENCE))
    _say(graph, catalogue, DCTERMS.description, _DESCRIPTION)
    _say(graph, publisher, FOAF.name, (("Projet Passerelles", "fr"), ("Passerelles project", "en")))
    graph.add((publisher, RDF.type, FOAF.Agent))
    graph.add((catalogue, RDF.type, DCAT.Catalog))
    graph.add((catalogue, FOAF.homepage, URIRef(f"{edition.site}data")))
    graph.add((catalogue, DCAT.dataset, URIRef(edition.iri)))
    graph.add((catalogue, DCAT.service, service))
    graph.add((service, RDF.type, DCAT.DataService))
    graph.add((service, DCAT.endpointURL, endpoint))
    graph.add((service, DCAT.endpointDescription, endpoint))
    graph.add((service, DCAT.servesDataset, URIRef(edition.iri)))
    graph.add((service, DCTERMS.conformsTo, URIRef("https://www.w3.org/TR/sparql11-protocol/")))


def _dataset(graph: Graph, dataset: URIRef, edition: Edition) -> None:
    graph.add((dataset, RDF.type, DCAT.Dataset))
    graph.add((dataset, RDF.type, VOID.Dataset))
    _say(graph, dataset, DCTERMS.description, _DESCRIPTION)
    graph.add((dataset, DCTERMS.identifier, Literal(edition.version)))
    graph.add((dataset, URIRef(f"{DCAT}version"), Literal(edition.version)))
    graph.add((dataset, OWL.versionInfo, Literal(edition.version)))
    graph.add((dataset, DCTERMS.isVersionOf, URIRef(f"{edition.base}data")))
    if edition.day:
        graph.add((dataset, DCTERMS.issued, Literal(edition.day, datatype=XSD.date)))
    if edition.built:
        graph.add((dataset, DCTERMS.modified, Literal(edition.built, datatype=XSD.dateTime)))
    citation = cite(edition.version, edition.day, edition.built, edition.iri)
    graph.add((dataset, DCTERMS.bibliographicCitation, Literal(citation.text, lang="fr")))
    graph.add((dataset, DCTERMS.language, URIRef(f"{_AUTHORITY}language/FRA")))
    graph.add((dataset, DCTERMS.spatial, URIRef(f"{_AUTHORITY}country/FRA")))
    graph.add((dataset, DCAT.theme, URIRef(f"{_AUTHORITY}data-theme/EDUC")))
    for word in ("certification professionnelle", "compétences", "RNCP", "bloc de compétences"):
        graph.add((dataset, DCAT.keyword, Literal(word, lang="fr")))
    graph.add((dataset, FOAF.homepage, URIRef(f"{edition.site}data")))
    graph.add((dataset, DCAT.landingPage, URIRef(f"{edition.site}data")))
    graph.add((dataset, DCTERMS.conformsTo, URIRef(f"{edition.base}ns")))
    graph.add((dataset, VOID.sparqlEndpoint, URIRef(f"{edition.site}sparql")))
    graph.add((dataset, VOID.uriSpace, Literal(f"{edition.base}id/")))
    for namespace in (
        f"{edition.base}ns#",
        *(PREFIXES[name] for name in ("dcterms", "skos", "prov", "org", "dcat")),
    ):
        graph.add((dataset, VOID.vocabulary, URIRef(namespace)))


def _source(graph: Graph, dataset: URIRef, source: Source) -> None:
    """The documents of one reader, as what the dataset was made from; what does not leave says so."""
    node = URIRef(f"{dataset}#source-{_slug(source)}")
    graph.add((dataset, PROV.wasDerivedFrom, node))
    graph.add((dataset, DCTERMS.source, node))
    graph.add((node, RDF.type, PROV.Entity))
    graph.add((node, RDF.type, DCAT.Resource))
    graph.add(
        (
            node,
            DCTERMS.title,
            Literal(f"{source.publisher or 'éditeur inconnu'} ({source.reader})", lang="fr"),
        )
    )
    graph.add((node, VOID.documents, Literal(source.documents)))
    if source.publisher:
        publisher = URIRef(f"{node}-editeur")
        graph.add((node, DCTERMS.publisher, publisher))
        graph.add((publisher, RDF.type, FOAF.Agent))
        graph.add((publisher, FOAF.name, Literal(source.publisher, lang="fr")))
    licence = source.licence or ""
    if licence.startswith("http"):
        graph.add((node, DCTERMS.license, URIRef(licence)))
    else:
        rights = URIRef(f"{node}-droits")
        graph.add((node, DCTERMS.rights, rights))
        graph.add((rights, RDF.type, DCTERMS.RightsStatement))
        graph.add((rights, DCTERMS.description, Literal(licence or "Licence non précisée", lang="fr")))
    if source.last:
        graph.add((node, DCTERMS.modified, Literal(source.last, datatype=XSD.date)))
    if not source.is_open:
        restricted = URIRef(f"{_AUTHORITY}access-right/RESTRICTED")
        graph.add((node, DCTERMS.accessRights, restricted))


def _slug(source: Source) -> str:
    """A name for a group of documents that holds as long as its reader, publisher and licence do."""
    words = "".join(
        char if char.isascii() and char.isalnum() else "-" for char in source.licence or ""
    ).strip("-")
    return f"{source.reader or 'autre'}-{'-'.join(filter(None, words.lower().split('-')))[-24:] or 'sans-licence'}"


def _figures(graph: Graph, dataset: URIRef, figures: Figures) -> None:
    for predicate, count in (
        (VOID.triples, figures.triples),
        (VOID.distinctSubjects, figures.subjects),
        (VOID.entities, figures.subjects),
        (VOID.classes, len(figures.classes)),
        (VOID.properties, len(figures.properties)),
    ):
        graph.add((dataset, predicate, Literal(count)))
    for number, (iri, count) in enumerate(figures.classes, 1):
        node = URIRef(f"{dataset}#classe-{number}")
        graph.add((dataset, VOID.classPartition, node))
        graph.add((node, VOID["class"], URIRef(iri)))
        graph.add((node, VOID.entities, Literal(count)))
    for number, (iri, count) in enumerate(figures.properties, 1):
        node = URIRef(f"{dataset}#propriete-{number}")
        graph.add((dataset, VOID.propertyPartition, node))
        graph.add((node, VOID.property, URIRef(iri)))
        graph.add((node, VOID.triples, Literal(count)))


def _distribution(graph: Graph, dataset: URIRef, edition: Edition, file: DumpFile) -> None:
    node, address = URIRef(f"{dataset}#{file.name}"), URIRef(edition.download(file.name))
    about = dataset
    if file.part is not None:
        about = URIRef(f"{dataset}#partie-{file.part}")
        graph.add((dataset, VOID.subset, about))
        graph.add((about, RDF.type, VOID.Dataset))
        graph.add((about, DCTERMS.title, Literal(f"Partie « {file.part} »", lang="fr")))
        graph.add((about, VOID.triples, Literal(file.statements)))
    if file.statements:
        graph.add((about, VOID.dataDump, address))
    graph.add((dataset, DCAT.distribution, node))
    graph.add((node, RDF.type, DCAT.Distribution))
    graph.add((node, DCTERMS.title, Literal(file.name)))
    graph.add((node, DCAT.accessURL, URIRef(f"{edition.site}data")))
    graph.add((node, DCAT.downloadURL, address))
    graph.add((node, DCAT.mediaType, URIRef(f"{_IANA}{file.media_type}")))
    graph.add((node, DCTERMS.format, Literal(_FORMATS[file.media_type])))
    if file.name.endswith(".gz"):
        graph.add((node, DCAT.compressFormat, URIRef(f"{_IANA}application/gzip")))
    graph.add((node, DCAT.byteSize, Literal(file.size, datatype=XSD.nonNegativeInteger)))
    licence = file.licence if file.licence and file.licence.startswith("http") else str(_LICENCE)
    graph.add((node, DCTERMS.license, URIRef(licence)))
    checksum = URIRef(f"{node}-empreinte")
    graph.add((node, SPDX.checksum, checksum))
    graph.add((checksum, RDF.type, SPDX.Checksum))
    graph.add((checksum, SPDX.algorithm, SPDX.checksumAlgorithm_sha256))
    graph.add((checksum, SPDX.checksumValue, Literal(file.sha256, datatype=XSD.hexBinary)))


def _say(graph: Graph, subject: URIRef, predicate: URIRef, texts: tuple[tuple[str, str], ...]) -> None:
    for text, language in texts:
        graph.add((subject, predicate, Literal(text, lang=language)))
