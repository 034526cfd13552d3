"""The one reader of cells: what a schema's type takes from what is written, in YAML and in CSV.

Only decimal numbers, quoted or not; days that were and will be; truth values. Anything else is
kept as it is written, in a form that no check of types takes for right.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from reform.loading.raw import RawTables
from reform.model.days import is_plausible_day, is_plausible_time
from reform.model.digits import read_number
from reform.sources.table_schemas import Schemas
from reform.sources.yaml_files import Plain

_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,9})?")
_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,14})")


@dataclass(frozen=True)
class Misread:
    """A cell that its column's type does not take; it says what is written."""

    written: str

    def __str__(self) -> str:
        return self.written


def read_cells(schemas: Schemas, raw: RawTables) -> None:
    """Put the value of its column's type, or a ``Misread``, into every cell that is written; an
    optional yes-or-no that nobody wrote is a no.
    """
    for name, rows in raw.tables.items():
        columns = [(f.name, _time if f.is_time else _READERS[f.type]) for f in schemas[name].fields]
        absent = [f.name for f in schemas[name].fields if f.type == "boolean" and not f.is_required]
        for row in rows:
            values = row.values
            for column, reader in columns:
                cell = values.get(column)
                if cell is not None:
                    values[column] = reader(cell)
            for column in absent:
                if values.get(column) is None:
                    values[column] = False


def _text(cell: Any) -> Any:
    return cell if type(cell) is str and cell.strip() else _misread(cell)


def _number(cell: Any) -> Any:
    if not _fits(cell, _NUMBER):
        return _misread(cell)
    # In a table the digits that are written tell how exact a figure is: they stay text.
    return read_number(cell) if isinstance(cell, Plain) else cell


def _integer(cell: Any) -> Any:
    if not _fits(cell, _INTEGER):
        return _misread(cell)
    return int(cell) if isinstance(cell, Plain) else cell


def _fits(cell: Any, pattern: re.Pattern[str]) -> bool:
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        return False
    return bool(pattern.fullmatch(str(cell)))


def _day(cell: Any) -> Any:
    return str(cell) if isinstance(cell, str) and is_plausible_day(cell) else _misread(cell)


def _time(cell: Any) -> Any:
    """A year, a part of one or a day; the column's pattern says which of them it takes."""
    if not isinstance(cell, str) or not cell[:4].isdecimal():
        return _text(cell)
    return str(cell) if is_plausible_time(cell) else _misread(cell)


def _boolean(cell: Any) -> Any:
    if isinstance(cell, str) and cell.casefold() in ("true", "false"):
        return cell.casefold() == "true"
    return cell if isinstance(cell, bool) else _misread(cell)


def _misread(cell: Any) -> Any:
    """A cell of blanks is empty, whatever its type."""
    if isinstance(cell, str) and not cell.strip() and not isinstance(cell, Plain):
        return cell
    return cell if isinstance(cell, Misread) else Misread(str(cell)[:200])


_READERS: Mapping[str, Callable[[Any], Any]] = {
    "string": _text,
    "number": _number,
    "integer": _integer,
    "boolean": _boolean,
    "date": _day,
}
