"""``/lich/``: what falls due when, and a feed for each commune."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from reform.contexts.overview_pages import PlanSummary, summarize
from reform.derivations import CalendarEvent, plan_events
from reform.model import Catalogue
from reform.model.periods import month_end, shifted
from reform.model.shared_rows import Commune

MONTHS_AHEAD = 12
"""How far the page looks; the feeds hold everything."""
DAYS_AT_LEAST = 6
"""So many days are shown even where they lie further ahead."""


@dataclass(frozen=True)
class DueItem:
    """One event with the plan it belongs to."""

    event: CalendarEvent
    summary: PlanSummary


@dataclass(frozen=True)
class DueDay:
    """A day and all that falls on it."""

    day: date
    items: tuple[DueItem, ...]


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
    communes: tuple[Commune, ...]
    """Communes that have a feed: those with a plan."""
    undated: tuple[PlanSummary, ...]
    """Plans that are running and set no dated duty to report."""


def calendar_page(catalogue: Catalogue, as_of: date) -> CalendarPage:
    """What falls due from a day on, for a year."""
    year, month = shifted(as_of.year, as_of.month, MONTHS_AHEAD)
    until = month_end(year, month)
    by_day: defaultdict[date, list[DueItem]] = defaultdict(list)
    undated = []
    for plan in catalogue.plans:
        summary = summarize(plan, catalogue)
        events = plan_events(plan, catalogue)
        if plan.period_end >= as_of and not any(event.kind == "report" for event in events):
            undated.append(summary)
        for event in events:
            if as_of <= event.day:
                by_day[event.day].append(DueItem(event, summary))
    days = sorted(by_day)
    shown = max(sum(day <= until for day in days), DAYS_AT_LEAST)
    months = _months({day: by_day[day] for day in days[:shown]})
    return CalendarPage(as_of, until, months, feed_communes(catalogue), tuple(undated))


def _months(by_day: dict[date, list[DueItem]]) -> tuple[DueMonth, ...]:
    months: defaultdict[date, list[DueDay]] = defaultdict(list)
    for day in sorted(by_day):
        months[day.replace(day=1)].append(DueDay(day, tuple(by_day[day])))
    return tuple(DueMonth(first, tuple(days)) for first, days in months.items())


def feed_communes(catalogue: Catalogue) -> tuple[Commune, ...]:
    """The communes that have a plan, and so a feed."""
    with_plan = catalogue.grouped("plans", "commune_code")
    return tuple(row for row in catalogue.communes if with_plan[row.commune_code])
