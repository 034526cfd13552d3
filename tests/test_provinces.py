"""Every commune is here: each has an address of its own on the page of its province."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest
from lxml import html

from reform import addresses
from reform.contexts.overview_pages import provinces_listed
from reform.page_kinds import PAGE_ADDRESS
from reform.project import Project
from reform.site import Site, build_site


@pytest.fixture(scope="module")
def site(project: Project) -> Site:
    return build_site(project)


@pytest.fixture(scope="module")
def bodies(site: Site) -> dict[str, html.HtmlElement]:
    """Address to body of the pages of provinces."""
    pages = [page for page in site.pages if page.template == "province"]
    return {page.address: html.fragment_fromstring(site.render(page).body, "div") for page in pages}


def test_each_of_the_34_provinces_has_a_page(
    project: Project, bodies: dict[str, html.HtmlElement]
) -> None:
    assert len(bodies) == 34
    assert {addresses.province(row.folder) for row in provinces_listed(project)} == set(bodies)


def test_every_commune_in_force_has_an_address_of_its_own(
    project: Project, bodies: dict[str, html.HtmlElement]
) -> None:
    ids = {address: set(body.xpath(".//tr/@id")) for address, body in bodies.items()}
    units = [u for u in project.register.units.values() if u.level == "commune" and not u.is_former]
    assert len(units) == 3321
    for unit in units:
        assert unit.parent
        page, _, anchor = addresses.place(unit.unit_id, unit.parent.folder).partition("#")
        assert anchor in ids[page], unit.name
    assert sum(map(len, ids.values())) == len(units)


def test_the_names_of_before_stand_beside_those_of_today(
    project: Project, bodies: dict[str, html.HtmlElement]
) -> None:
    text = {address: body.text_content() for address, body in bodies.items()}
    for unit in project.register.units.values():
        if unit.level == "commune" and unit.is_former:
            for successor in filter(None, map(project.register.get, unit.successors)):
                assert successor.parent
                assert unit.name in text[addresses.province(successor.parent.folder)], unit.name


def test_a_commune_with_a_plan_leads_to_it_and_one_without_says_so(
    bodies: dict[str, html.HtmlElement],
) -> None:
    body = bodies["ke-hoach/31-hai-phong/"]
    (planned,) = body.xpath(".//tr[@id='11824']")
    assert [urljoin("/ke-hoach/31-hai-phong/", a) for a in planned.xpath(".//a/@href")][:2] == [
        "/ke-hoach/31-hai-phong/11824-vinh-bao/",
        "/ke-hoach/31-hai-phong/11824-vinh-bao/2026-2030/",
    ]
    without = [row for row in body.xpath(".//tbody/tr") if not row.xpath(".//a")]
    assert len(without) >= 100
    assert all("chưa có kế hoạch ở đây" in row.text_content() for row in without)


def test_every_province_has_a_letter_that_asks_for_the_plan(
    bodies: dict[str, html.HtmlElement],
) -> None:
    for address, body in bodies.items():
        (letter,) = body.xpath(".//*[@data-copy]")
        assert "Kính gửi: Ủy ban nhân dân" in letter.text_content()
        ways = [urljoin(f"/{address}", way) for way in body.xpath(".//a/@href")]
        assert "/huong-dan/bien-tap/" in ways, "how to send the plan in"


def test_a_province_with_a_plan_of_its_own_shows_it_on_the_page_of_its_units(
    site: Site, bodies: dict[str, html.HtmlElement]
) -> None:
    assert [page.template for page in site.pages if page.address == "ke-hoach/01-ha-noi/"] == [
        "province"
    ]
    assert bodies["ke-hoach/01-ha-noi/"].xpath(".//*[@class='pledge']//a[contains(@href, '2025')]")


def test_the_list_of_plans_leads_to_every_province(
    site: Site, bodies: dict[str, html.HtmlElement]
) -> None:
    (page,) = [page for page in site.pages if page.address == PAGE_ADDRESS["plans"]]
    body = html.fragment_fromstring(site.render(page).body, "div")
    ways = {urljoin(f"/{page.address}", way)[1:] for way in body.xpath(".//a/@href")}
    assert set(bodies) <= ways
