"""``/tien-do/``: what is met, under way, without figures; by plan and by area."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from reform.contexts.overview_pages import PlanSummary, summaries
from reform.derivations import StatusCount, count_statuses, task_state
from reform.model import Catalogue
from reform.model.derived_rows import Status, TargetStatus
from reform.model.periods import Period
from reform.model.shared_rows import ReformArea


@dataclass(frozen=True)
class PlanCount:
    """A plan and where its targets stand."""

    summary: PlanSummary
    count: StatusCount
    elapsed_percent: float
    """How much of the plan's own period has gone by."""


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
    """All targets that were not withdrawn."""
    plans: tuple[PlanCount, ...]
    areas: tuple[AreaCount, ...]
    observation_count: int
    reporting_communes: int
    """Communes that reported at least one figure."""
    commune_count: int
    """Communes that have a plan."""
    task_states: Mapping[str | None, int]
    """State of tasks to how many stand there; None where nothing was reported."""
    overdue: tuple[PlanSummary, ...]
    """Plans with a target whose report is overdue."""


def progress_page(catalogue: Catalogue, as_of: date) -> ProgressPage:
    """Where all targets stand."""
    by_plan: Mapping[str, tuple[TargetStatus, ...]] = catalogue.grouped("target_status", "plan_id")
    plans = tuple(
        PlanCount(
            summary,
            count_statuses(by_plan[summary.plan.plan_id]),
            Period(summary.plan.period_start, summary.plan.period_end).elapsed_percent(as_of),
        )
        for summary in summaries(catalogue.plans, catalogue)
    )
    reporting = {row.commune_code for row in catalogue.observations}
    return ProgressPage(
        as_of=as_of,
        count=count_statuses(catalogue.target_status),
        plans=plans,
        areas=_areas(catalogue),
        observation_count=len(catalogue.observations),
        reporting_communes=len(reporting),
        commune_count=len({row.commune_code for row in catalogue.plans}),
        task_states=_task_states(catalogue, as_of),
        overdue=tuple(row.summary for row in plans if row.count.by_status[Status.OVERDUE_REPORT]),
    )


def _areas(catalogue: Catalogue) -> tuple[AreaCount, ...]:
    of_target = {row.target_id: row.area or row.area_inferred for row in catalogue.targets}
    found: defaultdict[str | None, list[TargetStatus]] = defaultdict(list)
    for row in catalogue.target_status:
        found[of_target[row.target_id]].append(row)
    return tuple(
        AreaCount(area, count_statuses(found[area.area_id if area else None]))
        for area in (*catalogue.reform_areas, None)
        if found[area.area_id if area else None]
    )


def _task_states(catalogue: Catalogue, as_of: date) -> Mapping[str | None, int]:
    reports = catalogue.grouped("task_progress", "task_id")
    counts = Counter(
        task_state(task, reports[task.task_id], as_of).state
        for task in catalogue.tasks
        if not task.withdrawn
    )
    return {state: counts[state] for state in (*catalogue.labels("task_state"), None)}
