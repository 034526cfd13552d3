"""Rules for the times that a plan writes: starts, deadlines, days of reports."""

from collections.abc import Iterator

from reform.model.periods import read_days
from reform.validation.rules import Finding, Row, Surroundings


def check_task_times(row: Row, around: Surroundings) -> Iterator[Finding]:
    """A task does not end before it begins."""
    start, due = read_days(row["start"] or ""), read_days(row["due"] or "")
    if start and due and due.end < start.start:
        yield Finding("period-backwards", "due", {"start": row["start"], "end": row["due"]})


def check_report_deadline(row: Row, around: Surroundings) -> Iterator[Finding]:
    """A day of the month and the month it belongs to are given together, and one month only."""
    of_period, of_year = row["due_month_of_period"], row["due_month"]
    if of_period and of_year:
        yield Finding("due-month-twice", "due_month", {"value": str(of_year)})
    elif (row["due_day"] is None) != (of_period is None and of_year is None):
        yield Finding("deadline-incomplete", "due_day")
    if of_year and row["frequency"] not in ("yearly", None):
        yield Finding("due-month-not-yearly", "due_month", {"value": row["frequency"]})
    if row["due_next_year"] and not of_year:
        yield Finding("next-year-without-month", "due_next_year")
