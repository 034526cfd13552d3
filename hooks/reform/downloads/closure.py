"""Rows with all that they name: what is cut out of the whole still says what its ids mean."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from reform.model import Catalogue
from reform.model.kinds import KIND_OF_TABLE
from reform.sources.table_schemas import Schemas, TableSchema

Rows = Mapping[str, Iterable[Any]]
"""Table to rows of it."""


def closed(rows: Rows, catalogue: Catalogue, schemas: Schemas) -> dict[str, tuple[Any, ...]]:
    """The rows, and after them every row that they name, directly or through others. Tables
    without a row are left out.
    """
    found: dict[str, dict[tuple[Any, ...], Any]] = {}
    waiting = deque((table, row) for table, some in rows.items() for row in some)
    while waiting:
        table, row = waiting.popleft()
        key = key_of(row, schemas[table])
        own = found.setdefault(table, {})
        if key not in own:
            own[key] = row
            waiting += _named(row, schemas[table], catalogue, schemas)
    return {table: tuple(found[table].values()) for table in schemas.tables if table in found}


def key_of(row: Any, schema: TableSchema) -> tuple[Any, ...]:
    """The cells that identify a row."""
    return tuple(getattr(row, column) for column in schema.primary_key)


def references(row: Any, schema: TableSchema, schemas: Schemas) -> Iterator[tuple[str, str, Any]]:
    """Table, column and value of everything that a row names."""
    for column, table in schema.references.items():
        value = getattr(row, column)
        if value is not None:
            yield table, schemas[table].primary_key[0], value
    for column, naming in schema.item_tables.items():
        table = getattr(row, naming)
        if table is not None:
            yield table, KIND_OF_TABLE[table].key, getattr(row, column)


def _named(
    row: Any, schema: TableSchema, catalogue: Catalogue, schemas: Schemas
) -> Iterator[tuple[str, Any]]:
    for table, column, value in references(row, schema, schemas):
        for other in catalogue.rows_by(table, column).get(value, ()):
            yield table, other
