"""BibTeX and BibLaTeX text to entries with plain field values.

What is not plain is split by bibtexparser, and what that gives up on is recovered here: duplicate
fields and keys, entries without a key, comments by `%`, a forgotten comma. Values keep their LaTeX,
so that only the fields in use need be decoded.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NamedTuple

from bibtexparser.model import Entry, ImplicitComment, ParsingFailedBlock, String
from bibtexparser.splitter import Splitter

from kg.loaders.reading.bibtex.sections import Section
from kg.loaders.reading.bibtex.stretches import PlainEntry, in_one_word, stretches

__all__ = ["BadEntry", "BibEntry", "entries", "entries_of"]

# What it warns of becomes a reject; without a handler Python would print it.
logging.getLogger("bibtexparser").addHandler(logging.NullHandler())

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_NO_PAPERS = frozenset(("xdata", "set", "control"))  # BibLaTeX's own bookkeeping
_NO_RECORD = re.compile(r"@\s*(?:comment|preamble|string)\b", re.IGNORECASE)
_STRING = re.compile(r"@\s*string\b")
_ELSEWHERE = (_STRING, *map(re.compile, (r"crossref\s*=", r"xdata\s*=", r"ids\s*=")))
_PERCENT_COMMENT = re.compile(r"(?:^|(?<=[,{}\s]))%.*$", re.MULTILINE)
_WITHOUT_KEY = re.compile(r"(@\w+\s*[{(])(?=\s*[\w-]+\s*=)")
_KEY_WITHOUT_COMMA = re.compile(r"(@\w+\s*[{(]\s*[^\s,={}()]+)(\s+[\w-]+\s*=)")
_COMMA_IN_KEY = re.compile(r"(@\w+\s*[{(]\s*[^\s,={}()]+),([^\s,={}()]+,\s*[\w-]+\s*=)")
_ESCAPED_BRACE = re.compile(r"\\([{}])")
_SIGN_IN_KEY = re.compile(r"(@\w+\s*[{(])([^\n{}\",]*=[^\n{}\",]*)(?=,[^\S\n]*\n)")
_STRAY_END = re.compile(r"(?<=[}\"\w]),\s*\n[^={}\"]+\}[\s,}]*\Z")
"""The end of a text of which the rest is gone, behind the last field."""
_COMMAS_TOO_MANY = re.compile(r",(?:\s*,)+")
_LIKE_A_REMARK = re.compile(r"@(?=(?:comment|preamble|string)\w)", re.IGNORECASE)
"""Before a type such as that of commentaries in law (`@commented`), which is no remark."""
_BRACE_ON_ITS_LINE = re.compile(r"^([^\S\n]*@\w+)(\s*\n\s*)([{(])", re.MULTILINE)
_NEXT_FIELD = re.compile(r"\s*(?:%.*\n\s*)*([A-Za-z][\w:-]*)\s*=\s*", re.MULTILINE)
_WORD_THEN_FIELD = re.compile(r"([^\s{}\"#,=]+)\s+([A-Za-z][\w:-]*)\s*=\s*")


@dataclass(frozen=True, slots=True)
class BibEntry:
    """An entry: lower-case type, key, fields by lower-case name, line from 1, own text."""

    type: str
    key: str
    fields: dict[str, str]
    line: int
    raw: str


@dataclass(frozen=True, slots=True)
class BadEntry:
    """What began like an entry and cannot be read as one."""

    reason: str
    line: int
    raw: str


def entries(text: str) -> Iterator[BibEntry | BadEntry]:
    """The entries in the order of the text, inherited fields of `crossref` filled in.

    Memory: the text, and its blocks where it has strings or parents, which may stand anywhere.
    """
    strings = _months()
    if not _looks_elsewhere(text):
        yield from _papers(_read(_blocks(text), text, strings))
        return
    blocks = list(_blocks(text))
    _define(blocks, strings)
    found = list(_read(blocks, text, strings))
    parents = _Parents(_by_key([entry for entry in found if isinstance(entry, BibEntry)]))
    for item in _papers(found):
        yield item if isinstance(item, BadEntry) else parents.whole(item)


def entries_of(sections: Callable[[], Iterable[Section]]) -> Iterator[BibEntry | BadEntry]:
    """What `entries` gives of the text whose sections are read as often as is needed: once, or
    five times where it has strings or parents. Memory: a section, and these."""
    strings = _months()
    if not any(_looks_elsewhere(section.text) for section in sections()):
        yield from _papers(_read_all(sections(), strings))
        return
    for section in sections():
        if _STRING.search(section.text.lower()):
            _define(_blocks(section.text), strings)
    parents = _Parents(_by_key(list(_named_parents(sections, strings))))
    for item in _papers(_read_all(sections(), strings)):
        yield item if isinstance(item, BadEntry) else parents.whole(parents.held(item))


def _months() -> dict[str, str]:
    return {name: name.capitalize() for name in _MONTHS}


def _define(blocks: Iterable[_Placed], strings: dict[str, str]) -> None:
    """Learn the strings among the blocks."""
    for placed in blocks:
        if isinstance(placed.block, String):
            strings[placed.block.key.lower()] = _value(placed.block.value.strip(), strings)


def _named_parents(
    sections: Callable[[], Iterable[Section]], strings: dict[str, str]
) -> Iterator[BibEntry]:
    """The entries that others name as theirs, by a key or by one of `ids`."""
    named = {
        key.strip().lower()
        for entry in _read_all(sections(), strings)
        if isinstance(entry, BibEntry)
        for name in ("crossref", "xdata")
        for key in entry.fields.get(name, "").split(",")
        if key.strip()
    }
    for entry in _read_all(sections(), strings) if named else ():
        if isinstance(entry, BibEntry) and not named.isdisjoint(_by_key([entry])):
            yield entry


def _read_all(
    sections: Iterable[Section], strings: dict[str, str]
) -> Iterator[BibEntry | BadEntry]:
    for line, text in sections:
        for item in _read(_blocks(text), text, strings):
            yield replace(item, line=line + item.line) if line else item


def _looks_elsewhere(text: str) -> bool:
    """Whether entries may need others for what they say: strings, parents, aliases of parents."""
    lower = text.lower()
    return any(pattern.search(lower) for pattern in _ELSEWHERE)


def _papers(found: Iterable[BibEntry | BadEntry]) -> Iterator[BibEntry | BadEntry]:
    return (x for x in found if isinstance(x, BadEntry) or x.type not in _NO_PAPERS)


def _read(
    blocks: Iterable[_Placed], text: str, strings: dict[str, str]
) -> Iterator[BibEntry | BadEntry]:
    """What the blocks of a text say, one after another."""
    lines = _LineIndex(text)
    for (line, block), after in _with_next_line(blocks):
        if isinstance(block, PlainEntry):
            yield _plain(line, block, strings)
        elif isinstance(block, Entry):
            if not lines.commented_out(line):
                yield _entry(line, block, strings)
        elif isinstance(block, ParsingFailedBlock) and not _NO_RECORD.match(block.raw or ""):
            yield _recovered(line, block, lines.between(line, after), strings)


def _with_next_line(blocks: Iterable[_Placed]) -> Iterator[tuple[_Placed, int | None]]:
    """Each block, with the first line behind its own that another begins on."""
    waiting: list[_Placed] = []
    for placed in blocks:
        if waiting and placed.line > waiting[0].line:
            yield from ((one, placed.line) for one in waiting)
            waiting.clear()
        waiting.append(placed)
    yield from ((one, None) for one in waiting)


class _Placed(NamedTuple):
    """A block that is more than a remark, and its line, counted from 0."""

    line: int
    block: Any


def _blocks(text: str) -> Iterator[_Placed]:
    """The blocks of a text, each of its stretches read by itself."""
    for line, stretch in stretches(text):
        if stretch.entry is not None:
            yield _Placed(line, stretch.entry)
            continue
        text = in_one_word(_LIKE_A_REMARK.sub("@_", stretch.text))
        text = _BRACE_ON_ITS_LINE.sub(r"\1\3\2", text)
        blocks = Splitter(text).split().blocks
        for block in blocks[:-1] if stretch.goes_on else blocks:
            if not isinstance(block, ImplicitComment):
                yield _Placed(line + (block.start_line or 0), _usable(block))


class _LineIndex:
    """Where the lines of a text begin, for blocks that know only their line (from 0)."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer("\n", self._text))]

    def between(self, first: int, end: int | None) -> str:
        stop = len(self._text) if end is None else self._starts[min(end, len(self._starts) - 1)]
        return self._text[self._starts[first] : stop]

    def commented_out(self, line: int) -> bool:
        """Whether the block's first line is a `%` comment."""
        start = self._starts[line]
        return self._text[start : self._text.find("@", start)].lstrip().startswith("%")


