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


def labels(record: dict[str, Any]) -> list[str]:
    return [k["label"] for k in record["keywords"]]


def test_headings_that_say_that_papers_follow_are_no_topics(tmp_path: Path) -> None:
    paper = (
        "### 1. [Engines](https://arxiv.org/abs/2512.24157)\n\n"
        "**Authors**: Ada Lovelace  \n**Category**: cs.CL  \n\n#### Abstract\nAn engine weaves.\n\n"
    )
    text = f"# Bot 🤖\n\n## 📚 Recent Papers\n\n{paper}## 🔥 Looms (12)\n\n{paper}"
    recent, looms = read(tmp_path / "README.md", text, by="arxiv-digest")
    assert (labels(recent), labels(looms)) == (["cs.CL"], ["Looms", "cs.CL"])


def test_topics_in_a_list_name_their_query_and_their_papers_the_last_author(tmp_path: Path) -> None:
    paper = {
        "title": "Engines",
        "link": "https://arxiv.org/abs/2610.10504v1",
        "abstract": "An engine weaves.",
        "finding": "It weaves.",
        "date": "2026-10-07",
        "last_author": "Ada Lovelace",
        "is_new": True,
    }
    topics = [{"keyword": "looms", "papers": [paper]}, {"keyword": "gears", "papers": [paper]}]
    text = json.dumps({"updated": "2026-10-08", "paper_count": 1, "topics": topics}, indent=2)
    looms, gears = read(tmp_path / "papers.json", text, by="arxiv-digest")
    assert (labels(looms), labels(gears)) == (["looms"], ["gears"])
    [last] = looms["mentions"]
    assert (last["name"], last["position"]) == ("Ada Lovelace", None)
    assert (looms["n_authors"], looms["authors_complete"], looms["date"]) == (None, None, "2026-10")


def test_papers_of_other_archives_have_markup_and_subjects(tmp_path: Path) -> None:
    paper = {
        "paper_id": "10.20944/preprints202201.0129.v1",
        "paper_title": "Ripe Looms (<em>Machina textor</em>)",
        "paper_abstract": "Looms &ndash; and M&eacute;tis.",
        "paper_authors": ["Ada Lovelace"],
        "primary_category": "MEDICINE &amp; PHARMACOLOGY",
        "publish_time": "2022-01-10",
    }
    [looms] = read(tmp_path / "topic.json", json.dumps([["key", paper]]), by="arxiv-digest")
    assert looms["title"] == "Ripe Looms (Machina textor)"
    assert looms["abstract"] == "Looms – and Métis."
    assert [(k["label"], k["scheme"]) for k in looms["keywords"]] == [
        ("MEDICINE & PHARMACOLOGY", "subject")
    ]


def test_what_was_read_off_pages_of_hugging_face_stands_in_details(tmp_path: Path) -> None:
    paper = {
        "title": "Engines",
        "paper_url": "https://huggingface.co/papers/2512.02834",
        "authors": ["Ada Lovelace", "babbage7"],
        "stars": "7",
        "details": {
            "title": "Engines",
            "abstract": "An engine weaves.",
            "arxiv_page_url": "https://arxiv.org/abs/2512.02834",
            "github_links": ["https://github.com/ada/engine"],
        },
    }
    [engines] = read(tmp_path / "latest.json", json.dumps([paper], indent=2), by="arxiv-digest")
    assert engines["ids"] == [{"scheme": "arxiv", "value": "2512.02834"}]
    assert (engines["abstract"], engines["date"]) == ("An engine weaves.", "2025-12")
    assert engines["code_url"] == "https://github.com/ada/engine"
    assert (engines["n_authors"], engines["authors_complete"]) == (None, None)


def test_a_fork_names_the_last_author_and_escapes_abstracts(tmp_path: Path) -> None:
    text = (
        "### Looms\n| **#** | **Title** | **Abstract** | **Date** | **主要发现** | **最后作者** |\n"
        "| --- | --- | --- | --- | --- | --- |\n"
        "| 1 | **[Engines](https://arxiv.org/abs/2511.16446v2)** | <details><summary>EN</summary>"
        "<p>Looms &lt; gears &amp; AT&T.</p></details> | 2026-07-15 | 发现 | Ada Lovelace |\n"
        "| 2 | **[Gears](https://arxiv.org/abs/2511.16447v1)** |  | 2026-07-15 |  | 作者未提供 |\n"
    )
    engines, gears = read(tmp_path / "README.md", text, by="dailyarxiv")
    assert engines["abstract"] == "Looms < gears & AT&T."
    assert [(m["name"], m["position"]) for m in engines["mentions"]] == [("Ada Lovelace", None)]
    assert (gears["mentions"], gears["abstract"]) == ([], None)


