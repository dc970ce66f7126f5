"""Every registered view passes the conformance suite, and the suite catches those that do not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import ClassVar

import pytest

from kg.errors import UnknownPlugin
from kg.plugins import names
from kg.tables.sets import TableSet
from kg.testing.views import check_view
from kg.view.base import Page, View, ViewOptions, view_named
from kg.view.ego import EgoView


@pytest.mark.parametrize("name", names("kg.views"))
def test_a_registered_view_conforms(name: str, tmp_path: Path) -> None:
    view = view_named(name)
    assert view.name == name
    check_view(view, tmp_path)


def test_the_small_view_is_registered() -> None:
    assert isinstance(view_named("ego"), EgoView)


def test_an_unknown_view_is_told_with_the_known_ones() -> None:
    with pytest.raises(UnknownPlugin, match="ego"):
        view_named("hologram")


class Unescaped(EgoView):
    """Writes a text of the graph into the markup."""

    name: ClassVar[str] = "unescaped"

    def render(self, tables: TableSet, options: ViewOptions) -> Page:
        page = super().render(tables, options)
        return replace(page, html=page.html.replace("\\u003c", "<").replace("\\u003e", ">"))


class Online(EgoView):
    """Fetches a style sheet."""

    name: ClassVar[str] = "online"

    def render(self, tables: TableSet, options: ViewOptions) -> Page:
        page = super().render(tables, options)
        sheet = '<link rel="stylesheet" href="https://cdn.example/a.css"></head>'
        return replace(page, html=page.html.replace("</head>", sheet))


class Restless(EgoView):
    """Draws something else every time."""

    name: ClassVar[str] = "restless"
    drawn = 0

    def render(self, tables: TableSet, options: ViewOptions) -> Page:
        self.drawn += 1
        page = super().render(tables, options)
        return replace(page, html=page.html + f"<!-- {self.drawn} -->")


class Silent(EgoView):
    """Leaves authors out and tells nobody."""

    name: ClassVar[str] = "silent"

    def render(self, tables: TableSet, options: ViewOptions) -> Page:
        return replace(super().render(tables, options), notes=())


@pytest.mark.parametrize(
    ("view", "breach"),
    [
        (Unescaped(), "event handlers|unescaped|broken"),
        (Online(), "asks for"),
        (Restless(), "differ"),
        (Silent(), "left out"),
    ],
)
def test_the_suite_catches_a_breach(view: View, breach: str, tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match=breach):
        check_view(view, tmp_path)
