"""The official texts and the yearly statistics of a certification as triples."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from rdflib.namespace import DCTERMS

from passerelles import iris
from passerelles.ontology import PAS
from passerelles.records import Promotion, TexteOfficiel
from passerelles.triples.evidence import Evidence
from passerelles.triples.graph import day, figure, year


def add_texte_officiel(out: Evidence, subject: str, record: TexteOfficiel) -> None:
    """Add one official text; the same text in two roles is one node with two links."""
    if record.title is None and record.publication_jo is None:
        return
    title = record.title.value if record.title else ""
    published = record.publication_jo.value.isoformat() if record.publication_jo else ""
    node = iris.child(subject, "texte-officiel", iris.digest(title, published))
    out.triples.is_a(node, PAS.TexteOfficiel)
    out.triples.link(subject, PAS[record.role.value], node)
    out.say(node, DCTERMS.title, record.title)
    if record.publication_jo:
        out.state(node, PAS.publicationJO, record.publication_jo, day)


def add_promotions(out: Evidence, subject: str, records: Iterable[Promotion]) -> None:
    """Add the statistics year by year; a year told twice, differently, has two nodes."""
    seen: Counter[int] = Counter()
    for record in dict.fromkeys(records):
        seen[record.annee.value] += 1
        count = seen[record.annee.value]
        key = f"{record.annee.value}" if count == 1 else f"{record.annee.value}-{count}"
        node = iris.child(subject, "promotion", key)
        out.triples.is_a(node, PAS.Promotion)
        out.triples.link(subject, PAS.promotion, node)
        out.state(node, PAS.annee, record.annee, year)
        figures = {
            PAS.certifies: record.certifies,
            PAS.certifiesVae: record.certifies_vae,
            PAS.insertion6Mois: record.insertion_6_mois,
            PAS.insertionMetier6Mois: record.insertion_metier_6_mois,
            PAS.insertionMetier2Ans: record.insertion_metier_2_ans,
        }
        for predicate, stated in figures.items():
            if stated is not None:
                out.state(node, predicate, stated, figure)
