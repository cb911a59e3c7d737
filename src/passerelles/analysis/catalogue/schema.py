"""The tables of a catalogue. Numbers (`id`) run from 0 in the order of the IRIs and hold for one version only.

certification  one row each, those that are only named included (`described` 0); dates are ISO, NULL when not stated
bloc, capacite one row each; `place` is their order in the certification; `bloc_capacite` says what a bloc contains
code           the codes of a certification; `scheme` is nsf, rome, formacode, niveau, niveau-1969, type, brochure, idcc
concept        the entries of the code lists, `broader` the IRIs above them, `label_of` all their other labels
mobility       from one ROME code to another, `kind` proche, évolution or NULL
appellation    the appellations of a ROME code (IRIs); definition: what a job of ROME does, in sentences
job_item       what a ROME code mobilises (competences, savoirs, contexts), `core` 1 for what is « cœur de métier »
phrase         other sentences of a certification; `kind` is the local name of the property (emploi, objectifs…)
correspondance one row per end: `side` depuis or vers, `thing` the IRI of a bloc or certification, `rang` its rank
succession     `old` was replaced by `new`: known facts of the register, which grant nothing
"""

SCHEMA = """
CREATE TABLE certification (
  id INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE, register TEXT NOT NULL, identifier TEXT, title TEXT,
  actif INTEGER, debut TEXT, fin TEXT, limite TEXT, described INTEGER NOT NULL
);
CREATE TABLE bloc (
  id INTEGER PRIMARY KEY, certification INTEGER NOT NULL, iri TEXT NOT NULL UNIQUE, identifier TEXT, title TEXT,
  place INTEGER
);
CREATE TABLE capacite (
  id INTEGER PRIMARY KEY, certification INTEGER NOT NULL, iri TEXT NOT NULL UNIQUE, notation TEXT, title TEXT,
  place INTEGER
);
CREATE TABLE bloc_capacite (
  bloc INTEGER NOT NULL, capacite INTEGER NOT NULL, PRIMARY KEY (bloc, capacite)
) WITHOUT ROWID;
CREATE TABLE code (
  certification INTEGER NOT NULL, scheme TEXT NOT NULL, notation TEXT NOT NULL, iri TEXT NOT NULL,
  PRIMARY KEY (certification, scheme, notation)
) WITHOUT ROWID;
CREATE TABLE organisation (id INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE, name TEXT, siret TEXT);
CREATE TABLE certificateur (
  certification INTEGER NOT NULL, organisation INTEGER NOT NULL, PRIMARY KEY (certification, organisation)
) WITHOUT ROWID;
CREATE TABLE acces (
  certification INTEGER NOT NULL, voie TEXT NOT NULL, ouvert INTEGER, jury TEXT, PRIMARY KEY (certification, voie)
) WITHOUT ROWID;
CREATE TABLE phrase (certification INTEGER NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL);
CREATE TABLE succession (old INTEGER NOT NULL, new INTEGER NOT NULL, PRIMARY KEY (old, new)) WITHOUT ROWID;
CREATE TABLE correspondance (
  iri TEXT NOT NULL, side TEXT NOT NULL, thing TEXT NOT NULL, rang TEXT NOT NULL, PRIMARY KEY (iri, side, thing)
) WITHOUT ROWID;
CREATE TABLE source (id INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE, file TEXT, title TEXT, day TEXT);
CREATE TABLE certification_source (
  certification INTEGER NOT NULL, source INTEGER NOT NULL, PRIMARY KEY (certification, source)
) WITHOUT ROWID;
CREATE TABLE concept (
  id INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE, scheme TEXT NOT NULL, notation TEXT NOT NULL, label TEXT
);
CREATE TABLE label_of (concept INTEGER NOT NULL, label TEXT NOT NULL, PRIMARY KEY (concept, label)) WITHOUT ROWID;
CREATE TABLE broader (narrow TEXT NOT NULL, broad TEXT NOT NULL, PRIMARY KEY (narrow, broad)) WITHOUT ROWID;
CREATE TABLE mobility (start TEXT NOT NULL, target TEXT NOT NULL, kind TEXT, PRIMARY KEY (start, target)) WITHOUT ROWID;
CREATE TABLE appellation (rome TEXT NOT NULL, appellation TEXT NOT NULL, PRIMARY KEY (rome, appellation)) WITHOUT ROWID;
CREATE TABLE definition (concept INTEGER NOT NULL, text TEXT NOT NULL, PRIMARY KEY (concept, text)) WITHOUT ROWID;
CREATE TABLE job_item (
  rome TEXT NOT NULL, item TEXT NOT NULL, core INTEGER NOT NULL, PRIMARY KEY (rome, item)
) WITHOUT ROWID;
"""

#: Made once all rows are in.
INDEXES = """
CREATE INDEX certification_identifier ON certification (identifier);
CREATE INDEX bloc_certification ON bloc (certification, place);
CREATE INDEX capacite_certification ON capacite (certification, place);
CREATE INDEX capacite_bloc ON bloc_capacite (capacite);
CREATE INDEX code_notation ON code (scheme, notation);
CREATE INDEX certificateur_organisation ON certificateur (organisation);
CREATE INDEX phrase_certification ON phrase (certification);
CREATE INDEX succession_new ON succession (new);
CREATE INDEX correspondance_thing ON correspondance (thing);
CREATE INDEX concept_notation ON concept (scheme, notation);
CREATE INDEX broader_broad ON broader (broad);
CREATE INDEX appellation_appellation ON appellation (appellation);
CREATE INDEX job_item_item ON job_item (item);
CREATE INDEX mobility_target ON mobility (target);
"""
