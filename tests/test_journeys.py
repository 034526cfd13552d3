"""What a citizen does, in a real browser: on a phone, without JavaScript, by keyboard alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

PLANS = "ke-hoach/"
PLAN = "ke-hoach/31-hai-phong/11824-vinh-bao/2026-2030/"
LISTS = Path(__file__).resolve().parent.parent / "content" / "assets" / "lists.js"


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    yield context.new_page()
    context.close()


@pytest.fixture
def scriptless(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, java_script_enabled=False, color_scheme="dark"
    )
    yield context.new_page()
    context.close()


def test_a_promise_is_found_without_javascript(scriptless: Page, site_url: str) -> None:
    scriptless.goto(site_url)
    scriptless.locator(".site-menu summary").click()
    scriptless.locator(".site-menu").get_by_role("link", name="Kế hoạch", exact=True).click()
    rows = scriptless.locator("tbody tr")
    assert rows.count() >= 5
    assert all(row.is_visible() for row in rows.all())
    assert scriptless.locator("form.list-tools").count() == 0
    scriptless.get_by_role("link", name="Xã Vĩnh Bảo").click()
    scriptless.locator(".contents-top summary").click()
    scriptless.locator(".contents-top").get_by_role("link", name="Giai đoạn 2028–2030").click()
    assert scriptless.url.endswith("#chi-tieu-p2")
    target = scriptless.locator("#t06")
    expect(target).to_contain_text("95")
    note = target.locator("details.note").first
    note.locator("summary").click()
    expect(note.locator("p")).to_be_visible()


def test_the_dark_scheme_needs_no_javascript(scriptless: Page, site_url: str) -> None:
    scriptless.goto(site_url)
    expect(scriptless.locator("body")).to_have_css("background-color", "rgb(22, 24, 28)")
    expect(scriptless.locator(".theme-toggle")).to_be_hidden()


def test_the_keyboard_alone_reaches_a_filtered_list(browser: Browser, site_url: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(site_url)
    page.keyboard.press("Tab")
    skip = page.locator(".skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.goto(site_url)
    _tab_to(page, ".site-nav a")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid", "the focus is visible"
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{PLANS}")
    _tab_to(page, "select[name=tinh]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator("select[name=tinh]")).to_have_value("Đồng Nai")
    expect(page.locator(".list-count")).to_have_text("1 trong 6 kế hoạch")
    _tab_to(page, "tbody tr:not([hidden]) a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/25261-phu-trung/2026-2030/")
    page.close()


def _tab_to(page: Page, selector: str) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"no Tab leads to {selector}")


def test_a_filtered_list_has_an_address_of_its_own(phone: Page, site_url: str) -> None:
    phone.goto(site_url + PLANS)
    phone.get_by_label("Tỉnh, thành phố").select_option("Hải Phòng")
    phone.get_by_label("Tìm trong bảng").fill("vinh bao")
    expect(phone.locator(".list-count")).to_have_text("1 trong 6 kế hoạch")
    address = phone.url
    assert "tinh=" in address
    phone.goto(site_url)
    phone.goto(address)
    expect(phone.locator("tbody tr:visible")).to_have_count(1)
    expect(phone.get_by_label("Tìm trong bảng")).to_have_value("vinh bao")
    phone.get_by_role("button", name="Bỏ lọc").click()
    expect(phone.locator("tbody tr:visible")).to_have_count(6)
    assert "?" not in phone.url


def test_lists_sort_in_vietnamese_order_with_empty_cells_last(browser: Browser) -> None:
    page = browser.new_page()
    names = ["Đông", "Ăn", "Dương", "Âu", "", "An", "Êm", "Em", "Ông", "Ơn", "On", "Ưng", "Ung"]
    rows = "".join(f"<tr><td>{name}</td></tr>" for name in names)
    page.set_content(
        "<table data-list=''><thead><tr><th data-sort>Tên</th></tr></thead>"
        f"<tbody>{rows}</tbody></table>"
    )
    page.add_script_tag(path=LISTS)
    button = page.get_by_role("button", name="Tên")
    button.click()
    order = ["An", "Ăn", "Âu", "Dương", "Đông", "Em", "Êm", "On", "Ông", "Ơn", "Ung", "Ưng"]
    assert page.locator("td").all_text_contents() == [*order, ""]
    expect(page.locator("th")).to_have_attribute("aria-sort", "ascending")
    button.click()
    assert page.locator("td").all_text_contents() == [*reversed(order), ""]
    page.close()


def test_numbers_sort_by_size(browser: Browser) -> None:
    page = browser.new_page()
    cells = [("1.234", "1234"), ("95,5%", "95.5"), ("9", "9"), ("Chưa có số liệu", "")]
    rows = "".join(f"<tr><td data-key='{key}'>{text}</td></tr>" for text, key in cells)
    page.set_content(
        "<table data-list=''><thead><tr><th data-sort='number'>Số</th></tr></thead>"
        f"<tbody>{rows}</tbody></table>"
    )
    page.add_script_tag(path=LISTS)
    page.get_by_role("button", name="Số").click()
    found = page.locator("td").all_text_contents()
    assert found == ["9", "95,5%", "1.234", "Chưa có số liệu"]
    page.close()


def test_the_choice_of_dark_is_remembered(browser: Browser, site_url: str) -> None:
    context = browser.new_context(color_scheme="light")
    page = context.new_page()
    page.goto(site_url)
    page.get_by_role("button", name="Nền tối").click()
    page.goto(site_url + PLAN)
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.get_by_role("button", name="Nền tối")).to_have_attribute("aria-pressed", "true")
    context.close()


def test_the_address_of_an_item_can_be_copied(browser: Browser, site_url: str) -> None:
    context = browser.new_context()
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(site_url + PLAN)
    link = page.locator("#t07").get_by_role("link", name="Sao chép liên kết: ").first
    link.click()
    said = page.get_by_role("status").filter(has_text="Đã chép địa chỉ của mục")
    expect(said).to_have_count(1)
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{site_url}{PLAN}#t07"
    context.close()


def test_an_address_opens_what_is_folded(phone: Page, site_url: str) -> None:
    phone.goto(f"{site_url}du-lieu/#targets")
    expect(phone.locator("#targets")).to_have_attribute("open", "")


def test_a_wrong_address_is_helped(phone: Page, site_url: str) -> None:
    phone.goto(f"{site_url}404.html")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Không tìm thấy trang")
    assert phone.locator("main a").count() >= 4
