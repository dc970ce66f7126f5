"""The papers in a Markdown text of no program's own form: items of lists and rows of tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.loaders.reading.markdown.entry import Entry, entry, is_labelled
from kg.loaders.reading.markdown.links import leads_to_paper, links, named_paper
from kg.loaders.reading.markdown.published import year_of
from kg.loaders.reading.markdown.table import columns_of, is_rule, row_entries
from kg.loaders.reading.markdown.topics import topic
from kg.loaders.reading.spaces import BLANKS

__all__ = ["entries"]

_HEADING = re.compile(r"\s{0,3}(?P<level>#{1,6})\s+(?P<text>.*?)[\s#]*")
_FOLD = re.compile(r"\s*<summary>\s*<h\d>(?P<text>[^<>]*)</h\d>\s*</summary>\s*")
_SUMMARY = re.compile(
    r"\s*<summary>\s*(?P<text>(?=.*\]\(https?://|<(?:b|strong)>\s*\d+\.\s).*?)"
    rf"{BLANKS}</summary>\s*"
)
_ITEM = re.compile(
    r"(?P<indent>\s*)(?:[-*+]|\d{1,4}[.)]|\[\d{1,4}\])\s+(?:\[[ xX]\]\s+)?(?P<text>\S.*)"
)
"""An item, which may have a box to be ticked."""
_END = re.compile(r"\s*(?:</?details\b.*|-{3,}|\*{3,}|<!--.*|</?(?:ol|ul|div)\b.*)\s*")
_ABSTRACT = re.compile(
    r"\s*<details(?:\s+open)?\s*>\s*<summary>\W*(?:Abstract|摘要)\W*</summary>\s*", re.IGNORECASE
)
_FENCE = re.compile(r"\s*(?:```|~~~)")
_DEEPEST = 6
_LINES = 60
_LINE_CHARACTERS = 20_000


class _Reader:
    """Reads line by line; what it holds is the item, the table and the heading it stands in."""

    def __init__(self) -> None:
        self.heading: str | None = None
        self.year: str | None = None
        self.columns: tuple[str, ...] = ()
        self.above = ""
        self.row: tuple[int, str] | None = None
        self.item: list[str] = []
        self.at = 0
        self.indent = 0
        self.folded = False
        self.headed = False
        self.level = _DEEPEST
        self.fenced = False
        self.blank = False

    def read(self, number: int, line: str) -> Iterator[Entry]:
        """Take a line; yields the papers that are complete before it."""
        line = line[2:] if line.startswith("> |") else line
        if _FENCE.match(line):
            self.fenced = not self.fenced
        if self.fenced or len(line) > _LINE_CHARACTERS:
            return
        if line.lstrip().startswith("|") or (self.columns and line.count("|") > 1):
            yield from self._row(number, line)
        else:
            yield from self._row_above()
            self.columns = () if line.strip() else self.columns
            yield from self._text(number, line)
        self.blank = not line.strip()
        self.above = line

    def flushed(self) -> Iterator[Entry]:
        """The papers of the row or the item that ends here, if it is of any."""
        yield from self._row_above()
        yield from self._dated(self._item_above())

    def _item_above(self) -> Iterator[Entry]:
        found = entry(self.at, self.item, self.heading) if self.item else None
        self.item, self.folded, self.headed = [], False, False
        if found:
            yield found

    def _row(self, number: int, line: str) -> Iterator[Entry]:
        """Take a row; it is the header of another table if a rule follows."""
        if is_rule(line):
            self.row, self.columns = None, columns_of(self.above)
        yield from self.flushed()
        self.row = (number, line) if self.columns and not is_rule(line) else None

    def _row_above(self) -> Iterator[Entry]:
        """The papers of the row above, which is no header."""
        if self.row:
            yield from self._dated(row_entries(*self.row, self.columns, self.heading))
        self.row = None

    def _text(self, number: int, line: str) -> Iterator[Entry]:
        heading = _HEADING.fullmatch(line[:1_000])
        level = len(heading["level"]) if heading else 1
        heading = heading or _FOLD.fullmatch(line)
        summary, item = _SUMMARY.fullmatch(line), _ITEM.fullmatch(line)
        if heading and self._names_paper(heading["text"]):
            yield from self.flushed()
            self._begin(number, heading["text"], 0)
            self.headed = True
            self.level = level if level > 1 else _DEEPEST
        elif heading:
            yield from self.flushed()
            self._under(level, heading["text"])
        elif summary:
            yield from self.flushed()
            self._begin(number, summary["text"], 0)
            self.folded = True
        elif item and self._is_own(item):
            yield from self.flushed()
            self._begin(number, item["text"], len(item["indent"]))
        elif self.item and _ABSTRACT.fullmatch(line):
            self.item.append("Abstract: ")
            self.folded = True
        elif self._ends(line):
            yield from self.flushed()
        elif self.item and line.strip() and len(self.item) < _LINES:
            self.item.append(line)

    def _under(self, level: int, heading: str) -> None:
        """Take a heading for the topic, unless it parts what is said of the paper above it."""
        if level <= self.level:
            self.heading, self.level = topic(heading), _DEEPEST
            self.year = year_of(heading)

    def _dated(self, found: Iterator[Entry]) -> Iterator[Entry]:
        """The papers, with the year under which they stand."""
        for one in found:
            if self.year:
                one.fields.setdefault("under", self.year)
            yield one

    def _begin(self, number: int, text: str, indent: int) -> None:
        self.at, self.item, self.indent = number, [text], indent

    def _is_own(self, item: re.Match[str]) -> bool:
        """Whether an item tells another paper than the one it may stand below."""
        inside = self.folded or self.headed or len(item["indent"]) > self.indent
        if not self.item or not inside:
            return True
        names_paper = any(map(leads_to_paper, links(item["text"]))) or named_paper(item["text"])
        return bool(names_paper) and not is_labelled(item["text"])

    def _names_paper(self, heading: str) -> bool:
        """Whether a heading is a title that is linked to its paper."""
        return any(leads_to_paper(link) and not link.is_label for link in links(heading))

    def _ends(self, line: str) -> bool:
        if self.folded or self.headed:
            return line.strip().startswith("</details>") or (self.headed and line[:3] == "---")
        return bool(_END.fullmatch(line)) or (
            self.blank and bool(line.strip()) and not line.startswith((" ", "\t"))
        )


def entries(lines: Iterable[tuple[int, str]]) -> Iterator[Entry]:
    """The papers of a text, in order.

    >>> [found] = entries([(1, "# Looms"), (2, "- [Engines](https://arxiv.org/abs/2501.00001)")])
    >>> found.title, found.heading, found.link
    ('Engines', 'Looms', 'https://arxiv.org/abs/2501.00001')
    """
    reader = _Reader()
    for number, line in lines:
        yield from reader.read(number, line)
    yield from reader.flushed()
