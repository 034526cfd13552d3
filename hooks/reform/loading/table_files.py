"""A CSV file of a table: its header is looked at as a whole before any of its rows is."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from reform.loading.raw import RawTables
from reform.problems import Origin, Problem
from reform.sources.csv_files import CsvFile, read_csv
from reform.sources.plain_letters import plain_letters
from reform.sources.table_schemas import Field, TableSchema

_SWAPPED_MARKS = str.maketrans(",.", ".,")
_DAY_FIRST = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


def gather_csv(
    name: str, schema: TableSchema, path: Path, raw: RawTables, added: Mapping[str, str]
) -> bool:
    """Add the rows of one file to its table, each with ``added``; whether it could be read."""
    table, problems = read_csv(path, name, is_shared=not added)
    raw.problems += problems
    if table is None:
        return False
    header = header_problem(schema, table, name)
    if header:
        raw.problems.append(header)
    if any(f.is_required and f.name not in table.columns for f in written_fields(schema)):
        return False
    known = {field.name for field in written_fields(schema)}
    for row in table.rows:
        cells = {column: cell for column, cell in row.values.items() if column in known}
        values = csv_values(schema, table, cells)
        written = {c: cell for c, cell in cells.items() if cell and values[c] != cell}
        if "unit_id" in added:
            values = _prefixed(schema, values, added["unit_id"])
        raw.add(schema.name, {**values, **added}, Origin(name, line=row.line), written)
    return True


def header_problem(schema: TableSchema, table: CsvFile, name: str) -> Problem | None:
    """One problem that names every column that is missing, and every one that nobody knows."""
    wanted = written_fields(schema)
    known = {field.name for field in wanted}
    missing = [f.name for f in wanted if f.is_required and f.name not in table.columns]
    unknown = [column or "(…)" for column in table.columns if column not in known]
    if not missing and not unknown:
        return None
    titles = {plain_letters(field.descriptor["title"]): field.name for field in wanted}
    titles |= {plain_letters(field.name): field.name for field in wanted}
    meant = {
        column: titles[plain_letters(column)]
        for column in unknown
        if plain_letters(column) in titles
    }
    values = {
        "unknown": ", ".join(f"“{column}”" for column in unknown if column not in meant),
        "meant": ", ".join(f"“{written}” → {column}" for written, column in meant.items()),
        "missing": ", ".join(column for column in missing if column not in meant.values()),
        "columns": ",".join(field.name for field in wanted),
        "table": schema.name,
    }
    return Problem(name, 1, "csv-header", values)


def written_fields(schema: TableSchema) -> tuple[Field, ...]:
    """The columns that people fill."""
    return tuple(field for field in schema.fields if not field.is_derived)


def csv_values(schema: TableSchema, table: CsvFile, values: Mapping[str, str]) -> dict[str, Any]:
    """Cells as the schema wants them: empty is None, ``14/4/2026`` and ``95,5`` as a machine's.

    Where the comma is the decimal mark the dot parts thousands: ``1.110`` becomes ``1,110``, which
    is refused as no number, and never 1.11.
    """
    found: dict[str, Any] = {}
    for column, cell in values.items():
        field = schema.field(column)
        if not cell:
            found[column] = None
        elif field and field.type in ("number", "integer") and table.decimal_comma:
            found[column] = cell.translate(_SWAPPED_MARKS)
        elif field and field.type == "date" and (match := _DAY_FIRST.fullmatch(cell)):
            day, month, year = match.groups()
            found[column] = f"{year}-{int(month):02d}-{int(day):02d}"
        else:
            found[column] = cell
    return found


def _prefixed(schema: TableSchema, values: dict[str, Any], unit_id: str) -> dict[str, Any]:
    """The row's own id, and references to its own table, made global: ``11824/q001``."""
    local = {schema.primary_key[0]} | {c for c, t in schema.references.items() if t == schema.name}
    return {
        column: f"{unit_id}/{cell}" if column in local and cell else cell
        for column, cell in values.items()
    }
