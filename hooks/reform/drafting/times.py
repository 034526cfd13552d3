"""Times that a plan writes: deadlines of tasks, how often something recurs, days of reports."""

import re
from dataclasses import dataclass
from typing import Any

from reform.drafting.folding import fold
from reform.drafting.wording import pattern
from reform.model.periods import read_days

_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_MONTHS = (
    ("cuoi", "last"), ("dau", "first"), ("hang thang", "last"), ("moi thang", "last"),
    ("sau", "next"), ("tiep theo", "next"), ("lien ke", "next"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Timing:
    """When a task is to be done."""

    start: str | None = None
    due: str | None = None
    recurrence: str | None = None


def timing_of(text: str, year: int | None) -> Timing:
    """What a cell or label of time says; ``year`` completes a quarter or month without one."""
    folded = fold(text)
    recurrence = recurrence_of(folded)
    found = _day(folded) or _quarters(folded, year) or _month(folded) or _years(folded)
    if found is None:
        return Timing(recurrence=recurrence)
    return Timing(found.start, found.due, recurrence or found.recurrence)


def _day(folded: str) -> Timing | None:
    date = re.search(rf"(?<!\d){pattern('full_date').pattern}", folded)
    return Timing(due=_real(f"{date[3]}-{int(date[2]):02d}-{int(date[1]):02d}")) if date else None


def _quarters(folded: str, year: int | None) -> Timing | None:
    told = [
        (_QUARTERS[match[1]], int(match[2]) if match[2] else None)
        for match in pattern("quarter").finditer(folded)
    ]
    own = told[-1][1] or year if told else None
    if not own:
        return None
    first = told[0] if len(told) > 1 else None
    return Timing(f"{first[1] or own}-Q{first[0]}" if first else None, f"{own}-Q{told[-1][0]}")


def _month(folded: str) -> Timing | None:
    half = re.search(r"(?:6|06|sau) thang (dau|cuoi) nam (20\d{2})", folded)
    if half:
        return Timing(due=f"{half[2]}-H{1 if half[1] == 'dau' else 2}")
    month = pattern("due_month").search(folded)
    return Timing(due=_real(f"{month[2]}-{int(month[1]):02d}")) if month else None


def _years(folded: str) -> Timing | None:
    years = re.findall(r"(?<![\d/.-])(20\d{2})(?![\d/])", folded)
    if len(years) == 2 and re.search(r"20\d{2}\s*[-–—]\s*20\d{2}", folded):
        return Timing(years[0], years[1])
    if years and re.search(r"20\d{2} (?:tro di|va nhung nam)|tu nam 20\d{2}\s*$", folded):
        return Timing(years[0], None, "ongoing")
    return Timing(due=years[-1]) if years else None


def _real(due: str) -> str | None:
    """A date that the calendar knows."""
    return due if read_days(due) else None


def recurrence_of(folded: str) -> str | None:
    """How often, by a code of the list ``recurrence``."""
    for code, name in (
        ("on_request", "on_request"), ("monthly", "monthly"), ("quarterly", "quarterly"),
        ("half_yearly", "half_yearly"), ("yearly", "yearly"), ("ongoing", "ongoing"),
    ):  # fmt: skip
        if code == "half_yearly" and re.search(r"thang (?:dau|cuoi) nam", folded):
            continue
        if pattern(name).search(folded):
            return code
    return None


def report_times(text: str, *, is_lost: bool = False) -> dict[str, Any]:
    """Frequency and day of a report, as columns of ``reporting_duties``."""
    folded = fold(text, is_lost=is_lost)
    found: dict[str, Any] = {"frequency": _frequency(folded)}
    day = pattern("due_day_of_month").search(folded)
    of_year = pattern("due_day_of_year").search(folded)
    if of_year and 1 <= int(of_year[2]) <= 12:
        found["frequency"] = "yearly"
        found |= {"due_day": int(of_year[1]), "due_month": int(of_year[2])}
        found["deadline_text"] = text[of_year.start() : of_year.end()].strip()
        if "nam sau" in of_year[0]:
            found["due_next_year"] = True
    elif day and 1 <= int(day[1]) <= 31:
        place = next((code for word, code in _MONTHS if word in day[2]), None)
        end = day.end() + (4 if folded[day.end() : day.end() + 4] == " quy" else 0)
        found["deadline_text"] = text[day.start() : end].strip()
        if place:
            found |= {"due_day": int(day[1]), "due_month_of_period": place}
            if day[2].startswith(("hang", "moi")):
                found["frequency"] = "monthly"
            elif found["frequency"] == "unstated" and folded[day.end() :].startswith(" quy"):
                found["frequency"] = "quarterly"
    elif pattern("report_sum").search(folded) and (
        once := re.search(r"(?:vao |trong |den )?(?:het |cuoi )?nam (20\d{2})", folded)
    ):
        found |= {"frequency": "once", "due": once[1]}
        found["deadline_text"] = text[once.start() : once.end()].strip()
    return found


def _frequency(folded: str) -> str:
    if pattern("trouble").search(folded):
        return "ad_hoc"
    for code in ("monthly", "quarterly", "half_yearly", "yearly"):
        if pattern(code).search(folded):
            return code
    return "ad_hoc" if pattern("on_request").search(folded) else "unstated"
