"""JSON as it is published: readable, UTF-8, the same bytes for the same data."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from reform.model.digits import Digits
from reform.sources.table_schemas import TableSchema


def json_bytes(document: Any) -> bytes:
    """The document as text, a line for every value."""
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def rows_bytes(document: Mapping[str, Any]) -> bytes:
    """A document most of which are lists of rows: a line for each row, an entry for the rest. By
    far the quickest way of the standard library, and a changed row is a changed line.
    """
    entries = (f"{_line(key)}: {_entry(value)}" for key, value in document.items())
    return ("{\n" + ",\n".join(entries) + "\n}\n").encode("utf-8")


def _entry(value: Any) -> str:
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(map(_line, value)) + "\n]"
    return _line(value)


_line = json.JSONEncoder(ensure_ascii=False).encode


def record(row: Any, schema: TableSchema) -> dict[str, Any]:
    """A row with the columns of its schema; None stays null."""
    return {name: json_value(getattr(row, name)) for name in schema.field_names}


def json_value(value: Any) -> Any:
    """ISO 8601 for a date; a whole number without its point, unless it was reported with one."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and not isinstance(value, Digits):
        return int(value)
    return value
