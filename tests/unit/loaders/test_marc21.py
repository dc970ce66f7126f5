"""MARC in ISO 2709: records cut where their fields end, and text in UTF-8 and MARC-8."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.loaders.base import Source
from kg.loaders.reading.marc.iso2709 import marc8
from kg.loaders.sniff import choose
from kg.testing.loaders import Loaded, loaded

Field = tuple[str, bytes]
TITLE: Field = ("245", "00\x1faTeiche in Köln".encode())


def marc(*fields: Field, kind: bytes = b"nam", coding: bytes = b"a", wrong: int = 0) -> bytes:
    """A record; `wrong` is added to the lengths and places in its directory."""
    directory, body = b"", b""
    for tag, data in fields:
        directory += tag.encode() + b"%04d%05d" % (len(data) + 1 + wrong, len(body) + wrong)
        body += data + b"\x1e"
    base = 25 + len(directory)
    leader = b"%05d" % (base + len(body) + 1) + kind + b" " + coding + b"22%05d a 4500" % base
    return leader + directory + b"\x1e" + body + b"\x1d"


def read(tmp_path: Path, data: bytes) -> Loaded:
    path = tmp_path / "shelf"
    path.write_bytes(data)
    loader = choose(Source(path, path.name))
    assert loader.name == "marc21"
    return loaded(loader, path)


def titles(found: Loaded) -> list[str]:
    return [record["title"] for record in found.records]


@pytest.mark.parametrize("between", [b"", b"\n", b"\r\n", b"\0\0"])
def test_records_one_after_the_other(tmp_path: Path, between: bytes) -> None:
    found = read(tmp_path, between.join([marc(TITLE)] * 3) + between)
    assert (titles(found), found.rejects) == (["Teiche in Köln"] * 3, [])
    assert [record["index"] for record in found.records] == [0, 1, 2]


def test_lengths_that_count_characters_do_not_matter(tmp_path: Path) -> None:
    author = ("100", "1 \x1faMüller, Jörg".encode())
    (one,) = read(tmp_path, marc(author, TITLE, wrong=-1)).records
    assert (one["title"], one["mentions"][0]["name"]) == ("Teiche in Köln", "Müller, Jörg")


def test_fields_may_stand_in_another_order_than_their_tags(tmp_path: Path) -> None:
    data = marc(("100", b"1 \x1faBrook, Ada"), ("245", b"00\x1faPonds"))
    first, second = data[24:36], data[36:48]
    (one,) = read(tmp_path, data[:24] + second + first + data[48:]).records
    assert (one["title"], one["mentions"][0]["name"]) == ("Ponds", "Brook, Ada")


def test_utf_8_is_known_where_the_leader_says_otherwise(tmp_path: Path) -> None:
    assert titles(read(tmp_path, marc(TITLE, coding=b" "))) == ["Teiche in Köln"]


def test_accents_of_marc_8_stand_before_their_letters(tmp_path: Path) -> None:
    title = ("245", b"00\x1fa\xb1\xf1awka nad \xe2zr\xe2od\xb1em")
    assert titles(read(tmp_path, marc(title, coding=b" "))) == ["łąwka nad źródłem"]


def test_other_encodings_are_known_by_their_letters(tmp_path: Path) -> None:
    title = ("245", "00\x1faПереписка о плотинах и прудах северных губерний".encode("cp1251"))
    (found,) = titles(read(tmp_path, marc(title, coding=b" ")))
    assert found == "Переписка о плотинах и прудах северных губерний"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"M\xe8uller", "Müller"),
        (b"Nguy\xe3\xe4en", "Nguyễn"),
        (b"\xa5r\xb2 \xc7", "Ærø ß"),
        (b"H\x1bb2\x1bsO m\x1bp2\x1bs \x1bga\x1bs", "H₂O m² α"),
        (b"a \x1b(NABC\x1b(B b", "a \ufffd b"),
        (b"\xff", "\ufffd"),
    ],
)
def test_marc_8(data: bytes, text: str) -> None:
    assert marc8(data) == text


def test_what_is_no_paper_and_what_is_torn_is_rejected(tmp_path: Path) -> None:
    torn = marc(TITLE, TITLE)
    shelf = marc(TITLE, kind=b"nem") + torn[:30] + torn[36:] + marc(TITLE) + marc(TITLE)[:-9]
    found = read(tmp_path, shelf)
    assert [(r.index, r.reason) for r in found.rejects] == [
        (0, "a map, not a paper"),
        (1, "a directory that does not fit the fields"),
        (3, "the file ends before the record does"),
    ]
    assert titles(found) == ["Teiche in Köln"]


def test_a_record_without_end_does_not_fill_memory(tmp_path: Path) -> None:
    endless = marc(TITLE)[:-1] + b"x" * (3 << 20) + b"\x1d"
    found = read(tmp_path, endless + marc(TITLE))
    assert [r.reason for r in found.rejects] == ["longer than 1 MB"]
    assert titles(found) == ["Teiche in Köln"]
