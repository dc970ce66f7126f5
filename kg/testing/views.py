"""What every view must pass: `check_view` runs all of it and raises AssertionError on a breach.

::

    from kg.testing.views import check_view
    def test_my_view(tmp_path): check_view(MyView(), tmp_path)

Whether a page does nothing in a real browser is for a browser to tell: serve it `hostile_tables`
and count scripts run, requests made and errors logged, as `tests/e2e/test_browser.py` does.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from importlib import import_module
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from kg.errors import KgError
from kg.tables.sets import TableSet
from kg.testing.tables import random_tables
from kg.view.base import Page, View, ViewOptions, write_page

__all__ = ["PAYLOADS", "check_view", "hostile_tables", "requests_of"]

PAYLOADS: tuple[str, ...] = (
    "<script>window.__pwned = 1</script>",
    '<img src=x onerror="window.__pwned = 1">',
    "</script><script>window.__pwned = 1</script>",
    "<!--<script>window.__pwned = 1",
    '<a href="javascript:window.__pwned = 1">an href</a>',
    "javascript:window.__pwned=1",
    '"><svg onload=window.__pwned=1>',
    "'); window.__pwned = 1; ('",
    "{{7*7}} {% raw %} ${window.__pwned = 1} $title `${window.__pwned = 1}`",
    "\u2028window.__pwned = 1\u2029//",
    "\u202eright to left\u202c محمد علي",
    "\x1b]0;owned\x07\x1b[31mred\x00",
    "&lt;script&gt;window.__pwned = 1&lt;/script&gt;",
    "__proto__",
    "\\u003cscript\\u003ewindow.__pwned = 1",
)
"""Texts that run script, fetch something, or break a page that does not treat them as text."""

_TEXTS = {
    "Author": ("name", "orcid"),
    "Paper": ("title", "doi", "arxiv_id", "url", "code_url", "acl_id"),
    "Keyword": ("label",),
    "Venue": ("name",),
}
_ADDRESSES = {"orcid", "doi", "url", "code_url"}
_LOADS = {"src", "srcset", "href", "action", "data", "poster", "background", "formaction", "ping"}
_SCRIPT = "import sys; from kg.testing.views import _write; _write(*sys.argv[1:])"


def hostile_tables(folder: Path, *, papers: int = 60) -> TableSet:
    """Random tables with a payload in every name, title, label, address and id that is drawn."""
    tables = random_tables(folder, seed=7, papers=papers)
    for label, path in tables.nodes.items():
        _rewrite(path, ("id",), _TEXTS.get(label, ()))
    for path in tables.relationships.values():
        _rewrite(path, ("start", "end"), ())
    return tables


def check_view(view: View, folder: Path) -> None:
    """Raise AssertionError unless the view is offline, harmless, repeatable and UTF-8."""
    tables = random_tables(folder / "plain", seed=3)
    check_refuses_an_empty_graph(view, folder / "empty")
    page = view.render(tables, ViewOptions())
    check_is_one_document(page)
    assert view.render(tables, ViewOptions()) == page, "two pages of one graph differ"
    for options in (ViewOptions(), ViewOptions(max_nodes=5), ViewOptions(since=2000)):
        hostile = view.render(hostile_tables(folder / "hostile"), options)
        check_is_one_document(hostile)
        check_texts_stay_texts(hostile)
    check_says_what_is_left_out(view, tables)
    check_writes_in_any_locale(view, folder)


def check_refuses_an_empty_graph(view: View, folder: Path) -> None:
    """A graph without authors is an error that says what to do."""
    try:
        view.render(random_tables(folder, papers=0), ViewOptions())
    except KgError as error:
        assert error.hint, "the error for an empty graph has no hint"
    else:
        raise AssertionError("an empty graph was drawn")


def check_is_one_document(page: Page) -> None:
    """A whole document with a language, a title and a policy, that loads nothing else."""
    reader = _Reader()
    reader.feed(page.html)
    reader.close()
    assert page.html.lower().startswith("<!doctype html>"), "no doctype"
    assert reader.language, "the page states no language"
    assert reader.title.strip(), "the page has no title"
    assert "default-src 'none'" in reader.policy, "the policy does not forbid requests"
    assert "'unsafe-" not in reader.policy, "the policy allows unknown scripts or styles"
    assert not reader.handlers, f"event handlers in markup: {reader.handlers}"
    assert not list(requests_of(page.html)), f"the page asks for {list(requests_of(page.html))}"


def check_texts_stay_texts(page: Page) -> None:
    """No payload stands in the page as markup, and no text begins or ends a script."""
    lowered = page.html.lower()
    assert lowered.count("<script") - lowered.count("</script") in (0, 1), "a script was broken"
    for payload in PAYLOADS:
        if "<" in payload:
            assert payload not in page.html, f"unescaped: {payload!r}"
    assert "\u2028" not in page.html, "a line separator ends a script line"
    assert not re.search("[\x00-\x08\x0e-\x1f]", page.html), "control characters in the page"


def check_says_what_is_left_out(view: View, tables: TableSet) -> None:
    """A page that leaves authors out says so, in its notes and in itself."""
    page = view.render(tables, ViewOptions(max_nodes=3))
    assert any("3 of " in note for note in page.notes), "the notes do not say what was left out"
    assert page.notes[0] in page.html, "the page does not say what was left out"


def check_writes_in_any_locale(view: View, folder: Path) -> None:
    """Under LC_ALL=C the same bytes are written."""
    folder, target = folder / "hostile", folder / "c-locale.html"
    kind = type(view)
    subprocess.run(
        [sys.executable, "-c", _SCRIPT, kind.__module__, kind.__qualname__, folder, target],
        env={"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONPATH": ":".join(filter(None, sys.path))},
        check=True,
    )
    here = view.render(hostile_tables(folder), ViewOptions())
    assert target.read_bytes() == here.html.encode("utf-8"), "another locale, other bytes"


def requests_of(html: str) -> Iterator[str]:
    """Every address that a browser would load for this page (links to follow are not loaded)."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    yield from reader.loads
    for style in reader.styles:
        yield from re.findall(r"@import[^;]*|url\(\s*['\"]?(?!data:)[^)]*", style)


