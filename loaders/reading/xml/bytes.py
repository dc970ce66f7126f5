"""XML of unknown origin as clean UTF-8 that a strict parser with everything dangerous off can read.

What is repaired before the parser sees it, and why here: a DOCTYPE is taken out, so that no DTD,
external entity or entity bomb is ever looked at; named entities (`&uuml;`) become their characters
from a table; ampersands that begin nothing are escaped; control characters, which XML forbids and
exporters write, are dropped; the encoding is the one the bytes are in, whatever is declared. Line
numbers stay those of the file.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from html.entities import html5
from typing import Final

from kg.loaders.base import Findings, Source
from kg.loaders.reading.source import opened
from kg.loaders.reading.text import encoding_of_xml

__all__ = ["PIECE_BYTES", "clean", "cleaned"]

PIECE_BYTES = 1 << 17
_DOCTYPE_BYTES = 1 << 20
_UNBROKEN_BYTES = 16 << 20

_CONTROLS: Final = bytes(c for c in range(32) if c not in b"\t\n\r")
_DOCTYPE = re.compile(
    rb"<!DOCTYPE(?:[^\[<>\"']|\"[^\"]*\"|'[^']*')*+"
    rb"(?:\[(?P<inside>(?:[^\]\"'<]|\"[^\"]*\"|'[^']*'|<!--.*?-->|<)*+)\]\s*)?>",
    re.DOTALL,
)
_ENTITY = re.compile(rb"<!ENTITY\s+(\w{1,64})\s+(?:\"([^\"&%<]{0,200})\"|'([^'&%<]{0,200})')\s*>")
_STRAY = re.compile(
    rb"&(?!(?:amp|lt|gt|quot|apos);|#[0-9]{1,9};|#x[0-9a-fA-F]{1,8};)(?:([A-Za-z][\w.-]{0,63});)?"
)
_BAD_NUMBERS = re.compile(
    rb"(?:&#(?:0*(?:[0-8]|1[124-9]|2[0-9]|3[01]|5[5-7][0-9]{3}|6553[45]|[0-9]{8,9})"
    rb"|x0*(?:[0-8bcefBCEF]|1[0-9a-fA-F]|[dD][89a-fA-F][0-9a-fA-F]{2}|[fF]{3}[eEfF]"
    rb"|[0-9a-fA-F]{7,8}));)+"
)
_NUMBER = re.compile(rb"&#(?:x([0-9a-fA-F]+)|([0-9]+));")
_ASIDE = re.compile(rb"(<!\[CDATA\[.*?\]\]>|<!--.*?-->)", re.DOTALL)
_SECTIONS: Final = ((b"<![CDATA[", b"]]>"), (b"<!--", b"-->"))


def clean(source: Source, entities: Mapping[str, str] | None = None) -> Iterator[bytes]:
    """The source's XML in pieces of UTF-8 that each end with a tag, ready for the parser.

    `entities` are names beyond HTML's with what they stand for; those that the document declares
    itself, when they are plain short texts, are known too. An unknown name stays as it is written.

    Raises MissingInput, UnreadableInput or InputError as `opened` does.
    """
    with opened(source) as stream:
        pieces = iter(lambda: stream.read(PIECE_BYTES), b"")
        yield from cleaned(pieces, entities, source.findings)


def cleaned(
    pieces: Iterable[bytes],
    entities: Mapping[str, str] | None = None,
    findings: Findings | None = None,
) -> Iterator[bytes]:
    """The same for bytes at hand; the encoding is noted in `findings`.

    >>> b"".join(cleaned([b"<a>Smith &", b"amp; J&ouml;rg & S\\x0bon</a>"])).decode()
    '<a>Smith &amp; Jörg &amp; Son</a>'
    """
    known = _Entities(entities or {})
    for piece in _in_whole_tags(_with_line_feeds(_in_utf8(pieces, findings or Findings()))):
        aside = b"!" in piece and b"<!" in piece
        if aside and b"<!DOCTYPE" in piece:
            piece = _DOCTYPE.sub(_declaring(known), piece, count=1)
        yield _repaired(piece, known) if b"&" in piece or (aside and b"<!--" in piece) else piece


def _in_utf8(pieces: Iterable[bytes], findings: Findings) -> Iterator[bytes]:
    """Decoded as what the first bytes beyond ASCII are, and encoded as UTF-8."""
    findings.encoding = "utf-8"
    decoder: codecs.IncrementalDecoder | None = None
    beginning = b""
    for piece in pieces:
        beginning = beginning or piece[:1024]
        if decoder is None and (b"\0" in beginning or not piece.isascii()):
            encoding = findings.encoding = encoding_of_xml(beginning, piece)
            decoder = codecs.getincrementaldecoder(encoding)("replace")
        text = piece if decoder is None else decoder.decode(piece).encode("utf-8", "replace")
        yield text.translate(None, _CONTROLS)
    if decoder is not None:
        yield decoder.decode(b"", final=True).encode("utf-8", "replace")


def _with_line_feeds(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Line ends made `\\n`, also where a piece ends between `\\r` and `\\n`."""
    kept = b""
    for piece in pieces:
        piece = kept + piece
        kept = b""
        if b"\r" in piece:
            if piece.endswith(b"\r"):
                piece, kept = piece[:-1], b"\r"
            piece = piece.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        yield piece
    if kept:
        yield b"\n"


