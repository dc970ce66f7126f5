"""The daily-list families beside DailyArXiv, maps, and titles with ids."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kg.errors import UnknownFormat
from kg.loaders.arxiv_digest import ArxivDigestLoader
from kg.loaders.arxiv_titles import ArxivTitlesLoader
from kg.loaders.base import Loader, Source
from kg.loaders.cv_arxiv_daily import CvArxivDailyLoader
from kg.loaders.okmaps import OkmapsLoader
from kg.loaders.sniff import choose
from kg.testing.loaders import loaded

CORPUS = Path(__file__).parents[2] / "corpus"


def records(loader: Loader, name: str) -> list[dict[str, Any]]:
    found = loaded(loader, CORPUS / loader.name / name)
    assert found.rejects == []
    return found.records


def labels(record: dict[str, Any], scheme: str) -> list[str]:
    return [k["label"] for k in record["keywords"] if k["scheme"] == scheme]


def arxiv_ids(found: list[dict[str, Any]]) -> list[str]:
    return [r["ids"][0]["value"] for r in found]


def test_a_table_row_is_read_around_its_link_so_that_pipes_in_titles_do_no_harm() -> None:
    first, second, third, fourth = records(CvArxivDailyLoader(), "readme.md")
    assert first["title"] == "Engines|Analytical: Weaving Numbers"
    assert (first["arxiv_version"], first["has_code"]) == (1, None)
    assert second["code_url"] == "https://github.com/babbage/tables"
    assert labels(second, "query") == ["Slow Networks"]
    assert (third["title"], third["abstract"]) == (
        "A α Broken Row",
        "We count gears over several lines.",
    )
    assert [m["name"] for m in third["mentions"]] == ["Mary Somerville"]
    assert fourth["abstract"] == "Gears | turn faster when oiled."


def test_the_date_of_a_list_is_that_of_the_version_so_the_id_tells_the_papers() -> None:
    third = records(CvArxivDailyLoader(), "readme.md")[2]
    assert (third["date"], third["year"]) == ("2018-10", 2018)  # printed: 2019-05-25


def test_whether_the_printed_author_is_the_only_one_is_unknown() -> None:
    assert {r["authors_complete"] for r in records(CvArxivDailyLoader(), "readme.md")} == {None}


def test_a_table_of_all_queries_names_them_in_a_column() -> None:
    first, second = records(CvArxivDailyLoader(), "tagged.md")
    assert [m["name"] for r in (first, second) for m in r["mentions"]] == [
        "Ada Lovelace",
        "Charles Babbage",
    ]
    assert [labels(r, "query") for r in (first, second)] == [["Slow Networks"], ["Looms"]]
    assert (first["abstract"], second["title"]) == (None, "Tables|of Logarithms")


def test_rows_may_tell_the_month_and_the_header_who_the_author_is() -> None:
    path = CORPUS / "cv-arxiv-daily/months.md"
    assert choose(Source(path, "README.md")).name == "cv-arxiv-daily"
    first, second = records(CvArxivDailyLoader(), "months.md")
    assert (first["title"], first["date"]) == ("Engines Analytical", "2024-07")
    assert [m["name"] for m in first["mentions"]] == ["Ada Lovelace"]
    assert first["code_url"] == "https://github.com/lovelace/engine"
    assert (labels(second, "query"), second["code_url"]) == (["Slow Networks"], None)


def test_json_and_chat_form_hold_the_same_rows() -> None:
    rows = records(CvArxivDailyLoader(), "topics.json")
    assert [r["title"] for r in rows] == [
        'Engines "Analytical"',
        "Tables of Logarithms",
        "Gears, at Speed",
    ]
    assert [labels(r, "query") for r in rows] == [["Slow Networks"]] * 2 + [["Fast Networks"]]
    chat = records(CvArxivDailyLoader(), "wechat.md")
    assert [r["title"] for r in chat] == ["Engines, Analytical", "Tables of Logarithms"]
    assert [m["name"] for r in chat for m in r["mentions"]] == ["Ada Lovelace", "Charles Babbage"]
    assert chat[1]["code_url"] == "https://github.com/babbage/tables"


def test_of_damaged_json_the_rows_that_are_whole_are_read(tmp_path: Path) -> None:
    text = (CORPUS / "cv-arxiv-daily/topics.json").read_text()
    cut = tmp_path / "cut.json"
    cut.write_text(text[: text.index("Gears")])
    found = loaded(CvArxivDailyLoader(), cut)
    assert len(found.records) == 2
    assert [r.reason for r in found.rejects] == ["not JSON, or the file ends before its JSON does"]


def test_cards_give_title_author_and_abstract_without_markdown_escapes() -> None:
    card = records(CvArxivDailyLoader(), "cards.md")[0]
    assert (card["title"], card["abstract"]) == (
        "Out-of-the-Box Engines",
        "Engines (analytical) weave numbers.",
    )
    assert [m["name"] for m in card["mentions"]] == ["Ada Lovelace"]


@pytest.mark.parametrize("text", ["{}", "[]\n", " { } "])
def test_a_month_without_papers_has_no_records(text: str, tmp_path: Path) -> None:
    path = tmp_path / "2007-07.json"
    path.write_text(text)
    loader = choose(Source(path, "2007-07.json"))
    assert loaded(loader, path).records == []


def test_a_machines_words_are_no_abstract() -> None:
    first, second = records(ArxivDigestLoader(), "enhanced.jsonl")
    assert first["abstract"] == "An engine weaves numbers."
    assert "tldr" in first["raw"]
    assert labels(first, "arxiv-category") == ["cs.CV", "cs.LG"]
    assert (first["code_url"], second["comment"]) == ("https://github.com/ada/weave", None)
    assert first["authors_complete"] and first["n_authors"] == 2


def test_lines_that_python_printed_are_read_like_json() -> None:
    first, second = records(ArxivDigestLoader(), "reported.jsonl")
    assert first["title"] == "Babbage's Tables"
    assert [m["name"] for m in first["mentions"]][2] == "Luigi Menabrea"
    assert [m["name"] for m in second["mentions"]] == ["Mary Somerville"]


def test_directions_are_queries_and_versions_come_from_the_link() -> None:
    first, second = records(ArxivDigestLoader(), "papers.json")
    assert labels(first, "query") == ["Weaving Engines (WE)", "WE"]
    assert labels(second, "query") == ["Tables", "T", "WE"]
    assert (first["arxiv_version"], first["date"]) == (2, "2026-08")
    assert (second["abstract"], second["comment"]) == (None, None)


def test_an_article_of_a_page_is_a_paper_without_authors() -> None:
    first, second = records(ArxivDigestLoader(), "page.html")
    assert (first["title"], first["abstract"]) == (
        "On Tides & Nebulæ",
        "Tides of order α are seen.",
    )
    assert labels(second, "subject") == ["Astrophysics of Galaxies"]
    assert (second["mentions"], second["authors_complete"]) == ([], None)


def test_a_page_of_no_entries_has_no_records(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text('<!doctype html>\n<div class="sub">25th June 2026 · 0 entries</div></body>')
    assert choose(Source(page, "page.html")).name == "arxiv-digest"
    assert loaded(ArxivDigestLoader(), page).records == []


def test_an_answer_for_a_map_holds_json_in_json() -> None:
    first, second = records(OkmapsLoader(), "search.json")
    assert (first["title"], first["abstract"]) == ("Engines <and> Tables", "Tables & gears.")
    assert first["venue"] == {"name": "BMJ", "type": "journal", "issn": "1756-1833", "isbn": None}
    assert [m["family"] for m in first["mentions"]] == ["Lovelace", "Babbage"]
    assert first["open_access_url"] == "http://dx.doi.org/10.1136/engine.1"
    assert (second["date"], second["open_access_url"]) == ("2019-07-26", None)
    # What a paper is related to may be another work; its PubMed id is its own.
    assert second["ids"] == [{"scheme": "pmid", "value": "32449739"}]


def test_other_services_of_maps_say_types_addresses_and_dois_elsewhere() -> None:
    pubmed, triple, openaire = records(OkmapsLoader(), "services.json")
    assert (pubmed["type"], pubmed["url"]) == ("article", "http://www.example.org/29196772")
    assert triple["ids"] == [{"scheme": "doi", "value": "10.5555/ejpap.1007"}]
    assert (openaire["type"], openaire["url"]) == (None, "http://dx.doi.org/10.5555/jd")


def test_the_column_of_ids_is_known_by_what_it_holds() -> None:
    rows = records(ArxivTitlesLoader(), "paper.csv")
    assert arxiv_ids(rows) == ["2304.09355", "2410.11870", "hep-th/9901001"]
    assert [r["date"] for r in rows] == ["2023-04-19", "2024-10-09", "1999-01"]
    assert arxiv_ids(records(ArxivTitlesLoader(), "titles.json")) == ["2304.09355", "2410.11870"]


def test_ids_that_were_numbers_get_their_zeros_back() -> None:
    path = CORPUS / "arxiv-titles/graph.csv"
    assert choose(Source(path, path.name)).name == "arxiv-titles"
    rows = records(ArxivTitlesLoader(), "graph.csv")
    assert arxiv_ids(rows) == ["2304.09355", "2305.11000", "2410.11870", "1306.1350"]
    assert rows[0]["title"] == "Looms, and Threads"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("node_id,name\nauthor_1,Ada Lovelace\n", "without a column of titles (node_id, name)"),
        ("paper_id,author_id\npaper_1,author_1\n", "without a column of titles"),
        ('community_id,nodes\n15,"a_1,a_2"\n', "without a column of titles"),
        ("acronym: ACL\nis_acl: true\n", "is YAML, which lists no papers"),
        ("- canonical: {first: Ada, last: Lovelace}\n  id: ada\n", "is YAML"),
    ],
)
def test_a_file_that_lists_no_papers_is_refused_with_a_sentence(
    text: str, said: str, tmp_path: Path
) -> None:
    path = tmp_path / "table"
    path.write_text(text)
    with pytest.raises(UnknownFormat) as caught:
        choose(Source(path, "table.csv"))
    assert said in caught.value.message


def test_papers_that_stand_as_objects_under_topics_are_read() -> None:
    first, second, third = records(ArxivDigestLoader(), "topics.json")
    assert (first["title"], first["arxiv_version"]) == ("Engines That {Weave}", 3)
    assert [m["name"] for m in first["mentions"]] == ["Ada Lovelace", "Charles Babbage"]
    assert (first["date"], first["has_code"]) == ("2014-05", None)
    assert [labels(r, "query") for r in (first, third)] == [["Weaving Engines"], ["Gears"]]
    assert labels(first, "arxiv-category") == ["math.ST", "stat.CO"]
    assert second["code_url"] == "https://github.com/babbage/tables"


def test_papers_in_pairs_with_their_keys_may_be_of_other_archives() -> None:
    found = loaded(ArxivDigestLoader(), CORPUS / "arxiv-digest/broken_pairs.json")
    first, second = found.records
    assert (first["title"], first["abstract"]) == ("Engines That Weave", "An engine weaves.")
    assert (first["arxiv_version"], first["code_url"]) == (2, None)
    assert (labels(first, "arxiv-category"), first["comment"]) == (["cs.CV"], "9 pages")
    assert first["date"] == "2024-05-17"
    assert second["ids"] == [{"scheme": "doi", "value": "10.20944/preprints202405.0042.v1"}]
    assert (second["date"], second["code_url"]) == (
        "2024-05-02",
        "https://github.com/somerville/gears",
    )
    assert [r.reason for r in found.rejects] == ["no arXiv id is in it"]
    assert arxiv_ids(records(ArxivDigestLoader(), "array.json")) == ["2505.22021", "2505.22022"]


def test_of_damaged_topics_the_papers_that_are_whole_are_read(tmp_path: Path) -> None:
    text = (CORPUS / "arxiv-digest/topics.json").read_text()
    cut = tmp_path / "cut.json"
    cut.write_text(text[: text.index("Somerville")])
    found = loaded(ArxivDigestLoader(), cut)
    assert (len(found.records), len(found.rejects)) == (2, 1)


def test_a_markdown_digest_of_no_papers_has_no_records(tmp_path: Path) -> None:
    page = tmp_path / "2026-03-30.md"
    page.write_text(
        "<div id=toc></div>\n\n# Table of Contents\n\n- [math.PR](#math.PR) [Total: 1]\n"
    )
    assert choose(Source(page, page.name)).name == "arxiv-digest"
    assert loaded(ArxivDigestLoader(), page).records == []


def test_markdown_digests_name_all_authors() -> None:
    first, second = records(ArxivDigestLoader(), "enhanced.md")
    assert (first["title"], first["abstract"]) == (
        "Engines [Analytical] That Weave",
        "An engine weaves numbers, and it never tires.",
    )
    assert [m["name"] for m in first["mentions"]] == ["Ada Lovelace", "Charles Babbage"]
    assert (labels(second, "arxiv-category"), second["abstract"]) == (["cs.DB"], "Gears turn.")
    found = loaded(ArxivDigestLoader(), CORPUS / "arxiv-digest/broken_labels.md")
    first, second = found.records
    assert (first["title"], first["abstract"]) == (
        "Engines That Weave",
        "An engine weaves numbers. We find that it never tires.",
    )
    assert (second["title"], second["n_authors"], second["abstract"]) == (
        "Gears, Oiled",
        1,
        "Gears turn.",
    )
    assert [r.reason for r in found.rejects] == ["no arXiv id is in it"]


def test_a_translation_between_title_and_authors_is_passed_over() -> None:
    first, second = records(ArxivDigestLoader(), "translated.md")
    assert (first["title"], first["abstract"]) == (
        "Engines That Weave",
        "An engine weaves: numbers.",
    )
    assert [m["name"] for m in first["mentions"]] == ["Ada Lovelace", "Charles Babbage"]
    assert (second["title"], second["abstract"]) == ("Gears, Oiled", "Gears turn.")


def test_a_first_author_alone_tells_nothing_of_the_others() -> None:
    first, second = records(ArxivDigestLoader(), "first_authors.json")
    assert [m["name"] for m in first["mentions"]] == ["Ada Lovelace"]
    assert (first["n_authors"], first["authors_complete"]) == (None, None)
    assert [labels(r, "query") for r in (first, second)] == [["Looms"], ["Gears"]]
    assert (second["date"], second["arxiv_version"]) == ("2025-05", 2)
    assert second["code_url"] == "https://github.com/somerville/gears"


def test_the_papers_of_a_report_are_read_and_its_scores_are_not() -> None:
    weaving, tables = records(ArxivDigestLoader(), "report.json")
    assert (weaving["title"], weaving["abstract"]) == (
        "Engines [Analytical] That Weave",
        "An engine weaves.",
    )
    assert (weaving["ids"][0]["value"], weaving["arxiv_version"]) == ("2505.44061", 2)
    assert (weaving["n_authors"], weaving["date"]) == (2, "2025-05-28")
    assert labels(weaving, "arxiv-category") == ["cs.DB"]
    assert (tables["ids"][0]["value"], tables["date"]) == ("10.5555/tables.1822", "1822-06-14")


def test_authors_may_stand_bare_under_the_title_and_the_query_above_it() -> None:
    first, second = records(ArxivDigestLoader(), "topics.md")
    assert (first["title"], first["abstract"]) == (
        "Engines [Analytical] That Weave",
        "An engine weaves: numbers.",
    )
    assert [m["name"] for m in first["mentions"]] == ["Ada Lovelace", "Charles Babbage"]
    assert [labels(r, "query") for r in (first, second)] == [["Looms"], ["Slow Gears"]]
    assert (second["n_authors"], second["arxiv_version"]) == (1, 2)
    assert second["code_url"] == "https://github.com/somerville/gears"
    assert second["comment"] == "Ten plates. Code: https://github.com/somerville/gears"


def test_digests_are_known_by_authors_and_an_address_below_a_heading() -> None:
    engines, gears, cards = records(ArxivDigestLoader(), "labelled.md")
    assert [(m["name"], m["position"]) for m in engines["mentions"]] == [
        ("Ada Lovelace", 1), ("Charles Babbage", 2), ("Mary Somerville", None)
    ]  # fmt: skip
    assert (engines["authors_complete"], engines["abstract"]) == (False, None)
    assert (engines["title"], engines["arxiv_version"]) == ("Engines That Weave", 1)
    assert labels(engines, "arxiv-category") == ["cs.DB"]
    assert labels(gears, "arxiv-category") == ["cs.DB", "cs.LG"]
    assert labels(engines, "query") == labels(gears, "query") == []
    assert gears["abstract"] == "Gears **turn**: see https://arxiv.org/abs/2001.00001."
    assert gears["comment"] == "Ten plates"
    assert arxiv_ids([engines, gears, cards]) == ["2604.12447", "2604.12448", "2604.12449"]


def test_answers_of_arxiv_are_read_as_programs_keep_them() -> None:
    engines, gears = records(ArxivDigestLoader(), "answer.json")
    assert arxiv_ids([engines, gears]) == ["2601.11001", "2601.11002"]
    assert (engines["arxiv_version"], engines["date"], gears["date"]) == (
        2,
        "2026-01-02",
        "2026-01",
    )
    assert engines["abstract"] == "An engine weaves."
    assert labels(engines, "arxiv-category") == ["cs.DB", "cs.LG"]
    assert (gears["comment"], gears["url"]) == ("Ten plates", "http://arxiv.org/abs/2601.11002v1")


def test_authors_stand_below_blank_lines_and_translations_or_before_the_category() -> None:
    engines, gears, looms = records(ArxivDigestLoader(), "spaced.md")
    assert arxiv_ids([engines, gears, looms]) == ["2509.13323", "2509.13324", "2509.13325"]
    assert [m["name"] for m in engines["mentions"]] == ["Ada Lovelace", "Charles Babbage"]
    assert (engines["abstract"], engines["comment"]) == ("An engine weaves.", None)
    assert [labels(r, "arxiv-category") for r in (engines, gears, looms)] == [
        ["cs.HC"],
        ["cs.DB"],
        ["cs.DB"],
    ]
    assert [labels(r, "query") for r in (engines, gears, looms)] == [[], [], []]
    assert [m["name"] for m in gears["mentions"]] == ["Mary Somerville", "Ada Lovelace"]
    assert (gears["abstract"], gears["comment"]) == (None, "Accepted at the Conference on Gears")
    assert (looms["n_authors"], looms["comment"], looms["abstract"]) == (1, None, None)


def test_pictures_may_stand_before_labels_and_links_under_headings() -> None:
    engines, gears = records(ArxivDigestLoader(), "pictures.md")
    assert arxiv_ids([engines, gears]) == ["2601.16956", "2601.16957"]
    assert (engines["n_authors"], engines["arxiv_version"]) == (2, 1)
    assert (engines["abstract"], gears["abstract"]) == ("An engine weaves.", "Gears turn.")
    assert labels(engines, "arxiv-category") == ["cs.AI", "cs.LG"]


def test_the_category_may_be_cut_short() -> None:
    engines, gears = records(ArxivDigestLoader(), "cate.jsonl")
    assert choose(Source(CORPUS / "arxiv-digest" / "cate.jsonl", "x")).name == "arxiv-digest"
    assert labels(engines, "arxiv-category") == ["cs.DB"]
    assert (engines["abstract"], engines["arxiv_version"]) == ("An engine weaves.", 1)
    assert (engines["comment"], gears["comment"]) == ("Ten plates", None)
    assert labels(gears, "arxiv-category") == ["quant-ph"]


def test_words_in_italics_below_a_topic_are_no_authors(tmp_path: Path) -> None:
    page = tmp_path / "week.md"
    page.write_text(
        "# Week\n\n*One paper.*\n\n## Looms\n\n*Papers in Looms*\n\n### Engines\n\n"
        "**Authors:** Ada Lovelace\n[arXiv](http://arxiv.org/abs/2602.10542v1)\n"
    )
    found = loaded(ArxivDigestLoader(), page)
    assert found.rejects == []
    (engines,) = found.records
    assert (engines["title"], labels(engines, "query")) == ("Engines", ["Looms"])


def test_an_answer_of_arxiv_may_begin_with_its_date(tmp_path: Path) -> None:
    paper = {
        "id": "http://arxiv.org/abs/2601.11001v1",
        "title": "Engines That Weave",
        "authors": "Ada Lovelace, Charles Babbage",
        "category": "cs.AI",
    }
    page = tmp_path / "day.json"
    page.write_text(json.dumps({"date": "2026-01-02", "count": 1, "papers": [paper]}))
    source = Source(page, "day.json")
    assert choose(source).name == "arxiv-digest"
    (record,) = loaded(ArxivDigestLoader(), page).records
    assert arxiv_ids([record]) == ["2601.11001"]


def test_papers_may_be_kept_by_their_arxiv_id_alone() -> None:
    engines, gears = records(ArxivDigestLoader(), "by_id.json")
    assert arxiv_ids([engines, gears]) == ["2601.11001", "2601.11002"]
    assert [m["name"] for m in engines["mentions"]] == ["Ada Lovelace", "Charles Babbage"]
    assert (gears["arxiv_version"], labels(gears, "query")) == (3, [])


def test_authors_below_a_heading_make_no_digest_without_an_address_of_arxiv(
    tmp_path: Path,
) -> None:
    page = tmp_path / "README.md"
    page.write_text("# Engines\n\n**Authors:** Ada Lovelace\n\nA library.\n")
    with pytest.raises(UnknownFormat):
        choose(Source(page, "README.md"))


def test_papers_under_their_arxiv_ids_may_begin_with_any_key() -> None:
    first, second = records(ArxivDigestLoader(), "prefixed.json")
    assert (first["title"], first["abstract"]) == ("Engines That Weave", "An engine weaves.")
    assert (first["n_authors"], first["comment"]) == (2, "Two plates")
    assert first["url"] == "http://arxiv.org/abs/2505.44051"
    assert (first["code_url"], second["code_url"]) == ("https://github.com/lovelace/engine", None)
    assert [labels(r, "query") for r in (first, second)] == [["Looms"], ["Gears"]]


@pytest.mark.parametrize(
    "name",
    [
        *("topics.json", "broken_pairs.json", "array.json", "prefixed.json", "report.json"),
        "first_authors.json",
        *("enhanced.md", "broken_labels.md", "translated.md", "topics.md", "labelled.md"),
        *("spaced.md", "pictures.md"),
        *("answer.json", "by_id.json"),
    ],
)
def test_these_digests_are_known_by_their_content(name: str) -> None:
    path = CORPUS / "arxiv-digest" / name
    assert choose(Source(path, "any.txt")).name == "arxiv-digest"


def test_rows_without_an_outer_pipe_name_all_authors_and_the_day_of_submission() -> None:
    path = CORPUS / "cv-arxiv-daily/bare.md"
    assert choose(Source(path, "README.md")).name == "cv-arxiv-daily"
    first, second = records(CvArxivDailyLoader(), "bare.md")
    assert (first["title"], first["date"]) == ("Engines | Analytical, and Looms", "2024-10-31")
    assert [m["name"] for m in first["mentions"]] == ["Ada Lovelace", "Charles Babbage"]
    assert (first["authors_complete"], first["n_authors"], first["code_url"]) == (True, 2, None)
    assert (first["arxiv_version"], labels(first, "query")) == (2, ["Slow Networks"])
    assert second["code_url"] == "https://github.com/somerville/tables"


def test_days_may_be_written_with_strokes(tmp_path: Path) -> None:
    page = tmp_path / "index.md"
    page.write_text(
        "## Looms\n\n| Publish Date | Title | Authors | PDF | Code |\n"
        "| --- | --- | --- | --- | --- |\n"
        "| **2025/05/15** | Engines: Weaving | Ada Lovelace et al. |"
        " [2505.10016v1](http://arxiv.org/abs/2505.10016v1) | **NULL** |\n"
        "| **2025/05/09** | Gears | Mary Somerville |"
        " [2505.05741v1](http://arxiv.org/abs/2505.05741v1) |"
        " [**link**](https://github.com/somerville/gears) |\n"
    )
    assert choose(Source(page, "index.md")).name == "cv-arxiv-daily"
    first, second = loaded(CvArxivDailyLoader(), page).records
    assert (first["title"], first["mentions"][0]["name"]) == ("Engines: Weaving", "Ada Lovelace")
    assert (second["code_url"], labels(second, "query")) == (
        "https://github.com/somerville/gears",
        ["Looms"],
    )


def test_a_row_cut_off_before_its_title_is_a_reject(tmp_path: Path) -> None:
    path = tmp_path / "list.json"
    good = "|**2024-05-17**|**Tables**|Charles Babbage et.al.|[2407.09488](http://arxiv.org/abs/2407.09488)|null|"
    path.write_text(
        json.dumps({"Looms": {"2407.15152": "|**2024-07-", "2407.09488": good}}), encoding="utf-8"
    )
    found = loaded(CvArxivDailyLoader(), path)
    assert [r["title"] for r in found.records] == ["Tables"]
    assert len(found.rejects) == 1


def test_a_damaged_direction_costs_no_paper(tmp_path: Path) -> None:
    path = tmp_path / "papers.json"
    text = (CORPUS / "arxiv-digest/papers.json").read_text(encoding="utf-8")
    before = loaded(ArxivDigestLoader(), CORPUS / "arxiv-digest/papers.json")
    assert '"label": "' in text
    path.write_text(text.replace('"label": "', '"label": "\\x', 1), encoding="utf-8")
    assert len(loaded(ArxivDigestLoader(), path).records) == len(before.records)
