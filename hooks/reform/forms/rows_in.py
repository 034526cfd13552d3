"""From the cells of a sheet to rows: values by their columns' keys, mistakes with their places."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from reform.forms.cells import Unread, read
from reform.forms.sheets import Column, Lists, SheetForm
from reform.forms.workbook_in import Grid
from reform.problems import Problem
from reform.sources.plain_letters import plain_letters


@dataclass(frozen=True)
class ReadRow:
    """One row of a sheet."""

    number: int
    values: dict[str, Any]
    """Key to value, without what is empty."""
    unread: frozenset[str] = frozenset()
    """Keys of cells that hold something else than their column wants; they were told."""


@dataclass
class Reader:
    """Reads sheets of one file and gathers what is wrong with them."""

    file: str
    choices: Lists
    problems: list[Problem] = field(default_factory=list)

    def rows(self, grid: Grid | None, form: SheetForm) -> list[ReadRow]:
        """The rows of a table's sheet; nothing where the sheet or a column of it is missing."""
        columns = self.columns(grid, form)
        if grid is None or columns is None:
            return []
        return [row for row in (self._row(grid, columns, *r) for r in grid.rows) if row.values]

    def record(self, grid: Grid | None, form: SheetForm) -> dict[str, Any]:
        """The one row of a sheet that has a line for each column."""
        if grid is None:
            self.tell("form-sheet-missing", form.name, 0, "", "")
            return {}
        self._tell_merged(grid)
        found: dict[str, Any] = {}
        for number, cells in grid.rows:
            column = form.column(str(cells.get(1, "")))
            if column is None:
                title = str(cells.get(1, ""))[:80]
                self.tell("form-column-unknown", form.name, number, "A", title)
                continue
            value = self._value(grid, number, 2, column, cells.get(2))
            if value is not None:
                found[column.key] = value
        return found

    def columns(self, grid: Grid | None, form: SheetForm) -> dict[int, Column] | None:
        """Place of each column; None where the sheet cannot be read."""
        if grid is None:
            self.tell("form-sheet-missing", form.name, 0, "", "")
            return None
        self._tell_merged(grid)
        found = {place: form.column(title) for place, title in grid.headings.items()}
        for place, column in found.items():
            if column is None:
                title = grid.headings[place][:80]
                self.tell("form-column-unknown", grid.name, 1, grid.place(place), title)
        known = {place: column for place, column in found.items() if column}
        present = {column.key for column in known.values()}
        missing = [c for c in form.columns if c.is_required and c.key not in present]
        for column in missing:
            self.tell("form-column-missing", grid.name, 1, "", column.title)
        doubled = len(present) < len(known)
        if doubled:
            self.tell("form-column-twice", grid.name, 1, "", "")
        return None if missing or doubled else known

    def tell(self, code: str, sheet: str, row: int, place: str, value: str, **values: str) -> None:
        """Note a mistake with its sheet, row and column."""
        named = {"sheet": sheet, "column": place, "value": value, **values}
        self.problems.append(Problem(self.file, row, code, named))

    def tell_missing(
        self, row: ReadRow, values: Mapping[str, Any], form: SheetForm, but: str = ""
    ) -> bool:
        """Whether a row lacks what its table must have, all of which is told."""
        lacking = [c for c in form.columns if c.is_required and c.key not in (but, *values)]
        for column in lacking:
            if column.key not in row.unread:
                self.tell("form-cell-missing", form.name, row.number, "", "", title=column.title)
        return bool(lacking)

    def _row(self, grid: Grid, columns: dict[int, Column], number: int, cells: Any) -> ReadRow:
        values, unread = {}, set()
        for place, column in columns.items():
            if column.is_locked or place not in cells:
                continue
            value = self._value(grid, number, place, column, cells[place])
            if value is not None:
                values[column.key] = value
            elif cells[place] not in (None, ""):
                unread.add(column.key)
        return ReadRow(number, values, frozenset(unread))

    def _value(self, grid: Grid, number: int, place: int, column: Column, cell: Any) -> Any:
        if grid.has_points and column.type in ("number", "integer"):
            cell = _exact(cell)
        value = read(cell, column, self.choices)
        if isinstance(value, Unread):
            near = self._near(value.value, column) if value.code == "form-not-in-list" else ""
            letter = grid.place(place)
            self.tell(
                value.code, grid.name, number, letter, value.value, title=column.title, near=near
            )
            return None
        return value

    def _near(self, written: str, column: Column) -> str:
        names: Iterable[str] = self.choices[column.choices].shown.values()
        plain = {plain_letters(name): name for name in names}
        found = get_close_matches(plain_letters(written), plain, n=2, cutoff=0.6)
        return " / ".join(plain[name] for name in found)

    def _tell_merged(self, grid: Grid) -> None:
        for merged in grid.merged:
            row = int("".join(filter(str.isdigit, merged.partition(":")[0])))
            self.tell("form-merged", grid.name, row, merged, "")


def _exact(cell: Any) -> Any:
    """A number whose decimal mark is the point, as a spreadsheet would hold it."""
    try:
        return float(cell) if isinstance(cell, str) else cell
    except ValueError:
        return cell