def test_labels_may_have_colours_and_texts_may_be_quoted(tmp_path: Path) -> None:
    text = (
        "# 日报 | 2026年04月21日\n\n### 1. [Engines](https://arxiv.org/abs/2604.15367)\n\n"
        "**<font color=#1a73e8>作者：</font>** Ada Lovelace, Mary Somerville 等 6 位作者  \n"
        "**<font color=#188038>arXiv所属领域：</font>** Weaving\n\n"
        "**<font color=#5f6368>摘要：</font>**\n> An engine\n> weaves.\n\n---\n"
    )
    [engines] = read(tmp_path / "index.md", text, by="arxiv-digest")
    assert [m["name"] for m in engines["mentions"]] == ["Ada Lovelace", "Mary Somerville"]
    assert (engines["n_authors"], engines["authors_complete"]) == (None, False)
    assert engines["abstract"] == "An engine weaves."


def test_the_original_abstract_stands_below_a_name_of_its_own(tmp_path: Path) -> None:
    text = (
        "# 日报\n\n## 全部论文\n\n## 已核查\n\n### 流体方程\n\n#### Navier&#45;Stokes Looms\n\n"
        "- **作者：** Ada Lovelace、Mary Somerville\n"
        "- **arXiv：** [2609.11707](https://arxiv.org/abs/2609.11707)\n- **分类：** math.AP\n\n"
        "**完成的工作**\n\n论文。\n\n**原始英文摘要**\n\nA long&#45;time loom.\n\nIt weaves.\n\n"
        "---\n\n# Gears\n**arXiv**：[2510.08880v1](https://arxiv.org/abs/2510.08880)\n"
        "**作者**：Ada Lovelace\n\n## 简述\n- 核心\n\n## 摘要（原文）\n\n> Gears\n> turn.\n"
    )
    looms, gears = read(tmp_path / "2026-09-11.md", text, by="arxiv-digest")
    assert looms["title"] == "Navier-Stokes Looms"
    assert [m["name"] for m in looms["mentions"]] == ["Ada Lovelace", "Mary Somerville"]
    assert labels(looms) == ["流体方程", "math.AP"]
    assert looms["abstract"] == "A long-time loom. It weaves."
    assert (gears["abstract"], gears["n_authors"]) == ("Gears turn.", 1)


def test_papers_may_stand_beside_what_a_program_thinks_of_them(tmp_path: Path) -> None:
    paper = {
        "arxiv_id": "2605.06576",
        "title": "Engines",
        "authors": ["Ada Lovelace"],
        "abstract": "An engine weaves.",
        "primary_category": "cs.LG",
        "published": "2026-05-07",
        "url": "https://arxiv.org/abs/2605.06576",
    }
    answer = {"meta": {"query": "looms"}, "papers": [{"paper": paper, "relevance_score": 0.7}]}
    [engines] = read(tmp_path / "papers.json", json.dumps(answer, indent=2), by="arxiv-digest")
    assert (engines["title"], engines["date"]) == ("Engines", "2026-05-07")
    assert (engines["n_authors"], categories(engines)) == (1, ["cs.LG"])


def test_a_month_behind_a_topic_is_no_part_of_it(tmp_path: Path) -> None:
    text = (
        "## Looms - 2026-06\n\n| Publish Date | Title | Authors | PDF | Translate | Code |\n"
        "|:---|:---|:---|:---|:---|:---|\n"
        "|2026-06-17|Engines|Ada Lovelace et.al.|[2606.00001](https://arxiv.org/abs/2606.00001)"
        "|[translate](https://cool.example/2606.00001)|[link](https://github.com/ada/engines)|\n"
    )
    [engines] = read(tmp_path / "2026-06.md", text, by="cv-arxiv-daily")
    assert (labels(engines), engines["code_url"]) == (["Looms"], "https://github.com/ada/engines")


def test_lists_cut_by_dots_are_incomplete_and_details_are_no_topic(tmp_path: Path) -> None:
    text = (
        "## 📄 论文详情\n\n### 1. Engines\n\n"
        "- **ArXiv ID**: [2606.00001v1](https://arxiv.org/abs/2606.00001v1)\n"
        "- **作者**: Ada Lovelace, Charles Babbage...\n- **分类**: cs.CV\n\n"
        "#### 英文摘要\n\nAn engine weaves.\n\n### 中文摘要\n机器在编织。\n"
    )
    [engines] = read(tmp_path / "2026-06-12.md", text, by="arxiv-digest")
    assert [m["name"] for m in engines["mentions"]] == ["Ada Lovelace", "Charles Babbage"]
    assert (engines["authors_complete"], labels(engines)) == (False, ["cs.CV"])
    assert engines["abstract"] == "An engine weaves."


