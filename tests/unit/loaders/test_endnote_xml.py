"""What EndNote's XML holds of databases: counts and words in its notes, parts of series, lists of
keywords; and the form it had before version 8."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kg.loaders.base import Source
from kg.loaders.endnote_tagged import EndnoteTaggedLoader
from kg.loaders.endnote_xml import EndnoteXmlLoader
from kg.loaders.sniff import choose
from kg.testing.loaders import Loaded, loaded


def read(tmp_path: Path, text: str) -> Loaded:
    path = tmp_path / "library.xml"
    path.write_text(text, encoding="utf-8")
    assert choose(Source(path, "library.xml")).name == "endnote-xml"
    return loaded(EndnoteXmlLoader(), path)


def record_of(tmp_path: Path, fields: str, kind: str = "Journal Article") -> dict[str, Any]:
    (record,) = read(
        tmp_path,
        f'<xml><records><record><ref-type name="{kind}"/><contributors><authors>'
        "<author>Moreau, E.</author></authors></contributors><titles><title>Lakes</title>"
        f"<secondary-title>Waters</secondary-title></titles>{fields}</record></records></xml>",
    ).records
    return record


OF_PUBMED = (
    "Moreau, Emil&#xD;Orcid: 0000-0002-1825-0097&#xD;Journal Article&#xD;Peru&#xD;2021/03/09 06:00"
    "&#xD;Waters. 2021 Mar;12(3):4-9. doi: 10.5555/lakes.1. Epub 2021 Mar 3."
)


@pytest.mark.parametrize(
    ("notes", "told"),
    [
        ("Nb1xk&#xD;Times Cited:12&#xD;Cited References Count:42", (12, 42, None)),
        ("Cited By :13&#xD;Export Date: 2 July 2020", (13, None, None)),
        ("Copyright - Database copyright Ponds LLC&#xD;Last updated - 2024-04-19", (None,) * 3),
        (OF_PUBMED, (None, None, None)),
        ("Moreau, E&#xD;Review&#xD;Peru&#xD;Waters. 2004 Sep 30;44(1):5-21.", (None,) * 3),
        ("read twice, see p. 3", (None, None, "read twice, see p. 3")),
    ],
)
def test_notes_of_databases_hold_counts_and_no_remark(
    notes: str, told: tuple[int | None, int | None, str | None], tmp_path: Path
) -> None:
    record = record_of(tmp_path, f"<notes>{notes}</notes>")
    assert (record["citation_count"], record["n_references"], record["comment"]) == told


def test_notes_of_pubmed_hold_orcids(tmp_path: Path) -> None:
    (author,) = record_of(tmp_path, f"<notes>{OF_PUBMED}</notes>")["mentions"]
    assert author["ids"] == [{"scheme": "orcid", "value": "0000-0002-1825-0097"}]


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ("<pages>1-9</pages><work-type>Conference Paper</work-type>", "conference-paper"),
        ("<pages>1-9</pages>", "chapter"),
        ("", "book"),
    ],
)
def test_a_serial_on_pages_is_a_part_of_it(fields: str, kind: str, tmp_path: Path) -> None:
    record = record_of(tmp_path, fields, "Serial")
    assert (record["type"], record["venue"] is None) == (kind, kind == "book")


def test_a_sole_keyword_may_be_a_list(tmp_path: Path) -> None:
    def labels(*keywords: str) -> list[str]:
        each = "".join(f"<keyword>{keyword}</keyword>" for keyword in keywords)
        record = record_of(tmp_path, f"<keywords>{each}</keywords>")
        return [keyword["label"] for keyword in record["keywords"]]

    assert labels("deep lakes,ponds,wells") == ["deep lakes", "ponds", "wells"]
    assert labels("*Lakes", "Models, Old, Wooden") == ["Lakes", "Models, Old, Wooden"]
    assert labels("Water, Fresh") == ["Water, Fresh"]


def test_an_article_on_a_server_of_preprints_is_one(tmp_path: Path) -> None:
    fields = "<periodical><full-title>bioRxiv</full-title></periodical>"
    record = record_of(tmp_path, fields)
    assert (record["type"], record["venue"]["type"]) == ("preprint", "repository")


BEFORE_8 = """<XML><RECORDS>
<RECORD><REFERENCE_TYPE>0</REFERENCE_TYPE><REFNUM>1</REFNUM><AUTHORS><AUTHOR>Moreau, Emil</AUTHOR>
<AUTHOR>Berg, Piet</AUTHOR></AUTHORS><YEAR>1999</YEAR><DATE>Oct 15</DATE><TITLE>On Lakes</TITLE>
<SECONDARY_TITLE>Waters</SECONDARY_TITLE><VOLUME>12</VOLUME><NUMBER>3</NUMBER><PAGES>4-9</PAGES>
<ISBN>1539-3755</ISBN><KEYWORDS><KEYWORD>lakes</KEYWORD><KEYWORD>ponds</KEYWORD></KEYWORDS>
<ABSTRACT>They are deep.</ABSTRACT><URL>https://doi.org/10.5555/lakes.1</URL></RECORD>
<RECORD><REFERENCE_TYPE>7</REFERENCE_TYPE><AUTHORS><AUTHOR>Reed, Ada</AUTHOR></AUTHORS>
<SECONDARY_AUTHORS><SECONDARY_AUTHOR>Brook, Al</SECONDARY_AUTHOR></SECONDARY_AUTHORS>
<TITLE>Wells</TITLE><SECONDARY_TITLE>A Book of Water</SECONDARY_TITLE></RECORD>
<RECORD><REFERENCE_TYPE>47</REFERENCE_TYPE><TITLE>Dykes</TITLE></RECORD>
<RECORD><REFERENCE_TYPE>1</REFERENCE_TYPE><VOLUME>2</VOLUME></RECORD>
</RECORDS></XML>
"""


def test_before_version_8_names_stood_in_capitals(tmp_path: Path) -> None:
    found = read(tmp_path, BEFORE_8)
    lakes, wells, dykes = found.records
    assert [m["name"] for m in lakes["mentions"]] == ["Moreau, Emil", "Berg, Piet"]
    assert (lakes["title"], lakes["type"], lakes["date"]) == ("On Lakes", "article", "1999-10-15")
    assert (lakes["venue"]["name"], lakes["venue"]["issn"]) == ("Waters", "1539-3755")
    assert (lakes["volume"], lakes["issue"], lakes["pages"]) == ("12", "3", "4-9")
    assert [k["label"] for k in lakes["keywords"]] == ["lakes", "ponds"]
    assert lakes["abstract"] == "They are deep."
    assert lakes["ids"] == [{"scheme": "doi", "value": "10.5555/lakes.1"}]
    assert lakes["raw"].startswith("<RECORD>")
    assert [(m["name"], m["role"]) for m in wells["mentions"]] == [
        ("Reed, Ada", "author"), ("Brook, Al", "editor")
    ]  # fmt: skip
    assert (wells["type"], dykes["type"]) == ("chapter", "conference-paper")
    assert [r.index for r in found.rejects] == [3]


def test_notes_in_the_tagged_form_are_read_alike(tmp_path: Path) -> None:
    path = tmp_path / "x.enw"
    path.write_text(
        "%0 Serial\n%A Moreau, E.\n%T Lakes\n%B Waters\n%P 4-9\n%9 Conference Paper\n"
        "%Z Times Cited: 7 Cited Reference Count: 20\n%K lakes, ponds, wells\n",
        encoding="utf-8",
    )
    (record,) = loaded(EndnoteTaggedLoader(), path).records
    assert (record["type"], record["citation_count"]) == ("conference-paper", 7)
    assert (record["n_references"], record["comment"]) == (20, None)
    assert [k["label"] for k in record["keywords"]] == ["lakes", "ponds", "wells"]
