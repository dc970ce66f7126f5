"""What one item of a Markdown list says of a paper: title, authors, and what stands behind labels.

    - [Title](https://arxiv.org/abs/2501.00001) - Ada Lovelace, Charles Babbage
    - **Title**, Ada Lovelace et al. [[Paper](https://…)] [[Code](https://…)]
    - (arXiv 2021) Title [[Paper]](https://…)
        - Ada Lovelace, Charles Babbage
    - **Title**
        - Authors: Ada Lovelace
        - Links: [arXiv](https://…)

The title is the text of a link to a paper, else what is in bold type, else what stands before the
first link. Other text is taken for authors only where it can be nothing else: behind a label, or
as a list of names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice

from kg.loaders.reading.digests.markdown import CATEGORY_CODE
from kg.loaders.reading.markdown.links import (
    Link,
    code_of,
    leads_to_paper,
    links,
    named_paper,
    unlinked,
    untagged,
)
from kg.loaders.reading.markdown.published import published, without_venue
from kg.loaders.reading.markdown.reference import Reference, reference
from kg.loaders.reading.people.others import without_others
from kg.loaders.reading.spaces import BLANKS

__all__ = ["Entry", "entry", "is_labelled", "name_list"]

_LABEL = re.compile(
    r"\s*(?:[-*+>]\s+)?[*_]{0,2}(?:[^\w\s*_|<>()\[\]]{1,4}\s+)?"
    r"(?P<label>[A-Za-z][A-Za-z ]{1,20}?|作者|链接|摘要|发布|日期|分类|代码)"
    r"(?:[*_]{1,2}\s*[:：]|[:：]\s*[*_]{0,2})\s*(?P<rest>.*)",
    re.DOTALL,
)
_KEYS = {
    **dict.fromkeys(("author", "authors", "作者"), "authors"),
    **dict.fromkeys(("link", "links", "paper", "pdf", "url", "arxiv", "arxiv id", "doi"), "link"),
    "链接": "link",
    **dict.fromkeys(("published", "publication date", "submitted", "发布"), "published"),
    **dict.fromkeys(("category", "categories", "subjects", "primary category"), "categories"),
    "分类": "categories",
    **dict.fromkeys(("abstract", "摘要"), "abstract"),
    **dict.fromkeys(("venue", "conference", "journal", "published in"), "venue"),
    **dict.fromkeys(("code", "github", "代码"), "code"),
}
_BOLD = re.compile(
    r"\*\*(?P<text>[^*](?:[^*]|\*(?!\*)){1,400})\*\*|<(?:strong|b)>(?P<tag>[^<>]{2,400})</(?:strong|b)>"
)
_QUOTED = re.compile(
    r"[^\w\"“]*(?:[^\"“\[\]]{1,60}?[:,.*\s?][*\s:,]*(?<=[:,.*]\s))?[\"“](?P<text>[^\"“”]{10,300})[\"”]"
    r"(?:(?<=[,.][\"”])|(?=\s*[,.(]|\s*$))"
)
"""A title in quotes, which the name of a method or authors may precede."""
_MORE = re.compile(
    r"(?P<colon>\s*:)?\s+(?P<text>(?(colon)|(?:for|of|with|via|to|from|using|on|in|as|without)\s"
    r"(?!.*\b(?:19|20)\d\d\b))\S+\s.*)",
    re.DOTALL,
)
"""How a title goes on behind its beginning in bold type."""
_ITALIC = re.compile(r"(?<![*\w])[*_](?![*_\s])(?P<text>[^*_]{4,1000})[*_](?![*\w])")
_BEFORE = re.compile(
    r"\s*(?:[(\[*`]{1,3}[^()\[\]*`]{0,30}\d{2,4}[^()\[\]*`]{0,12}[)\]*`]{1,3}"
    r"|\d{4}[-/.]\d\d?(?:[-/.]\d\d?)?|\d{1,3}\.(?=\s)"
    rf"|[(\[*`]{{0,3}}{CATEGORY_CODE.pattern}[)\]*`]{{1,3}}"
    r"|(?:[A-Z][A-Za-z&/-]{1,15} )?(?:19|20)\d\d(?: [A-Za-z]+){0,4}(?:,(?=\s)|\*{2}\s*:?)"
    r"|\[[A-Z]{3,8}\](?=\s)|[A-Z][A-Za-z&/-]{1,15}['’ ]?\d{2,4}[`*]{1,3})[\s,:|-]*"
)
"""A date, a number or a category before a title, or a venue and its year in brackets."""
_DASHED = re.compile(r"\s+-\s+(?P<names>[^\[\]]{4,4000}?)\s+-\s+(?=\[)")
"""Authors between dashes, behind a title and before its links."""
_UP_TO_OTHERS = re.compile(
    r"[\s*_.,;:|–—-]*(?P<names>[^\W\d_][^()\[\]:]{1,200}?,?\s+et\.? ?al\b\.?)"
)
"""Names before `et al.`, behind which institutions may stand."""
_AFFILIATION = re.compile(r"(?<=[.?!])\s*\([^()]{0,200}\)\s*$")
_VENUE_BEHIND = re.compile(
    r"[,.(]\s*[*_]{0,2}(?:[A-Z][\w&/ -]{1,20}?\W{0,2})?(?:19|20)\d\d\)?[*_]{0,2}$"
)
_MARKS = ' \t*_`"“”'
_SEPARATORS = f"{_MARKS},;:|-–—[("
_AROUND_NAMES = " \t*_,.;:|-–—()[]\\"
_CITATION = re.compile(
    r"\bet al\b|\bdoi:|\bvol\.|,\s*pp?\.\s*\d|[A-Z]\.,? (?:and |& )?[A-Z][\w'-]+,? [A-Z]\."
)
"""Signs of a whole reference, of which nothing tells where the title begins."""
_TITLE_CHARACTERS = 400
_BEFORE_TITLES = 3
_SENTENCES = 12
_BOLD_SEEN = 20
_PARTICLES = frozenset(
    (
        *("de", "da", "do", "dos", "das", "del", "della", "di", "du", "la", "le", "van", "von"),
        *("der", "den", "ter", "ten", "bin", "ibn", "al", "el", "y", "e", "zu", "af", "of"),
    )
)
_WORDS_OF_A_NAME = 5


@dataclass(slots=True)
class Entry:
    """A paper of a list; what the list does not say is None. `title` is None where no part of the
    text can be told to be it."""

    line: int
    text: str
    heading: str | None
    title: str | None = None
    link: str | None = None
    authors: str | None = None
    fields: dict[str, str] = field(default_factory=dict)
    code: str | None = None


def is_labelled(text: str) -> bool:
    """Whether a line begins with a label such as `Authors:`."""
    found = _LABEL.match(text)
    return found is not None and found["label"].strip().lower() in _KEYS


def entry(line: int, lines: Sequence[str], heading: str | None) -> Entry | None:
    """The paper of an item whose lines these are; None where no link leads to a paper."""
    head, printed, fields, bare = _parts(lines)
    found = links(head)
    inside = links(fields.get("link", ""))
    papers = [link for link in (*found, *inside) if leads_to_paper(link)]
    url = papers[0].url if papers else named_paper(f"{head} {fields.get('link', '')}")
    if url is None:
        return None
    title: str | None
    listed: str | None
    if told := _of_reference(head, found):
        title, listed = told.title, told.authors
        fields = {"date": told.year, **({"venue": told.venue} if told.venue else {}), **fields}
    else:
        title, rest = _title(head, found)
        listed = printed or _authors(rest) or next(filter(name_list, bare), None)
    authors = fields.get("authors") or listed
    for key, value in published(head, title).items():
        fields.setdefault(key, value)
    fields.setdefault("categories", " ".join(CATEGORY_CODE.findall(_without_titles(head, found))))
    paper = Entry(line, "\n".join(lines).strip(), heading, title, url, authors, fields)
    said = fields.get("code", "")
    paper.code = code_of((*found, *inside, *links(said)), said)
    return paper


def _of_reference(head: str, found: Sequence[Link]) -> Reference | None:
    """The parts of the reference that an item, or the text of a link in it, is."""
    texts = (head, *(link.text for link in found if not link.is_label))
    return next(filter(None, map(reference, texts)), None)


def _without_titles(head: str, found: Sequence[Link]) -> str:
    """The text around the links that may be titles."""
    for link in reversed(found):
        head = head if link.is_label else head[: link.start] + head[link.end :]
    return head


def _parts(lines: Sequence[str]) -> tuple[str, str | None, dict[str, str], list[str]]:
    """The beginning of an item, the authors on a line of their own, its labelled parts, and what
    stands in items below it."""
    head = [lines[0]]
    printed: str | None = None
    fields: dict[str, str] = {}
    bare: list[str] = []
    key: str | None = None
    for line in lines[1:]:
        text = line.strip().rstrip("\\")
        if (found := _LABEL.match(text)) and not (key == "abstract" and _is_part(found)):
            key = _take(found, fields)
        elif text[:2] in ("- ", "* ", "+ "):
            key = None
            bare.append(text[2:].strip(" *_"))
        elif key == "abstract":
            fields[key] += f" {text}"
        elif not fields and not bare and not printed and _are_authors(text, head):
            printed = text
        elif not fields and not bare:
            head.append(text)
    return " ".join(head), printed, fields, bare


def _is_part(found: re.Match[str]) -> bool:
    """Whether a word and a colon begin a part of an abstract: `Background: …`."""
    return found[0][:1].isalpha() and found["label"].strip().lower() not in _KEYS


def _are_authors(line: str, head: Sequence[str]) -> bool:
    """Whether a line names authors and nothing else; one alone where the title is on its own."""
    names = line.strip(" *_")
    alone = len(head) == 1 and _BOLD.fullmatch(head[0].strip()) is not None
    return name_list(names) or (alone and _is_name(names))


def _take(found: re.Match[str], fields: dict[str, str]) -> str | None:
    """Keep what a label tells; bars separate it from further labels."""
    key = _KEYS.get(found["label"].strip().lower())
    rest = found["rest"].strip()
    if key not in ("abstract", "link"):
        for part in rest.split(" | ")[1:]:
            if further := _LABEL.match(part):
                _take(further, fields)
        rest = rest.split(" | ")[0]
    if key is None:
        return None
    fields.setdefault(key, rest)
    return key


def _title(head: str, found: Sequence[Link]) -> tuple[str | None, str]:
    """The title of an item, and the text behind it."""
    for link in found:
        if not link.is_label and leads_to_paper(link):
            return _cleaned(link.text), head[link.end :]
    start = found[0].start if found else len(head)
    if quoted := _QUOTED.match(head[:start]):
        before = quoted[0][: quoted.start("text") - quoted.start()].strip(_SEPARATORS + ".")
        after = head[quoted.end("text") + 1 :]
        return _cleaned(quoted["text"]), before if name_list(before) else after
    for bold in islice(_BOLD.finditer(head), _BOLD_SEEN):
        behind = _DASHED.match(head, bold.end()) if bold["tag"] else None
        if behind and _is_name(behind["names"]):
            return _cleaned(bold["tag"]), f"by {behind['names']}"
        if behind and _mostly_names(behind["names"]):
            return _cleaned(bold["tag"]), head[bold.end() :]
        if whole := _going_on(bold, head):
            return whole, ""
        if _is_title(bold["text"] or bold["tag"]):
            return _cleaned(bold["text"] or bold["tag"]), head[bold.end() :]
    if (before := head[:start].rstrip(_SEPARATORS)) or not found:
        return _beside_names(_text_title(before), head[start:])
    end = found[1].start if len(found) > 1 else len(head)
    return _text_title(head[found[0].end : end]), ""


def _beside_names(text: str | None, rest: str) -> tuple[str | None, str]:
    """The title and the text behind it, where names stand before or behind the title."""
    parts = (text or "").split(". ")
    for at in range(1, min(len(parts), _SENTENCES)):
        before, behind = ". ".join(parts[:at]), ". ".join(parts[at:])
        if name_list(behind):
            return before, f"by {behind}, {rest}"
        if name_list(before):
            return behind, f"by {before}, {rest}"
    return text, rest


def _going_on(bold: re.Match[str], head: str) -> str | None:
    """The title that begins with a name in bold type and goes on behind it, up to the next link."""
    name = bold["text"] or bold["tag"]
    rest = head[bold.end() : bold.end() + 2 * _TITLE_CHARACTERS]
    behind = links(rest)
    rest = (rest[: behind[0].start] if behind else rest).rstrip(_SEPARATORS)
    more = _MORE.fullmatch(f":{rest}" if name.endswith(":") else rest)
    if more is None or Link(name, "", 0, 0).is_label or name_list(more["text"]):
        return None
    return _text_title(f"{name.rstrip(':')}{':' if more['colon'] else ''} {more['text']}")


def _is_title(text: str) -> bool:
    """Whether words in bold type may be a title: not a date, a venue or a name of a method."""
    plain = unlinked(text).strip(" []`()")
    return not Link(plain, "", 0, 0).is_label and (" " in plain or len(plain) > 12)


def _cleaned(text: str) -> str | None:
    """The title without what surrounds it; None when it is none."""
    marked = untagged(unlinked(text)).strip(" \t*_`")
    plain, ends = marked.strip(_MARKS), _SEPARATORS
    if plain.count('"') % 2:  # only what its title quotes is in quotes
        plain, ends = marked, _SEPARATORS.replace('"', "")
    for _ in range(_BEFORE_TITLES):
        before = _BEFORE.match(plain)
        plain = plain[before.end() :] if before else plain
    plain = _AFFILIATION.sub("", plain.rstrip(ends)).strip(ends).removesuffix(".")
    if len(plain) < 3 or len(plain) > _TITLE_CHARACTERS or _CITATION.search(plain):
        return None
    return plain


def _text_title(text: str) -> str | None:
    """The same of text that may go on with a venue and its year."""
    plain = _cleaned(text)
    return _VENUE_BEHIND.sub("", plain) if plain else None


def _authors(rest: str) -> str | None:
    """The authors in the text behind a title: in italics, or up to the next link."""
    if (dashed := _DASHED.match(rest)) and _mostly_names(dashed["names"]):
        return dashed["names"]
    for italic in _ITALIC.finditer(rest):
        if rest[: italic.start()].endswith("("):  # of which institution they are
            continue
        if name_list(italic["text"]) or _is_name(italic["text"]):
            return italic["text"]
    found = links(rest)
    before = untagged(rest[: found[0].start] if found else rest)
    if (cut := _UP_TO_OTHERS.match(before)) and _are_names(cut["names"]):
        return cut["names"]
    text = without_venue(before.strip(_AROUND_NAMES)).strip(_AROUND_NAMES)
    said_by = text.removeprefix("by ")
    return said_by if name_list(said_by) or (said_by != text and _is_name(said_by)) else None


def _are_names(text: str) -> bool:
    """Whether a list that ends in `et al.` names people, or the family of one."""
    body, _ = without_others(text)
    return name_list(text) or (body.isalpha() and body[:1].isupper())


def name_list(text: str) -> bool:
    """Whether a text is a list of names and nothing else.

    >>> name_list("Ada Lovelace, Charles Babbage"), name_list("Ada Lovelace et al.")
    (True, True)
    >>> name_list("Looms, Engines"), name_list("Peking University")
    (False, False)
    """
    body, cut = without_others(text.strip().rstrip("."))
    parts = [part for part in re.split(rf"{BLANKS}(?:[,;&、，]|\band\b)\s*", body) if part]
    return (len(parts) > 1 or cut) and all(map(_is_name, parts))


def _mostly_names(text: str) -> bool:
    """Whether most parts of a list have the shape of a name: some people have one word, or none in
    capitals."""
    parts = [part.strip() for part in text.split(",")]
    return len(parts) > 1 and 2 * sum(map(_is_name, parts)) > len(parts)


def _is_name(text: str) -> bool:
    """Whether a text has the shape of a person's name: two to five words with capitals."""
    words = text.replace(".", ". ").split()
    if (
        "," in text
        or any(char.isdigit() for char in text)
        or not 2 <= len(words) <= _WORDS_OF_A_NAME
    ):
        return False
    return all(word[0].isupper() or word.lower() in _PARTICLES for word in words)
