"""``/tien-do/``: what is met, under way, without figures; by plan and by area."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

from reform.derivations import StatusCount, count_statuses
from reform.derivations.task_state import ENDED
from reform.model import Catalogue
from reform.model.derived_rows import Status, TargetStatus
from reform.model.periods import Period, last_day
from reform.model.plan_rows import Agency, Task
from reform.model.shared_rows import ReformArea
from reform.subjects.in_use import planning_units
from reform.subjects.plan_summaries import (
    PlanSummary,
    newest_first,
    plan_status_count,
    plan_summary,
)
from reform.subjects.target_progress import task_state_on

COMING_DAYS = 92
"""What falls due within so many days is listed: a quarter."""
_COMING = timedelta(COMING_DAYS)

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
class DueTask:
    """A task with a time, late or coming, that nobody reported done or stopped."""

    task: Task
    leads: tuple[Agency, ...]
    summary: PlanSummary


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
    late_tasks: tuple[DueTask, ...]
    """Tasks whose time is over and that nobody reported done or stopped; the first where many."""
    late_count: int
    """How many such tasks there are."""
    coming_tasks: tuple[DueTask, ...]
    """Tasks whose time ends in the next ``COMING_DAYS``, the nearest first; the first where many.
    """
    coming_count: int
    """How many such tasks there are."""
    coming_days: int
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
    late, coming = _due_tasks(catalogue, as_of)
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
        late_tasks=tuple(_shown(task, catalogue) for task in late[:LISTED_AT_MOST]),
        late_count=len(late),
        coming_tasks=tuple(_shown(task, catalogue) for task in coming[:LISTED_AT_MOST]),
        coming_count=len(coming),
        coming_days=COMING_DAYS,
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


def _due_tasks(catalogue: Catalogue, as_of: date) -> tuple[list[Task], list[Task]]:
    """Tasks that are late and those that are due soon, each by the last day of their time."""
    late, coming = [], []
    for row in sorted((r for r in catalogue.tasks if r.due), key=_last_day_of):
        state = task_state_on(row.task_id, as_of, catalogue)
        if state.is_late:
            late.append(row)
        elif state.state not in ENDED and as_of <= last_day(row.due or "") <= as_of + _COMING:
            coming.append(row)
    return late, coming


def _last_day_of(task: Task) -> tuple[date, str]:
    return last_day(task.due or ""), task.task_id


def _shown(task: Task, catalogue: Catalogue) -> DueTask:
    leads = catalogue.bodies(catalogue.bodies_of_task(task.task_id), "lead")
    return DueTask(task, leads, plan_summary(task.plan_id, catalogue))
