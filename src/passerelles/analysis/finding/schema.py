"""The tables of a search: words, families, the texts that lead to jobs, and completions.

word        folded words with their stem, how often they stand in the graph, and how they are mostly written
stem        the stems, numbered as in the arrays; `~sio` are initials of titles, `=type:bts` kinds, levels and ways
family      stems that may stand for each other
job_text    what names a job (`job`, a number in `job`): label, former label, appellation
item_text   what a job takes: competence, savoir, or a sentence of its definition
job         the jobs of ROME
completion  beginnings of names (from each of their words on), the likeliest first by `weight`
shortcut    the first completions of the beginnings that have too many
"""

from __future__ import annotations

SCHEMA = """
CREATE TABLE word (
  word TEXT PRIMARY KEY, stem INTEGER NOT NULL, count INTEGER NOT NULL, surface TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE stem (id INTEGER PRIMARY KEY, stem TEXT NOT NULL UNIQUE);
CREATE TABLE family (
  stem INTEGER NOT NULL, other INTEGER NOT NULL, weight REAL NOT NULL, PRIMARY KEY (stem, other)
) WITHOUT ROWID;
CREATE TABLE job (id INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE, notation TEXT NOT NULL, label TEXT);
CREATE TABLE job_text (id INTEGER PRIMARY KEY, job INTEGER NOT NULL, kind TEXT NOT NULL, label TEXT NOT NULL);
CREATE TABLE item_text (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, iri TEXT NOT NULL, label TEXT NOT NULL);
CREATE TABLE completion (id INTEGER PRIMARY KEY, text TEXT, kind TEXT, iri TEXT, identifier TEXT, weight REAL);
CREATE TABLE beginning (
  key TEXT NOT NULL, weight REAL NOT NULL, completion INTEGER NOT NULL, PRIMARY KEY (key, completion)
) WITHOUT ROWID;
CREATE TABLE shortcut (
  key TEXT NOT NULL, place INTEGER NOT NULL, completion INTEGER NOT NULL, PRIMARY KEY (key, place)
) WITHOUT ROWID;
"""

#: The file of the tables in a folder of prepared files.
FILE = "recherche.sqlite"
