"""Traps of the open corpora's formats: one test each, on hand-written files."""

from __future__ import annotations

import base64
import gzip
import json
import re
from pathlib import Path
from typing import Any

import pytest

from kg import plugins
from kg.loaders.base import Source
from kg.loaders.sniff import choose
from kg.testing.loaders import loaded
from tests.corpus_files import CORPUS, example, ids, names, read


class TestCrossref:
    def test_a_work_with_all_that_crossref_states(self) -> None:
        ponds, undated, book = example("crossref", "list.json")
        assert ponds["title"] == "Ponds & their edges: A survey"
        assert ponds["abstract"] == "We count n edges. They are few < 10."
        assert [(m["name"], m["role"], m["position"], m["family"]) for m in ponds["mentions"]] == [
            ("Élodie Moreau", "author", 1, "Moreau"),
            ("The Lake Consortium", "author", 2, None),
            ("Martin Brook, Jr.", "author", 3, "Brook"),
            ("Ada Stream", "editor", 1, "Stream"),
        ]
        assert ids(ponds["mentions"][0]) == [("orcid", "0000-0002-1825-0097")]
        assert ids(ponds) == [("doi", "10.5555/ponds.1"), ("arxiv", "1402.01234")]
        assert (ponds["date"], ponds["retracted"], ponds["n_authors"]) == ("2014-05", True, 3)
        assert (undated["title"], undated["year"], undated["type"]) == (
            None, None, "conference-paper",
        )  # fmt: skip
        assert ids(book) == [("doi", "10.5555/book"), ("isbn", "9780306406157")]

    def test_its_own_csl_whose_titles_are_texts(self, tmp_path: Path) -> None:
        work = {
            "indexed": {"timestamp": 1}, "prefix": "10.5555", "member": "7", "DOI": "10.5555/fens",
            "type": "journal-article", "title": "Fens", "container-title": "Wetlands",
            "author": [{"given": "Ada", "family": "Brook", "affiliation": [{"name": "Uni Lake"}]}],
            "issued": {"date-parts": [[1999, 3]]}, "reference-count": 1,
            "reference": [{"key": "1", "unstructured": "Old maps of fens (1801)."}],
        }  # fmt: skip
        path = tmp_path / "work.json"
        path.write_text(json.dumps(work), encoding="utf-8")
        (fens,) = loaded(choose(Source(path, "work.json")), path).records
        assert (fens["title"], fens["venue"]["name"], fens["date"]) == (
            "Fens", "Wetlands", "1999-03",
        )  # fmt: skip
        assert fens["mentions"][0]["affiliations"][0]["name"] == "Uni Lake"
        assert fens["references"][0]["text"] == "Old maps of fens (1801)."

    def test_references_by_doi_in_parts_and_as_printed(self) -> None:
        by_doi, printed, parts = example("crossref", "list.json")[0]["references"]
        assert ids(by_doi) == [("doi", "10.5555/old.1")]
        assert (by_doi["year"], by_doi["volume"], by_doi["page"]) == (1999, "3", "17")
        assert printed["text"] == "Brook, A. (2001). On rivers."
        assert (parts["title"], parts["first_author"], parts["year"]) == ("Wells", "Spring", 2003)

    @pytest.mark.parametrize(
        ("issued", "date"),
        [([[2014, 5, 31]], "2014-05-31"), ([[2014, 13]], "2014"), ([[None]], None), ([], None),
         ([[0]], None), ([["2014", "5"]], "2014-05"), ("2014", "2014")],
    )  # fmt: skip
    def test_dates(self, tmp_path: Path, issued: Any, date: str | None) -> None:
        work = {"DOI": "10.5555/x", "title": ["T"], "issued": {"date-parts": issued}}
        assert read("crossref", tmp_path, work).records[0]["date"] == date

    @pytest.mark.parametrize(
        ("doi", "expected"),
        [
            ("10.5555/X.1", [("doi", "10.5555/x.1")]),
            ("https://doi.org/10.5555/(SICI)1-9<1::AID>3.0.CO;2-#",
             [("doi", "10.5555/(sici)1-9<1::aid>3.0.co;2-#")]),
            ("10.48550/arXiv.1402.01234", [("doi", "10.48550/arxiv.1402.01234"),
                                           ("arxiv", "1402.01234")]),
            ("10.18653/v1/P19-1001", [("doi", "10.18653/v1/p19-1001"), ("acl", "P19-1001")]),
        ],
    )  # fmt: skip
    def test_dois_of_all_kinds(self, tmp_path: Path, doi: str, expected: Any) -> None:
        plain = {"DOI": "10.5555/plain", "title": ["P"]}
        found = read("crossref", tmp_path, plain, {"DOI": doi, "title": ["T"]})
        assert ids(found.records[1]) == expected


