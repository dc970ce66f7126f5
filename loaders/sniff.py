"""Which loader reads a file: decided by what is in it, never by what it is called."""

from __future__ import annotations

import re
from typing import ClassVar

from kg import plugins
from kg.errors import UnknownFormat
from kg.loaders.base import Head, Loader, Loading, Source
from kg.loaders.reading.json.text import ENVELOPES, answer_of, unwrapped
from kg.loaders.reading.text import head_of
from kg.loaders.reading.xml.elements import root_of

__all__ = ["BlankLoader", "choose"]

_HINT = "`kg formats` lists what can be read; --format NAME reads the file as that"
_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "a PDF", "export the references it holds as BibTeX or RIS, and build from those"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "unpack it first"),
    (b"Rar!", "a RAR archive", "unpack it first"),
    (b"\xd0\xcf\x11\xe0", "an old Office document", "save it as CSV"),
    (b"{\\rtf", "a rich-text document", "save it as plain text"),
    (b"SQLite format 3\0", "an SQLite database", "export the table as CSV"),
    (b"\x89PNG", "an image", "only text and tables can be read"),
    (b"\xff\xd8\xff", "an image", "only text and tables can be read"),
    (b"GIF8", "an image", "only text and tables can be read"),
)
_LONG_LINE = 1 << 20
"""Bytes to look at where the first record alone is longer than a head."""
_LISTS = frozenset((*ENVELOPES, "collection", "hits", "message", "notes"))
_REMARKS = "messages"
"""What an answer says of itself, which is a list, too."""
_WEB_PAGE = ("<!doctype html", "<html")
_DTD = re.compile(r"<!(?:ELEMENT|ATTLIST)\s")
_NAME = re.compile(r"[\w .()/-]{1,60}")
_JSON = re.compile(
    r'\s*(?:(?:\[\s*)?\{\s*"(?P<name>[^"\\]{1,60})"\s*:|\[\s*(?:"[^"\\]{0,200}"|-?[\d.]+)\s*,)'
)
_YAML = re.compile(r"\s*(?:---\s*\n)?(?:#[^\n]*\n|\s*\n)*(?:[\w-]+:(?: [^\n]*)?|- [\w-]+:[^\n]*)\n")
_FRONT_MATTER = re.compile(r"\s*---[^\S\n]*\n(?:[^\n]*\n){1,200}?---[^\S\n]*\n(?=\s*[#<|\[!>*])")
"""What a Markdown text says of itself before it begins."""


class BlankLoader:
    """Reads a file that holds nothing, an empty JSON value or an answer of an API that lists
    nothing: no records, nothing rejected."""

    name: ClassVar[str] = "blank"
    title: ClassVar[str] = "empty file"
    fills: ClassVar[tuple[str, ...]] = ()

    def sniff(self, head: Head) -> float:
        nothing = "".join(head.text.split()) in ("", "{}", "[]") or _lists_nothing(head)
        return float(head.complete and nothing and b"\0" not in head.data)

    def load(self, source: Source) -> Loading:
        return iter(())


def _lists_nothing(head: Head) -> bool:
    """Whether it is an answer whose list of records is empty, and that holds no other list but of
    words, such as those it was asked for."""
    answer = (answer_of(head) if head.complete else None) or {}
    names = [name for name in answer if name in _LISTS or name.endswith("_papers")]
    if not names:
        return False
    held = [value for name, value in answer.items() if name != _REMARKS]
    lists = (value for value in held if isinstance(value, list))
    filled = any(not isinstance(one, str) for some in lists for one in some)
    return not filled and not unwrapped(answer, _LISTS.union(names))


def choose(source: Source, format: str | None = None) -> Loader:  # noqa: A002
    """The loader that reads this source: the surest one, or the one that `format` names.

    An empty file is no error: it is given to a loader that finds nothing in it. Between loaders
    that are equally sure the one named like the file's ending is taken, then the first by name.

    Raises MissingInput, UnreadableInput or InputError when the source cannot be opened,
    UnknownPlugin when no format has that name, UnknownFormat when no loader claims the content.
    """
    head = head_of(source)
    if format is not None:
        return plugins.loader(format)
    blank = BlankLoader()
    if blank.sniff(head):
        return blank
    best = _surest(head)
    if best is None and _is_one_object(head):
        best = _surest(head_of(source, _LONG_LINE))
    if best is None:
        raise _unknown(source, head)
    return best


