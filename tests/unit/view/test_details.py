"""What the page tells about an author."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kg.schema import node
from kg.tables.sets import TableSet
from kg.view.details import PAPERS_PER_AUTHOR, describe
from kg.view.reading import read_columns
from tests.unit.view.rows import author, tables


def test_papers_newest_first_with_venue_keywords_and_links(tmp_path: Path) -> None:
    graph = tables(
        tmp_path,
        Author=[author("a", "Ada", names=["A. Lovelace"], n_papers=3, degree=4, h_index=2)],
        Paper=[
            {"id": "p1", "title": "Old", "year": 1842, "doi": "10.1000/1"},
            {"id": "p2", "title": "New", "year": 1843},
            {"id": "p3", "title": None},
            {"id": "p4", "title": "Somebody else's", "year": 1844},
        ],
        AUTHORED=[{"start": "a", "end": p} for p in ("p1", "p2", "p3")],
        Venue=[{"id": "v", "name": "Memoirs"}],
        PUBLISHED_IN=[{"start": "p2", "end": "v"}],
        Keyword=[{"id": "k1", "label": "engines"}, {"id": "k2", "label": "numbers"}],
        TAGGED=[
            {"start": "p1", "end": "k2"},
            {"start": "p2", "end": "k2"},
            {"start": "p2", "end": "k1"},
        ],
    )
    details = describe(graph, _authors(graph))
    (card,) = details.authors
    assert [details.papers[at].title for at in card.papers] == ["New", "Old", "(no title)"]
    assert details.papers[0].venue == "Memoirs"
    assert details.papers[1].links == [("DOI", "https://doi.org/10.1000/1")]
    assert card.keywords == ["numbers", "engines"]
    assert "a lovelace" in card.key
    assert [(name, value) for name, value, _ in card.figures] == [("h-index", "2")]


def test_a_long_list_of_papers_is_cut_and_shared_papers_stand_once(tmp_path: Path) -> None:
    papers = [{"id": f"p{i:03d}", "title": f"T{i}", "year": 2000 + i % 20} for i in range(90)]
    signed = [{"start": a, "end": p["id"]} for p in papers for a in ("a", "b")]
    people = [author("a", "A"), author("b", "B")]
    graph = tables(tmp_path, Author=people, Paper=papers, AUTHORED=signed)
    rows = _authors(graph)
    details = describe(graph, rows)
    assert [c.n_papers for c in details.authors] == [90, 90]
    assert len(details.papers) == PAPERS_PER_AUTHOR
    assert {p.year for p in details.papers} == set(range(2012, 2020)), "the newest ones"


def _authors(graph: TableSet) -> list[dict[str, Any]]:
    columns = ["id", *(p.name for p in node("Author").properties)]
    rows: list[dict[str, Any]] = read_columns(graph.nodes["Author"], columns).to_pylist()
    return rows
