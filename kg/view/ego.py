"""The small picture: some hundred authors drawn by pyvis, hardened.

pyvis writes pages that call two content networks even with `in_line` resources and that run
script from hostile texts in three ways (heading, select menu, any tooltip with "href"). Here
pyvis fills in the drawing; of what it writes, only two scripts are taken over, vis-network and
the drawing itself, into a page of our own under a content security policy.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from html.parser import HTMLParser
from typing import Any, ClassVar

from pyvis.network import Network

from kg.errors import AnalysisError, KgError, ParameterError
from kg.schema import node
from kg.tables.sets import TableSet
from kg.view.base import Page, ViewOptions
from kg.view.details import AuthorCard, describe, figure, spoken
from kg.view.layout import positions
from kg.view.page import assemble, static
from kg.view.palette import Groups, group_authors
from kg.view.selection import Selection, Tie, select
from kg.view.text import no_href, plain

__all__ = ["EgoView", "drawing_scripts"]

_RADII = (7.0, 28.0)
_SIZES = {p.name: p for p in node("Author").properties if p.type in ("integer", "float")}
_OPTIONS: dict[str, Any] = {
    "autoResize": True,
    "layout": {"improvedLayout": False, "randomSeed": 1},
    "physics": {
        "enabled": False,
        "solver": "forceAtlas2Based",
        "forceAtlas2Based": {"gravitationalConstant": -60, "springLength": 80, "damping": 0.7},
        "stabilization": False,
    },
    "interaction": {"hover": True, "tooltipDelay": 150, "multiselect": False},
    "nodes": {"shape": "dot", "borderWidth": 1.5, "borderWidthSelected": 3},
    "edges": {"smooth": False, "selectionWidth": 1, "hoverWidth": 1},
}


class EgoView:
    """Draws authors and their coauthorships by pyvis; made for up to about 300 authors."""

    name: ClassVar[str] = "ego"

    def render(self, tables: TableSet, options: ViewOptions) -> Page:
        """Draw what the options ask for; see `kg.view.base.View`."""
        chosen = select(tables, options)
        sizes, size_by = _sizes(chosen, options.size_by)
        groups = group_authors(chosen.authors, options.color_by)
        details = describe(tables, chosen.authors)
        radii = _radii(sizes)
        places = positions(groups.ground, chosen.ties, radii)
        html = assemble(
            title=_title(chosen, options),
            subtitle=_subtitle(chosen),
            scripts=[
                *drawing_scripts(_network(details.authors, chosen, groups, radii, places)),
                static("ego.js"),
            ],
            style=static("ego.css"),
            data={
                **asdict(details),
                "ties": [_tie_line(t) for t in chosen.ties],
                "legend": {"heading": groups.heading, "items": [asdict(g) for g in groups.items]},
                "groups": groups.of,
                "sizeBy": spoken(size_by),
                "focus": chosen.focus,
                "notes": chosen.notes,
            },
        )
        return Page(html, f"{_title(chosen, options)}: {_subtitle(chosen)}", chosen.notes)


def drawing_scripts(network: Network) -> list[str]:
    """Of the page pyvis writes, the two scripts that draw: vis-network, and its use.

    Raises `KgError` when pyvis writes another kind of page than version 0.3 does, rather than
    let unknown parts through.
    """
    reader = _InlineScripts()
    reader.feed(network.generate_html())
    reader.close()
    library = [s for s in reader.found if "@version 9." in s and "vis-network" in s[:200]]
    drawing = [s for s in reader.found if "new vis.DataSet(" in s and "drawGraph();" in s]
    if len(library) != 1 or len(drawing) != 1 or "innerHTML" in drawing[0]:
        raise KgError(
            "the installed pyvis writes pages of a form that kg does not know",
            hint='install the one it knows: pip install "pyvis==0.3.2"',
        )
    return [*library, *drawing]


class _InlineScripts(HTMLParser):
    """Collects the scripts that stand in a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open = tag == "script" and "src" not in dict(attrs)
        if self._open:
            self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        self._open = False

    def handle_data(self, data: str) -> None:
        if self._open:
            self.found[-1] += data


