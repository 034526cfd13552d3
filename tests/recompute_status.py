"""Recomputes every target's status from the published CSV files alone, as an outsider would.

Imports nothing of the project: only what the data dictionary and ``/tien-do/`` say about the rules.
``python tests/recompute_status.py FOLDER`` (the ``data`` folder of a site) lists every difference
from ``target_status.csv`` and ends with 1 if there is one.
"""

import calendar
import csv
import datetime as dt
import json
import sys
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

Row = dict[str, str]
Tables = dict[str, list[Row]]
Report = tuple[dt.date, str] | None
"""The day that the plan gives, and the duty that sets it."""
COLUMNS = (
    "status",
    "rule",
    "in_totals",
    "observation_id",
    "value",
    "unit",
    "value_period",
    "comparator_used",
    "threshold",
    "judged_value",
    "judged_unit",
    "base_id",
    "reporting_duty_id",
    "report_due",
    "overdue_after",
    "corrections",
    "changed_from",
)
STEP_COLUMNS = (
    "status",
    "rule",
    "observation_id",
    "value",
    "unit",
    "value_period",
    "comparator_used",
    "threshold",
    "judged_value",
    "judged_unit",
    "base_id",
    "overdue_after",
)
NEEDED = (
    "plans",
    "units",
    "targets",
    "target_steps",
    "indicators",
    "observations",
    "reporting_duties",
)


def read_tables(folder: Path) -> Tables:
    tables = {}
    for name in NEEDED:
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            tables[name] = list(csv.DictReader(file))
    return tables


def recompute(tables: Tables, as_of: dt.date) -> dict[str, Row]:
    """Target id to the recomputed cells of ``target_status``."""
    return {
        target["target_id"]: _stand(target, tables, as_of)
        for target in tables["targets"]
        if target["withdrawn"] != "true"
    }


def recompute_steps(tables: Tables, as_of: dt.date) -> dict[tuple[str, str], Row]:
    """Target id and period to the recomputed cells of ``step_status``: a step stands where a target
    would that promised its value in its period; what is compared with ended before the target's
    own time.
    """
    targets = {row["target_id"]: row for row in tables["targets"]}
    found = {}
    for step in tables["target_steps"]:
        target = targets[step["target_id"]]
        if target["withdrawn"] == "true":
            continue
        first, last = (day.isoformat() for day in _days(step))
        alone = {
            **target,
            "value": step["value"],
            "period_start": max(first, target["period_start"]),
            "period_end": last,
            "counts_from": target["period_start"],
        }
        found[step["target_id"], step["period"]] = _stand(alone, tables, as_of)
    return found


def _own_level(unit_id: str, units: dict[str, Row]) -> str:
    """The level of the plan's unit; a department's is that of the unit above it."""
    while units[unit_id]["level"] == "department":
        unit_id = units[unit_id]["parent_unit_id"]
    return units[unit_id]["level"]


def _stand(target: Row, tables: Tables, as_of: dt.date) -> Row:
    plans = {row["plan_id"]: row for row in tables["plans"]}
    indicators = {row["indicator_id"]: row for row in tables["indicators"]}
    indicator = indicators.get(target["indicator_id"], {})
    commune = plans[target["plan_id"]]["unit_id"]
    rows = [
        row
        for row in tables["observations"]
        if row["unit_id"] == commune
        and row["entered_on"] <= as_of.isoformat()
        and row["as_of"] <= as_of.isoformat()
    ]
    duties = [row for row in tables["reporting_duties"] if row["plan_id"] == target["plan_id"]]
    return _cells(
        target,
        rows,
        elsewhere=target["scope"] in ("commune", "district", "province")
        and target["scope"] != _own_level(commune, {r["unit_id"]: r for r in tables["units"]}),
        nested=_has_alike_parent(target, {row["target_id"]: row for row in tables["targets"]}),
        measures=indicator.get("is_change") == "true",
        lower=indicator.get("direction") == "lower_is_better",
        unit=indicator.get("unit") or target["unit"] or "percent",
        report=_report(duties, _day(target["period_start"]), _day(target["period_end"])),
        today=as_of,
    )


