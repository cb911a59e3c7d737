"""Blocs of different certifications that say nearly the same, looked for among all blocs at once."""

from __future__ import annotations

from collections.abc import Iterator

from passerelles.analysis.catalogue import Catalogue
from passerelles.analysis.comparison.answer import NearBlocs
from passerelles.analysis.comparison.likeness import likeness
from passerelles.analysis.comparison.vocabulary import Vocabulary
from passerelles.analysis.comparison.weighed import Weighed, weigh

#: Near ones looked at for each bloc: a wording repeated a hundred times is one group all the same.
_NEAREST = 12
#: The cosine of two blocs is not their likeness, but never far from it.
_MARGIN = 0.2
_WORDS = 8

_TEXTS = """
SELECT b.iri, b.certification, b.title, (
  SELECT group_concat(title, '. ') FROM (
    SELECT c.title FROM bloc_capacite l JOIN capacite c ON c.id = l.capacite WHERE l.bloc = b.id ORDER BY c.place, c.id
  )
) FROM bloc b WHERE b.title IS NOT NULL ORDER BY b.id
"""


def near_blocs(catalogue: Catalogue, vocabulary: Vocabulary, threshold: float) -> Iterator[NearBlocs]:
    """The pairs, each once, of blocs at least that much alike, with the words that they share."""
    import numpy as np
    from scipy.sparse import csr_matrix
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.preprocessing import normalize
    from sparse_dot_topn import sp_matmul_topn

    found = [(str(iri), owner, _text(title, more)) for iri, owner, title, more in catalogue.rows(_TEXTS)]
    weighed = [weigh(text, vocabulary) for _, _, text in found]
    said = [place for place, each in enumerate(weighed) if each.weights]
    if len(said) < 2:
        return
    matrix = DictVectorizer(dtype=np.float32).fit_transform([weighed[place].weights for place in said])
    rows = csr_matrix(normalize(matrix))
    nearest = sp_matmul_topn(
        rows, rows.T.tocsr(), top_n=_NEAREST, threshold=max(threshold - _MARGIN, 0.1), n_threads=2
    ).tocoo()
    pairs = zip(nearest.row.tolist(), nearest.col.tolist(), strict=True)
    for one, other in sorted({(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]}):
        left, right = said[one], said[other]
        if found[left][1] == found[right][1]:
            continue
        score = likeness(weighed[left], weighed[right]).score
        if score >= threshold:
            yield NearBlocs(found[left][0], found[right][0], score, _shared(weighed[left], weighed[right]))


def _text(title: object, more: object) -> str:
    return f"{title}. {more}" if more else str(title)


def _shared(one: Weighed, other: Weighed) -> tuple[str, ...]:
    return tuple(one.words[stem] for stem, _, _ in likeness(one, other).shared[:_WORDS])
