"""MARC as XML: what library catalogues and Invenio's repositories say, each in its own way."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kg.loaders.base import Source
from kg.loaders.sniff import choose
from kg.testing.loaders import Loaded, loaded

NAMESPACE = "http://www.loc.gov/MARC21/slim"
TITLE = ("245", "  ", {"a": "Ponds"})
Field = tuple[str, str, dict[str, str]]


def marc(*fields: Field, leader: str = "", control: str = "") -> str:
    """A record with these fields; of the leader the places from the sixth on."""
    parts = [f"<leader>00000{leader} a2200000 c 4500</leader>"] if leader else []
    parts += [f'<controlfield tag="008">{control}</controlfield>'] if control else []
    for tag, indicators, subfields in fields:
        inside = "".join(
            f'<subfield code="{code[0]}">{text}</subfield>' for code, text in subfields.items()
        )
        ind1, ind2 = indicators[0], indicators[1]
        parts.append(f'<datafield tag="{tag}" ind1="{ind1}" ind2="{ind2}">{inside}</datafield>')
    return f'<record xmlns="{NAMESPACE}">{"".join(parts)}</record>'


def read(tmp_path: Path, text: str, by: str = "marcxml") -> Loaded:
    path = tmp_path / "records.xml"
    path.write_text(f'<?xml version="1.0" encoding="UTF-8"?>\n{text}', encoding="utf-8")
    loader = choose(Source(path, path.name))
    assert loader.name == by
    return loaded(loader, path)


def record(tmp_path: Path, *fields: Field, leader: str = "", control: str = "") -> dict[str, Any]:
    """The only record of a file with these fields, and a title if they have none."""
    titled = fields if any(tag == "245" for tag, _, _ in fields) else (TITLE, *fields)
    (found,) = read(tmp_path, marc(*titled, leader=leader, control=control)).records
    return found


def ids(of: dict[str, Any]) -> list[tuple[str, str]]:
    return [(i["scheme"], i["value"]) for i in of["ids"]]


def names(of: dict[str, Any], role: str = "author") -> list[str]:
    return [m["name"] for m in of["mentions"] if m["role"] == role]


def host(**subfields: str) -> Field:
    return ("773", "08", subfields)


class TestWhereRecordsStand:
    @pytest.mark.parametrize(
        "around",
        [
            "{}",
            '<zs:searchRetrieveResponse xmlns:zs="http://www.loc.gov/zing/srw/"><zs:records>'
            "<zs:record><zs:recordData>{}</zs:recordData></zs:record></zs:records>"
            "</zs:searchRetrieveResponse>",
            "<bib><record_format>marc21</record_format>{}</bib>",
        ],
    )
    def test_alone_and_in_answers_of_catalogues(self, tmp_path: Path, around: str) -> None:
        found = read(tmp_path, around.format(marc(TITLE, leader="nam")))
        assert ([r["title"] for r in found.records], found.rejects) == (["Ponds"], [])

    def test_records_without_a_namespace(self, tmp_path: Path) -> None:
        text = marc(TITLE, leader="nam").replace(f' xmlns="{NAMESPACE}"', "")
        assert len(read(tmp_path, f"<collection>{text}</collection>").records) == 1

    def test_in_a_harvest_they_are_read_with_the_harvest(self, tmp_path: Path) -> None:
        one = "<record><header><identifier>oai:x:1</identifier></header><metadata>{}</metadata>"
        film = marc(TITLE, leader="ngm")
        both = "".join(f"{one.format(m)}</record>" for m in (marc(TITLE, leader="nam"), film))
        space = 'xmlns="http://www.openarchives.org/OAI/2.0/"'
        harvest = f"<OAI-PMH {space}><ListRecords>{both}</ListRecords></OAI-PMH>"
        found = read(tmp_path, harvest, "oai-pmh")
        assert [r["title"] for r in found.records] == ["Ponds"]
        assert [(r.index, r.reason) for r in found.rejects] == [(1, "a film, not a paper")]


class TestWhatIsNoPaper:
    @pytest.mark.parametrize(
        ("leader", "reason"),
        [
            ("nem", "a map, not a paper"),
            ("ngm", "a film, not a paper"),
            ("njm", "a recording, not a paper"),
            ("ncm", "notated music, not a paper"),
            ("nas", "a periodical, not a paper"),
            ("nac", "a collection, not a paper"),
            ("nz ", "a record of a name, a subject or a copy, not of a work"),
            ("dam", "the catalogue has deleted this record"),
        ],
    )
    def test_the_leader_decides(self, tmp_path: Path, leader: str, reason: str) -> None:
        found = read(tmp_path, marc(TITLE, leader=leader))
        assert (found.records, [r.reason for r in found.rejects]) == ([], [reason])

    def test_zenodo_says_it_in_a_field(self, tmp_path: Path) -> None:
        found = read(tmp_path, marc(TITLE, ("980", "  ", {"a": "image"}), leader="nam"))
        assert [r.reason for r in found.rejects] == ["a picture, not a paper"]


class TestTypes:
    @pytest.mark.parametrize(
        ("leader", "fields", "kind"),
        [
            ("nam", [], "book"),
            ("nam", [("502", "  ", {"a": "Dissertation, 2020"})], "thesis"),
            ("nam", [("655", " 7", {"a": "Hochschulschrift"})], "thesis"),
            ("nam", [("655", " 7", {"a": "Konferenzschrift"})], "proceedings"),
            ("nab", [host(t="Waters")], "article"),
            ("naa", [host(t="Waters", x="1539-3755")], "article"),
            ("naa", [host(t="Waters", g="Jahrgang 46 (2020), Heft 2")], "article"),
            ("naa", [host(t="Handbook", z="9780306406157")], "chapter"),
            ("", [("980", "  ", {"a": "ConferencePaper"})], "conference-paper"),
            ("", [("980", "  ", {"b": "preprint", "a": "publication"})], "preprint"),
        ],
    )
    def test_by_fields_and_level(
        self, tmp_path: Path, leader: str, fields: list[Field], kind: str
    ) -> None:
        assert record(tmp_path, *fields, leader=leader)["type"] == kind


class TestTitles:
    @pytest.mark.parametrize(
        ("subfields", "title"),
        [
            ({"a": "Ponds :", "b": "a history /", "c": "A. Brook."}, "Ponds: a history"),
            ({"a": "Ponds =", "b": "Teiche"}, "Ponds"),
            ({"a": "Ponds", "b": "= Teiche"}, "Ponds"),
            ({"a": "Ponds.", "n": "Part 2,", "p": "Gates"}, "Ponds. Part 2, Gates"),
            ({"a": "&lt;&lt;Der&gt;&gt; Teich"}, "Der Teich"),
            ({"a": "\u0098Der\u009c Teich"}, "Der Teich"),
        ],
    )
    def test_punctuation_and_parts(
        self, tmp_path: Path, subfields: dict[str, str], title: str
    ) -> None:
        assert record(tmp_path, ("245", "00", subfields))["title"] == title


class TestPeople:
    def test_roles_as_codes_addresses_and_words(self, tmp_path: Path) -> None:
        found = record(
            tmp_path,
            ("100", "1 ", {"a": "Brook, Ada,", "e": "author."}),
            ("700", "1 ", {"a": "Reed, Sam", "4": "http://id.loc.gov/vocabulary/relators/aut"}),
            ("700", "1 ", {"a": "Berg, Per", "e": "HerausgeberIn"}),
            ("700", "1 ", {"a": "Pond, Lea", "4": "ill"}),
            ("700", "1 ", {"a": "Moreau, E.", "t": "Another work"}),
        )
        assert names(found) == ["Brook, Ada", "Reed, Sam"]
        assert names(found, "editor") == ["Berg, Per"]

    def test_old_records_tell_editors_by_the_title_page_alone(self, tmp_path: Path) -> None:
        found = record(
            tmp_path,
            ("245", "10", {"a": "Ponds", "c": "hrsg. von Per Berg"}),
            ("100", "0 ", {"a": "Origenes"}),
            ("700", "1 ", {"a": "Berg, Per"}),
        )
        assert (names(found), names(found, "editor")) == (["Origenes"], ["Berg, Per"])

    def test_full_stops_of_cards_but_not_of_initials(self, tmp_path: Path) -> None:
        fields = [("700", "1 ", {"a": a}) for a in ("Altom, Tim.", "Reed, S.", "King, M., Jr.")]
        assert names(record(tmp_path, *fields)) == ["Altom, Tim", "Reed, S.", "King, M., Jr."]

    def test_a_body_is_the_author_where_it_is_the_main_entry(self, tmp_path: Path) -> None:
        board = {"a": "Pond Board.", "b": "Northern Office."}
        assert names(record(tmp_path, ("110", "2 ", board))) == ["Pond Board. Northern Office"]
        assert names(record(tmp_path, ("710", "2 ", board))) == []

    @pytest.mark.parametrize(
        "cut", [("700", "  ", {"a": "et al."}), ("245", "10", {"a": "P", "c": "A. Brook [et al.]"})]
    )
    def test_lists_that_are_cut(self, tmp_path: Path, cut: Field) -> None:
        found = record(tmp_path, ("100", "1 ", {"a": "Brook, Ada"}), cut)
        assert (names(found), found["authors_complete"]) == (["Brook, Ada"], False)

    @pytest.mark.parametrize(
        ("code", "text"),
        [
            ("0", "(orcid)0000-0002-1825-0097"),
            ("1", "https://orcid.org/0000-0002-1825-0097"),
            ("j", "ORCID:0000-0002-1825-0097"),
        ],
    )
    def test_orcids(self, tmp_path: Path, code: str, text: str) -> None:
        (one,) = record(tmp_path, ("100", "1 ", {"a": "Brook, Ada", code: text}))["mentions"]
        assert ids(one) == [("orcid", "0000-0002-1825-0097")]


class TestPlaces:
    @pytest.mark.parametrize(
        ("text", "place"),
        [
            ("12(2019), 3, Seite 1-9", ("12", "3", "1-9")),
            ("185 (2018), 24, Seite 18-19", ("185", "24", "18-19")),
            ("Jg. 81, 2026, Nr. 2, S. 101-108", ("81", "2", "101-108")),
            ("Jahrgang 46 (2020), Heft 2, Seiten 67-81", ("46", "2", "67-81")),
            ("Vol. 24, pt. B no. 9 (Sept. 1993), p. 235-48", ("24", "9", "235-48")),
            ("17, Heft 1 (2013)", ("17", "1", None)),
            ("12(3), 7-9", ("12", "3", "7-9")),
            ("(2021), Seite 79-93", (None, None, "79-93")),
        ],
    )
    def test_in_one_text(
        self, tmp_path: Path, text: str, place: tuple[str | None, str | None, str | None]
    ) -> None:
        found = record(tmp_path, host(t="Waters", g=text), leader="naa")
        assert (found["volume"], found["issue"], found["pages"]) == place

    def test_coded_behind_it(self, tmp_path: Path) -> None:
        found = record(tmp_path, host(t="Waters", q="24:9&lt;235"), leader="naa")
        assert (found["volume"], found["issue"], found["pages"]) == ("24", "9", "235")

    def test_with_a_word_before_each(self, tmp_path: Path) -> None:
        """K10plus gives the numbers in a field of their own, the name in another."""
        numbers = {"g": "volume:12", "g2": "year:2018", "g3": "pages:7-9"}
        found = record(tmp_path, host(t="Waters", x="1539-3755"), ("773", "18", numbers))
        assert (found["volume"], found["pages"], found["year"]) == ("12", "7-9", 2018)
        assert found["venue"]["issn"] == "1539-3755"

    def test_what_zenodo_relates_to_is_no_venue(self, tmp_path: Path) -> None:
        related = {"a": "https://ponds.org/b", "i": "isSupplementTo", "n": "url"}
        journal = {"p": "J. Ponds", "v": "3", "n": "2", "c": "1-9"}
        found = record(
            tmp_path,
            ("773", "  ", related),
            ("909", "CO", {"p": "openaire", "o": "oai:zenodo.org:1"}),
            ("909", "C4", journal),
        )
        assert found["venue"]["name"] == "J. Ponds"
        assert (found["volume"], found["issue"], found["pages"]) == ("3", "2", "1-9")

    def test_a_meeting_where_there_is_no_host(self, tmp_path: Path) -> None:
        meeting = ("711", "2 ", {"a": "Meeting on Weirs", "d": "2019"})
        found = record(tmp_path, meeting, leader="naa")
        assert found["venue"] == {
            "name": "Meeting on Weirs", "type": "conference", "issn": None, "isbn": None,
        }  # fmt: skip


class TestDates:
    def test_publication_before_copyright_and_codes(self, tmp_path: Path) -> None:
        years = [("264", " 4", {"c": "©2018"}), ("264", " 1", {"c": "[2019]"})]
        control = "981104s1999    pe a          001 0 eng  "
        assert record(tmp_path, *years, leader="nam", control=control)["year"] == 2019
        found = record(tmp_path, leader="nam", control=control)
        assert (found["year"], found["language"]) == (1999, "en")

    def test_as_fine_as_is_told_of_the_year(self, tmp_path: Path) -> None:
        fields = [host(p="J.Ponds", y="2015", v="1"), ("260", "  ", {"c": "2015-05-13"})]
        assert record(tmp_path, *fields)["date"] == "2015-05-13"


def test_identifiers_of_arxiv_and_of_books(tmp_path: Path) -> None:
    fields: list[Field] = [
        ("024", "7 ", {"a": "10.5555/a", "2": "DOI"}),
        ("035", "  ", {"9": "arXiv", "a": "oai:arXiv.org:hep-th/9901001"}),
        ("035", "  ", {"a": "(DE-627)2403.00002"}),
        ("020", "  ", {"a": "0306406152 (pbk.)"}),
    ]
    paper = [("doi", "10.5555/a"), ("arxiv", "hep-th/9901001")]
    assert ids(record(tmp_path, *fields)) == paper
    assert ids(record(tmp_path, *fields, leader="nam")) == [*paper, ("isbn", "9780306406157")]


def test_links_to_something_else_are_no_addresses(tmp_path: Path) -> None:
    found = record(
        tmp_path,
        ("856", "42", {"u": "https://ponds.org/review"}),
        ("856", "41", {"u": "https://ponds.org/contents", "3": "Inhaltsverzeichnis"}),
        ("856", "40", {"u": "https://ponds.org/a", "z": "kostenfrei"}),
    )
    assert (found["url"], found["open_access_url"]) == ("https://ponds.org/a",) * 2


def test_references_of_invenio(tmp_path: Path) -> None:
    cited = {
        "h": "E. Noether, A. Brook",
        "s": "J.Looms,12,34-56",
        "r": "hep-th/9901001",
        "y": "1999",
    }
    (one,) = record(tmp_path, ("999", "C5", cited))["references"]
    assert (one["first_author"], one["source"], one["volume"], one["page"], one["year"]) == (
        "E. Noether", "J.Looms", "12", "34", 1999,
    )  # fmt: skip
    assert ids(one) == [("arxiv", "hep-th/9901001")]


class TestUnimarc:
    def unimarc(self, tmp_path: Path, *fields: Field, leader: str = "cam") -> dict[str, Any]:
        titled = (("200", "1 ", {"a": "Étangs", "e": "une histoire"}), *fields)
        (found,) = read(tmp_path, marc(*titled, leader=leader)).records
        return found

    def test_an_article_in_its_journal(self, tmp_path: Path) -> None:
        journal = {"t": "Orpheus", "x": "1539-3755", "v": "13, 1992, fasc. 1, p. 52-76"}
        found = self.unimarc(tmp_path, ("463", "  ", journal), leader="caa")
        assert (found["title"], found["type"]) == ("Étangs: une histoire", "article")
        assert (found["volume"], found["issue"], found["pages"], found["year"]) == (
            "13", "1", "52-76", 1992,
        )  # fmt: skip
        assert found["venue"]["issn"] == "1539-3755"

    def test_names_in_parts_and_roles_in_numbers(self, tmp_path: Path) -> None:
        found = self.unimarc(
            tmp_path,
            ("700", " 1", {"a": "Beek", "b": "Léa", "4": "070"}),
            ("701", " 1", {"a": "Brook", "b": ", Ada"}),
            ("702", " 1", {"a": "Berg", "b": "Per", "4": "340"}),
            ("702", " 1", {"a": "Reed", "b": "Sam", "4": "730"}),
            ("702", " 1", {"a": "Lind", "b": "Åsa"}),
        )
        assert names(found) == ["Beek, Léa", "Brook, Ada"]
        assert names(found, "editor") == ["Berg, Per"]

    def test_a_thesis_with_its_day_among_the_codes(self, tmp_path: Path) -> None:
        coded = ("100", "  ", {"a": "20071210d1998    k  y0frey50      ba"})
        note = ("328", "  ", {"a": "Thèse de doctorat : Sciences : Lima : 1998"})
        found = self.unimarc(tmp_path, coded, note, ("010", "  ", {"a": "0-306-40615-2"}))
        assert (found["type"], found["year"], ids(found)) == (
            "thesis", 1998, [("isbn", "9780306406157")],
        )  # fmt: skip
        assert found["mentions"] == []

    def test_what_is_no_paper(self, tmp_path: Path) -> None:
        found = read(tmp_path, marc(("200", "1 ", {"a": "Waters"}), leader="cas"))
        assert [r.reason for r in found.rejects] == ["a periodical, not a paper"]
