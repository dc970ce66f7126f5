"""CSSCI, the Chinese Social Sciences Citation Index: the text file of its export.

A line is a name in lenticular brackets and a value, the works cited stand one a line behind the
last name, and a line of hyphens ends a record::

    【来源篇名】 title          【来源作者】 names between slashes
    【机构名称】 [name]institution.department/[name]institution.
    【期    刊】 journal        【年代卷期】 2019,40(010):3-19
    【参考文献】
    1.author.title.journal.2015,12(3)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar, Final

from kg.loaders.base import Head, Loading, Source
from kg.loaders.reading import dates
from kg.loaders.reading.people.authors import Roster
from kg.loaders.reading.people.names import listed, mentions
from kg.loaders.reading.spaces import BLANKS
from kg.loaders.reading.tables.index_table import unique_tags
from kg.loaders.reading.tagged import Entry, Grammar, tagged_loading
from kg.records import (
    Affiliation,
    KeywordTag,
    Mention,
    PaperRecord,
    Provenance,
    Reference,
    VenueMention,
)

__all__ = ["CssciLoader"]

_TITLE: Final = "来源篇名"
_CITED: Final = "参考文献"
_NAMED: Final = re.compile(rf"\s*【([^】]{{2,12}})】\s*(.*?){BLANKS}")
_RULE: Final = re.compile(r"\s*-{20,}\s*")
_BEGINS: Final = re.compile(rf"^\s*【{_TITLE}】", re.MULTILINE)
_TYPES: Final = {"综述": "review", "评论": "review", "书评": "review", "报告": "report"}


def _tag_of(line: str) -> tuple[str, str] | None:
    """The name of a line without the blanks within, and the value."""
    found = _NAMED.fullmatch(line)
    return ("".join(found[1].split()), found[2]) if found else None


def _go_on(entry: Entry, line: str) -> None:
    """A work cited, or more of the value before."""
    tag, value = entry.fields[-1]
    if _RULE.fullmatch(line):
        return
    if tag == _CITED:
        entry.fields.append((tag, line.strip()))
    else:
        entry.fields[-1] = (tag, f"{value}{line.strip()}")


_GRAMMAR: Final = Grammar(_tag_of, _TITLE, _go_on)


class CssciLoader:
    """The text export of CSSCI."""

    name: ClassVar[str] = "cssci"
    title: ClassVar[str] = "CSSCI (Chinese Social Sciences Citation Index), text"
    lost: ClassVar[str] = (
        "The title in English, funds, and the codes of the Chinese Library Classification."
    )
    fills: ClassVar[tuple[str, ...]] = (
        "title", "mentions", "n_authors", "authors_complete", "year", "date", "type", "venue",
        "volume", "issue", "pages", "keywords", "references", "n_references", "raw",
    )  # fmt: skip

    def sniff(self, head: Head) -> float:
        """By the name that its titles have."""
        return 0.95 if _BEGINS.search(head.text) else 0.0

    def load(self, source: Source) -> Loading:
        """Read record by record."""
        yield from tagged_loading(source, _GRAMMAR, _record)


def _record(entry: Entry, provenance: Provenance, raw: str) -> PaperRecord:
    authors = listed((entry.first("来源作者") or "").split("/"))
    printed = entry.first("年代卷期") or ""
    issue = _ISSUE.fullmatch(printed)
    dated = dates.from_text(printed[:4])
    references = tuple(map(_reference, entry.all(_CITED)))
    kind = _TYPES.get(entry.first("文章类型") or "", "article")
    journal = entry.first("期刊")
    return PaperRecord(
        provenance=provenance,
        title=entry.first(_TITLE),
        mentions=_placed(mentions(authors.names), entry),
        n_authors=len(authors.names) if authors.names and authors.complete else None,
        authors_complete=authors.complete if authors.names else None,
        year=dated.year,
        date=dated.date,
        type=kind,
        venue=VenueMention(journal, "journal") if journal else None,
        volume=(issue["volume"] or None) if issue else None,
        issue=issue["issue"] if issue else None,
        pages=issue["pages"] if issue else None,
        keywords=unique_tags(_keywords(entry)),
        references=references,
        n_references=len(references) or None,
        raw=raw,
    )


_ISSUE: Final = re.compile(
    r"\d{4},\s*(?P<volume>[^(),:]*)(?:\(0*(?P<issue>[^()]+)\))?(?::\s*(?P<pages>\S.*))?"
)
_OF_ONE: Final = re.compile(r"\s*\[([^\]]+)\](.*)")


def _placed(authors: tuple[Mention, ...], entry: Entry) -> tuple[Mention, ...]:
    """The authors with their institutions; where none is told by name, the first author's."""
    roster = Roster(authors)
    for piece in re.split(r"/(?=\s*\[)", entry.first("机构名称") or ""):
        if (found := _OF_ONE.fullmatch(piece)) and found[2].strip(" ."):
            roster.add_affiliation(found[1], _institution(found[2]))
    first = entry.first("第一机构")
    if first and len(roster) and not roster.has_affiliations:
        roster.place(0, _institution(first))
    return roster.mentions


def _institution(text: str) -> Affiliation:
    """An institution, behind which a full stop parts the department."""
    return Affiliation(", ".join(part for one in text.split(".") if (part := one.strip())))


def _keywords(entry: Entry) -> Iterator[KeywordTag]:
    yield from map(KeywordTag, _parts(entry.first("关键词")))
    for subject in _parts(entry.first("学科分类")):
        yield KeywordTag(subject, "subject", "cssci")


def _parts(value: str | None) -> Iterator[str]:
    return (part for one in (value or "").split("/") if (part := one.strip()))


_NUMBER: Final = re.compile(r"\A\s*\d{1,5}\s*[.．]\s*")
_NATION: Final = re.compile(r"[\[(（〔［][^\])）〕］]{1,6}[\])）〕］]\s*")
_AND_OTHERS: Final = re.compile(r"[,，、;；].*")
_ARTICLE: Final = re.compile(
    r"(?P<author>[^.]+)\.(?P<title>[^.]+)\.(?P<source>[^.]+)\.(?P<year>\d{4})"
    r"(?:,\s*(?P<volume>\d*)\s*(?:\([^()]*\))?)?(?::\s*(?P<page>[A-Za-z]?\d+).*)?\.?"
)
_BOOK: Final = re.compile(r"(?P<author>[^.]+)\.(?P<title>[^.]+)\.[^.]+,\s*(?P<year>\d{4})\b.*")
_YEAR: Final = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")


def _reference(line: str) -> Reference:
    """A work cited; full stops in initials and titles leave parts of it uncertain, but the year."""
    text = _NUMBER.sub("", line, count=1)
    found = _ARTICLE.fullmatch(text) or _BOOK.fullmatch(text)
    if found is None:
        years = _YEAR.findall(text)
        return Reference(text=text, year=int(years[-1]) if years else None)
    told = found.groupdict()
    return Reference(
        text=text,
        title=told["title"].strip(),
        year=int(told["year"]),
        first_author=re.split(r"[,，、;；]", _NATION.sub("", told["author"], count=1))[0].strip()
        or None,
        source=told.get("source"),
        volume=told.get("volume") or None,
        page=told.get("page"),
    )