def test_a_table_may_have_abstracts_and_no_authors(tmp_path: Path) -> None:
    text = (
        "## Looms\n\n|Publish Date|Title|Abstract|PDF|Code|\n|---|---|---|---|---|\n"
        "|**2025-09-23**|**Engines**|An engine weaves, and weaves.|"
        "[2509.19296](http://arxiv.org/abs/2509.19296)|null|\n"
    )
    [engines] = read(tmp_path / "README.md", text, by="cv-arxiv-daily")
    assert (engines["mentions"], engines["abstract"]) == ([], "An engine weaves, and weaves.")


def test_addresses_may_stand_in_an_object_of_links(tmp_path: Path) -> None:
    paper = {
        "id": "2601.00001",
        "title": "Engines",
        "authors": ["Ada Brook"],
        "primary_category": "cs.CV",
        "abstract": "An engine weaves.",
        "links": {
            "abs": "https://arxiv.org/abs/2601.00001",
            "code": "https://github.com/ada/engines",
        },
    }
    text = json.dumps({"date": "2026-01-01", "source": "arxiv", "papers": [paper]})
    [engines] = read(tmp_path / "papers.json", text, by="arxiv-digest")
    assert (engines["url"], engines["code_url"]) == (
        "https://arxiv.org/abs/2601.00001",
        "https://github.com/ada/engines",
    )


def test_addresses_of_hugging_face_name_papers_of_arxiv(tmp_path: Path) -> None:
    text = (
        "# Daily Papers - 2026-10-01\n\n## 1. Engines That Weave\n"
        "- **Authors**: Ada Lovelace, Charles Babbage\n- **Upvotes**: 30\n"
        "- **Paper**: https://huggingface.co/papers/2509.25751\n- **Summary**: It weaves.\n"
    )
    [engines] = read(tmp_path / "daily.md", text, by="arxiv-digest")
    assert (engines["title"], engines["n_authors"]) == ("Engines That Weave", 2)
    assert engines["ids"] == [{"scheme": "arxiv", "value": "2509.25751"}]
    assert engines["abstract"] is None


def test_rows_may_stand_in_objects(tmp_path: Path) -> None:
    row = f"|**2024-07-21**|**Engines**|Ada Lovelace et.al.|{LINK}|null|\n"
    bare = "|**2024-07-21**|**Gears**|Mary Somerville et.al.|null|\n"
    text = json.dumps({"Looms": {"2407.15152": {"value": row}, "2407.15153": {"value": bare}}})
    engines, gears = read(tmp_path / "daily.json", text, by="cv-arxiv-daily")
    assert (engines["title"], labels(engines), labels(gears)) == ("Engines", ["Looms"], ["Looms"])
    assert gears["ids"] == [{"scheme": "arxiv", "value": "2407.15153"}]


def test_a_day_is_believed_that_fits_the_month_of_the_id(tmp_path: Path) -> None:
    papers = [
        {"id": "2601.00001", "title": "Looms", "authors": ["Ada Brook"], "summary": "We.", **told}
        for told in (
            {"published_at": "2025-12-31T18:59:59Z"},
            {"publication_date": "2026-06-01"},
            {"publishedAt": None},
        )
    ]
    text = "\n".join(map(json.dumps, papers))
    found = read(tmp_path / "x.jsonl", text, by="arxiv-digest")
    assert [record["date"] for record in found] == ["2025-12-31", "2026-01", "2026-01"]


YOLO = (
    "# 每日论文\n\n\n## Looms \\(p\\): Real\\-Time Engines / 织机\n\n"
    "发布日期：2025-11-06\n\n作者：Ada O'Brook\\-Lee\n\n"
    "摘要：An engine weaves \\(well\\) in real\\-time\\.\n\n中文摘要：机器\n\n"
    "代码链接：https://ada\\.github\\.io/x，https://github\\.com/ada/engine\\.\n\n"
    "论文链接：[阅读更多](http://arxiv.org/abs/2511.04426v1)\n\n---\n\n\n"
    "## Gears / \n\n发布日期：2025-11-05\n\n作者：Charles Moreau\n\n"
    "摘要：Gears turn.\n\n中文摘要：\n\n"
    "代码链接：摘要中未找到代码链接。\n\n论文链接：[阅读更多](http://arxiv.org/abs/2511.03888v1)\n\n---\n"
)
YOLO_IN_ENGLISH = (
    "# Daily Papers\n\n\n## Looms: Real\\-Time Engines\n\n**Published Date**: 2024-02-26\n\n"
    "**Authors**: A\\. Brook\n\n**Abstract**: An engine\n" + "weaves\\-in\n" * 20 + "\n\n"
    "**Code Links**: No code link found in abstract.\n\n"
    "**Paper URL**: [Read More](http://arxiv.org/abs/2402.16370v1)\n\n---\n"
)


