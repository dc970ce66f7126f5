"""Web pages that list papers in a table."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kg.errors import UnknownFormat
from kg.loaders.base import Source
from kg.loaders.html_table import HtmlTableLoader
from kg.loaders.sniff import choose
from kg.testing.loaders import Loaded, loaded

CORPUS = Path(__file__).parents[2] / "corpus/html-table"


def read(tmp_path: Path, table: str) -> Loaded:
    path = tmp_path / "saved"
    path.write_text(f"<!DOCTYPE html>\n<html><body>{table}</body></html>", encoding="utf-8")
    assert choose(Source(path, "saved")).name == "html-table"
    return loaded(HtmlTableLoader(), path)


def table(*rows: str) -> str:
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def names(record: dict[str, Any]) -> list[str]:
    return [m["name"] for m in record["mentions"]]


def test_a_list_of_publications() -> None:
    looms, wefts, threads = loaded(HtmlTableLoader(), CORPUS / "list.html").records
    assert (looms["title"], looms["year"], looms["venue"]["name"]) == (
        "Looms & engines",
        2021,
        "J. Looms",
    )
    assert names(looms) == ["Ada Brook", "Samuel Reed"]
    assert looms["ids"] == [{"scheme": "doi", "value": "10.5555/looms"}]
    assert looms["line"] == 9
    assert (wefts["year"], names(wefts)) == (2021, ["Clara Mill"])  # the year spans two rows
    assert threads["ids"] == [{"scheme": "arxiv", "value": "2507.00190"}]


def test_titles_and_links_alone_when_the_links_name_papers(tmp_path: Path) -> None:
    header = "<th>Title</th><th>Link</th>"
    row = '<td>Looms</td><td><a href="https://arxiv.org/abs/2507.00190">PDF</a></td>'
    (found,) = read(tmp_path, table(header, row)).records
    assert (found["title"], found["ids"][0]["value"]) == ("Looms", "2507.00190")


def test_a_title_that_is_a_link(tmp_path: Path) -> None:
    header = "<th>Title</th><th>Authors</th>"
    row = '<td><a href="https://doi.org/10.5555/a">Looms</a></td><td>Ada Brook<br>Sam Reed</td>'
    (found,) = read(tmp_path, table(header, row)).records
    assert (found["title"], found["ids"][0]["value"]) == ("Looms", "10.5555/a")
    assert names(found) == ["Ada Brook", "Sam Reed"]


def test_rows_that_do_not_fit_are_rejects_and_headings_none() -> None:
    found = loaded(HtmlTableLoader(), CORPUS / "broken_rows.html")
    assert [r["title"] for r in found.records] == ["The first row", "The last row"]
    assert [(r.line, r.reason) for r in found.rejects] == [
        (6, "neither a title nor an identifier"),
        (7, "2 cells under a header of 3"),
    ]


@pytest.mark.parametrize(
    "page",
    [
        table("<th>Title</th><th>Date</th>", "<td>Our fair</td><td>2021</td>"),
        table(
            "<th>Title</th><th>Link</th>", '<td>Tea</td><td><a href="https://x.org/t">x</a></td>'
        ),
        table("<th>Title</th><th>Authors</th>"),
    ],
)
def test_other_tables_list_no_papers(tmp_path: Path, page: str) -> None:
    path = tmp_path / "site"
    path.write_text(f"<html>{page}</html>", encoding="utf-8")
    with pytest.raises(UnknownFormat, match="is a web page"):
        choose(Source(path, "site"))


def test_tables_that_lay_out_the_page_are_no_lists(tmp_path: Path) -> None:
    inner = table("<th>Title</th><th>Authors</th>", "<td>Looms</td><td>Ada Brook</td>")
    (found,) = read(tmp_path, f"<table><tr><td>Menu</td><td>{inner}</td></tr></table>").records
    assert found["title"] == "Looms"


def test_a_text_in_markdown_may_have_one(tmp_path: Path) -> None:
    path = tmp_path / "digest.md"
    path.write_text(
        "# Digest\n\n<table>\n<tr><th>标题</th><th>作者</th><th>PDF</th></tr>\n"
        "<tr><td>Looms</td><td>Ada Brook</td>"
        '<td><a href="https://arxiv.org/pdf/2607.00001">PDF</a></td></tr>\n</table>\n'
    )
    source = Source(path, "digest.md")
    assert choose(source).name == "html-table"
    (looms,) = loaded(HtmlTableLoader(), path).records
    assert (looms["title"], looms["ids"][0]["value"]) == ("Looms", "2607.00001")