def _cells(  # noqa: PLR0913 - one flat function of plain inputs is easiest to check
    target: Row,
    rows: list[Row],
    *,
    elsewhere: bool,
    nested: bool,
    lower: bool,
    measures: bool,
    unit: str,
    report: Report,
    today: dt.date,
) -> Row:
    end = _day(target["period_end"])
    cells = dict.fromkeys(COLUMNS, "")
    due = max(report[0], end) if report else None
    about = {"nested": nested, "elsewhere": elsewhere, "lower": lower, "measures": measures}
    cells.update(_outcome(target, rows, **about, due=due, today=today))
    cells["unit"] = unit if cells["value"] and target["kind"] != "rank" else ""
    if cells["judged_value"]:
        is_promised = cells["rule"] in ("changed_from_base", "rank_steps")
        own = is_promised or target["kind"] == "rank"
        cells["judged_unit"] = target["unit"] if own else unit
    elsewhere = target["scope"] in ("district", "province")
    cells["in_totals"] = "false" if elsewhere or target["scope"] == "unclear" else "true"
    if report and due:
        cells["report_due"], cells["reporting_duty_id"] = report[0].isoformat(), report[1]
        cells["overdue_after"] = due.isoformat()
    cells["corrections"] = "0"
    used = next((r for r in rows if r["observation_id"] == cells["observation_id"]), None)
    if used:
        chain = {row["observation_id"]: row for row in rows}
        count, step = 0, used["supersedes"]
        while step in chain:
            count, step = count + 1, chain[step]["supersedes"]
        cells["corrections"] = str(count)
        base = [row for row in rows if row["observation_id"] == cells["base_id"]]
        corrected = [row for row in (used, *base) if row["supersedes"]]
        if corrected and today > end:
            last = max(corrected, key=lambda row: (row["entered_on"], row["observation_id"]))
            others = [row for row in rows if row is not last]
            before = _outcome(target, others, **about, due=due, today=today)
            if before["status"] != cells["status"]:
                cells["changed_from"] = before["status"]
    return cells


def _outcome(  # noqa: PLR0911, PLR0913 - the rules one after the other, as they are published
    target: Row,
    rows: list[Row],
    *,
    nested: bool,
    elsewhere: bool,
    lower: bool,
    measures: bool,
    due: dt.date | None,
    today: dt.date,
) -> Row:
    start, end = _day(target["period_start"]), _day(target["period_end"])
    if elsewhere:
        return {"status": "other_level", "rule": "scope_elsewhere"}
    column = "rank" if target["kind"] == "rank" else "value"
    replaced = {row["supersedes"] for row in rows}
    usable = [
        row
        for row in rows
        if row["observation_id"] not in replaced
        and row[column] != ""
        and (
            row["target_id"] == target["target_id"]
            if row["target_id"]
            else target["indicator_id"]
            and row["indicator_id"] == target["indicator_id"]
            and not nested
        )
    ]
    inside = [row for row in usable if start <= _days(row)[1] <= end]
    counts_from = _day(target.get("counts_from", target["period_start"]))
    before = [row for row in usable if _days(row)[1] < counts_from]
    current = max(inside, key=lambda row: _newness(row, (start, end))) if inside else None
    used = {
        "observation_id": current["observation_id"] if current else "",
        "value": current[column] if current else "",
        "value_period": current["period"] if current else "",
    }
    if target["kind"] == "qualitative" and not (current and Decimal(current["value"]) == 100):
        return {**used, "status": "not_measurable", "rule": "qualitative"}
    if today < start:
        return {"status": "not_started", "rule": "before_period"}
    if current is None:
        if today <= end:
            return {"status": "no_data", "rule": "nothing_reported"}
        if due and today > due:
            return {"status": "overdue_report", "rule": "report_overdue"}
        return {"status": "no_data", "rule": "nothing_reported_since_end"}
    if today <= end:
        return {**used, "status": "under_way", "rule": "current_value"}
    if column == "rank":
        return {**used, **_judged_rank(target, current, before)}
    if target["change"] and not measures:
        named = [row for row in usable if row["period"] == target["baseline_period"]]
        return {**used, **_changed(target, current, named if target["baseline_period"] else before)}
    return {**used, **_judged_value(target, current, before, lower=lower)}