def test_labels_may_be_chinese_without_bold_type_and_all_signs_escaped(tmp_path: Path) -> None:
    looms, gears = read(tmp_path / "README.md", YOLO, by="arxiv-digest")
    assert [looms["title"], gears["title"]] == ["Looms (p): Real-Time Engines", "Gears"]
    assert looms["abstract"] == "An engine weaves (well) in real-time."
    assert [m["name"] for m in looms["mentions"]] == ["Ada O'Brook-Lee"]
    assert [looms["date"], gears["date"]] == ["2025-11-06", "2025-11-05"]
    assert [looms["code_url"], gears["code_url"]] == ["https://github.com/ada/engine", None]
    assert looms["ids"] == [{"scheme": "arxiv", "value": "2511.04426"}]


def test_such_a_list_prints_first_authors_alone(tmp_path: Path) -> None:
    for text in (YOLO, YOLO_IN_ENGLISH):
        looms = read(tmp_path / "README.md", text, by="arxiv-digest")[0]
        assert (looms["n_authors"], looms["authors_complete"]) == (None, None)
    assert looms["title"] == "Looms: Real-Time Engines"
    assert looms["mentions"][0]["name"] == "A. Brook"
    assert (looms["date"], looms["code_url"]) == ("2024-02-26", None)


def test_an_abstract_ends_where_another_part_is_named(tmp_path: Path) -> None:
    text = (
        "# Digest\n\n## Top 10 - Looms\n\n### 1. Engines\n\n"
        "**arXiv**: [2610.02801](https://arxiv.org/abs/2610.02801) | **Categories**: cs.RO\n\n"
        "**Authors**: Ada Brook\n\n**Abstract**\n\n> An engine weaves.\n\n**Key findings**\n\n"
        "- **Finding**: It *does*.\n"
    )
    [engines] = read(tmp_path / "report.md", text, by="arxiv-digest")
    assert engines["abstract"] == "An engine weaves."
    assert labels(engines) == ["Looms", "cs.RO"]


def test_papers_may_be_kept_by_their_address(tmp_path: Path) -> None:
    paper = {"Abstract_CN": "机器", "Title": "Looms of La$_3$", "Date": "2026-04-08T15:12:59Z"}
    text = json.dumps({"https://arxiv.org/abs/2512.07185v2": paper})
    [looms] = read(tmp_path / "cache.json", text, by="arxiv-digest")
    assert (looms["title"], looms["date"]) == ("Looms of La₃", "2025-12")
    assert (looms["arxiv_version"], looms["url"]) == (2, "https://arxiv.org/abs/2512.07185v2")
    assert looms["abstract"] is None


def test_headings_may_say_how_many_papers_are_shown_or_that_there_are_none(tmp_path: Path) -> None:
    header = "| **Title** | **Date** | **Comment** |\n| --- | --- | --- |\n"
    row = "| **[Engines](http://arxiv.org/abs/2505.11676v1)** | 2025-05-16 | 9 pages |\n"
    text = f"## Ponds - No Paper Found\n## Looms - Preview 15 papers\n{header}{row}"
    [engines] = read(tmp_path / "ISSUE.md", text, by="dailyarxiv")
    assert labels(engines) == ["Looms"]


def test_a_list_saved_as_a_web_page_is_read_by_its_tables(tmp_path: Path) -> None:
    text = (
        "<!DOCTYPE html><html><body>"
        "<p>The project automatically fetches the latest papers from arXiv</p><table>"
        "<tr><th>Title</th><th>Date</th><th>Abstract</th><th>Comment</th></tr>"
        '<tr><td><a href="http://arxiv.org/abs/2505.11676v1">Engines</a></td><td>2025-05-16</td>'
        "<td><details><summary>Show</summary><p>They weave.</p></details></td>"
        "<td><details><summary>Accep...</summary><p>Accepted</p></details></td></tr>"
        "</table></body></html>"
    )
    [engines] = read(tmp_path / "README.html", text, by="html-table")
    assert (engines["abstract"], engines["comment"]) == ("They weave.", "Accepted")
