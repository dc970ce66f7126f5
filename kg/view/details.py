"""What the page tells about the authors it draws: papers, keywords, measures, links."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.schema import Property, node
from kg.tables.sets import TableSet
from kg.text import fold
from kg.view.links import Link, author_links, paper_links
from kg.view.reading import rows_where
from kg.view.text import plain

__all__ = [
    "PAPERS_PER_AUTHOR",
    "AuthorCard",
    "Details",
    "PaperLine",
    "describe",
    "figure",
    "spoken",
]

PAPERS_PER_AUTHOR = 30
"""How many papers of one author the page carries, the newest first."""

_KEYWORDS_PER_AUTHOR = 6
_PAPER = ("id", "title", "year", "doi", "arxiv_id", "acl_id", "url", "code_url")
_TOLD_ELSEWHERE = {"n_papers", "first_year", "last_year", "degree"}
_NUMBERS = [
    p
    for p in node("Author").properties
    if p.type in ("integer", "float") and p.name not in _TOLD_ELSEWHERE
]


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One paper in a list: title, year, venue and where it can be read."""

    title: str
    year: int | None
    venue: str
    links: list[Link]


@dataclass(frozen=True, slots=True)
class AuthorCard:
    """What is told about one author; `papers` are places in `Details.papers`.

    `figures` are (name, value, meaning) of the numbers known about them.
    """

    id: str
    name: str
    key: str
    n_papers: int
    n_coauthors: int | None
    years: str
    links: list[Link]
    figures: list[tuple[str, str, str]]
    keywords: list[str]
    papers: list[int]


@dataclass(frozen=True, slots=True)
class Details:
    """Cards of the drawn authors, in their order, and the papers the cards point to."""

    authors: list[AuthorCard]
    papers: list[PaperLine]


def describe(tables: TableSet, authors: Sequence[Mapping[str, Any]]) -> Details:
    """Collect what is told about these authors (rows of the Author table)."""
    written = _written(tables, [a["id"] for a in authors])
    papers = _papers(tables, {p for ids in written.values() for p in ids})
    venues = _labels(tables, "PUBLISHED_IN", "Venue", "name", papers)
    keywords = _labels(tables, "TAGGED", "Keyword", "label", papers)
    shown: dict[str, int] = {}
    cards = []
    for author in authors:
        mine = sorted((papers[p] for p in written[author["id"]] if p in papers), key=_newest_first)
        places = [shown.setdefault(p["id"], len(shown)) for p in mine[:PAPERS_PER_AUTHOR]]
        told = Counter(k for p in mine for k in keywords[p["id"]])
        cards.append(_card(author, len(mine), places, _most_common(told)))
    return Details(cards, [_line(papers[p], venues[p]) for p in shown])


def figure(value: float) -> str:
    """A number as people read it: four digits that count, thousands apart.

    >>> figure(1234567), figure(0.000123456), figure(12.0)
    ('1,234,567', '0.0001235', '12')
    """
    if isinstance(value, int) or float(value).is_integer():
        return f"{int(value):,}"
    return f"{value:.4g}"


def spoken(name: str) -> str:
    """A property's name as people write it.

    >>> spoken("pagerank"), spoken("h_index"), spoken("betweenness")
    ('PageRank', 'h-index', 'betweenness')
    """
    special = {"pagerank": "PageRank", "h_index": "h-index", "n_papers": "number of papers"}
    return special.get(name, name.replace("_", " "))


def years(first: int | None, last: int | None) -> str:
    """A span of years, as far as it is known.

    >>> years(1999, 2004), years(2004, 2004), years(None, None)
    ('1999–2004', '2004', '')
    """
    known = sorted({y for y in (first, last) if y is not None})
    return "–".join(str(y) for y in known)


def _card(
    author: Mapping[str, Any], found: int, places: list[int], keywords: list[str]
) -> AuthorCard:
    name = plain(author["name"]) or plain(author["id"])
    spellings = {name, *(plain(n) for n in author["names"] or ())}
    return AuthorCard(
        id=plain(author["id"]),
        name=name,
        key=" | ".join(sorted({fold(s) for s in spellings} | {s.lower() for s in spellings})),
        n_papers=author["n_papers"] if author["n_papers"] is not None else found,
        n_coauthors=author["degree"],
        years=years(author["first_year"], author["last_year"]),
        links=author_links(author),
        figures=[_figure(p, author[p.name]) for p in _NUMBERS if author[p.name] is not None],
        keywords=keywords,
        papers=places,
    )


def _figure(property_: Property, value: float) -> tuple[str, str, str]:
    return spoken(property_.name), figure(value), property_.meaning


def _line(paper: Mapping[str, Any], venues: Sequence[str]) -> PaperLine:
    title = plain(paper["title"]) or "(no title)"
    return PaperLine(title, paper["year"], ", ".join(sorted(venues)), paper_links(paper))


def _newest_first(paper: Mapping[str, Any]) -> tuple[int, str, str]:
    return -(paper["year"] or 0), plain(paper["title"]), paper["id"]


def _most_common(counted: Counter[str]) -> list[str]:
    ranked = sorted(counted, key=lambda k: (-counted[k], k))
    return ranked[:_KEYWORDS_PER_AUTHOR]


def _written(tables: TableSet, authors: Sequence[str]) -> dict[str, list[str]]:
    rows = rows_where(tables.relationships.get("AUTHORED"), "start", authors, ("start", "end"))
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows.to_pylist():
        found[row["start"]].append(row["end"])
    return found


def _papers(tables: TableSet, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    rows = rows_where(tables.nodes.get("Paper"), "id", ids, _PAPER)
    return {row["id"]: row for row in rows.to_pylist()}


def _labels(
    tables: TableSet, type_: str, label: str, name: str, papers: Iterable[str]
) -> dict[str, list[str]]:
    """What a relationship says of each paper: the names of the nodes at its other end."""
    ties = rows_where(
        tables.relationships.get(type_), "start", papers, ("start", "end")
    ).to_pylist()
    ends = rows_where(tables.nodes.get(label), "id", {t["end"] for t in ties}, ("id", name))
    names = {row["id"]: plain(row[name]) for row in ends.to_pylist()}
    found: dict[str, list[str]] = defaultdict(list)
    for tie in ties:
        if text := names.get(tie["end"]):
            found[tie["start"]].append(text)
    return found
