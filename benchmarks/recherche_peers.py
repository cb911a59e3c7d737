"""What anybody would do with SQLite alone: FTS5 with BM25 over all words, and LIKE."""

from __future__ import annotations

import re
import sqlite3

from benchmarks.recherche_answers import Shown
from passerelles.analysis.catalogue import Catalogue

_TEXTS = """
SELECT 'certification', c.iri, c.identifier, c.title,
  COALESCE((SELECT GROUP_CONCAT(k.notation, ' ') FROM code k
            WHERE k.certification = c.id AND k.scheme = 'type'), '') || ' ' ||
  COALESCE((SELECT GROUP_CONCAT(o.name, ' ') FROM certificateur l JOIN organisation o ON o.id = l.organisation
            WHERE l.certification = c.id), '') || ' ' ||
  COALESCE((SELECT GROUP_CONCAT(t.label, ' ') FROM code k JOIN concept t ON t.iri = k.iri
            WHERE k.certification = c.id AND k.scheme = 'rome'), '')
FROM certification c WHERE c.title IS NOT NULL
UNION ALL
SELECT 'metier', iri, notation, label, COALESCE((SELECT GROUP_CONCAT(a.label, ' ') FROM appellation l
  JOIN concept a ON a.iri = l.appellation WHERE l.rome = concept.iri), '')
FROM concept WHERE scheme = 'rome' AND label IS NOT NULL
UNION ALL
SELECT 'bloc', iri, identifier, title, '' FROM bloc WHERE title IS NOT NULL
UNION ALL
SELECT 'capacite', iri, notation, title, '' FROM capacite WHERE title IS NOT NULL
UNION ALL
SELECT 'code', iri, notation, label, '' FROM concept
WHERE scheme IN ('nsf', 'formacode', 'brochure', 'idcc') AND label IS NOT NULL
UNION ALL
SELECT 'certificateur', iri, siret, name, '' FROM organisation WHERE name IS NOT NULL
"""


class Plain:
    """The same texts in one FTS5 table, identifiers included."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._database = sqlite3.connect(":memory:")
        self._database.execute(
            "CREATE VIRTUAL TABLE text USING fts5(kind UNINDEXED, iri UNINDEXED, identifier, title, other, "
            'tokenize = "unicode61 remove_diacritics 2")'
        )
        self._database.executemany("INSERT INTO text VALUES (?, ?, ?, ?, ?)", catalogue.rows(_TEXTS))

    def bm25(self, question: str, top: int = 5) -> list[Shown]:
        """The best texts by BM25, any word of the question being enough."""
        words = re.findall(r"[^\W_]+", question)
        match = " OR ".join(f'"{word}"' for word in words)
        return self._shown(
            "SELECT kind, identifier, title, iri FROM text WHERE text MATCH ? "
            "ORDER BY bm25(text, 1, 1, 5, 5, 1) LIMIT ?",
            (match, top),
        )

    def like(self, question: str, top: int = 5) -> list[Shown]:
        """The shortest titles that hold all words of the question as they are written."""
        words = question.split()
        return self._shown(
            "SELECT kind, identifier, title, iri FROM text WHERE "
            + " AND ".join("COALESCE(identifier, '') || ' ' || title LIKE ?" for _ in words)
            + " ORDER BY LENGTH(title), iri LIMIT ?",
            (*(f"%{word}%" for word in words), top),
        )

    def _shown(self, sql: str, values: tuple[object, ...]) -> list[Shown]:
        return [
            Shown(kind, identifier, title, iri)
            for kind, identifier, title, iri in self._database.execute(sql, values)
        ]
