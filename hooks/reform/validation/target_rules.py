"""Rules for one target: figures that cannot be, figures without what makes them readable."""

import re
from collections.abc import Iterator
from decimal import Decimal

from reform.validation.rules import Finding, Row, Surroundings


def check_percentage(row: Row, around: Surroundings) -> Iterator[Finding]:
    """A share lies between 0 and 100 %; nothing can exceed all or fall below none."""
    value, comparator = row["value"], row["comparator"]
    if value is None or row["unit"] != "percent" or row["kind"] == "relative":
        return
    if not 0 <= value <= 100:
        yield Finding("percent-out-of-range", "value", {"value": f"{value:n}"})
    elif value == 100 and comparator == "more_than":
        yield Finding("more-than-all", "comparator")
    elif value == 0 and comparator == "less_than":
        yield Finding("less-than-none", "comparator")


def check_figure(row: Row, around: Surroundings) -> Iterator[Finding]:
    """A figure has a unit and a comparator, and stands only where the kind has figures."""
    value, kind = row["value"], row["kind"]
    if value is None:
        for column in ("comparator", "unit", "value_from", "change"):
            if row[column]:
                values = {"field": column, "value": str(row[column])}
                yield Finding("no-value-for", column, values)
        if kind == "quantitative" and row["target_id"] not in around.noted_items:
            yield Finding("figure-missing", "kind", {"value": kind})
        return
    for column in ("comparator",) if kind == "rank" else ("comparator", "unit"):
        if not row[column]:
            yield Finding("figure-needs", "value", {"field": column})
    if kind == "qualitative":
        yield Finding("qualitative-with-value", "value", {"value": f"{value:n}"})


def check_parent(row: Row, around: Surroundings) -> Iterator[Finding]:
    """A nested target hangs from another one, and never from itself."""
    yield from _in_a_circle(row, "targets", "target_id", around)


def check_parent_task(row: Row, around: Surroundings) -> Iterator[Finding]:
    """A part of a task hangs from another one, and never from itself."""
    yield from _in_a_circle(row, "tasks", "task_id", around)


def _in_a_circle(row: Row, table: str, key: str, around: Surroundings) -> Iterator[Finding]:
    seen = {row[key]}
    parent = row["parent_id"]
    while parent:
        if parent in seen:
            yield Finding(
                "parent-is-itself", "parent_id", {"value": row["parent_id"].rpartition("/")[2]}
            )
            return
        seen.add(parent)
        parent = around.find(table, key, parent).get("parent_id")


def check_area(row: Row, around: Surroundings) -> Iterator[Finding]:
    """An area is either stated by the document or inferred by an editor."""
    if row["area"] and row["area_inferred"]:
        yield Finding("area-twice", "area_inferred", {"value": row["area_inferred"]})


def check_placement(row: Row, around: Surroundings) -> Iterator[Finding]:
    """A target inside a task names the task."""
    if row["placement"] == "inside_task" and not row["task_id"]:
        yield Finding("task-missing", "placement")
    if row["placement"] not in ("inside_task", None) and row["task_id"]:
        yield Finding("task-unexpected", "task_id", {"value": row["task_id"].rpartition("/")[2]})


def check_indicator(row: Row, around: Surroundings) -> Iterator[Finding]:
    """A figure or a rank is linked to an indicator, or the reason why not is given."""
    if row["indicator_id"] and row["unlinked_reason"]:
        yield Finding("reason-with-indicator", "unlinked_reason")
    if row["kind"] in ("quantitative", "rank") and not (
        row["indicator_id"] or row["unlinked_reason"]
    ):
        yield Finding("indicator-missing", "kind", {"value": row["kind"]})
    unit = around.find("indicators", "indicator_id", row["indicator_id"]).get("unit")
    if row["kind"] == "quantitative" and unit and row["unit"] and row["unit"] != unit:
        yield Finding("unit-not-indicator", "unit", {"value": row["unit"], "expected": unit})


def check_text_holds_value(row: Row, around: Surroundings) -> Iterator[Finding]:
    """The figure stands in the text: the two never tell two stories."""
    value, text = row["value"], row["text"]
    if value is None or not text:
        return
    if row["kind"] == "qualitative" or (row["unit"] == "percent" and not 0 <= value <= 100):
        return  # told already
    figure = abs(Decimal(str(value)))
    if figure not in [_as_number(written) for written in _FIGURE.findall(text)]:
        figures = ", ".join(_FIGURE.findall(text))
        values = {"value": str(value).replace(".", ","), "figures": figures}
        yield Finding("value-not-in-text", "value", values)


_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")


def _as_number(figure: str) -> Decimal:
    """A figure as Vietnamese text writes it: ``1.110`` is one thousand, ``95,5`` has a part."""
    if re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d+)?", figure):
        figure = figure.replace(".", "")
    whole, _, part = figure.replace(",", ".").partition(".")
    return Decimal(f"{whole}.{part.replace('.', '')}" if part else whole)
