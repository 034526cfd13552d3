"""``/tien-do/``: what is met, under way, without figures; by plan and by area."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain

from reform.derivations import StatusCount, count_statuses
from reform.model import Catalogue
from reform.model.derived_rows import Status, TargetStatus
from reform.model.periods import Period
from reform.model.shared_rows import ReformArea
from reform.subjects.in_use import planning_units
from reform.subjects.plan_summaries import PlanSummary, newest_first, plan_status_count
from reform.subjects.target_progress import task_state_on

LISTED_AT_MOST = 200
"""So many plans are listed one by one; more are counted by province."""


@dataclass(frozen=True)
class PlanCount:
    """A plan and where its targets stand."""

    summary: PlanSummary
    count: StatusCount
    elapsed_percent: int
    """How much of the plan's own period has gone by."""


@dataclass(frozen=True)
class ProvinceCount:
    """A province of today and where the targets of its communes stand."""

    name: str
    plan_count: int
    count: StatusCount


@dataclass(frozen=True)
class AreaCount:
    """An area, or None for the targets without one, and where its targets stand."""

    area: ReformArea | None
    count: StatusCount


@dataclass(frozen=True)
class ProgressPage:
    """Context of ``pages/progress.html.j2``."""

    as_of: date
    count: StatusCount
    """All targets."""
    plans: tuple[PlanCount, ...]
    """One by one; empty where there are too many to list."""
    provinces: tuple[ProvinceCount, ...]
    """Instead of the plans, where these are too many."""
    areas: tuple[AreaCount, ...]
    observation_count: int
    reporting_communes: int
    """Communes that reported at least one figure."""
    commune_count: int
    """Communes that have a plan."""
    task_states: Mapping[str | None, int]
    """State of tasks to how many stand there; None where nothing was reported."""
    overdue: tuple[PlanSummary, ...]
    """Plans with a target whose report is overdue; the first of them where they are many."""
    overdue_count: int
    """How many such plans there are."""


def progress_page(catalogue: Catalogue, as_of: date) -> ProgressPage:
    """Where all targets stand."""
    plans = tuple(
        PlanCount(
            summary,
            plan_status_count(summary.plan.plan_id, catalogue),
            Period(summary.plan.period_start, summary.plan.period_end).elapsed_percent(as_of),
        )
        for summary in newest_first(catalogue.plans, catalogue)
    )
    is_short = len(plans) <= LISTED_AT_MOST
    overdue = [row.summary for row in plans if row.count.by_status[Status.OVERDUE_REPORT]]
    reporting = {row.unit_id for row in catalogue.observations}
    return ProgressPage(
        as_of=as_of,
        count=count_statuses(catalogue.target_status),
        plans=plans if is_short else (),
        provinces=() if is_short else _provinces(plans, catalogue),
        areas=_areas(catalogue),
        observation_count=len(catalogue.observations),
        reporting_communes=len(reporting),
        commune_count=len(planning_units(catalogue)),
        task_states=_task_states(catalogue, as_of),
        overdue=tuple(overdue[:LISTED_AT_MOST]),
        overdue_count=len(overdue),
    )


def _provinces(plans: tuple[PlanCount, ...], catalogue: Catalogue) -> tuple[ProvinceCount, ...]:
    found: defaultdict[str, list[tuple[TargetStatus, ...]]] = defaultdict(list)
    for row in plans:
        found[row.summary.province_name].append(catalogue.statuses_of(row.summary.plan.plan_id))
    return tuple(
        ProvinceCount(name, len(found[name]), count_statuses(chain.from_iterable(found[name])))
        for name in sorted(found)
    )


def _areas(catalogue: Catalogue) -> tuple[AreaCount, ...]:
    of_target = {row.target_id: row.any_area for row in catalogue.targets}
    found: defaultdict[str | None, list[TargetStatus]] = defaultdict(list)
    for row in catalogue.target_status:
        found[of_target[row.target_id]].append(row)
    return tuple(
        AreaCount(area, count_statuses(found[area.area_id if area else None]))
        for area in (*catalogue.reform_areas, None)
        if found[area.area_id if area else None]
    )


def _task_states(catalogue: Catalogue, as_of: date) -> Mapping[str | None, int]:
    counts = Counter(task_state_on(row.task_id, as_of, catalogue).state for row in catalogue.tasks)
    return {state: counts[state] for state in (*catalogue.labels("task_state"), None)}
