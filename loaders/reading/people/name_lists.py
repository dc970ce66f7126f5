"""Lists of names in which other signs than `and` separate: semicolons, ampersands, commas."""

from __future__ import annotations

import re

from kg.loaders.reading.people.others import stands_for_others, without_others
from kg.loaders.reading.spaces import BLANKS

__all__ = [
    "CAPITAL",
    "EXTENDED",
    "WIDE_MARKS",
    "around_and",
    "by_commas",
    "in_turn",
    "otherwise_separated",
    "parts_of",
    "with_plain_signs",
]

CAPITAL = "[A-ZÀ-ÖØ-ÞČŁŚŠŻŽΑ-ΩА-ЯЁІЇЄ]"
"""A letter that initials are made of, in a pattern: Latin, Greek or Cyrillic."""
WIDE_MARKS = str.maketrans(
    {"\uff0c": ",", "\uff1b": ";", "\u3001": ",", "\u060c": ", ", "\u061b": "; "}
)
"""Commas and semicolons of Chinese and Japanese, and of Arabic and Persian, and those of ours."""

_INITIALS_LAST = re.compile(rf"\w\S*(?: \S+)* (?:{CAPITAL}\.?-?){{1,4}}")
_INITIALS = re.compile(rf"(?:[^\W\d_]{{1,2}}\.[ -]?)+|{CAPITAL}{{1,3}}")
_AMPERSAND = re.compile(rf"{BLANKS}\\?&\s*")
_INITIALS_FIRST = re.compile(rf"(?:{CAPITAL}{{1,3}}\.?[ -]?)+ [^\W\d_][^\W\d_]\S*(?: \S+)*")
_INITIAL_WITHIN = re.compile(rf"[^\W\d_]\S+ (?:{CAPITAL}\. ?)+[^\W\d_][^\W\d_.]\S*(?: \S+)*")
"""Given names with an initial among them stand before a family name: nobody's family name is so."""
_TIE = re.compile(r"(?<!\\)~")
_GLUED = re.compile(rf"(?<=\b{CAPITAL}\.)(?={CAPITAL}[^\W\d_])")
"""Between an initial and the name behind it: `J.Reed`."""

EXTENDED = re.compile(
    r"\b(family|given|prefix|suffix|useprefix|given-i|prefix-i|hash|id)\s*=", re.I
)
"""The parts by which BibLaTeX's extended format names a person."""


def with_plain_signs(field: str) -> str:
    """A field of BibTeX with blanks for ties and behind initials and, where it has no braces,
    commas of ours."""
    if "~" in field:
        field = _TIE.sub(" ", field)
    if "." in field:
        field = _GLUED.sub(" ", field)
    if not field.isascii() and "{" not in field:
        field = field.translate(WIDE_MARKS)
    return " ".join(field.split())


def otherwise_separated(pieces: list[str]) -> list[str]:
    """The names in what stands between `and`s, where other signs separate some of them: semicolons
    and commas, and ampersands and words of other languages in a list without any `and`."""
    if len(pieces) == 1:
        text = pieces[0]
        if "{" in text or EXTENDED.search(text):
            return pieces
        if ";" in text:
            return parts_of(text, ";")
        if elsewhere := _by_and_elsewhere(text):
            return elsewhere
        pieces = _by_ampersand(text)
        if _PARTED_HAN.fullmatch(text):
            return by_commas(text, mixed=False)
    pieces = [p for whole in pieces for p in _by_semicolons(whole)]
    if not any("," in piece for piece in pieces) or all(map(_PARTED_HAN.fullmatch, pieces)):
        return pieces
    mixed = len(pieces) == 2 and sum("," in piece for piece in pieces) == 1
    return [
        name for piece in pieces for name in by_commas(piece, mixed and " " in pieces[-1].strip())
    ]


def _by_semicolons(text: str) -> list[str]:
    return parts_of(text, ";") if ";" in text and "{" not in text else [text]


_AND_ELSEWHERE = re.compile(r" (?:a|e|et|i|och|og|und|y|и|і|та) ")
_IN_NO_NAME = re.compile(r" (?:et|och|og|und) ")


def _by_and_elsewhere(text: str) -> list[str]:
    """The names around the `and` of another language, where they are told with a comma each or
    as words with capitals; none where that may be a part of a name.

    >>> _by_and_elsewhere("Reed, Ana y Brook, Eva"), _by_and_elsewhere("Ana Reed und Eva Brook")
    (['Reed, Ana', 'Brook, Eva'], ['Ana Reed', 'Eva Brook'])
    >>> _by_and_elsewhere("José Ortega y Gasset"), _by_and_elsewhere("Amt für Seen und Teiche")
    ([], [])
    """
    pieces = _AND_ELSEWHERE.split(text)
    if len(pieces) == 1:
        return []
    if all(piece.count(", ") == 1 for piece in pieces):
        return pieces
    parts = [part for piece in pieces for part in parts_of(piece, ",")]
    sure = len(parts) > 2 or _IN_NO_NAME.search(text)
    return parts if sure and all(map(_is_whole, parts)) else []


