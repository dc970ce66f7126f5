"""XML record by record: streaming, safe, and going on after a record that is broken.

`elements` is what loaders read through, `root_of` what they sniff by; `xml_text` turns what they
find into text. Nothing is fetched, no DTD or external entity is looked at, entities cannot grow
(see `xml_bytes`), depth and length are limited (libxml2: 256 levels, 10 MB of text), and what has
been read is freed, so that memory does not grow with the file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import Any, Final, TypeAlias, TypeVar, cast

from lxml import etree

from kg.loaders.base import Head, Source
from kg.loaders.reading.xml.bytes import clean, cleaned
from kg.loaders.reading.xml.text import local_name

__all__ = [
    "RECORD_BYTES",
    "Elements",
    "Found",
    "XmlRoot",
    "XmlTrouble",
    "element_alone",
    "elements",
    "elements_beside",
    "elements_of",
    "root_of",
]

RECORD_BYTES = 32 << 20
"""Longest record; what is longer is rejected, and reading goes on at the next start of one."""

_RAW_BYTES = 4_000
_ANOTHER_DOCUMENT: Final = (5, 64)
"""libxml2's errors for content behind the root and for a second `<?xml`."""
_MISMATCH: Final = 76
"""libxml2's error for an end tag that closes nothing."""
_TAG = re.compile(rb"<(/?)([A-Za-z_][\w.:-]*)[^<>]*>")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_DEEPEST: Final = 100
_XML = re.compile(r"\s*<[?!A-Za-z_]")
_LINES = re.compile(r",? line \d+(?:, column \d+)?")
_SAFE: Final[dict[str, Any]] = {
    "resolve_entities": False,
    "load_dtd": False,
    "no_network": True,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}


@dataclass(frozen=True, slots=True)
class XmlTrouble:
    """A record (or what stands between two) that cannot be read: a reject in the making."""

    line: int
    reason: str
    raw: str


T = TypeVar("T")
Found: TypeAlias = "tuple[int, etree._Element] | XmlTrouble"
Elements: TypeAlias = Iterator[Found]
_Events: TypeAlias = "Iterator[tuple[str, etree._Element]]"


def elements(
    source: Source, names: Iterable[str], entities: Mapping[str, str] | None = None
) -> Elements:
    """The elements with one of these local names in any namespace, each with its line (from 1).

    The line is the one where the start tag ends. An element, with all inside it, is whole when it
    comes and is gone soon after the next is asked for; its ancestors are there with their
    attributes, their earlier children are not. Elements of these names inside one another come
    from the inside out, and the outer one keeps them: better name only such as do not nest.

    A record that is not well-formed comes as XmlTrouble and reading goes on at the next start tag
    of these names; so does what is wrong between records, a file that ends early, a record longer
    than `RECORD_BYTES`. Several documents one after the other in one file are read all.

    `entities` are named entities beyond those of HTML. Raises only what `opened` raises.
    """
    return elements_of(clean(source, entities), names)


def elements_of(pieces: Iterable[bytes], names: Iterable[str]) -> Elements:
    """The same for XML that `xml_bytes.cleaned` has gone over.

    >>> pieces = cleaned([b"<r><p>1</p>\\n<p>2</q></p>\\n<p>3</p></r>"])
    >>> [x.line if isinstance(x, XmlTrouble) else x[1].text for x in elements_of(pieces, ["p"])]
    ['1', 2, '3']
    """
    return cast(Elements, _Reading(pieces, sorted(set(names))).run())


def elements_beside(
    pieces: Iterable[bytes], names: Iterable[str], aside: Callable[[bytes, int], T | None]
) -> Iterator[Found | T]:
    """The same beside another reader, which is offered each piece that begins between records.

    `aside` is given the piece and the number of lines before it. What it makes of a piece comes in
    its place, and the parser does not see the piece: it must be of whole records that are
    well-formed and have no namespace, and of nothing else. None leaves the piece to the parser.
    """
    return _Reading(pieces, sorted(set(names)), aside).run()


def element_alone(data: bytes) -> etree._Element | None:
    """An element that `elements_beside` is not to see; None when it is not well-formed."""
    try:
        return etree.fromstring(data, etree.XMLParser(encoding="utf-8", **_SAFE))
    except etree.XMLSyntaxError:
        return None


