"""TEI of works: HAL's deposits, papers that GROBID has read, and lists of references."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kg.errors import UnknownFormat
from kg.loaders.base import Source
from kg.loaders.sniff import choose
from kg.testing.loaders import Loaded, loaded

TEI = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0" xmlns:hal="http://hal.archives-ouvertes.fr/">{}</TEI>'
)
TITLE = "<title>Ponds</title>"


def read(tmp_path: Path, text: str, by: str = "tei") -> Loaded:
    path = tmp_path / "works.xml"
    path.write_text(f'<?xml version="1.0" encoding="UTF-8"?>\n{text}', encoding="utf-8")
    loader = choose(Source(path, path.name))
    assert loader.name == by
    return loaded(loader, path)


def deposit(analytic: str = "", monogr: str = "", code: str = "ART", beside: str = "") -> str:
    """A deposit of HAL with a title."""
    work = f"<analytic>{TITLE}{analytic}</analytic><monogr>{monogr}</monogr>"
    return (
        f"<biblFull>{beside}<sourceDesc><biblStruct>{work}</biblStruct></sourceDesc>"
        f'<profileDesc><textClass><classCode scheme="halTypology" n="{code}"/></textClass>'
        "</profileDesc></biblFull>"
    )


def export(*deposits: str, organisations: str = "") -> str:
    listed = f"<body><listBibl>{''.join(deposits)}</listBibl></body>"
    return TEI.format(f"<text>{listed}<back><listOrg>{organisations}</listOrg></back></text>")


def record(tmp_path: Path, one: str, organisations: str = "") -> dict[str, Any]:
    (found,) = read(tmp_path, export(one, organisations=organisations)).records
    return found


def author(inside: str = "", role: str = "aut", family: str = "Brook") -> str:
    name = f"<persName><forename>Ada</forename><surname>{family}</surname></persName>"
    return f'<author role="{role}">{name}{inside}</author>'


def paper(analytic: str, references: str = "", header: str = "") -> str:
    """A paper as GROBID reads it."""
    work = f"<biblStruct><analytic>{analytic}</analytic><monogr><imprint/></monogr></biblStruct>"
    return TEI.format(
        f"<teiHeader><fileDesc><sourceDesc>{work}</sourceDesc></fileDesc>{header}</teiHeader>"
        f"<text><back><div><listBibl>{references}</listBibl></div></back></text>"
    )


def names(of: dict[str, Any], role: str = "author") -> list[str]:
    return [m["name"] for m in of["mentions"] if m["role"] == role]


def ids(of: dict[str, Any]) -> list[tuple[str, str]]:
    return [(i["scheme"], i["value"]) for i in of["ids"]]


class TestHal:
    @pytest.mark.parametrize(
        ("code", "kind"),
        [
            ("ART", "article"), ("COMM", "conference-paper"), ("COUV", "chapter"),
            ("THESE", "thesis"), ("UNDEFINED", "preprint"), ("SOFTWARE", "software"),
            ("OTHER", "other"),
        ],
    )  # fmt: skip
    def test_types_of_deposits(self, tmp_path: Path, code: str, kind: str) -> None:
        assert record(tmp_path, deposit(code=code))["type"] == kind

    @pytest.mark.parametrize(
        ("code", "reason"),
        [
            ("IMG", "a picture, not a paper"),
            ("VIDEO", "a film, not a paper"),
            ("MAP", "a map, not a paper"),
            ("ISSUE", "an issue of a journal, not a paper"),
        ],
    )
    def test_what_is_no_paper(self, tmp_path: Path, code: str, reason: str) -> None:
        found = read(tmp_path, export(deposit(code=code), deposit()))
        assert [(r.index, r.reason) for r in found.rejects] == [(0, reason)]
        assert len(found.records) == 1

    def test_places_stand_behind_the_works(self, tmp_path: Path) -> None:
        people = author('<affiliation ref="#s1"/><affiliation ref="#s9"/>')
        lab = (
            '<org xml:id="s1"><idno type="ROR">https://ror.org/02kpeqv85</idno><orgName>Pond Lab'
            '</orgName><desc><address><country key="PE"/></address></desc></org>'
        )
        (one,) = record(tmp_path, deposit(people), lab)["mentions"]
        assert one["affiliations"] == [{"name": "Pond Lab", "ror": "02kpeqv85", "country": "PE"}]

    def test_roles(self, tmp_path: Path) -> None:
        people = author() + author(role="crp", family="Reed") + author(role="trl", family="Pond")
        found = record(tmp_path, deposit(people, "<editor>Per Berg</editor>"))
        assert names(found) == ["Ada Brook", "Ada Reed"]
        assert [m["corresponding"] for m in found["mentions"]] == [None, True, None]
        assert names(found, "editor") == ["Per Berg"]

    def test_subtitles_in_the_language_of_the_title(self, tmp_path: Path) -> None:
        titles = (
            '<title xml:lang="en">Ponds</title><title xml:lang="fr">Étangs</title>'
            '<title type="sub" xml:lang="fr">une histoire</title>'
            '<title type="sub" xml:lang="en">a history</title>'
        )
        found = record(tmp_path, deposit().replace(TITLE, titles))
        assert found["title"] == "Ponds: a history"

    def test_the_day_of_print_before_the_day_of_the_deposit(self, tmp_path: Path) -> None:
        edition = (
            '<editionStmt><edition><date type="whenSubmitted">2020-03-04</date>'
            '<date type="whenProduced">2018-06</date></edition></editionStmt>'
        )
        printed = (
            '<imprint><date type="dateEpub">2018</date><date type="datePub">2019</date></imprint>'
        )
        assert record(tmp_path, deposit("", printed, beside=edition))["date"] == "2019"
        assert record(tmp_path, deposit(beside=edition))["date"] == "2018-06"

    @pytest.mark.parametrize(
        ("begins", "free"), [("2020-01-01", "https://ponds.org/a.pdf"), ("2030-01-01", None)]
    )
    def test_files_under_embargo_are_not_free(
        self, tmp_path: Path, begins: str, free: str | None
    ) -> None:
        edition = (
            '<editionStmt><edition><date type="whenModified">2021-04-06 11:55:06</date>'
            f'<ref type="file" target="https://ponds.org/a.pdf"><date notBefore="{begins}"/></ref>'
            "</edition></editionStmt>"
        )
        assert record(tmp_path, deposit(beside=edition))["open_access_url"] == free

    def test_a_meeting_is_the_venue_where_no_book_is(self, tmp_path: Path) -> None:
        meeting = "<meeting><title>Meeting on Weirs</title><date>2018</date></meeting>"
        found = record(tmp_path, deposit("", meeting, "COMM"))
        assert (found["venue"]["name"], found["venue"]["type"]) == (
            "Meeting on Weirs", "conference",
        )  # fmt: skip
        book = f'<title level="m">Proceedings</title>{meeting}'
        found = record(tmp_path, deposit("", book, "COMM"))
        assert found["venue"]["name"] == "Proceedings"

    def test_in_a_harvest(self, tmp_path: Path) -> None:
        lab = '<org xml:id="s1"><orgName>Pond Lab</orgName></org>'
        one = export(deposit(author('<affiliation ref="#s1"/>')), organisations=lab)
        harvest = (
            '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords><record><header>'
            f"<identifier>oai:HAL:1</identifier></header><metadata>{one}</metadata></record>"
            "</ListRecords></OAI-PMH>"
        )
        (found,) = read(tmp_path, harvest, "oai-pmh").records
        assert (found["title"], found["mentions"][0]["affiliations"][0]["name"]) == (
            "Ponds", "Pond Lab",
        )  # fmt: skip


class TestGrobid:
    def test_one_record_with_the_works_it_cites(self, tmp_path: Path) -> None:
        cited = (
            f'<biblStruct><analytic><title level="a">Looms</title>{author()}<idno type="DOI">'
            '10.5555/l</idno></analytic><monogr><title level="j">J. Looms</title><imprint>'
            '<biblScope unit="volume">12</biblScope><biblScope unit="page" from="34" to="56"/>'
            '<date type="published" when="1921-05"/></imprint></monogr>'
            '<note type="raw_reference">Brook, A. Looms.</note></biblStruct>'
            '<biblStruct><monogr><title level="m">Weirs</title></monogr></biblStruct>'
        )
        (found,) = read(tmp_path, paper(TITLE, cited)).records
        assert (found["title"], found["n_references"]) == ("Ponds", 2)
        first, second = found["references"]
        assert {k: v for k, v in first.items() if k != "ids"} == {
            "text": "Brook, A. Looms.", "title": "Looms", "year": 1921,
            "first_author": "Ada Brook", "source": "J. Looms", "volume": "12", "page": "34",
        }  # fmt: skip
        assert (ids(first), second["title"]) == ([("doi", "10.5555/l")], "Weirs")

    def test_places_without_a_person_are_no_authors(self, tmp_path: Path) -> None:
        alone = "<author><affiliation><orgName>Left alone</orgName></affiliation></author>"
        assert names(read(tmp_path, paper(TITLE + author() + alone)).records[0]) == ["Ada Brook"]

    @pytest.mark.parametrize(
        ("told", "name"),
        [
            (
                '<orgName type="department">Hydrology</orgName><orgName>Weir University</orgName>'
                "<address><settlement>Lima</settlement><country>Peru</country></address>",
                "Hydrology, Weir University, Lima, Peru",
            ),
            (
                '<note type="raw_affiliation"><label>1</label> Pond Lab, Lima</note>',
                "Pond Lab, Lima",
            ),
        ],
    )
    def test_affiliations_in_parts_and_as_printed(
        self, tmp_path: Path, told: str, name: str
    ) -> None:
        people = author(f"<affiliation>{told}</affiliation>")
        (one,) = read(tmp_path, paper(TITLE + people)).records[0]["mentions"]
        assert [a["name"] for a in one["affiliations"]] == [name]

    def test_references_alone_are_a_record_each(self, tmp_path: Path) -> None:
        work = f"<biblStruct><analytic>{TITLE}</analytic></biblStruct>"
        text = f"<teiHeader/><text><back><listBibl>{work}{work}</listBibl></back></text>"
        assert len(read(tmp_path, TEI.format(text)).records) == 2

    def test_istex_tells_first_and_last_page_apart(self, tmp_path: Path) -> None:
        place = (
            '<title level="j">Waters</title><idno type="pISSN">1539-3755</idno><imprint>'
            '<biblScope unit="vol">12</biblScope><biblScope unit="page" from="50">50</biblScope>'
            '<biblScope unit="page" to="62">62</biblScope></imprint>'
        )
        words = "<list><head>Keywords</head><item><term>ponds</term></item></list>"
        profile = f"<profileDesc><textClass><keywords>{words}</keywords></textClass></profileDesc>"
        text = paper(TITLE, header=profile).replace("<imprint/>", place)
        (found,) = read(tmp_path, text).records
        assert (found["type"], found["volume"], found["pages"]) == ("article", "12", "50-62")
        assert found["venue"]["issn"] == "1539-3755"
        assert [k["label"] for k in found["keywords"]] == ["ponds"]


class TestLists:
    def test_zotero_says_the_type_of_each(self, tmp_path: Path) -> None:
        works = (
            f'<biblStruct type="bookSection"><analytic>{TITLE}</analytic><monogr>'
            '<title level="m">Handbook</title></monogr></biblStruct>'
            '<biblStruct type="book"><monogr><title level="m">Weirs</title><idno type="ISBN">'
            "9780306406157</idno></monogr></biblStruct>"
        )
        header = (
            "<teiHeader><fileDesc><sourceDesc><p>Zotero</p></sourceDesc></fileDesc></teiHeader>"
        )
        text = f"{header}<text><body><listBibl>{works}</listBibl></body></text>"
        part, book = read(tmp_path, TEI.format(text)).records
        assert (part["type"], part["venue"]["name"]) == ("chapter", "Handbook")
        assert (book["title"], ids(book)) == ("Weirs", [("isbn", "9780306406157")])


def test_other_texts_in_tei_are_refused(tmp_path: Path) -> None:
    header = "<teiHeader><fileDesc><sourceDesc><msDesc/></sourceDesc></fileDesc></teiHeader>"
    with pytest.raises(UnknownFormat):
        read(tmp_path, TEI.format(f"{header}<text><body><p>Dear Ada,</p></body></text>"))
