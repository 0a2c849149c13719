"""The page as a reader has it: in Chromium, wide and narrow, light and dark, with and without JavaScript, on paper."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from rashomon.dossier import html as pages
from rashomon.dossier.sources import sources
from rashomon.dossier.summary import summarise
from rashomon.types import Dossier

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
WIDE, NARROW = (1440, 1000), (390, 844)
LOOKS = [(size, scheme) for size in (WIDE, NARROW) for scheme in ("light", "dark")]
DOSSIERS = ["story", "hostile", "many", "empty"]

Opener = Callable[..., "Page"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    assert found, "no Chromium: apt-get install chromium, or leave these out with -m 'not browser'"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Opener]:
    """Opens a dossier's page; ``page.asked`` and ``page.complaints`` are what it requested and what went wrong."""
    contexts = []

    def opened(dossier: Dossier, size: tuple[int, int] = WIDE, scheme: str = "light", **options: Any) -> Page:
        path = tmp_path / f"{len(contexts)}.html"
        path.write_text(pages.render(dossier), encoding="utf-8")
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, reduced_motion="reduce", **options
        )
        contexts.append(context)
        page = context.new_page()
        page.asked, page.complaints = [], []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("console", lambda message: page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("dialog", lambda dialog: page.complaints.append(dialog.message))
        page.goto(path.as_uri())
        return page

    yield opened
    for context in contexts:
        context.close()


def violations(page: Page) -> list[str]:
    """What axe-core finds, one line each."""
    page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text("utf-8"))
    found = page.evaluate("axe.run(document)")["violations"]
    return [f"{v['id']}: {node['html'][:200]} {node['failureSummary']}" for v in found for node in v["nodes"]]


def test_axe_finds_what_is_wrong(open_page: Opener, story: Dossier) -> None:
    page = open_page(story)
    page.evaluate("document.querySelector('main').append(document.createElement('img'))")
    assert any(line.startswith("image-alt") for line in violations(page))


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_axe_finds_nothing(open_page: Opener, story: Dossier, size: tuple[int, int], scheme: str) -> None:
    assert violations(open_page(story, size, scheme)) == []


@pytest.mark.parametrize(("size", "scheme"), [(WIDE, "light"), (NARROW, "dark")])
@pytest.mark.parametrize("name", ["hostile", "eight", "empty", "carried"])
def test_axe_finds_nothing_in_odd_dossiers(
    open_page: Opener, request: pytest.FixtureRequest, name: str, size: tuple[int, int], scheme: str
) -> None:
    assert violations(open_page(request.getfixturevalue(name), size, scheme)) == []


@pytest.mark.parametrize(("size", "scheme"), [(WIDE, "dark"), (NARROW, "light")])
@pytest.mark.parametrize("name", ["story", "eight"])
def test_axe_finds_nothing_with_a_claim_chosen_and_everything_unfolded(
    open_page: Opener, request: pytest.FixtureRequest, name: str, size: tuple[int, int], scheme: str
) -> None:
    page = open_page(request.getfixturevalue(name), size, scheme)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    page.click("#c1 .no")
    assert violations(page) == []


@pytest.mark.parametrize("name", DOSSIERS)
def test_the_page_asks_for_nothing_and_runs_nothing_but_its_own(
    open_page: Opener, request: pytest.FixtureRequest, name: str
) -> None:
    page = open_page(request.getfixturevalue(name))
    title = page.title()
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    page.wait_for_timeout(100)
    assert page.asked == [page.url]
    assert page.complaints == []
    assert page.title() == title != "owned"
    assert page.evaluate("document.querySelectorAll('img, iframe, [onerror], [onload]').length") == 0


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("name", DOSSIERS)
def test_a_phone_never_scrolls_sideways(
    open_page: Opener, request: pytest.FixtureRequest, name: str, scripts: bool
) -> None:
    page = open_page(request.getfixturevalue(name), NARROW, java_script_enabled=scripts)
    if scripts:
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        page.evaluate("window.scrollTo(10000, 0)")
        assert page.evaluate("window.scrollX") == 0
    widths = [
        box["width"] for e in page.query_selector_all("body, main, section, article") if (box := e.bounding_box())
    ]
    assert max(widths) <= NARROW[0]


def lit_articles(page: Page) -> list[str]:
    return page.evaluate(
        "[...document.querySelectorAll('article.article')]"
        ".filter(a => a.querySelector('.st.lit')).map(a => a.dataset.siglum)"
    )


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_choosing_a_claim_lights_it_up_in_every_article_that_has_it(
    open_page: Opener, story: Dossier, size: tuple[int, int]
) -> None:
    page = open_page(story, size)
    page.click("#c1 .no")
    assert lit_articles(page) == ["A", "B", "C"]
    lit = page.evaluate("[...document.querySelectorAll('.text .st.lit')].map(e => e.textContent)")
    assert lit == [s.text for s in story.statements if s.id in ("a1", "b1", "c1")]
    assert page.inner_text("#status") == "Claim 1: 3 statements in A, B, C"
    assert page.evaluate("document.querySelector('.text .st.lit').getBoundingClientRect().top") < size[1]
    panel = page.inner_text("#panel")
    for words in ("Claim 1", "Ilse Brandt", "the fire brigade", "Conflicts with", "number"):
        assert words in panel
    page.wait_for_url("**#claim-1")