@dataclass(slots=True)
class _Window:
    """The last pieces fed, back to the one in which the open record begins."""

    line: int
    pieces: list[bytes] = field(default_factory=list)
    starts: int = 0
    """How many start tags of records the parser has seen in them."""

    @property
    def size(self) -> int:
        return sum(map(len, self.pieces))

    def move(self, *kept: bytes, starts: int = 0) -> None:
        """Forget all pieces but the last ones."""
        gone = self.pieces[: len(self.pieces) - len(kept)]
        self.line += sum(piece.count(b"\n") for piece in gone)
        self.pieces, self.starts = list(kept), starts


class _Reading:
    """One pass over the pieces: after each trouble a new parser, with the same ancestors open."""

    def __init__(
        self,
        pieces: Iterable[bytes],
        names: Iterable[str],
        aside: Callable[[bytes, int], Any | None] | None = None,
    ) -> None:
        self.pieces = pieces
        self.aside = aside
        self.tags = [f"{{*}}{name}" for name in names]
        anyone = "|".join(map(re.escape, names)).encode()
        self.start = re.compile(rb"<(?:[\w.-]+:)?(?:" + anyone + rb")(?=[\s/>])")
        self.found: list[tuple[int, etree._Element] | XmlTrouble] = []
        self.around = _Surroundings()
        self.blamed: XmlTrouble | None = None  # trouble that may turn out to be the next record's
        self.lost = False  # whether nothing is parsed until a record begins
        self.begun = False  # whether a record has ever begun
        self.again = False  # whether this parser was begun at a record
        self._begin(1)

    def _begin(self, line: int) -> None:
        self.parser = self._new_parser()
        self.offset = line - 1
        self.window = _Window(line)
        self.open: list[etree._Element] = []  # the records whose end has not come
        self.places: list[int] = []  # which start tag in the window each of them is
        self.parent: etree._Element | None = None
        context = self.around.start_tags()
        self.fed = bool(context)
        if context:
            try:
                self.parser.feed(context)
            except etree.XMLSyntaxError:  # a tag around the records is damaged: without them
                self.around.tags.clear()
                self.parser, self.fed = self._new_parser(), False

    def _new_parser(self) -> etree.XMLPullParser:
        return etree.XMLPullParser(("start", "end"), tag=self.tags, encoding="utf-8", **_SAFE)

    def run(self) -> Iterator[Any]:
        for piece in self.pieces:
            if self.aside is not None and self._between_records():
                found = self.aside(piece, self.window.line - 1)
                if found is not None:
                    self._pass_over(piece.count(b"\n"))
                    yield found
                    continue
            rest: bytes | None = piece
            while rest is not None:
                rest = self._feed(rest)
                yield from self.found
                self.found.clear()
            if not self.begun and self.window.size > RECORD_BYTES:
                yield XmlTrouble(1, f"no record in the first {RECORD_BYTES >> 20} MB of XML", "")
                return
        self._close()
        yield from self.found

    def _between_records(self) -> bool:
        """Whether the parser knows what stands around the next record, and waits for one."""
        waiting = self.parent is not None and not (self.open or self.lost or self.blamed)
        return waiting and not self.window.pieces and not self.parent.nsmap  # type: ignore[union-attr]

    def _pass_over(self, lines: int) -> None:
        self.offset += lines
        self.window.line += lines

    def _feed(self, piece: bytes) -> bytes | None:
        """Parse a piece; gives back what is to be parsed anew after a trouble."""
        if self.lost:
            found = self.start.search(piece)
            self.around.walk(piece[: found.start() if found else len(piece)])
            if found is None:
                self.window.line += piece.count(b"\n")
                return None
            self._begin_again(self.window.line, piece, found.start())
            piece = piece[found.start() :]
        self._free()
        outermost, before = self.open[0] if self.open else None, self.window.starts
        self.window.pieces.append(piece)
        self.fed = self.fed or not piece.isspace()
        error = None
        try:
            self.parser.feed(piece)
        except etree.XMLSyntaxError as raised:
            error = raised
        self._take_events()
        if error is not None:
            return self._recover(_reason(error), error.lineno or 1, int(getattr(error, "code", 0)))
        if outermost is None or not self.open or self.open[0] is not outermost:
            if self.open:
                self.window.move(piece, starts=self.window.starts - before)
                self.places = [place - before for place in self.places]
            else:
                self.window.move()
        elif self.window.size > RECORD_BYTES:
            return self._recover(f"longer than {RECORD_BYTES >> 20} MB")
        return None

    def _take_events(self) -> None:
        element = None
        for event, element in cast(_Events, self.parser.read_events()):
            if event == "start":
                if self.blamed is not None:
                    self.found.append(self.blamed)
                    self.blamed = None
                self.open.append(element)
                self.places.append(self.window.starts)
                self.window.starts += 1
            else:
                self.open.pop()
                self.places.pop()
                self.found.append((self._line(element), element))
        if element is not None:
            self.begun = True
            self.parent = element.getparent()

    def _line(self, element: etree._Element) -> int:
        return self.offset + cast(int, element.sourceline or 1)

    def _free(self) -> None:
        """Let go of all elements that are read, down to the record that is open."""
        if self.parent is None:
            return
        for node in (*reversed(list(self.parent.iterancestors())), self.parent):
            if node in self.open:
                break
            del node[:-1]

    def _recover(self, reason: str, line: int = 1, code: int = 0) -> bytes | None:
        """Say what is broken, and begin anew at the record after it."""
        data = b"".join(self.window.pieces)
        seen = self.window.starts
        starts = [m.start() for m in islice(self.start.finditer(data), seen + 2)]
        following = starts[seen:]
        if self.open:
            self._left_open(reason)
        elif self.again and not seen:  # the record's own start tag is what is broken
            following = starts[1:]
            self.blamed = None
            self.found.append(XmlTrouble(self.window.line, reason, _raw(data, following)))
        elif not (following and code in _ANOTHER_DOCUMENT) and not (
            self.again and code == _MISMATCH
        ):
            self.blamed = XmlTrouble(self.offset + line, reason, "")
        if self.parent is not None:
            self.around.stand_in(self.parent)
        # From the last record that began, whose own tags do not count, to the one that follows.
        begin = starts[seen - 1] if 0 < seen <= len(starts) else 0
        self.around.walk(data[begin : following[0] if following else len(data)], record=seen > 0)
        if following:
            self._begin_again(self.window.line, data, following[0])
            return data[following[0] :]
        self.window.move()
        self.open, self.places, self.lost = [], [], True
        return None

    def _begin_again(self, line: int, data: bytes, at: int) -> None:
        """A new parser for the record that begins there in data, which begins on that line."""
        self._begin(line + data.count(b"\n", 0, at))
        self.again, self.lost = True, False

    def _left_open(self, reason: str) -> None:
        """Trouble for each record that is open, with its text to the next start of one."""
        data = b"".join(self.window.pieces)
        starts = [m.start() for m in islice(self.start.finditer(data), self.window.starts + 1)]
        for element, place in zip(self.open, self.places, strict=True):
            begin, *following = starts[place : place + 2] or [0]
            raw = _raw(data[begin : begin + _RAW_BYTES], [at - begin for at in following])
            self.found.append(XmlTrouble(self._line(element), reason, raw))

    def _close(self) -> None:
        if not self.lost and self.fed:
            try:
                self.parser.close()
            except etree.XMLSyntaxError:
                # What is only wrong with namespaces is no fatal error, and nothing is lost.
                if self.parser.feed_error_log.filter_from_fatals():
                    self._ended_early()
        if self.blamed is not None:
            self.found.append(self.blamed)

    def _ended_early(self) -> None:
        if self.open:
            self._left_open("the file ends before the record does")
        else:
            line = self.window.line + sum(piece.count(b"\n") for piece in self.window.pieces)
            self.found.append(XmlTrouble(line, "the file ends before its XML does", ""))


