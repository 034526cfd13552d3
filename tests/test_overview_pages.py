"""The pages across plans: complete, comparable, and only where something uses them."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from lxml import html
from playwright.sync_api import Browser, expect

from reform import addresses
from reform.contexts import area_pages, indicator_pages, role_pages, split_page
from reform.contexts.responsibility_matrix import matrix
from reform.model import Catalogue
from reform.project import Project, open_project
from reform.site import build_site
from reform.subjects import in_use
from reform.subjects.plan_summaries import by_place, by_province

AREA_LINKS = "//p[contains(@class, 'plan-areas')]/a/@href"


@pytest.fixture(scope="module")
def catalogue(project: Project) -> Catalogue:
    return project.catalogue.live


def _body(site: Path, address: str) -> html.HtmlElement:
    return html.document_fromstring((site / address / "index.html").read_bytes()).find(".//main")


def _without_targets_of(catalogue: Catalogue, indicator_id: str) -> Catalogue:
    """The catalogue with every target of one indicator withdrawn."""
    targets = tuple(
        replace(row, withdrawn=True) if row.indicator_id == indicator_id else row
        for row in catalogue.targets
    )
    return replace(catalogue, targets=targets)


def test_every_live_target_stands_in_the_table_of_targets(
    catalogue: Catalogue, built_site: Path
) -> None:
    page = indicator_pages.targets_page(by_place(catalogue), None, catalogue)
    live = {row.target_id for row in catalogue.targets if not row.withdrawn}
    assert {promise.target.target_id for promise in page.promises} == live
    rows = _body(built_site, addresses.TARGETS).xpath(".//table[@data-list]/tbody/tr")
    links = [row.xpath("./th/a/@href")[0] for row in rows]
    assert len(set(links)) == len(links) == len(live)


def test_targets_of_one_indicator_stand_together(catalogue: Catalogue) -> None:
    order = [
        p.target.indicator_id
        for p in indicator_pages.targets_page(by_place(catalogue), None, catalogue).promises
    ]
    changes = [
        name for name, before in zip(order, [object(), *order], strict=False) if name != before
    ]
    assert len(changes) == len(set(changes))


def test_a_withdrawn_target_is_counted_nowhere(catalogue: Catalogue) -> None:
    changed = _without_targets_of(catalogue, "ddci").live
    before, after = (
        indicator_pages.targets_page(by_place(c), None, c) for c in (catalogue, changed)
    )
    gone = len(before.promises) - len(after.promises)
    assert gone == sum(row.indicator_id == "ddci" for row in catalogue.targets) > 0
    assert after.shares.total == before.shares.total - gone
    assert "ddci" not in {row.indicator_id for row in in_use.promised_indicators(changed)}


def test_pages_exist_for_what_is_used_and_for_nothing_else(project: Project) -> None:
    rows = project.catalogue
    items: list[Any] = [*rows.targets, *rows.tasks]
    made = {page.address for page in build_site(project).pages}
    used: dict[Callable[[str], str], set[str | None]] = {
        addresses.indicator: {row.indicator_id for row in rows.targets} - {None},
        addresses.agency_role: {row.role_id for row in rows.agencies},
        addresses.area: {row.area or row.area_inferred for row in items} - {None},
    }
    for address, ids in used.items():
        start = address("x").removesuffix("x/")
        assert {a for a in made if a.startswith(start) and a != start} == {
            address(item) for item in ids if item
        }


def test_an_indicator_compares_only_values_in_its_own_unit(catalogue: Catalogue) -> None:
    row = catalogue.indicator("dti")
    summary = indicator_pages.indicator_page(row, catalogue).summary
    assert any(promise.target.unit == "rank_steps" for promise in summary.promises)
    assert summary.comparable == ()


def test_an_indicator_page_says_who_promises_what_by_when(built_site: Path) -> None:
    text = " ".join(
        row.text_content()
        for row in _body(built_site, addresses.indicator("hai-long-thu-tuc")).xpath(".//tbody/tr")
    )
    for word in ("Xã Thượng Hồng", "Xã Kiến Minh", "Xã Vĩnh Bảo", "Xã Phú Trung"):
        assert word in text
    assert "Ít nhất 95%" in text
    assert "hết năm 2030" in text


def test_an_area_holds_all_its_rows_and_marks_those_that_editors_put_there(
    catalogue: Catalogue, built_site: Path
) -> None:
    found = 0
    for area in in_use.used_areas(catalogue):
        page = area_pages.area_page(area, by_place(catalogue), None, catalogue)
        found += page.target_count + page.task_count
        inferred = sum(p.is_area_inferred for plan in page.plans for p in plan.targets)
        inferred += sum(t.is_area_inferred for plan in page.plans for t in plan.tasks)
        body = _body(built_site, addresses.area(area.area_id))
        assert len(body.xpath(".//*[@class='inferred']")) == inferred
        assert body.text_content().count("do biên tập xếp") == (inferred > 0), "said once"
    rows: list[Any] = [*catalogue.targets, *catalogue.tasks]
    assert found == sum(bool(row.area or row.area_inferred) for row in rows if not row.withdrawn)


def test_an_area_names_who_leads_it_in_each_commune(catalogue: Catalogue) -> None:
    area = catalogue.area("thu-tuc-hanh-chinh")
    leads = {
        view.summary.unit.name: [part.agency.name for part in view.lead if part.by_duty]
        for view in area_pages.area_page(area, by_place(catalogue), None, catalogue).plans
    }
    assert leads["Xã Vĩnh Bảo"] == ["Trung tâm Phục vụ hành chính công"]
    assert leads["Xã Đông Sơn"] == []


def test_the_matrix_of_a_plan_says_what_its_duties_say(catalogue: Catalogue) -> None:
    plan = catalogue.plan("11824-vinh-bao-2026-2030")
    found = matrix(plan, catalogue)
    cells = {
        (row.agency.role_id, area.area_id): cell.role
        for row in found.rows
        for area, cell in zip(found.areas, row.cells, strict=True)
        if cell
    }
    assert cells["van-hoa-xa-hoi", "to-chuc-bo-may"] == "lead"
    assert cells["kinh-te", "tai-chinh-cong"] == "lead"
    assert cells["cac-phong-don-vi", "the-che"] == "support"
    assert ("cong-an", "the-che") not in cells
    assert found.without_lead == ()


def test_an_area_with_tasks_but_no_leader_is_named(catalogue: Catalogue) -> None:
    plan = catalogue.plan("11824-vinh-bao-2026-2030")
    unled = replace(catalogue, duty_areas=())
    assert {a.area_id for a in matrix(plan, unled).without_lead} == {
        task.area for task in catalogue.tasks_of(plan.plan_id) if task.area
    }


def test_a_role_holds_the_duties_of_all_its_bodies(catalogue: Catalogue) -> None:
    for role in in_use.used_roles(catalogue):
        page = role_pages.role_page(role, by_place(catalogue), None, catalogue)
        own = {row.agency_id for row in catalogue.agencies if row.role_id == role.role_id}
        assert {body.agency.agency_id for body in page.bodies} == own
        links = [link for link in catalogue.duty_agencies if link.agency_id in own]
        assert sum(len(body.duties) for body in page.bodies) == len(links)


def test_with_many_plans_each_province_has_a_page_of_its_own(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = {page.address: page for page in build_site(project).pages}
    monkeypatch.setattr(split_page, "WHOLE_AT_MOST", 1)
    # Read again: what a project has once worked out stays with it.
    site = build_site(open_project(project.layout, project.as_of))
    made = {page.address: page for page in site.pages}
    assert made.keys() > whole.keys()
    parts = [made[a] for a in made if a.startswith(addresses.TARGETS) and a != addresses.TARGETS]
    assert len(parts) == len(by_province(by_place(project.catalogue.live)))
    found = [p.target.target_id for part in parts for p in part.context().promises]
    everything = [p.target.target_id for p in whole[addresses.TARGETS].context().promises]
    assert sorted(found) == sorted(everything)
    titles = {site.render(page).title for page in site.pages}
    assert len(titles) == len(site.pages), "two pages share a title"
    for address in (addresses.TARGETS, addresses.area("the-che"), addresses.agency_role("kinh-te")):
        assert made[address].template == "provinces"
        links = html.fromstring(site.render(made[address]).body).xpath(".//tbody//a/@href")
        assert {f"{address}{link}" for link in links} == {
            a for a in made if a.startswith(address) and a != address
        }
    bodies = {p.address: site.render(p).body for p in site.pages if p.template == "plan"}
    offered = {address: html.fromstring(body).xpath(AREA_LINKS) for address, body in bodies.items()}
    # Plans that name no area offer none; those their editors infer are not offered as their own.
    assert any(len(ways) > 1 for ways in offered.values())
    for page_address, ways in offered.items():
        for way in (way for way in ways if addresses.AREAS in way):
            address, _, anchor = urljoin(f"/{page_address}", way)[1:].partition("#")
            assert f'id="{anchor}"' in site.render(made[address]).body, way


def test_one_page_of_each_kind_is_at_hand(project: Project) -> None:
    site = build_site(project)
    found = [page.template for page in site.one_of_each()]
    assert len(found) == len(set(found))
    assert set(found) == {page.template for page in site.pages}
    assert {"targets", "indicator", "area", "role", "plan"} <= set(found)


@pytest.mark.browser
def test_the_table_of_targets_filters_and_its_address_keeps_the_choice(
    catalogue: Catalogue, browser: Browser, site_url: str
) -> None:
    wanted = [
        row
        for row in catalogue.targets
        if row.plan_id == "25261-phu-trung-2026-2030" and row.kind == "quantitative"
    ]
    page = browser.new_page(viewport={"width": 360, "height": 800})
    page.goto(site_url + addresses.TARGETS)
    page.get_by_label("Tỉnh, thành phố").select_option("Đồng Nai")
    page.locator("select[name=loai]").select_option("Đo bằng số")
    expect(page.locator("table[data-list] tbody tr:visible")).to_have_count(len(wanted))
    page.goto(page.url)
    expect(page.locator("table[data-list] tbody tr:visible")).to_have_count(len(wanted))
    page.close()


@pytest.mark.browser
def test_a_citizen_reaches_who_handles_procedures_and_what_was_promised(
    browser: Browser, site_url: str
) -> None:
    """From the home page: the kind of body, then its commune's plan, then the promise."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(site_url)
    page.locator(".site-nav").get_by_role("link", name="Cơ quan").click()
    page.get_by_role("link", name="Trung tâm Phục vụ hành chính công", exact=True).click()
    heading = page.get_by_role("heading", name="Xã Phú Trung")
    expect(heading).to_be_visible()
    page.locator(".site-footer nav").get_by_role("link", name="Chỉ số").click()
    page.get_by_role("link", name="Hài lòng khi làm thủ tục hành chính").click()
    expect(page.get_by_role("row", name="Xã Phú Trung")).to_contain_text("Ít nhất 95%")
    page.close()
