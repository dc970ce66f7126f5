"""Ids are minted once and outlive every new export: kept, redirected, retired, never reused."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from kg.resolve.ledger import Ledger, assign
from kg.tables.engine import engine, n_rows
from kg.workspace.ids import LEDGER_SCHEMA, MINT
from kg.workspace.paths import ledger_file
from tests.workshop import Row, Workshop, paper

ADA, BEN = "Ada Lovelace", "Ben Okri"


def first_export() -> list[Row]:
    return [
        paper("A study of graphs and papers", [ADA, BEN], doi="10.1000/a"),
        paper("A study without identifiers", [ADA]),
        paper("A studdy with a misprint", [BEN], doi="10.1000/c"),
        paper("A study that will go away", [BEN], doi="10.1000/d"),
    ]


def test_ids_survive_the_weekly_export(workshop: Workshop) -> None:
    workshop.build(refs=first_export())
    papers, authors = workshop.ids("Paper", "title"), workshop.ids("Author", "name")
    graphs, without, misprint, _ = first_export()
    workshop.build(
        refs=[
            {**misprint, "title": "A study with a misprint"},
            {**without, "doi": "10.1000/b"},
            paper("A newcomer among the studies", [ADA]),
            graphs,
        ]
    )
    now = workshop.ids("Paper", "title")
    assert now["A study of graphs and papers"] == papers["A study of graphs and papers"]
    assert now["A study without identifiers"] == papers["A study without identifiers"]
    assert now["A study with a misprint"] == papers["A studdy with a misprint"]
    assert workshop.ids("Author", "name") == authors
    assert now["A newcomer among the studies"] not in papers.values()
    assert "A study that will go away" not in now


def test_a_forgotten_paper_comes_back_under_its_id(workshop: Workshop) -> None:
    workshop.build(refs=first_export(), other=[paper("Another study altogether", [ADA])])
    before = dict(workshop.facts)
    workshop.forget("refs")
    assert [p["title"] for p in workshop.facts["Paper"]] == ["Another study altogether"]
    workshop.build(refs=first_export())
    for table in ("Paper", "Author", "AUTHORED", "COAUTHOR"):
        assert workshop.facts[table] == before[table]


def test_of_two_papers_that_become_one_the_older_id_stays_and_the_other_leads_to_it(
    workshop: Workshop,
) -> None:
    workshop.build(first=[paper("The preprint of the study", [ADA], arxiv_id="2001.00001")])
    workshop.build(second=[paper("The article of the study", [ADA], doi="10.1000/a")])
    old = workshop.ids("Paper", "title")
    preprint, article = old["The preprint of the study"], old["The article of the study"]
    both = paper("The article of the study", [ADA], arxiv_id="2001.00001", doi="10.1000/a")
    workshop.build(third=[both])
    assert [p["id"] for p in workshop.facts["Paper"]] == [preprint]
    assert workshop.directory.redirected(article) == preprint
    assert workshop.directory.redirected(preprint) is None

    workshop.forget("third")
    assert {p["id"] for p in workshop.facts["Paper"]} == {preprint, article}
    assert workshop.directory.redirected(article) is None


def test_a_split_keeps_the_id_with_most_of_its_records_and_mints_another(
    workshop: Workshop,
) -> None:
    workshop.build(
        refs=[
            paper("A paper known by much", [ADA], doi="10.1000/a", pmid="1", arxiv_id="2001.00001"),
            paper("A paper wrongly the same", [BEN], doi="10.1000/a"),
        ]
    )
    (merged,) = (p["id"] for p in workshop.facts["Paper"])
    workshop.build(
        refs=[
            paper("A paper known by much", [ADA], doi="10.1000/a", pmid="1", arxiv_id="2001.00001"),
            paper("A paper wrongly the same", [BEN], doi="10.1000/b"),
        ]
    )
    assert workshop.one("Paper", title="A paper known by much")["id"] == merged
    assert workshop.one("Paper", title="A paper wrongly the same")["id"] != merged


def test_an_id_is_never_given_to_another_paper(workshop: Workshop) -> None:
    """However often one key changes hands, each paper that loses it gets an id of its own."""
    seen: dict[str, str] = {}
    for round_ in range(3):
        workshop.build(
            refs=[
                paper("A title that moves about", [ADA], doi="10.1000/0"),
                *(
                    paper("A title that moves about", [ADA], doi=f"10.1000/{i}", pmid=f"{i}")
                    for i in range(1, 3 + round_)
                ),
            ]
        )
        rows = workshop.rows("Paper", "id", "doi")
        assert len({i for i, _ in rows}) == len(rows)
        for id_, doi in rows:
            assert seen.setdefault(id_, doi) == doi


def test_what_a_cut_off_build_wrote_to_the_ledger_is_swept_away(workshop: Workshop) -> None:
    workshop.build(refs=first_export())
    leftover = workshop.directory.ids / "000002.parquet"
    leftover.write_text("half of a file")
    workshop.build(other=[paper("Another study altogether", [ADA])])
    assert len(workshop.facts["Paper"]) == 5
    assert leftover.read_bytes()[:4] == b"PAR1"


def test_a_ledger_that_outgrows_memory_is_read_all_the_same(tmp_path: Path) -> None:
    n = 300_000
    keys = [f"doi:10.5555/{i:012}" for i in range(n)]
    rows = {"kind": [MINT] * n, "key": keys, "id": [f"P{i:014x}" for i in range(n)], "seq": [1] * n}
    target = ledger_file(tmp_path / "ids", 1)
    target.parent.mkdir()
    pq.write_table(pa.table([rows[name] for name in LEDGER_SCHEMA.names], LEDGER_SCHEMA), target)
    with engine(tmp_path / "scratch", memory_mb=110) as tables:
        ledger = Ledger.read(tables, target.parent)
        members = tables.hold(pa.table({"cluster": range(n), "key": keys}))
        assigned = assign(tables, members, ledger, "P")
        assert n_rows(assigned.ids) == n
        assert n_rows(assigned.new_keys) == 0, "all of them are known"