def _usable(block: Any) -> Any:
    """The entry inside a block that is an error only because something stands in it twice."""
    while isinstance(block, ParsingFailedBlock) and block.ignore_error_block is not None:
        block = block.ignore_error_block
    return block


def _plain(line: int, plain: PlainEntry, strings: dict[str, str]) -> BibEntry:
    fields: dict[str, str] = {}
    for name, raw in plain.fields:
        value = raw[1:-1] if raw[0] in '{"' else strings.get(raw.lower(), raw)
        _add_value(fields, name.lower(), value)
    return BibEntry(plain.type, plain.key, fields, line + 1, plain.raw)


def _entry(line: int, block: Entry, strings: dict[str, str]) -> BibEntry:
    fields: dict[str, str] = {}
    for field in block.fields:
        _add_field(fields, field.key, field.value, strings)
    raw = (block.raw or "").strip().replace("@_", "@", 1)
    return BibEntry(block.entry_type.lower().lstrip("_"), block.key.strip(), fields, line + 1, raw)


def _add_value(fields: dict[str, str], name: str, value: str) -> None:
    """Add a field; of one given twice the first counts, but keywords are joined."""
    if name not in fields:
        fields[name] = value
    elif "keyword" in name:
        fields[name] += "; " + value


def _add_field(fields: dict[str, str], key: str, raw: str, strings: dict[str, str]) -> None:
    """Add a field from the text after its `=`, in which others may stand."""
    if "\n" in key or "%" in key:  # a comment stands before the name
        key = key.rpartition("\n")[2].strip()
    name = key.strip().lower()
    raw = raw.strip()
    end = _closing(raw)
    if 0 < end < len(raw) - 1 and (following := _NEXT_FIELD.match(raw, end + 1)):
        # The comma between two fields was forgotten.
        _add_field(fields, following[1], raw[following.end() :], strings)
        raw = raw[: end + 1]
    elif end == 0 and (following := _WORD_THEN_FIELD.match(raw)):
        _add_field(fields, following[2], raw[following.end() :], strings)
        raw = following[1]
    _add_value(fields, name, _value(raw, strings))


