"""What is true of a subject, as tables of cases on invented rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

import status_cases as cases
from reform.derivations import ReportedFigures, derive_statuses, reported_figures
from reform.model import Catalogue
from reform.model.derived_rows import Status
from reform.model.part_rows import DutyAgency, DutyArea, ReportingAgency, TaskAgency
from reform.model.plan_rows import Target
from reform.model.shared_rows import Observation
from reform.project import Project
from reform.subjects.drawn_figures import one_for_each_period, ranks_by_commune, values_by_commune
from reform.subjects.in_use import planning_units, promised_indicators, used_areas, used_roles
from reform.subjects.plan_summaries import (
    by_place,
    by_province,
    latest_plan,
    newest_first,
    plan_summary,
)
from reform.subjects.promises import by_deadline, has_level, levels_by_commune, promise_of
from reform.subjects.responsibilities import Responsibility, responsibilities, weightiest
from reform.subjects.target_progress import TargetProgress, plan_progress, task_states


@pytest.fixture(scope="module")
def live(demo: Project) -> Catalogue:
    """The invented communes."""
    return demo.catalogue.live


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
    periods: list[str], drawn: list[str], live: Catalogue
) -> None:
    row = replace(live.observations[0], target_id=None)
    found = one_for_each_period(replace(row, period=period) for period in periods)
    assert [figure.period for figure in found] == drawn


def test_of_one_period_the_figure_of_the_whole_is_drawn_before_one_that_names_a_target(
    live: Catalogue,
) -> None:
    row = replace(live.observations[0], period="2026-Q4")
    whole = replace(row, target_id=None)
    named = replace(row, target_id="x/t01")
    expected = (whole,)
    assert one_for_each_period([whole, named]) == one_for_each_period([named, whole]) == expected


def test_a_part_of_a_target_does_not_count_for_its_commune(live: Catalogue) -> None:
    indicator_id, levels = next(
        (row.indicator_id, found)
        for row in live.indicators
        if (found := levels_by_commune(row.indicator_id, live))
    )
    target = next(iter(levels.values()))[0]
    part = replace(target, parent_id=target.target_id)
    changed = replace(live, targets=tuple(part if row is target else row for row in live.targets))
    left = levels_by_commune(indicator_id, changed)
    assert target not in [row for rows in left.values() for row in rows]
    assert part not in [row for rows in left.values() for row in rows]


def test_a_level_is_a_value_in_the_unit_of_the_indicator(live: Catalogue) -> None:
    target = next(row for row in live.targets if row.indicator_id and row.value is not None)
    indicator = live.indicator(target.indicator_id or "")
    same = replace(target, unit=indicator.unit)
    assert has_level(same, indicator)
    assert not has_level(replace(same, unit="other"), indicator)
    assert not has_level(replace(same, value=None), indicator)


def test_the_plan_that_ends_last_stands_for_its_commune(live: Catalogue) -> None:
    for code in {plan.unit_id for plan in live.plans}:
        last = max(plan.period_end for plan in live.plans_of(code))
        assert latest_plan(code, live).plan.period_end == last


def test_a_plan_is_summed_up_once_for_a_catalogue_and_anew_for_another(live: Catalogue) -> None:
    plan_id = live.plans[0].plan_id
    assert plan_summary(plan_id, live) is plan_summary(plan_id, live)
    ended = replace(live, targets=())
    assert plan_summary(plan_id, ended).target_count == 0 < plan_summary(plan_id, live).target_count


def test_a_unit_that_ended_stands_in_the_province_of_today(live: Catalogue) -> None:
    plan = live.plans[0]
    commune = live.unit(plan.unit_id)
    heir = replace(
        commune, unit_id="99999", province_name="Mới", province_code="01", successor_unit_id=None
    )
    ended = replace(commune, valid_to=date(2025, 6, 30), successor_unit_id="99999")
    others = tuple(row for row in live.units if row is not commune)
    changed = replace(live, units=(*others, ended, heir))
    assert plan_summary(plan.plan_id, changed).today == heir
    assert plan_summary(plan.plan_id, changed).unit == ended
    assert plan_summary(plan.plan_id, changed).order[0] == "01"


# --- who answers for what -------------------------------------------------------------------------

DUTY_ID, TASK_ID = f"{cases.PLAN_ID}/d01", f"{cases.PLAN_ID}/k01"


def _answerable(
    duty_roles: list[str], task_roles: list[str]
) -> Mapping[tuple[str, str], Responsibility]:
    """One body beside a duty and, in the same area, beside a task for each role."""
    agency_id = f"{cases.PLAN_ID}/a01"
    body = cases.blank("agencies", agency_id=agency_id, plan_id=cases.PLAN_ID)
    tasks = [f"{cases.PLAN_ID}/k{n:02d}" for n, _ in enumerate(task_roles, 1)]
    made = cases.catalogue(
        agencies=(body,),
        duties=(cases.blank("duties", duty_id=DUTY_ID, plan_id=cases.PLAN_ID),),
        duty_areas=(DutyArea(DUTY_ID, "the-che"),),
        duty_agencies=tuple(DutyAgency(DUTY_ID, agency_id, role) for role in duty_roles),
        tasks=tuple(
            cases.blank("tasks", task_id=task_id, plan_id=cases.PLAN_ID, area="the-che")
            for task_id in tasks
        ),
        task_agencies=tuple(
            TaskAgency(task_id, agency_id, role)
            for task_id, role in zip(tasks, task_roles, strict=True)
        ),
    )
    return responsibilities(cases.PLAN_ID, made)


@pytest.mark.parametrize(
    ("duty_roles", "task_roles", "answer"),
    [
        (["lead"], ["support", "support"], ("lead", True, 2)),
        (["support"], ["lead"], ("lead", True, 1)),
        (["support"], [], ("support", True, 0)),
        ([], ["support", "lead", "support"], ("lead", False, 3)),
        ([], ["requested"], ("requested", False, 1)),
    ],
)
def test_a_body_answers_for_an_area_by_its_weightiest_part(
    duty_roles: list[str], task_roles: list[str], answer: tuple[str, bool, int]
) -> None:
    ((key, found),) = _answerable(duty_roles, task_roles).items()
    assert key == (f"{cases.PLAN_ID}/a01", "the-che") == (found.agency.agency_id, found.area_id)
    assert (found.role, found.by_duty, found.task_count) == answer


def test_a_task_without_an_area_makes_nobody_answer_for_one() -> None:
    body = cases.blank("agencies", agency_id="a", plan_id=cases.PLAN_ID)
    task = cases.blank("tasks", task_id=TASK_ID, plan_id=cases.PLAN_ID)
    parts = (TaskAgency(TASK_ID, "a", "lead"),)
    made = cases.catalogue(agencies=(body,), tasks=(task,), task_agencies=parts)
    assert responsibilities(cases.PLAN_ID, made) == {}


# --- what stands behind a status ------------------------------------------------------------------


def _progress(target: Target, *figures: Observation, on: date = date(2032, 1, 1)) -> TargetProgress:
    """The progress of a target of ``status_cases`` with its figures, long after its time."""
    made = cases.catalogue(targets=(target,), observations=figures)
    made = replace(made, target_status=derive_statuses(made, on))
    return plan_progress(cases.PLAN_ID, on, made)[target.target_id]


YEAR = {"period_start": date(2026, 1, 1), "period_end": date(2026, 12, 31)}
HALF = {"period_start": date(2027, 7, 1), "period_end": date(2027, 12, 31)}
LONG = {"period_start": date(2026, 1, 1), "period_end": date(2030, 12, 31)}


@pytest.mark.parametrize(
    ("time", "period", "is_of_a_part", "covers_the_end"),
    [
        (YEAR, "2026", False, True),
        (YEAR, "2026-H2", True, True),
        (YEAR, "2026-Q4", True, True),
        (YEAR, "2026-Q1", False, False),
        (YEAR, "2026-Q2", True, False),
        (HALF, "2027", False, True),
        (HALF, "2027-H2", False, True),
        (HALF, "2027-Q4", True, True),
        (LONG, "2030", False, True),
        (LONG, "2030-H2", True, True),
        (LONG, "2029", False, False),
        (LONG, "2029-12", True, False),
    ],
)
def test_a_figure_of_only_a_part_of_the_time_is_told_from_one_of_all_of_it(
    time: dict[str, Any], period: str, *, is_of_a_part: bool, covers_the_end: bool
) -> None:
    found = _progress(cases.target(**time), cases.observation(period=period, value=95))
    assert found.used
    assert found.used.observation.period == period
    assert (found.is_of_a_part, found.covers_the_end) == (is_of_a_part, covers_the_end)


def test_without_a_figure_nothing_is_of_a_part_and_no_end_is_covered() -> None:
    found = _progress(cases.target())
    assert (found.used, found.base, found.history) == (None, None, ())
    assert not found.is_of_a_part
    assert not found.covers_the_end


def test_history_ends_with_the_target_newest_first_corrections_above_what_they_replace() -> None:
    periods = ["2026", "2027", "2027-Q4", "2027-12", "2028-01", "2028"]
    figures = [cases.observation(n, period=p, value=50) for n, p in enumerate(periods, 1)]
    replaced = figures[1]
    correction = cases.observation(
        9, period="2027", value=60, supersedes=replaced.observation_id, entered_on=date(2028, 3, 1)
    )
    found = _progress(cases.target(), *figures, correction)
    shown = [(f.observation.period, f.observation.value) for f in found.history]
    assert shown == [("2027", 60), ("2027", 50), ("2027-Q4", 50), ("2027-12", 50), ("2026", 50)]
    assert [f.replaced_by for f in found.history] == [None, correction, None, None, None]
    assert found.used == found.history[0]


def test_a_figure_that_names_no_target_speaks_of_the_whole_and_not_of_its_part() -> None:
    whole, part = cases.target(1), cases.target(2, parent_id=cases.target(1).target_id)
    figure = cases.observation(value=95)
    made = cases.catalogue(targets=(whole, part), observations=(figure,))
    day = date(2032, 1, 1)
    made = replace(made, target_status=derive_statuses(made, day))
    found = plan_progress(cases.PLAN_ID, day, made)
    assert [len(found[row.target_id].history) for row in (whole, part)] == [1, 0]
    assert [found[row.target_id].status for row in (whole, part)] == list(made.target_status)


def test_history_holds_what_speaks_of_the_target_alone() -> None:
    figures = (
        cases.observation(1, value=50),
        cases.observation(2, value=50, indicator_id="giam"),
        cases.observation(3, value=50, indicator_id=None, target_id=cases.target(2).target_id),
    )
    found = _progress(cases.target(), *figures)
    assert [figure.observation for figure in found.history] == [figures[0]]


@pytest.mark.parametrize(
    ("indicator_id", "unit", "shown"),
    [("tang", "days", "percent"), (None, "days", "days"), (None, None, "percent")],
)
def test_figures_are_shown_in_the_unit_of_the_indicator_else_of_the_target(
    indicator_id: str | None, unit: str | None, shown: str
) -> None:
    assert _progress(cases.target(indicator_id=indicator_id, unit=unit)).unit == shown


def test_who_reports_to_whom_stands_beside_the_status() -> None:
    duty = cases.duty(frequency="yearly", due_day=15, due_month_of_period="next")
    names = {"a01": "reporter", "a02": "receiver", "a03": "reporter"}
    made = cases.catalogue(
        targets=(cases.target(),),
        reporting_duties=(duty,),
        agencies=tuple(cases.blank("agencies", agency_id=name) for name in names),
        reporting_agencies=tuple(
            ReportingAgency(duty.reporting_duty_id, name, role) for name, role in names.items()
        ),
    )
    made = replace(made, target_status=derive_statuses(made, date(2028, 3, 1)))
    found = plan_progress(cases.PLAN_ID, date(2028, 3, 1), made)[cases.target().target_id]
    assert found.report == duty
    assert [row.agency_id for row in found.reporters] == ["a01", "a03"]
    assert [row.agency_id for row in found.receivers] == ["a02"]


def test_a_plan_whose_statuses_were_not_derived_has_no_progress() -> None:
    made = cases.catalogue(targets=(cases.target(),))
    assert plan_progress(cases.PLAN_ID, date(2028, 3, 1), made) == {}


def test_the_state_of_each_task_of_a_plan_stands_under_its_id() -> None:
    rows = [cases.blank("tasks", task_id=f"k{n}", plan_id=cases.PLAN_ID) for n in (1, 2)]
    done = cases.blank(
        "task_progress", progress_id="p", task_id="k2", as_of=date(2026, 5, 1), state="done"
    )
    made = cases.catalogue(tasks=tuple(rows), task_progress=(done,))
    states = task_states(cases.PLAN_ID, date(2026, 5, 1), made)
    assert {task_id: state.state for task_id, state in states.items()} == {"k1": None, "k2": "done"}
    before = task_states(cases.PLAN_ID, date(2026, 4, 30), made)
    assert before["k2"].state is None


# --- which figures stand for a commune ------------------------------------------------------------


def _drawn(*figures: Observation, targets: tuple[Target, ...] = ()) -> Catalogue:
    return cases.catalogue(targets=targets, observations=figures)


def test_values_of_a_commune_leave_out_corrected_ones_ranks_and_parts() -> None:
    whole, part = cases.target(1), cases.target(2, parent_id=cases.target(1).target_id)
    wrong = cases.observation(1, period="2026", value=10)
    figures = (
        wrong,
        cases.observation(2, period="2026", value=20, supersedes=wrong.observation_id),
        cases.observation(3, period="2025", value=15),
        cases.observation(4, period="2027", rank=3),
        cases.observation(5, period="2028", value=99, target_id=part.target_id),
        cases.observation(6, period="2029", value=88, target_id=whole.target_id),
        cases.observation(7, period="2026", value=7, indicator_id="giam"),
        cases.observation(8, period="2026", value=5, unit_id="99802"),
    )
    found = values_by_commune("tang", _drawn(*figures, targets=(whole, part)))
    assert {code: [row.value for row in rows] for code, rows in found.items()} == {
        "99801": [15, 20, 88],
        "99802": [5],
    }
    assert list(found) == ["99801", "99802"]


def test_ranks_of_a_commune_leave_out_corrected_ones_and_values() -> None:
    wrong = cases.observation(1, rank=9, unit_id="99802")
    figures = (
        wrong,
        cases.observation(2, rank=8, unit_id="99802", supersedes=wrong.observation_id),
        cases.observation(3, rank=2),
        cases.observation(4, value=50),
        cases.observation(5, rank=1, period="2025"),
    )
    found = ranks_by_commune("tang", _drawn(*figures))
    assert {code: [row.rank for row in rows] for code, rows in found.items()} == {
        "99801": [2, 1],
        "99802": [8],
    }
    assert list(found) == ["99801", "99802"]


# --- promises -------------------------------------------------------------------------------------


def test_promises_stand_by_deadline_then_place_then_position(live: Catalogue) -> None:
    found = by_deadline(live.targets, live)
    assert len(found) == len(live.targets)
    places = {plan.plan_id: plan_summary(plan.plan_id, live).order for plan in live.plans}
    keys = [(p.target.period_end, places[p.target.plan_id], p.target.position) for p in found]
    assert keys == sorted(keys)
    assert len({key[:2] for key in keys}) < len(keys)


def test_a_promise_knows_what_stands_around_it() -> None:
    areas = tuple(cases.blank("reform_areas", area_id=name) for name in ("the-che", "tai-chinh"))
    targets = (
        cases.target(1, area="the-che"),
        cases.target(2, area_inferred="tai-chinh", indicator_id=None),
        cases.target(3, indicator_id=None),
    )
    units = (cases.blank("units", unit_id=cases.COMMUNE, level="commune"),)
    made = cases.catalogue(targets=targets, reform_areas=areas, units=units)
    status = derive_statuses(made, date(2027, 1, 1))
    made = replace(made, target_status=status[:1])
    stated, inferred, none = (promise_of(row.target_id, made) for row in targets)
    assert [p.area for p in (stated, inferred, none)] == [*areas, None]
    assert [p.is_area_inferred for p in (stated, inferred, none)] == [False, True, False]
    assert [p.status for p in (stated, inferred, none)] == [status[0], None, None]
    assert [p.indicator for p in (stated, inferred)] == [cases.INDICATORS[0], None]
    assert [p.target for p in (stated, inferred, none)] == list(targets)
    assert stated.summary == plan_summary(cases.PLAN_ID, made)


def test_only_a_level_in_the_unit_of_the_indicator_is_compared(live: Catalogue) -> None:
    for target in live.targets:
        indicator = live.indicator_if(target.indicator_id)
        promise = promise_of(target.target_id, live)
        assert promise.is_comparable == (indicator is not None and has_level(target, indicator))


# --- plans and what they use ----------------------------------------------------------------------


def test_a_plan_in_short_counts_what_a_figure_decided() -> None:
    figures = (cases.observation(1, value=95), cases.observation(2, value=99, indicator_id="giam"))
    targets = (
        cases.target(1),
        cases.target(2, indicator_id="giam", comparator="at_most"),
        cases.target(3, indicator_id=None),
        cases.target(4, period_end=date(2029, 12, 31)),
    )
    unit = cases.blank(
        "units", unit_id=cases.COMMUNE, level="commune", province_code="98", province_name="Mẫu"
    )
    made = cases.catalogue(targets=targets, observations=figures, units=(unit,))
    made = replace(made, target_status=derive_statuses(made, date(2028, 3, 1)))
    summary = plan_summary(cases.PLAN_ID, made)
    assert summary.standing == ((Status.MET, 1), (Status.NOT_MET, 1), (Status.UNDER_WAY, 1))
    assert (summary.target_count, summary.task_count) == (4, 0)
    assert summary.order == ("98", cases.COMMUNE, cases.PLAN_ID)
    assert (summary.today, summary.province_name) == (unit, "Mẫu")


def test_plans_are_listed_by_place_by_province_and_newest_first(live: Catalogue) -> None:
    placed = by_place(live)
    assert [s.order for s in placed] == sorted(s.order for s in placed)
    assert len(placed) == len(live.plans)
    provinces = by_province(placed)
    assert list(provinces) == ["97", "98", "99"]
    assert sum(provinces.values(), ()) == placed
    newest = newest_first(live.plans, live)
    keys = [(-s.plan.period_end.toordinal(), s.unit.unit_id) for s in newest]
    assert keys == sorted(keys)
    assert {s.plan for s in newest} == set(live.plans)


def test_the_first_of_two_plans_that_end_on_one_day_stands_for_its_commune(live: Catalogue) -> None:
    plan = latest_plan("99811", live).plan
    twin = replace(plan, plan_id="99811-zzz")
    assert latest_plan("99811", replace(live, plans=(*live.plans, twin))).plan == plan


def test_only_what_a_plan_uses_is_in_use() -> None:
    areas = [cases.blank("reform_areas", area_id=f"a{n}") for n in range(5)]
    roles = [cases.blank("agency_roles", role_id=f"r{n}") for n in range(2)]
    units = [
        cases.blank("units", unit_id=code, level=level)
        for code, level in ((cases.COMMUNE, "commune"), ("99802", "commune"), ("98", "province"))
    ]
    made = cases.catalogue(
        reform_areas=tuple(areas),
        agency_roles=tuple(roles),
        units=tuple(units),
        agencies=(cases.blank("agencies", agency_id="b", role_id="r1"),),
        targets=(cases.target(area="a0"), cases.target(2, area_inferred="a1")),
        tasks=(cases.blank("tasks", task_id="k", area_inferred="a2"),),
        duty_areas=(DutyArea("d", "a3"),),
    )
    assert used_areas(made) == tuple(areas[:4])
    assert used_roles(made) == (roles[1],)
    assert [row.indicator_id for row in promised_indicators(made)] == ["tang"]
    assert planning_units(made) == (units[0],)


# --- what of the editors' figures arrived ---------------------------------------------------------


def test_editors_are_told_what_was_read_and_what_speaks_of_no_promise() -> None:
    plans = (cases.PLAN, replace(cases.PLAN, plan_id="other", unit_id="99802"))
    targets = (cases.target(1), cases.target(2, plan_id="other", indicator_id="giam"))
    wrong = cases.observation(1)
    figures = (
        wrong,
        cases.observation(2, supersedes=wrong.observation_id),
        cases.observation(3, indicator_id="giam"),
        cases.observation(4, indicator_id=None, target_id=targets[0].target_id),
        cases.observation(5, indicator_id="giam", unit_id="99802"),
        cases.observation(6, indicator_id="tang", unit_id="99800"),
    )
    made = cases.catalogue(plans=plans, targets=targets, observations=figures)
    assert list(reported_figures(made)) == [
        ReportedFigures("99800", 1, ("q06",)),
        ReportedFigures(cases.COMMUNE, 4, ("q03",)),
        ReportedFigures("99802", 1, ()),
    ]
