"""DailyArXiv lists: Markdown tables of arXiv papers, one table per search keyword.

The generator (https://github.com/zezhishao/DailyArXiv) asks arXiv for each keyword and writes a
heading with the keyword and a table of what came back; forks change the columns, and its issue
templates have the same tables. Every row is one record::

    ## Graph Neural Networks
    | **Title** | **Date** | **Abstract** | **Comment** |
    | --- | --- | --- | --- |
    | **[Title](http://arxiv.org/abs/2509.25751v1)** | 2025-09-30 | <details>…</details> | 7 pages |

Few forks escape anything in a cell, so a `|` may stand in a title, an abstract or a comment: a row
is read around its link, its `<details>` elements and, for the last column, to its end. The columns
are named in English or Chinese.

What the columns mean, and what is therefore kept:

- The heading is the query that found the paper: a keyword of scheme `query`, not the authors'.
- `Date` is when arXiv last updated the paper, often years after it appeared: it is not taken for
  the paper's date, which is the month of submission that the arXiv id begins with.
- Forks that ask others than arXiv link to a DOI, an address or a file; `Date` is then the paper's.
- `Authors` is the first author and `et al.`, which is printed even for a single author: whether
  the list is complete is unknown. One fork prints the last author instead.
- `Tags` are arXiv categories, `Directions` further queries. Of two abstracts in two languages
  the first is kept. An `AI Summary` is a machine's text, not the paper's abstract, and stays in
  `raw`, as does a link to papers.cool (`KiMi`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from kg.loaders.base import Head, Loading, Source, in_batches
from kg.loaders.reading.arxiv.prose import code_url, prose
from kg.loaders.reading.dates import from_arxiv_id, from_text
from kg.loaders.reading.identifiers import arxiv, doi
from kg.loaders.reading.markdown.table import columns_of, is_rule
from kg.loaders.reading.markup import unescaped
from kg.loaders.reading.spaces import BLANKS
from kg.loaders.reading.text import is_cut, open_lines
from kg.loaders.reading.web_page.tree import begins_page
from kg.records import Identifier, KeywordTag, Mention, PaperRecord, Provenance, Reject

__all__ = ["DailyArxivLoader"]

_HEADING = re.compile(r"\s{0,3}#{1,6}\s+(?P<title>.*?)[\s#]*")
_COUNT = re.compile(
    rf"{BLANKS}(?:-\s*(?:\d+ in Total|Preview \d+ papers?|No Papers? Found)|\(\d+ new today\))\s*$",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"\]\((?P<url>https?://(?:[a-z]+\.)?arxiv\.org/(?:abs|pdf)/[^\s()|]+)\)(?:\*\*)?"
)
_ELSEWHERE = re.compile(r"\]\((?P<url>[^\s()|]+)\)\*\*(?=\s*\|)")
"""The end of a bold title that is linked to another place than arXiv."""
# Atomic groups: a closing tag once found is not sought again further on, so time stays linear.
_DETAILS = re.compile(
    r"\s*<details>\s*<summary>(?>.*?</summary>)(?>(?P<text>.*?)</details>)", re.DOTALL
)
_PARAGRAPH = re.compile(r"<p>(.*)</p>", re.DOTALL)
_ET_AL = re.compile(r",?(?<!\s)\s+et\.? ?al\.?$")
_CATEGORY = re.compile(r"[a-z]+(?:-[a-z]+)*(?:\.[A-Za-z-]+)?")
_TOLD = re.compile(
    r"The project automatically fetches the latest papers from arXiv"
    r"|^This project only retains the latest papers"
    r"|^title: Latest [\w ]{1,40} ?Papers [-\u2013] ",
    re.MULTILINE,
)
_TRANSLATED = {
    "标题": "title",
    "日期": "date",
    "摘要": "abstract",
    "作者": "authors",
    "标签": "tags",
    "备注": "comment",
    "评论": "comment",
    "最后作者": "last author",
}
_NO_AUTHOR = "作者未提供"
_OF_READING_LISTS = frozenset(("venue", "link", "code"))
_CELL_END = re.compile(r"(?<!\\)\|")


_HEADING_LIMIT = 1_000
_SHOWN_OF_LONG_LINE = 1_000


@dataclass(frozen=True, slots=True)
class _Link:
    """The link to the paper: its text, its address, and where in the row it stands."""

    title: str | None
    url: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Table:
    """A table being read: its columns, and the heading it stands under."""

    columns: tuple[str, ...]
    section: str | None

    @property
    def title_at(self) -> int:
        """Which column holds the link to the paper."""
        for name in ("title", "ai summary"):
            if name in self.columns:
                return self.columns.index(name)
        return 0


class DailyArxivLoader:
    """Reads the README, backups and issue templates of DailyArXiv and its forks."""

    name: ClassVar[str] = "dailyarxiv"
    title: ClassVar[str] = "DailyArXiv list"
    lost: ClassVar[str] = (
        "Authors after the first, which are not printed; the date of the latest version; "
        "summaries by a machine."
    )
    fills: ClassVar[tuple[str, ...]] = (
        *("title", "mentions", "ids", "arxiv_version", "abstract", "year", "date"),
        *("keywords", "has_code", "code_url", "url", "comment", "raw"),
    )

    def sniff(self, head: Head) -> float:
        """By the header of a table with a date beside a title, or by what its generator says."""
        if begins_page(head.text):
            return 0.0
        headers = [line for line in head.text.split("\n") if _names(line)]
        if not all(map(_columns, headers)):
            return 0.0
        if headers:
            return 1.0 if _ADDRESS.search(head.text) else 0.8
        return 0.7 if _TOLD.search(head.text) else 0.0

    def load(self, source: Source) -> Loading:
        return in_batches(_records(source))


def _records(source: Source) -> Iterator[PaperRecord | Reject]:
    section: str | None = None
    table: _Table | None = None
    index = 0
    for number, line in open_lines(source):
        if not line.lstrip().startswith("|"):
            heading = _HEADING.fullmatch(line) if len(line) < _HEADING_LIMIT else None
            section = _query(heading["title"]) if heading else section
            table = None if heading or not line.strip() else table
        elif columns := _columns(line):
            table = _Table(columns, section)
        elif not is_rule(line) and (table or _ADDRESS.search(line)):
            yield _row(line.strip(), table, Provenance(source.uri, index, number))
            index += 1


def _columns(line: str) -> tuple[str, ...] | None:
    """The column names, if this is the header of a table of the program: it keeps the link in the
    title and knows no venues, for which reading lists have columns."""
    names = _names(line)
    return names if names and _OF_READING_LISTS.isdisjoint(columns_of(line)) else None


def _names(line: str) -> tuple[str, ...] | None:
    """The column names, if this is the header of a table of papers with dates."""
    line = line.strip()
    if len(line) > 400 or not line.startswith("|"):
        return None
    printed = (cell.strip(" *").lower() for cell in line.strip("|").split("|"))
    names = tuple(_TRANSLATED.get(name, name) for name in printed)
    known = "date" in names and ("title" in names or "ai summary" in names)
    return names if known else None


def _query(heading: str) -> str | None:
    """The search keyword that a heading names: without a count of the rows below it."""
    return _COUNT.sub("", heading).strip(" *") or None


def _row(line: str, table: _Table | None, at: Provenance) -> PaperRecord | Reject:
    if is_cut(line):
        return _reject(line[:_SHOWN_OF_LONG_LINE], "the line is too long for a row", at)
    if table is None:
        return _reject(line, "no header with the names of the columns stands above this row", at)
    link = _link(line)
    if link is None or (_ADDRESS.search(line) and arxiv(link.url) is None):
        return _reject(line, "no link to an arXiv id is in this row", at)
    if link.title is None:
        return _reject(line, "the title is empty", at)
    if line.count("<details>") > line.count("</details>"):
        return _reject(line, "the row breaks off inside a <details>", at)
    return _record(line, link, _cells(line, link, table), table.section, at)


def _reject(line: str, reason: str, at: Provenance) -> Reject:
    return Reject(at.file, reason, line=at.line, index=at.index, raw=line)


def _link(line: str) -> _Link | None:
    """The first link to arXiv, else the bold title's. Its text may hold brackets and pipes, but
    no other link."""
    address = _ADDRESS.search(line) or _ELSEWHERE.search(line)
    if address is None:
        return None
    begin = max(line.rfind("](http", 0, address.start()), 0)
    opening = line.find("**[", begin, address.start() + 1)
    start = opening if opening >= 0 else line.find("[", begin, address.start())
    if start < 0:
        return None
    title = line[line.index("[", start) + 1 : address.start()]
    return _Link(prose(_unescaped(title)), address["url"], start, address.end())


def _unescaped(title: str) -> str:
    """Some forks escape the pipes of titles or break their lines; in formulas `\\|` is TeX's."""
    title = title.replace("<br>", " ")
    return title if "$" in title else title.replace("\\|", "|")


