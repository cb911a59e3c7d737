"""The chapters of the ontology's documentation, each one an HTML section."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from rdflib import URIRef
from rdflib.namespace import DCTERMS, OWL, RDFS, SKOS

from passerelles.ontology.markup import element, joined
from passerelles.ontology.vocabulary import SCHEMA, Text, Vocabulary, anchor, is_ours
from passerelles.ontology.wording import Wording


class Chapters:
    """Makes the chapters of one language."""

    def __init__(self, vocabulary: Vocabulary, wording: Wording) -> None:
        self.vocabulary = vocabulary
        self.wording = wording

    def all(self) -> list[tuple[str, str, Element]]:
        """Every chapter in reading order: its anchor, its title, its section."""
        words = self.wording
        chapters = [
            ("lire", words.reading, [element("p", text) for text in words.reading_text]),
            ("classes", words.classes, self._terms(words.classes_text, OWL.Class)),
            ("liens", words.links, self._terms(words.links_text, OWL.ObjectProperty)),
            ("valeurs", words.values, self._terms(words.values_text, OWL.DatatypeProperty)),
            ("schemas", words.schemes, self._schemes()),
            ("alignements", words.alignments, self._alignments()),
        ]
        return [
            (name, title, element("section", element("h2", title), *content, id=name))
            for name, title, content in chapters
        ]

    def said(self, tag: str, text: Text | None, **attributes: str) -> Element | None:
        """The text in an element, marked with its language when that is not the language of the page."""
        if text is None:
            return None
        if text.language != self.wording.language:
            attributes["lang"] = text.language
        return element(tag, text.value, **attributes)

    def link(self, iri: URIRef) -> Element:
        """A link under the short name: to this page for one of ours, to its own address for a public term."""
        target = f"#{anchor(iri)}" if is_ours(iri) else str(iri)
        return element("a", element("code", self.vocabulary.name(iri)), href=target)

    def _terms(self, introduction: str, kind: URIRef) -> list[Element]:
        terms = self.vocabulary.terms(kind)
        index = element("p", *joined([self.link(term) for term in terms]), class_="index")
        return [element("p", introduction), index, *(self._term(term) for term in terms)]

    def _term(self, term: URIRef) -> Element:
        heading = element(
            "h3",
            self.said("span", self.vocabulary.text(term, RDFS.label)),
            " ",
            element("a", element("code", self.vocabulary.name(term)), href=f"#{anchor(term)}"),
        )
        comment = self.said("p", self.vocabulary.text(term, RDFS.comment))
        return element("div", heading, comment, self._facts(term), class_="term", id=anchor(term))

    def _facts(self, term: URIRef) -> Element | None:
        words, vocabulary = self.wording, self.vocabulary
        rows = [
            (words.domain, vocabulary.targets(term, RDFS.domain, SCHEMA.domainIncludes)),
            (words.range, vocabulary.targets(term, RDFS.range, SCHEMA.rangeIncludes)),
            (words.properties, vocabulary.properties_of(term)),
            (words.used_by, vocabulary.properties_to(term)),
            (words.kind_of, vocabulary.targets(term, RDFS.subClassOf)),
            (words.narrower_than, vocabulary.targets(term, RDFS.subPropertyOf)),
            (words.near, vocabulary.targets(term, RDFS.seeAlso)),
        ]
        pairs = [
            part
            for name, iris in rows
            if iris
            for part in (element("dt", name), element("dd", *joined([self.link(iri) for iri in iris])))
        ]
        return element("dl", *pairs) if pairs else None

    def _schemes(self) -> list[Element]:
        return [element("p", self.wording.schemes_text), *map(self._scheme, self.vocabulary.schemes())]

    def _scheme(self, scheme: URIRef) -> Element:
        vocabulary = self.vocabulary
        concepts = vocabulary.concepts(scheme)
        citation = vocabulary.text(scheme, DCTERMS.bibliographicCitation)
        return element(
            "div",
            element(
                "h3",
                self.said("span", vocabulary.text(scheme, SKOS.prefLabel)),
                " ",
                element("a", element("code", vocabulary.name(scheme)), href=f"#{anchor(scheme)}"),
            ),
            self.said("p", vocabulary.text(scheme, SKOS.definition)),
            element("p", self.wording.count.format(count=len(concepts)), class_="count"),
            element("p", f"{self.wording.source} : ", self.said("span", citation)) if citation else None,
            self._tree(concepts) if self._is_deep(concepts) else self._table(scheme, concepts),
            class_="scheme",
            id=anchor(scheme),
        )

    def _is_deep(self, concepts: list[URIRef]) -> bool:
        """Whether some code stands two levels below another, as in the NSF: a tree then reads better."""
        above = (self.vocabulary.targets(concept, SKOS.broader) for concept in concepts)
        return any(self.vocabulary.targets(parents[0], SKOS.broader) for parents in above if parents)

    def _tree(self, concepts: list[URIRef]) -> Element:
        tops = [concept for concept in concepts if not self.vocabulary.targets(concept, SKOS.broader)]
        return element("ul", *map(self._branch, tops), class_="tree")

    def _branch(self, concept: URIRef) -> Element:
        vocabulary = self.vocabulary
        children = vocabulary.children(concept)
        return element(
            "li",
            element("code", vocabulary.notation(concept)),
            " ",
            self.said("span", vocabulary.text(concept, SKOS.prefLabel)),
            element("ul", *map(self._branch, children)) if children else None,
            id=anchor(concept),
        )

    def _table(self, scheme: URIRef, concepts: list[URIRef]) -> Element:
        words = self.wording
        columns = [
            (name, cells)
            for name, cells in (
                (words.label, [self._label(concept) for concept in concepts]),
                (words.meaning, [self._meaning(concept) for concept in concepts]),
                (words.other_labels, [self._other_labels(concept) for concept in concepts]),
                (words.above, [self._links(concept, SKOS.broader) for concept in concepts]),
                (words.applies_to, [self._links(concept, SKOS.relatedMatch) for concept in concepts]),
                (words.close, [self._links(concept, SKOS.closeMatch) for concept in concepts]),
            )
            if any(cells)
        ]
        rows = [
            element(
                "tr",
                element("th", element("code", self.vocabulary.notation(concept)), scope="row"),
                *(element("td", *cells[place]) for _, cells in columns),
                id=anchor(concept),
            )
            for place, concept in enumerate(concepts)
        ]
        caption = self.said("caption", self.vocabulary.text(scheme, SKOS.prefLabel))
        return table(caption, [words.code, *(name for name, _ in columns)], rows)

    def _label(self, concept: URIRef) -> list[Element | str]:
        shown = self.said("span", self.vocabulary.text(concept, SKOS.prefLabel))
        return [] if shown is None else [shown]

    def _meaning(self, concept: URIRef) -> list[Element | str]:
        predicates = (SKOS.definition, RDFS.comment)
        shown = (self.said("span", self.vocabulary.text(concept, item)) for item in predicates)
        first = next((item for item in shown if item is not None), None)
        return [] if first is None else [first]

    def _other_labels(self, concept: URIRef) -> list[Element | str]:
        texts = [
            *self.vocabulary.texts(concept, SKOS.altLabel),
            *self.vocabulary.texts(concept, SKOS.hiddenLabel),
        ]
        return joined([shown for text in texts if (shown := self.said("span", text)) is not None], " · ")

    def _links(self, concept: URIRef, predicate: URIRef) -> list[Element | str]:
        return joined([self.link(iri) for iri in self.vocabulary.targets(concept, predicate)])

    def _alignments(self) -> list[Element]:
        words = self.wording
        names = {RDFS.subClassOf: words.kind_of, RDFS.subPropertyOf: words.narrower_than}
        rows = [
            element(
                "tr",
                element("th", self.link(ours), scope="row"),
                element("td", names.get(relation, words.near)),
                element("td", *joined([self.link(iri) for iri in public])),
            )
            for ours, relation, public in self.vocabulary.alignments()
        ]
        caption = element("caption", words.alignments)
        return [
            element("p", words.alignments_text),
            table(caption, [words.term, words.relation, words.public_term], rows),
        ]


def table(caption: Element | None, columns: list[str], rows: list[Element]) -> Element:
    """A table with its caption and headings, in a box that scrolls on a narrow screen, by keyboard too."""
    head = element("thead", element("tr", *(element("th", name, scope="col") for name in columns)))
    whole = element("table", caption, head, element("tbody", *rows))
    name = "".join(caption.itertext()) if caption is not None else columns[0]
    return element("div", whole, class_="table", role="region", tabindex="0", aria_label=name)
