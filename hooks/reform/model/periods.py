"""Stretches of days: the period of a figure, of a phase, of a report; partial dates.

Periods of figures are written ``2026``, ``2026-H1``, ``2026-Q3`` or ``2026-09``. Year and month
are EDTF level 0 (ISO 8601-2); EDTF has no letters for quarters and halves, spreadsheets do.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

_WRITTEN = re.compile(r"(\d{4})(?:-(?:(Q[1-4])|(H[12])|(0[1-9]|1[0-2])))?")


@dataclass(frozen=True, order=True, slots=True)
class Period:
    """Whole days from ``start`` to ``end``, both included."""

    start: date
    end: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.end - self.start).days + 1

    @property
    def middle(self) -> date:
        """The day half-way; of an even number of days the later one."""
        return self.start + timedelta(days=self.days // 2)

    def ends_in(self, other: "Period") -> bool:
        """Whether its last day is one of the other's: a year's figure tells how its half ended."""
        return other.start <= self.end <= other.end

    @property
    def months(self) -> int:
        """How many months it touches."""
        return 12 * (self.end.year - self.start.year) + self.end.month - self.start.month + 1

    def elapsed_percent(self, as_of: date) -> int:
        """How much of it has gone by at the end of a day: whole per cent, rounded down."""
        gone = min(max((as_of - self.start).days + 1, 0), self.days)
        return 100 * gone // self.days


def read_period(written: str) -> Period | None:
    """The days of ``2026``, ``2026-H1``, ``2026-Q3`` or ``2026-09``; None for any other text."""
    match = _WRITTEN.fullmatch(written)
    if not match:
        return None
    year = int(match[1])
    if not 1 <= year <= 9998:
        return None
    if match[2]:
        return months(year, 3 * int(match[2][1]) - 2, 3)
    if match[3]:
        return months(year, 6 * int(match[3][1]) - 5, 6)
    return months(year, int(match[4]), 1) if match[4] else months(year, 1, 12)


def months(year: int, first: int, count: int) -> Period:
    """``count`` whole months from the month ``first`` (1 to 12) of a year."""
    return Period(date(year, first, 1), month_end(*shifted(year, first, count - 1)))


def shifted(year: int, month: int, by: int) -> tuple[int, int]:
    """The month that comes ``by`` months after another: ``(2026, 12, 1)`` gives ``(2027, 1)``."""
    year, index = divmod(12 * year + month - 1 + by, 12)
    return year, index + 1


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def read_days(written: str) -> Period | None:
    """What a time may mean that is written as a period or as one day; None for any other text."""
    try:
        return read_period(written) or Period(*[date.fromisoformat(written)] * 2)
    except ValueError:
        return None


def first_day(written: str) -> date:
    """The first day a partial date may mean: ``2026-04`` gives 1 April 2026."""
    parts = [int(part) for part in written.split("-")]
    return date(*(*parts, 1, 1)[:3])


def last_day(written: str) -> date:
    """The last day a written time may mean: ``2030`` gives 31 December 2030.

    Raises ValueError where the text is no time.
    """
    days = read_days(written)
    if days is None:
        raise ValueError(written)
    return days.end
