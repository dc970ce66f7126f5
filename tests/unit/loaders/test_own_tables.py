"""Our own columns in CSV, JSON Lines and Parquet: one meaning in the three formats."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from kg.errors import InputError
from kg.loaders.base import Head, Loader, Source
from kg.loaders.csv_table import CsvLoader
from kg.loaders.jsonl import JsonlLoader
from kg.loaders.parquet import ParquetLoader
from kg.loaders.reading.tables.columns import COLUMNS, FILLS, Column, known_columns
from kg.loaders.reading.text import head_of
from kg.loaders.sniff import choose
from kg.records import RECORD_SCHEMA
from kg.testing.loaders import Loaded, loaded

CORPUS = Path(__file__).parents[2] / "corpus"


def read(tmp_path: Path, loader: Loader, content: str) -> Loaded:
    path = tmp_path / "x"
    path.write_text(content, encoding="utf-8")
    return loaded(loader, path)


def jsonl(tmp_path: Path, *rows: object) -> Loaded:
    return read(tmp_path, JsonlLoader(), "\n".join(json.dumps(row) for row in rows))


def sureness(tmp_path: Path, loader: Loader, content: str) -> float:
    path = tmp_path / "x"
    path.write_text(content, encoding="utf-8")
    return loader.sniff(head_of(Source(path, "x")))


def without_place(record: dict[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in record.items() if k not in ("file", "index", "line")}


def test_the_column_table_is_whole() -> None:
    names = [column.name for column in COLUMNS]
    assert len(names) == len(set(names))
    assert known_columns(names) == dict(zip(names, names, strict=True))
    assert set(FILLS) <= set(RECORD_SCHEMA.names)


def test_each_columns_example_fills_a_field(tmp_path: Path) -> None:
    row = {column.name: column.example for column in COLUMNS}
    (record,) = jsonl(tmp_path, row).records
    empty = {name for name in FILLS if record[name] in (None, [])}
    assert empty == set()
    schemes = {i["scheme"] for i in record["ids"]}
    assert schemes >= {"doi", "arxiv", "pmid", "pmcid", "openalex", "acl", "s2", "dblp"}


def test_the_three_formats_mean_the_same(tmp_path: Path) -> None:
    row = {
        "title": "Lakes", "authors": "Moreau, É.; Wei Zhang", "doi": "10.5555/X", "year": "2014",
        "keywords": "a; b", "venue": "J", "type": "article", "references": "10.5555/y; Okafor 1999",
        "citation_count": "3", "abstract": "One.", "date": "2014-05",
    }  # fmt: skip
    header, cells = ",".join(row), ",".join(f'"{value}"' for value in row.values())
    pq.write_table(pa.Table.from_pylist([row]), tmp_path / "x.parquet")
    found = [
        read(tmp_path, CsvLoader(), f"{header}\n{cells}\n"),
        jsonl(tmp_path, row),
        loaded(ParquetLoader(), tmp_path / "x.parquet"),
    ]
    first, second, third = (without_place(f.records[0]) for f in found)
    assert first == second == third
    assert first["n_references"] == 2
    assert first["references"][0]["ids"] == [{"scheme": "doi", "value": "10.5555/y"}]
    assert first["references"][1]["text"] == "Okafor 1999"


def test_author_objects(tmp_path: Path) -> None:
    authors = [
        {"name": "Wei Zhang", "orcid": "0000-0002-1825-0097", "ids": {"acl": "wei-zhang-9"},
         "affiliation": ["Lake Lab", {"name": "River U", "country": "NG"}], "corresponding": True},
        {"given": "Ngozi", "family": "Okafor", "suffix": "Jr.", "id": "A5000000001", "position": 4},
        {"name": "Local", "id": 17},
        {"name": "Prefixed", "id": "acl:prefixed-1", "openalex_id": "nonsense"},
        {"orcid": "0000-0002-1825-0097"},
        "Plain, Name",
        None,
    ]  # fmt: skip
    (record,) = jsonl(tmp_path, {"title": "T", "authors": authors}).records
    found = [
        (m["name"], m["position"], [(i["scheme"], i["value"]) for i in m["ids"]])
        for m in record["mentions"]
    ]
    assert found == [
        ("Wei Zhang", 1, [("orcid", "0000-0002-1825-0097"), ("acl", "wei-zhang-9")]),
        ("Ngozi Okafor, Jr.", 4, [("openalex", "A5000000001")]),
        ("Local", 5, []),
        ("Prefixed", 6, [("acl", "prefixed-1")]),
        ("Plain, Name", 7, []),
    ]
    first, second = record["mentions"][:2]
    assert [(a["name"], a["country"]) for a in first["affiliations"]] == [
        ("Lake Lab", None),
        ("River U", "NG"),
    ]
    assert (first["corresponding"], second["corresponding"]) == (True, None)
    assert (second["family"], second["given"], second["suffix"]) == ("Okafor", "Ngozi", "Jr.")


def test_author_objects_under_the_keys_of_others(tmp_path: Path) -> None:
    authors = [
        {"firstName": "Ada", "lastName": "Lovelace", "creatorType": "author"},
        {"firstName": "Donald", "lastName": "Knuth", "creatorType": "editor"},
        {"first": "Emmy", "last": "Noether"},
        {"full_name": "Grace Hopper"},
    ]
    (record,) = jsonl(tmp_path, {"title": "T", "authors": authors}).records
    assert [(m["name"], m["family"]) for m in record["mentions"]] == [
        ("Ada Lovelace", "Lovelace"), ("Emmy Noether", "Noether"), ("Grace Hopper", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("row", "n_authors", "complete"),
    [
        ({"authors": ["A", "B"]}, 2, True),
        ({"authors": ["A", "et al."]}, None, False),
        ({"authors": "A; B and others"}, None, False),
        ({"authors": ["A"], "n_authors": 7}, 7, False),
        ({"authors": ["A"], "n_authors": "1"}, 1, True),
        ({"authors": ["A", "B"], "n_authors": 1}, 2, True),
        ({"authors": ["A"], "authors_complete": False}, None, False),
        ({"n_authors": 7}, 7, False),
        ({"authors": []}, None, None),
        ({}, None, None),
    ],
)
def test_how_long_the_author_list_is(
    tmp_path: Path, row: dict[str, Any], n_authors: int | None, complete: bool | None
) -> None:
    (record,) = jsonl(tmp_path, {"title": "T"} | row).records
    assert (record["n_authors"], record["authors_complete"]) == (n_authors, complete)


@pytest.mark.parametrize(
    ("row", "year", "date"),
    [
        ({"year": 2001}, 2001, "2001"),
        ({"year": "2001.0"}, 2001, "2001"),
        ({"date": "2001-06-28"}, 2001, "2001-06-28"),
        ({"date": 2001}, 2001, "2001"),
        ({"year": 2001, "date": "28 June"}, 2001, "2001-06-28"),
        ({"year": 2001, "date": "1999-06-28"}, 2001, "2001"),
        ({"year": "soon"}, None, None),
        ({"year": 99999}, None, None),
        ({"year": 0, "date": ""}, None, None),
        ({"year": [2001]}, None, None),
    ],
)
def test_year_and_date(
    tmp_path: Path, row: dict[str, Any], year: int | None, date: str | None
) -> None:
    (record,) = jsonl(tmp_path, {"title": "T"} | row).records
    assert (record["year"], record["date"]) == (year, date)


def test_a_bad_value_is_missing_and_the_record_kept(tmp_path: Path) -> None:
    row = {
        "title": 12, "doi": "n/a", "citation_count": "many", "retracted": "perhaps", "url": {},
        "keywords": 3, "references": True, "venue": ["J", "K"], "issn": 5, "abstract": ["One."],
    }  # fmt: skip
    (record,) = jsonl(tmp_path, row).records
    assert record["title"] == "12"
    assert record["abstract"] == "One."
    assert record["ids"] == []
    assert record["venue"] is None
    assert [record[k] for k in ("citation_count", "retracted", "url")] == [None] * 3


def test_a_bad_line_costs_only_itself() -> None:
    found = loaded(JsonlLoader(), CORPUS / "jsonl" / "broken_lines.jsonl")
    assert [(r["title"], r["line"], r["index"]) for r in found.records] == [
        ("Good", 1, 0),
        ("The line after a bad one", 3, 2),
        ("Half a character ?", 6, 5),
    ]
    assert [(r.line, r.index) for r in found.rejects] == [(2, 1), (4, 3), (5, 4)]
    assert found.rejects[0].raw == '{"title": "Cut in the mid'
    assert [r.reason for r in found.rejects][1:] == [
        "not a JSON object",
        "neither a title nor an identifier",
    ]


def test_json_traps() -> None:
    found = loaded(JsonlLoader(), CORPUS / "jsonl" / "papers.jsonl")
    assert found.rejects == []
    lakes, rivers, ponds, twice = found.records
    assert [r["ids"] for r in lakes["references"]][1] == [{"scheme": "acl", "value": "P15-9999"}]
    assert rivers["abstract"] == "Two 🌳 trees."
    assert (ponds["year"], ponds["has_code"], ponds["n_authors"]) == (None, True, 7)
    assert twice["title"] == "Duplicate keys: the last one counts"


def test_json_of_hostile_depth_and_size(tmp_path: Path) -> None:
    deep = '{"title": "T", "x": ' + "[" * 5_000 + "]" * 5_000 + "}"
    authors = json.dumps({"title": "Many", "authors": [f"Author {i}" for i in range(10_000)]})
    found = read(tmp_path, JsonlLoader(), f"{deep}\n{authors}\n{'[' * 100_000}\n")
    assert [len(r["mentions"]) for r in found.records][-1] == 10_000
    assert [r.line for r in found.rejects][-1] == 3
    assert read(tmp_path, JsonlLoader(), "[" * 100_000).records == []


def test_a_line_beyond_all_measure_is_a_reject(tmp_path: Path) -> None:
    huge = "a" * (33 * 1024 * 1024)
    found = read(tmp_path, JsonlLoader(), f'{{"title": "A"}}\n{huge}\n{{"title": "C"}}\n')
    assert [r["title"] for r in found.records] == ["A", "C"]
    (reject,) = found.rejects
    assert (reject.line, len(reject.raw or "")) == (2, 10_000)


@pytest.mark.parametrize(
    "item",
    [
        {
            "id": "https://openalex.org/W1",
            "title": "T",
            "authorships": [],
            "publication_year": 2001,
        },
        {"paperId": "0", "title": "T", "authors": [{"authorId": "1", "name": "A"}], "year": 2001},
        {"title": ["Crossref"], "DOI": "10.1/x", "author": [{"family": "A", "given": "B"}]},
        {"id": "x", "title": "CSL", "issued": {"raw": "2001"}, "author": [{"family": "A"}]},
        {"id": "0704.0001", "title": "arXiv", "authors": "A", "authors_parsed": [["A", "", ""]]},
        {"title": "Only a title", "price": 3},
        {"name": "no title", "year": 2001},
    ],
)
def test_json_of_other_sources_is_not_claimed(tmp_path: Path, item: object) -> None:
    for content in (json.dumps(item), json.dumps([item]), json.dumps(item) + "\n" + "x" * 70_000):
        assert sureness(tmp_path, JsonlLoader(), content) == 0


def test_a_first_line_longer_than_the_head_is_recognised(tmp_path: Path) -> None:
    row = {"title": "T", "year": 2001, "authors": [f"Author {i}" for i in range(10_000)]}
    assert sureness(tmp_path, JsonlLoader(), json.dumps(row)) >= 0.5


def test_a_csv_of_another_source_is_claimed_with_little_confidence(tmp_path: Path) -> None:
    scopus = "Authors,Author(s) ID,Title,Year,Source title,Volume,Art. No.,EID,Page start,Link\n"
    assert 0 < sureness(tmp_path, CsvLoader(), scopus) < 0.6
    for other in ("a,b,c\n1,2,3\n", "Dear Sir, the title, and more\n", '{"title": 1, "year": 2}'):
        assert sureness(tmp_path, CsvLoader(), other) == 0


def test_csv_quotes_lines_and_delimiters() -> None:
    lakes, rivers, pond = loaded(CsvLoader(), CORPUS / "csv" / "papers.csv").records
    assert lakes["abstract"] == 'An abstract\nover two lines, with "quotes"'
    assert (rivers["line"], rivers["title"], rivers["year"]) == (4, "Rivers, as trees", 2015)
    assert rivers["authors_complete"] is False
    assert [k["label"] for k in rivers["keywords"]] == ["rivers", "trees"]
    assert (pond["title"], pond["year"], pond["arxiv_version"]) == ('A 5" pond', None, 3)
    (seen,) = loaded(CsvLoader(), CORPUS / "csv" / "german.csv").records
    assert (seen["mentions"][0]["name"], seen["citation_count"]) == ("Jörg Müller", 3)
    (tabs,) = loaded(CsvLoader(), CORPUS / "csv" / "zotero.tsv").records
    assert tabs["ids"] == [{"scheme": "doi", "value": "10.5555/tab.1"}]


def test_a_title_and_remarks_may_stand_above_the_header(tmp_path: Path) -> None:
    path = CORPUS / "csv" / "titled.csv"
    first, second = loaded(CsvLoader(), path).records
    assert [m["family"] for m in first["mentions"]] == ["Muster", "Beispiel"]
    assert (first["title"], first["year"], first["line"]) == ("A census of springs", 2018, 5)
    assert second["venue"]["name"] == "Pond Journal"
    assert sureness(tmp_path, CsvLoader(), path.read_text()) > 0.5


@pytest.mark.parametrize(
    "text",
    [
        "# Lists\n\n| Title | Authors |\n|---|---|\n| Ponds | A. Muster |\n",
        "Dear Sir\n\nthe list has a title, the authors, and the year\n",
        "a,b,c\ntitle,authors,year\nPonds,Anna Muster,2019\n",
        "<p>Lists</p>\ntitle,authors,year\nPonds,Anna Muster,2019\n",
    ],
)
def test_what_merely_has_such_a_line_is_not_claimed(tmp_path: Path, text: str) -> None:
    assert sureness(tmp_path, CsvLoader(), text) == 0


def test_csv_rows_that_do_not_fit_are_rejects() -> None:
    found = loaded(CsvLoader(), CORPUS / "csv" / "broken_rows.csv")
    titles = [r["title"] for r in found.records]
    assert titles[0] == "Good"
    assert titles[-1] == "Good again"
    assert found.rejects[0].reason == "4 cells, but the header has 3"
    assert [r.line for r in found.rejects] == [3, 4]


def test_lists_written_into_a_cell(tmp_path: Path) -> None:
    text = 'title,authors,keywords\nT,"[\'Marx, Karl\', \'Wei Zhang\']","[""a"", ""b""]"\n'
    (record,) = read(tmp_path, CsvLoader(), text).records
    assert [m["name"] for m in record["mentions"]] == ["Marx, Karl", "Wei Zhang"]
    assert [k["label"] for k in record["keywords"]] == ["a", "b"]


def test_markup_of_publishers_is_no_part_of_a_title(tmp_path: Path) -> None:
    content = (
        "title,abstract,journal\nOn <i>E. coli</i> &amp; us,<jats:p>We show.</jats:p>,R&amp;D\n"
        "p < 0.05 and AT&T,,J\n"
    )
    one, two = read(tmp_path, CsvLoader(), content).records
    assert (one["title"], one["abstract"]) == ("On E. coli & us", "We show.")
    assert (one["venue"]["name"], two["title"]) == ("R&D", "p < 0.05 and AT&T")


def test_two_headers_for_one_column_fill_each_other(tmp_path: Path) -> None:
    text = "title,author,authors\nA,One,\nB,One,Two\n"
    found = read(tmp_path, CsvLoader(), text).records
    assert [r["mentions"][0]["name"] for r in found] == ["One", "Two"]


def test_what_embase_writes_into_one_cell(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        CsvLoader(),
        "Title,Author Names,Source,Emtree Medical Index Terms,keywords,Open URL Link\n"
        'Fens,"Brook A.M., van Beek L.","Wetlands (2014) 3:S1 (17-21). Date of Publication: 31 May '
        '2014",,"lake (diagnosis, surgery), fen",'
        "http://x.org/?issn=15393755&id=doi:10.5555%2Ffens.1&atitle=Fens\n"
        'Ponds,Stream B.,"Lakes (2015) 7. Article Number: 12. Date of Publication: 2015",,pond,\n'
        "Wells,Stream B.,Lakes and Wells,,,\n",
    )
    fens, ponds, wells = found.records
    assert [(m["name"], m["family"], m["given"]) for m in fens["mentions"]] == [
        ("Brook A.M.", "Brook", "A.M."), ("van Beek L.", "van Beek", "L."),
    ]  # fmt: skip
    assert (fens["venue"]["name"], fens["venue"]["issn"]) == ("Wetlands", "1539-3755")
    assert (fens["volume"], fens["issue"], fens["pages"], fens["date"]) == (
        "3", "S1", "17-21", "2014-05-31",
    )  # fmt: skip
    assert fens["ids"] == [{"scheme": "doi", "value": "10.5555/fens.1"}]
    assert [k["label"] for k in fens["keywords"]] == ["lake (diagnosis, surgery)", "fen"]
    assert (ponds["venue"]["name"], ponds["volume"], ponds["pages"]) == ("Lakes", "7", "12")
    assert (wells["venue"]["name"], wells["year"]) == ("Lakes and Wells", None)


def test_embase_may_have_a_row_for_each_field() -> None:
    path = CORPUS / "csv" / "fields_by_row.csv"
    assert choose(Source(path, path.name)).name == "csv"
    lakes, ponds = loaded(CsvLoader(), path).records
    assert (lakes["title"], lakes["year"], ponds["title"], ponds["year"]) == (
        "Lakes: depth, width and length", 2026, "Ponds", 2025,
    )  # fmt: skip
    assert [(m["family"], m["given"]) for m in lakes["mentions"]] == [
        ("Brook", "A.M."), ("van Reed", "S."), (None, None),
    ]  # fmt: skip
    assert (lakes["venue"]["name"], lakes["volume"], lakes["issue"], lakes["pages"]) == (
        "Annals of Lakes, Part A", "15", "1", "24",
    )  # fmt: skip
    assert (ponds["venue"]["name"], ponds["volume"], ponds["pages"]) == (
        "Pond Review",
        "750",
        "4-9",
    )
    assert [k["label"] for k in lakes["keywords"]] == ["Depth", "Lakes (fresh, salt)"]
    assert {i["value"] for i in lakes["ids"]} == {"10.1000/lakes.1", "30000001"}


def test_parquet_types() -> None:
    lakes, rivers, only = loaded(ParquetLoader(), CORPUS / "parquet" / "papers.parquet").records
    assert (lakes["year"], lakes["date"]) == (2014, "2014-05-31")
    assert (rivers["year"], rivers["venue"]["type"]) == (2015, "conference")
    assert rivers["mentions"][1]["affiliations"][0]["name"] == "University of Rivers"
    assert (only["title"], only["ids"][0]["value"]) == (None, "10.5555/only-a-doi")


def test_a_parquet_without_known_columns_is_an_error_that_says_so(tmp_path: Path) -> None:
    pq.write_table(pa.table({"price": [1]}), tmp_path / "x.parquet")
    with pytest.raises(InputError, match="none of its columns") as caught:
        loaded(ParquetLoader(), tmp_path / "x.parquet")
    assert "title" in (caught.value.hint or "")


def test_parquet_with_text_that_is_no_utf8_is_an_error_with_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "papers.parquet"
    bad = pa.array([b"On \xff looms"], pa.binary()).view(pa.string())
    pq.write_table(pa.table({"title": bad, "authors": ["Ada Lovelace"]}), path)
    with pytest.raises(InputError, match="damaged Parquet"):
        list(ParquetLoader().load(Source(path, "papers.parquet")))


def test_objects_that_spread_over_lines(tmp_path: Path) -> None:
    found = read(
        tmp_path, JsonlLoader(), '{\n "title": "One",\n "year": 2012\n}\n{"title":\n"Two"}'
    )
    assert [(r["title"], r["line"]) for r in found.records] == [("One", 1), ("Two", 5)]


def test_a_damaged_first_line_leaves_the_other_lines_lines(tmp_path: Path) -> None:
    found = read(tmp_path, JsonlLoader(), '{"title": "On\n{"title": "Two"}\n{"title": "Three"}\n')
    assert [r["title"] for r in found.records] == ["Two", "Three"]
    assert [r.line for r in found.rejects] == [1]


def test_a_schema_is_no_paper() -> None:
    schema = '{"$schema": "http://json-schema.org/schema#", "title": "Paper", "type": "object"}'
    head = Head(schema.encode(), schema, "paper.json", complete=True)
    assert JsonlLoader().sniff(head) == 0.0


def test_a_table_made_of_dblp_keeps_key_links_and_numbers_of_persons() -> None:
    looms, threads = loaded(CsvLoader(), CORPUS / "csv" / "dblp.csv").records
    assert [(i["scheme"], i["value"]) for i in looms["ids"]] == [
        ("doi", "10.5555/loom_283"),
        ("dblp", "reference/loom/HopperL14"),
    ]
    assert [(m["name"], [i["value"] for i in m["ids"]]) for m in looms["mentions"]] == [
        ("Grace Hopper", ["Grace Hopper 0002"]),
        ("Ada Lovelace", []),
    ]
    assert (looms["url"], looms["type"]) == ("https://doi.org/10.5555/loom_283", "chapter")
    assert (threads["mentions"], threads["venue"]["name"]) == ([], "Weaving, A Guide")


@pytest.mark.parametrize(
    "held",
    [
        {"generated": "2026", "papers": [{"title": "Lakes", "year": 1}, {"title": "Maps"}]},
        {"2024": [{"title": "Lakes", "year": 1}], "2025": [{"title": "Maps", "year": 2}]},
        {"10.5555/a": {"title": "Lakes", "year": 1}, "10.5555/b": {"title": "Maps", "year": 2}},
    ],
)
@pytest.mark.parametrize("indent", [None, 2])
def test_papers_may_stand_under_a_name_or_names_of_their_own(
    held: object, indent: int | None, tmp_path: Path
) -> None:
    content = json.dumps(held, indent=indent)
    assert sureness(tmp_path, JsonlLoader(), content) > 0
    found = read(tmp_path, JsonlLoader(), content)
    assert [r["title"] for r in found.records] == ["Lakes", "Maps"]
    assert found.rejects == []


def test_what_a_record_says_of_its_source_may_be_an_object(tmp_path: Path) -> None:
    paper = {
        "id": "looms2026:engines:d70b",
        "title": "Engines",
        "authors": ["Ada Brook"],
        "affiliations": [],
        "venue": "LOOMS",
        "year": 2026,
        "arxiv_url": "https://arxiv.org/abs/2601.00001",
        "source": {"name": "Looms API", "url": "https://looms.example"},
    }
    answer = {"schema_version": "0.1", "source": "looms", "count": 1, "records": [paper]}
    (engines,) = read(tmp_path, JsonlLoader(), json.dumps(answer, indent=2)).records
    assert (engines["title"], engines["venue"]["name"]) == ("Engines", "LOOMS")
    assert engines["ids"] == [{"scheme": "arxiv", "value": "2601.00001"}]


def test_ids_that_programs_made_numbers_are_read_in_full(tmp_path: Path) -> None:
    row = {"title": "Engines", "arxiv_id": 2304.09355, "authors": ["Ada Brook"]}
    (engines,) = read(tmp_path, JsonlLoader(), json.dumps(row)).records
    assert engines["ids"] == [{"scheme": "arxiv", "value": "2304.09355"}]


def test_counts_of_citations_do_not_make_a_work_semantic_scholar_s(tmp_path: Path) -> None:
    row = {
        "title": "Engines",
        "authors": ["Ada Brook"],
        "year": "2020",
        "inCitations": "20",
        "outCitations": "11",
    }
    path = tmp_path / "papers.json"
    path.write_text(json.dumps([row]))
    assert choose(Source(path, "papers.json")).name == "jsonl"


@pytest.mark.parametrize(
    "column", [c for c in COLUMNS if c.name.endswith("_id")], ids=lambda c: c.name
)
def test_the_example_of_an_identifier_is_read(tmp_path: Path, column: Column) -> None:
    table = f"title,year,{column.name}\nPonds,2001,{column.example}\n"
    (ponds,) = read(tmp_path, CsvLoader(), table).records
    assert len(ponds["ids"]) == 1


def test_an_author_without_an_institution_leaves_a_gap(tmp_path: Path) -> None:
    table = "title,authors,institution\nPonds,Ada Brook;Sam Reed;Nora Pike,Lake Lab;;River Lab\n"
    (ponds,) = read(tmp_path, CsvLoader(), table).records
    places = [[a["name"] for a in m["affiliations"]] for m in ponds["mentions"]]
    assert places == [["Lake Lab"], [], ["River Lab"]]
