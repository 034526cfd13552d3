"""The shell and the pages in it: valid anchors, light, usable by everyone, printable."""

import itertools
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from playwright.sync_api import Browser

from reform.page_kinds import PAGE_ADDRESS
from reform.project import Project
from site_pages import first_visit, leads_on, page_kinds

PLAN = "ke-hoach/31-hai-phong/11824-vinh-bao/2026-2030/"
FIRST_VISIT_BYTES = 90_000
HTML_BYTES = 25_000


@pytest.fixture(scope="module")
def kinds(project: Project, built_site: Path) -> dict[str, str]:
    return page_kinds(project, built_site)


@pytest.fixture(scope="module")
def documents(built_site: Path) -> dict[str, BeautifulSoup]:
    """Every page of the site, by its address."""
    found = {}
    for path in built_site.rglob("*.html"):
        address = path.relative_to(built_site).as_posix().removesuffix("index.html")
        found[address] = BeautifulSoup(path.read_text("utf-8"), "lxml")
    return found


def test_every_page_says_what_it_is(documents: dict[str, BeautifulSoup]) -> None:
    titles = set()
    documents = {a: d for a, d in documents.items() if not leads_on(d)}
    for address, document in documents.items():
        assert document.html is not None
        assert document.html["lang"] in {"vi", "en"}, address
        assert len(document.find_all("h1")) == 1, address
        assert document.find("main"), address
        assert document.title is not None
        titles.add(document.title.text)
        for name in ("description", "og:title", "og:description"):
            meta = document.find("meta", attrs={"name": name}) or document.find(
                "meta", attrs={"property": name}
            )
            assert meta is not None, f"{address}: {name}"
            assert str(meta["content"]).strip(), f"{address}: {name}"
        if address != "404.html":
            canonical = document.find("link", rel="canonical")
            assert canonical is not None, address
            assert str(canonical["href"]).endswith(f"/{address}")
    assert len(titles) == len(documents), "two pages share a title"


def test_headings_skip_no_level(documents: dict[str, BeautifulSoup]) -> None:
    for address, document in documents.items():
        levels = [int(tag.name[1]) for tag in document.find_all(re.compile("^h[1-6]$"))]
        assert levels[0] == 1, address
        for above, below in itertools.pairwise(levels):
            assert below <= above + 1, f"{address}: h{above} is followed by h{below}"


def test_the_files_of_material_are_not_published(built_site: Path) -> None:
    assert not list(built_site.rglob("*.min.js"))
    assert not (built_site / "assets" / "stylesheets").exists()


