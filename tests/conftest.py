"""What holds for every test."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.neo4j.server import Server

from tests.command import kg

REAL_COMPONENTS = ("browser", "neo4j", "spark")
"""Markers of tests that need something beside Python, and skip where it is missing."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """With KG_REQUIRE_REAL set, as in `.ci/run`, a test that misses its component fails."""
    report = yield
    wanted = any(item.get_closest_marker(name) for name in REAL_COMPONENTS)
    if report.skipped and wanted and os.environ.get("KG_REQUIRE_REAL"):
        report.outcome = "failed"
        report.longrepr = f"KG_REQUIRE_REAL is set, and this test was skipped: {report.longrepr}"
    return report


EXAMPLES = Path(__file__).parents[1] / "examples"


@pytest.fixture(scope="session")
def built_graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph of the examples, built with every default: to be read, not changed."""
    graph = tmp_path_factory.mktemp("built") / "graph"
    ran = kg("build", EXAMPLES / "mt-evaluation", EXAMPLES / "pages", "-g", graph)
    assert ran.code == 0, ran.err
    return graph


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Workers are given whole files."""
    from tests.scheduling import FilesTogether

    return FilesTogether(config, log)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files first, so that no worker waits for one of them in the end."""
    items.sort(key=_place)


def _place(item: pytest.Item) -> int:
    if item.get_closest_marker("neo4j"):
        return 0
    return 1 if item.nodeid.startswith("tests/e2e/") else 2


@pytest.fixture(scope="session")
def neo4j_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A real Neo4j; tests that ask for it carry the mark `neo4j`."""
    from tests.neo4j.server import running_server

    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    # A second worker of this run that asks for a server has been given what it should not have.
    (tmp_path_factory.getbasetemp().parent / f"neo4j-of-{run}").touch(exist_ok=False)
    with running_server(tmp_path_factory.mktemp("neo4j")) as server:
        yield server
