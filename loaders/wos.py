"""Web of Science, tagged plain text (`savedrecs.txt`, `.isi`, `.ciw`).

Headers of ISI, Thomson Reuters and Clarivate are read alike, and files without header or without
`EF`. A line that begins with blanks continues the field above; a record that lacks its `ER` ends
where the next one begins; files pasted together, marks and headers included, are read through.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import ClassVar

from kg.loaders.base import Head, Loading, Source, in_batches
from kg.loaders.reading.tables.tabular import NAMELESS, RAW_CHARACTERS
from kg.loaders.reading.text import open_lines
from kg.loaders.reading.wos.fields import WOS_FILLS, Fields, wos_record
from kg.records import PaperRecord, Provenance, Reject

__all__ = ["WosLoader"]

_TAG = re.compile(r"([A-Z][A-Z0-9])(?: (.*)|)", re.DOTALL)
_HEADER = re.compile(r"\s*FN (?:.*\n)+?(?:VR|PT) ")
_RECORD = re.compile(r"^PT [A-Z]\w*\s*\n(?:[A-Z][A-Z0-9] .*\n|   .*\n)*?(?:AU|TI|SO|AF|UT) ", re.M)
_OF_FILE = ("FN", "VR", "EF")


@dataclass(slots=True)
class _Entry:
    """The lines of one record by tag, as printed, and where it began."""

    line: int
    lines: dict[str, list[str]] = field(default_factory=dict)
    printed: list[str] = field(default_factory=list)


class WosLoader:
    """Web of Science, tagged."""

    name: ClassVar[str] = "wos"
    title: ClassVar[str] = "Web of Science, tagged text"
    lost: ClassVar[str] = "Funding, publisher addresses, usage counts and highly-cited flags."
    fills: ClassVar[tuple[str, ...]] = WOS_FILLS

    def sniff(self, head: Head) -> float:
        """By `FN` at the top, or by a record that begins with `PT`."""
        if _HEADER.match(head.text.lstrip("\ufeff")):
            return 0.97
        return 0.9 if _RECORD.search(head.text) else 0.0

    def load(self, source: Source) -> Loading:
        """Read record by record."""
        yield from in_batches(_items(source))


def _items(source: Source) -> Iterator[PaperRecord | Reject]:
    for index, entry in enumerate(_entries(open_lines(source))):
        raw = "\n".join(entry.printed)
        record = wos_record(Fields(entry.lines), Provenance(source.uri, index, entry.line), raw)
        if record.tells_a_work:
            yield record
        else:
            yield Reject(source.uri, NAMELESS, entry.line, index, raw[:RAW_CHARACTERS])


def _entries(lines: Iterable[tuple[int, str]]) -> Iterator[_Entry]:
    entry: _Entry | None = None
    tag = ""
    for number, line in lines:
        line = line.lstrip("\ufeff")
        found = _TAG.fullmatch(line)
        if found is None:
            if entry is not None and line.strip():
                entry.printed.append(line)
                entry.lines.setdefault(tag, []).append(line.strip())
            continue
        tag = found[1]
        if entry is not None and (
            tag in ("ER", *_OF_FILE) or (tag == "PT" and "PT" in entry.lines)
        ):
            yield entry
            entry = None
        if tag in ("ER", *_OF_FILE):
            continue
        entry = entry or _Entry(number)
        entry.printed.append(line)
        entry.lines.setdefault(tag, []).append((found[2] or "").strip())
    if entry is not None:
        yield entry
