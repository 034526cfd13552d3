"""Rules for a plan as a whole: its file, its id, its period, its phases, its references."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from reform.model.plan_subjects import DEFAULT_SUBJECT, SUBJECT_SUFFIXES
from reform.validation.rules import Finding, Row, Surroundings, as_date

_NUMBER = re.compile(r"-[2-9]$")
_NOT_PERIOD = ("file-not-period", "period_start")


def check_plan_file(row: Row, around: Surroundings) -> Iterator[Finding]:
    """The file is named for the period and the subject; its folder and ids were held together
    before.
    """
    path = PurePosixPath(row["path"] or "")
    start, end = row["period_start"], row["period_end"]
    if not start or not end or end < start:
        return
    period, suffix = period_stem(start, end), SUBJECT_SUFFIXES[row["subject"] or DEFAULT_SUBJECT]
    expected, found = f"{period}{suffix}", _NUMBER.sub("", path.stem)
    if period and found != expected:
        is_subject = found.startswith(period) and _subject_part(found[len(period) :])
        values = {"found": path.name, "expected": f"{expected}.yaml"}
        code, column = ("file-not-subject", "subject") if is_subject else _NOT_PERIOD
        yield Finding(code, column, values)


def _subject_part(suffix: str) -> bool:
    return suffix in SUBJECT_SUFFIXES.values()


def check_earlier_plan(row: Row, around: Surroundings) -> Iterator[Finding]:
    """What a plan replaces or amends is an earlier plan of the same unit, or of one before it."""
    for column in ("replaces", "amends"):
        earlier = around.find("plans", "plan_id", row[column]) if row[column] else {}
        if not earlier:
            continue
        if row[column] == row["plan_id"]:
            yield Finding("plan-follows-itself", column, {"value": row[column]})
        elif _is_later(earlier.get("issued_on"), row["issued_on"]):
            values = {"value": row[column], "issued": row["issued_on"]}
            yield Finding("plan-follows-later", column, {**values, "other": earlier["issued_on"]})
    if row["replaces"] and row["replaces"] == row["amends"]:
        yield Finding("replaces-and-amends", "amends", {"value": row["amends"]})


def _is_later(one: Any, other: str | None) -> bool:
    """Whether a date as written is after another, as far as both tell."""
    if not isinstance(one, str) or not other:
        return False
    length = min(len(one), len(other))
    return one[:length] > other[:length]


def period_stem(start: date, end: date) -> str | None:
    """The file name of a period: ``2026-2030``, ``2024``, ``2025-h2``; None for any other shape."""
    months = (start.month, start.day, end.month, end.day)
    if months == (1, 1, 12, 31):
        return f"{start.year}" if start.year == end.year else f"{start.year}-{end.year}"
    halves = {(1, 1, 6, 30): "h1", (7, 1, 12, 31): "h2"}
    return f"{start.year}-{halves[months]}" if start.year == end.year and months in halves else None


def check_plan_period(row: Row, around: Surroundings) -> Iterator[Finding]:
    """The period runs forward and fits the kind of plan; the document is not from the future."""
    start, end = row["period_start"], row["period_end"]
    if start and end:
        if end < start:
            values = {"start": f"{start:%d/%m/%Y}", "end": f"{end:%d/%m/%Y}"}
            yield Finding("period-backwards", "period_end", values)
        elif row["kind"] and row["kind"] != _kind(start, end):
            yield Finding(
                "kind-not-period", "kind", {"value": row["kind"], "expected": _kind(start, end)}
            )
    issued = row["issued_on"]
    if issued and issued > around.as_of.isoformat()[: len(issued)]:
        yield Finding(
            "future-date", "issued_on", {"value": issued, "today": f"{around.as_of:%d/%m/%Y}"}
        )


def _kind(start: date, end: date) -> str:
    if end.year > start.year:
        return "multi_year"
    return "annual" if (end - start).days > 200 else "half_year"


def check_phase(row: Row, around: Surroundings) -> Iterator[Finding]:
    """A phase runs forward and lies inside its plan."""
    start, end = row["period_start"], row["period_end"]
    plan = around.find("plans", "plan_id", row["plan_id"])
    if start and end and end < start:
        values = {"start": f"{start:%d/%m/%Y}", "end": f"{end:%d/%m/%Y}"}
        yield Finding("period-backwards", "period_end", values)
    yield from _inside_plan(row, plan, "phase-outside-plan")


def _inside_plan(row: Row, plan: Row, code: str) -> Iterator[Finding]:
    start, end = as_date(plan.get("period_start")), as_date(plan.get("period_end"))
    if not start or not end:
        return
    values = {"start": f"{start:%d/%m/%Y}", "end": f"{end:%d/%m/%Y}"}
    for column in ("period_start", "period_end"):
        if row[column] and not start <= row[column] <= end:
            yield Finding(code, column, {**values, "value": f"{row[column]:%d/%m/%Y}"})
            return


def check_target_period(row: Row, around: Surroundings) -> Iterator[Finding]:
    """A target falls due inside its plan; it may count from before the plan."""
    plan = around.find("plans", "plan_id", row["plan_id"])
    start, end = as_date(plan.get("period_start")), as_date(plan.get("period_end"))
    if start and end and row["period_end"] and not start <= row["period_end"] <= end:
        values = {
            "start": f"{start:%d/%m/%Y}",
            "end": f"{end:%d/%m/%Y}",
            "value": f"{row['period_end']:%d/%m/%Y}",
        }
        yield Finding("target-outside-plan", "period_end", values)
    if row["period_start"] and row["period_end"] and row["period_end"] < row["period_start"]:
        values = {
            "start": f"{row['period_start']:%d/%m/%Y}",
            "end": f"{row['period_end']:%d/%m/%Y}",
        }
        yield Finding("period-backwards", "period_end", values)


def check_item_reference(row: Row, around: Surroundings) -> Iterator[Finding]:
    """``item_id`` names an item of the same plan."""
    item = row["item_id"]
    if item and item not in around.item_ids:
        yield Finding("unknown-item", "item_id", {"value": item.rpartition("/")[2]})


def check_duty_agencies(row: Row, around: Surroundings) -> Iterator[Finding]:
    """Some body answers for a duty, or a note says that the document names none."""
    duty = row["duty_id"]
    if duty and duty not in around.answered_duties and duty not in around.noted_items:
        yield Finding("duty-without-agency", "duty_id", {"value": duty.rpartition("/")[2]})


def check_task_agency(row: Row, around: Surroundings) -> Iterator[Finding]:
    """A body has one part in a task."""
    yield from _one_part(row["task_id"], row["agency_id"], around)


def check_target_agency(row: Row, around: Surroundings) -> Iterator[Finding]:
    """A body has one part in a target."""
    yield from _one_part(row["target_id"], row["agency_id"], around)


def check_duty_agency(row: Row, around: Surroundings) -> Iterator[Finding]:
    """A body has one part in a duty."""
    yield from _one_part(row["duty_id"], row["agency_id"], around)


def _one_part(item: str | None, agency: str | None, around: Surroundings) -> Iterator[Finding]:
    if item and agency and around.roles[item, agency] > 1:
        yield Finding("agency-twice", None, {"value": agency.rpartition("/")[2]})