def _reason(error: etree.XMLSyntaxError) -> str:
    """What libxml2 says, without the lines, which are not those of the file."""
    return "not well-formed XML: " + _LINES.sub("", error.msg or "").strip()


def _raw(data: bytes, following: list[int]) -> str:
    """The text of the broken record that data begins with, to the next record."""
    end = min([*following[:1], _RAW_BYTES])
    return data[:end].decode("utf-8", "ignore").strip()


class _Surroundings:
    """The elements that records stand in, followed also where the parser does not read."""

    def __init__(self) -> None:
        self.tags: list[tuple[bytes, bytes]] = []  # name and start tag, outermost first
        self.broken: int | None = None  # which of them is the broken record, until it is closed

    def start_tags(self) -> bytes:
        """What a new parser is to be given first, to read on behind the broken record."""
        if self.broken is not None:
            del self.tags[self.broken :]
            self.broken = None
        return b"".join(tag for _, tag in self.tags)

    def stand_in(self, element: etree._Element) -> None:
        """Begin with an element that the parser knows, and those around it."""
        self.tags.clear()
        for node in (element, *element.iterancestors()):
            try:
                alone = etree.Element(node.tag, nsmap=cast("dict[str, str]", node.nsmap))
                for name, value in node.items():
                    alone.set(name, value)
            except ValueError:  # no namespace, or a prefix of none: the name alone tells
                name = local_name(node).rpartition(":")[2]
                alone = etree.Element(name if _NAME.fullmatch(name) else "_")
            tag = etree.tostring(alone, encoding="utf-8").removesuffix(b"/>") + b">"
            self.tags.insert(0, (tag[1:-1].split(None, 1)[0], tag))

    def walk(self, data: bytes, *, record: bool = False) -> None:
        """Follow the tags of a text that is not parsed; it may begin with a record."""
        if record:
            self.broken = len(self.tags)
        for found in _TAG.finditer(data):
            closes, name = found.groups()
            if closes:
                self._close(name)
            elif not found[0].endswith(b"/>") and len(self.tags) < _DEEPEST:
                self.tags.append((name, _sound(name, found[0])))

    def _close(self, name: bytes) -> None:
        at = next((i for i in range(len(self.tags) - 1, -1, -1) if self.tags[i][0] == name), None)
        if at is not None:
            del self.tags[at:]
            if self.broken is not None and at <= self.broken:
                self.broken = None


