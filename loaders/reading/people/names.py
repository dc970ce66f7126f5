"""Author lists as bibliographies print them, split into names and, where marked, their parts.

Only what the source separates is separated: `Lovelace, Ada` has a family and a given name,
`Ada Lovelace` is one string whose order resolution judges later.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from kg.loaders.reading.latex import readable
from kg.loaders.reading.people.name_lists import (
    CAPITAL,
    EXTENDED,
    WIDE_MARKS,
    around_and,
    by_commas,
    in_turn,
    otherwise_separated,
    parts_of,
    with_plain_signs,
)
from kg.loaders.reading.people.others import (
    is_role,
    stands_for_others,
    without_number,
    without_others,
    without_role,
)
from kg.loaders.reading.spaces import BLANKS
from kg.records import Affiliation, Identifier, Mention

__all__ = [
    "NameList",
    "PrintedName",
    "bibtex_names",
    "commas_separate",
    "initials_come_last",
    "initials_last",
    "listed",
    "mention",
    "mentions",
    "numbered",
    "one_name",
    "person",
    "string_of_names",
    "with_initials_last",
]


class PrintedName(Struct, frozen=True, gc=False):
    """One name: as printed, and its parts where the source marks them."""

    name: str
    family: str | None = None
    given: str | None = None
    suffix: str | None = None
    orcid: str | None = None


class NameList(Struct, frozen=True, gc=False):
    """The names in order; `complete` is False when the list says that it is cut (`and others`)."""

    names: tuple[PrintedName, ...]
    complete: bool


_NAMES_KEPT = 16_384
"""Names read lately: those of a library come again and again."""

_AND = re.compile(r"(?<!\s)\s+(?:and(?:\s+and)*(?:,\s*|\s+)|(?-i:and(?=[A-Z])))", re.IGNORECASE)
"""Also with a comma behind it, or with no blank before the next name (`A. Reed andP. Berg`)."""
_FAMILY_FIRST = re.compile(rf"(?=.*[^\W\d_A-Z])[^\W\d_]\S*(?: \S+)* (?:{CAPITAL}\.?-?){{1,3}}")
_LOOSE_AND = re.compile(r"\A(?:\s*and(?:\s+|\Z))+|(?<!\sand)(?:\s+and)+\s*\Z", re.IGNORECASE)
_SUFFIX = re.compile(
    r"(?:jr|sr|jnr|snr|[ivx]{2,4}|iv|[2-5](?:nd|rd|th)|esq|phd|md)\.?", re.IGNORECASE
)
_JUNIOR = re.compile(r"[JS]r\.?")


_NO_GIVEN_NAME = ("null", "undefined")  # as Lens and Better BibTeX had it


@lru_cache(_NAMES_KEPT)
def one_name(text: str) -> PrintedName | None:
    """A name with commas read as `Family, Given`, `Family, Jr, Given` or `Family, Given, Jr`.

    >>> one_name("Zhao, J.")
    PrintedName(name='Zhao, J.', family='Zhao', given='J.', suffix=None, orcid=None)
    >>> one_name("King, Martin Luther, Jr.").suffix, one_name("King, Martin L Jr").suffix
    ('Jr.', 'Jr')
    >>> one_name("Ada Lovelace").family is None
    True
    """
    name = without_number(without_role(" ".join(text.split()))).strip(",;& ")
    if not name:
        return None
    parts = [part.strip() for part in name.split(",")]
    if len(parts) == 2 and parts[1] in _NO_GIVEN_NAME:
        return PrintedName(parts[0])
    if len(parts) == 2 and parts[0] and parts[1]:
        if " " in parts[0] and _SUFFIX.fullmatch(parts[1]):  # "Martin Luther King, Jr."
            return PrintedName(name, suffix=parts[1])
        if _JUNIOR.fullmatch(parts[1]):
            return PrintedName(name, parts[0], suffix=parts[1])
        (family, suffix), (given, behind) = map(_suffix_apart, parts)
        return PrintedName(name, family, given, suffix or behind)
    if len(parts) == 3 and parts[0]:
        middle, last = parts[1], parts[2]
        if is_role(last) and not _SUFFIX.fullmatch(middle):
            return PrintedName(f"{parts[0]}, {middle}", parts[0], middle or None)
        if _SUFFIX.fullmatch(last) and not _SUFFIX.fullmatch(middle):
            middle, last = last, middle
        return PrintedName(name, parts[0], last or None, middle or None)
    return PrintedName(name)


_NAME_AND_SUFFIX = re.compile(r"(.*[\w.]) ([JS]r\.?|I{2,3}|IV|[2-5](?:nd|rd|th))")


def _suffix_apart(name: str) -> tuple[str, str | None]:
    """`King Jr.`, as Scopus and others have it before the given name, and PubMed behind it, in its
    two parts."""
    found = _NAME_AND_SUFFIX.fullmatch(name)
    return (found[1], found[2]) if found else (name, None)


def person(
    family: str | None,
    given: str | None,
    *,
    particle: str | None = None,
    suffix: str | None = None,
    literal: str | None = None,
) -> PrintedName | None:
    """A name that the source keeps in parts (CSL-JSON, BibLaTeX); None when all are empty.

    >>> person("Beethoven", "Ludwig", particle="van").name
    'Ludwig van Beethoven'
    >>> person("Almeida", "Ana", particle="d'").name
    "Ana d'Almeida"
    >>> person("King, Jr.", "Martin Luther").suffix, person("King III", "Martin").suffix
    ('Jr.', 'III')
    """
    family, given, particle, suffix, literal = (
        " ".join(part.split()) if part else None
        for part in (family, given, particle, suffix, literal)
    )
    before, _, after = (family or "").rpartition(",")
    if before and _SUFFIX.fullmatch(after.strip()):
        family, suffix = before, suffix or after.strip()
    elif family and not suffix:
        family, suffix = _suffix_apart(family)
    surname = _JOINED.sub(r"\1", " ".join(filter(None, (particle, family)))) or None
    whole = " ".join(filter(None, (given, surname))) or literal
    if not whole:
        return None
    if suffix:
        whole = f"{whole}, {suffix}"
    return PrintedName(whole, surname, given if surname else None, suffix)


_JOINED = re.compile(r"\b([dl]['\u2019]|al-) (?=[^\W\d_])", re.IGNORECASE)
"""A particle that no blank parts from its name, which programs leave where they join the two."""


def bibtex_names(field: str) -> NameList:
    """The names of a BibTeX or BibLaTeX author field, LaTeX made readable.

    Names are separated by `and` outside braces; a name wholly in braces is a body, not a person;
    BibLaTeX's `family=…, given=…` is understood. Lists that are separated by semicolons or `&`, or
    by commas as far as those cannot be the names' own, are split too.

    >>> [n.name for n in bibtex_names("{Barnes and Noble} and Knuth, D. E. and others").names]
    ['Barnes and Noble', 'Knuth, D. E.']
    >>> bibtex_names("Knuth, D. E. and others").complete
    False
    """
    text = without_role(_LOOSE_AND.sub("", with_plain_signs(field).rstrip(" ,;")))
    return _name_list(otherwise_separated(_split(_unbraced(text), _AND)), _bibtex_name)


_SEMICOLON = re.compile(r"\s*;\s*")
_TYPED_INTO_ONE = re.compile(r"\{([^{};]+(?:; [^{};]+)+)\}, ([^{};]+)\Z")
"""What Mendeley makes of a list typed as one person: all up to the last comma is the family."""
_IN_NAMES_OF_BODIES = re.compile(r"\b(?:of|for|the)\b", re.IGNORECASE)


def _unbraced(text: str) -> str:
    """A list of persons that is in braces as a whole, without them; a body keeps its own.

    >>> _unbraced("{Brook, A.; Reed, S.}"), _unbraced("{Brook; Reed}")
    ('Brook, A. and Reed, S.', '{Brook; Reed}')
    """
    if not text.startswith("{") or _closing(text) != len(text) - 1:
        return _TYPED_INTO_ONE.sub(r"\1, \2", text) if ";" in text else text
    inner = text[1:-1].strip(" ;")
    parts = _split(inner, _SEMICOLON if ";" in inner else _AND)
    persons = all("," in p for p in parts) or (len(parts) > 2 and all(" " in p for p in parts))
    several = len(parts) > 1 and persons and not _IN_NAMES_OF_BODIES.search(text)
    return " and ".join(parts) if several else text


_GAP = re.compile(r"(?<=[^\s,])\s*,\s*(?:\. ?\. ?\.|\u2026),?\s*(?:(?:and|&)\s+)?(?=[^\W\d_])")
"""Dots for those whom a list leaves out before its last name."""


def string_of_names(text: str, commas: bool = False) -> NameList:
    """Names in one string, separated by `;` or ` and `, without LaTeX.

    Bars separate them too, and commas where it is known that they do (`commas`): elsewhere
    `Ada Lovelace, Charles Babbage` may be a family name and given names.

    >>> [n.name for n in string_of_names("Lovelace, Ada; Charles Babbage; et al.").names]
    ['Lovelace, Ada', 'Charles Babbage']
    >>> [n.name for n in string_of_names("Ada Lovelace, Charles Babbage", commas=True).names]
    ['Ada Lovelace', 'Charles Babbage']
    """
    text = _without_stop(_LOOSE_AND.sub("", " ".join(text.translate(WIDE_MARKS).split())))
    text = _GAP.sub(", ..., ", text) if ".." in text or ". . " in text or "\u2026" in text else text
    separator = next((sign for sign in ";|" if sign in text), None)
    if separator is not None:
        parts = (n for part in parts_of(text, separator) for n in around_and(part))
        return _name_list(n for part in parts for n in by_commas(part, mixed=False))
    pieces = otherwise_separated(_AND.split(text))
    if commas:
        pieces = [name for piece in pieces for name in _by_all_commas(piece)]
    return _name_list(pieces)


_STOP = re.compile(r"(?:[^.]*[^\W\d_]|.*\b[^\W\d_]{3,})[^\W\d_]\.")
_BARE_INITIALS = re.compile(r"[^.]* [A-Z]{1,3}[,;][^.]*\.")
_ABBREVIATED = re.compile(r".*\b(?:inc|ltd|corp|co|univ|dept|prof|intl|assoc)\.", re.IGNORECASE)


def _without_stop(text: str) -> str:
    """The list without the full stop that ends it as a sentence (of PubMed, of bibliographies)."""
    if not text.endswith(".") or _ABBREVIATED.fullmatch(text):
        return text
    if not _STOP.fullmatch(text) and not _BARE_INITIALS.fullmatch(text):
        return text
    last = re.split(r"[\s,]", text)[-1]
    return text if _SUFFIX.fullmatch(last) else text[:-1]


def _by_all_commas(text: str) -> list[str]:
    """The names of a list in which commas separate; `Lovelace, Ada` stays one even there."""
    parts = parts_of(text, ",")
    if turns := in_turn(parts):
        return turns
    several = len(parts) > 2 or (len(parts) == 2 and " " in parts[0])
    return parts if several and not any(map(_SUFFIX.fullmatch, parts)) else [text]


def commas_separate(lists: Iterable[str]) -> bool:
    """Whether commas separate the names in a column of lists: where most of those with several
    commas have only whole names between them.

    >>> commas_separate(["Ada Lovelace, Grace Hopper, Emmy Noether", "Ada Lovelace, Alan Turing"])
    True
    >>> commas_separate(["Lovelace, Ada, Babbage, Charles", "Garcia Marquez, Gabriel Jose"])
    False
    """
    whole = 0
    for text in lists:
        if text.count(",") > 1 and ";" not in text and "|" not in text:
            names = [part for part in parts_of(text, ",") if not stands_for_others(part)]
            whole += 1 if all(" " in name for name in names) else -1
    return whole > 0


def typed_names(text: str) -> NameList:
    """Names as authors type them for arXiv: commas between, `and` before the last, affiliations
    and their numbers in brackets, which are left out.

    >>> [n.name for n in typed_names("A. Brook (1), S. Reed, Jr. and L. Beek ((1) Uni)").names]
    ['A. Brook', 'S. Reed, Jr.', 'L. Beek']
    """
    while (bare := _IN_BRACKETS.sub("", text)) != text:
        text = bare
    pieces = _BETWEEN_TYPED.split(text)
    return string_of_names("; ".join(in_turn(pieces) or pieces))


_IN_BRACKETS = re.compile(rf"{BLANKS}\([^()]*\)")
_BETWEEN_TYPED = re.compile(
    rf"{BLANKS},(?!\s*(?:[JS]r|I{{2,3}}|IV)\b)\s*(?:and\s+)?|(?<!\s)\s+and\s+"
)


@lru_cache(_NAMES_KEPT)
def _plain_name(piece: str) -> tuple[PrintedName | None, bool]:
    """The name in a piece of a list, and whether others are left out there."""
    body, cut = without_others(piece)
    return one_name(body), cut


@lru_cache(_NAMES_KEPT)
def _bibtex_name(piece: str) -> tuple[PrintedName | None, bool]:
    """The same of a BibTeX field, where braces may be around the words for others."""
    if stands_for_others(piece.strip("{} ,")):
        return None, True
    body, cut = without_others(piece)
    return _in_latex(body.strip()), cut


def _name_list(
    pieces: Iterable[str],
    name_in: Callable[[str], tuple[PrintedName | None, bool]] = _plain_name,
) -> NameList:
    """The names in the pieces of a list, and whether it is whole."""
    found: list[PrintedName] = []
    complete = True
    for text in pieces:
        name, cut = name_in(text)
        complete = complete and not cut
        if name is not None:
            found.append(name)
    return NameList(tuple(found), complete)


def _in_latex(piece: str) -> PrintedName | None:
    if piece.startswith("{") and _closing(piece) == len(piece) - 1:
        body = " ".join(readable(piece).split())
        return PrintedName(body) if body else None
    if "=" in piece and EXTENDED.search(piece):
        return _extended_name(piece)
    if "{" in piece and "," in piece:  # a comma inside braces separates nothing
        parts = [readable(part) for part in _split(piece, _COMMA)]
        if any("," in part for part in parts):
            return person(parts[0], " ".join(parts[1:]) or None)
    return one_name(_JOINED.sub(r"\1", readable(piece)))


_COMMA = re.compile(r"\s*,\s*")


def _extended_name(piece: str) -> PrintedName | None:
    parts: dict[str, str] = {}
    for part in _split(piece, _COMMA):
        key, _, value = part.partition("=")
        parts[key.strip().strip('"').lower()] = readable(value).strip().strip('"')
    return person(
        parts.get("family"),
        parts.get("given") or parts.get("given-i"),
        particle=parts.get("prefix"),
        suffix=parts.get("suffix"),
    )


def _closing(text: str) -> int:
    """Where the brace that opens the text is closed; -1 when it is not."""
    depth = 0
    for found in re.finditer(r"\\.|[{}]", text, re.DOTALL):
        if found[0] == "{":
            depth += 1
        elif found[0] == "}":
            depth -= 1
            if depth == 0:
                return found.start()
    return -1


def _split(text: str, separator: re.Pattern[str]) -> list[str]:
    """Split at a separator outside braces; unbalanced braces do not count."""
    if "{" not in text:
        return separator.split(text.strip())
    depths: list[int] = []
    depth = 0
    for char in text:
        depth += char == "{"
        depths.append(depth)
        depth -= char == "}" and depth > 0
    if depth:
        return separator.split(text.strip())
    pieces, start = [], 0
    for found in separator.finditer(text):
        if depths[found.start()] == 0:
            pieces.append(text[start : found.start()])
            start = found.end()
    pieces.append(text[start:])
    return [piece.strip() for piece in pieces]


_ENDING_IN_INITIALS = re.compile(
    rf"([^\W\d_][^,]*?)(?<!\s)\s+((?:[^\W\d_]{{1,2}}\.[ -]?)+|{CAPITAL}(?:[ -]?{CAPITAL}){{0,3}})"
    r"(?:,?\s+(Jr|Sr|II|III|IV|2nd|3rd)\.?)?"
)


def initials_last(name: PrintedName) -> PrintedName:
    """A name of a list in which family names come first: `Phillips J.C.`, `Dai Z`.

    >>> initials_last(PrintedName("van der Berg J.-P.")).family
    'van der Berg'
    >>> initials_last(PrintedName("Ada Lovelace")).family is None
    True
    """
    if name.family is not None:
        return name
    found = _ENDING_IN_INITIALS.fullmatch(name.name)
    if found is None:
        return name
    return PrintedName(name.name, found[1], found[2].strip(), found[3], name.orcid)


def with_initials_last(names: NameList) -> NameList:
    """The names of a list with the parts that they have where family names come first: `Liu R.` in
    any list, `Liu R` in one most of whose names without a comma are so written.

    >>> [n.family for n in with_initials_last(listed(["Liu R", "van der Berg JP"])).names]
    ['Liu', 'van der Berg']
    >>> [n.family for n in with_initials_last(listed(["Malcolm X", "Alex Haley"])).names]
    [None, None]
    """
    bare = [n.name for n in names.names if n.family is None]
    if not bare:
        return names
    alike = 2 * sum(map(_is_initials_last, bare)) > len(bare)
    kept = (
        initials_last(n) if n.name.endswith(".") or (alike and _is_initials_last(n.name)) else n
        for n in names.names
    )
    return replace(names, names=tuple(kept))


def initials_come_last(lists: Iterable[str]) -> bool:
    """Whether most names in a column of lists are family names with initials behind them.

    >>> initials_come_last(["Liu R, van der Berg JP", "Lake Study Group"])
    True
    >>> initials_come_last(["Ada Lovelace; Malcolm X", "Liu, R"])
    False
    """
    votes = 0
    for text in lists:
        for name in re.split(r"[,;|]", text):
            votes += (1 if _is_initials_last(name.strip()) else -1) if " " in name.strip() else 0
    return votes > 0


def _is_initials_last(name: str) -> bool:
    """Whether a name ends in initials: `Liu R`, not `LIU RUI` nor `Mary II`."""
    if _FAMILY_FIRST.fullmatch(name) is None:
        return False
    return _SUFFIX.fullmatch(name.rpartition(" ")[2]) is None


def listed(names: Iterable[str]) -> NameList:
    """Names that the source already lists one by one; an `et al.` among them cuts the list.

    >>> listed(["Zhao, J.", "et al."]).complete
    False
    """
    return _name_list(n for name in names for n in around_and(name))


def mentions(names: Sequence[PrintedName], role: str = "author") -> tuple[Mention, ...]:
    """The names as mentions in the positions they are printed in, counted from 1."""
    return tuple(mention(n, place, role, orcid=n.orcid) for place, n in enumerate(names, 1))


def mention(
    name: PrintedName,
    position: int | None = None,
    role: str = "author",
    *,
    orcid: str | None = None,
    ids: tuple[Identifier, ...] = (),
    affiliations: tuple[Affiliation, ...] = (),
    corresponding: bool | None = None,
) -> Mention:
    """A printed name as a mention, with what else is told of the person: an `orcid`, or `ids`."""
    ids = (Identifier("orcid", orcid),) if orcid else ids
    parts = (name.name, position, name.given, name.family, name.suffix)
    return Mention(*parts, role, "printed", ids, affiliations, corresponding)


def numbered(people: Iterable[Mention]) -> tuple[Mention, ...]:
    """Authors and then editors, each counted from 1."""
    found = list(people)
    return tuple(
        replace(mention, position=position)
        for role in ("author", "editor")
        for position, mention in enumerate((m for m in found if m.role == role), 1)
    )
