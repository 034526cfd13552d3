"""A quick look at all tables that says "nothing is wrong" only where that is certain.

It reads columns, not rows: a cell that stands a thousand times is judged once, by the same readers
that the full check uses. Whatever it is not sure of (a cell of an odd type, a key twice, a rule
that finds something) it leaves to the full check, which alone says what is wrong.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from reform.loading import RawRow, RawTables
from reform.sources.table_schemas import Schemas, TableSchema
from reform.validation.rules import Rule, Surroundings

Reader = Callable[[Any], tuple[Any, Mapping[str, str] | None]]
"""A cell to its value in the column's type, and what is wrong with it; None where nothing is."""

_TEXTS = frozenset((str, type(None)))
_PLAIN = _TEXTS | {bool, int, float, Decimal, date}


class _Uncertain(Exception):  # noqa: N818 - no error: the full check has to look
    """Something that the quick look cannot vouch for."""


@dataclass(frozen=True)
class _Table:
    """The columns of one table, cast."""

    schema: TableSchema
    columns: Mapping[str, Sequence[Any]]

    def keys(self, fields: Sequence[str]) -> list[tuple[Any, ...]]:
        """The values of some columns, row by row."""
        return list(zip(*(self.columns[name] for name in fields), strict=True))

    def rows(self) -> Iterator[dict[str, Any]]:
        """Its rows as rules read them."""
        names = tuple(self.columns)
        return (
            dict(zip(names, row, strict=True)) for row in zip(*self.columns.values(), strict=True)
        )


def is_certainly_right(
    schemas: Schemas,
    around: Surroundings,
    readers: Callable[[TableSchema], Mapping[str, Reader]],
    rules: Mapping[str, tuple[Rule, ...]],
) -> bool:
    """Whether the full check of schemas, keys and rules would find nothing; False also where that
    is not certain. ``readers`` gives the readers of a table's cells, column by column.
    """
    try:
        tables = {
            name: _cast(schemas[name], rows, readers(schemas[name]))
            for name, rows in around.raw.tables.items()
        }
        for table in tables.values():
            _hold_keys(table, tables, around.raw)
        return not any(
            finding
            for name, found in rules.items()
            for row in tables[name].rows()
            for rule in found
            for finding in rule(row, around)
        )
    except _Uncertain:
        return False


def _cast(schema: TableSchema, rows: list[RawRow], readers: Mapping[str, Reader]) -> _Table:
    known = set(schema.field_names)
    if any(not known.issuperset(row.values) for row in rows):
        raise _Uncertain
    columns = {}
    for field in schema.fields:
        cells = [row.values.get(field.name) for row in rows]
        columns[field.name] = _values(cells, readers[field.name])
        if field.constraints.get("unique"):
            _hold_once(value for value in columns[field.name] if value is not None)
    return _Table(schema, columns)


def _values(cells: list[Any], reader: Reader) -> list[Any]:
    types = set(map(type, cells))
    if not types <= _PLAIN:
        raise _Uncertain
    # 1, 1.0 and true are one key of a dictionary: what is no text is looked up with its type.
    keys: list[Any] = cells if types <= _TEXTS else list(zip(map(type, cells), cells, strict=True))
    values = {}
    for key, cell in dict(zip(keys, cells, strict=True)).items():
        values[key], wrong = reader(cell)
        if wrong:
            raise _Uncertain
    return [values[key] for key in keys]


def _hold_keys(table: _Table, tables: Mapping[str, _Table], raw: RawTables) -> None:
    """Its primary key names each row, and every reference leads somewhere."""
    own = table.keys(table.schema.primary_key)
    _hold_once(own)
    if any(None in key for key in own):
        raise _Uncertain
    for key in table.schema.descriptor.get("foreignKeys", ()):
        reference = key["reference"]
        there = tables[reference.get("resource", table.schema.name)]
        known = set(there.keys(_names(reference["fields"])))
        here = set(table.keys(_names(key["fields"])))
        if any(found not in known for found in here if set(found) != {None}):
            raise _Uncertain
    for column, target in table.schema.references.items():
        ids = set(raw.column(target, tables[target].schema.primary_key[0]))
        if not ids.issuperset(value for value in table.columns[column] if value is not None):
            raise _Uncertain


def _names(fields: str | Sequence[str]) -> Sequence[str]:
    return (fields,) if isinstance(fields, str) else fields


def _hold_once(values: Any) -> None:
    found = list(values)
    if len(set(found)) != len(found):
        raise _Uncertain
