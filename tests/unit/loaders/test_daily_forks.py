"""Daily lists of forks: badges above tables, more in headings than titles, categories in words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from kg.loaders.base import Source
from kg.loaders.sniff import choose
from kg.testing.loaders import loaded


def read(path: Path, text: str, *, by: str) -> list[dict[str, Any]]:
    """The records of a text, which the loader of that name must recognise."""
    path.write_text(text, encoding="utf-8")
    loader = choose(Source(path, path.name))
    assert loader.name == by
    found = loaded(loader, path)
    assert found.rejects == []
    return found.records


def categories(record: dict[str, Any]) -> list[str]:
    return [k["label"] for k in record["keywords"] if k["scheme"] == "arxiv-category"]


BADGES = "[![Contributors][contributors-shield]][contributors-url]\n\n## Looms\n\n"
LINK = "[2407.15152](http://arxiv.org/abs/2407.15152)"


def test_badges_at_the_top_are_no_json(tmp_path: Path) -> None:
    row = f"|**2024-07-21**|**Engines**|Ada Lovelace et.al.|{LINK}|null|\n"
    headers = (
        "|Publish Date|Title|Authors|PDF|Code|\n|---|---|---|---|---|\n",
        "| 📅 **Publish Date** | 📝 **Title** | 👥 **Authors** | 📄 **PDF** |\n|:---:|:---|\n",
    )
    texts = [BADGES + header + row for header in headers]
    texts.append(f"{BADGES}- 2024-07-21, **Engines**, Ada Lovelace et.al., Paper: {LINK}\n")
    for text in texts:
        [engines] = read(tmp_path / "README.md", text, by="cv-arxiv-daily")
        assert (engines["title"], engines["mentions"][0]["name"]) == ("Engines", "Ada Lovelace")


def test_a_summary_between_title_and_authors_is_no_abstract(tmp_path: Path) -> None:
    text = (
        "## Looms\n\n| Publish Date | Title | Chinese Summary | Authors | PDF | Code |\n"
        "|:---|:---|:---|:---|:---|:---|\n"
        f"|**2024-07-21**|**Engines**|机器在编织|Ada Lovelace et.al.|{LINK}|null|\n"
    )
    [engines] = read(tmp_path / "README.md", text, by="cv-arxiv-daily")
    assert (engines["title"], engines["abstract"]) == ("Engines", None)
    assert engines["mentions"][0]["name"] == "Ada Lovelace"


def test_tables_with_other_first_columns_are_read_by_the_names_of_those(tmp_path: Path) -> None:
    text = (
        "## Looms\n\n| Date/Year | Title | Authors | Signals | Paper |\n|---|---|---|---|---|\n"
        f"| 2024-07-21 | Engines | Ada Lovelace, Charles Babbage | Looms | {LINK} |\n"
        "| 2024 | Gears | L Menabrea | - | [Paper](https://openreview.net/forum?id=w3nmVLqvlc) |\n"
    )
    engines, gears = read(tmp_path / "README.md", text, by="arxiv-digest")
    assert [len(r["mentions"]) for r in (engines, gears)] == [2, 1]
    assert (engines["abstract"], gears["title"]) == (None, "Gears")


def test_subjects_and_abstracts_below_bold_labels(tmp_path: Path) -> None:
    text = (
        "# New submissions for Fri, 27 May 22\n## Keyword: looms\n### Engines That  Weave\n"
        " - **Authors:** Ada Lovelace, Charles Babbage\n"
        " - **Subjects:** Robotics (cs.RO); Multiagent Systems (cs.MA)\n"
        " - **Arxiv link:** https://arxiv.org/abs/2205.13135\n"
        " - **Pdf link:** https://arxiv.org/pdf/2205.13135\n - **Abstract**\n An engine weaves.\n"
        "## Keyword: gears\nThere is no result \n"
    )
    [engines] = read(tmp_path / "2022-05-27.md", text, by="arxiv-digest")
    assert (engines["title"], engines["abstract"]) == ("Engines That Weave", "An engine weaves.")
    assert categories(engines) == ["cs.RO", "cs.MA"]
    assert "looms" in [k["label"] for k in engines["keywords"]]


def test_several_labels_may_stand_on_one_line(tmp_path: Path) -> None:
    text = (
        "# 2026-08-28\n\n## [1] Engines That Weave\n\n**arXiv ID**：2608.26432 | **方向**：织机\n\n"
        "**作者**：Ada Lovelace, Charles Babbage 等\n\n"
        "**发布日期**：2026-08-26 | **论文**：https://arxiv.org/abs/2608.26432\n"
    )
    [engines] = read(tmp_path / "speech.md", text, by="arxiv-digest")
    assert [m["name"] for m in engines["mentions"]] == ["Ada Lovelace", "Charles Babbage"]
    assert (engines["authors_complete"], engines["url"]) == (
        False,
        "https://arxiv.org/abs/2608.26432",
    )


def test_titles_and_abstracts_may_be_marked_as_english(tmp_path: Path) -> None:
    paper = {
        "paper_id": "04/2606.29340v1-engines",
        "title_en": "Engines",
        "authors": "Ada Lovelace, Charles Babbage",
        "pdf": "https://arxiv.org/pdf/2606.29340v1",
        "abstract_en": "An engine weaves.",
    }
    text = json.dumps({"label": "2026-07-04", "count": 1, "papers": [paper]})
    [engines] = read(tmp_path / "papers.meta.json", text, by="arxiv-digest")
    assert (engines["title"], engines["abstract"]) == ("Engines", "An engine weaves.")
    assert (engines["n_authors"], engines["arxiv_version"]) == (2, 1)


def test_a_digest_may_begin_with_badges(tmp_path: Path) -> None:
    text = (
        "[![Badge](https://img.example/a.svg)](https://ada.example)\n\n"
        "# Engines\n\n**Authors**: Ada Lovelace\n\n**Link**: https://arxiv.org/abs/2501.00001\n"
    )
    [engines] = read(tmp_path / "README.md", text, by="arxiv-digest")
    assert engines["title"] == "Engines"


def test_numbers_days_and_bold_type_of_headings_are_no_part_of_titles(tmp_path: Path) -> None:
    text = (
        "## **1. Engines That Weave**\n\n编织的机器 cs.CR\n\n"
        "**SubmitDate**: 2025-01-28    [abs](http://arxiv.org/abs/2501.17151v1)\n\n"
        "**Authors**: Ada Lovelace, Charles Babbage\n\n"
        "**Abstract**: An engine weaves.\n\n摘要: 机器在编织。\n\n"
        "### [2026-05-25] Gears\n- **Authors**: Mary Somerville, et al.\n"
        "- **Link**: https://arxiv.org/abs/2605.23904\n"
    )
    engines, gears = read(tmp_path / "attacks.md", text, by="arxiv-digest")
    assert (engines["title"], gears["title"]) == ("Engines That Weave", "Gears")
    assert (engines["abstract"], engines["arxiv_version"]) == ("An engine weaves.", 1)
    assert (engines["n_authors"], gears["authors_complete"]) == (2, False)


def test_categories_are_found_behind_their_names(tmp_path: Path) -> None:
    paper = {
        "arxiv_id": "2606.11167",
        "title": "Engines",
        "authors": ["Ada Lovelace"],
        "categories": ["Computation and Language (cs.CL)", "Quantum Physics (quant-ph)"],
        "tags": ["slow-looms"],
    }
    [engines] = read(tmp_path / "papers.json", json.dumps([paper]), by="arxiv-digest")
    assert categories(engines) == ["cs.CL", "quant-ph"]


def test_a_listing_of_arxiv_tells_subjects_and_the_day_it_was_shown(tmp_path: Path) -> None:
    paper = {
        "order": 1,
        "date": "2025-08-07",
        "arxiv_id": "2507.03729",
        "abs_url": "https://arxiv.org/abs/2507.03729",
        "title": "Engines",
        "authors": ["Ada Lovelace"],
        "subjects": "Machine Learning (cs.LG); Multimedia (cs.MM)",
        "abstract": "An engine weaves.",
    }
    [engines] = read(tmp_path / "cs.LG.json", json.dumps([paper]), by="arxiv-digest")
    assert (engines["date"], categories(engines)) == ("2025-07", ["cs.LG", "cs.MM"])


def test_lists_of_other_sources_have_rows_without_an_arxiv_id(tmp_path: Path) -> None:
    text = (
        "The project automatically fetches the latest papers from arXiv and others.\n\n## Looms\n"
        "| **Title** | **Date** | **Abstract** | **Comment** |\n| --- | --- | --- | --- |\n"
        "| **[Engines](https://doi.org/10.1109/Loom.2024.1)** | 2024-01-02 | <details><summary>"
        "Show</summary><p>An engine weaves.</p></details> | 2 plates |\n"
        "| **[Gears (Oiled)](downloads/gears.pdf)** | 2025-01-01 |  |  |\n"
        "| **[Threads](https://arxiv.org/abs/2607.28442v1)** | 2026-09-30 |  |  |\n"
    )
    engines, gears, threads = read(tmp_path / "README.md", text, by="dailyarxiv")
    assert engines["ids"] == [{"scheme": "doi", "value": "10.1109/loom.2024.1"}]
    assert (engines["date"], engines["comment"]) == ("2024-01-02", "2 plates")
    assert (engines["abstract"], engines["url"]) == (
        "An engine weaves.",
        "https://doi.org/10.1109/Loom.2024.1",
    )
    assert (gears["title"], gears["ids"], gears["year"]) == ("Gears (Oiled)", [], 2025)
    assert (gears["url"], threads["date"]) == (None, "2026-07")


def test_topics_may_have_topics_of_their_own(tmp_path: Path) -> None:
    papers = {"2410.16237": {"title": "Engines", "authors": "Ada Lovelace et al."}}
    text = json.dumps({"Machines": {"Looms": papers, "Gears": {}}})
    [engines] = read(tmp_path / "topics.json", text, by="arxiv-digest")
    assert [k["label"] for k in engines["keywords"]] == ["Looms"]
