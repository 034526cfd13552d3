"""A quick look at all tables that says "nothing is wrong" only where that is certain.

It reads columns, not rows: a cell that stands a thousand times is judged once. Whatever it is not
sure of (a cell of an odd type, a key twice, a rule that finds something) it leaves to the full
check, which alone says what is wrong.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from reform.loading import RawRow, RawTables
from reform.model.digits import Digits
from reform.sources.table_schemas import Schemas, TableSchema
from reform.validation.certain_cells import Reader, UncertainError, cell_reader
from reform.validation.rules import Rule, Surroundings

_TEXTS = frozenset((str, type(None)))
_PLAIN = _TEXTS | {bool, int, float, Digits, Decimal, date}


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
    schemas: Schemas, around: Surroundings, rules: Mapping[str, tuple[Rule, ...]]
) -> bool:
    """Whether the full check of schemas, keys and rules would find nothing; False also where that
    is not certain.
    """
    try:
        tables = {name: _cast(schemas[name], rows) for name, rows in around.raw.tables.items()}
        for table in tables.values():
            _hold_keys(table, tables, around.raw)
        return not any(
            finding
            for name, found in rules.items()
            for row in tables[name].rows()
            for rule in found
            for finding in rule(row, around)
        )
    except UncertainError:
        return False


def _cast(schema: TableSchema, rows: list[RawRow]) -> _Table:
    known = set(schema.field_names)
    if any(not known.issuperset(row.values) for row in rows):
        raise UncertainError
    columns = {}
    for field in schema.fields:
        cells = [row.values.get(field.name) for row in rows]
        columns[field.name] = _values(cells, cell_reader(field))
        if field.constraints.get("unique"):
            _hold_once(value for value in columns[field.name] if value is not None)
    return _Table(schema, columns)


def _values(cells: list[Any], reader: Reader) -> list[Any]:
    types = set(map(type, cells))
    if not types <= _PLAIN:
        raise UncertainError
    # 1, 1.0 and true are one key of a dictionary: what is no text is looked up with its type.
    keys: list[Any] = cells if types <= _TEXTS else list(zip(map(type, cells), cells, strict=True))
    values = {key: reader(cell) for key, cell in dict(zip(keys, cells, strict=True)).items()}
    return [values[key] for key in keys]


def _hold_keys(table: _Table, tables: Mapping[str, _Table], raw: RawTables) -> None:
    """Its primary key names each row, and every reference leads somewhere."""
    own = table.keys(table.schema.primary_key)
    _hold_once(own)
    if any(None in key for key in own):
        raise UncertainError
    for key in table.schema.descriptor.get("foreignKeys", ()):
        reference = key["reference"]
        there = tables[reference.get("resource", table.schema.name)]
        known = set(there.keys(_names(reference["fields"])))
        here = set(table.keys(_names(key["fields"])))
        if any(found not in known for found in here if set(found) != {None}):
            raise UncertainError
    for column, target in table.schema.references.items():
        ids = set(raw.column(target, tables[target].schema.primary_key[0]))
        if not ids.issuperset(value for value in table.columns[column] if value is not None):
            raise UncertainError


def _names(fields: str | Sequence[str]) -> Sequence[str]:
    return (fields,) if isinstance(fields, str) else fields


def _hold_once(values: Any) -> None:
    found = list(values)
    if len(set(found)) != len(found):
        raise UncertainError
