"""French texts have their accents and their typography."""

import re
from collections.abc import Iterator
from dataclasses import fields

import pytest
from rdflib import Graph, Literal
from rdflib.namespace import RDFS, SKOS

from passerelles.ontology.wording import FRENCH

#: Forms that do not exist in French: each has lost an accent.
UNACCENTED = frozenset(
    re.findall(
        r"\w+",
        """
    acces acquerir activite activites annee annees apres capacite capacites caractere caracteres
    categorie competence competences connait creee critere criteres decision decisions decret decrets
    definie degre delivree derouler detail detient diplome diplomes donnee donnees duree durees echange
    echanges economie electricite element elements eleve eleves energie enregistree entree epreuve
    equipe equivalence etablit etape etat etats etre etude etudes etudiant evaluation evaluer experience
    feminin generale genie habilitee identifiee interet liee liees medical memoire metallurgie methode
    methodes metier metiers modalite modalites moitie necessaire necessaires numero operation partagee
    periode piece portee precisee preparation probleme propriete proprietes qualite qualites realisation
    reconnait referentiel referentiels reglage reglementation repertoire reponse resultat resultats
    reussir role securite specialite specialites specifique systeme systemes theorie unite validite
    voila
        """,
    )
)


def french(graph: Graph) -> Iterator[str]:
    """Every French text of ours; skos:altLabel keeps what sources print, right or wrong."""
    for _, predicate, text in graph:
        if isinstance(text, Literal) and text.language == "fr" and predicate != SKOS.altLabel:
            yield str(text)
    for field in fields(FRENCH):
        value = getattr(FRENCH, field.name)
        yield from (value,) if isinstance(value, str) else value


def words(text: str) -> set[str]:
    # A prefixed name such as pas:Capacite is not French.
    return set(re.findall(r"[^\W\d_]+", re.sub(r"\w+:\w+", " ", text).lower()))


def test_no_accent_is_missing(whole: Graph) -> None:
    for text in french(whole):
        assert not words(text) & UNACCENTED, text


@pytest.mark.parametrize("wrong", ["Le referentiel et ses critères", "PORTEE", "une Capacite"])
def test_a_missing_accent_is_seen(wrong: str) -> None:
    assert words(wrong) & UNACCENTED


def test_prose_has_french_typography(whole: Graph) -> None:
    for text in french(whole):
        assert not re.search(r"[^\s\N{NO-BREAK SPACE}][;?!»]|\w:\s|«\S", text), text
        assert "  " not in text and "..." not in text.replace("fruitière...)", ""), text
        assert text == text.strip()


def test_our_own_words_have_curly_apostrophes(ontology: Graph) -> None:
    # Code labels of the NSF keep the straight apostrophe of the official text.
    for predicate in (RDFS.label, RDFS.comment, SKOS.prefLabel, SKOS.definition):
        assert not any("'" in str(text) for text in ontology.objects(None, predicate))


def test_initial_capitals_are_accented(whole: Graph) -> None:
    for text in whole.objects(None, SKOS.prefLabel):
        assert not re.search(r"\b(Echange|Economie|Electricité|Energie|Etat|Etude|Ecrit)", str(text)), text
