"""MARC as libraries exchange it since the days of tape: ISO 2709, read record by record.

Format: https://www.loc.gov/marc/specifications/specrecstruc.html. A record begins with a leader of
24 characters and a directory of tags, and ends in a sign that stands nowhere else. Programs that
counted characters where bytes were meant wrote wrong lengths into the directory, so fields are cut
at the signs that end them, and the directory only tells their tags and order. Text is UTF-8,
MARC-8, whose accents stand before their letters, or what the library's country used.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

from kg.loaders.reading.latex import in_script
from kg.loaders.reading.text import decode

__all__ = ["Iso2709Trouble", "begins_iso2709", "iso2709_records", "marc8"]

RECORD_BYTES: Final = 1 << 20
"""Longest record; the format itself goes to a tenth of it, which some programs have overrun."""

_RECORD_END: Final = b"\x1d"
_FIELD_END: Final = b"\x1e"
_LEADER: Final = 24
_SHOWN: Final = 200
_ENTRY: Final = 12
_BEGINNING: Final = re.compile(
    rb"[\r\n\x00 ]*\d{5}[a-z ][a-z ][a-z# |][\x20-\x7e]{2}\d\d\d{5}[^\x1e]{7}"
)
_BETWEEN: Final = b"\r\n\0 \x1a"


@dataclass(frozen=True, slots=True)
class Iso2709Trouble:
    """A record that cannot be read: why, and its beginning."""

    reason: str
    raw: str


def begins_iso2709(data: bytes) -> bool:
    """Whether a file begins with a record: a leader, and ends of fields behind it.

    >>> begins_iso2709(b"00045nam a2200037 a 45000010002000001\\x1e1\\x1e\\x1d")
    True
    >>> begins_iso2709(b"00045 ponds in 2200037 years")
    False
    """
    return _BEGINNING.match(data) is not None and _FIELD_END in data


def iso2709_records(pieces: Iterable[bytes]) -> Iterator[etree._Element | Iso2709Trouble]:
    """The records as elements of MARC's XML, in order; memory of the longest record."""
    for data, whole in _cut(pieces):
        if not whole:
            reason = "the file ends before the record does"
            yield Iso2709Trouble(reason, _beginning(data))
        elif len(data) > RECORD_BYTES:
            yield Iso2709Trouble(f"longer than {RECORD_BYTES >> 20} MB", "")
        else:
            yield _element(data)