def test_an_article_with_the_same_words_leads_to_its_own(open_page: Opener, carried: Dossier) -> None:
    page = open_page(carried)
    page.click("#conflicts .same a >> text=Star")
    chosen = page.locator(".text .st.chosen").all_inner_texts()
    assert " ".join(chosen).split() == "twelve PEOPLE were killed in the flood".split()
    assert page.locator("#a-D .text .st.chosen").count() == len(chosen)
    assert page.inner_text("#panel .found li:first-child .siglum >> nth=0") == "D"


def test_an_article_without_the_chosen_claim_says_so(open_page: Opener, story: Dossier) -> None:
    page = open_page(story)
    page.click("#c2 .no")
    assert lit_articles(page) == ["A", "B"]
    assert page.is_visible("#a-C .not-here")
    assert not page.is_visible("#a-A .not-here")


def test_the_keyboard_does_what_the_mouse_does(open_page: Opener, story: Dossier) -> None:
    page = open_page(story)
    page.focus("#c1 .no")
    page.keyboard.press("Enter")
    assert lit_articles(page) == ["A", "B", "C"]
    assert page.evaluate("document.activeElement.id") == "panel-title"
    page.focus("[data-go='1']")
    page.keyboard.press("Enter")
    assert page.inner_text("#panel-title") == "Claim 2"
    page.keyboard.press("Escape")
    assert page.is_hidden("#panel")
    assert lit_articles(page) == []
    assert page.evaluate("document.activeElement.closest('tr').id") == "c1"


def test_the_first_stop_of_the_keyboard_skips_to_the_conflicts(open_page: Opener, story: Dossier) -> None:
    page = open_page(story)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.wait_for_url("**#conflicts")


def test_of_statements_inside_one_another_the_inner_comes_first_then_the_outer(
    open_page: Opener, story: Dossier
) -> None:
    page = open_page(story)
    inner = page.locator(".text .st.nested").first
    numbers = inner.get_attribute("data-s").split()
    inner.click()
    assert page.get_attribute(".text .st.chosen", "data-s") == " ".join(numbers)
    first = page.inner_text("#panel-title")
    inner.click()
    assert page.inner_text("#panel-title") != first
    assert page.locator(".text .st.chosen").count() == 2


def test_a_link_to_a_claim_opens_with_it_chosen(open_page: Opener, story: Dossier) -> None:
    page = open_page(story)
    page.goto(page.url + "#claim-3")
    page.reload()
    assert page.inner_text("#panel-title") == "Claim 3"
    assert lit_articles(page) == ["A", "B", "C"]


def test_of_thirty_articles_those_with_the_claim_open(open_page: Opener, many: Dossier) -> None:
    page = open_page(many)
    assert page.locator("details.reading[open]").count() == 0
    page.click("#c1 .no")
    assert page.locator("details.reading[open]").count() == len(lit_articles(page)) == 20


def test_without_javascript_everything_can_be_reached(open_page: Opener, story: Dossier) -> None:
    page = open_page(story, java_script_enabled=False)
    assert page.is_hidden("#panel")
    assert page.locator(".not-here:visible").count() == 0
    page.click("#c1 .words >> nth=0")
    page.wait_for_url("**#s1")
    background = "getComputedStyle(e).backgroundColor"
    lit = page.locator("#s1 + .st").evaluate(f"e => {background}")
    assert lit != page.locator("#s2 + .st").evaluate(f"e => {background}")
    page.click("#s1")
    assert page.is_visible("#n1")
    for summary in page.query_selector_all("summary"):
        if summary.is_visible() and not summary.evaluate("e => e.parentElement.open"):
            summary.click()
    assert page.locator("details:not([open])").count() == 0


def test_on_paper_the_folded_claims_are_open_and_nothing_is_cut_off(open_page: Opener, story: Dossier) -> None:
    page = open_page(story)
    page.click("#c1 .no")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.is_hidden("#panel")
    assert page.is_hidden("nav")
    assert page.locator("details.single .words").first.is_visible()
    assert page.evaluate("[...document.querySelectorAll('.text')].every(e => e.scrollHeight <= e.clientHeight + 1)")
    assert page.pdf(format="A4")[:5] == b"%PDF-"


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
@pytest.mark.parametrize("name", DOSSIERS)
def test_the_first_screen_is_accessible_and_not_too_wide(
    open_page: Opener, request: pytest.FixtureRequest, name: str, size: tuple[int, int], scheme: str
) -> None:
    dossier = request.getfixturevalue(name)
    dossier = replace(dossier, sources=sources(dossier.statements, dossier.entities))
    page = open_page(replace(dossier, summary=summarise(dossier)), size, scheme)
    page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text("utf-8"))
    found = page.evaluate("axe.run('.masthead')")["violations"]
    assert [f"{v['id']}: {n['html'][:200]}" for v in found for n in v["nodes"]] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
