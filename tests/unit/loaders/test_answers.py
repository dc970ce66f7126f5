"""How programs keep the answers of APIs: lists of answers, answers inside their own objects, maps
from identifiers to works, works with the members that were selected; and older forms of answers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kg.loaders.base import Source
from kg.loaders.sniff import choose
from kg.testing.loaders import Loaded, loaded

ONE, TWO = "1" * 40, "2" * 40
PONDS: dict[str, Any] = {"paperId": ONE, "title": "Ponds", "authors": [{"name": "Ada Brook"}]}
LAKES: dict[str, Any] = {"paperId": TWO, "title": "Lakes", "authors": []}
OF_OPENALEX: list[dict[str, Any]] = [
    {"id": "https://openalex.org/W1", "title": "Ponds"},
    {"id": "https://openalex.org/W2", "title": "Lakes"},
]
OF_CROSSREF: list[dict[str, Any]] = [
    {"DOI": "10.5555/1", "title": ["Ponds"], "member": "1", "prefix": "10.5555", "publisher": "P"},
    {"DOI": "10.5555/2", "title": ["Lakes"], "member": "1", "prefix": "10.5555", "publisher": "P"},
]


def read(tmp_path: Path, value: Any, indent: int | None = None, name: str = "x.json") -> Loaded:
    """What the surest loader makes of a JSON file."""
    path = tmp_path / name
    path.write_text(json.dumps(value, indent=indent), encoding="utf-8")
    return loaded(choose(Source(path, name)), path)


def titles(of: Loaded) -> list[str]:
    return [record["title"] for record in of.records]


def ids(of: dict[str, Any]) -> list[tuple[str, str]]:
    return [(i["scheme"], i["value"]) for i in of["ids"]]


class TestEnvelopes:
    @pytest.mark.parametrize("indent", [None, 1])
    @pytest.mark.parametrize(
        "kept",
        [
            [{"total": 1, "data": [PONDS]}, {"total": 1, "data": [LAKES]}],
            [[PONDS], [LAKES]],
            {"query": "water", "papers": [PONDS, LAKES]},
            {"query": "water", "results": [PONDS, LAKES]},
            {"10.5555/1": PONDS, "10.5555/2": LAKES, "10.5555/3": None},
            {"small waters": [PONDS], "large waters": [LAKES], "rivers": []},
            {"meta": {"total": 2}, "works": OF_OPENALEX},
            [{"meta": {}, "results": [work]} for work in OF_OPENALEX],
            {work["id"]: work for work in OF_OPENALEX},
            {"retrieved": "2024-05-01", "works": OF_CROSSREF},
            [{"status": "ok", "message": work} for work in OF_CROSSREF],
            [{"status": "ok", "message": {"items": [work]}} for work in OF_CROSSREF],
            {work["DOI"]: {"status": "ok", "message": work} for work in OF_CROSSREF},
        ],
    )
    def test_works_are_found_however_a_program_keeps_them(
        self, tmp_path: Path, kept: Any, indent: int | None
    ) -> None:
        found = read(tmp_path, kept, indent)
        assert titles(found) == ["Ponds", "Lakes"]
        assert not found.rejects

    def test_a_paper_that_a_batch_does_not_know_hides_no_other(self, tmp_path: Path) -> None:
        found = read(tmp_path, [None, PONDS])
        assert titles(found) == ["Ponds"]
        assert [reject.index for reject in found.rejects] == [0]

    def test_a_record_whose_members_are_all_objects_is_no_map(self, tmp_path: Path) -> None:
        record = {
            "orcid-identifier": {"path": "0000-0002-1825-0097"},
            "person": {"name": {"given-names": {"value": "Ada"}}},
            "activities-summary": {"works": {"group": []}},
        }
        found = read(tmp_path, record)
        assert [reject.reason for reject in found.rejects] == [
            "a person of whom no works are listed"
        ]


class TestSelected:
    def test_works_of_openalex_without_their_ids(self, tmp_path: Path) -> None:
        works = [{"title": "Ponds", "abstract_inverted_index": {"We": [0], "count": [1]}}]
        found = read(tmp_path, {"meta": {"db_response_time_ms": 9}, "results": works})
        assert [(r["title"], r["abstract"]) for r in found.records] == [("Ponds", "We count")]

    def test_authors_of_openalex_without_their_ids_are_no_works(self, tmp_path: Path) -> None:
        from kg.errors import UnknownFormat

        answer = {"meta": {"per_page": 25}, "results": [{"display_name": "A", "works_count": 2}]}
        with pytest.raises(UnknownFormat):
            read(tmp_path, answer)

    def test_works_of_crossref_without_dois(self, tmp_path: Path) -> None:
        items = [{"title": ["Ponds"], "author": [{"given": "Ada", "family": "Brook"}]}]
        answer = {"status": "ok", "message-type": "work-list", "message": {"items": items}}
        found = read(tmp_path, answer)
        assert titles(found) == ["Ponds"]
        assert found.records[0]["mentions"][0]["family"] == "Brook"

    def test_works_of_openalex_that_a_program_has_gone_over(self, tmp_path: Path) -> None:
        work = {
            "id": "W1", "doi": "10.5555/1", "title": "Ponds", "abstract": "We count.",
            "authorships": [],
        }  # fmt: skip
        (record,) = read(tmp_path, [work]).records
        assert (record["abstract"], record["url"]) == ("We count.", "https://doi.org/10.5555/1")


class TestSemanticScholar:
    def test_version_1_of_the_api(self, tmp_path: Path) -> None:
        paper = {
            "paperId": ONE, "corpusId": 7, "arxivId": "1402.01234", "doi": "10.5555/1",
            "title": "Ponds", "numCitedBy": 12, "topics": [{"topic": "Water", "topicId": "1"}],
            "citationVelocity": 1,
            "references": [{"paperId": TWO, "doi": "10.5555/2", "title": "Lakes", "year": 2001}],
        }  # fmt: skip
        (record,) = read(tmp_path, paper).records
        assert ids(record) == [
            ("doi", "10.5555/1"), ("arxiv", "1402.01234"), ("s2", ONE), ("s2", "CorpusID:7"),
        ]  # fmt: skip
        assert record["citation_count"] == 12
        assert [(k["label"], k["scheme"]) for k in record["keywords"]] == [("Water", "extracted")]
        assert ids(record["references"][0]) == [("doi", "10.5555/2"), ("s2", TWO)]

    def test_the_open_research_corpus(self, tmp_path: Path) -> None:
        paper = {
            "id": ONE, "title": "Ponds", "paperAbstract": "We count.", "year": 2013,
            "authors": [{"name": "Ada Brook", "ids": ["5"]}, {"name": "Sam Reed", "ids": []}],
            "outCitations": [TWO], "inCitations": ["3" * 40], "journalName": "Water",
            "journalVolume": "12", "journalPages": "1-9", "doi": "", "pmid": "123", "magId": "9",
            "entities": ["Pond"], "fieldsOfStudy": ["Biology"], "venue": "", "sources": ["DBLP"],
            "s2Url": "https://semanticscholar.org/paper/1", "pdfUrls": ["https://x.org/1.pdf"],
        }  # fmt: skip
        (record,) = read(tmp_path, paper).records
        assert ids(record) == [("pmid", "123"), ("mag", "9"), ("s2", ONE)]
        assert [(m["name"], ids(m)) for m in record["mentions"]] == [
            ("Ada Brook", [("s2", "5")]), ("Sam Reed", []),
        ]  # fmt: skip
        assert (record["abstract"], record["year"], record["pages"]) == ("We count.", 2013, "1-9")
        assert (record["venue"]["name"], record["volume"]) == ("Water", "12")
        assert [ids(r) for r in record["references"]] == [[("s2", TWO)]]
        assert (record["n_references"], record["citation_count"]) == (1, 1)
        assert record["open_access_url"] == "https://x.org/1.pdf"

    def test_s2orc(self, tmp_path: Path) -> None:
        paper = {
            "paper_id": "77", "title": "Ponds", "year": 2013, "arxiv_id": None,
            "authors": [{"first": "Ada", "middle": ["M."], "last": "Brook", "suffix": "Jr."}],
            "acl_id": "P19-1001", "pmc_id": "13907", "pubmed_id": "123", "doi": "10.5555/1",
            "venue": "", "journal": "Water", "mag_id": "9", "mag_field_of_study": ["Biology"],
            "outbound_citations": ["78"], "inbound_citations": [], "has_pdf_parse": True,
        }  # fmt: skip
        (record,) = read(tmp_path, paper).records
        assert ids(record) == [
            ("doi", "10.5555/1"), ("acl", "P19-1001"), ("pmid", "123"), ("pmcid", "PMC13907"),
            ("mag", "9"), ("s2", "CorpusID:77"),
        ]  # fmt: skip
        author = record["mentions"][0]
        assert (author["given"], author["family"], author["suffix"]) == ("Ada M.", "Brook", "Jr.")
        assert [ids(r) for r in record["references"]] == [[("s2", "CorpusID:78")]]
        assert (record["venue"]["name"], record["citation_count"]) == ("Water", 0)

    def test_an_author_is_the_one_of_the_list_with_all_that_is_known(self, tmp_path: Path) -> None:
        author = {
            "authorId": "5", "name": "Ada Brook", "externalIds": {"ORCID": ["0000-0002-1825-0097"]},
            "papers": [{**PONDS, "authors": [{"authorId": "5", "name": "Ada Brook"}]}],
        }  # fmt: skip
        (record,) = read(tmp_path, [author]).records
        assert ids(record["mentions"][0]) == [("orcid", "0000-0002-1825-0097"), ("s2", "5")]
        assert record["mentions"][0]["profile"] is None


OWNER = {"orcid-identifier": {"path": "0000-0002-1825-0097"}, "person": {"name": {
    "given-names": {"value": "Ada"}, "family-name": {"value": "Brook"},
}}}  # fmt: skip


def record_with(**work: Any) -> dict[str, Any]:
    """A record of ORCID with one work."""
    summary = {"put-code": 1, "title": {"title": {"value": "Ponds"}}, **work}
    return OWNER | {"activities-summary": {"works": {"group": [{"work-summary": [summary]}]}}}


class TestOrcid:
    def test_terms_in_capitals_as_versions_before_3_print_them(self, tmp_path: Path) -> None:
        stated = [
            {"external-id-type": "doi", "external-id-value": "10.5555/1",
             "external-id-relationship": "SELF"},
            {"external-id-type": "doi", "external-id-value": "10.5555/book",
             "external-id-relationship": "PART_OF"},
        ]  # fmt: skip
        work = record_with(**{"type": "JOURNAL_ARTICLE", "external-ids": {"external-id": stated}})
        (record,) = read(tmp_path, work).records
        assert (record["type"], ids(record)) == ("article", [("doi", "10.5555/1")])

    def test_groups_alone(self, tmp_path: Path) -> None:
        groups = record_with()["activities-summary"]["works"]["group"]
        assert titles(read(tmp_path, groups)) == ["Ponds"]

    @pytest.mark.parametrize(
        "printed", ["Brook A", "A. Brook", "BROOK, Ada M.", "Ada M. Brook", "Brook AM"]
    )
    def test_the_owner_is_who_the_list_prints_in_short(self, tmp_path: Path, printed: str) -> None:
        listed = [{"credit-name": {"value": name}} for name in ("Sam Reed", printed)]
        work = record_with(contributors={"contributor": listed})
        (record,) = read(tmp_path, work).records
        assert [(m["name"], m["evidence"], ids(m)) for m in record["mentions"]] == [
            ("Sam Reed", "printed", []),
            (printed, "printed", [("orcid", "0000-0002-1825-0097")]),
        ]

    @pytest.mark.parametrize("printed", ["Sam Brook", "Ada Reed", "Brook"])
    def test_the_owner_is_not_another_of_the_list(self, tmp_path: Path, printed: str) -> None:
        work = record_with(contributors={"contributor": [{"credit-name": {"value": printed}}]})
        (record,) = read(tmp_path, work).records
        assert [m["evidence"] for m in record["mentions"]] == ["printed", "page_owner"]

    @pytest.mark.parametrize("form", ["json", "xml"])
    def test_a_message_of_version_1(self, tmp_path: Path, form: str) -> None:
        path = tmp_path / f"x.{form}"
        path.write_text(MESSAGE if form == "xml" else json.dumps(message()), encoding="utf-8")
        ponds, lakes = loaded(choose(Source(path, path.name)), path).records
        assert (ponds["title"], ponds["date"], ponds["type"]) == ("Ponds", "2012-05", "article")
        assert ids(ponds) == [("doi", "10.5555/1")]
        assert [(m["name"], ids(m)) for m in ponds["mentions"]] == [
            ("Brook A", [("orcid", "0000-0002-1825-0097")])
        ]
        assert [(m["name"], m["evidence"]) for m in lakes["mentions"]] == [
            ("Ada Brook", "page_owner")
        ]


def message() -> dict[str, Any]:
    """A message of ORCID's version 1.2."""
    doi = {"work-external-identifier-type": "DOI",
           "work-external-identifier-id": {"value": "10.5555/1"}}  # fmt: skip
    ponds = {
        "put-code": "1", "work-type": "JOURNAL_ARTICLE",
        "work-title": {"title": {"value": "Ponds"}},
        "publication-date": {"year": {"value": "2012"}, "month": {"value": "05"}, "day": None},
        "work-external-identifiers": {"work-external-identifier": [doi]},
        "work-contributors": {"contributor": [{"credit-name": {"value": "Brook A"}}]},
    }  # fmt: skip
    lakes = {"put-code": "2", "work-title": {"title": {"value": "Lakes"}},
             "work-external-identifiers": None, "work-contributors": None}  # fmt: skip
    names = {"given-names": {"value": "Ada"}, "family-name": {"value": "Brook"}}
    return {
        "message-version": "1.2",
        "orcid-profile": {
            "orcid": None,
            "orcid-identifier": {"value": None, "path": "0000-0002-1825-0097"},
            "orcid-bio": {"personal-details": names},
            "orcid-activities": {"orcid-works": {"orcid-work": [ponds, lakes]}},
        },
    }