def _sound(name: bytes, tag: bytes) -> bytes:
    """The start tag, or only its name where the attributes are part of what is broken."""
    try:
        etree.fromstring(tag[:-1] + b"/>", etree.XMLParser(**_SAFE))
    except etree.XMLSyntaxError:
        return b"<" + name + b">"
    return tag


@dataclass(frozen=True, slots=True)
class XmlRoot:
    """How an XML file begins, by local names.

    `name` and `namespace` of the root element (None without one) and its attributes, the
    different names of its children in order, and the names and namespaces of all elements
    in the head.
    """

    name: str
    namespace: str | None
    attributes: dict[str, str]
    children: tuple[str, ...]
    names: frozenset[str]
    namespaces: frozenset[str]


def root_of(head: Head) -> XmlRoot | None:
    """How the XML in the head begins; None when it does not begin like XML.

    The head may be cut anywhere; declaration, comments and DOCTYPE may stand before the root.
    Cheap: the head is parsed once for all who ask.
    """
    return _root_of(head.data) if _XML.match(head.text) else None


@lru_cache(maxsize=8)
def _root_of(data: bytes) -> XmlRoot | None:
    parser = etree.XMLParser(recover=True, encoding="utf-8", **_SAFE)
    text = b"".join(cleaned([data])).lstrip()
    try:
        root = etree.fromstring(text, parser) if text else None
    except etree.XMLSyntaxError:
        return None
    if root is None or not isinstance(root.tag, str):
        return None
    # A damaged head may hold names that QName refuses, such as of a prefix never declared.
    inside = [str(node.tag).rpartition("}") for node in root.iter(etree.Element)]
    return XmlRoot(
        local_name(root),
        root.tag.rpartition("}")[0].removeprefix("{") or None,
        {str(name): str(value) for name, value in root.attrib.items()},
        tuple(dict.fromkeys(local_name(child) for child in root.iterchildren(etree.Element))),
        frozenset(name for _, _, name in inside),
        frozenset(space.removeprefix("{") for space, _, _ in inside if space),
    )
