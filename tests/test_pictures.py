"""Pictures: described for those who do not see them, the same on every build, true to the data."""

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from lxml import etree, html
from PIL import Image
from playwright.sync_api import Browser

from reform.contexts import indicator_pages
from reform.contexts.pictures import shares, timeline
from reform.model import Catalogue
from reform.project import Project
from reform.rendering.charts import Drawing, draw
from reform.rendering.share_pictures import site_picture
from reform.site import build_site

KIEN_MINH = "11725-kien-minh-2026-2030"


@pytest.fixture(scope="module")
def catalogue(project: Project) -> Catalogue:
    return project.catalogue.live


def _drawn(
    catalogue: Catalogue, indicator_id: str, name: str = "promises", times: int = 1
) -> Drawing:
    row = catalogue.indicator(indicator_id)
    summary = indicator_pages.indicator_page(row, catalogue).summary
    return draw(
        name,
        promises=summary.comparable * times,
        indicator=row,
        percent=row.unit == "percent",
        labels=catalogue.labels,
    )


@pytest.mark.parametrize("name", ["promises", "promise_counts"])
@pytest.mark.parametrize("indicator_id", ["ket-qua-dien-tu", "quan-tri-du-lieu"])
def test_a_chart_is_valid_svg_and_the_same_bytes_twice(
    catalogue: Catalogue, name: str, indicator_id: str
) -> None:
    first, second = (_drawn(catalogue, indicator_id, name, times=9) for _ in range(2))
    assert first == second
    root = etree.fromstring(f"<svg>{first.markup}</svg>")
    names = {element.tag for element in root.iter()}
    assert "path" in names
    assert "text" in names
    assert not [element for element in root.iter() if element.get("id") or element.get("role")]


def test_a_chart_takes_its_colours_from_the_style_sheet(catalogue: Catalogue) -> None:
    root = etree.fromstring(f"<svg>{_drawn(catalogue, 'hai-long-thu-tuc').markup}</svg>")
    fills = {element.get("fill") for element in root.iter()} - {None, "none"}
    assert fills
    assert all(fill and fill.startswith("var(--") for fill in fills)


def test_a_chart_says_each_commune_and_its_promise(catalogue: Catalogue) -> None:
    root = etree.fromstring(f"<svg>{_drawn(catalogue, 'hai-long-thu-tuc').markup}</svg>")
    words = [element.text for element in root.iter("text")]
    assert "Xã Vĩnh Bảo, hết năm 2030" in words
    assert words.count("Ít nhất 95%") == 3


def test_bars_of_per_cent_begin_at_zero_and_end_in_proportion(catalogue: Catalogue) -> None:
    root = etree.fromstring(f"<svg>{_drawn(catalogue, 'tai-su-dung-du-lieu').markup}</svg>")
    bars = [e for e in root.iter("path") if e.get("fill") == "var(--accent)"]
    lengths = [float((bar.get("d") or "").split("h")[1].split("v")[0]) for bar in bars]
    assert lengths == pytest.approx([0.5 * 340, 0.9 * 340, 0.9 * 340, 0.9 * 340], abs=0.2)