def _value(raw: str, strings: dict[str, str]) -> str:
    """The text of a value: delimiters off, strings put in, pieces joined by `#`."""
    end = _closing(raw)
    if end == len(raw) - 1 or "#" not in raw:
        return _piece(raw, end, strings)
    pieces = [piece.strip() for piece in _concatenated(raw)]
    return "".join(_piece(piece, _closing(piece), strings) for piece in pieces)


def _piece(raw: str, end: int, strings: dict[str, str]) -> str:
    """One piece of a value, closed at `end`; what stands behind that is a comment."""
    if end == 0:
        return strings.get(raw.lower(), raw)
    return raw[1:end] if end > 0 else raw[1:].removesuffix(_CLOSING[raw[0]])


_CLOSING = {"{": "}", '"': '"'}


_DELIMITER = re.compile(r"\\.|[{}\"#]", re.DOTALL)


def _closing(raw: str) -> int:
    """Where the delimiter that opens a value is closed; -1 when never, 0 when there is none."""
    if raw[:1] not in ("{", '"'):
        return 0
    quoted = raw[0] == '"'
    if not quoted and raw.find("}") == len(raw) - 1:  # the common case: no braces inside
        return len(raw) - 1
    depth = 0
    for found in _DELIMITER.finditer(raw, 1 if quoted else 0):
        sign = found[0]
        if sign == "{":
            depth += 1
        elif sign == "}":
            depth -= 1
            if depth <= 0 and not quoted:
                return found.start()
        elif sign == '"' and quoted and depth <= 0:
            return found.start()
    return -1


def _concatenated(raw: str) -> list[str]:
    """The pieces between `#` outside braces and quotes."""
    pieces: list[str] = []
    depth, quoted, start = 0, False, 0
    for found in _DELIMITER.finditer(raw):
        sign = found[0]
        depth += (sign == "{") - (sign == "}")
        quoted ^= sign == '"' and depth == 0
        if sign == "#" and depth == 0 and not quoted:
            pieces.append(raw[start : found.start()])
            start = found.end()
    return [*pieces, raw[start:]]


def _recovered(
    line: int, block: ParsingFailedBlock, text: str, strings: dict[str, str]
) -> BibEntry | BadEntry:
    """A block that bibtexparser gave up on, read again with its usual faults repaired."""
    for repaired in _repairs(text):
        again = [_usable(b) for b in Splitter(repaired).split().blocks]
        if again and isinstance(again[0], Entry) and again[0].fields:
            entry = _entry(line, again[0], strings)
            return BibEntry(entry.type, entry.key, entry.fields, entry.line, text.strip())
    reason = getattr(block.error, "abort_reason", None) or str(block.error)
    return BadEntry(" ".join(f"entry cannot be read: {reason}".split()), line + 1, text.strip())


