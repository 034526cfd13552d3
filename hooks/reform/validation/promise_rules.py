"""Rules for the finer forms of a promise: ranks, changes against a baseline, counts, steps."""

import re
from collections.abc import Iterator

from reform.model.periods import read_period
from reform.validation.rules import Finding, Row, Surroundings, as_date

_OF_RANKS = ("value_from", "out_of", "rank_within")
_UP_TO = r"(?:lên|xuống|còn|đạt|tới|đến)"
"""Words between "tăng" and a figure that make the figure the level reached."""


def check_rank(row: Row, around: Surroundings) -> Iterator[Finding]:
    """A rank has no unit, falls when it gets better, and lies within its list."""
    if row["kind"] != "rank":
        for column in _OF_RANKS:
            if row[column] is not None:
                yield Finding("only-for-rank", column, {"field": column})
        return
    value, best, unit = row["value"], row["value_from"], row["unit"]
    if value is None or unit == "rank_steps":
        return
    if unit:
        yield Finding("rank-with-unit", "unit", {"value": unit})
    if row["comparator"] in ("at_least", "more_than"):
        yield Finding("rank-upside-down", "comparator", {"value": row["comparator"]})
    if best is not None and best >= value:
        yield Finding(
            "rank-range-backwards", "value_from", {"value": f"{best:n}", "to": f"{value:n}"}
        )
    if row["out_of"] is not None and value > row["out_of"]:
        yield Finding(
            "rank-over-total", "value", {"value": f"{value:n}", "out_of": str(row["out_of"])}
        )


def check_change(row: Row, around: Surroundings) -> Iterator[Finding]:
    """A rise or a fall by so much is no level: it is told as a change, and says against what."""
    kind, change, value = row["kind"], row["change"], row["value"]
    if change and kind != "relative":
        yield Finding("change-not-relative", "change", {"value": change})
    elif kind == "relative" and value is not None and not change:
        yield Finding("change-missing", "kind", {"value": f"{value:n}"})
    elif change and not any(row[column] for column in _BASES):
        yield Finding("change-without-base", "change", {"value": change})
    if kind == "quantitative" and value is not None and row["unit"] in _SHARES:
        found = _told_change(row["text"] or "", f"{value:n}", around)
        if found:
            yield Finding("change-as-level", "kind", {"value": f"{value:n}", "change": found})


_BASES = ("baseline", "baseline_value", "baseline_period")
_SHARES = ("percent", "percent_of_base")


def _told_change(text: str, figure: str, around: Surroundings) -> str | None:
    """The code of the list ``change`` whose word stands before the figure, which is compared with
    something: "giảm ít nhất 10 % so với 2025"; "tăng lên 85 % so với" tells a level.
    """
    number = re.escape(figure).replace(r"\.", "[.,]")
    for label, code in around.change_words.items():
        told = rf"\b{label}\b([^\d.;:]*)\b{number}\s*%.*\bso với\b"
        match = re.search(told, text, re.IGNORECASE)
        if match and not re.search(rf"\b{_UP_TO}\b", match[1]):
            return code
    return None


def check_count(row: Row, around: Surroundings) -> Iterator[Finding]:
    """What is counted has a name, and only what is counted has one."""
    if row["unit"] == "count" and not row["unit_name"]:
        yield Finding("count-without-name", "unit")
    if row["unit_name"] and row["unit"] != "count":
        yield Finding("name-without-count", "unit_name", {"value": row["unit_name"]})


def check_stated_unit(row: Row, around: Surroundings) -> Iterator[Finding]:
    """A unit stands beside a figure."""
    if row["unit"] and row["value"] is None:
        yield Finding("no-value-for", "unit", {"field": "unit", "value": row["unit"]})


def check_steps(row: Row, around: Surroundings) -> Iterator[Finding]:
    """The last step is the promise itself: its value, at the end of its time."""
    steps = around.steps.get(row["target_id"])
    if not steps:
        return
    end, value = max(steps)
    if end != row["period_end"] or value != row["value"]:
        promised = "" if row["value"] is None else f"{row['value']:n}"
        values = {"value": f"{value:n}", "end": f"{end:%d/%m/%Y}", "promised": promised}
        yield Finding("steps-end-elsewhere", "value", values)


def check_step(row: Row, around: Surroundings) -> Iterator[Finding]:
    """A step lies within the time of its target, and a share within all."""
    target = around.find("targets", "target_id", row["target_id"])
    period = read_period(row["period"] or "")
    start, end = as_date(target.get("period_start")), as_date(target.get("period_end"))
    if period and start and end and not start <= period.end <= end:
        values = {"value": row["period"], "start": f"{start:%d/%m/%Y}", "end": f"{end:%d/%m/%Y}"}
        yield Finding("step-outside-target", "period", values)
    is_share = target.get("unit") == "percent" and target.get("kind") != "relative"
    if is_share and row["value"] is not None and not 0 <= row["value"] <= 100:
        yield Finding("percent-out-of-range", "value", {"value": f"{row['value']:n}"})
