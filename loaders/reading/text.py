"""Bytes to text, whatever encoding the exporting program used.

The order: a byte order mark; UTF-16 without one (every other byte is NUL); UTF-8; else the
detector of charset-normalizer, held to the encodings that bibliographies come in. The result
never holds a carriage return, a NUL or a lone surrogate, nor a byte order mark, of which files
put together from others have several; a byte that fits nowhere becomes U+FFFD, so reading never
fails for the sake of one character.
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import BinaryIO

import numpy as np
import pyarrow as pa

from kg.loaders.base import HEAD_BYTES, Head, Source
from kg.loaders.reading.source import chunks, opened, read_bytes

__all__ = [
    "LINE_LIMIT",
    "Text",
    "declared_encoding",
    "decode",
    "encoding_of",
    "encoding_of_xml",
    "head_of",
    "is_cut",
    "is_utf8",
    "marked_encoding",
    "misread",
    "open_lines",
    "open_pieces",
    "read_text",
]

LINE_LIMIT = 32 * 1024 * 1024
"""Longest line in characters that `open_lines` gives whole; the longest real record seen, a
paper of 5,000 authors with their affiliations, is a tenth of it."""

_SAMPLE_BYTES = 65_536
_BLOCK_CHARACTERS = 1 << 20
_BOMS = (  # UTF-32 LE begins like UTF-16 LE: longest first.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CENTRAL = ["cp1250", "cp1257", "cp1254"]
_IN_RUNS = ["gb18030", "big5", "cp932", "euc_jp", "cp949", "cp1251", "koi8_r", "cp1253", "cp1255"]
_FEW_BYTES = 16
_SIGN_IN_WORD = re.compile(r"[A-Za-z][\u00a1-\u00bf][a-z]")
_DECLARED = re.compile(rb"\s*<\?xml[^>]*\bencoding\s*=\s*[\"']([\w.:-]{1,40})[\"']")
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")


@dataclass(frozen=True, slots=True)
class Text:
    """A file's whole text, its line ends made `\\n`, and the encoding it was read by."""

    text: str
    encoding: str


def read_text(source: Source) -> Text:
    """Decode the whole file; memory a few times its size.

    Raises MissingInput, UnreadableInput or InputError; no content makes it fail.
    """
    text = decode(read_bytes(source))
    source.findings.encoding = text.encoding
    return text


def decode(data: bytes) -> Text:
    """Decode a file's whole content.

    >>> decode("Jos\\u00e9\\r\\nM\\u00fcller".encode("utf-16"))
    Text(text='José\\nMüller', encoding='utf-16')
    >>> decode(b"Ada\\x00 Lovelace").text
    'Ada Lovelace'
    """
    encoding = _encoding_of([data])
    return Text(_tidy(data.decode(encoding, "replace")), encoding)


def is_utf8(data: bytes) -> bool:
    """Whether bytes are UTF-8 from end to end: Arrow looks, and makes no text of them.

    >>> is_utf8("Müller".encode()), is_utf8("Müller".encode("latin-1"))
    (True, False)
    """
    ends = pa.py_buffer(np.array([0, len(data)], np.int64))
    whole = pa.LargeStringArray.from_buffers(1, ends, pa.py_buffer(data))
    try:
        whole.validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def misread(text: str) -> bytes | None:
    """The UTF-8 that a program took for Latin-1, as clients of HTTP do with answers that name no
    encoding; None for other text.

    >>> misread("MÃ¼ller and JosÃ©"), misread("Müller and JosÃ©"), misread("Ada")
    (b'M\\xc3\\xbcller and Jos\\xc3\\xa9', None, None)
    """
    try:
        data = text.encode("latin-1")
    except UnicodeEncodeError:
        return None
    return data if not text.isascii() and is_utf8(data) else None


def open_lines(source: Source) -> Iterator[tuple[int, str]]:
    """Line numbers from 1 with the lines, without their ends; memory of a few long lines.

    The file is read twice, first to learn its encoding, so that the text is the same as
    `read_text` gives. A line longer than `LINE_LIMIT` is cut there: see `is_cut`.
    """
    yield from enumerate(chain.from_iterable(_lines(open_pieces(source, encoding_of(source)))), 1)


def open_pieces(source: Source, encoding: str) -> Iterator[str]:
    """The text that `read_text` gives, a million characters at a time; see `encoding_of`."""
    with opened(source) as stream:
        text = io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline=None)
        while piece := text.read(min(_BLOCK_CHARACTERS, LINE_LIMIT)):
            yield _without_marks(piece)


def _lines(pieces: Iterable[str]) -> Iterator[list[str]]:
    """The lines of each piece of text, cut at `LINE_LIMIT`; what a piece ends with comes later."""
    rest = ""
    for piece in pieces:
        if len(rest) == LINE_LIMIT and "\n" not in piece:
            continue
        lines = (rest + piece).split("\n")
        lines[0] = lines[0][:LINE_LIMIT]
        rest = lines.pop()[:LINE_LIMIT]
        yield lines
    if rest:
        yield [rest]


def encoding_of(source: Source) -> str:
    """The encoding of the whole file, which is read once for it; memory of a chunk."""
    encoding = source.findings.encoding = _encoding_of(chunks(source))
    return encoding


def marked_encoding(data: bytes) -> str | None:
    """The encoding that the beginning of a file shows beyond doubt: a byte order mark, or UTF-16.

    >>> marked_encoding("Ada".encode("utf-16")), marked_encoding(b"Ada")
    ('utf-16', None)
    """
    return _marked(data) or _utf16(data)


