"""Lists and tables of papers in Markdown that follow no program's form."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kg.errors import UnknownFormat
from kg.loaders.arxiv_digest import ArxivDigestLoader
from kg.loaders.base import Source
from kg.loaders.sniff import choose
from kg.testing.loaders import loaded

CORPUS = Path(__file__).parents[2] / "corpus/arxiv-digest"


def by_title(name: str) -> dict[str, dict[str, Any]]:
    path = CORPUS / name
    assert choose(Source(path, "README.md")).name == "arxiv-digest"
    found = loaded(ArxivDigestLoader(), path)
    assert found.rejects == []
    return {r["title"]: r for r in found.records}


def authors(record: dict[str, Any]) -> list[str]:
    return [m["name"] for m in record["mentions"]]


def labels(record: dict[str, Any]) -> list[str]:
    return [k["label"] for k in record["keywords"]]


def test_every_item_with_a_link_to_a_paper_is_one_and_its_title_is_told_from_the_rest() -> None:
    assert list(by_title("reading_list.md")) == [
        "Do You Even Need a Loom? Engines Do Surprisingly Well",
        "Gears, Oiled: A Framework",
        "An Overview of Tables",
        "On the Use of Punched Cards",
        "Weaving by Lookahead",
        "A Thread That Goes On",
        "Threads: Linear Time",
        "Looms Seen from Deep Inside",
        "Carpets That Explain Themselves",
    ]


def test_authors_stand_behind_titles_in_italics_below_them_or_behind_labels() -> None:
    found = by_title("reading_list.md")
    assert {title: authors(record) for title, record in found.items() if record["mentions"]} == {
        "Do You Even Need a Loom? Engines Do Surprisingly Well": ["Ada Lovelace"],
        "An Overview of Tables": ["Charles Babbage"],
        "On the Use of Punched Cards": ["Mary Somerville", "Ada Lovelace"],
        "Weaving by Lookahead": ["Luigi Menabrea", "Mary Somerville"],
        "Threads: Linear Time": ["Ada Lovelace", "Charles Babbage"],
        "Carpets That Explain Themselves": ["Ada Lovelace", "Luigi Menabrea"],
    }
    cut = found["Do You Even Need a Loom? Engines Do Surprisingly Well"]
    assert (cut["authors_complete"], cut["n_authors"]) == (False, None)
    assert found["Weaving by Lookahead"]["n_authors"] == 2


def test_labels_tell_more_and_headings_the_subject() -> None:
    found = by_title("reading_list.md")
    cards = found["On the Use of Punched Cards"]
    assert (cards["date"], cards["arxiv_version"], labels(cards)) == ("2026-01-13", 1, ["stat.ML"])
    carpets = found["Carpets That Explain Themselves"]
    assert (carpets["abstract"], labels(carpets)) == ("A carpet explains.", ["Carpets"])
    assert labels(found["An Overview of Tables"]) == ["Surveys"]


def test_code_is_a_repository_and_no_page_in_one() -> None:
    found = by_title("reading_list.md")
    assert [title for title, record in found.items() if record["has_code"]] == [
        "Do You Even Need a Loom? Engines Do Surprisingly Well"
    ]


def test_a_table_is_read_by_the_names_of_its_columns() -> None:
    found = by_title("reading_table.md")
    engine = found["ENGINE: Weaving on One Thread"]
    assert (authors(engine), engine["authors_complete"]) == (
        ["Ada Lovelace", "Charles Babbage"],
        False,
    )
    assert (engine["date"], engine["code_url"]) == ("2026-09", "https://github.com/lovelace/engine")
    gears = found["Looms | Gears"]
    assert gears["ids"] == [{"scheme": "openreview", "value": "w3nmVLqvlc"}]
    assert (gears["date"], authors(gears)) == ("2026-10-02", ["M Somerville", "L Menabrea"])


def test_a_paper_of_a_table_needs_no_identifier_and_its_cells_may_hold_more_lines() -> None:
    found = by_title("reading_table.md")
    cards = found["Cards of P(a|b)"]
    assert (cards["year"], cards["url"], cards["ids"]) == (
        2026,
        "https://looms.example/cards.html",
        [],
    )
    simulator = found["A Simulator of Looms"]
    assert (simulator["ids"][0]["value"], simulator["venue"]["name"]) == ("2606.09613", "ICEL 2026")
    threads = found["Threads"]
    assert (threads["year"], labels(threads)) == (2025, [])


def test_titles_may_be_headings_and_links_lead_to_pages_of_the_lists_own(tmp_path: Path) -> None:
    page = tmp_path / "list.md"
    page.write_text(
        "# Looms\n\n## [Engines That Weave](https://arxiv.org/abs/2607.27436)\n\n"
        "- **方向**：织机 | **日期**：2026-07-29\n"
        "- **代码**：https://github.com/lovelace/engine | **Demo**：暂无\n\n---\n"
        "## [Gears](https://arxiv.org/abs/2608.22111)\n\n- **代码**：暂无\n\n---\n"
        "1. [Threads](/202607/04/2606.29340v1-threads) （9.0/10）\n",
        encoding="utf-8",
    )
    assert choose(Source(page, "list.md")).name == "arxiv-digest"
    engines, gears, threads = loaded(ArxivDigestLoader(), page).records
    assert (engines["title"], engines["code_url"]) == (
        "Engines That Weave",
        "https://github.com/lovelace/engine",
    )
    assert (gears["title"], gears["code_url"]) == ("Gears", None)
    assert (threads["ids"][0]["value"], threads["arxiv_version"], threads["url"]) == (
        "2606.29340",
        1,
        None,
    )


def test_a_page_on_one_paper_names_it_in_its_front_matter(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        '---\ntitle: "Engines: They Weave"\nauthors: "Ada Lovelace, Charles Babbage"\n'
        'pdf: "https://arxiv.org/pdf/2607.00190v1"\n---\n\n## 摘要\n机器。\n\n'
        "## Abstract\nAn engine\nweaves.\n\n---\n\n## Summary\n- [x](https://arxiv.org/abs/2601.1)\n",
        encoding="utf-8",
    )
    assert choose(Source(page, "page.md")).name == "arxiv-digest"
    [engines] = loaded(ArxivDigestLoader(), page).records
    assert (engines["title"], engines["abstract"]) == ("Engines: They Weave", "An engine weaves.")
    assert authors(engines) == ["Ada Lovelace", "Charles Babbage"]
    assert (engines["ids"][0]["value"], engines["date"]) == ("2607.00190", "2026-07")


def test_a_reference_in_words_is_rejected_where_no_title_can_be_told(tmp_path: Path) -> None:
    page = tmp_path / "list.md"
    page.write_text(
        "- Lovelace, A., Babbage, C.: A Loom. Journal of Looms (1843)"
        " [[paper]](https://arxiv.org/abs/1906.06819)\n"
        "- [Engines](https://arxiv.org/abs/2105.02723)\n- [Gears](https://arxiv.org/abs/2105.02724)\n"
    )
    found = loaded(ArxivDigestLoader(), page)
    assert [r["title"] for r in found.records] == ["Engines", "Gears"]
    assert [r.line for r in found.rejects] == [1]


@pytest.mark.parametrize(
    "text",
    [
        "# A Library\n\n- [Docs](https://docs.example)\n- [Code](https://github.com/a/b)\n"
        "- [Forum](https://forum.example)\n- [Paper](https://arxiv.org/abs/2105.02723)\n",
        "# A Library\n\nBuilt on [engines](https://arxiv.org/abs/2105.02723).\n",
        "| Name | Address |\n|---|---|\n| Ada | [page](https://ada.example) |\n",
    ],
)
def test_a_page_that_mentions_a_paper_is_no_list(text: str, tmp_path: Path) -> None:
    page = tmp_path / "README.md"
    page.write_text(text)
    with pytest.raises(UnknownFormat):
        choose(Source(page, "README.md"))


def test_hostile_items_are_read_in_linear_time(tmp_path: Path) -> None:
    page = tmp_path / "README.md"
    link = "(https://arxiv.org/abs/2105.02723)"
    page.write_text(
        f"- [Engines]{link}\n- [Gears]{link}\n"
        + f"- {'[' * 19_000}\n- {'**a ' * 4_000}\n- {'[a](' * 4_000}\n| {'|$' * 9_000}\n"
        + f"- {'*_' * 9_000}{link}\n" * 20
    )
    assert len(loaded(ArxivDigestLoader(), page).records) >= 2


def read(path: Path, text: str) -> list[dict[str, Any]]:
    path.write_text(text, encoding="utf-8")
    assert choose(Source(path, path.name)).name == "arxiv-digest"
    found = loaded(ArxivDigestLoader(), path)
    assert found.rejects == []
    return found.records


def test_an_index_of_terms_lists_papers_under_each(tmp_path: Path) -> None:
    text = (
        "# Term Index\n\n| **Term** | **# Papers** | **Papers** |\n| --- | --- | --- |\n"
        "| looms | 9 | [Engines](http://arxiv.org/abs/2609.02653v1); "
        "[Flex-$π$: Gears](http://arxiv.org/abs/2608.30378v2); _(+7 more)_ |\n"
        "| gears | 1 | [Engines](http://arxiv.org/abs/2609.02653v1) |\n"
    )
    found = read(tmp_path / "INDEX.md", text)
    assert [(r["title"], labels(r), r["arxiv_version"]) for r in found] == [
        ("Engines", ["looms"], 1),
        ("Flex-π: Gears", ["looms"], 2),
        ("Engines", ["gears"], 1),
    ]


def test_titles_in_bold_type_may_be_folded_over_their_papers(tmp_path: Path) -> None:
    text = "## 🔥 Today's Trending Papers\n\n" + "".join(
        f"<details>\n<summary><b>{n}. Engines That Weave {n}</b> ⭐ 0</summary>\n\n<br/>\n\n"
        f"**👥 Authors:** Ada Lovelace, Charles Babbage\n\n"
        f"**🔗 Links:** [🤗 HuggingFace](https://huggingface.co/papers/2604.1769{n}) • "
        f"[📄 arXiv](https://arxiv.org/abs/2604.1769{n})\n\n"
        "**💻 Code:** [⭐ Code](https://github.com/ada/engine)\n\n> We weave.\n\n</details>\n\n"
        for n in (1, 2)
    )
    text += "| Type | Link | Papers |\n|---|---|---|\n| Today | [day](x.json) | 3 |\n"
    first, second = read(tmp_path / "README.md", text)
    assert (first["title"], second["title"]) == ("Engines That Weave 1", "Engines That Weave 2")
    assert authors(first) == ["Ada Lovelace", "Charles Babbage"]
    assert first["ids"] == [{"scheme": "arxiv", "value": "2604.17691"}]
    assert (first["code_url"], labels(first)) == ("https://github.com/ada/engine", [])


def test_headings_below_a_paper_are_no_topics(tmp_path: Path) -> None:
    text = "# Looms &amp; Gears\n\n" + "".join(
        f'## <a id="{n}"></a>[Engines &lt; {n}](http://arxiv.org/abs/2605.3100{n}) [[back]](#t)\n\n'
        "**Relevance:** `0.6`\n\n### Background\n\nLooms.\n\n### Notes\n\n- They weave.\n\n"
        for n in (1, 2)
    )
    found = read(tmp_path / "2026-06-01.md", text)
    assert [(r["title"], labels(r)) for r in found] == [
        ("Engines < 1", ["Looms & Gears"]),
        ("Engines < 2", ["Looms & Gears"]),
    ]


def test_months_and_days_are_no_topics(tmp_path: Path) -> None:
    item = "- [Engines That Weave](https://arxiv.org/abs/2501.0000{n})\n"
    headings = ("05月", "May 2026", "最新论文", "Looms")
    text = "".join(f"## {name}\n\n{item.format(n=n)}" for n, name in enumerate(headings, 1))
    assert [labels(r) for r in read(tmp_path / "README.md", text)] == [[], [], [], ["Looms"]]


def test_authors_and_an_address_may_stand_on_lines_below_a_bold_title(tmp_path: Path) -> None:
    path = tmp_path / "looms.md"
    engines, gears = read(
        path,
        "# Looms\n\n- **Engines That Weave**  \n  Ada Lovelace, Charles Babbage  \n"
        "  _2026-01-27_ · https://arxiv.org/abs/2601.00001v1 · `cs.RO`  \n"
        "  <details><summary>Abstract</summary>\n\n  An engine weaves.\n\n  </details>\n\n"
        "- **Gears That Turn the Wheel**  \n  Mary Somerville  \n"
        "  _2026-01-27_ · https://arxiv.org/abs/2601.00002v1 · `cs.CV`  \n",
    )
    assert authors(engines) == ["Ada Lovelace", "Charles Babbage"]
    assert authors(gears) == ["Mary Somerville"]
    assert (engines["abstract"], engines["arxiv_version"]) == ("An engine weaves.", 1)
    assert labels(engines) == ["cs.RO", "Looms"]


def test_a_category_before_a_title_is_a_category(tmp_path: Path) -> None:
    path = tmp_path / "looms.md"
    found = read(
        path,
        "## March\n### 3.2\n"
        "* [cs.IR] [**Engines That Weave**](https://arxiv.org/abs/2602.00001)\n"
        "* [cs.CV] Gears that turn [[paper]](https://arxiv.org/abs/2602.00002)\n"
        "* [2026/02] `hep-th` Threads that bind [pdf](https://arxiv.org/pdf/2602.00003)\n",
    )
    assert [r["title"] for r in found] == [
        "Engines That Weave",
        "Gears that turn",
        "Threads that bind",
    ]
    assert [labels(r) for r in found] == [["cs.IR"], ["cs.CV"], ["hep-th"]]


@pytest.mark.parametrize(
    ("item", "title", "names"),
    [
        ('**LOOM**: "Engines That Weave: Cloth", ICCV, 2021 (*Lake Lab*).', None, []),
        (
            "ICLR 2023, **LOOM-2**: Engines That Weave Cloth,",
            "LOOM-2: Engines That Weave Cloth",
            [],
        ),
        (
            "2022 best student paper, **Engines** for Weaving Cloth,",
            "Engines for Weaving Cloth",
            [],
        ),
        ("2024 best paper, LOOM: Engines That Weave Cloth,", "LOOM: Engines That Weave Cloth", []),
        ("**LOOM:** Engines That Weave (ECCV 2020)", "LOOM: Engines That Weave", []),
        ("**Engines That Weave** in CVPR 2023", "Engines That Weave", []),
        (
            "**Engines That Weave**: Ada Lovelace, Mary Brook",
            "Engines That Weave",
            ["Ada Lovelace"],
        ),
        ('Ada Lovelace, Mary Brook. "Engines That Weave." ICCV.', "Engines That Weave", ["Ada"]),
        ('"Why Do They Weave?": Engines Explained', '"Why Do They Weave?": Engines Explained', []),
        ('On "Weaving" of Engines (ACL 2023)', 'On "Weaving" of Engines', []),
    ],
)
def test_what_in_an_item_is_the_title(
    tmp_path: Path, item: str, title: str | None, names: list[str]
) -> None:
    text = f"# Looms\n- {item} [[paper]](https://arxiv.org/abs/2101.00001)\n"
    text += "- [Gears](https://arxiv.org/abs/2101.00002)\n"
    engines, _ = read(tmp_path / "README.md", text)
    assert engines["title"] == (title or "Engines That Weave: Cloth")
    assert [a[: len(n)] for a, n in zip(authors(engines), names, strict=False)] == names
    assert len(authors(engines)) == 2 * len(names)


def test_addresses_in_tables_need_not_be_links(tmp_path: Path) -> None:
    text = (
        "# Looms\n| Number | Title | Link |\n| --- | --- | --- |\n"
        '| 1409.00001 | "ENGINES THAT WEAVE" | https://arxiv.org/abs/1501.00001 |\n'
        "| 1409.00002 | Gears | https://arxiv.org/abs/1501.00002 |\n"
    )
    engines, gears = read(tmp_path / "README.md", text)
    assert (engines["title"], gears["title"]) == ("ENGINES THAT WEAVE", "Gears")
    assert [r["ids"][0]["value"] for r in (engines, gears)] == ["1501.00001", "1501.00002"]


def test_a_page_on_one_paper_may_tell_its_attributes_in_a_table(tmp_path: Path) -> None:
    rows = "| **Authors** | Ada Lovelace, Mary Brook, et al. (Lake Lab) |\n| **Venue** | LOOMS |\n"
    text = f"# Engines That Weave\n\n| Field | Value |\n|---|---|\n{rows}"
    (engines,) = read(tmp_path / "a.md", f"{text}| **arXiv ID** | 2402.00001v3 |\n\nNotes.\n")
    assert (engines["title"], engines["venue"]["name"]) == ("Engines That Weave", "LOOMS")
    assert (authors(engines), engines["authors_complete"]) == (
        ["Ada Lovelace", "Mary Brook"],
        False,
    )
    assert (engines["ids"][0]["value"], engines["arxiv_version"]) == ("2402.00001", 3)
    linked = "| Title | Gears |\n| arXiv | [2402.00002](https://arxiv.org/abs/2402.00002) |\n"
    (gears,) = read(tmp_path / "b.md", f"{text}{linked}")
    assert (gears["title"], gears["ids"][0]["value"]) == ("Gears", "2402.00002")


def test_a_table_of_attributes_without_an_identifier_is_no_paper(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(
        "# Looms\n\n| Item | Value |\n|---|---|\n| Authors | Ada Brook |\n| URL | x |\n"
    )
    with pytest.raises(UnknownFormat):
        choose(Source(path, "a.md"))


VENUES = "| Title | Venue | Date | Code | Demo |\n|:---|:---:|:-:|-|-|\n"


def test_a_table_with_venues_is_a_reading_list_also_where_its_papers_have_dates(
    tmp_path: Path,
) -> None:
    text = (
        f"# Looms\n\n{VENUES}"
        "| ![Star](https://img.shields.io/ada/engine) <br> [**Engines That Weave**]"
        "(https://arxiv.org/abs/2401.00001) | LOOMS 2024 | 2024-02-01 "
        "| [Github](https://github.com/ada/engine) | - |\n"
        "| [**Gears**](https://doi.org/10.1000/looms.2) | LOOMS | 2023.08.28 | - | Local |\n"
    )
    engines, gears = read(tmp_path / "README.md", text)
    assert (engines["title"], engines["venue"]["name"]) == ("Engines That Weave", "LOOMS 2024")
    assert engines["code_url"] == "https://github.com/ada/engine"
    assert (gears["title"], gears["date"]) == ("Gears", "2023-08-28")
    assert gears["ids"] == [{"scheme": "doi", "value": "10.1000/looms.2"}]


@pytest.mark.parametrize(
    "header", ["| Date | Title | Authors | Venue | Paper |", "|Date|Title|Authors|Venue|PDF|"]
)
def test_rows_that_begin_with_a_date_may_be_of_a_reading_list(header: str, tmp_path: Path) -> None:
    row = (
        "| 2024-05-0{0} | Engines {0} | Ada Brook, Bo Reed | LOOMS "
        "| [arXiv](https://arxiv.org/abs/2401.0000{0}) |\n"
    )
    text = f"{header}\n|---|---|---|---|---|\n{row.format(1)}{row.format(2)}"
    first, second = read(tmp_path / "README.md", text)
    assert (first["title"], authors(first)) == ("Engines 1", ["Ada Brook", "Bo Reed"])
    assert (second["ids"][0]["value"], second["venue"]["name"]) == ("2401.00002", "LOOMS")


def test_the_header_of_a_table_below_another_is_no_paper(tmp_path: Path) -> None:
    row = "| [Engines](https://arxiv.org/abs/2401.00001) | LOOMS | 2024 | - | - |\n"
    other = "| Gears | LOOMS | [arXiv](https://arxiv.org/abs/2401.00002) |\n"
    text = f"{VENUES}{row}\n| Title | Venue | Paper |\n|---|---|---|\n{other}"
    found = read(tmp_path / "README.md", text)
    assert [r["title"] for r in found] == ["Engines", "Gears"]


@pytest.mark.parametrize(
    "header",
    [
        "# | 论文 | 作者 | 年份 | 会议 | 论文链接",
        "# | 論文タイトル | 著者 | 年 | 会議/誌 | DOI",
        "# | 제목 | 저자 | 연도 | 학회/저널 | 링크",
        "ID | Título | Autores | Año | Revista/Conferencia | DOI",
        "N° | Titre | Auteurs | Année | Revue | Lien",
        "# | Название | Авторы | Год | Журнал | DOI",
    ],
)
def test_columns_are_known_by_their_names_in_other_languages(header: str, tmp_path: Path) -> None:
    row = "| 1 | **Looms** | Ada Brook | 2024 | LOOMS | 10.1000/l.1 |\n"
    (looms,) = read(tmp_path / "README.md", f"| {header} |\n|--|--|--|--|--|--|\n{row}")
    assert (looms["title"], authors(looms), looms["year"]) == ("Looms", ["Ada Brook"], 2024)
    assert looms["venue"]["name"] == "LOOMS"
    assert looms["ids"] == [{"scheme": "doi", "value": "10.1000/l.1"}]


def test_a_table_of_papers_without_addresses_is_known_by_its_columns(tmp_path: Path) -> None:
    text = (
        "## 1.2 Looms（2 篇）\n| Year | Title | Authors | Venue |\n|---|---|---|---|\n"
        "| 1990 | ⭐ *Engines That Weave* | Brook, A., & Reed, B. | Looms |\n"
        "| 1991 | **GEARS**: Oiled Anew | Reed & Brook | Looms |\n"
        "| 1992 | [Threads](papers/threads.md) | Ada Brook et al. (Lake Lab, Sea Lab) | - |\n"
        "| 2024 | Cards | 김하나 외 2인 | arXiv 2401.00003 |\n"
    )
    engines, gears, threads, cards = read(tmp_path / "README.md", text)
    assert (engines["title"], authors(engines)) == ("Engines That Weave", ["Brook, A.", "Reed, B."])
    assert labels(engines) == ["Looms"]
    assert (gears["title"], authors(gears)) == ("GEARS: Oiled Anew", ["Reed", "Brook"])
    assert (threads["title"], authors(threads)) == ("Threads", ["Ada Brook"])
    assert (authors(cards), cards["authors_complete"]) == (["김하나"], False)
    assert cards["ids"] == [{"scheme": "arxiv", "value": "2401.00003"}]


def test_a_table_of_something_else_lists_no_papers(tmp_path: Path) -> None:
    path = tmp_path / "README.md"
    path.write_text(
        "# Books\n\n| Title | Author | Chapter |\n|---|---|---|\n| Looms | Ada Brook | 1-4 |\n"
    )
    with pytest.raises(UnknownFormat):
        choose(Source(path, "README.md"))


def test_a_table_in_markdown_is_no_csv_also_when_it_is_quoted(tmp_path: Path) -> None:
    rows = (
        "| Paper | Authors | Venue | DOI |",
        "|:---|:---|:---:|:---|",
        "| Looms | Reed, E., et al. | LOOMS | [10.1000/l.1](https://doi.org/10.1000/l.1) |",
    )
    for before in ("", "> "):
        (looms,) = read(tmp_path / "a.md", "".join(f"{before}{row}\n" for row in rows))
        assert (looms["title"], authors(looms)) == ("Looms", ["Reed, E."])
        assert looms["ids"] == [{"scheme": "doi", "value": "10.1000/l.1"}]


def test_authors_may_stand_behind_a_dash_in_the_cell_of_the_title(tmp_path: Path) -> None:
    text = (
        "# Looms\n| Title & Authors | Venue | Links |\n|---|---|---|\n"
        "| **Looms \u2014 A View** \u2014 Brook, A., Reed, B. | LOOMS 2023 "
        "| [Paper](https://arxiv.org/abs/2312.00001) |\n"
        "| Gears \u2014 Brook et al. | LOOMS | [Paper](https://arxiv.org/abs/2312.00002) |\n"
        "| Tea \u2014 Milk First | LOOMS | [Paper](https://arxiv.org/abs/2312.00003) |\n"
    )
    looms, gears, tea = read(tmp_path / "README.md", text)
    assert (looms["title"], authors(looms)) == ("Looms \u2014 A View", ["Brook, A.", "Reed, B."])
    assert (gears["title"], authors(gears), gears["authors_complete"]) == (
        "Gears",
        ["Brook"],
        False,
    )
    assert (tea["title"], authors(tea)) == ("Tea \u2014 Milk First", [])


IEEE = "https://ieeexplore.ieee.org/document/1"


@pytest.mark.parametrize(
    ("item", "venue", "date"),
    [
        ("- [2023/05] **Engines That Weave** *LOOMS 2023* [[paper]({0})]", "LOOMS 2023", "2023-05"),
        ("- (LOOMS 2020) **Engines That Weave**, A. Brook [[paper]({0})]", "LOOMS 2020", "2020"),
        ("- Engines That Weave, *LOOMS, 2006*. [[Paper]({0})]", "LOOMS 2006", "2006"),
        ("- **Engines That Weave** [[paper]({0})] (2017 LOOMS)", "LOOMS 2017", "2017"),
        ("- `2022.12.01` [Engines That Weave]({0})", None, "2022-12-01"),
        ("### 2019\n- [Engines That Weave]({0})", None, "2019"),
        ("### 2019\n- [Engines That Weave]({0}) (LOOMS 2020)", "LOOMS 2020", "2020"),
    ],
)
def test_venue_and_year_stand_around_a_title_or_in_the_heading(
    item: str, venue: str | None, date: str, tmp_path: Path
) -> None:
    text = f"# Looms\n- [Gears of 1804](https://doi.org/10.1000/l.1)\n\n{item.format(IEEE)}\n"
    _, engines = read(tmp_path / "README.md", text)
    assert engines["title"] == "Engines That Weave"
    assert (engines["venue"] or {}).get("name") == venue
    assert engines["date"] == date
