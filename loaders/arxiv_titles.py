"""Titles with their arXiv ids: a table with a column of ids, or a JSON object of title and id.

Published analyses keep their papers so: `node_id,paper_id,publish_date,title`, or
`{"On Graphs": "2304.09355", …}`. The id column is known by what it holds, whatever its name; a
table for Gephi has its titles in `Label`. Ids that were numbers once have lost zeros at their end
(`2305.11`), and get them back. Other tables (authors, edges, scores) list no papers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import ClassVar

from kg.loaders.base import Head, Loading, Source, in_batches
from kg.loaders.reading import dates, identifiers
from kg.loaders.reading.arxiv.prose import prose
from kg.loaders.reading.json.text import unquoted
from kg.loaders.reading.tables.columns import known_columns
from kg.loaders.reading.tables.csv_rows import DELIMITERS, cells_of, rows_under
from kg.loaders.reading.tables.row_ids import whole_arxiv_id
from kg.loaders.reading.tables.tabular import NAMELESS, RAW_CHARACTERS
from kg.loaders.reading.text import open_lines, read_text
from kg.records import Identifier, PaperRecord, Provenance, Reject

__all__ = ["ArxivTitlesLoader"]

_PAIR = re.compile(r'(?P<key>"(?:[^"\\]|\\.)*+")\s*:\s*(?P<value>"(?:[^"\\]|\\.)*+"|[^",{}\[\]]++)')
_MAP = re.compile(r'\s*\{(?:\s*"(?:[^"\\]|\\.)*+"\s*:\s*"[^"\\]{0,80}"\s*,?){2,}')
_ID = re.compile(
    r"(?:arxiv:)?(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?", re.IGNORECASE
)
_DATES = ("publish_date", "published", "publication_date", "date")
_MORE = ("authors", "abstract", "keywords", "categories", "venue")
_ROWS_SEEN = 20


class ArxivTitlesLoader:
    """Titles with arXiv ids."""

    name: ClassVar[str] = "arxiv-titles"
    title: ClassVar[str] = "titles with arXiv ids (CSV, JSON)"
    lost: ClassVar[str] = "Nothing that such a file has but its own row numbers."
    fills: ClassVar[tuple[str, ...]] = ("title", "ids", "arxiv_version", "year", "date", "raw")

    def sniff(self, head: Head) -> float:
        """By a title column beside one that holds arXiv ids, or by values that are such ids."""
        if _MAP.match(head.text):
            pairs = [found["value"].strip('"') for found in _PAIR.finditer(head.text)]
            return 0.9 if sum(bool(_ID.fullmatch(v)) for v in pairs) > 0.9 * len(pairs) else 0.0
        lines = [line for line in head.text.split("\n") if line.strip()]
        if len(lines) < 2 or lines[0].lstrip()[:1] in ("{", "[", "<", "@", "%", "|"):
            return 0.0
        header, delimiter = _header(lines[0])
        if len(header) > 6 or not {"title", "label"} & set(header) or _tells_more(header):
            return 0.0
        return 0.7 if _id_column(header, lines[1:_ROWS_SEEN], delimiter) is not None else 0.0

    def load(self, source: Source) -> Loading:
        """Read a table row by row, a JSON object as a whole."""
        lines = open_lines(source)
        first = next((line for _, line in lines if line.strip()), "")
        yield from in_batches(_pairs(source) if first.lstrip()[:1] == "{" else _rows(source))


def _tells_more(header: Sequence[str]) -> bool:
    """Whether it is a table of works with columns of ours, which keep more than titles."""
    known = set(known_columns(header).values())
    return "arxiv_id" in known or ("id" in header and not known.isdisjoint(_MORE))


def _header(line: str) -> tuple[list[str], str]:
    delimiter = max(DELIMITERS, key=lambda d: len(cells_of(line, d)))
    return [cell.strip().lower() for cell in cells_of(line, delimiter)], delimiter


def _id_column(header: Sequence[str], lines: Sequence[str], delimiter: str) -> str | None:
    """The column whose first cells are mostly arXiv ids."""
    counts = [0] * len(header)
    for line in lines:
        for place, cell in enumerate(cells_of(line, delimiter)[: len(header)]):
            counts[place] += bool(_ID.fullmatch(cell.strip()))
    best = max(range(len(header)), key=counts.__getitem__)
    return header[best] if counts[best] >= max(1, 0.5 * len(lines)) else None


def _rows(source: Source) -> Iterator[PaperRecord | Reject]:
    lines = [line for _, line in zip(range(_ROWS_SEEN), _filled(source), strict=False)]
    header, delimiter = _header(lines[0]) if lines else ([], ",")
    column = _id_column(header, lines[1:], delimiter) if header else None
    numbered = open_lines(source)
    next((line for _, line in numbered if line.strip()), None)
    for index, row in enumerate(rows_under(numbered, header, delimiter)):
        at = Provenance(source.uri, index, row.line)
        raw = str(row.raw)
        if isinstance(row.values, str):
            yield _reject(raw, row.values, at)
            continue
        date = next((row.values[name] for name in _DATES if row.values.get(name)), None)
        identifier = row.values.get(column) if column else None
        title = row.values.get("title" if "title" in header else "label")
        yield _record(title, whole_arxiv_id(identifier), date, raw, at)


def _filled(source: Source) -> Iterator[str]:
    return (line for _, line in open_lines(source) if line.strip())


def _pairs(source: Source) -> Iterator[PaperRecord | Reject]:
    text = read_text(source).text
    index = at = 0
    line, counted = 1, 0
    for pair in _PAIR.finditer(text):
        line += text.count("\n", counted, pair.start())
        counted = pair.start()
        if lost := text[at : pair.start()].strip(" \t\n,{}"):
            yield _reject(lost, "not JSON", Provenance(source.uri, index, line))
            index += 1
        at = pair.end()
        title, identifier = unquoted(pair["key"]), unquoted(pair["value"])
        yield _record(title, identifier, None, pair[0], Provenance(source.uri, index, line))
        index += 1
    if lost := text[at:].strip(" \t\n,{}"):
        reason = "not JSON, or the file ends before its JSON does"
        line += text.count("\n", counted, at)
        yield _reject(lost, reason, Provenance(source.uri, index, line))


def _reject(text: str, reason: str, at: Provenance) -> Reject:
    return Reject(at.file, reason, line=at.line, index=at.index, raw=text[:RAW_CHARACTERS])


def _record(
    title: str | None, identifier: str | None, date: str | None, raw: str, at: Provenance
) -> PaperRecord | Reject:
    paper = identifiers.arxiv(identifier)
    readable = prose(title)
    if paper is None and readable is None:
        return _reject(raw, NAMELESS, at)
    dated = dates.from_text(date)
    if dated.year is None and paper is not None:
        dated = dates.from_arxiv_id(paper[0])
    return PaperRecord(
        provenance=at,
        title=readable,
        ids=(Identifier("arxiv", paper[0]),) if paper else (),
        arxiv_version=paper[1] if paper else None,
        year=dated.year,
        date=dated.date,
        raw=raw,
    )
