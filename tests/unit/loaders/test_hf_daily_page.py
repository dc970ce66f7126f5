"""The Hugging Face daily-papers page: counts of authors, no names."""

from __future__ import annotations

from pathlib import Path

from kg.loaders.base import Source
from kg.loaders.hf_daily_page import HfDailyPageLoader
from kg.loaders.sniff import choose
from kg.testing.loaders import loaded

CORPUS = Path(__file__).parents[2] / "corpus" / "hf-daily-page"


def test_each_item_is_a_record_with_its_count_and_date() -> None:
    found = loaded(HfDailyPageLoader(), CORPUS / "page.txt")
    assert found.rejects == []
    assert [(r["title"][:8], r["n_authors"], r["date"], r["year"]) for r in found.records] == [
        ("Looms: A", 6, "2025-09-19", 2025),
        ("A Paper ", 1, "2023-06-04", 2023),
        ("Une étud", 10, "2024-08-15", 2024),
    ]
    assert [r["line"] for r in found.records] == [13, 21, 29]


def test_no_name_is_invented_and_the_list_is_known_to_be_cut() -> None:
    for record in loaded(HfDailyPageLoader(), CORPUS / "page.txt").records:
        assert record["mentions"] == []
        assert record["authors_complete"] is False


def test_the_number_after_a_date_is_kept_for_what_it_may_be() -> None:
    records = loaded(HfDailyPageLoader(), CORPUS / "page.txt").records
    assert [r["comment"] for r in records] == ["hf_count=5", None, "hf_count=2"]
    assert all(r["citation_count"] is None for r in records)


def test_paragraphs_make_one_abstract_and_a_dot_inside_ends_nothing() -> None:
    record = loaded(HfDailyPageLoader(), CORPUS / "page.txt").records[2]
    assert record["abstract"] == "Two paragraphs stand here. The second has a • in it."


def test_code_is_taken_from_an_abstract_that_names_it() -> None:
    first, second, _ = loaded(HfDailyPageLoader(), CORPUS / "page.txt").records
    assert (first["has_code"], first["code_url"]) == (True, "https://github.com/ada/looms")
    assert (second["has_code"], second["code_url"]) == (None, None)


def test_what_cannot_be_read_is_rejected_and_the_rest_goes_on() -> None:
    found = loaded(HfDailyPageLoader(), CORPUS / "broken_feet.txt")
    assert [r["title"] for r in found.records] == ["The First Is Whole"]
    assert [(r.index, r.line) for r in found.rejects] == [(1, 21), (2, 29), (3, 33)]
    uncounted, untitled, broken_off = (r.reason for r in found.rejects)
    assert uncounted == "'• many authors · Sep 20, 2025' is not a number of authors and a date"
    assert untitled == "no title stands before the number of authors"
    assert "breaks off" in broken_off


def test_items_without_the_heading_of_the_page_are_read_too(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("Title\n\nAbstract.\n\n  • 3 authors\n·\nSep 1, 2025\n", encoding="utf-8")
    (record,) = loaded(HfDailyPageLoader(), page).records
    assert (record["title"], record["abstract"]) == ("Title", "Abstract.")


def test_recent_pages_leave_out_the_year_and_may_name_an_organisation() -> None:
    engines, gears = loaded(HfDailyPageLoader(), CORPUS / "recent.txt").records
    assert (engines["title"], engines["n_authors"]) == ("Engines That Weave", 6)
    assert (engines["year"], engines["date"]) == (None, "--05-29")
    assert engines["comment"] == "hf_count=6"
    assert (gears["title"], gears["n_authors"], gears["date"]) == (
        "Gears, Oiled", None, "2025-09-09"
    )  # fmt: skip
    assert gears["abstract"] == "Gears turn."


def test_a_page_saved_as_markdown_tells_the_arxiv_ids() -> None:
    path = CORPUS / "saved.md"
    assert choose(Source(path, "page.md")).name == "hf-daily-page"
    engines, gears = loaded(HfDailyPageLoader(), path).records
    assert [r["ids"][0]["value"] for r in (engines, gears)] == ["2606.00001", "2502.00002"]
    assert (engines["title"], engines["abstract"]) == (
        "Engines That Weave: Numbers", "An engine weaves numbers."
    )  # fmt: skip
    assert (engines["n_authors"], engines["date"], engines["comment"]) == (
        None, "2026-05-29", "hf_count=6"
    )  # fmt: skip
    assert (gears["n_authors"], gears["date"], gears["line"]) == (3, "2025-02-27", 31)


_SAVED = """# Daily Papers

### [Oiled Gears](https://huggingface.co/papers/2601.00003)

[Gears \\[1\\] of [brass] turn.](https://huggingface.co/papers/2601.00003)

[- 3 authors](https://huggingface.co/papers/2601.00003)

·

Dec 30

[7](https://huggingface.co/login?next=%2Fpapers%2F2502.00002)

### [Looms](https://huggingface.co/papers/2502.00002)
"""


def test_the_year_a_saved_page_leaves_out_is_that_of_the_arxiv_id(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(_SAVED, encoding="utf-8")
    gears, looms = loaded(HfDailyPageLoader(), page).records
    assert (gears["year"], gears["date"], looms["date"]) == (2025, "2025-12-30", "2025-02")


def test_brackets_belong_to_an_abstract_and_the_number_above_a_title_to_the_next_paper(
    tmp_path: Path,
) -> None:
    page = tmp_path / "page.md"
    page.write_text(_SAVED, encoding="utf-8")
    gears, looms = loaded(HfDailyPageLoader(), page).records
    assert gears["abstract"] == "Gears [1] of [brass] turn."
    assert (gears["n_authors"], gears["comment"], looms["abstract"]) == (3, None, None)


def test_the_page_of_a_day_has_neither_abstracts_nor_dates(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(
        "Daily Papers\n\nbyAK and the research community\n\nOct 2\n\nSubmitted by\n\nada\n\n101\n\n"
        "Looms\n\n  • 6 authors\n·\n2\n\nSubmitted by\n\ncharles\n\n-\n\nGears\n\nLake Lab\n·\n",
        encoding="utf-8",
    )
    looms, gears = loaded(HfDailyPageLoader(), page).records
    assert (looms["title"], looms["n_authors"], looms["comment"]) == ("Looms", 6, "hf_count=2")
    assert (gears["title"], gears["n_authors"], gears["abstract"]) == ("Gears", None, None)
