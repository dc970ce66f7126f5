"""Daily digests in Markdown: a heading with the title, and lines that say what else is known.

Four small programs write them::

    ### [1] [Title](https://arxiv.org/abs/2506.04230)      # Title, or ## 1. Title
    *Ada Lovelace,Charles Babbage*                         **Authors**: Ada Lovelace, …
    Main category: cs.DB                                   **Link**: [PDF](https://arxiv.org/pdf/…)
    Abstract: …                                            **Abstract**: …

The fourth writes the authors bare under the linked title, the abstract within `<details>`, and the
query as the heading above. The labels are English or Chinese. What a machine wrote (`TL;DR`,
`Motivation`) is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

__all__ = ["Block", "blocks", "is_digest"]

_HEADING = re.compile(r"#{1,4}\s+(?:\[\d+\]\s+|\d+\.\s+)?(?P<title>\S.*)")
_LINKED = re.compile(r"\[(?P<title>.+)\]\((?P<link>https?://arxiv\.org/[^\s()]+)\)\s*")
_LABEL = re.compile(
    r"(?:\*\*(?P<bold>[^*:\uff1a]{1,40})(?:\*\*\s*[:\uff1a]|[:\uff1a]\s*\*\*)"
    r"|(?P<plain>Authors?|Link|Abstract|Main category|TL;DR|[A-Z][a-z]+):)(?P<rest>.*)"
)
_KEYS = {
    "Author": "authors",
    "Authors": "authors",
    "作者": "authors",
    "Link": "link",
    "PDF链接": "link",
    "链接": "link",
    "Abstract": "abstract",
    "摘要": "abstract",
    "Main category": "primary_category",
    "comments": "comments",
}
_TOPIC = re.compile(r"##\s+(?P<topic>[^#\s].*?)\s*")
_CODE = re.compile(r"\[\[code\]\((?P<url>https?://[^\s()]+)\)\]\s*")
_SUMMARY = re.compile(r"\s*<summary>(?P<label>[^<>]*)</summary>\s*")
_LIST_TAG = re.compile(r"\s*</?ol>\s*")
_NAMES = re.compile(r"\*(?P<names>[^*].*)\*\s*")
_URL = re.compile(r"https?://arxiv\.org/[^\s()\[\]]+")
_END = re.compile(r"\s*(?:-{3,}|</?details>)\s*")
_SIGN = re.compile(
    r"^(?:<div id=toc></div>\n+# Table of Contents\n|### \[\d+\] \[.{1,1000}\]\(https?://arxiv\.org/[^\s()]+\)\n\*"
    r"|### \[.{1,1000}\]\(https?://arxiv\.org/[^\s()]+\) *\n(?:\[\[code\]\(\S+\)\] *\n)?"
    r"[^\s<*#|\[-].*\n<details> *\n"
    r"|#{1,4} .{1,1000}\n\s*(?:\*\*Title \(\w+\)\*\*: .*\n\s*)?"
    r"\*\*(?:Authors|作者)\*\*: .*\n\s*\*\*(?:PDF链接|Link)\*\*: )",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Block:
    """What stands under a heading, by key; `line` is the heading's, `topic` the one above it."""

    line: int
    text: str
    values: dict[str, str]
    topic: str | None


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
    topic: str | None = None
    for held in _under_headings(lines):
        if found := _block(held, topic):
            yield found
        elif heading := _TOPIC.fullmatch(held[0][1]):
            topic = heading["topic"]


def _under_headings(lines: Iterable[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    held: list[tuple[int, str]] = []
    for numbered in lines:
        if held and _HEADING.match(numbered[1]):
            yield held
            held = []
        if held or _HEADING.match(numbered[1]):
            held.append(numbered)
    if held:
        yield held


def _block(lines: list[tuple[int, str]], topic: str | None) -> Block | None:
    values = _heading(lines[0][1])
    key: str | None = None
    for _, line in lines[1:]:
        key = _take(line, key, values)
    if "link" not in values and "authors" not in values:
        return None
    link = _URL.search(values.get("link", ""))
    text = "\n".join(line for _, line in lines).strip()
    return Block(lines[0][0], text, {**values, "link": link[0]} if link else values, topic)


def _take(line: str, key: str | None, values: dict[str, str]) -> str | None:
    """Put what a line tells into the values; the key whose text the next line may go on with."""
    if _END.fullmatch(line):
        return None
    if (found := _LABEL.match(line)) and _is_label(found, key):
        return _labelled(found["bold"] or found["plain"], found["rest"], values)
    if found := _SUMMARY.fullmatch(line):
        return _labelled(found["label"], "", values)
    if "authors" not in values and (names := _names(line, key, values)):
        values["authors"] = names
    elif found := _CODE.fullmatch(line):
        values["code"] = found["url"]
    elif key in ("abstract", "comments") and not _LIST_TAG.fullmatch(line):
        values[key] += f" {line.strip()}"
    return key


def _labelled(label: str, rest: str, values: dict[str, str]) -> str | None:
    key = _KEYS.get(label)
    if key:
        values.setdefault(key, rest.strip())
    return key


def _names(line: str, key: str | None, values: dict[str, str]) -> str | None:
    """The authors: in italics, or the first bare line under a linked title."""
    if printed := _NAMES.fullmatch(line):
        return printed["names"]
    bare = key is None and "link" in values and line[:1] not in ("<", "[", "-", "|", "!", ">")
    return line.strip() or None if bare else None


def _is_label(found: re.Match[str], key: str | None) -> bool:
    """A plain word and a colon within an abstract are the abstract's own."""
    return key != "abstract" or found["bold"] is not None


def _heading(line: str) -> dict[str, str]:
    found = _HEADING.match(line)
    title = found["title"].strip() if found else ""
    linked = _LINKED.fullmatch(title)
    return dict(linked.groupdict()) if linked else {"title": title}
