"""Days on which offices are closed, by the package ``holidays`` (Labour Code 2019, article 112)."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from holidays import HolidayBase, country_holidays


@dataclass(frozen=True, slots=True)
class ClosedDay:
    """A Saturday, a Sunday or a public holiday."""

    holiday: str | None
    """Name of the holiday in Vietnamese; None for a plain Saturday or Sunday."""
    is_weekend: bool


def closed_day(day: date) -> ClosedDay | None:
    """Why offices are closed on a day; None where they are open."""
    holiday = _holidays(day.year).get(day)
    is_weekend = day.weekday() >= 5
    return ClosedDay(holiday, is_weekend) if holiday or is_weekend else None


@cache
def _holidays(year: int) -> HolidayBase:
    return country_holidays("VN", years=year, language="vi", expand=False)
