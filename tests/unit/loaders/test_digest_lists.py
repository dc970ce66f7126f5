"""What programs around arXiv keep as JSON: lists under any names, keys of any spelling."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kg.errors import UnknownFormat
from kg.loaders.base import Source
from kg.loaders.sniff import choose
from kg.testing.loaders import loaded


def read(path: Path, document: Any, *, by: str = "arxiv-digest") -> list[dict[str, Any]]:
    """The records of a document, which the loader of that name must recognise."""
    path.write_text(json.dumps(document, indent=2), encoding="utf-8")
    loader = choose(Source(path, path.name))
    assert loader.name == by
    found = loaded(loader, path)
    assert found.rejects == []
    return found.records


def labels(record: dict[str, Any], scheme: str) -> list[str]:
    return [k["label"] for k in record["keywords"] if k["scheme"] == scheme]


ENGINES = {
    "id": "2602.06043v1",
    "title": "Engines That Weave",
    "authors": ["Ada Lovelace", "Charles Babbage"],
    "categories": ["cs.LG"],
    "published": "2026-02-05 18:59:58+00:00",
    "link": "https://arxiv.org/pdf/2602.06043v1",
}
GEARS = {"arxivId": "2602.07872", "title": "Gears", "authors": ["Mary Somerville"], "rank": 2}


def test_papers_may_stand_in_several_lists_of_any_name(tmp_path: Path) -> None:
    document = {"mode": "standard", "stats": {"seen": 2}, "deep": [], "skim": [ENGINES, GEARS]}
    engines, gears = read(tmp_path / "day.json", document)
    assert (engines["title"], engines["date"], engines["arxiv_version"]) == (
        "Engines That Weave",
        "2026-02-05",
        1,
    )
    assert gears["ids"] == [{"scheme": "arxiv", "value": "2602.07872"}]
    lines = (tmp_path / "day.json").read_text().split("\n")
    assert lines[gears["line"] - 1].strip() == "{"


def test_lists_may_stand_deeper_and_need_not_all_be_of_papers(tmp_path: Path) -> None:
    shelves = {
        "cs.LG": {"audit": {"seen": 9}, "topPapers": [ENGINES]},
        "cs.RO": {"topPapers": [GEARS], "authors": [{"name": "Ada Lovelace"}]},
    }
    found = read(tmp_path / "day.json", {"date": "2026-02-07", "status": "ok", "shelves": shelves})
    assert [r["title"] for r in found] == ["Engines That Weave", "Gears"]


def test_what_a_work_names_inside_it_is_not_taken_for_the_work(tmp_path: Path) -> None:
    path = tmp_path / "book.json"
    path.write_text(json.dumps({"books": [{"title": "Looms", "see": [ENGINES]}]}))
    with pytest.raises(UnknownFormat):
        choose(Source(path, path.name))


def test_keys_may_be_written_without_underscores(tmp_path: Path) -> None:
    paper = {
        "arxivId": "2409.00001",
        "title": "Engines",
        "authors": [{"name": "Ada Lovelace", "affiliation": "Loom House"}, {"name": "L Menabrea"}],
        "primaryCategory": "cs.RO",
        "comment": "8 plates",
        "journalRef": "Weavers' Letters 3 (2024) 12",
        "doi": "10.5555/LOOM.1",
        "absUrl": "http://arxiv.org/abs/2409.00001v2",
    }
    [engines] = read(tmp_path / "answer.json", {"totalResults": 1, "papers": [paper]})
    assert [i["value"] for i in engines["ids"]] == ["2409.00001", "10.5555/loom.1"]
    assert (engines["arxiv_version"], labels(engines, "arxiv-category")) == (2, ["cs.RO"])
    assert engines["venue"]["name"] == "Weavers' Letters"
    assert [a["name"] for a in engines["mentions"][0]["affiliations"]] == ["Loom House"]


def test_papers_of_a_list_may_be_without_an_id(tmp_path: Path) -> None:
    other = {"title": "Threads", "authors": "Ada Lovelace; Mary Somerville", "arxiv_url": ""}
    _, threads = read(tmp_path / "people.json", {"papers": [ENGINES, other]})
    assert (threads["title"], threads["n_authors"], threads["ids"]) == ("Threads", 2, [])


def test_numbers_and_words_of_a_machine_are_no_comments_of_the_authors(tmp_path: Path) -> None:
    judged = {**ENGINES, "COMMENT": "It meets the first criterion.", "RELEVANCE": 9, "NOVELTY": 7}
    counted = {**ENGINES, "comments": 3}
    for paper in (judged, counted):
        [engines] = read(tmp_path / "papers.json", [paper])
        assert engines["comment"] is None
    row = {"title": "Engines", "authors": ["Ada Lovelace"], "year": 2026, "comments": 3}
    [engines] = read(tmp_path / "rows.json", [row], by="jsonl")
    assert engines["comment"] is None


def test_the_code_may_be_called_a_repository(tmp_path: Path) -> None:
    address = "https://github.com/ada/engine"
    for key in ("github_repo", "github_url"):
        [engines] = read(tmp_path / "papers.json", [{**ENGINES, key: address}])
        assert engines["code_url"] == address
    row = {"title": "Engines", "authors": ["Ada Lovelace"], "year": 2026, "github_repo": address}
    [engines] = read(tmp_path / "rows.json", [row], by="jsonl")
    assert engines["code_url"] == address


def test_categories_among_keywords_are_categories(tmp_path: Path) -> None:
    row = {"title": "Engines", "authors": ["Ada Lovelace"], "year": 2026, "tags": "cs.AI; looms"}
    [engines] = read(tmp_path / "rows.json", [row], by="jsonl")
    assert labels(engines, "author") == ["looms"]
    assert labels(engines, "arxiv-category") == ["cs.AI"]


def test_buttons_may_stand_between_a_title_and_its_labels(tmp_path: Path) -> None:
    text = (
        "---\nlayout: default\ntitle: Engines That Weave\n---\n\n# Engines That Weave\n\n"
        '<div class="bar">\n  <a href="https://arxiv.org/abs/2312.00273" class="b">📄 arXiv</a>\n'
        '  <a href="https://arxiv.org/pdf/2312.00273.pdf">PDF</a>\n  <button>☆</button>\n'
        "  <button>🔗</button>\n</div>\n\n\n**作者**: Ada Lovelace, Charles Babbage\n\n"
        "**分类**: cs.CR, cs.AI\n\n**备注**: 22 plates\n\n"
        "**🔗 代码/项目**: [GITHUB](https://github.com/ada/engine)\n\n---\n\n"
        "## 📝 摘要（中文）\n\n机器在编织。\n\n## 📄 摘要（原文）\n\n> An engine weaves.\n"
    )
    path = tmp_path / "page.md"
    path.write_text(text, encoding="utf-8")
    loader = choose(Source(path, path.name))
    [engines] = loaded(loader, path).records
    assert (engines["url"], engines["n_authors"]) == ("https://arxiv.org/abs/2312.00273", 2)
    assert (engines["abstract"], engines["comment"]) == ("An engine weaves.", "22 plates")
    assert engines["code_url"] == "https://github.com/ada/engine"


def test_papers_by_id_may_stand_in_an_envelope_that_is_no_topic(tmp_path: Path) -> None:
    paper = {
        "title": "Engines That Weave",
        "authors": ["Ada Lovelace"],
        "summary": "We weave.",
        "upvotes": 3,
        "publishedAt": "2026-02-05T00:00:00.000Z",
        "githubRepo": "https://github.com/ada/engines",
    }
    (engines,) = read(tmp_path / "archive.json", {"papers": {"2602.06043": paper}})
    assert (engines["keywords"], engines["date"]) == ([], "2026-02-05")
    assert engines["code_url"] == "https://github.com/ada/engines"


def test_links_to_code_may_be_a_list_of_objects(tmp_path: Path) -> None:
    code = [{"url": "https://github.com/ada/engines", "type": "github"}]
    papers = [{**ENGINES, "primary_category": "cs.LG", "code_links": code}]
    (engines,) = read(tmp_path / "day.json", {"count": 1, "papers": papers})
    assert engines["code_url"] == "https://github.com/ada/engines"


def test_labels_may_be_bullets_without_bold_type(tmp_path: Path) -> None:
    path = tmp_path / "brief.md"
    path.write_text(
        "# Brief: Looms\n\n- Query: `looms`\n- Time range: `2025-01-01` to `2026-12-31`\n\n"
        "## Ranked Papers\n\n### 1. Engines That Weave\n"
        "- arXiv: [2602.06043](https://arxiv.org/abs/2602.06043)\n"
        "- Published: `2026-02-05` | Updated: `2026-02-09`\n"
        "- Authors: Ada Lovelace, Charles Babbage\n- Categories: cs.LG, cs.AI\n"
        "- Structured Brief:\n  - Problem: Weaving.\n  - Confidence: `0.62`\n\n"
        "### 2. Gears\n- arXiv: [2602.07872](https://arxiv.org/abs/2602.07872)\n"
        "- Published: `2026-02-07` | Updated: `2026-02-07`\n- Authors: Mary Somerville\n",
        encoding="utf-8",
    )
    loader = choose(Source(path, path.name))
    assert loader.name == "arxiv-digest"
    engines, gears = loaded(loader, path).records
    assert (engines["title"], gears["title"]) == ("Engines That Weave", "Gears")
    assert [m["name"] for m in engines["mentions"]] == ["Ada Lovelace", "Charles Babbage"]
    assert [k["label"] for k in engines["keywords"]] == ["cs.LG", "cs.AI"]
    assert (engines["date"], gears["keywords"]) == ("2026-02-05", [])


def of_text(path: Path, text: str) -> list[dict[str, Any]]:
    """The records of a Markdown text."""
    path.write_text(text, encoding="utf-8")
    loader = choose(Source(path, path.name))
    assert loader.name == "arxiv-digest"
    return loaded(loader, path).records


def test_abstracts_may_be_unfolded_and_pictures_stand_behind_headings(tmp_path: Path) -> None:
    item = (
        "- **[Engines That Weave](https://arxiv.org/abs/{0})**  `arXiv:{0}`  `cs.LG` `cs.AI`  \n"
        "  _Ada Lovelace, Charles Babbage, et al._\n  <details open><summary>Abstract</summary>\n"
        "  Background: We weave.\n  </details>\n\n"
    )
    papers = item.format("2602.06043") + item.format("2602.07872")
    engines, _ = of_text(tmp_path / "day.md", f"# Day\n\n### Loom Theory 🧠\n\n{papers}")
    assert engines["abstract"] == "Background: We weave."
    assert engines["authors_complete"] is False
    assert [k["label"] for k in engines["keywords"]] == ["cs.LG", "cs.AI", "Loom Theory"]


@pytest.mark.parametrize(
    ("printed", "names"),
    [("Ada Lovelace", 1), ("Ada Lovelace, Sukarno, Mary Somerville", 3)],
)
def test_authors_between_dashes_may_be_one_or_have_one_name(
    printed: str, names: int, tmp_path: Path
) -> None:
    item = (
        "<details>\n<summary><strong>TwiLoom</strong> - {1} - [[pdf]](https://arxiv.org/pdf/{0})"
        "</summary>\n\n**Abstract:** We weave.\n\n**arXiv ID:** {0}\n</details>\n\n"
    )
    papers = item.format("2602.06043", printed) + item.format("2602.07872", printed)
    heading = "<details open>\n<summary><h2>Looms (2 papers)</h2></summary>\n\n"
    engines, _ = of_text(tmp_path / "day.md", f"# Day\n\n{heading}{papers}</details>\n")
    assert (engines["title"], len(engines["mentions"])) == ("TwiLoom", names)


def test_what_was_asked_for_may_stand_with_the_paper(tmp_path: Path) -> None:
    papers = [{**ENGINES, "primary_category": "cs.LG", "topics": ["Looms", "Gears"]}]
    (engines,) = read(tmp_path / "day.json", {"count": 1, "papers": papers})
    assert labels(engines, "query") == ["Looms", "Gears"]
    (weaver,) = of_text(
        tmp_path / "day.md",
        "# Digest\n\n## 快速浏览\n\n### 1. [Weaver](http://arxiv.org/abs/2602.06043v1)\n\n"
        "- **评分**：75/100\n- **作者**：Ada Lovelace, Mary Somerville et al.\n"
        "- **方向**：Looms, Gears\n- **一句话**：织机。\n",
    )
    assert [k["label"] for k in weaver["keywords"]] == ["Looms", "Gears"]


def test_a_text_with_front_matter_is_not_said_to_be_yaml(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_text('---\ntitle: "Looms"\n---\n\n# Looms\n\nNo papers here.\n', encoding="utf-8")
    with pytest.raises(UnknownFormat, match="no loader recognises"):
        choose(Source(path, path.name))


def test_the_version_may_be_told_apart_from_the_id(tmp_path: Path) -> None:
    engines = {**GEARS, "arxivVersion": "v3", "primaryCategory": "cs.LG"}
    (found,) = read(tmp_path / "day.json", {"label": "Looms", "papers": [engines]})
    assert found["arxiv_version"] == 3
