"""References of many shapes: to papers here, and to works that are not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.workshop import Workshop

_WOS = "FN Clarivate Analytics Web of Science\nVR 1.0\n{}EF\n"
_SCOPUS = "Authors,Title,Year,Source title,Volume,Page start,References,EID\n"


def wos(number: int, *cited: str, **fields: str) -> str:
    """One record of a tagged export, with what it cites."""
    tags = {"PT": "J", "AU": f"Nobody{number}, N", "TI": f"The paper of number {number} alone",
            "PY": "2020", "UT": f"WOS:00010000000000{number}"} | fields  # fmt: skip
    lines = [f"{tag} {value}" for tag, value in tags.items()]
    lines += [f"{'CR' if i == 0 else '  '} {text}" for i, text in enumerate(cited)]
    return "\n".join([*lines, "ER", "", ""])


def scopus(number: int, *cited: str) -> str:
    """One row of a Scopus table, with what it cites."""
    references = "; ".join(cited)
    title = f"The row of number {number} alone"
    place = f'2021,"J Rows","{number}","1"'
    return f'"Someone{number} S.","{title}",{place},"{references}",2-s2.0-{number}\n'


ARIA = "Aria M, 2017, J INFORMETR, V11, P959"
OTHER_PLACES = [
    "Bria M, 2017, J INFORMETR, V12, P959",
    "Bria M, 2018, J INFORMETR, V12, P959",
    "Bria M, 2017, J INFORMETR, V13, P959",
    "Bria M, 2017, J INFORMETR, V12, P960",
    "Cria M, 2017, J INFORMETR, V12, P959",
    "Bria M, 2017, SCIENTOMETRICS, V12, P959",
    "Bria M, 2017, J INFORMETR, V12",
]
TWINS = {"AU": "Twin, T", "SO": "JOURNAL OF TWINS", "PY": "2016", "VL": "1", "BP": "5"}
TAGGED = [
    wos(1, AU="Aria, M", TI="Bibliometrix", SO="JOURNAL OF INFORMETRICS", PY="2017", VL="11",
        BP="959", EP="975"),
    wos(2, ARIA),
    wos(3, "ARIA, MASSIMO, 2017, J INFORMETR, V11, P959", "Hopper G, 1952, P ACM, V2, P243"),
    wos(4, *OTHER_PLACES),
    wos(5, "Aaker JL, 1997, J MARKETING RES, V34, P347, DOI 10.2307/3151897"),
    wos(6, "Aaker, JL, 1997, J MARKETING RES, V34, P347"),
    wos(7, "UNPUB", TI="A first title of twins", **TWINS),
    wos(8, "UNPUB", TI="A second title of twins", **TWINS),
    wos(9, "Twin T, 2016, J TWINS, V1, P5"),
]  # fmt: skip
ROWS = [
    scopus(1, "Aaker, J.L., Faces of brands (1997) J. Mark. Res., 34 (3), pp. 347-356"),
    scopus(2, "Aaker J.L., Faces of brands, J Mark Res, 34, 3, pp. 347-356, (1997)"),
    scopus(3, "Aaker J.L., Faces of brands, (1997)"),
    scopus(4, "Abel N.H., Reply, (1997)"),
    scopus(5, "Weyl H., Reply, (1997)"),
]
OWN = {"title": "Compilers", "authors": ["Grace Hopper"], "year": 1952, "volume": "2",
       "pages": "243-249", "venue": "Proceedings of the ACM"}  # fmt: skip


def built(folder: Path, tagged: list[str], rows: list[str]) -> Workshop:
    folder.mkdir(exist_ok=True)
    shop = Workshop(folder)
    (folder / "wos.txt").write_text(_WOS.format("".join(tagged)), "utf-8")
    (folder / "scopus.csv").write_text(_SCOPUS + "".join(rows), "utf-8")
    shop.take(shop.file("own.jsonl", [OWN]), folder / "wos.txt", folder / "scopus.csv")
    return shop


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    return built(tmp_path_factory.mktemp("citations"), TAGGED, ROWS)


def works(shop: Workshop) -> list[dict[str, Any]]:
    """The cited works, each with the number of papers that cite it."""
    cited = [row["end"] for row in shop.facts["CITES_CitedWork"]]
    return [{**work, "papers": cited.count(work["id"])} for work in shop.facts["CitedWork"]]


def citing(shop: Workshop, title: str) -> int:
    end = shop.ids("Paper", "title")[title]
    return sum(row["end"] == end for row in shop.facts["CITES_Paper"])


def test_a_paper_here_is_met_by_its_place_in_either_shape(shop: Workshop) -> None:
    assert citing(shop, "Bibliometrix") == 2


def test_names_that_are_printed_given_name_first_are_met_too(shop: Workshop) -> None:
    assert citing(shop, "Compilers") == 1


def test_another_place_is_another_work(shop: Workshop) -> None:
    texts = {work["text"]: work["papers"] for work in works(shop)}
    assert [texts.get(text) for text in OTHER_PLACES] == [1] * len(OTHER_PLACES)


def test_a_place_that_two_papers_share_is_nobodys(shop: Workshop) -> None:
    assert citing(shop, "A first title of twins") == 0
    assert citing(shop, "A second title of twins") == 0
    assert [w["papers"] for w in works(shop) if w["text"].startswith("Twin")] == [1]


def test_shapes_of_one_work_are_one(shop: Workshop) -> None:
    (work,) = [work for work in works(shop) if work["text"].startswith("Aaker")]
    assert work["papers"] == 5
    assert (work["doi"], work["year"]) == ("10.2307/3151897", 1997)
    assert work["title"] == "Faces of brands"


def test_every_work_says_how_many_papers_here_cite_it(shop: Workshop) -> None:
    """HistCite's local citation score; papers that nobody here cites have none."""
    for label in ("Paper", "CitedWork"):
        cited = [row["end"] for row in shop.facts[f"CITES_{label}"]]
        stated = {work["id"]: work["local_citations"] for work in shop.facts[label]}
        assert stated == {work: cited.count(work) for work in stated}
        assert len(set(stated.values())) > 1


def test_where_nothing_is_cited_papers_are_cited_by_none(tmp_path: Path) -> None:
    alone = Workshop(tmp_path)
    alone.take(alone.file("own.jsonl", [OWN]))
    assert [paper["local_citations"] for paper in alone.facts["Paper"]] == [0]


def test_a_short_title_makes_no_two_works_one(shop: Workshop) -> None:
    assert [work["papers"] for work in works(shop) if work["title"] == "Reply"] == [1, 1]


def test_what_follows_no_pattern_is_known_by_its_text(shop: Workshop) -> None:
    assert [work["papers"] for work in works(shop) if work["text"] == "UNPUB"] == [2]


def test_the_order_of_records_makes_no_difference(shop: Workshop, tmp_path: Path) -> None:
    back = built(tmp_path / "back", TAGGED[::-1], ROWS[::-1])
    assert back.facts["CitedWork"] == shop.facts["CitedWork"]
