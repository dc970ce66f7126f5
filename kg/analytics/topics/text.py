"""Words of papers: tokens in any script, counts, TF-IDF."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

__all__ = ["Words", "count_words", "terms_of", "tfidf"]

_UNSPACED = "\u0e00-\u0eff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
"""Scripts without spaces between words (Thai, Lao, kana, Han): pairs of signs serve as words."""

_TOKEN = re.compile(rf"(?!\d+\b)[^\W{_UNSPACED}]{{2,}}")
_SIGNS = re.compile(rf"[{_UNSPACED}]+")

FUNCTION_WORDS = frozenset(
    """
    au aux avec ce ces cet cette dans de des du elle en entre est et il la le les leur nous on
    ont ou par pas plus pour qui que sa se ses son sont sur un une
    aber als am an auf aus bei das dem den der des die durch ein eine einem einen einer eines es
    fur im ist mit nach nicht oder sich sie sind uber und vom von vor werden wie wird zu zum zur
    al como con del desde el ella en entre es esta este la las lo los mas no nos para pero por
    que se sin sobre son su sus un una uno
    ao aos as com da das dos e em entre mais na nas no nos o os ou para pela pelo por que sao seu
    sua um uma
    alla alle che chi come con da dai dal dalla dei del della delle di gli il in la le lo nel
    nella non per piu questo si sono su sul sulla tra un una
    """.split()
)
"""Words without content in French, German, Spanish, Portuguese and Italian, without accents.

Papers are written in more than English, and these would join papers by their language and name the
topic "la, des, les". English ones come from scikit-learn."""


class Words(NamedTuple):
    """Occurrences: one row a paper, one column a term; `terms` names the columns."""

    counts: csr_array
    terms: NDArray[np.str_]


def plain(text: str) -> str:
    """Lower case without accents; signs that are letters of their own script stay.

    >>> plain("Étude Übersicht 한국어")
    'etude ubersicht 한국어'
    """
    text = text.lower()
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFKD", text)
    # Few different signs make a text: each is looked up once.
    marks = {sign: None for sign in map(ord, set(apart)) if unicodedata.combining(chr(sign))}
    return unicodedata.normalize("NFC", apart.translate(marks) if marks else apart)


def terms_of(stop_words: frozenset[str]) -> Callable[[tuple[str, str]], list[str]]:
    """How (title, abstract) becomes terms: words and pairs of neighbouring words.

    Words of the title count twice: it says most about the topic. Pairs do not reach from the
    title into the abstract, but they do reach over stop words, as in "state [of the] art".

    >>> terms_of(frozenset({"the", "of"}))(("", "State of the art 2020"))
    ['state', 'art', 'state art']
    """

    def grams(text: str) -> list[str]:
        text = plain(text)
        words = [w for w in _TOKEN.findall(text) if w not in stop_words]
        words += [f"{a} {b}" for a, b in pairwise(words)]
        if not text.isascii():
            words += [a + b for run in _SIGNS.findall(text) for a, b in pairwise(run)]
        return words

    def terms(paper: tuple[str, str]) -> list[str]:
        title, abstract = paper
        return grams(title) * 2 + grams(abstract)

    return terms


def count_words(texts: Sequence[tuple[str, str]]) -> Words | None:
    """Count the terms of each paper's title and abstract; None when no term is shared.

    Terms of a single paper join nothing and are dropped (of two, where there are thousands of
    papers). So are those in more than half of the papers: no tighter on a small corpus, where
    one in four papers may well be about the same thing; in a fifth, on a large one, where such
    words cost most and say least.
    """
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS, CountVectorizer

    large = len(texts) >= 5000
    most = max(len(texts) * (0.2 if large else 0.5), 2)
    vectorizer = CountVectorizer(
        analyzer=terms_of(FUNCTION_WORDS | ENGLISH_STOP_WORDS),
        min_df=3 if large else 2,
        max_df=int(most),
        dtype=np.float32,
    )
    if len(texts) < 2:
        return None
    try:
        counts = vectorizer.fit_transform(texts)
    except ValueError:
        # The engine's only word for "no term is left".
        return None
    return Words(csr_array(counts), vectorizer.get_feature_names_out().astype(str))


def tfidf(counts: csr_array, *, sublinear: bool = True) -> csr_array:
    """TF-IDF rows of length 1: (1 + ln count) (1 + ln((1 + n) / (1 + papers with the term))).

    Salton and Buckley 1988, doi:10.1016/0306-4573(88)90021-0.
    """
    from sklearn.feature_extraction.text import TfidfTransformer

    weighted = TfidfTransformer(sublinear_tf=sublinear).fit_transform(counts)
    return csr_array(weighted.astype(np.float32))
