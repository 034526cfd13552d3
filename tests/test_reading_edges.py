"""Where reading usually breaks: paper, odd addresses, input methods, a copy without a server, a
program that does not come.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page in which any mistake of a script is a mistake of the test."""
    context = browser.new_context()
    opened = context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    yield opened
    context.close()
    assert errors == []


# --- on paper -----------------------------------------------------------------------------------


def test_a_filtered_list_on_paper_names_its_filter_its_words_and_its_count(
    page: Page, site_url: str
) -> None:
    page.goto(f"{site_url}ke-hoach/")
    page.emulate_media(media="print")
    state = page.locator(".list-state").first
    expect(state).to_be_hidden()
    page.emulate_media(media="screen")
    page.get_by_label("Tìm trong bảng").first.fill("vĩnh bảo")
    choice = page.locator(".list-tools select").first
    label = choice.evaluate("field => field.parentElement.firstChild.textContent")
    value = choice.evaluate("field => field.options[1].value")
    choice.select_option(value)
    expect(state).to_be_hidden()
    page.emulate_media(media="print")
    expect(state).to_be_visible()
    said = state.inner_text()
    assert said.startswith("Danh sách đã lọc.")
    assert f"{label}: {value}" in said
    assert "có chữ “vĩnh bảo”" in said
    assert re.search(r"\d+ trong \d+ kế hoạch", said)
    expect(page.locator(".list-tools").first).to_be_hidden()


# --- addresses ----------------------------------------------------------------------------------


@pytest.mark.parametrize("mark", ["#95%", "#%E0%A4%A", "#%", "#t07%zz", "#khong-co"])
def test_an_odd_end_of_an_address_stops_no_script(page: Page, site_url: str, mark: str) -> None:
    page.goto(f"{site_url}ke-hoach/31-hai-phong/11824-vinh-bao/2026-2030/{mark}")
    page.wait_for_load_state("networkidle")
    expect(page.locator("[data-theme-toggle]")).to_be_visible()
    assert page.evaluate("document.querySelector('p[role=status].visually-hidden') !== null")


# --- input methods ------------------------------------------------------------------------------

KEYS = {
    "while letters are composed": "isComposing: true",
    "as Safari says it": "keyCode: 229",
}


@pytest.mark.parametrize("kind", KEYS)
def test_enter_belongs_to_the_input_method_while_it_composes(
    page: Page, site_url: str, kind: str
) -> None:
    page.goto(site_url)
    page.fill("#search-input", "vinh bao")
    page.wait_for_selector("#search-list [role=option]")
    page.keyboard.press("ArrowDown")
    page.evaluate(
        "document.activeElement.dispatchEvent(new KeyboardEvent('keydown',"
        f" {{key: 'Enter', bubbles: true, cancelable: true, {KEYS[kind]}}}))"
    )
    page.wait_for_timeout(400)
    assert page.url == site_url
    page.keyboard.press("Enter")
    page.wait_for_url("**/11824-vinh-bao/")


# --- a search that does not come ----------------------------------------------------------------


@pytest.mark.parametrize(
    "lost", ["**/search/box.js", "**/search/engine.js", "**/search/texts.json"]
)
def test_a_search_that_does_not_load_says_so_at_the_box(
    browser: Browser, site_url: str, lost: str
) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.route(lost, lambda route: route.abort())
    page.goto(site_url)
    page.fill("#search-input", "vinh bao")
    said = page.locator("[data-search-box] .search-failed")
    expect(said).to_contain_text("Chưa tải được phần tìm kiếm")
    assert said.get_attribute("role") == "alert"
    context.close()


@pytest.mark.parametrize("lost", ["**/search/page.js", "**/search/texts.json", "**/current.json"])
def test_answers_that_do_not_load_say_so_where_they_were_to_stand(
    browser: Browser, site_url: str, lost: str
) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.route(lost, lambda route: route.abort())
    page.goto(f"{site_url}tim-kiem/?q=vinh+bao")
    expect(page.locator(".search-count")).to_contain_text("Chưa tải được")
    context.close()


def test_a_search_that_failed_once_is_tried_again_with_the_next_letter(
    page: Page, site_url: str
) -> None:
    failed: list[str] = []

    def fail_once(route: Route) -> None:
        if failed:
            route.continue_()
        else:
            failed.append(route.request.url)
            route.abort()

    page.route("**/search/texts.json", fail_once)
    page.goto(site_url)
    page.fill("#search-input", "vinh ba")
    expect(page.locator(".search-failed")).to_be_visible()
    page.fill("#search-input", "vinh bao")
    page.wait_for_selector("#search-list [role=option]")
    expect(page.locator(".search-failed")).to_have_count(0)


# --- a copy without a server --------------------------------------------------------------------


def test_links_of_a_copy_on_the_readers_machine_open_pages_not_folders(
    page: Page, built_site: Path
) -> None:
    page.goto((built_site / "index.html").resolve().as_uri())
    page.locator(".site-nav a", has_text="Kế hoạch").first.click()
    expect(page.locator("h1")).to_have_text("Tất cả kế hoạch")
    page.locator("main a", has_text="Vĩnh Bảo").first.click()
    assert page.url.endswith("/11824-vinh-bao/2026-2030/index.html")
    expect(page.locator("h1")).to_contain_text("Cải cách hành chính")
    page.locator(".site-name").click()
    expect(page.locator("#search-input")).to_be_visible()
    assert page.url.endswith("/index.html")
    left = page.eval_on_selector_all(
        "a[href^='file:'], a[href]:not([href*=':'])",
        "links => links.map(a => a.href).filter(h => /\\/([?#]|$)/.test(h))",
    )
    assert left == []


def test_search_in_a_copy_says_what_it_needs(page: Page, built_site: Path) -> None:
    page.goto((built_site / "index.html").resolve().as_uri())
    page.fill("#search-input", "vĩnh bảo")
    said = page.locator("[data-search-box] .search-offline")
    expect(said).to_contain_text("python3 -m http.server")
    before = page.url
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)
    assert page.url == before, "it leads to no folder"
    page.goto((built_site / "tim-kiem/index.html").resolve().as_uri())
    page.fill("#search-page-input", "vĩnh bảo")
    expect(page.locator("[data-search-form] .search-offline")).to_contain_text("http.server")