def _is_whole(name: str) -> bool:
    words = name.split()
    return 2 <= len(words) <= 4 and all(word[0].isupper() for word in words)


def _by_ampersand(text: str) -> list[str]:
    """`J. Moreau & P. Berg` are two, `Barnes & Noble` is one body."""
    pieces = _AMPERSAND.split(text) if "&" in text else [text]
    return pieces if all(" " in piece or "," in piece for piece in pieces) else [text]


_PARTED_HAN = re.compile(r"[\u3400-\u9fff\u3040-\u30ff]{1,4}, ?[\u3400-\u9fff\u3040-\u30ff]{1,4}")
_HAN = re.compile(r"[\u3400-\u9fff\u00b7]{2,8}|[\uac00-\ud7a3]{2,4}")


def by_commas(text: str, mixed: bool) -> list[str]:
    """Names separated by commas: whole ones, or family names and initials in turn.

    Two whole names with one comma between them are seen as such only when both have their initials
    last (`Berg P., Moreau E.W.`) or first (`P Berg, EW Moreau`), or where a name without a comma
    follows (`mixed`: `Ada Lovelace, Charles Babbage and Alan Turing`): else it is `Family, Given`.
    """
    if "," not in text or "{" in text or "=" in text:
        return [text]
    parts = parts_of(text, ",")
    if turns := in_turn(parts):
        return turns
    if len(parts) > 1 and all(map(_HAN.fullmatch, parts)):
        return parts
    if not all(" " in part or stands_for_others(part) for part in parts):
        return parts if _with_initials_or_alone(parts) else [text]
    if len(parts) > 2 or (len(parts) == 2 and mixed and not text[0].islower()):
        return parts
    if _INITIAL_WITHIN.fullmatch(parts[0]) and not _INITIALS_LAST.fullmatch(parts[1]):
        return parts
    bare = [without_others(part)[0] for part in parts]
    alike = any(all(map(form.fullmatch, bare)) for form in (_INITIALS_LAST, _INITIALS_FIRST))
    return parts if len(parts) == 2 and alike else [text]


_ALONE = re.compile(rf"{CAPITAL}[^\W\d_A-Z]{{3,}}")


def _with_initials_or_alone(parts: list[str]) -> bool:
    """Whether most names have their initials last, and the others are of one word, as in Indonesia:
    `Brook H., Salmah S., Mairawita`."""
    alone = [part for part in parts if " " not in part]
    whole = [part for part in parts if _INITIALS_LAST.fullmatch(part)]
    return len(alone) + len(whole) == len(parts) < 2 * len(whole) and all(
        map(_ALONE.fullmatch, alone)
    )


_IN_PARTS = re.compile(rf"[^\W\d_][^,;&]{{0,40}}, (?:{CAPITAL}[.-]? ?){{1,4}}")


def around_and(name: str) -> list[str]:
    """The names in one of a list that was BibTeX: editors may have stayed together there.

    >>> around_and("Berg, P and Moreau, EW"), around_and("Health, Labour and Welfare, Japan")
    (['Berg, P', 'Moreau, EW'], ['Health, Labour and Welfare, Japan'])
    """
    if " and " not in name:
        return [name]
    pieces = name.split(" and ")
    return pieces if all(map(_IN_PARTS.fullmatch, pieces)) else [name]


def in_turn(parts: list[str]) -> list[str] | None:
    """The names of a list that gives family names and initials in turn; else None.

    >>> in_turn(["Brook", "A.", "Reed", "B.", "et al."]), in_turn(["Brook", "A."])
    (['Brook, A.', 'Reed, B.', 'et al.'], None)
    """
    if len(parts) < 3:
        return None
    others = [part for part in parts if stands_for_others(part)]
    named = [part for part in parts if part not in others] if others else parts
    if len(named) < 4 - 2 * bool(others) or len(named) % 2:
        return None
    if not all(map(_INITIALS.fullmatch, named[1::2])):
        return None
    pairs = zip(named[::2], named[1::2], strict=True)
    return [*(f"{family}, {given}" for family, given in pairs), *others]


def parts_of(text: str, separator: str) -> list[str]:
    """What stands between the separators, as far as anything does."""
    return [part.strip() for part in text.split(separator) if part.strip()]
