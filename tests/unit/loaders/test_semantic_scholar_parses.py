"""Full texts that Semantic Scholar's parser printed: the record that is in each of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kg.loaders.base import Source
from kg.loaders.reading.tables.tabular import NAMELESS
from kg.loaders.sniff import choose
from kg.testing.loaders import Loaded, loaded
from tests.corpus_files import ids

ADA = {"first": "Ada", "middle": ["M."], "last": "Brook", "suffix": "Jr."}
LAKES = {
    "ref_id": "b0", "title": "Lakes", "authors": [ADA], "year": 2001, "venue": "Water Letters",
    "volume": "7", "pages": "12--19", "other_ids": {"DOI": ["10.5555/LAKES"], "PMID": ["123"]},
    "link": "78", "raw_text": "Brook, A. Lakes. 2001.",
}  # fmt: skip
NOTHING: dict[str, Any] = {"ref_id": "b1", "title": "", "authors": [], "year": None}
PARSE: dict[str, Any] = {
    "abstract": [{"text": "We count.", "section": "Abstract"}, {"text": "Twice.", "section": ""}],
    "body_text": [{"text": "Long. " * 100_000, "cite_spans": [], "section": "Ponds"}],
    "bib_entries": {"BIBREF0": LAKES, "BIBREF1": NOTHING},
}


def read(folder: Path, text: dict[str, Any], indent: int | None = None) -> Loaded:
    path = folder / "texts.json"
    path.write_text(json.dumps(text, indent=indent), encoding="utf-8")
    loader = choose(Source(path, path.name))
    assert loader.name == "semantic-scholar"
    return loaded(loader, path)


class TestS2orc:
    @pytest.mark.parametrize("name", ["grobid_parse", "latex_parse"])
    def test_a_work_with_its_parses(self, tmp_path: Path, name: str) -> None:
        work = {
            "title": "Ponds", "authors": [ADA], "abstract": "We count.", "year": "2013",
            "doi": "10.5555/ponds", "pmc_id": "PMC13907", "venue": "Water", "journal": "Water",
        }  # fmt: skip
        parses = {"grobid_parse": None, "latex_parse": None, name: PARSE}
        (record,) = read(tmp_path, {"paper_id": "77", "metadata": work, **parses}).records
        assert ids(record) == [
            ("doi", "10.5555/ponds"), ("pmcid", "PMC13907"), ("s2", "CorpusID:77"),
        ]  # fmt: skip
        author = record["mentions"][0]
        assert (author["given"], author["family"], author["suffix"]) == ("Ada M.", "Brook", "Jr.")
        assert (record["abstract"], record["year"]) == ("We count.", 2013)
        assert (record["venue"]["name"], record["n_references"]) == ("Water", 2)
        assert len(record["references"]) == 1

    def test_a_parse_alone_joins_its_work_by_the_number(self, tmp_path: Path) -> None:
        (record,) = read(tmp_path, {"paper_id": "77", "_pdf_hash": "a1" * 20, **PARSE}).records
        assert (record["title"], ids(record)) == (None, [("s2", "CorpusID:77")])
        (cited,) = record["references"]
        assert ids(cited) == [("doi", "10.5555/lakes"), ("pmid", "123"), ("s2", "CorpusID:78")]
        assert (cited["title"], cited["first_author"]) == ("Lakes", "Ada M. Brook, Jr.")
        assert (cited["source"], cited["volume"], cited["page"]) == ("Water Letters", "7", "12")
        assert (cited["year"], cited["text"]) == (2001, "Brook, A. Lakes. 2001.")

    def test_a_parse_of_no_known_work_is_a_reject(self, tmp_path: Path) -> None:
        (reject,) = read(tmp_path, {"paper_id": "", "_pdf_hash": "a1" * 20, **PARSE}).rejects
        assert reject.reason == NAMELESS


class TestCord:
    def test_a_text_of_a_pdf_has_authors_with_their_places(self, tmp_path: Path) -> None:
        where = {"settlement": "Lakeside", "country": "Freedonia", "postCode": "1"}
        place = {"laboratory": "", "institution": "Pond Institute", "location": where}
        work = {"title": "Ponds", "authors": [{**ADA, "affiliation": place, "email": ""}]}
        text = {"paper_id": "a1" * 20, "metadata": work, **PARSE}
        (record,) = read(tmp_path, text, indent=4).records
        assert (record["title"], record["abstract"]) == ("Ponds", "We count. Twice.")
        assert record["ids"] == []  # the digits are those of a file
        assert [a["name"] for a in record["mentions"][0]["affiliations"]] == [
            "Pond Institute, Lakeside, Freedonia"
        ]

    def test_a_text_of_pubmed_central_is_named_by_it(self, tmp_path: Path) -> None:
        text = {"paper_id": "PMC13907", "metadata": {"title": "Ponds", "authors": []}, **PARSE}
        (record,) = read(tmp_path, text).records
        assert ids(record) == [("pmcid", "PMC13907")]


def test_doc2json_names_a_file_and_not_a_work(tmp_path: Path) -> None:
    text = {
        "paper_id": "77", "header": {"generated_with": "S2ORC-doc2json 0.0.1"}, "title": "Ponds",
        "authors": [ADA], "year": "", "venue": None, "abstract": "We count.", "pdf_parse": PARSE,
    }  # fmt: skip
    (record,) = read(tmp_path, text).records
    assert (record["title"], record["ids"]) == ("Ponds", [])
    assert (record["abstract"], record["n_references"]) == ("We count.", 2)
