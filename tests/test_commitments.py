"""The summary of a plan for its people: a tick is a promise, only a figure fills a bar."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from bs4 import BeautifulSoup, Tag
from playwright.sync_api import Browser

from conftest import AS_OF, ROOT
from reform import addresses
from reform.contexts.plan_page import plan_page
from reform.derivations.gaps import gap, time_left
from reform.layout import Layout
from reform.model import Catalogue
from reform.model.plan_rows import Target
from reform.model.shared_rows import Observation
from reform.project import Project, open_project
from reform.site import build_site
from reform.subjects.commitments import LINES_AT_MOST, plan_commitments

PHONE = {"width": 360, "height": 640}


@pytest.fixture(scope="module")
def catalogue(project: Project) -> Catalogue:
    return project.catalogue.live


@pytest.fixture(scope="module")
def demo() -> Project:
    """Invented communes, some with figures."""
    return open_project(Layout.of(ROOT / "tests" / "demo", ROOT / "data"), AS_OF)


@pytest.fixture(scope="module")
def level(demo: Project) -> Target:
    """A bare level in per cent."""
    rows = demo.catalogue.targets
    return next(r for r in rows if r.kind == "quantitative" and r.value and not r.change)


@pytest.mark.parametrize(
    ("promised", "reported", "points"),
    [
        (90.0, 94.0, 4.0),
        (90.0, 90.0, 0.0),
        (92.0, 90.2, -1.8),
        (0.1, 0.3, 0.2),
        (None, 94.0, None),
        (90.0, None, None),
    ],
)
def test_a_gap_is_the_figure_less_the_promise(
    promised: float | None,
    reported: float | None,
    points: float | None,
    level: Target,
    demo: Project,
) -> None:
    figure = replace(demo.catalogue.observations[0], value=reported)
    found = gap(replace(level, value=promised), figure)
    assert (found.points if found else None) == points


@pytest.mark.parametrize("changed", [{"kind": "rank"}, {"change": "decrease"}])
def test_ranks_and_changes_have_no_gap(
    changed: dict[str, str], level: Target, demo: Project
) -> None:
    figure: Observation = replace(demo.catalogue.observations[0], value=50.0)
    assert gap(level, figure)
    assert gap(replace(level, **changed), figure) is None  # type: ignore[arg-type]
    assert gap(level, None) is None


@pytest.mark.parametrize(
    ("end", "months", "days"),
    [
        (date(2027, 12, 31), 13, 406),
        (date(2026, 12, 19), 0, 29),
        (date(2026, 12, 20), 1, 30),
        (date(2026, 11, 20), 0, 0),
    ],
)
def test_time_left_is_whole_months(end: date, months: int, days: int) -> None:
    found = time_left(end, date(2026, 11, 20))
    assert found
    assert (found.months, found.days) == (months, days)


def test_no_time_is_left_after_the_last_day() -> None:
    assert time_left(date(2026, 11, 19), date(2026, 11, 20)) is None


def test_what_touches_people_stands_first(catalogue: Catalogue) -> None:
    found = plan_commitments("11824-vinh-bao-2026-2030", AS_OF, catalogue)
    assert [group.theme.code for group in found.groups if group.theme] == [
        "satisfaction",
        "online",
        "payment",
        "once",
    ]
    first = found.groups[0].lines[0]
    assert first.indicator
    assert first.indicator.indicator_id == "hai-long-thu-tuc"
    assert first.current.target.value == 95
    assert found.office
    assert found.office.name == "Trung tâm Phục vụ hành chính công"


def test_a_summary_holds_only_the_units_own_levels(catalogue: Catalogue) -> None:
    for plan in catalogue.plans:
        found = plan_commitments(plan.plan_id, AS_OF, catalogue)
        for group in found.groups:
            assert 0 < len(group.lines) <= LINES_AT_MOST
            for line in group.lines:
                for view in line.levels:
                    assert view.status.in_totals
                    assert view.target.value is not None
                    assert view.target.parent_id is None
                days = [view.target.period_end for view in line.levels]
                assert days == sorted(set(days))


def _pledges(project: Project) -> dict[str, Tag]:
    site = build_site(project)
    pages = (page for page in site.pages if page.template == "plan")
    found = {
        page.address: BeautifulSoup(site.render(page).body, "lxml").select_one(".pledge")
        for page in pages
    }
    return {address: pledge for address, pledge in found.items() if pledge}


def test_without_figures_no_bar_is_filled_and_it_is_said_once(project: Project) -> None:
    pledges = _pledges(project)
    assert len(pledges) == len(project.catalogue.live.plans)
    for pledge in pledges.values():
        assert not pledge.select(".reported")
        if pledge.select(".measure"):
            assert pledge.text.count("Chưa có số liệu thực hiện nào") == 1
            assert "Chưa có số liệu" not in "".join(p.text for p in pledge.select(".gap"))


def test_a_figure_fills_the_bar_and_its_gap_is_told_before_the_deadline(demo: Project) -> None:
    (pledge,) = [
        found for address, found in _pledges(demo).items() if "99811-mau-an/2026-2030" in address
    ]
    measure = pledge.select_one(".measure")
    assert measure
    filled, ticks = measure.select_one(".reported"), measure.select("line.tick")
    assert filled
    assert filled["width"] == "96%" or filled["width"] == "96.0%"
    assert [tick["x1"].rstrip("%").removesuffix(".0") for tick in ticks] == ["92", "97"]  # type: ignore[union-attr]
    words = " ".join(measure.text.split())
    assert "96%, quý III/2026: cao hơn mức cam kết 4 điểm %, còn 13 tháng" in words


def test_what_is_true_of_most_targets_is_said_once(project: Project, catalogue: Catalogue) -> None:
    for plan in catalogue.plans:
        page = plan_page(plan, project)
        groups = {group.anchor: group for group in page.target_groups}
        for anchor, sample in page.said_once.standings.items():
            silent = [
                view.target.target_id
                for view in groups[anchor].targets
                if view.target.target_id in page.said_once.silent
            ]
            for target_id in silent:
                status = page.progress[target_id].status
                assert (status.status, status.rule) == (sample.status.status, sample.status.rule)
                assert status.period_end == sample.status.period_end
                assert not page.progress[target_id].history


def test_a_time_that_all_tasks_share_is_said_once(project: Project, catalogue: Catalogue) -> None:
    page = plan_page(catalogue.plan("25261-phu-trung-2026-2030"), project)
    assert page.said_once.is_time_of_all
    site = build_site(project)
    (shown,) = [p for p in site.pages if p.template == "plan" and "phu-trung" in p.address]
    document = BeautifulSoup(site.render(shown).body, "lxml")
    assert document.text.count("mọi nhiệm vụ: thường xuyên") == 1
    facts = [fact.text for fact in document.select(".item .fact")]
    assert facts
    assert "Thường xuyên" not in facts


def _plan_addresses(project: Project) -> list[str]:
    catalogue = project.catalogue.live
    return [addresses.plan(plan, catalogue) for plan in catalogue.plans]


@pytest.mark.browser
def test_a_plan_takes_few_screens_of_a_phone_and_begins_with_a_promise(
    project: Project, browser: Browser, site_url: str
) -> None:
    page = browser.new_page(viewport=PHONE)  # type: ignore[arg-type]
    for address in _plan_addresses(project):
        page.goto(site_url + address)
        height = page.evaluate("document.documentElement.scrollHeight")
        assert height <= 12 * PHONE["height"], address
        first = page.locator(".pledge :is(.measure, p)").first.bounding_box()
        assert first
        assert first["y"] + first["height"] <= PHONE["height"], address
    page.close()


@pytest.mark.browser
def test_an_address_inside_a_folded_part_opens_it(
    project: Project, browser: Browser, site_url: str
) -> None:
    address = site_url + _plan_addresses(project)[-1]
    page = browser.new_page(viewport=PHONE)  # type: ignore[arg-type]
    page.goto(f"{address}#t01")
    assert page.locator("#t01").is_visible()
    top = page.evaluate("document.getElementById('t01').getBoundingClientRect().top")
    assert 0 <= top < PHONE["height"]
    assert not page.locator("#k01").is_visible()
    page.emulate_media(media="print")
    assert page.locator("#k01").is_visible(), "whole on paper"
    page.close()


@pytest.mark.browser
def test_without_scripts_every_part_is_open(
    project: Project, browser: Browser, site_url: str
) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(site_url + _plan_addresses(project)[-1])
    assert page.locator("#t01").is_visible()
    assert page.locator("#k01").is_visible()
    context.close()


def test_every_theme_has_words_and_an_indicator(project: Project) -> None:
    catalogue = project.catalogue
    used = {row.citizen_theme for row in catalogue.indicators if row.citizen_theme}
    assert used == set(catalogue.labels("citizen_theme"))