def _cells(line: str, link: _Link, table: _Table) -> dict[str, str]:
    """The other cells of the row by column; those that are not there are left out."""
    before = line[: link.start].lstrip("|").split("|")
    cells = dict(zip(table.columns[: table.title_at], before, strict=False))
    at = link.end
    if table.columns[table.title_at] == "title":
        at = _cell_end(line, at) + 1
    columns = table.columns[table.title_at + 1 :]
    for number, column in enumerate(columns, 1):
        last = number == len(columns)
        end = len(line.removesuffix("|")) if last else _cell_end(line, at)
        cells[column] = line[at:end].strip()
        at = end + 1
    return {column: text.strip() for column, text in cells.items()}


def _cell_end(line: str, at: int) -> int:
    """Where the cell that begins there ends: the next `|` outside of its `<details>`."""
    while found := _DETAILS.match(line, at):
        at = found.end()
    end = _CELL_END.search(line, at)
    return end.start() if end else len(line)


def _record(
    line: str,
    link: _Link,
    cells: dict[str, str],
    section: str | None,
    at: Provenance,
) -> PaperRecord:
    paper, own = arxiv(link.url), doi(link.url)
    found = [Identifier("arxiv", paper[0])] if paper else [Identifier("doi", own)] if own else []
    dated = from_arxiv_id(paper[0]) if paper else from_text(cells.get("date"))
    abstract = _shown(cells.get("abstract"))
    comment = _unescaped(_shown(cells.get("comment")) or "") or None
    code = code_url(abstract, comment)
    return PaperRecord(
        provenance=at,
        title=link.title,
        mentions=_mentions(_shown(cells.get("authors"))) or _last(_shown(cells.get("last author"))),
        ids=tuple(found),
        arxiv_version=paper[1] if paper else None,
        abstract=prose(abstract),
        year=dated.year,
        date=dated.date,
        keywords=_keywords(section, cells),
        has_code=True if code else None,
        code_url=code,
        url=link.url if link.url.startswith("http") else None,
        comment=comment,
        raw=line,
    )