class TestKaggle:
    def test_names_dates_versions_and_tex(self) -> None:
        lakes, rivers, undated = example("arxiv-kaggle", "snapshot.json")
        assert lakes["title"] == "On α-lakes and their shores"
        assert "\\\\alpha" in lakes["raw"]
        assert rivers["raw"] is None
        assert names(lakes) == ["Balázs Brook, Jr", "A. Stream"]
        assert (lakes["arxiv_version"], lakes["date"]) == (2, "2007-04-02")
        assert (rivers["arxiv_version"], rivers["date"]) == (None, "1999-01")
        assert undated["date"] == "2024-01"
        assert lakes["code_url"] == "https://github.com/ada/lakes"
        assert lakes["venue"]["name"] == "Phys.Rev.D"
        assert ids(lakes) == [("doi", "10.5555/lakes"), ("arxiv", "0704.0001")]
        assert [k["label"] for k in lakes["keywords"]] == ["cs.DL", "physics.soc-ph"]
        assert [(m["name"], m["family"]) for m in rivers["mentions"]][1:] == [
            ("José Müller", "Müller"),
            ("The Lake Consortium", None),
        ]

    def test_unarxive_has_it_beside_references(self) -> None:
        lakes, rivers = example("arxiv-kaggle", "unarxive.json")
        assert (lakes["abstract"], names(rivers)) == ("We study lakes.", ["Sam Reed"])
        assert "body_text" not in lakes["raw"]
        assert [ids(r) for r in lakes["references"]] == [
            [("doi", "10.5555/rivers"), ("openalex", "W123")],
            [],
        ]


class TestSemanticScholar:
    def test_a_paper_of_the_graph_api(self) -> None:
        lakes, bare = example("semantic-scholar", "search.json")
        assert [scheme for scheme, _ in ids(lakes)] == [
            "doi", "arxiv", "dblp", "acl", "pmid", "pmcid", "mag", "s2", "s2",
        ]  # fmt: skip
        assert [ids(m) for m in lakes["mentions"]] == [
            [("orcid", "0000-0002-1825-0097"), ("s2", "11")],
            [],
        ]
        assert (lakes["type"], lakes["date"]) == ("conference-paper", "2014-05-31")
        known, unknown = lakes["references"]
        assert (known["title"], known["first_author"]) == ("Rivers", "Ada Brook")
        assert (ids(unknown), unknown["title"], lakes["n_references"]) == ([], "An old book", 3)
        assert (bare["title"], bare["venue"]["name"]) == (None, "arXiv.org")

    def test_an_authors_papers_are_theirs_by_the_page(self) -> None:
        lakes, ponds = example("semantic-scholar", "author.json")
        assert names(lakes) == ["Élodie Moreau", "L. van Beek"]
        assert [(m["evidence"], m["profile"]["h_index"]) for m in ponds["mentions"]] == [
            ("page_owner", 7)
        ]
        assert (ponds["n_authors"], ponds["authors_complete"]) == (None, False)

    def test_an_author_of_blanks_owns_no_papers(self, tmp_path: Path) -> None:
        path = tmp_path / "author.json"
        told = (CORPUS / "semantic-scholar" / "author.json").read_text("utf-8")
        path.write_text(told.replace("Élodie Moreau", " "), "utf-8")
        _, ponds = loaded(plugins.loader("semantic-scholar"), path).records
        assert ponds["mentions"] == []

    def test_lines_of_the_datasets_tell_by_the_corpus_id(self) -> None:
        (abstract,) = example("semantic-scholar", "abstracts.jsonl")
        assert ids(abstract) == [("doi", "10.5555/lakes"), ("mag", "2741"),
                                 ("s2", "CorpusID:1234567")]  # fmt: skip
        assert abstract["abstract"] == "We study lakes."
        (citation,) = example("semantic-scholar", "citations.jsonl")
        assert ids(citation["references"][0]) == [("s2", "CorpusID:2")]

    def test_identifiers_that_are_no_object_are_left_out(self, tmp_path: Path) -> None:
        path = tmp_path / "abstracts.jsonl"
        line = (CORPUS / "semantic-scholar" / "abstracts.jsonl").read_text("utf-8")
        path.write_text(re.sub(r'"externalids": \{.*?\}', '"externalids": "DOI"', line), "utf-8")
        (record,) = loaded(plugins.loader("semantic-scholar"), path).records
        assert ids(record) == [("s2", "CorpusID:1234567")]

    def test_papers_that_passages_were_found_in(self) -> None:
        tides, ponds = example("semantic-scholar", "snippets.json")
        assert (names(tides), ids(tides)) == (
            ["Ada Brook", "Lena van Beek"], [("s2", "CorpusID:4711")],
        )  # fmt: skip
        assert (ponds["title"], ponds["n_authors"]) == ("On ponds", 1)


