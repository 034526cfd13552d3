"""All tables as one SQLite database: strict types, keys, indexes, views of what is asked for."""

import sqlite3
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from reform.edition import Edition
from reform.model.kinds import KIND_OF_TABLE
from reform.sources.table_schemas import Field, Schemas, TableSchema

_TYPES = {
    "string": "TEXT",
    "date": "TEXT",
    "integer": "INTEGER",
    "boolean": "INTEGER",
    "number": "REAL",
}
_APPLICATION = 0x4B484D4F
"""``KHMO`` in the head of the file: whose database it is."""

VIEWS: Mapping[str, str] = {
    "promises": """
        SELECT t.target_id, u.province_name, u.name AS unit_name, p.plan_id, p.title AS plan_title,
               coalesce(t.area, t.area_inferred) AS any_area, t.text, t.comparator, t.value, t.unit,
               t.unit_name AS counted, t.period_end, t.indicator_id, i.title AS indicator_title,
               s.status, s.value AS reported_value, s.unit AS reported_unit, s.value_period
        FROM targets t JOIN plans p USING (plan_id) JOIN units u USING (unit_id)
        LEFT JOIN indicators i USING (indicator_id)
        LEFT JOIN target_status s USING (target_id)
        WHERE t.withdrawn = 0""",
    "current_figures": """
        SELECT o.observation_id, u.province_name, u.name AS unit_name, o.indicator_id,
               i.title AS indicator_title, o.target_id, o.period, o.as_of, o.value, o.unit, o.rank,
               o.out_of, o.source, o.source_url
        FROM observations o JOIN units u USING (unit_id) LEFT JOIN indicators i USING (indicator_id)
        WHERE o.is_current = 1""",
    "who_does_what": """
        SELECT k.task_id, u.province_name, u.name AS unit_name, k.plan_id, k.text, k.due, a.name
               AS agency_name, b.role, a.role_id
        FROM tasks k JOIN plans p USING (plan_id) JOIN units u USING (unit_id)
        JOIN task_agencies b USING (task_id) JOIN agencies a USING (agency_id)
        WHERE k.withdrawn = 0""",
}
"""Joins that people ask for, by name."""


def database(edition: Edition, rows: Mapping[str, Sequence[Any]]) -> bytes:
    """Every table with its columns described in ``data_dictionary``; the same data give the same
    bytes.
    """
    schemas = edition.project.schemas
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "data.sqlite"
        connection = sqlite3.connect(path, isolation_level=None)
        connection.execute("PRAGMA page_size = 4096")
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute(f"PRAGMA application_id = {_APPLICATION}")
        connection.execute("BEGIN")
        _write(connection, schemas, rows)
        connection.execute("COMMIT")
        connection.execute("VACUUM")
        connection.close()
        content = bytearray(path.read_bytes())
    # Which release of the library wrote a file is noise (format of the file, section 1.3).
    content[96:100] = bytes(4)
    return bytes(content)


def _write(
    connection: sqlite3.Connection, schemas: Schemas, rows: Mapping[str, Sequence[Any]]
) -> None:
    for schema in schemas.tables.values():
        connection.execute(_table(schema, schemas))
    for name, schema in schemas.tables.items():
        marks = ", ".join("?" * len(schema.fields))
        cells = (_cells(row, schema) for row in rows.get(name, ()))
        connection.executemany(f'INSERT INTO "{name}" VALUES ({marks})', cells)  # noqa: S608
    for statement in _indexes(schemas):
        connection.execute(statement)
    for name, query in VIEWS.items():
        connection.execute(f'CREATE VIEW "{name}" AS {" ".join(query.split())}')
    connection.execute(
        "CREATE TABLE data_dictionary (table_name TEXT NOT NULL, column_name TEXT NOT NULL, "
        "type TEXT NOT NULL, title TEXT NOT NULL, title_en TEXT NOT NULL, description TEXT NOT "
        "NULL, description_en TEXT NOT NULL, PRIMARY KEY (table_name, column_name)) STRICT"
    )
    texts = ("title", "title_en", "description", "description_en")
    lines = (
        (name, field.name, field.type, *(field.descriptor[key] for key in texts))
        for name, schema in schemas.tables.items()
        for field in schema.fields
    )
    connection.executemany("INSERT INTO data_dictionary VALUES (?, ?, ?, ?, ?, ?, ?)", lines)


def _table(schema: TableSchema, schemas: Schemas) -> str:
    """The statement that makes a table, with what its schema says of types, keys and values."""
    columns = [_column(field) for field in schema.fields]
    columns.append(f"PRIMARY KEY ({', '.join(map(_quoted, schema.primary_key))})")
    for column, table in schema.references.items():
        key = schemas[table].primary_key[0]
        columns.append(
            f"FOREIGN KEY ({_quoted(column)}) REFERENCES {_quoted(table)} ({_quoted(key)})"
        )
    return f"CREATE TABLE {_quoted(schema.name)} ({', '.join(columns)}) STRICT"


def _column(field: Field) -> str:
    name, constraints = _quoted(field.name), field.constraints
    parts = [name, _TYPES[field.type]]
    if field.is_required or field.type == "boolean":
        parts.append("NOT NULL")
    if field.type == "boolean":
        parts.append(f"CHECK ({name} IN (0, 1))")
    if "enum" in constraints:
        values = ", ".join(f"'{value}'" for value in constraints["enum"])
        parts.append(f"CHECK ({name} IN ({values}))")
    for word, sign in (("minimum", ">="), ("maximum", "<=")):
        if word in constraints:
            parts.append(f"CHECK ({name} {sign} {constraints[word]})")
    return " ".join(parts)


def _indexes(schemas: Schemas) -> Iterator[str]:
    for name, schema in schemas.tables.items():
        columns = {*schema.references, *schema.item_tables}
        for column in (c for c in schema.field_names if c in columns):
            if (column,) != schema.primary_key:
                yield f'CREATE INDEX "{name}_{column}" ON "{name}" ({_quoted(column)})'
        if name in KIND_OF_TABLE and "area" in schema.field_names:
            yield f'CREATE INDEX "{name}_any_area" ON "{name}" (coalesce(area, area_inferred))'


def _cells(row: Any, schema: TableSchema) -> tuple[Any, ...]:
    return tuple(_cell(getattr(row, field.name), field.type) for field in schema.fields)


def _cell(value: Any, type_: str) -> Any:
    if value is None:
        return None
    if type_ == "number":
        return float(value)
    if isinstance(value, date):
        return value.isoformat()
    return int(value) if type_ == "boolean" else value


def _quoted(name: str) -> str:
    return f'"{name}"'
