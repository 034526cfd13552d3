"""Published rankings: which list answers a promise of rank; cases on invented rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

import status_cases as cases
from reform.model import Catalogue
from reform.model.shared_rows import Ranking, ReferenceObservation, Unit
from reform.project import Project
from reform.subjects.standings import Standing, distance, plan_standings, rank_promises, standing_of

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
    demo: Project,
    lists: tuple[Ranking, ...],
    ranks: tuple[ReferenceObservation, ...],
    chosen: str | None,
    rank: int | None,
) -> None:
    found = standing_of(COMMUNE, "par-index", _catalogue(demo.catalogue, lists, ranks))
    assert (found and found.ranking.list_id, found and found.rank) == (chosen, rank)


def test_a_unit_that_ended_stands_in_no_list_of_today(demo: Project) -> None:
    ended = replace(COMMUNE, successor_unit_id="99802")
    data = _catalogue(demo.catalogue, (_list(),), (_rank(7),))
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
    demo: Project, value: float | None, unit: str | None, rank: int | None, missing: int | None
) -> None:
    target = next(row for row in demo.catalogue.targets if row.kind == "rank")
    assert distance(replace(target, value=value, unit=unit), rank) == missing


def _promises(**changes: Any) -> Catalogue:
    """A commune that promises a rank, a rank elsewhere, and something else; a list and its rank."""
    targets = (
        cases.target(1, kind="rank", indicator_id="par-index"),
        cases.target(2, kind="rank", indicator_id="sipas"),
        cases.target(3, kind="quantitative", indicator_id="par-index"),
        cases.target(4, kind="rank", indicator_id=None),
    )
    tables = {"units": (COMMUNE,), "targets": targets, "rankings": (_list(),)}
    ranks = {"reference_observations": (_rank(7), _rank(3, unit_id="99802"))}
    return cases.catalogue(**{**tables, **ranks, **changes})


def test_a_list_answers_the_promises_of_rank_on_its_indicator_and_no_others() -> None:
    made = _promises()
    assert plan_standings(cases.PLAN_ID, made) == {
        made.targets[0].target_id: Standing(_list(), _rank(7))
    }
    assert list(rank_promises(_list(), made)) == [(COMMUNE, made.targets[0])]


def test_a_list_answers_no_unit_that_ended_nor_one_that_it_does_not_rank() -> None:
    for unit in (
        replace(COMMUNE, successor_unit_id="99802"),
        replace(COMMUNE, province_code="97"),
        replace(COMMUNE, type="phuong"),
    ):
        made = _promises(units=(unit,))
        assert plan_standings(cases.PLAN_ID, made) == {}
        assert list(rank_promises(_list(), made)) == []


def test_of_lists_of_one_period_the_last_published_is_the_newest_then_the_last_by_id() -> None:
    older = _list("z", published_on=date(2026, 1, 9))
    newer = _list("a", published_on=date(2026, 2, 1))
    twin = _list("b", published_on=date(2026, 2, 1))
    before = _list("c", period="2024", published_on=date(2026, 5, 1))
    for lists, chosen in (((older, newer, before), newer), ((newer, twin, older), twin)):
        for order in (lists, lists[::-1]):
            found = standing_of(COMMUNE, "par-index", _promises(rankings=order))
            assert found
            assert found.ranking == chosen