class TestOrcid:
    @pytest.mark.parametrize("name", ["record.json", "record.xml"])
    def test_a_group_is_one_work_as_the_person_prefers_it(self, name: str) -> None:
        lakes = example("orcid", name)[0]
        assert lakes["title"] == "Lakes as graphs"
        (owner,) = lakes["mentions"]
        assert (owner["name"], owner["evidence"], owner["position"]) == (
            "Élodie Moreau", "page_owner", None,
        )  # fmt: skip
        assert ids(owner) == [("orcid", "0000-0002-1825-0097")]
        assert (lakes["authors_complete"], lakes["date"]) == (False, "2014-05")
        assert ("doi", "10.5555/lakes") in ids(lakes)
        assert ("doi", "10.5555/book") not in ids(lakes)

    def test_contributors_are_the_list(self) -> None:
        rivers, _ = example("orcid", "bulk.json")
        assert rivers["title"] == "Rivers: A survey"
        assert [(m["name"], m["role"], m["position"]) for m in rivers["mentions"]] == [
            ("E. Moreau", "author", 1),
            ("Ada Brook", "author", 2),
            ("Lena van Beek", "editor", 1),
        ]
        assert ids(rivers) == [("pmid", "29456894"), ("pmcid", "PMC5815332")]

    def test_a_work_alone(self, tmp_path: Path) -> None:
        """As it is sent to ORCID: without a number of its own."""
        own = {"external-id-type": "doi", "external-id-value": "10.5555/fens",
               "external-id-relationship": "self"}  # fmt: skip
        work = {
            "title": {"title": {"value": "Fens"}}, "type": "journal-article",
            "external-ids": {"external-id": [own]},
            "contributors": {"contributor": [{"credit-name": {"value": "Ada Brook"}}]},
        }  # fmt: skip
        path = tmp_path / "work.json"
        path.write_text(json.dumps(work), encoding="utf-8")
        (as_json,) = loaded(choose(Source(path, "work.json")), path).records
        path = tmp_path / "work.xml"
        path.write_text(
            '<work:work xmlns:work="http://www.orcid.org/ns/work"'
            ' xmlns:common="http://www.orcid.org/ns/common"><work:title><common:title>Fens'
            "</common:title></work:title><work:type>journal-article</work:type><work:contributors>"
            "<work:contributor><work:credit-name>Ada Brook</work:credit-name></work:contributor>"
            "</work:contributors></work:work>",
            encoding="utf-8",
        )
        (as_xml,) = loaded(choose(Source(path, "work.xml")), path).records
        for found in (as_json, as_xml):
            assert (found["title"], names(found)) == ("Fens", ["Ada Brook"])
        assert ids(as_json) == [("doi", "10.5555/fens")]

    def test_what_funded_a_person_is_no_work(self, tmp_path: Path) -> None:
        grant = {"put-code": 7, "type": "grant", "title": {"title": {"value": "Fens"}},
                 "organization": {"name": "Lake Fund"}}  # fmt: skip
        found = read("orcid", tmp_path, grant)
        assert (found.records, len(found.rejects)) == ([], 1)


