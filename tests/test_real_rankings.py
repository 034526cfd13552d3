"""The published rankings of real units, and what their pages say."""

from __future__ import annotations

import html
import re

import pytest
from vietnam_provinces import Ward

from reform import addresses
from reform.contexts.ranking_pages import ranking_page
from reform.project import Project
from reform.site import Site, build_site
from reform.subjects.standings import is_ranked_in, plan_standings


def test_every_promise_of_rank_of_a_unit_in_a_list_is_answered(project: Project) -> None:
    catalogue = project.catalogue.live
    for plan in catalogue.plans:
        commune = catalogue.unit(plan.unit_id)
        ranked = {
            row.promise_indicator_id for row in catalogue.rankings if is_ranked_in(commune, row)
        }
        expected = {
            target.target_id
            for target in catalogue.targets_of(plan.plan_id)
            if target.kind == "rank"
            and target.indicator_id in ranked
            and not commune.successor_unit_id
        }
        assert plan_standings(plan.plan_id, catalogue).keys() == expected


def test_names_and_kinds_of_the_ranked_communes_are_those_of_their_codes(project: Project) -> None:
    names = {f"{ward.code.value:05d}": ward.name for ward in Ward.iter_all()}
    ranked = [r for r in project.catalogue.reference_observations if r.place_level == "commune"]
    assert len(ranked) > 10
    for row in ranked:
        assert row.unit_id
        assert names[row.unit_id] == row.place_name


def test_ranks_fit_their_list(project: Project) -> None:
    for row in project.catalogue.reference_observations:
        listed = project.catalogue.ranking_if(row.list_id)
        assert listed or row.rank is None
        if listed:
            assert (row.indicator_id, row.out_of) == (listed.indicator_id, listed.size)
            assert row.rank is None or row.rank <= listed.size


@pytest.fixture(scope="module")
def site(project: Project) -> Site:
    return build_site(project)


def test_a_list_shows_what_is_known_and_says_what_is_not(project: Project, site: Site) -> None:
    body = _words(site, addresses.ranking("cchc-hai-phong-2025-xa"))
    for shown in ("94,15 điểm", "6–67", "chưa thấy nguồn nêu", "68", "9/1/2026", "73,37 điểm"):
        assert shown in body
    ranking = project.catalogue.ranking_if("cchc-hai-phong-2025-xa")
    assert ranking
    page = ranking_page(ranking, project.catalogue.live)
    assert [row.standing.rank for row in page.rows] == [1, 2, 3, 4, 5, 68]
    assert {p.promise.summary.unit.name for p in page.not_named} == {
        "Xã Thượng Hồng",
        "Xã Kiến Minh",
        "Xã Vĩnh Bảo",
    }


def test_a_plan_names_the_newest_list_beside_its_promise_of_rank(site: Site) -> None:
    page = next(page for page in site.pages if "11824-vinh-bao/2026-2030" in page.address)
    body = site.render(page).body
    (entry,) = re.findall(r'<li id="t14".*?</li>', body, re.DOTALL)
    assert "bang-xep-hang/cchc-hai-phong-2025-xa/" in entry
    assert "không nêu vị trí của nơi này" in entry


def _words(site: Site, address: str) -> str:
    page = next(page for page in site.pages if page.address == address)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", site.render(page).body)).split())
