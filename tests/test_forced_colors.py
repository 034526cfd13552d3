"""Pictures under colours that the reader forces on every page: nothing is drawn black on black."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from conftest import AS_OF, ROOT
from reform import addresses
from reform.layout import Layout
from reform.project import open_project
from reform.site import Site, build_site

SHEETS = ("tokens", "base", "components", "pictures", "progress")
PICTURES = (".chart", ".timeline", ".shares", ".strip", ".standing-bar", ".key", ".part")
COMMUNE = "ke-hoach/97-mau-bac/99811-mau-an"
PAGES = (
    addresses.indicator("dung-han"),
    addresses.indicator("hai-long-thu-tuc"),
    addresses.INDICATORS,
    "tien-do/",
    addresses.TARGETS,
    f"{COMMUNE}/2026-2030/",
    f"{COMMUNE}/2024/",
)
MEASURE = """pictures => {
  const rgb = text => {
    const n = text.match(/[\\d.]+/g).map(Number);
    return n.length < 4 || n[3] > 0 ? n : null;
  };
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
    .map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
  const probe = document.createElement("i");
  probe.style.color = "Canvas";
  document.body.append(probe);
  const paper = light(rgb(getComputedStyle(probe).color));
  const contrast = paint => {
    if (!paint || paint === "none" || !rgb(paint)) return 0;
    const other = light(rgb(paint));
    return (Math.max(paper, other) + .05) / (Math.min(paper, other) + .05);
  };
  const found = [];
  for (const element of document.querySelectorAll(pictures)) {
    const svg = element.matches("svg") ? element : element.querySelector("svg");
    if (!svg) continue;
    for (const mark of svg.querySelectorAll("path, line, rect, circle, text")) {
      const style = getComputedStyle(mark);
      const isText = mark.localName === "text";
      const box = mark.getBBox();
      if (isText && !mark.textContent.trim() || !isText && !(box.width || box.height)) continue;
      const best = Math.max(contrast(style.fill), isText ? 0 : contrast(style.stroke));
      const picture = element.getAttribute("class");
      found.push({picture, mark: mark.outerHTML.slice(0, 160), isText, best});
    }
  }
  return found;
}"""


@pytest.fixture(scope="module")
def demo_pages() -> Site:
    return build_site(open_project(Layout.of(ROOT / "tests" / "demo", ROOT / "data"), AS_OF))


@pytest.fixture(params=["light", "dark"])
def forced(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(forced_colors="active", color_scheme=request.param)
    yield context.new_page()
    context.close()


@pytest.mark.browser
def test_every_mark_of_every_picture_differs_from_the_page(forced: Page, demo_pages: Site) -> None:
    sheets = "\n".join((ROOT / f"content/assets/{n}.css").read_text("utf-8") for n in SHEETS)
    by_address = {page.address: page for page in demo_pages.pages}
    seen: dict[str, int] = {}
    for address in PAGES:
        body = demo_pages.render(by_address[address]).body
        forced.set_content(f"<!doctype html><style>{sheets}</style><main>{body}</main>")
        assert forced.evaluate("matchMedia('(forced-colors: active)').matches")
        for mark in forced.evaluate(MEASURE, ", ".join(PICTURES)):
            seen[mark["picture"]] = seen.get(mark["picture"], 0) + 1
            assert mark["best"] >= (4.5 if mark["isText"] else 3), json.dumps(mark)
    assert {name.split()[0] for name in seen} >= {picture[1:] for picture in PICTURES}, seen


@pytest.mark.browser
def test_a_bar_is_told_from_what_it_is_a_part_of(forced: Page, demo_pages: Site) -> None:
    """The part of a share is filled; the whole behind it has only an edge."""
    sheets = "\n".join((ROOT / f"content/assets/{n}.css").read_text("utf-8") for n in SHEETS)
    by_address = {page.address: page for page in demo_pages.pages}
    body = demo_pages.render(by_address[addresses.indicator("hai-long-thu-tuc")]).body
    forced.set_content(f"<!doctype html><style>{sheets}</style><main>{body}</main>")
    fills = forced.evaluate(
        """() => ["--track", "--accent"].map(name => { const i = document.createElement("i");
          i.style.color = `var(${name})`;
          document.body.append(i);
          return getComputedStyle(i).color; })"""
    )
    assert fills[0] != fills[1]
    tracks = forced.locator(".chart path[fill='var(--track)'][stroke='var(--track-edge)']").count()
    bars = forced.locator(".chart path[fill='var(--accent)']").count()
    assert tracks == bars > 3
