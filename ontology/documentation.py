"""The documentation of the ontology as one HTML page, in French or in English.

python -m passerelles.ontology.documentation --language fr -o ontologie.html
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from xml.etree.ElementTree import Element

from rdflib import URIRef
from rdflib.namespace import DCTERMS, FOAF, RDFS, VANN

from passerelles.ontology.chapters import Chapters
from passerelles.ontology.markup import element, serialised
from passerelles.ontology.terms import NS_GRAPH
from passerelles.ontology.vocabulary import Vocabulary
from passerelles.ontology.wording import WORDINGS, Wording

STYLESHEET = "passerelles.css"


def documentation(
    language: str,
    stylesheet: str = STYLESHEET,
    translation: str | None = None,
    turtle: str = "passerelles.ttl",
    site: str | None = None,
    icon: str | None = None,
) -> str:
    """The whole HTML page in "fr" or "en"; every term has its local name as anchor ("#Certification").

    `stylesheet`, `translation` (the page in the other language) and `turtle` are the addresses that the page
    links to, `site` that of the site around it and `icon` its picture, if any.
    Nothing else is loaded by it. Raises KeyError for another language.
    """
    wording = WORDINGS[language]
    vocabulary = Vocabulary(language)
    chapters = Chapters(vocabulary, wording)
    other = translation or f"ontologie.{wording.other_language}.html"
    sections = chapters.all()
    body = element(
        "body",
        element("a", wording.skip, href="#contenu", class_="skip"),
        _banner(vocabulary, wording, chapters, other, turtle, site),
        _contents(wording, [(name, title) for name, title, _ in sections]),
        element("main", *(section for _, _, section in sections), id="contenu", tabindex="-1"),
        element("footer", element("p", wording.footer.format(version=vocabulary.version()))),
    )
    head = _head(vocabulary, wording, stylesheet, other, turtle, icon)
    return serialised(element("html", head, body, lang=language))


def stylesheet() -> str:
    """The text of the stylesheet that goes with the page."""
    return files(__package__).joinpath(STYLESHEET).read_text(encoding="utf-8")


def _head(
    vocabulary: Vocabulary, wording: Wording, style: str, other: str, turtle: str, icon: str | None
) -> Element:
    picture = [element("link", rel="icon", href=icon)] if icon else []
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", vocabulary.title().value),
        element("link", rel="stylesheet", href=style),
        *picture,
        element("link", rel="canonical", href=str(NS_GRAPH)),
        element("link", rel="alternate", hreflang=wording.other_language, href=other),
        element("link", rel="alternate", type="text/turtle", href=turtle),
    )


def _banner(
    vocabulary: Vocabulary, wording: Wording, chapters: Chapters, other: str, turtle: str, site: str | None
) -> Element:
    licence, author = vocabulary.header(DCTERMS.license), vocabulary.header(DCTERMS.creator)
    facts = [
        (wording.address, element("a", element("code", str(NS_GRAPH)), href=str(NS_GRAPH))),
        (wording.prefix, element("code", f"{vocabulary.header(VANN.preferredNamespacePrefix)}:")),
        (wording.version, element("span", vocabulary.version())),
        (wording.created, _time(vocabulary, wording, DCTERMS.created)),
        (wording.modified, _time(vocabulary, wording, DCTERMS.modified)),
        (wording.licence, chapters.said("a", vocabulary.text(licence, RDFS.label), href=str(licence))),
        (wording.author, chapters.said("span", vocabulary.text(author, FOAF.name))),
        (wording.data, element("a", wording.turtle, href=turtle, type="text/turtle")),
    ]
    language = element(
        "a", wording.other_name, href=other, lang=wording.other_language, hreflang=wording.other_language
    )
    return element(
        "header",
        element("nav", language, aria_label=wording.languages, class_="languages"),
        element(
            "p",
            element("a", "Passerelles", href=site) if site else None,
            " – " if site else None,
            wording.kicker,
            class_="kicker",
        ),
        chapters.said("h1", vocabulary.title()),
        chapters.said("p", vocabulary.text(NS_GRAPH, DCTERMS.description), class_="lead"),
        element(
            "dl", *(part for name, value in facts for part in (element("dt", name), element("dd", value)))
        ),
    )


def _time(vocabulary: Vocabulary, wording: Wording, predicate: URIRef) -> Element:
    day = vocabulary.day(predicate)
    return element("time", wording.day(day), datetime=day.isoformat())


def _contents(wording: Wording, chapters: list[tuple[str, str]]) -> Element:
    items = [element("li", element("a", title, href=f"#{name}")) for name, title in chapters]
    return element(
        "nav",
        element("h2", wording.contents, id="sommaire"),
        element("ol", *items),
        aria_labelledby="sommaire",
        class_="contents",
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the page, and its stylesheet beside it unless another address is given; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m passerelles.ontology.documentation",
        description="Écrit la documentation de l’ontologie en une page HTML.",
    )
    parser.add_argument("--language", choices=sorted(WORDINGS), default="fr", help="langue de la page (fr)")
    parser.add_argument("-o", "--output", type=Path, help="fichier à écrire (sinon, sortie standard)")
    parser.add_argument("--stylesheet", default=STYLESHEET, help="adresse de la feuille de style")
    parser.add_argument("--translation", help="adresse de la page dans l’autre langue")
    parser.add_argument("--turtle", default="passerelles.ttl", help="adresse de l’ontologie en Turtle")
    options = parser.parse_args(arguments)
    page = documentation(options.language, options.stylesheet, options.translation, options.turtle)
    if options.output is None:
        sys.stdout.write(page)
        return 0
    options.output.write_text(page, encoding="utf-8")
    if options.stylesheet == STYLESHEET:
        options.output.with_name(STYLESHEET).write_text(stylesheet(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
