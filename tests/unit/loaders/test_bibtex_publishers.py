"""BibTeX as publishers and their hosts export it, each with habits of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kg.loaders.bibtex import BibtexLoader
from kg.testing.loaders import loaded


def record_of(tmp_path: Path, fields: str) -> dict[str, Any]:
    path = tmp_path / "x.bib"
    path.write_text(f"@article{{a, title = {{Lakes\u2020}},\n{fields}}}", encoding="utf-8")
    (record,) = loaded(BibtexLoader(), path).records
    return record


@pytest.mark.parametrize(
    ("given", "abstract"),
    [
        ("Abstract We dive.", "We dive."),
        ("SUMMARY Divers dive.", "Divers dive."),
        ("Abstract lakes are none.", "Abstract lakes are none."),
        ("Summary of lakes.", "Summary of lakes."),
    ],
)
def test_wiley_has_headings_in_abstracts_and_no_issue_at_first(
    given: str, abstract: str, tmp_path: Path
) -> None:
    record = record_of(
        tmp_path,
        f"volume = {{n/a}}, number = {{n/a}}, pages = {{e12}}, abstract = {{{given}}},"
        "url = {https://onlinelibrary.wiley.com/doi/abs/10.5555/lakes}",
    )
    assert (record["title"], record["abstract"]) == ("Lakes", abstract)
    assert (record["volume"], record["issue"], record["pages"]) == (None, None, "e12")


def test_cochrane_has_stars_at_headings_and_commas_between_authors(tmp_path: Path) -> None:
    record = record_of(
        tmp_path,
        "author = {Brook, AB, Reed, S, and Li, C}, abstract = {Abstract - Background Lakes calm.},"
        "keywords = {*Lakes [therapy, use]; Child, Preschool}",
    )
    assert [m["name"] for m in record["mentions"]] == ["Brook, AB", "Reed, S", "Li, C"]
    assert [k["label"] for k in record["keywords"]] == ["Lakes [therapy, use]", "Child, Preschool"]
    assert record["abstract"] == "Background Lakes calm."


def test_eurographics_has_headings_among_keywords(tmp_path: Path) -> None:
    record = record_of(
        tmp_path, "keywords = {lakes, CCS Concepts, \u2022 Computing \u2192 Shapes, \u2022 Rain}"
    )
    labels = [k["label"] for k in record["keywords"]]
    assert labels == ["lakes", "Computing \u2192 Shapes", "Rain"]


def test_annual_reviews_tell_the_volume_as_issue(tmp_path: Path) -> None:
    record = record_of(tmp_path, "volume = {11}, number = {Volume 11, 2024}")
    assert (record["volume"], record["issue"]) == ("11", None)


@pytest.mark.parametrize(("volume", "pages"), [("volume = {7},", "e12"), ("", None)])
def test_highwire_numbers_articles_of_journals(volume: str, pages: str, tmp_path: Path) -> None:
    assert record_of(tmp_path, f"{volume} elocation-id = {{e12}}")["pages"] == pages


def test_preprints_have_no_pages_in_ads(tmp_path: Path) -> None:
    record = record_of(tmp_path, "eid = {arXiv:2301.00001}, eprint = {2301.00001}")
    assert (record["pages"], record["ids"][0]["value"]) == (None, "2301.00001")


def test_bars_between_names_and_keywords(tmp_path: Path) -> None:
    record = record_of(
        tmp_path,
        "author = {Ada Brook | Anne of Reed}, keywords = {dance, old | lakes}, "
        "note = {[license](https://example.org/lakes)}",
    )
    assert [m["name"] for m in record["mentions"]] == ["Ada Brook", "Anne of Reed"]
    assert [k["label"] for k in record["keywords"]] == ["dance, old", "lakes"]
    assert record["url"] == "https://example.org/lakes"


@pytest.mark.parametrize("gap", ["              ", "\n  "])
def test_crossref_has_headings_far_from_abstracts(gap: str, tmp_path: Path) -> None:
    record = record_of(tmp_path, f"abstract = {{Abstract{gap}We dive.}}")
    assert record["abstract"] == "We dive."


def test_open_conference_systems_name_the_conference(tmp_path: Path) -> None:
    path = tmp_path / "x.bib"
    path.write_text("@paper{a, title = {Lakes}, conference = {Days of Lakes}}", encoding="utf-8")
    (record,) = loaded(BibtexLoader(), path).records
    assert (record["type"], record["venue"]["name"]) == ("conference-paper", "Days of Lakes")
