"""What falls due when: reports, tasks, ends of phases, ends of plans."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from reform.derivations.deadlines import plan_deadlines
from reform.derivations.public_holidays import ClosedDay, closed_day
from reform.model import Catalogue
from reform.model.periods import Period, read_days
from reform.model.plan_rows import Agency, Phase, Plan, ReportingDuty, Task


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEvent:
    """One day of a plan's calendar."""

    kind: str
    """``report``, ``task_due``, ``phase_end`` or ``plan_end``."""
    day: date
    plan: Plan
    period: Period
    """What is reported on, what ends, or the time that the plan gives for a task."""
    duty: ReportingDuty | None = None
    """The duty to report, for a report."""
    receivers: tuple[Agency, ...] = ()
    """To whom a report goes, where the plan names bodies."""
    task: Task | None = None
    """The task that falls due, on the last day of the time that the plan gives."""
    leads: tuple[Agency, ...] = ()
    """Who leads the task."""
    phase: Phase | None = None
    """The phase that ends."""
    closed: ClosedDay | None = None
    """Why offices are closed on the day, where they are and a report falls due."""

    @property
    def key(self) -> str:
        """Identifies the event for good, so that a calendar knows it again."""
        item = self.duty.reporting_duty_id if self.duty else self.plan.plan_id
        item = self.phase.phase_id if self.phase else item
        item = self.task.task_id if self.task else item
        return f"{item}-{self.kind}-{self.period.end.isoformat()}".replace("/", "-")


def plan_events(plan: Plan, catalogue: Catalogue) -> tuple[CalendarEvent, ...]:
    """Everything in the calendar of a plan, by day."""
    found = sorted(_events(plan, catalogue), key=lambda event: (event.day, event.key))
    return tuple(found)


def feed_events(plan: Plan, catalogue: Catalogue, as_of: date) -> Iterator[CalendarEvent]:
    """What a calendar program is told: every end, and the reports due from the beginning of last
    year to the end of next year. Monthly reports of a long plan would swell every feed.
    """
    years = range(as_of.year - 1, as_of.year + 2)
    for event in plan_events(plan, catalogue):
        is_rare = event.duty is None or event.duty.frequency == "once"
        if is_rare or event.day.year in years:
            yield event


def _events(plan: Plan, catalogue: Catalogue) -> Iterator[CalendarEvent]:
    yield from _reports(plan, catalogue)
    yield from _tasks(plan, catalogue)
    for phase in catalogue.phases_of(plan.plan_id):
        period = Period(phase.period_start or plan.period_start, phase.period_end)
        if period.end < plan.period_end:
            yield CalendarEvent(
                kind="phase_end", day=period.end, plan=plan, period=period, phase=phase
            )
    whole = Period(plan.period_start, plan.period_end)
    yield CalendarEvent(kind="plan_end", day=whole.end, plan=plan, period=whole)


def _reports(plan: Plan, catalogue: Catalogue) -> Iterator[CalendarEvent]:
    for deadline in plan_deadlines(plan, catalogue.reporting_duties_of(plan.plan_id)):
        parts = catalogue.bodies_of_report(deadline.duty.reporting_duty_id)
        yield CalendarEvent(
            kind="report",
            day=deadline.day,
            plan=plan,
            period=deadline.period,
            duty=deadline.duty,
            receivers=catalogue.bodies(parts, "receiver"),
            closed=closed_day(deadline.day),
        )


def _tasks(plan: Plan, catalogue: Catalogue) -> Iterator[CalendarEvent]:
    for task in catalogue.tasks_of(plan.plan_id):
        period = read_days(task.due or "")
        if period:
            leads = catalogue.bodies(catalogue.bodies_of_task(task.task_id), "lead")
            yield CalendarEvent(
                kind="task_due", day=period.end, plan=plan, period=period, task=task, leads=leads
            )
