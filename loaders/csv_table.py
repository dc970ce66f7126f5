"""CSV and TSV with our own columns, or with headers close to them.

RFC 4180 as spreadsheets really write it: comma, semicolon or tab, quoted or not. Headers are
matched as `kg.loaders.reading.tables.columns` says; columns that are not known are ignored. The
header may stand below a title or remarks, as in workbooks. What Embase and CMT write into one cell
is put apart, rows for each author of a work are put together, and so are Embase's for each field;
tables of RIS tags and Retraction Watch's are understood.
"""

from __future__ import annotations

from typing import ClassVar

from kg.loaders.base import Head, Loading, Source
from kg.loaders.reading.dblp.table import dblp_cells, is_of_dblp
from kg.loaders.reading.markdown.table import is_rule
from kg.loaders.reading.pubmed.icite import icite_cells, is_of_icite
from kg.loaders.reading.pubmed.table import is_of_pubmed, pubmed_cells
from kg.loaders.reading.ris.table import is_of_ris, ris_cells
from kg.loaders.reading.tables.acm import acm_cells, is_of_acm
from kg.loaders.reading.tables.author_rows import joined_rows
from kg.loaders.reading.tables.bibtex_rows import bibtex_cells, is_of_bibtex
from kg.loaders.reading.tables.cmt import cmt_cells, is_of_cmt
from kg.loaders.reading.tables.columns import FILLS, fit, known_columns
from kg.loaders.reading.tables.csv_rows import (
    DELIMITERS,
    Lines,
    header_cells,
    opening_row,
    rows_under,
)
from kg.loaders.reading.tables.ebsco import ebsco_cells, is_of_ebsco
from kg.loaders.reading.tables.embase import (
    embase_cells,
    embase_rows,
    has_fields_by_row,
    is_of_embase,
)
from kg.loaders.reading.tables.engineering_village import (
    engineering_village_cells,
    is_of_engineering_village,
)
from kg.loaders.reading.tables.frame_table import frame_cells, is_of_frame
from kg.loaders.reading.tables.retraction_watch import (
    is_of_retraction_watch,
    retraction_watch_cells,
)
from kg.loaders.reading.tables.tabular import rows_loading, with_cells
from kg.loaders.reading.text import head_of, open_lines

__all__ = ["CsvLoader"]

_SHARE_OF_HEADER = 0.9  # the header of a table says less than the keys of an object
_OF_OTHERS = 0.8  # most of their columns are not ours
_OF_NUMBERS = 0.3  # of the labels of a review, say: works are told by their identifiers alone
_OF_MARKDOWN = 0.4  # has links in its cells, and a line below its header
_NUMBERS = frozenset(("doi", "arxiv_id", "pmid", "pmcid", "openalex_id"))
_NO_TABLE = ("{", "[", "<", "@", "%")
_MOST_REMARKS, _CELLS_OF_A_REMARK = 12, 2
"""Rows above a header, that one included, and what they say at most: `Updated:`, a date."""
_OTHERS = (
    (is_of_embase, embase_cells),
    (is_of_engineering_village, engineering_village_cells),
    (is_of_ebsco, ebsco_cells),
    (is_of_cmt, cmt_cells),
    (is_of_dblp, dblp_cells),
    (is_of_ris, ris_cells),
    (is_of_pubmed, pubmed_cells),
    (is_of_retraction_watch, retraction_watch_cells),
    (is_of_icite, icite_cells),
    (is_of_acm, acm_cells),
    (is_of_bibtex, bibtex_cells),
    (is_of_frame, frame_cells),
)
"""Tables whose cells are put apart or renamed: by what their headers are known, and how."""


def _is_of_markdown(line: str) -> bool:
    row = line.removeprefix("> ")
    return row.startswith("|") and is_rule(row)


class CsvLoader:
    """CSV or TSV with a header."""

    name: ClassVar[str] = "csv"
    title: ClassVar[str] = "CSV or TSV with kg's columns"
    lost: ClassVar[str] = "Columns whose names are not known."
    fills: ClassVar[tuple[str, ...]] = FILLS

    def sniff(self, head: Head) -> float:
        """By the header alone: a known title column and one more, or two kinds of identifiers; or
        by the names of Embase's fields by row."""
        if has_fields_by_row(head):
            return _OF_OTHERS
        lines = list(enumerate(head.text.splitlines(), 1))
        found = _below_a_title(iter(lines)) or opening_row(iter(lines))
        first = found[0] if found else ""
        if first.lstrip()[:1] in _NO_TABLE:
            return 0.0
        # Spreadsheets write columns that have no name, too.
        header = [cell for cell in header_cells(first, _delimiter(first)) if cell]
        sure = _OF_OTHERS if any(is_of(header) for is_of, _ in _OTHERS) else 0.0
        if len(_NUMBERS.intersection(map(str.lower, header))) > 1:
            sure = max(sure, _OF_NUMBERS)
        sure = max(sure, round(fit(header) * _SHARE_OF_HEADER, 3))
        return min(sure, _OF_MARKDOWN) if any(_is_of_markdown(line) for _, line in lines) else sure

    def load(self, source: Source) -> Loading:
        """Read the file row by row; a row that does not fit the header is a reject."""
        if has_fields_by_row(head_of(source)):
            rows = with_cells(embase_rows(open_lines(source)), embase_cells)
            yield from rows_loading(source.uri, rows)
            return
        found = _below_a_title(open_lines(source)) or opening_row(open_lines(source))
        if found is None:
            return
        header_line, lines = found
        delimiter = _delimiter(header_line)
        header = header_cells(header_line, delimiter)
        rows = rows_under(lines, header, delimiter)
        for is_of, cells in _OTHERS:
            if is_of(header):
                rows = with_cells(rows, cells)
                break
        yield from rows_loading(source.uri, joined_rows(rows, header))


def _below_a_title(lines: Lines) -> tuple[str, Lines] | None:
    """The first row whose columns are ours, and the lines behind it; None when it does not come
    first or after some rows of hardly a cell. (Markdown has tables of its own.)"""
    for _ in range(_MOST_REMARKS):
        found = opening_row(lines)
        if found is None or found[0].lstrip()[:1] in _NO_TABLE:
            return None
        first, lines = found
        delimiter = _delimiter(first)
        header = header_cells(first, delimiter)
        if delimiter != "|" and fit(header):
            return first, lines
        if sum(map(bool, header)) > _CELLS_OF_A_REMARK:
            return None
    return None


def _delimiter(header: str) -> str:
    """The delimiter that makes most known columns of a header; a comma when none does."""
    return max(DELIMITERS, key=lambda d: len(known_columns(header_cells(header, d))))