class TestDatacite:
    def test_json(self) -> None:
        lakes, data = example("datacite", "list.json")
        assert lakes["title"] == "Lakes as graphs: A survey"
        assert [(m["name"], m["role"], m["family"]) for m in lakes["mentions"]] == [
            ("Élodie Moreau", "author", "Moreau"),
            ("Ponds, Lakes and Rivers Group", "author", None),
            ("Brook, Ada", "author", "Brook"),
            ("van Beek, Lena", "editor", "van Beek"),
        ]
        assert lakes["mentions"][0]["affiliations"][0]["ror"] == "02kpeqv85"
        assert ids(lakes) == [("doi", "10.5555/lakes"), ("arxiv", "1402.01234")]
        assert (lakes["date"], lakes["abstract"]) == ("2014-05-31", "We study lakes.")
        assert [ids(r) or r["text"] for r in lakes["references"]] == [
            [("doi", "10.5555/old.1")], "https://example.org/map",
        ]  # fmt: skip
        assert (lakes["volume"], lakes["pages"]) == ("3", "17-21")
        assert (data["type"], data["venue"]["type"], data["year"]) == (
            "dataset", "repository", 2015,
        )  # fmt: skip

    def test_xml(self) -> None:
        (wells,) = example("datacite", "kernel4.xml")
        assert (wells["title"], wells["date"]) == ("Wells: Their depths", "2016-03")
        assert names(wells) == ["Élodie Moreau", "Ponds, Inc."]
        assert wells["mentions"][0]["affiliations"][0]["ror"] == "02kpeqv85"
        assert ids(wells) == [("doi", "10.5555/wells")]
        assert wells["abstract"] == "Depths of wells."

    def test_only_an_orcid_is_one(self, tmp_path: Path) -> None:
        """ISNI numbers look the same, and their check digits agree."""
        scheme = "http://isni.org/isni/"
        person = {"name": "Brook, Ada", "nameIdentifiers": [
            {"nameIdentifier": f"{scheme}0000000218250097", "nameIdentifierScheme": "ISNI"},
            {"nameIdentifier": "0000-0001-5109-3700", "nameIdentifierScheme": "ORCID"},
        ]}  # fmt: skip
        item = {"doi": "10.5555/isni", "titles": [{"title": "Isni"}], "creators": [person]}
        (found,) = read("datacite", tmp_path, item).records
        assert ids(found["mentions"][0]) == [("orcid", "0000-0001-5109-3700")]
        path = tmp_path / "kernel4.xml"
        path.write_text(
            '<resource xmlns="http://datacite.org/schema/kernel-4"><creators><creator>'
            "<creatorName>Brook, Ada</creatorName>"
            f'<nameIdentifier nameIdentifierScheme="ISNI" schemeURI="{scheme}">0000000218250097'
            "</nameIdentifier></creator></creators><titles><title>Isni</title></titles></resource>",
            encoding="utf-8",
        )
        (found,) = loaded(plugins.loader("datacite"), path).records
        assert ids(found["mentions"][0]) == []


