"""When a plan wants to be reported on."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from reform.model.periods import Period, last_day, month_end, months, shifted
from reform.model.plan_rows import Plan, ReportingDuty

_MONTHS = {"monthly": 1, "quarterly": 3, "half_yearly": 6, "yearly": 12}


@dataclass(frozen=True, slots=True)
class Deadline:
    """One day on which a report falls due."""

    duty: ReportingDuty
    period: Period
    """What is reported on; for a report made once, the plan's whole period."""
    day: date


def plan_deadlines(plan: Plan, duties: Iterable[ReportingDuty]) -> tuple[Deadline, ...]:
    """Every deadline that the plan's dated duties set, in the order of days."""
    found: list[Deadline] = []
    for duty in _live(duties):
        if duty.frequency == "once" and duty.due:
            whole = Period(plan.period_start, plan.period_end)
            found.append(Deadline(duty, whole, last_day(duty.due)))
        elif _is_dated(duty):
            periods = _reporting_periods(duty, plan.period_start, plan.period_end)
            found += (Deadline(duty, period, _due(duty, period)) for period in periods)
    return tuple(sorted(found, key=lambda d: (d.day, d.duty.reporting_duty_id)))


def report_due(duties: Iterable[ReportingDuty], end: date) -> date | None:
    """The first day by which a plan's rules want what ended on ``end`` reported; not before
    ``end`` itself, though some plans ask for the last quarter's report while it still runs.
    """
    days = []
    for duty in _live(duties):
        if duty.frequency == "once" and duty.due:
            day = last_day(duty.due)
            days += [day] if day >= end else []
        elif _is_dated(duty):
            days += [max(_due(duty, p), end) for p in _reporting_periods(duty, end, end)]
    return min(days, default=None)


def _live(duties: Iterable[ReportingDuty]) -> Iterator[ReportingDuty]:
    return (duty for duty in duties if not duty.withdrawn)


def _is_dated(duty: ReportingDuty) -> bool:
    return duty.frequency in _MONTHS and bool(duty.due_day and duty.due_month_of_period)


def _reporting_periods(duty: ReportingDuty, start: date, end: date) -> Iterator[Period]:
    """The months, quarters, halves or years that touch the days from start to end."""
    length = _MONTHS[duty.frequency]
    year, month = start.year, (start.month - 1) // length * length + 1
    while date(year, month, 1) <= end:
        yield months(year, month, length)
        year, month = shifted(year, month, length)


def _due(duty: ReportingDuty, period: Period) -> date:
    months_on = {"first": 0, "last": _MONTHS[duty.frequency] - 1, "next": _MONTHS[duty.frequency]}
    assert duty.due_day
    assert duty.due_month_of_period
    by = months_on[duty.due_month_of_period]
    year, month = shifted(period.start.year, period.start.month, by)
    return date(year, month, min(duty.due_day, month_end(year, month).day))
