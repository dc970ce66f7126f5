"""MODS: what libraries and repositories catalogue, papers and other things, each in its own way."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kg.loaders.base import Source
from kg.loaders.sniff import choose
from kg.testing.loaders import Loaded, loaded

OPEN = '<mods xmlns="http://www.loc.gov/mods/v3" xmlns:xlink="http://www.w3.org/1999/xlink">'
TITLE = "<titleInfo><title>Ponds</title></titleInfo>"


def read(tmp_path: Path, text: str, by: str = "mods") -> Loaded:
    path = tmp_path / "records.xml"
    path.write_text(f'<?xml version="1.0" encoding="UTF-8"?>\n{text}', encoding="utf-8")
    loader = choose(Source(path, path.name))
    assert loader.name == by
    return loaded(loader, path)


def record(tmp_path: Path, elements: str) -> dict[str, Any]:
    """The only record of a file with these elements beside a title."""
    (found,) = read(tmp_path, f"{OPEN}{TITLE}{elements}</mods>").records
    return found


def name(text: str, role: str = "author", kind: str = "personal") -> str:
    roles = f"<role><roleTerm>{role}</roleTerm></role>" if role else ""
    return f'<name type="{kind}"><namePart>{text}</namePart>{roles}</name>'


def names(of: dict[str, Any], role: str = "author") -> list[str]:
    return [m["name"] for m in of["mentions"] if m["role"] == role]


def ids(of: dict[str, Any]) -> list[tuple[str, str]]:
    return [(i["scheme"], i["value"]) for i in of["ids"]]


class TestWhereRecordsStand:
    def test_one_record_without_a_collection(self, tmp_path: Path) -> None:
        assert record(tmp_path, "")["title"] == "Ponds"

    @pytest.mark.parametrize(
        "around",
        [
            '<mets xmlns="http://www.loc.gov/METS/"><dmdSec><mdWrap MDTYPE="MODS"><xmlData>{}'
            "</xmlData></mdWrap></dmdSec></mets>",
            '<searchRetrieveResponse xmlns="http://www.loc.gov/zing/srw/"><records><record>'
            "<recordData>{}</recordData></record></records></searchRetrieveResponse>",
        ],
    )
    def test_documents_and_answers_around_it(self, tmp_path: Path, around: str) -> None:
        (found,) = read(tmp_path, around.format(f"{OPEN}{TITLE}</mods>")).records
        assert found["title"] == "Ponds"

    @pytest.mark.parametrize("around", ["{}", '<mets xmlns="http://www.loc.gov/METS/">{}</mets>'])
    def test_in_a_harvest_it_is_read_with_the_harvest(self, tmp_path: Path, around: str) -> None:
        harvest = (
            '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords><record><header>'
            "<identifier>oai:ponds.org:1</identifier></header><metadata>{}</metadata></record>"
            "</ListRecords></OAI-PMH>"
        )
        one = around.format(f'{OPEN}{TITLE}<identifier type="doi">10.5555/a</identifier></mods>')
        (found,) = read(tmp_path, harvest.format(one), "oai-pmh").records
        assert (found["title"], ids(found)) == ("Ponds", [("doi", "10.5555/a")])
        map_ = f"{OPEN}{TITLE}<typeOfResource>cartographic</typeOfResource></mods>"
        (reject,) = read(tmp_path, harvest.format(around.format(map_)), "oai-pmh").rejects
        assert reject.reason == "a map, not a paper"

    @pytest.mark.parametrize("around", ["mets", "DIDL"])
    def test_each_work_in_a_harvested_document_is_a_record(
        self, tmp_path: Path, around: str
    ) -> None:
        person = '<name type="personal"><namePart>Brook, Ada</namePart></name>'
        rest = [
            f"{OPEN}<titleInfo><title>Rivers</title></titleInfo>{person}</mods>",
            f"{OPEN}<titleInfo><title>A plate</title></titleInfo></mods>",
        ]
        harvest = (
            '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords>{}{}</ListRecords>'
            "</OAI-PMH>"
        )
        record = (
            "<record><header><identifier>oai:ponds.org:1</identifier></header>"
            f'<metadata><{around} xmlns="urn:any">{{}}</{around}></metadata></record>'
        )
        both = record.format(f"{OPEN}{TITLE}{person}</mods>{''.join(rest)}")
        alone = record.format(f"{OPEN}<titleInfo><title>Wells</title></titleInfo></mods>{rest[1]}")
        found = read(tmp_path, harvest.format(both, alone), "oai-pmh")
        assert [r["title"] for r in found.records] == ["Ponds", "Rivers", "Wells"]
        assert not found.rejects

    def test_dublin_core_in_the_documents_of_dspace(self, tmp_path: Path) -> None:
        (found,) = read(
            tmp_path,
            '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords><record><header>'
            "<identifier>oai:ponds.org:1</identifier></header><metadata>"
            '<d:DIDL xmlns:d="urn:mpeg:mpeg21:2002:02-DIDL-NS"><d:Item><d:Descriptor><d:Statement>'
            '<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Ponds</dc:title>'
            "<dc:creator>Brook, Ada</dc:creator></oai_dc:dc></d:Statement></d:Descriptor></d:Item>"
            "</d:DIDL></metadata></record></ListRecords></OAI-PMH>",
            "oai-pmh",
        ).records
        assert (found["title"], found["mentions"][0]["family"]) == ("Ponds", "Brook")


class TestWhatIsNoPaper:
    @pytest.mark.parametrize(
        ("told", "reason"),
        [
            ("<typeOfResource>cartographic</typeOfResource>", "a map, not a paper"),
            ("<typeOfResource>moving image</typeOfResource>", "a film, not a paper"),
            ("<typeOfResource>still image</typeOfResource>", "a picture, not a paper"),
            (
                "<typeOfResource>sound recording-musical</typeOfResource>",
                "a recording, not a paper",
            ),
            ("<genre>photographs</genre>", "of the genre 'photographs', not a paper"),
            ('<typeOfResource collection="yes">text</typeOfResource>', "a collection, not a paper"),
            ("<genre>newspaper</genre>", "a periodical, not a paper"),
            (
                "<originInfo><issuance>continuing</issuance></originInfo>",
                "a periodical, not a paper",
            ),
        ],
    )
    def test_it_is_rejected_with_what_it_is(self, tmp_path: Path, told: str, reason: str) -> None:
        found = read(tmp_path, f"{OPEN}{TITLE}{told}</mods>")
        assert (found.records, [r.reason for r in found.rejects]) == ([], [reason])

    def test_a_genre_of_papers_outweighs_the_type_of_resource(self, tmp_path: Path) -> None:
        thesis = "<genre>Thesis</genre><typeOfResource>moving image</typeOfResource>"
        assert record(tmp_path, thesis)["type"] == "thesis"

    def test_pages_in_a_periodical_are_a_paper(self, tmp_path: Path) -> None:
        paper = "<genre>periodical</genre><part><extent><start>3</start></extent></part>"
        assert record(tmp_path, paper)["pages"] == "3"


class TestTypes:
    @pytest.mark.parametrize(
        ("genre", "kind"),
        [
            ("journalArticle", "article"),
            ("conferencePaper", "conference-paper"),
            ("comprehensiveLicentiateThesis", "thesis"),
            ("Theses, doctoral", "thesis"),
            ("info:eu-repo/semantics/bookPart", "chapter"),
            ("Web site", "web-page"),
            ("refereed", None),
        ],
    )
    def test_the_genre_tells_it(self, tmp_path: Path, genre: str, kind: str | None) -> None:
        assert record(tmp_path, f"<genre>{genre}</genre>")["type"] == kind

    def test_a_genre_may_be_an_address_alone(self, tmp_path: Path) -> None:
        genre = '<genre type="intern" valueURI="https://ponds.org/genres#article"/>'
        assert record(tmp_path, genre)["type"] == "article"

    @pytest.mark.parametrize(
        ("host", "kind"),
        [
            ("<genre>conference publication</genre>", "conference-paper"),
            ("<genre>academic journal</genre>", "article"),
            ("<genre>book</genre>", "chapter"),
            ('<identifier type="issn">1539-3755</identifier>', "article"),
            ("", None),
        ],
    )
    def test_else_what_it_is_part_of(self, tmp_path: Path, host: str, kind: str | None) -> None:
        related = f'<relatedItem type="host"><titleInfo><title>A</title></titleInfo>{host}'
        assert record(tmp_path, f"{related}</relatedItem>")["type"] == kind


class TestTitles:
    @pytest.mark.parametrize(
        ("info", "title"),
        [
            ("<nonSort>L'</nonSort><title>étang</title>", "L'étang"),
            ("<nonSort>The </nonSort><title>pond /</title>", "The pond"),
            ("<title>Ponds</title><partNumber>2</partNumber>", "Ponds. 2"),
        ],
    )
    def test_articles_and_parts(self, tmp_path: Path, info: str, title: str) -> None:
        (found,) = read(tmp_path, f"{OPEN}<titleInfo>{info}</titleInfo></mods>").records
        assert found["title"] == title

    def test_other_titles_come_after_the_title(self, tmp_path: Path) -> None:
        """The schema marks the titleInfo, DSpace the title."""
        others = (
            '<titleInfo type="translated"><title>Teiche</title></titleInfo>'
            '<titleInfo><title type="alternative">Pools</title></titleInfo>'
        )
        (found,) = read(tmp_path, f"{OPEN}{others}{TITLE}</mods>").records
        assert found["title"] == "Ponds"


class TestPeople:
    def test_advisers_and_departments_are_no_authors(self, tmp_path: Path) -> None:
        people = name("Brook, Ada") + name("Reed, Sam", "advisor") + name("Ponds", "department")
        assert names(record(tmp_path, people)) == ["Brook, Ada"]

    def test_persons_without_a_role_are_authors_bodies_where_no_other_is(
        self, tmp_path: Path
    ) -> None:
        body = name("Pond Board", "", "corporate")
        assert names(record(tmp_path, name("Brook, Ada", "") + body)) == ["Brook, Ada"]
        assert names(record(tmp_path, body + name("Reed, Sam", "editor"))) == ["Pond Board"]

    def test_editors_of_the_host(self, tmp_path: Path) -> None:
        host = f'<relatedItem type="host">{TITLE}{name("Berg, Per", "edt")}</relatedItem>'
        assert names(record(tmp_path, host), "editor") == ["Berg, Per"]

    def test_years_of_a_life_are_no_part_of_a_name(self, tmp_path: Path) -> None:
        people = name("Brook, Ada [1848-1914]") + name("Reed, Sam, 1970-")
        assert names(record(tmp_path, people)) == ["Brook, Ada", "Reed, Sam"]

    def test_diva_counts_those_it_does_not_list(self, tmp_path: Path) -> None:
        found = record(tmp_path, name("Brook, Ada") + '<note type="creatorCount">40</note>')
        assert (found["n_authors"], found["authors_complete"]) == (40, False)

    @pytest.mark.parametrize(
        "told",
        [
            '<nameIdentifier type="orcid">0000-0002-1825-0097</nameIdentifier>',
            "<description>orcid.org=0000-0002-1825-0097</description>",
        ],
    )
    def test_orcids(self, tmp_path: Path, told: str) -> None:
        person = f"<name><namePart>Brook, Ada</namePart>{told}</name>"
        (one,) = record(tmp_path, person)["mentions"]
        assert ids(one) == [("orcid", "0000-0002-1825-0097")]


class TestPlaces:
    def test_projects_and_collections_are_no_venues(self, tmp_path: Path) -> None:
        hosts = (
            '<relatedItem type="host"><genre>project</genre><titleInfo><title>Weir 2020</title>'
            '</titleInfo><identifier type="swecris">1</identifier></relatedItem>'
            '<relatedItem type="host" displayLabel="Collection"><titleInfo><title>Box 7</title>'
            "</titleInfo></relatedItem>"
            '<relatedItem type="host"><titleInfo><title>Journal of Ponds</title></titleInfo>'
            '<identifier type="eissn">1539-3755</identifier></relatedItem>'
        )
        venue = record(tmp_path, hosts)["venue"]
        assert (venue["name"], venue["issn"]) == ("Journal of Ponds", "1539-3755")

    def test_what_says_which_part_it_is_is_a_host(self, tmp_path: Path) -> None:
        part = "<part><extent unit='pages'><start>3</start><end>9</end></extent></part>"
        journal = "<titleInfo><title>Journal of Ponds</title></titleInfo>"
        untold = record(tmp_path, f"<relatedItem>{part}{journal}</relatedItem>")
        assert (untold["venue"]["name"], untold["pages"]) == ("Journal of Ponds", "3-9")
        assert record(tmp_path, f"<relatedItem>{journal}</relatedItem>")["venue"] is None

    def test_dspace_writes_the_host_as_a_text(self, tmp_path: Path) -> None:
        host = '<genre>Article</genre><relatedItem type="host">Journal of Ponds</relatedItem>'
        assert record(tmp_path, host)["venue"]["name"] == "Journal of Ponds"

    def test_the_number_of_an_article_stands_for_pages(self, tmp_path: Path) -> None:
        part = '<part><detail type="artNo"><number>e12</number></detail></part>'
        assert record(tmp_path, part)["pages"] == "e12"


class TestDates:
    def test_zotero_dates_the_host(self, tmp_path: Path) -> None:
        host = "<originInfo><dateIssued>2019-05-06</dateIssued></originInfo>"
        related = f'<relatedItem type="host">{TITLE}{host}</relatedItem>'
        assert record(tmp_path, related)["date"] == "2019-05-06"

    def test_days_of_deposit_and_capture_are_none(self, tmp_path: Path) -> None:
        days = (
            '<dateOther type="available">2024-01-02</dateOther><dateCaptured>2025</dateCaptured>'
            "<dateIssued>c1994.</dateIssued>"
        )
        assert record(tmp_path, f"<originInfo>{days}</originInfo>")["date"] == "1994"


def test_identifiers_of_each_kind_but_not_the_wrong_ones(tmp_path: Path) -> None:
    stated = [
        ("doi", "10.5555/a"), ("isi", "000071067000025"), ("pmid", "1234567"),
        ("isbn", "9780306406157"), ("uri", "https://arxiv.org/abs/2403.00001"),
    ]  # fmt: skip
    elements = "".join(f'<identifier type="{kind}">{text}</identifier>' for kind, text in stated)
    wrong = '<identifier type="doi" invalid="yes">10.5555/b</identifier>'
    found = record(tmp_path, elements + wrong)
    assert ids(found) == [
        ("doi", "10.5555/a"), ("wos", "000071067000025"), ("pmid", "1234567"),
        ("arxiv", "2403.00001"),
    ]  # fmt: skip
    book = record(tmp_path, elements + "<genre>book</genre>")
    assert ("isbn", "9780306406157") in ids(book)


def test_the_copy_that_is_free_and_the_place_to_go(tmp_path: Path) -> None:
    places = (
        '<url note="free">https://ponds.org/a.pdf</url>'
        '<url access="preview">https://ponds.org/a.png</url>'
        '<url usage="primary display">https://ponds.org/a</url>'
    )
    found = record(tmp_path, f"<location>{places}</location>")
    assert found["url"] == "https://ponds.org/a"
    assert found["open_access_url"] == "https://ponds.org/a.pdf"
