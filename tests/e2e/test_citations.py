"""Most-cited works, co-citation and coupling on one export of an index, as a user asks for them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.command import here

_KUHN = ("Kuhn TS, 1962, STRUCTURE SCI REVOLU, V2, P10", "Kuhn, TS, 1962, STRUCT SCI REV, V2, P10")
_PRICE = "Price DJD, 1965, SCIENCE, V149, P510, DOI 10.1126/science.149.3683.510"
_SMALL = "Small H, 1973, J AM SOC INFORM SCI, V24, P265"
_CITED = {
    "Maps of looms": (_KUHN[0], _PRICE, _SMALL),
    "Maps of engines": (_KUHN[1], _PRICE),
    "Maps of cards": (_PRICE, "Ada A, 2001, J MAPS, V1, P5"),
}


def wos_export() -> str:
    records = []
    for number, (title, cited) in enumerate(_CITED.items(), 1):
        references = "\n   ".join(cited)
        records.append(
            f"PT J\nAU Ada, A\nTI {title}\nSO JOURNAL OF MAPS\nPY 200{number}\nVL 1\nBP 5\n"
            f"CR {references}\nUT WOS:00020000000000{number}\nER\n"
        )
    return "FN Clarivate Analytics Web of Science\nVR 1.0\n" + "\n".join(records) + "\nEF\n"


def scopus_export() -> str:
    cited = {
        "Maps of looms": "Kuhn T.S., Structure of revolutions, Found Unity, 2, pp. 10-20, (1962); "
        "Price D.J., Networks of papers, Science, 149, 3683, pp. 510-515, (1965); "
        "Small H., Co-citation in the literature, J Am Soc Inf Sci, 24, pp. 265-269, (1973)",
        "Maps of engines": "Kuhn, T.S., Structure of revolutions (1962) Found. Unity, 2, p. 10; "
        "Price, D.J., Networks of papers (1965) Science, 149 (3683), pp. 510-515",
        "Maps of cards": "Price D.J., Networks of papers, Science, 149, 3683, pp. 510-515, (1965); "
        "Ada A., Maps of looms, J Maps, 1, pp. 5-9, (2001)",
    }
    rows = [
        f'"Ada A.","{title}",200{i},"Journal of Maps","1","5","{references}",2-s2.0-{i}'
        for i, (title, references) in enumerate(cited.items(), 1)
    ]
    header = "Authors,Title,Year,Source title,Volume,Page start,References,EID"
    return "\n".join([header, *rows]) + "\n"


@pytest.fixture(scope="module", params=["wos", "scopus"])
def graph(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp(request.param)
    source = folder / "export.txt"
    source.write_text(wos_export() if request.param == "wos" else scopus_export(), "utf-8")
    built = here("build", source, "-g", folder / "graph", "--no-analysis")
    assert built.code == 0, built.err
    return folder / "graph"


def ask(graph: Path, *arguments: str) -> list[dict[str, Any]]:
    done = here("query", *arguments, "-g", graph, "--json")
    assert done.code == 0, done.err
    rows: list[dict[str, Any]] = done.json()
    return rows


def test_most_cited_works_whatever_shape_they_are_cited_in(graph: Path) -> None:
    rows = ask(graph, "most-cited")
    assert [(r["year"], r["papers"], r["in_corpus"]) for r in rows[:2]] == [
        (1965, 3, False), (1962, 2, False),
    ]  # fmt: skip
    assert [r["title"] for r in rows if r["in_corpus"]] == ["Maps of looms"]


def test_works_cited_together(graph: Path) -> None:
    (pair,) = ask(graph, "cited-together")
    assert pair["papers"] == 2
    assert any("Price" in pair[k] or "Networks" in pair[k] for k in ("title", "other_title"))


def test_papers_coupled_by_what_they_cite(graph: Path) -> None:
    rows = ask(graph, "coupled-with", "--paper", "Maps of looms")
    assert [(r["title"], r["shared_references"]) for r in rows] == [
        ("Maps of engines", 2), ("Maps of cards", 1),
    ]  # fmt: skip
