"""The frame of a page, its policy, and what is taken over from pyvis."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from pathlib import Path
from typing import Any

import pytest
from pyvis.network import Network

from kg.errors import AnalysisError, CannotWrite, KgError, ParameterError
from kg.testing.tables import random_tables
from kg.view.base import ColorBy, Page, ViewOptions, write_page
from kg.view.ego import EgoView, drawing_scripts
from kg.view.page import assemble
from tests.unit.view.rows import author, tables, tie

COLORS: tuple[ColorBy, ...] = ("community", "year", "component")


def parts(**more: Any) -> str:
    given: dict[str, Any] = {"title": "T", "subtitle": "S", "scripts": [], "style": "", "data": {}}
    return assemble(**{**given, **more})


def test_the_policy_names_each_script_by_the_hash_a_browser_computes() -> None:
    page = parts(scripts=["let a = 1;\r\nlet b;"], style="p { margin: 0 }")
    (policy,) = re.findall(r'Security-Policy" content="([^"]*)"', html.unescape(page))
    for text in ("let a = 1;\nlet b;", "p { margin: 0 }"):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy
        assert f">{text}</" in page


def test_titles_are_escaped() -> None:
    page = parts(title="<b>$data</b>", subtitle="a & b")
    assert "<title>&lt;b&gt;$data&lt;/b&gt;</title>" in page
    assert "a &amp; b" in page


@pytest.mark.parametrize("script", ["'</script>'", "'<!-- '", "'</SCRIPT '"])
def test_a_script_that_would_end_itself_is_refused(script: str) -> None:
    with pytest.raises(KgError, match="script"):
        parts(scripts=[script])


def test_of_pyvis_two_scripts_are_taken_and_none_of_its_tags() -> None:
    library, drawing = drawing_scripts(Network(cdn_resources="in_line"))
    assert "@version 9." in library
    assert "new vis.DataSet(" in drawing
    assert "bootstrap" not in drawing


def test_a_pyvis_that_writes_other_pages_is_refused() -> None:
    class Later(Network):  # type: ignore[misc]
        def generate_html(self, *_: Any, **__: Any) -> str:
            return str(super().generate_html()).replace("drawGraph", "paint")

    with pytest.raises(KgError, match="pyvis"):
        drawing_scripts(Later(cdn_resources="in_line"))


def test_a_tooltip_that_pyvis_shows_as_html_is_refused() -> None:
    network = Network(cdn_resources="in_line")
    network.nodes = [{"id": 1, "title": "an href"}]
    with pytest.raises(KgError, match="pyvis"):
        drawing_scripts(network)


def test_a_page_is_replaced_whole_and_in_utf_8(tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    target.write_text("old", encoding="utf-8")
    write_page(Page("é 李", ""), target)
    assert target.read_bytes() == "é 李".encode()
    assert [p.name for p in tmp_path.iterdir()] == ["page.html"]


def test_a_page_that_cannot_be_written_says_where(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match="nowhere"):
        write_page(Page("", ""), tmp_path / "nowhere" / "page.html")


def test_larger_measures_draw_larger_discs(tmp_path: Path) -> None:
    rows = [author("a", "A", h_index=9, pagerank=0.1), author("b", "B", h_index=1, pagerank=0.9)]
    two = tables(tmp_path, Author=rows, COAUTHOR=[tie("a", "b")])
    by_rank = sizes(EgoView().render(two, ViewOptions()))
    by_h_index = sizes(EgoView().render(two, ViewOptions(size_by="h_index")))
    assert by_rank == [28.0, 7.0], "b comes first and is the larger"
    assert by_h_index == [7.0, 28.0]


def sizes(page: Page) -> list[float]:
    return [float(size) for size in re.findall(r'"size": ([\d.]+), "title"', page.html)]


def test_a_measure_that_is_not_there_says_what_to_do(tmp_path: Path) -> None:
    lonely = tables(tmp_path, Author=[author("a", "A", n_papers=1)])
    with pytest.raises(AnalysisError, match="kg analyze"):
        EgoView().render(lonely, ViewOptions(size_by="betweenness"))
    with pytest.raises(AnalysisError, match="no source states it"):
        EgoView().render(lonely, ViewOptions(size_by="h_index"))
    with pytest.raises(ParameterError, match="pagerank"):
        EgoView().render(lonely, ViewOptions(size_by="charm"))


def test_before_any_analysis_papers_give_the_size(tmp_path: Path) -> None:
    rows = [author("a", "A", n_papers=1), author("b", "B", n_papers=5)]
    page = EgoView().render(tables(tmp_path, Author=rows), ViewOptions())
    assert sorted(sizes(page)) == [7.0, 28.0]
    assert '"sizeBy":"number of papers"' in page.html


def test_the_summary_counts_and_dates_what_is_drawn(tmp_path: Path) -> None:
    rows = [
        author("a", "Ada", first_year=1842, last_year=1843),
        author("b", "Bob", first_year=1850, last_year=1850),
    ]
    drawn = tables(tmp_path, Author=rows, COAUTHOR=[tie("a", "b")])
    page = EgoView().render(drawn, ViewOptions(ego="a", hops=2))
    assert page.summary == (
        "Coauthors of Ada, 2 steps away: 2 authors, 1 coauthorship, papers from 1842 to 1850"
    )


def test_pages_of_many_random_graphs_are_drawn(tmp_path: Path) -> None:
    for seed in range(6):
        some = random_tables(tmp_path / str(seed), seed=seed, papers=8 + seed * 5)
        for color in COLORS:
            page = EgoView().render(some, ViewOptions(color_by=color))
            assert len(sizes(page)) == int(page.summary.split(": ")[1].split()[0])