def _repairs(text: str) -> Iterator[str]:
    bare = text[text.find("@") :]
    with_key = _WITHOUT_KEY.sub(r"\1,", bare, count=1)
    with_key = _KEY_WITHOUT_COMMA.sub(r"\1,\2", with_key, count=1)
    with_key = _COMMA_IN_KEY.sub(r"\1;\2", with_key, count=1)
    yield with_key
    yield (without_comments := _PERCENT_COMMENT.sub("", with_key))
    yield _COMMAS_TOO_MANY.sub(",", without_comments)
    yield _ESCAPED_BRACE.sub(r"\1", with_key)  # BibTeX counts those too, as behind `C:\\Papers\\`
    yield _STRAY_END.sub("}", with_key)
    yield _SIGN_IN_KEY.sub(lambda found: found[1] + found[2].replace("=", "-"), bare, count=1)
    opening, body = re.match(r"@\w*\s*([{(]?)", with_key), with_key.rstrip()
    if opening and opening[1]:
        closing = "}" if opening[1] == "{" else ")"
        if body.endswith(("}", ")")):  # closed by the other sign
            yield body[:-1] + closing
        yield without_comments.rstrip().rstrip(",") + closing  # never closed


def _by_key(entries: list[BibEntry]) -> dict[str, BibEntry]:
    """The entries by their keys, and by the further ones that BibLaTeX's `ids` gives them."""
    aliases = {
        key.strip().lower(): entry
        for entry in entries
        for key in entry.fields.get("ids", "").split(",")
        if key.strip()
    }
    return aliases | {entry.key.lower(): entry for entry in entries if entry.key}


_INHERITED = frozenset(
    "author editor journal journaltitle booktitle maintitle eventtitle series publisher volume "
    "number issue year date month day issn isbn language langid".split()
)
_GENERATIONS = 16


class _Parents:
    """Entries with what their `crossref` parent (title as that of the book or set, or as their own
    where they have none) and their `xdata` give them, and what these were given.

    What names the parent alone (its DOI, address, pages) is not inherited.
    """

    def __init__(self, entries_by_key: dict[str, BibEntry]) -> None:
        self._entries_by_key = entries_by_key
        self._whole: dict[int, BibEntry | None] = dict.fromkeys(map(id, entries_by_key.values()))

    @cached_property
    def _places(self) -> dict[tuple[int, str], BibEntry]:
        return {(entry.line, entry.raw): entry for entry in self._entries_by_key.values()}

    def held(self, entry: BibEntry) -> BibEntry:
        """The parent that an entry is, which is the same entry read before; or the entry."""
        return self._places.get((entry.line, entry.raw), entry)

    def whole(self, entry: BibEntry, generation: int = 0) -> BibEntry:
        if not entry.fields.keys() & {"crossref", "xdata"} or generation > _GENERATIONS:
            return entry
        if id(entry) not in self._whole:
            return self._inheriting(entry, generation)
        if (known := self._whole[id(entry)]) is not None:
            return known
        self._whole[id(entry)] = entry  # where parents go in circles, as it stands
        self._whole[id(entry)] = whole = self._inheriting(entry, generation)
        return whole

    def _inheriting(self, entry: BibEntry, generation: int) -> BibEntry:
        inherited: dict[str, str] = {}
        for name in ("crossref", "xdata"):
            for key in entry.fields.get(name, "").split(","):
                if (parent := self._entries_by_key.get(key.strip().lower())) is not None:
                    parent = self.whole(parent, generation + 1)
                    given = parent.fields if name == "xdata" else _passed_on(parent, entry)
                    inherited |= given
        return BibEntry(entry.type, entry.key, inherited | entry.fields, entry.line, entry.raw)


def _passed_on(parent: BibEntry, child: BibEntry) -> dict[str, str]:
    passed = {name: value for name, value in parent.fields.items() if name in _INHERITED}
    titles = {name: parent.fields[name] for name in ("title", "subtitle") if name in parent.fields}
    if "title" not in child.fields:
        return passed | titles
    name = "maintitle" if child.type in _WHOLE else "booktitle"
    return {name: titles["title"]} | passed if "title" in titles else passed


_WHOLE = frozenset(("book", "collection", "proceedings", "reference"))  # in sets of volumes
