"""Plugins: ours and other people's, found by entry points; a broken one is only a warning."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg import plugins
from kg.errors import KgError, UnknownPlugin
from kg.loaders.base import Loader

ROOT = Path(__file__).parents[2]


@pytest.fixture
def strangers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Another distribution on the path, with one good loader, two broken, and one name of ours."""
    meta = tmp_path / "other_papers-1.0.dist-info"
    meta.mkdir()
    (meta / "METADATA").write_text("Metadata-Version: 2.1\nName: other-papers\nVersion: 1.0\n")
    (meta / "entry_points.txt").write_text(
        "[kg.loaders]\n"
        "other-good = other_papers:Good\n"
        "other-broken = other_papers_missing:Broken\n"
        "other-unmakable = other_papers:Unmakable\n"
        "dailyarxiv = other_papers:Good\n"
    )
    (tmp_path / "other_papers.py").write_text(
        "class Good:\n"
        "    name = 'other-good'\n    title = 'Other'\n    fills = ()\n"
        "    def sniff(self, head): return 0.0\n"
        "    def load(self, source): return iter(())\n"
        "class Unmakable(Good):\n"
        "    def __init__(self): raise RuntimeError('no licence key')\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    plugins.loaders.cache_clear()
    yield
    plugins.loaders.cache_clear()
    sys.modules.pop("other_papers", None)


def test_every_loader_of_ours_is_found_and_is_one() -> None:
    loaders = plugins.loaders()
    assert {"author-page", "hf-daily-page", "dailyarxiv"} <= set(loaders)
    for name, loader in loaders.items():
        assert isinstance(loader, Loader)
        assert loader.name == name


@pytest.mark.usefixtures("strangers")
def test_a_strangers_loader_is_found_beside_ours_and_broken_ones_are_named() -> None:
    with pytest.warns(plugins.PluginWarning) as caught:
        loaders = plugins.loaders()
    assert loaders["other-good"].title == "Other"
    assert not {"other-broken", "other-unmakable"} & set(loaders)
    told = sorted({str(w.message) for w in caught if "other" in str(w.message)})
    assert [line.split(" is left out: ")[0] for line in told] == [
        "the plugin 'dailyarxiv' (other_papers:Good)",
        "the plugin 'other-broken' (other_papers_missing:Broken)",
        "the plugin 'other-unmakable' (other_papers:Unmakable)",
    ]
    assert "no licence key" in told[2]
    assert loaders["dailyarxiv"].title == "DailyArXiv list", "ours is not displaced"


@pytest.mark.usefixtures("strangers")
def test_a_broken_plugin_that_is_asked_for_is_a_sentence() -> None:
    with pytest.raises(KgError, match=r"'other-broken' \(other_papers_missing:Broken\) cannot"):
        plugins.plugin("kg.loaders", "other-broken")


def test_a_name_nobody_registered_lists_those_that_are() -> None:
    with pytest.raises(UnknownPlugin, match="no format is called 'endnot'") as caught:
        plugins.loader("endnot")
    assert "dailyarxiv" in str(caught.value)
    with pytest.raises(UnknownPlugin):
        plugins.plugin("kg.loaders", "endnot")


def test_names_are_listed_without_importing_anything() -> None:
    code = (
        "import sys; from kg import plugins; assert plugins.names('kg.loaders');"
        "assert not [m for m in sys.modules if m.startswith('kg.loaders')]"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


def test_a_checkout_on_the_path_needs_no_installation() -> None:
    """Entry points come from pyproject.toml, as no distribution of that name can be seen."""
    code = (
        "import sys, importlib.metadata as m; m.entry_points = lambda **_: ();"
        "from kg import plugins; print(*plugins.names('kg.loaders'))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, cwd=ROOT, capture_output=True, text=True
    )
    assert "dailyarxiv" in done.stdout.split()
