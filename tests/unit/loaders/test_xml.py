"""XML is read record by record: nothing external, nothing unbounded, broken records reported."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from kg.loaders.base import Source
from kg.loaders.reading.text import head_of
from kg.loaders.reading.xml.bytes import cleaned
from kg.loaders.reading.xml.elements import (
    XmlTrouble,
    elements,
    elements_beside,
    elements_of,
    root_of,
)
from kg.loaders.reading.xml.text import child_text, child_texts, markup, text_of

TITLES = "<r>\n<p>Müller</p>\n<p>Kägl</p>\n</r>"


def read(*pieces: bytes, names: tuple[str, ...] = ("p",)) -> list[tuple[int, str | None]]:
    """Line and text of each record; the reason of each trouble."""
    return [
        (found.line, found.reason)
        if isinstance(found, XmlTrouble)
        else (found[0], text_of(found[1]))
        for found in elements_of(cleaned(pieces), names)
    ]


def test_records_come_with_their_lines_whatever_their_namespace() -> None:
    assert read(b"<r xmlns='urn:x' xmlns:y='urn:y'>\n<p>1</p>\n\n<y:p>2</y:p></r>") == [
        (2, "1"),
        (4, "2"),
    ]


@pytest.mark.parametrize(
    "data",
    [
        TITLES.encode(),
        TITLES.encode("utf-8-sig"),
        TITLES.encode("utf-16"),
        TITLES.encode("utf-16-be"),
        ('<?xml version="1.0" encoding="UTF-8"?>' + TITLES).encode("utf-16"),
        b'<?xml version="1.0" encoding="ISO-8859-1"?>' + TITLES.encode("latin-1"),
        b'<?xml version="1.0" encoding="ISO-8859-1"?>' + TITLES.encode(),
        b'<?xml version="1.0" encoding="UTF-8"?>' + TITLES.encode("cp1252"),
        TITLES.replace("\n", "\r\n").encode(),
        TITLES.replace("\n", "\r").encode(),
        TITLES.replace("ü", "&uuml;").replace("ä", "&#228;").encode(),
    ],
)
@pytest.mark.parametrize("size", [1, 7, 1000])
def test_the_bytes_decide_the_encoding(data: bytes, size: int) -> None:
    pieces = [data[at : at + size] for at in range(0, len(data), size)]
    if size < 1000 and b"\0" in data:
        pytest.skip("the mark of an encoding is looked for in the first piece")
    assert read(*pieces) == [(2, "Müller"), (3, "Kägl")]


def test_what_a_dtd_declares_is_taken_when_plain_and_cannot_grow() -> None:
    bomb = b"""<!DOCTYPE r [
      <!ENTITY short "Zhao">
      <!ENTITY lol "&short;&short;&short;">
      <!ENTITY file SYSTEM "file:///etc/passwd">
      <!ENTITY % remote SYSTEM "http://127.0.0.1:9/x.dtd"> %remote;
    ]>
    <r><p>&short; &lol; &file; &nosuch; &amp; AT&T</p></r>"""
    assert read(bomb) == [(7, "Zhao &lol; &file; &nosuch; & AT&T")]


def test_names_of_characters_may_be_given() -> None:
    pieces = cleaned([b"<r><p>&mine;</p></r>"], {"mine": "<ours>"})
    (found,) = elements_of(pieces, ["p"])
    assert isinstance(found, tuple)
    assert text_of(found[1]) == "<ours>"


def test_characters_that_xml_forbids_are_dropped_and_halves_joined() -> None:
    assert read(b"<r><p>A\x00\x0bda&#11;&#x1F; &#55357;&#56832; &#xD800;</p></r>") == [
        (1, "Ada 😀 \ufffd")
    ]


def test_ampersands_in_cdata_and_tags_in_comments_stay_what_they_are() -> None:
    assert read(b"<r><!-- <p>&no\n --><p><![CDATA[a &amp; <p>]]></p></r>") == [(2, "a &amp; <p>")]


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        (b"<p>2</q></p>", "mismatch"),
        (b"<p x=<>2</p>", "expected"),
        (b"<p>2 < 3</p>", "not well-formed"),
        (b"<p>" + b"<b>" * 400 + b"</p>", "depth"),
        (b"<p a='1' a='2'>2</p>", "redefined"),
    ],
)
def test_after_a_broken_record_the_next_are_read(broken: bytes, reason: str) -> None:
    first, trouble, third, fourth = read(
        b"<x:set xmlns:x='urn:x'><r>\n<p>1</p>\n" + broken + b"\n<x:p>3</x:p>\n<p>4</p></r></x:set>"
    )
    assert (first, third, fourth) == ((2, "1"), (4, "3"), (5, "4"))
    assert trouble[0] == 3
    assert reason in (trouble[1] or "")


def test_trouble_holds_the_text_of_the_broken_record() -> None:
    found = list(elements_of(cleaned([b"<r><p>1</p><p>2</q><p>3</p></r>"]), ["p"]))
    assert [x.raw for x in found if isinstance(x, XmlTrouble)] == ["<p>2</q>"]


def test_trouble_holds_its_own_text_also_when_pieces_end_behind_records() -> None:
    pieces = [b"<r><p>1</p>", b"<p>2</q><p>3</p></r>"]
    found = list(elements_of(pieces, ["p"]))
    assert [x.raw for x in found if isinstance(x, XmlTrouble)] == ["<p>2</q>"]


def test_a_reader_beside_the_parser_is_given_pieces_between_records() -> None:
    pieces = [b"<r>\n<p>1</p>\n", b"<p>2</p>\n\n", b"<p>3", b"</p>", b"<p>4</p>\n", b"<p>5</q></r>"]
    offered: list[tuple[bytes, int]] = []

    def aside(piece: bytes, lines: int) -> str | None:
        offered.append((piece, lines))
        return "aside" if b"2" in piece or b"4" in piece else None

    found = [
        x if isinstance(x, str) else x.line if isinstance(x, XmlTrouble) else (x[0], x[1].text)
        for x in elements_beside(pieces, ["p"], aside)
    ]
    assert found == [(2, "1"), "aside", (5, "3"), "aside", 6]
    assert [lines for _, lines in offered] == [2, 4, 4, 5]


def test_a_record_that_is_never_closed_is_told() -> None:
    found = read(b"<r>\n<p>1\n<p>2</p>\n<p>3</p></r>")
    assert found[:2] == [(3, "2"), (4, "3")]
    assert found[2][0] == 2


def test_a_file_that_ends_early_is_told() -> None:
    assert read(b"<r>\n<p>1</p>\n<p>2") == [(2, "1"), (3, "the file ends before the record does")]
    assert read(b"<r>\n<p>1</p>\n") == [(2, "1"), (3, "the file ends before its XML does")]


def test_documents_in_a_row_are_all_read() -> None:
    document = b"<?xml version='1.0'?>\n<!DOCTYPE r>\n<r><p>1</p></r>\n"
    assert read(document * 3) == [(3, "1"), (6, "1"), (9, "1")]


def test_ancestors_are_there_also_after_trouble() -> None:
    text = b"<r><v id='7'><m/><p>1</q></p><p>2</p></v></r>"
    ((_, element),) = [x for x in elements_of(cleaned([text]), ["p"]) if isinstance(x, tuple)]
    parent = element.getparent()
    assert parent is not None
    assert parent.get("id") == "7"


def test_sections_around_records_are_followed_also_over_a_broken_one() -> None:
    section = b"<s n='%d'>\n<p>%d</p></s>"
    sections = [section % (n, n) for n in range(4)]
    sections[1] = sections[1].replace(b"</p>", b"</q>")
    found = list(elements_of(cleaned([b"<r>", *sections, b"</r>"]), ["p"]))
    assert [isinstance(x, XmlTrouble) for x in found] == [False, True, False, False]
    parents = [x[1].getparent() for x in found if isinstance(x, tuple)]
    assert [None if p is None else p.get("n") for p in parents] == ["0", "2", "3"]


def test_nothing_at_all_is_no_trouble() -> None:
    assert read(b"") == read(b" \n") == []


def many(count: int) -> Iterator[bytes]:
    yield b"<r>"
    for number in range(count):
        yield b"<section><x/><p>%d%s</p></section>" % (number, b" text" * 200)
        if number % 1000 == 500:
            yield b"<p>broken</q>"
    yield b"</r>"


def test_memory_does_not_grow_with_the_file() -> None:
    def peak() -> int:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    [None for _ in elements_of(cleaned(many(2_000)), ["p"])]
    before = peak()
    troubles = sum(isinstance(x, XmlTrouble) for x in elements_of(cleaned(many(40_000)), ["p"]))
    assert troubles == 40
    assert peak() - before < 12_000, "kB more for 40 MB of XML"


def test_a_record_without_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.loaders.reading.xml.elements.RECORD_BYTES", 1 << 20)

    def pieces() -> Iterator[bytes]:
        yield b"<r>\n<p>"
        for _ in range(30):
            yield b"<b>x</b>" * 10_000
        yield b"</p>\n<p>2</p></r>"

    trouble, second = read(*pieces())
    assert trouble == (2, "longer than 1 MB")
    assert second == (3, "2")


def test_the_root_is_known_from_a_cut_head(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(
        b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- made by hand -->\n<!DOCTYPE a [<!ENTITY b "c">]>'
        b'<n:set xmlns:n="urn:n" version="2">' + b"<meta/><n:p><t>&b;</t></n:p>" * 9_000
    )
    head = head_of(Source(path, "x"))
    root = root_of(head)
    assert not head.complete
    assert root is not None
    assert (root.name, root.namespace, root.attributes) == ("set", "urn:n", {"version": "2"})
    assert root.children == ("meta", "p")
    assert root.names == {"set", "meta", "p", "t"}


@pytest.mark.parametrize("data", [b"", b"no XML", b"<", b"<?xml", b"<!DOCTYPE a [", b"@article{a,"])
def test_what_is_no_xml_has_no_root(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(data)
    assert root_of(head_of(Source(path, "x"))) is None


def test_records_of_a_file_are_read(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_text(TITLES, encoding="utf-8")
    found = [x for x in elements(Source(path, "x"), ["p"]) if isinstance(x, tuple)]
    assert [line for line, _ in found] == [2, 3]


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("plain", "plain"),
        ("CO<sub>2</sub> and 10<sup>-3</sup>", "CO₂ and 10⁻³"),
        ("a<br/>b <p>c</p><p>d</p>", "a b c d"),
        ("<tex-math>$\\alpha_0$</tex-math> rays", "α₀ rays"),
        (
            "<inline-formula><alternatives><tex-math>\\begin{document}$x^2$\\end{document}"
            "</tex-math><math><msup><mi>x</mi><mn>2</mn></msup></math></alternatives>"
            "</inline-formula>!",
            "x²!",
        ),
        (
            "<math><mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mn>2</mn></mfrac></math>",
            "(a + b)/2",
        ),
        (
            "<math><msqrt><mn>2</mn></msqrt><mo>≤</mo><msub><mi>k</mi><mi>B</mi></msub></math>",
            "√2 ≤ k_B",
        ),
        (
            "<math><mi>f</mi><mfenced><mi>a</mi><mi>b</mi></mfenced><mo>=</mo>"
            "<mfenced open='|' close='|'><mroot><mi>x</mi><mn>3</mn></mroot></mfenced></math>",
            "f(a,b) = |³√x|",
        ),
        ("", None),
    ],
)
def test_markup_becomes_readable_text(inside: str, text: str | None) -> None:
    assert text_of(etree.fromstring(f"<t>{inside}</t>")) == text


def test_children_are_found_by_path() -> None:
    record = etree.fromstring(
        "<r xmlns='urn:x'><a><b/></a><a><b>1</b><b>2</b></a><c><!-- no --><d>3</d></c></r>"
    )
    assert child_text(record, "a/b") == "1"
    assert child_text(record, "nosuch", "c/d") == "3"
    assert child_texts(record, "a/b") == ["1", "2"]
    assert markup(record[2][1]) == '<d xmlns="urn:x">3</d>'