def _changed(target: Row, current: Row, bases: list[Row]) -> Row:
    """A rise or a fall against the baseline: of the plan, of its period, or of the time before."""
    base = max(bases, key=_newness) if bases and not target["baseline_value"] else None
    start = target["baseline_value"] or (base["value"] if base else "")
    percent = target["unit"] == "percent"
    if not start or (percent and Fraction(start) == 0):
        return {"status": "no_data", "rule": "no_base"}
    if not target["value"]:
        return {"status": "not_measurable", "rule": "no_threshold"}
    moved = Fraction(current["value"]) - Fraction(start)
    moved = -moved if target["change"] == "decrease" else moved
    moved = 100 * moved / Fraction(start) if percent else moved
    how = "at_least" if target["comparator"] in ("equals", "") else target["comparator"]
    return {
        "status": "met" if _holds(moved, how, Fraction(target["value"])) else "not_met",
        "rule": "changed_from_base",
        "comparator_used": how,
        "threshold": target["value"],
        "judged_value": _number(Decimal(repr(round(float(moved), 4)))),
        "base_id": base["observation_id"] if base else "",
    }


def _judged_rank(target: Row, current: Row, before: list[Row]) -> Row:
    if not target["value"]:
        return {"status": "not_measurable", "rule": "no_threshold"}
    rank, promised = Decimal(current["rank"]), Decimal(target["value"])
    if target["out_of"] and target["out_of"] != current["out_of"]:
        return {"status": "no_data", "rule": "other_list"}
    if target["unit"] != "rank_steps":
        how = "at_most" if target["comparator"] == "equals" else target["comparator"]
        return _verdict("compared", rank, how, promised)
    alike = [row for row in before if row["out_of"] and row["out_of"] == current["out_of"]]
    if not alike:
        return {"status": "no_data", "rule": "no_base"}
    base = max(alike, key=_newness)
    how = "at_least" if target["comparator"] == "equals" else target["comparator"]
    found = _verdict("rank_steps", Decimal(base["rank"]) - rank, how, promised)
    return {**found, "base_id": base["observation_id"]}


def _judged_value(target: Row, current: Row, before: list[Row], *, lower: bool) -> Row:
    value = Decimal(current["value"])
    wanted = "at_most" if lower else "at_least"
    if target["value"]:
        how = wanted if target["comparator"] == "equals" else target["comparator"]
        return _verdict("compared", value, how, Decimal(target["value"]))
    if target["kind"] in ("completion", "qualitative"):
        return _verdict("completed_share", value, "at_least", Decimal(100))
    if target["kind"] != "relative":
        return {"status": "not_measurable", "rule": "no_threshold"}
    if not before:
        return {"status": "no_data", "rule": "no_base"}
    base = max(before, key=_newness)
    found = _verdict("compared_with_base", value, wanted, Decimal(base["value"]))
    return {**found, "base_id": base["observation_id"]}


def _verdict(rule: str, judged: Decimal, how: str, threshold: Decimal) -> Row:
    return {
        "status": "met" if _holds(judged, how, threshold) else "not_met",
        "rule": rule,
        "comparator_used": how,
        "threshold": f"{threshold:f}",
        "judged_value": f"{judged:f}",
    }


def _holds(judged: Decimal | Fraction, how: str, threshold: Decimal | Fraction) -> bool:
    own, wanted = Fraction(judged), Fraction(threshold)
    return {
        "at_least": own >= wanted,
        "more_than": own > wanted,
        "at_most": own <= wanted,
        "less_than": own < wanted,
    }[how]


def _newness(
    row: Row, best: tuple[dt.date, dt.date] | None = None
) -> tuple[dt.date, bool, int, bool, str, str, str]:
    start, end = _days(row)
    length = (end - start).days
    named = bool(row["target_id"])
    is_best = (start, end) == best
    return end, is_best, length, named, row["as_of"], row["entered_on"], row["observation_id"]


def _has_alike_parent(target: Row, targets: dict[str, Row]) -> bool:
    step = target["parent_id"]
    while step and targets[step]["withdrawn"] != "true":
        if targets[step]["indicator_id"] == target["indicator_id"]:
            return True
        step = targets[step]["parent_id"]
    return False


