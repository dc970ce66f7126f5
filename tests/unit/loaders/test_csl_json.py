"""CSL-JSON: names, dates of all shapes, and JSON that is something else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kg.loaders.base import Source
from kg.loaders.csl_json import CslJsonLoader
from kg.loaders.reading.text import head_of
from kg.loaders.sniff import choose
from kg.testing.loaders import Loaded, loaded

CORPUS = Path(__file__).parents[2] / "corpus" / "csl-json"


def read(tmp_path: Path, items: object) -> Loaded:
    path = tmp_path / "x.json"
    path.write_text(items if isinstance(items, str) else json.dumps(items), encoding="utf-8")
    return loaded(CslJsonLoader(), path)


def sureness(tmp_path: Path, item: object) -> float:
    path = tmp_path / "x.json"
    path.write_text(json.dumps(item), encoding="utf-8")
    return CslJsonLoader().sniff(head_of(Source(path, "x")))


def test_what_the_web_api_of_zotero_gives_beside_its_own_items(tmp_path: Path) -> None:
    ponds = {"id": "1/A", "type": "chapter", "title": "Ponds", "author": [{"family": "Brook"}]}
    given = [{"key": "A", "version": 7, "bib": "<div>Brook</div>", "csljson": ponds}]
    assert sureness(tmp_path, given) > 0.9
    (record,) = read(tmp_path, given).records
    assert (record["title"], record["type"]) == ("Ponds", "chapter")


def test_a_zotero_export() -> None:
    lakes, rivers, ponds, undated = loaded(CslJsonLoader(), CORPUS / "zotero.json").records
    assert lakes["title"] == "Lakes as graphs"
    assert [(m["name"], m["family"], m["given"], m["suffix"]) for m in lakes["mentions"]] == [
        ("Élodie Moreau", "Moreau", "Élodie", None),
        ("The Lake Consortium", None, None, None),
        ("Lena van Beethoven, Jr.", "van Beethoven", "Lena", "Jr."),
    ]
    assert (lakes["date"], lakes["type"], lakes["language"]) == ("2014-05-31", "article", "en")
    assert lakes["venue"]["issn"] == "1539-3755"
    assert [k["label"] for k in lakes["keywords"]] == ["lakes", "graphs"]
    assert rivers["date"] == "2015-06"
    assert rivers["venue"]["name"] == "Graph Drawing Conference"
    assert [m["role"] for m in rivers["mentions"]] == ["author", "editor"]
    assert (ponds["n_authors"], ponds["authors_complete"], ponds["year"]) == (None, False, 2016)
    assert [(i["scheme"], i["value"]) for i in ponds["ids"]] == [
        ("arxiv", "1602.01234"),
        ("pmid", "123456"),
    ]
    assert (undated["year"], undated["date"], undated["authors_complete"]) == (None, None, None)


@pytest.mark.parametrize(
    ("issued", "date"),
    [
        ({"date-parts": [[2011, 5, 25], [2012, 6, 26]]}, "2011-05-25"),
        ({"date-parts": [["2011", "5"]]}, "2011-05"),
        ({"date-parts": [["2011-05-03"]]}, "2011-05-03"),
        ({"date-parts": [2011, 5]}, "2011-05"),
        ({"date-parts": [[2011, 13]]}, "2011"),
        ({"raw": "2011-05-25"}, "2011-05-25"),
        ({"literal": "in press"}, None),
        ({"date-parts": [[None]]}, None),
        ({}, None),
        ("2011", "2011"),
        (2011, "2011"),
        ([], None),
    ],
)
def test_dates(tmp_path: Path, issued: Any, date: str | None) -> None:
    (record,) = read(tmp_path, [{"title": "T", "issued": issued}]).records
    assert record["date"] == date


def test_values_of_unexpected_kinds_are_survived(tmp_path: Path) -> None:
    item: dict[str, Any] = {
        "title": ["T"], "author": [None, 3, "Moreau", {"family": 4}, {}], "DOI": ["10.5555/X"],
        "keyword": {"a": 1}, "container-title": [], "editor": 5, "note": 7,
    }  # fmt: skip
    (record,) = read(tmp_path, [item]).records
    assert [m["name"] for m in record["mentions"]] == ["3", "Moreau", "4"]
    assert record["ids"] == [{"scheme": "doi", "value": "10.5555/x"}]


def test_broken_items_are_rejects() -> None:
    found = loaded(CslJsonLoader(), CORPUS / "broken_items.json")
    assert [r["title"] for r in found.records] == ["Good", "Good too"]
    assert [r.index for r in found.rejects] == [1, 2]
    assert [r.reason for r in found.rejects] == [
        "neither a title nor an identifier",
        "not a JSON object",
    ]


def test_a_cut_array_gives_the_items_before_the_cut(tmp_path: Path) -> None:
    text = json.dumps([{"title": f"T{i}"} for i in range(3)], indent=1)
    found = read(tmp_path, text[:-12])
    assert [r["title"] for r in found.records] == ["T0", "T1"]
    assert [(r.line, r.index) for r in found.rejects] == [(8, 2)]


def test_a_damaged_item_costs_only_itself(tmp_path: Path) -> None:
    found = read(tmp_path, '[{"title": "A"},\n{"title": oops},\n{"title": "C"}]')
    assert [r["title"] for r in found.records] == ["A", "C"]
    assert [r.line for r in found.rejects] == [2]


@pytest.mark.parametrize(
    "item",
    [
        {"title": ["Crossref"], "DOI": "10.1/x", "author": [{"family": "A"}]},
        {"id": "https://openalex.org/W1", "title": "O", "authorships": [], "type": "article"},
        {"paperId": "0", "title": "S2", "authors": [{"authorId": "1", "name": "A"}]},
        {"title": "Ours", "authors": ["A"], "year": 2001},
        {"title": "Something", "price": 3},
        {"message": {"items": []}},
        [],
        {},
        3,
    ],
)  # fmt: skip
def test_other_json_is_not_claimed(tmp_path: Path, item: object) -> None:
    assert sureness(tmp_path, item) == 0
    assert sureness(tmp_path, [item]) == 0


def test_works_of_openalex_in_csl_keep_their_authors_and_its_numbers(tmp_path: Path) -> None:
    item = {
        "id": "https://openalex.org/W4711", "type": "article-journal", "title": "Fens",
        "author": [
            {"given": "", "family": "Ada M. Brook", "ORCID": "https://orcid.org/0000-0002-1825-0097"},
            {"given": "", "family": "Stream"},
        ],
        "issued": {"date-parts": []}, "container-title": "Wetlands",
    }  # fmt: skip
    path = tmp_path / "works.json"
    path.write_text(json.dumps([item]), encoding="utf-8")
    assert choose(Source(path, "works.json")).name == "csl-json"
    (fens,) = loaded(CslJsonLoader(), path).records
    assert [(m["name"], m["family"]) for m in fens["mentions"]] == [
        ("Ada M. Brook", None), ("Stream", "Stream"),
    ]  # fmt: skip
    assert fens["mentions"][0]["ids"] == [{"scheme": "orcid", "value": "0000-0002-1825-0097"}]
    assert fens["ids"] == [{"scheme": "openalex", "value": "W4711"}]


def test_a_library_may_begin_with_an_item_that_nobody_wrote_and_no_date(tmp_path: Path) -> None:
    path = tmp_path / "library.json"
    rule = {"id": "rule6", "type": "legislation", "title": "Rule 6", "URL": "https://example.org"}
    lakes = {"id": "a", "type": "book", "title": "Lakes", "issued": {"date-parts": [["1998"]]}}
    path.write_text(json.dumps([rule, lakes]), encoding="utf-8")
    assert choose(Source(path, path.name)).name == "csl-json"


def test_times_cited_stand_in_notes_of_zotero(tmp_path: Path) -> None:
    item = {"id": "a", "type": "book", "title": "Lakes", "note": "ZSCC: 0000123\nread twice"}
    [record] = read(tmp_path, [item]).records
    assert (record["citation_count"], record["comment"]) == (123, "read twice")


def test_an_article_on_a_server_of_preprints_is_one(tmp_path: Path) -> None:
    item = {"id": "a", "type": "article-journal", "title": "Lakes", "container-title": "bioRxiv"}
    [record] = read(tmp_path, [item | {"issued": {"date-parts": [[2020]]}}]).records
    assert (record["type"], record["venue"]["type"]) == ("preprint", "repository")


def test_entities_and_tags_of_the_web_are_read(tmp_path: Path) -> None:
    item = {"id": 1, "type": "article-journal", "title": "Lakes &amp; <i>ponds</i>, p <b"}
    (record,) = read(tmp_path, [item | {"abstract": "<jats:p>We look.</jats:p>"}]).records
    assert (record["title"], record["abstract"]) == ("Lakes & ponds, p <b", "We look.")


def test_what_manubot_notes_is_no_comment_but_tells_of_other_authors(tmp_path: Path) -> None:
    item = {
        "id": "x", "type": "article-journal", "title": "Lakes", "container-title": "ArXiv",
        "volume": "abs/1610.01000", "author": [{"family": "Moreau", "given": "E"}],
        "note": "and other authors\nread twice\nLoaded from an external bibliography file by "
        "Manubot.\nsource_bibliography: refs.json\nstandard_id: Moreau2016",
    }  # fmt: skip
    (record,) = read(tmp_path, [item]).records
    assert record["ids"] == [{"scheme": "arxiv", "value": "1610.01000"}]
    assert (record["type"], record["comment"]) == ("preprint", "read twice")
    assert (record["n_authors"], record["authors_complete"]) == (None, False)


def test_crossref_keeps_counts_references_and_affiliations_in_its_csl(tmp_path: Path) -> None:
    item = {
        "type": "article-journal", "title": "Lakes", "container-title-short": "Wat.",
        "author": [
            {"family": "Moreau", "given": "E", "affiliation": [{"name": "Univ Nowhere"}]},
            {"name": "The Lake Team", "affiliation": []},
        ],
        "reference-count": 12, "is-referenced-by-count": 7,
        "reference": [{"key": "1", "DOI": "10.5555/a"}, {"key": "2", "unstructured": "Ponds."}],
    }  # fmt: skip
    (record,) = read(tmp_path, [item]).records
    moreau, team = record["mentions"]
    assert [a["name"] for a in moreau["affiliations"]] == ["Univ Nowhere"]
    assert (team["name"], team["family"], team["affiliations"]) == ("The Lake Team", None, [])
    assert (record["n_references"], record["citation_count"]) == (12, 7)
    assert [r["ids"] or r["text"] for r in record["references"]] == [
        [{"scheme": "doi", "value": "10.5555/a"}], "Ponds."
    ]  # fmt: skip
    assert record["venue"]["name"] == "Wat."


def test_bibliographies_of_pandoc_and_manubot_are_lists_in_yaml() -> None:
    path = CORPUS / "references.yaml"
    assert choose(Source(path, "references.yaml")).name == "csl-json"
    found = loaded(CslJsonLoader(), path)
    assert found.rejects == []
    engine, tables, gears = found.records
    assert (engine["title"], engine["date"]) == ('Engines: "Analytical"', "1843-10")
    assert [m["name"] for m in engine["mentions"]] == ["Ada Lovelace", "Analytical Society"]
    assert (engine["line"], engine["volume"], engine["comment"]) == (4, "3", "Two lines.")
    assert (tables["date"], tables["ids"][0]["value"]) == ("2018-06-14", "10.1234/tables")
    assert (gears["year"], gears["type"]) == (1831, "book")


def test_each_mapping_of_a_list_in_yaml_may_begin_on_the_line_behind_its_hyphen(
    tmp_path: Path,
) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(
        "---\nreferences:\n  -\n    id: a\n    title: Lakes\n    issued:\n      -\n"
        "        year: 2031\n    type: map\n  -\n    id: b\n    title: Ponds\n...\n"
    )
    assert choose(Source(path, path.name)).name == "csl-json"
    found = loaded(CslJsonLoader(), path)
    assert [(r["title"], r["year"]) for r in found.records] == [("Lakes", 2031), ("Ponds", None)]
    assert found.rejects == []


def test_a_damaged_item_in_yaml_costs_no_other(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(
        "- id: a\n  type: book\n  title: Engines\n  issued: 1843\n"
        "- id: b\n  title: 'Gears\n- id: c\n  type: book\n  title: Tables\n"
    )
    found = loaded(CslJsonLoader(), path)
    assert [r["title"] for r in found.records] == ["Engines", "Tables"]
    assert [r.line for r in found.rejects] == [5]


@pytest.mark.parametrize(
    ("author", "names", "complete"),
    [
        ({"family": "Brook", "given": "Ada"}, ["Ada Brook"], True),
        ("Ada Brook and Simon Reed", ["Ada Brook", "Simon Reed"], True),
        ([{"family": "Brook", "given": "A. et al."}], ["A. Brook"], False),
    ],
)
def test_names_in_other_forms(
    author: object, names: list[str], complete: bool, tmp_path: Path
) -> None:
    item = {"id": "x", "type": "book", "title": "Lakes", "author": author}
    (record,) = read(tmp_path, [item]).records
    assert [m["name"] for m in record["mentions"]] == names
    assert record["authors_complete"] is complete


def test_a_whole_name_told_as_a_family_name_is_not_one(tmp_path: Path) -> None:
    people = [
        {"family": "Ada Brook"},
        {"family": "Reed"},
        {"family": "de la Cruz"},
        {"family": "Beek Moor", "non-dropping-particle": "van"},
    ]
    item = {"id": "x", "type": "book", "title": "Lakes", "author": people}
    (record,) = read(tmp_path, [item]).records
    assert [(m["name"], m["family"]) for m in record["mentions"]] == [
        ("Ada Brook", None),
        ("Reed", "Reed"),
        ("de la Cruz", "de la Cruz"),
        ("van Beek Moor", "van Beek Moor"),
    ]


@pytest.mark.parametrize(
    "second", ["- {id: b, type: book, title: Gears}", '- "id": b\n  "title": Gears']
)
def test_items_in_yaml_may_be_written_otherwise(second: str, tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    first = "- id: a\n  type: book\n  title: Engines\n  issued: 1843\n"
    for text, titles in ((first + second, ["Engines", "Gears"]), (second, ["Gears"])):
        path.write_text(text, encoding="utf-8")
        found = loaded(CslJsonLoader(), path)
        assert ([r["title"] for r in found.records], found.rejects) == (titles, [])


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("The *Lakes* of **Peru** and *E. coli*", "The Lakes of Peru and E. coli"),
        ("CO~2~ at 10^5^ m, [pH]{.nocase} 7", "CO2 at 105 m, pH 7"),
        ("A* search, 2 * 3 * 4, ~ and ^", "A* search, 2 * 3 * 4, ~ and ^"),
    ],
)
def test_titles_in_yaml_are_markdown(written: str, title: str, tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(f"- id: a\n  type: book\n  title: '{written}'\n", encoding="utf-8")
    assert [r["title"] for r in loaded(CslJsonLoader(), path).records] == [title]


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("PAPER_CONFERENCE", "conference-paper"),
        ("ARTICLE_JOURNAL", "article"),
        ("journal-article", "article"),
        ("song", "other"),
    ],
)
def test_types_as_the_acm_and_crossref_write_them(tmp_path: Path, said: str, kind: str) -> None:
    (record,) = read(tmp_path, [{"id": "a", "type": said, "title": "Ponds"}]).records
    assert record["type"] == kind


def test_letters_by_their_numbers_are_letters(tmp_path: Path) -> None:
    item = {"id": "a", "type": "book", "title": "Brook\\u2019s $\\upsilon$", "page": "1\\u20139"}
    (record,) = read(tmp_path, [item]).records
    assert (record["title"], record["pages"]) == ("Brook’s υ", "1–9")