def _cut(pieces: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    """What stands between the ends of records, and whether it is ended; of long ones the start."""
    rest = b""
    for piece in pieces:
        *ended, rest = (rest + piece).split(_RECORD_END)
        yield from ((data, True) for one in ended if (data := one.strip(_BETWEEN)))
        rest = rest[: RECORD_BYTES + 1]
    if rest := rest.strip(_BETWEEN):
        yield rest, False


def _element(data: bytes) -> etree._Element | Iso2709Trouble:
    directory, *fields = data.removesuffix(_FIELD_END).split(_FIELD_END)
    leader, entries = directory[:_LEADER], directory[_LEADER:]
    if len(leader) < _LEADER or len(entries) != _ENTRY * len(fields):
        return Iso2709Trouble("a directory that does not fit the fields", _beginning(data))
    tags = [entries[at : at + _ENTRY] for at in range(0, len(entries), _ENTRY)]
    tags.sort(key=lambda entry: entry[7:])  # by where the fields begin
    record = etree.Element("record")
    etree.SubElement(record, "leader").text = _sound(leader.decode("latin-1"))
    encoding = "utf-8" if leader[9:10] == b"a" else _encoding(data)
    for entry, field in zip(tags, fields, strict=True):
        _add(record, _sound(entry[:3].decode("latin-1")), field, encoding)
    return record


def _beginning(data: bytes) -> str:
    return _sound(data[:_SHOWN].decode("latin-1"))


def _add(record: etree._Element, tag: str, field: bytes, encoding: str | None) -> None:
    """A field with its subfields; without any, it is one of control."""
    first, *subfields = field.split(b"\x1f")
    if not subfields:
        etree.SubElement(record, "controlfield", tag=tag).text = _text(first, encoding)
        return
    signs = _sound(first.decode("latin-1"))
    node = etree.SubElement(record, "datafield", tag=tag, ind1=signs[:1], ind2=signs[1:2])
    for part in subfields:
        code = _sound(part[:1].decode("latin-1"))
        etree.SubElement(node, "subfield", code=code).text = _text(part[1:], encoding)


_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def _sound(text: str) -> str:
    """The text without what XML does not allow."""
    return _CONTROLS.sub("", text)


def _text(data: bytes, encoding: str | None) -> str:
    return _sound(data.decode(encoding, "replace") if encoding else marc8(data))


_OTHER_LETTERS: Final = re.compile(rb"[\x80-\xff]{5}[\x80-\xff ,.-]*")
"""More letters beyond ASCII in a row than MARC-8 has, which has one with its accents."""


def _encoding(data: bytes) -> str | None:
    """What a record is in whose leader does not say UTF-8; None for MARC-8."""
    if data.isascii():
        return None
    try:
        data.decode()
    except UnicodeDecodeError:
        words = b"\n".join(_OTHER_LETTERS.findall(data))
        return decode(words).encoding if words else None
    return "utf-8"


_LETTERS: Final = dict(
    zip(
        (*range(0xA1, 0xAF), *range(0xB0, 0xBB), 0xBC, 0xBD, *range(0xC0, 0xC9)),
        "ŁØĐÞÆŒʹ·♭®±ƠƯʼʻłøđþæœʺı£ðơư°ℓ℗©♯¿¡ß€",
        strict=True,
    )
)
_ACCENTS: Final = dict(
    zip(
        (*range(0xE0, 0xFC), 0xFE),
        "\u0309\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u030c\u030a\ufe20\ufe21\u0315\u030b"
        "\u0310\u0327\u0328\u0323\u0324\u0325\u0333\u0332\u0326\u031c\u032e\ufe22\ufe23\u0313",
        strict=True,
    )
)
_ESCAPE: Final = re.compile(rb"\x1b(?:([gbps])|[(),$-]{1,2}!?([1-9A-Z]))")
_LATIN: Final = (b"s", b"B", b"E")
_GREEK: Final = str.maketrans("abc", "αβγ")


def marc8(data: bytes) -> str:
    """A text in MARC-8 with Latin letters; of other scripts a sign that something is there.

    >>> marc8(b"M\\xe8uller, H\\x1bb2\\x1bsO"), marc8(b"\\xb1od\\xe2z \\x1b(NABC\\x1b(B 2")
    ('Müller, H₂O', 'łodź � 2')
    """
    if data.isascii() and b"\x1b" not in data:
        return data.decode("ascii")
    out: list[str] = []
    at, script = 0, b"B"
    for found in _ESCAPE.finditer(data):
        out.append(_in_set(script, data[at : found.start()]))
        script, at = found[1] or found[2], found.end()
    out.append(_in_set(script, data[at:]))
    return unicodedata.normalize("NFC", "".join(out))


def _in_set(script: bytes, data: bytes) -> str:
    """A stretch in one of the sets of characters that escapes lead to."""
    if not data or script in _LATIN:
        return _latin(data)
    if script in (b"b", b"p"):
        return in_script(_latin(data), "_" if script == b"b" else "^")
    return _latin(data).translate(_GREEK) if script == b"g" else "\ufffd"


def _latin(data: bytes) -> str:
    """The letters with their accents behind them, as Unicode has them."""
    out: list[str] = []
    waiting = ""
    for byte in data:
        if byte in _ACCENTS:
            waiting += _ACCENTS[byte]
            continue
        out.append((chr(byte) if byte < 0x80 else _LETTERS.get(byte, "\ufffd")) + waiting)
        waiting = ""
    return "".join(out) + waiting
