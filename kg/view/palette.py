"""Colours, and who gets which: groups of authors for the legend.

Twelve hues and grey, each in a form for a light and one for a dark page, chosen by hill climbing so
that any two stay apart in OKLab (https://bottosson.github.io/posts/oklab/) also as people without
one kind of cone see them (Machado et al. 2009, doi:10.1109/TVCG.2009.113); what comes after the
twelfth group is grey. Years take a ramp whose lightness grows evenly (after viridis,
https://bids.github.io/colormap/).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.errors import AnalysisError
from kg.view.base import ColorBy
from kg.view.text import plain

__all__ = ["GREY", "HUES", "RAMP", "Color", "Group", "Groups", "group_authors"]

Color = tuple[str, str]
"""The colour on a light page, and on a dark one."""

HUES: tuple[Color, ...] = (
    ("#1f52e0", "#4a90fd"),
    ("#a16400", "#a98700"),
    ("#008e76", "#47cd82"),
    ("#cb71bd", "#c690bf"),
    ("#ff7900", "#ff9b00"),
    ("#05a4ff", "#03dafe"),
    ("#930019", "#d4004d"),
    ("#801da4", "#9a50bc"),
    ("#2b4d5d", "#d5dfc2"),
    ("#100004", "#fefcfe"),
    ("#21095d", "#6306f4"),
    ("#84a67e", "#849979"),
)
GREY: Color = ("#b4bac3", "#626b77")
RAMP: tuple[Color, ...] = (
    ("#440154", "#7a4fa3"),
    ("#414487", "#6a7fd0"),
    ("#2a788e", "#3fa7c0"),
    ("#22a884", "#35cfa2"),
    ("#7ad151", "#94e36c"),
    ("#d8c51e", "#fde725"),
)

Author = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Group:
    """A line of the legend: its words, how many of the drawn authors, its colour."""

    label: str
    count: int
    color: Color


@dataclass(frozen=True, slots=True)
class Groups:
    """The legend: its heading, its groups, and which of them each author belongs to.

    `ground` is the finer partition that the layout keeps together: also what is grey in the
    legend keeps its own place in the picture.
    """

    heading: str
    items: tuple[Group, ...]
    of: tuple[int, ...]
    ground: tuple[int, ...]


def group_authors(authors: Sequence[Author], by: ColorBy | None) -> Groups:
    """Group authors (the most central first) by community, component or newest year.

    Without a wish, by the first of these that is known. Raises `AnalysisError` when the wish
    needs a measure that has not been computed.
    """
    known = [c for c in _GROUPINGS if any(a[_GROUPINGS[c][0]] is not None for a in authors)]
    if by is not None and by not in known:
        hint = "no paper of theirs is dated" if by == "year" else "run: kg analyze"
        raise AnalysisError(f"no {by} is known for these authors", hint=hint)
    ground = _numbered([a["community"] for a in authors])
    if by is None and not known:
        count = len(authors)
        return Groups("Authors", (Group("Author", count, HUES[0]),), (0,) * count, ground)
    column, heading, make = _GROUPINGS[by or known[0]]
    labels, of, colors = make(authors, column)
    counts = Counter(of)
    items = tuple(
        Group(label, counts[i], color)
        for i, (label, color) in enumerate(zip(labels, colors, strict=True))
    )
    return Groups(heading, items, tuple(of), ground)


_Grouping = tuple[list[str], list[int], list[Color]]


def _numbered(values: Sequence[Any]) -> tuple[int, ...]:
    """Values as 0, 1, 2 … in order of appearance."""
    order = {value: i for i, value in enumerate(dict.fromkeys(values))}
    return tuple(order[v] for v in values)


def _by_category(authors: Sequence[Author], column: str) -> _Grouping:
    """The largest categories, each named after its most central author; the others together."""
    counts = Counter(a[column] for a in authors if a[column] is not None)
    ranked = sorted(counts, key=lambda value: (-counts[value], value))
    several = [value for value in ranked if counts[value] > 1]
    shown = (several or ranked)[: len(HUES)]
    heads = {v: next(a for a in authors if a[column] == v) for v in shown}
    labels = [_named_after(heads[v], counts[v]) for v in shown]
    place = {value: i for i, value in enumerate(shown)}
    of = [place.get(a[column], len(shown)) for a in authors]
    colors = list(HUES[: len(shown)])
    if len(shown) in of:
        rest = "communities" if column == "community" else "components"
        labels.append(f"Other {rest}" if len(ranked) > len(shown) else f"In no {column}")
        colors.append(GREY)
    return labels, of, colors


def _named_after(head: Author, count: int) -> str:
    name = plain(head["name"]) or plain(head["id"])
    others = count - 1
    if others == 0:
        return name
    return f"{name} and {others} other{'s' if others > 1 else ''}"


def _by_year(authors: Sequence[Author], column: str) -> _Grouping:
    """Spans of years of equal length, the oldest first; unknown years at the end, grey."""
    years = [a[column] for a in authors]
    known = [y for y in years if y is not None]
    first, last = min(known), max(known)
    width = -(-(last - first + 1) // len(RAMP))
    starts = range(first, last + 1, width)
    labels = [_span(start, min(start + width - 1, last)) for start in starts]
    of = [len(labels) if y is None else (y - first) // width for y in years]
    last_color = len(RAMP) - 1
    colors = [RAMP[round(i * last_color / max(1, len(labels) - 1))] for i in range(len(labels))]
    if len(labels) in of:
        labels.append("Year unknown")
        colors.append(GREY)
    return labels, of, colors


def _span(start: int, end: int) -> str:
    return str(start) if start == end else f"{start}–{end}"


_GROUPINGS: dict[ColorBy, tuple[str, str, Callable[[Sequence[Author], str], _Grouping]]] = {
    "community": ("community", "Communities", _by_category),
    "component": ("component", "Components", _by_category),
    "year": ("last_year", "Newest paper", _by_year),
}
