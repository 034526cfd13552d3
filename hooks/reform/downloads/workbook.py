"""All tables as one workbook: codes as text, real dates, no formula, a sheet that explains."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from reform.edition import Edition
from reform.model.digits import Digits
from reform.sources.table_schemas import Field, Schemas, TableSchema

ROWS_AT_MOST = 1_048_575
"""Of a sheet, its header left out; a table with more is refused, never cut."""

_WIDEST = 60
_LINK = "link"
"""A column of the workbook alone: the page that speaks of the row."""


class TooManyRowsError(ValueError):
    """A table that no sheet can hold."""


def workbook(
    edition: Edition, rows: Mapping[str, Sequence[Any]], pages: Mapping[str, Mapping[str, str]]
) -> bytes:
    """The tables that have rows, each on a sheet, after a sheet that says what the columns mean.

    ``pages`` gives, for a table and the id of a row, the address of its page. The same data give
    the same bytes. Raises TooManyRowsError where a table does not fit on a sheet.
    """
    target = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = Workbook(target, {**options, "strings_to_numbers": False})
    package = edition.package
    stamp = datetime.combine(edition.changed_on, datetime.min.time())
    book.set_properties(
        {
            "title": package["title"],
            "subject": package["title_en"],
            "author": package["contributors"][0]["title"],
            "comments": f"{edition.version} · {edition.license['path']}",
            "created": stamp,
        }
    )
    schemas = edition.project.schemas
    held = [name for name in schemas.tables if rows.get(name)]
    _dictionary(book, schemas, held)
    for name in held:
        _sheet(book, schemas[name], rows[name], pages.get(name, {}))
    book.close()
    return target.getvalue()


def _dictionary(book: Workbook, schemas: Schemas, held: Iterable[str]) -> None:
    sheet = book.add_worksheet("dictionary")
    header = ("table", "column", "type", "title", "title_en", "description", "description_en")
    lines = [
        (name, field.name, field.type, *(field.descriptor[key] for key in header[3:]))
        for name in held
        for field in schemas[name].fields
    ]
    _header(book, sheet, header, len(lines))
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for place, line in enumerate(lines, 1):
        for column, text in enumerate(line):
            sheet.write_string(place, column, str(text), wrapped)
    for column, width in enumerate((22, 22, 9, 24, 24, 60, 60)):
        sheet.set_column(column, column, width)


def _sheet(
    book: Workbook, schema: TableSchema, rows: Sequence[Any], pages: Mapping[str, str]
) -> None:
    if len(rows) > ROWS_AT_MOST:
        raise TooManyRowsError(f"{schema.name}: {len(rows)}")
    sheet = book.add_worksheet(schema.name)
    names = (*schema.field_names, _LINK) if pages else schema.field_names
    _header(book, sheet, names, len(rows))
    formats = _Formats(book)
    key = schema.primary_key[0]
    widths = [len(name) for name in names]
    for place, row in enumerate(rows, 1):
        for column, field in enumerate(schema.fields):
            value = getattr(row, field.name)
            if value is not None:
                _write(sheet, place, column, value, field, formats)
                widths[column] = max(widths[column], min(len(str(value)), _WIDEST))
        page = pages.get(str(getattr(row, key)))
        if page:
            sheet.write_url(place, len(schema.fields), page, string=page)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width + 2)


def _header(book: Workbook, sheet: Worksheet, names: Sequence[str], count: int) -> None:
    bold = book.add_format({"bold": True, "num_format": "@"})
    sheet.write_row(0, 0, names, bold)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, count, len(names) - 1)


class _Formats:
    """The formats of one sheet's cells."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self.text = book.add_format({"num_format": "@"})
        self.day = book.add_format({"num_format": "yyyy-mm-dd"})
        self._decimals: dict[int, Format] = {}

    def digits(self, decimals: int) -> Format:
        """Numbers with so many digits after the point, as they were reported."""
        if decimals not in self._decimals:
            form = f"0.{'0' * decimals}"
            self._decimals[decimals] = self._book.add_format({"num_format": form})
        return self._decimals[decimals]


def _write(  # noqa: PLR0913, PLR0917 - a cell: where, what, how
    sheet: Worksheet, place: int, column: int, value: Any, field: Field, formats: _Formats
) -> None:
    if field.type == "boolean":
        sheet.write_boolean(place, column, bool(value))
    elif field.type == "date":
        assert isinstance(value, date)
        sheet.write_datetime(place, column, value, formats.day)
    elif field.type == "string":
        sheet.write_string(place, column, str(value), formats.text)
    elif isinstance(value, Digits):
        sheet.write_number(place, column, value, formats.digits(value.decimals))
    else:
        sheet.write_number(place, column, value)
