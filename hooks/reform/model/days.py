"""The one rule of dates: ``2026-04-14``, a day that was or will be, in the years of such plans."""

import re
from datetime import date

FIRST_YEAR, LAST_YEAR = 1945, 2100
"""No document cited is older than the republic; no plan reaches further."""

_WRITTEN = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)

_YEAR = re.compile(r"\d{4}(?!\d)", re.ASCII)


def read_day(written: str) -> date | None:
    """The day that is written, None where no such day exists."""
    match = _WRITTEN.fullmatch(written)
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def is_plausible_day(written: str) -> bool:
    """Whether the text names a day that exists, in a year that may stand in a plan."""
    day = read_day(written)
    return day is not None and FIRST_YEAR <= day.year <= LAST_YEAR


def is_plausible_time(written: str) -> bool:
    """Whether the text names a day that exists, or begins with a year, that may stand in a plan:
    ``2026``, ``2026-Q3``, ``2026-09``, ``2026-09-30``.
    """
    if written.count("-") == 2:
        return is_plausible_day(written)
    return bool(_YEAR.match(written)) and FIRST_YEAR <= int(written[:4]) <= LAST_YEAR
