"""The drawn page in a real browser: it works, and it does nothing that it was not made for."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Playwright, sync_playwright
from pyvis.network import Network

from kg.testing.tables import random_tables
from kg.testing.views import PAYLOADS, hostile_tables
from kg.view.base import ViewOptions, write_page
from kg.view.ego import EgoView
from tests.e2e.chromium import chromium_path, launch, watched

pytestmark = pytest.mark.browser

PIXELS = """() => {
  const canvas = document.querySelector('#mynetwork canvas');
  const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
  let drawn = 0;
  for (let i = 3; i < data.length; i += 4) if (data[i] > 200) drawn++;
  return drawn;
}"""
PLACES = """() => nodes.getIds().map((id) => {
  const place = network.canvasToDOM(network.getPositions([id])[id]);
  const box = document.getElementById('mynetwork').getBoundingClientRect();
  return [id, place.x + box.left, place.y + box.top];
})"""
LABELS = """() => {
  const canvas = document.querySelector('#mynetwork canvas');
  const context = canvas.getContext('2d');
  const drawn = [];
  context.fillText = (text, x) => {
    const half = context.measureText(text).width / 2, shown = context.getTransform();
    drawn.push([(x - half) * shown.a + shown.e, (x + half) * shown.a + shown.e]);
  };
  network.redraw();
  delete context.fillText;
  network.redraw();
  return { drawn, width: canvas.width };
}"""
TOOLTIP = """() => {
  const tip = document.querySelector('.vis-tooltip');
  return tip && tip.style.visibility === 'visible' ? tip.innerText : null;
}"""
FOCUSED = "document.activeElement.id || document.activeElement.className || 'item'"


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    chromium_path()
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    with launch(playwright) as started:
        yield started


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page of authors, papers, keywords and venues all of whose texts are attacks."""
    folder = tmp_path_factory.mktemp("hostile")
    page = EgoView().render(hostile_tables(folder, papers=45), ViewOptions())
    write_page(page, folder / "hostile.html")
    return folder / "hostile.html"


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page of random authors, some of them left out."""
    folder = tmp_path_factory.mktemp("plain")
    page = EgoView().render(random_tables(folder, seed=2), ViewOptions(max_nodes=30))
    write_page(page, folder / "plain.html")
    return folder / "plain.html"


def hover_all(page: Page) -> list[str]:
    """Rest the pointer on every author where it really is; returns the tooltips that came."""
    tips = []
    for _, x, y in page.evaluate(PLACES):
        page.mouse.move(2, 300)
        page.wait_for_function(f"({TOOLTIP})() === null")
        page.mouse.move(x, y)
        tips.append(str(page.wait_for_function(TOOLTIP).json_value()))
    return tips


def test_the_watch_sees_what_plain_pyvis_lets_through(browser: Browser, tmp_path: Path) -> None:
    """The trap is live: the same watch on an unhardened page counts scripts and requests."""
    network = Network(cdn_resources="in_line", height="400px")
    network.nodes = [{"id": 1, "x": 0, "y": 0, "title": PAYLOADS[1] + " href"}]
    network.set_options('{"physics": {"enabled": false}}')
    (tmp_path / "pyvis.html").write_text(network.generate_html(), encoding="utf-8")
    with watched(browser, tmp_path / "pyvis.html") as seen:
        ((_, x, y),) = seen.page.evaluate(PLACES)
        seen.page.mouse.move(x, y)
        seen.page.wait_for_function("window.__pwned")
        misdeeds = seen.misdeeds()
    assert "a text ran as script" in misdeeds
    assert any("cdn.jsdelivr.net" in misdeed for misdeed in misdeeds)


def test_hostile_texts_do_nothing(browser: Browser, hostile: Path) -> None:
    with watched(browser, hostile) as seen:
        page = seen.page
        tips = hover_all(page)
        assert all("paper" in tip for tip in tips)
        # An invisible joiner parts "h" and "ref": pyvis would take the tooltip for HTML.
        assert any('<a h\u2060ref="javascript:' in tip for tip in tips)
        for _, x, y in page.evaluate(PLACES):
            page.mouse.click(x, y)
            assert page.locator("#card-name").is_visible()
            links: list[list[str]] = page.eval_on_selector_all(
                "#card a", "all => all.map((a) => [a.protocol, a.rel])"
            )
            assert all(link == ["https:", "noopener noreferrer"] for link in links)
        for payload in PAYLOADS[:5]:
            page.fill("#search", payload)
        page.keyboard.press("Escape")
        for button in page.locator("#legend button").all():
            button.click()
        assert page.locator("script").count() == 4
        assert page.locator("img, svg:not(#legend svg), iframe, object, embed").count() == 0
        assert seen.misdeeds() == []


def test_hostile_texts_are_shown_as_they_are(browser: Browser, hostile: Path) -> None:
    with watched(browser, hostile) as seen:
        names = seen.page.locator("#list .name").all_inner_texts()
    assert "<script>window.__pwned = 1</script>" in names
    assert "{{7*7}} {% raw %} ${window.__pwned = 1} $title `${window.__pwned = 1}`" in names
    assert "]0;owned [31mred" in names


def test_the_picture_is_drawn(browser: Browser, plain: Path) -> None:
    with watched(browser, plain) as seen:
        assert seen.page.evaluate(PIXELS) > 3000
        image = seen.page.screenshot()
        assert seen.misdeeds() == []
    assert image[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", image[16:24]) == (1280, 800)
    assert len(image) > 20_000


def test_the_picture_needs_no_3d(playwright: Playwright, plain: Path) -> None:
    with launch(playwright, "--disable-3d-apis") as browser, watched(browser, plain) as seen:
        assert seen.page.evaluate(PIXELS) > 3000
        assert seen.misdeeds() == []


def test_authors_stand_still_until_springs_are_asked_for(browser: Browser, plain: Path) -> None:
    with watched(browser, plain) as seen:
        page = seen.page
        positions = "() => JSON.stringify(network.getPositions())"
        before = page.evaluate(positions)
        page.wait_for_timeout(300)
        assert page.evaluate(positions) == before
        page.click("#springs")
        page.wait_for_function(f"(before) => ({positions})() !== before", arg=before)
        page.click("#springs")
        assert page.get_attribute("#springs", "aria-pressed") == "false"
        assert seen.misdeeds() == []


def test_search_takes_names_without_accents(browser: Browser, plain: Path) -> None:
    with watched(browser, plain) as seen:
        page = seen.page
        everyone = page.locator("#list li").count()
        page.fill("#search", "SOREN kier")
        names = page.locator("#list .name").all_inner_texts()
        assert names
        assert all(name.startswith("Søren Kierkegaard") for name in names)
        assert f"{len(names)} author" in page.inner_text("#found")
        page.press("#search", "Enter")
        assert page.inner_text("#card-name").startswith("Søren Kierkegaard")
        page.fill("#search", "nobody of that name")
        assert "Nobody" in page.inner_text("#found")
        page.keyboard.press("Escape")
        assert page.locator("#list li").count() == everyone


def test_the_legend_counts_and_picks_groups(browser: Browser, plain: Path) -> None:
    with watched(browser, plain) as seen:
        page = seen.page
        everyone = page.locator("#list li").count()
        buttons = page.locator("#legend button")
        counts = [int(text) for text in page.locator("#legend .count").all_inner_texts()]
        assert sum(counts) == everyone == 30
        buttons.nth(1).click()
        assert buttons.nth(1).get_attribute("aria-pressed") == "true"
        assert page.locator("#list li").count() == counts[1]
        assert page.evaluate("nodes.get().filter((n) => n.opacity === 1).length") == counts[1]
        buttons.nth(1).click()
        assert page.locator("#list li").count() == everyone


def test_the_card_tells_about_an_author(browser: Browser, plain: Path) -> None:
    with watched(browser, plain) as seen:
        page = seen.page
        page.click("#list button >> nth=0")
        card = page.inner_text("#card")
        for words in ("Papers", "Coauthors", "PageRank", "Wrote with", "Keywords"):
            assert words in card
        assert page.locator("#card .papers li").count() > 0
        hrefs: list[str] = page.eval_on_selector_all("#card a", "all => all.map((a) => a.href)")
        assert any(href.startswith("https://doi.org/10.1234/ex.") for href in hrefs)
        other = page.inner_text(".people button >> nth=0").split("\n")[0]
        page.click(".people button >> nth=0")
        assert page.inner_text("#card-name") == other


def test_everything_is_within_reach_of_the_keyboard(browser: Browser, plain: Path) -> None:
    with watched(browser, plain) as seen:
        page = seen.page
        stops = []
        for _ in range(9):
            page.keyboard.press("Tab")
            stops.append(page.evaluate(FOCUSED))
        assert stops[:1] == ["skip"]
        assert [s for s in stops if s in ("fit", "closer", "further", "springs", "theme")] == [
            "fit", "closer", "further", "springs", "theme",
        ]  # fmt: skip
        assert "search" in stops
        page.focus("#search")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        second = page.inner_text("#list button >> nth=1").split("\n")[0]
        page.keyboard.press("Enter")
        assert page.inner_text("#card-name") == second
        assert page.evaluate("document.activeElement.id") == "card"
        page.keyboard.press("Escape")
        assert page.locator("#card").is_hidden()
        assert page.evaluate("document.activeElement.textContent").startswith(second)


def test_what_is_left_out_is_said(browser: Browser, plain: Path) -> None:
    with watched(browser, plain) as seen:
        assert "30 of 40 authors are drawn" in seen.page.inner_text("#notes")


def test_light_and_dark(browser: Browser, plain: Path) -> None:
    theme = "document.documentElement.dataset.theme"
    ground = "getComputedStyle(document.body).backgroundColor"
    with watched(browser, plain, dark=True) as seen:
        assert seen.page.evaluate(theme) == "dark"
        dark = seen.page.evaluate(ground)
        seen.page.click("#theme")
        assert seen.page.evaluate(theme) == "light"
        assert seen.page.evaluate(ground) != dark
        assert seen.misdeeds() == []


def test_a_phone_shows_it_without_scrolling_sideways(browser: Browser, plain: Path) -> None:
    with watched(browser, plain, width=390, height=844) as seen:
        wide: Any = seen.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= 390
        assert seen.page.evaluate(PIXELS) > 1000
        assert seen.page.locator("#search").is_visible()


def test_labels_are_not_cut_by_the_edge(browser: Browser, plain: Path) -> None:
    with watched(browser, plain, width=390, height=844) as seen:
        labels: Any = seen.page.evaluate(LABELS)
        assert len(labels["drawn"]) > 5
        assert all(left >= 0 and right <= labels["width"] for left, right in labels["drawn"])
        assert seen.misdeeds() == []