MESSAGE = """<?xml version="1.0" encoding="UTF-8"?>
<orcid-message xmlns="http://www.orcid.org/ns/orcid"><message-version>1.2</message-version>
<orcid-profile type="user">
 <orcid-identifier><path>0000-0002-1825-0097</path></orcid-identifier>
 <orcid-bio><personal-details><given-names>Ada</given-names><family-name>Brook</family-name>
 </personal-details></orcid-bio>
 <orcid-activities><orcid-works>
  <orcid-work put-code="1"><work-title><title>Ponds</title></work-title>
   <work-type>journal-article</work-type>
   <publication-date><year>2012</year><month>05</month></publication-date>
   <work-external-identifiers><work-external-identifier>
    <work-external-identifier-type>doi</work-external-identifier-type>
    <work-external-identifier-id>10.5555/1</work-external-identifier-id>
   </work-external-identifier></work-external-identifiers>
   <work-contributors><contributor><credit-name>Brook A</credit-name></contributor>
   </work-contributors></orcid-work>
  <orcid-work put-code="2"><work-title><title>Lakes</title></work-title></orcid-work>
 </orcid-works></orcid-activities>
</orcid-profile></orcid-message>
"""


SAID: dict[str, Any] = {
    "authors": {"author": [{"@pid": "1/2", "text": "Wei Wang 0001"}, {"text": "Ann O&apos;Brook"}]},
    "title": "Ponds &amp; lakes.", "venue": ["ACL", "EMNLP"], "year": "2020", "pages": "1-9",
    "type": "Conference and Workshop Papers", "key": "conf/acl/WangB20", "doi": "10.5555/1",
}  # fmt: skip
HIT = {"@score": "3", "@id": "1", "info": SAID, "url": "URL#1"}
ANSWER_IN_XML = """<?xml version="1.0" encoding="UTF-8"?>
<result><query id="1">ponds*</query><status code="200">OK</status><time unit="msecs">3</time>
<completions total="1" computed="1" sent="1"><c sc="1" dc="1" oc="1" id="1">ponds</c></completions>
<hits total="1" computed="1" sent="1" first="0"><hit score="3" id="1"><info>
<authors><author pid="1/2">Wei Wang 0001</author><author>Ann O'Brook</author></authors>
<title>Ponds &amp; lakes.</title><venue>ACL</venue><venue>EMNLP</venue><pages>1-9</pages>
<year>2020</year><type>Conference and Workshop Papers</type><key>conf/acl/WangB20</key>
<doi>10.5555/1</doi></info><url>URL#1</url></hit></hits></result>
"""