def _surest(head: Head) -> Loader | None:
    """The loader that is surest of a head, None when none claims it."""
    known = plugins.loaders().values()
    sureness = {loader.name: (loader.sniff(head), _is_named(loader, head)) for loader in known}
    best = max(known, key=lambda loader: sureness[loader.name])
    return best if sureness[best.name][0] > 0 else None


def _is_one_object(head: Head) -> bool:
    """Whether all of the head is the beginning of one line of JSON, its telling keys to come."""
    return not head.complete and "\n" not in head.text and head.text.startswith(("{", "[{"))


def _is_named(loader: Loader, head: Head) -> bool:
    """Whether the file's ending begins the loader's name: `.bib` and `bibtex`."""
    ending = head.name.rpartition(".")[2].lower()
    return len(ending) > 1 and loader.name.startswith(ending)


def _unknown(source: Source, head: Head) -> UnknownFormat:
    for magic, what, hint in _MAGIC:
        if head.data.startswith(magic):
            return UnknownFormat(f"{source.uri}: is {what}, not a list of papers", hint=hint)
    if not head.text.strip():
        return UnknownFormat(
            f"{source.uri}: holds only zero bytes or blanks",
            hint="the download or copy may have been interrupted: fetch it again",
        )
    if head.text.lstrip()[:20].lower().startswith(_WEB_PAGE):
        return UnknownFormat(
            f"{source.uri}: is a web page, not a list of papers",
            hint="use the page's export (BibTeX, RIS, CSV), or copy its text",
        )
    if _is_binary(head):
        return UnknownFormat(f"{source.uri}: is binary data of no known format", hint=_HINT)
    if _DTD.search(head.text[:20_000]):
        return UnknownFormat(
            f"{source.uri}: is a DTD, which describes XML and lists no papers",
            hint="build from the XML beside it; the DTD is not needed to read that",
        )
    if root := root_of(head):
        what = f"is XML that begins with <{root.name[:60]}>, and lists no papers in a known format"
        return UnknownFormat(f"{source.uri}: {what}", hint=_HINT)
    if json := _JSON.match(head.text):
        begun = f' that begins with "{json["name"]}"' if json["name"] else ""
        what = f"is JSON{begun}, and lists no papers in a known format"
        return UnknownFormat(f"{source.uri}: {what}", hint=_HINT)
    if columns := _columns(head.text):
        return UnknownFormat(
            f"{source.uri}: is a table without a column of titles ({', '.join(columns)})",
            hint="a table of papers needs a `title` column and another that `kg formats` knows",
        )
    if _YAML.match(head.text) and not _FRONT_MATTER.match(head.text):
        return UnknownFormat(
            f"{source.uri}: is YAML, which lists no papers in any known format", hint=_HINT
        )
    return UnknownFormat(f"{source.uri}: no loader recognises the content", hint=_HINT)


_WORDS = 5
"""Words in the longest name of a column; a sentence has more between its commas."""


def _columns(text: str) -> list[str]:
    """The column names that a table without titles begins with; none when it is no table."""
    first, _, rest = text.strip().partition("\n")
    for delimiter in ",;\t":
        names = [name.strip(' "') for name in first.split(delimiter)]
        second = rest.partition("\n")[0]
        named = all(_NAME.fullmatch(name) and len(name.split()) <= _WORDS for name in names)
        if 2 <= len(names) <= 60 and delimiter in second and named:
            return [] if "title" in map(str.lower, names) else names
    return []


def _is_binary(head: Head) -> bool:
    """Whether control characters or undecodable bytes are more than a slip in a text."""
    strange = sum(1 for c in head.text if c == "\ufffd" or (c < " " and c not in "\t\n\f"))
    return strange > 0.02 * len(head.text)
