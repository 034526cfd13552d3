"""What lies in the folder of one unit, read as it is written: forms are there for work that is not
right yet, so nothing here asks whether the data pass the check."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reform.layout import Layout
from reform.loading.places import PLAN_NAME, UNIT_TABLES
from reform.loading.plan_files import plan_keys
from reform.loading.shapes import shape_problems
from reform.loading.table_files import csv_values, header_problem
from reform.problems import DataError, Problem
from reform.sources.csv_files import read_csv
from reform.sources.table_schemas import Schemas, TableSchema
from reform.sources.units import RegisteredUnit
from reform.sources.yaml_files import read_written


@dataclass(frozen=True)
class PlanFile:
    """One plan as it is written."""

    path: Path
    text: str
    document: Mapping[str, Any]

    def items(self, name: str) -> Sequence[Mapping[str, Any]]:
        """The items of one list that were not withdrawn."""
        return [i for i in self.document.get(name) or () if i.get("withdrawn") is not True]


@dataclass(frozen=True)
class ReportFile:
    """One table that the unit reports, as it is written; without rows where there is no file."""

    path: Path
    schema: TableSchema
    columns: tuple[str, ...]
    rows: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class UnitFiles:
    """A unit with its plans, the newest period last, and its reports by table."""

    unit: RegisteredUnit
    plans: tuple[PlanFile, ...]
    reports: Mapping[str, ReportFile]


def read_unit(layout: Layout, schemas: Schemas, unit: RegisteredUnit) -> UnitFiles:
    """Everything in the folder of a unit; DataError where a file of it cannot be read."""
    folder = layout.units / unit.folder
    problems: list[Problem] = []
    plans = []
    for path in sorted(folder.glob("*.yaml")):
        if PLAN_NAME.fullmatch(path.name):
            reading = read_written(path, layout.name(path), plan_keys(schemas))
            wrong = reading.problems or shape_problems(reading.document, schemas, layout.name(path))
            problems += wrong
            if not wrong:
                plans.append(PlanFile(path, reading.text, reading.document))
    reports = {
        table: _report(layout, schemas, folder / name, table, problems)
        for name, table in UNIT_TABLES.items()
    }
    if problems:
        raise DataError(tuple(problems))
    plans.sort(key=lambda plan: str(plan.document.get("period_end")))
    return UnitFiles(unit, tuple(plans), reports)


def _report(
    layout: Layout, schemas: Schemas, path: Path, table: str, problems: list[Problem]
) -> ReportFile:
    if not path.is_file():
        return ReportFile(path, schemas[table], (), ())
    name = layout.name(path)
    read, wrong = read_csv(path, name)
    problems += wrong
    if read is None:
        return ReportFile(path, schemas[table], (), ())
    header = header_problem(schemas[table], read, name)
    problems += [header] if header else []
    rows = tuple(csv_values(schemas[table], read, row.values) for row in read.rows)
    return ReportFile(path, schemas[table], read.columns, rows)
