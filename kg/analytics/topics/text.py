"""Words of papers as numbers: tokens in any script, and pairs of them."""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterable
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

__all__ = ["Lexicon", "plain"]

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


_STOP, _UNKNOWN = -1, -2
_PAIR = 32
"""A pair of words is the number of the first, counted from 1, above this many bits of the second's:
so no pair has the number of a word."""


class Lexicon(dict[str, int]):
    """Numbers of words, in the order they are met; stop words have none, nor do words that are
    first met after `close`.

    Pairs of neighbouring words are terms too; they do reach over stop words, as in "state [of the]
    art". Of a script without spaces between words, pairs of neighbouring signs serve as words.

    >>> lexicon = Lexicon()
    >>> keys, texts = lexicon.occurrences(["State of the art 2020", "art"])
    >>> lexicon.terms(keys), texts.tolist()
    (['state', 'art', 'art', 'state art'], [0, 0, 1, 0])
    """

    def __init__(self) -> None:
        from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

        super().__init__(dict.fromkeys(sorted(FUNCTION_WORDS | ENGLISH_STOP_WORDS), _STOP))
        self._closed = False

    def __missing__(self, word: str) -> int:
        if self._closed:
            return _UNKNOWN
        self[word] = number = len(self)
        return number

    def close(self) -> None:
        """Learn no more words."""
        self._closed = True

    def occurrences(self, texts: Iterable[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Of each occurrence of a term the term's key, and the place of its text."""
        number = self.__getitem__
        words, signs = array("q"), array("q")
        ends, sign_ends = array("q"), array("q")
        for text in map(plain, texts):
            words.extend(map(number, _TOKEN.findall(text)))
            if not text.isascii():
                pairs = (a + b for run in _SIGNS.findall(text) for a, b in pairwise(run))
                signs.extend(map(number, pairs))
            ends.append(len(words))
            sign_ends.append(len(signs))
        numbers, places = _with_places(words, ends)
        said = numbers != _STOP
        parts = [_with_pairs(numbers[said], places[said]), _with_places(signs, sign_ends)]
        keys, texts_of = (np.concatenate(both) for both in zip(*parts, strict=True))
        return keys[keys >= 0], texts_of[keys >= 0]

    def terms(self, keys: NDArray[np.int64]) -> list[str]:
        """The terms with these keys."""
        words = {number: word for word, number in self.items()}
        return [
            words[key]
            if key < 1 << _PAIR
            else f"{words[(key >> _PAIR) - 1]} {words[key & ((1 << _PAIR) - 1)]}"
            for key in keys.tolist()
        ]


def _with_places(
    numbers: array[int], ends: array[int]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The numbers, and of each the place of the text it is from; `ends` are the ends of texts."""
    last = np.asarray(ends, dtype=np.int64)
    lengths = last - np.concatenate([np.zeros(1, np.int64), last])[:-1]
    return np.asarray(numbers, dtype=np.int64), np.repeat(np.arange(len(last)), lengths)


def _with_pairs(
    words: NDArray[np.int64], places: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The words and, after them, the pairs of neighbours in the same text that are both known."""
    first, second = words[:-1], words[1:]
    pair = (places[:-1] == places[1:]) & (first >= 0) & (second >= 0)
    keys = ((first[pair] + 1) << _PAIR) | second[pair]
    return np.concatenate([words, keys]), np.concatenate([places, places[:-1][pair]])