class TestDblp:
    @pytest.mark.parametrize(
        "kept",
        [
            {"result": {"hits": {"@total": "1", "@computed": "1", "hit": [HIT]}}},
            [{"result": {"hits": {"hit": [HIT]}}}, {"result": {"hits": {"@computed": "0"}}}],
            [HIT],
            [SAID],
            [{**SAID, "authors": ["Wei Wang 0001", "Ann O'Brook"], "venue": "ACL"}],
            ANSWER_IN_XML,
        ],
    )
    def test_hits_are_found_however_a_program_keeps_them(self, tmp_path: Path, kept: Any) -> None:
        path = tmp_path / "x"
        path.write_text(kept if isinstance(kept, str) else json.dumps(kept), encoding="utf-8")
        found = loaded(choose(Source(path, "x")), path)
        (record,) = found.records
        assert not found.rejects
        assert (record["title"], record["year"], record["pages"]) == ("Ponds & lakes", 2020, "1-9")
        assert [m["name"] for m in record["mentions"]] == ["Wei Wang", "Ann O'Brook"]
        alone = isinstance(kept, list) and kept[0].get("venue") == "ACL"
        person = "Wei Wang 0001" if alone else "1/2"
        assert list(map(ids, record["mentions"])) == [[("dblp", person)], []]
        assert ids(record) == [("dblp", "conf/acl/WangB20"), ("doi", "10.5555/1")]
        assert (record["type"], record["venue"]["name"]) == ("conference-paper", "ACL")


