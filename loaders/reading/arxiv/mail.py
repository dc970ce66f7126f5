"""The mails by which arXiv announces the papers of a day (https://info.arxiv.org/help/subscribe).

Lines of two backslashes stand around what is said of a paper and around its abstract, which
replaced versions lack; a line that does not fit goes on two blanks further in::

    \\\\
    arXiv:2403.00001
    Date: Fri, 1 Mar 2024 01:02:03 GMT   (100kb,D)

    Title: Engines that weave
    Authors: Ada Lovelace, Charles Babbage (Loom House)
    Categories: cs.AI cs.LG
    \\\\
      An engine weaves.
    \\\\ ( https://arxiv.org/abs/2403.00001 ,  100kb)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.loaders.reading import identifiers
from kg.loaders.reading.digests.paper import Paper, record
from kg.loaders.reading.people.names import typed_names
from kg.records import PaperRecord, Provenance, Reject

__all__ = ["is_mail", "mailed"]

_SIGN = re.compile(r"^\\\\[^\S\n]*\n(?:arXiv:|Paper: |Paper \()\S", re.MULTILINE)
_EDGE = re.compile(r"\\\\\s*")
_END = re.compile(r"\\\\ \(.*|-{20,}|(?:%+-+){5,}%*")
_FIELD = re.compile(r"(?P<name>[A-Z][A-Za-z-]{2,14}|arXiv):\s*(?P<text>.*)")
_DAY = re.compile(r"[A-Z][a-z]{2}, +(\d{1,2} [A-Z][a-z]{2} \d{4})\b")
_KEYS = {
    "arxiv": "arxiv_id",
    "paper": "arxiv_id",
    "title": "title",
    "author": "authors",
    "authors": "authors",
    "categories": "categories",
    "subj-class": "subjects",
    "comments": "comments",
    "journal-ref": "journal_ref",
    "doi": "doi",
    "date": "date",
}


def is_mail(text: str) -> bool:
    """Whether a text is such a mail, or a part of one.

    >>> is_mail("\\\\\\\\\\narXiv:2403.00001\\nTitle: Engines")
    True
    """
    return _SIGN.search(text) is not None


def mailed(lines: Iterable[tuple[int, str]], file: str) -> Iterator[PaperRecord | Reject]:
    """The papers of a mail."""
    for index, (line, said, abstract) in enumerate(_announced(lines)):
        at = Provenance(file, index, line)
        yield record(_paper(said, abstract), "\n".join([*said, *abstract]).strip(), None, at)


def _announced(lines: Iterable[tuple[int, str]]) -> Iterator[tuple[int, list[str], list[str]]]:
    """The line on which a paper begins, what is said of it, and its abstract."""
    parts: list[list[str]] = []
    begin = 0
    for number, line in lines:
        if _EDGE.fullmatch(line) and len(parts) < 2:
            begin = begin if parts else number
            parts.append([])
        elif parts and (_END.fullmatch(line.rstrip()) or _EDGE.fullmatch(line)):
            yield begin, parts[0], parts[-1] if len(parts) > 1 else []
            parts = []
        elif parts:
            parts[-1].append(line)
    if parts:
        yield begin, parts[0], parts[-1] if len(parts) > 1 else []


def _paper(said: Iterable[str], abstract: Iterable[str]) -> Paper:
    paper: Paper = {}
    key: str | None = None
    for line in said:
        if found := _FIELD.match(line):
            key = _KEYS.get(found["name"].lower())
            if key and key not in paper:
                paper[key] = found["text"].strip()
        elif key and line.startswith("  "):
            paper[key] = f"{paper[key]} {line.strip()}"
    own = identifiers.arxiv(str(paper.get("arxiv_id", "")).partition(" (")[0])
    day = _DAY.match(str(paper.get("date", "")))
    return {
        **paper,
        "authors": [name.name for name in typed_names(str(paper.get("authors", ""))).names],
        "abstract": " ".join(abstract),
        "published_date": day[1] if day else None,
        "link": f"https://arxiv.org/abs/{own[0]}" if own else None,
    }
