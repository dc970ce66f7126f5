"""Words in a list of authors that are no names: for those it leaves out, or for editors."""

from __future__ import annotations

import re

from kg.loaders.reading.spaces import BLANKS

__all__ = ["is_role", "stands_for_others", "without_number", "without_others", "without_role"]

_FOREIGN = (
    r"(?-i:(?:(?:и|та)\s+)?(?:др|ін)\.|u\.\s?a\.|und\s+andere|y\s+(?:otros|cols?\.)"
    r"|e\s+(?:outros|altri)|et\s+(?:coll\.|autres)|i\s+in(?:ni|\.)|a\s+(?:[ck]ol\.|kolektiv)"
    r"|m\.\s?fl\.|vd\.|ve\s+(?:ark\.|diğerleri)|dkk\.?|c\.s\.)"
)
"""The same in Russian, Ukrainian, German, Spanish, Portuguese, Italian, French, Polish, Czech, the
languages of the North, Turkish, Indonesian and Dutch; never with capitals, for `U. A.` are
initials."""
_COUNTED = r"(?:(?:and|&|\+)\s*){0,3}\d+\s*(?:more|others?|authors?)(?:\s+authors?)?"
_REST = (
    r"et\.?\s*al\b\.?(?:\s*[(\[][^()\[\]]{0,30}[)\]])?|and\s+others"
    rf"|{_COUNTED}|{_FOREIGN}|\+\s*\d+|等(?:人|\s*\d+\s*[位名人](?:作者)?)?"
    r"|외(?:\s*\d+\s*[인명])?|(?:ほか|他)(?:\s*\d+\s*名)?"
)
"""Words for those whom a list leaves out, or how many they are."""
_OTHERS = re.compile(
    rf"[(\[]?(?:and\s+)?(?:others|\.\.\.|…|{_REST})[)\]]?",
    re.IGNORECASE,
)
_TRAILING_OTHERS = re.compile(
    rf"(?<![\s,;])[\s,;]+[(\[]?(?:{_REST})[)\]]?\s*$"
    r"|(?<=[\u4e00-\u9fff])等人?\s*$|(?<=\w)\.?(?:\.\.\.|…)\s*$",
    re.IGNORECASE,
)
_ASIAN = frozenset("等외他ほ")
_LAST_WORDS = (
    *("al", "other", "others", "more", "author", "authors", "др", "ін", "u. a", "u.a", "andere"),
    *("otros", " col", "cols", "outros", "altri", "coll", "autres", "inni", " in", "kol", "fl"),
    *("kolektiv", " vd", " ark", "diğerleri", "dkk", "c.s"),
)


def stands_for_others(piece: str) -> bool:
    """Whether a piece of a list is no name.

    >>> stands_for_others("et al."), stands_for_others("+3 more"), stands_for_others("Ada")
    (True, True, False)
    """
    return _OTHERS.fullmatch(piece) is not None


def without_others(piece: str) -> tuple[str, bool]:
    """The piece without such words, and whether it had them.

    >>> without_others("Ada Lovelace et al."), without_others("Ada Lovelace...")
    (('Ada Lovelace', True), ('Ada Lovelace', True))
    >>> without_others("Ada Lovelace (+12 more)"), without_others("Ada Lovelace")
    (('Ada Lovelace', True), ('Ada Lovelace', False))
    >>> without_others("Берг, П. и др."), without_others("Berg, U. A.")
    (('Берг, П.', True), ('Berg, U. A.', False))
    >>> without_others("김하나 외 2인"), without_others("織部 綾 ほか")
    (('김하나', True), ('織部 綾', True))
    """
    if not _may_be_cut(piece):  # nearly all: to look closer costs ten times as much
        return piece, False
    if stands_for_others(piece.strip()):
        return "", True
    body = _TRAILING_OTHERS.sub("", piece)
    return body, body != piece


def _may_be_cut(piece: str) -> bool:
    if "..." in piece or "…" in piece or "+" in piece or " al." in piece:
        return True
    if not piece.isascii() and not _ASIAN.isdisjoint(piece):
        return True
    return piece.rstrip().rstrip(").]").casefold().endswith(_LAST_WORDS)


_ROLE = re.compile(
    rf"{BLANKS}(?:[(\[](?:eds?|editors?|hrsg|comps?)\.?[)\]]\.?|,\s*(?:editors?|hrsg|author)\.?)\s*\Z",
    re.I,
)
_BARE_ROLE = re.compile(r"(?:eds?|comps?)\.?", re.I)


def without_role(names: str) -> str:
    """The name, or the list of them, without the word behind it that they are editors, or that it
    is the author's, as catalogues say.

    >>> without_role("Reed, S. (eds.)"), without_role("S. Reed, editor"), without_role("Reed, Ed")
    ('Reed, S.', 'S. Reed', 'Reed, Ed')
    >>> without_role("Reed, Sam, author")
    'Reed, Sam'
    """
    return _ROLE.sub("", names)


def is_role(part: str) -> bool:
    """Whether what stands behind a whole name is such a word, and not a name as `Ed` may be."""
    return _BARE_ROLE.fullmatch(part) is not None


_NUMBER = re.compile(rf"{BLANKS}\(\d{{5,9}}\)")


def without_number(name: str) -> str:
    """The name without the number that Figshare prints behind those of its authors.

    >>> without_number("Ada Brook (17525032)")
    'Ada Brook'
    """
    return _NUMBER.sub("", name) if "(" in name else name
