"""From rows that were found right to the typed catalogue."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from reform.loading.raw import RawTables
from reform.model import ROW_TYPES, Catalogue
from reform.model.digits import read_number
from reform.sources.table_schemas import Schemas


def build_catalogue(raw: RawTables, schemas: Schemas) -> Catalogue:
    """The typed catalogue. The rows must have passed validation: a wrong type raises here."""
    tables = {}
    for name, row_type in ROW_TYPES.items():
        casts = {field.name: _CASTS[field.type] for field in schemas[name].fields}
        tables[name] = tuple(row_type(**_typed(row.values, casts)) for row in raw.tables[name])
    return Catalogue(**tables)


def _typed(values: Mapping[str, Any], casts: Mapping[str, Callable[[Any], Any]]) -> dict[str, Any]:
    return {
        column: None if (value := values.get(column)) is None else cast(value)
        for column, cast in casts.items()
    }


def _number(value: Any) -> float:
    return value if isinstance(value, int | float) else read_number(str(value))


def _boolean(value: Any) -> bool:
    return value if isinstance(value, bool) else str(value).casefold() in ("true", "1")


def _date(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


_CASTS: Mapping[str, Callable[[Any], Any]] = {
    "string": str,
    "integer": int,
    "number": _number,
    "boolean": _boolean,
    "date": _date,
}
