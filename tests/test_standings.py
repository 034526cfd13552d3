"""Published rankings: which list answers a promise of rank, and what its page says."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from vietnam_provinces import Ward

from reform import addresses
from reform.contexts.ranking_pages import ranking_page
from reform.model import Catalogue
from reform.model.shared_rows import Ranking, ReferenceObservation, Unit
from reform.project import Project
from reform.site import Site, build_site
from reform.subjects.standings import distance, is_ranked_in, plan_standings, standing_of

COMMUNE = Unit(
    unit_id="99801",
    code="99801",
    level="commune",
    parent_unit_id="98",
    name="Xã Mẫu",
    distinct_name="Xã Mẫu",
    type="xa",
    district_name=None,
    province_code="98",
    province_name="Mẫu",
    slug="mau",
    folder="98-mau/99801-mau",
    valid_from=date(2025, 7, 1),
    valid_to=None,
    successor_unit_id=None,
)


def _list(list_id: str = "a", **values: Any) -> Ranking:
    made = Ranking(
        list_id=list_id,
        title=f"Danh sách {list_id}",
        title_en=list_id,
        indicator_id="par-index",
        promise_indicator_id="par-index",
        place_level="commune",
        within_unit_id="98",
        unit_types="xa; dac-khu",
        period="2025",
        size=68,
        published_on=None,
        note=None,
        source="Nguồn mẫu",
        source_url=None,
    )
    return replace(made, **values)


def _rank(rank: int | None, list_id: str = "a", unit_id: str = "99801") -> ReferenceObservation:
    return ReferenceObservation(
        reference_id=f"{list_id}-{unit_id}",
        indicator_id="par-index",
        place_level="commune",
        unit_id=unit_id,
        place_name="Xã Mẫu",
        period="2025",
        value=None,
        unit="score",
        rank=rank,
        out_of=68,
        list_id=list_id,
        note=None,
        source="Nguồn mẫu",
        source_url=None,
    )


def _catalogue(
    empty: Catalogue, lists: tuple[Ranking, ...], ranks: tuple[ReferenceObservation, ...]
) -> Catalogue:
    return replace(empty, rankings=lists, reference_observations=ranks)


@pytest.mark.parametrize(
    ("lists", "ranks", "chosen", "rank"),
    [
        ((_list(),), (_rank(7),), "a", 7),
        ((_list(),), (), "a", None),
        ((_list(),), (_rank(7, unit_id="99802"),), "a", None),
        ((), (), None, None),
        # the newest period counts, whoever names the unit
        ((_list(period="2024"), _list("b")), (_rank(7),), "b", None),
        ((_list(period="2025-H1"), _list("b", period="2024")), (), "a", None),
        # of one period the list published last
        (
            (_list(published_on=date(2026, 1, 9)), _list("b", published_on=date(2026, 3, 1))),
            (),
            "b",
            None,
        ),
        # another province, another kind of unit, another level, another indicator
        ((_list(within_unit_id="31"),), (_rank(7),), None, None),
        ((_list(unit_types="phuong"),), (_rank(7),), None, None),
        ((_list(place_level="province", within_unit_id=None),), (_rank(7),), None, None),
        ((_list(promise_indicator_id="sipas"),), (_rank(7),), None, None),
    ],
)
def test_the_newest_list_that_ranks_the_unit_answers(
    project: Project,
    lists: tuple[Ranking, ...],
    ranks: tuple[ReferenceObservation, ...],
    chosen: str | None,
    rank: int | None,
) -> None:
    found = standing_of(COMMUNE, "par-index", _catalogue(project.catalogue, lists, ranks))
    assert (found and found.ranking.list_id, found and found.rank) == (chosen, rank)


def test_a_unit_that_ended_stands_in_no_list_of_today(project: Project) -> None:
    ended = replace(COMMUNE, successor_unit_id="99802")
    data = _catalogue(project.catalogue, (_list(),), (_rank(7),))
    assert standing_of(ended, "par-index", data) is None


@pytest.mark.parametrize(
    ("value", "unit", "rank", "missing"),
    [
        (10, None, 12, 2),
        (10, None, 10, 0),
        (10, None, 3, 0),
        (10, None, None, None),
        (None, None, 12, None),
        (2, "rank_steps", 12, None),
    ],
)
def test_the_distance_to_a_promised_rank(
    project: Project, value: float | None, unit: str | None, rank: int | None, missing: int | None
) -> None:
    target = next(row for row in project.catalogue.targets if row.kind == "rank")
    assert distance(replace(target, value=value, unit=unit), rank) == missing


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
    assert "không nêu vị trí của xã này" in entry


def _words(site: Site, address: str) -> str:
    page = next(page for page in site.pages if page.address == address)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", site.render(page).body)).split())
