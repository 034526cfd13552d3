"""What a plan's editors owe: what falls due next, what is missing, what is late."""

from dataclasses import dataclass
from datetime import date

from reform.derivations import CalendarEvent, plan_events, task_state
from reform.model import Catalogue
from reform.model.plan_rows import Plan, Target, Task


@dataclass(frozen=True)
class ReportingState:
    """One plan at the end of a day."""

    plan: Plan
    unit_name: str
    next_event: CalendarEvent | None
    """What falls due first after the day."""
    missing: tuple[Target, ...]
    """Targets that run and have no figure."""
    overdue: tuple[Target, ...]
    """Targets whose report is past due."""
    late_tasks: tuple[Task, ...]
    """Tasks whose day has passed and that are not told to be done."""


def reporting_states(catalogue: Catalogue, as_of: date) -> tuple[ReportingState, ...]:
    """The state of every plan that was not withdrawn, by unit and period."""
    found = [_state(plan, catalogue, as_of) for plan in catalogue.plans]
    return tuple(sorted(found, key=lambda s: (s.plan.unit_id, s.plan.period_end)))


def _state(plan: Plan, catalogue: Catalogue, as_of: date) -> ReportingState:
    coming = (event for event in plan_events(plan, catalogue) if event.day >= as_of)
    by_status: dict[str, list[Target]] = {"no_data": [], "overdue_report": []}
    for target in catalogue.targets_of(plan.plan_id):
        status = catalogue.status_of(target.target_id)
        if status and status.status in by_status:
            by_status[status.status].append(target)
    late = [
        task
        for task in catalogue.tasks_of(plan.plan_id)
        if task_state(task, catalogue.progress_on(task.task_id), as_of).is_late
    ]
    return ReportingState(
        plan=plan,
        unit_name=catalogue.unit(plan.unit_id).name,
        next_event=next(coming, None),
        missing=tuple(by_status["no_data"]),
        overdue=tuple(by_status["overdue_report"]),
        late_tasks=tuple(late),
    )