class TestOpenReview:
    def test_authors_as_objects(self, tmp_path: Path) -> None:
        """As the API gives them since 2025: the name and the profile together."""
        authors = [
            {"fullname": "Ada Brook", "username": "~Ada_Brook1"},
            {"fullname": "Sam Reed", "username": ""},
        ]
        content = {"title": {"value": "Ponds"}, "authors": {"value": authors}}
        note = {"id": "06YyNxzwae", "forum": "06YyNxzwae", "content": content}
        (record,) = read(tmp_path, {"notes": [note], "count": 1}).records
        assert [(m["name"], ids(m)) for m in record["mentions"]] == [
            ("Ada Brook", [("openreview", "~Ada_Brook1")]), ("Sam Reed", []),
        ]  # fmt: skip

    def test_notes_that_a_program_has_flattened(self, tmp_path: Path) -> None:
        note = {
            "id": "06YyNxzwae", "forum": "06YyNxzwae", "title": "Ponds", "authors": ["Ada Brook"],
            "authorids": ["~Ada_Brook1"], "abstract": "We count.", "keywords": ["ponds"],
            "venue": "ICLR 2025 Poster", "pdf": "/pdf/1.pdf", "cdate": 1727740800000,
        }  # fmt: skip
        (record,) = read(tmp_path, [note]).records
        assert ids(record) == [("openreview", "06YyNxzwae")]
        assert ids(record["mentions"][0]) == [("openreview", "~Ada_Brook1")]
        assert (record["abstract"], record["date"]) == ("We count.", "2024-10-01")
        assert record["venue"]["name"] == "ICLR 2025 Poster"


