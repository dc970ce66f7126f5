"""Dates keep the precision that was stated, and nothing is made up."""

from __future__ import annotations

import pytest

from kg.loaders.reading.dates import (
    UNDATED,
    Dated,
    from_arxiv_id,
    from_parts,
    from_text,
    month_number,
)


@pytest.mark.parametrize(
    ("text", "year", "date"),
    [
        ("2024", 2024, "2024"),
        ("2024-05", 2024, "2024-05"),
        ("2024-05-31", 2024, "2024-05-31"),
        ("2024-05-31T12:00:00Z", 2024, "2024-05-31"),
        ("2014///", 2014, "2014"),
        ("2021/3//", 2021, "2021-03"),
        ("2021/03/07/Spring", 2021, "2021-03-07"),
        ("Sep 19, 2025", 2025, "2025-09-19"),
        ("19 September 2025", 2025, "2025-09-19"),
        ("2025 Sept 3rd", 2025, "2025-09-03"),
        ("Oct 2020", 2020, "2020-10"),
        ("May 31", None, "--05-31"),
        ("2024-02-30", 2024, "2024-02"),
        ("2024-13-01", 2024, "2024"),
        ("-2000~", None, None),
        ("31/12/2020", 2020, "2020-12-31"),
        ("12/31/2020 9:34", 2020, "2020-12-31"),
        ("5/5/2020", 2020, "2020-05-05"),
        ("2/12/2020", 2020, "2020"),
        ("2.12.2020", 2020, "2020-12-02"),
        ("12/2020", 2020, "2020-12"),
        ("13/2020", 2020, "2020"),
        ("3 März 2004", 2004, "2004-03-03"),
        ("août 2011", 2011, "2011-08"),
        ("in press", None, None),
        ("May", None, None),
        ("", None, None),
        (None, None, None),
    ],
)
def test_the_usual_spellings(text: str | None, year: int | None, date: str | None) -> None:
    assert from_text(text) == Dated(year, date)


def test_impossible_parts_are_left_out_with_all_finer_ones() -> None:
    assert from_parts(2023, 2, 29) == Dated(2023, "2023-02")
    assert from_parts(2023, 0, 5) == Dated(2023, "2023")
    assert from_parts(None, 2, 29) == Dated(None, "--02-29"), "some year has it"
    assert from_parts(0, 1, 1) == Dated(None, "--01-01"), "there is no year 0"
    assert from_parts(None, 5) == UNDATED


def test_arxiv_ids_tell_the_month_of_submission() -> None:
    assert from_arxiv_id("0704.0001") == Dated(2007, "2007-04")
    assert from_arxiv_id("math/9107001") == Dated(1991, "1991-07")
    assert from_arxiv_id("cs/0112017") == Dated(2001, "2001-12")
    assert from_arxiv_id("nonsense") == UNDATED


def test_months_by_name_and_number() -> None:
    assert [month_number(m) for m in ("jan", "JUNE", "12", 7)] == [1, 6, 12, 7]
    assert [month_number(m) for m in ("spring", "0", "13", "", None)] == [None] * 5
