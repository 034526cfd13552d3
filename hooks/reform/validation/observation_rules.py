"""Rules for what communes report: observations and the progress of tasks."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from reform.model.periods import read_period
from reform.validation.correction_rules import check_correction, check_one_live_value
from reform.validation.rules import Finding, Row, Rule, Surroundings, as_date, short

_THOUSANDS = -3
"""Exponent of a number with three decimals: ``1.110``, which may well mean 1110."""


def check_subject(row: Row, around: Surroundings) -> Iterator[Finding]:
    """A figure is about an indicator, about a target of the same commune, or about both."""
    indicator, target_id = row["indicator_id"], row["target_id"]
    if not target_id:
        if not indicator:
            yield Finding("observation-without-subject", "indicator_id")
        return
    target = around.find("targets", "target_id", target_id)
    if not target:
        return
    yield from _of_commune(row, "target_id", target, around)
    expected = target.get("indicator_id")
    if expected != indicator:
        values = {"value": indicator or "", "expected": expected or "", "target": short(target_id)}
        yield Finding("target-not-indicator", "indicator_id", values)


def _of_commune(row: Row, column: str, item: Row, around: Surroundings) -> Iterator[Finding]:
    owner = around.find("plans", "plan_id", item.get("plan_id")).get("unit_id")
    own = row["unit_id"]
    if owner and own and owner != own:
        values = {"value": row[column], "owner": owner, "expected": own}
        yield Finding("other-unit", column, values)


def check_days(row: Row, around: Surroundings) -> Iterator[Finding]:
    """Nothing is dated after today; a figure is known when it is entered, and not too early."""
    as_of, entered = row["as_of"], row["entered_on"]
    for column in ("as_of", "entered_on"):
        if row[column] and row[column] > around.as_of:
            values = {"value": _day(row[column]), "today": _day(around.as_of)}
            yield Finding("future-date", column, values)
            return
    if as_of and entered and entered < as_of:
        values = {"value": _day(entered), "as_of": _day(as_of)}
        yield Finding("entered-before-as-of", "entered_on", values)
    period = read_period(row["period"] or "")
    if as_of and period and as_of < period.start:
        values = {"value": _day(as_of), "period": row["period"], "start": _day(period.start)}
        yield Finding("as-of-before-period", "as_of", values)


def check_period(row: Row, around: Surroundings) -> Iterator[Finding]:
    """A figure belongs to a plan of the commune, or to the time before it; never to what follows.

    With a target the target's own plan sets the limit, else the commune's last plan.
    """
    period = read_period(row["period"] or "")
    if row["target_id"]:
        target = around.find("targets", "target_id", row["target_id"])
        last = as_date(around.find("plans", "plan_id", target.get("plan_id")).get("period_end"))
    else:
        last = around.last_plan_days.get(row["unit_id"])
    if period and last and period.end > last:
        yield Finding("period-after-plan", "period", {"value": row["period"], "end": _day(last)})


def check_figure(row: Row, around: Surroundings) -> Iterator[Finding]:
    """There is a figure, and it is one that its unit allows."""
    value, rank, out_of = row["value"], row["rank"], row["out_of"]
    if value is None and rank is None:
        yield Finding("observation-empty", "value")
    if rank is not None and out_of is not None and rank > out_of:
        yield Finding("rank-over-total", "rank", {"value": str(rank), "out_of": str(out_of)})
    unit = _unit(row, around)
    if value is not None and unit != "rank_steps":
        highest = 100 if unit == "percent" else None
        if value < 0 or (highest is not None and value > highest):
            code = "figure-out-of-range" if highest else "figure-negative"
            yield Finding(code, "value", {"value": f"{value:f}"})


def check_fraction(row: Row, around: Surroundings) -> Iterator[Finding]:
    """The value is the numerator over the denominator, rounded to the digits that are shown."""
    value, above, below = row["value"], row["numerator"], row["denominator"]
    if above is None and below is None:
        return
    if above is None or below is None:
        missing = "numerator" if above is None else "denominator"
        yield Finding("fraction-incomplete", missing, {"field": missing})
        return
    parted = [
        column
        for column in ("numerator", "denominator")
        if row[column].as_tuple().exponent == _THOUSANDS
    ]
    for column in parted:
        written = f"{row[column]:f}"
        values = {"value": written, "whole": written.replace(".", ""), "short": f"{written}0"}
        yield Finding("count-with-thousands-dot", column, values)
    if parted:
        return
    if below == 0:
        yield Finding("denominator-zero", "denominator")
    elif value is not None:
        scale = 100 if _unit(row, around) == "percent" else 1
        exact = scale * above / below
        # Half a unit of the last digit shown: 92.5 may stand for anything from 92.45 to 92.55.
        if 2 * abs(exact - value) > Decimal(1).scaleb(value.as_tuple().exponent):
            fraction = f"{above:f}/{below:f}"
            values = {"value": f"{value:f}", "fraction": fraction, "exact": f"{exact:.2f}"}
            yield Finding("value-not-fraction", "value", values)


def _unit(row: Row, around: Surroundings) -> str | None:
    """The unit of the figure: the indicator's, else the target's, else a share of work done."""
    if row["indicator_id"]:
        return around.find("indicators", "indicator_id", row["indicator_id"]).get("unit")
    return around.find("targets", "target_id", row["target_id"]).get("unit") or "percent"


def check_task(row: Row, around: Surroundings) -> Iterator[Finding]:
    """The task is the commune's own, and the day is not in the future."""
    task = around.find("tasks", "task_id", row["task_id"])
    yield from _of_commune(row, "task_id", task, around)
    if row["as_of"] and row["as_of"] > around.as_of:
        values = {"value": _day(row["as_of"]), "today": _day(around.as_of)}
        yield Finding("future-date", "as_of", values)


def check_state(row: Row, around: Surroundings) -> Iterator[Finding]:
    """A state and its percentage say the same; a task has one state on one day."""
    state, percent = row["state"], row["percent"]
    if percent is not None and (
        (state == "done" and percent != 100) or (state == "not_started" and percent != 0)
    ):
        yield Finding("state-not-percent", "percent", {"value": f"{percent:f}", "state": state})
    if row["task_id"] and row["as_of"]:
        same = around.progress_on[row["task_id"], row["as_of"].isoformat()]
        if same and same[0] != row["progress_id"]:
            values = {"value": _day(row["as_of"]), "first": short(same[0])}
            yield Finding("two-states", "as_of", values)


def check_reference(row: Row, around: Surroundings) -> Iterator[Finding]:
    """A published figure of nation or province: in the indicator's unit, a rank that can be."""
    unit = around.find("indicators", "indicator_id", row["indicator_id"]).get("unit")
    if unit and row["unit"] and unit != row["unit"]:
        yield Finding("unit-not-indicator", "unit", {"value": row["unit"], "expected": unit})
    yield from check_figure(row, around)


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


RULES: Mapping[str, tuple[Rule, ...]] = {
    "observations": (
        check_subject,
        check_days,
        check_period,
        check_figure,
        check_fraction,
        check_correction,
        check_one_live_value,
    ),
    "task_progress": (check_task, check_state),
    "reference_observations": (check_reference,),
}
