"""Writes the workbook: codes and days as text, lists to choose from, locks on what is shown."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from reform.forms.cells import shown
from reform.forms.sheets import Column, Lists, SheetForm
from reform.forms.words import sheet_name, words

BLANK_ROWS = 40
"""Empty rows below a list, for what is added."""
_LONGEST_HINT = 250
_NARROW, _WIDE = 14, 48
_MANY_LETTERS = ("text", "promise", "task", "as_written", "title", "evidence", "note", "source")
MARK = "reform-form"
"""What the workbook says of itself in its property ``keywords``, before unit and plan."""


class WorkbookWriter:
    """One workbook, sheet by sheet."""

    def __init__(self, choices: Lists, keywords: str) -> None:
        self._bytes = io.BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._book = xlsxwriter.Workbook(self._bytes, options)
        self._book.set_properties({"keywords": f"{MARK} {keywords}"})
        self._choices = choices
        self._ranges: dict[str, str] = {}
        text = {"num_format": "@", "text_wrap": True, "valign": "top"}
        number = {**text, "num_format": "General"}
        locked = {"bg_color": "#F0F0F0", "font_color": "#404040", "locked": True}
        self._formats: Mapping[str, Format] = {
            "head": self._book.add_format(
                {"bold": True, "bg_color": "#1F4E79", "font_color": "#FFFFFF", **_WRAP}
            ),
            "text": self._book.add_format({**text, "locked": False}),
            "number": self._book.add_format({**number, "locked": False}),
            "locked": self._book.add_format({**text, **locked}),
            "plain": self._book.add_format(_WRAP),
        }

    def guide(self, lines: Sequence[str]) -> None:
        """The first sheet, in words."""
        sheet = self._book.add_worksheet(sheet_name("guide"))
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, 110)
        for row, line in enumerate(lines):
            sheet.write_string(row, 0, line, self._formats["plain"])
        sheet.protect()

    def table(
        self, form: SheetForm, rows: Sequence[Mapping[str, Any]], *, is_open: bool, key: str = ""
    ) -> None:
        """A sheet with a row for each row; blank ones below where ``is_open``. What ``key`` and
        the locked columns hold is not to be changed.
        """
        sheet = self._book.add_worksheet(form.name)
        last = len(rows) + (BLANK_ROWS if is_open else 0)
        for place, column in enumerate(form.columns):
            self._head(sheet, 0, place, column)
            sheet.set_column(place, place, _WIDE if column.key in _MANY_LETTERS else _NARROW)
            self._validate(sheet, (1, place, max(last, 1), place), column)
        for number, row in enumerate(rows, start=1):
            for place, column in enumerate(form.columns):
                fixed = column.is_locked or column.key in key.split()
                self._cell(sheet, (number, place), row.get(column.key), column, is_locked=fixed)
        for number in range(len(rows) + 1, last + 1):
            for place, column in enumerate(form.columns):
                self._cell(sheet, (number, place), None, column, is_locked=False)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, max(last, 1), len(form.columns) - 1)
        sheet.protect("", _ALLOWED)

    def record(self, form: SheetForm, row: Mapping[str, Any], key: str) -> None:
        """A sheet with a line for each column of one row: name, content, explanation."""
        sheet = self._book.add_worksheet(form.name)
        for place, title in enumerate(words()["plan_columns"].values()):
            sheet.write_string(0, place, title, self._formats["head"])
        sheet.set_column(0, 0, 28)
        sheet.set_column(1, 2, 70)
        for number, column in enumerate(form.columns, start=1):
            sheet.write_string(number, 0, _marked(column), self._formats["locked"])
            fixed = column.key in key.split()
            self._cell(sheet, (number, 1), row.get(column.key), column, is_locked=fixed)
            sheet.write_string(number, 2, column.hint, self._formats["plain"])
            self._validate(sheet, (number, 1, number, 1), column)
        sheet.freeze_panes(1, 1)
        sheet.protect("", _ALLOWED)

    def lists(self, names: Sequence[str]) -> None:
        """The sheet that all lists to choose from stand on. Called before the sheets that use
        them; a name that is too long for a cell's list is chosen by typing it.
        """
        sheet = self._book.add_worksheet(sheet_name("lists"))
        sheet.set_column(0, len(names), 40)
        for place, name in enumerate(names):
            entries = [*self._choices[name].shown.values()]
            sheet.write_string(0, place, name, self._formats["head"])
            for row, entry in enumerate(entries, start=1):
                sheet.write_string(row, place, entry, self._formats["plain"])
            letter = xlsxwriter.utility.xl_col_to_name(place)
            title = sheet_name("lists")
            self._ranges[name] = f"='{title}'!${letter}$2:${letter}${max(len(entries), 1) + 1}"
        sheet.protect()

    def bytes(self) -> bytes:
        """The whole workbook."""
        self._book.close()
        return self._bytes.getvalue()

    def _head(self, sheet: Worksheet, row: int, place: int, column: Column) -> None:
        sheet.write_string(row, place, _marked(column), self._formats["head"])
        if column.hint:
            sheet.write_comment(row, place, column.hint, {"x_scale": 2.5, "y_scale": 1.5})

    def _cell(
        self, sheet: Worksheet, at: tuple[int, int], value: Any, column: Column, *, is_locked: bool
    ) -> None:
        seen = shown(value, column, self._choices)
        kind = "number" if column.type in ("number", "integer") else "text"
        style = self._formats["locked" if is_locked else kind]
        if seen is None:
            sheet.write_blank(*at, None, style)
        elif isinstance(seen, str):
            sheet.write_string(*at, seen, style)
        else:
            sheet.write_number(*at, seen, style)

    def _validate(self, sheet: Worksheet, area: tuple[int, int, int, int], column: Column) -> None:
        options: dict[str, Any] | None = None
        if column.choices in self._ranges:
            options = {"validate": "list", "source": self._ranges[column.choices]}
            # Several names in one cell are none of the list: the list helps, it does not forbid.
            options["error_type"] = "information" if column.is_many else "stop"
            options["show_error"] = not column.is_many
        elif column.type == "boolean":
            options = {"validate": "list", "source": [words()["yes"], words()["no"]]}
        elif column.type in ("number", "integer") and not column.is_locked:
            options = {"validate": "decimal", "criteria": ">=", "value": -1e12}
        if options and not column.is_locked:
            options["input_message"] = column.hint[:_LONGEST_HINT]
            sheet.data_validation(*area, options)


def _marked(column: Column) -> str:
    """A column's title, with a star where it must be filled."""
    return f"{column.title} *" if column.is_required else column.title


_WRAP = {"text_wrap": True, "valign": "top"}
_ALLOWED = {
    "format_cells": True,
    "format_columns": True,
    "format_rows": True,
    "sort": True,
    "autofilter": True,
    "select_locked_cells": True,
    "select_unlocked_cells": True,
}
