"""Whole references in lists and tables of papers in Markdown."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kg.loaders.arxiv_digest import ArxivDigestLoader
from kg.loaders.base import Source
from kg.loaders.sniff import choose
from kg.testing.loaders import loaded


def read(path: Path, text: str) -> list[dict[str, Any]]:
    path.write_text(text)
    assert choose(Source(path, "README.md")).name == "arxiv-digest"
    found = loaded(ArxivDigestLoader(), path)
    assert found.rejects == []
    return found.records


def authors(record: dict[str, Any]) -> list[str]:
    return [m["name"] for m in record["mentions"]]


@pytest.mark.parametrize(
    "item",
    [
        "- Brook, A., & Reed, B. (2003). Why weave? An answer. *Looms*, *41*(4), 1-26. {0}",
        "1. Brook, A., & Reed, B. (2003, May). Why weave? An answer. In *Looms* (pp. 1-2). {0}",
        "- [Brook, A., & Reed, B. (2003). Why weave? An answer. *Looms*.]({0})",
        "- Brook, A. and Reed, B. (2003). Why weave? An answer. *Looms*, 4. [doi]({0})",
    ],
)
def test_an_item_may_be_a_reference_of_the_style_of_the_apa(item: str, tmp_path: Path) -> None:
    line = item.format("https://doi.org/10.1000/l.1")
    found = read(tmp_path / "README.md", f"# Books\n\n{line}\n{line}\n")
    assert len(found) == 2
    assert (found[0]["title"], authors(found[0])) == (
        "Why weave? An answer",
        ["Brook, A.", "Reed, B."],
    )
    assert (found[0]["year"], found[0]["venue"]["name"]) == (2003, "Looms")
    assert found[0]["ids"] == [{"scheme": "doi", "value": "10.1000/l.1"}]


def test_the_cell_of_a_paper_may_be_one_beside_the_name_of_its_method(tmp_path: Path) -> None:
    text = (
        "| **Name** | **Paper** | **Venue** | **Year** | **Code** |\n|---|---|---|---|---|\n"
        "| LOOM | [Brook, A., Reed, B., ... & Lane, C. (2023). Weave! *arXiv preprint*.]"
        "(https://arxiv.org/pdf/2304.00001) | LOOMS | 2023 | NA |\n"
        "| GEAR | [Gears.](https://arxiv.org/pdf/2304.00002) | arxiv | 2023 | NA |\n"
    )
    weave, gears = read(tmp_path / "README.md", text)
    assert (weave["title"], authors(weave)) == ("Weave!", ["Brook, A.", "Reed, B.", "Lane, C."])
    assert (weave["authors_complete"], weave["venue"]["name"]) == (False, "LOOMS")
    assert (gears["title"], authors(gears)) == ("Gears.", [])


def test_institutions_behind_et_al_are_no_authors(tmp_path: Path) -> None:
    link = "(https://arxiv.org/abs/2304.0000{0})"
    text = (
        f"1. [Engines]{link.format(1)}. Ada Brook et. al. Lake Lab, University of Looms.\n"
        f"2. **[Gears]{link.format(2)}. Reed et al. Sea Lab. March 2017. [Code](https://a.b)**\n"
    )
    engines, gears = read(tmp_path / "README.md", text)
    assert (authors(engines), engines["authors_complete"]) == (["Ada Brook"], False)
    assert (authors(gears), gears["authors_complete"]) == (["Reed"], False)


FORUM = "https://openreview.net/forum?id=abcdefgh12"


@pytest.mark.parametrize(
    "item",
    [
        "- **Engines That Weave** — Ada Brook, Bo Reed, LOOMS 2022. [[paper]({0})]",
        "- **Engines That Weave**, Ada Brook, Bo Reed, *LOOMS*, 2022. [[paper]({0})]",
        "- [Engines That Weave]({0}). Ada Brook, Bo Reed. LOOMS'22",
        "- Engines That Weave. Ada Brook, Bo Reed. LOOMS 2022. [[paper]({0})]",
        "- Ada Brook and Bo Reed. Engines That Weave. In LOOMS, 2022. [[paper]({0})]",
        "- **Engines That Weave.** *Ada Brook, Bo Reed.* LOOMS 2022. [[paper]({0})]",
        "- **LOOMS 2022** Engines That Weave, Ada Brook, Bo Reed [paper]({0})",
    ],
)
def test_names_and_venues_follow_each_other_in_many_ways(item: str, tmp_path: Path) -> None:
    line = item.format(FORUM)
    engines, _ = read(tmp_path / "README.md", f"# Looms\n\n{line}\n{line}\n")
    assert engines["venue"]["name"] == "LOOMS 2022"
    assert engines["year"] == 2022
    if "**LOOMS" not in item:
        assert engines["title"] == "Engines That Weave"
        assert authors(engines) == ["Ada Brook", "Bo Reed"]


def test_an_institution_or_a_month_with_a_year_is_no_venue(tmp_path: Path) -> None:
    text = (
        f"- [Engines]({FORUM}). Ada Brook et al. Lake Lab, 2016.\n"
        f"- [[LOOMS] Gears]({FORUM}). Bo Reed et al. March 2017.\n"
        f"- [Cards of Looms]({FORUM}) (Somerville 2018)\n"
    )
    engines, gears, cards = read(tmp_path / "README.md", text)
    assert (engines["venue"], engines["year"], authors(engines)) == (None, 2016, ["Ada Brook"])
    assert gears["venue"] is None
    assert (cards["venue"], cards["year"]) == (None, 2018)


@pytest.mark.parametrize(
    "before",
    [
        "[x] [LOOMS 2022]",
        "[ ] (LOOMS'22)",
        "[LOOMS 2022 Brook]",
        "`LOOMS'22`",
        "(LOOMS22)",
        "[LOOMS2022]",
    ],
)
def test_boxes_and_venues_before_a_title_are_no_part_of_it(before: str, tmp_path: Path) -> None:
    line = f"- {before} Engines That Weave [paper]({FORUM})"
    engines, _ = read(tmp_path / "README.md", f"# Looms\n\n{line}\n{line}\n")
    assert (engines["title"], engines["venue"]["name"]) == ("Engines That Weave", "LOOMS 2022")


def test_a_note_in_chinese_tells_its_paper_in_a_table_with_places_behind_the_names(
    tmp_path: Path,
) -> None:
    text = (
        "# 笔记\n\n| 项目 | 内容 |\n|---|---|\n| **论文标题** | Engines That Weave |\n"
        "| **作者** | Ada Brook (Lake Lab), Xia (Sam) Reed、Bo Lane（按署名序） |\n"
        "| **会议/期刊** | LOOMS 2023 |\n| **年份** | 2023 |\n"
        "| **论文链接** | <https://doi.org/10.1000/l.1> |\n"
    )
    (engines,) = read(tmp_path / "note.md", text)
    assert (engines["title"], engines["year"]) == ("Engines That Weave", 2023)
    assert authors(engines) == ["Ada Brook", "Xia (Sam) Reed", "Bo Lane"]
    assert engines["venue"]["name"] == "LOOMS 2023"
    assert engines["ids"] == [{"scheme": "doi", "value": "10.1000/l.1"}]