def test_the_links_of_the_404_page_lead_somewhere(
    documents: dict[str, BeautifulSoup], built_site: Path
) -> None:
    """It is shown at any depth, so its links begin at the root of the site."""
    links = [str(tag["href"]) for tag in documents["404.html"].find_all("a", href=True)]
    inside = [link for link in links if link.startswith("/")]
    assert len(inside) >= 4
    places = {link[1:].partition("#")[0] for link in inside}
    assert all((built_site / place / "index.html").is_file() for place in places)


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_axe_finds_no_violation(
    kinds: dict[str, str], site_url: str, browser: Browser, width: int, scheme: str
) -> None:
    axe, found = Axe(), []
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,  # type: ignore[arg-type]
        reduced_motion="reduce",
    )
    page = context.new_page()
    for kind, address in kinds.items():
        page.goto(site_url + address)
        page.evaluate("document.querySelectorAll('main details').forEach(box => box.open = true)")
        for violation in axe.run(page).response["violations"]:
            nodes = [node["html"][:160] for node in violation["nodes"][:3]]
            found.append(f"{kind}: {violation['id']} ({violation['help']}): {nodes}")
    context.close()
    assert not found, "\n".join(found)


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 768, 1920])
def test_no_page_scrolls_sideways(
    kinds: dict[str, str], site_url: str, browser: Browser, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    for kind, address in kinds.items():
        page.goto(site_url + address)
        page.evaluate("document.querySelectorAll('main details').forEach(box => box.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, kind
    page.close()


@pytest.mark.browser
def test_targets_of_a_finger_are_large_enough(site_url: str, browser: Browser) -> None:
    """WCAG 2.2, 2.5.8: 24 by 24, but for links inside a sentence."""
    page = browser.new_page(viewport={"width": 360, "height": 800})
    page.goto(site_url + PLAN)
    small = page.evaluate(
        """() => [...document.querySelectorAll(
             "button, summary, select, input, .anchor, .trail a, .site-header a, .contents-top a,"
             + " .facts a, .plan-areas a, .site-footer li a")]
           .filter(e => e.checkVisibility())
           .filter(e => Math.min(e.getBoundingClientRect().width, e.offsetHeight) < 24)
           .map(e => e.outerHTML.slice(0, 90))"""
    )
    page.close()
    assert small == []


@pytest.mark.browser
def test_a_phone_with_text_twice_as_large_needs_no_sideways_scroll(
    kinds: dict[str, str], site_url: str, browser: Browser
) -> None:
    page = browser.new_page(viewport={"width": 180, "height": 400})
    for kind in ("home", "plan", "search"):
        page.goto(site_url + kinds[kind])
        assert page.evaluate("document.documentElement.scrollWidth") <= 180, kind
    page.close()


@pytest.mark.browser
def test_the_contents_of_a_phone_close_behind_the_choice(site_url: str, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 800})
    page.goto(site_url + PAGE_ADDRESS["progress"])
    page.click(".contents-top summary")
    page.click(".contents-top a[href='#nhiem-vu']")
    assert page.locator(".contents-top[open]").count() == 0
    assert page.url.endswith("#nhiem-vu")
    page.close()


@pytest.mark.browser
def test_the_search_page_says_without_a_script_where_to_look(
    site_url: str, browser: Browser
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site_url + PAGE_ADDRESS["search"])
    assert page.locator("main .callout a[href='#danh-sach']").is_visible()
    assert not page.locator(".search-facets").is_visible()
    context.close()


@pytest.mark.browser
def test_a_first_visit_is_light(kinds: dict[str, str], site_url: str, browser: Browser) -> None:
    for kind, address in kinds.items():
        visit = first_visit(browser, site_url + address)
        assert all(request.startswith(site_url) for request in visit.requests), kind
        assert visit.total <= FIRST_VISIT_BYTES, f"{kind}: {visit.total} bytes"
        if kind == "plan":
            assert visit.html <= HTML_BYTES, f"{kind}: {visit.html} bytes of HTML"


@pytest.mark.browser
def test_a_plan_prints_on_a4_without_navigation(site_url: str, browser: Browser) -> None:
    page = browser.new_page(color_scheme="dark")
    page.goto(site_url + PLAN)
    page.emulate_media(media="print")
    for selector in (
        ".site-header",
        ".contents-side",
        ".contents-top",
        ".trail",
        ".anchor",
        ".skip",
    ):
        assert not page.locator(selector).first.is_visible(), selector
    assert page.locator("main .print-only").is_visible()
    colour = page.evaluate("getComputedStyle(document.body).color")
    assert colour == "rgb(0, 0, 0)", "the dark scheme does not reach the paper"
    assert page.locator(".note-general").first.is_visible()
    assert not page.locator("text=So với nơi khác").first.is_visible()
    style = "getComputedStyle(document.documentElement).getPropertyValue('--running-head')"
    assert page.evaluate(style) == f'"{page.title()}"'
    pdf = page.pdf(prefer_css_page_size=True)
    page.close()
    assert pdf.startswith(b"%PDF")
    box = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    assert box, "no page"
    assert [round(float(side)) for side in box.groups()] == [595, 842]


def test_guides_take_their_boxes_and_tabs_from_material_without_a_script(
    documents: dict[str, BeautifulSoup],
) -> None:
    document = documents["huong-dan/du-lieu/"]
    assert document.select_one(".admonition .admonition-title")
    labels = document.select(".tabbed-set .tabbed-labels label")
    assert [label.get_text() for label in labels] == ["Python", "R", "Bảng tính"]
    assert [box["type"] for box in document.select(".tabbed-set input")] == ["radio"] * 3
    assert len(document.select(".tabbed-block pre")) == 3


def test_icons_and_words_of_the_theme_stand_in_the_page(
    documents: dict[str, BeautifulSoup],
) -> None:
    vietnamese, english = documents["huong-dan/du-lieu/"], documents["huong-dan/open-data/"]
    titles = [
        tag.get_text() for page in (vietnamese, english) for tag in page.select(".contents-title")
    ]
    assert titles == ["Mục lục", "Table of contents"]
    assert vietnamese.select_one(".theme-toggle .icon svg path")
    assert not vietnamese.select("img, use")


def test_a_page_says_how_it_is_coded_before_the_first_letter_that_depends_on_it(
    documents: dict[str, BeautifulSoup], built_site: Path
) -> None:
    """Readers look for the declaration in the first 1,024 bytes, as plain ASCII."""
    for address in documents:
        path = built_site / address
        content = (path / "index.html" if path.is_dir() else path).read_bytes()
        declared = content[:1024].find(b'<meta charset="utf-8">')
        assert declared > 0, address
        assert content[:declared].isascii(), address