class TestOpenCitations:
    def test_index(self) -> None:
        first, _, third = example("opencitations", "index.csv")
        assert (ids(first), first["date"]) == ([("doi", "10.5555/lakes")], "2014-05-31")
        known = [("omid", "br/06101"), ("doi", "10.5555/ponds"), ("pmid", "29456894")]
        assert ids(third) == known
        assert ids(third["references"][0]) == [("omid", "br/06102"), ("doi", "10.5555/old.1")]

    def test_lists_of_references_name_works_by_doi_or_pmid(self) -> None:
        path = CORPUS / "opencitations/referenced.csv"
        assert choose(Source(path, path.name)).name == "opencitations"
        dois, pmids = example("opencitations", "referenced.csv")
        assert ids(dois["references"][0]) == [("doi", "10.5555/old.1")]
        assert (ids(pmids), ids(pmids["references"][0])) == (
            [("pmid", "29456894")], [("pmid", "4972128")],
        )  # fmt: skip

    def test_meta(self) -> None:
        lakes, untitled = example("opencitations", "meta.csv")
        assert [(m["name"], m["family"], m["role"]) for m in lakes["mentions"]] == [
            ("Moreau, Élodie", "Moreau", "author"),
            ("Brook, Ada", "Brook", "author"),
            ("Pond Group", None, "author"),
            ("van Beek, Lena", "van Beek", "editor"),
        ]
        assert ids(lakes["mentions"][0]) == [("orcid", "0000-0002-1825-0097")]
        assert (lakes["venue"]["name"], lakes["venue"]["issn"]) == ("Journal of Ponds", "1539-3755")
        assert (untitled["title"], untitled["type"]) == ("Untitled; a study", "book")


class TestHuggingFace:
    def test_only_verified_accounts_are_believed(self) -> None:
        lakes, rivers = example("hf-papers", "daily.json")
        assert [ids(m) for m in lakes["mentions"]] == [
            [("huggingface", "elodie")], [], [("huggingface", "lena")],
        ]  # fmt: skip
        assert (lakes["title"], lakes["date"]) == ("Lakes as graphs", "2014-02-03")
        assert lakes["abstract"] == "We study lakes. They are graphs."
        assert lakes["code_url"] == "https://github.com/elodie/lakes"
        assert (rivers["date"], rivers["n_authors"]) == ("2014-02", None)

    def test_a_mirror_gives_authors_as_names(self) -> None:
        lakes, rivers = example("hf-papers", "mirror.json")
        assert [m["name"] for m in lakes["mentions"]] == ["Élodie Moreau", "Sam Reed"]
        assert (lakes["n_authors"], lakes["authors_complete"]) == (2, True)
        assert lakes["code_url"] == "https://github.com/elodie/lakes"
        assert [m["name"] for m in rivers["mentions"]] == ["Lena Brook"]


class TestCassette:
    def test_each_answer_is_read_by_the_loader_of_its_content(self) -> None:
        records = example("cassette", "works.yml")
        assert [r["title"] for r in records] == ["Lakes", "Rivers", "Ponds"]
        assert [r["index"] for r in records] == [0, 1, 2]

    def test_answers_in_base64_are_unpacked(self) -> None:
        assert example("cassette", "broken_answers.yaml")[0]["title"] == "Wells"

    def test_a_text_that_only_looks_like_base64(self, tmp_path: Path) -> None:
        """Blanks beyond ASCII are no blanks of base64 (found by fuzzing)."""
        path = tmp_path / "x.yaml"
        path.write_text(
            "interactions:\n- request:\n    uri: https://x.org\n  response:\n    body:\n"
            "      string: QUJDREVGR0hJSktM\u00a0TU5P\n",
            encoding="utf-8",
        )
        (reject,) = loaded(plugins.loader("cassette"), path).rejects
        assert reject.reason == "an answer in no known format of papers, of https://x.org"

    def test_answers_as_httpx_is_recorded(self, tmp_path: Path) -> None:
        path = tmp_path / "search.yaml"
        path.write_text(
            "interactions:\n- request:\n    method: GET\n    uri: https://example.org/papers\n"
            """  response:\n    content: '{"data": [{"paperId": "%s", "title": "Tides"}]}'\n"""
            "    http_version: HTTP/1.1\n    status_code: 200\n" % ("ab" * 20),
            encoding="utf-8",
        )
        found = loaded(choose(Source(path, "search.yaml")), path)
        assert ([r["title"] for r in found.records], found.rejects) == (["Tides"], [])

    def test_a_rejected_answer_shows_its_text_unpacked(self, tmp_path: Path) -> None:
        said = base64.b64encode(gzip.compress(b'{"message-type": "member-list"}')).decode()
        path = tmp_path / "members.yaml"
        path.write_text(
            "interactions:\n- request:\n    uri: https://example.org/members\n  response:\n"
            f"    body:\n      string: !!binary |\n        {said}\n",
            encoding="utf-8",
        )
        (reject,) = loaded(plugins.loader("cassette"), path).rejects
        assert reject.raw == '{"message-type": "member-list"}'