def _in_whole_tags(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Cut anew behind the last tag of each piece: no tag, entity or CDATA section is in two."""
    waiting: list[bytes] = []
    size = 0
    for piece in pieces:
        waiting.append(piece)
        size += len(piece)
        if b">" not in piece and size < _UNBROKEN_BYTES:
            continue
        data = b"".join(waiting)
        cut = _end_of_whole(data)
        if not cut and size >= _UNBROKEN_BYTES:
            cut = size
        if cut:
            yield data[:cut]
        waiting = [data[cut:]]
        size -= cut
    if size:
        yield b"".join(waiting)


def _end_of_whole(data: bytes) -> int:
    cut = data.rfind(b">") + 1
    if b"!" not in data:  # one byte is found ten times as fast as several, and most pieces lack it
        return cut
    for opening, closing in _SECTIONS:
        section = data.rfind(opening, 0, cut)
        if section >= 0 and data.find(closing, section) < 0:
            cut = section
    doctype = data.find(b"<!DOCTYPE", 0, cut)
    if doctype >= 0 and len(data) < _DOCTYPE_BYTES and not _DOCTYPE.match(data, doctype):
        cut = doctype
    return cut


class _Entities(dict[bytes | None, bytes]):
    """What the references of a document stand for, as XML, by name; None is a bare ampersand."""

    def __init__(self, given: Mapping[str, str]) -> None:
        super().__init__({None: b"&amp;"})
        for name, text in given.items():
            self.declare(name.encode(), text)

    def declare(self, name: bytes, text: str) -> None:
        self.setdefault(name, text.replace("&", "&amp;").replace("<", "&lt;").encode())

    def __missing__(self, name: bytes | None) -> bytes:
        known = (name or b"").decode()
        self.declare(name or b"", html5.get(f"{known};") or f"&{known};")
        return self[name]

    def written(self, found: re.Match[bytes]) -> bytes:
        return self[found[1]]


def _declaring(known: _Entities) -> Callable[[re.Match[bytes]], bytes]:
    """Takes a DOCTYPE out, but for its lines, and learns the plain entities it declares."""

    def taken_out(found: re.Match[bytes]) -> bytes:
        for name, double, single in _ENTITY.findall(found["inside"] or b""):
            known.declare(name, (double or single).decode("utf-8", "replace"))
        return b"\n" * found[0].count(b"\n")

    return taken_out


def _repaired(piece: bytes, known: _Entities) -> bytes:
    """References made right outside CDATA sections; comments are taken out, but for their lines."""
    if b"<![CDATA[" not in piece and b"<!--" not in piece:
        return _references_repaired(piece, known)
    parts = _ASIDE.split(piece)
    parts[::2] = [_references_repaired(part, known) for part in parts[::2]]
    parts[1::2] = [
        b"\n" * part.count(b"\n") if part.startswith(b"<!--") else part for part in parts[1::2]
    ]
    return b"".join(parts)


def _references_repaired(piece: bytes, known: _Entities) -> bytes:
    if b"&#" in piece:
        piece = _BAD_NUMBERS.sub(_numbered, piece)

    return _STRAY.sub(known.written, piece)


def _numbered(found: re.Match[bytes]) -> bytes:
    """Numbers that are no character: halves of one are put together, the others dropped."""
    codes = [int(x, 16) if x else int(d) for x, d in _NUMBER.findall(found[0])]
    halves = b"".join(c.to_bytes(2, "big") for c in codes if 0xD800 <= c < 0xE000)
    return halves.decode("utf-16-be", "replace").encode()
