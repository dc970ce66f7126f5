"""Daily arXiv digests in JSON, JSON Lines, Markdown, HTML or mails, as small programs make them.

- daily-arXiv-ai-enhanced (https://github.com/dw-dengwei/daily-arXiv-ai-enhanced): JSON Lines with
  `id`, `categories`, `abs`, `authors`, `title`, `comment`, `summary`, and a machine's `AI`;
- Awesome-arXiv-Daily-Reporter: lines with `arxiv_id`, `title`, `authors` in one string, `link`,
  `abstract`, written as Python prints a dictionary rather than as JSON;
- DailyArXiv's `papers.json`: `{"date": …, "directions": [{"label": …, "papers": […]}]}`, or
  `{"updated": …, "topics": [{"keyword": …, "papers": […]}]}` with the last author alone;
- arxiv_daily_aigc: `{"schema_version": …, "report": {…}, "papers": [{"paper_id": …}]}`;
- forks of cv-arxiv-daily: `{"Topic": {"2408.12407": {"title": …, "authors": […]}}}`, and pairs of
  key and paper, whose keys begin with `paper_`; some of these papers are of other archives;
- what programs keep of arXiv's answers: a list of papers, or one under `papers`, with `entry_id`,
  `summary`, `primary_category` and the like, or what they read off pages of Hugging Face, whose
  `details` stand in an object of their own; also several such lists, under names of any kind;
- the mails by which arXiv announces the papers of a day;
- Markdown: a heading with the title, then authors, link and abstract, each behind a label;
- lists and tables of papers in Markdown that follow no program's form, such as reading lists;
- DailyArXiV (https://github.com/RhysyT/DailyArXiV): a web page with an `<article>` a paper.

What is kept: the paper as arXiv tells it. `label`, `Directions` and topics are queries; the heading
that an article stands under is a subject. Dates in the lists are those of the latest version or of
the announcement: the paper's is the month its arXiv id begins with, or its `publish_time`. What a
machine wrote (`AI`, translations) is no abstract and stays in `raw`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import chain
from typing import Any, ClassVar

from lxml.html import HtmlElement

from kg.loaders.base import Head, Loading, Source, in_batches
from kg.loaders.reading import values
from kg.loaders.reading.arxiv.mail import is_mail, mailed
from kg.loaders.reading.arxiv.prose import prose
from kg.loaders.reading.digests import markdown as digest_markdown
from kg.loaders.reading.digests.lists import first_in_lists, of_lists
from kg.loaders.reading.digests.paper import Paper, is_of_arxiv, linked, plain, record, reject
from kg.loaders.reading.json.stream import items
from kg.loaders.reading.json.text import JsonTrouble, begins_json, first_object, parse, unquoted
from kg.loaders.reading.markdown import list as markdown_list
from kg.loaders.reading.text import head_of, is_cut, open_lines, read_text
from kg.loaders.reading.web_page.tree import begins_page, source_of, tree_of
from kg.records import PaperRecord, Provenance, Reject

__all__ = ["ArxivDigestLoader"]

_ENHANCED = re.compile(
    r'\s*\{(?=.*"(?:categories|AI|abs)"\s*:)(?=.*"(?:abs|pdf)"\s*:).*"summary"\s*:'
    r'|\s*\{(?=.*"cate"\s*:\s*"[a-z-]+[".])(?=.*"url"\s*:\s*"https?://arxiv\.org/).*"summary"\s*:'
)
_REPORTED = re.compile(r"""\s*\{\s*["']arxiv_id["']\s*:\s*["'](?:arXiv:)?\d""")
_DIRECTIONS = re.compile(
    r'\s*\{(?=.{0,8000}"papers"\s*:)\s*"(?:date|directions|schema_version)"\s*:', re.DOTALL
)
_TOPICS = re.compile(r'\s*\{(?=.{0,2000}"topics"\s*:\s*\[\s*\{\s*"keyword"\s*:)', re.DOTALL)
_STRING = r'"(?:[^"\\]|\\.){0,2000}+"'
_MEMBERS = re.compile(
    rf"\s*(?:\{{(?:\s*{_STRING}\s*:\s*\{{\s*\}}\s*,)*+\s*{_STRING}\s*:\s*\{{\s*"
    rf"(?:{_STRING}\s*:\s*\{{\s*(?=\"\d{{4}}\.\d{{4,5}}))?"
    rf'(?:"\d{{4}}\.\d{{4,5}}(?:v\d+)?"\s*:\s*\{{\s*"|(?!"10\.\d{{4,9}}/){_STRING}\s*:\s*'
    r'\{\s*"(?:date|title|id|paper_id|paper_title)"\s*:\s*["\dn])'
    rf'|\[\s*\[\s*{_STRING}\s*,\s*\{{\s*"paper_id"\s*:'
    r'|\[\s*\{\s*"id"\s*:\s*"arXiv:\d'
    r'|\{\s*"(?:https?://arxiv\.org/abs/)?\d{4}\.\d{4,5}(?:v\d+)?"\s*:\s*\{\s*")'
)
"""Topics of papers by key, papers by arXiv id or address, pairs of key and paper, or a list of
papers with arXiv ids."""
_MEMBER = re.compile(
    rf"(?:(?P<key>{_STRING})\s*[:,]\s*)?(?P<value>\{{)(?=\s*{_STRING}\s*:\s*(?P<papers>\{{)?)"
)
_ARTICLES = re.compile(r'<article\b.{0,400}?class="title"[^>]*?arxiv\.org/', re.DOTALL)
_EMPTY_PAGE = re.compile(r'class="sub">[^<]*\b0 entries')
_PAPER_IN_LIST = re.compile(r'\{\s*"(?:Title|paper_id)"\s*:')
_PAPER_OF_TOPIC = re.compile(r'\{\s*"title"\s*:')
_LABEL = re.compile(r'"(?:label|keyword)"\s*:\s*("(?:[^"\\]|\\.)*+")')
_INSIDE = ("papers", "articles", "entries", "results", "data")
_NOT_JSON = "neither JSON nor a Python dictionary"


class ArxivDigestLoader:
    """Reads JSON Lines, JSON, Markdown and HTML digests of arXiv's daily papers."""

    name: ClassVar[str] = "arxiv-digest"
    title: ClassVar[str] = "daily arXiv digest (JSON Lines, JSON, Markdown, HTML, mail)"
    lost: ClassVar[str] = (
        "Dates of versions and announcements; what a machine wrote (translations, summaries) "
        "stays in the raw text."
    )
    fills: ClassVar[tuple[str, ...]] = (
        *("title", "mentions", "n_authors", "authors_complete", "ids", "arxiv_version"),
        *("abstract", "year", "date", "venue", "keywords", "has_code", "code_url", "url"),
        *("comment", "raw"),
    )

    def sniff(self, head: Head) -> float:
        """By the keys of the first line or object, by the articles of the page, or by labels."""
        text = head.text
        if begins_page(text):
            return 0.95 if _ARTICLES.search(text) or _EMPTY_PAGE.search(text) else 0.0
        first = text.lstrip().split("\n", 1)[0]
        if _REPORTED.match(first) or _ENHANCED.match(first):
            return 0.95
        if _MEMBERS.match(text) or is_mail(text) or digest_markdown.is_digest(text):
            return 0.95
        if _lists_directions(text):
            return 0.9
        if is_of_arxiv(first_object(head, _INSIDE)):
            return 0.92
        if first_in_lists(head):
            return 0.6
        listed = markdown_list.sureness(head)
        return max(listed, 0.6) if digest_markdown.may_be_digest(text) else listed

    def load(self, source: Source) -> Loading:
        """Read line by line; a page piece by piece; one JSON document as a whole."""
        lines = ((n, line) for n, line in open_lines(source) if line.strip())
        first = next(lines, None)
        if first is None:
            return iter(())
        if begins_page(first[1]) or first[1].lstrip().startswith("<article"):
            return in_batches(_of_page(source))
        head = head_of(source)
        if is_mail(head.text):
            return in_batches(mailed(chain([first], lines), source.uri))
        if not begins_json(first[1]):
            return in_batches(_of_text(source, head, chain([first], lines)))
        known = _MEMBERS.match(head.text) or _lists_directions(head.text)
        if not known and is_of_arxiv(first_object(head, _INSIDE)):
            return in_batches(_of_answer(source))
        if not known and first_in_lists(head):
            return in_batches(of_lists(source))
        opening = first[1].strip()
        if known or opening in ("{", "[", "[[") or _DIRECTIONS.match(opening):
            return in_batches(_of_document(source))
        return in_batches(_of_lines(source, chain([first], lines)))


def _lists_directions(text: str) -> bool:
    """Whether lists of papers stand under the names of directions."""
    return bool(_TOPICS.match(text) or (_DIRECTIONS.match(text) and _PAPER_IN_LIST.search(text)))


def _of_answer(source: Source) -> Iterator[PaperRecord | Reject]:
    for index, item in enumerate(items(source, _INSIDE)):
        at = Provenance(source.uri, index, item.line)
        if isinstance(item.value, dict):
            yield record(linked(item.value), item.text, None, at, of_list=True)
        else:
            yield reject(item.text, str(item.value), at)


def _of_lines(source: Source, lines: Iterable[tuple[int, str]]) -> Iterator[PaperRecord | Reject]:
    for index, (number, line) in enumerate(lines):
        yield _read(line, None, Provenance(source.uri, index, number))


def _of_document(source: Source) -> Iterator[PaperRecord | Reject]:
    text = read_text(source).text
    return _of_members(source, text) if _MEMBERS.match(text) else _of_directions(source, text)


def _of_members(source: Source, text: str) -> Iterator[PaperRecord | Reject]:
    """Topics and papers one after the other; a damaged paper ends where the next one begins."""
    topic: str | None = None
    index, line, counted = 0, 1, 0
    decoder = json.JSONDecoder(strict=False)
    member = _MEMBER.search(text)
    while member:
        key = unquoted(member["key"]) if member["key"] else None
        if member["papers"]:
            topic = None if key in _INSIDE else key
            member = _MEMBER.search(text, member.end())
            continue
        start = member.start("value")
        line += text.count("\n", counted, start)
        counted = start
        following = member.end()
        try:
            _, end = decoder.raw_decode(text, start)
            member = _MEMBER.search(text, end)
        except (ValueError, RecursionError):
            member = _MEMBER.search(text, following)
            end = member.start() if member else len(text)
        yield _read(text[start:end].strip(), topic, Provenance(source.uri, index, line), key)
        index += 1


def _of_text(
    source: Source, head: Head, lines: Iterable[tuple[int, str]]
) -> Iterator[PaperRecord | Reject]:
    text = head.text
    known = digest_markdown.is_digest(text) or digest_markdown.may_be_digest(text)
    sure = markdown_list.sureness(head)
    if sure > 0.6 or (sure and not known):
        return markdown_list.records(source, head)
    return _of_markdown(source, lines)


def _of_markdown(
    source: Source, lines: Iterable[tuple[int, str]]
) -> Iterator[PaperRecord | Reject]:
    for index, block in enumerate(digest_markdown.blocks(lines)):
        at = Provenance(source.uri, index, block.line)
        yield record({**block.values}, block.text, block.topic, at)


def _of_directions(source: Source, text: str) -> Iterator[PaperRecord | Reject]:
    """The papers of `papers.json` one by one, so that a damaged one costs no other."""
    begins = _PAPER_OF_TOPIC if _TOPICS.match(text) else _PAPER_IN_LIST
    starts = [found.start() for found in begins.finditer(text)]
    line, counted, label_at, label = 1, 0, 0, None
    decoder = json.JSONDecoder(strict=False)
    for index, start in enumerate(starts):
        line += text.count("\n", counted, start)
        counted = start
        for found in _LABEL.finditer(text, label_at, start):
            label = unquoted(found[1])
        end = starts[index + 1] if index + 1 < len(starts) else len(text)
        with suppress(ValueError, RecursionError):
            _, end = decoder.raw_decode(text, start)
        label_at = end
        yield _read(text[start:end].strip(), label, Provenance(source.uri, index, line))


def _read(
    text: str, label: str | None, at: Provenance, key: str | None = None
) -> PaperRecord | Reject:
    """One paper that is written as JSON, or as Python prints it; `key` is what it stands under."""
    if is_cut(text):
        return reject(text, "line longer than 32 million characters", at)
    try:
        value = parse(text)
    except JsonTrouble as trouble:
        value = _python(text)
        if value is None:
            reason = str(trouble) if text.startswith('{"') else _NOT_JSON
            return reject(text, reason, at)
    if not isinstance(value, dict):
        return reject(text, "not an object", at)
    paper = {name.removeprefix("paper_"): held for name, held in plain(value).items()}
    named = "link" if key and key.startswith("http") else "id"
    return record({named: key, **paper}, text, label, at)


def _python(text: str) -> Any:
    """The dictionary that Python printed; None when it is none."""
    value = values.literal(text)
    try:
        json.dumps(value).encode("ascii")
    except (ValueError, TypeError, RecursionError, MemoryError):
        return None
    return value


def _of_page(source: Source) -> Iterator[PaperRecord | Reject]:
    """The articles of a page, under the headings they stand under."""
    subject: str | None = None
    index = 0
    for node in _nodes(read_text(source).text):
        if node.tag == "h2":
            subject = prose(node.text_content())
            continue
        raw = source_of(node)
        at = Provenance(source.uri, index, node.sourceline or None)
        yield record({**_of_article(node), "subject": subject}, raw, None, at)
        index += 1


def _nodes(text: str) -> Iterator[HtmlElement]:
    """The headings and articles."""
    page = tree_of(text)
    if page is not None:  # nothing but comments, say
        yield from page.iter("h2", "article")


def _of_article(node: HtmlElement) -> Paper:
    paper: Paper = {}
    for link in node.iter("a"):
        if "arxiv.org/" in (link.get("href") or "") and "link" not in paper:
            paper["link"], paper["title"] = link.get("href"), link.text_content()
    for details in node.iter("details"):
        for summary in details.findall("summary"):
            summary.clear(keep_tail=True)
        paper["abstract"] = details.text_content()
        break
    for number in node.iter("span"):
        if number.get("class") == "id":
            paper["id"] = number.text_content().strip(" []")
    return paper