class TestOpenCitations:
    def test_citations(self, tmp_path: Path) -> None:
        citation = {
            "oci": "0601-0602", "citing": "omid:br/0601 doi:10.5555/1", "cited": "10.5555/2",
            "creation": "2013-05", "timespan": "P1Y", "journal_sc": "no", "author_sc": "no",
        }  # fmt: skip
        (record,) = read(tmp_path, [citation]).records
        assert (ids(record)[1:], record["date"]) == ([("doi", "10.5555/1")], "2013-05")
        assert [ids(r) for r in record["references"]] == [[("doi", "10.5555/2")]]

    def test_works_of_meta(self, tmp_path: Path) -> None:
        work = {
            "id": "doi:10.5555/1 pmid:123 omid:br/061", "title": "Ponds", "pub_date": "2013-05",
            "author": "Brook, Ada [orcid:0000-0002-1825-0097 omid:ra/061]; Reed, Sam",
            "venue": "Water [issn:1539-3755]", "volume": "1", "issue": "2", "page": "3-4",
            "type": "journal article", "publisher": "P", "editor": "",
        }  # fmt: skip
        (record,) = read(tmp_path, [work]).records
        assert ids(record) == [("doi", "10.5555/1"), ("pmid", "123"), ("omid", "br/061")]
        assert [ids(m) for m in record["mentions"]] == [[("orcid", "0000-0002-1825-0097")], []]
        assert record["venue"]["issn"] == "1539-3755"

    @pytest.mark.parametrize(
        ("said", "kind"),
        [
            ("proceedings article", "conference-paper"), ("book part", "chapter"),
            ("reference book", "book"), ("data file", "dataset"), ("journal", "other"),
            ("computer program", "software"), ("journal editorial", "editorial"),
            ("web content", "preprint"), ("peer_review", "review"), ("journal issue", "other"),
        ],
    )  # fmt: skip
    def test_types_of_meta(self, tmp_path: Path, said: str, kind: str) -> None:
        work = {"id": "doi:10.5555/1", "title": "Ponds", "author": "", "pub_date": "", "venue": ""}
        (record,) = read(tmp_path, [{**work, "type": said}]).records
        assert record["type"] == kind

    def test_metadata_of_the_first_api(self, tmp_path: Path) -> None:
        work = {
            "doi": "10.5555/1", "title": "Ponds", "author": "Brook, Ada; Reed, Sam",
            "year": "2013", "source_title": "Water", "source_id": "issn:1539-3755", "volume": "1",
            "issue": "2", "page": "3-4", "citation": "10.5555/9", "citation_count": "1",
            "reference": "10.5555/2; 10.5555/3", "oa_link": "https://x.org/1.pdf",
        }  # fmt: skip
        (record,) = read(tmp_path, [work]).records
        assert (record["title"], record["year"], record["venue"]["name"]) == (
            "Ponds",
            2013,
            "Water",
        )
        assert [ids(r) for r in record["references"]] == [
            [("doi", "10.5555/2")], [("doi", "10.5555/3")],
        ]  # fmt: skip
        assert (record["citation_count"], record["n_references"]) == (1, 2)