def is_cut(line: str) -> bool:
    """Whether `open_lines` gave only the beginning of this line, which is then to be rejected."""
    return len(line) >= LINE_LIMIT


def head_of(source: Source, size: int = HEAD_BYTES) -> Head:
    """The beginning of the file, for sniffing; cheap however large the file is."""
    with opened(source) as stream:
        data = stream.read(size + 1)
        tail = _tail(stream) if data.startswith(b"PAR1") else b""
    complete = len(data) <= size
    data = data[:size]
    encoding = _encoding_of([data])
    # An incremental decoder keeps back a character that the cut has split.
    text = codecs.getincrementaldecoder(encoding)("replace").decode(data, final=complete)
    name = re.sub(r"\.(?:gz|bz2|xz|zst|zip)\Z", "", source.path.name, flags=re.IGNORECASE)
    return Head(data=data, text=_tidy(text), name=name, complete=complete, tail=tail)


def _tail(stream: BinaryIO) -> bytes:
    if not stream.seekable():
        return b""
    stream.seek(max(stream.seek(0, io.SEEK_END) - HEAD_BYTES, 0))
    return stream.read()


def encoding_of_xml(beginning: bytes, piece: bytes) -> str:
    """The encoding of an XML text, from its first bytes and a piece that goes beyond ASCII.

    The bytes decide before the declaration, which survives many a conversion: a mark, UTF-16,
    valid UTF-8; only then what is declared, then the detector.

    >>> encoding_of_xml(b'<?xml version="1.0" encoding="ISO-8859-1"?>', b"M\\xfcller")
    'cp1252'
    """
    if known := _marked(beginning) or _utf16(beginning):
        return known
    try:
        codecs.getincrementaldecoder("utf-8")().decode(piece)
    except UnicodeDecodeError:
        declared = _DECLARED.match(beginning)
        sample = bytearray()
        _take_sample(sample, piece)
        return (declared_encoding(declared[1]) if declared else None) or _legacy(bytes(sample))
    return "utf-8"


def declared_encoding(declared: bytes) -> str | None:
    """What a text that is not UTF-8 says its encoding is, by Python's name; None when that is
    unknown, or UTF-8."""
    try:
        name = codecs.lookup(declared.decode()).name
        "".encode(name)
    except (LookupError, ValueError):
        return None
    if name.startswith("utf"):
        return None
    # As browsers do: what calls itself Latin-1 and uses 80-9F is Windows' superset of it.
    return "cp1252" if name in ("iso8859-1", "ascii") else name


def _tidy(text: str) -> str:
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _without_marks(text)


def _without_marks(text: str) -> str:
    return text.replace("\0", "").replace("\ufeff", "")


def _encoding_of(pieces: Iterable[bytes]) -> str:
    """The encoding of the content that comes in `pieces`."""
    utf8 = codecs.getincrementaldecoder("utf-8")()
    sample = bytearray()
    valid = True
    for number, piece in enumerate(pieces):
        if number == 0 and (known := marked_encoding(piece)):
            return known
        if valid:
            try:
                utf8.decode(piece)
            except UnicodeDecodeError:
                valid = False
        if not piece.isascii():
            _take_sample(sample, piece)
        if not valid and len(sample) >= _SAMPLE_BYTES:
            break
    return "utf-8" if valid else _legacy(bytes(sample))


def _take_sample(sample: bytearray, piece: bytes) -> None:
    """Add the lines of the piece that go beyond ASCII, each up to a length, as far as room is."""
    at = 0
    while len(sample) < _SAMPLE_BYTES and (high := _HIGH_RUN.search(piece, at)):
        # Begin at the line's own beginning, so that no character of two bytes is cut in half.
        begin = max(piece.rfind(b"\n", at, high.start()) + 1, at)
        end = piece.find(b"\n", high.end())
        end = min(len(piece) if end < 0 else end, high.end() + _SAMPLE_BYTES)
        begin = max(begin, high.start() - _SAMPLE_BYTES)
        sample += piece[begin:end] + b"\n"
        at = end


def _marked(data: bytes) -> str | None:
    return next((name for bom, name in _BOMS if data.startswith(bom)), None)


def _utf16(data: bytes) -> str | None:
    """UTF-16 without a mark: most of its text is Latin letters, whose high byte is NUL."""
    sample = data[:4096]
    half = len(sample) // 2
    if half < 2 or b"\0" not in sample:
        return None
    even, odd = sample[0 : 2 * half : 2].count(0), sample[1 : 2 * half : 2].count(0)
    if odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.4 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _legacy(sample: bytes) -> str:
    """The encoding of a text that is not valid UTF-8, from its lines beyond ASCII."""
    lenient = sample.decode("utf-8", "replace")
    bad = lenient.count("�")
    good = sum(1 for character in lenient if character > "\x7f") - bad
    if good > 2 * bad:
        return "utf-8"
    runs = _HIGH_RUN.findall(sample)
    if sum(len(run) == 1 for run in runs) > 0.7 * len(runs):
        # Letters between ASCII letters: Western, unless that puts signs like ³ inside words.
        signs = _SIGN_IN_WORD.search(sample.decode("cp1252", "replace"))
        return (_detected(sample, _CENTRAL) if signs else None) or "cp1252"
    if sum(map(len, runs)) < _FEW_BYTES:
        return "gb18030"  # Too little to tell from; it is the commonest, and takes any pair.
    return _detected(sample, _IN_RUNS) or "cp1252"


def _detected(sample: bytes, candidates: list[str]) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=candidates, enable_fallback=False).best()
    return None if best is None else best.encoding
