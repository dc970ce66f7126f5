"""PubMed's abstracts as text, record by record, under the tags of its MEDLINE form.

A record is parted from the next by two blank lines and begins with its number. Its paragraphs are
known by their order and their first words; numbers in brackets lead from authors to addresses::

    1. J Lakes. 2020 Apr;27(4):463-467. doi: 10.1000/lakes.1. Epub 2020 Feb 26.

    On lakes.

    Brook A(1), Reed S(1)(2); Lake Study Group.

    Author information:
    (1)Univ York, York, UK.

    Lakes are deep.

    DOI: 10.1000/lakes.1
    PMID: 30000001 [Indexed for MEDLINE]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.loaders.base import Head, Source
from kg.loaders.reading.tagged import Entry
from kg.loaders.reading.text import open_lines

__all__ = ["is_pubmed_text", "pubmed_text_entries"]

_START: Final = re.compile(r"\A\s*\d{1,6}\. \S[^\n]*\n(?:[^\n]+\n){0,4}\s*\n")
_NUMBERED: Final = re.compile(r"^PMID: ?\d{1,9}\b", re.MULTILINE)
_BEGINS: Final = re.compile(r"\d{1,6}\. (?=\S)")


def is_pubmed_text(head: Head) -> bool:
    """Whether a file begins with a numbered paragraph, and a PMID has a line of its own."""
    return bool(_START.match(head.text) and _NUMBERED.search(head.text))


def pubmed_text_entries(source: Source) -> Iterator[Entry]:
    """The records, whose tags are those of MEDLINE."""
    entry: Entry | None = None
    blank = 2
    for number, line in open_lines(source):
        if not line.strip():
            blank += 1
        elif blank > 1 and _BEGINS.match(line):
            if entry is not None:
                yield _tagged(entry)
            entry, blank = Entry(number), 0
        if entry is not None:
            entry.printed.append(line)
            blank = blank if not line.strip() else 0
    if entry is not None:
        yield _tagged(entry)


def _tagged(entry: Entry) -> Entry:
    """The same record with what its paragraphs say."""
    blocks = re.split(r"\n\s*\n", "\n".join(entry.printed).strip())
    entry.fields += _head(_BEGINS.sub("", _joined(blocks[0]), count=1), blocks)
    entry.fields += _body(blocks)
    return entry


def _joined(block: str) -> str:
    return " ".join(block.split())


_CITATION: Final = re.compile(
    r"(?P<TA>[^.]{1,200})\. (?P<DP>(?:1[5-9]|20)\d\d\b[^;:.]{0,40})"
    r"(?:;(?P<VI>[^:();.]{0,40})(?:\((?P<IP>[^()]{1,40})\))?(?::(?P<PG>[^.;]{1,60}))?)?\..*"
)


def _head(first: str, blocks: list[str]) -> Iterator[tuple[str, str]]:
    """Where a paper appeared, and below it its title; a part of a book begins with its title."""
    found = _CITATION.fullmatch(first)
    if found is None:
        yield "TI", first
        return
    yield from ((tag, value.strip()) for tag, value in found.groupdict().items() if value)
    if blocks[1:]:
        yield "TI", _joined(blocks.pop(1))


_LANGUAGE: Final = re.compile(r"\[Article in ([A-Z][a-z]+)")
_ADDRESSES: Final = "Author information:"
_NOTES: Final = re.compile(
    r"Collaborators|Comment (?:in|on)|Copyright |Conflict of interest|Plain language summary|©"
    r"|(?:Corrected|Republished|Corrected and republished|Retracted and republished) (?:in|from)"
    r"|Erratum (?:in|for)|Expression of concern (?:in|for)|Original report in|Publisher: "
    r"|Reprint (?:in|of)|Retraction (?:in|of)|Summary for patients in|Update (?:in|of)"
)
"""What stands among the paragraphs of a record and is no abstract."""
_IN_BOOK: Final = re.compile(
    r"In: ([^.]{1,200})\. .{0,400}?\b((?:19|20)\d\d(?: [A-Z][a-z]{2})?(?: \d{1,2})?)\.?"
)
_IDS: Final = re.compile(r"^(DOI|PMCID|PMID): ?(\S+)", re.MULTILINE)
_TAGS: Final = {"DOI": "LID", "PMCID": "PMC", "PMID": "PMID"}


def _body(blocks: list[str]) -> Iterator[tuple[str, str]]:
    """Authors, addresses, the abstract and the numbers below it."""
    addresses = next((_addresses(b) for b in blocks if b.startswith(_ADDRESSES)), {})
    named = told = False
    for block in blocks[1:]:
        text = _joined(block)
        if stated := list(_stated(block, text)):
            yield from stated
        elif not named and not told and _lists_authors(text):
            named = True
            yield from _authors(text, addresses)
        elif not told and not text.startswith(_ADDRESSES) and not _NOTES.match(text):
            told = True
            yield "AB", text


def _stated(block: str, text: str) -> Iterator[tuple[str, str]]:
    """What a paragraph says that its first words name."""
    for name, value in _IDS.findall(block):
        yield _TAGS[name], f"{value} [doi]" if name == "DOI" else value
    if found := _LANGUAGE.match(text):
        yield "LA", found[1]
    elif found := _IN_BOOK.fullmatch(text):
        yield from (("BTI", found[1]), ("CTDT", found[2]))
    elif text.startswith("Retraction in"):
        yield "RIN", text


_NOBODY: Final = "[No authors listed]"
_MARK: Final = r"(?:\(\s?(?:\d{1,3}|[^\w\s()]{1,3})\))"
_NAME: Final = re.compile(
    r"(?:[^\d,;:()]{1,60} [^\W\d_a-z]{1,4}(?: (?:[JS]r|[2-4](?:nd|rd|th)|I{2,3}|IV))?"
    rf"|[^\W\d_]\S{{0,40}}|[^\d,;:()]{{1,60}}(?={_MARK})){_MARK}*"
)
"""With initials behind it, of one word, or with a mark."""
_MARKED: Final = re.compile(rf"(.*?)({_MARK}*)")


def _lists_authors(text: str) -> bool:
    """Whether a paragraph is a list of names: `Brook AM(1), Kenry(2); Lake Group.`"""
    if text == _NOBODY:
        return True
    people, *bodies = text.removesuffix(".").split("; ")
    names = people.split(", ")
    return text.endswith(".") and ". " not in "".join(bodies) and all(map(_NAME.fullmatch, names))


def _authors(text: str, addresses: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Names, each with the addresses to which its numbers lead; bodies stand behind semicolons."""
    if text == _NOBODY:
        return
    people, *bodies = text.removesuffix(".").split("; ")
    if address := addresses.get(""):
        yield "AD", address
    for tag, name in [*(("AU", p) for p in people.split(", ")), *(("CN", b) for b in bodies)]:
        if found := _MARKED.fullmatch(name):
            yield tag, found[1].strip()
            numbers = re.findall(r"\d+", found[2])
            yield from (("AD", addresses[n]) for n in numbers if n in addresses)


_ADDRESS: Final = re.compile(r"\((\d{1,3})\)(?=\S)(.*)")


def _addresses(block: str) -> dict[str, str]:
    """Addresses by their numbers; the only one may have none."""
    found: dict[str, str] = {}
    number = ""
    for line in block.removeprefix(_ADDRESSES).splitlines():
        begun = _ADDRESS.fullmatch(line.strip())
        number, text = begun.groups() if begun else (number, line.strip())
        found[number] = f"{found.get(number, '')} {text}".strip()
    return {number: text for number, text in found.items() if text}
