"""The rules themselves: well-formed SHACL of few constructs, with messages that a person can read."""

import re

import pyshacl
import pytest
from rdflib import Graph
from rdflib.namespace import RDF, SH

from passerelles import shapes
from passerelles.ontology import PAS
from passerelles.validation import Cause, causes

#: The constructs that a compiler to SPARQL has to know; a new one is a decision, not an accident.
CONSTRUCTS = {
    *(SH.targetClass, SH.property, SH.path, SH.inversePath, SH.alternativePath),
    *(SH.minCount, SH.maxCount, SH.datatype, SH.pattern, SH["in"], SH.uniqueLang, SH.lessThan),
    *(SH.minInclusive, SH.maxInclusive, SH.minLength, SH.maxLength),
    *(SH.sparql, SH.select, SH.prefixes, SH.declare, SH.prefix, SH.namespace),
    *(SH.severity, SH.message),
}

#: French words that lose their meaning, or their readers, without accents.
UNACCENTED = re.compile(
    r"\b(capacites?|competences?|enregistre(e|es)?|arretes?|acces|duree|numero|decrite?s?|repertoire|ete|"
    r"reference|referentiel|metiers?|libelles?|intitule|evaluation|activite|experience|methodes?|repete|"
    r"donnees?|annees?|decision|differente?s?|premiere|derniere|editeur|apres|tres|etre|meme|deja|"
    r"francais|probleme|resultats?|reconnait|specialites?)\b",
    re.IGNORECASE,
)

ALL = pytest.mark.parametrize("cause", causes().values(), ids=lambda cause: cause.slug)


def test_the_rules_are_well_formed_shacl() -> None:
    conforms, _, text = pyshacl.validate(Graph(), shacl_graph=shapes.graph(), meta_shacl=True)
    assert conforms, text


def test_the_rules_use_few_constructs() -> None:
    used = {predicate for predicate in shapes.graph().predicates() if str(predicate).startswith(str(SH))}
    assert used <= CONSTRUCTS


def test_every_rule_has_targets_and_is_reachable() -> None:
    graph = shapes.graph()
    for shape in graph.subjects(SH.severity, None):
        holders = {shape, *graph.subjects(SH.property, shape)}
        assert any((holder, SH.targetClass, None) in graph for holder in holders), shape


def test_every_class_of_the_core_has_rules() -> None:
    targets = set(shapes.graph().objects(None, SH.targetClass))
    cores = {
        PAS.Certification, PAS.Bloc, PAS.Capacite, PAS.Activite, PAS.Connaissance, PAS.CritereEvaluation,
        PAS.Emploi, PAS.Certificateur, PAS.Enregistrement, PAS.Acces, PAS.Correspondance, PAS.Fiche,
        PAS.Preuve, PAS.Retenue,
    }  # fmt: skip
    assert cores <= targets


def test_terms_of_our_vocabulary_exist() -> None:
    text = b"".join(shapes.turtle_files().values()).decode()
    used = set(re.findall(r"\bpas:(\w+)", text))
    assert used
    for name in used:
        assert PAS[name]  # raises for an unknown term


def test_two_readings_of_the_files_are_equal() -> None:
    assert list(shapes.turtle_files()) == sorted(shapes.turtle_files())
    assert shapes.graph() is shapes.graph()


def test_no_shape_stands_without_severity() -> None:
    graph = shapes.graph()
    for shape in graph.subjects(RDF.type, SH.PropertyShape):
        assert (shape, SH.severity, None) in graph, shape
    for shape in graph.subjects(SH.sparql, None):
        assert (shape, SH.severity, None) in graph, shape


@ALL
def test_messages_stand_in_both_languages(cause: Cause) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", cause.slug)
    for text in (cause.message_fr, cause.message_en):
        assert text.endswith(".") and len(text) > 20
        assert "http" not in text and "pas:" not in text and "sh:" not in text
    assert cause.message_fr != cause.message_en
    assert cause.label_fr and cause.label_en and not cause.label_fr.endswith(".")


@ALL
def test_french_is_written_as_french(cause: Cause) -> None:
    for text in (cause.label_fr, cause.message_fr):
        assert not UNACCENTED.search(text), text
        assert "'" not in text and '"' not in text
        assert not re.search(r"[^\u00a0]([:;?!»])", text), text
        assert "  " not in text
