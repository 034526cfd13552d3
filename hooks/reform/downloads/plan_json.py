"""One plan with everything that belongs to it, as one JSON document.

Its lists hold the rows of the published tables, with the same columns, ids and order; so what is
computed from this file agrees with what is computed from the tables.
"""

import json
from datetime import date
from typing import Any

from reform.model import Catalogue
from reform.model.plan_rows import PLAN_LISTS, Plan
from reform.sources.table_schemas import Schemas, TableSchema

_OF_ITS_ITEMS = (
    ("tasks", "task_id", "task_agencies"),
    ("duties", "duty_id", "duty_agencies"),
    ("duties", "duty_id", "duty_areas"),
    ("targets", "target_id", "target_status"),
    ("targets", "target_id", "observations"),
    ("tasks", "task_id", "task_progress"),
)
"""Table of items, its key, and the table whose rows name the item by that key."""


def plan_json(plan: Plan, catalogue: Catalogue, schemas: Schemas) -> bytes:
    """The plan, its commune, its rows, and the documents and indicators they name."""
    rows: dict[str, tuple[Any, ...]] = {
        table: catalogue.grouped(table, "plan_id")[plan.plan_id] for table in PLAN_LISTS
    }
    for table, key, linked in _OF_ITS_ITEMS:
        by_item = catalogue.grouped(linked, key)
        rows[linked] = tuple(row for item in rows[table] for row in by_item[getattr(item, key)])
    documents = dict.fromkeys(row.document_id for row in rows["legal_basis"])
    rows["legal_documents"] = _found(catalogue, "legal_documents", "document_id", documents)
    indicators = dict.fromkeys(row.indicator_id for row in rows["targets"])
    rows["indicators"] = _found(catalogue, "indicators", "indicator_id", indicators)
    commune = catalogue.find("communes", "commune_code", plan.commune_code)
    document = {
        "plan": _record(plan, schemas["plans"]),
        "commune": _record(commune, schemas["communes"]),
        **{table: [_record(row, schemas[table]) for row in found] for table, found in rows.items()},
        "licenses": schemas.package["licenses"],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _found(
    catalogue: Catalogue, table: str, key: str, ids: dict[str | None, None]
) -> tuple[Any, ...]:
    rows = (catalogue.find(table, key, found) for found in ids)
    return tuple(row for row in rows if row)


def _record(row: Any, schema: TableSchema) -> dict[str, Any]:
    return {name: _value(getattr(row, name)) for name in schema.field_names}


def _value(value: Any) -> Any:
    """ISO 8601 for a date, a whole number without its point; None stays null."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
