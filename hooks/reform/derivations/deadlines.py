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
    for duty in duties:
        if duty.frequency == "once" and duty.due:
            whole = Period(plan.period_start, plan.period_end)
            found.append(Deadline(duty, whole, last_day(duty.due)))
        elif _is_dated(duty):
            periods = _reporting_periods(duty, plan.period_start, plan.period_end)
            found += (Deadline(duty, period, _due(duty, period)) for period in periods)
    return tuple(sorted(found, key=lambda d: (d.day, d.duty.reporting_duty_id)))


def report_deadline(duties: Iterable[ReportingDuty], ended: Period) -> Deadline | None:
    """The report in which a plan's rules want what ended with ``ended``.

    The duty as frequent as the stretch is long (yearly for a year or more, and so on) and whose
    report ends with it; else whichever falls due last. Of several on one day the first by its id.
    """
    found = tuple(_covering(duties, ended))
    fitting = tuple(deadline for deadline in found if _fits(deadline, ended))
    return min(
        fitting or found,
        key=lambda d: (-d.day.toordinal(), d.duty.reporting_duty_id),
        default=None,
    )


def _covering(duties: Iterable[ReportingDuty], ended: Period) -> Iterator[Deadline]:
    """The reports that take in the last day of a stretch, with the days that the plan gives; some
    plans ask for the last quarter's report while the quarter still runs.
    """
    for duty in duties:
        if duty.frequency == "once" and duty.due:
            if last_day(duty.due) >= ended.end:
                yield Deadline(duty, ended, last_day(duty.due))
        elif _is_dated(duty):
            for period in _reporting_periods(duty, ended.end, ended.end):
                yield Deadline(duty, period, _due(duty, period))


def _fits(deadline: Deadline, ended: Period) -> bool:
    lengths = [length for length in _MONTHS.values() if length <= ended.months]
    wanted = max(lengths, default=None)
    frequency = deadline.duty.frequency
    return _MONTHS.get(frequency) == wanted and deadline.period.end == ended.end


def _is_dated(duty: ReportingDuty) -> bool:
    has_month = bool(duty.due_month_of_period or duty.due_month)
    return duty.frequency in _MONTHS and bool(duty.due_day) and has_month


def _reporting_periods(duty: ReportingDuty, start: date, end: date) -> Iterator[Period]:
    """The months, quarters, halves or years that touch the days from start to end."""
    length = _MONTHS[duty.frequency]
    year, month = start.year, (start.month - 1) // length * length + 1
    while date(year, month, 1) <= end:
        yield months(year, month, length)
        year, month = shifted(year, month, length)


def _due(duty: ReportingDuty, period: Period) -> date:
    assert duty.due_day
    year, month = shifted(period.start.year, period.start.month, _months_on(duty))
    return date(year, month, min(duty.due_day, month_end(year, month).day))


def _months_on(duty: ReportingDuty) -> int:
    """How many months after the first one of its period a report falls due."""
    length = _MONTHS[duty.frequency]
    if duty.due_month:
        return duty.due_month - 1 + (length if duty.due_next_year else 0)
    return {"first": 0, "last": length - 1, "next": length}[duty.due_month_of_period or ""]