@pytest.mark.parametrize(
    "answer",
    [
        {"total": 0, "offset": 0, "data": []},
        {"notes": [], "count": 0},
        {"meta": {"count": 0, "per_page": 25}, "results": [], "group_by": []},
        {"status": "ok", "message-type": "work-list", "message": {"facets": {}, "items": []}},
    ],
)
def test_an_answer_that_lists_nothing_is_empty(tmp_path: Path, answer: Any) -> None:
    found = read(tmp_path, answer)
    assert (found.records, found.rejects) == ([], [])


def test_an_empty_set_of_pubmed(tmp_path: Path) -> None:
    path = tmp_path / "x.xml"
    path.write_text('<?xml version="1.0"?><PubmedArticleSet></PubmedArticleSet>')
    assert choose(Source(path, "x.xml")).name == "pubmed-xml"


class TestShortened:
    """Programs write names in the place of objects, and numbers as texts."""

    def test_papers_of_semantic_scholar(self, tmp_path: Path) -> None:
        paper = {"paperId": ONE, "title": "Ponds", "year": "2020", "citationCount": "7",
                 "journal": "Water", "openAccessPdf": "https://x.org/1.pdf"}  # fmt: skip
        listed, joined = read(
            tmp_path,
            [
                {**paper, "authors": ["Ada Brook", "Sam Reed"]},
                {**paper, "authors": "Ada Brook, Sam Reed"},
            ],
        ).records
        for record in (listed, joined):
            assert [m["name"] for m in record["mentions"]] == ["Ada Brook", "Sam Reed"]
            assert (record["year"], record["citation_count"]) == (2020, 7)
            assert (record["venue"]["name"], record["open_access_url"]) == (
                "Water", "https://x.org/1.pdf",
            )  # fmt: skip

    def test_authors_of_crossref(self, tmp_path: Path) -> None:
        work = {**OF_CROSSREF[0], "author": ["Ada Brook", "Sam Reed"]}
        (record,) = read(tmp_path, [work]).records
        assert [m["name"] for m in record["mentions"]] == ["Ada Brook", "Sam Reed"]

    def test_rows_made_of_works_of_openalex(self, tmp_path: Path) -> None:
        row = {"id": "https://openalex.org/W1", "title": "Ponds", "authors": ["Ada Brook"],
               "year": 2020, "venue": "Water"}  # fmt: skip
        (record,) = read(tmp_path, [row]).records
        assert ids(record) == [("openalex", "W1")]
        assert [m["name"] for m in record["mentions"]] == ["Ada Brook"]
        assert (record["year"], record["venue"]["name"]) == (2020, "Water")

    def test_keywords_of_openalex_in_2024(self, tmp_path: Path) -> None:
        work = {**OF_OPENALEX[0], "keywords": [{"keyword": "ponds", "score": 0.5}]}
        (record,) = read(tmp_path, [work]).records
        assert [(k["label"], k["score"]) for k in record["keywords"]] == [("ponds", 0.5)]


@pytest.mark.parametrize(
    ("address", "kind"), [("keywords/water", "a keyword"), ("subfields/1702", "a subfield")]
)
def test_entities_of_openalex_without_numbers_are_no_works(
    tmp_path: Path, address: str, kind: str
) -> None:
    entity = {"id": f"https://openalex.org/{address}", "display_name": "Water", "works_count": 9}
    found = read(tmp_path, entity)
    assert [reject.reason for reject in found.rejects] == [f"{kind} of OpenAlex, not a work"]


def test_a_summary_of_orcid_alone(tmp_path: Path) -> None:
    path = tmp_path / "x.xml"
    path.write_text(
        '<work:work-summary put-code="1" xmlns:work="http://www.orcid.org/ns/work"'
        ' xmlns:common="http://www.orcid.org/ns/common"><work:title><common:title>Ponds'
        "</common:title></work:title><work:type>journal-article</work:type></work:work-summary>"
    )
    assert titles(loaded(choose(Source(path, "x.xml")), path)) == ["Ponds"]
