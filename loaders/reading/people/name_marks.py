"""Names as people write them into BibTeX and tables of their own: with marks for notes on equal
shares or on who corresponds and emphasis for themselves, which are no part of a name, and family
names first."""

from __future__ import annotations

import re
from typing import Final

from msgspec.structs import replace

from kg.loaders.reading.latex import readable
from kg.loaders.reading.markup import unmarked
from kg.loaders.reading.people.name_lists import CAPITAL
from kg.loaders.reading.people.names import (
    NameList,
    bibtex_names,
    initials_come_last,
    with_initials_last,
)

__all__ = ["bare_names", "family_alone", "names_of_field", "without_marks"]

_SIGNS: Final = "*\u2217\u204e\u2020\u2021\u00a7\u00b6\u2709\u2605\u2606\u22c6\U0001f4e7"
_HIGH: Final = "\u00b9\u00b2\u00b3\u2070-\u2079"
_COMMANDS: Final = (
    r"\\(?:text)?(?:dag(?:ger)?|ddag(?:ger)?|ast|asteriskcentered|(?:big)?star|sharp|natural"
    r"|diamond(?:suit)?|(?:club|spade|heart)suit|textsection|textparagraph|Letter|Envelope)"
    r"(?![A-Za-z])(?:\{\})?"
)
_GROUP: Final = r"\{(?:[^{}]|\{[^{}]*\})*\}"
_MARKS: Final = re.compile(
    rf"<sup>[^<]*</sup>|\$\s*(?:\{{\}})?\s*\^[^$]{{1,40}}\$|\$\s*{_COMMANDS}\s*\$"
    rf"|\\(?:thanks|footnote|inst|orcid|orcidlink|orcidID)\s*{_GROUP}"
    r"|\\footnotemark(?:\[[^\]]*\])?(?:\{\})?"
    rf"|\\textsuperscript\s*{_GROUP}(?![^\W\d_])|{_COMMANDS}"
    rf"|(?<!\\)\^?(?:\{{\\?[{_SIGNS}]+\}}|(?:\\?[{_SIGNS}])+)|[{_HIGH}]+(?:[,;][{_HIGH}]+)*"
    r"|\((?:corresponding|equal|co-?first|contributed)[^()]*\)",
    re.IGNORECASE,
)
_EMPHASIS: Final = re.compile(
    r"\\(?:textbf|textit|emph|underline|uline|ul|textsl|mathbf)\s*\{((?:[^{}]|\{[^{}]*\})*)\}"
    r"|\{\\(?:bf|bfseries|it|itshape|em)(?![A-Za-z])\s*((?:[^{}]|\{[^{}]*\})*)\}"
)
_SIGN: Final = re.compile(
    rf"[\\${_SIGNS}{_HIGH}]|<sup>|\((?:corr|equal|co-?f|contr)", re.IGNORECASE
)


def names_of_field(field: str) -> NameList:
    """The names of a field of BibTeX; where several have only their initials behind them (`Berg P
    and Moreau EW`), or one beside such as have a comma, the family names come first.

    >>> [n.family for n in names_of_field("Moreau EW and Berg P").names]
    ['Moreau', 'Berg']
    >>> [n.family for n in names_of_field("Malcolm X and Alex Haley").names]
    [None, None]
    """
    read = bibtex_names(unmarked(without_marks(_AND_OF_STYLES.sub(" and ", field))))
    names = _without_stops(read)
    bare = [name.name for name in names.names if name.family is None]
    if not any(name.rstrip(".")[-1:].isupper() for name in bare):
        return names
    abbreviated = any(name.given and _INITIALS.fullmatch(name.given) for name in names.names)
    if len(names.names) > 1 and (len(bare) > 1 or abbreviated):
        return with_initials_last(names) if initials_come_last(bare) else names
    return names


_STOPPED: Final = re.compile(r"[^,]*\.(?<!\b[JS]r\.)")
_WORD_AND_STOP: Final = re.compile(r"[^\W\d_]{4}\.\Z")


def _without_stops(names: NameList) -> NameList:
    """Whole names without the full stop that SciTePress has behind every one of a list."""
    shown = [name.name for name in names.names]
    if not all(map(_STOPPED.fullmatch, shown)) or not any(map(_WORD_AND_STOP.search, shown)):
        return names
    bare = tuple(replace(name, name=name.name[:-1]) for name in names.names)
    return replace(names, names=bare)


_AND_OF_STYLES: Final = re.compile(r"\\and\b\s*| \| ")
_INITIALS: Final = re.compile(rf"(?:{CAPITAL}\.?[ -]?){{1,4}}")


def without_marks(names: str) -> str:
    """A list of names in LaTeX without marks and emphasis.

    >>> without_marks(r"\\textbf{Moreau, E.}$^*$ and Berg*\u2020, P. and A. Reed\\dag")
    'Moreau, E. and Berg, P. and A. Reed'
    """
    if not _SIGN.search(names):
        return names
    bare = _MARKS.sub("", names)
    while "\\" in bare and (plain := _EMPHASIS.sub(_content, bare)) != bare:
        bare = plain
    return bare


def _content(found: re.Match[str]) -> str:
    return found[1] if found[1] is not None else found[2]


_ODD: Final = re.compile(rf"[<&\\${_SIGNS}{_HIGH}]|\((?:corr|equal|co-?f|contr)", re.IGNORECASE)
_ACCENT: Final = re.compile(
    r"\\[`'^\"~=.]\s*\{?\\?[A-Za-z]|\\[cvuHkrdb]\s*\{[A-Za-z]|\\(?:[oOlLij]|ss|ae|AE|aa|AA)\b"
)


def bare_names(names: str) -> str:
    """A name or a list of them, as tables take them from web pages and BibTeX, without marks, tags
    and entities, whose semicolons separate no names.

    >>> bare_names(r"<b>Ada Brook</b>*, Jos&#233; Reed, M\\'{a}ria Beek")
    'Ada Brook, José Reed, Mária Beek'
    """
    if not _ODD.search(names):
        return names
    bare = unmarked(without_marks(names))
    return readable(bare) if _ACCENT.search(bare) else bare


def family_alone(family: str | None, given: str | None) -> str | None:
    """The family name; None where a whole name stands that nobody has parted, as those do that the
    IEEE sends to Crossref. One may begin with a particle.

    >>> family_alone("Ada Brook", None), family_alone("de Brook", None), family_alone("Brook", None)
    (None, 'de Brook', 'Brook')
    """
    if given or not family or family[:1].islower() or " " not in family.strip():
        return family
    return None
