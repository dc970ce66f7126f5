"""The View seam: tables in, one HTML page out.

A view is a class without arguments that has a `name` and a `render`. It reads `tables/` and
never a store. Third parties register one under the entry point group `kg.views`;
`kg.testing.views` holds what every view must pass.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Literal, Protocol

from kg.plugins import plugin
from kg.tables.sets import TableSet
from kg.workspace.files import written_whole

__all__ = ["ColorBy", "Page", "View", "ViewOptions", "view_named", "write_page"]

GROUP = "kg.views"

ColorBy = Literal["community", "year", "component"]


@dataclass(frozen=True, slots=True)
class ViewOptions:
    """What is drawn, and how.

    `ego` is the id of an author: draw them and everyone up to `hops` coauthorships away.
    `community` draws one community, `since` only authors and ties with a paper of that year or
    later. At most `max_nodes` authors are drawn, the most central first. `size_by` names a number
    that authors have (by default PageRank, or papers where it was not computed); `color_by`
    defaults to the first of community, component and year that is known.
    """

    ego: str | None = None
    hops: int = 1
    community: int | None = None
    since: int | None = None
    max_nodes: int = 300
    size_by: str | None = None
    color_by: ColorBy | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A whole HTML document, what it shows in a line, and what it leaves out and why."""

    html: str
    summary: str
    notes: tuple[str, ...] = ()


class View(Protocol):
    """One way to draw a graph."""

    name: ClassVar[str]

    def render(self, tables: TableSet, options: ViewOptions) -> Page:
        """Draw it: the same tables and options give the same page, byte for byte.

        The page opens from `file://`, asks nothing of any network, and shows every text of the
        tables as text. Raises `AnalysisError` when there is nothing to draw or a measure is
        missing, and `ParameterError` for an option that names nothing in this graph.
        """
        ...


def view_named(name: str) -> View:
    """The view registered under a name; raises `UnknownPlugin` with the names there are."""
    factory: Callable[[], View] = plugin(GROUP, name)
    return factory()


def write_page(page: Page, target: Path) -> None:
    """Write the page as UTF-8 whatever the locale; a reader sees the old file or the new one.

    Raises `CannotWrite`.
    """
    with written_whole(target) as temporary:
        temporary.write_bytes(page.html.encode("utf-8"))
