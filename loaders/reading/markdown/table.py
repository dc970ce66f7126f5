"""Tables of papers in Markdown: which columns they have, and what a row says.

A table lists papers when a column holds titles and another authors, dates, venues or links. Cells
are separated by bars outside formulas, code and links; a bar too many belongs to the title. An
index of terms has a row a term, with all papers in one column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.loaders.reading.answers.paperlists import title as without_quotes
from kg.loaders.reading.markdown.column_names import COLUMNS
from kg.loaders.reading.markdown.entry import Entry, name_list
from kg.loaders.reading.markdown.links import (
    Link,
    address_of,
    code_of,
    leads_to_paper,
    links,
    unlinked,
    untagged,
)
from kg.loaders.reading.markdown.reference import reference
from kg.loaders.reading.people.others import without_others

__all__ = ["columns_of", "is_rule", "row_entries"]

_RULE = re.compile(r"\s*\|?(?:\s*:?-+:?\s*\|)*\s*:?-+:?\s*\|?\s*")
_BAR = re.compile(r"\\\||\$[^$|]{0,200}(?:\|[^$|]{0,200}){1,4}\$|`[^`]{0,200}`|(?P<bar>\|)")
_ENTITY = re.compile(r"&\w{2,6};")
_BREAK = re.compile(r"<br\s*/?>|<sub>|<details", re.IGNORECASE)
_BOLD = re.compile(r"\*\*(?P<text>[^*](?:[^*]|\*(?!\*))*)\*\*")
_NEW = re.compile(
    r"^(?:\W*\*\*(?:NEW|新)!?\*\*|[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]+(?=\s))\s*",
    re.IGNORECASE,
)
"""Words and pictures before a title that recommend it."""
_INVERTED = re.compile(r"(?:[\w'-]{2,20}(?: [\w'-]{2,20})?, (?:[A-Z]\.[ -]?){1,3}(?:, |$))+")
"""Names with initials behind."""
_TITLES = ("title", "paper", "name")
_TERMS = ("term", "keyword", "topic", "术语", "关键词")
_INDEX = ("term", "papers")
_NOTHING = ("", "-", "--", "—", "null", "none", "n/a", "na", "tbd", "/", "x")


def is_rule(line: str) -> bool:
    """Whether a line separates the header of a table from its rows."""
    return "-" in line and len(line) < 2_000 and _RULE.fullmatch(line) is not None


def columns_of(header: str) -> tuple[str, ...]:
    """What the columns of a table of papers hold; empty when it lists none.

    >>> columns_of("| **Date** | 📝 Title | Signals | Paper |")
    ('date', 'title', '', 'link')
    >>> columns_of("| Name | Email |")
    ()
    """
    cells = [_plain(_ENTITY.sub(" ", cell)).lower() for cell in _cells(header)]
    if cells[0] in _TERMS and cells[-1] in ("papers", "论文"):
        return (_INDEX[0], *([""] * (len(cells) - 2)), _INDEX[1])
    found = [COLUMNS.get(" ".join(re.findall(r"\w+", cell)), "") for cell in cells]
    titles = next((name for name in _TITLES if name in found), None)
    found = [_held(name, titles) for name in found]
    told = {"authors", "date", "venue", "link", "code"} & set(found)
    return tuple(found) if found.count("title") == 1 and told else ()


def _held(name: str, titles: str | None) -> str:
    """What a column holds where titles stand in that of this name: papers beside titles are links,
    names beside them those of methods."""
    if name == titles:
        return "title"
    return {"paper": "link", "name": ""}.get(name, name)


def row_entries(
    line: int, text: str, columns: Sequence[str], heading: str | None
) -> Iterator[Entry]:
    """The papers of a row: one, none where it only groups others, or those that a term has."""
    if columns[-1] == _INDEX[1]:
        term = _plain(_cells(text)[0])
        for link in links(text):
            if leads_to_paper(link) and not link.is_label:
                yield Entry(line, text[link.start : link.end], term, _plain(link.text), link.url)
    elif found := _row_entry(line, text, columns, heading):
        yield found


def _row_entry(line: int, text: str, columns: Sequence[str], heading: str | None) -> Entry | None:
    cells = zip(columns, _fitted(_cells(text), columns), strict=False)
    said = [(name, cell) for name, cell in cells if name and _says(cell)]
    told = dict(said)
    told["link"] = " ".join(cell for name, cell in said if name == "link")
    if len(said) < 2 or told.get("title", "").isdigit():  # how many papers another page lists
        return None
    cell, behind = _parted(told.get("title", ""))
    title, inside = _title(cell)
    if whole := reference(title or ""):
        title, behind = whole.title, whole.authors
    found = [*inside, *links(told["link"])]
    papers = [link for link in found or links(text) if leads_to_paper(link)]
    named = (address_of(cell) for name, cell in said if name in ("link", "venue"))
    fields: dict[str, str] = {
        name: _plain(told[name]) for name in ("date", "venue", "abstract") if name in told
    }
    authors = _plain(told["authors"]) if "authors" in told else behind
    return Entry(
        line,
        text.strip(),
        heading,
        title,
        papers[0].url if papers else next(filter(None, named), None),
        authors,
        fields,
        code_of(links(told.get("code", ""))) or code_of(links(text)),
    )


def _cells(row: str) -> list[str]:
    """The cells of a row, bars in formulas and code kept."""
    row = row.strip().removeprefix("|").removesuffix("|")
    cells, start = [], 0
    for found in _BAR.finditer(row):
        if found["bar"]:
            cells.append(row[start : found.start()].strip())
            start = found.end()
    return [*cells, row[start:].strip()]


def _fitted(cells: list[str], columns: Sequence[str]) -> list[str]:
    """As many cells as there are columns: what is too many belongs to the title."""
    extra = len(cells) - len(columns)
    if extra <= 0:
        return cells
    at = columns.index("title")
    return [*cells[:at], " | ".join(cells[at : at + extra + 1]), *cells[at + extra + 1 :]]


def _parted(cell: str) -> tuple[str, str | None]:
    """What stands in the cell of a title before a dash, and the authors behind it."""
    before, dash, behind = cell.rpartition(" \u2014 ")
    body, cut = without_others(behind)
    named = name_list(behind) or (cut and len(body.split()) <= 3) or _INVERTED.fullmatch(behind)
    return (before, behind) if dash and named else (cell, None)


def _title(cell: str) -> tuple[str | None, list[Link]]:
    """The title in its cell, and the links there: what follows on a new line is not it."""
    found = links(cell)
    for link in found:
        if not link.is_label:
            return _plain(link.text), found
    first = _NEW.sub("", _BREAK.split(cell, maxsplit=1)[0])
    bold = _BOLD.match(first.strip())
    rest = first.strip()[bold.end() :] if bold else ""
    text = (
        bold["text"] + rest * rest.startswith(":")
        if bold
        else first[: found[0].start]
        if found
        else first
    )
    return without_quotes(_plain(text).strip(" -–:") or None), found


def _plain(cell: str) -> str:
    text = untagged(unlinked(cell)).replace("\\|", "|")
    return text.strip(" *_`")


def _says(cell: str) -> bool:
    return cell.strip(" *`").lower() not in _NOTHING
