"""The author profile page: what each irregularity of the page means in the record."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import pytest

from kg.loaders.author_page import AuthorPageLoader, FewerThanAnnounced
from kg.loaders.base import Source
from kg.loaders.sniff import choose
from kg.testing.loaders import loaded

CORPUS = Path(__file__).parents[2] / "corpus" / "author-page"
PROFILE = {"h_index": 25, "citations": 1158, "novelty": 51.0, "ai_score": 53.5}


@pytest.fixture(scope="module")
def papers() -> dict[str, dict[str, Any]]:
    """The records of the example page by the first word of their title."""
    found = loaded(AuthorPageLoader(), CORPUS / "ada.txt")
    assert found.rejects == []
    return {record["title"].split()[0]: record for record in found.records}


def names(record: dict[str, Any]) -> list[tuple[str, int | None, str]]:
    return [(m["name"], m["position"], m["evidence"]) for m in record["mentions"]]


def test_every_paper_of_the_page_is_a_record(papers: dict[str, dict[str, Any]]) -> None:
    assert list(papers) == ["Notes", "Plausible", "Seeing", "Prices", "The", "A"]
    assert [r["line"] for r in papers.values()] == [12, 19, 26, 33, 40, 47]


def test_et_al_means_that_the_list_is_cut(papers: dict[str, dict[str, Any]]) -> None:
    record = papers["Notes"]
    assert record["authors_complete"] is False
    assert record["n_authors"] is None
    assert names(record) == [
        ("Ada Lovelace", 1, "printed"),
        ("Charles Babbage", 2, "printed"),
        ("Luigi Menabrea", 3, "printed"),
    ]


def test_the_owner_among_the_printed_names_carries_the_profile(
    papers: dict[str, dict[str, Any]],
) -> None:
    profiles = [m["profile"] for m in papers["Notes"]["mentions"]]
    assert profiles == [PROFILE, None, None]
    assert papers["Prices"]["mentions"][0]["profile"] == PROFILE, "case does not matter"


def test_an_owner_whom_a_cut_list_hides_is_added_without_position(
    papers: dict[str, dict[str, Any]],
) -> None:
    mentions = papers["Plausible"]["mentions"]
    assert names(papers["Plausible"])[-1] == ("Ada Lovelace", None, "page_owner")
    assert len(mentions) == 4
    assert [m["profile"] for m in mentions] == [None, None, None, PROFILE]


def test_a_complete_list_is_complete_and_nobody_is_added(
    papers: dict[str, dict[str, Any]],
) -> None:
    for title, count in (("Prices", 2), ("The", 3)):
        record = papers[title]
        assert record["authors_complete"] is True
        assert record["n_authors"] == len(record["mentions"]) == count


def test_a_head_without_a_year_gives_a_date_without_one(papers: dict[str, dict[str, Any]]) -> None:
    undated = papers["Plausible"]
    assert (undated["year"], undated["date"], undated["score"]) == (None, "--05-31", 75.1)
    dated = papers["Notes"]
    assert (dated["year"], dated["date"], dated["score"]) == (2022, "2022-10-06", None)


def test_subject_codes_become_categories_where_one_archive_has_them(
    papers: dict[str, dict[str, Any]],
) -> None:
    tags = [record["keywords"] for record in papers.values()]
    assert [[k["label"] for k in tag] for tag in tags] == [
        ["cs.LG"],
        ["cs.LG"],
        ["cs.CV"],
        ["ST"],  # statistics, mathematics or finance: not to be told from the page
        ["q-bio.GN"],
        ["q-bio.QM"],
    ]
    assert {(k["scheme"], k["origin"]) for tag in tags for k in tag} == {
        ("arxiv-category", "subject-code")
    }


def test_code_is_known_to_exist_or_not_known(papers: dict[str, dict[str, Any]]) -> None:
    assert papers["Seeing"]["has_code"] is True
    assert papers["Seeing"]["code_url"] is None
    assert papers["Notes"]["has_code"] is True
    assert papers["Notes"]["code_url"] == "https://github.com/ada/cards"
    assert papers["Plausible"]["has_code"] is None


def test_the_organisation_belongs_to_the_paper_and_to_no_name(
    papers: dict[str, dict[str, Any]],
) -> None:
    record = papers["Seeing"]
    assert record["comment"] == "organisation: analytical society"
    assert [m["name"] for m in record["mentions"]] == [
        *("Mary Somerville", "José Müller", "Engine Team", "Ada Lovelace")
    ]
    assert all(m["affiliations"] == [] for m in record["mentions"])


def test_tex_is_made_readable_and_kept_in_raw(papers: dict[str, dict[str, Any]]) -> None:
    record = papers["Notes"]
    assert record["title"] == "Notes on the Weaving of α₀-Algebraic Patterns"
    assert r"The pattern $\alpha$ holds" in record["raw"]
    assert "The pattern α holds" in record["abstract"]


def test_a_page_that_breaks_off_before_an_abstract_still_gives_the_paper(
    papers: dict[str, dict[str, Any]],
) -> None:
    assert papers["A"]["abstract"] is None
    assert len(papers["A"]["mentions"]) == 3


def test_a_head_that_cannot_be_read_is_rejected_with_its_paper(tmp_path: Path) -> None:
    found = loaded(AuthorPageLoader(), CORPUS / "broken_heads.txt", "mary.txt")
    assert [r["title"] for r in found.records] == [
        "On the Connexion of Things",
        "After Two That Cannot Be Read",
    ]
    assert found.records[0]["abstract"] == "Things are connected."
    calendar, untitled = found.rejects
    assert (calendar.file, calendar.line, calendar.index) == ("mary.txt", 19, 1)
    assert "'CLBrumaire 18, 2021' is not" in calendar.reason
    assert calendar.raw is not None
    assert calendar.raw.endswith("This head cannot be read.")
    assert untitled.reason == "no title follows the date"


def test_a_page_without_figures_has_papers_and_an_empty_profile(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("Ada\n\n1 Papers\n\nLGMay 1, 2020\nTitle\n\nB, C, D et al.\n\nText.\n")
    (record,) = loaded(AuthorPageLoader(), page).records
    assert record["mentions"][3]["profile"] == dict.fromkeys(PROFILE)


def test_an_abstract_without_authors_is_not_taken_for_names(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    abstract = "In this paper we describe at some length how engines compute, and why."
    page.write_text(f"Ada\n\n1 Papers\n\nLGMay 1, 2020\nTitle\n\n{abstract}\n")
    (record,) = loaded(AuthorPageLoader(), page).records
    assert record["abstract"] == abstract
    assert names(record) == [("Ada", None, "page_owner")]
    assert record["authors_complete"] is None


PAGE = "Ada\n\nh-index: 2\n\n{n} Papers\n\nLGMay 1, 2020\nTitle\n\nB, C, D et al.\n\nText.\n"


def test_a_page_that_announces_more_than_it_prints_is_told(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(PAGE.format(n="1,024"))
    with pytest.warns(FewerThanAnnounced, match=".txt: announces 1024 papers and prints 1;"):
        assert len(loaded(AuthorPageLoader(), page).records) == 1


def test_a_page_that_prints_what_it_announces_is_not(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(PAGE.format(n=1))
    with warnings.catch_warnings():
        warnings.simplefilter("error", FewerThanAnnounced)
        assert len(loaded(AuthorPageLoader(), page).records) == 1


def test_a_physicist_has_subjects_of_archives_without_parts(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(
        "Ada\n\nquant-ph\n2papers\n12citations\n\n2 Papers\n\n"
        "64.2quant-phMay 1\nOne\n\nB, C, D et al.\n\nText.\n\n"
        "HEP-THMay 2, 2020Code\nTwo\n\nB, C, D et al.\n\nText.\n"
    )
    assert choose(Source(page, page.name)).name == "author-page"
    one, two = loaded(AuthorPageLoader(), page).records
    assert (one["date"], one["score"], two["date"], two["has_code"]) == (
        "--05-01", 64.2, "2020-05-02", True
    )  # fmt: skip
    assert [r["keywords"][0]["label"] for r in (one, two)] == ["quant-ph", "hep-th"]
