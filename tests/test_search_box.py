"""The search box and the page of answers, as readers use them: keyboard, address, no script."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Browser, site_url: str) -> Iterator[Page]:
    """The home page, on which any mistake of a script is a mistake of the test."""
    opened = browser.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.goto(site_url)
    yield opened
    opened.close()
    assert errors == []


def _type(page: Page, query: str) -> None:
    page.fill("#search-input", query)
    page.wait_for_selector("#search-list [role=option]")


def test_the_box_is_a_combobox_with_its_list(page: Page) -> None:
    box = page.get_by_role("combobox")
    assert box.get_attribute("aria-expanded") == "false"
    _type(page, "thuong hong")
    assert box.get_attribute("aria-expanded") == "true"
    assert page.get_by_role("option").first.inner_text().startswith("Xã Thượng Hồng")
    assert page.get_by_role("group", name="Xã, phường").count() == 1
    assert "kết quả" in page.locator("[data-search-box] [role=status]").inner_text()


def test_arrows_move_and_enter_opens(page: Page, site_url: str) -> None:
    _type(page, "vinh bao")
    page.keyboard.press("ArrowDown")
    active = page.get_attribute("#search-input", "aria-activedescendant")
    assert page.get_attribute(f"#{active}", "aria-selected") == "true"
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site_url}ke-hoach/31-hai-phong/11824-vinh-bao/")


def test_escape_closes_the_list_and_keeps_the_words(page: Page) -> None:
    _type(page, "vinh bao")
    page.keyboard.press("Escape")
    assert page.locator("#search-list").is_hidden()
    assert page.input_value("#search-input") == "vinh bao"


def test_an_unfinished_word_is_answered_too(page: Page) -> None:
    _type(page, "thuong ho")
    assert page.get_by_role("option").first.inner_text().startswith("Xã Thượng Hồng")


def test_matched_words_are_marked_as_the_text_writes_them(page: Page) -> None:
    _type(page, "thuong hong")
    assert page.locator("#search-list mark").first.inner_text() == "Thượng Hồng"


def test_enter_without_a_choice_leads_to_the_page_of_answers(page: Page) -> None:
    page.fill("#search-input", "hai long dat dai")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim-kiem/?q=hai+long+dat+dai")
    expect(page.get_by_role("heading", name="Chỉ tiêu")).to_be_visible()


def test_a_facet_narrows_the_answers_and_stands_in_the_address(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}tim-kiem/?q=hai+long+dat+dai")
    page.get_by_label("Chỉ tiêu (", exact=False).check()
    page.wait_for_url("**loai=target")
    expect(page.get_by_role("heading", name="Chỉ số", exact=True)).to_have_count(0)
    page.go_back()
    expect(page.get_by_role("heading", name="Chỉ số", exact=True)).to_be_visible()


def test_an_address_with_a_query_shows_its_answers_again(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}tim-kiem/?q=dat+dai&tinh=dong-nai")
    page.wait_for_selector(".search-answers")
    assert page.input_value("#search-page-input") == "dat dai"
    details = page.locator(".search-answers .search-details").all_inner_texts()
    assert details
    assert all("Đồng Nai" in line for line in details)


def test_a_mistyped_name_says_what_was_found_instead(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}tim-kiem/?q=thuong+hog")
    expect(page.locator(".search-suggestion")).to_contain_text("Thượng Hồng")


def test_no_answer_helps_on(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}tim-kiem/?q=qwxz")
    expect(page.locator(".search-count")).to_have_text("Không tìm thấy “qwxz”.")
    expect(page.locator("[data-search-answers] li").first).to_be_visible()
    expect(page.locator(".search-facets")).to_be_hidden()


def test_what_is_typed_is_never_read_as_html(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}tim-kiem/?q=%3Cimg+src%3Dx+onerror%3Dalert(1)%3E")
    expect(page.locator(".search-count")).to_have_text(re.compile("Có .* kết quả|Không tìm thấy"))
    assert page.locator("[data-search-page] img").count() == 0


def test_without_a_script_the_lists_are_there(browser: Browser, site_url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    opened = context.new_page()
    opened.goto(site_url)
    opened.fill("#search-input", "đất đai")
    opened.press("#search-input", "Enter")
    opened.wait_for_url("**/tim-kiem/?q=*")
    expect(opened.get_by_role("link", name="Tất cả kế hoạch, theo tỉnh và xã")).to_be_visible()
    context.close()


@pytest.mark.parametrize("path", ["tim-kiem/", "tim-kiem/?q=hai+long+dat+dai", "tim-kiem/?q=qwxz"])
def test_axe_finds_nothing(page: Page, site_url: str, path: str) -> None:
    page.goto(f"{site_url}{path}", wait_until="networkidle")
    page.wait_for_timeout(300)
    assert [v["id"] for v in Axe().run(page).response["violations"]] == []


def test_axe_finds_nothing_in_the_open_list(page: Page) -> None:
    _type(page, "hai long dat dai")
    page.wait_for_timeout(300)
    assert [v["id"] for v in Axe().run(page).response["violations"]] == []
