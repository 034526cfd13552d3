"""What falls due when: reports, ends of phases, ends of plans."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from reform.derivations.deadlines import plan_deadlines
from reform.derivations.public_holidays import ClosedDay, closed_day
from reform.model import Catalogue
from reform.model.periods import Period
from reform.model.plan_rows import Agency, Phase, Plan, ReportingDuty


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """One day of a plan's calendar."""

    kind: str
    """``report``, ``phase_end`` or ``plan_end``."""
    day: date
    plan: Plan
    duty: ReportingDuty | None
    """The duty to report, for a report."""
    receivers: tuple[Agency, ...]
    """To whom a report goes, where the plan names bodies."""
    period: Period
    """What is reported on, or what ends."""
    phase: Phase | None
    """The phase that ends."""
    closed: ClosedDay | None
    """Why offices are closed on the day, where they are."""

    @property
    def key(self) -> str:
        """Identifies the event for good, so that a calendar knows it again."""
        item = self.duty.reporting_duty_id if self.duty else self.plan.plan_id
        item = self.phase.phase_id if self.phase else item
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
    duties = catalogue.reporting_duties_of(plan.plan_id)
    for deadline in plan_deadlines(plan, duties):
        duty, closed = deadline.duty, closed_day(deadline.day)
        parts = catalogue.bodies_of_report(duty.reporting_duty_id)
        receivers = catalogue.bodies(parts, "receiver")
        yield CalendarEvent(
            "report", deadline.day, plan, duty, receivers, deadline.period, None, closed
        )
    for phase in catalogue.phases_of(plan.plan_id):
        period = Period(phase.period_start or plan.period_start, phase.period_end)
        if period.end < plan.period_end:
            yield CalendarEvent("phase_end", period.end, plan, None, (), period, phase, None)
    whole = Period(plan.period_start, plan.period_end)
    yield CalendarEvent("plan_end", whole.end, plan, None, (), whole, None, None)