class _Reader(HTMLParser):
    """What of a page can load, run or tell about itself."""

    def __init__(self) -> None:
        super().__init__()
        self.language = self.title = self.policy = ""
        self.loads: list[str] = []
        self.styles: list[str] = []
        self.handlers: list[str] = []
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._inside = tag
        self.handlers += [name for name in given if name.startswith("on")]
        if tag == "html":
            self.language = given.get("lang", "")
        if given.get("http-equiv", "").lower() == "content-security-policy":
            self.policy = given.get("content", "")
        followed = tag in ("a", "area")
        loaded = [given[name] for name in given if name in _LOADS and not followed]
        self.loads += [address for address in loaded if not address.startswith(("#", "data:"))]

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "title":
            self.title += data
        elif self._inside == "style":
            self.styles.append(data)


def _hostile_id(value: str) -> str:
    return value + PAYLOADS[sum(value.encode()) % len(PAYLOADS)]


def _hostile_text(column: str, row: int) -> str:
    """A payload, now and then one that begins like an address or an identifier."""
    payload = PAYLOADS[(row + len(column)) % len(PAYLOADS)]
    before = {"doi": "10.1234/", "orcid": "0000-0002-1825-0097"}.get(column, "https://a.example/")
    return before + payload if column in _ADDRESSES and row % 2 else payload


def _rewrite(path: Path, ids: Sequence[str], texts: Sequence[str]) -> None:
    """Put payloads into those columns of a table."""
    table = pq.read_table(path)
    for name in (*ids, *texts):
        column = [
            _hostile_id(value) if name in ids else _hostile_text(name, row)
            for row, value in enumerate(table[name].to_pylist())
        ]
        at = table.column_names.index(name)
        table = table.set_column(at, table.schema.field(name), pa.array(column, pa.string()))
    pq.write_table(table, path)


def _write(module: str, kind: str, folder: str, target: str) -> None:
    """Render the hostile tables in a process of its own."""
    view: View = getattr(import_module(module), kind)()
    page = view.render(hostile_tables(Path(folder)), ViewOptions())
    write_page(page, Path(target))
