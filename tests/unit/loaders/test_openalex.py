"""OpenAlex: authors that are nobody, cut lists, inverted abstracts, and all the forms of a file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from kg.loaders.base import Source
from kg.loaders.openalex import OpenAlexLoader
from kg.loaders.sniff import choose
from kg.testing.loaders import Loaded, loaded

CORPUS = Path(__file__).parents[2] / "corpus" / "openalex"


def read(tmp_path: Path, *works: Any) -> Loaded:
    path = tmp_path / "x.jsonl"
    path.write_text("".join(json.dumps(work) + "\n" for work in works), encoding="utf-8")
    return loaded(OpenAlexLoader(), path)


def work(**members: Any) -> dict[str, Any]:
    return {"id": "https://openalex.org/W1", "title": "T", "authorships": []} | members


def author(name: str, identifier: str | None = None, **members: Any) -> dict[str, Any]:
    return {"author": {"id": identifier, "display_name": name}, "raw_author_name": name} | members


def test_a_work_with_all_that_openalex_states() -> None:
    (lakes,) = loaded(OpenAlexLoader(), CORPUS / "single.json").records
    assert lakes["title"] == "Lakes as graphs"
    assert lakes["abstract"] == "Lakes are graphs; rivers are too."
    first, second = lakes["mentions"]
    assert (first["name"], first["position"], first["corresponding"]) == ("E. Moreau", 1, True)
    assert [(i["scheme"], i["value"]) for i in first["ids"]] == [
        ("orcid", "0000-0002-1825-0097"),
        ("openalex", "A5000000001"),
    ]
    assert first["affiliations"] == [
        {"name": "University of Ponds", "ror": "02kpeqv85", "country": "FR"}
    ]
    assert (second["family"], second["given"], second["ids"]) == ("van Beek", "Lena", [])
    assert second["affiliations"][0]["name"] == "Institute of Rivers, Delft"
    assert [(i["scheme"], i["value"]) for i in lakes["ids"]] == [
        ("doi", "10.5555/lakes.2014"),
        ("arxiv", "1402.01234"),
        ("openalex", "W2741809807"),
        ("pmid", "29456894"),
        ("pmcid", "PMC5815332"),
        ("mag", "2741809807"),
    ]
    assert lakes["venue"] | {} == {
        "name": "Journal of Ponds", "type": "journal", "issn": "1539-3755", "isbn": None,
    }  # fmt: skip
    assert [(k["label"], k["scheme"], k["score"]) for k in lakes["keywords"]] == [
        ("Limnology", "openalex-topic", 0.98),
        ("Lake", "extracted", 0.7),
        ("Lakes", "mesh", None),
    ]
    assert [r["ids"][0]["value"] for r in lakes["references"]] == ["W1", "W2"]
    assert (lakes["n_references"], lakes["citation_count"], lakes["retracted"]) == (3, 12, False)
    assert (lakes["n_authors"], lakes["authors_complete"], lakes["date"]) == (2, True, "2014-05-31")
    assert lakes["open_access_url"] == "https://arxiv.org/pdf/1402.01234"


def test_numbers_of_figshare_are_no_part_of_names(tmp_path: Path) -> None:
    (record,) = read(tmp_path, work(authorships=[author("Ada Brook (1752503)")])).records
    assert record["mentions"][0]["name"] == "Ada Brook"


@pytest.mark.parametrize("nobody", ["A9999999999", "A5317838346"])
def test_ids_that_stand_for_nobody_are_left_out(tmp_path: Path, nobody: str) -> None:
    found = read(tmp_path, work(authorships=[author("Ada", f"https://openalex.org/{nobody}")]))
    assert found.records[0]["mentions"][0]["ids"] == []


@pytest.mark.parametrize(
    ("names", "members", "known"),
    [
        (99, {}, (99, True)),
        (100, {}, (None, False)),
        (100, {"authors_count": 100}, (100, True)),
        (100, {"authors_count": 212}, (212, False)),
        (3, {"is_authors_truncated": True}, (None, False)),
        (0, {}, (None, None)),
    ],
)
def test_lists_are_cut_at_a_hundred(
    tmp_path: Path, names: int, members: dict[str, Any], known: tuple[int | None, bool | None]
) -> None:
    authorships = [author(f"Member {i}") for i in range(names)]
    (record,) = read(tmp_path, work(authorships=authorships, **members)).records
    assert (record["n_authors"], record["authors_complete"]) == known
    assert [m["position"] for m in record["mentions"]] == list(range(1, names + 1))


def test_the_works_own_ids_among_the_others(tmp_path: Path) -> None:
    """Those who select `ids` have neither `id` nor `doi` beside them."""
    own = {"openalex": "https://openalex.org/W7", "doi": "https://doi.org/10.5555/A"}
    (record,) = read(tmp_path, {"title": "T", "authorships": [], "ids": own}).records
    assert [(i["scheme"], i["value"]) for i in record["ids"]] == [
        ("doi", "10.5555/a"), ("openalex", "W7"),
    ]  # fmt: skip


def test_the_same_author_twice_keeps_both_places(tmp_path: Path) -> None:
    twice = [author("Ada", "https://openalex.org/A1"), author("A. B.", "https://openalex.org/A1")]
    (record,) = read(tmp_path, work(authorships=twice)).records
    assert [(m["name"], m["position"]) for m in record["mentions"]] == [("Ada", 1), ("A. B.", 2)]


@pytest.mark.parametrize(
    ("index", "abstract"),
    [
        ({"a": [0, 2], "b": [1]}, "a b a"),
        ({"b": [7], "a": [3]}, "a b"),
        ({"x": [-1]}, None),
        ({"x": "y"}, None),
        ({"x": [10**12], "y": [0]}, "y"),
        ({}, None),
        ("no index", None),
    ],
)
def test_inverted_abstracts(tmp_path: Path, index: Any, abstract: str | None) -> None:
    (record,) = read(tmp_path, work(abstract_inverted_index=index)).records
    assert record["abstract"] == abstract


def test_other_entities_are_rejects_that_say_so(tmp_path: Path) -> None:
    found = read(tmp_path, work(), {"id": "https://openalex.org/I1", "display_name": "Here"})
    assert len(found.records) == 1
    assert [r.reason for r in found.rejects] == ["an institution of OpenAlex, not a work"]


def test_answers_of_which_only_the_ids_were_selected(tmp_path: Path) -> None:
    ids = {"openalex": "https://openalex.org/W7", "pmid": "https://pubmed.ncbi.nlm.nih.gov/9"}
    other = {"ids": {"openalex": "https://openalex.org/A7"}}
    path = tmp_path / "x"
    path.write_text(json.dumps({"meta": {"per_page": 1}, "results": [{"ids": ids}, other]}))
    found = loaded(choose(Source(path, "x")), path)
    assert [(i["scheme"], i["value"]) for i in found.records[0]["ids"]] == [
        ("openalex", "W7"),
        ("pmid", "9"),
    ]
    assert [r.reason for r in found.rejects] == ["an author of OpenAlex, not a work"]


@pytest.mark.parametrize("results", [{}, {"results": []}])
def test_groups_are_told_as_such(tmp_path: Path, results: dict[str, Any]) -> None:
    groups = [{"key": "https://openalex.org/types/book", "key_display_name": "book", "count": 3}]
    path = tmp_path / "x"
    answer = {"meta": {"count": 3, "groups_count": 1}, **results, "group_by": groups}
    path.write_text(json.dumps(answer, indent=1))
    found = loaded(choose(Source(path, "x")), path)
    assert found.records == []
    assert [r.reason for r in found.rejects] == [
        "an answer that counts works in groups, and lists none"
    ]


def test_the_forms_of_a_file_give_the_same_works(tmp_path: Path) -> None:
    works = [work(id=f"https://openalex.org/W{i}", title=f"T{i}") for i in range(1, 6)]
    lines = "\n".join(json.dumps(w) for w in works)
    forms = {
        "lines": lines,
        "array": json.dumps(works, indent=2),
        "answer": json.dumps({"meta": {"count": 5}, "results": works, "group_by": []}),
        "answers": "\n".join(json.dumps({"meta": {}, "results": [w]}) for w in works),
        "blank lines": lines.replace("\n", "\n\n"),
        "one after the other": "\n".join(json.dumps(w, indent=1) for w in works),
    }
    for name, text in forms.items():
        path = tmp_path / "x"
        path.write_text(text, encoding="utf-8")
        assert choose(Source(path, "x")).name == "openalex", name
        found = loaded(OpenAlexLoader(), path)
        assert [r["title"] for r in found.records] == ["T1", "T2", "T3", "T4", "T5"], name
        assert [r["index"] for r in found.records] == [0, 1, 2, 3, 4], name
        assert found.rejects == [], name


@pytest.mark.parametrize("kind", ["text", "map"])
def test_a_part_of_the_parquet_snapshot(tmp_path: Path, kind: str) -> None:
    index = {"Lakes": [0, 2], "and": [1]}
    row = work(
        doi="https://doi.org/10.5555/x",
        publication_date="2014-05-31",
        authorships=[author("Ada Brook", "https://openalex.org/A1", is_corresponding=True)],
        referenced_works=["https://openalex.org/W2"],
    )
    table = pa.Table.from_pylist([row])
    column = (
        pa.array([json.dumps(index)])
        if kind == "text"
        else pa.array([list(index.items())], pa.map_(pa.string(), pa.list_(pa.int64())))
    )
    table = table.append_column("abstract_inverted_index", column)
    path = tmp_path / "part_000"
    pq.write_table(table, path)
    assert choose(Source(path, "x")).name == "openalex"
    (record,) = loaded(OpenAlexLoader(), path).records
    assert record["abstract"] == "Lakes and Lakes"
    assert record["mentions"][0]["corresponding"] is True
    assert record["date"] == "2014-05-31"
    assert record["references"][0]["ids"][0]["value"] == "W2"


def test_a_place_of_more_digits_than_python_reads_costs_the_abstract_alone(tmp_path: Path) -> None:
    whole = json.dumps(work(abstract_inverted_index={"Lakes": [77]}))
    path = tmp_path / "x.json"
    for digits in (5_000, 20_000):
        path.write_text(whole.replace("77", "7" * digits), "utf-8")
        (record,) = loaded(OpenAlexLoader(), path).records
        assert (record["title"], record["abstract"]) == ("T", None)


@pytest.mark.parametrize("score", [0.5, "0.5"])
def test_snapshots_of_2022(score: Any, tmp_path: Path) -> None:
    (ponds,) = read(
        tmp_path,
        work(
            ids={"mag": 17},
            abstract_inverted_index={
                "IndexLength": 3,
                "InvertedIndex": {"Ponds": [0, 2], "freeze": [1]},
            },
            authorships=[author("Ada Brook", raw_affiliation_string="Pond Lab.", institutions=[])],
            concepts=[{"display_name": "Pond", "score": score}],  # a text is read another way
        ),
    ).records
    assert ponds["abstract"] == "Ponds freeze Ponds"
    assert {"scheme": "mag", "value": "17"} in ponds["ids"]
    assert [a["name"] for a in ponds["mentions"][0]["affiliations"]] == ["Pond Lab."]
