"""What repositories say in harvests: each puts the same things into other elements."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kg.loaders.base import Source
from kg.loaders.okmaps import OkmapsLoader
from kg.loaders.sniff import choose
from kg.testing.loaders import loaded

DUBLIN_CORE = (
    '<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
)


def harvested(tmp_path: Path, metadata: str, name: str = "oai:ponds.org:1") -> dict[str, Any]:
    """The record of a harvest with this metadata."""
    path = tmp_path / "harvest.xml"
    path.write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords><record>'
        f"<header><identifier>{name}</identifier></header><metadata>{metadata}</metadata>"
        "</record></ListRecords></OAI-PMH>",
        encoding="utf-8",
    )
    (record,) = loaded(choose(Source(path, path.name)), path).records
    return record


def dublin_core(tmp_path: Path, elements: str, name: str = "oai:ponds.org:1") -> dict[str, Any]:
    return harvested(tmp_path, f"{DUBLIN_CORE}{elements}</oai_dc:dc>", name)


def ids(of: dict[str, Any]) -> list[tuple[str, str]]:
    return [(i["scheme"], i["value"]) for i in of["ids"]]


def names(record: dict[str, Any]) -> list[str]:
    return [m["name"] for m in record["mentions"]]


class TestIdentifiers:
    def test_related_works_are_others(self, tmp_path: Path) -> None:
        """Zenodo relates a record to what it cites, and to all its versions."""
        record = dublin_core(
            tmp_path,
            "<dc:title>Ponds</dc:title><dc:identifier>10.5555/ponds.2</dc:identifier>"
            "<dc:relation>https://doi.org/10.5555/ponds.1</dc:relation>"
            "<dc:relation>https://arxiv.org/abs/1402.01234</dc:relation>",
        )
        assert ids(record) == [("doi", "10.5555/ponds.2")]

    def test_the_only_doi_is_the_works_own(self, tmp_path: Path) -> None:
        """EPrints gives the official address as a relation, spelled in several ways."""
        record = dublin_core(
            tmp_path,
            "<dc:title>Ponds</dc:title><dc:identifier>http://ponds.org/1/a.pdf</dc:identifier>"
            "<dc:relation>http://ponds.org/1/</dc:relation>"
            "<dc:relation>https://doi.org/10.5555/a</dc:relation>"
            "<dc:relation>doi:10.5555/a</dc:relation>",
        )
        assert ids(record) == [("doi", "10.5555/a")]

    def test_of_several_related_works_none_is_the_work(self, tmp_path: Path) -> None:
        record = dublin_core(
            tmp_path,
            "<dc:title>Ponds</dc:title><dc:relation>doi:10.5555/a</dc:relation>"
            "<dc:relation>doi:10.5555/b</dc:relation>",
        )
        assert ids(record) == []

    @pytest.mark.parametrize("said", ["urn:isbn:978-3-16-148410-0", "ISBN 9783161484100"])
    def test_numbers_of_books(self, tmp_path: Path, said: str) -> None:
        record = dublin_core(
            tmp_path, f"<dc:title>P</dc:title><dc:identifier>{said}</dc:identifier>"
        )
        assert ids(record) == [("isbn", "9783161484100")]

    def test_identifiers_inside_a_citation(self, tmp_path: Path) -> None:
        record = dublin_core(
            tmp_path,
            "<dc:title>Ponds</dc:title><dc:identifier>Brook, A. (2018). Ponds. Water, 12(3), 1-9."
            " doi: 10.5555/a</dc:identifier><dc:identifier>PMID: 1234567</dc:identifier>",
        )
        assert ids(record) == [("doi", "10.5555/a"), ("pmid", "1234567")]


class TestPeople:
    def test_journals_print_the_place_behind_the_name(self, tmp_path: Path) -> None:
        creators = (
            "<dc:title>Ponds</dc:title>"
            "<dc:creator>Brook, Ada; University of Ponds, Dept; of Water</dc:creator>"
            "<dc:creator>Reed, Sam</dc:creator>"
        )
        record = dublin_core(tmp_path, creators, "oai:journal.ponds.org:article/7")
        assert names(record) == ["Brook, Ada", "Reed, Sam"]
        assert [[a["name"] for a in m["affiliations"]] for m in record["mentions"]] == [
            ["University of Ponds, Dept; of Water"], [],
        ]  # fmt: skip

    def test_libraries_print_the_years_of_a_life_behind_the_name(self, tmp_path: Path) -> None:
        record = dublin_core(
            tmp_path,
            "<dc:title>P</dc:title><dc:creator>Brook, Ada, 1882-1941</dc:creator>"
            "<dc:creator>Reed, Sam, 1970-</dc:creator><dc:creator>Leo Beek (1992- )</dc:creator>"
            "<dc:creator>Moreau, E., 1901-1950; Pond, L., 1911–</dc:creator>",
        )
        assert names(record) == ["Brook, Ada", "Reed, Sam", "Leo Beek", "Moreau, E.", "Pond, L."]
        assert record["mentions"][0]["suffix"] is None

    def test_several_names_in_one_creator_and_orcids(self, tmp_path: Path) -> None:
        record = dublin_core(
            tmp_path,
            "<dc:title>Ponds</dc:title><dc:creator>Brook, Ada; Reed, Sam</dc:creator>"
            "<dc:creator>Beek, Lena [0000-0002-1825-0097]</dc:creator>"
            "<dc:creator>https://orcid.org/0000-0002-1825-0097</dc:creator>",
        )
        assert names(record) == ["Brook, Ada", "Reed, Sam", "Beek, Lena"]
        assert [ids(m) for m in record["mentions"]] == [
            [], [], [("orcid", "0000-0002-1825-0097")],
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("printed", "read", "complete"),
        [
            (
                "A. Brook (1 and 2), E. L. Moreau (1) ((1) Uni A, (2) Uni B (North))",
                ["A. Brook", "E. L. Moreau"],
                True,
            ),
            ("A. Brook, S. Reed and L. Beek", ["A. Brook", "S. Reed", "L. Beek"], True),
            ("C. Bal\\'azs, S. Reed, Jr.", ["C. Balázs", "S. Reed, Jr."], True),
            ("A. Brook, S. Reed, et al.", ["A. Brook", "S. Reed"], False),
            ("Brook, A. and Reed, S. L.", ["Brook, A.", "Reed, S. L."], True),
        ],
    )
    def test_authors_as_they_were_typed_for_arxiv(
        self, tmp_path: Path, printed: str, read: list[str], complete: bool
    ) -> None:
        record = harvested(
            tmp_path,
            '<arXivRaw xmlns="http://arxiv.org/OAI/arXivRaw/"><id>0704.0001</id>'
            f"<title>Ponds</title><authors>{printed}</authors></arXivRaw>",
        )
        assert (names(record), record["authors_complete"]) == (read, complete)

    def test_places_in_brackets_and_in_elements_of_their_own(self, tmp_path: Path) -> None:
        """KCI prints a place behind each name, the Proceedings of Science tag names and places."""
        record = dublin_core(
            tmp_path,
            "<dc:title>Ponds</dc:title><dc:creator>김연못(연못대학교); 이호수</dc:creator>"
            "<dc:creator><dc:name>Ada Brook</dc:name><dc:affiliation>Uni York</dc:affiliation>"
            "</dc:creator><dc:creator>Reed (Sam)</dc:creator>",
        )
        assert names(record) == ["김연못", "이호수", "Ada Brook", "Reed (Sam)"]
        places = [[a["name"] for a in m["affiliations"]] for m in record["mentions"]]
        assert places == [["연못대학교"], [], ["Uni York"], []]


class TestPlaces:
    @pytest.mark.parametrize(
        "source",
        [
            "Water; Vol. 12 No. 3 (2018): Winter; 1-9",
            "Water; Vol 12, No 3 (2018); 1-9",
            "Water; v. 12 n. 3 (2018); 1–9",
            "Water; Vol. 12 Núm. 3 (2018); 1-9",
            "Water; Bd. 12 Nr. 3 (2018); 1-9",
            "Water, 12(3), 1-9, (2018-05-03)",
        ],
    )
    def test_volume_issue_and_pages_of_a_source(self, tmp_path: Path, source: str) -> None:
        record = dublin_core(tmp_path, f"<dc:title>A</dc:title><dc:source>{source}</dc:source>")
        assert record["venue"]["name"] == "Water"
        assert (record["volume"], record["issue"], record["pages"]) == ("12", "3", "1-9")

    def test_the_citation_of_eprints(self, tmp_path: Path) -> None:
        record = dublin_core(
            tmp_path,
            "<dc:title>Ponds, and 2 lakes</dc:title><dc:identifier>Brook, Ada and Reed, Sam (2018)"
            " Ponds, and 2 lakes. Journal of Water, 12 (3). pp. 1-9. ISSN 1539-3755"
            "</dc:identifier>",
        )
        assert (record["venue"]["name"], record["venue"]["issn"]) == (
            "Journal of Water", "1539-3755",
        )  # fmt: skip
        assert (record["volume"], record["issue"], record["pages"]) == ("12", "3", "1-9")


class TestTexts:
    def test_markup_lists_of_subjects_and_kinds(self, tmp_path: Path) -> None:
        record = dublin_core(
            tmp_path,
            "<dc:title>Ponds</dc:title><dc:description>&lt;p&gt;We &lt;em&gt;count&lt;/em&gt; "
            "ponds.&lt;/p&gt;</dc:description><dc:subject>ponds; lakes</dc:subject>"
            "<dc:type>info:eu-repo/semantics/doctoralThesis</dc:type>",
        )
        assert record["abstract"] == "We count ponds."
        assert [k["label"] for k in record["keywords"]] == ["ponds", "lakes"]
        assert record["type"] == "thesis"

    def test_the_abstract_is_in_the_language_of_the_title(self, tmp_path: Path) -> None:
        record = dublin_core(
            tmp_path,
            '<dc:title xml:lang="en-US">Ponds</dc:title>'
            '<dc:title xml:lang="es">Estanques</dc:title>'
            '<dc:description xml:lang="es">Contamos todos los estanques.</dc:description>'
            '<dc:description xml:lang="en-US">We count.</dc:description>',
        )
        assert (record["title"], record["abstract"]) == ("Ponds", "We count.")


class TestForms:
    def test_datacite_in_a_harvest(self, tmp_path: Path) -> None:
        record = harvested(
            tmp_path,
            '<oai_datacite xmlns="http://schema.datacite.org/oai/oai-1.1/"><payload>'
            '<resource xmlns="http://datacite.org/schema/kernel-4">'
            '<identifier identifierType="DOI">10.5555/1</identifier><creators><creator>'
            "<creatorName>Brook, Ada</creatorName></creator></creators><titles><title>Ponds</title>"
            "</titles><publicationYear>2019</publicationYear></resource></payload></oai_datacite>",
        )
        assert (record["title"], record["year"], ids(record)) == (
            "Ponds", 2019, [("doi", "10.5555/1")],
        )  # fmt: skip

    def test_datacite_in_a_harvest_without_its_envelope(self, tmp_path: Path) -> None:
        record = harvested(
            tmp_path,
            '<oai_datacite xmlns:d="http://datacite.org/schema/kernel-3"><d:creators><d:creator>'
            "<d:creatorName>Brook, Ada</d:creatorName></d:creator></d:creators><d:titles>"
            "<d:title>Ponds</d:title></d:titles></oai_datacite>",
        )
        assert (record["title"], names(record)) == ("Ponds", ["Brook, Ada"])

    @pytest.mark.parametrize("date", ["Thu, 2 Jan 2025 17:57:34 GMT", "2025-01-02"])
    def test_the_day_of_the_first_version(self, tmp_path: Path, date: str) -> None:
        record = harvested(
            tmp_path,
            '<arXivRaw xmlns="http://arxiv.org/OAI/arXivRaw/"><id>2501.00001</id><version'
            f' version="v1"><date>{date}</date></version><title>Ponds</title></arXivRaw>',
        )
        assert record["date"] == "2025-01-02"

    def test_dublin_core_of_arxiv(self, tmp_path: Path) -> None:
        """The comment is a description, and the journal an identifier."""
        record = dublin_core(
            tmp_path,
            "<dc:title>Ponds</dc:title><dc:description>We count.</dc:description>"
            "<dc:description>Comment: 9 pages, 6 figures, minor corrections</dc:description>"
            "<dc:type>text</dc:type><dc:identifier>http://arxiv.org/abs/0705.00001</dc:identifier>"
            "<dc:identifier>J. Water 4(4): e1 (2008)</dc:identifier>"
            "<dc:identifier>doi:10.5555/1</dc:identifier>",
            "oai:arXiv.org:0705.00001",
        )
        assert (record["abstract"], record["type"]) == ("We count.", "preprint")
        assert record["comment"] == "9 pages, 6 figures, minor corrections"
        assert record["venue"]["name"] == "J. Water"

    def test_jats_in_a_harvest(self, tmp_path: Path) -> None:
        record = harvested(
            tmp_path,
            '<article article-type="research-article"><front><article-meta>'
            '<article-id pub-id-type="pmid">11056684</article-id><title-group><article-title>Ponds'
            "</article-title></title-group></article-meta></front></article>",
        )
        assert (record["title"], ids(record)) == ("Ponds", [("pmid", "11056684")])

    def test_qualified_dublin_core(self, tmp_path: Path) -> None:
        record = harvested(
            tmp_path,
            '<qdc:qualifieddc xmlns:qdc="http://dspace.org/qualifieddc/"'
            ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:t="http://purl.org/dc/terms/">'
            "<dc:title>Ponds</dc:title><t:abstract>We count.</t:abstract>"
            "<t:available>2017-01-01</t:available><t:issued>2018-05</t:issued></qdc:qualifieddc>",
        )
        assert (record["abstract"], record["date"]) == ("We count.", "2018-05")

    def test_openaire_says_what_datacite_says_and_where_it_appeared(self, tmp_path: Path) -> None:
        record = harvested(
            tmp_path,
            '<o:resource xmlns:o="http://namespace.openaire.eu/schema/oaire/"'
            ' xmlns:d="http://datacite.org/schema/kernel-4"'
            ' xmlns:dc="http://purl.org/dc/elements/1.1/"><d:titles><d:title>Ponds</d:title>'
            "</d:titles><d:creators><d:creator><d:creatorName>Brook, Ada</d:creatorName>"
            "</d:creator></d:creators><dc:description>We count.</dc:description>"
            '<o:resourceType resourceTypeGeneral="literature">doctoral thesis</o:resourceType>'
            "<o:citationTitle>Journal of Water</o:citationTitle><o:citationVolume>4"
            "</o:citationVolume><o:citationIssue>2</o:citationIssue><o:citationStartPage>1"
            "</o:citationStartPage><o:citationEndPage>9</o:citationEndPage></o:resource>",
        )
        assert (record["abstract"], record["type"]) == ("We count.", "thesis")
        assert (record["venue"]["name"], record["volume"], record["issue"], record["pages"]) == (
            "Journal of Water", "4", "2", "1-9",
        )  # fmt: skip

    def test_a_prefix_that_is_not_declared(self, tmp_path: Path) -> None:
        record = harvested(
            tmp_path,
            '<oai_dc:dc xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Ponds</dc:title>'
            "<dc:type>Thesis (PhD)</dc:type></oai_dc:dc>",
        )
        assert (record["title"], record["type"]) == ("Ponds", "thesis")

    def test_theses_and_rioxx(self, tmp_path: Path) -> None:
        thesis = harvested(
            tmp_path,
            '<thesis xmlns="http://www.ndltd.org/standards/metadata/etdms/1.0/"><title>Ponds'
            "</title><creator>Brook, Ada</creator><date>2019</date></thesis>",
        )
        assert (thesis["title"], thesis["type"], names(thesis)) == (
            "Ponds", "thesis", ["Brook, Ada"],
        )  # fmt: skip
        rioxx = harvested(
            tmp_path,
            '<r:rioxx xmlns:r="http://www.rioxx.net/schema/v2.0/rioxx/"'
            ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Ponds</dc:title>'
            '<r:author id="http://orcid.org/0000-0002-1825-0097">Brook, Ada</r:author>'
            "<r:author>Reed, Sam</r:author><r:publication_date>2019-03-04</r:publication_date>"
            "<r:version_of_record>https://doi.org/10.5555/1</r:version_of_record></r:rioxx>",
        )
        assert (names(rioxx), rioxx["date"]) == (["Brook, Ada", "Reed, Sam"], "2019-03-04")
        assert rioxx["mentions"][0]["ids"][0]["value"] == "0000-0002-1825-0097"
        assert ids(rioxx) == [("doi", "10.5555/1")]

    @pytest.mark.parametrize(
        "metadata",
        [
            '<dim:dim xmlns:dim="http://www.dspace.org/xmlns/dspace/dim">'
            '<dim:field mdschema="dc" element="title">Ponds</dim:field>'
            '<dim:field mdschema="dc" element="title" qualifier="alternative">Pools</dim:field>'
            '<dim:field mdschema="dc" element="contributor" qualifier="author">Brook, Ada'
            '</dim:field><dim:field mdschema="dc" element="contributor" qualifier="advisor">'
            'Reed, Sam</dim:field><dim:field mdschema="dc" element="date" qualifier="issued">2019'
            '</dim:field><dim:field mdschema="dc" element="date" qualifier="accessioned">2021'
            '</dim:field><dim:field mdschema="dc" element="description" qualifier="abstract">'
            'We count.</dim:field><dim:field mdschema="dc" element="identifier" qualifier="doi">'
            '10.5555/1</dim:field><dim:field mdschema="local" element="title">No</dim:field>'
            "</dim:dim>",
            '<metadata xmlns="http://www.lyncode.com/xoai"><element name="dc">'
            '<element name="title"><element name="none"><field name="value">Ponds</field>'
            '</element></element><element name="contributor"><element name="author">'
            '<element name="none"><field name="value">Brook, Ada</field>'
            '<field name="authority">7</field></element></element><element name="advisor">'
            '<element name="none"><field name="value">Reed, Sam</field></element></element>'
            '</element><element name="date"><element name="issued"><element name="none">'
            '<field name="value">2019</field></element></element></element>'
            '<element name="description"><element name="abstract"><element name="en">'
            '<field name="value">We count.</field></element></element></element>'
            '<element name="identifier"><element name="doi"><element name="none">'
            '<field name="value">10.5555/1</field></element></element></element></element>'
            '<element name="bundles"><element name="title"><field name="value">No</field>'
            "</element></element></metadata>",
        ],
    )
    def test_the_forms_of_dspace_itself(self, tmp_path: Path, metadata: str) -> None:
        record = harvested(tmp_path, metadata)
        assert (record["title"], names(record), record["date"]) == (
            "Ponds", ["Brook, Ada"], "2019",
        )  # fmt: skip
        assert (record["abstract"], ids(record)) == ("We count.", [("doi", "10.5555/1")])

    @pytest.mark.parametrize(
        ("before", "after"), [("", ""), ("<records><record>", "</record></records>")]
    )
    def test_dublin_core_without_a_harvest(self, tmp_path: Path, before: str, after: str) -> None:
        path = tmp_path / "x.xml"
        path.write_text(f"{before}{DUBLIN_CORE}<dc:title>Ponds</dc:title></oai_dc:dc>{after}")
        (record,) = loaded(choose(Source(path, "x.xml")), path).records
        assert record["title"] == "Ponds"


def mapped(path: Path, **said: str) -> dict[str, Any]:
    """The record of a paper that a map of BASE found."""
    paper = {
        "id": "e27c",
        "title": "Looms",
        "published_in": "",
        "oa_state": "2",
        "paper_abstract": "",
        "subject_orig": "",
        "relevance": 1,
        **said,
    }
    path.write_text(json.dumps([paper]), encoding="utf-8")
    [record] = loaded(OkmapsLoader(), path).records
    return record


def test_identifiers_of_repositories_hold_the_doi_of_the_paper(tmp_path: Path) -> None:
    own = "http://journal.example/1; https://doi.org/10.5555/looms.1"
    one = mapped(tmp_path / "one.json", identifier=own, doi="")
    assert one["ids"] == [{"scheme": "doi", "value": "10.5555/looms.1"}]
    same = "info:eu-repo/semantics/altIdentifier"
    relation = f"{same}/pmid/32291650; {same}/doi/10.5555/looms.3; doi:10.5555/cited"
    three = mapped(tmp_path / "three.json", relation=relation)
    assert ids(three) == [("doi", "10.5555/looms.3"), ("pmid", "32291650")]
    two = mapped(tmp_path / "two.json", identifier=f"{own}; https://doi.org/10.5555/looms.2")
    assert two["ids"] == []


def test_what_catalogues_and_hal_write_into_maps(tmp_path: Path) -> None:
    record = mapped(
        tmp_path / "one.json",
        authors="Loom , Ada; Reed, Sam <<von>>",
        title="The <i>Looms</i>",
        published_in="EISSN: 1476-4687",
        relation="info:eu-repo/semantics/altIdentifier/arxiv/ 2311.10122",
    )
    assert [name["name"] for name in record["mentions"]] == ["Loom, Ada", "Reed, Sam von"]
    assert record["title"] == "The Looms"
    assert record["venue"] is None
    assert ("arxiv", "2311.10122") in ids(record)


def test_the_texts_beside_the_papers_of_a_map_are_none(tmp_path: Path) -> None:
    path = tmp_path / "map.json"
    paper = {"id": "e27c", "title": "Looms", "oa_state": "2", "subject_orig": ""}
    paper |= {"published_in": "", "paper_abstract": "", "relevance": "1"}
    document = {"query": "looms", "metadata": [paper], "text": [{"id": "e27c", "content": "a b"}]}
    path.write_text(json.dumps(document), encoding="utf-8")
    read = loaded(OkmapsLoader(), path)
    assert [record["title"] for record in read.records] == ["Looms"]
    assert not read.rejects


@pytest.mark.parametrize(
    ("said", "name", "issn"),
    [
        ("Looms; Vol 9, No 2 (2006): Gears ; 1234-5679 ; 2345-6787", "Looms", "1234-5679"),
        ("Looms; v. 27, n. 3 (2016); 503-509", "Looms", None),
        ("Looms and Gears, Vol 4, Iss 1, Pp 71-75 (2019)", "Looms and Gears", None),
        ("Looms: A Review n.72 2007", "Looms: A Review", None),
        ("Lovelace , A 1843 , ' Gears ; a view ' , Looms , vol. 3 , pp. 1-2", "Looms", None),
        ("LOOMS o6(02) 3825-3828", "LOOMS", None),
        ("Looms ; volume 30, issue 11 ; ISSN 1234-5679 2345-6787", "Looms", "1234-5679"),
    ],
)
def test_journals_of_repositories_stand_before_their_volumes(
    said: str, name: str, issn: str | None, tmp_path: Path
) -> None:
    venue = mapped(tmp_path / "map.json", published_in=said)["venue"]
    assert (venue["name"], venue["issn"]) == (name, issn)


def test_an_issue_is_no_journal_and_titles_come_in_several_languages(tmp_path: Path) -> None:
    numbers = mapped(tmp_path / "map.json", published_in="185 ; 35 ; ISSN 1234-5679 ; Looms")
    assert numbers["venue"]["name"] == "Looms"
    said = "Issue: 34 217-228 ; 1234-5679"
    looms = mapped(
        tmp_path / "map.json", published_in=said, title="Looms ; Webst\u00fchle ; Telares"
    )
    assert (looms["venue"], looms["title"]) == (None, "Looms")
    assert mapped(tmp_path / "map.json", title="Un ; deux")["title"] == "Un ; deux"


def test_records_that_a_program_keeps_in_a_collection(tmp_path: Path) -> None:
    """A record of MARC inside one of a harvest stands in a collection, too."""
    path = tmp_path / "kept.xml"
    one = f"<metadata>{DUBLIN_CORE}<dc:title>Ponds</dc:title></oai_dc:dc></metadata>"
    record = f"<record><header><identifier>oai:ponds.org:1</identifier></header>{one}</record>"
    path.write_text(
        f'<collection xmlns="http://www.openarchives.org/OAI/2.0/">{record}</collection>',
        encoding="utf-8",
    )
    found = loaded(choose(Source(path, path.name)), path)
    assert [r["title"] for r in found.records] == ["Ponds"]
