"""DailyArXiv lists: rows with nothing escaped, columns that differ from fork to fork."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa

from kg.loaders.base import Source
from kg.loaders.dailyarxiv import DailyArxivLoader
from kg.loaders.reading.text import head_of
from kg.testing.loaders import loaded

CORPUS = Path(__file__).parents[2] / "corpus" / "dailyarxiv"
HEADER = "| **Title** | **Date** | **Abstract** | **Comment** |\n| --- | --- | --- | --- |\n"


def records(name: str) -> list[dict[str, Any]]:
    found = loaded(DailyArxivLoader(), CORPUS / name)
    assert found.rejects == []
    return found.records


def labels(record: dict[str, Any], origin: str) -> list[str]:
    return [k["label"] for k in record["keywords"] if k["origin"] == origin]


def test_every_row_is_a_record_also_when_the_paper_stands_twice() -> None:
    assert [(r["line"], r["ids"][0]["value"]) for r in records("readme.md")] == [
        (11, "2509.99901"),
        (12, "2410.99902"),
        (13, "2301.99903"),
        (14, "2403.99904"),
        (19, "2509.99901"),
        (20, "math/9901001"),
    ]


def test_the_heading_is_the_query_without_the_count_of_its_rows() -> None:
    rows = records("readme.md")
    assert labels(rows[0], "query-section") == ["Weaving Graphs"]
    assert labels(rows[4], "query-section") == ["Must: cards, engines; Any: steam, ..."]
    assert {k["scheme"] for row in rows for k in row["keywords"]} == {"query"}


def test_the_paper_is_dated_by_its_id_not_by_its_last_update() -> None:
    dates = [(r["date"], r["year"]) for r in records("readme.md")]
    assert dates[:3] == [("2025-09", 2025), ("2024-10", 2024), ("2023-01", 2023)]
    assert dates[-1] == ("1999-01", 1999)


def test_version_and_address_are_kept() -> None:
    row = records("readme.md")[2]
    assert row["arxiv_version"] == 12
    assert row["url"] == "http://arxiv.org/abs/2301.99903v12"


def test_pipes_and_brackets_in_cells_are_text() -> None:
    first, second, third = records("readme.md")[:3]
    assert first["comment"] == "7 pages, 5 figures and a | in the comment"
    assert second["title"] == "Robust under Y|X-Shifts"
    assert second["abstract"] == "Given P(Y|X), a pipe | stands in the abstract."
    assert second["comment"] == "Accepted by A | B"
    assert third["title"] == "[Re] Brackets [and] *Stars* in `Titles`"
    assert third["comment"] is None


def test_a_missing_last_cell_and_wrapped_spaces_of_old_lists() -> None:
    row = records("readme.md")[3]
    assert row["title"] == "An Old Row Without its Last Cell"
    assert row["abstract"] == "The comment was empty."
    assert row["comment"] is None


def test_code_is_an_address_that_the_text_gives_for_it_now() -> None:
    rows = records("readme.md")
    assert (rows[0]["has_code"], rows[0]["code_url"]) == (True, "https://github.com/ada/looms")
    assert (rows[5]["has_code"], rows[5]["code_url"]) == (None, None), "only promised"


def test_issue_templates_have_front_matter_and_fewer_columns() -> None:
    rows = records("issue_template.md")
    assert [r["title"] for r in rows] == [
        *("Attacks on Engines", "Defence of Engines", "Three Columns Only")
    ]
    assert [r["comment"] for r in rows] == [
        *(None, "Accepted by the Society", "28 pages, 11 figures")
    ]
    assert all(r["abstract"] is None for r in rows)


def test_directions_are_further_queries() -> None:
    row = records("other_columns.md")[0]
    assert labels(row, "query-section") == ["Vision-Language-Action (VLA)"]
    assert labels(row, "query-direction") == ["VLA", "WAM"]
    assert row["abstract"] == "Arms see."


def test_of_two_abstracts_the_first_is_kept_and_columns_may_come_in_any_order() -> None:
    row = records("other_columns.md")[1]
    assert row["abstract"] == "Layers get cold | colder."
    assert [m["name"] for m in row["mentions"]] == ["Shihao Example"]
    assert labels(row, "query-section") == ["NbSe2"]


def test_et_al_is_always_printed_so_the_list_is_of_unknown_length() -> None:
    row = records("other_columns.md")[1]
    assert row["mentions"][0]["position"] == 1
    assert (row["authors_complete"], row["n_authors"]) == (None, None)


def test_columns_may_have_chinese_names_and_escaped_pipes() -> None:
    path = CORPUS / "chinese_columns.md"
    assert DailyArxivLoader().sniff(head_of(Source(path, "README.md"))) == 1
    first, second, third = records("chinese_columns.md")
    assert (first["title"], first["abstract"]) == ("Looms | Weave [Again]", "Looms weave | graphs.")
    assert (second["title"], second["abstract"]) == ("Arms | Legs", None)
    assert (second["comment"], second["ids"][0]["value"]) == ("7 pages | 2 plates", "2508.99922")
    assert [m["name"] for m in third["mentions"]] == ["Mary Somerville"]


def test_a_machine_summary_is_no_abstract() -> None:
    row = records("other_columns.md")[2]
    assert row["title"] == "Remember Your Looms"
    assert row["abstract"] is None
    assert "`<HIS>` | 标签" in row["raw"]
    assert labels(row, "query-section") == ["Memory & State"]


def test_tags_are_arxiv_categories() -> None:
    row = records("other_columns.md")[3]
    assert labels(row, "arxiv-categories") == ["cs.LG", "q-bio.GN"], "68T05 is of the MSC"
    assert [m["name"] for m in row["mentions"]] == ["Zoë Example"]


def test_rows_that_cannot_be_read_say_where_and_why() -> None:
    found = loaded(DailyArxivLoader(), CORPUS / "broken_rows.md", "list.md")
    assert [r["title"] for r in found.records] == ["Whole"]
    assert [(r.line, r.index, r.reason) for r in found.rejects] == [
        (5, 1, "no link to an arXiv id is in this row"),
        (6, 2, "no link to an arXiv id is in this row"),
        (7, 3, "the title is empty"),
        (8, 4, "the row breaks off inside a <details>"),
        (10, 5, "no header with the names of the columns stands above this row"),
    ]
    assert found.rejects[1].raw == "| **No Link** | 2025-09-30 | | |"


def test_a_stub_is_recognised_and_empty(tmp_path: Path) -> None:
    told = "# Daily Papers\nThe project automatically fetches the latest papers from arXiv based "
    stubs = (
        f"{told}on keywords.\n",
        "# Daily Papers\nThis project only retains the latest papers, with a maximum of 100.\n",
        f"## Nothing\n{HEADER}",
        "---\ntitle: Latest 15 Papers - x\n",
        "---\ntitle: Latest Loom Papers \u2013 x\n",
    )
    for stub in stubs:
        path = tmp_path / "README.md"
        path.write_text(stub)
        assert DailyArxivLoader().sniff(head_of(Source(path, "README.md"))) >= 0.7
        assert loaded(DailyArxivLoader(), path).records == []


def test_tables_of_other_lists_are_left_to_others(tmp_path: Path) -> None:
    path = tmp_path / "README.md"
    path.write_text(
        "|Publish Date|Title|Authors|PDF|Code|\n|---|---|---|---|---|\n"
        "|**2026-05-01**|**Title**|Ada et.al.|[2605.1](http://arxiv.org/abs/2605.10001)|null|\n"
    )
    assert DailyArxivLoader().sniff(head_of(Source(path, "README.md"))) == 0


def test_hostile_rows_are_read_in_linear_time(tmp_path: Path) -> None:
    """A hundred thousand openings each; quadratic work on them would take hours."""
    path = tmp_path / "README.md"
    link = "[T](http://arxiv.org/abs/2509.00001v1)"
    tags = "<details><summary>" + "</summary>" * 100_000
    rows = ["| " + "[" * 500_000, f"| {link} | {tags} |", f"</details>| {tags}| {link} |"]
    headings = ["## " + "# " * 100_000, "# " + " " * 500_000 + "x"]
    path.write_text("\n".join([*headings, HEADER + "\n".join(rows)]))
    assert len(loaded(DailyArxivLoader(), path).rejects) == 2


def test_a_long_list_streams(tmp_path: Path) -> None:
    path = tmp_path / "README.md"
    row = "| **[T {0}](http://arxiv.org/abs/2509.{0:05}v1)** | 2025-09-30 | | |\n"
    path.write_text("## Q\n" + HEADER + "".join(row.format(n) for n in range(5000)))
    loading = DailyArxivLoader().load(Source(path, "README.md"))
    first = next(loading)
    assert isinstance(first, pa.RecordBatch)
    assert 0 < first.num_rows < 5000
    assert first.num_rows + sum(len(b) for b in loading if isinstance(b, pa.RecordBatch)) == 5000


def test_a_title_may_be_broken_into_lines(tmp_path: Path) -> None:
    path = tmp_path / "README.md"
    link = "[Engines<br>That Weave](http://arxiv.org/abs/2509.00001v1)"
    path.write_text(
        f"| Date | Title | Authors |\n|--|--|--|\n| 2025-09-30 | {link} | Ada Brook |\n"
    )
    (engines,) = loaded(DailyArxivLoader(), path).records
    assert engines["title"] == "Engines That Weave"
