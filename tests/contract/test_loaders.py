"""Every registered loader passes the conformance suite on its own hand-written examples."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from pathlib import Path

import pytest

from kg import plugins
from kg.loaders.base import Loader, Source
from kg.loaders.reading.text import head_of
from kg.loaders.sniff import choose
from kg.testing.loaders import LoaderContract

CORPUS = Path(__file__).parents[1] / "corpus"
BINARY = {"marc21", "parquet"}

NAMES = plugins.names("kg.loaders")
EXAMPLES = [
    pytest.param(name, path, id=f"{name}/{path.name}")
    for name in NAMES
    for path in sorted((CORPUS / name).glob("*"))
]


def contract(name: str, factory: Callable[[], Loader]) -> type[LoaderContract]:
    """The suite for one loader; a loader without a folder of examples fails in it."""
    members = {"loader": factory(), "examples": CORPUS / name, "text": name not in BINARY}
    return type(f"Test{name.title().replace('-', '')}", (LoaderContract,), members)


globals().update(
    {
        suite.__name__: suite
        for suite in (contract(*each) for each in plugins.load_group("kg.loaders").items())
    }
)


def test_no_loader_of_ours_is_left_out() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error", plugins.PluginWarning)
        plugins.loaders.cache_clear()
        loaders = plugins.loaders()
    assert sorted(loaders) == NAMES
    assert all(loader.name == name for name, loader in loaders.items())


@pytest.mark.parametrize(("name", "path"), EXAMPLES)
def test_exactly_one_loader_claims_each_example(name: str, path: Path, tmp_path: Path) -> None:
    unnamed = tmp_path / "x"
    unnamed.write_bytes(path.read_bytes())
    source = Source(unnamed, "x")
    head = head_of(source)
    sure = {loader.name: loader.sniff(head) for loader in plugins.loaders().values()}
    first, second = sorted(sure.values(), reverse=True)[:2]
    assert choose(source).name == name, sure
    assert first > second, sure
