"""Walks the data folder and gathers every row of every table."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from reform.layout import Layout
from reform.loading.plan_files import PlanReader
from reform.loading.raw import RawTables
from reform.problems import Origin, Problem
from reform.sources.csv_files import CsvFile, read_csv
from reform.sources.table_schemas import Schemas, TableSchema
from reform.sources.units import Unit, Units, read_units
from reform.sources.yaml_files import LineFinder, read_yaml

SHARED_TABLES = ("reform_areas", "agency_roles", "codes", "rankings", "reference_observations")
"""Tables that are one CSV file each in the folder of the vocabulary."""

COMMUNE_TABLES = {"observations.csv": "observations", "progress.csv": "task_progress"}
"""The CSV files of a commune's folder and their tables."""

_SWAPPED_MARKS = str.maketrans(",.", ".,")
_DAY_FIRST = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


def gather(layout: Layout, schemas: Schemas) -> RawTables:
    """Every row of every table; problems of files that cannot be read stand in ``problems``.

    Raises DataError where the schemas or the list of former units are broken.
    """
    raw = RawTables.empty(tuple(schemas.tables))
    units = read_units(layout.vocabulary / "former_communes.csv", layout.invented_units)
    for table in SHARED_TABLES:
        _gather_csv(layout, schemas[table], layout.vocabulary / f"{table}.csv", raw, {})
    _gather_csv(layout, schemas["legal_documents"], layout.legal_documents, raw, {})
    _gather_indicators(layout, raw)
    for folder in layout.commune_folders():
        _gather_commune(layout, schemas, folder, raw)
    _add_communes(units, raw)
    _fill_booleans(schemas, raw)
    _locate(layout, raw)
    return raw


def _gather_commune(layout: Layout, schemas: Schemas, folder: Path, raw: RawTables) -> None:
    code = folder.name[:5]
    for path in sorted(folder.iterdir()):
        name = layout.name(path)
        if path.suffix == ".yaml":
            document, problems = read_yaml(path, name)
            raw.problems += problems
            if not problems:
                PlanReader(schemas, raw, name).read(document)
        elif path.name in COMMUNE_TABLES:
            schema = schemas[COMMUNE_TABLES[path.name]]
            _gather_csv(layout, schema, path, raw, {"commune_code": code})
        elif not path.name.startswith("."):
            raw.problems.append(Problem(name, 0, "unknown-file", {"name": path.name}))


def _gather_csv(
    layout: Layout, schema: TableSchema, path: Path, raw: RawTables, added: Mapping[str, str]
) -> None:
    if not path.exists():
        return
    name = layout.name(path)
    table, problems = read_csv(path, name)
    raw.problems += problems
    if table is None:
        return
    raw.problems += [
        Problem(name, 1, "csv-missing-column", {"column": field.name})
        for field in schema.fields
        if field.is_required and not field.is_derived and field.name not in table.columns
    ]
    for row in table.rows:
        values = _csv_values(schema, table, row.values)
        written = {c: cell for c, cell in row.values.items() if cell and values[c] != cell}
        if "commune_code" in added:
            values = _prefixed(schema, values, added["commune_code"])
        raw.add(schema.name, {**values, **added}, Origin(name, line=row.line), written)


def _csv_values(schema: TableSchema, table: CsvFile, values: Mapping[str, str]) -> dict[str, Any]:
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


def _prefixed(schema: TableSchema, values: dict[str, Any], commune_code: str) -> dict[str, Any]:
    """The row's own id, and references to its own table, made global: ``11824/q001``."""
    local = {schema.primary_key[0]} | {c for c, t in schema.references.items() if t == schema.name}
    return {
        column: f"{commune_code}/{cell}" if column in local and cell else cell
        for column, cell in values.items()
    }


def _gather_indicators(layout: Layout, raw: RawTables) -> None:
    path = layout.vocabulary / "indicators.yaml"
    name = layout.name(path)
    document, problems = read_yaml(path, name)
    raw.problems += problems
    items = document.get("indicators", []) if isinstance(document, dict) else []
    for index, item in enumerate(items):
        aliases = item.get("aliases")
        joined = "; ".join(aliases) if isinstance(aliases, list) else aliases
        raw.add("indicators", {**item, "aliases": joined}, Origin(name, ("indicators", index)))


def _add_communes(units: Units, raw: RawTables) -> None:
    """The communes that have a plan, their successors, and the units merged into them."""
    wanted: dict[str, tuple[Unit, Origin]] = {}
    for row in raw.tables["plans"]:
        code, start = row.values.get("commune_code"), row.values.get("period_start")
        unit = units.find(code, _day(start)) if isinstance(code, str) else None
        if unit:
            wanted.setdefault(unit.code, (unit, row.origin))
    for unit, origin in tuple(wanted.values()):
        for successor in unit.successors:
            wanted.setdefault(successor, (units.current[successor], origin))
    for code in sorted(wanted):
        unit, origin = wanted[code]
        raw.add("communes", _commune_values(unit), origin)
        for former in () if unit.is_former else units.predecessors(code):
            raw.add("former_units", _former_values(former, code), origin)


def _day(written: Any) -> date:
    try:
        return date.fromisoformat(written)
    except (TypeError, ValueError):
        return date.max


def _commune_values(unit: Unit) -> dict[str, Any]:
    return {
        "commune_code": unit.code,
        "name": unit.name,
        "type": unit.type,
        "district_name": unit.district_name,
        "province_code": unit.province_code,
        "province_name": unit.province_name,
        "slug": unit.slug,
        "valid_from": None if unit.is_former else "2025-07-01",
        "valid_to": "2025-06-30" if unit.is_former else None,
        "successor_code": unit.successors[0] if unit.is_former else None,
    }


def _former_values(unit: Unit, successor: str) -> dict[str, Any]:
    return {
        "former_code": unit.code,
        "commune_code": successor,
        "name": unit.name,
        "type": unit.type,
        "district_name": unit.district_name,
        "province_code": unit.province_code,
        "province_name": unit.province_name,
        "is_partial": unit.is_partial,
    }


def _fill_booleans(schemas: Schemas, raw: RawTables) -> None:
    """An optional yes-or-no that nobody wrote is a no."""
    for name, rows in raw.tables.items():
        columns = [
            f.name for f in schemas[name].fields if f.type == "boolean" and not f.is_required
        ]
        for row in rows:
            for column in columns:
                if row.values.get(column) is None:
                    row.values[column] = False


def _locate(layout: Layout, raw: RawTables) -> None:
    """Give the problems found while reading a YAML document their lines."""
    lines = LineFinder(layout.root)
    raw.problems = [
        Problem(
            found.file,
            lines.line(found.file, _steps(found.values["path"])),
            found.code,
            found.values,
        )
        if "path" in found.values
        else found
        for found in raw.problems
    ]


def _steps(path: str) -> tuple[str | int, ...]:
    return tuple(int(step) if step.isdigit() else step for step in path.split(".") if step)
