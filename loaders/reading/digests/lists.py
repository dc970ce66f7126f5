"""Papers of arXiv in lists that stand anywhere in a JSON document, under names of any kind.

Programs sort a day's papers by what they make of them (`deep_dive`, `quick_skim`, a category and
its `topPapers`). A list is one of papers when an item has title, authors and an id of arXiv.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kg.loaders.base import Head, Source
from kg.loaders.reading import values
from kg.loaders.reading.digests.paper import Paper, is_of_arxiv, is_preprint, linked, record, reject
from kg.loaders.reading.json.text import JsonTrouble, answer_of, compact, parse
from kg.loaders.reading.text import read_text
from kg.records import PaperRecord, Provenance, Reject

__all__ = ["first_in_lists", "of_lists"]

_DEEPEST = 6


def first_in_lists(head: Head) -> Paper | None:
    """The first paper in the lists of the object that a file begins with."""
    answer = answer_of(head)
    if answer is None or is_of_arxiv(answer):
        return None
    return next(filter(is_of_arxiv, _papers(answer)), None)


def of_lists(source: Source) -> Iterator[PaperRecord | Reject]:
    """The papers in the lists of a document, which is read as a whole."""
    text = read_text(source).text
    try:
        document = parse(text)
    except JsonTrouble as trouble:
        yield reject(text, str(trouble), Provenance(source.uri, 0, 1))
        return
    line, counted = 1, 0
    for index, paper in enumerate(_papers(document)):
        at = _place(text, paper, counted)
        line += text.count("\n", counted, at)
        counted = at
        place = Provenance(source.uri, index, line)
        yield record(linked(paper), compact(paper), None, place, of_list=True)


def _place(text: str, paper: Paper, after: int) -> int:
    """Where the object of a paper begins: before its title; where reading stands if that is not
    written as it was read."""
    title = text.find(compact(values.text(paper.get("title")) or ""), after)
    return max(text.rfind("{", after, title), after) if title > 0 else after


def _papers(value: Any, depth: int = 0) -> Iterator[Paper]:
    """The items of lists and maps of papers, in order; none that another work only names.

    >>> top = [{"title": "Looms", "authors": ["Ada"], "id": "2501.00001"}, {"title": "Gears"}]
    >>> [found["title"] for found in _papers({"day": 3, "cs": {"top": top}})]
    ['Looms', 'Gears']
    """
    if not isinstance(value, dict | list) or depth > _DEEPEST:
        return
    if depth and isinstance(value, dict) and "title" in value:
        return
    held = value if isinstance(value, list) else list(value.values())
    objects = [item for item in held if isinstance(item, dict)]
    if any(map(is_preprint, objects)):
        yield from objects
    else:
        for item in held:
            yield from _papers(item, depth + 1)
