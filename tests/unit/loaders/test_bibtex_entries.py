"""Entries of BibTeX: the same whether others may be needed for what they say or not."""

from __future__ import annotations

import pytest

from kg.loaders.reading.bibtex.entries import BadEntry, BibEntry, entries

PLAIN = """
% a library
@article{loom, title = {On Looms}, author = {Brook, Ada}, month = jan, year = 2001}
@comment{nothing}
@book(quilt, title = "Quilts", year = 1999)

@misc{torn title {Torn

@misc{cut, title = {Cut} year = 2004} @misc{beside, title = {Beside}}
@control{settings, ctrl = 1}
@article{last, title = {Last}, keywords = {a}, keywords = {b}}
"""


@pytest.mark.parametrize("elsewhere", ['@string{unused = "x"}', "@misc{x, ids = {y}}"])
def test_an_entry_is_read_the_same_beside_one_that_may_be_needed(elsewhere: str) -> None:
    alone = list(entries(PLAIN))
    keys = [e.key for e in alone if isinstance(e, BibEntry)]
    assert keys == ["loom", "quilt", "cut", "beside", "last"]
    assert [e.line for e in alone if isinstance(e, BadEntry)] == [7]
    assert list(entries(PLAIN + elsewhere))[: len(alone)] == alone


def test_entries_come_one_by_one_where_none_needs_another() -> None:
    text = "@misc{a, title = {A}}\n" * 3
    whole = entries(text)
    assert next(whole).line == 1
    assert [entry.line for entry in whole] == [2, 3]
