"""cv-arxiv-daily lists: tables without outer spaces, the same rows in JSON, the chat form, cards.

The generator (https://github.com/Vincentqyw/cv-arxiv-daily) and its forks write one table a topic,
keep the same rows in JSON, and write them as plain lines for chats; one fork writes cards::

    |**2024-07-21**|**Title**|Ada Lovelace et.al.|[2407.15152v1](http://arxiv.org/abs/2407.15152v1)|null|
    {"Topic": {"2407.15152": "|**2024-07-21**|**Title**|…|null|\\n"}}   # or {"value": "|…|"}
    - 2024-07-21, **Title**, Ada Lovelace et.al., Paper: [http://…](http://…), Code: **[…](…)**
    2024-07-21 | Title | *Ada Lovelace, Charles Babbage* | [2407.15152v1](http://…), [Code](#)

What the columns mean, and what is therefore kept:

- The topic is the query that found the paper: a keyword of scheme `query`, not the authors'.
- The date is that of the latest version on arXiv; the paper's is the month its id begins with.
- Authors are the first one and `et.al.`, printed even for a single author: whether the list is
  complete is unknown. Cards print the first author alone.
- Rows without an outer pipe name all authors, and their date is that of the first version.
- Rows may break over several lines and have more columns (`Abstract`, `Tags`, notes); where one
  table holds what all queries found, a column `Tag` names the query.
- Some lists tell months instead of days.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, pairwise
from typing import ClassVar

from kg.loaders.base import Head, Loading, Source, in_batches
from kg.loaders.reading.arxiv.prose import code_url, prose
from kg.loaders.reading.dates import from_arxiv_id, from_text
from kg.loaders.reading.identifiers import arxiv
from kg.loaders.reading.json.text import begins_json, unquoted
from kg.loaders.reading.markdown.escapes import without_escapes
from kg.loaders.reading.markdown.table import columns_of, is_rule
from kg.loaders.reading.markdown.topics import without_month
from kg.loaders.reading.spaces import BLANKS
from kg.loaders.reading.tables.tabular import RAW_CHARACTERS
from kg.loaders.reading.text import is_cut, open_lines, read_text
from kg.records import Identifier, KeywordTag, Mention, PaperRecord, Provenance, Reject

__all__ = ["CvArxivDailyLoader"]

_LINES_IN_A_ROW = 300
_LINE_CHARACTERS = 200_000
_DATE = r"\*{0,2}\d{4}[-./]\d{1,2}[-./]\d{1,2}\*{0,2}"
_MONTH = r"\*{0,2}\d{4}[-./]\d{1,2}\*{0,2}"
_ROW = re.compile(rf"\|\s*(?:{_DATE}|{_MONTH})\s*\|")
_BARE = re.compile(rf"(?P<date>{_DATE})\s*\|\s")
_CHAT = re.compile(rf"[-*]\s+{_DATE},\s")
_CARD = re.compile(r">\s*###\s+\d+\.\s+(?P<title>.*)")
_HEADING = re.compile(r"\s{0,3}#{1,6}\s+(?P<title>[^#].*?)[\s#]*")
_HEADER = re.compile(
    r"\|\s*(?:Publish )?Date\s*\|\s*Title\s*\|(?:[^|]{1,60}\|)?\s*Authors(?: \([\w ]+\))?\s*\|",
    re.IGNORECASE,
)
_TITLED = re.compile(r"\|\s*(?:Publish )?Date\s*\|\s*Title\s*\|", re.IGNORECASE)
_PICTURES = re.compile(r"[^\w\s|()/]")
_OTHER_TABLE = re.compile(r"\|(?!\s*(?:Publish )?Date\s*\|\s*Title\s*\|).*\|\s*", re.IGNORECASE)
"""The header of a table whose first columns are not the day and the title."""
_NO_QUERY = re.compile(r"Updated on\b.*|[\d./-]+", re.IGNORECASE)
"""A heading that tells a day, under which a table of all queries may stand."""
_LINK = re.compile(
    r"\[(?P<text>[^\[\]]*)\]\((?P<url>https?://(?:[a-z]+\.)?arxiv\.org/(?:abs|pdf)/[^\s()|]+)\)"
)
_CODE = re.compile(r"\]\((?P<url>https?://[^\s()|]+)\)")
_ET_AL = re.compile(rf",?{BLANKS}et\.?\s?al\.?\s*$")
_OF_JSON = re.compile(
    r'\s*\{(?:\s*"[^"\\]{1,200}"\s*:\s*\{\s*\}\s*,)*+\s*"[^"\\]{1,200}"\s*:\s*\{\s*'
    rf'(?:"[^"\\]+"\s*:\s*(?:\{{\s*"value"\s*:\s*)?"(?:\|\s*|[-*]\s+){_DATE}|\}})'
)
_PIECE = re.compile(
    r'"(?P<key>(?:[^"\\]|\\.){0,2000}+)"\s*:\s*(?:(?P<open>\{)|(?P<row>"(?:[^"\\]|\\.)*+"))',
    re.DOTALL,
)
_VALUE = "value"
_NO_LINK = "no link to an arXiv id is in this row"


class CvArxivDailyLoader:
    """Reads READMEs, JSON files and chat lists of cv-arxiv-daily and its forks."""

    name: ClassVar[str] = "cv-arxiv-daily"
    title: ClassVar[str] = "cv-arxiv-daily list"
    lost: ClassVar[str] = (
        "Authors after the first, where they are not printed; the date of the latest version; "
        "notes of a machine."
    )
    fills: ClassVar[tuple[str, ...]] = (
        *("title", "mentions", "n_authors", "authors_complete", "ids", "arxiv_version"),
        *("abstract", "year", "date", "keywords", "has_code", "code_url", "url", "raw"),
    )

    def sniff(self, head: Head) -> float:
        """By the beginning of its rows; the header of a table alone is a table without rows."""
        if _OF_JSON.match(head.text):
            return 0.97
        if begins_json(head.text):
            return 0.0
        lines = head.text.split("\n")
        if any(map(_is_of_others, _headers(lines))):
            return 0.0
        if any(_is_row(line) for line in lines) and _LINK.search(head.text):
            return 0.95
        if any(_CARD.match(line) for line in lines) and _LINK.search(head.text):
            return 0.9
        return 0.7 if _HEADER.search(head.text) else 0.0

    def load(self, source: Source) -> Loading:
        """Read row by row; JSON is read as a whole."""
        lines = open_lines(source)
        first = next((numbered for numbered in lines if numbered[1].strip()), None)
        if first is None:
            return iter(())
        if first[1].lstrip().startswith("{"):
            return in_batches(_of_json(source))
        return in_batches(_of_text(source, chain([first], lines)))


def _headers(lines: Sequence[str]) -> Iterator[str]:
    """The headers of tables, without pictures and bold type."""
    for above, line in pairwise(lines):
        if above.startswith("|") and is_rule(line):
            yield _PICTURES.sub("", above)


def _is_of_others(header: str) -> bool:
    """Whether it heads a table of a reading list, with venues or another name of the link."""
    if _OTHER_TABLE.fullmatch(header):
        return True
    columns = columns_of(header)
    return "venue" in columns or ("link" in columns and "pdf" not in _columns(header))


def _of_text(source: Source, lines: Iterator[tuple[int, str]]) -> Iterator[PaperRecord | Reject]:
    topic: str | None = None
    columns: tuple[str, ...] = ()
    index = 0
    waiting: tuple[int, str] | None = None
    while numbered := waiting or next(lines, None):
        waiting = None
        number, line = numbered
        at = Provenance(source.uri, index, number)
        if card := _CARD.match(line):
            text, waiting = _continued(line, lines, _card_goes_on)
            yield _card(text, card["title"], at)
        elif _is_row(line):
            text, waiting = (
                (line, None) if _LINK.search(line) else _continued(line, lines, _goes_on)
            )
            yield _row(text, columns, topic, at)
        else:
            plain = _PICTURES.sub("", line)
            if line.startswith("|") and _TITLED.match(plain):
                columns = _columns(plain)
            elif len(line) < 1_000 and (heading := _HEADING.fullmatch(line)):
                topic = _query(heading["title"])
            continue
        index += 1


def _columns(line: str) -> tuple[str, ...]:
    """The names in a header: `Authors (First Author)` is `authors`."""
    cells = line.strip().strip("|").split("|")
    return tuple(cell.partition("(")[0].strip(" *").lower() for cell in cells)


def _query(heading: str) -> str | None:
    title = without_month(heading.strip(" *"))
    return None if _NO_QUERY.fullmatch(title) else title or None


def _continued(
    line: str, lines: Iterator[tuple[int, str]], goes_on: Callable[[str], bool]
) -> tuple[str, tuple[int, str] | None]:
    """The text of a row that breaks over several lines, and the line that is no more of it."""
    parts = [line]
    size = len(line)
    for numbered in lines:
        text = numbered[1]
        if not goes_on(text) or len(parts) >= _LINES_IN_A_ROW or size > _LINE_CHARACTERS:
            return "\n".join(parts), numbered
        parts.append(text)
        size += len(text)
    return "\n".join(parts), None


def _goes_on(line: str) -> bool:
    return not (not line.strip() or line.startswith("#") or _is_row(line))


def _is_row(line: str) -> bool:
    return bool(_ROW.match(line) or _CHAT.match(line) or _BARE.match(line))


def _card_goes_on(line: str) -> bool:
    return line.startswith(">") and not _CARD.match(line)


def _of_json(source: Source) -> Iterator[PaperRecord | Reject]:
    """Topics and rows one after the other: of a damaged file, whatever is whole."""
    text = read_text(source).text
    topic: str | None = None
    own: str | None = None  # the id of a paper whose row stands in an object
    index = at = 0
    line, counted = 1, 0
    for piece in _PIECE.finditer(text):
        line += text.count("\n", counted, piece.start())
        counted = piece.start()
        between = text[at : piece.start()].strip(" \t\n,{}")
        if between:
            yield _reject(between, "not JSON", Provenance(source.uri, index, line))
            index += 1
        at = piece.end()
        key = unquoted(f'"{piece["key"]}"')
        if piece["open"]:
            own = key if arxiv(key) else None
            topic = topic if own else _query(key)
            continue
        row = " ".join(unquoted(piece["row"]).split("\n")).strip()
        key = own or key if key == _VALUE else key
        yield _row(row, (), topic, Provenance(source.uri, index, line), key)
        index += 1
    if text[at:].strip(" \t\n,{}"):
        rest = Provenance(source.uri, index, line + text.count("\n", counted, at))
        yield _reject(text[at:], "not JSON, or the file ends before its JSON does", rest)


def _reject(text: str, reason: str, at: Provenance) -> Reject:
    return Reject(at.file, reason, line=at.line, index=at.index, raw=text[:RAW_CHARACTERS])


def _row(
    text: str, columns: tuple[str, ...], topic: str | None, at: Provenance, key: str | None = None
) -> PaperRecord | Reject:
    """A row of a table or of the chat form; `key` is the arXiv id that JSON keeps it under."""
    if is_cut(text):
        return _reject(text, "the line is too long for a row", at)
    link = _LINK.search(text)
    paper = arxiv(link["url"]) if link else arxiv(key)
    if paper is None:
        return _reject(text, _NO_LINK, at)
    before = text[: link.start()] if link else text
    after = text[link.end() :] if link else ""
    dated = _BARE.match(before)
    if text.startswith("|"):
        title, cells = _cells(before, after, columns)
    elif dated:
        printed, _, authors = before[dated.end() :].rstrip().rstrip("|").rpartition("|")
        title, cells = prose(printed), {"authors": authors, "code": after, "date": dated["date"]}
    else:
        title, cells = _chat(before, after)
    if title is None:
        return _reject(text, "the title is empty", at)
    code = cells.get("code", "")
    found = _CODE.search(code)
    url = link["url"] if link else None
    return _record(
        text, title, paper, cells, topic, at, url=url, code=found["url"] if found else None
    )


def _cells(before: str, after: str, columns: tuple[str, ...]) -> tuple[str | None, dict[str, str]]:
    """The title, and the other cells by column, of a table row cut at its link."""
    if before.count("|") < 2:
        return None, {}  # cut off before the title
    rest = before.split("|", 2)[2].rstrip().rstrip("|")
    closing = rest.find("**|")
    if rest.lstrip().startswith("**") and closing > 0:
        title, middle = rest[:closing], rest[closing + 3 :]
    else:
        title, _, middle = rest.partition("|")
    link_at = _link_at(columns)
    between = columns[columns.index("title") + 1 : link_at] if link_at else ("authors",)
    texts = middle.rsplit("|", len(between))
    cells = dict(zip(between, texts[-len(between) :], strict=False))
    if len(texts) > len(between):
        cells["abstract"] = texts[0]
    following = after.lstrip("* ").removeprefix("|").rstrip().removesuffix("|")
    names = columns[link_at + 1 :] if link_at else ()
    names = names or ("code",)
    cells.update(zip(names, following.split("|", len(names) - 1), strict=False))
    return prose(title.strip().strip("*")), {name: cell.strip() for name, cell in cells.items()}


def _link_at(columns: tuple[str, ...]) -> int:
    """Which column holds the link: `PDF`, else the one behind the authors; 0 when unknown."""
    if not {"title", "authors"} <= set(columns):
        return columns.index("pdf") if {"title", "pdf"} <= set(columns) else 0
    authors = columns.index("authors")
    return columns.index("pdf", authors) if "pdf" in columns[authors:] else authors + 1


def _chat(before: str, after: str) -> tuple[str | None, dict[str, str]]:
    rest = before.split(",", 1)[-1].strip()
    closing = rest.find("**,", 2)
    if rest.startswith("**") and closing > 0:
        title, authors = rest[2:closing], rest[closing + 3 :]
    else:
        title, _, authors = rest.rpartition(", ")
    authors = re.sub(r"(?:(?<![,\s])[,\s]+)?\**Paper:?\**:?\s*\**$", "", authors.strip())
    return prose(title.strip("* ")), {"authors": authors.strip(" ,"), "code": after}


def _card(text: str, title: str, at: Provenance) -> PaperRecord | Reject:
    """A paper in a block quote: heading, a table of attributes, the abstract, the link."""
    link = _LINK.search(text)
    paper = arxiv(link["url"]) if link else None
    if link is None or paper is None:
        return _reject(text, _NO_LINK, at)
    readable = prose(without_escapes(title))
    if readable is None:
        return _reject(text, "the title is empty", at)
    lines = [without_escapes(line.lstrip("> ").strip()) for line in text.split("\n")]
    authors = next((li.strip("|").split("|")[-1].strip() for li in lines if "作者" in li[:12]), "")
    english = next((n for n, li in enumerate(lines) if "英文摘要" in li or "Abstract" in li), None)
    abstract = lines[english + 1] if english is not None and english + 1 < len(lines) else ""
    cells = {"authors": authors, "abstract": abstract}
    return _record(text, readable, paper, cells, None, at, url=link["url"], code=None)


def _record(
    text: str,
    title: str,
    paper: tuple[str, int | None],
    cells: Mapping[str, str],
    topic: str | None,
    at: Provenance,
    *,
    url: str | None,
    code: str | None,
) -> PaperRecord:
    identifier, version = paper
    abstract = prose(cells.get("abstract"))
    code = code or code_url(abstract)
    first = cells.get("date")
    submitted = from_text(first.strip("*")) if first else from_arxiv_id(identifier)
    mentions = _mentions(cells.get("authors", ""))
    whole = bool(first and mentions and not _ET_AL.search(cells["authors"]))
    return PaperRecord(
        provenance=at,
        title=title,
        mentions=mentions,
        n_authors=len(mentions) if whole else None,
        authors_complete=True if whole else None,
        ids=(Identifier("arxiv", identifier),),
        arxiv_version=version,
        abstract=abstract,
        year=submitted.year,
        date=submitted.date,
        keywords=_keywords(topic, cells.get("tag")),
        has_code=True if code else None,
        code_url=code,
        url=url,
        raw=text,
    )


def _keywords(topic: str | None, tag: str | None) -> tuple[KeywordTag, ...]:
    """The query by which the paper was found: what it stands under, or what the row says."""
    labels = (topic, (tag or "").strip(" `*"))
    return tuple(KeywordTag(label, "query", "query-section") for label in labels if label)


def _mentions(authors: str) -> tuple[Mention, ...]:
    names = _ET_AL.sub("", authors.strip(" *")).split(",")
    printed = [" ".join(name.split()) for name in names if name.strip()]
    return tuple(Mention(name, position) for position, name in enumerate(printed, 1))
