"""Tests of the ontology, its code schemes and its documentation."""
