"""Records as open archives keep them: the ACL Anthology, ORCID, DataCite and their like."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kg.loaders.base import Source
from kg.loaders.sniff import choose
from kg.testing.loaders import Loaded, loaded


def read(tmp_path: Path, content: str | dict[str, Any] | list[Any]) -> Loaded:
    """What the surest loader makes of a file of this text, or of this value in JSON."""
    path = tmp_path / "x"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return loaded(choose(Source(path, "x")), path)


def names(record: dict[str, Any]) -> list[str]:
    return [mention["name"] for mention in record["mentions"]]


ANTHOLOGY = """<collection id="2031.ponds"><volume id="1" type="journal"><meta>
<booktitle>Ponds, Volume 3, Number 1, May 2031</booktitle><month>May</month><year>2031</year>
<journal-volume>3</journal-volume><journal-issue>1</journal-issue><pdf hash="1"/></meta>
<paper id="1"><title>Ice</title><author><first>Ada M.</first><last>Brook, Jr.</last></author>
<issue>2</issue><month>August</month><pdf hash="2"/></paper>
<paper id="2"><title>Snow</title></paper></volume></collection>"""


def test_the_anthology_points_to_its_files_without_their_names(tmp_path: Path) -> None:
    ice, snow = read(tmp_path, ANTHOLOGY).records
    assert ice["open_access_url"] == "https://aclanthology.org/2031.ponds-1.1.pdf"
    assert snow["open_access_url"] is None


def test_a_paper_of_the_anthology_may_have_an_issue_and_a_month_of_its_own(tmp_path: Path) -> None:
    ice, snow = read(tmp_path, ANTHOLOGY).records
    assert (ice["volume"], ice["issue"], ice["date"]) == ("3", "2", "2031-08")
    assert (snow["volume"], snow["issue"], snow["date"]) == ("3", "1", "2031-05")


def test_a_suffix_behind_the_family_name_is_no_part_of_it(tmp_path: Path) -> None:
    (brook,) = read(tmp_path, ANTHOLOGY).records[0]["mentions"]
    assert (brook["name"], brook["family"], brook["suffix"]) == (
        "Ada M. Brook, Jr.", "Brook", "Jr.",
    )  # fmt: skip


@pytest.mark.parametrize(
    "inside",
    ["", '<event id="p"><colocated><volume-id>2031.lakes-1</volume-id></colocated></event>'],
)
def test_a_collection_of_the_anthology_without_volumes_has_no_papers(
    tmp_path: Path, inside: str
) -> None:
    found = read(tmp_path, f'<collection id="2031.ponds">{inside}</collection>')
    assert (found.records, found.rejects) == ([], [])


DATACITE = '<resource xmlns="http://datacite.org/schema/kernel-4">{}</resource>'


def test_datacite_of_kernel_3_as_json(tmp_path: Path) -> None:
    (ice,) = read(
        tmp_path,
        {
            "identifier": {"identifier": "10.5555/ice", "identifierType": "DOI"},
            "creators": [
                {
                    "creatorName": "Brook, Ada",
                    "nameIdentifier": {
                        "nameIdentifier": "0000-0002-1825-0097",
                        "nameIdentifierScheme": "ORCID",
                    },
                    "affiliation": "Institute of Ponds",
                }
            ],
            "contributors": [{"contributorName": "Reed, Sam", "contributorType": "Editor"}],
            "titles": [{"title": "Ice"}],
            "publicationYear": "2031",
            "resourceType": {"resourceTypeGeneral": "Software", "resourceType": "XML"},
        },
    ).records
    ada, sam = ice["mentions"]
    assert (ada["name"], ada["ids"][0]["value"]) == ("Brook, Ada", "0000-0002-1825-0097")
    assert ada["affiliations"][0]["name"] == "Institute of Ponds"
    assert (sam["name"], sam["role"]) == ("Reed, Sam", "editor")
    assert (ice["ids"], ice["type"]) == ([{"scheme": "doi", "value": "10.5555/ice"}], "software")


def test_datacite_written_with_underscores(tmp_path: Path) -> None:
    (ice,) = read(
        tmp_path,
        {
            "identifiers": [
                {"identifier": "https://doi.org/10.5555/ice", "identifier_type": "DOI"}
            ],
            "creators": [{"type": "Organization", "name": "Institute of Ponds, Department of Ice"}],
            "titles": [{"title": "Ice"}],
            "publication_year": 2031,
            "types": {"resourceTypeGeneral": "Text"},
        },
    ).records
    assert ice["ids"] == [{"scheme": "doi", "value": "10.5555/ice"}]
    assert ice["mentions"][0]["family"] is None


def test_datacite_may_tell_the_year_as_published_alone(tmp_path: Path) -> None:
    told = {"doi": "10.5555/ice", "creators": [], "titles": [{"title": "Ice"}], "types": {}}
    (ice,) = read(
        tmp_path, {**told, "publicationYear": "", "dates": [], "published": "2031"}
    ).records
    assert (ice["year"], ice["date"]) == (2031, "2031")


def test_datacite_tells_where_a_work_appeared_among_the_related_items(tmp_path: Path) -> None:
    (ice,) = read(
        tmp_path,
        {
            "doi": "10.5555/ice",
            "creators": [],
            "titles": [{"title": "Ice"}],
            "publisher": {"name": "Ponds Press"},
            "container": {"type": "Series", "identifier": "arXiv:3101.00001"},
            "publicationYear": "2031",
            "dates": [
                {"date": "2031-03-02", "dateType": "Available"},
                {"date": "2031", "dateType": "Issued"},
            ],
            "types": {"resourceTypeGeneral": "JournalArticle"},
            "relatedItems": [
                {
                    "relationType": "IsPublishedIn",
                    "relatedItemType": "Journal",
                    "titles": [{"title": "Journal of Ponds"}],
                    "relatedItemIdentifier": {"relatedItemIdentifier": "0028-0836"},
                    "volume": "3",
                    "issue": "4",
                    "firstPage": "20",
                    "lastPage": "35",
                }
            ],
        },
    ).records
    assert (ice["venue"]["name"], ice["venue"]["issn"]) == ("Journal of Ponds", "0028-0836")
    assert (ice["volume"], ice["issue"], ice["pages"]) == ("3", "4", "20-35")
    assert ice["date"] == "2031-03-02"


def test_several_creators_of_datacite_in_one(tmp_path: Path) -> None:
    (ice,) = read(
        tmp_path,
        DATACITE.format(
            '<identifier identifierType="DOI">10.5555/ice</identifier>'
            "<creators><creator><creatorName>Brook, Ada</creatorName><givenName>Ada</givenName>"
            "<familyName>Brook</familyName><affiliation>Ponds</affiliation>"
            "<creatorName>Reed, Sam</creatorName><affiliation>Lakes</affiliation></creator>"
            "<creator><creatorName>Ice, Trust of</creatorName><nameIdentifier"
            ' nameIdentifierScheme="ROR">https://ror.org/04wxnsj81</nameIdentifier></creator>'
            "<creator><creatorName>:(unav)</creatorName></creator></creators><titles><title>:unav</title></titles><alternateIdentifiers>"
            '<alternateIdentifier alternateIdentifierType="ISBN">978-3-16-148410-0'
            "</alternateIdentifier></alternateIdentifiers>"
            '<resourceType resourceTypeGeneral="Book"/>'
        ),
    ).records
    assert names(ice) == ["Ada Brook", "Reed, Sam", "Ice, Trust of"]
    assert [m["affiliations"][0]["name"] for m in ice["mentions"][:2]] == ["Ponds", "Lakes"]
    assert ice["mentions"][2]["family"] is None
    assert ice["title"] is None
    assert ice["ids"][1] == {"scheme": "isbn", "value": "9783161484100"}


def contributor(name: str, role: str | None) -> dict[str, Any]:
    """A contributor of a work of ORCID."""
    return {"credit-name": {"value": name}, "contributor-attributes": {"contributor-role": role}}


def test_a_contributor_of_orcid_with_several_roles_is_one_author(tmp_path: Path) -> None:
    of_credit = "http://credit.niso.org/contributor-roles/"
    people = [
        contributor("Ada Brook", f"{of_credit}software/"),
        contributor("Sam Reed", "author"),
        contributor("Ada Brook", f"{of_credit}validation/"),
        contributor("Sam Reed", "author"),
    ]
    work = {
        "put-code": 5,
        "title": {"title": {"value": "Ice"}},
        "contributors": {"contributor": people},
    }
    (ice,) = read(tmp_path, work).records
    assert names(ice) == ["Ada Brook", "Sam Reed", "Sam Reed"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (
            '<e:employment put-code="1" xmlns:e="http://www.orcid.org/ns/employment"/>',
            "an answer of ORCID that holds no works: employment",
        ),
        (
            {"put-code": 1, "role-title": "Reader", "organization": {"name": "Ponds"}},
            "an answer of ORCID that holds no works",
        ),
        (
            {"role-title": "Reader", "organization": {"name": "Ponds"}},
            "an answer of ORCID that holds no works",
        ),
        (
            {"proposal": {"title": {"title": {"value": "Ice"}}}, "resource-item": []},
            "an answer of ORCID that holds no works",
        ),
        (
            {"reviewer-role": "reviewer", "subject-name": {"title": {"value": "Ice"}}},
            "an answer of ORCID that holds no works",
        ),
        (
            "<recordSummary><name>Ada Brook</name></recordSummary>",
            "an answer of ORCID that holds no works: recordSummary",
        ),
        (
            {"result": [{"orcid-identifier": {"path": "0000-0002-1825-0097"}}]},
            "a person of whom no works are listed",
        ),
    ],
)
def test_what_orcid_tells_of_persons_is_no_work(
    tmp_path: Path, content: str | dict[str, Any], reason: str
) -> None:
    found = read(tmp_path, content)
    assert (found.records, [r.reason for r in found.rejects]) == ([], [reason])


def test_agents_of_opencitations_without_names_leave_the_list_incomplete(tmp_path: Path) -> None:
    (ice, snow) = read(
        tmp_path,
        "id,title,author,pub_date,venue,volume,issue,page,type,publisher,editor\n"
        'doi:10.5555/ice,Ice,"[omid:ra/1]; Brook, Ada [omid:ra/2]; [omid:ra/3]",2031,,,,,report,,\n'
        "doi:10.5555/snow,Snow,[omid:ar/4],2031,,,,,report,,\n",
    ).records
    assert [(m["name"], m["position"]) for m in ice["mentions"]] == [("Brook, Ada", 2)]
    assert (ice["n_authors"], ice["authors_complete"]) == (3, False)
    assert (snow["n_authors"], snow["authors_complete"]) == (1, False)


def test_opencitations_tells_works_by_its_own_numbers(tmp_path: Path) -> None:
    index = "oci,citing,cited,creation\n0601-0602,omid:br/0601,omid:br/0602,2031-05\n"
    (citation,) = read(tmp_path, index).records
    assert citation["ids"] == [{"scheme": "omid", "value": "br/0601"}]
    assert citation["references"][0]["ids"] == [{"scheme": "omid", "value": "br/0602"}]


def test_citations_that_people_hand_in_to_opencitations(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "citing_id,citing_publication_date,cited_id,cited_publication_date\n"
        "doi:10.5555/Ice,2031-05,doi:10.5555/snow,2018\t\t\n"
        "wikidata:Q1; pmid:18374409',,isbn:978-3-16-148410-0,,\n"
        "doi:10.5555/ice,,doi:D/2016/1,2016\n",
    )
    ice, other = found.records
    assert ice["ids"] == [{"scheme": "doi", "value": "10.5555/ice"}]
    assert (ice["date"], ice["references"][0]["year"]) == ("2031-05", 2018)
    assert other["ids"] == [{"scheme": "pmid", "value": "18374409"}]
    assert other["references"][0]["ids"] == [{"scheme": "isbn", "value": "9783161484100"}]
    assert len(found.rejects) == 1


def test_citations_of_the_american_physical_society(tmp_path: Path) -> None:
    found = read(tmp_path, "citing_doi,cited_doi\n10.5555/Ice,10.5555/snow\n10.5555/ice,\n")
    (ice,) = found.records
    assert ice["ids"] == [{"scheme": "doi", "value": "10.5555/ice"}]
    assert ice["references"][0]["ids"] == [{"scheme": "doi", "value": "10.5555/snow"}]
    assert len(found.rejects) == 1


def test_a_venue_of_opencitations_has_the_first_of_its_issns(tmp_path: Path) -> None:
    (ice,) = read(
        tmp_path,
        "id,title,author,pub_date,venue,volume,issue,page,type,publisher,editor\n"
        "doi:10.5555/ice,Ice,,2031,Water [omid:br/1 issn:1539-3755 issn:0028-0836],,,,,,\n",
    ).records
    assert ice["venue"]["issn"] == "1539-3755"


def test_crossref_tells_the_ror_ids_of_affiliations(tmp_path: Path) -> None:
    institute = {"name": "Ponds", "id": [{"id": "https://ror.org/04wxnsj81", "id-type": "ROR"}]}
    work = {
        "DOI": "10.5555/ice",
        "title": ["Ice"],
        "type": "reference-entry",
        "author": [
            {"given": "Ada", "family": "Brook", "affiliation": [institute, {"name": "Sea"}]}
        ],
    }
    (ice,) = read(tmp_path, work).records
    places = ice["mentions"][0]["affiliations"]
    assert [(p["name"], p["ror"]) for p in places] == [("Ponds", "04wxnsj81"), ("Sea", None)]
    assert ice["type"] == "chapter"
