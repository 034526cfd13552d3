"""The strict policy of what a page may ask for: no complaint, and it bites."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from markdown import Markdown
from playwright.sync_api import Browser, Page

from conftest import ROOT, build_site_into, serve
from reform.checked import EXTENSIONS
from reform.project import Project
from reform.rendering.markup import left_out, without_scripts
from site_pages import leads_on, page_kinds

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
}


@pytest.fixture
def heard(browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """A page, and everything that its console says."""
    context = browser.new_context(color_scheme="light")
    page, said = context.new_page(), list[str]()
    page.on("console", lambda message: said.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))
    yield page, said
    context.close()


@pytest.mark.browser
def test_no_kind_of_page_breaks_the_policy(
    heard: tuple[Page, list[str]], project: Project, built_site: Path, site_url: str
) -> None:
    page, said = heard
    for address in page_kinds(project, built_site).values():
        page.goto(site_url + address, wait_until="networkidle")
        page.click("[data-theme-toggle]")
        assert page.evaluate("document.documentElement.dataset.theme") in {"dark", "light"}
        page.emulate_media(media="print")
        page.emulate_media(media="screen")
    assert said == []


@pytest.mark.browser
def test_no_page_of_the_demo_breaks_the_policy(
    heard: tuple[Page, list[str]], tmp_path: Path
) -> None:
    page, said = heard
    site = build_site_into(tmp_path / "demo", config="tests/demo/mkdocs.yml")
    server, url = serve(site)
    try:
        for path in sorted(site.rglob("*.html")):
            page.goto(url + path.relative_to(site).as_posix(), wait_until="load")
    finally:
        server.shutdown()
        server.server_close()
    assert said == []


@pytest.mark.browser
def test_searching_breaks_no_policy(heard: tuple[Page, list[str]], site_url: str) -> None:
    page, said = heard
    page.goto(site_url)
    page.fill("#search-input", "vinh bao")
    page.wait_for_selector("#search-list [role=option]")
    page.goto(f"{site_url}tim-kiem/?q=ho+so+truc+tuyen", wait_until="networkidle")
    assert said == []


@pytest.mark.browser
def test_the_choice_of_dark_is_there_before_the_page_is_drawn(
    browser: Browser, site_url: str
) -> None:
    context = browser.new_context(color_scheme="light")
    page = context.new_page()
    page.goto(site_url)
    page.click("[data-theme-toggle]")
    page.route("**/reading.js", lambda route: route.abort())
    page.goto(f"{site_url}ke-hoach/")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    context.close()


@pytest.mark.browser
def test_the_policy_stops_a_script_and_a_style_in_a_page(
    heard: tuple[Page, list[str]], built_site: Path, tmp_path: Path
) -> None:
    text = (built_site / "index.html").read_text("utf-8")
    inside = "<script>window.ran = true</script><p style='color: red' onclick='0'>"
    (tmp_path / "index.html").write_text(text.replace("</body>", f"{inside}</body>"), "utf-8")
    server, url = serve(tmp_path)
    page, said = heard
    try:
        page.goto(url)
    finally:
        server.shutdown()
        server.server_close()
    assert page.evaluate("window.ran") is None
    assert sum("Content Security Policy" in text for text in said) >= 3


def test_the_columns_of_a_written_table_stand_as_written_without_a_style() -> None:
    written = "| a | b | c | d |\n|:--|--:|:-:|---|\n| 1 | 2 | 3 | 4 |\n"
    html = Markdown(extensions=list(EXTENSIONS)).convert(written)
    clean = without_scripts(html)
    cells = BeautifulSoup(clean, "lxml").select("th, td")
    assert [cell.get("data-align") for cell in cells] == ["left", "right", "center", None] * 2
    assert "style" not in clean
    assert left_out(html, clean) == ()
    sheet = (ROOT / "content/assets/components.css").read_text("utf-8")
    for way in ("left", "right", "center"):
        assert f'[data-align="{way}"] {{ text-align: {way}; }}' in sheet


@pytest.mark.parametrize("style", ["color: red", "text-align: right; color: red", "TEXT-ALIGN:x"])
def test_any_other_style_of_a_cell_is_left_out_and_said(style: str) -> None:
    html = f'<table><tr><td style="{style}">1</td></tr></table>'
    clean = without_scripts(html)
    assert "style" not in clean
    assert "td style" in left_out(html, clean)


def test_every_page_carries_the_policy_and_nothing_that_it_forbids(built_site: Path) -> None:
    for path in built_site.rglob("*.html"):
        text = path.read_text("utf-8")
        document = BeautifulSoup(text, "lxml")
        meta = document.find("meta", attrs={"http-equiv": "Content-Security-Policy"})
        assert meta is not None, path
        rules = (rule.split(" ", 1) for rule in str(meta["content"]).split("; "))
        assert dict(rules) == POLICY
        first = re.search("<(script|link|style|img)", text)
        assert first is not None
        assert text.index("http-equiv") < first.start(), "it holds only for what follows it"
        assert not document.find_all("style"), path
        inline = [tag for tag in document.find_all("script") if not tag.get("src")]
        # Data, which no browser runs.
        assert {tag.get("type") for tag in inline} <= {"application/ld+json"}, path
        assert not document.select("[style]"), path
        assert not re.search(r"\son[a-z]+=", "".join(map(str, document.find_all("svg")))), path


def test_styles_and_scripts_carry_the_digest_of_all_of_them(built_site: Path) -> None:
    folders = list(built_site.glob("assets-*"))
    assert len(folders) == 1
    assert re.fullmatch(r"assets-[0-9a-f]{10}", folders[0].name)
    assert not [p for p in (built_site / "assets").rglob("*") if p.suffix in {".css", ".js"}]
    for path in built_site.rglob("*.html"):
        document = BeautifulSoup(path.read_text("utf-8"), "lxml")
        if leads_on(document):
            continue  # an address that was given up: a line of text that leads on
        files = [tag["src"] for tag in document.select("script[src]")]
        files += [tag["href"] for tag in document.select("link[rel=stylesheet]")]
        assert len(files) >= 5
        assert {f"{folders[0].name}/" in str(file) for file in files} == {True}, path