def _shown(cell: str | None) -> str | None:
    """A cell's text: what its first `<details>` hides, else the cell as it is."""
    if cell and (details := _DETAILS.match(cell)):
        paragraph = _PARAGRAPH.search(details["text"])
        cell = paragraph[1] if paragraph else details["text"]
    return " ".join(unescaped(cell).split()) or None if cell else None


def _mentions(authors: str | None) -> tuple[Mention, ...]:
    names = _ET_AL.sub("", authors or "").split(",")
    printed = [" ".join(name.split()) for name in names if name.strip()]
    return tuple(Mention(name, position) for position, name in enumerate(printed, 1))


def _last(author: str | None) -> tuple[Mention, ...]:
    return (Mention(author, None),) if author and author != _NO_AUTHOR else ()


def _keywords(section: str | None, cells: dict[str, str]) -> tuple[KeywordTag, ...]:
    tags = [KeywordTag(section, scheme="query", origin="query-section")] if section else []
    for label in _listed(cells.get("directions")):
        tags.append(KeywordTag(label, scheme="query", origin="query-direction"))
    for label in _listed(cells.get("tags")):
        if _CATEGORY.fullmatch(label):
            tags.append(KeywordTag(label, scheme="arxiv-category", origin="arxiv-categories"))
    return tuple(dict.fromkeys(tags))


def _listed(cell: str | None) -> list[str]:
    return [part.strip() for part in (_shown(cell) or "").split(",") if part.strip()]
