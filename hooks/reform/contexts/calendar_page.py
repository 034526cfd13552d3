"""``/lich/``: what falls due when, and a feed for each commune."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from reform.derivations import CalendarEvent, plan_events
from reform.derivations.public_holidays import ClosedDay
from reform.model import Catalogue
from reform.model.periods import month_end, shifted
from reform.subjects.in_use import planning_units
from reform.subjects.plan_summaries import PlanSummary, latest_plan, plan_summary

MONTHS_AHEAD = 12
"""How far the page looks; the feeds hold everything."""
DAYS_AT_LEAST = 6
"""So many days are shown even where they lie further ahead."""


@dataclass(frozen=True)
class DuePlan:
    """An event with the plan it belongs to."""

    event: CalendarEvent
    summary: PlanSummary


@dataclass(frozen=True)
class DueMatter:
    """One matter that falls on a day, and all plans that it concerns."""

    event: CalendarEvent
    """That of the first plan; the others' say the same."""
    plans: tuple[DuePlan, ...]


@dataclass(frozen=True)
class DueDay:
    """A day and all that falls on it."""

    day: date
    closed: ClosedDay | None
    """Why offices are closed, where they are and a report falls due."""
    matters: tuple[DueMatter, ...]


@dataclass(frozen=True)
class DueMonth:
    """A month and its days on which something falls due."""

    first_day: date
    days: tuple[DueDay, ...]


@dataclass(frozen=True)
class CalendarPage:
    """Context of ``pages/calendar.html.j2``."""

    as_of: date
    until: date
    months: tuple[DueMonth, ...]
    communes: tuple[PlanSummary, ...]
    """The latest plan of every commune that has a feed: those with a plan."""
    undated: tuple[PlanSummary, ...]
    """Plans that are running and set no dated duty to report."""


def calendar_page(catalogue: Catalogue, as_of: date) -> CalendarPage:
    """What falls due from a day on, for a year."""
    year, month = shifted(as_of.year, as_of.month, MONTHS_AHEAD)
    until = month_end(year, month)
    by_day: defaultdict[date, list[DuePlan]] = defaultdict(list)
    undated = []
    for plan in catalogue.plans:
        summary = plan_summary(plan.plan_id, catalogue)
        events = plan_events(plan, catalogue)
        if plan.period_end >= as_of and not any(event.kind == "report" for event in events):
            undated.append(summary)
        for event in events:
            if as_of <= event.day:
                by_day[event.day].append(DuePlan(event, summary))
    days = sorted(by_day)
    shown = max(sum(day <= until for day in days), DAYS_AT_LEAST)
    months = _months({day: by_day[day] for day in days[:shown]})
    communes = (latest_plan(row.unit_id, catalogue) for row in planning_units(catalogue))
    return CalendarPage(as_of, until, months, tuple(communes), tuple(undated))


def _months(by_day: dict[date, list[DuePlan]]) -> tuple[DueMonth, ...]:
    months: defaultdict[date, list[DueDay]] = defaultdict(list)
    for day in sorted(by_day):
        closed = next((due.event.closed for due in by_day[day] if due.event.closed), None)
        months[day.replace(day=1)].append(DueDay(day, closed, _matters(by_day[day])))
    return tuple(DueMonth(first, tuple(days)) for first, days in months.items())


def _matters(due: list[DuePlan]) -> tuple[DueMatter, ...]:
    """Events that read alike become one matter."""
    alike: defaultdict[tuple[object, ...], list[DuePlan]] = defaultdict(list)
    for item in due:
        event = item.event
        alike[event.kind, event.period, *_words(event)].append(item)
    return tuple(DueMatter(items[0].event, tuple(items)) for items in alike.values())


def _words(event: CalendarEvent) -> tuple[str | None, ...]:
    """What tells one matter of a day from another; each task is its own."""
    if event.duty:
        return event.duty.text, event.duty.deadline_text
    if event.task:
        return (event.task.task_id,)
    return (event.phase.title if event.phase else None,)
