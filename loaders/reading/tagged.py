"""Records of tagged lines (PubMed's text, EndNote's tagged form): a tag, a value, and what goes on.

A record ends at a blank line before a tag, or where the tag that opens records comes once more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from kg.loaders.base import Loading, Source, in_batches
from kg.loaders.reading.strangers import without_strangers_ids
from kg.loaders.reading.tables.tabular import NAMELESS, RAW_CHARACTERS
from kg.loaders.reading.text import open_lines
from kg.records import PaperRecord, Provenance, Reject

__all__ = ["Entry", "Grammar", "entries_loading", "tagged_loading"]


@dataclass(slots=True)
class Entry:
    """Tags and values of one record in order, the lines as printed, and where it began."""

    line: int
    fields: list[tuple[str, str]] = field(default_factory=list)
    printed: list[str] = field(default_factory=list)

    def all(self, *tags: str) -> list[str]:
        """The values that any of the tags has, in the order of the record."""
        return [value for tag, value in self.fields if tag in tags and value]

    def first(self, *tags: str) -> str | None:
        """A value of the first of the tags that has one."""
        return next((v for tag in tags for t, v in self.fields if t == tag and v), None)


@dataclass(frozen=True, slots=True)
class Grammar:
    """How a format writes its lines: `tag_of` gives a line's tag and value, None where it has no
    tag; `opens` is the tag of which a record has one; `go_on` takes a line without a tag."""

    tag_of: Callable[[str], tuple[str, str] | None]
    opens: str
    go_on: Callable[[Entry, str], None]


Make = Callable[[Entry, Provenance, str], PaperRecord]
"""What makes a record of an entry, its place and its text."""


def tagged_loading(source: Source, grammar: Grammar, make: Make) -> Loading:
    """The records of a file in a grammar; what names no work is a reject."""
    return entries_loading(source.uri, _entries(source, grammar), make)


def entries_loading(uri: str, entries: Iterable[Entry], make: Make) -> Loading:
    """The records of entries, however they were found; what names no work is a reject."""
    return in_batches(without_strangers_ids(_items(uri, entries, make)))


def _items(uri: str, entries: Iterable[Entry], make: Make) -> Iterator[PaperRecord | Reject]:
    for index, entry in enumerate(entries):
        raw = "\n".join(entry.printed)
        record = make(entry, Provenance(uri, index, entry.line), raw)
        if record.tells_a_work:
            yield record
        else:
            yield Reject(uri, NAMELESS, entry.line, index, raw[:RAW_CHARACTERS])


def _entries(source: Source, grammar: Grammar) -> Iterator[Entry]:
    entry: Entry | None = None
    blank = False
    for number, line in open_lines(source):
        if not line.strip():
            blank = True
            continue
        found = grammar.tag_of(line)
        if found is not None:
            again = entry is not None and found[0] == grammar.opens and entry.first(grammar.opens)
            if entry is not None and (blank or again):
                yield entry
                entry = None
            entry = entry or Entry(number)
            entry.fields.append(found)
        elif entry is not None:
            grammar.go_on(entry, line)
        blank = False
        if entry is not None:
            entry.printed.append(line)
    if entry is not None:
        yield entry
