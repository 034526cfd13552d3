"""What is true of a subject, as tables of cases on invented rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from conftest import AS_OF, ROOT
from reform.layout import Layout
from reform.model import Catalogue
from reform.project import open_project
from reform.subjects.drawn_figures import one_for_each_period
from reform.subjects.plan_summaries import latest_plan, plan_summary
from reform.subjects.promises import has_level, levels_by_commune
from reform.subjects.responsibilities import weightiest


@pytest.fixture(scope="module")
def demo() -> Catalogue:
    """The invented communes."""
    return open_project(Layout.of(ROOT / "tests" / "demo", ROOT / "data"), AS_OF).catalogue.live


@pytest.mark.parametrize(
    ("parts", "counts"),
    [
        (["support", "lead"], "lead"),
        (["requested", "support"], "support"),
        (["requested", "lead", "support"], "lead"),
        (["requested"], "requested"),
    ],
)
def test_the_weightiest_part_of_a_body_counts(parts: list[str], counts: str) -> None:
    assert weightiest(parts) == counts


@pytest.mark.parametrize(
    ("periods", "drawn"),
    [
        (["2026", "2026-Q4"], ["2026", "2026-Q4"]),
        (["2026-H1", "2026", "2025"], ["2025", "2026-H1", "2026"]),
        (["2026-Q2", "2026-Q2"], ["2026-Q2"]),
    ],
)
def test_one_figure_is_drawn_for_each_period(
    periods: list[str], drawn: list[str], demo: Catalogue
) -> None:
    row = replace(demo.observations[0], target_id=None)
    found = one_for_each_period(replace(row, period=period) for period in periods)
    assert [figure.period for figure in found] == drawn


def test_of_one_period_the_figure_of_the_whole_is_drawn_before_one_that_names_a_target(
    demo: Catalogue,
) -> None:
    row = replace(demo.observations[0], period="2026-Q4")
    whole = replace(row, target_id=None)
    named = replace(row, target_id="x/t01")
    expected = (whole,)
    assert one_for_each_period([whole, named]) == one_for_each_period([named, whole]) == expected


def test_a_part_of_a_target_does_not_count_for_its_commune(demo: Catalogue) -> None:
    indicator_id, levels = next(
        (row.indicator_id, found)
        for row in demo.indicators
        if (found := levels_by_commune(row.indicator_id, demo))
    )
    target = next(iter(levels.values()))[0]
    part = replace(target, parent_id=target.target_id)
    changed = replace(demo, targets=tuple(part if row is target else row for row in demo.targets))
    left = levels_by_commune(indicator_id, changed)
    assert target not in [row for rows in left.values() for row in rows]
    assert part not in [row for rows in left.values() for row in rows]


def test_a_level_is_a_value_in_the_unit_of_the_indicator(demo: Catalogue) -> None:
    target = next(row for row in demo.targets if row.indicator_id and row.value is not None)
    indicator = demo.indicator(target.indicator_id or "")
    same = replace(target, unit=indicator.unit)
    assert has_level(same, indicator)
    assert not has_level(replace(same, unit="other"), indicator)
    assert not has_level(replace(same, value=None), indicator)


def test_the_plan_that_ends_last_stands_for_its_commune(demo: Catalogue) -> None:
    for code in {plan.unit_id for plan in demo.plans}:
        last = max(plan.period_end for plan in demo.plans_of(code))
        assert latest_plan(code, demo).plan.period_end == last


def test_a_plan_is_summed_up_once_for_a_catalogue_and_anew_for_another(demo: Catalogue) -> None:
    plan_id = demo.plans[0].plan_id
    assert plan_summary(plan_id, demo) is plan_summary(plan_id, demo)
    ended = replace(demo, targets=())
    assert plan_summary(plan_id, ended).target_count == 0 < plan_summary(plan_id, demo).target_count


def test_a_unit_that_ended_stands_in_the_province_of_today(demo: Catalogue) -> None:
    plan = demo.plans[0]
    commune = demo.unit(plan.unit_id)
    heir = replace(
        commune, unit_id="99999", province_name="Mới", province_code="01", successor_unit_id=None
    )
    ended = replace(commune, valid_to=date(2025, 6, 30), successor_unit_id="99999")
    others = tuple(row for row in demo.units if row is not commune)
    changed = replace(demo, units=(*others, ended, heir))
    assert plan_summary(plan.plan_id, changed).today == heir
    assert plan_summary(plan.plan_id, changed).order[0] == "01"