def _network(
    cards: Sequence[AuthorCard],
    chosen: Selection,
    groups: Groups,
    radii: Sequence[float],
    places: Sequence[tuple[int, int]],
) -> Network:
    """A pyvis network with its lists filled directly: `add_edge` looks through all edges."""
    network = Network(height="100%", width="100%", cdn_resources="in_line")
    colors = [groups.items[g].color[0] for g in groups.of]
    network.nodes = [
        {
            "id": i,
            "x": x,
            "y": y,
            "size": round(radius, 2),
            "color": color,
            "title": no_href(_tooltip(card)),
        }
        for i, (card, (x, y), radius, color) in enumerate(
            zip(cards, places, radii, colors, strict=True)
        )
    ]
    network.edges = [
        {"id": i, "from": tie.start, "to": tie.end, "width": _width(tie)}
        for i, tie in enumerate(chosen.ties)
    ]
    network.set_options(json.dumps(_OPTIONS))
    return network


def _tooltip(card: AuthorCard) -> str:
    count = f"{card.n_papers:,} paper{'' if card.n_papers == 1 else 's'}"
    lines = [card.name, ", ".join(filter(None, [count, card.years]))]
    return "\n".join(lines)


def _width(tie: Tie) -> float:
    return round(min(9.0, 1.0 + 1.3 * math.log2(max(1, tie.papers))), 2)


def _tie_line(tie: Tie) -> list[Any]:
    return [tie.start, tie.end, tie.papers, tie.first_year, tie.last_year, int(tie.lower_bound)]


def _sizes(chosen: Selection, wish: str | None) -> tuple[list[float], str]:
    """The number that sizes the nodes, of each author (0 when null), and its name."""
    if wish is not None and wish not in _SIZES:
        raise ParameterError(f"authors have no number {wish!r}", hint="known: " + ", ".join(_SIZES))
    known = [c for c in _SIZES if any(a[c] is not None for a in chosen.authors)]
    if wish is not None and wish not in known:
        hint = "run: kg analyze" if _SIZES[wish].analysis else "no source states it"
        raise AnalysisError(f"no {wish} is known for these authors", hint=hint)
    name = wish or next((c for c in ("pagerank", "n_papers") if c in known), "")
    return [float(a[name] or 0) if name else 0.0 for a in chosen.authors], name


def _radii(sizes: Sequence[float]) -> list[float]:
    """Radii from the least measure to the greatest; discs grow with it, all large enough to hit."""
    least, most = _RADII
    low, top = min(sizes), max(sizes)
    if low == top:
        return [least + (most - least) / 4] * len(sizes)
    return [least + (most - least) * math.sqrt((s - low) / (top - low)) for s in sizes]


def _title(chosen: Selection, options: ViewOptions) -> str:
    title = "Coauthors"
    if chosen.focus is not None:
        title = f"Coauthors of {plain(chosen.authors[chosen.focus]['name'])}"
        title += f", {options.hops} steps away" if options.hops > 1 else ""
    if options.community is not None:
        title += f", community {options.community}"
    return title if options.since is None else f"{title}, since {options.since}"


def _subtitle(chosen: Selection) -> str:
    """Counts and span of years of what is drawn."""
    authors, ties = len(chosen.authors), len(chosen.ties)
    parts = [
        f"{figure(authors)} author{'' if authors == 1 else 's'}",
        f"{figure(ties)} coauthorship{'' if ties == 1 else 's'}",
    ]
    known = _years(chosen.authors)
    return ", ".join(parts) + (f", papers from {known}" if known else "")


def _years(authors: Sequence[Mapping[str, Any]]) -> str:
    seen = [a[c] for a in authors for c in ("first_year", "last_year") if a[c] is not None]
    if not seen:
        return ""
    return f"{min(seen)} to {max(seen)}" if min(seen) < max(seen) else str(seen[0])
