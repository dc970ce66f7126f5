"""What holds for every test."""

from __future__ import annotations

import os
from collections.abc import Generator

import pytest

REAL_COMPONENTS = ("browser", "neo4j")
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
