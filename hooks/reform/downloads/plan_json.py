"""One plan with everything that belongs to it, as one JSON document.

Its lists hold the rows of the published tables, with the same columns, ids and order; so what is
computed from this file agrees with what is computed from the tables.
"""

import json
from datetime import date
from typing import Any

from reform.model import Catalogue
from reform.model.kinds import PLAN_LISTS
from reform.model.plan_rows import Plan
from reform.sources.table_schemas import Schemas, TableSchema

_OF_ITS_ITEMS = (
    ("targets", "target_id", "target_agencies"),
    ("targets", "target_id", "target_steps"),
    ("tasks", "task_id", "task_agencies"),
    ("duties", "duty_id", "duty_agencies"),
    ("duties", "duty_id", "duty_areas"),
    ("reporting_duties", "reporting_duty_id", "reporting_agencies"),
    ("targets", "target_id", "target_status"),
    ("targets", "target_id", "step_status"),
    ("targets", "target_id", "observations"),
    ("tasks", "task_id", "task_progress"),
)
"""Table of items, its key, and the table whose rows name the item by that key."""


def plan_rows(plan: Plan, catalogue: Catalogue) -> dict[str, tuple[Any, ...]]:
    """Table to the rows that belong to a plan; its own, its unit's, and the documents and
    indicators they name.
    """
    rows: dict[str, tuple[Any, ...]] = {
        table: catalogue.rows_by(table, "plan_id").get(plan.plan_id, ()) for table in PLAN_LISTS
    }
    for table, key, linked in _OF_ITS_ITEMS:
        by_item = catalogue.rows_by(linked, key)
        rows[linked] = tuple(
            row for item in rows[table] for row in by_item.get(getattr(item, key), ())
        )
    documents = dict.fromkeys(row.document_id for row in rows["legal_basis"])
    rows["legal_documents"] = tuple(map(catalogue.document, documents))
    indicators = dict.fromkeys(
        row.indicator_id for row in (*rows["targets"], *rows["prior_results"])
    )
    rows["indicators"] = tuple(filter(None, map(catalogue.indicator_if, indicators)))
    return {"plans": (plan,), "units": (catalogue.unit(plan.unit_id),), **rows}


def plan_json(plan: Plan, catalogue: Catalogue, schemas: Schemas) -> bytes:
    """All rows of a plan."""
    rows = {
        table: [_record(row, schemas[table]) for row in found]
        for table, found in plan_rows(plan, catalogue).items()
    }
    document = {
        "plan": rows.pop("plans")[0],
        "unit": rows.pop("units")[0],
        **rows,
        "licenses": schemas.package["licenses"],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _record(row: Any, schema: TableSchema) -> dict[str, Any]:
    return {name: _value(getattr(row, name)) for name in schema.field_names}


def _value(value: Any) -> Any:
    """ISO 8601 for a date, a whole number without its point; None stays null."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
