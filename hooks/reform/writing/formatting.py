"""A file of an editor in the one form: the same values, in order, quoted alike."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from reform.layout import Layout
from reform.loading.places import PLAN_NAME, UNIT_TABLES
from reform.loading.plan_files import plan_keys
from reform.loading.shapes import shape_problems
from reform.loading.table_files import csv_values, header_problem
from reform.problems import Problem
from reform.sources.csv_files import read_csv
from reform.sources.table_schemas import Schemas, TableSchema
from reform.sources.yaml_files import read_written
from reform.writing.plan_order import plan_order
from reform.writing.table_text import table_text
from reform.writing.yaml_text import rewritten

_SHARED = {"legal_documents.csv": "legal_documents"}


@dataclass(frozen=True)
class Formatted:
    """What one file becomes."""

    path: Path
    text: str | None
    """None where it cannot be read, or no file of its kind is formatted."""
    problems: tuple[Problem, ...] = ()
    """Why it cannot be read; such a file stays as it is."""

    @property
    def is_changed(self) -> bool:
        """Whether the file holds anything else."""
        return self.text is not None and self.path.read_bytes() != self.text.encode()


def editors_files(layout: Layout) -> Iterator[Path]:
    """Every file that editors write and that has a form: plans, figures, progress, documents."""
    if layout.legal_documents.is_file():
        yield layout.legal_documents
    for path in sorted(layout.units.rglob("*")):
        if path.is_file() and (PLAN_NAME.fullmatch(path.name) or path.name in UNIT_TABLES):
            yield path


def formatted(path: Path, layout: Layout, schemas: Schemas) -> Formatted:
    """The file in the one form."""
    name = layout.name(path)
    if PLAN_NAME.fullmatch(path.name):
        return _plan(path, name, schemas)
    table = {**UNIT_TABLES, **_SHARED}.get(path.name)
    if not path.is_file():
        return Formatted(path, None, (Problem(name, 0, "file-missing", {"name": path.name}),))
    if table is None:
        return Formatted(path, None)
    return _table(path, name, schemas[table], is_shared=path.name in _SHARED)


def _plan(path: Path, name: str, schemas: Schemas) -> Formatted:
    reading = read_written(path, name, plan_keys(schemas))
    problems = reading.problems or shape_problems(reading.document, schemas, name)
    if problems:
        return Formatted(path, None, tuple(problems))
    return Formatted(path, rewritten(reading.text, plan_order(schemas)))


def _table(path: Path, name: str, schema: TableSchema, *, is_shared: bool) -> Formatted:
    table, problems = read_csv(path, name, is_shared=is_shared)
    if table is None or problems:
        return Formatted(path, None, tuple(problems))
    header = header_problem(schema, table, name)
    if header:
        return Formatted(path, None, (header,))
    rows = [csv_values(schema, table, row.values) for row in table.rows]
    return Formatted(path, table_text(schema, table.columns, rows))