def _report(duties: Iterable[Row], start: dt.date, end: dt.date) -> Report:
    lengths = {"monthly": 1, "quarterly": 3, "half_yearly": 6, "yearly": 12}
    touched = (end.year - start.year) * 12 + end.month - start.month + 1
    wanted = max(months for months in lengths.values() if months <= touched)
    fitting: list[tuple[dt.date, str]] = []
    others: list[tuple[dt.date, str]] = []
    for duty in duties:
        if duty["withdrawn"] == "true":
            continue
        if duty["frequency"] == "once" and duty["due"]:
            day = _last_day(duty["due"])
            if day >= end:
                others.append((day, duty["reporting_duty_id"]))
        if (
            duty["frequency"] in lengths
            and duty["due_day"]
            and (duty["due_month_of_period"] or duty["due_month"])
        ):
            months = lengths[duty["frequency"]]
            first = (end.month - 1) // months * months + 1
            shifts = {"first": 0, "last": months - 1, "next": months}
            if duty["due_month"]:
                later = months if duty["due_next_year"] == "true" else 0
                month = first + int(duty["due_month"]) - 1 + later
            else:
                month = first + shifts[duty["due_month_of_period"]]
            year, month = end.year + (month - 1) // 12, (month - 1) % 12 + 1
            on = min(int(duty["due_day"]), calendar.monthrange(year, month)[1])
            ends_with_it = end == _last_day(f"{end.year}-{first + months - 1:02d}")
            found = fitting if months == wanted and ends_with_it else others
            found.append((dt.date(year, month, on), duty["reporting_duty_id"]))
    choice = fitting or others
    latest = max((day for day, _ in choice), default=None)
    return min(((day, name) for day, name in choice if day == latest), default=None)


def _days(row: Row) -> tuple[dt.date, dt.date]:
    year, _, part = row["period"].partition("-")
    first, last = 1, 12
    if part.startswith("Q"):
        first, last = 3 * int(part[1]) - 2, 3 * int(part[1])
    elif part.startswith("H"):
        first, last = 6 * int(part[1]) - 5, 6 * int(part[1])
    elif part:
        first = last = int(part)
    return dt.date(int(year), first, 1), _last_day(f"{year}-{last:02d}")


def _last_day(partial: str) -> dt.date:
    year, _, rest = partial.partition("-")
    if rest[:1] in ("Q", "H"):
        rest = f"{int(rest[1]) * (3 if rest[0] == 'Q' else 6):02d}"
    month, _, day = (rest or "12").partition("-")
    last = calendar.monthrange(int(year), int(month))[1]
    return dt.date(int(year), int(month), int(day) if day else last)


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def _number(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def differences(folder: Path) -> list[str]:
    """What differs from ``target_status.csv``: target, column, published and recomputed cell."""
    with (folder / "target_status.csv").open(encoding="utf-8", newline="") as file:
        published = list(csv.DictReader(file))
    tables = read_tables(folder)
    if not published:
        return [f"{row['target_id']}: no status" for row in tables["targets"]]
    as_of = _day(json.loads((folder / "index.json").read_text("utf-8"))["as_of"])
    own = recompute(tables, as_of)
    found = [f"{target}: no status" for target in own.keys() - {r["target_id"] for r in published}]
    for row in published:
        cells = own.get(row["target_id"], {})
        found += [
            f"{row['target_id']}: {column} is {row[column]!r}, recomputed {cells.get(column)!r}"
            for column in COLUMNS
            if row[column] != cells.get(column)
        ]
    with (folder / "step_status.csv").open(encoding="utf-8", newline="") as file:
        steps = list(csv.DictReader(file))
    own_steps = recompute_steps(tables, as_of)
    missing = own_steps.keys() - {(row["target_id"], row["period"]) for row in steps}
    found += [f"{target} {period}: no status" for target, period in missing]
    for row in steps:
        cells = own_steps.get((row["target_id"], row["period"]), {})
        found += [
            f"{row['target_id']} {row['period']}: {column} is {row[column]!r}, "
            f"recomputed {cells.get(column)!r}"
            for column in STEP_COLUMNS
            if row[column] != cells.get(column)
        ]
    return found


if __name__ == "__main__":
    lines = differences(Path(sys.argv[1]))
    sys.stdout.writelines(f"{line}\n" for line in lines)
    sys.exit(1 if lines else 0)
