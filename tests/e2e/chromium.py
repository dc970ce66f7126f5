"""A real Chromium that watches a page: what it runs, asks for, logs, and forbids."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Playwright, Route

__all__ = ["QUIET", "Watched", "chromium_path", "launch", "watched"]

QUIET = [
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-quic",
]  # fmt: skip

_WATCH = """
window.__violations = [];
document.addEventListener('securitypolicyviolation',
  (e) => window.__violations.push(e.effectiveDirective + ' ' + e.blockedURI + ' ' + e.sample));
"""


def chromium_path() -> str:
    """Where Chromium is; without one the test is skipped, or fails where all must be real."""
    named = os.environ.get("KG_TEST_CHROMIUM")
    found = named or shutil.which("chromium") or shutil.which("chromium-browser")
    found = found or shutil.which("google-chrome")
    if found and Path(found).exists():
        return found
    reason = "NO BROWSER TESTED: no chromium on the PATH and KG_TEST_CHROMIUM names none"
    if os.environ.get("KG_REQUIRE_REAL") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


def launch(playwright: Playwright, *more: str) -> Browser:
    """Start Chromium without a window, and without what it would fetch on its own."""
    return playwright.chromium.launch(executable_path=chromium_path(), args=[*QUIET, *more])


@dataclass
class Watched:
    """An open page, and what it did that it must not do."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def misdeeds(self) -> list[str]:
        """Scripts run from texts, requests, policy violations, errors: nothing is right."""
        ran = self.page.evaluate("window.__pwned")
        violations: list[str] = self.page.evaluate("window.__violations")
        asked = [f"request: {address}" for address in self.requests]
        forbidden = [f"forbidden: {v}" for v in violations]
        return [*asked, *forbidden, *self.complaints, *(["a text ran as script"] if ran else [])]


@contextmanager
def watched(
    browser: Browser, file: Path, *, width: int = 1280, height: int = 800, dark: bool = False
) -> Iterator[Watched]:
    """Open a file; every request that is not for a file is refused and noted."""
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light"
    )
    page = context.new_page()
    seen = Watched(page)

    def refuse(route: Route) -> None:
        if route.request.url.startswith("file:"):
            route.continue_()
        else:
            seen.requests.append(route.request.url)
            route.abort()

    page.route("**/*", refuse)

    def log(message: ConsoleMessage) -> None:
        if message.type != "log":
            seen.complaints.append(message.text)

    def close(dialog: Dialog) -> None:
        seen.complaints.append("a dialog")
        dialog.dismiss()

    page.on("console", log)
    page.on("pageerror", lambda error: seen.complaints.append(str(error)))
    page.on("dialog", close)
    page.add_init_script(_WATCH)
    page.goto(file.as_uri())
    try:
        yield seen
    finally:
        context.close()