def test_many_promises_are_counted_instead_of_drawn_one_by_one(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = catalogue.indicator("hai-long-thu-tuc")
    assert not indicator_pages.indicator_page(row, catalogue).is_counted
    monkeypatch.setattr(indicator_pages, "DRAWN_AT_MOST", 3)
    assert indicator_pages.indicator_page(row, catalogue).is_counted
    assert len(_drawn(catalogue, "hai-long-thu-tuc", "promise_counts", 900).markup) < 8_000


def test_every_picture_of_the_site_has_a_title_and_a_description(built_site: Path) -> None:
    pictures = 0
    for path in built_site.rglob("*.html"):
        document = html.document_fromstring(path.read_bytes())
        for svg in document.xpath("//svg[@role='img']"):
            pictures += 1
            named = svg.get("aria-labelledby").split()
            texts = [document.xpath(f"string(//*[@id='{name}'])").strip() for name in named]
            assert [child.tag for child in svg[:2]] == ["title", "desc"], path
            assert len(texts) == 2, path
            assert all(texts), path
        unnamed = document.xpath(
            "//svg[not(@role='img') and not(@aria-hidden) and not(ancestor::svg)"
            " and not(ancestor::*[@aria-hidden])]"
        )
        assert not unnamed, path
    assert pictures > 60


def test_phases_fill_the_line_and_deadlines_stand_at_their_ends(catalogue: Catalogue) -> None:
    plan = catalogue.plan(KIEN_MINH)
    view = timeline(plan, catalogue, date(2028, 1, 1))
    first, second = view.bars
    assert (first.at, second.at) == (0, first.width)
    assert second.at + second.width == pytest.approx(100)
    assert view.today == pytest.approx(second.at, abs=1)  # whole per cent
    assert [mark.at for mark in view.due_days] == [first.width, 100]
    live = [t for t in catalogue.targets_of(KIEN_MINH) if not t.withdrawn]
    assert sum(bar.target_count for bar in view.bars) + view.whole == len(live)
    assert [tick.day.year for tick in view.ticks] == [2026, 2027, 2028, 2029, 2030]


@pytest.mark.parametrize("day", [date(2025, 12, 31), date(2031, 1, 1)])
def test_today_is_drawn_only_inside_the_plan(catalogue: Catalogue, day: date) -> None:
    plan = catalogue.plan(KIEN_MINH)
    assert timeline(plan, catalogue, day).today is None


def test_a_half_year_is_divided_by_quarters(catalogue: Catalogue) -> None:
    plan = catalogue.plan("10993-thuong-hong-2025-h2")
    view = timeline(plan, catalogue, date(2026, 1, 1))
    assert [tick.day for tick in view.ticks] == [date(2025, 7, 1), date(2025, 10, 1)]
    assert sum(tick.width for tick in view.ticks) == pytest.approx(100)


def test_shares_add_up(catalogue: Catalogue) -> None:
    view = shares(catalogue.targets, catalogue)
    assert view.total == sum(row.count for row in view.rows) == sum(view.counts)
    for row in view.rows:
        assert sum(part.count for part in row.parts) == row.count
        assert row.parts[-1].at + row.parts[-1].width <= 100.1
    assert max(part.at + part.width for row in view.rows for part in row.parts) > 99


def _meta(page: Any, name: str) -> str:
    found: list[str] = page.xpath(f"//meta[@property='{name}']/@content")
    return found[0] if found else ""


def test_every_plan_has_a_picture_of_its_own_for_shared_links(
    project: Project, built_site: Path
) -> None:
    seen = set()
    for page in build_site(project).pages:
        document = html.document_fromstring((built_site / page.address / "index.html").read_bytes())
        address = _meta(document, "og:image")
        name = address.removeprefix("https://ke-hoach-mo.example/")
        with Image.open(io.BytesIO((built_site / name).read_bytes())) as picture:
            assert (picture.format, picture.size) == ("PNG", (1200, 630))
        if page.template == "plan":
            seen.add((built_site / name).read_bytes())
    assert len(seen) == len(project.catalogue.plans)


def test_a_written_page_has_the_picture_of_the_site(built_site: Path) -> None:
    guide = html.document_fromstring((built_site / "huong-dan/index.html").read_bytes())
    assert _meta(guide, "og:image").endswith("/assets/og/site.png")


def test_a_shared_picture_is_small_and_the_same_bytes_twice(catalogue: Catalogue) -> None:
    first, second = site_picture(catalogue), site_picture(catalogue)
    assert first == second
    assert len(first) < 40_000


@pytest.mark.browser
def test_text_in_charts_is_readable_on_a_phone(browser: Browser, site_url: str) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 800})
    for address in ("chi-so/ket-qua-dien-tu/", "ke-hoach/31-hai-phong/11824-vinh-bao/2026-2030/"):
        page.goto(site_url + address)
        heights = page.evaluate(
            """() => [...document.querySelectorAll("svg[role=img] text")].map(text => {
                 const scale = text.getScreenCTM().a;
                 return parseFloat(getComputedStyle(text).fontSize) * scale; })"""
        )
        assert heights, address
        assert min(heights) >= 12, address
    page.close()
