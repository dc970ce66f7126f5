"""Daily digests in Markdown: a heading with the title, and lines that say what else is known.

Four small programs write them::

    ### [1] [Title](https://arxiv.org/abs/2506.04230)      # Title, or ## 1. Title
    *Ada Lovelace,Charles Babbage*                         **Authors**: Ada Lovelace, …
    Main category: cs.DB                                   **Link**: [PDF](https://arxiv.org/pdf/…)
    Abstract: …                                            **Abstract**: …

The fourth writes the authors bare under the linked title, the abstract within `<details>`, and the
query as the heading above. Others differ in their labels and in what they mark with bullets or
pictures, and may put the abstract under a heading of its own; they are known by a heading with
authors and an address of arXiv below it. The labels are English, Chinese or Japanese. What a
machine wrote (`TL;DR`, `Motivation`, `Summary`) is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, dropwhile
from typing import TypeAlias

from kg.loaders.reading.markdown.escapes import is_escaped, without_escapes
from kg.loaders.reading.markdown.links import code_of, links
from kg.loaders.reading.markdown.topics import topic
from kg.loaders.reading.markup import unescaped
from kg.loaders.reading.spaces import BLANKS

__all__ = ["CATEGORY_CODE", "Block", "blocks", "is_digest", "may_be_digest"]

_HEADING = re.compile(
    r"#{1,4}\s+(?:(?:\*\*)?(?:\[\d+\]|\[\d{4}-\d\d-\d\d\]|\d+\.)\s+)?(?P<title>\S.*)"
)
_LINKED = re.compile(r"\[(?P<title>.+)\]\((?P<link>https?://arxiv\.org/[^\s()]+)\)\s*")
_SIGNS = r"(?:[^\w\s*#|<>()\[\]]{1,4}\s+)?"
_LABEL = re.compile(
    rf"\s*(?:>\s+)?(?:[-*+]\s+)?{_SIGNS}(?:\*\*(?P<bold>[^*:\uff1a]{{1,40}})(?:\*\*\s*[:\uff1a]|[:\uff1a]\s*\*\*)"
    r"|(?P<plain>(?:Authors?|Link|arXiv|Abstract|Main category|TL;DR|[A-Z][a-z]+)(?=:)"
    r"|(?:发布日期|作者|(?:中文)?摘要|代码链接|论文链接)(?=[:\uff1a]))[:\uff1a])(?P<rest>.*)"
)
_KEYS = {
    **dict.fromkeys(("author", "authors", "作者", "著者"), "authors"),
    **dict.fromkeys(
        ("link", "pdf链接", "链接", "论文链接", "url", "paper url", "paper", "arxiv", "论文"),
        "link",
    ),
    **dict.fromkeys(("abstract", "摘要", "original"), "abstract"),
    **dict.fromkeys(("comment", "comments", "备注"), "comments"),
    **dict.fromkeys(("category", "categories", "subjects", "分类"), "categories"),
    **dict.fromkeys(("code", "code link", "github", "代码", "代码/项目"), "code"),
    **dict.fromkeys(("code links", "代码链接"), "addresses"),
    **dict.fromkeys(("published", "published date", "发布日期"), "published"),
    "arxiv link": "link",
    **dict.fromkeys(("方向", "研究方向"), "directions"),
    "main category": "primary_category",
    "arxiv id": "arxiv_id",
}
_BARS = re.compile(r"(?<!\s)\s+\|\s+(?=\*\*[^*]+\*\*)")
"""What stands between labels on one line."""
_PICTURE = re.compile(r"[^\w(]+")
_ABSTRACT_NAME = r"(?:Abstract|摘要(?:\s*[\uff08(]原文[\uff09)])?|(?:原始|英文|原文){1,2}摘要)"
_ABSTRACT = re.compile(
    rf"#{{2,5}}\s+{_SIGNS}(?:{_ABSTRACT_NAME}|\[{_ABSTRACT_NAME}\]\(\S+\))\s*"
    rf"|\s*(?:[-*]\s+)?\*\*{_ABSTRACT_NAME}\*\*\s*",
    re.IGNORECASE,
)
_COLOUR = re.compile(r"</?font\b[^<>]{0,100}>")
CATEGORY_CODE = re.compile(
    r"\b(?:(?:astro-ph|cond-mat|cs|econ|eess|math|nlin|physics|q-bio|q-fin|stat)\.[A-Za-z-]{2,}"
    r"|gr-qc|hep-(?:ex|lat|ph|th)|math-ph|nucl-(?:ex|th)|quant-ph)\b"
)
"""A category of arXiv that has a code of its own (https://arxiv.org/category_taxonomy)."""
_TOPIC = re.compile(
    rf"(?P<level>#{{2,3}})\s+(?:Keyword: )?(?P<topic>[^#\s].*?){BLANKS}"
    r"(?:\[{1,2}[^\[\]]*\]{1,2}\(#\w*\)\s*)?"
)
_CODE = re.compile(r"\[\[code\]\((?P<url>https?://[^\s()]+)\)\]\s*")
_SUMMARY = re.compile(r"\s*<summary>(?P<label>[^<>]*)</summary>\s*")
_TRANSLATED = re.compile(r"(?P<own>.+?)(?<!\s)\s+/(?:\s+[^/]*[\u3400-\u9fff][^/]*)?")
"""A title with a Chinese one behind it, or with nothing where there is none."""
_READ_MORE = re.compile(r"\[(?:Read More|阅读更多)\]\(")
"""What a program calls the paper of which it prints the first author alone."""
_BETWEEN_ADDRESSES = re.compile(r"[\s,;\uff0c\u3001]+")
_PART = re.compile(r"\s*\*\*[^*]{1,60}\*\*\s*")
"""A name in bold type alone on its line: another part begins."""
_LIST_TAG = re.compile(r"\s*</?ol>\s*")
_NAMES = re.compile(
    r"\*(?P<names>[^*].*?)\*\s*(?:\|\s*\*\*Main category:\s*(?P<category>[^\s*]+)\*\*\s*)?"
)
_URL = re.compile(
    r"https?://(?:arxiv\.org/|huggingface\.co/papers/(?=\d{4}\.\d{4,5}))[^\s()\[\]<>\"]+"
)
_DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")
_END = re.compile(r"\s*(?:-{3,}|</?details>)\s*")
_SIGN = re.compile(
    r"^(?:<div id=toc></div>\n+# Table of Contents\n|### \[\d+\] \[.{1,1000}\]\(https?://arxiv\.org/[^\s()]+\)[^\S\n]*\n"
    r"(?:[^\S\n]*\n|> .*\n){0,3}\*"
    r"|### \[.{1,1000}\]\(https?://arxiv\.org/[^\s()]+\) *\n(?:\[\[code\]\(\S+\)\] *\n)?"
    r"[^\s<*#|\[-].*\n<details> *\n"
    r"|## .{1,1000}\n\s*(?:发布日期|\*\*Published Date\*\*)[:\uff1a] ?\d{4}-\d\d-\d\d\s*\n"
    r"\s*(?:作者|\*\*Authors\*\*)[:\uff1a]"
    r"|#{1,4} .{1,1000}\n\s*(?:\*\*Title \(\w+\)\*\*: .*\n\s*)?"
    r"\*\*(?:Authors|作者)\*\*: .*\n\s*\*\*(?:PDF链接|Link)\*\*: )",
    re.MULTILINE,
)
_LOOSE_SIGN = re.compile(
    r"^#{1,4} .{1,1000}\n(?:[^\S\n]*\n|[^\S\n]{0,8}<(?!summary>\s*<).{0,2000}\n"
    r"|[^#<\s].{0,2000}\n){0,12}?"
    rf"[^\S\n]*(?:[-*+] )?{_SIGNS}\*\*(?:\W{{0,3}}|<font[^<>]{{0,100}}>)(?:Authors?|作者|著者)\s*"
    r"(?:\*\*\s*[:\uff1a]|[:\uff1a](?:</font>)?\s*\*\*)"
    r"(?P<below>(?:.*\n?){0,12})",
    re.MULTILINE | re.IGNORECASE,
)
_BULLETS = re.compile(
    r"^#{2,4} .{1,1000}\n\n?(?:[-*] \w[\w ]{1,20}[:\uff1a] .{1,2000}\n){0,4}"
    r"[-*] (?:Authors?|作者|著者)[:\uff1a] .{1,2000}\n(?P<below>(?:.*\n?){0,12})",
    re.MULTILINE,
)
_OF_ARXIV = re.compile(
    r"\barxiv\.org/|\bhuggingface\.co/papers/\d{4}\.\d{4,5}|\barXiv(?: ID)?\b.{0,9}\d{4}\.\d{4,5}",
    re.IGNORECASE,
)


_Lines: TypeAlias = list[tuple[int, str]]
"""Lines and their numbers."""


@dataclass(frozen=True, slots=True)
class Block:
    """What stands under a heading, by key; `line` is the heading's, `topic` the one above it."""

    line: int
    text: str
    values: dict[str, str]
    topic: str | None


def may_be_digest(text: str) -> bool:
    """Whether a heading is followed by authors, and these by an address or id of arXiv."""
    found = chain(_LOOSE_SIGN.finditer(text), _BULLETS.finditer(text))
    return any(_OF_ARXIV.search(one[0]) for one in found)


def is_digest(text: str) -> bool:
    """Whether a heading is followed by authors, the way these programs write them.

    >>> is_digest("# Engines\\n\\n**Authors**: Ada Lovelace\\n\\n**Link**: [PDF](https://a)")
    True
    """
    return _SIGN.search(text) is not None


def blocks(lines: Iterable[tuple[int, str]]) -> Iterator[Block]:
    """The headings under which a paper stands: those with a link to arXiv, or with authors.

    >>> [found] = blocks([(1, "## 1. Engines"), (2, "**Authors**: Ada"), (3, "**摘要**: Gears.")])
    >>> found.values
    {'title': 'Engines', 'authors': 'Ada', 'abstract': 'Gears.'}
    """
    above: str | None = None
    nearer: str | None = None
    paper: _Lines = []
    last: Block | None = None
    for held in _under_headings(lines):
        found = _block(held, nearer or above if held[0][1].startswith("####") else above)
        if found and last:
            yield last
        last, paper = (found, held) if found else (last, paper)
        if last and not found and (below := _abstract_below(held, paper)):
            paper = [*paper, *below]
            last = _block(paper, last.topic)
        if not found and (heading := _TOPIC.fullmatch(held[0][1])):
            nearer = topic(heading["topic"])
            if heading["level"] == "##":
                above, nearer = nearer, None
    if last:
        yield last


def _abstract_below(lines: _Lines, paper: _Lines) -> _Lines:
    """The abstract that stands in a later part of what is said under the heading of a paper."""
    depth, own = (len(one[0][1]) - len(one[0][1].lstrip("#")) for one in (lines, paper))
    if depth <= own:
        return []
    return list(dropwhile(lambda line: not _ABSTRACT.fullmatch(line[1]), lines))


def _under_headings(lines: Iterable[tuple[int, str]]) -> Iterator[_Lines]:
    held: _Lines = []
    for numbered in lines:
        heading = _HEADING.match(numbered[1]) and not _ABSTRACT.fullmatch(numbered[1])
        if held and heading:
            yield held
            held = []
        if held or heading:
            held.append(numbered)
    if held:
        yield held


def _block(lines: _Lines, heading: str | None) -> Block | None:
    values = _heading(lines[0][1])
    key, address = None, None
    for _, line in lines[1:]:
        key = _take(line, key, values)
        if key != "abstract":
            address = address or _URL.search(line)
    if is_escaped(values["title"] + values.get("abstract", "")):
        values = {name: without_escapes(text) for name, text in values.items()}
    printed = values.pop("printed", None)
    if printed and (address or "arxiv_id" in values):
        values.setdefault("authors", printed)
    if "link" not in values and "authors" not in values:
        return None
    if "authors" in values and _READ_MORE.match(values.get("link", "")):
        values["first_author"] = values.pop("authors")
    link = _URL.search(values.get("link", "")) or (None if "arxiv_id" in values else address)
    if link:
        values["link"] = link[0].rstrip(".,;")
    if told := values.pop("code", None):
        values["code"] = code_of(links(told), told) or told
    if code := _repository(values.pop("addresses", "")):
        values["code"] = code
    if day := _DAY.search(values.get("published", "")):
        values["published"] = day[0]
    if codes := CATEGORY_CODE.findall(values.get("categories", "")):
        values["categories"] = ", ".join(codes)
    values = {name: unescaped(text) for name, text in values.items()}
    above = heading if lines[0][1].startswith("###") or "link" not in values else None
    return Block(lines[0][0], "\n".join(line for _, line in lines).strip(), values, above)


def _repository(told: str) -> str | None:
    """The first address of a repository among those of any kind."""
    found = links(told)
    return next(filter(None, (code_of(found, one) for one in _BETWEEN_ADDRESSES.split(told))), None)


def _take(line: str, key: str | None, values: dict[str, str]) -> str | None:
    """Put what a line tells into the values; the key whose text the next line may go on with."""
    line = _COLOUR.sub("", line)
    if _END.fullmatch(line):
        return None
    if key == "abstract" and values[key] and _PART.fullmatch(line):
        return None
    if (found := _LABEL.match(line)) and _is_label(found, key):
        return _labelled(found["bold"] or found["plain"], found["rest"], values)
    if _ABSTRACT.fullmatch(line):
        return _labelled("Abstract", "", values)
    if found := _SUMMARY.fullmatch(line):
        return _labelled(found["label"], "", values)
    if "authors" not in values and (names := _names(line, key, values)):
        values["authors"] = names
    elif found := _CODE.fullmatch(line):
        values["code"] = found["url"]
    elif key in ("abstract", "comments") and not _LIST_TAG.fullmatch(line):
        values[key] += f" {line.strip().removeprefix('> ')}"
    return key


def _labelled(label: str, rest: str, values: dict[str, str]) -> str | None:
    """Keep what stands behind a label, and behind further ones on the same line."""
    picture = _PICTURE.match(label)
    key = _KEYS.get(label[picture.end() if picture else 0 :].strip().lower())
    own, *others = _BARS.split(rest.strip()) if key != "abstract" else [rest.strip()]
    for other in others:
        if further := _LABEL.match(other):
            _labelled(further["bold"] or further["plain"], further["rest"], values)
    if key is None or values.get(key):
        return None
    values[key] = own
    return key


def _names(line: str, key: str | None, values: dict[str, str]) -> str | None:
    """The authors: in italics, or the first bare line under a linked title."""
    if printed := _NAMES.fullmatch(line):
        if printed["category"]:
            values["primary_category"] = printed["category"]
        if "link" in values:
            return printed["names"]
        values.setdefault("printed", printed["names"])  # or what else is in italics
        return None
    bare = key is None and "link" in values and line[:1] not in ("<", "[", "-", "|", "!", ">")
    return line.strip() or None if bare else None


def _is_label(found: re.Match[str], key: str | None) -> bool:
    """A plain word and a colon within an abstract are the abstract's own."""
    return key != "abstract" or found["bold"] is not None or not found["plain"].isascii()


def _heading(line: str) -> dict[str, str]:
    found = _HEADING.match(line)
    title = found["title"].strip().removesuffix("**").removeprefix("**") if found else ""
    linked = _LINKED.fullmatch(title)
    if linked:
        return dict(linked.groupdict())
    translated = _TRANSLATED.fullmatch(title)
    return {"title": translated["own"] if translated else title}
