"""Promises with where they stand, a row for each: the table that people ask for first."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from reform.downloads.tables import cell_text
from reform.model import Catalogue
from reform.model.plan_rows import Target

COLUMNS = (
    "target_id",
    "province_name",
    "unit_id",
    "unit_name",
    "plan_id",
    "area",
    "text",
    "comparator",
    "value",
    "unit",
    "period_start",
    "period_end",
    "indicator_id",
    "indicator_title",
    "status",
    "reported_value",
    "reported_unit",
    "reported_period",
    "locator",
)
"""Most are columns of ``targets``; ``area`` is the inferred one where the document states none."""


def promises_csv(targets: Iterable[Target], catalogue: Catalogue) -> bytes:
    """The targets that were not withdrawn as CSV, like the published tables."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for target in targets:
        if not target.withdrawn:
            writer.writerow(map(cell_text, _cells(target, catalogue)))
    return buffer.getvalue().encode("utf-8")


def _cells(target: Target, catalogue: Catalogue) -> Iterator[Any]:
    plan = catalogue.plan(target.plan_id)
    unit = catalogue.unit(plan.unit_id)
    indicator = catalogue.indicator_if(target.indicator_id)
    status = catalogue.status_of(target.target_id)
    joined = {
        "province_name": unit.province_name,
        "unit_id": unit.unit_id,
        "unit_name": unit.name,
        "area": target.any_area,
        "indicator_title": indicator.title if indicator else None,
        "status": status.status if status else None,
        "reported_value": status.value if status else None,
        "reported_unit": status.unit if status else None,
        "reported_period": status.value_period if status else None,
    }
    for column in COLUMNS:
        yield joined[column] if column in joined else getattr(target, column)
