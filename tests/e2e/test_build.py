"""`kg build` and the commands that look after a graph, as a user runs them."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.command import Ran, here, info, kg
from tests.unit.workspace.workbooks import xls

ADA, BEN = "Ada Lovelace", "Ben Okri"


def paper(title: str, *authors: str, **more: Any) -> dict[str, Any]:
    return {"title": title, "authors": list(authors), "year": 2020, **more}


def write(path: Path, *papers: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(p) + "\n" for p in papers), encoding="utf-8")
    return path


def build(graph: Path, *given: str | Path, run: Callable[..., Ran] = here, **more: Any) -> Ran:
    """The quickest build: no analyses."""
    return run("build", "-g", graph, "--no-analysis", *given, **more)


def count(graph: Path, statement: str) -> Any:
    ran = here("cypher", "-g", graph, f"MATCH {statement} AS n", "--json")
    assert ran.code == 0, ran.err
    return ran.json()[0]["n"]


def tables(graph: Path) -> dict[str, str]:
    """Checksums of the files of the current generation."""
    folder = graph / "tables" / json.loads((graph / "manifest.json").read_text())["generation"]
    return {
        str(p.relative_to(folder)): sha256(p.read_bytes()).hexdigest()
        for p in sorted(folder.rglob("*.parquet"))
    }


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    return tmp_path / "graph"


def test_the_same_file_changes_nothing_and_a_new_export_takes_its_place(
    tmp_path: Path, graph: Path
) -> None:
    refs = write(tmp_path / "refs.jsonl", paper("Kept as it is", ADA, BEN), paper("To go", ADA))
    ran = build(graph, refs, run=kg)
    assert ran.code == 0
    assert "2 records" in ran.err
    assert "2 papers" in ran.err

    before = tables(graph)
    again = build(graph, refs)
    assert again.code == 0
    assert "Nothing has changed" in again.err
    renamed = shutil.copy(refs, tmp_path / "renamed.jsonl")
    assert "Nothing has changed" in build(graph, renamed, refs).err
    assert tables(graph) == before

    write(refs, paper("Kept as it is", ADA, BEN, doi="10.1000/now"), paper("A newcomer", BEN))
    ran = build(graph, refs)
    assert "1 paper came, 1 went, 1 changed" in ran.err
    assert "+ A newcomer" in ran.err
    assert "- To go" in ran.err
    assert [i["records"] for i in info(graph)["imports"]] == [2]
    assert count(graph, "(p:Paper) RETURN count(p)") == 2

    write(refs, paper("Yet another one", ADA))
    assert build(graph, refs, "--keep").code == 0
    assert info(graph)["nodes"]["Paper"] == 3
    assert count(graph, "(p:Paper) RETURN count(p)") == 3


def test_all_derived_data_can_be_made_anew_byte_for_byte(tmp_path: Path, graph: Path) -> None:
    refs = write(
        tmp_path / "refs.jsonl",
        *(paper(f"Paper number {i}", ADA, f"Author {i % 7}", BEN) for i in range(60)),
    )
    assert here("build", "-g", graph, "--no-topics", refs).code == 0
    before = tables(graph)
    assert any(name.startswith("measures/") for name in before)
    shutil.rmtree(graph / "store")
    assert here("build", "-g", graph, "--rebuild", "--threads", "1").code == 0
    assert tables(graph) == before
    assert count(graph, "(a:Author)-[r:COAUTHOR]-(b) RETURN count(DISTINCT r)") == 15


def test_standard_input_is_an_input(graph: Path) -> None:
    line = json.dumps(paper("Through a pipe", ADA)).encode()
    assert build(graph, "-", stdin=line, run=kg).code == 0
    assert "Nothing has changed" in build(graph, "-", stdin=line, run=kg).err
    assert [i["uri"] for i in info(graph)["imports"]] == ["-"]


def test_each_sheet_of_a_workbook_is_an_input(tmp_path: Path, graph: Path) -> None:
    new, old = tmp_path / "institute.xlsx", tmp_path / "savedrecs.xls"
    book = openpyxl.Workbook()
    for row in (["Our papers"], ["Title", "Authors", "Year"], ["Ponds", f"{ADA}; {BEN}", 2019]):
        book.worksheets[0].append(row)
    book.create_sheet("notes").append(["to be sorted"])
    book.save(new)
    saved = ["Authors", "Author Full Names", "Article Title", "Source Title", "Publication Year",
             "UT (Unique WOS ID)"]  # fmt: skip
    row = ["Okri, B", "Okri, Ben", "Lakes", "POND JOURNAL", 2020, "WOS:000555000100001"]
    old.write_bytes(xls({"savedrecs": [saved, row]}))
    ran = build(graph, new, old)
    assert ran.code == 0, ran.err
    assert "left out: " in ran.err
    assert "institute.xlsx!/notes" in ran.err
    found = {(i["uri"], i["loader"]) for i in info(graph)["imports"]}
    assert found == {(f"{new}!/Sheet", "csv"), (f"{old}!/savedrecs", "wos-table")}
    assert count(graph, f"(a:Author {{name: '{BEN}'}})-[:AUTHORED]->() RETURN count(*)") == 2


def test_an_import_can_be_forgotten_even_the_last(tmp_path: Path, graph: Path) -> None:
    one = write(tmp_path / "one.jsonl", paper("The first of them", ADA, BEN))
    two = write(tmp_path / "two.jsonl", paper("The second of them", ADA))
    assert build(graph, one).code == 0
    before = tables(graph)
    assert build(graph, two).code == 0
    unknown = here("forget", "-g", graph, "nonsense")
    assert unknown.code == 1
    assert "two-" in unknown.err

    ran = kg("forget", "-g", graph, "two")
    assert ran.code == 0
    assert "Forgot two-" in ran.err
    assert tables(graph) == before
    assert count(graph, "(p:Paper) RETURN count(p)") == 1

    gone = here("forget", "-g", graph, one, "--json").json()
    assert (gone["uri"], gone["loader"], gone["records"]) == (str(one), "jsonl", 1)
    assert count(graph, "(n) RETURN count(n)") == 0
    assert any("No papers" in note for note in info(graph)["notes"])
    assert list((graph / "records").iterdir()) == []


def test_leaving_out_analyses_takes_their_measures_away_again(tmp_path: Path, graph: Path) -> None:
    refs = write(tmp_path / "refs.jsonl", paper("A paper of two", ADA, BEN))
    assert here("build", "-g", graph, "--no-topics", refs).code == 0
    measured = "(a:Author) WHERE a.pagerank IS NOT NULL RETURN count(a)"
    assert count(graph, measured) == 2
    assert build(graph).code == 0
    assert count(graph, measured) == 0


def test_what_could_not_be_read_is_listed_and_the_rest_goes_on(tmp_path: Path, graph: Path) -> None:
    refs = write(tmp_path / "refs.jsonl", paper("A good one", ADA))
    refs.write_text(refs.read_text() + '{"title": "cut off\n{"year": 2020}\n')
    empty = write(tmp_path / "empty.jsonl")
    missing = tmp_path / "missing.bib"
    ran = build(graph, refs, empty, missing)
    assert ran.code == 3
    assert "missing.bib" in ran.err
    assert "empty.jsonl holds no records" in ran.err
    assert "2 records could not be read: kg rejects" in ran.err
    assert info(graph)["rejects"] == 2

    rows = kg("rejects", "-g", graph, "--json").json()
    assert [(r["file"], r["line"]) for r in rows] == [(str(refs), 2), (str(refs), 3)]
    assert all(r["reason"] for r in rows)
    assert "cut off" in rows[0]["raw"]
    lines = here("rejects", "-g", graph, "--ndjson").out.splitlines()
    assert [json.loads(line) for line in lines] == rows
    for option, separator in (("--csv", ","), ("--tsv", "\t")):
        table = csv.DictReader(
            io.StringIO(here("rejects", "-g", graph, option).out), delimiter=separator
        )
        assert [r["line"] for r in table] == ["2", "3"]
    assert "cut off" in here("rejects", "-g", graph).out


def test_programs_are_told_what_was_done(tmp_path: Path, graph: Path) -> None:
    refs = write(tmp_path / "refs.jsonl", paper("Kept as it is", ADA, BEN), paper("To go", ADA))
    first = build(graph, refs, "--json")
    assert first.code == 0
    (added,) = first.json()["added"]
    assert (added["loader"], added["uri"], added["records"]) == ("jsonl", str(refs), 2)
    assert [added] == info(graph)["imports"]

    write(refs, paper("Kept as it is", ADA, BEN)).write_text(refs.read_text() + '{"title":\n')
    notes = tmp_path / "notes.xyz"
    notes.write_text("call the dentist")
    ran = build(graph, refs, tmp_path / "missing.bib", tmp_path, "--json")
    assert ran.code == 3
    told = ran.json()
    assert told["generation"] != first.json()["generation"]
    assert [(c["came"], c["went"], c["changed"]) for c in told["replaced"]] == [(0, 1, 0)]
    assert (told["rejects"], told["skipped"]) == (1, [str(notes)])
    assert ["missing.bib" in one["message"] for one in told["failed"]] == [True]
    assert build(graph, refs, "--json").json()["unchanged"] is True


def test_info_shows_what_is_there_and_why_something_is_not(built_graph: Path) -> None:
    found = info(built_graph)
    assert found["nodes"]["Paper"] > 300
    assert found["relationships"]["COAUTHOR"] > 1_000
    assert {i["loader"] for i in found["imports"]} >= {"bibtex", "ris", "csl-json", "dailyarxiv"}
    assert set(found["imports"][0]) >= {"id", "loader", "uri", "sha256", "records", "rejects"}
    assert (
        sum(found["breakdown"]["AUTHORED.evidence"].values())
        == (found["relationships"]["AUTHORED"])
    )
    assert 0 < found["quality"]["doi"] < 1
    shown = kg("info", "-g", built_graph).out
    for words in ("Paper", "COAUTHOR", "page_owner", "Data quality"):
        assert words in shown


def test_imports_are_listed(built_graph: Path) -> None:
    rows = kg("imports", "-g", built_graph, "--json").json()
    assert [r["id"] for r in rows] == [i["id"] for i in info(built_graph)["imports"]]
    assert all(len(r["sha256"]) == 64 for r in rows)


def test_of_very_many_imports_info_shows_the_last_and_says_where_all_are(
    tmp_path: Path, graph: Path
) -> None:
    lists = tmp_path / "lists"
    lists.mkdir()
    for number in range(23):
        write(lists / f"list{number:02}.jsonl", paper(f"Paper {number}", ADA))
    build(graph, lists)
    shown = here("info", "-g", graph).out
    assert "Imports (the last 20 of 23; all: kg imports)" in shown
    assert "list02" not in shown
    assert "list03" in shown
    assert len(info(graph)["imports"]) == len(here("imports", "-g", graph, "--json").json()) == 23


def test_formats_are_listed_without_a_graph() -> None:
    rows = here("formats", "--json").json()
    assert {"bibtex", "ris", "csl-json", "jsonl"} <= {r["format"] for r in rows}
    assert "title" in rows[0]["fills"]