@pytest.mark.parametrize("form", ["lines", "array", "pretty"])
def test_a_file_of_many_pages_is_whole_and_in_order(tmp_path: Path, form: str) -> None:
    works = [{"DOI": f"10.5555/{i}", "title": [f"T{i}"], "prefix": "10.5555", "member": "1",
              "abstract": "x" * 900} for i in range(3_000)]  # fmt: skip
    text = {
        "lines": "\n".join(map(json.dumps, works)),
        "array": json.dumps({"items": works}),
        "pretty": json.dumps(works, indent=1),
    }[form]
    path = tmp_path / "x"
    path.write_text(text, encoding="utf-8")
    assert choose(Source(path, "x")).name == "crossref"
    found = loaded(plugins.loader("crossref"), path)
    assert [r["title"] for r in found.records] == [f"T{i}" for i in range(3_000)]
    assert [r["index"] for r in found.records] == list(range(3_000))
    assert found.rejects == []


def test_one_bad_item_of_an_array_costs_only_itself(tmp_path: Path) -> None:
    good = [json.dumps({"DOI": f"10.5555/{i}", "title": [f"T{i}"], "member": "1", "prefix": "p"})
            for i in range(4)]  # fmt: skip
    bad = '{"DOI": oops, "author": [{"family": "A"}, {"family": "B"}]}'
    path = tmp_path / "x"
    path.write_text(f"[{good[0]},\n{bad},\n{good[1]},\n{bad[:-1]},\n{good[2]}]", encoding="utf-8")
    found = loaded(plugins.loader("crossref"), path)
    assert [r["title"] for r in found.records][:2] == ["T0", "T1"]
    assert [(r.line, r.index) for r in found.rejects][:1] == [(2, 1)]


def test_a_number_beyond_64_bits_costs_no_work_of_orcid(tmp_path: Path) -> None:
    bulk = json.loads((CORPUS / "orcid/bulk.json").read_text(encoding="utf-8"))
    bulk["bulk"][0]["work"] |= {"put-code": 10**22, "visibility": float("nan")}
    path = tmp_path / "bulk.json"
    path.write_text(json.dumps(bulk), encoding="utf-8")
    found = loaded(plugins.loader("orcid"), path)
    assert [r["title"] for r in found.records] == [
        r["title"] for r in example("orcid", "bulk.json")
    ]
    assert str(10**22) in found.records[0]["raw"]


def test_datacite_by_content_negotiation_names_orcids_and_dates_in_its_own_way(
    tmp_path: Path,
) -> None:
    work = {
        "id": "https://doi.org/10.5555/looms",
        "doi": "10.5555/looms",
        "types": {"resourceTypeGeneral": "Software", "resourceType": "Software"},
        "creators": [
            {"type": "Person", "id": "http://orcid.org/0000-0002-1825-0097", "name": "Ada"}
        ],
        "titles": [{"title": "Looms"}],
        "dates": {"date": "2016-03-27", "dateType": "Issued"},
        "publication_year": "2016",
        "schema_version": "http://datacite.org/schema/kernel-4",
    }
    path = tmp_path / "crosscite.json"
    path.write_text(json.dumps(work), encoding="utf-8")
    (looms,) = loaded(plugins.loader("datacite"), path).records
    assert looms["date"] == "2016-03-27"
    assert looms["mentions"][0]["ids"] == [{"scheme": "orcid", "value": "0000-0002-1825-0097"}]
