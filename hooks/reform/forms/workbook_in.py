"""Reads a workbook that somebody sent: looked at as an archive first, then sheet by sheet.

Nothing in it is run or calculated; what is no plain cell is told with its place.
"""

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from reform.forms.cells import Unread
from reform.forms.workbook_out import MARK
from reform.problems import DataError, Problem
from reform.sources.csv_files import read_csv

MOST_BYTES = 20_000_000
MOST_UNPACKED = 100_000_000
MOST_PARTS = 500
MOST_ROWS = 5_000
MOST_COLUMNS = 100
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class Grid:
    """The cells of one sheet, or of one CSV file."""

    name: str
    headings: Mapping[int, str]
    """Column, from 1, to what stands in the first row."""
    rows: tuple[tuple[int, Mapping[int, Any]], ...]
    """Row, from 1, and its cells by column; rows without any are left out."""
    merged: tuple[str, ...] = ()
    """Ranges of cells that were made one."""
    has_points: bool = False
    """Whether its numbers are text with a decimal point: ``1.110`` is little more than one."""

    def place(self, column: int) -> str:
        """The letter of a column as a spreadsheet shows it."""
        return str(get_column_letter(column))


@dataclass(frozen=True)
class SentWorkbook:
    """The sheets of a workbook by name, and what it says it is of."""

    grids: Mapping[str, Grid]
    unit_id: str
    plan: str
    """Stem of the plan's file; empty where it holds none."""


def read_workbook(path: Path) -> SentWorkbook:
    """The workbook; DataError where it is none, is too large, or may do something."""
    book = _opened(path)
    try:
        words = str(book.properties.keywords or "").split()
        grids = {sheet.title: _grid(sheet) for sheet in book.worksheets}
    finally:
        book.close()
    if words[:1] != [MARK] or len(words) < 2:
        raise _refused(path, "form-not-ours")
    return SentWorkbook(grids, words[1], words[2] if len(words) > 2 else "")


def read_table(path: Path) -> Grid:
    """A CSV file, as any Excel saves it, as one sheet."""
    table, problems = read_csv(path, path.name, may_be_wide=True)
    if table is None or problems:
        raise DataError(tuple(problems))
    headings = dict(enumerate(table.columns, start=1))
    rows = tuple(
        (row.line, {place: row.values[name] for place, name in headings.items()})
        for row in table.rows
    )
    return Grid(path.name, headings, rows, has_points=not table.decimal_comma)


def _refused(path: Path, code: str, **values: str) -> DataError:
    return DataError((Problem(path.name, 0, code, {"name": path.name, **values}),))


def _opened(path: Path) -> Workbook:
    if not path.is_file():
        raise _refused(path, "file-missing")
    if path.stat().st_size > MOST_BYTES:
        raise _refused(path, "form-too-large")
    raw = path.read_bytes()
    if raw.startswith(_OLD_EXCEL):
        raise _refused(path, "form-old-excel")
    _look_inside(path, raw)
    try:
        return load_workbook(io.BytesIO(raw), keep_links=False)
    except Exception as error:  # openpyxl raises whatever a part of the archive makes it stumble on
        raise _refused(path, "form-unreadable") from error


def _look_inside(path: Path, raw: bytes) -> None:
    """Refuse an archive that unpacks to too much, holds macros, or names entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(p.file_size for p in parts) > MOST_UNPACKED:
                raise _refused(path, "form-too-large")
            if any("vbaproject" in p.filename.casefold() for p in parts):
                raise _refused(path, "form-macros")
            for part in parts:
                with archive.open(part) as opened:
                    if b"<!DOCTYPE" in opened.read(2_000).upper():
                        raise _refused(path, "form-unreadable")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise _refused(path, "form-unreadable") from error


def _grid(sheet: Worksheet) -> Grid:
    headings: dict[int, str] = {}
    rows: list[tuple[int, Mapping[int, Any]]] = []
    for number, cells in _filled(sheet):
        if number == 1:
            headings = {p: str(v).strip() for p, v in cells.items() if not isinstance(v, Unread)}
        else:
            rows.append((number, cells))
    merged = tuple(str(found) for found in sheet.merged_cells.ranges)
    return Grid(sheet.title, headings, tuple(rows), merged)


def _filled(sheet: Worksheet) -> Iterator[tuple[int, Mapping[int, Any]]]:
    """The rows that hold something, in order; of a sheet without end the first thousands."""
    most = {"max_row": MOST_ROWS, "max_col": MOST_COLUMNS}
    bounds = {key: min(most[key], getattr(sheet, _SIZES[key])) for key in most}
    for cells in sheet.iter_rows(**bounds):
        found = {cell.column: _value(cell) for cell in cells if not _is_empty(cell)}
        if found:
            yield cells[0].row, found


_SIZES = {"max_row": "max_row", "max_col": "max_column"}


def _is_empty(cell: Cell | MergedCell) -> bool:
    return cell.value is None or (isinstance(cell.value, str) and not cell.value.strip())


def _value(cell: Cell | MergedCell) -> Any:
    """What the cell holds; a formula or an error of Excel is told, never taken."""
    if cell.data_type == "f":
        return Unread("form-formula", str(cell.value)[:80])
    if cell.data_type == "e":
        return Unread("form-error", str(cell.value)[:80])
    return cell.value
